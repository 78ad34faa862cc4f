"""How a list's blocks are printed: mdformat's renderer, with these functions in the place of its own.

Inline text is printed as it is in the source. Each function returns whole lines, white space included; only what
follows a list marker on the marker's own line comes without it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from mdformat.renderer import DEFAULT_RENDERERS, RenderContext, RenderTreeNode

from awesome_lint.layout.habits import Habits
from awesome_lint.style.page import Item, ItemKey, Page, block_parser, width
from awesome_lint.style.trait import majority

if TYPE_CHECKING:
    from markdown_it.token import Token
    from mdformat.renderer.typing import Render

_HEADING = re.compile(r"[ \t]*(#{1,6})(?:[ \t]+(.*?))?[ \t]*$")
# What may be read as a block at the start of a paragraph's line, unless it is indented as far as it is.
_BLOCK_START = re.compile(r"[-+*#>`~<=_|:]|[0-9]{1,9}[.)]")
_LEADS_TO_PLACE = "](#"
# A column of code that a list must not be indented to (CommonMark 0.31, 4.4).
_CODE = 4
# Columns that a child's marker is at least to the right of its parent's.
_STEP = 2
# So many items in a column are there on purpose.
_MANY = 3
# In a list of so many items with children, a step of one column may be meant for a child too.
_FEWEST_NESTING = 2


def tree(page: Page) -> Sequence[RenderTreeNode]:
    """A page's top-level blocks as mdformat's renderers take them."""
    return RenderTreeNode(list(_without_cells(page.tokens))).children


def _without_cells(tokens: Sequence[Token]) -> Iterator[Token]:
    """Tokens but those in tables, which are printed line by line: a wide one has ten times as many as its page."""
    in_table = False
    for token in tokens:
        in_table = in_table and token.type != "table_close"
        if not in_table:
            yield token
        in_table = in_table or token.type == "table_open"


class Printer:
    """Prints the top-level blocks of one page through mdformat, in the habits given."""

    def __init__(self, page: Page, habits: Habits) -> None:
        self._page = page
        self._habits = habits
        self._leads: dict[ItemKey, tuple[str, str]] = {}  # what is printed before an item's marker, and before its content
        self._as_written: set[ItemKey] = set()  # items that keep the white space behind their marker
        renderers: Mapping[str, Render] = MappingProxyType({**DEFAULT_RENDERERS, **self._renderers()})
        self._context = RenderContext(renderers, MappingProxyType({}), block_parser().options, {"indent_width": 0, "used_refs": set()})

    def print(self, root: RenderTreeNode) -> list[str]:
        """The lines of a top-level block."""
        return root.render(self._context).split("\n")

    def _renderers(self) -> dict[str, Render]:
        return {
            "paragraph": self._paragraph,
            "heading": self._heading,
            "bullet_list": self._list,
            "ordered_list": self._list,
            "table": self._table,
            "hr": self._verbatim,
            "fence": self._verbatim,
            "code_block": self._verbatim,
            "html_block": self._verbatim,
            "blockquote": self._verbatim,
            "definition": self._verbatim,
        }

    # Blocks.

    def _verbatim(self, node: RenderTreeNode, _context: RenderContext) -> str:
        """A block as it is, moved along where its item's content moves."""
        return "\n".join(self._moved(node, self._source(node)))

    def _paragraph(self, node: RenderTreeNode, _context: RenderContext) -> str:
        """Text as it is, without the spaces at line ends that no reader sees; hard breaks stay."""
        lines = self._source(node)
        for n, line in enumerate(lines):
            if n == len(lines) - 1 or not line.endswith("  "):
                lines[n] = line.rstrip(" \t")
        item = self._item_of(node)
        if self._habits.aligned if item else self._habits.flush:
            lead = self._content_lead(item)
            lines[1:] = [line if _BLOCK_START.match(text := line.lstrip(" \t")) else lead + text for line in lines[1:]]
            if not self._at_marker(node):
                lines[0] = lead + lines[0].lstrip(" \t")
            return "\n".join(lines)
        return "\n".join(self._moved(node, lines))

    def _heading(self, node: RenderTreeNode, _context: RenderContext) -> str:
        """`## Text`; an underlined heading stays one, a closing sequence of `#` too."""
        lines = self._source(node)
        m = _HEADING.match(lines[0]) if node.markup.startswith("#") else None
        if m:
            text = f"{m[1]} {m[2]}" if m[2] else m[1]
            return text if self._at_marker(node) else self._content_lead(self._item_of(node)) + text
        return "\n".join(self._moved(node, [line if line.endswith("  ") else line.rstrip(" \t") for line in lines]))

    def _table(self, node: RenderTreeNode, _context: RenderContext) -> str:
        """Rows as they are, without spaces at their ends: cells of other rows never change."""
        return "\n".join(self._moved(node, [line.rstrip(" \t") for line in self._source(node)]))

    # Lists.

    def _list(self, node: RenderTreeNode, context: RenderContext) -> str:
        """A list: its markers below each other, blank lines between items as the list has them."""
        items = [self._page.item_of(child.nester_tokens.opening) for child in node.children if child.nester_tokens]
        known = [item for item in items if item is not None]
        if len(known) < len(items):
            return self._verbatim(node, context)
        usual = self._lead(known, is_contents=self._is_contents(node))
        columns = Counter(item.column for item in known)
        if sum(count >= _MANY for count in columns.values()) > 1:
            usual = None  # two ways of writing an item say something, though the page shows them alike
        nesting = sum(any(below.type.endswith("_list") for below in child.children) for child in node.children)
        half_nested = _half_nested(known, least=1 if nesting >= _FEWEST_NESTING else _STEP)
        self._as_written |= {known[at - 1].key for at in half_nested}
        printed: list[str] = []
        for at, (child, item) in enumerate(zip(node.children, known, strict=True)):
            if printed:
                printed += [""] * self._habits.blank_lines(self._page.blanks_above(item.first), "blank-lines.items")
            printed += self._item(child, item, self._own_lead(item) if usual is None or at in half_nested else usual, context)
        return "\n".join(printed)

    def _item(self, node: RenderTreeNode, item: Item, lead: str, context: RenderContext) -> list[str]:
        pad = self._pad(item)
        self._leads[item.key] = lead, lead + " " * self._offset(item, lead)
        marker = self._marker(item)
        head = marker if item.inline else lead + marker
        lines: list[str] = []
        for n, child in enumerate(node.children):
            assert child.map is not None
            block = child.render(context)
            if n:
                lines += [""] * self._habits.blank_lines(self._page.blanks_above(child.map[0]), "blank-lines.items")
                lines.append(block)
            elif child.map[0] == item.first:
                lines.append(head + pad + block)
            else:
                lines += [head, block]
        return lines or [head]

    def _is_contents(self, node: RenderTreeNode) -> bool:
        """Whether a list is the page's contents: each line of it links to a place of the page."""
        return all(_LEADS_TO_PLACE in line for line in self._source(node) if line.strip())

    def _lead(self, items: Sequence[Item], *, is_contents: bool) -> str | None:
        """The white space before a list's markers: the house's, else that of most of its items; None: each item's own.

        Contents at the top level have a way of their own: the house's is that of the entries.
        """
        parent = items[0].parent
        if items[0].inline:
            return self._content_lead(parent)
        usual = self._habits.steps.get(parent.is_bullet) if parent else self._habits.lead
        if usual is not None and not (is_contents and parent is None):
            usual = self._marker_lead(parent) + usual
            if self._fits(usual, parent):
                return usual
        if not self._habits.siblings:
            return None
        leads = [self._own_lead(item) for item in items]
        if parent is None and self._habits.usual_lead in leads:
            return self._habits.usual_lead  # the page's way, though this list may have more items that go another
        return majority(leads)

    def _own_lead(self, item: Item) -> str:
        """The white space before a marker as it is, or, where its parent moves too far for that, as far from it as it was."""
        if item.inline:
            return self._content_lead(item.parent)
        if self._fits(item.lead, item.parent):
            return item.lead
        assert item.parent is not None
        return self._marker_lead(item.parent) + " " * (item.column - item.parent.column)

    def _fits(self, lead: str, parent: Item | None) -> bool:
        """Whether a list that is led by this white space belongs to the parent, and isn't code."""
        return 0 <= width(lead) - width(self._content_lead(parent)) < _CODE

    def _marker_lead(self, item: Item | None) -> str:
        """What is printed before an item's marker."""
        return "" if item is None else self._leads[item.key][0]

    def _content_lead(self, item: Item | None) -> str:
        """What is printed before the lines of an item's content."""
        return "" if item is None else self._leads[item.key][1]

    def _offset(self, item: Item, lead: str) -> int:
        """How far from its marker an item's content is printed."""
        if item.empty or item.is_code:
            return item.offset
        at = width(lead) + len(item.marker)
        return len(item.marker) + width(self._pad(item), at)

    def _marker(self, item: Item) -> str:
        """An item's marker: a bullet may be pinned by the config."""
        return self._habits.bullets.get(item.depth, item.marker) if item.is_bullet else item.marker

    def _pad(self, item: Item) -> str:
        """The white space that is printed behind a marker."""
        if item.empty:
            return ""
        usual = self._habits.pads.get(item.is_bullet)
        if item.is_code or item.key in self._as_written:
            return item.pad
        if usual is not None:
            return usual
        if not item.is_bullet and self._habits.offset is not None and self._habits.offset > len(item.marker):
            return " " * (self._habits.offset - len(item.marker))
        return item.pad

    # Source lines.

    def _source(self, node: RenderTreeNode) -> list[str]:
        """A block's source lines; the first without the marker before it."""
        assert node.map is not None
        first = node.map[0]
        lines = self._page.lines[first : self._page.last_line(node.map) + 1]
        if self._at_marker(node):
            lines[0] = lines[0][self._page.text_at[first] :]
        return lines

    def _at_marker(self, node: RenderTreeNode) -> bool:
        return node.map is not None and node.map[0] in self._page.text_at

    def _moved(self, node: RenderTreeNode, lines: list[str]) -> list[str]:
        """A block's lines, moved by as many columns as its item's content."""
        item = self._item_of(node)
        if item is None or width(self._content_lead(item)) == item.column + item.offset:
            return lines
        rest = 1 if self._at_marker(node) else 0
        lead = self._content_lead(item)
        return lines[:rest] + [lead + _dedented(line, item.column + item.offset) if line.strip() else line for line in lines[rest:]]

    def _item_of(self, node: RenderTreeNode) -> Item | None:
        """The list item that a block is in."""
        parent = node.parent
        return self._page.item_of(parent.nester_tokens.opening) if parent and parent.nester_tokens else None


def _half_nested(items: Sequence[Item], *, least: int) -> set[int]:
    """The places of items that were meant as children of the one before, whose content begins further right: the page shows siblings.

    Moved to where they are shown they would look meant. They are `least` columns to the right: one less is a slip of the hand.
    """
    return {at for at in range(1, len(items)) if not items[at].inline and items[at].column - items[at - 1].column >= least}


def _dedented(line: str, columns: int) -> str:
    """A line without the white space of its first columns."""
    text = line.lstrip(" \t")
    return " " * max(0, width(line[: len(line) - len(text)]) - columns) + text
