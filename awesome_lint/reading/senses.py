"""What a text says by itself: whether it may be a venue, a date, names, a label."""

from __future__ import annotations

import re
from bisect import bisect
from typing import NamedTuple

from awesome_lint.reading.fields import Field
from awesome_lint.reading.venues import LONGEST_VENUE, Venues, preprint, states_year, venue_name
from awesome_lint.reading.words import is_date, likeness_to_names, short_year, words
from awesome_lint.text import cjk_letters

_NOTHING = re.compile(r"(?:[\W\d_]|:[a-z0-9_+-]{2,30}:)*")
_SMALL_WORD = re.compile(r"(?<!\w)[a-zß-ÿ]{2,}")
_BEGINS_SENTENCE = re.compile(r"[a-z]|An? |The |This |It |is ")
_BEGINS_AS_VENUE = re.compile(
    r"(?:[Ii]n:? )?(?:[Tt]he )?(?:\d{1,3}(?:st|nd|rd|th) |20\d\d )?(?:[A-Z]\w+ )?(?:Proceedings|Conference|Journal|Transactions|Symposium|Advances)\b"
)
_NO_SENTENCE = frozenset(
    ["of", "on", "and", "in", "for", "the", "to", "at", "an", "with", "de", "la", "et", "und", "der", "by", "from", "as", "via", "or"]
)
# Counts of words that make a difference: a field has the last of these that is not above its own count.
_COUNTS = (0, 1, 2, 3, 4, 6, 13, 16, 23, 31, 51)
_FEWEST_CJK_OF_A_TITLE = 6
# A key that a colon follows, or the header of a column, has at most so many.
MOST_WORDS_OF_A_KEY = 5
# A venue has at most so many: `In Proceedings of the 25th ...`.
MOST_WORDS_OF_A_VENUE = 30


class Sense(NamedTuple):
    """What a text says by itself. `words` is the last of `_COUNTS` that is not above their number."""

    words: int
    people: int
    is_nothing: bool
    is_date: bool
    venue: str  # "", known venue, preprint, or by what else it may be one
    has_venue_words: bool
    has_year: bool
    is_label: bool
    is_key: bool
    has_cjk: bool
    begins_small: bool
    begins_sentence: bool

    @property
    def is_known_venue(self) -> bool:
        """Whether it is a venue of the packs or a preprint."""
        return self.venue in ("known venue", "preprint")


class Senses:
    """What texts say, kept: labels, venues and names come again and again."""

    def __init__(self, venues: Venues) -> None:
        self.venues = venues
        self._by_text: dict[tuple[str, bool], Sense] = {}

    def of(self, field: Field) -> Sense:
        """What a field's text says."""
        is_label = field.link is not None and field.link.role is not None
        key = (field.text, is_label)
        found = self._by_text.get(key)
        if found is None:
            found = self._by_text[key] = self._look(field.text, is_label=is_label)
        return found

    def _look(self, text: str, *, is_label: bool) -> Sense:
        count = words(text)
        is_cjk = cjk_letters(text) >= _FEWEST_CJK_OF_A_TITLE
        has_venue_words = self.venues.has_words_of_one(text)
        people = 0 if has_venue_words else likeness_to_names(text)
        dated = count <= 4 and is_date(text)
        nothing = not dated and _NOTHING.fullmatch(text) is not None
        has_year = states_year(text)
        name = venue_name(text) if has_year and count <= 3 else text.partition("(")[0].strip() if "(" in text else text
        # `PDF (long)`, `website 2026.03` are labels as `PDF` is; `ACM 2023` says where and when
        role = is_label or (self.venues.role(name) is not None and not (has_year and has_venue_words))
        venue = (
            ""
            if nothing or dated or len(text) > 2 * LONGEST_VENUE or (people and has_year)
            else self._venue(text, count, people, has_year=has_year, has_venue_words=has_venue_words)
        )
        return Sense(
            words=_COUNTS[bisect(_COUNTS, count) - 1],
            people=people,
            is_nothing=nothing,
            is_date=dated,
            venue=venue,
            has_venue_words=has_venue_words,
            has_year=has_year or (venue == "known venue" and self.venues.names_edition(text)),
            is_label=role,
            is_key=count <= MOST_WORDS_OF_A_KEY and self.venues.column(text) is not None,
            has_cjk=is_cjk and count <= 3,
            begins_small="a" <= text[:1] <= "z",
            begins_sentence=count >= 4 and _BEGINS_SENTENCE.match(text) is not None,
        )

    def _venue(self, text: str, count: int, people: int, *, has_year: bool, has_venue_words: bool) -> str:
        """By what a text may be a venue: the surest of the features in `WEIGHTS`."""
        if preprint(text):
            return "preprint"
        if count > MOST_WORDS_OF_A_VENUE:
            return ""
        if self.venues.names(text):
            return "known venue"
        if text[:2].isupper() and sum(map(str.isupper, text)) >= 2 and short_year(text) and text[-3] != "-":
            return "abbreviation with year"
        return _by_its_words(text, count, people, has_year=has_year, has_venue_words=has_venue_words)


def _by_its_words(text: str, count: int, people: int, *, has_year: bool, has_venue_words: bool) -> str:
    """By what words a text may be a venue that no pack knows."""
    small = sum(word not in _NO_SENTENCE for word in _SMALL_WORD.findall(text))
    if has_year and count <= 12 and small <= 1 and any(map(str.isupper, text)):
        return "capitals with year"
    if has_venue_words and (count <= 16 or _BEGINS_AS_VENUE.match(text)):
        return "word of venues"
    if small or count > 10 or ":" in text or not venue_name(text)[:1].isupper():
        return ""
    return "capitals of a name" if people >= 2 or (people == 1 and not text.isupper()) else "capitals"
