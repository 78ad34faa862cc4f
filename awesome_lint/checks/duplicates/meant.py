"""What is listed in two places on purpose: by the list's habit, in an index of it, or since the second place says something else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from awesome_lint.checks.duplicates.differences import are_described_anew, say_the_same
from awesome_lint.matches import Match
from awesome_lint.model import Document, Entry, EntryKind
from awesome_lint.source import Span

FEWEST_OF_A_HABIT = 10
"""So many pairs that are no slips (two topics, the news) are a habit of the list, and one finding."""

FEWEST_MEANT = 20
"""So many pairs in all are meant, where ten of them are copies word for word: readers of eight such lists would mend none."""

FEWEST_IN_AN_INDEX = 5
"""So many entries of a section, and half of all, that are in other sections too make it an index: `By Language`, `Start Here`."""
FEWEST_INDEXED = 3
"""So many other sections. The copies of one section are not an index of it."""


class Habits(NamedTuple):
    """How a list has entries in two places: how many in the same words (True) and in others; the numbers of sections that are indexes."""

    pairs: Counter[bool]
    indexes: frozenset[int]


def habits_of(pairs: Sequence[Match], document: Document) -> Habits:
    """What pairs in two places, none of them a slip by itself, show together."""
    return Habits(Counter(say_the_same(pair.first, pair.second) for pair in pairs), _indexes(pairs, document))


def is_meant(pair: Match, habits: Habits, document: Document) -> bool:
    """Whether an entry is in two places on purpose.

    A list that describes each anew has a copy word for word by mistake: the two are counted apart.
    """
    is_copy = say_the_same(pair.first, pair.second)
    if habits.pairs[is_copy] >= FEWEST_OF_A_HABIT and (not is_copy or habits.pairs.total() >= FEWEST_MEANT):
        return True
    is_in_a_table = [entry.kind is EntryKind.ROW for entry in (pair.first, pair.second)]
    if is_in_a_table[0] != is_in_a_table[1] or are_described_anew(pair.first, pair.second):
        return True
    return not habits.indexes.isdisjoint(_apart(pair.first, pair.second, document) | _apart(pair.second, pair.first, document))


def _indexes(pairs: Sequence[Match], document: Document) -> frozenset[int]:
    """The sections most of whose entries are in several others too; those of one that was pasted twice are in one."""
    elsewhere: defaultdict[int, set[Span]] = defaultdict(set)  # by section, its entries that are in others too
    others: defaultdict[int, set[int]] = defaultdict(set)  # and in which
    for pair in pairs:
        for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
            for number in _apart(one, other, document):
                elsewhere[number].add(one.span)
                others[number].add(min(_apart(other, one, document), default=-1))  # the outermost comes first
    may_be = {number for number in elsewhere if len(elsewhere[number]) >= FEWEST_IN_AN_INDEX and len(others[number]) >= FEWEST_INDEXED}
    if not may_be:
        return frozenset()
    every = Counter(section.number for entry in document.entries for section in document.path(entry.section))
    return frozenset(number for number in may_be if 2 * len(elsewhere[number]) >= every[number])


def _apart(one: Entry, other: Entry, document: Document) -> set[int]:
    """The sections that hold one entry but not the other."""
    mine, its = ({section.number for section in document.path(entry.section)} for entry in (one, other))
    return mine - its
