"""Which files a run is about, and what becomes of each: what `check`, `fix` and `format` have in common."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from awesome_lint import files
from awesome_lint.commands import console, work
from awesome_lint.commands.options import Options
from awesome_lint.commands.outcome import Outcome
from awesome_lint.commands.progress import Progress
from awesome_lint.discovery import Discovery
from awesome_lint.errors import UserError
from awesome_lint.globs import globs
from awesome_lint.source import Source

STDIN = "-"

README = ("readme.md", "readme.markdown")
"""What is checked where nothing is named, in any letter case."""


class Gathering:
    """The files of a run. `failed`: one couldn't be read or written; the others go on, and the exit status is 2."""

    def __init__(self, args: argparse.Namespace, options: Options) -> None:
        self.args = args
        self.options = options
        self.failed = False

    @property
    def is_piped(self) -> bool:
        """Whether the text comes from standard input."""
        return bool(self.args.paths == [STDIN])

    def tell(self, text: str) -> None:
        """A note on standard error."""
        if not self.args.quiet:
            console.note(text)

    def fail(self, error: UserError) -> None:
        """Tell what is wrong with one file."""
        self.failed = True
        console.fail(error)

    def outcomes(self) -> Iterator[Outcome]:
        """What became of each file; what can't be read is told and remembered."""
        for result in self._results():
            if isinstance(result, UserError):
                self.fail(result)
                continue
            if result.skipped:
                self.tell(f"{result.report.filename}: skipped, {result.skipped}")
            for withheld in result.withheld:
                self.tell(f"{result.report.filename}: {withheld}")
            yield result

    def _results(self) -> list[Outcome | UserError]:
        if self.is_piped:
            name = self.args.stdin_filename or "<stdin>"
            self.options.prepare([Path(name)])
            source = Source.decode(sys.stdin.buffer.read(), name)
            return [self.judged(name, source)]
        names = self._files()
        self.options.prepare(map(Path, names))
        with Progress(len(names), quiet=self.args.quiet) as progress:
            return list(self.all_judged(names, progress.advance))

    def judged(self, name: str, source: Source) -> Outcome:
        """What becomes of one text. Raises UserError for what can't be read."""
        return work.known(name, source, self.options) or work.judged(name, source, self.options)

    def all_judged(self, names: list[str], done: Callable[[], None]) -> Iterator[Outcome | UserError]:
        """What becomes of each file in order, or why nothing; `done` is called whenever one is."""
        return work.outcomes(names, self.options, self.args.jobs, done)

    def _files(self) -> list[str]:
        """The files to look at, those left out that are excluded. Of files named, only where that is wished."""
        named = {path for path in map(Path, self.args.paths) if not path.is_dir()}
        spared = frozenset() if self.args.force_exclude or self.args.hook else named
        chosen: list[str] = []
        for path in (
            files.find(map(Path, self.args.paths), self._fail_unless_excluded)
            if self.args.paths
            else default_files(self.options.discovery, self._fail_unless_excluded)
        ):
            if path not in spared and self._excludes(path):
                if path in named or not self.args.paths:
                    self.tell(f"{path}: excluded")
            else:
                chosen.append(str(path))
        return chosen

    def _excludes(self, path: Path) -> bool:
        """Whether the config or the command line leaves a file or folder out."""
        if self.options.discovery.settings_for(path).excludes(path):
            return True
        return bool(self.args.exclude) and globs(tuple(self.args.exclude)).match(Path(os.path.relpath(path)).as_posix())

    def _fail_unless_excluded(self, error: UserError) -> None:
        if error.filename is None or not self._excludes(Path(error.filename)):
            self.fail(error)


def default_files(discovery: Discovery, failed: Callable[[UserError], None] | None = None) -> list[Path]:
    """Without a PATH: what the config includes, else the README. Raises UserError where there is neither.

    What can't be read below an included folder is given to `failed`, or raised.
    """
    settings = discovery.settings_for(Path())
    if settings.include:
        if found := [path for path in files.find([settings.root], failed) if settings.includes(path)]:
            return [Path(os.path.relpath(path)) for path in found]
        raise UserError(f"`include` of {settings.path} matches no file")
    found = sorted((path for path in Path().iterdir() if path.name.lower() in README), key=lambda path: (path.suffix != ".md", path.name))
    if not found:
        raise UserError("there is no README.md here", remedy="name a file or folder, or set `include` in a config file")
    return found[:1]
