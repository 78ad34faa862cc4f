"""Venues with their year right before or behind a title, with nothing but a space between: `CVPR 2016 A Title`, `A Title CVPR 2016`.

Right before it they may be part of the title's link: `[CVPR16 A Title](u)`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from awesome_lint.outline.phrases import Phrase
from awesome_lint.reading.venues import Venues, preprint, states_year
from awesome_lint.reading.words import FEWEST_WORDS_OF_A_TITLE, words
from awesome_lint.years import YEAR_OF_A_PAPER, may_hold_year

# A list has the habit where so many texts, and this share of all, begin or end so.
FEWEST = 3
SHARE = 0.3
FEWEST_WORDS = 4
LONGEST_EDITION = 40

_AT_START = re.compile(
    rf"(?P<venue>(?:[A-Z][\w&]{{0,15}}[ -]){{0,2}}[A-Za-z][\w&]{{1,15}}?)(?:[\s-]?{YEAR_OF_A_PAPER}|\s?['’]\d\d|\d\d)(?=\s{{1,2}}[\"“(A-Z0-9])"
)
_BEFORE_WORD = re.compile(r"\s+(?=\S)")
_MARKS = ' -–—*•|>[]()"“\n\t'


class Habits(NamedTuple):
    """Whether the list writes editions right before its titles, in their links or not, and right behind them."""

    first: bool = False
    last: bool = False


NO_HABITS = Habits()


def end_of_first(text: str, venues: Venues) -> int:
    """The end of the edition that a text begins with; 0 if it begins with none."""
    m = _AT_START.match(text)
    return m.end() if m and (venues.names(m[0]) or preprint(m[0])) else 0


def start_of_last(text: str, venues: Venues) -> int:
    """Where the edition begins that a text ends with, behind a space and words of a title; 0 if it ends with none.

    Nor does it where the edition is part of a sentence (`at ICML 2019`), or of a longer name.
    """
    if not may_hold_year(text[-LONGEST_EDITION:]) or venues.names(text):
        return 0
    for m in _BEFORE_WORD.finditer(text, max(0, len(text) - LONGEST_EDITION)):
        edition = text[m.end() :]
        if states_year(edition) and (venues.names(edition) or preprint(edition)):
            before = text[: m.start()]
            is_title = words(before) >= FEWEST_WORDS_OF_A_TITLE and not before.split()[-1].islower()
            return m.start() if is_title and not venues.has_words_of_one(before) and not venues.names(before) else 0
    return 0


def habits(phrases: Sequence[Phrase], venues: Venues) -> Habits:
    """What a page does where it writes words before a link, or begins with the link of a title."""
    first = last = every = in_link = every_link = 0
    for phrase in phrases:
        text = _before_link(phrase)
        if text and words(text) >= FEWEST_WORDS:
            every += 1
            first += end_of_first(text, venues) > 0
            last += may_hold_year(text) and start_of_last(text, venues) > 0
        elif phrase.links and not text and words(phrase.links[0].label) >= FEWEST_WORDS:
            every_link += 1
            in_link += end_of_first(phrase.links[0].label, venues) > 0
    fewest = max(FEWEST, SHARE * every)
    return Habits(first >= fewest or in_link >= max(FEWEST, SHARE * every_link), last >= fewest)


def _before_link(phrase: Phrase) -> str:
    """The text before the first link, without marks at its edges; "" where there is no link."""
    if not phrase.links:
        return ""
    at = next((start for start, piece in zip(phrase.starts, phrase.pieces, strict=True) if piece.link is not None), 0)
    return phrase.flat[:at].strip(_MARKS)
