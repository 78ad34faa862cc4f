"""Entries: descriptions, the place of the venue, the order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from awesome_lint.model import Entry, EntryKind
from awesome_lint.patterns import compiled
from awesome_lint.sorting import LEAST_ENTRIES, entries_by_list, sorting_of
from awesome_lint.source import Source, Span
from awesome_lint.style.trait import Observation, number_of

if TYPE_CHECKING:
    from awesome_lint.style.house import HouseStyle

# The colon of `:emoji:` is no separator.
_DESCRIPTION_GAP = re.compile(r"[*_]{0,3}(?P<gap>[ \t]*+(?!:[\w+-]{2,40}:)(?:[-–—:,.|]|--|：|，)?[ \t]*)(?=[^\s\[(!<|*`_-])")


_SEPARATOR = r"[ \t]*(?:[-–—:,.|]|--|：|，)[ \t]*"


def is_description_separator(text: str) -> bool:
    """Whether a text can be what separates title and description: one sign, with spaces around it if need be."""
    return compiled(_SEPARATOR).fullmatch(text) is not None


def description_separator(style: HouseStyle) -> Iterator[Observation]:
    for entry in style.main_entries:
        if entry.title_link and entry.kind in (EntryKind.ITEM, EntryKind.PARAGRAPH):
            gap = description_gap(entry, style.source)
            if gap:
                yield Observation(style.source[gap], gap, section=number_of(entry.section))


def description_gap(entry: Entry, source: Source) -> Span | None:
    """The text between a linked title and the words right after it; None where other than words follow."""
    assert entry.title_link
    match = _DESCRIPTION_GAP.match(source.text, entry.title_link.outer.end, entry.span.end)
    return Span(*match.span("gap")) if match else None


FULL_STOPS = ".。．"
_ENDS = re.compile(r"[\w.。．]")


def final_full_stop(style: HouseStyle) -> Iterator[Observation]:
    """Of one-line entries with a description that ends in a word or a stop: `.`, or nothing."""
    for entry in style.main_entries:
        end = description_end(entry, style.source)
        if end is not None:
            last = style.source.text[end - 1]
            if _ENDS.match(last):
                yield Observation(last if last in FULL_STOPS else "", Span(end - 1, end), section=number_of(entry.section))


def description_end(entry: Entry, source: Source) -> int | None:
    """The offset where a one-line entry's description ends, None where its title link isn't followed by one."""
    end = _text_end(entry, source)
    if entry.kind is not EntryKind.ITEM or not entry.title_link or source.text.find("\n", entry.span.start, end) >= 0:
        return None
    return end if description_gap(entry, source) and all(link.outer.end < end for link in entry.links) else None


BEFORE, BEHIND = "before", "behind"


def closing_stop(style: HouseStyle) -> Iterator[Observation]:
    """Of one-line entries that close with parentheses or code: whether the full stop is before or behind them. What is marked has both."""
    text = style.source.text
    for entry in style.main_entries:
        if entry.kind is not EntryKind.ITEM or not entry.title_span:
            continue
        end = _text_end(entry, style.source)
        if text.find("\n", entry.span.start, end) >= 0:
            continue
        is_behind = text[end - 1] in FULL_STOPS
        start = _closing_start(text, entry.title_span.end, end - is_behind)
        if start is None:
            continue
        last = start - 1
        while text[last] in " \t":
            last -= 1
        if (text[last] in FULL_STOPS) != is_behind:
            yield Observation(BEHIND if is_behind else BEFORE, Span(last + is_behind, end), section=number_of(entry.section))


def _closing_start(text: str, start: int, end: int) -> int | None:
    """Where the parentheses or the code begin that a text ends with, with a space before; None where it doesn't end so."""
    if text[end - 1] == "`":
        at = text.rfind("`", start, end - 1)
    elif text[end - 1] == ")":
        depth, at = 1, end - 1
        while depth and at > start:
            at -= 1
            depth += {")": 1, "(": -1}.get(text[at], 0)
        at = -1 if depth else at
    else:
        return None
    return at if at > start and text[at - 1] in " \t" else None


def _text_end(entry: Entry, source: Source) -> int:
    """The offset where an entry's text ends. A comment at the end is not part of it: a suppression must not hide what it speaks of."""
    text = source[entry.span].rstrip()
    while text.endswith("-->") and (comment := text.rfind("<!--")) > 0:
        text = text[:comment].rstrip()
    return entry.span.start + len(text)


def venue_position(style: HouseStyle) -> Iterator[Observation]:
    for entry in style.document.entries:
        place = entry.venue_span or entry.year_span
        if place and entry.title_span:
            yield Observation(_position(place, entry), place, section=number_of(entry.section))


def _position(place: Span, entry: Entry) -> str:
    assert entry.title_span
    if entry.kind is EntryKind.ROW:
        return "column"
    if _lies_in(place, entry.title_span):
        return "in the title"
    if place.start < entry.title_span.start:
        return "before the title"
    if any(_lies_in(place, link.outer) for link in entry.labelled):
        return "in a link"
    after_links = bool(entry.labelled) and entry.labelled[-1].outer.end <= place.start
    return "after the links" if after_links else "after the title"


def _lies_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def entry_order(style: HouseStyle) -> Iterator[Observation]:
    for entries in entries_by_list(style.document):
        if len(entries) >= LEAST_ENTRIES:
            sorting = sorting_of(entries, style.packs)
            written = "none" if sorting is None else f"{sorting.by.partition(' ')[0]}{', latest first' if sorting.is_descending else ''}"
            yield Observation(written, entries[0].span, section=number_of(entries[0].section))


_EMPHASIS = (
    r"(?<![\w*\\])(\*{1,2})(?=[^\s*])[^*\n]{1,300}(?<=[^\s*])\1(?![\w*])|(?<![\w_\\])(_{1,2})(?=[^\s_])[^_\n]{1,300}(?<=[^\s_])\2(?![\w_])"
)


def emphasis(style: HouseStyle) -> Iterator[Observation]:
    for entry in style.document.entries:
        urls = [link.url_span for link in entry.links if link.url_span]
        for match in compiled(_EMPHASIS).finditer(style.source.text, entry.span.start, entry.span.end):
            span = Span(*match.span())
            if not any(url.overlaps(span) for url in urls):
                mark = match[1] or match[2]
                yield Observation(mark, span, "strong" if len(mark) == 2 else "single", number_of(entry.section))
