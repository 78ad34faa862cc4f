"""The settings that apply to a file: plain data, on the standard library alone.

Without a config file nothing else is needed; `config.py` (pydantic) is imported only when there is one to read.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from awesome_lint.bounded import LARGEST_CONFIG, parse_toml, read_bytes
from awesome_lint.errors import UserError
from awesome_lint.globs import globs

if TYPE_CHECKING:
    from argparse import Namespace

    from awesome_lint.engine import Plan
    from awesome_lint.model import Template
    from awesome_lint.rule import Rule, Severity

CONFIG_NAMES = ("awesome-lint.toml", ".awesome-lint.toml", "pyproject.toml")
"""The names of config files; the last one counts where it has a table `[tool.awesome-lint]`."""

LARGEST_PYPROJECT = 16_000_000
"""Bytes of a `pyproject.toml` that may be others' alone; one with our table has LARGEST_CONFIG at most."""

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
            return _real(path).relative_to(_real(self.root)).as_posix()
        except ValueError:
            return path.name


class Discovery:
    """Finds the settings of files: the nearest config's, never merged with another's.

    `config` names the one file that applies to all; `isolated` keeps to the defaults. `mirror`: configs, and what they refer to,
    are read in this folder, and apply to the working directory as if they were there. Raises UserError for a config that is
    broken, or two in one folder.
    """

    def __init__(
        self, config: Path | None = None, *, isolated: bool = False, selection: Selection | None = None, mirror: Path | None = None
    ) -> None:
        self._selection = selection or Selection()
        self._by_folder: dict[Path, Settings] = {}
        self._here = _real(Path()) if mirror else None
        self._mirror = _real(mirror) if mirror else None
        self._fixed = self._finish(Settings()) if isolated else self._finish(self._load(config)) if config else None

    @classmethod
    def of(cls, args: Namespace) -> Discovery:
        """As the options that every command has say."""
        if args.isolated and args.config:
            raise UserError("--isolated reads no config file: leave it or --config out")
        mirror = Path(args.config_from) if args.config_from else None
        return cls(Path(args.config) if args.config else None, isolated=args.isolated, mirror=mirror)

    def settings_for(self, path: Path) -> Settings:
        """The settings of a file, or of a folder's own."""
        if self._fixed:
            return self._fixed
        absolute = _real(path)
        return self._of_folder(absolute if absolute.is_dir() else absolute.parent)

    def _of_folder(self, folder: Path) -> Settings:
        if folder not in self._by_folder:
            if config := _config_in(self._mirrored(folder)):
                settings = self._finish(self._load(_as_seen(config)))
            elif folder in (folder.parent, self._here):  # above the working directory there is no mirror
                settings = self._finish(Settings())
            else:
                settings = self._of_folder(folder.parent)
            self._by_folder[folder] = settings
        return self._by_folder[folder]

    def _load(self, config: Path) -> Settings:
        """The settings of a config file; what a mirror's says of paths counts for the folder that it stands for."""
        if self._here is None or self._mirror is None:
            return _load(config)
        loaded = _load(config if config.is_absolute() else self._mirror / config)
        root = _real(loaded.root)
        if not root.is_relative_to(self._mirror):
            return loaded
        here = self._here / root.relative_to(self._mirror)
        # The baseline is written to, and says where files are by its own place: it is that of the working directory.
        baseline = here / os.path.relpath(loaded.baseline, loaded.root) if loaded.baseline else None
        return loaded._replace(root=here, baseline=baseline)

    def _mirrored(self, folder: Path) -> Path:
        """Where the config of a folder is looked for."""
        if self._here is None or self._mirror is None or not folder.is_relative_to(self._here):
            return folder
        return self._mirror / folder.relative_to(self._here)

    def _finish(self, settings: Settings) -> Settings:
        return settings.with_selection(self._selection) if self._selection != Selection() else settings


def _real(path: Path) -> Path:
    """A path without links; one that leads in a circle stays, which `Path.resolve` would raise for."""
    return Path(os.path.realpath(path))


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
    data = read_bytes(path, LARGEST_PYPROJECT)
    if b"[tool.awesome-lint" in data or b"awesome-lint" not in data or len(data) > LARGEST_CONFIG:
        return b"[tool.awesome-lint" in data
    try:  # `awesome-lint` may be written otherwise, or be a dependency
        return "awesome-lint" in parse_toml(data.decode()).get("tool", {})
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
