"""What shows that two entries with something in common are two works: their authors, their code, the years in their titles."""

from __future__ import annotations

import re

from awesome_lint.knowledge import fold_title
from awesome_lint.matches import Match
from awesome_lint.model import Entry
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context
from awesome_lint.source import Span

LEAST_AUTHORS = 2
"""Authors that an entry must name for others to be others: of one alone it is too often unclear whether it is a name."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# A name: one to three forenames or initials, and a surname, each with a capital.
_NAME = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*[ ]){1,3}(?P<surname>[^\W\d_a-z][^\W\d_][\w'’-]*)[*†‡]*")
_BETWEEN_NAMES = re.compile(r"[,;&·|\n*]|\band\b|(?<=\w\w)\.")


def are_two_works(match: Match, context: Context) -> bool:
    """Whether two entries with something in common surely are two works."""
    one, other = match.first, match.second
    if _have_other_years_in_titles(one, other) or _have_other_authors(one, other, context):
        return True
    return fold_title(one.title) != fold_title(other.title) and _have_other_code(one, other, context)


def _have_other_years_in_titles(one: Entry, other: Entry) -> bool:
    years, others = set(_YEAR.findall(one.title)), set(_YEAR.findall(other.title))
    return bool(years and others) and years != others


def _have_other_authors(one: Entry, other: Entry, context: Context) -> bool:
    mine, its = surnames(one, context), surnames(other, context)
    return min(len(mine), len(its)) >= LEAST_AUTHORS and mine.isdisjoint(its)


def _have_other_code(one: Entry, other: Entry, context: Context) -> bool:
    """Whether both have code, in two repositories."""
    mine, its = _code(one, context), _code(other, context)
    return bool(mine and its) and mine.isdisjoint(its)


def _code(entry: Entry, context: Context) -> frozenset[str]:
    keys = (context.packs.identity(link.url) for link in entry.links)
    return frozenset(key for key in keys if key and key.startswith("github:"))


def surnames(entry: Entry, context: Context) -> frozenset[str]:
    """The surnames in what an entry says besides its title and links, folded."""
    pieces = _BETWEEN_NAMES.split(" ".join(remarks(entry, context)))
    return frozenset(found["surname"].casefold() for piece in pieces if (found := _NAME.fullmatch(piece.strip(" .*_()[]-"))))


_MARKER = r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+"


def remarks(entry: Entry, context: Context) -> list[str]:
    """The stretches of an entry's text outside its bullet or number, its title and links."""
    parts = sorted(link.outer for link in entry.links)
    if entry.title_span:
        parts = sorted([*parts, entry.title_span])
    marker = compiled(_MARKER).match(context.source.text, entry.span.start, entry.span.end)
    found, at = [], marker.end() if marker else entry.span.start
    for part in (*parts, Span(entry.span.end, entry.span.end)):
        if part.start > at:
            found.append(context.source.text[at : part.start])
        at = max(at, part.end)
    return found
