"""A trait of the house style: what a list does in one respect, with the places that show it.

This is the one formula for "what most of the list does": rules and layout both use it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple, TypeVar

from awesome_lint.model import Section
from awesome_lint.source import Span

# The two thresholds of the project. Half of the real lists with ten or more labelled links write 95 % and more of them
# alike, a fifth fewer than 80 % (counted over 149 lists): below 95 % a second way is in regular use, and ten
# observations are the fewest of which one can't be the twentieth that may differ.
LEAST_OBSERVATIONS = 10
LEAST_SHARE = 0.95
# A list with a second way in regular use still has slips: what one place in thirty does, as seen beside a way that most follow.
LEAST_DOMINANT = 0.8
LEAST_TIMES_RARE = 30

T = TypeVar("T", bound=Hashable)


class Observation(NamedTuple):
    """One place where the list shows what it does. `key` distinguishes the traits of one kind.

    `section` is the number of the section that the place is in, -1 outside of any.
    """

    value: str
    span: Span
    key: str = ""
    section: int = -1


_VALUE, _KEY = itemgetter(0), itemgetter(2)


class Trait(NamedTuple):
    """What the list does in one respect: `support` of `total` observations have `value`, the others are `deviations`."""

    name: str
    value: str
    support: int
    total: int
    deviations: tuple[Observation, ...] = ()
    is_pinned: bool = False
    ruling: bool | None = None
    """Whether it is enforced, where another document's style decides; None: the observations decide."""

    @property
    def share(self) -> float:
        """How much of the list does it: 0 to 1; 0 where nothing was observed."""
        return self.support / self.total if self.total else 0.0

    @property
    def is_enforced(self) -> bool:
        """Whether what differs is a slip: pinned by the config, or nearly all other places agree.

        A place is judged by all the others: of eleven observations ten alike make the eleventh a slip.
        """
        if self.ruling is not None:
            return self.ruling
        return self.is_pinned or (self.support >= LEAST_OBSERVATIONS and self.support >= LEAST_SHARE * (self.total - 1))

    @property
    def rarities(self) -> tuple[Observation, ...]:
        """The deviations that are rare beside the value, where that isn't enforced but dominates."""
        if self.is_enforced or self.share < LEAST_DOMINANT:
            return ()
        counts = Counter(map(_VALUE, self.deviations))
        return tuple(o for o in self.deviations if LEAST_TIMES_RARE * counts[o.value] <= self.support)

    @property
    def is_majority(self) -> bool:
        """Whether more than half of the places do it, or the config pins it."""
        return self.is_pinned or 2 * self.support > self.total


def trait_of(name: str, observed: Sequence[Observation], pin: str | None = None) -> Trait | None:
    """The trait that observations show; None where there are none, and no pin. Of equally frequent values, the first is taken."""
    if not observed:
        return None if pin is None else Trait(name, pin, 0, 0, is_pinned=True)
    counts = Counter(map(_VALUE, observed))
    value = max(counts, key=counts.__getitem__) if pin is None else pin
    deviations = tuple([o for o in observed if o.value != value]) if counts[value] < len(observed) else ()
    return Trait(
        name=name,
        value=value,
        support=len(observed) - len(deviations),
        total=len(observed),
        deviations=deviations,
        is_pinned=pin is not None,
    )


def majority(values: Iterable[T]) -> T | None:
    """What more than half of some values are; None where they have no one way."""
    counts = Counter(values)
    value = max(counts, key=counts.__getitem__, default=None)
    return value if value is not None and 2 * counts[value] > counts.total() else None


def pin_of(name: str, pins: Mapping[str, str]) -> str | None:
    """The value that a config pins a trait to: under its own name, or under its kind, which pins all traits of the kind."""
    return pins.get(name, pins.get(name.partition(".")[0])) if pins else None


def by_key(observed: Iterable[Observation]) -> dict[str, list[Observation]]:
    """Observations of one kind by the trait that they belong to, in document order."""
    observed = list(observed)
    keys = dict.fromkeys(map(_KEY, observed))
    if len(keys) == 1:  # most kinds have one trait
        return dict.fromkeys(keys, observed)
    found: dict[str, list[Observation]] = {key: [] for key in keys}
    for observation in observed:
        found[observation.key].append(observation)
    return found


def number_of(section: Section | None) -> int:
    """The number of a section, -1 for none."""
    return -1 if section is None else section.number
