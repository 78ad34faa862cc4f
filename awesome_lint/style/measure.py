"""What a measure is, and what a config may pin its traits to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from awesome_lint.knowledge import Packs
    from awesome_lint.style.house import HouseStyle
    from awesome_lint.style.trait import Observation


class Keys(NamedTuple):
    """The keys of a kind with several traits: `2` of `heading-shape.2`. `says` describes them; `fold` gives a key its one spelling.

    A pin without a key pins all traits of the kind, unless a key `is_required`.
    """

    says: str
    is_valid: Callable[[str], bool]
    is_required: bool = False
    fold: Callable[[str], str] = str


class Values(NamedTuple):
    """The values that a trait can be pinned to: one of `choices`, or what `is_valid` accepts. `says` describes the latter."""

    choices: tuple[str, ...] = ()
    says: str = ""
    is_valid: Callable[[str], bool] | None = None

    def accept(self, value: str) -> bool:
        return self.is_valid(value) if self.is_valid else value in self.choices

    @property
    def listed(self) -> str:
        """The values in words, for messages and docs."""
        return self.says or ", ".join(f"`{choice}`" if choice else "nothing (an empty string)" for choice in self.choices)


class Measure(NamedTuple):
    """How the traits of one kind are observed, and what a config may pin them to.

    `says` is what reports and docs say of it. `values` None: a config can't pin it, for the reason `refusal`. `choices` gives
    the values that depend on the key and on the packs, besides. `is_shown` False keeps a measure that others build on out of reports.
    `is_layout`: layout prints by it.
    """

    name: str
    says: str
    observe: Callable[[HouseStyle], Iterable[Observation]]
    values: Values | None = None
    keys: Keys | None = None
    refusal: str = ""
    choices: Callable[[str, Packs], tuple[str, ...]] | None = None
    is_shown: bool = True
    is_layout: bool = False
