"""A table of contents read against the page: which section each line is meant for, and how lines are written.

Every rule of the group judges by this, so that one defect is told by one rule: a line whose section was renamed is a broken
anchor, and neither a missing section nor a wrong text besides.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from urllib.parse import unquote

from awesome_lint.checks.headings.shapes import reshaped
from awesome_lint.edits import Edit
from awesome_lint.model import Contents, ContentsForm, ContentsItem, Section
from awesome_lint.packs import Packs
from awesome_lint.rule import Context
from awesome_lint.source import Source, Span
from awesome_lint.style import TOC_TEXTS

# Anchors that lead to the top of the page, on GitHub.
_TOP = frozenset({"", "top", "readme"})
_DIGITS = re.compile(r"\d+")
# What can't stand in a link's label as it is.
_MARKUP = re.compile(r"[\[\]\\`*<|]|(?<!\w)_|_(?!\w)")

KIN = 0.8
"""Texts so alike name one thing; `ICCV` and `ECCV` are 0.75 alike."""


def reading(contents: Contents, context: Context) -> Reading:
    """What this table of contents says of the page; computed once for all rules."""
    return context.once(_readings)[contents.span]


def _readings(context: Context) -> dict[Span, Reading]:
    return {contents.span: Reading(contents, context) for contents in context.document.contents}


class Reading:
    """One table of contents, with what its lines are meant for. Lines are spoken of by their index."""

    def __init__(self, contents: Contents, context: Context) -> None:
        self.contents = contents
        self.context = context
        self.items = contents.items

    @property
    def source(self) -> Source:
        return self.context.source

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.context.document.sections

    # What lines lead to

    @cached_property
    def dead(self) -> frozenset[int]:
        """The lines whose anchor nothing on the page has."""
        anchors = {name.casefold() for name, _ in self.context.document.anchors}
        return frozenset(
            index
            for index, item in enumerate(self.items)
            if item.section is None and not {item.anchor.casefold(), unquote(item.anchor).casefold()} & anchors and item.anchor not in _TOP
        )

    @cached_property
    def mended(self) -> dict[int, Section]:
        """The lines whose anchor is wrong, with the one section that they are surely meant for."""
        return Matching(self).sure()

    @cached_property
    def aims(self) -> tuple[Section | None, ...]:
        """The section that each line is meant for."""
        return tuple(self.mended.get(index, item.section) for index, item in enumerate(self.items))

    @cached_property
    def listed(self) -> frozenset[int]:
        """The indices of the sections that have a line."""
        return frozenset(section.index for section in self.aims if section)

    # How lines are written

    @cached_property
    def _ways(self) -> dict[int | None, Callable[[str, Packs], str | None]]:
        """How most texts are made of their headings, by level; under None that of all levels together."""
        fits: dict[int | None, Counter[str]] = defaultdict(Counter)
        seen: Counter[int | None] = Counter()
        for item in self.items:
            if item.section and not item.case_differs:
                for level in (item.section.level, None):
                    seen[level] += 1
                    fits[level].update(name for name in TOC_TEXTS if self._made(name, item.section.text) == item.text)
        ways = {}
        for level, counts in fits.items():
            # Of equals the first one in TOC_TEXTS, the plainest.
            best = max(TOC_TEXTS, key=lambda name: counts[name])
            if counts[best] >= max(2, 0.8 * seen[level] - 1):
                ways[level] = TOC_TEXTS[best]
        return ways

    def _made(self, way: str, heading: str) -> str:
        return TOC_TEXTS[way](heading, self.context.packs) or heading

    def name(self, section: Section) -> str | None:
        """The text that the contents give a section by their own habit; None where they have none."""
        way = self._ways.get(section.level, self._ways.get(None))
        if way is None:
            return None
        heading = reshaped(section, self.context) or section.text
        return way(heading, self.context.packs) or heading

    def names(self, section: Section) -> set[str]:
        """All that the contents might call a section, folded."""
        return {fold(text) for text in (section.text, self.name(section)) if text}

    # Where lines are told and edited

    def target_span(self, item: ContentsItem) -> Span:
        """Where a line says what it leads to: the anchor with its `#`; the whole line where that can't be told."""
        return Span(item.anchor_span.start - 1, item.anchor_span.end) if item.anchor_span else item.span

    def text_span(self, item: ContentsItem) -> Span:
        return item.text_span or item.span

    def below(self, index: int) -> range:
        """The lines that are nested below a line."""
        last = index + 1
        while last < len(self.items) and self.items[last].depth > self.items[index].depth:
            last += 1
        return range(index + 1, last)

    def whole_line(self, index: int) -> Span | None:
        """A line with its line end, where the item has its line for itself; None in tables, paragraphs and HTML."""
        if self.contents.form not in (ContentsForm.BULLETED, ContentsForm.ORDERED):
            return None
        item = self.items[index]
        return Span(item.span.start, min(item.span.end + 1, len(self.source.text)))

    def retitled(self, item: ContentsItem, text: str) -> Edit | None:
        """The edit that gives a line another text, inside its markup; None where that can't be."""
        if item.text_span is None or item.text == text or _MARKUP.search(text):
            return None
        written = self.source[item.text_span]
        if not item.text or written.count(item.text) != 1:
            return None
        start = item.text_span.start + written.index(item.text)
        return Edit(start, start + len(item.text), text)

    def readdressed(self, item: ContentsItem, section: Section) -> Edit | None:
        """The edit that makes a line lead to a section; None where that can't be."""
        return Edit.replacement(item.anchor_span, section.slug) if item.anchor_span else None


