"""A line of the contents that is nested deeper or less deep than the heading's level says

Where contents are nested, each line is below that of the section which holds its own. A line at another depth tells
readers a wrong structure. Contents that are flat, or nested by another idea than the headings, are left alone.

## Fix

Safe: indents the line as the lines of its depth are, with their bullet. The links stay as they are. None where depths and
levels of headings don't go together elsewhere, or a blank line sets the line apart: then the heading's level may be wrong.

## Examples

```bad
- [Surveys](#surveys)
- [Methods](#methods)
  - [Convolutions](#convolutions)
- [Transformers](#transformers)
  - [Diffusion](#diffusion)
- [Datasets](#datasets)
  - [Images](#images)

## Surveys
## Methods
### Convolutions
### Transformers
### Diffusion
## Datasets
### Images
```

```report
4:1 “Transformers” is at another depth than its heading, which is below “Methods”
```

```fixed
- [Surveys](#surveys)
- [Methods](#methods)
  - [Convolutions](#convolutions)
  - [Transformers](#transformers)
  - [Diffusion](#diffusion)
- [Datasets](#datasets)
  - [Images](#images)

## Surveys
## Methods
### Convolutions
### Transformers
### Diffusion
## Datasets
### Images
```

```good
- [Surveys](#surveys)
- [Methods](#methods)
- [Convolutions](#convolutions)
- [Transformers](#transformers)
- [Datasets](#datasets)

## Surveys
## Methods
### Convolutions
### Transformers
## Datasets
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from awesome_lint.checks.headings.levels import skips
from awesome_lint.checks.toc.reading import Reading, reading
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Contents, ContentsForm, ContentsItem, Section
from awesome_lint.rule import Context, Finding, Related, Severity, rule

# So many lines must be where they should for another one to be a slip, and so large a share of all.
LEAST_LINES = 4
LEAST_SHARE = 0.9


@rule(group="toc", severity=Severity.WARNING, fix=Applicability.SAFE)
def toc_nesting(contents: Contents, context: Context) -> Iterator[Finding]:
    if contents.form not in (ContentsForm.BULLETED, ContentsForm.ORDERED):
        return
    read = reading(contents, context)
    # Several lines that lead to one section are toc-duplicate's finding, or a finer division that has no headings.
    times = Counter(section.number for section in read.aims if section)
    aimed = zip(read.items, read.aims, strict=True)
    lines = [(item, section, _depth(section, read)) for item, section in aimed if section and times[section.number] == 1]
    wrong = [line for line in lines if line[0].depth != line[2]]
    right = len(lines) - len(wrong)
    if right < LEAST_LINES or len(wrong) > max(1, (1 - LEAST_SHARE) * len(lines)) or len({depth for _, _, depth in lines}) < 2:
        return
    for item, section, depth in sorted(wrong, key=lambda line: line[0].span):
        # There the heading is at fault: heading-level's finding.
        if section.number not in context.once(skips):
            holder = _holder(section, read)
            place = f"below “{holder.text}”" if holder else "at the outermost level"
            message = f"“{item.text}” is at another depth than its heading, which is {place}"
            others = [line for line in lines if line[0] is not item]
            is_the_lines = _have_levels_of_their_own(others) or _leaves_its_level(item, section, depth, lines)
            fix = _fix(read, item, depth) if is_the_lines and not _is_set_apart(item, read) else None
            yield Finding(item.span, message, fix, (Related("the section", section.text_span),))


def _have_levels_of_their_own(lines: Sequence[tuple[ContentsItem, Section, int]]) -> bool:
    """Whether each depth of the contents has one level of headings: then it is the line that is wrong, not the heading's level."""
    pairs = {(item.depth, section.level) for item, section, _ in lines}
    return len({depth for depth, _ in pairs}) == len(pairs) == len({level for _, level in pairs})


def _leaves_its_level(item: ContentsItem, section: Section, depth: int, lines: Sequence[tuple[ContentsItem, Section, int]]) -> bool:
    """Whether several lines for headings of a section's level are all at that depth, and this is the only one that isn't.

    Others may be deeper than any line should be: they follow a line that is indented too little.
    """
    deepest = max(right for _, _, right in lines)
    depths = Counter(other.depth for other, its_section, _ in lines if other is not item and its_section.level == section.level)
    others = depths.keys() - {depth}
    return depths[depth] >= LEAST_LINES and (not others or (others == {item.depth} and item.depth > deepest))


def _is_set_apart(item: ContentsItem, read: Reading) -> bool:
    """Whether a blank line is above a line as above few others: it begins a group on purpose."""
    text = read.source.text
    apart = [other for one, other in pairwise(read.items) if text.count("\n", one.span.end, other.span.start) > 1]
    return item in apart and 2 * len(apart) < len(read.items)


def _holder(section: Section, read: Reading) -> Section | None:
    """The nearest section around one that has a line too."""
    parent = section.parent
    while parent is not None and parent not in read.listed:
        parent = read.sections[parent].parent
    return None if parent is None else read.sections[parent]


def _depth(section: Section, read: Reading) -> int:
    """How deep a section's line should be nested: below those of the sections around it."""
    depth = 0
    holder = _holder(section, read)
    while holder:
        depth += 1
        holder = _holder(holder, read)
    return depth


def _fix(read: Reading, item: ContentsItem, depth: int) -> Fix | None:
    """Lead the line in as the nearest line of that depth is."""
    if read.contents.form is not ContentsForm.BULLETED:
        return None
    peers = [peer for peer in read.items if peer.depth == depth and peer is not item]
    if not peers:
        return None
    lead = min(peers, key=lambda peer: abs(peer.span.start - item.span.start))
    start = item.span.start
    edit = Edit(start, start + len(item.indent + item.marker), lead.indent + lead.marker)
    return Fix.of("Indent the line as its neighbours are", edit, deltas=[Delta("nesting")])
