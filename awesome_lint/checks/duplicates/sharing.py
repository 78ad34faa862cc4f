"""Entries of different names that share the address of their title, and papers that share their code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from awesome_lint.checks.duplicates import matches
from awesome_lint.checks.duplicates.differences import surnames
from awesome_lint.knowledge import fold_title
from awesome_lint.matches import Match
from awesome_lint.model import Entry, Link
from awesome_lint.rule import Context

NEAR = 3
"""Entries between which a link is copied by a slip: a new entry is made of a neighbour."""
SHORTEST_WORD = 4
"""Letters of a word of a title that says what it is about."""
SHORTEST_NAME = 2
"""Characters of a repository's name that its parts have in theirs."""
_PLACES = ("#", "@")


def shared_addresses(context: Context) -> Iterator[Match]:
    """The pairs of entries whose titles link to one page, which no third entry's title links to, under two names.

    A title such as `#help at Example's chat` names a place inside of a page.
    """
    for one, other, address in _pairs(context, _title_links):
        is_place = one.title.startswith(_PLACES) or other.title.startswith(_PLACES)
        is_told = fold_title(one.title) != fold_title(other.title) and not context.packs.is_paper(address)
        if is_told and not is_place and not _are_parts(one.title, other.title, address):
            yield Match(one, other, address)


def _are_parts(one: str, other: str, address: str) -> bool:
    """Whether both titles begin with one name and go on otherwise: with that of the repository (`ed` has `edlint` and `edfmt`), or before a
    dash.
    """
    repository = fold_title(address.rpartition("/")[2])
    mine, its = fold_title(one), fold_title(other)
    if "/" in address and len(repository) >= SHORTEST_NAME:
        return mine != repository != its and mine.startswith(repository) and its.startswith(repository)
    names = [title.partition(" - ") for title in (one, other)]
    return all(dash for _, dash, _ in names) and len({fold_title(name) for name, _, _ in names}) == 1


def shared_code(context: Context) -> Iterator[Match]:
    """The pairs of papers close to each other in one list that have one code link, which no third entry has.

    Papers of one group often have one repository: those that name a common author, or share words of their titles, are left out.
    """
    order = {entry.span: number for number, entry in enumerate(context.document.entries)}
    for one, other, address in _pairs(context, _code_links):
        mine, its = _papers(one, context), _papers(other, context)
        is_near = one.list_id == other.list_id and abs(order[one.span] - order[other.span]) <= NEAR
        if is_near and mine and its and mine.isdisjoint(its) and not _are_of_one_group(one, other, context):
            yield Match(one, other, address)


def _are_of_one_group(one: Entry, other: Entry, context: Context) -> bool:
    """Whether the authors, or the titles, of two papers show that they may well have one repository."""
    if not surnames(one, context).isdisjoint(surnames(other, context)):
        return True
    if any("et al" in context.source[entry.span] for entry in (one, other)):
        return True  # any of the authors that aren't named
    mine, its = _telling_words(one), _telling_words(other)
    return 3 * len(mine & its) >= min(len(mine), len(its))


def _telling_words(entry: Entry) -> set[str]:
    return {word for word in fold_title(entry.title).split() if len(word) >= SHORTEST_WORD}


def _pairs(context: Context, links_of: Callable[[Entry], Sequence[Link]]) -> Iterator[tuple[Entry, Entry, str]]:
    """The entries that share the page of a link with exactly one other entry, unless they are known to be one work."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in context.document.entries:
        for page in {page: None for link in links_of(entry) if (page := _page(link, context))}:
            found[page].append(entry)
    known = context.once(matches)
    told = {(match.first.span, match.second.span) for match in (*known.same, *known.similar, *known.shared, *known.namesakes)}
    for page, entries in found.items():
        if len(entries) == 2 and (entries[0].span, entries[1].span) not in told:
            yield entries[0], entries[1], page


def _page(link: Link, context: Context) -> str:
    """Where a link leads: an identity, else an address without scheme, `www.` and final slash; "" where it leads nowhere."""
    address = context.packs.address(link.url)
    if address is None or address.fragment not in ("", "readme"):
        return ""  # a place on a page that others may describe too
    return context.packs.identity(link.url) or f"{address.host}{address.path.rstrip('/')}"


def _title_links(entry: Entry) -> Sequence[Link]:
    return () if entry.title_link is None else (entry.title_link,)


def _code_links(entry: Entry) -> Sequence[Link]:
    return tuple(link for link in entry.labelled if link.role == "code")


def _papers(entry: Entry, context: Context) -> frozenset[str]:
    keys = (context.packs.identity(link.url) for link in entry.links)
    return frozenset(key for key in keys if key and context.packs.is_paper(key))
