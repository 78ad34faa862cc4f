"""What layout prints by: the traits of the house style that concern it, measured on the page as it is.

A trait that isn't enforced (see `style/trait.py`) leaves each place as written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from awesome_lint.style.measures import layout as measures
from awesome_lint.style.page import Page
from awesome_lint.style.trait import Observation, by_key, pin_of, trait_of

if TYPE_CHECKING:
    from markdown_it.token import Token

_LEAST_GAPS = 3
"""Places with blank lines from which on the number that most of them have counts."""


class Blanks(NamedTuple):
    """Blank lines in one kind of place.

    `usual` is the number of most places which have any, `always` whether nearly all (True) or nearly none (False) have some,
    `pinned` the number that the config wants. None: the list has no one way, or the config says nothing.
    """

    usual: int | None = None
    always: bool | None = None
    pinned: int | None = None


class Habits(NamedTuple):
    """How layout prints a list; None or a missing key where a place stays as written.

    `lead` is the white space before top-level markers, `usual_lead` that before most of them; `steps` that from the parent's marker to a
    nested one, by whether the parent is a bullet; `pads` that after a marker, by whether it is a bullet; `offset` is the content's distance
    from a number. `aligned`: text that goes on in another line of an item starts below the item's first word; `flush`: that of paragraphs
    at column 0. `bullets` are those that the config wants, by depth. `siblings`: the markers of one list are below each other.
    """

    blanks: Mapping[str, Blanks]
    lead: str | None = None
    usual_lead: str | None = None
    steps: Mapping[bool, str] = {}
    pads: Mapping[bool, str] = {}
    offset: int | None = None
    aligned: bool = False
    flush: bool = False
    bullets: Mapping[int, str] = {}
    siblings: bool = True

    def blank_lines(self, found: int, *places: str) -> int:
        """How many blank lines to print where `found` are; `places` from the most to the least specific.

        More than one blank line is one too many unless the list is used to it (mdformat knows no more than one).
        """
        known = [self.blanks[place] for place in places if place in self.blanks]
        pinned = known[0].pinned if known else None
        if found and pinned is not None:
            return pinned
        if found > 1:
            return min(found, next((blanks.usual for blanks in known if blanks.usual), 1))
        return found


def cautious(habits: Habits) -> Habits:
    """Blank lines as ever, but every line keeps its column."""
    return Habits(blanks=habits.blanks, siblings=False)


def learn(page: Page, pins: Mapping[str, str]) -> Habits:
    """How layout prints a page; `pins` are the traits that the config fixes."""
    traits = _Traits(page, pins)
    indents = {key: measures.white_space(value) for key in ("top", "bullet", "number") if (value := traits.enforced(f"indent.{key}"))}
    pads = {kind: traits.enforced(name) for kind, name in ((True, "bullet-padding"), (False, "number-padding"))}
    offset = traits.enforced("number-offset")
    return Habits(
        blanks=traits.blanks(),
        lead=indents.get("top"),
        usual_lead=traits.usual_lead(),
        steps={is_bullet: indents[key] for is_bullet, key in ((True, "bullet"), (False, "number")) if key in indents},
        pads={kind: pad.replace("tab", "\t") for kind, pad in pads.items() if pad is not None},
        offset=int(offset) if offset else None,
        aligned=traits.enforced("continuation.items") == measures.ALIGNED,
        flush=traits.enforced("continuation.paragraphs") == measures.ALIGNED,
        bullets={item.depth: pin for item in page.items.values() if (pin := pin_of(f"bullet.{item.depth}", pins))} if pins else {},
    )


class _Traits:
    """The layout traits of one page."""

    def __init__(self, page: Page, pins: Mapping[str, str]) -> None:
        self._pins = pins
        self._observed = {
            "bullet-padding": by_key(measures.bullet_padding(page)),
            "number-padding": by_key(measures.number_padding(page)),
            "number-offset": by_key(measures.number_offset(page)),
            "indent": by_key(measures.indent(page)),
            "continuation": by_key(measures.continuation(page)),
            "blanks-before-heading": by_key(measures.blanks_before_heading(page)),
            "blanks-after-heading": by_key(measures.blanks_after_heading(page)),
            "blank-lines": by_key(measures.blank_lines(page)),
        }

    def enforced(self, name: str) -> str | None:
        trait = trait_of(name, self._of(name), pin_of(name, self._pins))
        return trait.value if trait and trait.is_enforced else None

    def usual_lead(self) -> str | None:
        """The white space before most of the markers at the outermost level."""
        trait = trait_of("indent.top", self._of("indent.top"))
        return measures.white_space(trait.value) if trait and trait.is_majority else None

    def _of(self, name: str) -> Sequence[Observation]:
        kind, _, key = name.partition(".")
        return self._observed[kind].get(key, ())

    def blanks(self) -> dict[str, Blanks]:
        """Blank lines by place: before and after headings of each level, before and after headings of any, between other things."""
        found: dict[str, Blanks] = {}
        for kind in ("blanks-before-heading", "blanks-after-heading", "blank-lines"):
            for key, observed in self._observed[kind].items():
                found[f"{kind}.{key}"] = self._blanks(observed, pin_of(f"{kind}.{key}", self._pins))
            if kind != "blank-lines":
                together = [observation for observed in self._observed[kind].values() for observation in observed]
                found[kind] = self._blanks(together, self._pins.get(kind))
        return found

    @staticmethod
    def _blanks(observed: Sequence[Observation], pin: str | None) -> Blanks:
        some = [observation for observation in observed if observation.value != "0"]
        usual = trait_of("", some)
        any_at_all = trait_of("", [observation._replace(value=str(observation.value != "0")) for observation in observed])
        return Blanks(
            usual=int(usual.value) if usual and usual.total >= _LEAST_GAPS and usual.is_majority else None,
            always=any_at_all.value == str(True) if any_at_all and any_at_all.is_enforced else None,
            pinned=None if pin is None else int(pin),
        )


def places(before: Token, token: Token) -> Sequence[str]:
    """What the gap between two top-level blocks is, from the most to the least specific."""
    if measures.is_heading(token):
        return (f"blanks-before-heading.{token.tag[1:]}", "blanks-before-heading")
    if measures.is_heading(before):
        return (f"blanks-after-heading.{before.tag[1:]}", "blanks-after-heading")
    return ("blank-lines.blocks",)
