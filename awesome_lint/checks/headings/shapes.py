"""The shape of headings that name a venue, month or the like with its year: `CVPR-2024`, `ICML 2023`, `May 2024`."""

from __future__ import annotations

import re
from typing import NamedTuple

from awesome_lint.knowledge import Packs
from awesome_lint.model import Section
from awesome_lint.rule import Context
from awesome_lint.style import Trait
from awesome_lint.style.measures.headings import heading_shape_of, is_simple_shape
from awesome_lint.years import YEAR

# One name, what joins it to the year, and the year. Longer headings are topics with a year in them.
_NAMED_YEAR = re.compile(rf"(?P<name>[^\W\d_][\w.&+]{{1,14}})(?P<joint>[ '’_/,–—-]{{1,3}})(?P<year>{YEAR})")
# Words that say when, not what: `Before 2018`.
_WHEN = frozenset({"before", "after", "since", "until", "till", "from", "early", "late", "pre", "post", "in", "year", "by"})

LEAST_ALIKE = 4
"""So many headings written alike make another one a slip, if it is the only one."""


class NamedYear(NamedTuple):
    """A heading's parts."""

    name: str
    joint: str
    year: int


def named_year(text: str) -> NamedYear | None:
    """The parts of a heading that is a name with a year, None for any other."""
    match = _NAMED_YEAR.fullmatch(text)
    if not match or match["name"].casefold() in _WHEN:
        return None
    return NamedYear(match["name"], match["joint"], int(match["year"]))


def joints(context: Context) -> dict[int, str]:
    """What joins name and year in the headings of a level, where all but a slip do it alike."""
    written: dict[int, list[str]] = {}
    for section in context.document.sections:
        if parts := named_year(section.text):
            written.setdefault(section.level, []).append(parts.joint)
    usual = {level: max(set(found), key=found.count) for level, found in written.items()}
    return {
        level: joint
        for level, joint in usual.items()
        if (alike := written[level].count(joint)) >= LEAST_ALIKE and len(written[level]) - alike <= max(1, len(written[level]) // 20)
    }


def reshaped(section: Section, context: Context) -> str | None:
    """A heading's text in the shape of its level's others, where it is in another one; else None."""
    shape = context.style.trait(f"heading-shape.{section.level}")
    if shape and shape.is_enforced and (written := _in_shape(section.text, shape, context.packs)):
        return written if written != section.text else None
    parts = named_year(section.text)
    joint = context.once(joints).get(section.level)
    if parts is None or joint is None or parts.joint == joint:
        return None
    return f"{parts.name}{joint}{parts.year}"


def is_venue(section: Section, context: Context) -> bool:
    """Whether a heading names a venue with its year, and nothing else."""
    shape = heading_shape_of(section.text, context.packs)
    return shape is not None and is_simple_shape(shape)


def _in_shape(text: str, trait: Trait, packs: Packs) -> str | None:
    """A venue's heading written in a shape; None where the text is no venue's, or either says more than a venue and a year."""
    shape, written = trait.value, heading_shape_of(text, packs)
    if written is None or not is_simple_shape(written) or not is_simple_shape(shape):
        return None
    year = re.search(rf"{YEAR}|(?<=['’])\d\d", text)
    if year is None or (len(year[0]) == 2) != ("YEAR" not in shape and not (trait.is_pinned and len(year[0]) == 4)):
        return None
    name = (text[: year.start()] + text[year.end() :]).strip(" -–—_/,'’()")
    return shape.replace("VENUE", name).replace("YEAR", year[0]).replace("YY", year[0][-2:])


_WORDS = re.compile(r"\w+")


def year_of(section: Section) -> int | None:
    """The year that a heading names, if it is one: `CVPR-2024`, `2024`, `Papers of 2024`; not `2020 to 2022` or `Before 2018`."""
    words = _WORDS.findall(section.text.casefold())
    years = [int(word) for word in words if re.fullmatch(YEAR, word)]
    return years[0] if len(years) == 1 and not _WHEN & set(words) else None
