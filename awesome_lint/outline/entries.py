"""Which blocks list a resource, and what they say: candidates, entries, fields."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from awesome_lint.model import Entry, EntryKind, Link, LinkKind, Section
from awesome_lint.outline.blocks import Block, Kind
from awesome_lint.outline.phrases import Phrase, Reading
from awesome_lint.outline.statements import Statement, Statements, combined, is_statement
from awesome_lint.outline.titles import NO_TITLE, Labels, Title, find_title, first_piece, words
from awesome_lint.packs import Packs
from awesome_lint.parse import Inline
from awesome_lint.source import Source, Span

# A sub-list lists entries of its own when this share of its items stands alone; likewise a paragraph's lines,
# and the rows and items beside one without a link.
SHARE_OF_ENTRIES = 0.5
SHARE_OF_LINES = 0.8
# A `Key: value` line has a key of at most this many words.
MOST_WORDS_OF_A_KEY = 3
# A plain title has at least this many words.
FEWEST_WORDS_OF_A_TITLE = 3
# A paragraph that looks like an entry is one when so many of its form stand in its section, or a label is in it.
FEWEST_PARAGRAPHS = 2
# A page whose papers are headings has at least so many.
FEWEST_HEADINGS = 3

_KEY = re.compile(r"\s*\**([^\W\d_][^:：;\n]{0,30})\s?[:：;]")
_NEVER_A_LIST = re.compile(
    r"(?i)(?:how (?:to|can i) )?(?:contribut(?:e|ing|ions?|ors?)(?: guid(?:e|elines?)| to this \w+)?|licen[cs](?:e|ing)|acknowledge?ments?|citations?|cit(?:e|ing)(?: us| this)?|bibtex|star history"
    r"|stargazers.*|code of conduct|footnotes?|maintainers?|sponsors?|backers?|disclaimer|table of contents|contents|贡献者?|许可|许可证|致谢|引用)"
)
_NEWS = re.compile(r"(?i)(?:latest |recent )?(?:news|updates?|what'?s new|changelog|change log|recent changes|news (?:and|&) updates?|history|更新|最近更新|新闻)")
_DATE_FIRST = re.compile(r"[\W_]*(?:(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\b)", re.IGNORECASE)
_NAVIGATION = re.compile(r"#|(?!https?:|ftp:|//|www\.)[^?#]*(?:\.md|\.markdown|/)?(?:#.*)?\Z", re.IGNORECASE)
_DESCRIBED = re.compile(r"\s{0,3}[-–—:(,.]")


@dataclass(slots=True)
class Candidate:
    """A block that may list a resource. `head` are its own phrases, `tail` those of its sub-lists."""

    kind: EntryKind
    span: Span
    head: list[Phrase]
    tail: list[Phrase] = field(default_factory=list)
    list_id: int = 0
    depth: int = 0
    marker: str = ""
    columns: tuple[str | None, ...] = ()

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(link for phrase in (*self.head, *self.tail) for link in phrase.links)

    @property
    def leads_out(self) -> bool:
        """Whether it has a link to anything but this page and its neighbours."""
        return any(not is_navigation(link) for link in self.links)


def is_navigation(link: Link) -> bool:
    """Whether a link leads to a place of this page, or to another page of the same list."""
    return link.kind is not LinkKind.REFERENCE and _NAVIGATION.match(link.url) is not None and not link.url.lower().endswith((".pdf", ".ipynb", ".bib"))


def entries(source: Source, page: Block, reading: Reading, sections: Sequence[Section], contents: set[int], packs: Packs) -> list[Entry]:
    """All entries of a page, in document order. `contents` are the id() of the blocks that are tables of contents."""
    return sorted(_Recognizer(source, reading, sections, contents, packs).entries(page), key=lambda entry: entry.span)


class _Recognizer:
    def __init__(self, source: Source, reading: Reading, sections: Sequence[Section], contents: set[int], packs: Packs) -> None:
        self.source, self.reading, self.sections, self.packs = source, reading, sections, packs
        self.contents = contents
        self.labels = Labels(packs)
        self.starts = [section.span.start for section in sections]
        names = [section.text.strip(" :：#*_").strip() for section in sections]
        self.never = [_NEVER_A_LIST.fullmatch(re.sub(r"^[\W\d_]+|[\W_]+$", "", name)) is not None for name in names]
        self.news = [_NEWS.fullmatch(re.sub(r"^[\W\d_]+|[\W_]+$", "", name)) is not None for name in names]

    def section(self, offset: int) -> Section | None:
        at = bisect_right(self.starts, offset) - 1
        return self.sections[at] if at >= 0 else None

    def _never_lists(self, offset: int) -> bool:
        section = self.section(offset)
        return section is not None and self.never[section.index]

    def _tells_news(self, offset: int) -> bool:
        section = self.section(offset)
        while section is not None:
            if self.news[section.index]:
                return True
            section = self.sections[section.parent] if section.parent is not None else None
        return False

    # Blocks

    def entries(self, page: Block) -> Iterator[Entry]:
        paragraphs: list[tuple[Candidate, str]] = []
        for block in self._blocks(page):
            if block.kind is Kind.LIST:
                yield from self._list(block, 0)
            elif block.kind is Kind.TABLE:
                yield from self._table(block)
            elif block.kind is Kind.HTML:
                yield from self._html(block)
            else:
                paragraphs.extend(self._paragraph(block))
        yield from self._accepted(paragraphs)

    def _blocks(self, parent: Block) -> Iterator[Block]:
        """Lists, tables, paragraphs and HTML of the page and its quotes."""
        for block in parent.children:
            if id(block) in self.contents:
                continue
            if block.kind is Kind.QUOTE:
                yield from self._blocks(block)
            elif block.kind in (Kind.LIST, Kind.TABLE, Kind.PARAGRAPH, Kind.HTML):
                yield block

    # Lists

    def _list(self, block: Block, depth: int) -> Iterator[Entry]:
        candidates = [self._item(block, item, depth) for item in block.children]
        linked = sum(candidate.leads_out for candidate, _ in candidates)
        dated = sum(self._is_dated(candidate) for candidate, own in candidates if not candidate.leads_out and not own)
        siblings_linked = linked >= SHARE_OF_ENTRIES * len(candidates)
        siblings_dated = dated >= SHARE_OF_ENTRIES * (len(candidates) - linked)
        for candidate, own in candidates:
            if self._is_entry(candidate, group=bool(own), siblings_linked=siblings_linked, siblings_dated=siblings_dated):
                yield self._entry(candidate)
            for child in own:
                yield from self._list(child, depth + 1) if child.kind is Kind.LIST else self._table(child)

    def _item(self, parent: Block, item: Block, depth: int) -> tuple[Candidate, list[Block]]:
        """An item as a candidate, and its sub-lists and tables that list entries of their own."""
        head = self._head(item)
        linked = any(not is_navigation(link) for phrase in head for link in phrase.links)
        own = [child for child in item.children if self._is_independent(child, has_links=linked)]
        last = item.last
        if own:
            last = max((child.last for child in item.children if child.last < own[0].first), default=item.first)
        span = Span(self.source.line_span(item.first).start, self.source.line_span(last).end)
        tail = [child for child in item.children if child.kind not in (Kind.PARAGRAPH, Kind.HEADING, Kind.HTML) and child.last <= last]
        phrases = [self.reading.phrase(inline) for child in tail for inline in _inlines(child)]
        return Candidate(EntryKind.ITEM, span, head, phrases, parent.number, depth, item.markup), own

    def _head(self, item: Block) -> list[Phrase]:
        return [self.reading.phrase(inline) for child in item.children if child.kind in (Kind.PARAGRAPH, Kind.HEADING, Kind.HTML) for inline in child.inlines]

    def _is_independent(self, block: Block, *, has_links: bool) -> bool:
        """Whether a sub-list or table has entries of its own, rather than links and notes of the item above it."""
        if block.kind is Kind.TABLE:
            return not has_links and any(_links_out(self.reading, row) for row in block.children)
        if block.kind is not Kind.LIST:
            return False
        votes = [self._stands_alone(item, has_links=has_links) for item in block.children]
        return sum(votes) >= max(1, SHARE_OF_ENTRIES * len(votes))

    def _stands_alone(self, item: Block, *, has_links: bool) -> bool:
        head = self._head(item)
        links = [link for phrase in head for link in phrase.links if not is_navigation(link)]
        if not links:
            return any(self._is_independent(child, has_links=has_links) for child in item.children if child.kind is Kind.LIST)
        if self._is_key_line(head[0]):
            return False
        title = find_title(head[0], self.labels)
        if title.link is not None:
            return not self.labels.is_label(title.link) and (not has_links or not head[0].flat[: title.start].strip(" -*•[]()"))
        if not has_links:
            return words(title.text) >= 2
        return words(title.text) >= FEWEST_WORDS_OF_A_TITLE and any(self.labels.is_label(link) for link in links)

    def _is_key_line(self, phrase: Phrase) -> bool:
        """Whether a line is `Key: links`, which says something of the item above."""
        m = _KEY.match(phrase.flat)
        if m is None or words(m[1]) > MOST_WORDS_OF_A_KEY:
            return False
        first = first_piece(phrase)
        return first is None or first.link is None

    def _is_dated(self, candidate: Candidate) -> bool:
        """Whether a candidate without links says when or where it was published, behind a title."""
        if not candidate.head or words(candidate.head[0].flat) < FEWEST_WORDS_OF_A_TITLE:
            return False
        phrase = candidate.head[0]
        return any(found.weight >= 4 and found.start > 0 for found in Statements(phrase, self.packs).find(0, len(phrase.flat)))

    def _is_entry(self, candidate: Candidate, *, group: bool, siblings_linked: bool, siblings_dated: bool) -> bool:
        start = candidate.span.start
        if self._never_lists(start) or not candidate.head:
            return False
        phrase = candidate.head[0]
        if not candidate.leads_out:
            if candidate.links or group:
                return False
            first = first_piece(phrase)
            if siblings_linked and first is not None and (first.strong or first.text.lstrip()[:1] in tuple('"“[')):
                return True
            return siblings_dated and self._is_dated(candidate)
        if self._tells_news(start):
            first = first_piece(phrase)
            return first is not None and first.link is not None and not _DATE_FIRST.match(phrase.flat)
        return True

    # Tables

    def _table(self, block: Block) -> Iterator[Entry]:
        header = next((row for row in block.children if row.header), None)
        columns = tuple(self._column(self.reading.phrase(cell).flat) for cell in header.inlines) if header else ()
        rows = [row for row in block.children if not row.header]
        if not rows or self._never_lists(self.source.line_span(rows[0].first).start):
            return
        linked = sum(_links_out(self.reading, row) for row in rows)
        named = sum(self._begins_with_name(row) for row in rows)
        if linked < SHARE_OF_ENTRIES * len(rows) and (linked or named < SHARE_OF_LINES * len(rows)):
            rows = [row for row in rows if _links_out(self.reading, row)]
        for row in rows:
            cells = [self.reading.phrase(cell) for cell in row.inlines]
            if any(re.search(r"[^\W_]", cell.flat) or cell.links for cell in cells):
                yield self._entry(Candidate(EntryKind.ROW, row.span(self.source), cells, [], block.number, 0, "|", columns))

    def _column(self, header: str) -> str | None:
        """What a column holds; `Book Title` holds titles as `Title` does."""
        known = self.packs.column(header)
        return known or self.packs.column(header.strip().rpartition(" ")[2])

    def _begins_with_name(self, row: Block) -> bool:
        first = first_piece(self.reading.phrase(row.inlines[0])) if row.inlines else None
        return first is not None and first.strong

    # Paragraphs

    def _paragraph(self, block: Block) -> Iterator[tuple[Candidate, str]]:
        """A paragraph, or each of its lines, with the form that it has; those that can't be an entry are left out."""
        phrase = self.reading.phrase(block.inlines[0]) if block.inlines else None
        span = block.span(self.source)
        if phrase is None or self.section(span.start) is None or self._never_lists(span.start) or self._tells_news(span.start):
            return
        if not any(not is_navigation(link) for link in phrase.links):
            return
        lines = phrase.lines()
        forms = [self._form(line) for line in lines]
        if len(lines) > 1 and sum(form not in ("", "plain") for form in forms) >= SHARE_OF_LINES * len(lines) and self._on_rows_of_their_own(lines):
            for line, form in zip(lines, forms, strict=True):
                yield Candidate(EntryKind.PARAGRAPH, self._rows(line), [line], marker=""), form or forms[0]
        elif forms and (form := self._form(phrase)):
            yield Candidate(EntryKind.PARAGRAPH, span, [phrase]), form

    def _on_rows_of_their_own(self, lines: list[Phrase]) -> bool:
        rows = [self.source.row(line.pieces[0].span.start) for line in lines]
        return len(set(rows)) == len(rows) and all(any(not is_navigation(link) for link in line.links) for line in lines)

    def _rows(self, phrase: Phrase) -> Span:
        """The whole lines that a phrase stands in."""
        first = self.source.row(phrase.pieces[0].span.start)
        last = self.source.row(phrase.pieces[-1].span.end)
        return Span(self.source.line_span(first).start, self.source.line_span(last).end)

    def _form(self, phrase: Phrase) -> str:
        """How a phrase begins, if an entry may begin so: "linked", "bold", "quoted" or "plain" (with labels behind); "" if none."""
        title = find_title(phrase, self.labels)
        if not title.text or not phrase.links:
            return ""
        index = phrase.piece_at(title.start)
        before = phrase.flat[: title.start]
        if words(before) > MOST_WORDS_OF_A_KEY + 1 and "[" not in before:
            return ""
        if title.link is not None:
            return "" if self.labels.is_label(title.link) else "linked"
        if index is not None and phrase.pieces[index].strong:
            return "bold"
        if before.rstrip().endswith(tuple('"“')):
            return "quoted"
        labels = [link for link in phrase.links if self.labels.is_label(link) and not link.is_badge]
        return "plain" if labels and words(title.text) >= FEWEST_WORDS_OF_A_TITLE else ""

    def _accepted(self, paragraphs: list[tuple[Candidate, str]]) -> Iterator[Entry]:
        """The paragraphs that are entries: those with neighbours of their form, or with a label and a date."""
        sections = [section.index if (section := self.section(candidate.span.start)) else -1 for candidate, _ in paragraphs]
        forms = Counter((index, form) for index, (_, form) in zip(sections, paragraphs, strict=True))
        for index, (candidate, form) in zip(sections, paragraphs, strict=True):
            labelled = any(link.role is not None and not link.is_badge for link in candidate.links)
            if form == "plain" and not self._is_dated(candidate):
                continue
            if forms[index, form] >= FEWEST_PARAGRAPHS or (labelled and form != "linked") or (labelled and self._is_dated(candidate)):
                yield self._entry(candidate)

    # HTML

    def _html(self, block: Block) -> Iterator[Entry]:
        for inline in block.inlines:
            phrase = self.reading.phrase(inline)
            if not any(not is_navigation(link) for link in phrase.links) or self._never_lists(phrase.pieces[0].span.start):
                continue
            for line in phrase.lines():
                if self._is_html_entry(line):
                    yield self._entry(Candidate(EntryKind.HTML, self._rows(line), [line]))

    def _is_html_entry(self, line: Phrase) -> bool:
        """Whether a line of HTML begins with a link that words follow: `<a href="u">Name</a> - what it is`."""
        first = first_piece(line)
        if first is None or first.link is None or first.link.is_badge or is_navigation(first.link):
            return False
        if "<img" in self.source[first.link.span].lower():
            return False
        at = line.pieces.index(first)
        rest = line.flat[line.starts[at] + len(first.text) :]
        return _DESCRIBED.match(rest) is not None and words(rest) >= 2

    # Fields

    def _entry(self, candidate: Candidate) -> Entry:
        title, where = self._title(candidate)
        stated = self._stated(candidate, title, where)
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
            venue=stated.venue if stated else None,
            venue_span=stated.venue_span if stated else None,
            year=stated.year if stated else None,
            year_span=stated.year_span if stated else None,
        )

    def _title(self, candidate: Candidate) -> tuple[Title, int]:
        """The title, and which phrase of the head it stands in."""
        head = candidate.head
        if candidate.kind is EntryKind.ROW:
            return self._title_of_row(candidate)
        for index, phrase in enumerate(head):
            if phrase.flat.strip():
                return find_title(phrase, self.labels), index
        return NO_TITLE, 0

    def _title_of_row(self, candidate: Candidate) -> tuple[Title, int]:
        """A row's title: in its title column, else the first linked one of several words, else the first cell of words."""
        head, columns = candidate.head, candidate.columns
        order = [index for index, column in enumerate(columns) if column == "title" and index < len(head)]
        order += [index for index, phrase in enumerate(head) if any(self._may_be_title(link) for link in phrase.links)]
        order += [index for index, phrase in enumerate(head) if re.search(r"[^\W\d_]{2}", phrase.flat) and not is_statement(phrase.flat.strip(), self.packs)]
        for index in order:
            title = find_title(head[index], self.labels)
            if title.text:
                return title, index
        return NO_TITLE, 0

    def _may_be_title(self, link: Link) -> bool:
        return not self.labels.is_label(link) and not is_navigation(link) and words(link.label) >= 2

    def _stated(self, candidate: Candidate, title: Title, where: int) -> Statement | None:
        """Venue and year: of their columns, else the best statement outside the title."""
        found: list[Statement] = []
        for index, phrase in enumerate((*candidate.head, *candidate.tail)):
            column = candidate.columns[index] if index < len(candidate.columns) else None
            statements = Statements(phrase, self.packs)
            if index == where and title.text:
                found.extend(statements.find(title.end, len(phrase.flat)))
                found.extend(statements.find(0, title.start))
                continue
            for statement in statements.find(0, len(phrase.flat)):
                found.append(statement._replace(weight=statement.weight + 2) if column in ("venue", "year") else statement)
            if column == "venue" and (cell := phrase.flat.strip()) and not any(s.venue for s in found) and re.search(r"[^\W\d_]{2}", cell):
                found.append(Statement(cell, phrase.source_span(0, len(phrase.flat)), None, None, 6, 0, len(cell)))
        return combined(found)


def _links_out(reading: Reading, row: Block) -> bool:
    return any(not is_navigation(link) for cell in row.inlines for link in reading.phrase(cell).links)


def _inlines(block: Block) -> Iterator[Inline]:
    yield from block.inlines
    for child in block.children:
        yield from _inlines(child)


