"""The rows of packs by host, and how a URL's path is matched with them.

A row's pattern is compiled when its host first turns up: most runs meet few of all hosts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from awesome_lint.patterns import compiled

LONGEST_TEXT = 2_000
"""Characters of a path with its query that patterns are tried on: browsers take URLs of 2,083. It bounds the time of a match."""


class Row(Protocol):
    """What rows of all kinds have: a `pattern` for the whole text, a `needle` that such a text holds, and a `template`."""

    @property
    def pattern(self) -> str: ...
    @property
    def needle(self) -> str: ...
    @property
    def template(self) -> str: ...


R = TypeVar("R", bound=Row)


class CompiledRow(Generic[R]):
    """A row with its compiled pattern."""

    __slots__ = ("_needle", "_pattern", "_template", "row")

    def __init__(self, row: R) -> None:
        self.row = row
        self._needle = row.needle
        self._pattern = re.compile(row.pattern)
        # Groups by number are twice as fast as groups by name.
        groups = {name: f"{{{number + 1}}}" for name, number in self._pattern.groupindex.items()}
        self._template = row.template.format_map({"host": "{0}", "path": "{1}", **groups})

    def match(self, text: str) -> re.Match[str] | None:
        """How the pattern matches the whole text, None if it doesn't or the text is longer than any known one."""
        return self._pattern.fullmatch(text) if self._needle in text and len(text) <= LONGEST_TEXT else None

    def fill(self, match: re.Match[str], host: str, path: str) -> str:
        """The row's template with the groups of a match, the host and the path."""
        return self._template.format(host, path, *match.groups(""))


class RowsByHost(Generic[R]):
    """Rows of one kind, filed under hosts (`arxiv.org`, `*.github.io`) or under schemes of identity keys."""

    def __init__(self, filed: Mapping[str, Sequence[R]]) -> None:
        self._filed = filed
        self._compiled: dict[str, tuple[CompiledRow[R], ...]] = {}

    def of(self, host: str) -> tuple[CompiledRow[R], ...]:
        """The rows of a host in order, those of the wildcard that covers it last; for most hosts there are none."""
        rows = self._compiled.get(host)
        if rows is None:
            rows = tuple(CompiledRow(row) for place in with_wildcard(host) for row in self._filed.get(place, ()))
            self._compiled[host] = rows
        return rows

    def match(self, host: str, text: str) -> tuple[re.Match[str], CompiledRow[R]] | None:
        """The first row of a host that matches a text."""
        for row in self.of(host):
            if match := row.match(text):
                return match, row
        return None


def with_wildcard(host: str) -> tuple[str, ...]:
    """A host and the wildcard that covers it: `a.github.io` and `*.github.io`."""
    _, dot, rest = host.partition(".")
    return (host, f"*.{rest}") if dot and "." in rest else (host,)


def needle(pattern: str) -> str:
    """The longest run of letters that a text must hold to match: a cheap test that spares most texts the pattern."""
    best, run, depth = "", "", 0
    for match in compiled(_PIECE).finditer(pattern):
        piece = match[0]
        if piece == "|" and depth == 0:
            return ""
        letter = piece if len(piece) == 1 and piece not in "()[]{}|.^$*+?\\" else piece[1] if re.fullmatch(r"\\\W", piece) else ""
        if depth == 0 and letter:
            run += letter
            continue
        if piece[0] in "?*{":  # what is before it may be missing
            run = run[:-1]
        best = max(best, run, key=len)
        run = ""
        depth += (piece[0] == "(") - (piece == ")")
    return max(best, run, key=len)


_PIECE = r"(?s)\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P=\w+\)|\(|\{\d*,?\d*\}|."
