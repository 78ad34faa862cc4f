"""A section that the contents leave out, although they list its like

Readers who navigate by the contents never find it. What contents mean to list is learnt from them: a level of
headings counts as covered where nearly all of its sections have a line. Never missing are the title, sections above the
contents and their own heading, sections about the list itself (news, contributing, licence ...), levels that the contents stop
short of, and sections below a line that lists none of its own.

## Fix

Safe: adds a line at the section's place, written as the lines of its level are. No fix for contents in a table, a
paragraph or HTML, and where their texts follow no one way.

## Examples

```bad
## Contents

- [Surveys](#surveys)
- [Methods](#methods)
  - [Convolutions](#convolutions)
- [Datasets](#datasets)
- [Courses](#courses)
- [Theses](#theses)

## Surveys

- [Deep Learning](https://arxiv.org/abs/1404.7828)

## Methods

### Convolutions

- [Going Deeper with Convolutions](https://arxiv.org/abs/1409.4842)

### Transformers

- [Attention Is All You Need](https://arxiv.org/abs/1706.03762)

## Benchmarks

- [GLUE](https://arxiv.org/abs/1804.07461)

## Datasets

- [Microsoft COCO](https://arxiv.org/abs/1405.0312)

## Courses

- [CS231n](https://cs231n.github.io)

## Theses

- [Learning Deep Generative Models](https://www.cs.toronto.edu/~rsalakhu/papers/Russ_thesis.pdf)

## License
```

```report
24:4 the contents don't list “Benchmarks”
```

```fixed
## Contents

- [Surveys](#surveys)
- [Methods](#methods)
  - [Convolutions](#convolutions)
- [Benchmarks](#benchmarks)
- [Datasets](#datasets)
- [Courses](#courses)
- [Theses](#theses)

## Surveys

- [Deep Learning](https://arxiv.org/abs/1404.7828)

## Methods

### Convolutions

- [Going Deeper with Convolutions](https://arxiv.org/abs/1409.4842)

### Transformers

- [Attention Is All You Need](https://arxiv.org/abs/1706.03762)

## Benchmarks

- [GLUE](https://arxiv.org/abs/1804.07461)

## Datasets

- [Microsoft COCO](https://arxiv.org/abs/1405.0312)

## Courses

- [CS231n](https://cs231n.github.io)

## Theses

- [Learning Deep Generative Models](https://www.cs.toronto.edu/~rsalakhu/papers/Russ_thesis.pdf)

## License
```

```good
- [Surveys](#surveys)
- [Methods](#methods)
- [Datasets](#datasets)
- [Courses](#courses)

## Surveys
## Methods
### Convolutions
### Transformers
## Datasets
## Courses
## Contributing
```
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from awesome_lint.checks.toc.likeness import LEAST_KIN, fold, kinship
from awesome_lint.checks.toc.reading import Reading, reading
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.knowledge import Packs
from awesome_lint.model import Contents, ContentsForm, ContentsItem, Section
from awesome_lint.rule import Context, Finding, Severity, rule

# A level is covered where so many of its sections have a line, and so large a share of all but the one in question.
LEAST_LISTED = 2
LEAST_SHARE = 0.9
# A section with so many entries is no preface.
LEAST_ENTRIES = 3
# Lines that lead nowhere: where there are more, any section may be meant by one.
MOST_LOST = 20


@rule(group="toc", severity=Severity.ERROR, fix=Applicability.SAFE)
def toc_missing_section(contents: Contents, context: Context) -> Iterator[Finding]:
    read = reading(contents, context)
    if absent := context.once(missing).get(contents.span.start, ()):
        lines = _Lines(read)
        for section in absent:
            yield Finding(section.text_span, f"the contents don't list “{section.text}”", _fix(read, section, lines))


def missing(context: Context) -> dict[int, list[Section]]:
    """The sections that some table of contents should list and none does, by the offset of the one they belong in."""
    reads = [reading(contents, context) for contents in context.document.contents]
    listed = frozenset[int]().union(*(read.listed for read in reads))
    known = listed.union(*(read.mentioned for read in reads))
    holding = Counter(entry.section.number for entry in context.document.entries if entry.section)
    found: dict[int, list[Section]] = {}
    for read in reads:
        if read.is_main:
            absent = _absent(read, listed, known, holding)
            found[read.contents.span.start] = [section for section in absent if _nearest(section, reads) is read]
    return found


def _nearest(section: Section, reads: Sequence[Reading]) -> Reading:
    """The table of contents that lists the last section above one, of several the one with more lines."""
    return max(reads, key=lambda read: (max((i for i in read.listed if i < section.number), default=-1), len(read.items)))


def _absent(read: Reading, listed: frozenset[int], known: frozenset[int], holding: Counter[int]) -> list[Section]:
    """The sections in reach of a table of contents that none lists, on levels that it covers; in document order."""
    levels: dict[int, list[Section]] = {}
    for section in _in_reach(read):
        if section.slug and not _is_aside(section, read.context.packs):
            levels.setdefault(section.level, []).append(section)
    first = min(read.listed, default=0)
    found: dict[int, Section] = {}
    for level in sorted(levels):
        open_groups = {section.parent for section in levels[level] if section.number in listed}
        peers = [section for section in levels[level] if section.parent in open_groups or section.parent in found]
        lacking = [section for section in peers if section.number not in known]
        mine = sum(section.number in read.listed for section in peers)
        if mine >= LEAST_LISTED and len(lacking) <= 1 + (1 - LEAST_SHARE) * len(peers):
            # What is above all that is listed is mostly a preface; what bears the name of a listed sibling is a slip of its own.
            names = {(section.parent, fold(section.text)) for section in peers if section.number in known}
            sure = [
                section
                for section in lacking
                if (section.number > first or holding[section.number] >= LEAST_ENTRIES)
                and (section.parent, fold(section.text)) not in names
            ]
            found |= {section.number: section for section in sure if not _may_be_renamed(section, read)}
    return [found[index] for index in sorted(found)]


def _is_aside(section: Section, packs: Packs) -> bool:
    """Whether a section is about the list itself: contents leave it out at will."""
    return packs.aside.search(section.text.lower()) is not None or fold(section.text) in packs.index.words.aside_alone


def _in_reach(read: Reading) -> list[Section]:
    """The sections below the contents, within their own chapter if they lead nowhere else."""
    below = [section for section in read.sections if section.span.start >= read.contents.span.end]
    chapter = read.contents.heading or max(
        (s for s in read.sections if s.span.start < read.contents.span.start), key=lambda s: s.number, default=None
    )
    while chapter is not None:
        within = range(chapter.number + 1, _end(chapter, read.sections))
        if all(index in within or index == chapter.number for index in read.listed):
            return [section for section in below if section.number in within]
        chapter = read.sections[chapter.parent] if chapter.parent is not None else None
    return below


def _end(chapter: Section, sections: Sequence[Section]) -> int:
    """The index of the first section after a chapter."""
    return next((section.number for section in sections[chapter.number + 1 :] if section.level <= chapter.level), len(sections))


def _may_be_renamed(section: Section, read: Reading) -> bool:
    """Whether a line with a dead anchor may be meant for a section: then toc-broken-anchor tells it."""
    names = read.names(section)
    if len(read.lost) > MOST_LOST or any(not read.lost_words.isdisjoint(name.split()) for name in names):
        return True
    return any(kinship(name, text) >= LEAST_KIN for text in read.lost for name in names)


class _Lines:
    """The lines of some contents, arranged once: many sections may be missing."""

    def __init__(self, read: Reading) -> None:
        self.rows = Counter(read.source.row(item.span.start) for item in read.items)
        self.placed: list[tuple[int, int]] = []  # the number of the section that a line leads to, and the line
        self._siblings: dict[tuple[int, int | None], list[tuple[int, int]]] = {}
        self._levels: dict[int, list[tuple[int, int]]] = {}
        self._gaps: dict[int, list[int]] = {}
        for index, aim in enumerate(read.aims):
            if aim:
                place = aim.number, index
                self.placed.append(place)
                if index not in read.mended:
                    self._siblings.setdefault((aim.level, aim.parent), []).append(place)
                    self._levels.setdefault(aim.level, []).append(place)
        for places in (self.placed, *self._siblings.values(), *self._levels.values()):
            places.sort()
        for (one, aim), (other, next_aim) in pairwise(zip(read.items, read.aims, strict=True)):
            if aim and next_aim and aim.level == next_aim.level and aim.parent == next_aim.parent:
                gap = read.source.text.count("\n", one.span.end, other.span.start)
                self._gaps.setdefault(aim.level, []).append(gap)
        self._most_common_gap = {level: max(set(gaps), key=gaps.count) for level, gaps in self._gaps.items()}

    def peer(self, section: Section) -> int | None:
        """The line of the nearest section of a section's level, a sibling if there is one."""
        places = self._siblings.get((section.level, section.parent)) or self._levels.get(section.level)
        if not places:
            return None
        at = bisect_left(places, (section.number, -1))
        beside = places[at : at + 1]
        if at:
            beside.append(places[bisect_left(places, (places[at - 1][0], -1))])
        return min(beside, key=lambda place: (abs(place[0] - section.number), place[1]))[1]

    def above(self, section: Section) -> int | None:
        """The line of the last listed section above one."""
        at = bisect_left(self.placed, (section.number, -1))
        return self.placed[at - 1][1] if at else None

    def gap(self, level: int) -> int:
        """The line ends between lines of a level that follow each other: 1, or 2 where blank lines are between."""
        return max(1, min(2, self._most_common_gap.get(level, 1)))


