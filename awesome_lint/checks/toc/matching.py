"""Which sections the lines of a table of contents with a wrong anchor are meant for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from awesome_lint.checks.toc.likeness import KIN, fold, kinship
from awesome_lint.model import ContentsItem, Section
from awesome_lint.text import longest_run

if TYPE_CHECKING:
    from awesome_lint.checks.toc.reading import Reading

MOST_IN_PLACE = 20
"""Sections without a line between two that have one: among more, a line's section is told by its name or anchor alone."""


class Free(NamedTuple):
    """The sections that nothing in the contents leads to: all, by what the contents might call them, and by their anchors.

    Those that a link above the contents leads to are known by name alone.
    """

    sections: list[Section]
    named: dict[str, list[Section]]
    spelt: dict[str, list[Section]]

    @classmethod
    def of(cls, reading: Reading, reached: Collection[int]) -> Free:
        """Those but the sections of these numbers."""
        taken = {*reached, *reading.mentioned_within}
        nameable = [section for section in reading.sections if section.number not in taken and section != reading.contents.heading]
        free = [section for section in nameable if section.number not in reading.mentioned]
        named: dict[str, list[Section]] = defaultdict(list)
        spelt: dict[str, list[Section]] = defaultdict(list)
        for section in nameable:
            for name in reading.names(section):
                named[name].append(section)
        for section in free:
            spelt[_spelling(section.slug)].append(section)
        return cls(free, named, spelt)


class Matching:
    """Which sections without a line the lines with a wrong anchor are meant for."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.items = reading.items
        self.reached = reached = Counter(item.section.number for item in self.items if item.section)
        """How many lines lead to each section."""
        live = [(index, item.section) for index, item in enumerate(self.items) if item.section and reached[item.section.number] == 1]
        self.fixed = [live[at] for at in longest_run([section.number for _, section in live])]
        """The lines that surely are in their place, with their sections: both rise."""
        in_place = {index for index, _ in self.fixed}
        self.doubtful = [
            index
            for index, item in enumerate(self.items)
            if item.section and (index not in in_place or fold(item.text) not in reading.names(item.section))
        ]
        """The lines that lead to a section, but are out of their place, or have another name, or lead where another one leads too."""
        self.free = Free([], {}, {})
        self.levels: dict[int, set[int]] = defaultdict(set)
        """The levels of the sections that lines of a depth lead to."""
        for line, section in self.fixed:
            self.levels[self.items[line].depth].add(section.level)

    def sure(self) -> dict[int, Section]:
        """Lines with their section, where one fits and no other line wants it."""
        dead = sorted(self.reading.dead)
        if not dead and not self.doubtful:
            return {}
        self.free = Free.of(self.reading, self.reached.keys())
        wanted = {index: found for index in self.doubtful if (found := self._for_doubtful(self.items[index], index))}
        # A section that only lines meant for other ones lead to is free: `[C++](#c-1)` leads to C#.
        reached = {item.section.number for index, item in enumerate(self.items) if item.section and index not in wanted}
        if reached != self.reached.keys():
            self.fixed = [(index, section) for index, section in self.fixed if index not in wanted]
            self.free = Free.of(self.reading, reached)
        wanted |= {index: found for index in dead if (found := self._for_dead(self.items[index], index))}
        claims = Counter(section.number for section in wanted.values())
        return {index: section for index, section in wanted.items() if claims[section.number] == 1}

    def _for_dead(self, item: ContentsItem, index: int) -> Section | None:
        """The section without a line that a dead one is meant for: by name, by spelling of the anchor, or by place and likeness."""
        text, anchor = fold(item.text), fold(unquote(item.anchor))
        here = self._in_place(item, index)
        namesakes = self.free.named.get(text, [])
        spelt = self.free.spelt.get(_spelling(unquote(item.anchor)), []) if anchor else []
        near = [section for section in here if self._is_kin(text, anchor, section)] if len(here) <= MOST_IN_PLACE else []
        return _only(namesakes) or _only(_both(namesakes, here)) or _only(spelt) or _only(near)

    def _is_kin(self, text: str, anchor: str, section: Section) -> bool:
        names = self.reading.names(section)
        return max(kinship(mine, name) for mine in (text, anchor) for name in (*names, fold(section.slug))) >= KIN

    def _for_doubtful(self, item: ContentsItem, index: int) -> Section | None:
        """The section of a line's name in the line's place, where the line leads to another one."""
        return _only(_both(self.free.named.get(fold(item.text), []), self._in_place(item, index)))

    def _in_place(self, item: ContentsItem, index: int) -> list[Section]:
        """The free sections that are between what the lines before and after lead to, at the level of the line's neighbours."""
        at = bisect_left(self.fixed, index, key=lambda pair: pair[0])
        after = at + (at < len(self.fixed) and self.fixed[at][0] == index)
        first = self.fixed[at - 1][1].number if at else -1
        last = self.fixed[after][1].number if after < len(self.fixed) else len(self.reading.sections)
        levels = self.levels[item.depth]
        free = self.free.sections
        between = free[bisect_right(free, first, key=_number) : bisect_left(free, last, key=_number)]
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
