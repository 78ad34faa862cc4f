"""In which order the entries of a list are, and where another one belongs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from awesome_lint.bibliography.reference import Reference, month_of
from awesome_lint.knowledge import Packs, fold_title
from awesome_lint.model import Document, Entry
from awesome_lint.sorting import COLLATIONS, entries_by_list
from awesome_lint.text import longest_run

MOST_MISPLACED = 0.1
"""Share of entries that may be out of an order, or that it may say nothing of; one at least of so many that it is no chance."""
MOST_BROKEN = 0.2
"""Share of the neighbours of a page that may be against its order: of a list in no order it is a half."""
FEWEST_WITH_A_SLIP = 6
"""Entries of which one may be out of order: six are in order but for one by chance once in 28 times, five once in 7 times."""
FEWEST_ENTRIES = 3
"""Entries without which an order says nothing by itself."""
FEWEST_TITLES = 4
"""The same for titles: three are in order by chance once in six times."""
FEWEST_VALUES = 2
FEWEST_PAIRS = 3
"""Neighbours on a page without which its order says nothing."""
_ARXIV = re.compile(r"arxiv:(\d{4})\.(\d{4,5})")

Key = Callable[[Entry], Any]


class Order(NamedTuple):
    """An order of entries: `by` date, year, venue or a collation of titles (`sorting.COLLATIONS`)."""

    by: str
    is_descending: bool = False


def date_of(entry: Entry, packs: Packs) -> tuple[int, ...] | None:
    """When an entry came out: year and month, from what it states or from the number of its preprint."""
    for link in entry.links:
        if m := _ARXIV.fullmatch(packs.identity(link.url) or ""):
            return int(m[1][:2]) + 2000, int(m[1][2:]), int(m[2].ljust(5, "0"))
    return None


def key_of(order: Order, packs: Packs) -> Key:
    """What an order compares of an entry; None for one that it says nothing of."""
    if order.by == "year":
        return lambda entry: entry.year
    if order.by == "date":
        return lambda entry: date_of(entry, packs)
    if order.by == "venue":
        return lambda entry: fold_title(entry.venue) if entry.venue else None
    collation = COLLATIONS[order.by]
    return lambda entry: collation(entry) if entry.title else None


def orders(document: Document) -> list[list[Entry]]:
    """The lists of a page, each in a section of its own."""
    return entries_by_list(document)


def order_of(entries: Sequence[Entry], packs: Packs, fewest: int = FEWEST_ENTRIES) -> Order | None:
    """The order that the entries of a list are in; None where they are in none, or too few."""
    return next(_fitting(entries, packs, fewest), None)


def _fitting(entries: Sequence[Entry], packs: Packs, fewest: int = FEWEST_ENTRIES) -> Iterator[Order]:
    """The orders that the entries of a list are in."""
    for order in _known():
        keys = [key for entry in entries if (key := key_of(order, packs)(entry)) is not None]
        if order.by in COLLATIONS and len(keys) < FEWEST_TITLES:
            continue
        if len(keys) < max(fewest, len(entries) - _few(len(entries), FEWEST_ENTRIES + 1)) or len(set(keys)) < FEWEST_VALUES:
            continue
        if _misplaced(keys, order) <= _few(len(keys), FEWEST_WITH_A_SLIP):
            yield order


def _few(count: int, fewest: int) -> int:
    """How many of so many entries an order may leave out; none where there are fewer than `fewest`."""
    return max(1, int(MOST_MISPLACED * count)) if count >= fewest else 0


def _misplaced(keys: Sequence[Any], order: Order) -> int:
    """How many keys are out of an order."""
    return len(keys) - len(longest_run(keys[::-1] if order.is_descending else keys))


def order_in(document: Document, siblings: Sequence[Entry], packs: Packs) -> Order | None:
    """The order of a list; where it is too short to be sure of, the page's if it can be that."""
    if len(siblings) >= FEWEST_WITH_A_SLIP:
        return order_of(siblings, packs)
    found = list(_fitting(siblings, packs))
    usual = usual_order(document, packs)
    if usual is None or (found and usual not in found):
        return found[0] if found else None
    keys = [key for entry in siblings if (key := key_of(usual, packs)(entry)) is not None]
    return usual if _misplaced(keys, usual) <= 1 or len(siblings) < FEWEST_TITLES else None


