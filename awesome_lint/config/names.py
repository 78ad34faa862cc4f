"""What pydantic can't check: names of rules and traits, patterns, paths."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from awesome_lint.config.keys import Config, Names
from awesome_lint.config.text import ConfigText
from awesome_lint.errors import UserError
from awesome_lint.globs import problem
from awesome_lint.knowledge import load_packs
from awesome_lint.rule import all_rules
from awesome_lint.settings import selectors
from awesome_lint.style import pins as style_pins
from awesome_lint.suggest import did_you_mean

MOST_PATTERNS = 1_000
"""Patterns of a setting: each is tried on every file and folder."""

MOST_PACKS = 20

LARGEST_PACK = 1_000_000
"""Bytes of a pack: ours have up to 20,000."""


def wrong_names(config: Config, file: ConfigText) -> Iterator[UserError]:
    """The names that no rule and no group has."""
    lists: dict[tuple[str, ...], Names] = {
        ("select",): config.select or (),
        ("extend-select",): config.extend_select,
        ("ignore",): config.ignore,
    }
    if config.select == ():
        yield file.problem(("select",), "`select` is empty: no rule would run", "remove it for the rules that are on by default")
    lists |= {("per-file-ignores", pattern): names for pattern, names in config.per_file_ignores.items()}
    for key, names in lists.items():
        for name in names:
            if name not in selectors():
                yield file.problem(
                    key, f"`{'.'.join(key)}`: there is no rule or group `{name}`", did_you_mean(name, selectors()), value=name
                )
    for name in config.severity:
        if name not in selectors():
            yield file.problem(("severity", name), f"`severity`: there is no rule or group `{name}`", did_you_mean(name, selectors()))
    for name in config.rules:
        if name not in all_rules():
            yield file.problem(("rules", name), f"`rules`: there is no rule `{name}`", did_you_mean(name, all_rules()))


def wrong_style(config: Config, file: ConfigText) -> Iterator[UserError]:
    """The pinned traits that don't exist, that can't be pinned, or not to that value."""
    packs = cache(lambda: load_packs(tuple(file.path.parent / pack for pack in config.packs)))
    for name, value in config.style.items():
        if isinstance(value, dict) and "." in name:
            yield file.problem(("style", name), f"`style.{name}` must be a string, not a table")
            continue
        pins = {f"{name}.{key}": item for key, item in value.items()} if isinstance(value, dict) else {name: value}
        for trait, item in pins.items():
            if fault := style_pins.fault(style_pins.folded(trait), item, packs):
                key = ("style", name) if trait == name else ("style", name, trait.removeprefix(f"{name}."))
                yield file.problem(key, fault.message, did_you_mean(fault.given, fault.known, fault.remedy))


def wrong_globs(config: Config, file: ConfigText) -> Iterator[UserError]:
    """The patterns that can't match any file."""
    lists = {"include": config.include, "exclude": config.exclude}
    for key, count in {**{key: len(patterns) for key, patterns in lists.items()}, "per-file-ignores": len(config.per_file_ignores)}.items():
        if count > MOST_PATTERNS:
            yield file.problem((key,), f"`{key}` has {count:,} patterns (the limit is {MOST_PATTERNS:,})", "name folders instead of files")
            return
    for key, patterns in lists.items():
        for pattern in patterns:
            if why := problem(pattern):
                yield file.problem((key,), f"`{key}`: the pattern `{pattern}` matches nothing: {why}", value=pattern)
    for pattern in config.per_file_ignores:
        if why := problem(pattern):
            yield file.problem(("per-file-ignores", pattern), f"`per-file-ignores`: the pattern `{pattern}` matches nothing: {why}")


def wrong_paths(config: Config, file: ConfigText) -> Iterator[UserError]:
    """The packs that don't exist, and the packs and baselines that are no file of the repository: a config may come from a stranger, and
    must not make us read a device.
    """
    top = next((folder for folder in file.path.resolve().parents if (folder / ".git").exists()), file.path.resolve().parent)
    if len(config.packs) > MOST_PACKS:
        yield file.problem(("packs",), f"`packs` has {len(config.packs):,} files (the limit is {MOST_PACKS})", "put packs together")
        return
    for name in config.packs:
        pack = Path(os.path.realpath(file.path.parent / name))
        why = None
        if not pack.is_relative_to(top):
            why = "is outside of the repository"
        elif not pack.exists():
            why = "doesn't exist"
        elif not pack.is_file():
            why = "is no regular file"
        elif pack.stat().st_size > LARGEST_PACK:
            why = f"is too large: {pack.stat().st_size:,} bytes (the limit is {LARGEST_PACK:,})"
        if why:
            yield file.problem(("packs",), f"`packs`: `{name}` {why}", value=name)
    if config.baseline and not Path(os.path.realpath(file.path.parent / config.baseline)).is_relative_to(top):
        yield file.problem(("baseline",), f"`baseline`: `{config.baseline}` is outside of the repository")
