"""The open files: their text as the client has it, and what is read from each version, once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from lsprotocol.types import TextDocumentContentChangeEvent, TextDocumentContentChangePartial
from pygls.uris import to_fs_path

from awesome_lint.discovery import Discovery
from awesome_lint.engine import Linted, Plan, judge
from awesome_lint.files import is_no_list
from awesome_lint.model import Document
from awesome_lint.reading import read
from awesome_lint.server.positions import Positions, characters
from awesome_lint.settings import Settings
from awesome_lint.source import Source

_LINE_END = re.compile(r"\r\n|\r|\n")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Version(NamedTuple):
    """One version of a file's text, as the client has it: with its own line ends and byte-order mark."""

    uri: str
    number: int
    text: str

    @property
    def path(self) -> Path | None:
        """Where the file is; None for one that has no place yet."""
        path = to_fs_path(self.uri) if self.uri.startswith("file:") else None
        return Path(path) if path else None

    def changed(self, number: int, changes: Iterable[TextDocumentContentChangeEvent], encoding: str) -> Version:
        """The next version. A range that is not in the text means the nearest place inside."""
        text = self.text
        for change in changes:
            text = _with_change(text, change, encoding) if isinstance(change, TextDocumentContentChangePartial) else change.text
        return self._replace(number=number, text=_with_pairs_joined(text))


def _with_change(text: str, change: TextDocumentContentChangePartial, encoding: str) -> str:
    rows = (change.range.start.line, change.range.end.line)
    starts = _line_starts(text, max(rows))
    start, end = (_offset(text, starts, where.line, where.character, encoding) for where in (change.range.start, change.range.end))
    return text[:start] + change.text + text[max(start, end) :]


def _with_pairs_joined(text: str) -> str:
    """The text with surrogates joined that two changes wrote one after the other: the halves of one character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return text


def _line_starts(text: str, last: int) -> Sequence[int]:
    """Where the rows begin, from 0 to one after `last`; of a shorter text, all."""
    starts = [0]
    for end in _LINE_END.finditer(text):
        starts.append(end.end())
        if len(starts) > last + 1:
            break
    return starts


def _offset(text: str, starts: Sequence[int], row: int, column: int, encoding: str) -> int:
    if row >= len(starts):
        return len(text)
    end = starts[row + 1] if row + 1 < len(starts) else len(text)
    line = text[starts[row] : end].rstrip("\r\n")
    return starts[row] + characters(line, column, encoding)


class Reading:
    """What is read from one version of a list under its settings, each thing when it is first asked for.

    Two threads ask: one that judges, one that answers quick requests, which need the document only. Raises UserError, from its
    attributes, for a config that is broken and for a text that can't be read.
    """

    def __init__(self, version: Version, discovery: Discovery, encoding: str) -> None:
        self.version = version
        self._discovery = discovery
        self._encoding = encoding
        self._reading = Lock()
        self._document: Document | None = None

    @cached_property
    def source(self) -> Source:
        """The text as every other part of the program sees it.

        A lone surrogate can't be in a file: U+FFFD is in its place, which takes as many units in each encoding.
        """
        text, path = _SURROGATE.sub("\ufffd", self.version.text), self.version.path
        mark = text.startswith("\ufeff")
        source = Source.of(text[mark:], str(path) if path else self.version.uri, byte_order_mark=mark)
        source.refuse_long_lines()
        return source

    @cached_property
    def settings(self) -> Settings:
        return self._discovery.settings_for(self.version.path or Path("untitled.md"))

    @cached_property
    def plan(self) -> Plan:
        """What `check` does with the file."""
        return self.plan_for(fixing=False)

    def plan_for(self, *, fixing: bool) -> Plan:
        return self.settings.plan_for(self.version.path or Path("untitled.md"), fixing=fixing)

    @cached_property
    def positions(self) -> Positions:
        return Positions(self.source, self._encoding)

    @property
    def document(self) -> Document:
        """The list as it is read; not judged."""
        with self._reading:
            if self._document is None:
                self._document = read(self.source, self.plan.packs, self.plan.template)
            return self._document

    @cached_property
    def linted(self) -> Linted:
        return judge(self.document, self.plan)

    @property
    def is_list(self) -> bool:
        """Whether there is anything to say: not of what is excluded, of no list by its name, or without entries."""
        path = self.version.path
        if path and (is_no_list(path) or self.settings.excludes(path)):
            return False
        return bool(self.document.entries)


class Documents:
    """The open files, by URI. A version is read once, however many requests ask for it.

    `encoding` is what client and server agreed on. Where config files are is found anew when one changes.
    """

    def __init__(self) -> None:
        self.encoding = "utf-16"
        self._versions: dict[str, Version] = {}
        self._readings: dict[str, Reading] = {}
        self._discovery = Discovery()

    @property
    def uris(self) -> tuple[str, ...]:
        return tuple(self._versions)

    def open(self, version: Version) -> None:
        self._versions[version.uri] = version

    def change(self, uri: str, number: int, changes: Iterable[TextDocumentContentChangeEvent]) -> None:
        """Take in what the client changed. Nothing happens to a file that isn't open."""
        if uri in self._versions:
            self._versions[uri] = self._versions[uri].changed(number, changes, self.encoding)

    def close(self, uri: str) -> None:
        self._versions.pop(uri, None)
        self._readings.pop(uri, None)

    def forget_settings(self) -> None:
        """Look up all configs again."""
        self._discovery = Discovery()
        self._readings.clear()

    def reading(self, uri: str) -> Reading | None:
        """The reading of the newest version; None for a file that isn't open."""
        version = self._versions.get(uri)
        if version is None:
            return None
        kept = self._readings.get(uri)
        if kept is None or kept.version is not version:
            kept = self._readings[uri] = Reading(version, self._discovery, self.encoding)
        return kept

    def is_newest(self, reading: Reading) -> bool:
        return self._readings.get(reading.version.uri) is reading and self._versions.get(reading.version.uri) is reading.version
