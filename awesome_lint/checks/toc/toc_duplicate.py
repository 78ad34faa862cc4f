"""Two lines of one table of contents with the same text and the same target

The second one came in by copying, or by merging two changes.

## Fix

Safe: removes the later line. No fix where the two are nested below different lines, or others below the later one.

## Examples

```bad
- [Surveys](#surveys)
- [Datasets](#datasets)
- [Methods](#methods)
- [Datasets](#datasets)

## Surveys
## Datasets
## Methods
```

```report
4:1 listed twice: “Datasets” leads to `#datasets` in line 2 too
```

```fixed
- [Surveys](#surveys)
- [Datasets](#datasets)
- [Methods](#methods)

## Surveys
## Datasets
## Methods
```

```good
- [Surveys](#surveys)
- [Text](#language)
- [Speech](#language)
- [Methods](#methods)

## Surveys
## Language
## Methods
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.checks.toc.likeness import fold
from awesome_lint.checks.toc.reading import Reading, reading
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Contents
from awesome_lint.rule import Context, Finding, Related, Severity, rule


@rule(group="toc", severity=Severity.ERROR, fix=Applicability.SAFE)
def toc_duplicate(contents: Contents, context: Context) -> Iterator[Finding]:
    read = reading(contents, context)
    first: dict[tuple[int, str], int] = {}
    for index, (item, section) in enumerate(zip(read.items, read.aims, strict=True)):
        if section is None:
            continue
        earlier = first.setdefault((section.number, fold(item.text)), index)
        if earlier != index:
            place = read.items[earlier].span
            message = f"listed twice: “{item.text}” leads to `#{item.anchor}` in line {context.source.row(place.start)} too"
            fix = _fix(read, index) if read.siblings(earlier, index) else None
            yield Finding(item.span, message, fix, (Related("first listed here", place),))


def _fix(read: Reading, index: int) -> Fix | None:
    line = read.whole_line(index)
    if line is None or read.below(index):
        return None
    return Fix.of("Remove the line", Edit.deletion(line), deltas=[Delta("block removed", read.source[line])])
