"""How the entries of a list are sorted, and which of them are out of place.

A list counts as sorted where all but a few entries are in order by title or year under one collation; the entries
outside the longest run that is in order are out of place, unless there may be a reason for their place.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from operator import gt
from typing import Any, NamedTuple

from awesome_lint.knowledge import Packs, fold_title
from awesome_lint.model import Document, Entry, EntryKind
from awesome_lint.text import longest_run

LEAST_ENTRIES = 8
"""Entries of which one out of place can be told: eight in random order are sorted but for one once in 800 times."""
MOST_MISPLACED = 0.1
"""Share of entries that may be out of place, one at least: in random order the longest run grows with the square root alone."""
MOST_SLIPS = 10
"""Entries out of place in a list of any length: where there are more, titles are read wrong, or the order is one we don't know."""
LEAST_IN_SIBLING = 4
"""Entries of another list of the page without which its order says nothing."""
LEAST_SHARE_OF_SIBLINGS = 2 / 3
"""Share of the other lists of a page that must be sorted too."""
LEAST_LISTS = 8
"""Lists that show the order of a page, which short lists are held to."""
LEAST_TO_SHOW = 3
"""Entries of a list that shows anything of its page's order."""
LEAST_SHARE_OF_ENTRIES = 0.95
"""Share of the entries of a page's lists that must be in order."""
LEAST_YEARS = 4
"""Different years without which an order by year may be chance."""
YEARS_APART = 2
"""Years by which an entry must be out of place: a preprint and its publication are often a year apart."""
PUT_FIRST = 3
"""Places that the first entries of a list must be away from their own to be there on purpose: sponsors, an overview."""
WORDS_OF_A_SERIES = 3
"""Words at the start that neighbours have in common that are together on purpose: volumes, parts, versions."""

_ARTICLE = re.compile(r"(?:the|an?|der|die|das|eine?|le|la|les|une?|el|los|las|il|lo|gli) (?=\S)")
_SIGNS = re.compile(r"^[\W_]+")
_UNSEEN = re.compile(r"&[a-z]{2,8};|[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# The root order of CLDR, which ICU sorts by: blanks, punctuation, symbols, digits, letters.
_ICU_ORDER = {sign: place for place, sign in enumerate(" _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789")}
_ANY_SIGN = re.compile(r"[^\w ]+")
_DIGITS = re.compile(r"(\d+)")
_DIGIT = re.compile(r"\d")
_NO_LETTER = re.compile(r"[\d_]|[^\w ]")
_LAST = "\U0010ffff\\g<0>"


def _title(entry: Entry) -> str:
    """A title without the characters that nobody sees."""
    return _UNSEEN.sub("", entry.title)


def _as_icu(entry: Entry) -> tuple[tuple[int, str], ...]:
    """Letters without accents behind digits, digits behind signs, signs behind blanks."""
    text = _title(entry).casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return tuple((_ICU_ORDER.get(c, len(_ICU_ORDER)), c) for c in text)


def _plain(entry: Entry) -> str:
    return _SIGNS.sub("", _title(entry)).casefold()


def _natural(entry: Entry) -> tuple[tuple[int, int | str], ...]:
    """Numbers by value: `Lecture 2` before `Lecture 10`."""
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in _DIGITS.split(fold_title(entry.title)) if part)


COLLATIONS: dict[str, Callable[[Entry], Any]] = {
    "title": lambda entry: fold_title(_title(entry)),
    "title without article": lambda entry: _ARTICLE.sub("", fold_title(_title(entry)), count=1),
    "title in one word": lambda entry: fold_title(_title(entry)).replace(" ", ""),
    "title as ICU sorts it": _as_icu,
    "title with signs": _plain,
    "title with numbers by value": _natural,
}
EXCUSES: dict[str, Callable[[Entry], Any]] = {
    "title with any sign alike": lambda entry: _ANY_SIGN.sub("\x01", _title(entry).casefold()),
    "title by character": lambda entry: entry.title,
    "title with digits last": lambda entry: _DIGIT.sub(_LAST, entry.title.casefold()),
    "title with digits and signs last": lambda entry: _NO_LETTER.sub(_LAST, entry.title.casefold()),
}
"""Ways to sort that no list is known by, but that may tell why an entry is where it is: `c3` behind `cubism`."""


