"""The lists that a command is about, read: those named, or what `check` takes where none is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from awesome_lint import files
from awesome_lint.commands.gather import STDIN, default_files
from awesome_lint.discovery import Discovery
from awesome_lint.knowledge import Packs, load_packs
from awesome_lint.model import Document
from awesome_lint.reading import read
from awesome_lint.settings import Settings
from awesome_lint.source import Source


class Lists:
    """The files of a run, read with the packs and the template of the first one's config."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._args = args
        self._discovery = Discovery.of(args)
        paths = [Path(path) for path in args.paths]
        self.is_piped = args.paths == [STDIN]
        self.paths = [Path(args.stdin_filename or "<stdin>")] if self.is_piped else self._found(paths)
        self.settings: Settings = self._discovery.settings_for(self.paths[0] if self.is_piped or not paths else paths[0])
        self.packs: Packs = load_packs(self.settings.packs)

    def _found(self, paths: list[Path]) -> list[Path]:
        if not paths:
            return default_files(self._discovery)
        found = files.find(paths)
        return [path for path in found if path in paths or not self._discovery.settings_for(path).excludes(path)]

    def source(self, path: Path) -> Source:
        """The text of a file. Raises UserError where it can't be read."""
        return Source.decode(sys.stdin.buffer.read(), str(path)) if self.is_piped else files.read(path)

    def read(self, source: Source) -> Document:
        """A text as a list."""
        return read(source, self.packs, self.settings.template)

    def documents(self) -> Iterator[Document]:
        """The lists, one after the other."""
        for path in self.paths:
            yield self.read(self.source(path))
