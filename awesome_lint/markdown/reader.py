"""Markdown to a tree: the events of pulldown-cmark, a native parser, with every range in characters of the file.

pulldown-cmark reads CommonMark with GFM's tables and strikethrough; where parsers differ it nearly always agrees with
GitHub's own (`tests/test_markdown_github.py`). Its ranges count UTF-8 bytes.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

import pyromark

from awesome_lint.markdown.html import html_nodes
from awesome_lint.markdown.tree import Block, Definition, Inline, Kind, Node, Tree
from awesome_lint.patterns import compiled
from awesome_lint.source import Source, Span

if TYPE_CHECKING:
    from pyromark.event import Range

DEEPEST = 100
"""Blocks, and marks, within each other: what is deeper belongs to the one at this depth. Trees are walked by recursion."""

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
_FRONT_MATTER = r"---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)"
_MARKER = re.compile(r"[ \t]*([-+*]|[0-9]{1,9}[.)])")
_WRITTEN = r"\\[!-/:-@\[-`{-~]|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_ESCAPED_PIPE = re.compile(r"\\\|")
_STARTS_CHARACTER = bytes(byte & 0xC0 != 0x80 for byte in range(256))
"""For each byte of UTF-8 whether a character begins with it."""
_MARKS = {"Emphasis": "em", "Strong": "strong", "Strikethrough": "strike", "Link": "link", "Image": "image"}
_BLOCKS = {
    "Paragraph": Kind.PARAGRAPH,
    "Heading": Kind.HEADING,
    "BlockQuote": Kind.QUOTE,
    "List": Kind.LIST,
    "Item": Kind.ITEM,
    "Table": Kind.TABLE,
    "TableHead": Kind.ROW,
    "TableRow": Kind.ROW,
    "HtmlBlock": Kind.HTML,
    "CodeBlock": Kind.CODE,
}


def front_matter(text: str) -> Span | None:
    """The range of YAML front matter at the very start of a text."""
    found = compiled(_FRONT_MATTER).match(text) if text.startswith("---") else None
    return Span(0, found.end()) if found else None


def read_markdown(source: Source) -> Tree:
    """Read a file's blocks, definitions and front matter."""
    front = front_matter(source.text)
    base = front.end if front else 0
    text = source.text[base:]
    offsets = _Offsets(text, base)
    builder = _Builder(source)
    builder.read((event, offsets.span(place)) for event, place in pyromark.events_with_range(text, options=_OPTIONS, merge_text=True))
    return Tree(builder.page, _definitions(source, text, offsets) if "]:" in text else (), front)


class _Offsets:
    """From bytes of a text, which begins at `base` in the file, to characters of the file."""

    def __init__(self, text: str, base: int) -> None:
        self.base = base
        self.characters: Sequence[int] = range(0)
        if not text.isascii():
            self.characters = array("I", accumulate(text.encode().translate(_STARTS_CHARACTER), initial=0))

    def span(self, place: Range) -> Span:
        start, end = place["start"], place["end"]
        if self.characters:
            start, end = self.characters[start], self.characters[end]
        return Span(start + self.base, end + self.base)


def _definitions(source: Source, text: str, offsets: _Offsets) -> tuple[Definition, ...]:
    found = []
    for label, each in pyromark.reference_definitions(text, options=_OPTIONS).items():
        span, url = offsets.span(each["span"]), each["dest"]
        at = source.text.find(url, source.text.index("]:", span.start) + 2, span.end) if url else -1
        rows = source.rows_span(source.row(span.start), source.row(max(span.start, span.end - 1)))
        found.append(Definition(rows, label, url, Span(at, at + len(url)) if at >= 0 else None))
    return tuple(found)


class _Opened(NamedTuple):
    """A mark whose end hasn't been read: its kind, range and data, and the nodes before it."""

    kind: str
    span: Span
    data: Any
    before: list[Node]


