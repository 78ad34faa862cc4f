"""A list's lines and blocks as layout sees them: where the marker and the text of each list item are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from awesome_lint.markdown.reader import front_matter
from awesome_lint.source import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST = 100
"""markdown-it leaves out what is nested deeper."""

_MARKER = re.compile(r"([ \t]*)([-*+]|[0-9]{1,9}[.)])([ \t]*)")


def width(text: str, column: int = 0) -> int:
    """The columns that a text takes which starts at a column; tabs stop at every fourth."""
    if "\t" not in text:
        return len(text)
    at = column
    for char in text:
        at += 4 - at % 4 if char == "\t" else 1
    return at - column


ItemKey = tuple[int, int]
"""What identifies an item on its page: its first line (from 0), and its level of nesting among all blocks."""


class Item(NamedTuple):
    """A list item as written.

    `first` is its line (from 0), `marker_at` and `text_at` are the offsets on that line at which marker and text start.
    `lead` is the white space before the marker, `pad` that after it; `column` is the marker's column, `offset` that of
    the content, counted from the marker. `inline`: on the line of its parent's marker (`- - x`). `is_code`: the content is
    indented code. `key` is its key in `Page.items`.
    """

    first: int
    lead: str
    column: int
    marker: str
    pad: str
    offset: int
    marker_at: int
    text_at: int
    depth: int
    key: ItemKey
    parent: Item | None
    inline: bool
    empty: bool
    is_code: bool = False

    @property
    def is_bullet(self) -> bool:
        return self.marker in "-*+"

    @property
    def step(self) -> str | None:
        """The white space that leads from the parent's marker column to this marker; None where tabs hide it."""
        if self.parent is None:
            return self.lead
        if self.lead.startswith(self.parent.lead):
            return self.lead[len(self.parent.lead) :]
        return None


class Page(NamedTuple):
    """A text, read block by block: its lines, its markdown-it tokens, its list items."""

    text: str
    lines: list[str]
    tokens: list[Token]
    references: dict[str, Any]
    line_starts: list[int]  # offsets
    items: dict[ItemKey, Item]  # in document order; see item_of
    text_at: dict[int, int]  # lines that start with a marker: where their text starts

    def item_of(self, token: Token) -> Item | None:
        """The item that a token opens; None for any other token, and for items in block quotes."""
        return self.items.get((token.map[0], token.level)) if token.type == "list_item_open" and token.map else None

    def span(self, row: int, start: int, end: int) -> Span:
        """A stretch of a line (from 0), from and to its offsets on that line, as a span of the text."""
        at = self.line_starts[row]
        return Span(at + start, at + end)

    def blanks_above(self, line: int) -> int:
        """How many blank lines are right above a line (counted from 0)."""
        at = line
        while at and not self.lines[at - 1].strip(" \t"):
            at -= 1
        return line - at

    def last_line(self, line_map: Sequence[int]) -> int:
        """The last line of a block that isn't blank; markdown-it counts the blank lines below a list to it."""
        last = line_map[1] - 1
        while last > line_map[0] and not self.lines[last].strip(" \t"):
            last -= 1
        return last


@cache
def block_parser() -> MarkdownIt:
    """markdown-it for GFM's blocks; reference definitions become tokens. Inline content is read on demand only."""
    from markdown_it import MarkdownIt

    md = MarkdownIt("commonmark", {"inline_definitions": True, "maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    md.core.ruler.disable(["inline"])
    return md


@lru_cache(maxsize=4)
def read(text: str) -> Page:
    """Read the blocks of a text (LF line ends).

    The last four are kept: within one run of `fix` several rules read a text and its layout in several passes, and the proof compares
    a text with the one before it and the one after it.
    """
    front = front_matter(text)
    body = re.sub(r"[^\n]", " ", text[: front.end]) + text[front.end :] if front else text
    env: dict[str, Any] = {}
    tokens = block_parser().parse(body, env)
    lines = text.split("\n")
    page = Page(
        text=text,
        lines=lines,
        tokens=tokens,
        references=env.get("references", {}),
        line_starts=[0, *accumulate(len(line) + 1 for line in lines[:-1])],
        items={},
        text_at={},
    )
    _find_items(page)
    return page


def blocks(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens of each top-level block."""
    start = 0
    for index, depth in enumerate(accumulate(token.nesting for token in tokens)):
        if depth == 0:
            yield tokens[start : index + 1]
            start = index + 1


def _find_items(page: Page) -> None:
    """Find the marker of each list item. Items in block quotes are left out: quotes are printed as they are."""
    open_items: list[Item] = []
    quotes = 0
    for token in page.tokens:
        if token.type == "blockquote_open":
            quotes += 1
        elif token.type == "blockquote_close":
            quotes -= 1
        elif quotes:
            continue
        elif token.type == "list_item_open" and token.map:
            item = _item(page, (token.map[0], token.level), open_items[-1] if open_items else None)
            if item:
                page.items[item.key] = item
                page.text_at[item.first] = item.text_at
            open_items.append(item or _no_item(depth=len(open_items)))
        elif token.type == "list_item_close":
            open_items.pop()


def _no_item(depth: int) -> Item:
    """What counts as the parent of items whose real parent's marker wasn't found."""
    return Item(
        first=-1,
        lead="",
        column=0,
        marker="-",
        pad="",
        offset=2,
        marker_at=0,
        text_at=0,
        depth=depth,
        key=(-1, depth),
        parent=None,
        inline=False,
        empty=True,
    )


def _item(page: Page, key: ItemKey, parent: Item | None) -> Item | None:
    first = key[0]
    line = page.lines[first]
    inline = parent is not None and parent.first == first
    start = parent.text_at if parent and inline else 0
    m = _MARKER.match(line, start)
    if not m:
        return None
    column = width(line[: m.start(2)])
    after = column + len(m[2])
    empty = m.end() == len(line)
    pad = m[3]
    depth = parent.depth + 1 if parent else 0
    is_code = False
    offset = len(m[2]) + (1 if empty else width(pad, after))
    if offset > len(m[2]) + 4:  # indented code: one column belongs to the marker
        pad, offset = pad[:1], len(m[2]) + 1
        is_code = True
    return Item(
        first=first,
        lead=m[1],
        column=column,
        marker=m[2],
        pad=pad,
        offset=offset,
        marker_at=m.start(2),
        text_at=m.start(3) + len(pad),
        depth=depth,
        key=key,
        parent=parent,
        inline=inline,
        empty=empty,
        is_code=is_code,
    )
