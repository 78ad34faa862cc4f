"""A file as a page: a tree of blocks, with the inline constructs of each and where everything stands.

A heading at the left margin closes whatever is open before it, but for fences and HTML blocks. So a page is read section by
section: plain ones by `markdown.plain_blocks`, the others by markdown-it (`markdown.parser_blocks`). What markdown-it leaves
out at its limit of nesting, to the end of what it is given, ends with the section too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from awesome_lint.errors import UserError
from awesome_lint.markdown.blocks import Block, Content, Inline, Kind
from awesome_lint.markdown.nodes import Node, simple_nodes
from awesome_lint.markdown.plain_blocks import plain_blocks
from awesome_lint.source import Source, Span

if TYPE_CHECKING:
    from awesome_lint.markdown.parser_blocks import MarkdownSection

# A line this long makes markdown-it quadratic in places; the longest of 219 real lists has 26,000 characters.
LONGEST_LINE = 1_000_000


class InlineMemo:
    """Nodes by content, kept between the passes of a fix: most blocks stay as they are."""

    def __init__(self) -> None:
        self.references: object = None
        self.nodes: dict[str, tuple[Node, ...]] = {}

    def of(self, references: Mapping[str, Any]) -> dict[str, tuple[Node, ...]]:
        """The store for a set of reference definitions, on which the reading of `[x]` depends."""
        key = tuple((label, ref["href"]) for label, ref in references.items())
        if key != self.references:
            self.references, self.nodes = key, {}
        return self.nodes


_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")


def front_matter(text: str) -> Span | None:
    """The span of YAML front matter at the very start of a text."""
    if not text.startswith("---"):
        return None
    m = _FRONT_MATTER.match(text)
    return Span(0, m.end()) if m else None


class Parsed(NamedTuple):
    """A file's tree of blocks, its reference definitions by label (as markdown-it tells them) and its front matter."""

    source: Source
    page: Block
    references: Mapping[str, Any]
    front_matter: Span | None


def parse(source: Source, memo: InlineMemo | None = None) -> Parsed:
    """Read a file. Raises UserError where a line is too long to be read in bounded time."""
    _refuse_hostile(source)
    front = front_matter(source.text)
    references: dict[str, Any] = {}
    page = Block(Kind.PAGE, 1, len(source.line_starts))
    page.children.extend(_blocks(source, source.row(front.end) if front else 1, references))
    number = 0
    store = (memo or InlineMemo()).of(references)
    for block in page.walk():
        if block.kind in (Kind.LIST, Kind.TABLE):
            block.number = number = number + 1
        if block.contents:
            block.inlines = tuple([_inline(content, references, store) for content in block.contents])
    return Parsed(source, page, references, front)


def _refuse_hostile(source: Source) -> None:
    for start, end in pairwise((*source.line_starts, len(source.text) + 1)):
        if end - start > LONGEST_LINE:
            row = source.row(start)
            raise UserError(
                f"a line of {end - start - 1:,} characters (the limit is {LONGEST_LINE:,})",
                filename=source.filename,
                row=row,
                remedy="break the line, or exclude the file",
            )


_HEADING = re.compile(r"\n##{0,5}(?=[ \t\n]|\Z)")  # begins with two characters to look for, which `^` is not


def _blocks(source: Source, row: int, references: dict[str, Any]) -> Iterator[Block]:
    """The blocks at the top level of a page from a row on; what definitions there are is added to `references`.

    Sections that follow each other and are not plain are read as one.
    """
    end = len(source.line_starts)
    sections = list(_sections(source, row, end))
    waiting = index = 0  # the first row that markdown-it is to read, and the section that is looked at
    while index < len(sections):
        first, _ = sections[index]
        blocks, following = plain_blocks(source, sections, index)
        if blocks is None:
            waiting = waiting or first
            if following > index:
                break  # a fence or HTML reaches over headings: by these the page can't be cut
            index += 1
            continue
        if waiting:
            section = _markdown(source, waiting, first - 1)
            if section.may_reach_on:
                break
            yield from _taken(section, references)
            waiting = 0
        yield from blocks
        index = following
    if waiting:
        yield from _taken(_markdown(source, waiting, end), references)


def _markdown(source: Source, first: int, last: int) -> MarkdownSection:
    from awesome_lint.markdown.parser_blocks import markdown_blocks  # not for pages that have no need of it

    return markdown_blocks(source, first, last)


def _taken(section: MarkdownSection, references: dict[str, Any]) -> list[Block]:
    """A section's blocks; its definitions are added to those above it, of which the first of a label counts."""
    references.update((label, found) for label, found in section.references.items() if label not in references)
    return section.blocks


def _sections(source: Source, first: int, end: int) -> Iterator[tuple[int, int]]:
    """The first and last rows of what stands before the first heading and of each section, as far as `#` tells."""
    headings = (source.row(m.start() + 1) for m in _HEADING.finditer(source.text, source.line_starts[first - 1]))
    for begin, following in pairwise((first, *(row for row in headings if row > first), end + 1)):
        yield begin, following - 1


def _inline(content: Content, references: Mapping[str, Any], store: dict[str, tuple[Node, ...]]) -> Inline:
    text = content.text
    nodes = store.get(text)
    if nodes is None:
        nodes = simple_nodes(text, references)
        if nodes is None:
            from awesome_lint.markdown.parser import markdown_nodes  # not for pages that have no need of it

            nodes = markdown_nodes(text, {"references": references})
        store[text] = nodes
    return Inline(content=text, nodes=nodes, span=content.span, pieces=content.pieces, exact=content.exact)