class _Builder:
    """Makes the tree of a page. `block` is the innermost open one, `outer` those around it."""

    def __init__(self, source: Source) -> None:
        self.source, self.text = source, source.text
        self.page = self.block = Block(Kind.PAGE, 0, 1, len(source.line_starts))
        self.outer: list[Block] = []
        self.nodes: list[Node] | None = None  # of the content that is being read
        self.marks: list[_Opened] = []
        self.is_implied = False  # the paragraph of a tight item, which the parser doesn't report
        self.cell: Span | None = None
        self.blocks = self.inlines = self.lists = 0  # so many so far

    def read(self, events: Iterator[tuple[Any, Span]]) -> None:  # `Event` is a dictionary per kind: data of its own each
        for event, span in events:
            if isinstance(event, str):
                if event != "Rule":
                    self.leaf("break", span)
                continue
            ((name, data),) = event.items()
            if name == "Text":
                if self.block.kind is not Kind.CODE and self.block.kind is not Kind.HTML:
                    self.words(data, span)
            elif name == "Start":
                self.start(data if isinstance(data, str) else next(iter(data)), data, span)
            elif name == "End":
                self.end(data if isinstance(data, str) else next(iter(data)))
            elif name == "Code":
                self.code(span)
            elif name == "InlineHtml":
                self.leaf("html", span)

    def start(self, name: str, data: Any, span: Span) -> None:
        if name in _MARKS:
            before = self.content(span)
            if len(self.marks) < DEEPEST:  # what is in a deeper one belongs to the one at this depth
                self.nodes = []
            self.marks.append(_Opened(_MARKS[name], span, data, before))
        elif name == "TableCell":
            self.nodes, self.cell = [], span
        else:
            self.end_implied()
            self.open_block(_BLOCKS[name], span)
            self.describe(name, data, span)

    def end(self, name: str) -> None:
        if name in _MARKS:
            self.close_mark(self.marks.pop())
        elif name == "TableCell":
            self.close_content()
            self.cell = None
        else:
            self.end_implied()
            self.close_block()

    # Blocks

    def open_block(self, kind: Kind, span: Span) -> None:
        self.outer.append(self.block)
        if len(self.outer) <= DEEPEST:
            self.blocks += 1
            block = Block(kind, self.blocks, *self.rows(span))
            self.block.children.append(block)
            self.block = block
        if kind in (Kind.PARAGRAPH, Kind.HEADING):
            self.nodes = []

    def close_block(self) -> None:
        if self.nodes is not None:
            self.close_content()
        self.block = self.outer.pop()

    def end_implied(self) -> None:
        if self.is_implied:
            self.is_implied = False
            self.close_block()

    def rows(self, span: Span) -> tuple[int, int]:
        """The first and the last row of a range that aren't blank but for quote marks; the parser's may end with some."""
        written = self.text[span.start : span.end]
        first = span.start + len(written) - len(written.lstrip(" \t\n"))
        last = span.start + len(written.rstrip(" \t\n>"))
        row = self.source.row(min(first, max(span.start, span.end - 1)))
        return row, max(row, self.source.row(max(last - 1, 0)))

    def describe(self, name: str, data: Any, span: Span) -> None:
        """What a new block is, besides its kind and rows."""
        block = self.block  # the text of its range is not cut out: that of thousands of nested blocks would be as many times the file
        if name in ("List", "Table"):
            self.lists += 1
            block.number = self.lists
        if name in ("List", "Item"):
            found = _MARKER.match(self.text, span.start, span.end)
            block.markup = found[1] if found else ""
            block.ordered = name == "List" and data["List"] is not None
        elif name == "Heading":
            block.level = int(data["Heading"]["level"][1:])
            block.markup = "#" * block.level if self.text.startswith("#", span.start) else "-="[block.level == 1]
        elif name == "HtmlBlock":
            line = self.text.rfind("\n", 0, span.start) + 1
            start = span.start if self.text[line : span.start].strip() else line
            end = max(start, span.start + len(self.text[span.start : span.end].rstrip()))
            self.add_inline(Span(start, end), html_nodes(self.text, start, end))
        block.header = name == "TableHead"

    # Contents

    def content(self, span: Span) -> list[Node]:
        """The nodes of the content that is being read; what begins one outside of a paragraph is a tight item's."""
        if self.nodes is None:
            self.is_implied = True
            self.open_block(Kind.PARAGRAPH, span)
        assert self.nodes is not None
        return self.nodes

    def close_content(self) -> None:
        nodes, self.nodes = self.nodes or [], None
        if nodes:
            self.add_inline(Span(nodes[0].start, nodes[-1].end), nodes)
            self.block.last = max(self.block.last, self.source.row(nodes[-1].end - 1))
        elif self.cell is not None and self.text[self.cell.start - 1] == "|":  # else its row lacks the cell
            self.add_inline(Span(self.cell.start, self.cell.start), ())

    def add_inline(self, span: Span, nodes: Sequence[Node]) -> None:
        self.block.inlines.append(Inline(self.inlines, span, tuple(nodes)))
        self.inlines += 1

    def leaf(self, kind: str, span: Span) -> None:
        self.content(span).append(Node(kind, span.start, span.end))

    def code(self, span: Span) -> None:
        written = self.text[span.start : span.end]
        marks = len(written) - len(written.lstrip("`"))
        inner = Span(span.start + marks, span.end - marks)
        children = tuple(self.cut(inner, _ESCAPED_PIPE)) if self.cell is not None and "\\|" in written else ()
        self.content(span).append(Node("code", span.start, span.end, inner, children=children))

    def words(self, shown: str, span: Span) -> None:
        """Add what a reader sees as a text, and what is written in the range for it."""
        start, end = span
        if start == end:
            return
        nodes = self.content(span)
        if start and self.text[start - 1] == "\\" and not (nodes and nodes[-1].end == start):
            start -= 1  # the range of a text leaves out a backslash at its beginning
        if end - start == len(shown) and self.text.startswith(shown, start):
            nodes.append(Node("text", start, end))
        else:
            nodes += self.cut(Span(start, end), compiled(_WRITTEN))

    def cut(self, span: Span, pattern: re.Pattern[str]) -> Iterator[Node]:
        """A range as texts, escapes and entities."""
        cursor = span.start
        for found in pattern.finditer(self.text, *span):
            if found[0][0] == "&" and not _is_entity(found[0]):
                continue
            if cursor < found.start():
                yield Node("text", cursor, found.start())
            yield Node("entity" if found[0][0] == "&" else "escape", found.start(), found.end())
            cursor = found.end()
        if cursor < span.end:
            yield Node("text", cursor, span.end)

    # Marks

    def close_mark(self, opened: _Opened) -> None:
        if len(self.marks) >= DEEPEST:
            return
        children, self.nodes = self.nodes or [], opened.before
        kind, (start, end) = opened.kind, opened.span
        if kind in ("link", "image"):
            self.nodes.append(self.link(opened, tuple(children)))
        else:
            marks = 1 if kind == "em" or self.text[start] != self.text[start + 1] else 2
            self.nodes.append(Node(kind, start, end, Span(start + marks, end - marks), children=tuple(children)))

    def link(self, opened: _Opened, children: tuple[Node, ...]) -> Node:
        """A link or image with the ranges of its label and destination."""
        ((_, data),) = opened.data.items()
        (start, end), text, kind = opened.span, self.text, opened.kind
        form, href = data["link_type"], data["dest_url"]
        if form in ("Autolink", "Email"):
            inner = Span(start + 1, end - 1)
            return Node("autolink", start, end, inner, inner, text[start + 1 : end - 1])
        label = start + (2 if kind == "image" else 1)
        behind = children[-1].end if children else label
        if form != "Inline":
            if form == "Collapsed" and text.startswith("[]", end):
                end += 2
            return Node(kind, start, end, Span(label, text.index("]", behind, end)), None, href, children)
        closing = text.index("](", behind, end)
        url = Span(closing + 2, end - 1)
        if not href or text[url.start : url.end] != href:  # escapes, spaces, a title
            url = _destination(text, url)
        written = text[url.start : url.end]
        if self.cell is not None and "\\|" in written:
            return Node(kind, start, end, Span(label, closing), None, written.replace("\\|", "|"), children)
        return Node(kind, start, end, Span(label, closing), url, written, children)


def _is_entity(written: str) -> bool:
    from html.entities import html5  # the table takes two milliseconds to import

    return written[1] == "#" or written[1:] in html5


def _destination(text: str, span: Span) -> Span:
    """The range of the destination in what is between the parentheses of a link."""
    start, end = span
    start = end - len(text[start:end].lstrip(" \t\n"))
    is_bracketed = start < end and text[start] == "<"
    start += is_bracketed
    at, depth = start, 0
    while at < end and depth >= 0 and text[at] not in (">" if is_bracketed else " \t\n"):
        depth += 0 if is_bracketed else (text[at] == "(") - (text[at] == ")")
        at += 2 if text[at] == "\\" else 1
    return Span(start, min(at, end))
