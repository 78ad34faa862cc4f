"""What changed in lists, as data or as Markdown for release notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from awesome_lint.bibliography.reference import main_link, venue_and_year
from awesome_lint.changes import Change, Kind
from awesome_lint.knowledge import Packs
from awesome_lint.model import Entry
from awesome_lint.report.entries import BIBLIOGRAPHIES, bibliography, record, rows_as

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~@#!]")
_WORDS = {Kind.ADDED: "Added", Kind.CHANGED: "Changed", Kind.REMOVED: "Removed"}


def write(changes: Iterable[Change], packs: Packs, output_format: str) -> Iterator[str]:
    """Changes as pieces of text: the entries' records with `change`, and `before` with what was other; Markdown; of what was added a
    bibliography.

    Raises ValueError for a format that isn't known.
    """
    if output_format == "markdown":
        return _markdown(list(changes), packs)
    if output_format in BIBLIOGRAPHIES:
        return bibliography(((c.document, c.entry) for c in changes if c.kind is Kind.ADDED), packs, output_format)
    return rows_as((_row(change, packs) for change in changes), output_format, first=("change",))


def _row(change: Change, packs: Packs) -> dict[str, Any]:
    row = {"change": change.kind.value, **record(change.document, change.entry, packs)}
    if change.before is not None:
        old = record(change.document, change.before, packs)
        row["before"] = {name: old[name] for name in change.fields if name in old}
    return row


def _markdown(changes: Sequence[Change], packs: Packs) -> Iterator[str]:
    if not changes:
        yield "No entry was added, changed or removed.\n"
    ordered = sorted(changes, key=lambda change: list(Kind).index(change.kind))
    for number, (kind, its) in enumerate(groupby(ordered, key=lambda change: change.kind)):
        found = list(its)
        yield ("\n" if number else "") + f"## {_WORDS[kind]} ({len(found)})\n\n"
        last = None
        for change in found:
            path = " › ".join(section.text for section in change.document.path(change.entry.section)[-2:])
            if path != last:
                yield ("" if last is None else "\n") + f"**{_plain(path)}**\n\n" if path else ""
                last = path
            yield f"- {_line(change, packs)}\n"


def _line(change: Change, packs: Packs) -> str:
    entry = change.entry
    link = main_link(entry, packs)
    title = _plain(entry.title or (link.label if link else "") or change.document.source[entry.span].strip().split("\n")[0])
    shown = f"[{title}](<{_target(link.url)}>)" if link and change.kind is not Kind.REMOVED else title
    venue, year = venue_and_year(change.document, entry, packs)
    said = " ".join(part for part in (venue, str(year or "")) if part)
    line = f"{shown} ({_plain(said)})" if said else shown
    return f"{line}: {_plain(_what(change, entry))}" if change.kind is Kind.CHANGED else line


def _what(change: Change, entry: Entry) -> str:
    """In words what changed of an entry."""
    old = change.before
    assert old is not None
    said = []
    for name in change.fields:
        if name == "title":
            said.append(f"title was “{old.title}”")
        elif name in ("venue", "year"):
            said.append(f"{name} {getattr(old, name) or 'none'} → {getattr(entry, name) or 'none'}")
        elif name == "sections":
            said.append(f"moved from “{old.section.text if old.section else ''}”")
        elif name == "links":
            said.append("links")
        else:
            said.append(name)
    return ", ".join(said)


def _plain(text: str) -> str:
    """A text that no Markdown, no mention and no issue's number comes alive in."""
    return _SPECIAL.sub(lambda m: f"\\{m[0]}" if m[0] not in "@#" else f"{m[0]}\u2060", " ".join(text.split()))


def _target(url: str) -> str:
    """A URL between angle brackets."""
    return url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C").replace("\n", "")
