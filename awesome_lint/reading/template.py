"""The template of a list: how its entries write each role, learnt from all of them; and decoding by it.

Entries of one *form* (kind of block and how it begins; the header of a table) share a template. It is learnt from all
its records, decoded by what their fields say alone; then each is decoded again by what the form shows besides. The counts are
generative: P(look | role), P(place | role), P(separator | role), P(role | role before), each shrunk by `SHRINKAGE` records.
A record of few observations is decoded once however many records have the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from operator import add
from typing import NamedTuple, TypeVar

from awesome_lint.model import Form, Slot
from awesome_lint.reading.evidence import Observation, scores
from awesome_lint.reading.fields import Field
from awesome_lint.reading.neighbours import Seen
from awesome_lint.reading.senses import Sense
from awesome_lint.reading.weights import ROLES

# A form's counts are mixed with so many records that show nothing, and count in full from so many on.
SHRINKAGE = 5.0
FEWEST_RECORDS = 10
WEIGHT_OF_LOOK, WEIGHT_OF_PLACE, WEIGHT_OF_ORDER, WEIGHT_OF_SEPARATOR = 0.7, 0.7, 0.5, 0.4
MOST_LIFT = 2.5

# A slot that so many records have, this share of them as their title, is a slot of titles; a bracket that this share of all
# records has is no part of one.
FEWEST_IN_A_SLOT = 10
SHARE_OF_TITLES = 0.9
SHARE_OF_HABIT = 0.5
_BRACKETS = "([（【"
_LINKS = ("link", "bold link")

T = TypeVar("T")
Signature = tuple[Observation, ...]

# The states: each role before the title, the title, each role behind it. A path has exactly one run of the title.
_BEFORE = ("tag", "date", "venue", "authors", "name", "label")
_BEHIND = ("authors", "venue", "date", "label", "rest")
TITLE = len(_BEFORE)
STATES = (*_BEFORE, "title", *_BEHIND)
_COUNT = len(STATES)
_SCORE_OF = tuple(ROLES.index(role) for role in STATES)
_START = -1
_IMPOSSIBLE = float("-inf")
# What a change of the role costs; authors and venues that nothing sets apart from the title before them cost more.
CHANGE = -0.3
UNMARKED_CHANGE = -0.5

Changes = tuple[tuple[float, ...], ...]


class Part(NamedTuple):
    """A field of an entry, as decoding saw it, with the state that it found."""

    seen: Seen
    observed: Observation
    state: int

    @property
    def field(self) -> Field:
        return self.seen.field

    @property
    def sense(self) -> Sense:
        return self.seen.sense

    @property
    def role(self) -> str:
        return STATES[self.state]

    @property
    def slot(self) -> Slot:
        """How and where the field is written."""
        return slot_of(self.observed)


class Scores(NamedTuple):
    """What an observation scores for each state: on entering it from another one, and on staying in it.

    `is_unmarked`: nothing but a space is between it and the field before it.
    """

    enter: tuple[float, ...]
    stay: tuple[float, ...]
    is_unmarked: bool


class Lifts(NamedTuple):
    """What a form's counts say of an observation beyond what it says itself, weighed: the lift of each state."""

    looks: Mapping[tuple[int, str], float]
    places: Mapping[tuple[int, tuple[int, int]], float]
    separators: Mapping[tuple[int, str], float]
    order: Mapping[tuple[int, int], float]


class Decoder:
    """Decodes the records of one form; each signature once."""

    def __init__(self, form: Form) -> None:
        self._lifts = _lifts(form)
        self._first = [self._lifts.order.get((_START, state), 0.0) for state in range(_COUNT)]
        self._into = _changes(self._lifts, is_unmarked=False)
        self._into_unmarked = _changes(self._lifts, is_unmarked=True)
        self._scores: dict[Observation, Scores] = {}
        self._paths: dict[Signature, tuple[int, ...]] = {}

    def path(self, signature: Signature) -> tuple[int, ...]:
        """The state of each observation; () where none can be a title."""
        found = self._paths.get(signature)
        if found is None:
            found = self._paths[signature] = self._decode(signature)
        return found

    def _decode(self, signature: Signature) -> tuple[int, ...]:
        if not signature:
            return ()
        enter = self._score(signature[0]).enter
        best = [enter[state] + self._first[state] if state <= TITLE else _IMPOSSIBLE for state in range(_COUNT)]
        came: list[list[int]] = []
        for seen in signature[1:]:
            best, back = self._advance(best, self._score(seen))
            came.append(back)
        score, state = max((best[state], state) for state in range(TITLE, _COUNT))
        if score == _IMPOSSIBLE:
            return ()
        path = [state]
        for back in reversed(came):
            path.append(back[path[-1]])
        return tuple(reversed(path))

    def _advance(self, best: Sequence[float], scores: Scores) -> tuple[list[float], list[int]]:
        """The best score of each state one field on, and the state before it."""
        before, behind = best[:TITLE], best[TITLE:]
        into = self._into_unmarked if scores.is_unmarked else self._into
        after: list[float] = []
        back: list[int] = []
        for state, cost in enumerate(into):
            reached = list(map(add, before if state <= TITLE else behind, cost))
            top = max(reached)
            stay = best[state] + scores.stay[state]
            if top + scores.enter[state] > stay:
                after.append(top + scores.enter[state])
                back.append(reached.index(top) + (0 if state <= TITLE else TITLE))
            else:
                after.append(stay)
                back.append(state)
        return after, back

    def _score(self, seen: Observation) -> Scores:
        found = self._scores.get(seen)
        if found is None:
            found = self._scores[seen] = _scores(seen, self._lifts)
        return found


