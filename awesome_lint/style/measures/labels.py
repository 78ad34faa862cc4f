"""Labels: how they are spelled, and in which order they come."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from awesome_lint.knowledge import fold_label
from awesome_lint.source import Span
from awesome_lint.style.trait import Observation

if TYPE_CHECKING:
    from awesome_lint.style.house import HouseStyle


def label_spelling(style: HouseStyle) -> Iterator[Observation]:
    for run in style.all_runs:
        for label, link in run.tags:
            yield Observation(value=link.label.strip(), span=link.label_span or link.span, key=label, section=run.section)


def label_pair(style: HouseStyle) -> Iterator[Observation]:
    """The key of a pair is its labels, folded, in alphabetical order; the value the same in the order written."""
    for run in style.all_runs:
        for (first, link), (second, _) in combinations(run.distinct_tags, 2):
            written = f"{first}, {second}"
            yield Observation(value=written, span=link.outer, key=written if first <= second else f"{second}, {first}", section=run.section)


def sure_pairs(style: HouseStyle) -> dict[tuple[str, str], None]:
    """The pairs of labels, folded, of which the first surely comes first: as pinned, or as nearly all entries have them.

    The pairs are keys, in the order in which the list first shows them.
    """
    if "label-order" in style.pins:
        return dict.fromkeys(combinations(label_ranks(style), 2))
    traits = (trait for trait in style.family("label-pair").values() if trait.is_enforced)
    return {(first, second): None for trait in traits for first, _, second in (trait.value.partition(", "),)}


def label_order(style: HouseStyle) -> Iterator[Observation]:
    """One observation per entry with two or more of the labels whose order is sure; the value is their whole order."""
    ranked = label_ranks(style)
    whole = ", ".join(ranked)
    for run in style.all_runs:
        ranks = [ranked[label] for label, _ in run.tags if label in ranked]
        if len(ranks) > 1:
            written = whole if ranks == sorted(ranks) else ", ".join(fold_label(link.label) for link in run.links)
            yield Observation(written, Span(run.links[0].outer.start, run.links[-1].outer.end), section=run.section)


def label_ranks(style: HouseStyle) -> dict[str, int]:
    """The place of each label in the list's order, from 0: pinned, or of all pairs whose order is sure.

    Labels that the sure pairs don't join to any other are left out; where pairs contradict each other, so are those.
    """
    if pin := style.pins.get("label-order"):
        return {fold_label(label): rank for rank, label in enumerate(pin.split(","))}
    after: dict[str, set[str]] = defaultdict(set)
    for first, second in sure_pairs(style):
        after[first].add(second)
    return {label: rank for rank, label in enumerate(_sorted_by(after))}


def _sorted_by(after: Mapping[str, set[str]]) -> list[str]:
    """Kahn's topological order; labels on a cycle are left out. Ties keep the order in which labels turned up."""
    waiting = Counter(second for seconds in after.values() for second in seconds)
    ready = [first for first in after if not waiting[first]]
    done: list[str] = []
    while ready:
        first = ready.pop(0)
        done.append(first)
        for second in sorted(after.get(first, ())):
            waiting[second] -= 1
            if not waiting[second]:
                ready.append(second)
    return done


def label_count(style: HouseStyle) -> Iterator[Observation]:
    for run in style.all_runs:
        for label, count in Counter(link.label for _, link in run.tags).items():
            yield Observation("once" if count == 1 else "several times", run.links[0].outer, label, run.section)
