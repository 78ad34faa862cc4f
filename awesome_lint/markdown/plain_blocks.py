"""The blocks of plain Markdown: headings, paragraphs, bullet lists and thematic breaks, HTML and fences, read line by line.

Most sections of real lists hold nothing else. Here they are read in a fifth of the time that markdown-it takes, and a list of
such sections only needs no markdown-it, whose import alone takes a third of a run. Whatever might be anything else (an
indent of four, a tab, a character that a quote, table, definition or numbered list begins with, HTML inside an item) makes
the section no plain one, and markdown-it reads it. Both read alike: tests compare them.
"""

from __future__ import annotations

import re
from re import Pattern

from awesome_lint.markdown.blocks import Block, Content, Kind
from awesome_lint.markdown.raw_blocks import Opening, opening
from awesome_lint.patterns import lazy
from awesome_lint.records import NamedTuple, maker
from awesome_lint.source import Source, Span, make_span

_HEADING = lazy(r"(#{1,6})[ \t]+(?=[^#\s])")
# Five blanks behind a bullet would make code of what follows.
_BULLET = lazy(r"[-*+]( {1,4})(?! )")
_BREAK = lazy(r"(?:-{3,}|\*{3,}|_{3,})\Z")
# What begins neither a block of another kind, nor a delimiter row, nor an underline, whatever the lines around it are.
_PROSE = lazy(
    r"""(?x)
    [^-#>`~<|:=*+_0-9\[\s]             # nothing begins with it
    | [*_]{1,3} [^\s*_]                # emphasis: no thematic break
    | [-+] [^-+|:\s]                   # no bullet, underline or delimiter row
    | `{1,2} [^`] | ~{1,2} [^~]        # no fence
    | : [^-:|\s]                       # no delimiter row
    | \#{1,6} [^\#\s]                  # no heading
    | [0-9]{1,9} (?: [^0-9.)] | [.)]\S )   # no number of an item
    | \[ [^\]\\]* \] (?!:)             # no definition
    """
)
_DEEPEST = 9
"""Lists within lists. markdown-it reads no deeper: its limit of 20 levels counts lists and items both."""


class _Open(NamedTuple):
    """An open item in its list, and the column that its content begins at, from 0. The outermost is the page, which is no item."""

    list: Block
    item: Block
    column: int


_make_open = maker(_Open)
_make_content = maker(Content)


def plain_blocks(source: Source, first: int, last: int) -> list[Block] | None:
    """The blocks of some rows (from 1, both included) that stand at the top level of a page.

    None if they are not all plain, or may reach on below the last.
    """
    section = _Section(source)
    for row in range(first, last + 1):
        if not section.take(row):
            return None
    if section.raw is not None and last < len(source.line_starts):
        return None
    section.close()
    return section.top.children


