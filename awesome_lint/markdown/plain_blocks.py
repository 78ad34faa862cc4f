"""The blocks of plain Markdown: headings, paragraphs, lists, thematic breaks, quotes, tables, HTML and fences, line by line.

Most sections of real lists hold nothing else. Here they are read in a fifth of the time that markdown-it takes, and a list of
such sections only needs no markdown-it, whose import alone takes a third of a run. Whatever might be anything else (an
indent of four, a tab, a bracket that a definition begins with, a table or HTML inside an item) makes the section no plain
one, and markdown-it reads it. Both read alike: tests compare them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from awesome_lint.markdown.blocks import Block, Content, Kind
from awesome_lint.markdown.prose import is_cell, is_prose
from awesome_lint.markdown.raw_blocks import RawBlock, opening
from awesome_lint.markdown.tables import Table, may_be_header, table_at
from awesome_lint.source import Source, Span

_HEADING = re.compile(r"(#{1,6})[ \t]+(?=[^#\s])")
# Five blanks behind a bullet or number would make code of what follows.
_MARKER = re.compile(r"([-*+]|[0-9]{1,9}[.)]) {1,4}(?! )")
_BREAK = re.compile(r"(?:-{3,}|\*{3,}|_{3,})\Z")
_UNDERLINE = re.compile(r"(?:=+|-+)\Z")
_QUOTE_MARK = re.compile(r" {0,3}> ?(?!\t)")
_DEEPEST = 9
"""Lists within lists, or quotes within quotes. markdown-it reads no deeper: its limit of 20 levels counts lists and items both."""


class _Open(NamedTuple):
    """An open item in its list, and the column that its content begins at, from 0. The outermost is the page, which is no item."""

    list: Block
    item: Block
    column: int


def plain_blocks(source: Source, sections: Sequence[tuple[int, int]], index: int) -> tuple[list[Block] | None, int]:
    """The blocks of one of a page's sections, and the index of the next; or None, and the index of the section that is not plain.

    `sections` are the first and last rows (from 1) of each. What a `#` makes the next one may stand in a fence or HTML of this
    one: then it is read with it.
    """
    section = _Section(source)
    reaches_on = True
    while reaches_on and index < len(sections):
        first, last = sections[index]
        for row in range(first, last + 1):
            if not section.take(row, source.line_starts[row - 1], source.line(row)):
                return None, index
        reaches_on = section.inner is not None and section.inner.may_reach_on
        index += 1
    section.close()
    return section.top.children, index


class _Section:
    """What has been read of a section, or of what stands so many quotes deep. Methods that read a line return False where it isn't plain.

    A line is given with its row and the offset that it starts at: in a quote, behind the mark.
    """

    def __init__(self, source: Source, depth: int = 0) -> None:
        self.source = source
        self.depth = depth
        self.top = Block(Kind.PAGE, 1, 1)
        self.row = 0  # the last that isn't blank
        self.start = 0  # the offset of the line that is being read
        self.items = [_Open(self.top, self.top, 0)]  # the page, then items, each inside the one before
        self.paragraph: Block | None = None  # the one whose lines go on
        self.lines: list[tuple[int, str]] = []  # ... so far: where each starts, and its text
        self.inner: RawBlock | Table | _Quote | None = None  # the block that goes on and reads its own lines

    def take(self, row: int, start: int, line: str) -> bool:
        """Read the next row."""
        if self.inner is not None:
            taken = self.inner.take(row, start, line)
            if taken is not None:
                return taken
            self.close()
        text = line.strip()
        if not text:
            self.end_paragraph()
            return not line.strip(" \t")  # a form feed and its like are characters to Markdown
        self.start = start
        if line[0] == "\t":
            taken = self.behind_tabs(row, line, text)
            self.row = row
            return taken
        indent = len(line) - len(line.lstrip(" "))
        if not line.startswith(text, indent) or line[indent + len(text) :].strip(" \t"):
            return False  # a tab before it, or beside it a blank that Markdown takes for a character
        if (text[0] in "<`~>" or "|" in text) and (inner := self.inner_at(row, text)):
            taken = self.begins_inner(inner, row, indent, line)
        elif marker := _MARKER.match(text):
            taken = self.item(row, indent, line, marker, indent)
        elif text[0] == "#" and (heading := _HEADING.match(text)):
            taken = not indent and self.heading(row, text, heading)
        elif self.paragraph is not None:
            taken = self.underline(row, indent, text) if _UNDERLINE.match(text) else self.goes_on(indent, line)
        elif _BREAK.match(text):
            taken = not indent
            self.close()
        else:
            self.close(indent)
            taken = self.begins(row, indent, line, indent)
        self.row = row
        return taken

    def behind_tabs(self, row: int, line: str, text: str) -> bool:
        """A line that begins with tabs, each of them four columns wide. None but an item's first is plain."""
        tabs = len(line) - len(line.lstrip("\t"))
        if not line.startswith(text, tabs) or line[tabs + len(text) :].strip(" \t") or self.depth:
            return False
        marker = _MARKER.match(text)
        return marker is not None and self.item(row, 4 * tabs, line, marker, tabs)

    def heading(self, row: int, text: str, match: re.Match[str]) -> bool:
        words = text[match.end() :]
        if words.endswith("#") and (bare := words.rstrip("#")).endswith((" ", "\t")):
            words = bare  # `# Title #`
        self.close()
        heading = Block(Kind.HEADING, row, row, match[1], len(match[1]))
        heading.contents = (_content([(self.start + match.end(), words)]),)
        self.top.children.append(heading)
        return True

    def item(self, row: int, indent: int, line: str, match: re.Match[str], at: int) -> bool:
        """A line that begins an item, the next of a list or the first of one, with a marker at an offset."""
        marker = match[1]
        if self.paragraph is not None and len(marker) > 1 and marker[:-1] != "1" and indent >= self.items[-1].column:
            return False  # a paragraph is ended by a list that counts from 1 alone
        before = self.close(indent)
        if indent - self.items[-1].column > 3 or len(self.items) > _DEEPEST:
            return False
        items = before.list if before and before.list.markup == marker[-1] else None
        if items is None:
            items = Block(Kind.LIST, row, row, marker[-1], ordered=len(marker) > 1)
            self.items[-1].item.children.append(items)
        item = Block(Kind.ITEM, row, row, marker)
        items.children.append(item)
        column = indent + match.end()
        self.items.append(_Open(items, item, column))
        return self.begins(row, column, line, at + match.end())

    def begins(self, row: int, indent: int, line: str, at: int) -> bool:
        """The first line of a paragraph, whose text begins at an offset."""
        if indent - self.items[-1].column > 3 or not is_prose(line, at):
            return False
        self.paragraph = Block(Kind.PARAGRAPH, row, row)
        self.items[-1].item.children.append(self.paragraph)
        self.lines = [(self.start + at, line[at:])]
        return True

    def goes_on(self, indent: int, line: str) -> bool:
        """A further line of a paragraph, which keeps the blanks beyond its item's column, and those at its end."""
        cut = min(indent, self.items[-1].column)
        self.lines.append((self.start + cut, line[cut:]))
        return line[indent] == "<" or is_prose(line, indent)  # a tag that would begin a block doesn't end a paragraph

    def underline(self, row: int, indent: int, text: str) -> bool:
        """A line that makes a heading of the paragraph above; of one of a single line outside of items, to be plain."""
        if len(self.items) > 1 or len(self.lines) > 1 or indent > 3:
            return False
        self.end_paragraph()
        title = self.top.children.pop()
        heading = Block(Kind.HEADING, title.first, row, text[0], 1 if text[0] == "=" else 2)
        heading.contents = title.contents
        self.top.children.append(heading)
        return True

    def inner_at(self, row: int, text: str) -> RawBlock | Table | _Quote | None:
        """The block that begins with a line, given without the blanks around it, and reads its own lines."""
        first = text[0]
        if first in "<`~":
            raw = opening(text)
            return RawBlock(row, raw) if raw and (raw.interrupts or self.paragraph is None) else None
        if first == ">":
            return _Quote(self.source, row, self.depth + 1)
        # A table's second row can't be looked for behind the mark of a quote, and doesn't end an item's paragraph.
        if "|" not in text or self.depth or (self.paragraph is not None and len(self.items) > 1):
            return None
        return table_at(self.source, row, text) if is_cell(text) else None

    def begins_inner(self, inner: RawBlock | Table | _Quote, row: int, indent: int, line: str) -> bool:
        """The first line of a block that reads its own. Inside an item, where it ends with the item too, it isn't plain."""
        self.close(indent)
        if len(self.items) > 1 or indent > 3:
            return False
        if isinstance(inner, RawBlock) and "|" in line and (self.depth or may_be_header(self.source, row)):
            return False  # markdown-it looks for a table first
        self.inner = inner
        self.top.children.append(inner.block)
        return inner.take(row, self.start, line) is True

    def close(self, indent: int = 0) -> _Open | None:
        """End what reads its own lines, the paragraph, and the items that a line of such an indent isn't in. The outermost of these."""
        if self.inner is not None:
            self.inner.close()
            self.inner = None
        self.end_paragraph()
        closed = None
        while indent < self.items[-1].column:
            closed = self.items.pop()
            closed.item.last = closed.list.last = self.row
        return closed

    def end_paragraph(self) -> None:
        if self.paragraph is not None:
            self.paragraph.last = self.row
            self.paragraph.contents = (_content(self.lines),)
            self.paragraph = None


