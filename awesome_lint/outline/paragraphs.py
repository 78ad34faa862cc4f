"""Paragraphs and headings as entries, with the lists and lines of links that belong to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise, takewhile
from sys import maxsize
from typing import NamedTuple

from awesome_lint.markdown.tree import Block, Kind
from awesome_lint.model import EntryKind
from awesome_lint.outline.pages import FEWEST_WORDS_OF_A_TITLE, MOST_WORDS_OF_A_KEY, Candidate, Page, is_navigation
from awesome_lint.outline.phrases import Phrase
from awesome_lint.outline.titles import first_piece, has_words, words

# A paragraph that looks like an entry is one when so many of its form stand in its section, or on the page;
# alone, it must have a label or a date.
FEWEST_IN_SECTION = 2
FEWEST_ON_PAGE = 5
# A page whose papers are headings has at least so many of them.
FEWEST_HEADINGS = 3
# A paragraph is cut into lines when this share of them looks like an entry; a list belongs to the paragraph
# above it when this share of its items are labels and `Key: link` lines.
SHARE_OF_LINES = 0.8
# A paragraph that is an entry describes it in at most this many words: more is prose.
LONGEST_DESCRIPTION = 120

# What stands before a paragraph's title, if words do, and behind one that is a link; else it is a link in a sentence.
_BEFORE_A_TITLE = tuple('-–—:|.,])】）"“*：')
_BEHIND_A_TITLE = re.compile(r"[\s*_\"”]{0,3}(?:\Z|[^\w\s]|\n|[A-ZÀ-Þ0-9\u4e00-\u9fff])")
_BROKEN_BULLET = re.compile(r"\s{0,8}[-*+]\[")


class _Found(NamedTuple):
    """A candidate and the form that it has: linked, bold, quoted, plain; owner (with links in what follows), heading."""

    candidate: Candidate
    form: str


class Paragraphs:
    """The paragraphs and headings of a run of neighbouring blocks that may be entries, in document order.

    `taken` are the indexes of the blocks that belong to the paragraph or heading above them.
    """

    def __init__(self, page: Page, blocks: list[Block]) -> None:
        self.page = page
        self.taken: set[int] = set()
        self._found: list[_Found] = []
        index = 0
        while index < len(blocks):
            index = self._read(blocks, index)

    def _read(self, blocks: list[Block], index: int) -> int:
        """Read the block at an index; returns the index of the next one."""
        block = blocks[index]
        end = _end_of_annexes(self.page, blocks, index)
        annexes = blocks[index + 1 : end]
        if annexes and (owner := _owner(self.page, block, annexes)):
            self._found.append(owner)
            self.taken.update(annex.index for annex in annexes)
            return end
        if block.kind is Kind.PARAGRAPH:
            self._found.extend(_paragraph(self.page, block))
        elif block.kind is Kind.HEADING and (heading := _linked_heading(self.page, blocks, index)):
            self._found.append(heading)
        return index + 1

    def entries(self, listed: AbstractSet[int]) -> Iterator[Candidate]:
        """Those with enough of their kind around them, or with a label or a date of their own.

        `listed` are the sections (by index) that have entries in lists or tables: there a paragraph is prose, unless labelled.
        """
        return _accepted(self.page, self._found, listed)


# What belongs to a paragraph or heading


def _end_of_annexes(page: Page, blocks: list[Block], index: int) -> int:
    """The index behind the blocks that belong to the paragraph or heading at `index`."""
    end = index + 1
    if blocks[index].kind not in (Kind.PARAGRAPH, Kind.HEADING):
        return end
    while end < len(blocks) and _is_annex(page, blocks[end]):
        end += 1
    return end


def _is_annex(page: Page, block: Block) -> bool:
    """Whether a block is nothing but labels and `Key: link` lines."""
    lines: list[Phrase] = []
    misfits, most = 0, (1 - SHARE_OF_LINES) * len(block.children) if block.kind is Kind.LIST else maxsize
    for line in _lines(page, block):
        lines.append(line)
        misfits += not _is_annex_line(page, line)
        if misfits > most:  # most lists are told after a few items, though some may have no line at all
            return False
    return misfits <= (1 - SHARE_OF_LINES) * len(lines) and any(not is_navigation(link) for line in lines for link in line.links)


def _lines(page: Page, block: Block) -> Iterator[Phrase]:
    """The lines of a paragraph, the first ones of a list's items."""
    if block.kind is Kind.LIST:
        for item in block.children:
            yield from page.phrases(item, Kind.PARAGRAPH)[:1]
    elif block.kind is Kind.PARAGRAPH:
        for inline in block.inlines:
            yield from page.reading.phrase(inline).lines()


