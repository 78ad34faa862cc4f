"""What is known of each entry: where and when it came out, and what its links lead to."""

from __future__ import annotations

from typing import Any

from awesome_lint.bibliography.reference import role_of, venue_and_year
from awesome_lint.knowledge import Packs
from awesome_lint.model import Document, Entry


def row(document: Document, entry: Entry, packs: Packs, file: int) -> dict[str, Any]:
    """An entry as the page has it. `file` is the index of its file; rows count from 1."""
    source = document.source
    venue, year = venue_and_year(document, entry, packs)
    known = packs.venue(venue) if venue else None
    return {
        "file": file,
        "line": source.row(entry.span.start),
        "title": entry.title,
        "authors": list(entry.authors),
        "venue": known.name_in(None) if known else venue,  # one name for all years: one row of the heat map
        "year": year,
        "section": " › ".join(section.text for section in _below_title(document, entry)),
        "links": [{"label": link.label, "role": role_of(link, packs) or "", "url": link.url} for link in entry.links if not link.is_anchor],
    }


def _below_title(document: Document, entry: Entry) -> tuple[Any, ...]:
    """The sections around an entry without the one that is the page's title."""
    path = document.path(entry.section)
    first = document.sections[0] if document.sections else None
    is_title = len(path) > 1 and path[0] is first and sum(section.level == path[0].level for section in document.sections) == 1
    return path[1:] if is_title else path
