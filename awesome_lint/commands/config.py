"""`awesome-lint config [PATH]`: the settings that apply to a file, and where each comes from."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from awesome_lint.commands import console
from awesome_lint.config.options import option_keys
from awesome_lint.discovery import Discovery
from awesome_lint.report import counted
from awesome_lint.report.terminal import visible
from awesome_lint.rule import Rule, all_rules
from awesome_lint.settings import Settings
from awesome_lint.toml import toml_key, toml_string


def run(args: argparse.Namespace) -> int:
    """Print the settings as TOML with comments, or the JSON Schema. Raises UserError for a config that is broken."""
    if args.schema:
        from awesome_lint.config import schema

        console.tell(json.dumps(schema(), indent=2, ensure_ascii=False))
        return 0
    path = Path(args.path or "README.md")
    settings = Discovery.of(args).settings_for(path)
    console.tell("\n".join(map(visible, _lines(path, settings))))
    return 0


def _lines(path: Path, settings: Settings) -> Iterator[str]:
    where = f"from {settings.path}" if settings.path else "the defaults: no config file applies"
    yield f"# The settings of {path}, {where}"
    for key, value in _values(settings):
        yield f"{f'{key} = {_toml(value)}':<60}  # {settings.origins.get(key, 'default')}".rstrip()
    yield ""
    yield from _rules(path, settings)


def _values(settings: Settings) -> Iterator[tuple[str, object]]:
    """Every key of a config, in the order of the documentation."""
    selection = settings.selection
    yield "include", settings.include or ("README.md",)
    yield "exclude", settings.exclude
    yield "select", "the rules that are on by default" if selection.select is None else selection.select
    yield "extend-select", selection.extend
    yield "ignore", selection.ignore
    yield "per-file-ignores", dict(settings.per_file_ignores)
    yield "severity", {name: level.word for name, level in settings.severity.items()}
    yield "fail-on", settings.fail_on or "warning"
    yield "min-severity", settings.min_severity or "info"
    yield "output-format", settings.output_format or "full"
    yield "baseline", str(settings.baseline or "")
    yield "style", dict(settings.style)
    yield "columns", dict(settings.columns)
    yield "packs", tuple(str(pack) for pack in settings.packs)
    yield "rules", {name: _options(all_rules()[name], options) for name, options in settings.options.items()}


def _rules(path: Path, settings: Settings) -> Iterator[str]:
    """Which rules run on the file, and why others don't."""
    enabled = settings.enabled_for(path)
    here = set(settings.ignored_for(path))
    yield f"# {len(enabled)} of {counted(len(all_rules()), 'rule')} run on {path}"
    severities = settings.severities()
    for name, rule in all_rules().items():
        severity = severities.get(name, rule.severity).word
        if name in enabled:
            yield f"# on   {name:<24} {severity}"
        elif {name, rule.group} & here:
            yield f"# off  {name:<24} per-file-ignores ({settings.origins['per-file-ignores']})"
        elif {name, rule.group} & set(settings.selection.ignore):
            yield f"# off  {name:<24} ignore ({settings.origins['ignore']})"
        elif rule.is_layout and settings.selection.select is None:
            yield f"# fix  {name:<24} the work of `fix`"
        else:
            yield f"# off  {name:<24} {'not selected' if rule.default else 'opt-in'}"
    if settings.excludes(path):
        yield f"# {path} is excluded ({settings.origins['exclude']})"


def _options(rule: Rule, options: object) -> dict[str, object]:
    """The options of a rule by the keys of a config."""
    return {key: getattr(options, field) for key, field in option_keys(rule).items()}


def _toml(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml_key(key)} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return toml_string(value) if isinstance(value, str) else json.dumps(value)
