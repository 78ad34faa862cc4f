"""The settings that apply to a file: plain data, on the standard library alone.

`discovery` finds them for a file, `config` reads them from one.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from awesome_lint.errors import UserError
from awesome_lint.globs import globs
from awesome_lint.suggest import did_you_mean

if TYPE_CHECKING:
    from awesome_lint.engine import Plan
    from awesome_lint.model import Template
    from awesome_lint.rule import Rule, Severity

ALL = "all"
"""Stands for every rule wherever rules or groups are named."""


class Selection(NamedTuple):
    """Which rules run, by names of rules and groups. `select` None: those that are on by default."""

    select: tuple[str, ...] | None = None
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def enabled(self, rules: Mapping[str, Rule], *, fixing: bool = False) -> frozenset[str]:
        """The names of the rules that run.

        A rule's name counts more than its group, a group more than `all`; between equals `ignore` wins. Layout is the
        work of `fix` alone, unless it is selected.
        """
        return frozenset(name for name, rule in rules.items() if self._runs(rule, fixing=fixing))

    def _runs(self, rule: Rule, *, fixing: bool) -> bool:
        by_default = int(rule.default or (fixing and rule.is_layout))
        wanted = by_default if self.select is None else _rank(rule, self.select)
        return max(wanted, _rank(rule, self.extend)) > _rank(rule, self.ignore)

    def override(self, other: Selection) -> Selection:
        """This selection under another that counts more: what that selects, it selects alone."""
        if other.select is not None:
            return other
        kept = tuple(name for name in self.ignore if name not in other.extend)
        return Selection(self.select, self.extend + other.extend, kept + other.ignore)


def _rank(rule: Rule, names: Collection[str]) -> int:
    """How exactly a rule is meant: 3 by name, 2 by group, 1 by `all`, 0 not at all."""
    return 3 if rule.name in names else 2 if rule.group in names else int(ALL in names)


class Settings(NamedTuple):
    """What a config says, defaults where it says nothing.

    Patterns and paths are relative to `root`, the config's folder. `origins` says for each key where it was set
    (`pyproject.toml:12`); a key without origin has its default. `fail_on`, `min_severity`, `output_format` and `baseline` count for
    a whole run: those of the config that applies to its first path.
    """

    path: Path | None = None
    root: Path = Path()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    selection: Selection = Selection()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severity: Mapping[str, Severity] = {}
    style: Mapping[str, str] = {}
    columns: Mapping[str, str] = {}
    packs: tuple[Path, ...] = ()
    options: Mapping[str, object] = {}
    fail_on: str | None = None
    min_severity: str | None = None
    output_format: str | None = None
    baseline: Path | None = None
    origins: Mapping[str, str] = {}

    @property
    def template(self) -> Template:
        """What the config says about reading lists."""
        from awesome_lint.model import Template

        return Template(columns=self.columns)

    def with_selection(self, selection: Selection, origin: str = "command line") -> Settings:
        """The same under the selection of the command line."""
        given = {"select": selection.select, "extend-select": selection.extend, "ignore": selection.ignore}
        said = {key: origin for key, names in given.items() if names}
        return self._replace(selection=self.selection.override(selection), origins={**self.origins, **said})

    def includes(self, path: Path) -> bool:
        """Whether `include` names the file, or a folder that it is in."""
        return bool(self.include) and globs(self.include).match(self._relative(path))

    def excludes(self, path: Path) -> bool:
        """Whether `exclude` names the file or a folder that it is in."""
        return bool(self.exclude) and globs(self.exclude).match(self._relative(path))

    def ignored_for(self, path: Path) -> tuple[str, ...]:
        """The rules and groups that `per-file-ignores` switches off for a file."""
        name = self._relative(path) if self.per_file_ignores else ""
        return tuple(rule for pattern, rules in self.per_file_ignores if globs((pattern,)).match(name) for rule in rules)

    def enabled_for(self, path: Path, *, fixing: bool = False) -> frozenset[str]:
        """The names of the rules that run on a file."""
        from awesome_lint.rule import all_rules

        off = Selection(select=self.ignored_for(path)).enabled(all_rules())
        return self.selection.enabled(all_rules(), fixing=fixing) - off

    def plan_for(self, path: Path, *, fixing: bool = False) -> Plan:
        """What the engine is to do with a file."""
        from awesome_lint.engine import Plan
        from awesome_lint.knowledge import load_packs
        from awesome_lint.rule import all_rules

        enabled = self.enabled_for(path, fixing=fixing)
        return Plan(
            rules=tuple(rule for name, rule in all_rules().items() if name in enabled),
            packs=load_packs(self.packs),
            severities=self.severities(),
            options=self.options,
            pins=self.style,
            template=self.template,
        )

    def severities(self) -> dict[str, Severity]:
        """The severities that the config sets, by rule: a rule's own name counts more than its group."""
        from awesome_lint.rule import all_rules

        if not self.severity:
            return {}
        chosen = {rule.name: (self.severity.get(n) for n in (rule.name, rule.group, ALL)) for rule in all_rules().values()}
        return {name: found for name, levels in chosen.items() if (found := next((s for s in levels if s is not None), None)) is not None}

    def _relative(self, path: Path) -> str:
        """The path as patterns see it; outside of the root there is only a name to match."""
        try:
            return real_path(path).relative_to(real_path(self.root)).as_posix()
        except ValueError:
            return path.name


def real_path(path: Path) -> Path:
    """A path without links; one that leads in a circle stays, which `Path.resolve` would raise for."""
    return Path(os.path.realpath(path))


def parse_names(text: str | None, option: str) -> tuple[str, ...]:
    """The comma-separated names of an option. Raises UserError, with the nearest right name, for one that nothing has."""
    names = tuple(name for part in (text or "").split(",") if (name := part.strip()))
    for name in names:
        if name not in selectors():
            raise UserError(f"{option}: there is no rule or group `{name}`", remedy=did_you_mean(name, selectors()))
    return names


@cache
def selectors() -> tuple[str, ...]:
    """Every name that stands for rules: rules, groups, `all`."""
    from awesome_lint.rule import GROUPS, all_rules

    return (*all_rules(), *GROUPS, ALL)