# How well one role follows another, whatever the list. A title goes on over a colon or a change of style without a separator,
# not over the end of a line.
_TITLE_GOES_ON = {":": 0.3, ",": -0.2, " ": 0.3, "-": -0.3, ".": -1.5, "|": -4.0, "by": -3.0, "\n": -6.0, "/": -6.0}


def _scores(seen: Observation, lifts: Lifts) -> Scores:
    by_role = scores(seen)
    emitted = [by_role[role] for role in _SCORE_OF]
    stay = [0.5 if role == "authors" else 0.6 if role == "rest" else 0.0 for role in STATES]
    stay[TITLE] = _title_goes_on(seen) + (-emitted[TITLE] if _is_part_of_enumeration(seen) else min(0.0, 0.1 - emitted[TITLE]))
    enter = []
    for state in range(_COUNT):
        emitted[state] += lifts.looks.get((state, seen.look), 0.0) + lifts.places.get((state, seen.place), 0.0)
        enter.append(lifts.separators.get((state, seen.separator), 0.0))
        stay[state] += lifts.separators.get((state, ""), 0.0) + lifts.order.get((state, state), 0.0)
    return Scores(
        enter=tuple(map(add, emitted, enter)),
        stay=tuple(map(add, emitted, stay)),
        is_unmarked=seen.separator == " " and not seen.bracket,
    )


def _changes(lifts: Lifts, *, is_unmarked: bool) -> Changes:
    """For each state, what a change to it costs from each state that may be before it.

    Those are the roles before the title, in any order; for a role behind it the title and the others behind it.
    """

    def change(before: int, state: int) -> float:
        if before == state:
            return _IMPOSSIBLE  # that is no change
        is_costly = is_unmarked and before == TITLE and STATES[state] in ("authors", "venue")
        return lifts.order.get((before, state), 0.0) + CHANGE + (UNMARKED_CHANGE if is_costly else 0.0)

    return tuple(
        tuple([change(before, state) for before in (range(TITLE) if state <= TITLE else range(TITLE, _COUNT))]) for state in range(_COUNT)
    )


def _is_part_of_enumeration(seen: Observation) -> bool:
    """Whether a field may be a word or two of a title behind its comma: `Scalable, Portable, and Holistic Collection`."""
    return (
        seen.separator == ","
        and seen.style == "plain"
        and not seen.bracket
        and seen.sense.people < 3
        and not (
            seen.sense.is_known_venue or seen.sense.is_date or seen.sense.is_label or "among names" in seen.context or seen.sense.has_year
        )
    )


def _title_goes_on(seen: Observation) -> float:
    separator, context = seen.separator, seen.context
    if seen.column == "column: title" and separator == " ":
        score = -0.2
    elif separator in ("\n", "/"):
        score = _TITLE_GOES_ON[separator]
    elif seen.bracket and seen.bracket != '"':
        score = -0.8 if seen.style not in ("link", "bold link") else -3.0
    elif "behind its name" in context:
        score = 3.0
    elif "changed" in context:
        is_apart = separator == "." or seen.style in ("link", "bold link") or "behind a link" in context
        score = -3.0 if is_apart else -1.5 if separator != " " else -0.2
    elif "behind a question" in context or ("goes on" in context and not seen.sense.is_known_venue):
        score = 1.8
    elif "enumerated" in context:
        score = 1.4
    else:
        score = _TITLE_GOES_ON.get(separator, -0.5)
    return score


# Learning


def learn(signatures: Mapping[Signature, int]) -> Form:
    """The form that so many records of each signature show."""
    decoder = Decoder(Form())
    decoded = [(signature, decoder.path(signature), count) for signature, count in signatures.items()]
    return _counted(decoded)._replace(slots=_slots(decoded))


