"""How a list's blocks are printed: mdformat's renderer, with these functions in the place of its own.

Inline text is printed as it stands in the source. Each function returns a block's lines relative to the
block's container; a line that starts with NUL (no file has one) is printed as it is, whatever contains it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from mdformat.renderer import DEFAULT_RENDERERS, RenderContext, RenderTreeNode

from awesome_lint.canonical.habits import Habits, majority
from awesome_lint.canonical.page import Item, Page, width

if TYPE_CHECKING:
    from mdformat.renderer.typing import Render

VERBATIM = "\0"
_HEADING = re.compile(r"[ \t]*(#{1,6})(?:[ \t]+(.*?))?[ \t]*$")
# What a line of a paragraph must not start with, unless it is indented so far that it can't be read as a block.
_BLOCK_START = re.compile(r"(?:[-+*](?=[ \t]|$)|[0-9]{1,9}[.)](?=[ \t]|$)|#{1,6}(?=[ \t]|$)|>|```|~~~|<|=+[ \t]*$|[-_*|:])")


class Printer:
    """Prints the top-level blocks of one page through mdformat, in the habits given."""

    def __init__(self, page: Page, habits: Habits) -> None:
        from awesome_lint.canonical.page import block_parser

        self.page = page
        self.habits = habits
        self._moved = False
        renderers: Mapping[str, Render] = MappingProxyType({**DEFAULT_RENDERERS, **self._renderers()})
        options = block_parser().options
        self._context = RenderContext(renderers, MappingProxyType({}), options, {"indent_width": 0, "used_refs": set()})
        self.roots = RenderTreeNode(page.tokens).children

    def print(self, root: RenderTreeNode) -> list[str]:
        """The lines of a top-level block."""
        self._moved = False
        return [line.removeprefix(VERBATIM) for line in root.render(self._context).split("\n")]

    def _renderers(self) -> dict[str, Render]:
        return {
            "paragraph": self.paragraph,
            "heading": self.heading,
            "bullet_list": self.list,
            "ordered_list": self.list,
            "hr": self.verbatim,
            "fence": self.verbatim,
            "code_block": self.verbatim,
            "html_block": self.verbatim,
            "blockquote": self.verbatim,
            "table": self.table,
            "definition": self.verbatim,
        }

    def _source(self, node: RenderTreeNode) -> list[str]:
        """A block's source lines, without the container's marker on the first."""
        assert node.map is not None
        first, end = node.map[0], self.page.last_line(node.map) + 1
        lines = self.page.lines[first:end]
        if first in self.page.text_at:
            lines[0] = lines[0][self.page.text_at[first] :]
        return lines

    def verbatim(self, node: RenderTreeNode, _context: RenderContext) -> str:
        """A block as it stands; moved along with its item where that moves."""
        lines = self._source(node)
        assert node.map is not None
        item = self._item_of(node)
        if item is None or not self._moved:
            at_marker = node.map[0] in self.page.text_at
            return "\n".join(line if at_marker and not n else VERBATIM + line for n, line in enumerate(lines))
        column = item.column + item.offset
        return "\n".join(_dedented(line, column) if n or node.map[0] not in self.page.text_at else line for n, line in enumerate(lines))

    def paragraph(self, node: RenderTreeNode, _context: RenderContext) -> str:
        """Text as it stands, without trailing blanks that no reader sees; hard breaks stay."""
        item = self._item_of(node)
        align = (self.habits.aligned if item else self.habits.flush) or self._moved
        source = self._source(node)
        printed = []
        for n, line in enumerate(source):
            text = line.lstrip(" \t")
            if n == len(source) - 1 or not text.endswith("  "):
                text = text.rstrip(" \t")
            stays = n > 0 and (not align or _BLOCK_START.match(text))
            printed.append(VERBATIM + line[: len(line) - len(line.lstrip(" \t"))] + text if stays else text)
        return "\n".join(printed)

    def heading(self, node: RenderTreeNode, _context: RenderContext) -> str:
        """`## Text`; an underlined heading stays one, a closing sequence stays."""
        lines = self._source(node)
        m = _HEADING.match(lines[0]) if node.markup.startswith("#") else None
        if m:
            return f"{m[1]} {m[2]}" if m[2] else m[1]
        return "\n".join(line if n < len(lines) - 2 and line.endswith("  ") else line.rstrip(" \t") for n, line in enumerate(lines))

    def table(self, node: RenderTreeNode, _context: RenderContext) -> str:
        """Rows as they stand, without blanks at their ends."""
        return "\n".join(line.strip(" \t") for line in self._source(node))

    def list(self, node: RenderTreeNode, context: RenderContext) -> str:
        """A list: its items' markers below each other, blank lines between items as the list has them."""
        pairs = [(child, self.page.items.get(id(child.nester_tokens.opening))) for child in node.children if child.nester_tokens]
        if any(item is None for _, item in pairs):
            return self.verbatim(node, context)
        known = [(child, item) for child, item in pairs if item is not None]
        moved = self._moved
        bullet = self._bullet(node, known[0][1])
        usual_lead = self._lead([item for _, item in known])
        printed: list[str] = []
        for n, (child, item) in enumerate(known):
            if n:
                printed += [""] * self._blanks_between(item)
            lead = usual_lead if usual_lead is not None else self._own_lead(item)
            printed += self._item(child, item, bullet, lead, context)
            self._moved = moved
        return "\n".join(printed)

    def _item(self, node: RenderTreeNode, item: Item, bullet: str | None, lead: str, context: RenderContext) -> list[str]:
        """The lines of an item, relative to its parent's marker."""
        marker = bullet or item.marker
        pad = self._pad(item)
        offset = len(marker) + (1 if item.empty else width(pad, item.column + len(marker)))
        if lead != self._own_lead(item) or offset != item.offset:
            self._moved = True
        moved = self._moved
        indent = " " * offset
        lines: list[str] = []
        for n, child in enumerate(node.children):
            assert child.map is not None
            self._moved = moved
            nested = child.type.endswith("_list")
            block = child.render(context).split("\n")
            if not n and child.map[0] == item.first:
                block[0] = marker + pad + block[0].lstrip(" \t") if nested else marker + pad + block[0]
                head = 1
            else:
                lines += [""] * self.habits.blank_lines(self.page.blanks_above(child.map[0]), "item") if n else [marker]
                head = 0
            lines += block[:head]
            lines += block[head:] if nested else [_indented(line, indent) for line in block[head:]]
        if not lines:
            lines = [marker]
        return [_indented(line, lead) for line in lines]

    def _item_of(self, node: RenderTreeNode) -> Item | None:
        parent = node.parent
        if parent is None or parent.nester_tokens is None:
            return None
        return self.page.items.get(id(parent.nester_tokens.opening))

    def _bullet(self, node: RenderTreeNode, first: Item) -> str | None:
        """The house's bullet, unless the list stands next to another one, from which only its bullet tells it."""
        usual = self.habits.bullets.get(first.depth) if first.is_bullet else None
        if usual is None or usual == first.marker or first.inline or node.parent is None:
            return None
        siblings = node.parent.children
        at = next(n for n, sibling in enumerate(siblings) if sibling is node)
        beside = siblings[max(0, at - 1) : at + 2]
        return None if sum(sibling.type == "bullet_list" for sibling in beside) > 1 else usual

    def _lead(self, items: list[Item]) -> str | None:
        """The white space before a list's markers, relative to the parent's marker; None: each item's own."""
        parent = items[0].parent
        if items[0].inline:
            assert parent is not None
            return " " * parent.offset
        usual = self.habits.steps.get(parent.is_bullet) if parent else self.habits.lead
        if usual is not None and self._fits(usual, parent):
            return usual
        return majority(Counter(self._own_lead(item) for item in items))

    def _fits(self, lead: str, parent: Item | None) -> bool:
        """Whether a list led by this white space belongs to the parent item, and isn't code."""
        if parent is None:
            return width(lead) < 4
        offset = len(parent.marker) + width(self._pad(parent), parent.column + len(parent.marker))
        return offset <= width(lead, parent.column) < offset + 4

    def _own_lead(self, item: Item) -> str:
        if item.inline:
            assert item.parent is not None
            return " " * item.parent.offset
        if item.step is not None:
            return item.step
        assert item.parent is not None
        return " " * max(0, item.column - item.parent.column)

    def _pad(self, item: Item) -> str:
        """The white space behind a marker."""
        if item.empty:
            return ""
        usual = self.habits.pads.get(item.is_bullet)
        if usual is not None:
            return usual
        if not item.is_bullet and self.habits.offset is not None and self.habits.offset > len(item.marker):
            return " " * (self.habits.offset - len(item.marker))
        return item.pad

    def _blanks_between(self, item: Item) -> int:
        return self.habits.blank_lines(self.page.blanks_above(item.first), "item")


def _indented(line: str, indent: str) -> str:
    return line if not line or line.startswith(VERBATIM) else indent + line


def _dedented(line: str, columns: int) -> str:
    """A line without the white space of its first columns."""
    text = line.lstrip(" \t")
    lead = width(line[: len(line) - len(text)])
    return " " * max(0, lead - columns) + text