def fold(text: str) -> str:
    """Words without case, punctuation and emoji: what an author who abbreviates by hand keeps."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def kinship(one: str, other: str) -> float:
    """How likely two folded texts name one thing: 0 to 1. The words of one all in the other count as much as a typo.

    Numbers must be the same; they don't count as likeness (`ECCV 2022`, `CVPR 2022`).
    """
    if not one or not other or _DIGITS.findall(one) != _DIGITS.findall(other):
        return 0.0
    words, others = set(one.split()), set(other.split())
    if words <= others or others <= words:
        return 0.9
    return SequenceMatcher(None, _DIGITS.sub("", one), _DIGITS.sub("", other), autojunk=False).ratio()


@dataclass(frozen=True, slots=True)
class Matching:
    """Which sections without a line the lines with a wrong anchor are meant for."""

    reading: Reading

    def sure(self) -> dict[int, Section]:
        """Lines with their section, where one fits and no other line wants it."""
        if not (self.reading.dead or self._rivals()):
            return {}
        wanted = {index: found for index in sorted(self.reading.dead) if (found := self._for_dead(index))}
        wanted |= {index: found for index in self._rivals() if (found := self._for_rival(index))}
        claims = Counter(section.index for section in wanted.values())
        return {index: section for index, section in wanted.items() if claims[section.index] == 1}

    def _free(self) -> list[Section]:
        """The sections that no line leads to."""
        taken = {item.section.index for item in self.reading.items if item.section}
        own = self.reading.contents.heading
        return [section for section in self.reading.sections if section.index not in taken and section != own]

    def _rivals(self) -> list[int]:
        """The lines that lead where another one leads too."""
        reached = Counter(item.section.index for item in self.reading.items if item.section)
        return [index for index, item in enumerate(self.reading.items) if item.section and reached[item.section.index] > 1]

    def _for_dead(self, index: int) -> Section | None:
        item, free = self.reading.items[index], self._free()
        text, anchor = fold(item.text), fold(unquote(item.anchor))
        here = self._in_place(index, free)
        namesakes = [section for section in free if text in self.reading.names(section)]
        spelt = [section for section in free if anchor and anchor.replace(" ", "") == fold(section.slug).replace(" ", "")]
        near = [section for section in here if self._is_kin(text, anchor, section)]
        return _only(namesakes) or _only([s for s in namesakes if s in here]) or _only(spelt) or _only(near)

    def _is_kin(self, text: str, anchor: str, section: Section) -> bool:
        names = self.reading.names(section)
        return max(kinship(mine, name) for mine in (text, anchor) for name in (*names, fold(section.slug))) >= KIN

    def _for_rival(self, index: int) -> Section | None:
        """The section that bears a line's name, where the line leads to another one that has a line of its own."""
        item = self.reading.items[index]
        namesakes = [section for section in self._free() if fold(item.text) in self.reading.names(section)]
        if item.section and fold(item.text) in self.reading.names(item.section):
            namesakes = self._in_place(index, namesakes)
        return _only(namesakes)

    def _in_place(self, index: int, free: Sequence[Section]) -> list[Section]:
        """Of sections those that stand between what the lines before and after lead to, at the level of the line's neighbours."""
        items = self.reading.items
        mine = items[index].section
        around = [
            next((item.section for item in side if item.section and item.section != mine), None)
            for side in (reversed(items[:index]), items[index + 1 :])
        ]
        first = around[0].index if around[0] else -1
        last = around[1].index if around[1] else len(self.reading.sections)
        if first > last:
            return []
        levels = {item.section.level for item in items if item.section and item.section != mine and item.depth == items[index].depth}
        return [section for section in free if first < section.index < last and (section.level in levels or not levels)]


def _only(sections: Sequence[Section]) -> Section | None:
    return sections[0] if len(sections) == 1 else None
