"""Tables of contents: which lists, tables and paragraphs of in-page links are one, and where each line leads."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from awesome_lint.markdown.tree import Block, Kind
from awesome_lint.model import Contents, ContentsForm, ContentsItem, Link, Section
from awesome_lint.outline.phrases import Phrase, Reading
from awesome_lint.source import Source, Span

# A table of contents has at least this many lines, under a heading that says so this many ...
FEWEST_ITEMS = 3
FEWEST_TITLED_ITEMS = 2
# ... of which this share consists of one in-page link ...
SHARE_OF_LINKS = 0.7
# ... under a heading that says so, at least this share ...
SHARE_OF_TITLED_LINKS = 0.6
# ... and this share leads somewhere on the page (hand-made ones are often half broken).
SHARE_OF_TARGETS = 0.4
# Words that may be beside the link: a count, "(12)", a short note.
LONGEST_REMARK = 60

# Between links in a line, and in a cell of its own, so much is no more than a mark: a letter, a number.
LONGEST_MARK = 12
# Without a title, contents stand near the top: so many sections begin before them.
MOST_SECTIONS_BEFORE = 2

_TITLE = re.compile(
    r"(?i)(?:table of |list of )?(?:contents?|topics)(?: of .*)?|toc|(?:page )?(?:index|outline|overview|menu|navigation)|categories|jump to|目\s*[录錄次]|内容|目录.*"
    r"|içindekiler|목차|sommaire|índice|indice|содержание|оглавление|inhalt(?:sverzeichnis)?|spis treści"
)
_EDGES = re.compile(r"^(?::\w+:|[\W\d_])+|[\W_]+$")


def is_named_as_contents(heading: str) -> bool:
    """Whether a heading is one of contents, in one of the languages that lists are written in."""
    return _TITLE.fullmatch(_EDGES.sub("", heading)) is not None


class Targets(NamedTuple):
    """Where the anchors of a page lead."""

    sections: tuple[Section, ...]
    by_anchor: dict[str, Section | None]
    by_folded: dict[str, Section | None]

    @classmethod
    def of(cls, sections: tuple[Section, ...], anchors: Iterable[tuple[str, int]]) -> Targets:
        starts = [section.span.start for section in sections]
        by_anchor: dict[str, Section | None] = {}
        for section in sections:
            by_anchor.setdefault(section.slug, section)
        for section in sections:
            for anchor in section.anchors:
                by_anchor.setdefault(anchor, section)
        for anchor, offset in anchors:
            at = bisect_right(starts, offset) - 1
            by_anchor.setdefault(anchor, sections[at] if at >= 0 else None)
        folded: dict[str, Section | None] = {}
        for anchor, target in by_anchor.items():
            folded.setdefault(anchor.casefold(), target)
        return cls(sections, by_anchor, folded)

    def find(self, anchor: str) -> tuple[Section | None, bool]:
        """The section that an anchor leads to, and whether it does so only when case is ignored."""
        for name in (anchor, unquote(anchor)):
            if self.by_anchor.get(name) is not None:
                return self.by_anchor[name], False
        target = self.by_folded.get(unquote(anchor).casefold())
        return target, target is not None


class _Line(NamedTuple):
    """A line that may belong to a table of contents. `remark` is what stands beside the link."""

    link: Link | None
    span: Span
    depth: int
    indent: str
    marker: str
    remark: str


def contents(
    source: Source, page: Block, reading: Reading, sections: tuple[Section, ...], targets: Targets
) -> tuple[list[Contents], set[int]]:
    """The page's tables of contents in document order, and the index of each block that is one."""
    finder = _Finder(source, reading, sections, targets)
    finder.visit(page)
    return finder.found, finder.blocks