class _Quote:
    """A quote, whose lines are a section of their own."""

    may_reach_on = False

    def __init__(self, source: Source, row: int, depth: int) -> None:
        self.section = _Section(source, depth)
        self.block = Block(Kind.QUOTE, row, row, ">")
        self.block.children = self.section.top.children

    def take(self, row: int, start: int, line: str) -> bool | None:
        """Read the next row. One without the mark may go on with the quote's last paragraph, which makes it no plain one."""
        mark = _QUOTE_MARK.match(line)
        if mark is None:
            return None if not line.strip(" \t") else False
        if line.strip(" \t>"):
            self.block.last = row
        return self.section.depth <= _DEEPEST and self.section.take(row, start + mark.end(), line[mark.end() :])

    def close(self) -> None:
        """All is read."""
        self.section.close()


def _content(lines: list[tuple[int, str]]) -> Content:
    """The content of some lines, each with the offset that it starts at; no blanks at the end."""
    if len(lines) == 1:
        start, text = lines[0][0], lines[0][1].rstrip()
        return Content(text=text, span=Span(start, start + len(text)), pieces=((0, start),), exact=True)
    text = "\n".join(line for _, line in lines).rstrip()
    pieces, offset = [], 0
    for start, line in lines:
        pieces.append((offset, start))
        offset += len(line) + 1
    first, last = lines[0][0], pieces[-1]
    return Content(text, Span(first, last[1] + len(text) - last[0]), tuple(pieces))