def in_slots(signature: Signature, form: Form) -> Signature:
    """A signature with what the form's slots say of its observations."""
    if not form.slots:
        return signature
    return tuple(
        [
            seen._replace(context=(*seen.context, feature)) if (feature := form.slots.get(slot_of(seen))) is not None else seen
            for seen in signature
        ]
    )


def slot_of(seen: Observation) -> Slot:
    """How and where a field is written."""
    return seen.look, seen.place, "leads" in seen.context


def _slots(decoded: Sequence[tuple[Signature, tuple[int, ...], int]]) -> dict[Slot, str]:
    """The ways of writing that nearly always are a title, and the brackets that most records have beside theirs."""
    every: Counter[Slot] = Counter()
    labels: Counter[Slot] = Counter()
    titles: Counter[Slot] = Counter()
    records = 0
    for signature, path, count in decoded:
        records += count
        every.update(dict.fromkeys(map(slot_of, signature), count))
        told = list(zip(signature, path, strict=False))
        titles.update(dict.fromkeys([slot_of(seen) for seen, state in told if state == TITLE], count))
        labels.update(dict.fromkeys([slot_of(seen) for seen, state in told if state != TITLE and seen.sense.is_label], count))
    found = {}
    for slot, count in every.items():
        look, _, is_first = slot
        is_of_titles = titles[slot] >= SHARE_OF_TITLES * (count - labels[slot]) and titles[slot] >= labels[slot]
        if count >= FEWEST_IN_A_SLOT and is_first and look in _LINKS and is_of_titles:
            found[slot] = "slot of titles"
        elif count >= FEWEST_IN_A_SLOT and is_first and look == "plain" and is_of_titles:
            found[slot] = "begins as titles do"
        elif count >= FEWEST_IN_A_SLOT and look[-1] in _BRACKETS and "link" not in look and count >= SHARE_OF_HABIT * records:
            found[slot] = "bracket of habit"
    return found


def _counted(decoded: Sequence[tuple[Signature, tuple[int, ...], int]]) -> Form:
    """How many records show each look, place and separator of a role, and each role behind another."""
    looks: Counter[tuple[int, str]] = Counter()
    places: Counter[tuple[int, tuple[int, int]]] = Counter()
    separators: Counter[tuple[int, str]] = Counter()
    order: Counter[tuple[int, int]] = Counter()
    records = 0
    for signature, path, count in decoded:
        if not path:
            continue
        records += count
        pairs = list(zip((_START, *path), path, signature, strict=False))
        looks.update(dict.fromkeys([(state, seen.look) for _, state, seen in pairs], count))
        places.update(dict.fromkeys([(state, seen.place) for _, state, seen in pairs], count))
        separators.update(dict.fromkeys([(state, "" if state == before else seen.separator) for before, state, seen in pairs], count))
        order.update(dict.fromkeys([(before, state) for before, state, _ in pairs], count))
    return Form(records=records, looks=dict(looks), places=dict(places), separators=dict(separators), order=dict(order))


def _lifts(form: Form) -> Lifts:
    weight = min(1.0, form.records / FEWEST_RECORDS)
    befores: Counter[int] = Counter()
    for (before, _), count in form.order.items():
        befores[before] += count
    order = {
        (before, state): weight * WEIGHT_OF_ORDER * max(-3.0, log((form.order.get((before, state), 0) + 0.5) / (befores[before] + 3)) + 1.5)
        for before in befores
        for state in range(_COUNT)
    }
    return Lifts(
        looks=_lift(form.looks, weight * WEIGHT_OF_LOOK),
        places=_lift(form.places, weight * WEIGHT_OF_PLACE),
        separators=_lift(form.separators, weight * WEIGHT_OF_SEPARATOR),
        order=order,
    )


def _lift(counts: Mapping[tuple[int, T], int], weight: float) -> dict[tuple[int, T], float]:
    """Log P(value | role) / P(value) of each role and value, weighed."""
    of_value: Counter[T] = Counter()
    of_role: Counter[int] = Counter()
    for (role, value), count in counts.items():
        of_value[value] += count
        of_role[role] += count
    total = sum(of_value.values())
    lifts = {}
    for value, count in of_value.items():
        share = count / total
        for role in range(_COUNT):
            lift = log((counts.get((role, value), 0) + SHRINKAGE * share) / (of_role[role] + SHRINKAGE) / share)
            lifts[role, value] = weight * max(-MOST_LIFT, min(MOST_LIFT, lift))
    return lifts


def collapsed(found: Sequence[T]) -> tuple[list[T], list[int]]:
    """A sequence without what comes again right behind itself, and for each element which of those left stands for it."""
    kept: list[T] = []
    where: list[int] = []
    for element in found:
        if not kept or kept[-1] != element:
            kept.append(element)
        where.append(len(kept) - 1)
    return kept, where
