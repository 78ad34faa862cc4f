"""A table of contents read against the page: which section each line is meant for, and how lines are written.

Every rule of the group judges by this, so that one defect is told by one rule: a line whose section was renamed is a broken
anchor, and neither a missing section nor a wrong text besides.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from urllib.parse import unquote

from awesome_lint.checks.headings.shapes import reshaped
from awesome_lint.edits import Edit
from awesome_lint.model import Contents, ContentsForm, ContentsItem, Section
from awesome_lint.packs import Packs
from awesome_lint.rule import Context
from awesome_lint.source import Source, Span
from awesome_lint.style import TOC_TEXTS, main_contents

# Anchors that lead to the top of the page, on GitHub.
_TOP = frozenset({"", "top", "readme"})
_DIGITS = re.compile(r"\d+")
# What can't stand in a link's label as it is.
_NO_LABEL = re.compile(r"[\[\]<\n]")
_MARKUP = re.compile(r"[\[\]\\`*<|]|(?<!\w)_|_(?!\w)")

KIN = 0.8
"""Texts so alike name one thing; `ICCV` and `ECCV` are 0.75 alike."""
LEAST_KIN = 0.6
"""Texts less alike have nothing to do with each other."""
MOST_IN_PLACE = 20
"""Sections without a line between two that have one: among more, a line's section is told by its name or anchor alone."""


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
        self._names: dict[int, frozenset[str]] = {}

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
    def lost(self) -> frozenset[str]:
        """The folded texts of the lines with a dead anchor for which no section is known."""
        return frozenset(fold(self.items[index].text) for index in self.dead if index not in self.mended)

    @cached_property
    def lost_words(self) -> frozenset[str]:
        """The words of these texts."""
        return frozenset(word for text in self.lost for word in text.split())

    @cached_property
    def aims(self) -> tuple[Section | None, ...]:
        """The section that each line is meant for."""
        return tuple(self.mended.get(index, item.section) for index, item in enumerate(self.items))

    @cached_property
    def listed(self) -> frozenset[int]:
        """The indices of the sections that have a line."""
        return frozenset(section.number for section in self.aims if section)

    @cached_property
    def mentioned(self) -> frozenset[int]:
        """The indices of the sections that the contents, or links beside them, lead to in some other form than a line."""
        first = min((item.section.number for item in self.items if item.section), default=0)
        end = max(self.contents.span.end, self.sections[first].span.start if self.sections else 0)
        anchors = {unquote(link.url[1:]).casefold() for link in self.context.document.links if link.is_anchor and link.span.start < end}
        lines = {fold(line) for line in self.source[self.contents.span].split("\n")}
        return frozenset(
            section.number
            for section in self.sections
            if anchors & {section.slug, *(anchor.casefold() for anchor in section.anchors)} or fold(section.text) in lines
        )

    @property
    def is_main(self) -> bool:
        """Whether this is the page's contents, or a chapter's: not a paragraph or table of cross references."""
        is_list = self.contents.form in (ContentsForm.BULLETED, ContentsForm.ORDERED)
        return is_list or self.contents.heading is not None or self.contents is main_contents(self.context.document)

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

    def names(self, section: Section) -> frozenset[str]:
        """All that the contents might call a section, folded."""
        if section.number not in self._names:
            self._names[section.number] = frozenset(fold(text) for text in (section.text, self.name(section)) if text)
        return self._names[section.number]

    # Where lines are told and edited

    def target_span(self, item: ContentsItem) -> Span:
        """Where a line says what it leads to: the anchor with its `#`; the whole line where that can't be told."""
        return Span(item.anchor_span.start - 1, item.anchor_span.end) if item.anchor_span else item.span

    def text_span(self, item: ContentsItem) -> Span:
        """A line's text, or all of it where the text has no place of its own."""
        return item.text_span or item.span

    def written_text(self, item: ContentsItem) -> str:
        """A line's text with the blanks at its end, which readers don't see."""
        written = self.source[item.text_span] if item.text_span else ""
        return written if written.startswith(item.text) and written.rstrip() == item.text else item.text

    def siblings(self, one: int, other: int) -> bool:
        """Whether two lines are nested below the same one: no line with less depth, and none that is no link, between them."""
        first, last = min(one, other), max(one, other)
        depth = self.items[one].depth
        if self.items[other].depth != depth or any(item.depth < depth for item in self.items[first:last]):
            return False
        rows = self.source[Span(self.items[first].span.start, self.items[last].span.end)].split("\n")
        return sum(bool(row.strip()) for row in rows) == last - first + 1

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

    def retitled(self, item: ContentsItem, section: Section) -> Edit | None:
        """The edit that gives a line the name of a section, inside the line's markup; None where that can't be."""
        name = self.name(section)
        if item.text_span is None or name is None:
            return None
        heading = self.source[section.text_span]
        if self._keeps_markup and name == section.text != heading:
            return None if _NO_LABEL.search(heading) else Edit.replacement(item.text_span, heading)
        written = self.source[item.text_span]
        if _MARKUP.search(name) or not item.text or written.count(item.text) != 1:
            return None
        start = item.text_span.start + written.index(item.text)
        end = item.text_span.end if written.rstrip() == item.text else start + len(item.text)
        return Edit(start, end, name)

    @cached_property
    def _keeps_markup(self) -> bool:
        """Whether texts are copies of headings with their markup, where these have some."""
        copies = [
            self.source[item.text_span] == self.source[item.section.text_span]
            for item in self.items
            if item.section and item.text_span and self.source[item.section.text_span] != item.section.text
        ]
        return sum(copies) * 2 > len(copies)

    def readdressed(self, item: ContentsItem, section: Section) -> Edit | None:
        """The edit that makes a line lead to a section; None where that can't be."""
        return Edit.replacement(item.anchor_span, section.slug) if item.anchor_span else None


