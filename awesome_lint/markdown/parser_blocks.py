"""The blocks of any Markdown: markdown-it's block tokens as a tree, their contents mapped to the file.

The content of an inline token is made of suffixes of its source lines (paragraphs, items, quotes), or stands left to right
in one line (headings, cells), which maps it back to the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from awesome_lint.markdown.blocks import Block, Content, Kind
from awesome_lint.markdown.parser import markdown
from awesome_lint.markdown.tables import cell
from awesome_lint.source import Source, Span

if TYPE_CHECKING:
    from markdown_it.token import Token


class MarkdownSection(NamedTuple):
    """What markdown-it read of some rows: blocks, and reference definitions by label.

    `may_reach_on`: the last block is a fence or HTML that ends in the last row, so it may go on below.
    """

    blocks: list[Block]
    references: Mapping[str, Any]
    may_reach_on: bool


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


def markdown_blocks(source: Source, first: int, last: int) -> MarkdownSection:
    """Read some rows (from 1, both included) that stand at the top level of a page."""
    env: dict[str, Any] = {}
    tokens = markdown().parse(source[source.rows_span(first, last)] + "\n", env)  # without it, a blank last row is none to markdown-it
    references = env.get("references", {})
    for reference in references.values():
        reference["map"] = [row + first - 1 for row in reference["map"]]
    may_reach_on = bool(tokens) and tokens[-1].type in ("fence", "html_block") and (tokens[-1].map or (0, 0))[1] > last - first
    return MarkdownSection(_tree(source, tokens, first), references, may_reach_on)


def _tree(source: Source, tokens: list[Token], first: int) -> list[Block]:
    """The tokens of a text that begins in row `first`, as a tree."""
    stack = [Block(Kind.PAGE, first, first)]
    in_header = False
    cursor = 0  # the end of the cell before, in a table's row
    for token in tokens:
        kind = _CONTAINERS.get(token.type)
        if kind is not None:
            block = _block(source, token, kind, first)
            block.header = in_header and kind is Kind.ROW
            stack[-1].children.append(block)
            stack.append(block)
            cursor = source.line_starts[block.first - 1]
        elif token.type in _LEAVES:
            stack[-1].children.append(_block(source, token, _LEAVES[token.type], first))
        elif token.type == "inline" and token.map is not None:
            block, row = stack[-1], token.map[0] + first
            if block.kind is Kind.ROW:
                content, cursor = cell(source, token.content, source.line_span(row), cursor)
            else:
                content = _lines(source, token.content, row, heading=block.kind is Kind.HEADING)
            block.contents += (content,)
        elif token.type in ("thead_open", "thead_close"):
            in_header = token.type == "thead_open"
        elif token.nesting == -1 and token.type[:-5] + "open" in _CONTAINERS:
            stack.pop()
    return stack[0].children


def _block(source: Source, token: Token, kind: Kind, first: int) -> Block:
    begin, end = token.map or (0, 1)
    begin, last = begin + first, max(end, begin + 1) + first - 1
    while last > begin and not source.line(last).strip(" \t>"):
        last -= 1
    level = int(token.tag[1]) if kind is Kind.HEADING else 0
    markup = token.info + token.markup if kind is Kind.ITEM else token.markup
    return Block(kind, begin, last, markup, level, token.type == "ordered_list_open")


def _lines(source: Source, text: str, row: int, *, heading: bool) -> Content:
    """Map a block's content to its source lines, each of which it takes a suffix of."""
    if "\n" not in text:
        span = source.line_span(row)
        line = source[span]
        if heading:
            at = line.find(text) if text else len(line)
        else:
            line = line.rstrip(" \t")
            at = len(line) - len(text) if line.endswith(text) else -1
        if at < 0:
            return Content(text, span, ((0, span.start),), exact=False)
        at += span.start
        return Content(text, Span(at, at + len(text)), ((0, at),))
    pieces: list[tuple[int, int]] = []
    offset = 0
    parts = text.split("\n")
    for n, part in enumerate(parts):
        line = source.line(row + n)
        if n == len(parts) - 1:
            line = line.rstrip(" \t")
        start = source.line_starts[row + n - 1]
        if not line.endswith(part):
            return Content(text, source.rows_span(row, row + len(parts) - 1), ((0, start),), exact=False)
        pieces.append((offset, start + len(line) - len(part)))
        offset += len(part) + 1
    end = pieces[-1][1] + len(parts[-1])
    return Content(text, Span(pieces[0][1], end), tuple(pieces))
