"""Offsets of a text as positions of the protocol: rows and columns from 0, columns in the units that client and server agreed on."""

from __future__ import annotations

from lsprotocol.types import Position, PositionEncodingKind, Range

from awesome_lint.source import Source, Span

_ASTRAL = 0x10000
"""From this character on, UTF-16 needs two units."""


def units(text: str, encoding: str) -> int:
    """How many units of an encoding a text takes. A lone surrogate is one unit of UTF-16 and three of UTF-8, as it is in editors."""
    if encoding == PositionEncodingKind.Utf32 or text.isascii():
        return len(text)
    if encoding == PositionEncodingKind.Utf8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(ord(char) >= _ASTRAL for char in text)


def characters(line: str, count: int, encoding: str) -> int:
    """How many characters of a line a number of units reaches: all where it is more than there are, none of one that it ends inside."""
    if encoding == PositionEncodingKind.Utf32 or line.isascii():
        return min(max(count, 0), len(line))
    taken = 0
    for index, char in enumerate(line):
        taken += units(char, encoding)
        if taken > count:
            return index
    return len(line)


class Positions:
    """Turns the offsets of a source into positions and back. A position outside of the text is the nearest one inside."""

    def __init__(self, source: Source, encoding: str) -> None:
        self._source = source
        self._encoding = encoding

    def position(self, offset: int) -> Position:
        row, column = self._source.position(offset)
        return Position(row - 1, units(self._source.line(row)[: column - 1], self._encoding) + self._mark(row))

    def range(self, span: Span) -> Range:
        return Range(self.position(span.start), self.position(span.end))

    def offset(self, position: Position) -> int:
        row = min(max(position.line, 0), len(self._source.line_starts) - 1) + 1
        if position.line >= len(self._source.line_starts):
            return len(self._source.text)
        count = position.character - self._mark(row)
        return self._source.line_starts[row - 1] + characters(self._source.line(row), count, self._encoding)

    def span(self, where: Range) -> Span:
        start = self.offset(where.start)
        return Span(start, max(start, self.offset(where.end)))

    def _mark(self, row: int) -> int:
        """The units of the byte-order mark, which our texts don't hold and the client's first row may."""
        return units("\ufeff", self._encoding) if row == 1 and self._source.byte_order_mark else 0
