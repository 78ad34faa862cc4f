"""A page as a tree of blocks, whose contents are trees of inline nodes. All offsets count characters of the file's text."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from awesome_lint.source import Source, Span

NOWHERE = Span(0, 0)
"""The inner range of nodes without one: text, tags, escapes, entities and line breaks."""


class Node(NamedTuple):
    r"""An inline construct.

    `kind`: text, code, html, autolink, link, image, strong, em, strike, escape, entity, break. `inner` is the range
    between the markers (code, a link's label, an image's alternative text); `url` is the destination's range, None for
    reference links. `href` is the destination as written, for reference links that of the definition. The children of an
    image are its alternative text; code has some only in a table's cell, where `\|` is read as `|`.
    """

    kind: str
    start: int
    end: int
    inner: Span = NOWHERE
    url: Span | None = None
    href: str = ""
    children: tuple[Node, ...] = ()


class Inline(NamedTuple):
    """The inline content of a paragraph, heading, table cell or HTML block. `number` counts those of the page from 0."""

    number: int
    span: Span
    nodes: tuple[Node, ...]


class Kind(Enum):
    """What a block is."""

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


class Block:
    """A block with its rows: from 1, both included, no blank row at the end.

    `index` counts the page's blocks in document order, `number` its lists and tables from 1. `inlines` are a heading's or
    paragraph's one, the cells that a row has written. `level` is a heading's; `markup` the marker of a heading (`##`, `=`, `-`), an item or
    a list (`-`, `1.`); `header` marks a table's first row.
    """

    __slots__ = ("children", "first", "header", "index", "inlines", "kind", "last", "level", "markup", "number", "ordered")

    def __init__(self, kind: Kind, index: int, first: int, last: int) -> None:
        self.kind, self.index, self.first, self.last = kind, index, first, last
        self.markup = ""
        self.level = self.number = 0
        self.ordered = self.header = False
        self.inlines: list[Inline] = []
        self.children: list[Block] = []

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


class Definition(NamedTuple):
    """A link reference definition, `[label]: url`: its whole rows, and where its URL is, if that can be told."""

    span: Span
    label: str
    url: str
    url_span: Span | None


class Tree(NamedTuple):
    """A file's blocks, its reference definitions in document order, and the range of its front matter.

    Of several definitions with one label only the first counts.
    """

    page: Block
    definitions: tuple[Definition, ...]
    front_matter: Span | None


def plain_text(nodes: Sequence[Node], text: str) -> str:
    """What a reader sees of some nodes of a text: tags give nothing, images their alternative text."""
    return "".join([_plain(node, text) for node in nodes])


def _plain(node: Node, text: str) -> str:
    if node.kind == "text":
        return text[node.start : node.end]
    if node.kind == "escape":
        return text[node.start + 1 : node.end]
    if node.kind == "entity":
        return html.unescape(text[node.start : node.end])
    if node.kind == "break":
        return " "
    if node.kind in ("code", "autolink") and not node.children:
        return text[node.inner.start : node.inner.end]
    return plain_text(node.children, text)
