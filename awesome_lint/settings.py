"""The settings that apply to a file: plain data, on the standard library alone.

Without a config file nothing else is needed; `config.py` (pydantic) is imported only when there is one to read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from awesome_lint.errors import UserError

if TYPE_CHECKING:
    from argparse import Namespace

    from pathspec import GitIgnoreSpec

    from awesome_lint.engine import Plan
    from awesome_lint.rule import Rule, Severity

CONFIG_NAMES = ("awesome-lint.toml", ".awesome-lint.toml", "pyproject.toml")
"""The names of config files; the last one counts where it has a table `[tool.awesome-lint]`."""

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
    (`pyproject.toml:12`); a key without origin has its default.
    """

    path: Path | None = None
    root: Path = Path()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    selection: Selection = Selection()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severity: Mapping[str, Severity] = {}
    style: Mapping[str, str] = {}
    packs: tuple[Path, ...] = ()
    options: Mapping[str, object] = {}
    origins: Mapping[str, str] = {}

    def with_selection(self, selection: Selection, origin: str = "command line") -> Settings:
        """The same under the selection of the command line."""
        given = {"select": selection.select, "extend-select": selection.extend, "ignore": selection.ignore}
        said = {key: origin for key, names in given.items() if names}
        return self._replace(selection=self.selection.override(selection), origins={**self.origins, **said})

    def includes(self, path: Path) -> bool:
        """Whether `include` names the file, or a folder that it is in."""
        return bool(self.include) and _spec(self.include).match_file(self._relative(path))

    def excludes(self, path: Path) -> bool:
        """Whether `exclude` names the file or a folder that it is in."""
        return bool(self.exclude) and _spec(self.exclude).match_file(self._relative(path))

    def ignored_for(self, path: Path) -> tuple[str, ...]:
        """The rules and groups that `per-file-ignores` switches off for a file."""
        name = self._relative(path) if self.per_file_ignores else ""
        return tuple(rule for pattern, rules in self.per_file_ignores if _spec((pattern,)).match_file(name) for rule in rules)

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
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return path.name


@cache
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


class Discovery:
    """Finds the settings of files: the nearest config's, never merged with another's.

    `config` names the one file that applies to all; `isolated` keeps to the defaults. Raises UserError for a
    config that is broken, or two in one folder.
    """

    def __init__(self, config: Path | None = None, *, isolated: bool = False, selection: Selection | None = None) -> None:
        self._selection = selection or Selection()
        self._by_folder: dict[Path, Settings] = {}
        self._fixed = self._finish(Settings()) if isolated else self._finish(_load(config)) if config else None

    @classmethod
    def of(cls, args: Namespace) -> Discovery:
        """As the options that every command has say."""
        if args.isolated and args.config:
            raise UserError("--isolated reads no config file: leave it or --config out")
        return cls(Path(args.config) if args.config else None, isolated=args.isolated)

    def settings_for(self, path: Path) -> Settings:
        """The settings of a file, or of a folder's own."""
        if self._fixed:
            return self._fixed
        absolute = path.resolve()
        return self._of_folder(absolute if absolute.is_dir() else absolute.parent)

    def _of_folder(self, folder: Path) -> Settings:
        if folder not in self._by_folder:
            if config := _config_in(folder):
                settings = self._finish(_load(_as_seen(config)))
            elif folder.parent == folder:
                settings = self._finish(Settings())
            else:
                settings = self._of_folder(folder.parent)
            self._by_folder[folder] = settings
        return self._by_folder[folder]

    def _finish(self, settings: Settings) -> Settings:
        return settings.with_selection(self._selection) if self._selection != Selection() else settings


def _as_seen(path: Path) -> Path:
    """A path as people here would write it: relative where it lies below the working directory."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _load(config: Path) -> Settings:
    loaded: Settings = import_module("awesome_lint.config").load(config)  # by name: pydantic stands above the defaults
    return loaded


def _config_in(folder: Path) -> Path | None:
    """The config file of a folder. Raises UserError where there are two."""
    found = [folder / name for name in CONFIG_NAMES if _is_config(folder / name)]
    if len(found) > 1:
        names = " and ".join(f"`{path.name}`" for path in found)
        raise UserError(f"{names} both configure awesome-lint", filename=str(folder), remedy="keep one of them: configs are never merged")
    return found[0] if found else None


def _is_config(path: Path) -> bool:
    """Whether a file exists that configures us: a `pyproject.toml` does where it has our table."""
    if not path.is_file():
        return False
    if path.name != "pyproject.toml":
        return True
    data = path.read_bytes()
    if b"[tool.awesome-lint" in data or b"awesome-lint" not in data:
        return b"[tool.awesome-lint" in data
    import tomllib

    try:  # `awesome-lint` may be written otherwise, or be a dependency
        return "awesome-lint" in tomllib.loads(data.decode()).get("tool", {})
    except ValueError:  # broken, and not by us
        return False


def parse_names(text: str | None, option: str) -> tuple[str, ...]:
    """The comma-separated names of an option. Raises UserError, with the nearest right name, for one that nothing has."""
    names = tuple(name for part in (text or "").split(",") if (name := part.strip()))
    for name in names:
        if name not in selectors():
            raise UserError(f"{option}: there is no rule or group `{name}`", remedy=nearest(name, selectors()))
    return names


@cache
def selectors() -> tuple[str, ...]:
    """Every name that stands for rules: rules, groups, `all`."""
    from awesome_lint.rule import GROUPS, all_rules

    return (*all_rules(), *GROUPS, ALL)


def nearest(name: str, names: Iterable[str], otherwise: str = "`awesome-lint rule` lists them all") -> str:
    """The words that help who wrote a wrong name: ``did you mean `...`?``, else the other ones."""
    from difflib import get_close_matches

    near = get_close_matches(name.lower().replace("_", "-"), list(names), 1)
    return f"did you mean `{near[0]}`?" if near else otherwise
