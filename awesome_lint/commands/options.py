"""What `check` and `fix` are asked to do: the arguments, checked, as data that other processes understand."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from awesome_lint.discovery import Discovery
from awesome_lint.errors import UserError
from awesome_lint.report import FORMATS
from awesome_lint.revisions import Revision
from awesome_lint.rule import Severity
from awesome_lint.settings import Selection, Settings, parse_names
from awesome_lint.source import Source
from awesome_lint.suggest import quoted

if TYPE_CHECKING:
    from awesome_lint.baseline import Baseline
    from awesome_lint.cache import Cache


class _Options(NamedTuple):
    """The fields of Options. `baseline` has the findings that are not mended; what is shown is up to the command."""

    fixing: bool = False
    unsafe: bool = False
    selection: Selection = Selection()
    config: Path | None = None
    isolated: bool = False
    new_since: str | None = None
    baseline: Baseline | None = None
    use_cache: bool = True
    mirror: Path | None = None
    fix_from: Severity = Severity.INFO


class Options(_Options):
    """The wishes of one run that decide what is found in a file."""

    @classmethod
    def of(cls, args: argparse.Namespace) -> Options:
        """Read the arguments. Raises UserError for a rule that doesn't exist and for wishes that exclude each other."""
        if args.new_since and args.write_baseline:
            raise UserError("--write-baseline writes down all findings: leave --new-since out")
        if args.isolated and args.config:
            raise UserError("--isolated reads no config file: leave it or --config out")
        if args.select is not None and not parse_names(args.select, "--select"):
            raise UserError("--select names no rule: none would run", remedy="leave it out for the rules that are on by default")
        options = cls(
            fixing=args.fix or args.diff,
            unsafe=args.unsafe_fixes,
            selection=Selection(
                select=parse_names(args.select, "--select") if args.select is not None else None,
                extend=parse_names(args.extend_select, "--extend-select"),
                ignore=parse_names(args.ignore, "--ignore"),
            ),
            config=Path(args.config) if args.config else None,
            isolated=args.isolated,
            new_since=args.new_since,
            use_cache=not args.no_cache,
            mirror=Path(args.config_from) if args.config_from else None,
        )
        fail_on = options.run_settings(args.paths).fail_on if args.fail_on is None else args.fail_on
        return options._replace(fix_from=fix_threshold(fail_on))

    def run_settings(self, paths: Sequence[str]) -> Settings:
        """The settings of what counts for a whole run: of the first path, or of the working directory."""
        return self.discovery.settings_for(Path(paths[0]) if paths and paths[0] != "-" else Path())

    @property
    def is_cacheable(self) -> bool:
        """Whether what is found depends on the file's text and the settings alone."""
        return self.use_cache and not self.fixing and self.new_since is None

    @property
    def lays_out(self) -> bool:
        """Whether files are laid out. Where only new findings are mended, old lines stay as they are."""
        return self.fixing and self.new_since is None and self.baseline is None

    @cached_property
    def discovery(self) -> Discovery:
        """Where each file's settings come from."""
        return Discovery(self.config, isolated=self.isolated, selection=self.selection, mirror=self.mirror)

    def remembered_at(self, name: str, source: Source) -> tuple[Cache, str]:
        """The store that remembers what was found in a file of this text, and the name of the result there."""
        from awesome_lint.cache import Cache, cache_folder  # not for `fix` and --no-cache

        settings = self.discovery.settings_for(Path(name))
        store = self._stores.get(settings.packs)
        if store is None:
            store = self._stores[settings.packs] = Cache(cache_folder(), settings.packs)
        return store, store.key(source.encode(), repr((settings, settings.ignored_for(Path(name)), source.minority_rows)))

    @cached_property
    def _stores(self) -> dict[tuple[Path, ...], Cache]:
        """A store for each set of own packs: it knows our code's stamps, which take a while to gather."""
        return {}

    @cached_property
    def revision(self) -> Revision | None:
        """What the files are compared with."""
        return Revision(self.new_since) if self.new_since else None

    def prepare(self, paths: Iterable[Path]) -> None:
        """Look up settings and base revision of all files. Raises UserError, before anything is done, for what is wrong with them."""
        for path in paths:
            self.discovery.settings_for(path)
            if self.revision:
                self.revision.base_of(path)


def fix_threshold(fail_on: str | None) -> Severity:
    """The least severity whose findings `fix` repairs: what `check` fails on; where nothing fails, what fails by default."""
    return Severity[(fail_on or "warning").upper()] if fail_on != "never" else Severity.WARNING


def output_files(wishes: list[str]) -> dict[Path, str]:
    """The files to write reports to, and their formats, of `FORMAT=PATH` arguments. Raises UserError for others."""
    files = {}
    for wish in wishes:
        name, equals, path = wish.partition("=")
        if not equals or not path or name not in FORMATS:
            raise UserError(f"--output-file {wish}: expected FORMAT=PATH", remedy=f"the formats are {quoted(FORMATS)}")
        files[Path(path)] = name
    return files
