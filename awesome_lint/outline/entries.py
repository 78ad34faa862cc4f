"""Which blocks list a resource, and what they say: candidates, entries, fields."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from awesome_lint.model import Entry, EntryKind, Link, Section
from awesome_lint.outline.blocks import Block, Kind
from awesome_lint.outline.fields import Labels, Title, find_title, words
from awesome_lint.outline.phrases import Phrase, Reading
from awesome_lint.outline.statements import statements
from awesome_lint.packs import Packs
from awesome_lint.source import Source, Span

# A list of sub-items is a list of entries of its own when this share of them looks like one.
SHARE_OF_OWN_ENTRIES = 0.5
# A `Key: value` line has a key of at most this many words.
MOST_WORDS_OF_A_KEY = 3

_KEY = re.compile(r"\s*([^\W\d_][^:：;\n]{0,30})\s?[:：;]")
_NO_LIST = re.compile(
    r"(?i)\b(?:contribut(?:e|ing|ion|ions|ors?)|licen[cs]e|acknowledge?ments?|citation|citing|cite|star history|how to add|code of conduct|changelog|release notes|what'?s new|"
    r"news|updates?|contact|disclaimer|footnotes?|maintainers?|sponsors?|criteria)\b|贡献|许可|更新|致谢"
)
_DATE_FIRST = re.compile(r"[\W_]*(?:(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b)", re.IGNORECASE)


@dataclass(slots=True)
class Candidate:
    """A block that may list a resource. `head` are its own phrases, `tail` those of its sub-lists."""

    kind: EntryKind
    span: Span
    head: list[Phrase]
    tail: list[Phrase]
    list_id: int
    depth: int
    marker: str
    columns: tuple[str | None, ...] = ()

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(link for phrase in (*self.head, *self.tail) for link in phrase.links)


def entries(source: Source, page: Block, reading: Reading, sections: Sequence[Section], contents: set[int], packs: Packs) -> list[Entry]:
    """All entries of a page, in document order."""
    return sorted(_Recognizer(source, reading, sections, contents, packs).entries(page), key=lambda entry: entry.span)


class _Recognizer:
    def __init__(self, source: Source, reading: Reading, sections: Sequence[Section], contents: set[int], packs: Packs) -> None:
        self.source, self.reading, self.sections, self.packs = source, reading, sections, packs
        self.contents = contents
        self.labels = Labels(packs)
        self.starts = [section.span.start for section in sections]

    def entries(self, parent: Block) -> Iterator[Entry]:
        for block in parent.children:
            if id(block) in self.contents:
                continue
            if block.kind is Kind.LIST:
                yield from self._list(block, 0)
            elif block.kind is Kind.TABLE:
                yield from self._table(block)
            elif block.kind is Kind.QUOTE:
                yield from self.entries(block)
            elif block.kind is Kind.PARAGRAPH:
                yield from self._paragraph(block)

    def section(self, offset: int) -> Section | None:
        at = bisect_right(self.starts, offset) - 1
        return self.sections[at] if at >= 0 else None

    # Lists

    def _list(self, block: Block, depth: int) -> Iterator[Entry]:
        linked = sum(any(not link.is_anchor for link in self._head_links(item)) for item in block.children)
        for item in block.children:
            yield from self._item(block, item, depth, siblings_linked=linked >= SHARE_OF_OWN_ENTRIES * len(block.children))

    def _head_links(self, item: Block) -> tuple[Link, ...]:
        return tuple(link for phrase in self._head(item) for link in phrase.links)

    def _head(self, item: Block) -> list[Phrase]:
        return [self.reading.phrase(inline) for child in item.children if child.kind in (Kind.PARAGRAPH, Kind.HEADING, Kind.HTML) for inline in child.inlines]

    def _item(self, parent: Block, item: Block, depth: int, *, siblings_linked: bool) -> Iterator[Entry]:
        head = self._head(item)
        links = [link for phrase in head for link in phrase.links]
        own = [child for child in item.children if child.kind is Kind.LIST and self._is_independent(child, has_links=any(not link.is_anchor for link in links))]
        rest = [child for child in item.children if child.kind in (Kind.LIST, Kind.QUOTE, Kind.TABLE, Kind.CODE) and child not in own]
        last = item.last if not own else max([child.last for child in item.children if child.first < own[0].first], default=item.first)
        span = Span(self.source.line_span(item.first).start, self.source.line_span(last).end)
        tail = [self.reading.phrase(inline) for child in rest if child.first <= last for inline in _inlines(child)]
        candidate = Candidate(EntryKind.ITEM, span, head, tail, parent.number, depth, item.markup)
        if self._is_entry(candidate, siblings_linked=siblings_linked):
            yield self._entry(candidate)
        for child in own:
            yield from self._list(child, depth + 1)
        if not head:
            for child in item.children:
                if child.kind is Kind.TABLE:
                    yield from self._table(child)

    def _is_independent(self, block: Block, *, has_links: bool) -> bool:
        """Whether a sub-list has entries of its own, rather than links and notes of the item above it."""
        votes = [self._stands_alone(item, has_links) for item in block.children]
        return sum(votes) >= max(1, SHARE_OF_OWN_ENTRIES * len(votes))

    def _stands_alone(self, item: Block, has_links: bool) -> bool:
        head = self._head(item)
        links = [link for phrase in head for link in phrase.links if not link.is_anchor]
        if not links:
            nested = [child for child in item.children if child.kind is Kind.LIST]
            return any(self._is_independent(child, has_links=has_links) for child in nested)
        phrase = head[0]
        if (key := _KEY.match(phrase.flat)) and words(key[1]) <= MOST_WORDS_OF_A_KEY and not (phrase.pieces[0].link and key.end() <= len(phrase.pieces[0].text)):
            return False
        title = find_title(phrase, self.labels)
        if title.link is not None:
            return not self.labels.is_label(title.link)
        if not has_links:
            return words(title.text) >= 2
        return words(title.text) >= 3 and any(self.labels.is_label(link) for link in links)

    def _is_entry(self, candidate: Candidate, *, siblings_linked: bool) -> bool:
        links = candidate.links
        section = self.section(candidate.span.start)
        excluded = section is not None and _NO_LIST.search(section.text) is not None
        if not any(not link.is_anchor for link in links):
            if links or excluded or not candidate.head:
                return False
            first = next((piece for piece in candidate.head[0].pieces if piece.text.strip()), None)
            return siblings_linked and first is not None and (first.strong or first.text[:1] in '"“')
        return not (excluded and self._is_prose(candidate))

    def _is_prose(self, candidate: Candidate) -> bool:
        if not candidate.head:
            return False
        phrase = candidate.head[0]
        first = next((piece for piece in phrase.pieces if piece.text.strip()), None)
        return first is None or first.link is None or bool(_DATE_FIRST.match(phrase.flat))

    # Tables

    def _table(self, block: Block) -> Iterator[Entry]:
        header = next((row for row in block.children if row.header), None)
        columns = tuple(self.packs.column(self.reading.phrase(cell).flat) for cell in header.inlines) if header else ()
        rows = [row for row in block.children if not row.header]
        linked = sum(any(not link.is_anchor for cell in row.inlines for link in self.reading.phrase(cell).links) for row in rows)
        for row in rows:
            cells = [self.reading.phrase(cell) for cell in row.inlines]
            if not any(cell.flat.strip() for cell in cells):
                continue
            candidate = Candidate(EntryKind.ROW, row.span(self.source), cells, [], block.number, 0, "|", columns)
            if linked >= SHARE_OF_OWN_ENTRIES * len(rows) or candidate.links or (cells[0].pieces and cells[0].pieces[0].strong):
                yield self._entry(candidate)

    # Paragraphs

    def _paragraph(self, block: Block) -> Iterator[Entry]:
        phrase = self.reading.phrase(block.inlines[0]) if block.inlines else None
        if phrase is None or not any(not link.is_anchor for link in phrase.links):
            return
        candidate = Candidate(EntryKind.PARAGRAPH, block.span(self.source), [phrase], [], 0, 0, "")
        first = next((piece for piece in phrase.pieces if piece.text.strip()), None)
        section = self.section(candidate.span.start)
        if first is None or section is None or _NO_LIST.search(section.text):
            return
        if first.strong or first.text[:1] in '"“[' or first.link is not None and not first.link.is_badge and not self.labels.is_label(first.link):
            yield self._entry(candidate)

    # Fields

    def _entry(self, candidate: Candidate) -> Entry:
        phrases = [*candidate.head, *candidate.tail]
        title, where = self._title(candidate)
        found = []
        for index, phrase in enumerate(phrases):
            column = candidate.columns[index] if index < len(candidate.columns) else None
            start = title.end if index == where else 0
            found.extend(statements(phrase, self.packs, start, len(phrase.flat)))
            if index == where and title.end:
                found.extend(statements(phrase, self.packs, 0, max(0, phrase.flat.find(title.text[:20]))))
            del column
        best = max(found, key=lambda statement: statement.weight, default=None)
        return Entry(
            span=candidate.span,
            kind=candidate.kind,
            title=title.text,
            title_span=title.span,
            links=candidate.links,
            section=self.section(candidate.span.start),
            list_id=candidate.list_id,
            depth=candidate.depth,
            marker=candidate.marker,
            title_link=title.link,
            venue=best.venue if best else None,
            venue_span=best.venue_span if best else None,
            year=best.year if best else None,
            year_span=best.year_span if best else None,
        )

    def _title(self, candidate: Candidate) -> tuple[Title, int]:
        head = candidate.head
        if candidate.kind is EntryKind.ROW:
            order = [index for index, column in enumerate(candidate.columns) if column == "title" and index < len(head)]
            order += [index for index, phrase in enumerate(head) if any(not self.labels.is_label(link) for link in phrase.links)]
            order += [index for index, phrase in enumerate(head) if re.search(r"[^\W\d_]{2}", phrase.flat)]
            for index in order:
                title = find_title(head[index], self.labels)
                if title.text:
                    return title, index
            return Title("", None, None, 0), 0
        for index, phrase in enumerate(head):
            if phrase.flat.strip():
                return find_title(phrase, self.labels), index
        return Title("", None, None, 0), 0


def _inlines(block: Block) -> Iterator:
    yield from block.inlines
    for child in block.children:
        yield from _inlines(child)