def _known() -> list[Order]:
    """The orders that lists are known by, those first that say more. An order by title in four is by chance once in 24 times."""
    dated = [Order(by, is_descending=down) for by in ("year", "date") for down in (True, False)]
    return [*(Order(by) for by in COLLATIONS), *dated, Order("venue")]


def usual_order(document: Document, packs: Packs) -> Order | None:
    """The order that the lists of a page keep together: the one that most neighbours are in, and hardly any are against."""
    best: tuple[int, Order | None] = (FEWEST_PAIRS - 1, None)
    for order in _known():
        kept = broken = 0
        for entries in orders(document):
            keys = [key for entry in entries if (key := key_of(order, packs)(entry)) is not None]
            rises = sum(a < b for a, b in pairwise(keys))
            falls = sum(a > b for a, b in pairwise(keys))
            kept, broken = kept + (falls if order.is_descending else rises), broken + (rises if order.is_descending else falls)
        if kept > best[0] and broken <= MOST_BROKEN * (kept + broken):
            best = kept, order
    return best[1]


def place(entries: Sequence[Entry], reference: Reference, order: Order | None, packs: Packs) -> int:
    """The index before which a reference belongs in a list; its length for the end, which is where it goes without an order."""
    end = len(entries)
    while end and packs.closing.match(fold_title(entries[end - 1].title or "-")):
        end -= 1
    if order is None:
        return end
    key = key_of_reference(order, reference, packs)
    keys = [key_of(order, packs)(entry) for entry in entries[:end]]
    known = [(at, its) for at, its in enumerate(keys) if its is not None]
    if key is None or not known:
        return 0 if order.is_descending else end
    rising = [its for _, its in known]
    run = longest_run(rising[::-1]) if order.is_descending else longest_run(rising)
    chosen = [known[len(known) - 1 - i] for i in reversed(run)] if order.is_descending else [known[i] for i in run]
    values = [its for _, its in chosen]
    if order.is_descending:
        at = len(values) - bisect_right(values[::-1], key)
    elif order.by == "venue":
        at = bisect_right(values, key) if key in values else bisect_left(values, key)
    else:
        at = bisect_right(values, key)
    low = chosen[at - 1][0] + 1 if at else 0
    high = chosen[at][0] if at < len(chosen) else end
    usual = high if at < len(chosen) and (at == 0 or order.is_descending) else low
    allowed = [index for index in range(low, high + 1) if _is_between(keys, index, key, order)]
    return min(allowed, key=lambda index: abs(index - usual), default=usual)


def _is_between(keys: Sequence[Any], index: int, key: Any, order: Order) -> bool:
    """Whether a key is in order with those right before an index and right behind it, some of which may be out of order themselves."""
    before, behind = (keys[index - 1] if index else None), (keys[index] if index < len(keys) else None)
    low, high = (behind, before) if order.is_descending else (before, behind)
    return (low is None or bool(low <= key)) and (high is None or bool(key <= high))


def key_of_reference(order: Order, reference: Reference, packs: Packs) -> Any:
    """What an order compares of a reference."""
    if order.by == "year":
        dated = month_of(reference, packs)
        return reference.year or (dated[0] if dated else None)
    if order.by == "venue":
        return fold_title(reference.venue) if reference.venue else None
    if order.by == "date":
        for url in reference.urls:
            if m := _ARXIV.fullmatch(packs.identity(url) or ""):
                return int(m[1][:2]) + 2000, int(m[1][2:]), int(m[2].ljust(5, "0"))
        return (reference.year, reference.month or 0, 0) if reference.year else None
    return COLLATIONS[order.by](_titled(reference.title))


def _titled(title: str) -> Entry:
    from awesome_lint.model import EntryKind
    from awesome_lint.source import Span

    return Entry(span=Span(0, 0), kind=EntryKind.ITEM, title=title, title_span=None, links=(), section=None)
