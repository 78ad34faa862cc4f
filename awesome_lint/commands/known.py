"""Which findings of a file are new: those that neither its baseline nor its base revision has."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from awesome_lint.engine import Linted
from awesome_lint.fingerprint import added_rows, fingerprints, new_findings
from awesome_lint.knowledge import fold_title
from awesome_lint.model import Entry, Link, Text
from awesome_lint.rule import INTERNAL_ERROR, Diagnostic, Rule
from awesome_lint.source import Source

if TYPE_CHECKING:
    from awesome_lint.baseline import Baseline


class Known:
    """What is known of a file. `base` is its version in the base revision, judged."""

    def __init__(self, filename: str, baseline: Baseline | None, base: Linted | None) -> None:
        self.filename = filename
        self.baseline = baseline
        self.base = base
        self._in_base = fingerprints(base.document, [d for d in base.diagnostics if d.code != INTERNAL_ERROR]) if base else ()
        self._added: tuple[str, frozenset[int]] | None = None

    def new(self, linted: Linted, prints: Sequence[str]) -> frozenset[int]:
        """The indices of the findings that are not known; `prints` are their fingerprints."""
        new = frozenset(self.new_since_base(linted, prints))
        return new & frozenset(self.baseline.new(self.filename, prints)) if self.baseline else new

    def new_since_base(self, linted: Linted, prints: Sequence[str]) -> tuple[int, ...]:
        """The indices of the findings that the base doesn't have."""
        if self.base is None:
            return tuple(range(len(prints)))
        added = self.added(linted.source)
        return new_findings(self._in_base, prints, [linted.source.row(d.span.start) in added for d in linted.diagnostics])

    def added(self, source: Source) -> frozenset[int]:
        """The rows that the base doesn't have. Those of the last text are kept: comparing takes seconds for 8,000 lines."""
        if self.base is None:
            return frozenset()
        if self._added is None or self._added[0] != source.text:
            self._added = source.text, added_rows(self.base.source, source)
        return self._added[1]


class NewFindings:
    """The choice of the findings that `fix` mends: those that are new in the file as given, and what mending them brings about.

    A fix may change the title or the text that an old finding is known by. So in later passes a finding is left alone too where
    its rule had an old one in the same entry; for rules that compare entries, and outside of entries, where it had one at all.
    """

    def __init__(self, known: Known, rules: Iterable[Rule]) -> None:
        self._known = known
        self._of_entries = frozenset(rule.name for rule in rules if rule.node in (Entry, Link, Text))
        self._new_at_first: frozenset[str] | None = None
        self._old: set[_Place] = set()

    def __call__(self, linted: Linted) -> frozenset[int]:
        return self._sorted_out(linted)[0]

    def renamed(self, linted: Linted) -> tuple[str, ...]:
        """The fingerprints of findings that only look new: old ones, as far as can be told."""
        return self._sorted_out(linted)[1]

    def _sorted_out(self, linted: Linted) -> tuple[frozenset[int], tuple[str, ...]]:
        prints = fingerprints(linted.document, linted.diagnostics)
        new = self._known.new(linted, prints)
        if self._new_at_first is None:
            self._new_at_first = frozenset(prints[index] for index in new)
        places = self._places(linted)
        chosen = frozenset(i for i in new if prints[i] in self._new_at_first or self._old.isdisjoint(places[i]))
        self._old.update(place for index, found in enumerate(places) if index not in chosen for place in found)
        return chosen, tuple(prints[index] for index in sorted(new - chosen))

    def _places(self, linted: Linted) -> list[tuple[_Place, ...]]:
        """What each finding's entry is known by."""
        entries = linted.document.entries
        starts = [entry.span.start for entry in entries]
        names: dict[int, tuple[object, ...]] = {}

        def places(diagnostic: Diagnostic) -> tuple[_Place, ...]:
            at = bisect_right(starts, diagnostic.span.start) - 1
            if diagnostic.code not in self._of_entries or at < 0 or diagnostic.span.start > entries[at].span.end:
                return ((diagnostic.code, None),)
            if at not in names:
                names[at] = at, *_names(entries[at])
            return tuple((diagnostic.code, name) for name in names[at])

        return [places(diagnostic) for diagnostic in linted.diagnostics]


_Place = tuple[str, object]
"""A rule, and one of the things that an entry is known by: its index, title or URLs. None stands for the whole file."""


def _names(entry: Entry) -> list[str]:
    """An entry's title and URLs, without what fixes often change: one of them is as before after most fixes."""
    urls = (link.url.casefold() for link in entry.links)
    return [name for name in (fold_title(entry.title), *(url.partition("://")[2] or url for url in urls)) if name]