class Sorting(NamedTuple):
    """The order of a list: `by` title or year, `keys` of all its entries, the indices of those `in_order` and of those `misplaced`.

    An entry that is neither is elsewhere than the order has it, but may have its reasons.
    """

    by: str
    is_descending: bool
    keys: tuple[Any, ...]
    in_order: tuple[int, ...]
    misplaced: tuple[int, ...]

    def place(self, index: int) -> int:
        """The index before which a misplaced entry belongs, counted in the list as it is; its length for the end."""
        keys = [self.keys[i] for i in self.in_order]
        key = self.keys[index]
        at = len(keys) - bisect_right(keys[::-1], key) if self.is_descending else bisect_right(keys, key)
        return self.in_order[at] if at < len(keys) else self.in_order[-1] + 1

    def sorted(self) -> list[int]:
        """The indices of all entries as the order has them; equal ones keep theirs."""
        return sorted(range(len(self.keys)), key=self.keys.__getitem__, reverse=self.is_descending)

    def neighbours(self, index: int) -> tuple[int | None, int | None]:
        """The nearest entries before and after one that are in order."""
        at = bisect_right(self.in_order, index)
        return self.in_order[at - 1] if at else None, self.in_order[at] if at < len(self.in_order) else None


def entries_by_list(document: Document) -> list[list[Entry]]:
    """The entries of each list or table, apart by section where a heading cuts one."""
    lists: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for entry in document.entries:
        if entry.kind in (EntryKind.ITEM, EntryKind.ROW):
            lists[entry.list_id, entry.section.number if entry.section else -1].append(entry)
    return list(lists.values())


def sortings(document: Document, packs: Packs) -> list[tuple[list[Entry], Sorting]]:
    """The lists that are sorted, where most of the other lists of the page are sorted by the same: eight entries may be by chance."""
    lists = entries_by_list(document)
    found = [(entries, sorting) for entries in lists if (sorting := sorting_of(entries, packs))]
    if not any(sorting.misplaced for _, sorting in found):
        return found
    others = [entries for entries in lists if len(entries) >= LEAST_IN_SIBLING]
    keepers = {by: [entries for entries in others if _keeps(by, entries)] for by in {_by(sorting) for _, sorting in found}}
    kept = []
    for entries, sorting in found:
        by = _by(sorting)
        mine = sum(other is entries for other in others)
        alike = sum(other is not entries for other in keepers[by])
        if alike >= LEAST_SHARE_OF_SIBLINGS * (len(others) - mine):
            kept.append((entries, sorting))
    return kept


def page_sortings(document: Document, packs: Packs) -> list[tuple[list[Entry], Sorting]]:
    """The lists too short to show an order of their own that have an entry out of place, on a page whose lists are sorted by title."""
    lists = [named for entries in entries_by_list(document) if len(named := _without_closing(entries, packs)) > 1]
    lists = [entries for entries in lists if all(entry.title for entry in entries)]
    collation = _collation_of([entries for entries in lists if len(entries) >= LEAST_TO_SHOW and not _is_numbered(entries)])
    if collation is None:
        return []
    found = []
    for entries in lists:
        if len(entries) < LEAST_ENTRIES:
            sorting = _forced(collation, tuple(map(COLLATIONS[collation], entries)))
            if sorting.misplaced and is_slip(sorting):
                found.append((entries, _excused(sorting, entries)))
    return found


def _is_numbered(entries: Sequence[Entry]) -> bool:
    """Whether the titles of a list differ in their numbers alone, which says nothing of its letters: `Lecture 1`, `Lecture 2`."""
    return 2 * len({_DIGITS.sub("", entry.title) for entry in entries}) <= len(entries)


def _collation_of(lists: Sequence[Sequence[Entry]]) -> str | None:
    """The collation that nearly all entries of a page's lists follow, None if there is none."""
    total = sum(map(len, lists))
    if len(lists) < LEAST_LISTS:
        return None
    for name, key in COLLATIONS.items():
        keys = [tuple(map(key, entries)) for entries in lists]
        # Each fall takes one entry out of order at least; collations differ in few.
        if sum(int(sum(map(gt, of_list, of_list[1:]))) for of_list in keys) > 2 * (1 - LEAST_SHARE_OF_ENTRIES) * total:
            return None
        if sum(len(longest_run(of_list)) for of_list in keys) >= LEAST_SHARE_OF_ENTRIES * total:
            return name
    return None


