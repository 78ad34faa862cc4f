"""Which sections a new table of contents lists, and where it goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from awesome_lint.knowledge import Packs
from awesome_lint.model import Document, EntryKind, Section

MOST_LINES = 60
"""Of new contents, where levels are chosen by us: of 68 real lists with contents nine in ten have no more."""

MOST_LEVELS = 3
"""Of new contents: of 68 real lists five have more."""

FEWEST_LINES = 5
"""A level with fewer sections says too little of a list: the next one is listed too."""

# A line above a heading that belongs to it: an anchor, a comment, the opening tag of a fold.
_BELONGS_BELOW = re.compile(r"[ ]{0,3}(?:<a\b[^<>\n]{0,300}>[ ]*</a>|<[a-z][^<>\n]{0,300}>|<!--(?!.*-->.)[^\n]{0,300}-->)[ ]*\Z")


class Line(NamedTuple):
    """A section that is listed, and how deep its line is nested, from 0."""

    section: Section
    depth: int


def candidates(document: Document, packs: Packs) -> tuple[Section, ...]:
    """The sections that contents may list: not the page's title, headings that are entries, those that show no text or that are about the
    list.
    """
    sections = document.sections
    holding = {section.number for entry in document.entries for section in document.path(entry.section)}
    entries = {entry.span.start for entry in document.entries if entry.kind is EntryKind.HEADING}
    title = _title(document)
    return tuple(
        section
        for section in sections
        if section is not title
        and section.slug
        and section.text.strip()
        and section.span.start not in entries
        and (section.number in holding or not packs.aside.search(section.text.lower()))
        and not packs.unlisted.fullmatch(section.text.lower())
    )


def _title(document: Document) -> Section | None:
    """The heading that names the page: the first, if it is of the highest level and none of its own entries are below it."""
    sections = document.sections
    if not sections or sections[0].level > min(section.level for section in sections):
        return None
    first = sections[0]
    if any(entry.section and entry.section.number == first.number for entry in document.entries):
        return first if sum(section.level == first.level for section in sections) == 1 else None
    return first


def listed(sections: Sequence[Section], levels: int | None = None) -> tuple[Line, ...]:
    """The lines of new contents. `levels`: how deep they are nested at most, None for as deep as reads well."""
    lines = _nested(sections)
    if levels is not None:
        return tuple(line for line in lines if line.depth < levels)
    chosen = tuple(line for line in lines if line.depth == 0)
    for deepest in range(1, MOST_LEVELS):
        deeper = tuple(line for line in lines if line.depth <= deepest)
        if len(chosen) >= FEWEST_LINES and len(deeper) > MOST_LINES:
            break
        chosen = deeper
    return chosen


def _nested(sections: Sequence[Section]) -> list[Line]:
    """All sections with their depth: a level that a chapter skips is no step."""
    lines = []
    around: list[int] = []
    for section in sections:
        while around and around[-1] >= section.level:
            around.pop()
        lines.append(Line(section, len(around)))
        around.append(section.level)
    return lines


def place_above(document: Document, section: Section) -> int:
    """The offset of the line above which contents go: that of a heading, or of what right above belongs to it."""
    source = document.source
    row = source.row(section.span.start)
    anchors = [offset for name, offset in document.anchors if name in section.anchors and offset < section.span.start]
    row = min([row, *(source.row(offset) for offset in anchors)])
    while row > 1 and _BELONGS_BELOW.match(source.line(row - 1)):
        row -= 1
    return source.rows_span(row, row).start
