"""What shows that two entries with something in common are two works: authors, code, years in titles, the rest of a title's cell."""

from __future__ import annotations

import re

from awesome_lint.knowledge import fold_title
from awesome_lint.matches import Match
from awesome_lint.model import Entry, EntryKind
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context
from awesome_lint.source import Span
from awesome_lint.years import YEAR

MOST_WORDS_OF_A_NAME = 3
"""Words of the name of a model."""
LEAST_DESCRIPTION = 4
"""Different words of a description."""
LEAST_RESULTS = 2
"""Decimals that differ. One alone may be a version or a day."""
LEAST_AUTHORS = 2
"""Authors that an entry must name for others to be others: of one alone it is too often unclear whether it is a name."""

# Whole numbers may count stars, or the rows; four digits are a year.
_RESULT = re.compile(r"\d{1,3}\.(?!(?:19|20)\d\d\b)\d{1,4}\s?%?")
_PREPRINT = ("arxiv", "preprint", "corr")
_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")
# A name: one to three forenames or initials, and a surname, each with a capital.
_NAME = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*[ ]){1,3}(?P<surname>[^\W\d_a-z][^\W\d_][\w'’-]*)[*†‡]*")
_CELL_EDGE = r"(?i)(?<!\\)\||</?t[dhr]\b[^<>]{0,200}>"
# Pictures, targets, tags and emoji with a count: `:fire:55`.
_UNSEEN = r"!\[[^\[\]]{0,200}\](?:\([^()\s]{0,500}\))?|(?<=\])\([^()\s]{0,500}\)|<[^<>]{1,300}>|:[a-z_]{2,30}:\d*"
_BETWEEN_NAMES = re.compile(r"[,;&·|\n*]|\band\b|(?<=\w\w)\.")


def are_two_works(match: Match, context: Context) -> bool:
    """Whether two entries with something in common surely are two works."""
    one, other = match.first, match.second
    if _have_other_years_in_titles(one, other) or _have_other_authors(one, other, context):
        return True
    if fold_title(one.title) == fold_title(other.title):
        return match.common == "title" and _are_paper_and_article(one, other, context)
    return _have_other_code(one, other, context) or are_published_apart(one, other)


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


def are_published_apart(one: Entry, other: Entry) -> bool:
    """Whether both state where they were published, in two venues and years: a conference paper and the article made of it."""
    venues = [(entry.venue or "").casefold() for entry in (one, other)]
    if not all(venues) or any(word in venue for venue in venues for word in _PREPRINT):
        return False
    return venues[0] != venues[1] and one.year is not None and other.year is not None and one.year != other.year


def _are_paper_and_article(one: Entry, other: Entry, context: Context) -> bool:
    """Whether one title is that of a conference's paper and of the article in a journal that was made of it, in another section."""
    if one.section is None or other.section is None or one.section.number == other.section.number or not are_published_apart(one, other):
        return False
    kinds = {venue.kind for entry in (one, other) if (venue := context.packs.venue(entry.venue or ""))}
    return "journal" in kinds and len(kinds) == 2


def are_two_parts(match: Match, context: Context) -> bool:
    """Whether two rows say different things: other results; in one table also two short names, or more beside one title.

    `[Talk](u)（1）` and `[Talk](u)（2）` are two parts.
    """
    one, other = match.first, match.second
    if one.kind is not EntryKind.ROW or other.kind is not EntryKind.ROW:
        return False
    if _have_other_results(one, other):
        return True
    if one.list_id != other.list_id:
        return False
    names = {fold_title(one.title), fold_title(other.title)}
    if len(names) == 2 and max(len(name.split()) for name in names) <= MOST_WORDS_OF_A_NAME:
        return True  # two models of one paper, as in a leaderboard
    title = min(names, key=len)
    mine, its = _title_cell(one, context), _title_cell(other, context)
    if not title or title not in mine or title not in its:
        return False
    rests = {cell.replace(title, "", 1).strip() for cell in (mine, its)}
    return len(rests) == 2 and "" not in rests


def _have_other_results(one: Entry, other: Entry) -> bool:
    """Whether the rows of a leaderboard measure two things, such as one model at two sizes: other decimals below the same headers."""
    pairs = zip(one.columns, other.columns, strict=False)
    texts = [(mine, its) for (header, mine), (its_header, its) in pairs if header == its_header and mine != its]
    return sum(_RESULT.fullmatch(mine) is not None and _RESULT.fullmatch(its) is not None for mine, its in texts) >= LEAST_RESULTS


def are_in_two_rows_of_a_taxonomy(one: Entry, other: Entry, context: Context) -> bool:
    """Whether the rows of one table class a work differently: cells before the title differ that neither number nor date it."""
    if one.kind is not EntryKind.ROW or one.list_id != other.list_id:
        return False
    return any(
        fold_title(mine) != fold_title(its) and _is_class(mine, context) and _is_class(its, context)
        for mine, its in zip(_cells_before_title(one), _cells_before_title(other), strict=False)
    )


def _cells_before_title(entry: Entry) -> list[str]:
    """The cells of a row up to the one with its title; none where no cell has it."""
    cells = [text for _, text in entry.columns]
    at = next((at for at, text in enumerate(cells) if entry.title and entry.title in text), 0)
    return cells[:at]


def _is_class(text: str, context: Context) -> bool:
    return any(map(str.isalpha, text)) and not _YEAR.search(text) and context.packs.venue_in_heading(text)[0] is None


def say_the_same(one: Entry, other: Entry) -> bool:
    """Whether two entries have the same title and description, but for case and marks: one is a copy of the other."""
    return (fold_title(one.title), fold_title(one.description)) == (fold_title(other.title), fold_title(other.description))


def are_described_anew(one: Entry, other: Entry) -> bool:
    """Whether two sections each describe one work in words of their own: whoever wrote the second knew what it is there for."""
    mine, its = (set(fold_title(entry.description).split()) for entry in (one, other))
    is_apart = one.section != other.section and min(len(mine), len(its)) >= LEAST_DESCRIPTION
    return is_apart and 2 * len(mine & its) < min(len(mine), len(its))


def are_thing_and_paper(match: Match, context: Context) -> bool:
    """Whether one entry is of a paper and the other, in another section, of a thing that cites it: a dataset with a page of its own.

    Only the title of the paper's entry leads to the paper; the thing's name leads elsewhere, and the paper is a link behind it.
    """
    one, other = match.first, match.second
    if one.section is None or other.section is None or one.section.number == other.section.number:
        return False
    if fold_title(one.title) == fold_title(other.title):
        return False
    return sorted(_leads_to_paper(entry, context) for entry in (one, other)) == [False, True]


def have_two_names(one: Entry, other: Entry, context: Context) -> bool:
    """Whether a name of its own is before each title (`CC-GAN - A Title`, `[AAAI 2020, NCDM] A Title`): a paper may introduce two things."""
    names = {name_before_title(entry, context) for entry in (one, other)}
    return len(names) == 2 and "" not in names


def name_before_title(entry: Entry, context: Context) -> str:
    """The name before a title, in a bracket or before a dash, without what says where and when; "" where there is none."""
    found = compiled(_NAME_BEFORE).match(context.source.text, entry.span.start, entry.title_span.start) if entry.title_span else None
    if found is None:
        return ""
    name = " ".join(word for word in _BETWEEN_WORDS.split(found["name"] or found["tag"]) if word and word.casefold() not in _said(entry))
    return "" if context.packs.role(name) or context.packs.venue_in_heading(name)[0] else fold_title(name)


def _said(entry: Entry) -> frozenset[str]:
    return frozenset([*(entry.venue or "").casefold().split(), str(entry.year)])


_NAME_BEFORE = (
    r"[ \t]*[-*+][ \t]+(?:(?P<name>[^\W\d_][\w-]*)[ \t]+[-–—][ \t]+|[*_]{0,3}\[(?P<tag>[^\[\]\n]{1,60})\][*_]{0,3}[ \t:]*)[\[*]*$"
)
_BETWEEN_WORDS = re.compile(r"[\s,;|]+")


def _leads_to_paper(entry: Entry, context: Context) -> bool:
    """Whether the title leads to a paper; a title without a link is taken for a paper's."""
    if entry.title_link is None:
        return True
    key = context.packs.identity(entry.title_link.url)
    return key is not None and context.packs.is_paper(key)


def _title_cell(entry: Entry, context: Context) -> str:
    """What readers see in the cell of a row's title, folded."""
    if entry.title_span is None:
        return ""
    source, span = context.source, entry.title_span
    line = source.line_span(source.row(span.start))
    before = compiled(_CELL_EDGE).split(source.text[line.start : span.start])[-1]
    after = compiled(_CELL_EDGE).split(source.text[span.end : line.end])[0]
    return fold_title(compiled(_UNSEEN).sub("", before + source[span] + after))


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
