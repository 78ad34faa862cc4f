"""The lines of a table of contents, as Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from awesome_lint.contents.choose import Line
from awesome_lint.model import Contents, Document, EntryKind, Section

INDENT = "  "
BULLETS = "-*+"

# What would be markup in a label; an underscore inside a word is none.
_MARKUP = re.compile(r"[\\\[\]`*<|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|!(?=\[)")


def bullet_of(document: Document) -> str:
    """The bullet that most entries of the list have."""
    counts = Counter(entry.marker[:1] for entry in document.entries if entry.kind is EntryKind.ITEM and entry.marker[:1] in BULLETS)
    return counts.most_common(1)[0][0] if any(counts) else BULLETS[0]


def label(section: Section) -> str:
    """The text of a section as the label of a link."""
    return _MARKUP.sub(r"\\\g<0>", section.text)


def new_lines(lines: Sequence[Line], bullet: str) -> str:
    """New contents, without a line end after the last."""
    return "\n".join(f"{INDENT * depth}{bullet} [{label(section)}](#{section.slug})" for section, depth in lines)


def refreshed(document: Document, contents: Contents, lines: Sequence[Line]) -> str:
    """Contents with these lines: those that are there stay as they are written, new ones are written as most of their depth."""
    source = document.source
    kept: dict[int, str] = {}
    for item in contents.items:
        if item.section and not item.case_differs:
            kept.setdefault(item.section.number, source[item.span].strip())
    indents = _commonest(contents, "indent")
    markers = _commonest(contents, "marker")
    step = indents.get(1, INDENT)
    written = []
    for section, depth in lines:
        marker = markers.get(depth, markers.get(0, f"{BULLETS[0]} "))
        line = kept.get(section.number, f"{marker}[{label(section)}](#{section.slug})")
        written.append(indents.get(depth, step * depth) + line)
    return "\n".join(written)


def _commonest(contents: Contents, field: str) -> Mapping[int, str]:
    """What most lines of each depth have before their link."""
    counts: dict[int, Counter[str]] = {}
    for item in contents.items:
        counts.setdefault(item.depth, Counter())[getattr(item, field)] += 1
    return {depth: count.most_common(1)[0][0] for depth, count in counts.items()}
