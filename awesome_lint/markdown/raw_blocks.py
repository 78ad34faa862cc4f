"""Where HTML blocks and fences begin and end (CommonMark 0.31, sections 4.5 and 4.6): blocks that aren't read as Markdown.

Only as far as plain sections need it: at the top level of a page. Read as markdown-it reads them; tests compare.
"""

from __future__ import annotations

import re
from re import Pattern
from typing import NamedTuple

from awesome_lint.markdown.blocks import Block, Kind
from awesome_lint.markdown.nodes import OPENING_OR_CLOSING_TAG


class Opening(NamedTuple):
    """How a block begins: its kind, its marker, what ends it (None: a blank line), and whether it ends a paragraph above."""

    kind: Kind
    markup: str
    end: Pattern[str] | None
    interrupts: bool = True


class RawBlock:
    """HTML or a fence, read line by line."""

    def __init__(self, row: int, opening: Opening) -> None:
        self.block = Block(opening.kind, row, row, opening.markup)
        self.end = opening.end
        self.may_reach_on = True

    def take(self, row: int, _start: int, line: str) -> bool | None:
        """Read the next row; None if it is none of the block's."""
        if not self.may_reach_on or (self.end is None and not line.strip(" \t")):
            self.may_reach_on = False
            return None
        if line.strip(" \t>"):  # as for all blocks, blanks and quote marks at the end are none of it
            self.block.last = row
        # The line that opens a fence looks like one that closes it.
        if self.end and (row > self.block.first or self.block.kind is Kind.HTML):
            self.may_reach_on = self.end.search(line) is None
        return True

    def close(self) -> None:
        """All is read."""


_ELEMENTS = (
    *("address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup", "dd", "details"),
    *("dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame", "frameset", "h[1-6]", "head"),
    *("header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu", "menuitem", "nav", "noframes", "ol", "optgroup", "option"),
    *("p", "param", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul"),
)
_VERBATIM = "script|pre|style|textarea"
# The spec's start conditions 1 to 7. The group that closes last names the one that is met.
_HTML = re.compile(
    rf"""(?x)
    <(?:
      (?ai:{_VERBATIM})(?=\s|>|\Z)(?P<verbatim>)
    | !--(?P<comment>)
    | \?(?P<instruction>)
    | ![A-Za-z](?P<declaration>)
    | !\[CDATA\[(?P<cdata>)
    | /?(?ai:{"|".join(_ELEMENTS)})(?=\s|/?>|\Z)(?P<element>)
    )
    | {OPENING_OR_CLOSING_TAG}\s*\Z(?P<tag>)"""
)
_OPENINGS: dict[str | None, Opening] = {
    "verbatim": Opening(Kind.HTML, "", re.compile(rf"(?ai)</(?:{_VERBATIM})>")),
    "comment": Opening(Kind.HTML, "", re.compile("-->")),
    "instruction": Opening(Kind.HTML, "", re.compile(r"\?>")),
    "declaration": Opening(Kind.HTML, "", re.compile(">")),
    "cdata": Opening(Kind.HTML, "", re.compile(r"\]\]>")),
    "element": Opening(Kind.HTML, "", None),
    "tag": Opening(Kind.HTML, "", None, interrupts=False),
}
_FENCE = re.compile(r"(`{3,})[^`]*\Z|(~{3,})")


def opening(text: str) -> Opening | None:
    """What kind of block begins with a line, given without the blanks around it; None if it is neither HTML nor a fence."""
    if text[0] == "<":
        html = _HTML.match(text)
        return _OPENINGS[html.lastgroup] if html else None
    fence = _FENCE.match(text) if text[0] in "`~" else None
    if fence is None:
        return None
    marks = fence[1] or fence[2]
    return Opening(Kind.CODE, marks, re.compile(rf"\A {{0,3}}{marks[0]}{{{len(marks)},}}[ \t]*\Z"))