def _fix(read: Reading, section: Section, lines: _Lines) -> Fix | None:
    """Write a line for a section, after that of the nearest listed section above it, in the form of its level's lines."""
    name, nearest, above = read.name(section), lines.peer(section), lines.above(section)
    if name is None or nearest is None or read.contents.form is not ContentsForm.BULLETED:
        return None
    line = _line(read, read.items[nearest], section)
    if line is None:
        return None
    deltas = [Delta("block added", "", line)]
    gap = "\n" * lines.gap(section.level)
    before = read.items[above] if above is not None else None
    if lines.rows[read.source.row((before or read.items[0]).span.start)] > 1:  # such as years: another one would have to join them
        return None
    edit = Edit.insertion(before.span.end, gap + line) if before else Edit.insertion(read.items[0].span.start, line + gap)
    return Fix.of(f"Add “{name}” to the contents", edit, deltas=deltas)


def _line(read: Reading, peer: ContentsItem, section: Section) -> str | None:
    """A peer's line with another text and target, without what follows its link."""
    text, anchor = read.retitled(peer, section), read.readdressed(peer, section)
    if text is None or anchor is None:
        return None
    source = read.source.text
    tail = source[anchor.end : peer.span.end]
    closing = tail if not re.search(r"\w", tail) else tail[: tail.index(")") + 1]
    return source[peer.span.start : text.start] + text.content + source[text.end : anchor.start] + anchor.content + closing
