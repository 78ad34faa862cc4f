"""What is known of each entry: where and when it came out, and what its links lead to."""

from __future__ import annotations

from typing import Any, NamedTuple

from awesome_lint.knowledge import Packs, identity
from awesome_lint.model import Document, Entry, Link


class Publication(NamedTuple):
    """Where and when an entry came out; "" and None where nothing tells."""

    venue: str = ""
    year: int | None = None


def publication(document: Document, entry: Entry, packs: Packs) -> Publication:
    """As the entry states, else as the headings above it do, else as its links do. Venues by the name that is known of them."""
    venue, year = entry.venue or "", entry.year
    for section in reversed(document.path(entry.section)):
        found, when = packs.venue_in_heading(section.text)
        if found and not venue and (year is None or when is None or year == when):
            venue = found.name_in(year or when)
        year = year or when
    for link in entry.links:
        published = packs.published(link.url)
        if published and not venue and (year is None or published.year in (None, year)):
            venue = packs.venue_of(published.venues[0]).name_in(published.year)
            year = year or published.year
    known = packs.venue(venue) if venue else None
    return Publication(known.name_in(None) if known else venue, year)  # one name for all years: one row of the heat map


def role(link: Link, packs: Packs) -> str:
    """What a link leads to, as its label says, else as its host does; "" where neither tells."""
    if link.role:
        return link.role
    kind = packs.kind_of(identity(link.url, packs))
    if kind in packs.roles:
        return kind
    roles = packs.roles_of(link.url)
    return next(iter(roles)) if len(roles) == 1 else ""


def row(document: Document, entry: Entry, packs: Packs, file: int) -> dict[str, Any]:
    """An entry as the page has it. `file` is the index of its file; rows count from 1."""
    source = document.source
    venue, year = publication(document, entry, packs)
    return {
        "file": file,
        "line": source.row(entry.span.start),
        "title": entry.title,
        "authors": list(entry.authors),
        "venue": venue,
        "year": year,
        "section": " › ".join(section.text for section in _below_title(document, entry)),
        "links": [{"label": link.label, "role": role(link, packs), "url": link.url} for link in entry.links if not link.is_anchor],
    }


def _below_title(document: Document, entry: Entry) -> tuple[Any, ...]:
    """The sections around an entry without the one that is the page's title."""
    path = document.path(entry.section)
    first = document.sections[0] if document.sections else None
    is_title = len(path) > 1 and path[0] is first and sum(section.level == path[0].level for section in document.sections) == 1
    return path[1:] if is_title else path