def _is_annex_line(page: Page, line: Phrase) -> bool:
    """Whether a line is a key with its link, or links with known labels; a key with words may stand among them."""
    links = [link for link in line.links if not is_navigation(link)]
    if not links or page.is_key_line(line):
        return page.is_key_line(line) and (not links or page.is_key_of_link(line))
    outside = "".join(piece.text for piece in line.pieces if piece.link is None)
    return not has_words(outside) and all(page.labels.is_label(link) or page.labels.looks_like_label(link) for link in links)


def _owner(page: Page, block: Block, annexes: list[Block]) -> _Found | None:
    """A paragraph or heading with the blocks of links that belong to it, if it names a resource."""
    phrase = page.reading.phrase(block.inlines[0]) if block.inlines else None
    tail = [phrase for annex in annexes for phrase in page.all_phrases(annex)]
    if phrase is None or (phrase.links and (block.kind is Kind.PARAGRAPH or any(link.is_anchor for link in phrase.links))):
        return None
    if not any(link for part in tail for link in part.links if not is_navigation(link)):
        return None
    first = first_piece(phrase)
    if first is None or phrase.flat.rstrip().endswith((":", "：")) or "\n" in phrase.flat.strip():
        return None
    if words(phrase.flat) < FEWEST_WORDS_OF_A_TITLE and not (first.strong or block.kind is Kind.HEADING):
        return None
    kind = EntryKind.HEADING if block.kind is Kind.HEADING else EntryKind.PARAGRAPH
    form = "heading" if kind is EntryKind.HEADING else "owner" if first.strong else "plain owner"
    return _Found(Candidate(kind, page.rows(block.first, annexes[-1].last), [phrase], tail), form)


def _linked_heading(page: Page, blocks: list[Block], index: int) -> _Found | None:
    """A heading whose link is a title, with all that stands below it up to the next heading."""
    phrase = page.reading.phrase(blocks[index].inlines[0]) if blocks[index].inlines else None
    if phrase is None or len(phrase.links) == 0:
        return None
    title = page.labels.title(phrase)
    if title.link is None or title.link.is_badge or is_navigation(title.link) or words(title.text) < FEWEST_WORDS_OF_A_TITLE:
        return None
    below = list(takewhile(lambda block: block.kind is not Kind.HEADING, blocks[index + 1 :]))
    tail = [part for block in below for part in page.all_phrases(block)]
    last = below[-1].last if below else blocks[index].last
    return _Found(Candidate(EntryKind.HEADING, page.rows(blocks[index].first, last), [phrase], tail), "linked heading")


# Paragraphs


def _paragraph(page: Page, block: Block) -> Iterator[_Found]:
    """A paragraph, or each of its lines, as far as it may be an entry."""
    phrase = page.reading.phrase(block.inlines[0]) if block.inlines else None
    span = block.span(page.source)
    if phrase is None or page.section(span.start) is None or page.never_lists(span.start) or page.tells_news(span.start):
        return
    if not any(not is_navigation(link) for link in phrase.links):
        return
    for part, form in _parts(page, phrase):
        if form:
            yield _Found(Candidate(EntryKind.PARAGRAPH, page.rows_of(part), [part], []), form)


def _parts(page: Page, phrase: Phrase) -> list[tuple[Phrase, str]]:
    """A paragraph cut at bullets that lack their blank, or into lines where each of them looks like an entry; the parts with their forms."""
    lines = phrase.lines()
    if starts := _broken_bullets(page, phrase, lines):
        cuts = [phrase.pieces.index(line.pieces[0]) for line in starts] + [len(phrase.pieces)]
        parts = [Phrase.of(phrase.pieces[left:right]) for left, right in pairwise(cuts)]
        return [(part, _form(page, part)) for part in parts]
    if len(lines) > 1 and _each_on_its_row(page, lines):
        forms = [_form(page, line) for line in lines]
        if sum(form not in ("", "plain") for form in forms) >= SHARE_OF_LINES * len(lines):
            return list(zip(lines, forms, strict=True))
    return [(phrase, _form(page, phrase))]


