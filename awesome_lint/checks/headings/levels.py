"""Headings that skip a level."""

from __future__ import annotations

from itertools import pairwise

from awesome_lint.model import HeadingKind, Section
from awesome_lint.rule import Context


def skips(context: Context) -> dict[int, Section]:
    """The sections that stand more than one level below the heading before them, by index, with that heading."""
    sections = context.document.sections
    return {
        section.number: above
        for above, section in pairwise(sections)
        if section.level > above.level + 1 and HeadingKind.HTML not in (above.kind, section.kind)
    }
