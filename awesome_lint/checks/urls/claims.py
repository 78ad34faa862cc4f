"""What an entry says of where its paper was published, and what its links say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from awesome_lint.knowledge import Packs, Publication, Venue
from awesome_lint.model import Entry, Link, Section
from awesome_lint.rule import Context
from awesome_lint.source import Source, Span
from awesome_lint.years import MONTH, year_in


class Claim(NamedTuple):
    """A venue and a year as an entry or the headings above it state them; `section` is the heading, if it is one's.

    A year that `is_date`, with a month or a day, may be the preprint's, which is earlier.
    """

    venue: Venue
    year: int | None
    section: Section | None = None
    is_date: bool = False

    @property
    def name(self) -> str:
        """The venue as it was called then, with its year."""
        return f"{self.venue.name_in(self.year)} {self.year}" if self.year else self.venue.name


class Contradiction(NamedTuple):
    """A link whose URL states another venue or year than the claim."""

    link: Link
    claim: Claim
    published: Publication
    same_venue: bool


def contradiction(entry: Entry, context: Context) -> Contradiction | None:
    """What contradicts what is claimed of an entry: two rules ask, one for the venue, one for the year."""
    return context.once(_contradictions).get(entry.span)


def _contradictions(context: Context) -> dict[Span, Contradiction]:
    """All of them, by the span of the entry."""
    return {entry.span: found for entry in context.document.entries if (found := _contradiction(entry, context))}


def _contradiction(entry: Entry, context: Context) -> Contradiction | None:
    """The first link of an entry that contradicts what is claimed of it; None where any link agrees, or all are silent.

    Only conferences and workshops count: a paper goes to a conference and later to a journal, and lists name either.
    """
    papers = context.packs.roles_to("paper")
    own = [link for link in entry.links if link is entry.title_link or link.role in papers] or entry.links
    links = [(link, published) for link in own if (published := context.packs.published(link.url))]
    stated = [(link, published) for link, published in links if _is_conference(published, context.packs)]
    if not stated or len(stated) < len(links):
        return None
    claim = _claim(entry, context)
    if claim is None or claim.venue.kind not in ("conference", "workshop"):
        return None
    if any(_agrees(claim, published, context.packs) for _, published in stated):
        return None
    link, published = stated[0]
    same = _same_venue(claim.venue, published, context.packs)
    if same and (claim.year is None or published.year is None or (claim.is_date and claim.year < published.year)):
        return None
    if _is_named(entry, link, published, same_venue=same, context=context):
        return None
    return Contradiction(link, claim, published, same)


def _claim(entry: Entry, context: Context) -> Claim | None:
    """What the entry states of itself or, where it states no venue, the headings that it is under."""
    packs = context.packs
    if entry.venue is not None:
        venues = packs.venues_named(entry.venue)
        if len(venues) != 1:
            return None
        is_date = _is_date(entry, context.source)
        return Claim(venues[0], entry.year if is_date or _is_beside_its_venue(entry, context.source) else None, is_date=is_date)
    return None if entry.section is None else context.once(_claims_of_sections).get(entry.section.number)


_MONTH_BESIDE = re.compile(rf"(?:\d[/.-]|(?i:{MONTH})[., ]{{0,2}}(?:\d{{1,2}}[a-z]{{0,2}},? )?)$")
_MONTH_BEHIND = re.compile(rf"[/.-]\d{{1,2}}(?!\d)|[ ,]{{1,2}}(?i:{MONTH})\b")
MOST_BETWEEN = 20
"""Characters between a venue and its year; in a table a cell's border and blanks are among them."""


def _is_date(entry: Entry, source: Source) -> bool:
    """Whether the year that an entry states has a month or a day beside it."""
    if entry.year_span is None:
        return False
    start, end = entry.year_span
    before, behind = source.text[max(0, start - MOST_BETWEEN) : start], source.text[end : end + MOST_BETWEEN]
    return bool(_MONTH_BESIDE.search(before) or _MONTH_BEHIND.match(behind))


