"""How the entries of a list are sorted, and which of them are out of place.

A list counts as sorted where all but a few entries stand in order by title or year under one collation; the entries
outside the longest run that is in order are out of place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from operator import gt
from typing import Any

from awesome_lint.identity import fold_title
from awesome_lint.model import Document, Entry, EntryKind
from awesome_lint.patterns import lazy
from awesome_lint.records import NamedTuple

LEAST_ENTRIES = 8
"""Entries of which one out of place can be told: eight in random order are sorted but for one once in 800 times."""
MOST_MISPLACED = 0.1
"""Share of entries that may be out of place, one at least: in random order the longest run grows with the square root alone."""
LEAST_YEARS = 4
"""Different years without which an order by year may be chance."""
YEARS_APART = 2
"""Years by which an entry must be out of place: a preprint and its publication are often a year apart."""
PUT_FIRST = 3
"""Places that the first entry of a list must be away from its own to be there on purpose: a sponsor's, an overview."""

_ARTICLE = lazy(r"(?:the|an?|der|die|das|eine?|le|la|les|une?|el|los|las|il|lo|gli) (?=\S)")
_SIGNS = lazy(r"^[\W_]+")
_DIGITS = lazy(r"(\d+)")


def _plain(entry: Entry) -> str:
    return _SIGNS.sub("", entry.title).casefold()


def _natural(entry: Entry) -> tuple[tuple[int, int | str], ...]:
    """Numbers by value: `Lecture 2` before `Lecture 10`."""
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in _DIGITS.split(fold_title(entry.title)) if part)


COLLATIONS: dict[str, Callable[[Entry], Any]] = {
    "title": lambda entry: fold_title(entry.title),
    "title without article": lambda entry: _ARTICLE.sub("", fold_title(entry.title), count=1),
    "title in one word": lambda entry: fold_title(entry.title).replace(" ", ""),
    "title with signs": _plain,
    "title by character": lambda entry: entry.title,
    "title with numbers by value": _natural,
}


class Sorting(NamedTuple):
    """The order of a list: `by` title or year, `keys` of all its entries, and the indices of those `misplaced`."""

    by: str
    is_descending: bool
    keys: tuple[Any, ...]
    misplaced: tuple[int, ...]

    @property
    def kept(self) -> list[int]:
        """The indices of the entries that are in order."""
        misplaced = set(self.misplaced)
        return [i for i in range(len(self.keys)) if i not in misplaced]

    def place(self, index: int) -> int:
        """The index before which a misplaced entry belongs, counted in the list as it is; its length for the end."""
        kept = self.kept
        keys = [self.keys[i] for i in kept]
        key = self.keys[index]
        at = len(keys) - bisect_right(keys[::-1], key) if self.is_descending else bisect_right(keys, key)
        if at < len(kept):
            return kept[at]
        return kept[-1] + 1


def entries_by_list(document: Document) -> list[list[Entry]]:
    """The entries of each list or table, apart by section where a heading cuts one."""
    lists: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for entry in document.entries:
        if entry.kind in (EntryKind.ITEM, EntryKind.ROW):
            lists[entry.list_id, entry.section.number if entry.section else -1].append(entry)
    return list(lists.values())


def sorting_of(entries: Sequence[Entry]) -> Sorting | None:
    """How the entries of one list are sorted, None if they aren't, or not beyond doubt."""
    if len(entries) < LEAST_ENTRIES or any(not entry.title for entry in entries):
        return None
    return _by_title(entries) or _by_year(entries)


def _by_title(entries: Sequence[Entry]) -> Sorting | None:
    """The first collation that leaves the fewest entries out of place; of those, the ones that no other collation excuses."""
    found: list[Sorting] = []
    for name, key in COLLATIONS.items():
        sorting = _sorting(name, tuple(key(entry) for entry in entries), is_descending=False)
        if sorting:
            found.append(sorting)
            if not sorting.misplaced:
                break
    best = min(found, key=lambda sorting: len(sorting.misplaced), default=None)
    if best is None or len(set(best.keys)) <= len(entries) // 2:
        return None
    kept = best.kept
    misplaced = (i for i in best.misplaced if not any(_fits(i, kept, sorting.keys) for sorting in found))
    return best._replace(misplaced=tuple(i for i in misplaced if i or best.place(0) < PUT_FIRST))


def _fits(index: int, kept: Sequence[int], keys: Sequence[Any]) -> bool:
    """Whether an entry stands rightly between the nearest of those that are in order."""
    at = bisect_right(kept, index)
    before, after = kept[at - 1] if at else None, kept[at] if at < len(kept) else None
    return (before is None or keys[before] <= keys[index]) and (after is None or keys[index] <= keys[after])


def _by_year(entries: Sequence[Entry]) -> Sorting | None:
    years = tuple(entry.year or 0 for entry in entries)
    if 0 in years or len(set(years)) < LEAST_YEARS:
        return None
    found = [sorting for down in (False, True) if (sorting := _sorting("year", years, is_descending=down))]
    best = min(found, key=lambda sorting: len(sorting.misplaced), default=None)
    if best is None:
        return None
    kept = best.kept
    return best._replace(misplaced=tuple(i for i in best.misplaced if _years_off(i, kept, years) >= YEARS_APART))


def _years_off(index: int, kept: Sequence[int], years: Sequence[int]) -> int:
    """By how many years an entry misses those of its nearest neighbours in order."""
    at = bisect_right(kept, index)
    return min(abs(years[index] - years[i]) for i in kept[max(at - 1, 0) : at + 1])


def _sorting(by: str, keys: tuple[Any, ...], *, is_descending: bool) -> Sorting | None:
    written = keys[::-1] if is_descending else keys
    most = max(1, int(MOST_MISPLACED * len(keys)))
    # Taking an entry out mends one fall at most, so that as many are misplaced: most lists are told not to be sorted by that.
    if sum(map(gt, written, written[1:])) > most:
        return None
    run = set(longest_run(written))
    last = len(keys) - 1
    misplaced = tuple(i for i in range(len(keys)) if (last - i if is_descending else i) not in run)
    if len(misplaced) > most:
        return None
    return Sorting(by, is_descending, keys, misplaced)


def longest_run(keys: Sequence[Any]) -> list[int]:
    """The indices of a longest subsequence that doesn't fall (patience sorting, n log n)."""
    tails: list[Any] = []
    ends: list[int] = []
    before: list[int] = []
    for index, key in enumerate(keys):
        at = bisect_right(tails, key)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(key)
            ends.append(index)
        else:
            tails[at] = key
            ends[at] = index
    run = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(at)
        at = before[at]
    return run[::-1]
