"""A heading with nothing below it

What stood there was moved or never written. Nothing at all must stand between the heading and the next one of its level or a
higher one: text, a link, an image, HTML or a table all count as content, and so does a link in the heading itself.

## Fix

None: the content may be missing, or the heading too much.

## Examples

```bad
## Surveys

## Datasets

- [Microsoft COCO](https://arxiv.org/abs/1405.0312)
```

```report
1:1 nothing stands below “Surveys”
```

```good
## Surveys

### Vision

Coming soon.

## Datasets

- [Microsoft COCO](https://arxiv.org/abs/1405.0312)
```
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from awesome_lint.model import HeadingKind, Section
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span

_NOTHING = re.compile(r"<!--.{0,400}?-->|</?a\b[^<>]{0,200}>|[-*_ ]{3,}|\\?\s+", re.DOTALL)

HABIT = 3
"""With more empty sections than that, and one in ten, they are placeholders."""


@rule(group="headings", severity=Severity.WARNING)
def empty_section(section: Section, context: Context) -> Iterator[Finding]:
    empty = context.once(_empty)
    if section.number in empty and len(empty) <= max(HABIT, len(context.document.sections) // 10):
        yield Finding(section.span, f"nothing stands below “{section.text}”")


def _empty(context: Context) -> set[int]:
    """The indices of the sections with nothing below."""
    sections = context.document.sections
    links = [link.span.start for link in context.document.links]
    ends = [*(section.span.start for section in sections[1:]), len(context.source.text)]
    return {
        section.number
        for section, end in zip(sections, ends, strict=True)
        if not _has_subsection(section, sections)
        and _is_blank(context.source[Span(section.span.end, end)])
        and bisect_left(links, section.span.start) == bisect_left(links, section.span.end)
        and "](" not in section.text  # a link that is broken
    }


def _has_subsection(section: Section, sections: tuple[Section, ...]) -> bool:
    """Whether the next heading is below one; HTML headings often are, whatever their level."""
    following = sections[section.number + 1 : section.number + 2]
    return bool(following) and (following[0].level > section.level or following[0].kind is HeadingKind.HTML)


def _is_blank(text: str) -> bool:
    """Whether nothing but blanks, comments, anchors and rules is in a text. Stops at the first thing that is something."""
    at = 0
    while match := _NOTHING.match(text, at):
        at = match.end()
    return at == len(text)