class _Finder:
    def __init__(self, source: Source, reading: Reading, sections: tuple[Section, ...], targets: Targets) -> None:
        self.source, self.reading, self.sections, self.targets = source, reading, sections, targets
        self.starts = [section.span.start for section in sections]
        self.anchors = sorted(link.span.start for link in reading.links if link.is_anchor)
        self.titled = [is_named_as_contents(section.text) for section in sections]
        self.found: list[Contents] = []
        self.blocks: set[int] = set()

    def visit(self, parent: Block) -> None:
        for run in _runs(parent.children):
            if not self._take(run):
                for block in run:
                    if block.kind in (Kind.LIST, Kind.ITEM, Kind.QUOTE):
                        self.visit(block)

    def _take(self, run: list[Block]) -> bool:
        """Add a run of blocks as a table of contents, if it is one."""
        kind = run[0].kind
        span = self.source.rows_span(run[0].first, run[-1].last)
        if not self._may_be_contents(span):
            return False
        if kind is Kind.LIST:
            lines = [line for block in run for line in self._list_lines(block, 0)]
            form = ContentsForm.ORDERED if run[0].ordered else ContentsForm.BULLETED
        elif kind is Kind.TABLE:
            lines, form = list(self._table_lines(run[0])), ContentsForm.TABLE
        elif kind is Kind.PARAGRAPH:
            lines, form = list(self._paragraph_lines(run)), ContentsForm.INLINE
        elif kind is Kind.HTML:
            lines, form = list(self._paragraph_lines(run)), ContentsForm.HTML
        else:
            return False
        heading = self._heading(span.start)
        if not self._is_contents(lines, form, span.start, titled=heading is not None):
            return False
        items = tuple(self._item(line) for line in lines if line.link and line.link.is_anchor)
        self.found.append(Contents(span, form, items, heading))
        self.blocks.update(block.index for block in run)
        return True

    def _may_be_contents(self, span: Span) -> bool:
        """Whether a span holds enough in-page links."""
        return bisect_left(self.anchors, span.end) - bisect_left(self.anchors, span.start) >= FEWEST_TITLED_ITEMS

    def _heading(self, offset: int) -> Section | None:
        """The section at an offset, or one around it, that is named as contents are."""
        at = bisect_right(self.starts, offset) - 1
        section = self.sections[at] if at >= 0 else None
        while section is not None and not self.titled[section.number]:
            section = self.sections[section.parent] if section.parent is not None else None
        return section

    def _is_contents(self, lines: Sequence[_Line], form: ContentsForm, offset: int, *, titled: bool) -> bool:
        longest = LONGEST_MARK if form is ContentsForm.INLINE else LONGEST_REMARK
        links = [line.link for line in lines if line.link is not None and line.link.is_anchor and len(line.remark) <= longest]
        fewest, share = (FEWEST_TITLED_ITEMS, SHARE_OF_TITLED_LINKS) if titled else (FEWEST_ITEMS, SHARE_OF_LINKS)
        if len(links) < max(fewest, share * len(lines)):
            return False
        reached = [section for section, _ in (self.targets.find(link.url[1:]) for link in links) if section is not None]
        if len({section.number for section in reached}) < max(2, SHARE_OF_TARGETS * len(links)):
            return False
        return titled or self._stands_above(reached, form, offset)

    def _stands_above(self, reached: list[Section], form: ContentsForm, offset: int) -> bool:
        """Whether a list without a title is above what it lists: near the top, or in a chapter whose sections it lists.

        A list of cross references doesn't.
        """
        if sum(section.span.start > offset for section in reached) < SHARE_OF_LINKS * len(reached):
            return False
        before = bisect_right(self.starts, offset)
        if before <= MOST_SECTIONS_BEFORE:
            return True
        if form is ContentsForm.INLINE:
            return False
        chapter = self.sections[before - 1]
        return sum(self._lies_in(section, chapter) for section in reached) >= SHARE_OF_LINKS * len(reached)

    def _lies_in(self, section: Section | None, chapter: Section) -> bool:
        while section is not None and section.number > chapter.number:
            section = self.sections[section.parent] if section.parent is not None else None
        return section is chapter

    def _item(self, line: _Line) -> ContentsItem:
        link = line.link
        assert link is not None
        anchor = link.url[1:]
        section, case_differs = self.targets.find(anchor)
        anchor_span = Span(link.url_span.start + 1, link.url_span.end) if link.url_span else None
        return ContentsItem(
            line.span, link.label, link.label_span, anchor, anchor_span, line.depth, line.indent, line.marker, section, case_differs
        )

    # Lines

    def _list_lines(self, block: Block, depth: int) -> Iterator[_Line]:
        for item in block.children:
            head = [child for child in item.children if child.kind is not Kind.LIST]
            phrases = [self.reading.phrase(inline) for child in head for inline in child.inlines]
            if phrases or not item.children:
                row = self.source.line_span(item.first)
                links = [link for phrase in phrases for link in phrase.links]
                link = next((link for link in links if link.is_anchor), links[0] if links else None)
                remark = " ".join("".join(piece.text for phrase in phrases for piece in phrase.pieces if piece.link is None).split())
                before = self.source.text[row.start : min(row.end, link.outer.start)] if link else ""
                indent = before[: len(before) - len(before.lstrip())]
                yield _Line(link, row, depth, indent, before[len(indent) :], remark)
            for child in item.children:
                if child.kind is Kind.LIST:
                    yield from self._list_lines(child, depth + 1)

    def _table_lines(self, block: Block) -> Iterator[_Line]:
        for row in block.children:
            for inline in row.inlines:
                phrase = self.reading.phrase(inline)
                if phrase.links or len(phrase.flat.strip()) > LONGEST_MARK:
                    yield from self._phrase_lines(phrase, always=not row.header)

    def _paragraph_lines(self, run: list[Block]) -> Iterator[_Line]:
        for block in run:
            for inline in block.inlines:
                yield from self._phrase_lines(self.reading.phrase(inline), always=True)

    def _phrase_lines(self, phrase: Phrase, *, always: bool) -> Iterator[_Line]:
        """Each link of a phrase as a line of its own; what is between counts as remark of the link before."""
        links = [piece for piece in phrase.pieces if piece.link is not None]
        if not links:
            if always and phrase.flat.strip():
                yield _Line(None, Span(0, 0), 0, "", "", phrase.flat)
            return
        words = "".join(piece.text for piece in phrase.pieces if piece.link is None)
        share = len(" ".join(words.split())) // len(links)
        for piece in links:
            assert piece.link is not None
            yield _Line(piece.link, piece.link.span, 0, "", "", "x" * share)


def _runs(blocks: list[Block]) -> Iterator[list[Block]]:
    """Neighbouring lists as one run (a blank line or another bullet splits a list), likewise paragraphs; others alone."""
    run: list[Block] = []
    for block in blocks:
        joins = run and block.kind is run[0].kind and block.kind in (Kind.LIST, Kind.PARAGRAPH, Kind.HTML)
        if not joins and run:
            yield run
            run = []
        run.append(block)
    if run:
        yield run
