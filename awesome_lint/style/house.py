"""The house style of one document: its traits, each measured when it is first asked for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from awesome_lint.knowledge import Form, Packs
from awesome_lint.model import Document, Entry, Link, Section
from awesome_lint.source import Source
from awesome_lint.style.measures import BY_NAME, MEASURES
from awesome_lint.style.measures.urls import forms_of
from awesome_lint.style.runs import LinkRun, LinkRuns
from awesome_lint.style.trait import LEAST_OBSERVATIONS, Observation, Trait, by_key, pin_of, trait_of

if TYPE_CHECKING:
    from awesome_lint.style.page import Page

LEAST_IN_SECTION = 3
"""Observations of which a section shows a way of its own."""


def infer(document: Document, packs: Packs, pins: Mapping[str, str] | None = None, judge: HouseStyle | None = None) -> HouseStyle:
    """The style of a document; `pins` are traits that the config fixes, by name. Nothing is measured yet.

    With a `judge`, the style of an earlier version, this one shows what is there and the judge says what is right: one
    new entry can't make old lines wrong.
    """
    return HouseStyle(document, packs, pins or {}, judge)


class HouseStyle:
    """The traits of one document. Iterating gives those that are pinned, or observed often enough to enforce."""

    def __init__(self, document: Document, packs: Packs, pins: Mapping[str, str], judge: HouseStyle | None = None) -> None:
        self.document = document
        self.packs = packs
        self.pins = pins
        self.judge = judge
        self._observed: dict[str, dict[str, list[Observation]]] = {}
        self._sectioned: dict[str, dict[int, list[Observation]]] = {}
        self._traits: dict[tuple[str, int | None], Trait | None] = {}

    @property
    def source(self) -> Source:
        return self.document.source

    def observations(self, kind: str) -> Mapping[str, Sequence[Observation]]:
        """Everything observed of a kind, by key, in document order. Raises KeyError for a kind that isn't measured."""
        if kind not in self._observed:
            self._observed[kind] = by_key(BY_NAME[kind].observe(self))
        return self._observed[kind]

    def observations_of(self, name: str, section: Section | None = None) -> Sequence[Observation]:
        """What was observed of a trait, in the whole list or in one section alone."""
        kind, _, key = name.partition(".")
        observed = self.observations(kind).get(key, ())
        if section is None:
            return observed
        if name not in self._sectioned:
            by_section: dict[int, list[Observation]] = defaultdict(list)
            for observation in observed:
                by_section[observation.section].append(observation)
            self._sectioned[name] = by_section
        return self._sectioned[name].get(section.number, ())

    def trait(self, name: str, section: Section | None = None) -> Trait | None:
        """The trait of that name in the whole list, or in one section alone; None where nothing shows it.

        Raises KeyError for a kind that isn't measured.
        """
        where = None if section is None else section.number
        if (name, where) not in self._traits:
            trait = trait_of(name, self.observations_of(name, section), pin_of(name, self.pins))
            self._traits[name, where] = self._judged(trait, section) if trait and self.judge else trait
        return self._traits[name, where]

    def _judged(self, trait: Trait, section: Section | None) -> Trait:
        """The trait as the judge rules: its value, and whether that is enforced."""
        assert self.judge
        there = section and next((s for s in self.judge.document.sections if s.slug == section.slug), None)
        verdict = None if section and not there else self.judge.trait(trait.name, there)
        if verdict is None:
            return trait._replace(ruling=trait.is_pinned)
        ruled = trait_of(trait.name, self.observations_of(trait.name, section), verdict.value)
        assert ruled
        return ruled._replace(is_pinned=verdict.is_pinned, ruling=verdict.is_enforced)

    def enforced(self, name: str, section: Section | None = None) -> str | None:
        """The value to hold the list to, None where it has no one way (or none is seen)."""
        trait = self.trait(name, section)
        return trait.value if trait and trait.is_enforced else None

    def is_usual_in(self, section: Section | None, trait: Trait) -> bool:
        """Whether a section mostly does what a trait of the list says; true where it shows too little."""
        own = self.trait(trait.name, section) if section else None
        return own is None or own.total < LEAST_IN_SECTION or (own.value == trait.value and own.is_majority)

    def family(self, kind: str) -> dict[str, Trait]:
        """All traits of a kind by key, those that only the config knows included."""
        observed = self.observations(kind)
        pinned = (name.partition(".")[2] for name in self.pins if name.partition(".")[0] == kind)
        keys = dict.fromkeys([*observed, *(key for key in pinned if key or not observed)])
        return {key: trait for key in keys if (trait := self.trait(f"{kind}.{key}" if key else kind))}

    def __iter__(self) -> Iterator[Trait]:
        for measure in MEASURES:
            if measure.is_shown:
                yield from (t for t in self.family(measure.name).values() if t.is_pinned or t.total >= LEAST_OBSERVATIONS)

    # What several measures and rules build on

    @cached_property
    def all_runs(self) -> LinkRuns:
        """The labelled links of all entries."""
        return LinkRuns(self.document)

    def runs(self, entry: Entry) -> tuple[LinkRun, ...]:
        """The labelled links beside an entry's title, those with nothing in between as one run."""
        return self.all_runs.of(entry)

    @property
    def labels(self) -> Counter[str]:
        """How often each label is beside a title, folded."""
        return self.all_runs.labels

    def is_tag(self, link: Link) -> bool:
        """Whether a link of an entry is one of the labels that entries carry (`paper`, `code`), not prose with a link in it."""
        return link.span in self.all_runs.tags

    @cached_property
    def main_entries(self) -> tuple[Entry, ...]:
        """The entries of the most frequent kind: what is usual in a table says nothing about a paragraph."""
        kinds = Counter(entry.kind for entry in self.document.entries)
        main = max(kinds, key=kinds.__getitem__, default=None)
        return tuple(entry for entry in self.document.entries if entry.kind is main)

    @cached_property
    def forms(self) -> tuple[tuple[Entry, Link, Form], ...]:
        """The links of entries to sites that show a resource in several forms (arXiv: abs, pdf)."""
        return tuple(forms_of(self))

    @property
    def page(self) -> Page:
        """The lines and blocks as layout sees them. Parses the text through markdown-it: no rule of `check` pays for it."""
        from awesome_lint.style.page import read  # markdown-it, for layout alone

        return read(self.source.text)
