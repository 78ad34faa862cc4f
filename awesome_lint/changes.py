"""What is new, gone or other in a list, compared with an earlier version of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from awesome_lint.bibliography.reference import main_link, role_of
from awesome_lint.knowledge import Packs, fold_title
from awesome_lint.model import Document, Entry


class Kind(StrEnum):
    """What happened to an entry."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Change(NamedTuple):
    """An entry that was added, removed or changed.

    `document` and `entry` are those of the newer version, of a removed one the older's. `fields` names what changed.
    """

    kind: Kind
    document: Document
    entry: Entry
    before: Entry | None = None
    fields: tuple[str, ...] = ()


def changes(before: Document | None, after: Document, packs: Packs) -> list[Change]:
    """The changes from one version of a list to another, in the order of the newer one, what was removed last.

    Entries are the same by the identity of their papers, else by their titles, else by their main links. None: there was no list.
    """
    earlier = _Earlier(before.entries if before else (), packs)
    partners = earlier.partners(after.entries)
    found: list[Change] = []
    for entry, old in zip(after.entries, partners, strict=True):
        if old is None:
            found.append(Change(Kind.ADDED, after, entry))
        elif before and (fields := _differences(before, old, after, entry, packs)):
            found.append(Change(Kind.CHANGED, after, entry, old, fields))
    kept = {old.span for old in partners if old is not None}
    found += [Change(Kind.REMOVED, before, entry) for entry in (before.entries if before else ()) if before and entry.span not in kept]
    return found


class _Earlier:
    """The entries of the earlier version, each of which is the same as one later one at most."""

    def __init__(self, entries: Sequence[Entry], packs: Packs) -> None:
        self._packs = packs
        self._by: list[dict[str, list[Entry]]] = []
        for handles in self._handles:
            filed: dict[str, list[Entry]] = defaultdict(list)
            for entry in entries:
                for handle in handles(entry):
                    filed[handle].append(entry)
            self._by.append(filed)

    @property
    def _handles(self) -> tuple[Callable[[Entry], Iterator[str]], ...]:
        """What entries are found by, the surest first: all of a line, paper and section, paper, title, main link."""
        return self._whole, self._listed_papers, self._papers, self._titles, self._links

    def partners(self, entries: Sequence[Entry]) -> list[Entry | None]:
        """For each later entry the earlier one that it is, None where there is none."""
        found: list[Entry | None] = [None] * len(entries)
        taken: set[tuple[int, int]] = set()
        for handles, filed in zip(self._handles, self._by, strict=True):
            for at, entry in enumerate(entries):
                if found[at] is not None:
                    continue
                free = (old for handle in handles(entry) for old in filed.get(handle, ()) if old.span not in taken)
                if (old := next(free, None)) is not None:
                    found[at] = old
                    taken.add(old.span)
        return found

    def _whole(self, entry: Entry) -> Iterator[str]:
        section = entry.section.text if entry.section else ""
        yield "\n".join((section, entry.title, *(link.url for link in entry.links)))

    def _listed_papers(self, entry: Entry) -> Iterator[str]:
        section = entry.section.text if entry.section else ""
        for paper in self._papers(entry):
            yield f"{section}\n{paper}"

    def _papers(self, entry: Entry) -> Iterator[str]:
        for link in entry.links:
            key = self._packs.identity(link.url)
            if key and self._packs.is_paper(key):
                yield key

    def _titles(self, entry: Entry) -> Iterator[str]:
        if entry.title:
            yield fold_title(entry.title)

    def _links(self, entry: Entry) -> Iterator[str]:
        if link := main_link(entry, self._packs):
            yield link.url.rstrip("/")


def _differences(before: Document, old: Entry, after: Document, new: Entry, packs: Packs) -> tuple[str, ...]:
    """The names of the fields in which two versions of an entry differ."""
    one, other = _fields(before, old, packs), _fields(after, new, packs)
    return tuple(name for name, value in one.items() if value != other[name])


def _fields(document: Document, entry: Entry, packs: Packs) -> dict[str, object]:
    return {
        "title": entry.title,
        "links": sorted((role_of(link, packs) or link.label, link.url) for link in entry.links),
        "venue": entry.venue,
        "year": entry.year,
        "authors": entry.authors,
        "description": entry.description,
        "sections": [section.text for section in document.path(entry.section)],
        "columns": entry.columns,
    }
