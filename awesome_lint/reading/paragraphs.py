"""Paragraphs and headings as records, with the lists and lines of links that belong to them: what most of a page's do, all do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain, pairwise
from typing import NamedTuple

from awesome_lint.markdown.tree import Block, Kind
from awesome_lint.model import EntryKind
from awesome_lint.outline.phrases import Phrase, Piece
from awesome_lint.reading.headings import Heading, has_list, headings, is_introduced, is_one_link, states_its_links
from awesome_lint.reading.page import Page, Record, first_piece, key_of, links_out
from awesome_lint.reading.rows import has_html_list
from awesome_lint.reading.shapes import Shape, form, is_annex_line, is_label, lines, shape, states_work, told
from awesome_lint.reading.words import FEWEST_WORDS_OF_A_TITLE, words

# A paragraph that looks like an entry is one when so many of its form are in its section, or on the page, or on the page
# beside lists; alone, it must have a label or a venue.
FEWEST_IN_SECTION = 2
FEWEST_ON_PAGE = 5
FEWEST_BESIDE_LISTS = 15
# So many in a section that cite works without links are entries.
FEWEST_STATED = 3
# A page whose papers are headings has at least so many of them, and on one level this share of all.
FEWEST_HEADINGS = 3
SHARE_OF_HEADINGS = 0.5
# A paragraph is cut into lines when this share of them looks like an entry; a list belongs to the paragraph
# above it when this share of its items are labels and `Key: link` lines.
SHARE_OF_LINES = 0.8
# The keys of notes below paragraphs are in so many lists.
FEWEST_NOTED = 3
# What a link to one of the places of a resource says has at most so many.
MOST_WORDS_OF_A_PLACE = 2

_SUMMARY_AT_END = re.compile(r"</summary>\s*\Z", re.IGNORECASE)
_BROKEN_BULLET = re.compile(r"\s{0,8}([-*+])\[")


class _Found(NamedTuple):
    """A record and its form: linked, bold, quoted, cited, plain, broken, stated (a work without a link), owner (of the blocks below it) or
    heading.
    """

    record: Record
    form: str

    @property
    def is_labelled(self) -> bool:
        """Whether a link of it says what it leads to, other than a badge, or follows a name in bold: `**Name**: https://a.org`."""
        if any(link.role is not None and not link.is_badge for link in self.record.links):
            return True
        links, phrase = self.record.links, self.record.head[0]
        is_address = len(links) == 1 and not links[0].label and phrase.pieces[-1].link is links[0]
        return self.form == "bold" and is_address and phrase.flat.rstrip().endswith((":", "："))


class Paragraphs:
    """The paragraphs and headings of a run of neighbouring blocks that may be entries, in document order.

    `taken` are the indexes of the blocks that belong to the paragraph or heading above them.
    """

    def __init__(self, page: Page, blocks: Sequence[Block]) -> None:
        self.page, self.blocks = page, blocks
        self.taken: set[int] = set()
        self._found: list[_Found] = []
        self._headings = headings(page, blocks)
        self.levels = page.votes.levels if page.votes is not None else self._voted_levels()
        self.on_page: dict[str, int] = {}
        self.single: frozenset[str] = frozenset()
        at = 0
        while at < len(blocks):
            at = self._read(at)

    def _read(self, at: int) -> int:
        """Read the block at a place; returns the place of the next one."""
        page, block, end = self.page, self.blocks[at], 0
        for heading in self._headings.get(at, ()):
            if heading.section.level in self.levels and (found := self._heading(heading)):
                end = self._take(found, at, at + 1 + len(heading.body))
        if end:
            return end
        if block.kind is Kind.PARAGRAPH:
            end = _end_of_annexes(page, self.blocks, at)
            if end > at + 1 and (found := _owner(page, block, self.blocks[at + 1 : end])):
                return self._take(found, at, end)
        if block.kind is Kind.HTML and (end := _end_of_details(page, self.blocks, at)) > at + 1:
            tail = [part for annex in self.blocks[at + 1 : end] for part in page.all_phrases(annex)]
            if owners := list(_paragraph(page, block)):
                owner = owners[-1].record
                rows = page.rows(page.source.row(owner.span.start), self.blocks[end - 1].last)
                self._found.extend(owners[:-1])
                return self._take(owners[-1]._replace(record=Record(owner.kind, rows, owner.head, tail)), at, end)
        if block.kind in (Kind.PARAGRAPH, Kind.HTML):
            records = list(_paragraph(page, block))
            if records and (notes := self._notes(at + 1)):
                last = records.pop()
                rows = page.rows(page.source.row(last.record.span.start), notes.last)
                record = Record(last.record.kind, rows, last.record.head, list(page.all_phrases(notes)))
                self._found.extend(records)
                return self._take(last._replace(record=record), at, at + 2)
            self._found.extend(records)
        return at + 1

    def _notes(self, at: int) -> Block | None:
        """The list at a place, if its items are notes on the paragraph above."""
        return self.blocks[at] if at < len(self.blocks) and self._are_notes(self.blocks[at]) else None

    @cached_property
    def _keys(self) -> frozenset[str]:
        """The keys that items of several lists begin with; most pages never ask."""
        lists = (block for block in self.blocks if block.kind is Kind.LIST)
        count = Counter(key for block in lists for key in {key_of(line) for line in lines(self.page, block)})
        return frozenset(key for key, times in count.items() if key and times >= FEWEST_NOTED)

    def _are_notes(self, block: Block) -> bool:
        """Whether the items of a list begin with keys that other lists have too."""
        found = [key_of(line) for line in lines(self.page, block)] if block.kind is Kind.LIST else []
        return bool(found) and all(key in self._keys for key in found)

    def _take(self, found: _Found, at: int, end: int) -> int:
        self._found.append(found)
        self.taken.update(block.index for block in self.blocks[at + 1 : end])
        return end

    # Headings

    def _voted_levels(self) -> frozenset[int]:
        """The levels whose headings are mostly entries: linked titles, or titles with labels below."""
        entries: Counter[int] = Counter()
        every: Counter[int] = Counter()
        for heading in chain.from_iterable(self._headings.values()):
            is_titled, level = self._is_titled(heading), heading.section.level
            entries[level] += is_titled
            every[level] += is_titled or bool(heading.body) or any(map(_is_seen, heading.rest.pieces))
        return frozenset(
            level for level, count in entries.items() if count >= FEWEST_HEADINGS and count >= SHARE_OF_HEADINGS * every[level]
        )

    def _is_titled(self, heading: Heading) -> bool:
        """Whether a heading has the words of a title, and is linked or has labels right below it."""
        page, phrase, body = self.page, heading.phrase, heading.body
        if is_introduced(page, heading):
            return True
        if words(phrase.flat) < FEWEST_WORDS_OF_A_TITLE and not is_one_link(phrase):
            return False
        if body and (_is_annex(page, body[0]) or states_its_links(page, body)):
            return True
        return form(page, phrase) == "linked" and (not has_list(heading) or all(map(self._are_notes, body)))

    def _heading(self, heading: Heading) -> _Found | None:
        """The entry that a heading of a voted level is, with all below it."""
        page, section, phrase, body = self.page, heading.section, heading.phrase, heading.body
        if not phrase.pieces or page.never_lists(section.span.start):
            return None
        tail = [part for below in body for part in page.all_phrases(below)]
        if heading.rest.pieces:
            tail = [heading.rest, *tail]
        is_named = is_one_link(phrase) and not has_list(heading)  # whatever its name is: `[tldr](u)` among tools is no label
        if not (any(map(links_out, tail)) and words(phrase.flat) >= 2) and not is_named and not self._is_titled(heading):
            return None
        last = body[-1].last if body else heading.last
        return _Found(Record(EntryKind.HEADING, page.rows(heading.first, last), [phrase], tail), "heading")

    # All

    def entries(self, listed: AbstractSet[int]) -> Iterator[Record]:
        """Those with enough of their kind around them, or with a label or a venue of their own.

        `listed` are the sections that list entries in lists, tables or HTML; a paragraph in one of them is rather a remark.
        """
        sections = [self._section(found) for found in self._found]
        in_section = Counter((section, found.form) for section, found in zip(sections, self._found, strict=True))
        self.on_page = dict(Counter(found.form for found in self._found))
        sections_of = Counter(form for _, form in in_section)
        self.single = frozenset(form for form, count in self.on_page.items() if count < FEWEST_IN_SECTION * sections_of[form])
        if self.page.votes is not None:
            self.on_page |= self.page.votes.paragraphs
            self.single = self.page.votes.single
        for section, found in zip(sections, self._found, strict=True):
            found.record.list_id = -1 - section
            # A page of lists has its badges, authors and sponsors in HTML.
            beside_lists = section in listed or (bool(listed) and found.record.kind is EntryKind.HTML)
            if self._is_entry(found, in_section[section, found.form], beside_lists=beside_lists):
                yield found.record

    def _section(self, found: _Found) -> int:
        section = self.page.section(found.record.span.start)
        return section.number if section else -1

    def _is_entry(self, found: _Found, in_section: int, *, beside_lists: bool) -> bool:
        """Whether a paragraph or heading is an entry, of so many of its form in its section."""
        on_page = self.on_page[found.form]
        if found.form in ("heading", "broken", "owner"):
            return True
        if found.form == "plain owner":
            return on_page >= FEWEST_IN_SECTION
        if found.form == "stated":
            return in_section >= FEWEST_STATED and not beside_lists
        if found.form in self.single:  # one in each section is its introduction
            on_page = 0
        many = on_page >= FEWEST_BESIDE_LISTS
        repeated = in_section >= FEWEST_IN_SECTION or on_page >= FEWEST_ON_PAGE
        if repeated and (not beside_lists or many) and (found.form != "bold" or found.is_labelled or many):
            return True
        if found.form == "cited":
            return found.is_labelled or _states_venue(self.page, found.record.head[0])
        return found.is_labelled and (found.form in ("bold", "quoted") or _states_venue(self.page, found.record.head[0]))


def _states_venue(page: Page, phrase: Phrase) -> bool:
    """Whether a phrase states a venue with its year, or a preprint."""
    return any(
        (sense.venue == "known venue" and sense.has_year) or sense.venue == "preprint" or sense.is_date
        for _, sense in told(page, phrase)[1:]
    )


# Annexes and their owners


def _end_of_annexes(page: Page, blocks: Sequence[Block], at: int) -> int:
    """The place behind the blocks that belong to the paragraph at `at`."""
    end = at + 1
    while end < len(blocks) and _is_annex(page, blocks[end]):
        end += 1
    return end


def _end_of_details(page: Page, blocks: Sequence[Block], at: int) -> int:
    """The place behind the lists of links that a summary in HTML unfolds: `<details><summary><a>Name</a></summary>`."""
    block, end = blocks[at], at + 1
    if not block.inlines or not _SUMMARY_AT_END.search(page.source[block.span(page.source)]):
        return end
    while end < len(blocks) and blocks[end].kind is Kind.LIST and _lists_places(page, blocks[end]):
        end += 1
    return end


def _lists_places(page: Page, block: Block) -> bool:
    """Whether the items of a list say where one resource is: the first begins with a label, all with a short link (`PyPI`)."""
    firsts = [next(iter(told(page, line)), None) for line in lines(page, block)]
    fields = [first[0] for first in firsts if first is not None and first[0].link is not None]
    are_short = all(words(field.text) <= MOST_WORDS_OF_A_PLACE for field in fields)
    return bool(fields) and len(fields) == len(firsts) and are_short and is_label(page, fields[0])


def _is_annex(page: Page, block: Block) -> bool:
    """Whether a block is nothing but labels and `Key: link` lines."""
    if block.kind not in (Kind.LIST, Kind.PARAGRAPH):
        return False
    misfits, most, leads_out = 0, (1 - SHARE_OF_LINES) * max(1, len(block.children)), False
    found = lines(page, block)
    for line in found:
        misfits += not is_annex_line(page, line)
        leads_out = leads_out or bool(links_out(line))
        if block.kind is Kind.LIST and misfits > most:  # most lists are decided after a few items
            break
    return leads_out and misfits <= (1 - SHARE_OF_LINES) * len(found)


def _owner(page: Page, block: Block, annexes: Sequence[Block]) -> _Found | None:
    """A paragraph with the blocks of links that belong to it, if it names a resource."""
    phrase = page.phrase(block.inlines[0]) if block.inlines else None
    tail = [part for annex in annexes for part in page.all_phrases(annex)]
    if phrase is None or phrase.links:
        return None
    first = first_piece(phrase)
    if first is None or phrase.flat.rstrip().endswith((":", "：")) or "\n" in phrase.flat.strip() or not any(map(links_out, tail)):
        return None
    if words(phrase.flat) < FEWEST_WORDS_OF_A_TITLE and not first.strong:
        return None
    record = Record(EntryKind.PARAGRAPH, page.rows(block.first, annexes[-1].last), [phrase], tail)
    return _Found(record, "owner" if first.strong else "plain owner")


# Paragraphs


def _paragraph(page: Page, block: Block) -> Iterator[_Found]:
    """A paragraph (or a block of HTML as one), or each of its lines, as far as it may be an entry."""
    phrase = page.phrase(block.inlines[0]) if block.inlines else None
    start = block.span(page.source).start
    if phrase is None or page.section(start) is None or page.never_lists(start) or page.tells_news(start):
        return
    if not phrase.links and block.kind is Kind.PARAGRAPH:
        works = [phrase] if _cites_work(page, phrase) else _stated_lines(page, phrase)
        yield from (_Found(Record(EntryKind.PARAGRAPH, page.rows_of(work), [work], []), "stated") for work in works)
    if not links_out(phrase):
        return
    kind = EntryKind.PARAGRAPH if block.kind is Kind.PARAGRAPH else EntryKind.HTML
    if kind is EntryKind.HTML and has_html_list(phrase):
        return
    for part, how in _parts(page, phrase):
        if how:
            yield _Found(Record(kind, page.rows_of(part), [part], []), f"HTML {how}" if kind is EntryKind.HTML else how)


def _stated_lines(page: Page, phrase: Phrase) -> list[Phrase]:
    """The lines of a paragraph, if each states a work behind its edition: `[ICCV 2019] A Title`."""
    found = phrase.lines()
    return found if all(_begins_with_edition(page, line) and shape(page, line) is Shape.STATED for line in found) else []


def _begins_with_edition(page: Page, line: Phrase) -> bool:
    fields = told(page, line)
    return bool(fields) and fields[0][0].bracket != "" and fields[0][1].is_known_venue and fields[0][1].has_year


def _cites_work(page: Page, phrase: Phrase) -> bool:
    """Whether a paragraph begins with names, and states a title and a year: others may tell who wrote the section, and when."""
    fields = told(page, phrase)
    return bool(fields) and fields[0][1].people > 0 and states_work(page, phrase)


def _parts(page: Page, phrase: Phrase) -> list[tuple[Phrase, str]]:
    """A paragraph cut at bullets that lack their space, or into lines where each looks like an entry; the parts with their forms.

    A line without a link goes on with the one before it.
    """
    found = phrase.lines()
    if starts := [line for line in found if _begins_with_broken_bullet(page, line)]:
        return [(part, "broken") for part in _cut_at(phrase, starts)]
    starts = [line for line in found if links_out(line)]
    if len(starts) > 1 and starts[0] is found[0] and _each_on_its_row(page, starts):
        parts = _cut_at(phrase, starts)
        forms = [form(page, part) for part in parts]
        are_alike = forms[0] == "cited" or "cited" not in forms  # below a title its authors may be
        if are_alike and sum(how not in ("", "plain") for how in forms) >= SHARE_OF_LINES * len(parts):
            return list(zip(parts, forms, strict=True))
    return [(phrase, form(page, phrase))]


def _cut_at(phrase: Phrase, starts: Sequence[Phrase]) -> list[Phrase]:
    """The parts of a phrase that begin with these lines of it."""
    pieces = phrase.pieces
    cuts = [pieces.index(line.pieces[0]) for line in starts] + [len(pieces)]
    ends = [max(at for at in range(left, right) if _is_seen(pieces[at])) + 1 for left, right in pairwise(cuts)]
    return [Phrase.of(pieces[left:end]) for left, end in zip(cuts, ends, strict=False)]


def _is_seen(piece: Piece) -> bool:
    return piece.link is not None or bool(piece.text.strip())


def _begins_with_broken_bullet(page: Page, line: Phrase) -> bool:
    """Whether a line begins with a bullet that lacks its space; `*[Ann](u), [Bo](u)*` is emphasis."""
    text = page.source.line(page.source.row(line.pieces[0].span.start))
    m = _BROKEN_BULLET.match(text)
    return m is not None and not (m[1] == "*" and text.count("*") % 2 == 0)


def _each_on_its_row(page: Page, found: Sequence[Phrase]) -> bool:
    return len({page.source.row(line.pieces[0].span.start) for line in found}) == len(found)
