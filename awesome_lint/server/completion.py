"""What may follow at a place: anchors behind `](#`, labels behind `[`, names of definitions behind `][`, venues in an entry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from lsprotocol.types import CompletionItem, CompletionItemKind

from awesome_lint.knowledge import Packs
from awesome_lint.model import Document
from awesome_lint.server.documents import Reading

TRIGGERS = ("#", "[")

_ANCHOR = re.compile(r"\]\(#[^\s()]*\Z")
_REFERENCE = re.compile(r"\]\[[^\[\]]*\Z")
_LABEL = re.compile(r"(?<!\])\[{1,2}[^\[\]]*\Z")
_VENUE = re.compile(r"(?:^|[\s(*_`,])[A-Z][A-Za-z]{0,15}\Z")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)]|\|)\s")


def completions(reading: Reading, offset: int) -> list[CompletionItem]:
    """The completions at an offset. The client narrows them to what was typed."""
    source, document = reading.source, reading.document
    before = source.text[source.line_span(source.row(offset)).start : offset]
    if _ANCHOR.search(before):
        return _items(((s.slug, s.text) for s in document.sections if s.slug), CompletionItemKind.Reference)
    if _REFERENCE.search(before):
        return _items(((one.label, one.url) for one in document.definitions), CompletionItemKind.Reference)
    if _LABEL.search(before):
        return _items(_labels(document), CompletionItemKind.Keyword)
    if _VENUE.search(before) and _ITEM.match(before):
        return _items(_venues(reading.plan.packs), CompletionItemKind.Constant)
    return []


def _labels(document: Document) -> list[tuple[str, str]]:
    """The labels of the list's links, in its own spelling: in the order in which entries have them, what is there once last."""
    spelt: Counter[str] = Counter()
    places: dict[str, list[int]] = {}
    for entry in document.entries:
        for place, link in enumerate(entry.labelled):
            if link.role and not link.is_badge:
                spelt[link.label] += 1
                places.setdefault(link.label, []).append(place)
    ordered = sorted(places, key=lambda label: (spelt[label] == 1, sum(places[label]) / len(places[label]), -spelt[label]))
    return [(label, f"{spelt[label]} times in this list") for label in ordered]


def _venues(packs: Packs) -> list[tuple[str, str]]:
    return sorted((venue.name, venue.full_name) for venue in packs.venues.values())


def _items(pairs: Iterable[tuple[str, str]], kind: CompletionItemKind) -> list[CompletionItem]:
    """In the order given: clients sort by `sort_text`."""
    unique = dict(reversed(list(pairs)))
    ordered = list(reversed(unique.items()))
    return [
        CompletionItem(label=label, kind=kind, detail=detail or None, sort_text=f"{at:05}") for at, (label, detail) in enumerate(ordered)
    ]