def _broken_bullets(page: Page, phrase: Phrase, lines: list[Phrase]) -> list[Phrase]:
    """The lines of a phrase that begin with a bullet without its blank."""
    text = page.source[page.rows_of(phrase)]
    if not ("-[" in text or "*[" in text or "+[" in text):
        return []
    return [line for line in lines if _BROKEN_BULLET.match(page.source.line(page.source.row(line.pieces[0].span.start)))]


def _each_on_its_row(page: Page, lines: list[Phrase]) -> bool:
    if not all(any(not is_navigation(link) for link in line.links) for line in lines):
        return False
    return len({page.source.row(line.pieces[0].span.start) for line in lines}) == len(lines)


def _form(page: Page, phrase: Phrase) -> str:
    """How a phrase begins, if an entry may begin so; "" otherwise."""
    title = page.labels.title(phrase)
    is_long = len(phrase.flat) >= 2 * LONGEST_DESCRIPTION and words(phrase.flat) > LONGEST_DESCRIPTION  # a word and a blank each
    if not title.text or is_long or not _may_begin(page, phrase, title.start):
        return ""
    if title.link is not None:
        if page.labels.is_label(title.link) or is_navigation(title.link):
            return ""
        return "linked" if _BEHIND_A_TITLE.match(phrase.flat, title.end) else ""
    index = phrase.piece_at(title.start)
    if index is not None and phrase.pieces[index].strong:
        return "bold"
    if phrase.flat[: title.start].rstrip().endswith(tuple('"“')):
        return "quoted"
    return "plain" if words(title.text) >= FEWEST_WORDS_OF_A_TITLE and _labels_follow(page, phrase, title.end) else ""


def _may_begin(page: Page, phrase: Phrase, start: int) -> bool:
    """Whether a title at an offset begins an entry: nothing, a tag or a short name stands before it."""
    before = phrase.flat[:start].rstrip(" \n(")
    if page.is_pointer(phrase):
        return False
    return not has_words(before) or (before[-1] in _BEFORE_A_TITLE and (words(before) <= MOST_WORDS_OF_A_KEY + 1 or before[-1] == "]"))


def _labels_follow(page: Page, phrase: Phrase, end: int) -> bool:
    """Whether nothing but marks stands between the end of a title and a label."""
    for start, piece in zip(phrase.starts, phrase.pieces, strict=True):
        if start >= end and piece.link is not None:
            return page.labels.is_label(piece.link) and not piece.link.is_badge
        if start + len(piece.text) > end and re.search(r"\w", piece.text[max(0, end - start) :]):
            return page.is_dated(phrase, end)
    return False


def _accepted(page: Page, found: list[_Found], listed: AbstractSet[int]) -> Iterator[Candidate]:
    """The candidates with enough of their kind around them, or with a label or a date of their own."""
    sections = [section.number if (section := page.section(one.candidate.span.start)) else -1 for one in found]
    in_section = Counter((index, one.form) for index, one in zip(sections, found, strict=True))
    on_page = Counter(one.form for index, one in zip(sections, found, strict=True) if "heading" not in one.form or index not in listed)
    for index, one in zip(sections, found, strict=True):
        one.candidate.list_id = -1 - index
        if "heading" in one.form:
            accepted = on_page[one.form] >= FEWEST_HEADINGS and index not in listed
        elif "owner" in one.form:
            accepted = one.form == "owner" or on_page[one.form] >= FEWEST_IN_SECTION
        else:
            labelled = any(link.role is not None and not link.is_badge for link in one.candidate.links)
            broken = _BROKEN_BULLET.match(page.source.text, one.candidate.span.start) is not None
            repeated = in_section[index, one.form] >= FEWEST_IN_SECTION or on_page[one.form] >= FEWEST_ON_PAGE
            repeated = repeated and index not in listed and one.form != "bold"
            accepted = broken or repeated or (labelled and (one.form in ("bold", "quoted") or page.is_dated(one.candidate.head[0])))
        if accepted:
            yield one.candidate