def _excused(sorting: Sorting, entries: Sequence[Entry]) -> Sorting:
    """The sorting without the entries that there may be a reason for."""
    others = [tuple(map(key, entries)) for key in (*COLLATIONS.values(), *EXCUSES.values())]
    slips = (i for i in sorting.misplaced if not _fits(i, sorting, others) and not _is_in_another_script(entries[i].title, entries))
    return sorting._replace(misplaced=tuple(i for i in _without_reason(slips, sorting, entries) if not _is_of_a_series(i, entries)))


ORDERS = ("title", "year", "year, latest first")
"""The orders that a config can pin."""


def wanted_sortings(document: Document, packs: Packs, order: str) -> list[tuple[list[Entry], Sorting]]:
    """All lists of two entries and more, as one of `ORDERS` has them: those out of place are told however many they are.

    Entries that close a list are left out at its end. Left out are lists with an entry whose title (or year) isn't known, and
    those of which most titles are Chinese, Japanese or Korean: they are sorted by sound or by strokes, which letters don't tell.
    """
    found = []
    for entries in entries_by_list(document):
        named = _without_closing(entries, packs)
        sorting = _wanted(named, order)
        if sorting and sorting.misplaced:
            found.append((named, sorting))
    return found


def _without_closing(entries: list[Entry], packs: Packs) -> list[Entry]:
    last = len(entries)
    while last and packs.closing.match(fold_title(entries[last - 1].title)):
        last -= 1
    return entries[:last]


def _wanted(entries: Sequence[Entry], order: str) -> Sorting | None:
    """The entries of one list in a wanted order; None where it can't be told."""
    if len(entries) < 2:
        return None
    if order != "title":
        years = tuple(entry.year or 0 for entry in entries)
        return _forced("year", years, is_descending=order.endswith("latest first")) if all(years) else None
    if not all(entry.title for entry in entries) or 2 * sum("CJK" in _scripts(entry.title) for entry in entries) > len(entries):
        return None
    found = [_forced(name, tuple(map(key, entries))) for name, key in COLLATIONS.items()]
    best = min(found, key=lambda sorting: len(sorting.misplaced))
    return _excused(best, entries) if is_slip(best) else best


def is_slip(sorting: Sorting) -> bool:
    """Whether so few entries are out of place that each is a slip of its own; where more are, the list isn't sorted so."""
    return len(sorting.misplaced) <= min(max(1, int(MOST_MISPLACED * len(sorting.keys))), MOST_SLIPS)


def _forced(by: str, keys: tuple[Any, ...], *, is_descending: bool = False) -> Sorting:
    """Keys under an order, however many are out of place."""
    run = longest_run(keys[::-1] if is_descending else keys)
    last = len(keys) - 1
    in_order = tuple(last - i for i in reversed(run)) if is_descending else tuple(run)
    return Sorting(by, is_descending, keys, in_order, tuple(sorted(set(range(len(keys))).difference(in_order))))


def _by(sorting: Sorting) -> str:
    """What a list is sorted by: title, year, or years from the last one on."""
    return f"{sorting.by.partition(' ')[0]}{' down' if sorting.is_descending else ''}"


def _keeps(by: str, entries: Sequence[Entry]) -> bool:
    """Whether a list is in an order, save for one in ten."""
    if by == "title":
        return any(_share_of_falls(tuple(map(key, entries))) <= MOST_MISPLACED for key in COLLATIONS.values())
    years = tuple(entry.year for entry in entries if entry.year)
    return len(years) >= LEAST_IN_SIBLING and _share_of_falls(years if by == "year" else years[::-1]) <= MOST_MISPLACED


def _share_of_falls(keys: Sequence[Any]) -> float:
    return int(sum(map(gt, keys, keys[1:]))) / len(keys)


def sorting_of(entries: Sequence[Entry], packs: Packs) -> Sorting | None:
    """How the entries of one list are sorted, None if they aren't, or not beyond doubt."""
    if len(entries) < LEAST_ENTRIES or any(not entry.title for entry in entries):
        return None
    named = entries[:-1] if packs.closing.match(fold_title(entries[-1].title)) else entries
    return _by_title(named) or _by_year(entries)