@lru_cache(maxsize=4096)  # a page's headings and lines, each of which several rules compare with several others
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
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, _DIGITS.sub("", one), _DIGITS.sub("", other), autojunk=False)
    most = matcher.quick_ratio()  # in a tenth of the time
    return matcher.ratio() if most >= LEAST_KIN else most


class Matching:
    """Which sections without a line the lines with a wrong anchor are meant for."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.items = reading.items
        self.reached = reached = Counter(item.section.number for item in self.items if item.section)
        """How many lines lead to each section."""
        self.rivals = [index for index, item in enumerate(self.items) if item.section and reached[item.section.number] > 1]
        """The lines that lead where another one leads too."""
        live = [(index, item.section) for index, item in enumerate(self.items) if item.section and reached[item.section.number] == 1]
        kept = longest_rising([section.number for _, section in live])
        self.fixed = [live[at] for at in sorted(kept)]
        """The lines that surely stand in their place, with their sections: both rise."""
        self.levels: dict[int, set[int]] = defaultdict(set)
        """The levels of the sections that lines of a depth lead to."""
        for line, section in self.fixed:
            self.levels[self.items[line].depth].add(section.level)

    # What follows is of use where a line is wrong, and dear on a page of many sections.

    @cached_property
    def free(self) -> list[Section]:
        """The sections that nothing in the contents leads to."""
        taken = self.reached.keys() | self.reading.mentioned
        return [section for section in self.reading.sections if section.number not in taken and section != self.reading.contents.heading]

    @cached_property
    def named(self) -> dict[str, list[Section]]:
        """The free sections by what the contents might call them."""
        found: dict[str, list[Section]] = defaultdict(list)
        for section in self.free:
            for name in self.reading.names(section):
                found[name].append(section)
        return found

    @cached_property
    def spelt(self) -> dict[str, list[Section]]:
        """The free sections by their anchors."""
        found: dict[str, list[Section]] = defaultdict(list)
        for section in self.free:
            found[_spelling(section.slug)].append(section)
        return found

    def sure(self) -> dict[int, Section]:
        """Lines with their section, where one fits and no other line wants it."""
        wanted = {index: found for index in sorted(self.reading.dead) if (found := self._for_dead(self.items[index], index))}
        wanted |= {index: found for index in self.rivals if (found := self._for_rival(self.items[index], index))}
        claims = Counter(section.number for section in wanted.values())
        return {index: section for index, section in wanted.items() if claims[section.number] == 1}

    def _for_dead(self, item: ContentsItem, index: int) -> Section | None:
        """The section without a line that a dead one is meant for: by name, by spelling of the anchor, or by place and likeness."""
        text, anchor = fold(item.text), fold(unquote(item.anchor))
        here = self._in_place(item, index)
        namesakes = self.named.get(text, [])
        spelt = self.spelt.get(_spelling(unquote(item.anchor)), []) if anchor else []
        near = [section for section in here if self._is_kin(text, anchor, section)] if len(here) <= MOST_IN_PLACE else []
        return _only(namesakes) or _only(_both(namesakes, here)) or _only(spelt) or _only(near)

    def _is_kin(self, text: str, anchor: str, section: Section) -> bool:
        names = self.reading.names(section)
        return max(kinship(mine, name) for mine in (text, anchor) for name in (*names, fold(section.slug))) >= KIN

    def _for_rival(self, item: ContentsItem, index: int) -> Section | None:
        """The section of a line's name in the line's place, where the line leads to another one that has a line of its own."""
        return _only(_both(self.named.get(fold(item.text), []), self._in_place(item, index)))

    def _in_place(self, item: ContentsItem, index: int) -> list[Section]:
        """The free sections that stand between what the lines before and after lead to, at the level of the line's neighbours."""
        at = bisect_left(self.fixed, index, key=lambda pair: pair[0])
        after = at + (at < len(self.fixed) and self.fixed[at][0] == index)
        first = self.fixed[at - 1][1].number if at else -1
        last = self.fixed[after][1].number if after < len(self.fixed) else len(self.reading.sections)
        levels = self.levels[item.depth]
        between = self.free[bisect_right(self.free, first, key=_number) : bisect_left(self.free, last, key=_number)]
        return [section for section in between if section.level in levels or not levels]


def _number(section: Section) -> int:
    return section.number


def _spelling(anchor: str) -> str:
    """An anchor as it is spelt, without what is between its words."""
    return fold(anchor).replace(" ", "")


def _both(sections: Sequence[Section], others: Sequence[Section]) -> list[Section]:
    """The sections that are among others too."""
    numbers = {section.number for section in others}
    return [section for section in sections if section.number in numbers]


def _only(sections: Sequence[Section]) -> Section | None:
    return sections[0] if len(sections) == 1 else None


def longest_rising(values: Sequence[int]) -> set[int]:
    """The positions of a longest rising subsequence: the fewest others have to move (patience sorting, n log n)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for position, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else None)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [position]
    kept: set[int] = set()
    position_or_end = ends[-1] if ends else None
    while position_or_end is not None:
        kept.add(position_or_end)
        position_or_end = before[position_or_end]
    return kept
