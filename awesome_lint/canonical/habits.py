"""The layout habits of a list: what it does nearly always, and where it has no one way.

A habit is followed from 10 observations and 95 % (DESIGN: house style); where there is none, a place stays as written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from awesome_lint.canonical.page import Item, Page, blocks, width

if TYPE_CHECKING:
    from markdown_it.token import Token

T = TypeVar("T", bound=Hashable)

ENOUGH = 10
CONSISTENT = 0.95


def habit(seen: Counter[T]) -> T | None:
    """What holds for nearly all observations; None where they are few or mixed."""
    if seen.total() < ENOUGH:
        return None
    value, count = seen.most_common(1)[0]
    return value if count >= CONSISTENT * seen.total() else None


def majority(seen: Counter[T], least: int = 1) -> T | None:
    """What holds for more than half of the observations."""
    if seen.total() < least:
        return None
    value, count = seen.most_common(1)[0]
    return value if 2 * count > seen.total() else None


def kind_of(token_type: str) -> str:
    """A block's kind, as far as blank lines go."""
    return "heading" if token_type.startswith("heading") else "block"


@dataclass(slots=True)
class Blanks:
    """Blank lines in one kind of place: how many the list puts there."""

    seen: Counter[int] = field(default_factory=Counter)

    @property
    def usual(self) -> int | None:
        """The number that most places have which have any."""
        return majority(Counter({n: count for n, count in self.seen.items() if n}), least=3)

    @property
    def always(self) -> bool | None:
        """Whether there is a blank line: True, False, or None for now and then."""
        return habit(Counter({True: sum(c for n, c in self.seen.items() if n), False: self.seen[0]}))


class Habits(NamedTuple):
    """What a list does nearly always; None or a missing key where it has no one way.

    `lead` is the white space before top-level markers; `steps` leads from a parent's marker
    to a nested one, by whether the parent is a bullet; `pads` stands behind a marker, by whether it is a bullet;
    `offsets` is the content's distance from the marker, for ordered lists. `aligned`: text that goes on
    in another line of an item starts below the item's first word; `flush`: that of paragraphs at column 0.
    `siblings`: the markers of one list stand below each other.
    """

    lead: str | None
    steps: Mapping[bool, str]
    pads: Mapping[bool, str]
    offset: int | None
    aligned: bool
    flush: bool
    blanks: Mapping[str, Blanks]
    siblings: bool = True

    @classmethod
    def none(cls, blanks: Mapping[str, Blanks]) -> Habits:
        """No habits but blank lines: every line keeps its place."""
        return cls(None, {}, {}, None, aligned=False, flush=False, blanks=blanks, siblings=False)

    def blank_lines(self, found: int, *places: str) -> int:
        """How many blank lines to print where `found` stand; `places` from the most to the least specific.

        More than one blank line is one too many unless the list is used to it (mdformat knows no more than one).
        """
        known = [self.blanks[place] for place in places if place in self.blanks]
        if found > 1:
            return min(found, next((blanks.usual for blanks in known if blanks.usual), 1))
        return found


def learn(page: Page) -> Habits:
    """The layout habits of a page."""
    items = list(page.items.values())
    nested = [item for item in items if item.parent and not item.inline]
    steps = _by((item.parent.is_bullet, step) for item in nested if item.parent and (step := item.step) is not None)
    pads = _by((item.is_bullet, item.pad) for item in items if not item.empty and not item.is_code)
    ordered = Counter(item.offset for item in items if not item.is_bullet)
    leads = Counter(item.lead for item in items if not item.parent)
    aligned, flush = _continuations(page)
    return Habits(habit(leads), steps, pads, habit(ordered), aligned=aligned, flush=flush, blanks=_blanks(page))


def _by(pairs: Iterable[tuple[T, str]]) -> dict[T, str]:
    seen: defaultdict[T, Counter[str]] = defaultdict(Counter)
    for key, value in pairs:
        seen[key][value] += 1
    return {key: usual for key, counter in seen.items() if (usual := habit(counter)) is not None}


def _continuations(page: Page) -> tuple[bool, bool]:
    """Whether lines that continue a text are aligned with it: in items, and in paragraphs outside of lists."""
    in_items: Counter[bool] = Counter()
    outside: Counter[bool] = Counter()
    stack: list[Item | None] = []
    for token in page.tokens:
        if token.type == "list_item_open":
            stack.append(page.items.get(id(token)))
        elif token.type == "list_item_close":
            stack.pop()
        elif token.type == "paragraph_open" and token.map:
            item = stack[-1] if stack else None
            column = item.column + item.offset if item else 0
            for line in page.lines[token.map[0] + 1 : token.map[1]]:
                lead = line[: len(line) - len(line.lstrip(" \t"))]
                (in_items if item else outside)[width(lead) == column] += 1
    return habit(in_items) is True, habit(outside) is True


def _blanks(page: Page) -> dict[str, Blanks]:
    """Blank lines above blocks, by place: above and below headings, between items and elsewhere."""
    found: defaultdict[str, Blanks] = defaultdict(Blanks)
    before: Token | None = None
    for block in blocks(page.tokens):
        token = block[0]
        if before is not None and token.map:
            above = page.blanks_above(token.map[0])
            for place in places(before, token):
                found[place].seen[above] += 1
        before = token
    for item_token, item in zip((t for t in page.tokens if id(t) in page.items), page.items.values(), strict=True):
        if item_token.map and not item.inline:
            found["item"].seen[page.blanks_above(item.first)] += 1
    return dict(found)


def places(before: Token, token: Token) -> Sequence[str]:
    """What the gap between two top-level blocks is, from the most to the least specific."""
    if kind_of(token.type) == "heading":
        return (f"above {token.tag}", "above heading")
    if kind_of(before.type) == "heading":
        return (f"below {before.tag}", "below heading")
    return ("between blocks",)
