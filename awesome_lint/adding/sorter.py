"""Sorts the entries of a list, each with its lines; nothing else changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from awesome_lint.adding.order import Order, key_of, order_of, usual_order
from awesome_lint.edits import Delta, Edit, apply
from awesome_lint.knowledge import Packs, fold_title
from awesome_lint.model import Document, Entry, Section
from awesome_lint.proof import Claim, prove
from awesome_lint.reading import read
from awesome_lint.sorting import LEAST_ENTRIES, entries_by_list
from awesome_lint.text import longest_run

FEWEST_ENTRIES = 2
_NUMBERED = re.compile(r"[ \t>]*(\d{1,9})(?=[.)][ \t])")
_LEAD = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])?")


class Sorted(NamedTuple):
    """A list with sections sorted: its new text, read; how many entries moved in which section; which lists were left, and why."""

    document: Document
    moved: tuple[tuple[str, int], ...]
    left: tuple[tuple[str, str], ...]


def sort(document: Document, packs: Packs, order: Order | None, section: Section | None = None) -> Sorted:
    """Sort the lists of a section and of those below it, or all; stably. Without an order as most lists of the page are."""
    moved: list[tuple[str, int]] = []
    left: list[tuple[str, str]] = []
    wanted = order or usual_order(document, packs)
    edits: list[Edit] = []
    for entries in entries_by_list(document):
        of = entries[0].section
        if len(entries) < FEWEST_ENTRIES or (section is not None and section not in document.path(of)):
            continue
        name = of.text if of else ""
        chosen = wanted if order else order_of(entries, packs, LEAST_ENTRIES) or wanted
        if chosen is None:
            left.append((name, "there is no order to keep: name one with --by"))
            continue
        if why := _why_not(entries, document):
            left.append((name, why))
            continue
        places = _places(entries, chosen, packs)
        if places == list(range(len(entries))):
            continue
        its = _edits(entries, places, document)
        breaches = prove(document.source.text, apply(document.source.text, its), [Claim(tuple(its), (Delta("order"),))])
        if breaches:
            left.append((name, f"it would change more than the order: {breaches[0].what}"))
            continue
        edits += its
        moved.append((name, sum(at != place for at, place in enumerate(places))))
    after = document.source.with_text(apply(document.source.text, edits))
    return Sorted(read(after, packs, document.template), tuple(moved), tuple(left))


def _why_not(entries: Sequence[Entry], document: Document) -> str:
    """Why the entries of a list can't change places; "" where they can."""
    text = document.source.text
    if any(text[one.span.end : other.span.start].strip() for one, other in pairwise(entries)):
        return "there is something between its entries"
    if len({_lead(entry, document) for entry in entries}) > 1:
        return "its entries differ in their indent or bullet"
    if any(not entry.title for entry in entries):
        return "an entry has no title that can be read"
    return ""


def _lead(entry: Entry, document: Document) -> str:
    found = _LEAD.match(document.source.text, entry.span.start)
    return re.sub(r"\d+", "1", found[0]) if found else ""


def _places(entries: Sequence[Entry], order: Order, packs: Packs) -> list[int]:
    """Which entry goes where. Those without a key stay behind the one before them; entries that close a list stay last."""
    key = key_of(order, packs)
    closing = {at for at, entry in enumerate(entries) if at == len(entries) - 1 and packs.closing.match(fold_title(entry.title))}
    groups: list[tuple[Any, list[int]]] = []
    first: list[int] = []
    for at, entry in enumerate(entries):
        its = key(entry)
        if at in closing:
            continue
        if its is not None:
            groups.append((its, [at]))
        elif groups:
            groups[-1][1].append(at)
        else:
            first.append(at)
    groups.sort(key=lambda group: group[0], reverse=order.is_descending)  # stable either way
    return [*first, *(at for _, group in groups for at in group), *closing]


def _edits(entries: Sequence[Entry], places: Sequence[int], document: Document) -> list[Edit]:
    """Move entries, as few as can be; numbers stay in their places."""
    source, text = document.source, document.source.text
    staying = {places[at] for at in longest_run(places)}
    gap = Counter(text[one.span.end : other.span.start] for one, other in pairwise(entries)).most_common(1)[0][0]
    edits = list(_cuts(entries, staying))
    pasted: list[str] = []
    last = None
    for at, place in enumerate(places):
        number = _NUMBERED.match(text, entries[at].span.start)
        its = _NUMBERED.match(text, entries[place].span.start)
        if place not in staying:
            lines = source[entries[place].span]
            if number and its:
                start = entries[place].span.start
                lines = lines[: its.start(1) - start] + number[1] + lines[its.end(1) - start :]
            pasted.append(lines)
            continue
        if number and its and at != place:
            edits.append(Edit(its.start(1), its.end(1), number[1]))
        if pasted:
            edits.append(Edit.insertion(entries[place].span.start, "".join(lines + gap for lines in pasted)))
            pasted = []
        last = place
    if pasted and last is not None:
        edits.append(Edit.insertion(entries[last].span.end, "".join(gap + lines for lines in pasted)))
    return sorted(edits)


def _cuts(entries: Sequence[Entry], staying: set[int]) -> Iterator[Edit]:
    """The lines of the entries that move, with the line ends behind them; of the last ones with those before them."""
    at = 0
    while at < len(entries):
        first = at
        while at < len(entries) and at not in staying:
            at += 1
        if first < at < len(entries):
            yield Edit(entries[first].span.start, entries[at].span.start)
        elif first < at:
            yield Edit(entries[first - 1].span.end, entries[-1].span.end)
        at += 1
