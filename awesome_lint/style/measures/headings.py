"""Headings: the shape of those that name a venue, the order of years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from awesome_lint.knowledge import Packs
from awesome_lint.style.trait import Observation
from awesome_lint.years import YEAR

if TYPE_CHECKING:
    from awesome_lint.style.house import HouseStyle

YEAR_ALONE = re.compile(rf"(?<![\w]){YEAR}(?!\w)")
_SHORT_YEAR = re.compile(r"(?<=['’])\d\d(?!\w)")


def heading_shape_of(text: str, packs: Packs) -> str | None:
    """The pattern of a heading that is a venue's with its year (`VENUE-YEAR`, `YEAR VENUE`); None for any other."""
    year = YEAR_ALONE.search(text) or _SHORT_YEAR.search(text)
    if not year:
        return None
    venue, stated = packs.venue_in_heading(text)
    if venue is None or stated is None:
        return None
    before, after = text[: year.start()], text[year.end() :]
    return _venue_replaced(before) + ("YEAR" if len(year[0]) == 4 else "YY") + _venue_replaced(after)


# A venue and a year, whatever joins them.
_SIMPLE = re.compile(r"VENUE\W{0,3}(?:YEAR|YY)\W?|(?:YEAR|YY)\W{0,3}VENUE")


def is_simple_shape(shape: str) -> bool:
    """Whether headings can be rewritten in a shape, or from it: it says nothing but a venue and a year."""
    return _SIMPLE.fullmatch(shape) is not None


def _venue_replaced(part: str) -> str:
    """The words of one side of the year as VENUE; what joins them to it stays."""
    words = re.search(r"\w(?:.*\w)?", part)
    return f"{part[: words.start()]}VENUE{part[words.end() :]}" if words else part


def heading_shape(style: HouseStyle) -> Iterator[Observation]:
    for section in style.document.sections:
        shape = heading_shape_of(section.text, style.packs)
        if shape:
            yield Observation(shape, section.text_span, str(section.level), section.number)


def section_order(style: HouseStyle) -> Iterator[Observation]:
    before: dict[tuple[int, int | None], int] = {}
    for section in style.document.sections:
        year = YEAR_ALONE.search(section.text)
        if year is None:
            continue
        stated, siblings = int(year[0]), (section.level, section.parent)
        last = before.get(siblings, stated)
        if last != stated:
            yield Observation("latest first" if stated < last else "earliest first", section.text_span, str(section.level), section.number)
        before[siblings] = stated
