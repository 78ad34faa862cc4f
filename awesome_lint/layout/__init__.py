"""The canonical layout of a list, in its own house style. Standard library only, until `layout` is called.

mdformat prints the blocks; our renderers (printer.py) keep inline text as it is and follow the habits that
the list itself has (habits.py). Each printed block is proved to render to the same HTML (proof.py); one that
can't be proved stays as it was. The style, with a reason for each choice: docs/style.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from awesome_lint.edits import Edit
from awesome_lint.source import Source, Span

if TYPE_CHECKING:
    from awesome_lint.layout.rewrite import Rewritten

_LINE = re.compile(r"[^\n]*\n|[^\n]+")

_ROUNDS = 5
"""Rounds until nothing changes; real lists need one or two. One that doesn't settle is left alone."""


class Layout(NamedTuple):
    """A list's text in canonical layout, and the spans (of the source) that stay as they are for want of a proof.

    `blocks` counts all top-level blocks.
    """

    text: str
    refused: tuple[Span, ...] = ()
    blocks: int = 0


def layout(source: Source, *, protected: Sequence[Span] = (), pins: Mapping[str, str] | None = None) -> Layout:
    """Print a list canonically: same HTML, top-level block by block. A fixpoint: laying out the result changes nothing.

    Lines that a span of `protected` touches stay as they are, and so does what a program writes; that is no refusal. `pins` are the traits
    of the house style that the config fixes.
    """
    from awesome_lint.layout.generated import generated

    protected = (*protected, *generated(source.text))
    text, fixed = source.text, tuple(sorted((pins or {}).items()))
    shield = frozenset(row for span in protected for row in range(source.row(span.start) - 1, source.row(max(span.start, span.end - 1))))
    first = rewritten = _round(text, shield, fixed)
    for _ in range(_ROUNDS):
        if rewritten.page.text == text:
            refused = tuple(Span(source.line_span(rows.start + 1).start, source.line_span(rows.stop).end) for rows in first.refused)
            return Layout(text, refused, first.blocks)
        text = rewritten.page.text
        rewritten = _round(text, rewritten.shield, fixed)
    return Layout(source.text, (Span(0, len(source.text)),), first.blocks)


@lru_cache(maxsize=2)
def _round(text: str, shield: frozenset[int], pins: tuple[tuple[str, str], ...]) -> Rewritten:
    """One round; the last two are kept, since the pass after a layout begins with the round that found it settled."""
    from awesome_lint.layout.rewrite import rewrite
    from awesome_lint.style.page import read

    return rewrite(read(text), shield, dict(pins))


def changes(before: str, after: str) -> tuple[Edit, ...]:
    """The edits that lead from a text to its canonical layout, as few lines as possible. Linear.

    Layout neither drops, joins nor reorders lines that aren't blank, so these pair up.
    """
    old, new = _lines(before), _lines(after)
    if len(old) != len(new):
        return (Edit(0, len(before), after),) if before != after else ()
    edits = []
    for (a_start, a_end, a_text), (b_start, b_end, b_text) in zip(old, new, strict=True):
        if before[a_start:a_end] != after[b_start:b_end]:
            edits.append(Edit(a_start, a_end, after[b_start:b_end]))
        if a_text != b_text:
            edits.append(Edit(a_end, a_end + len(a_text), b_text))
    return tuple(edits)


def _lines(text: str) -> list[tuple[int, int, str]]:
    """Per line that isn't blank: where the blank lines above it start, where it starts itself, and its text.

    What is below the last one comes as one more, without text.
    """
    found = []
    blank_from = at = 0
    for line in _LINE.findall(text):
        end = at + len(line)
        if line.strip(" \t\n"):
            found.append((blank_from, at, line))
            blank_from = end
        at = end
    found.append((blank_from, len(text), ""))
    return found


def foreign_bullets(source: Source) -> list[tuple[Span, str]]:
    """The spans of the bullets that cut a list in pieces, and the bullet that the list has otherwise."""
    from awesome_lint.layout.bullets import foreign
    from awesome_lint.style.page import read

    found = []
    for item, usual in foreign(read(source.text)):
        at = source.line_starts[item.first] + item.marker_at
        found.append((Span(at, at + 1), usual))
    return found
