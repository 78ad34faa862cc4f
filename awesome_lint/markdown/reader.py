"""Markdown to a tree: the events of pulldown-cmark, a native parser, with every range in characters of the file.

pulldown-cmark reads CommonMark with GFM's tables and strikethrough; where it and other parsers differ, GitHub's own nearly
always agrees with it (`tests/test_markdown_github.py`). Its ranges count UTF-8 bytes.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import pyromark

from awesome_lint.errors import UserError
from awesome_lint.markdown.html import html_nodes
from awesome_lint.markdown.tree import Block, Definition, Inline, Kind, Node, Tree
from awesome_lint.source import Source, Span

if TYPE_CHECKING:
    from pyromark.event import Event, Range

LONGEST_LINE = 1_000_000
"""Characters. The longest line of 219 real lists has 26,000."""
DEEPEST = 100
"""Blocks, and markup, within each other; deeper ones count as their parent's. Trees are walked by recursion."""

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")
_MARKER = re.compile(r"[ \t]*([-+*]|[0-9]{1,9}[.)])")
_UNDERLINE = re.compile(r"[=-]")
_WRITTEN = re.compile(r"\\[!-/:-@\[-`{-~]|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ESCAPED_PIPE = re.compile(r"\\\|")
_STARTS_CHARACTER = bytes(byte & 0xC0 != 0x80 for byte in range(256))
"""For each byte of UTF-8 whether a character begins with it."""


def front_matter(text: str) -> Span | None:
    """The range of YAML front matter at the very start of a text."""
    found = _FRONT_MATTER.match(text) if text.startswith("---") else None
    return Span(0, found.end()) if found else None


def read_markdown(source: Source) -> Tree:
    """Read a file. Raises UserError for a line that is too long."""
    _refuse_long_lines(source)
    front = front_matter(source.text)
    base = front.end if front else 0
    text = source.text[base:]
    offsets = _Offsets(text, base)
    builder = _Builder(source, offsets)
    builder.read(pyromark.events_with_range(text, options=_OPTIONS, merge_text=True))
    definitions = _definitions(source, text, offsets) if "]:" in text else ()
    return Tree(builder.page, definitions, front)


def _definitions(source: Source, text: str, offsets: _Offsets) -> tuple[Definition, ...]:
    found = []
    for label, each in pyromark.reference_definitions(text, options=_OPTIONS).items():
        span, url = offsets.span(each["span"]), each["dest"]
        at = source.text.find(url, source.text.index("]:", span.start) + 2, span.end) if url else -1
        rows = source.rows_span(source.row(span.start), source.row(max(span.start, span.end - 1)))
        found.append(Definition(rows, label, url, Span(at, at + len(url)) if at >= 0 else None))
    return tuple(found)


def _refuse_long_lines(source: Source) -> None:
    for start, end in pairwise((*source.line_starts, len(source.text) + 1)):
        if end - start > LONGEST_LINE:
            raise UserError(
                f"a line of {end - start - 1:,} characters (the limit is {LONGEST_LINE:,})",
                filename=source.filename,
                row=source.row(start),
                remedy="break the line, or exclude the file",
            )


class _Offsets:
    """From bytes of a text, which begins at `base` in the file, to characters of the file."""

    def __init__(self, text: str, base: int) -> None:
        self.base = base
        self.characters: array[int] | None = None
        if not text.isascii():
            self.characters = array("I", accumulate(text.encode().translate(_STARTS_CHARACTER), initial=0))

    def span(self, place: Range) -> Span:
        if self.characters is None:
            return Span(place["start"] + self.base, place["end"] + self.base)
        return Span(self.characters[place["start"]] + self.base, self.characters[place["end"]] + self.base)


class _Opened(NamedTuple):
    """A mark whose end hasn't been read: its kind, range and data, and the nodes before it."""

    kind: str
    span: Span
    data: Any
    before: list[Node]


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
_NUMBERED = frozenset({Kind.LIST, Kind.TABLE})
_RAW = frozenset({Kind.HTML, Kind.CODE})
_CELL = "TableCell"


class _Builder:
    """Makes the tree of a page. `open` are the blocks around the next event, None for one that is too deep."""

    def __init__(self, source: Source, offsets: _Offsets) -> None:
        self.source, self.text, self.offsets = source, source.text, offsets
        self.page = Block(kind=Kind.PAGE, index=0, first=1, last=len(source.line_starts))
        self.block = self.page
        self.open: list[Block] = []
        self.too_deep = 0
        self.nodes: list[Node] | None = None  # of the content that is being read
        self.marks: list[_Opened] = []
        self.marks_too_deep = 0
        self.is_implied = False  # the paragraph of a tight item, which the parser doesn't report
        self.in_cell = False
        self.blocks = self.inlines = self.lists = 0  # so many so far

    def read(self, events: Iterator[tuple[Event, Range]]) -> None:
        span_of = self.offsets.span
        for event, place in events:
            span = span_of(place)
            if isinstance(event, str):
                if event != "Rule":
                    self.leaf("break", span)
                elif self.is_implied:
                    self.close_implied()
                continue
            data: Any
            ((name, data),) = event.items()
            if name == "Text":
                if self.block.kind not in _RAW:
                    self.words(data, span)
            elif name == "Start":
                self.start(data if isinstance(data, str) else next(iter(data)), data, span)
            elif name == "End":
                self.end(data if isinstance(data, str) else next(iter(data)))
            elif name == "Code":
                self.code(span)
            elif name == "InlineHtml":
                self.leaf("html", span)
        if self.is_implied:
            self.close_implied()

    def start(self, name: str, data: Any, span: Span) -> None:
        if name in _MARKS:
            self.open_mark(_MARKS[name], span, data)
        elif name == _CELL:
            self.nodes, self.in_cell = [], True
            self.cell = _trimmed(self.text, span)
        elif name in _BLOCKS:
            if self.is_implied:
                self.close_implied()
            self.open_block(name, data, span)

    def end(self, name: str) -> None:
        if name in _MARKS:
            self.close_mark()
        elif name == _CELL:
            self.close_content(self.cell)
            self.in_cell = False
        elif name in _BLOCKS:
            if self.is_implied:
                self.close_implied()
            self.close_block(_BLOCKS[name])

    # Blocks

    def open_block(self, name: str, data: Any, span: Span) -> None:
        kind = _BLOCKS[name]
        if len(self.open) >= DEEPEST:
            self.too_deep += 1
        else:
            self.push(kind, span)
            self.describe(name, data, span)
        if kind is Kind.PARAGRAPH or kind is Kind.HEADING:
            self.nodes = []

    def push(self, kind: Kind, span: Span) -> None:
        self.blocks += 1
        first, last = self.rows(span)
        block = Block(kind=kind, index=self.blocks, first=first, last=last)
        self.block.children.append(block)
        self.open.append(self.block)
        self.block = block

    def rows(self, span: Span) -> tuple[int, int]:
        """The first and the last row of a range that aren't blank but for quote marks; the parser's may end with some."""
        text, end = self.text, span.end
        start = span.start
        while start < end and text[start] in " \t\n":
            start += 1
        while end > start and text[end - 1] in " \t\n>":
            end -= 1
        first = self.source.row(start if start < end else span.start)
        return first, max(first, self.source.row(max(end - 1, 0)))

    def describe(self, name: str, data: Any, span: Span) -> None:
        """What a new block is, besides its kind and rows."""
        block = self.block
        if block.kind in _NUMBERED:
            self.lists += 1
            block.number = self.lists
        if block.kind is Kind.LIST:
            block.ordered = data["List"] is not None
        if block.kind is Kind.ITEM or block.kind is Kind.LIST:
            found = _MARKER.match(self.text, span.start)
            block.markup = found[1] if found else ""
        elif block.kind is Kind.HEADING:
            block.level = int(data["Heading"]["level"][1:])
            block.markup = _heading_markup(self.text[span.start : span.end], block.level)
        elif block.kind is Kind.HTML:
            start = self.text.rfind("\n", 0, span.start) + 1
            begin = start if not self.text[start : span.start].strip() else span.start
            end = max(begin, span.start + len(self.text[span.start : span.end].rstrip()))
            self.add_inline(Span(begin, end), html_nodes(self.text, begin, end))
        elif name == "TableHead":
            block.header = True

    def close_block(self, kind: Kind) -> None:
        if kind is Kind.PARAGRAPH or kind is Kind.HEADING:
            self.close_content()
        if self.too_deep:
            self.too_deep -= 1
        else:
            self.block = self.open.pop()

    def close_implied(self) -> None:
        self.is_implied = False
        self.close_block(Kind.PARAGRAPH)

    # Contents

    def content(self, span: Span) -> list[Node]:
        """The nodes of the content that is being read; what begins one outside of a paragraph is a tight item's."""
        if self.nodes is None:
            self.nodes, self.is_implied = [], True
            if len(self.open) >= DEEPEST:
                self.too_deep += 1
            else:
                self.push(Kind.PARAGRAPH, span)
        return self.nodes

    def close_content(self, span: Span | None = None) -> None:
        nodes = self.nodes or []
        while nodes and nodes[-1].kind == "break":
            nodes.pop()
        if nodes or span is not None:
            span = Span(nodes[0].start, nodes[-1].end) if nodes else span
            assert span is not None
            self.add_inline(span, nodes)
            if self.is_implied or self.block.kind is Kind.PARAGRAPH:
                self.block.last = max(self.block.last, self.source.row(max(span.end - 1, 0)))
        self.nodes = None

    def add_inline(self, span: Span, nodes: Sequence[Node]) -> None:
        self.block.inlines += (Inline(self.inlines, span, tuple(nodes)),)
        self.inlines += 1

    def leaf(self, kind: str, span: Span) -> None:
        self.content(span).append(Node(kind, span.start, span.end))

    def code(self, span: Span) -> None:
        written = self.text[span.start : span.end]
        marks = len(written) - len(written.lstrip("`"))
        inner = Span(span.start + marks, span.end - marks)
        children: list[Node] = []
        if self.in_cell and "\\|" in written:
            cursor = inner.start
            for found in _ESCAPED_PIPE.finditer(self.text, *inner):
                children += [Node("text", cursor, found.start()), Node("escape", *found.span())]
                cursor = found.end()
            children.append(Node("text", cursor, inner.end))
        self.content(span).append(Node("code", span.start, span.end, inner, children=tuple(children)))

    def words(self, shown: str, span: Span) -> None:
        start, end = span
        if start == end:
            return
        text = self.text
        nodes = self.content(span)
        if text.startswith("\\", start - 1) and start and (not nodes or nodes[-1].end <= start - 1) and self.is_escaped(start, nodes):
            start -= 1  # the range of a text leaves out a backslash at its beginning
        if end - start == len(shown) and text.startswith(shown, start):
            nodes.append(Node("text", start, end))
            return
        cursor = start
        for found in _WRITTEN.finditer(text, start, end):
            kind = "escape" if found[0][0] == "\\" else "entity"
            if kind == "entity" and not _is_entity(found[0]):
                continue
            if cursor < found.start():
                nodes.append(Node("text", cursor, found.start()))
            nodes.append(Node(kind, found.start(), found.end()))
            cursor = found.end()
        if cursor < end:
            nodes.append(Node("text", cursor, end))

    def is_escaped(self, start: int, nodes: list[Node]) -> bool:
        """Whether a text that begins with punctuation behind a backslash was escaped by it."""
        low = nodes[-1].end if nodes else self.marks[-1].span.start if self.marks else self.text.rfind("\n", 0, start) + 1
        backslashes = start - len(self.text[low:start].rstrip("\\")) - low
        return backslashes % 2 == 1 and _ESCAPED.match(self.text, start - 1) is not None

    # Marks

    def open_mark(self, kind: str, span: Span, data: Any) -> None:
        before = self.content(span)
        if len(self.marks) >= DEEPEST:
            self.marks_too_deep += 1
            return
        self.marks.append(_Opened(kind, span, data, before))
        self.nodes = []

    def close_mark(self) -> None:
        if self.marks_too_deep:
            self.marks_too_deep -= 1
            return
        opened = self.marks.pop()
        children = tuple(self.nodes or ())
        self.nodes = opened.before
        if opened.kind in ("link", "image"):
            opened.before.append(self.link(opened, children))
            return
        marks = 1 if opened.kind == "em" or self.text[opened.span.start + 1] != self.text[opened.span.start] else 2
        inner = Span(opened.span.start + marks, opened.span.end - marks)
        opened.before.append(Node(opened.kind, opened.span.start, opened.span.end, inner, children=children))

    def link(self, opened: _Opened, children: tuple[Node, ...]) -> Node:
        """A link or image with the ranges of its label and destination."""
        ((_, data),) = opened.data.items()
        (start, end), text = opened.span, self.text
        kind, form, href = opened.kind, data["link_type"], data["dest_url"]
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
        if href and text.startswith(href, closing + 2) and closing + 2 + len(href) == end - 1:  # nothing escaped, no title: nearly all
            return Node(kind, start, end, Span(label, closing), Span(closing + 2, end - 1), href, children)
        url = _destination(text, closing + 2, end - 1)
        written = text[url.start : url.end]
        if self.in_cell and "\\|" in written:
            return Node(kind, start, end, Span(label, closing), None, written.replace("\\|", "|"), children)
        return Node(kind, start, end, Span(label, closing), url, written, children)


def _trimmed(text: str, span: Span) -> Span:
    """A range without the spaces at its ends and without the line end behind it."""
    written = text[span.start : span.end]
    start = span.start + len(written) - len(written.lstrip())
    if start >= span.end:
        start = min(span.start, span.end)
        while start and text[start - 1] == "\n":
            start -= 1
        return Span(start, start)
    return Span(start, span.start + len(written.rstrip()))


def _heading_markup(written: str, level: int) -> str:
    if written.startswith("#"):
        return "#" * level
    return "=" if level == 1 else "-"


def _is_entity(written: str) -> bool:
    if written[1] == "#":
        return True
    from html.entities import html5  # the table takes two milliseconds to import

    return written[1:] in html5


def _destination(text: str, start: int, end: int) -> Span:
    """The range of the destination in `](destination "title")`, from behind the parenthesis to the closing one."""
    while start < end and text[start] in " \t\n":
        start += 1
    if start < end and text[start] == "<":
        return Span(start + 1, _unescaped(text, ">", start + 1, end))
    at, depth = start, 0
    while at < end and text[at] not in " \t\n":
        if text[at] == "\\" and _ESCAPED.match(text, at):
            at += 1
        elif text[at] == "(":
            depth += 1
        elif text[at] == ")":
            depth -= 1
            if depth < 0:
                break
        at += 1
    return Span(start, min(at, end))


def _unescaped(text: str, mark: str, start: int, end: int) -> int:
    """Where a mark is first that no backslash escapes, or the end."""
    while start < end and text[start] != mark:
        start += 2 if text[start] == "\\" else 1
    return min(start, end)