def _is_beside_its_venue(entry: Entry, source: Source) -> bool:
    """Whether no words are between the venue and the year that an entry states."""
    if entry.venue_span is None or entry.year_span is None:
        return False
    first, second = sorted((entry.venue_span, entry.year_span))
    between = source.text[first.end : second.start]
    return len(between) <= MOST_BETWEEN and not any(map(str.isalpha, between))


def _claims_of_sections(context: Context) -> dict[int, Claim]:
    """The claim of each section: its own heading's, completed by the headings around it; sections without one are left out."""
    sections = context.document.sections
    claims: dict[int, Claim] = {}
    years: dict[int, int] = {}
    for section in sections:
        above = section.parent
        venue, year = context.packs.venue_in_heading(section.text)
        if venue is not None:
            claims[section.number] = Claim(venue, year or years.get(above if above is not None else -1), section)
        elif (only := _only_year(section.text)) is not None:
            years[section.number] = only
            if above in claims and claims[above].year is None:
                claims[section.number] = Claim(claims[above].venue, only, section)
        elif above in claims:
            claims[section.number] = claims[above]
        if section.number not in years and above in years:
            years[section.number] = years[above]
    return claims


def _only_year(heading: str) -> int | None:
    """The year of a heading that says nothing else."""
    return year_in(heading) if not any(char.isalpha() for char in heading) else None


def _is_conference(published: Publication, packs: Packs) -> bool:
    kinds = {packs.venue_of(name).kind for name in published.venues}
    return "conference" in kinds or (kinds == {"workshop"} and any(packs.venue_of(name).part_of for name in published.venues))


def _same_venue(venue: Venue, published: Publication, packs: Packs) -> bool:
    """Whether a URL's venue is the claimed one, counting a workshop or a companion volume as its conference."""
    if venue.homonym and venue.id not in published.venues:
        return any(packs.venue_of(name).field != venue.field for name in published.venues)
    mine = {venue.id, *venue.part_of}
    return any(name in mine or mine & set(packs.venue_of(name).part_of) for name in published.venues)


def _agrees(claim: Claim, published: Publication, packs: Packs) -> bool:
    same_year = claim.year is None or published.year is None or claim.year == published.year
    return same_year and _same_venue(claim.venue, published, packs)


def _is_named(entry: Entry, link: Link, published: Publication, *, same_venue: bool, context: Context) -> bool:
    """Whether the entry's words or labels name what the URL states as well: then it tells of two versions of a paper."""
    if same_venue:
        return any(year_in(words) == published.year for words in _labels(entry, link))
    names = {name for venue in published.venues for name in _names(context.packs.venue_of(venue))}
    text = context.source[entry.span]
    return any(name in words for words in (_without_urls(text, entry), *_labels(entry, link)) for name in names)


def _labels(entry: Entry, link: Link) -> Iterator[str]:
    yield link.label if link is not entry.title_link else ""


def _names(venue: Venue) -> tuple[str, ...]:
    return (venue.name, *venue.aliases, *(old.name for old in venue.former))


def _without_urls(text: str, entry: Entry) -> str:
    """The entry's source with its links' addresses blanked out."""
    start = entry.span.start
    for link in entry.links:
        if link.url_span:
            first, last = link.url_span.start - start, link.url_span.end - start
            text = text[:first] + " " * (last - first) + text[last:]
    return text


def said_by_link(found: Contradiction, packs: Packs) -> str:
    """The venue and the year that the link's URL states."""
    first, *hosts = map(packs.venue_of, found.published.venues)
    year = found.published.year
    # A companion volume is named with its conference: Findings of ACL.
    of = f" of {hosts[0].name}" if hosts and first.homonym else ""
    return f"{first.name_in(year)}{of} {year}" if year else f"{first.name}{of}"
