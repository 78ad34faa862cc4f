"""What a bibliography says of one resource, made of an entry of a list."""

from __future__ import annotations

import re
from typing import NamedTuple

from awesome_lint.knowledge import Packs
from awesome_lint.model import Document, Entry, Link

_ET_AL = re.compile(r"(?i)\bet\.?\s?al\b|\band others\b|等")
_OPENING_QUOTE = re.compile(r'(?:(?<=[\s(])|^)"[^"]*\Z')
_ARXIV = re.compile(r"arxiv:(\d\d)(\d\d)\.\d{4,5}")


class Reference(NamedTuple):
    """A paper, tool or book as a bibliography has it.

    `url` is its main page and `role` what that is (`paper`, `pdf`, `code` ..., "" where nothing tells), `links` are the others, each
    with its role. `sections` are the headings
    that it is listed below, the outermost first. `has_more_authors`: some are left out (`et al.`). `key` is what it is
    cited by, "" where none was chosen yet; `row` the row of the file that it was read from, 0 where it wasn't.
    """

    title: str
    authors: tuple[str, ...] = ()
    has_more_authors: bool = False
    venue: str = ""
    year: int | None = None
    month: int | None = None
    url: str = ""
    role: str = ""
    links: tuple[tuple[str, str], ...] = ()
    description: str = ""
    sections: tuple[str, ...] = ()
    key: str = ""
    row: int = 0

    @property
    def urls(self) -> tuple[str, ...]:
        """All its URLs, the main one first."""
        return tuple(dict.fromkeys(url for url in (self.url, *(url for _, url in self.links)) if url))


def role_of(link: Link, packs: Packs) -> str | None:
    """What a link leads to: as its label says, else as its host does. None where neither tells."""
    return link.role or role_of_url(link.url, packs)


def role_of_url(url: str, packs: Packs) -> str | None:
    """What a URL leads to as far as its host tells (`paper`, `code`, `video` ...); None where it may be several."""
    kind = packs.kind_of(packs.identity(url))
    if kind in packs.roles:
        return kind
    roles = packs.roles_of(url)
    return next(iter(roles)) if len(roles) == 1 else None


def venue_and_year(document: Document, entry: Entry, packs: Packs) -> tuple[str, int | None]:
    """Where and when an entry came out: as it states, else as the headings above it do, else as its links do."""
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
    return venue, year


def reference_of(document: Document, entry: Entry, packs: Packs) -> Reference:
    """An entry as a reference."""
    venue, year = venue_and_year(document, entry, packs)
    main = main_link(entry, packs)
    links = {}
    for link in entry.links:
        role = role_of(link, packs)
        if (
            link is not main
            and role
            and link.url.startswith(("https://", "http://"))
            and role not in links
            and not (main and link.url == main.url)
        ):
            links[role] = link.url
    return Reference(
        title=entry.title,
        authors=entry.authors,
        has_more_authors=bool(_ET_AL.search(entry.people)),
        venue=venue,
        year=year,
        url=main.url if main else "",
        role=(role_of(main, packs) if main else None) or "",
        links=tuple(links.items()),
        description=_closed(entry.description),
        sections=tuple(section.text for section in document.path(entry.section)),
    )


def _closed(text: str) -> str:
    """A text with the bracket or quote that it leaves open: what closes it may have been read as the end of the sentence."""
    if text.count("(") == text.count(")") + 1:
        text += ")"
    if text.count('"') % 2 and _OPENING_QUOTE.search(text):
        text += '"'
    return text


def main_link(entry: Entry, packs: Packs) -> Link | None:
    """The link that an entry is about: its title's, else the first to a paper, else the first that leads anywhere."""
    if entry.title_link is not None and not entry.title_link.is_anchor:
        return entry.title_link
    papers = packs.roles_to("paper") - {"link"}
    links = [link for link in entry.links if not link.is_anchor]
    paper = next((link for link in links if role_of(link, packs) in papers), None)
    return paper or next(iter(links), None)


def month_of(reference: Reference, packs: Packs) -> tuple[int, int] | None:
    """Year and month in which a reference came out; None where they aren't known. A preprint's id tells them."""
    if reference.year and reference.month:
        return reference.year, reference.month
    for url in reference.urls:
        if m := _ARXIV.fullmatch(packs.identity(url) or ""):
            return 2000 + int(m[1]), int(m[2])
    return None
