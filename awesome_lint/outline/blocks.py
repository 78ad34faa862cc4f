"""markdown-it's block tokens as a tree: lists, items, tables, rows, quotes, headings, paragraphs, HTML."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from awesome_lint.outline.html import block as html_block
from awesome_lint.parse import Inline, Parsed
from awesome_lint.source import Source, Span

if TYPE_CHECKING:
    from markdown_it.token import Token


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


class Block:
    """A block with its rows (from 1, both included, no blank row at the end).

    `inlines` are a heading's, paragraph's or HTML block's content, a row's cells; `level` a heading's;
    `markup` its marker (`-`, `1.`, `##`, `=`); `number` counts lists and tables from 1; `header` marks a table's first row.
    """

    def __init__(self, kind: Kind, first: int, last: int, markup: str = "", level: int = 0, ordered: bool = False) -> None:
        self.kind = kind
        self.first = first
        self.last = last
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


_CONTAINERS = {
    "bullet_list_open": Kind.LIST,
    "ordered_list_open": Kind.LIST,
    "list_item_open": Kind.ITEM,
    "blockquote_open": Kind.QUOTE,
    "table_open": Kind.TABLE,
    "tr_open": Kind.ROW,
    "heading_open": Kind.HEADING,
    "paragraph_open": Kind.PARAGRAPH,
}
_LEAVES = {"html_block": Kind.HTML, "fence": Kind.CODE, "code_block": Kind.CODE}


def blocks(parsed: Parsed) -> Block:
    """The page's tree of blocks."""
    source = parsed.source
    page = Block(Kind.PAGE, 1, max(1, len(source.line_starts)))
    stack = [page]
    counter = 0
    in_header = False
    for index, token in enumerate(parsed.tokens):
        kind = _CONTAINERS.get(token.type)
        if kind is not None:
            block = _open(source, token, kind)
            if kind in (Kind.LIST, Kind.TABLE):
                counter += 1
                block.number = counter
            block.header = in_header and kind is Kind.ROW
            stack[-1].children.append(block)
            stack.append(block)
        elif token.type in _LEAVES:
            block = _open(source, token, _LEAVES[token.type])
            if block.kind is Kind.HTML:
                block.inlines = (html_block(source, block.first, block.last),)
            stack[-1].children.append(block)
        elif token.type == "inline":
            inline = parsed.inlines.get(index)
            if inline is not None:
                stack[-1].inlines += (inline,)
        elif token.type in ("thead_open", "thead_close"):
            in_header = token.type == "thead_open"
        elif token.nesting == -1 and token.type[:-5] + "open" in _CONTAINERS:
            stack.pop()
    return page


def _open(source: Source, token: Token, kind: Kind) -> Block:
    first, end = token.map or (0, 1)
    last = max(end, first + 1)
    while last > first + 1 and not source.line(last).strip(" \t>"):
        last -= 1
    level = int(token.tag[1]) if kind is Kind.HEADING else 0
    markup = token.info + token.markup if kind is Kind.ITEM else token.markup
    return Block(kind, first + 1, last, markup, level, token.type == "ordered_list_open")
