"""A page as a tree of blocks: headings, paragraphs, lists, items, tables, rows, quotes, HTML, code."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from enum import Enum, auto
from sys import maxsize
from typing import NamedTuple

from awesome_lint.markdown.nodes import Node, plain_text
from awesome_lint.source import Source, Span


class Kind(Enum):
    PAGE = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    LIST = auto()
    ITEM = auto()
    TABLE = auto()
    ROW = auto()
    QUOTE = auto()
    HTML = auto()
    CODE = auto()


class Content(NamedTuple):
    """The text of a block that inline constructs are read from, and where it stands in the file.

    `pieces` pairs offsets in the text with source offsets, one a line. `exact` is False where the text is not
    a copy of the source (a cell with an escaped pipe, a tab cut in two): then only `span` can be relied on.
    """

    text: str
    span: Span
    pieces: tuple[tuple[int, int], ...]
    exact: bool = True


class Inline(NamedTuple):
    """A block's content (see `Content`, whose text is `content` here) with the nodes in it."""

    content: str
    nodes: tuple[Node, ...]
    span: Span
    pieces: tuple[tuple[int, int], ...]
    exact: bool = True

    def at(self, offset: int) -> int:
        """The source offset of a content offset."""
        if not self.exact:
            return self.span.start
        pieces = self.pieces
        start, source = pieces[bisect_right(pieces, (offset, maxsize)) - 1] if len(pieces) > 1 else pieces[0]
        return source + offset - start

    def source_span(self, start: int, end: int) -> Span:
        """The source span of a range of the content."""
        if not self.exact:
            return self.span
        if len(self.pieces) == 1:
            shift = self.pieces[0][1]
            return Span(start + shift, end + shift)
        # The end belongs to the line that its last character stands in.
        return Span(self.at(start), self.at(end - 1) + 1 if end > start else self.at(start))

    def locator(self) -> Callable[[int, int], Span]:
        """`source_span`, twice as fast for a content of one line."""
        if not self.exact or len(self.pieces) > 1:
            return self.source_span
        shift = self.pieces[0][1]
        return lambda start, end: Span(start + shift, end + shift)

    def walk(self) -> Iterator[Node]:
        """All nodes in document order."""
        for node in self.nodes:
            yield from node.walk()

    def plain(self, start: int = 0, end: int | None = None) -> str:
        """What a reader sees of a range: markup and HTML tags stripped, entities and escapes resolved."""
        return plain_text(self.nodes, self.content, start, len(self.content) if end is None else end)


class Block:
    """A block with its rows (from 1, both included, no blank row at the end).

    `contents` are what inline constructs are read from: a heading's and a paragraph's one, a row's cells; `inlines` the
    same, read. `level` is a heading's; `markup` its marker (`-`, `1.`, `##`, `=`); `number` counts lists and tables of
    the page from 1; `header` marks a table's first row.
    """

    def __init__(self, kind: Kind, first: int, last: int, markup: str = "", level: int = 0, ordered: bool = False) -> None:
        self.kind = kind
        self.first = first
        self.last = last
        self.contents: tuple[Content, ...] = ()
        self.inlines: tuple[Inline, ...] = ()
        self.children: list[Block] = []
        self.markup = markup
        self.level = level
        self.ordered = ordered
        self.number = 0
        self.header = False

    def span(self, source: Source) -> Span:
        """Its whole lines."""
        return source.rows_span(self.first, self.last)

    def walk(self) -> Iterator[Block]:
        """This block and all below it, in document order."""
        waiting = [self]
        while waiting:
            block = waiting.pop()
            yield block
            waiting.extend(reversed(block.children))
