"""What tells a finding apart wherever it moves: its rule, the entry that it is about, and what it is about there.

Lines don't count: a finding is the same after a hundred lines were put in above it, or its entry was moved.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from awesome_lint.edits import common_ends
from awesome_lint.knowledge import fold_title
from awesome_lint.model import Document, Entry
from awesome_lint.rule import Diagnostic
from awesome_lint.source import Source, Span

SEPARATOR = " › "
"""Between the parts of a fingerprint: people read them in a baseline's diff."""

_LONGEST = 120
"""Characters of an entry's name and of the detail. A title of 200 KB with a finding in each word would take gigabytes."""


def fingerprints(document: Document, diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    """A fingerprint per diagnostic: rule, the entry's folded title (or its first URL), the text that is marked.

    Two findings may share one; they are told apart by number.
    """
    starts = [entry.span.start for entry in document.entries]
    names: dict[int, str] = {}  # by the entry's index: folding a title takes as long as it is
    return tuple([_fingerprint(document, starts, names, diagnostic.code, diagnostic.finding.span) for diagnostic in diagnostics])


def _fingerprint(document: Document, starts: Sequence[int], names: dict[int, str], code: str, span: Span) -> str:
    at = bisect_right(starts, span.start) - 1
    entry = document.entries[at] if at >= 0 else None
    if entry is None or span.start > entry.span.end:
        return SEPARATOR.join((code, "", _detail(document.source, span, None)))
    if at not in names:
        names[at] = _name(entry)
    return SEPARATOR.join((code, names[at], _detail(document.source, span, entry)))


def _name(entry: Entry) -> str:
    """The entry's folded title, else its first URL. Of a long one the beginning, and a digest of all of it."""
    name = fold_title(entry.title) or next((link.url for link in entry.links), "")
    if len(name) <= _LONGEST:
        return name
    return f"{name[:_LONGEST]}… {zlib.crc32(name.encode('utf-8', 'surrogatepass')):08x}"


def _detail(source: Source, span: Span, entry: Entry | None) -> str:
    """The first line of what is marked; nothing where that is the whole entry, or the whole file."""
    if (entry and span.end >= entry.span.end) or (span.start == 0 and span.end >= len(source.text.rstrip())):
        return ""
    marked = source[Span(span.start, min(span.end, span.start + 10 * _LONGEST))]  # more than that isn't needed, blanks included
    return " ".join(marked.partition("\n")[0].split())[:_LONGEST]


def titles_at(document: Document, offsets: Iterable[int]) -> dict[int, str]:
    """The titles of the entries around some offsets, of those that have one; of long ones the beginning."""
    starts = [entry.span.start for entry in document.entries]
    titles = {}
    for offset in offsets:
        at = bisect_right(starts, offset) - 1
        if at >= 0 and offset <= document.entries[at].span.end and (title := document.entries[at].title):
            titles[offset] = title if len(title) <= _LONGEST else f"{title[:_LONGEST]}…"
    return titles


def new_findings(base: Iterable[str], head: Sequence[str], is_added: Sequence[bool] = ()) -> tuple[int, ...]:
    """The indices of the head's fingerprints that the base doesn't have, each as often as it has it.

    Where only some of several equal ones are new, it is those on added lines (`is_added`, parallel to `head`).
    """
    known = Counter(base)
    fresh = []
    for index in sorted(range(len(head)), key=lambda i: bool(is_added) and is_added[i]):
        if known[head[index]]:
            known[head[index]] -= 1
        else:
            fresh.append(index)
    return tuple(sorted(fresh))


def added_rows(before: Source, after: Source) -> frozenset[int]:
    """The rows (from 1) of a text that an earlier version of it doesn't have."""
    from difflib import SequenceMatcher

    old, new = before.text.split("\n"), after.text.split("\n")
    start, end = common_ends(old, new)
    # What both begin and end with is most of a list: the matcher's work grows with the square of the rest.
    matcher = SequenceMatcher(None, old[start : len(old) - end], new[start : len(new) - end])
    changed = (range(j1, j2) for tag, _, _, j1, j2 in matcher.get_opcodes() if tag in ("insert", "replace"))
    return frozenset(start + row + 1 for rows in changed for row in rows)