def _by_title(entries: Sequence[Entry]) -> Sorting | None:
    """The first collation that leaves the fewest entries out of place; of those, the ones that no other collation excuses."""
    found: list[Sorting] = []
    for name, key in COLLATIONS.items():
        if sorting := _sorting(name, tuple(map(key, entries))):
            found.append(sorting)
            if not sorting.misplaced:
                break
    best = min(found, key=lambda sorting: len(sorting.misplaced), default=None)
    if best is None or len(best.misplaced) > MOST_SLIPS or len(set(best.keys)) <= len(entries) // 2:
        return None
    if best.misplaced:
        found += [sorting for name, key in EXCUSES.items() if (sorting := _sorting(name, tuple(map(key, entries))))]
    misplaced = (
        i
        for i in best.misplaced
        if all(i in other.misplaced for other in found)
        and not _fits(i, best, [sorting.keys for sorting in found])
        and not _is_in_another_script(entries[i].title, entries)
    )
    slips = _without_reason(misplaced, best, entries)
    return best._replace(misplaced=tuple(i for i in slips if not _is_of_a_series(i, entries)))


def _is_in_another_script(title: str, entries: Sequence[Entry]) -> bool:
    """Whether a title has letters that are sorted otherwise than those of most: Arabic among English; Chinese, by sound or by strokes."""
    scripts = _scripts(title)
    if not scripts or "CJK" in scripts:
        return bool(scripts)
    return 2 * sum(scripts <= _scripts(entry.title) for entry in entries) <= len(entries)


def _scripts(title: str) -> frozenset[str]:
    """The scripts of a title's letters, Latin aside."""
    letters = {c for c in title if c > "\u024f" and c.isalpha()}
    return frozenset(unicodedata.name(c, "").partition(" ")[0] for c in letters)


def _fits(index: int, sorting: Sorting, collations: Sequence[Sequence[Any]]) -> bool:
    """Whether an entry is rightly behind the one before, and before the one behind, each under some collation."""
    before, after = sorting.neighbours(index)
    return any(before is None or keys[before] <= keys[index] for keys in collations) and any(
        after is None or keys[index] <= keys[after] for keys in collations
    )


def _by_year(entries: Sequence[Entry]) -> Sorting | None:
    years = tuple(takewhile(bool, (entry.year or 0 for entry in entries)))  # up to the first entry without one
    if len(years) < len(entries) or len(set(years)) < LEAST_YEARS:
        return None
    found = [sorting for down in (False, True) if (sorting := _sorting("year", years, is_descending=down))]
    best = min(found, key=lambda sorting: len(sorting.misplaced), default=None)
    if best is None or len(best.misplaced) > MOST_SLIPS:
        return None
    misplaced = (i for i in best.misplaced if _years_off(i, best) >= YEARS_APART)
    return best._replace(misplaced=_without_reason(misplaced, best, entries))


def _years_off(index: int, sorting: Sorting) -> int:
    """By how many years an entry misses those of its nearest neighbours in order."""
    years: tuple[int, ...] = sorting.keys
    return min(abs(years[index] - years[i]) for i in sorting.neighbours(index) if i is not None)


def _sorting(by: str, keys: tuple[Any, ...], *, is_descending: bool = False) -> Sorting | None:
    written = keys[::-1] if is_descending else keys
    most = max(1, int(MOST_MISPLACED * len(keys)))
    # Taking an entry out mends one fall at most, so that as many are misplaced: most lists are told not to be sorted by that.
    if sum(map(gt, written, written[1:])) > most:
        return None
    sorting = _forced(by, keys, is_descending=is_descending)
    return sorting if len(sorting.misplaced) <= most else None


def _without_reason(misplaced: Iterable[int], sorting: Sorting, entries: Sequence[Entry]) -> tuple[int, ...]:
    """Those of the entries out of place that nothing but a slip can have put there."""
    linked = sum(entry.title_link is not None for entry in entries) * 2 > len(entries)
    put_first = sum(1 for _ in takewhile(lambda i: i in sorting.misplaced and sorting.place(i) - i >= PUT_FIRST, range(len(entries))))
    return tuple(
        i
        for i in misplaced
        if i >= put_first
        # Written otherwise than most: what was read as its title may be the description.
        and (entries[i].title_link is not None) == linked
    )


def _is_of_a_series(index: int, entries: Sequence[Entry]) -> bool:
    """Whether a neighbour's title begins alike, or differs in numbers alone: `C99`, `C11`; `Immich Kiosk`, `Immich`."""
    mine = fold_title(entries[index].title)
    for neighbour in entries[max(index - 1, 0) : index + 2]:
        its = fold_title(neighbour.title)
        pairs = list(zip(mine.split(), its.split(), strict=False))[:WORDS_OF_A_SERIES]
        if neighbour is not entries[index] and (all(one == other for one, other in pairs) or _DIGITS.sub("", mine) == _DIGITS.sub("", its)):
            return True
    return False
