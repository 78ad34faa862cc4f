"""A line of the contents in another place than its section

Contents list the sections in the order in which they come. A line that was added at the end, or not moved
along with its section, misleads. Contents that follow another order (by topic, or by alphabet) are left alone: all lines but one
in ten must be in the order of the page. So is a line in its place by alphabet, where those around it are sorted too.

## Fix

Safe: moves the line, with those nested below it, to its place among the lines of its depth; or swaps it with the next one,
where that has the parts of the line's own section below it. None where it belongs below
another line, where lines that are no links are between, or where the lines of its depth that it passes, or is put between,
lead to headings of several levels: then the headings may be wrong.

## Examples

```bad
- [Surveys](#surveys)
- [Methods](#methods)
- [Datasets](#datasets)
- [Applications](#applications)
- [Courses](#courses)

## Surveys
## Datasets
## Methods
## Applications
## Courses
```

```report
2:1 “Methods” follows “Datasets” on the page
```

```fixed
- [Surveys](#surveys)
- [Datasets](#datasets)
- [Methods](#methods)
- [Applications](#applications)
- [Courses](#courses)

## Surveys
## Datasets
## Methods
## Applications
## Courses
```

The line goes above the parts of its own section, wherever they hang:

```bad
- [Surveys](#surveys)
- [Methods](#methods)
- [Data](#data)
  - [Pruning](#pruning)
  - [Search](#search)
- [Courses](#courses)

## Surveys
## Data
## Methods
### Pruning
### Search
## Courses
```

```report
2:1 “Methods” follows “Data” on the page
```

```fixed
- [Surveys](#surveys)
- [Data](#data)
- [Methods](#methods)
  - [Pruning](#pruning)
  - [Search](#search)
- [Courses](#courses)

## Surveys
## Data
## Methods
### Pruning
### Search
## Courses
```

The page is out of the alphabet, not the contents:

```good
- [Ada](#ada)
- [Basic](#basic)
- [Dart](#dart)
- [Go](#go)
- [Rocq](#rocq)
- [Ruby](#ruby)
- [Zig](#zig)

## Ada
## Basic
## Dart
## Go
## Ruby
## Rocq
## Zig
```

A line of a group stays there, wherever its section is on the page:

```good
- [Surveys](#surveys)
- Methods
  - [Pruning](#pruning)
  - [Media](#media)
  - [Quantization](#quantization)
- [Datasets](#datasets)
- [Applications](#applications)
- [Courses](#courses)

## Surveys
## Pruning
## Quantization
## Datasets
## Applications
## Media
## Courses
```

The section of Curves is out of place here, not its line:

```good
- [Animation](#animation)
- [Buttons](#buttons)
- [Cards](#cards)
- [Curves](#curves)
- [Dialogs](#dialogs)
- [Forms](#forms)
- [Tables](#tables)
- [Bars](#bars)
- [Graphs](#graphs)
- [Keys](#keys)

## Animation
## Buttons
## Cards
## Dialogs
## Curves
## Forms
## Tables
## Bars
## Graphs
## Keys
```

```good
- [Courses](#courses)
- [Methods](#methods)
- [Applications](#applications)
- [Surveys](#surveys)
- [Datasets](#datasets)

## Surveys
## Datasets
## Methods
## Applications
## Courses
```
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from awesome_lint.checks.toc.likeness import fold
from awesome_lint.checks.toc.reading import Reading, reading
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Contents, ContentsForm
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span
from awesome_lint.text import longest_run

LEAST_LINES = 4
LEAST_SHARE = 0.9
SORTED_SHARE = 0.8
"""Lines that come after the one before by alphabet: of lines in no order it is half."""
MOST_CLOSING = 2
"""Lines at the end of alphabetical contents that are about the list itself."""


@rule(group="toc", severity=Severity.WARNING, fix=Applicability.SAFE)
def toc_order(contents: Contents, context: Context) -> Iterator[Finding]:
    if contents.form not in (ContentsForm.BULLETED, ContentsForm.ORDERED):
        return
    read = reading(contents, context)
    places = _places(read)
    kept = set(longest_run([place for _, place in places]))
    moved = [index for at, (index, _) in enumerate(places) if at not in kept]
    blocks = _outermost_of(moved, read)
    if len(kept) < LEAST_LINES or (blocks and _is_alphabetical(read)) or len(blocks) > max(1, (1 - LEAST_SHARE) * len(places)):
        return
    in_order = sorted((place, line) for line, place in (places[at] for at in kept))
    numbers = dict(places)
    levels = _levels(read)
    for index in blocks:
        before, after = _neighbours(numbers[index], in_order)
        beside = after if before is None else before
        section, neighbour = read.aims[index], read.aims[beside] if beside is not None else None
        if section and neighbour and beside is not None and _has_a_place(read, index, before, after):
            if _is_in_place_by_alphabet(read, index):
                continue
            message = f"“{read.items[index].text}” {'precedes' if before is None else 'follows'} “{neighbour.text}” on the page"
            fix = _fix(read, index, before, after) if _is_of_its_level(read, index, (before, after), levels) else None
            yield Finding(read.items[index].span, message, fix)


def _is_alphabetical(read: Reading) -> bool:
    """Whether the outermost lines are in alphabetical order, save for closing ones such as a licence: the order is the contents' own."""
    least = min(item.depth for item in read.items)
    names = [fold(item.text) for item in read.items if item.depth == least]
    falls = [at for at, (one, other) in enumerate(pairwise(names)) if other < one]
    return len(names) > LEAST_LINES and all(at >= len(names) - 1 - MOST_CLOSING for at in falls)


