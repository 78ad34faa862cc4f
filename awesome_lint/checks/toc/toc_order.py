"""A line of the contents that stands elsewhere than its section

Contents list the sections in the order in which they come. A line that was added at the end, or not moved
along with its section, misleads. Contents that follow another order (by topic, say) are left alone: all lines but one
in ten must stand in the order of the page.

## Fix

Safe: moves the line, with those nested below it, to its place. No fix where blank lines or other text stand between.

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
2:1 “Methods” comes after “Datasets” on the page
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

from collections.abc import Iterator, Sequence

from awesome_lint.checks.toc.reading import Reading, longest_rising, reading
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Contents, ContentsForm
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span

LEAST_LINES = 4
LEAST_SHARE = 0.9


@rule(group="toc", severity=Severity.WARNING, fix=Applicability.SAFE)
def toc_order(contents: Contents, context: Context) -> Iterator[Finding]:
    if contents.form not in (ContentsForm.BULLETED, ContentsForm.ORDERED):
        return
    read = reading(contents, context)
    places = _places(read)
    kept = longest_rising([place for _, place in places])
    moved = [index for at, (index, _) in enumerate(places) if at not in kept]
    blocks = [index for index in moved if not any(index in read.below(above) for above in moved if above < index)]
    if len(kept) < LEAST_LINES or len(blocks) > max(1, (1 - LEAST_SHARE) * len(places)):
        return
    for index in blocks:
        before = _line_before(index, places, {places[at][0] for at in kept})
        section = read.aims[index]
        assert section
        neighbour = read.aims[before] if before is not None else None
        message = f"“{read.items[index].text}” comes {f'after “{neighbour.text}”' if neighbour else 'first'} on the page"
        yield Finding(read.items[index].span, message, _fix(read, index, before))


def _places(read: Reading) -> list[tuple[int, int]]:
    """The lines, by index, with the place of their sections on the page; of several lines of one section the first."""
    seen: set[int] = set()
    places = []
    for index, section in enumerate(read.aims):
        if section and section.index not in seen:
            seen.add(section.index)
            places.append((index, section.index))
    return places


def _line_before(index: int, places: Sequence[tuple[int, int]], kept: set[int]) -> int | None:
    """The line that should stand before one: that of the nearest section above among those in order."""
    mine = dict(places)[index]
    above = [(place, line) for line, place in places if line in kept and place < mine]
    return max(above)[1] if above else None


def _fix(read: Reading, index: int, before: int | None) -> Fix | None:
    last = max([index, *read.below(index)])
    first_line, last_line = read.whole_line(index), read.whole_line(last)
    neighbours = [read.whole_line(line) for line in ((before,) if before is not None else (0,))]
    if first_line is None or last_line is None or neighbours[0] is None:
        return None
    block = Span(first_line.start, last_line.end)
    text = read.source[block]
    at = neighbours[0].end if before is not None else neighbours[0].start
    between = read.source[Span(min(at, block.start), max(at, block.end))]
    if "\n\n" in between or not text.endswith("\n") or not _fits(read, index, before):
        return None
    # Within the moved span every line must be one of the contents': nothing else is carried along.
    return Fix.of("move the line to its place", Edit.deletion(block), Edit.insertion(at, text), deltas=[Delta("order")])


def _fits(read: Reading, index: int, before: int | None) -> bool:
    """Whether a line has the right depth for its new place: below what stands before it, and nothing falls below it."""
    depth = read.items[index].depth
    block = {index, *read.below(index)}
    after = [line for line in range(0 if before is None else before + 1, len(read.items)) if line not in block]
    deep_enough = depth <= (read.items[before].depth + 1 if before is not None else 0)
    return deep_enough and (not after or read.items[after[0]].depth <= depth or len(block) > 1)
