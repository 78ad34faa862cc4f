"""What a fix is: edits on offsets, how safe they are, and what they declare to change. Data, never code.

The vocabulary is ruff's (`Edit`, `Fix`, `Applicability`); the declaration (`Delta`) is ours: the proof
checks after each rewrite that the page changed in nothing but what the applied fixes declare.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Literal, NamedTuple

from awesome_lint.source import Span


class Applicability(IntEnum):
    """How safe a fix is; ordered, so that "may it be applied" is one comparison."""

    HINT = 0
    """Shown, never applied."""
    UNSAFE = 1
    """Applied with --unsafe-fixes: the meaning may change."""
    SAFE = 2
    """Applied by default: the same entries, links and titles for every reader."""

    @property
    def word(self) -> str:
        return self.name.lower()


class Edit(NamedTuple):
    """Replace the characters from `start` to `end` (offsets) with `content`."""

    start: int
    end: int
    content: str = ""

    @classmethod
    def replacement(cls, span: Span, content: str) -> Edit:
        return cls(span.start, span.end, content)

    @classmethod
    def deletion(cls, span: Span) -> Edit:
        return cls(span.start, span.end, "")

    @classmethod
    def insertion(cls, at: int, content: str) -> Edit:
        return cls(at, at, content)

    @property
    def is_insertion(self) -> bool:
        return self.start == self.end

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


DeltaKind = Literal[
    "url",  # the URL `old` becomes `new`, in a link or in words
    "text",  # the words or the Markdown `old` becomes `new`
    "link recovered",  # broken syntax becomes a link to `new`; brackets and blanks may change with it
    "link order",  # links change places inside a block
    "order",  # a block changes its place among its siblings
    "nesting",  # an item of a list is nested otherwise
    "lists joined",  # neighbouring lists become one
    "blocks divided",  # what was one block becomes several, or the other way round; the words and links stay in their order
    "block removed",  # the block with the source `old` goes
    "block added",  # a block with the source `new` comes
]


class Delta(NamedTuple):
    """One declared change of the rendered page; it holds for the blocks that the fix edits."""

    kind: DeltaKind
    old: str = ""
    new: str = ""


def rewording(text: str, span: Span, edits: Iterable[Edit]) -> Delta:
    """The delta of edits inside a span of a text that is Markdown by itself: what is there becomes what the edits make of it."""
    inside = [Edit(edit.start - span.start, edit.end - span.start, edit.content) for edit in edits]
    old = text[span.start : span.end]
    return Delta("text", old, apply(old, inside))


class Fix(NamedTuple):
    """Edits that belong together (all or none), sorted, not overlapping.

    A fix without deltas promises that the page is rendered as before, white space aside.
    """

    message: str
    edits: tuple[Edit, ...]
    applicability: Applicability = Applicability.SAFE
    deltas: tuple[Delta, ...] = ()

    @classmethod
    def of(cls, message: str, *edits: Edit, applicability: Applicability = Applicability.SAFE, deltas: Iterable[Delta] = ()) -> Fix:
        """A fix of edits in any order. Raises ValueError where they overlap."""
        ordered = tuple(sorted(edits))
        if any(a.end > b.start for a, b in itertools.pairwise(ordered)):
            raise ValueError(f"overlapping edits in one fix: {ordered}")
        return cls(message, ordered, applicability, tuple(deltas))

    @property
    def width(self) -> int:
        """Characters from the first edit's start to the last one's end."""
        return self.edits[-1].end - self.edits[0].start if self.edits else 0

    @property
    def span(self) -> Span:
        """From the first edit's start to the last one's end."""
        return Span(self.edits[0].start, self.edits[-1].end) if self.edits else Span(0, 0)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that don't overlap; insertions at one offset keep the order in which they come."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start < at:
            raise ValueError(f"edit {edit} overlaps the one before it")
        parts += (text[at : edit.start], edit.content)
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)


def select(fixes: Sequence[tuple[str, Fix]]) -> list[int]:
    """Which of the (rule name, fix) pairs go together in one pass: their indices, in the order given.

    The narrowest fix wins; one that touches an accepted fix waits for the next pass. Insertions of one
    rule at one offset go together. That replaces any table of rule order.
    """
    accepted: list[int] = []
    taken: list[tuple[int, int, str]] = []  # start, end, rule: disjoint, sorted
    for index in sorted(range(len(fixes)), key=lambda i: (fixes[i][1].width, fixes[i][1].span, i)):
        rule, fix = fixes[index]
        if not any(_touches(edit, rule, taken) for edit in fix.edits):
            for edit in fix.edits:
                insort(taken, (edit.start, edit.end, rule))
            accepted.append(index)
    return sorted(accepted)


def _touches(edit: Edit, rule: str, taken: list[tuple[int, int, str]]) -> bool:
    """Whether an edit overlaps or adjoins an accepted one, insertions of one rule at one offset excepted."""
    at = bisect_right(taken, edit.end, key=lambda t: t[0])
    while at and taken[at - 1][1] >= edit.start:
        at -= 1
        start, end, other = taken[at]
        if not (edit.is_insertion and start == end == edit.start and rule == other):
            return True
    return False


def common_ends(one: Sequence[object], other: Sequence[object]) -> tuple[int, int]:
    """How many items two sequences begin with in common, and how many of what is left they end with."""
    start = _common_start(one, other)
    return start, _common_start(one[start:][::-1], other[start:][::-1])


def _common_start(one: Sequence[object], other: Sequence[object]) -> int:
    return next((index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
