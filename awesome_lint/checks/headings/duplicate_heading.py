"""Two headings with the same text below the same heading

GitHub tells them apart by a suffix (`#datasets-1`), which shifts when one of them is moved, and readers can't tell them apart
at all. The same text below different headings (`Datasets` of two chapters) is common and clear.

## Fix

None: two sections may have to be merged, or renamed.

## Examples

```bad
# Awesome Pruning
## Datasets
## Methods
## Datasets
```

```report
4:4 “Datasets” is a heading in line 2 too, below the same one
```

```good
# Vision
## Datasets
# Language
## Datasets
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.model import Section
from awesome_lint.rule import Context, Finding, Related, Severity, rule


@rule(group="headings", severity=Severity.WARNING, default=False)
def duplicate_heading(section: Section, context: Context) -> Iterator[Finding]:
    first = context.once(_first_of_name)[section.parent, section.level, section.text.casefold()]
    if first is not section:
        row = context.source.row(first.span.start)
        message = f"“{section.text}” is a heading in line {row} too, below the same one"
        yield Finding(section.text_span, message, related=(Related("the first one", first.text_span),))


def _first_of_name(context: Context) -> dict[tuple[int | None, int, str], Section]:
    """The first section of each name, by the section around it, its level and its text without case."""
    found: dict[tuple[int | None, int, str], Section] = {}
    for section in context.document.sections:
        found.setdefault((section.parent, section.level, section.text.casefold()), section)
    return found
