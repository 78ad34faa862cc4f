"""Tables (GFM 0.29, section 4.10) at the top level of a page, read as markdown-it reads them; tests compare."""

from __future__ import annotations

import re
from collections.abc import Sequence

from awesome_lint.markdown.blocks import Block, Content, Kind
from awesome_lint.markdown.prose import is_cell
from awesome_lint.markdown.raw_blocks import opening
from awesome_lint.source import Source, Span

_DELIMITER_ROW = re.compile(r" {0,3}(?:[|:][-:| \t]|-[-:|])[-:| \t]*\Z")
_DELIMITER = re.compile(r":?-+:?")
_PIPE = re.compile(r"(?<!\\)\|")
_MOST_MISSING = 65_536
"""Cells that rows may lack in all: markdown-it's limit, since a short text could make a huge table."""


class Table:
    """A table with so many columns, read row by row."""

    may_reach_on = False

    def __init__(self, source: Source, row: int, columns: int) -> None:
        self.source = source
        self.block = Block(Kind.TABLE, row, row)
        self.columns = columns
        self.missing = 0

    def take(self, row: int, _start: int, line: str) -> bool | None:
        """Read the next row; False where it may begin a block of another kind, None if it is none of the table's."""
        text = line.strip(" \t")
        html = opening(text) if text[:1] == "<" else None
        if not text or (html and html.interrupts and row > self.block.first + 1):
            return None
        self.block.last = row
        return row == self.block.first + 1 or (is_row(line, text) and self.add(row, cells(text)))

    def add(self, row: int, texts: Sequence[str]) -> bool:
        """Add a row of cells. False where the rows lack too many, or a cell has other blanks at its ends, of which markdown-it trims some."""
        if any(text.strip() != text.strip(" \t") for text in texts):
            return False
        block = Block(Kind.ROW, row, row)
        block.header = row == self.block.first
        line = self.source.line_span(row)
        cursor, contents = line.start, []
        for at in range(self.columns):
            content, cursor = cell(self.source, texts[at].strip(" \t") if at < len(texts) else "", line, cursor)
            contents.append(content)
        block.contents = tuple(contents)
        self.block.children.append(block)
        self.missing += self.columns - len(texts)
        return self.missing <= _MOST_MISSING

    def close(self) -> None:
        """All is read."""


def may_be_header(source: Source, row: int) -> bool:
    """Whether what stands below a row may be a table's delimiters."""
    return row < len(source.line_starts) and _DELIMITER_ROW.match(source.line(row + 1)) is not None


def table_at(source: Source, row: int, header: str) -> Table | None:
    """The table that begins in a row, whose text is given without the blanks around it; None if none does."""
    if not may_be_header(source, row):
        return None
    marks = [mark.strip(" \t") for mark in source.line(row + 1).split("|")]
    marks = marks[not marks[0] : len(marks) - (len(marks) > 1 and not marks[-1])]  # nothing need stand outside of the outer pipes
    is_one = marks and all(map(_DELIMITER.fullmatch, marks)) and len(cells(header)) == len(marks)
    return Table(source, row, len(marks)) if is_one else None


def is_row(line: str, text: str) -> bool:
    """Whether a line with such a text can only be a row, in a table."""
    indent = line.find(text)
    return indent <= 3 and "\t" not in line[:indent] and is_cell(text)


def cells(text: str) -> list[str]:
    """The cells of a row, given without the blanks around it. A pipe behind a backslash is a character of its cell."""
    texts = text.split("|") if "\\" not in text else [part.replace("\\|", "|") for part in _PIPE.split(text)]
    return texts[not texts[0] : len(texts) - (len(texts) > 1 and not texts[-1])]


def cell(source: Source, text: str, line: Span, cursor: int) -> tuple[Content, int]:
    """Map a table cell's content, searched from the cursor; returns the new cursor too."""
    raw = text.replace("|", "\\|")
    at = source.text.find(raw, cursor, line.end)
    if at < 0:
        return Content(text, line, ((0, line.start),), exact=False), cursor
    span = Span(at, at + len(raw))
    return Content(text, span, ((0, at),), exact=raw == text), span.end
