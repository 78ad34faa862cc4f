"""From blocks to entries: which blocks list a resource (items, rows, paragraphs), and what each says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from awesome_lint.knowledge import Packs
from awesome_lint.markdown.tree import Block, Kind
from awesome_lint.model import Deferred, Entry, EntryKind, Link, Section, Stated
from awesome_lint.outline.items import items
from awesome_lint.outline.pages import Candidate, Page, is_navigation
from awesome_lint.outline.paragraphs import Paragraphs
from awesome_lint.outline.phrases import Reading
from awesome_lint.outline.rows import html_entries, rows
from awesome_lint.outline.statements import Statement, column_venue, combined
from awesome_lint.outline.titles import NO_TITLE, Title, words
from awesome_lint.source import Source

_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")


def entries(source: Source, tree: Block, reading: Reading, sections: Sequence[Section], contents: set[int], packs: Packs) -> list[Entry]:
    """All entries of a page, in document order. `contents` are the indexes of the blocks that are tables of contents."""
    page = Page(source, reading, sections, contents, packs)
    return sorted((_entry(page, candidate) for candidate in _candidates(page, tree)), key=lambda entry: entry.span)


def _candidates(page: Page, tree: Block) -> Iterator[Candidate]:
    blocks = list(_blocks(page, tree))
    others = Paragraphs(page, blocks)
    listed: set[int] = set()
    for block in blocks:
        if block.index not in others.taken:
            for candidate in _listed(page, block):
                section = page.section(candidate.span.start)
                listed.add(section.number if section else -1)
                yield candidate
    yield from others.entries(listed)


def _listed(page: Page, block: Block) -> Iterator[Candidate]:
    """The entries of a list, a table or an HTML block."""
    if block.kind is Kind.LIST:
        yield from items(page, block)
    elif block.kind is Kind.TABLE:
        yield from rows(page, block)
    elif block.kind is Kind.HTML:
        for inline in block.inlines:
            yield from html_entries(page, page.reading.phrase(inline), -block.first)


def _blocks(page: Page, parent: Block) -> Iterator[Block]:
    """The blocks of the page and its quotes, tables of contents left out."""
    for block in parent.children:
        if block.kind is Kind.QUOTE:
            yield from _blocks(page, block)
        elif block.index not in page.contents:
            yield block


def _entry(page: Page, candidate: Candidate) -> Entry:
    title, where = _title(page, candidate)
    return Entry(
        span=candidate.span,
        kind=candidate.kind,
        title=title.text,
        title_span=title.span,
        links=candidate.links,
        section=_section(page, candidate),
        list_id=candidate.list_id,
        depth=candidate.depth,
        marker=candidate.marker,
        title_link=title.link,
        stated=Deferred(partial(_stated, page, candidate, title, where)),
    )


def _section(page: Page, candidate: Candidate) -> Section | None:
    """The section that lists an entry: of a heading that is one, the section around it."""
    section = page.section(candidate.span.start)
    if candidate.kind is EntryKind.HEADING and section is not None and section.parent is not None:
        return page.sections[section.parent]
    return section


def _title(page: Page, candidate: Candidate) -> tuple[Title, int]:
    """The title, and which phrase of the head it stands in."""
    if candidate.kind is EntryKind.ROW:
        return _title_of_row(page, candidate)
    for index, phrase in enumerate(candidate.head):
        if phrase.flat.strip():
            return page.labels.title(phrase), index
    return NO_TITLE, 0


def _title_of_row(page: Page, candidate: Candidate) -> tuple[Title, int]:
    """A row's title: in its title column, else the first linked one of several words, else the first cell of words."""
    head = candidate.head
    order = [index for index, column in enumerate(candidate.columns) if column == "title" and index < len(head)]
    order += [index for index, phrase in enumerate(head) if any(_may_be_title(page, link) for link in phrase.links)]
    order += [
        index
        for index, phrase in enumerate(head)
        if _TWO_LETTERS.search(phrase.flat) and not page.labels.venues.is_statement(phrase.flat.strip())
    ]
    order += range(len(head))
    for index in order:
        title = page.labels.title(head[index])
        if title.text:
            return title, index
    return NO_TITLE, 0


def _may_be_title(page: Page, link: Link) -> bool:
    return not page.labels.is_label(link) and not is_navigation(link) and words(link.label) >= 2


def _stated(page: Page, candidate: Candidate, title: Title, where: int) -> Stated:
    """Venue and year: those of their columns, else the best statement outside the title."""
    found: list[Statement] = []
    for index, phrase in enumerate((*candidate.head, *candidate.tail)):
        statements = page.labels.statements(phrase)
        if index == where and title.text:
            found.extend(statements.find(title.end, len(phrase.flat)))
            found.extend(statements.find(0, title.start))
            continue
        column = candidate.columns[index] if index < len(candidate.columns) else None
        here = list(statements.find(0, len(phrase.flat)))
        if column in ("venue", "year"):
            here = [statement._replace(weight=statement.weight + 2) for statement in here]
        if column == "venue" and not any(statement.venue for statement in here) and (venue := column_venue(phrase.flat)):
            at = phrase.flat.find(venue)
            span = phrase.source_span(at, at + len(venue)) if at >= 0 else None
            here.append(Statement(venue, span, None, None, 6, 0, len(phrase.flat)))
        found.extend(here)
    best = combined(found)
    return Stated(best.venue, best.venue_span, best.year, best.year_span) if best else Stated()