class _Section:
    """What has been read of a section. Methods that read a row return False where it is not plain."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.top = Block(Kind.PAGE, 1, 1)
        self.row = 0  # the last that isn't blank
        self.items = [_Open(self.top, self.top, 0)]  # the page, then items, each inside the one before
        self.paragraph: Block | None = None  # the one whose lines go on
        self.lines: list[tuple[int, str]] = []  # ... so far: where each starts, and its text
        self.raw: Block | None = None  # the HTML or fence that goes on
        self.raw_end: Pattern[str] | None = None  # what ends it; None: a blank line

    def take(self, row: int) -> bool:
        """Read the next row."""
        line = self.source.line(row)
        if self.raw is not None:
            self.goes_on_raw(self.raw, row, line)
            return True
        text = line.strip()
        if not text:
            self.end_paragraph()
            return not line.strip(" \t")  # a form feed and its like are characters to Markdown
        indent = len(line) - len(line.lstrip(" "))
        if not line.startswith(text, indent) or line[indent + len(text) :].strip(" \t"):
            return False  # a tab before it, or beside it a blank that Markdown takes for a character
        if text[0] in "<`~" and (raw := opening(text)) and (raw.interrupts or self.paragraph is None):
            taken = self.begins_raw(row, indent, raw)
            if self.raw is not None:
                self.goes_on_raw(self.raw, row, line)
        elif bullet := _BULLET.match(text):
            taken = self.bullet(row, indent, line, bullet.end())
        elif text[0] == "#" and (heading := _HEADING.match(text)):
            taken = not indent and self.heading(row, text, heading)
        elif self.paragraph is not None:
            taken = self.goes_on(row, indent, line)
        elif _BREAK.match(text):
            taken = not indent
            self.close()
        else:
            self.close(indent)
            taken = self.begins(row, indent, line)
        self.row = row
        return taken

    def heading(self, row: int, text: str, match: re.Match[str]) -> bool:
        words = text[match.end() :]
        if words.endswith("#") and (bare := words.rstrip("#")).endswith((" ", "\t")):
            words = bare  # `# Title #`
        self.close()
        heading = Block(Kind.HEADING, row, row, match[1], len(match[1]))
        heading.contents = (_content([(self.source.line_starts[row - 1] + match.end(), words)]),)
        self.top.children.append(heading)
        return True

    def bullet(self, row: int, indent: int, line: str, width: int) -> bool:
        """A row that begins an item, the next of a list or the first of one; `width` is the bullet's, with the blanks behind."""
        before = self.close(indent)
        if indent - self.items[-1].column > 3 or len(self.items) > _DEEPEST:
            return False
        marker = line[indent]
        bullets = before.list if before and before.list.markup == marker else None
        if bullets is None:
            bullets = Block(Kind.LIST, row, row, marker)
            self.items[-1].item.children.append(bullets)
        item = Block(Kind.ITEM, row, row, marker)
        bullets.children.append(item)
        self.items.append(_make_open((bullets, item, indent + width)))
        return self.begins(row, indent + width, line)

    def begins(self, row: int, indent: int, line: str) -> bool:
        """The first line of a paragraph."""
        if indent - self.items[-1].column > 3 or not _is_prose(line, indent):
            return False
        self.paragraph = Block(Kind.PARAGRAPH, row, row)
        self.items[-1].item.children.append(self.paragraph)
        self.lines = [(self.source.line_starts[row - 1] + indent, line[indent:])]
        return True

    def goes_on(self, row: int, indent: int, line: str) -> bool:
        """A further line of a paragraph, which keeps the blanks beyond its item's column, and those at its end."""
        cut = min(indent, self.items[-1].column)
        self.lines.append((self.source.line_starts[row - 1] + cut, line[cut:]))
        return line[indent] == "<" or _PROSE.match(line, indent) is not None

    def begins_raw(self, row: int, indent: int, raw: Opening) -> bool:
        """The first line of HTML or a fence. Inside an item, where it ends with the item too, it isn't plain."""
        self.close(indent)
        if len(self.items) > 1 or indent > 3:
            return False
        self.raw, self.raw_end = Block(raw.kind, row, row, raw.markup), raw.end
        self.top.children.append(self.raw)
        return True

    def goes_on_raw(self, block: Block, row: int, line: str) -> None:
        """A line of HTML or of a fence."""
        if self.raw_end is None and not line.strip(" \t"):
            self.raw = None
            return
        if line.strip(" \t>"):  # as for all blocks, blanks and quote marks at the end are none of it
            block.last = row
        # The line that opens a fence looks like one that closes it.
        if self.raw_end is not None and (row > block.first or block.kind is Kind.HTML) and self.raw_end.search(line):
            self.raw = None

    def close(self, indent: int = 0) -> _Open | None:
        """End the paragraph, and the items that a line of such an indent doesn't belong to. The outermost of them."""
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


def _is_prose(line: str, indent: int) -> bool:
    """Whether a line begins a paragraph, behind its indent."""
    if line[indent] == "<":
        return opening(line[indent:].strip()) is None
    return _PROSE.match(line, indent) is not None


def _content(lines: list[tuple[int, str]]) -> Content:
    """The content of some lines, each with the offset that it starts at; no blanks at the end."""
    if len(lines) == 1:
        start, text = lines[0][0], lines[0][1].rstrip()
        return _make_content((text, make_span((start, start + len(text))), ((0, start),), True))
    text = "\n".join(line for _, line in lines).rstrip()
    pieces, offset = [], 0
    for start, line in lines:
        pieces.append((offset, start))
        offset += len(line) + 1
    first, last = lines[0][0], pieces[-1]
    return Content(text, Span(first, last[1] + len(text) - last[0]), tuple(pieces))
