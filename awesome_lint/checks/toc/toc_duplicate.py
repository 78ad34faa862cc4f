"""Two lines of one table of contents with the same text and the same target

The second one came in by copying, or by merging two changes.

## Fix

Safe: removes the later line. No fix where lines are nested below it, or where it shares its line with others.

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

from awesome_lint.checks.toc.reading import Reading, fold, reading
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
        earlier = read.items[first.setdefault((section.index, fold(item.text)), index)]
        if earlier is not item:
            row = context.source.row(earlier.span.start)
            message = f"listed twice: “{item.text}” leads to `#{item.anchor}` in line {row} too"
            yield Finding(item.span, message, _fix(read, index), (Related("first listed here", earlier.span),))


def _fix(read: Reading, index: int) -> Fix | None:
    line = read.whole_line(index)
    if line is None or read.below(index):
        return None
    return Fix.of("remove the line", Edit.deletion(line), deltas=[Delta("link removed", f"#{read.items[index].anchor}")])
