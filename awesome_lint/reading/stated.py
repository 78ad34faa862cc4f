"""Which venue and year an entry states, by the roles of its fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from awesome_lint.model import Form
from awesome_lint.outline.phrases import Phrase
from awesome_lint.reading.fields import Field
from awesome_lint.reading.neighbours import Seen
from awesome_lint.reading.page import Record
from awesome_lint.reading.template import Part
from awesome_lint.reading.venues import has_name, preprint, venue_name, without_remark
from awesome_lint.reading.words import short_year, year_of
from awesome_lint.source import Span
from awesome_lint.years import YEAR

# A venue that no pack knows is said where so large a share of those in its slot is known; less where it has a year.
SHARE_OF_KNOWN = 0.4
SHARE_OF_KNOWN_BESIDE_A_YEAR = 0.1
# One without a year is none where so few of so many records have any in its slot: `access control lists (ACL)`.
SHARE_OF_VENUES = 0.02
FEWEST_TO_JUDGE = 50

# Roles that say when; `Lee+'17` says who too.
_WHEN = ("date", "venue", "authors")

_WITH_MONTH = re.compile(rf"{YEAR}[./-]\d{{1,2}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d\d")


class Stated(NamedTuple):
    """The venue (as written, without the year) and the year, with where they are."""

    venue: str | None
    venue_span: Span | None
    year: int | None
    year_span: Span | None


class _Year(NamedTuple):
    year: int
    span: Span | None
    is_of_day: bool  # with its month: when a preprint came out


class _Venue(NamedTuple):
    name: str
    span: Span | None
    weight: int
    is_preprint: bool
    year: _Year | None


NOTHING = Stated(None, None, None, None)


def stated(record: Record, parts: Sequence[Part], form: Form) -> Stated:
    """What the parts of an entry of this form say of venue and year."""
    best: _Venue | None = None
    dates: list[_Year] = []
    for index, part in enumerate(parts):
        if part.role == "venue":
            found = _venue(record, parts, index, form)
            if found is not None and (best is None or found.weight > best.weight):
                best = found
        if part.role in _WHEN and (year := _year(record, part.seen)):
            dates.append(year)
    if best is None:
        return Stated(None, None, dates[0].year, dates[0].span) if dates else NOTHING
    year = best.year or next((date for date in dates if best.is_preprint or not date.is_of_day), None)
    return Stated(best.name, best.span, year.year if year else None, year.span if year else None)


def _venue(record: Record, parts: Sequence[Part], index: int, form: Form) -> _Venue | None:
    """The venue that a part says; None where it is none that can be relied on."""
    seen, sense = parts[index].seen, parts[index].sense
    text, link = seen.field.text, seen.field.link
    is_preprint = sense.venue == "preprint" or text.casefold() == "preprint"
    if is_preprint and (m := preprint(text)):
        name = m[1]
    elif short := _short_year(seen):
        name = text[: short[1]].strip(" '’-")
    else:
        name = venue_name(text)
    year = _year(record, seen)
    is_label = link is not None and link.role is not None and parts[index].observed.column != "column: venue"
    if not has_name(name) or (is_label and year is None):
        return None  # nothing, or a label: `[[arxiv](u)]`
    if year is None:
        beside = [*parts[index + 1 : index + 3], *[part for part in parts[max(0, index - 1) : index] if part.role == "date"]]
        year = next((found for part in beside if part.role in _WHEN and (found := _year(record, part.seen))), None)
        if year is not None and year.is_of_day and not is_preprint:
            year = None
    if not _is_said(parts[index], form, name, is_dated=year is not None):
        return None
    weight = 3 * sense.is_known_venue + 2 * (year is not None) + (name.casefold() != "arxiv")
    return _Venue(name=name, span=_span(record, seen, name), weight=weight, is_preprint=is_preprint, year=year)


def _is_said(part: Part, form: Form, name: str, *, is_dated: bool) -> bool:
    """Whether a venue is one: by its column's header, its volume, its year, or its slot; a known one but where lists have none."""
    if part.observed.column == "column: venue" or "before a volume" in part.observed.context:
        return True
    known, every = form.venues.get(part.slot, (0, 0))
    is_rare = form.records >= FEWEST_TO_JUDGE and known < SHARE_OF_VENUES * form.records
    if (is_rare and not is_dated) or part.sense.is_known_venue:
        return is_dated or not is_rare
    share = known / every if every else 0.0
    if share >= SHARE_OF_KNOWN:
        return True
    if not is_dated:
        return False
    is_in_title = part.field.link is not None and part.field.bracket != ""  # `[A Talk (FOSDEM 2018)](u)`
    looks_so = (
        part.sense.has_venue_words
        or part.sense.venue == "abbreviation with year"
        or (is_in_title and part.sense.has_year and name.isupper())
    )
    return looks_so or share >= SHARE_OF_KNOWN_BESIDE_A_YEAR


def _year(record: Record, seen: Seen) -> _Year | None:
    """The year that a field says, if it says one."""
    text = seen.field.text
    if seen.field.style in ("badge", "image") and not seen.sense.is_known_venue:
        return None
    found = _short_year(seen) or year_of(text)
    if found is None:
        return None
    year, start, end = found
    return _Year(year=year, span=_source(record, seen, start, end), is_of_day=_WITH_MONTH.search(text) is not None)


def _short_year(seen: Seen) -> tuple[int, int, int] | None:
    """The year of two digits that a venue ends with, `CVPR 21` or `CHI25 Oral`, and their range."""
    text, sense = seen.field.text, seen.sense
    if sense.venue == "abbreviation with year":
        return short_year(text)
    is_edition = sense.venue == "known venue" and sense.has_year and year_of(text) is None
    return short_year(without_remark(text)) if is_edition else None


def _span(record: Record, seen: Seen, name: str) -> Span | None:
    """Where a venue's name is; of a name with a year in its midst, the part before the year."""
    at = seen.field.text.find(name)
    if at < 0 and (found := year_of(seen.field.text)):
        name = venue_name(seen.field.text[: found[1]])
        at = seen.field.text.find(name) if name else -1
    return _source(record, seen, at, at + len(name)) if at >= 0 else None


def _source(record: Record, seen: Seen, start: int, end: int) -> Span | None:
    """The source of a range of a field's text; None for what a badge says."""
    field = seen.field
    if field.style in ("badge", "image") or len(field.text) != field.end - field.start:
        return None
    phrase = record.phrases[seen.phrase]
    return _in_label(phrase, field, start, end) or phrase.source_span(field.start + start, field.start + end)


def _in_label(phrase: Phrase, field: Field, start: int, end: int) -> Span | None:
    """The source of a range of a field in a link's label, where the label's source is its text."""
    link, index = field.link, phrase.piece_at(field.start)
    if link is None or link.label_span is None or index is None or phrase.pieces[index].link is not link:
        return None
    if link.label_span.end - link.label_span.start != len(link.label):
        return None
    left = link.label_span.start + field.start - phrase.starts[index]
    return Span(left + start, left + end)