def _is_in_place_by_alphabet(read: Reading, index: int) -> bool:
    """Whether a line is sorted in among the lines of its depth around it, and nearly all of these are."""
    depth = read.items[index].depth
    first, last = index, index + 1
    while first and read.items[first - 1].depth >= depth:
        first -= 1
    while last < len(read.items) and read.items[last].depth >= depth:
        last += 1
    lines = [line for line in range(first, last) if read.items[line].depth == depth]
    names = [fold(read.items[line].text) for line in lines]
    at = lines.index(index)
    rises = sum(one <= other for one, other in pairwise(names))
    is_sorted_in = all(one <= other for one, other in pairwise(names[max(0, at - 1) : at + 2]))
    return is_sorted_in and len(lines) > LEAST_LINES and rises >= SORTED_SHARE * (len(lines) - 1)


def _levels(read: Reading) -> dict[int, set[int]]:
    """The levels of the sections that lines lead to, by the depth of the lines."""
    found: dict[int, set[int]] = {}
    for item, section in zip(read.items, read.aims, strict=True):
        if section:
            found.setdefault(item.depth, set()).add(section.level)
    return found


def _is_of_its_level(read: Reading, index: int, beside: tuple[int | None, int | None], levels: Mapping[int, set[int]]) -> bool:
    """Whether the lines of its depth, from its own place to those that it belongs between, all lead to sections of one level."""
    depth, own = read.items[index].depth, read.aims[index]
    before, after = beside
    ends = [index, *(line for line in (_outermost(read, index, before), after) if line is not None)]
    stretch = range(min(ends), max(ends) + 1)
    found = {section.level for line in stretch if read.items[line].depth == depth and (section := read.aims[line])}
    below = (deeper for at, deeper in levels.items() if at > depth)
    return own is not None and found == {own.level} and not any(own.level in deeper for deeper in below)


def _places(read: Reading) -> list[tuple[int, int]]:
    """The lines, by index, with the place of their sections on the page; those that share a section have no one place."""
    times = Counter(section.number for section in read.aims if section)
    return [(index, section.number) for index, section in enumerate(read.aims) if section and times[section.number] == 1]


def _outermost_of(moved: Sequence[int], read: Reading) -> list[int]:
    """The lines that are nested below none of the others."""
    found: list[int] = []
    end = 0
    for index in moved:
        if index >= end:
            found.append(index)
        end = max(end, read.below(index).stop)
    return found


def _neighbours(place: int, in_order: Sequence[tuple[int, int]]) -> tuple[int | None, int | None]:
    """The lines that should be before and after the line of a place: of the lines in order, with their places."""
    at = bisect_left(in_order, (place, -1))
    above, below = in_order[at - 1] if at else None, in_order[at] if at < len(in_order) else None
    return above[1] if above else None, below[1] if below else None


def _has_a_place(read: Reading, index: int, before: int | None, after: int | None) -> bool:
    """Whether the line can be beside those of its neighbours; none nested elsewhere does: it belongs to its group."""
    depth = read.items[index].depth
    return any(line is not None and read.items[line].depth == depth for line in (_outermost(read, index, before), after))


def _outermost(read: Reading, index: int, before: int | None) -> int | None:
    """The line nested no deeper than one, below which another one stands."""
    while before is not None and read.items[before].depth > read.items[index].depth:
        before -= 1
    return before


def _fix(read: Reading, index: int, before: int | None, after: int | None) -> Fix | None:
    """Move a line, with those nested below it, behind the sibling that should be before it, or in front of the one after."""
    before = _outermost(read, index, before)
    block = _block(read, index)
    if before is not None and read.siblings(index, before):
        if any(_is_part_of(read, line, index) for line in read.below(before)):
            return _swapped(read, index) if before == index + 1 else None
        target = _block(read, before)
        at = target.end if target else None
    elif after is not None and read.siblings(index, after):
        target = _block(read, after)
        at = target.start if target else None
    else:
        return None
    if block is None or at is None:
        return None
    return Fix.of("Move the line to its place", Edit.deletion(block), Edit.insertion(at, read.source[block]), deltas=[Delta("order")])


def _swapped(read: Reading, index: int) -> Fix | None:
    """The words of a line and the next one change places: what is nested below the second is the first one's by the page."""
    one, other = read.items[index], read.items[index + 1]
    if read.contents.form is not ContentsForm.BULLETED or read.source.row(other.span.start) != read.source.row(one.span.start) + 1:
        return None
    spans = [Span(item.span.start + len(item.indent) + len(item.marker), item.span.end) for item in (one, other)]
    words = [read.source[span] for span in spans]
    edits = [Edit.replacement(span, text) for span, text in zip(spans, reversed(words), strict=True)]
    return Fix.of("Swap the line with the next", *edits, deltas=[Delta("text", *words), Delta("text", *reversed(words))])


def _is_part_of(read: Reading, line: int, index: int) -> bool:
    """Whether the section of a line is below that of another on the page."""
    section, whole = read.aims[line], read.aims[index]
    while section and whole and section.parent is not None and section.number != whole.number:
        section = read.sections[section.parent]
    return section is not None and section == whole


def _block(read: Reading, index: int) -> Span | None:
    """A line and those nested below it, with their line ends; None where it ends the file without one."""
    first, last = read.whole_line(index), read.whole_line(max([index, *read.below(index)]))
    if first is None or last is None or read.source[last][-1:] != "\n":
        return None
    return Span(first.start, last.end)
