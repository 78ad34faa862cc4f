"""Headings as records: which rows one takes, what is below it, and whether that makes it the name of a resource."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from awesome_lint.markdown.tree import Block, Kind
from awesome_lint.model import Section
from awesome_lint.outline.phrases import Phrase
from awesome_lint.reading.page import Page, first_piece, links_out
from awesome_lint.reading.rows import has_html_list
from awesome_lint.reading.shapes import form
from awesome_lint.source import Span

# A resource with a heading of its own has at most so many paragraphs.
MOST_PARAGRAPHS_OF_ONE = 4

_HOLD_HEADINGS = (Kind.HEADING, Kind.HTML, Kind.PARAGRAPH)


class Heading(NamedTuple):
    """A heading with its rows and what is below it, up to the next one: in its own block, if that is HTML, and in other blocks."""

    section: Section
    phrase: Phrase
    first: int
    last: int
    rest: Phrase
    body: Sequence[Block]


def headings(page: Page, blocks: Sequence[Block]) -> dict[int, list[Heading]]:
    """The headings of each block that has some, Markdown and HTML alike, by the block's place."""
    spans = {at: block.span(page.source) for at, block in enumerate(blocks) if block.kind in _HOLD_HEADINGS}
    found = [(at, sections) for at, span in spans.items() if (sections := page.sections_in(span))]
    ends = [at for at, _ in found[1:]] + [len(blocks)]
    return {at: _of_block(page, blocks[at], sections, blocks[at + 1 : end]) for (at, sections), end in zip(found, ends, strict=False)}


def _of_block(page: Page, block: Block, sections: Sequence[Section], body: Sequence[Block]) -> list[Heading]:
    """The headings of a block, each on rows of its own; `body` are the blocks below the last."""
    phrase = page.phrase(block.inlines[0]) if block.inlines else Phrase.of(())
    whole = block.span(page.source)
    ends = [whole.start, *[section.span.end for section in sections]]
    starts = [_start(page, phrase.within(Span(end, section.span.start)), section) for end, section in zip(ends, sections, strict=False)]
    firsts = [page.source.row(start) for start in starts]
    if len(set(firsts)) < len(firsts):
        return []
    return [
        Heading(
            section=section,
            phrase=phrase.within(section.text_span),
            first=first,
            last=following - 1,
            rest=phrase.within(Span(section.span.end, end)),
            body=body if section is sections[-1] else (),
        )
        for section, (first, following), end in zip(sections, pairwise([*firsts, block.last + 1]), [*starts[1:], whole.end], strict=True)
    ]


def _start(page: Page, above: Phrase, section: Section) -> int:
    """Where a heading begins, with the tags that open around it and the pictures in them."""
    start = section.span.start
    for piece in reversed(above.pieces):
        is_read = piece.link is not None or (piece.kind != "image" and bool(piece.text.strip()))
        if is_read or page.source.text.startswith("</", piece.span.start):
            break
        start = start if piece.text.isspace() else piece.span.start
    return start


def has_list(heading: Heading) -> bool:
    """Whether a list or a table is below a heading."""
    return any(block.kind in (Kind.LIST, Kind.TABLE) for block in heading.body) or has_html_list(heading.rest)


def states_its_links(page: Page, body: Sequence[Block]) -> bool:
    """Whether what is below a heading is a few paragraphs of one resource: one has links, all of them labels of different roles."""
    body = list(takewhile(lambda block: not _unfolds(page, block), body))
    if len(body) > MOST_PARAGRAPHS_OF_ONE or any(block.kind is not Kind.PARAGRAPH for block in body):
        return False
    phrases = [phrase for block in body for phrase in page.all_phrases(block)]
    linked = [phrase for phrase in phrases if links_out(phrase)]
    if len(linked) != 1:
        return False
    roles = [link.role for link in linked[0].links]
    return None not in roles and len(set(roles)) == len(roles) and form(page, linked[0]) == ""


def _unfolds(page: Page, block: Block) -> bool:
    """Whether a block begins what a click unfolds: the abstract of a paper."""
    return block.kind is Kind.HTML and page.source[block.span(page.source)].lstrip().startswith("<details")


def is_one_link(phrase: Phrase) -> bool:
    """Whether a heading is nothing but a link that leads out: `### [Julia](https://julialang.org)`."""
    return len(phrase.links) == 1 == len(links_out(phrase)) and phrase.flat.strip() == phrase.links[0].label.strip()


def is_introduced(page: Page, heading: Heading) -> bool:
    """Whether what is right below a heading begins with a link of its name: `[KairosDB](u) is a database`."""
    phrases = page.all_phrases(heading.body[0]) if heading.body and heading.body[0].kind is Kind.PARAGRAPH else iter(())
    first = first_piece(phrase) if (phrase := next(phrases, None)) is not None else None
    is_named = first is not None and first.link is not None and not first.link.is_anchor
    return is_named and first is not None and first.text.strip().casefold() == heading.phrase.flat.strip().casefold()
