"""Brackets in the text around links: which belong together, and which have lost their partner.

No rule: what `broken-link-syntax` and `link-style` both ask of a line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import NamedTuple

from awesome_lint.model import Link
from awesome_lint.rule import Context
from awesome_lint.source import Source, Span

_PAIRS = {"]": "[", ")": "("}
# Escaped brackets, code and images are no brackets of the text.
_BRACKET = re.compile(r"\\.|`[^`\n]+`|!\[[^\[\]\n]*\]\([^()\s]*\)|[\[\]()]")
# A line that starts something of its own: an item, a heading, a table row, a quote.
_NEW_BLOCK = re.compile(r"[ \t]*(?:[-*+>|]|\d{1,9}[.)]|#{1,6})[ \t]")
MOST_ROWS = 20


class Brackets(NamedTuple):
    """The brackets of one block outside its links. `loose` have no partner; the others begin at `starts`.

    `reach` is how far those that begin up to there go at most: what makes `hold` quick.
    """

    loose: frozenset[int]
    starts: tuple[int, ...]
    reach: tuple[int, ...]

    def hold(self, span: Span) -> bool:
        """Whether a pair is around a span, be it with other words in between."""
        at = bisect_left(self.starts, span.start) - 1
        return at >= 0 and span.end < self.reach[at]


def brackets_around(link: Link, context: Context) -> Brackets:
    """The brackets of the block (item, row or paragraph) that a link is in."""
    block, known = _block(context.source, link.span), context.once(_known)
    if block not in known:
        known[block] = _brackets(block, context)
    return known[block]


def _known(_context: Context) -> dict[Span, Brackets]:
    """What has been read of the document: a block of many links is read once."""
    return {}


def _brackets(block: Span, context: Context) -> Brackets:
    stacks: dict[str, list[int]] = {"[": [], "(": []}
    loose: list[int] = []
    pairs: list[Span] = []
    for at, bracket in _outside_links(block, context):
        if bracket in stacks:
            stacks[bracket].append(at)
        elif stacks[_PAIRS[bracket]]:
            pairs.append(Span(stacks[_PAIRS[bracket]].pop(), at + 1))
        else:
            loose.append(at)
    pairs.sort()
    reach = accumulate((pair.end for pair in pairs), max)
    return Brackets(frozenset(loose + stacks["["] + stacks["("]), tuple(pair.start for pair in pairs), tuple(reach))


def _outside_links(block: Span, context: Context) -> list[tuple[int, str]]:
    spans = context.once(_link_spans)
    found: list[tuple[int, str]] = []
    at = block.start
    for span in (*spans[bisect_left(spans, Span(block.start, block.start)) :], Span(block.end, block.end)):
        stop = min(span.start, block.end)
        found += [(m.start(), m.group()) for m in _BRACKET.finditer(context.source.text, at, stop) if m.group() in "[]()"]
        at = max(at, span.end)
        if at >= block.end:
            break
    return found


def _link_spans(context: Context) -> list[Span]:
    return sorted(link.span for link in context.document.links)


def _block(source: Source, span: Span) -> Span:
    """The lines around a span up to blank ones and such as start a block of their own, 20 either way at most."""
    first, last = source.row(span.start), source.row(span.end)
    top, bottom = max(1, first - MOST_ROWS), min(len(source.line_starts), last + MOST_ROWS)
    while first > top and not _NEW_BLOCK.match(source.line(first)) and source.line(first - 1).strip():
        first -= 1
    while last < bottom and source.line(last + 1).strip() and not _NEW_BLOCK.match(source.line(last + 1)):
        last += 1
    return Span(source.line_span(first).start, source.line_span(last).end)
