"""The remarks of an entry: words that are no part of it that was read, and that hardly another entry has."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from awesome_lint.adding.slots import Slot, dressed
from awesome_lint.adding.wording import is_month
from awesome_lint.model import Entry, EntryKind
from awesome_lint.source import Source, Span

FEWEST_ENTRIES = 4
"""Entries without which nothing tells a remark from the words that a list writes in each entry."""
_FEWEST, _SHARE = 2, 0.04
"""Entries, and their share, that have a word which is the list's own: authors come back in other entries too."""
_SHARE_OF_DATES = 0.1
"""Share of the dates that have a word which is no month: `Summer 2019`, not `Ray et al. 2019`."""
_MARKER = re.compile(r"[ \t>|]*(?:[-*+]|\d{1,9}[.)])?")
_COMMENT_OR_IMAGE = r"<!--(?:(?!-->).){0,2000}-->|<img\b[^>]{0,2000}>|!\[[^\]\n]{0,200}\]\([^)\s]{0,2000}\)"
_CHUNK = re.compile(rf"(?is)(?P<whole>{_COMMENT_OR_IMAGE})|</?[a-z][^>]{{0,2000}}>|\||(?P<text>(?:(?!<[a-z/!]|\||!\[).)+)|.")
_BAR = re.compile(r"(?<!\\)\|")
_WORD = re.compile(r"[^\W_]{2,}")
_CORE = re.compile(r"(?s)\w.*\w|\w")


class Remarks:
    """The remarks of the entries of a list, whose slots are given by the entry's span."""

    def __init__(self, slots: Mapping[Span, Sequence[Slot]], entries: Sequence[Entry], source: Source) -> None:
        self._source = source
        self._entries = len(entries)
        self._times = Counter(word for entry in entries for word in self._words(self._gaps(entry, slots[entry.span])))
        dates = [self._date(entry, slot) for entry in entries for slot in slots[entry.span] if slot.role == "when"]
        self._in_dates = Counter(word for date in dates for word in _words_in(date))
        self._dates = len(dates)

    def of(self, entry: Entry, slots: Sequence[Slot]) -> list[Slot]:
        """The remarks of an entry as slots; none in HTML, and in a list of few entries."""
        if self._entries < FEWEST_ENTRIES or entry.kind is EntryKind.HTML:
            return []
        least = max(_FEWEST, _SHARE * self._entries)
        bars = [m.start() for m in _BAR.finditer(self._source.text, *entry.span)] if entry.kind is EntryKind.ROW else []
        found = []
        for gap in self._gaps(entry, slots):
            for chunk, is_whole in self._chunks(gap):
                if any(self._times[word] < least for word in self._words([chunk])):
                    outer = chunk if is_whole else dressed(chunk, entry.span, self._source)
                    found.append(Slot("other", chunk, outer, self._phrase(entry, slots, bars, chunk)))
        return found

    def is_usual_date(self, entry: Entry, slot: Slot) -> bool:
        """Whether what is with a venue or year is with others too."""
        least = max(_FEWEST, _SHARE_OF_DATES * self._dates)
        words = (word for word in _words_in(self._date(entry, slot)) if not word.isdecimal() and not is_month(word))
        return self._dates < FEWEST_ENTRIES or all(self._in_dates[word] >= least for word in words)

    def _date(self, entry: Entry, slot: Slot) -> str:
        """What a slot for venue and year says besides the venue."""
        text = self._source[slot.inner]
        return text.replace(entry.venue, "", 1) if entry.venue else text

    def _words(self, spans: Sequence[Span]) -> set[str]:
        return {word for span in spans for word in _words_in(self._source[span])}

    def _gaps(self, entry: Entry, slots: Sequence[Slot]) -> list[Span]:
        """The text of an entry outside its slots and the URLs of its links, without its marker."""
        marker = _MARKER.match(self._source.text, entry.span.start, entry.span.end)
        start = marker.end() if marker else entry.span.start
        taken = [slot.span for slot in slots]
        taken += [link.url_span or link.span for link in entry.links if link is entry.title_link or link.is_badge]
        edges = [Span(start, start), *sorted(taken), Span(entry.span.end, entry.span.end)]
        furthest, found = start, []
        for one, other in pairwise(edges):
            furthest = max(furthest, one.end)
            if furthest < other.start:
                found.append(Span(furthest, other.start))
        return found

    def _chunks(self, gap: Span) -> Iterator[tuple[Span, bool]]:
        """What can be taken out of a gap as one: a comment, an image, words between bars and tags; and whether it is whole as it is."""
        for m in _CHUNK.finditer(self._source.text, gap.start, gap.end):
            if m["whole"]:
                yield Span(*m.span()), True
            elif m["text"] and (core := _CORE.search(self._source.text, *m.span())):
                yield Span(*core.span()), False

    def _phrase(self, entry: Entry, slots: Sequence[Slot], bars: Sequence[int], chunk: Span) -> int:
        """The number of the cell that a remark is in, or of the phrase of the part before it."""
        if entry.kind is EntryKind.ROW:
            is_first_outer = bool(bars) and not self._source.text[entry.span.start : bars[0]].strip()
            return bisect_left(bars, chunk.start) - is_first_outer
        return next((slot.phrase for slot in reversed(slots) if slot.span.end <= chunk.start), 0)


def _words_in(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
