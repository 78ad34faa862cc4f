"""Where an entry says that it was published: `CVPR 2024`, `*arXiv, May 2025*`, `In Proceedings of ACL 2020`, `(2014)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from awesome_lint.outline.phrases import Phrase
from awesome_lint.packs import Packs
from awesome_lint.source import Span

_YEAR = re.compile(r"(?<![\d./:#-])(?<!\d,)((?:19[5-9]|20[0-4])\d)(?!\d|\.\d{4}|[./-]\d{5})|(?<=[A-Za-z])\s?['’]\s?(\d\d)(?!\d)")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DAY_MONTH = re.compile(rf"(?i)(?:\b\d{{1,2}}(?:st|nd|rd|th)?\s{{1,2}})?\b{_MONTH}(?:\s{{1,2}}\d{{1,2}}(?:st|nd|rd|th)?)?,?\s*\Z")
_BEFORE = re.compile(r"[.;:|｜\[\]()（）【】\n\"“”«»「」*`]|\s[-–—]\s|,\s|^")
_PREFIX = re.compile(r"(?i)^(?:\W+|in\b:?|proceedings\s+of\b|proc\.?\s+of\b|the\b|published\b|accepted\b|presented\b|appears?\b|appeared\b|to\s+appear\b|at\b|by\b|on\b|as\b|to\b|paper\b|submitted\b|a\b|\d+(?:st|nd|rd|th)\b|(?:thirty|forty|twenty)-?\w+\b|annual\b)+")
_SUFFIX = re.compile(r"(?i)(?:\W+|\b(?:oral|poster|spotlight|highlight|best\s+(?:student\s+)?paper(?:\s+award)?|outstanding(?:\s+paper)?|notable(?:\s+top\s+\d+%)?|preprint|long|short|full\s+paper)\b)+$")
_AFTER = re.compile(r"(?i)^[\s,/-]{1,3}(findings|workshops?|main|industry(?:\s+track)?|demos?|challenge)\b")
_PLAUSIBLE = re.compile(r"\b[A-Z]{3,}\b|(?i:\b(?:conference|journal|transactions?|trans\.|symposium|workshops?|nature|letters|review|ieee|acm|arxiv|biorxiv|medrxiv|preprint|press|magazine|proceedings|science|advances)\b)")
_PEOPLE = re.compile(r"(?i)\bet\.?\s+al|\b[A-Z]\.\s")


class Statement(NamedTuple):
    """A venue (as written, without the year) and a year, with their sources. `weight` ranks the statements of one entry."""

    venue: str | None
    venue_span: Span | None
    year: int | None
    year_span: Span | None
    weight: int


def is_statement(label: str, packs: Packs) -> bool:
    """Whether a text is nothing but a venue, a year or a date."""
    if len(label) > 60:
        return False
    venue, year = packs.venue_in_heading(label)
    return venue is not None or year is not None and not re.search(r"[^\W\d_]{3,}", _DAY_MONTH.sub("", re.sub(r"\d{4}", "", label)))


def statements(phrase: Phrase, packs: Packs, start: int, end: int) -> Iterator[Statement]:
    """All statements in a range of a phrase's flat text."""
    text = phrase.flat
    for m in _YEAR.finditer(text, start, end):
        digits = m[1] or m[2]
        year = int(digits) if len(digits) == 4 else 2000 + int(digits) if int(digits) < 60 else 1900 + int(digits)
        year_at = m.start(1) if m[1] else m.start(2)
        left = text[max(start, m.start() - 160) : year_at]
        offset = year_at - len(left)
        bare = _DAY_MONTH.sub("", left.rstrip(" ,'’/-"))
        cut = max((b.end() for b in _BEFORE.finditer(bare.rstrip(" ,.'’-(")) if b.end() < len(bare.rstrip(" ,.'’-("))), default=0)
        segment = bare[cut:].rstrip(" ,.'’-(/")
        lead = _PREFIX.match(segment)
        begin = cut + (lead.end() if lead else 0)
        venue = _SUFFIX.sub("", bare[begin : cut + len(segment)]) if begin < cut + len(segment) else ""
        known = bool(venue) and packs.venue(venue) is not None
        if venue and not known and (len(venue) > 100 or _PEOPLE.search(venue) or not _PLAUSIBLE.search(venue)):
            venue = ""
        if not m[1] and not known:
            continue
        venue_span = phrase.source_span(offset + begin, offset + begin + len(venue)) if venue else None
        if venue and (after := _AFTER.match(text[m.end() : m.end() + 30])):
            venue = f"{venue} {after[1]}"
        enclosed = text[year_at - 1 : year_at] in "([（【" and text[m.end() : m.end() + 1] in ")]）】"
        weight = 8 if known else 6 if venue else 4 if enclosed else 2
        yield Statement(venue or None, venue_span, year, phrase.source_span(year_at, m.end()), weight)
