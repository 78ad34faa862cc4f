"""The shape of headings that name a venue, month or the like with its year: `CVPR-2024`, `ICML 2023`, `May 2024`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from awesome_lint.model import Section
from awesome_lint.rule import Context

# One name, what joins it to the year, and the year. Longer headings are topics with a year in them.
_NAMED_YEAR = re.compile(r"(?P<name>[^\W\d_][\w.&+]{1,14})(?P<joint>[ '’_/,–—-]{1,3})(?P<year>(?:19|20)\d\d)")
# Words that say when, not what: `Before 2018`.
_WHEN = frozenset({"before", "after", "since", "until", "till", "from", "early", "late", "pre", "post", "in", "year", "by"})

LEAST_ALIKE = 4
"""So many headings written alike make another one a slip, if it is the only one."""


@dataclass(frozen=True, slots=True)
class NamedYear:
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
    parts = named_year(section.text)
    joint = context.once(joints).get(section.level)
    if parts is None or joint is None or parts.joint == joint:
        return None
    return f"{parts.name}{joint}{parts.year}"
