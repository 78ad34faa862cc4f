"""Layout: bullets, indents and blank lines. Most of these are what `format` lays a list out by.

Those that take a `Page` are measured by layout itself too, in each round, on the text that it has reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from awesome_lint.model import Entry, EntryKind
from awesome_lint.source import Span
from awesome_lint.style.trait import Observation, number_of

if TYPE_CHECKING:
    from markdown_it.token import Token

    from awesome_lint.style.house import HouseStyle
    from awesome_lint.style.page import Item, Page

ALIGNED, AS_WRITTEN = "aligned", "as written"


def said(white_space: str) -> str:
    """White space as the value of a trait: the number of spaces, or `tab`."""
    return str(len(white_space)) if "\t" not in white_space else white_space.replace("\t", "tab")


def white_space(value: str) -> str:
    """The white space that a value stands for: the inverse of `said`."""
    return " " * int(value) if value.isdecimal() else value.replace("tab", "\t")


def bullet(page: Page) -> Iterator[Observation]:
    for item in page.items.values():
        if item.is_bullet:
            yield Observation(item.marker, _marker(item, page), str(item.depth))


def bullet_padding(page: Page) -> Iterator[Observation]:
    for item in page.items.values():
        if item.is_bullet and not item.empty and not item.is_code:
            yield Observation(item.pad.replace("\t", "tab"), _padding(item, page))


def number_padding(page: Page) -> Iterator[Observation]:
    for item in page.items.values():
        if not item.is_bullet and not item.empty and not item.is_code:
            yield Observation(item.pad.replace("\t", "tab"), _padding(item, page))


def number_offset(page: Page) -> Iterator[Observation]:
    for item in page.items.values():
        if not item.is_bullet:
            yield Observation(str(item.offset), _padding(item, page))


def indent(page: Page) -> Iterator[Observation]:
    """Of top-level markers from the margin, of nested ones from the column of their parent's marker."""
    for item in page.items.values():
        if item.parent is None:
            yield Observation(said(item.lead), page.span(item.first, 0, item.marker_at), "top")
        elif not item.inline and (step := item.step) is not None:
            yield Observation(said(step), page.span(item.first, 0, item.marker_at), "bullet" if item.parent.is_bullet else "number")


def _marker(item: Item, page: Page) -> Span:
    return page.span(item.first, item.marker_at, item.marker_at + len(item.marker))


def _padding(item: Item, page: Page) -> Span:
    return page.span(item.first, item.marker_at + len(item.marker), item.text_at)


def continuation(page: Page) -> Iterator[Observation]:
    """Lines that continue a text: whether they start below its first word, in items and in paragraphs outside of lists."""
    from awesome_lint.style.page import width  # markdown-it, for layout alone

    stack: list[Item | None] = []
    for token in page.tokens:
        if token.type == "list_item_open":
            stack.append(page.item_of(token))
        elif token.type == "list_item_close":
            stack.pop()
        elif token.type == "paragraph_open" and token.map:
            item = stack[-1] if stack else None
            column = item.column + item.offset if item else 0
            for row in range(token.map[0] + 1, token.map[1]):
                line = page.lines[row]
                lead = len(line) - len(line.lstrip(" \t"))
                value = ALIGNED if width(line[:lead]) == column else AS_WRITTEN
                yield Observation(value, page.span(row, 0, lead), "items" if item else "paragraphs")


def blanks_before_heading(page: Page) -> Iterator[Observation]:
    for gap, _, below in _gaps(page):
        if is_heading(below):
            yield gap._replace(key=below.tag[1:])


def blanks_after_heading(page: Page) -> Iterator[Observation]:
    """Of headings that no other heading follows directly: that gap is before the latter."""
    for gap, above, below in _gaps(page):
        if is_heading(above) and not is_heading(below):
            yield gap._replace(key=above.tag[1:])


def blank_lines(page: Page) -> Iterator[Observation]:
    """Where there are any: between items, and between blocks that are no headings."""
    for gap, above, below in _gaps(page):
        if gap.value != "0" and not is_heading(above) and not is_heading(below):
            yield gap._replace(key="blocks")
    for item in page.items.values():
        if not item.inline and (blanks := page.blanks_above(item.first)):
            yield Observation(str(blanks), _marker(item, page), "items")


def is_heading(token: Token) -> bool:
    """Whether a token opens a heading."""
    return token.type == "heading_open"


def _gaps(page: Page) -> Iterator[tuple[Observation, Token, Token]]:
    """The number of blank lines between two top-level blocks, with the tokens that open them."""
    from awesome_lint.style.page import blocks  # markdown-it, for layout alone

    for (above, *_), (below, *_) in pairwise(blocks(page.tokens)):
        if below.map:
            row = below.map[0]
            yield Observation(str(page.blanks_above(row)), page.span(row, 0, len(page.lines[row]))), above, below


# Of entries alone: these change what the page shows, so that layout leaves them alone.

_ORDERED = re.compile(r"(\d+)([.)])")
_MARKER = re.compile(r"[ \t>]*([-*+]|\d{1,9}[.)])([ \t]*)")


def _items(style: HouseStyle) -> Iterator[tuple[Entry, re.Match[str]]]:
    for entry in style.document.entries:
        if entry.kind is EntryKind.ITEM and (match := _MARKER.match(style.source.text, entry.span.start, entry.span.end)):
            yield entry, match


def numbering(style: HouseStyle) -> Iterator[Observation]:
    before: dict[int, int] = {}
    for entry, match in _items(style):
        if number := _ORDERED.fullmatch(match[1]):
            value = int(number[1])
            if entry.list_id in before:
                step = value - before[entry.list_id]
                written = {0: "all alike", 1: "counting"}.get(step, "otherwise")
                yield Observation(written, Span(*match.span(1)), section=number_of(entry.section))
            before[entry.list_id] = value


def spacing(style: HouseStyle) -> Iterator[Observation]:
    for one, other in pairwise(style.document.entries):
        if one.list_id == other.list_id and one.kind is other.kind is EntryKind.ITEM and one.span.end < other.span.start:
            lines = style.source.text.count("\n", one.span.end, other.span.start)
            yield Observation("loose" if lines > 1 else "tight", other.span, section=number_of(other.section))
