"""Into which section of a list a reference goes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from awesome_lint.bibliography.reference import Reference
from awesome_lint.errors import UserError
from awesome_lint.knowledge import Packs, Venue, fold_title
from awesome_lint.model import Document, Section
from awesome_lint.suggest import did_you_mean

PATH_SIGN = ">"
FEWEST_NAMED = 3
"""Sections named by venue and year, or by year, from which on another one is made."""
MOST_SHOWN = 8


class NewSection(NamedTuple):
    """A section to be made: its heading's text, the section whose form it takes, the one it goes before or behind.

    `chapter` is a section around it, such as of the year, that is to be made too: its heading's text and the one whose form it takes.
    """

    text: str
    like: Section
    beside: Section
    is_before: bool
    chapter: tuple[str, Section] | None = None


def section_for(document: Document, reference: Reference, packs: Packs, wish: str | None = None) -> Section | NewSection | None:
    """The section for a reference, or one to be made; None for a list without headings.

    By the wish, else the sections that the reference names, else venue and year, else the only section with entries. Raises
    UserError where that doesn't tell.
    """
    listing = [section for section in document.sections if any(entry.section is section for entry in document.entries)]
    if wish is not None:
        return section_named(document, wish)
    if not document.sections or not listing:
        return listing[0] if listing else None
    if reference.sections:
        whole = _by_path(document, reference.sections, document.sections, is_exact=True)
        if found := whole or _by_path(document, reference.sections, listing):
            return found
    if dated := _by_venue_and_year(document, listing, reference, packs):
        return dated
    if len(listing) == 1:
        return listing[0]
    if found := _only_like_it(document, reference, listing, packs):
        return found
    shown = ", ".join(f"`{section.text}`" for section in listing[:MOST_SHOWN]) + (", ..." if len(listing) > MOST_SHOWN else "")
    raise UserError(
        f"“{reference.title}”: which section it belongs in can't be told",
        filename=document.source.filename,
        remedy=f"name it with --section: {shown}",
    )


def section_named(document: Document, name: str) -> Section:
    """The section that a user names, as `Inner` or `Outer > Inner`. Raises UserError where there is none."""
    found = _by_path(document, tuple(part.strip() for part in name.split(PATH_SIGN)), document.sections, is_exact=True)
    if found is None:
        names = list(dict.fromkeys(section.text for section in document.sections))
        known = "the sections are " + ", ".join(f"`{text}`" for text in names[:MOST_SHOWN]) + (", ..." if len(names) > MOST_SHOWN else "")
        raise UserError(f"there is no section `{name}`", filename=document.source.filename, remedy=did_you_mean(name, names, known))
    return found


def _by_path(document: Document, path: Sequence[str], among: Sequence[Section], *, is_exact: bool = False) -> Section | None:
    """The section whose headings end in these; without the outer ones if need be, where that leaves one."""
    wanted = [_fold(part) for part in path]
    for start in range(1 if is_exact else len(wanted)):
        tail = wanted[start:]
        found = [section for section in among if [_fold(one.text) for one in document.path(section)][-len(tail) :] == tail]
        if len(found) == 1 or (found and start == 0):
            return found[0]
    return None


def _fold(text: str) -> str:
    return fold_title(text.replace(",", ";"))


def _by_venue_and_year(document: Document, listing: Sequence[Section], reference: Reference, packs: Packs) -> Section | NewSection | None:
    """The section of the reference's venue and year, or of its year; one to be made where the list has several of the kind."""
    venue = packs.venue(reference.venue) if reference.venue else None
    named = [(section, *packs.venue_in_heading(section.text)) for section in listing]
    of_both = [(section, its, year) for section, its, year in named if its and year]
    of_year = [(section, its, year) for section, its, year in named if its is None and year and fold_title(section.text) == str(year)]
    if venue and reference.year and of_both:
        for section, its, year in of_both:
            if its and (its.id, year) == (venue.id, reference.year):
                return section
        if len(of_both) >= FEWEST_NAMED:
            return _new(document, of_both, venue.id, venue.name_in(reference.year), reference.year)
    if reference.year and of_year:
        same = [section for section, _, year in of_year if year == reference.year]
        if len(same) == 1:
            return same[0]
        if not same and len(of_year) >= FEWEST_NAMED and len({section.parent for section, _, _ in of_year}) == 1:
            return _new(document, of_year, "", "", reference.year)
    if venue:
        alone = [section for section, its, year in named if its and its.id == venue.id and not year]
        if len(alone) == 1:
            return alone[0]
    return None


def _new(document: Document, named: Sequence[tuple[Section, Venue | None, int | None]], venue: str, name: str, year: int) -> NewSection:
    """A section of a venue and a year: in the form of the same venue's, among those of its year, or where its year belongs."""
    years = [(section, its, when) for section, its, when in named if when]
    is_falling = sum(a[2] > b[2] for a, b in pairwise(years)) > sum(a[2] < b[2] for a, b in pairwise(years))
    like = min([one for one in years if one[1] and one[1].id == venue] or years, key=lambda one: (abs(one[2] - year), one[0].number))
    same = [section for section, _, when in years if when == year]
    behind = [section for section, _, when in years if (when < year if is_falling else when > year)]
    beside, is_before = (same[-1], False) if same else (behind[0], True) if behind else (years[-1][0], False)
    text = like[0].text.replace(str(like[2]), str(year))
    its_name = next((alias for alias in (like[1].name, *like[1].aliases) if alias in text), "") if like[1] else ""
    if name and its_name:
        text = text.replace(its_name, name)
    elif name and fold_title(name) not in fold_title(text):
        text = f"{name} {year}"
    chapter = document.sections[like[0].parent] if like[0].parent is not None else None
    if same or chapter is None or fold_title(chapter.text) != str(like[2]):
        return NewSection(text=text, like=like[0], beside=beside, is_before=is_before)
    around = document.sections[beside.parent] if beside.parent is not None else beside
    return NewSection(text=text, like=like[0], beside=around, is_before=is_before, chapter=(str(year), chapter))


def _only_like_it(document: Document, reference: Reference, listing: Sequence[Section], packs: Packs) -> Section | None:
    """The one section whose entries lead to the same host as the reference, where all its like are there."""
    host = packs.host(reference.url)
    if host is None:
        return None
    held: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for entry in document.entries:
        if entry.section:
            held[entry.section.number].update({its.id for link in entry.links if (its := packs.host(link.url))})
    found = [section for section in listing if held[section.number][host.id]]
    return found[0] if len(found) == 1 else None
