"""A heading with nothing below it, or without text

What was there was moved or never written. Nothing at all must be between the heading and the next one of its level or a
higher one: text, a link, an image, HTML or a table all count as content, and so does a link in the heading itself.
A heading that others of its level are meant to be below is not empty: a title of the page before the years, a topic before
its years, part 1 before part 1.1. Nor is a sentence that is set as a heading.

A heading without text splits a section in two without saying why.

## Fix

None: the content may be missing, or the heading too much.

## Examples

```bad
# Vision

## Surveys

## Datasets

- [Microsoft COCO](https://arxiv.org/abs/1405.0312)
```

```report
3:1 nothing is below “Surveys”: the next heading has the same level
```

```bad
## Surveys

- [One](https://example.org/one)

##

- [Two](https://example.org/two)
```

```report
5:1 a heading without text
```

```good
## Papers on Reasoning

## 2022

- [Chain of Thought](https://arxiv.org/abs/2201.11903)

## Planning

## 2023

- [Tree of Thoughts](https://arxiv.org/abs/2305.10601)
```

```good
## Surveys

### Vision

Coming soon.

## Datasets

- [Microsoft COCO](https://arxiv.org/abs/1405.0312)
```

```good
# Awesome Captures

#### _If you know a tool that isn't here, please open a pull request._

## Tools

- [Wireshark](https://www.wireshark.org)
```
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from awesome_lint.checks.headings.shapes import year_of
from awesome_lint.model import HeadingKind, Section
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span

_NOTHING = re.compile(r"<!--.{0,400}?-->|</?a\b[^<>]{0,200}>|[-*_ ]{3,}|\\?\s+", re.DOTALL)

FEWEST_WORDS_OF_A_SENTENCE = 5

HABIT = 3
"""With more empty sections than that, and one in ten, they are placeholders; so many headings without text are spacers."""


@rule(group="headings", severity=Severity.WARNING)
def empty_section(section: Section, context: Context) -> Iterator[Finding]:
    empty, textless = context.once(_empty), context.once(_textless)
    if section.number in textless:
        if len(textless) <= HABIT:
            yield Finding(section.span, "a heading without text")
        return
    if section.number + 1 in textless and len(textless) <= HABIT:
        return  # the heading below it is reported
    if section.number in empty and len(empty) <= max(HABIT, len(context.document.sections) // 10):
        following = context.document.sections[section.number + 1 : section.number + 2]
        why = ": the next heading has the same level" if following and following[0].level == section.level else ""
        yield Finding(section.span, f"nothing is below “{section.text}”{why}")


def _textless(context: Context) -> set[int]:
    """The indices of the sections whose heading is nothing but its marks."""
    return {section.number for section in context.document.sections if not context.source[section.span].strip("# \t\n")}


def _empty(context: Context) -> set[int]:
    """The indices of the sections with nothing below."""
    sections = context.document.sections
    links = [link.span.start for link in context.document.links]
    ends = [*(section.span.start for section in sections[1:]), len(context.source.text)]
    return {
        section.number
        for section, end in zip(sections, ends, strict=True)
        if section.text
        and not _has_subsection(section, sections)
        and not _is_sentence(section.text)
        and _is_blank(context.source[Span(section.span.end, end)])
        and bisect_left(links, section.span.start) == bisect_left(links, section.span.end)
        and "](" not in section.text  # a link that is broken
        and not _heads_the_next(section, context)
    }


def _is_sentence(text: str) -> bool:
    """Whether a heading is a remark in large type: it says all that there is."""
    is_closed = text.endswith((".", "!", "。", "！")) and not text.endswith("etc.")
    return is_closed and len(text.split()) >= FEWEST_WORDS_OF_A_SENTENCE


_NUMBER = re.compile(r"\d+(?:\.\d+)*")


def _heads_the_next(section: Section, context: Context) -> bool:
    """Whether the next heading, of the same level, is meant to be below one: it is the page's title, or a topic before its years."""
    sections = context.document.sections
    if section.number + 1 >= len(sections) or sections[section.number + 1].level != section.level:
        return False
    following = sections[section.number + 1]
    if section.number == 0 and not any(item.section == section for contents in context.document.contents for item in contents.items):
        return True
    mine, its = _NUMBER.match(section.text), _NUMBER.match(following.text)
    if mine and its and its[0].startswith(f"{mine[0]}."):
        return True
    return year_of(following) is not None and year_of(section) is None


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
