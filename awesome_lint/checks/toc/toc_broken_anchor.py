"""A line of the contents that leads nowhere, or to another section than it says

GitHub makes a heading's anchor of its text. When a heading is renamed, or the anchor was typed by hand, the
link is dead: a click does nothing. A line that bears the name of one section and leads to another is as bad.

An anchor that differs from the heading's in capitals alone works on github.com, but neither in editors nor on other
sites: info, where most other anchors are exact. Anchors written in HTML (`<a name>`, `id=`) are good targets.

## Fix

Safe: the anchor of the one section that the line is meant for, which bears the line's name, or is where the line
stands, has no line and a similar name. A text that had followed the old heading follows the new one, unless it has that one's words too.
Unsafe where two sections have one name and a single line: its place alone shows which is meant. None where several sections come
into question, or none, or where the contents use anchors of their own and the section has none.

## Examples

```bad
- [Surveys](#surveys)
- [Datasets](#datsets)
- [Methods](#methods)
- [Applications](#applications)

## Surveys
## Datasets
## Methods
## Real-World Applications
```

```report
2:14 nothing has the anchor `#datsets`; the section is `#datasets`
4:18 nothing has the anchor `#applications`; the section is `#real-world-applications`
```

```fixed
- [Surveys](#surveys)
- [Datasets](#datasets)
- [Methods](#methods)
- [Real-World Applications](#real-world-applications)

## Surveys
## Datasets
## Methods
## Real-World Applications
```

The anchors of languages, and anchors that the page sets itself:

```bad
- [C](#c)
- [C#](#c-sharp)
- [C++](#c-1)

## C
## C#
## C++
```

```fixed
- [C](#c)
- [C#](#c-1)
- [C++](#c-2)

## C
## C#
## C++
```

```bad
- [1. Papers](#1)
- [2. Talks](#2)
- [3. Videos](#2)

<a name="1"></a>
## 1. Papers
<a name="2"></a>
## 2. Talks
<a name="3"></a>
## 3. Videos
```

```fixed
- [1. Papers](#1)
- [2. Talks](#2)
- [3. Videos](#3)

<a name="1"></a>
## 1. Papers
<a name="2"></a>
## 2. Talks
<a name="3"></a>
## 3. Videos
```

The first line of a pair that was copied is right:

```bad
- [Surveys](#surveys)
- [Datasets](#datasets)
- [Methods](#datasets)

## Surveys
## Datasets
## Methods
```

```report
3:13 leads to “Datasets”; the section of this name is `#methods`
```

```fixed
- [Surveys](#surveys)
- [Datasets](#datasets)
- [Methods](#methods)

## Surveys
## Datasets
## Methods
```

```bad
- [Surveys](#surveys)
- [Datasets](#datasets)
- [Theses](#theses)

## Surveys
## Datasets
```

```good
- [Surveys](#surveys)
- [Datasets](#data)
- [Méthodes](#m%C3%A9thodes)
- [Workshops (coming soon)](#workshops)
- [Back to top](#)

## Surveys
<a name="data"></a>
## Datasets
## Méthodes
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.checks.toc.likeness import fold
from awesome_lint.checks.toc.reading import Reading, reading
from awesome_lint.edits import Applicability, Delta, Fix
from awesome_lint.model import Contents, ContentsItem, Section
from awesome_lint.rule import Context, Finding, Related, Severity, rule


@rule(group="toc", severity=Severity.ERROR, fix=Applicability.SAFE)
def toc_broken_anchor(contents: Contents, context: Context) -> Iterator[Finding]:
    read = reading(contents, context)
    is_habit = sum(map(_differs_in_capitals, read.items)) > MOST_IN_CAPITALS * len(read.items)
    for index, item in enumerate(read.items):
        section = read.mended.get(index)
        if index in read.dead and _ANNOUNCED.search(item.text):
            continue
        if index in read.dead:
            message = f"nothing has the anchor `#{item.anchor}`"
            yield _finding(
                read, item, section, message + (f"; the section is `#{read.anchor(section) or section.slug}`" if section else "")
            )
        elif section and item.section:
            name = f"`#{read.anchor(section) or section.slug}`"
            if item.section.text == section.text:
                message = f"leads to the first “{section.text}”; the section in this line's place is {name}"
            else:
                message = f"leads to “{item.section.text}”; the section of this name is {name}"
            yield _finding(read, item, section, message)
        elif item.section and not is_habit and _differs_in_capitals(item):
            message = f"`#{item.anchor}` differs from the heading's anchor `#{item.section.slug}` in capitals: it works on GitHub only"
            yield _finding(read, item, item.section, message, Severity.INFO)


_ANNOUNCED = re.compile(r"\((?:coming soon|to be added|todo|wip)\b", re.IGNORECASE)
"""What a line says whose section is still to come."""
MOST_IN_CAPITALS = 0.3
"""Of the lines of the contents. Four of seven lists that have any write more so, and nobody who reads them on GitHub notices."""


def _differs_in_capitals(item: ContentsItem) -> bool:
    """Whether an anchor is the section's but for capitals."""
    return item.case_differs and item.section is not None and fold(item.anchor) == fold(item.section.slug)


def _finding(read: Reading, item: ContentsItem, section: Section | None, message: str, severity: Severity | None = None) -> Finding:
    related = (Related("the section", section.text_span),) if section else ()
    group = "capitals" if severity is Severity.INFO else None
    fix = _fix(read, item, section) if section else None
    return Finding(read.target_span(item), message, fix, related, severity, group)


def _fix(read: Reading, item: ContentsItem, section: Section) -> Fix | None:
    edit = read.readdressed(item, section)
    if edit is None:
        return None
    deltas = [Delta("url", f"#{read.source[edit.span]}", f"#{edit.content}")]
    if item.section and item.section.text == section.text and _is_alone(read, item):
        return Fix.of(f"Lead to `#{edit.content}`", edit, applicability=Applicability.UNSAFE, deltas=deltas)
    name = read.name(section)
    # A text that isn't of the section's name any more was of the old one, if the old anchor was made of it.
    followed = name and item.text != name and fold(item.text) not in read.names(section) and fold(item.text) == fold(item.anchor)
    if followed and not _holds(item.text, section.text):
        retitled = read.retitled(item, section)
        if retitled is None:
            return None
        return Fix.of(
            f"Lead to “{section.text}”", edit, retitled, deltas=[*deltas, Delta("text", read.source[retitled.span], retitled.content)]
        )
    return Fix.of(f"Lead to “{section.text}”", edit, deltas=deltas)


def _holds(text: str, name: str) -> bool:
    """Whether a text has all words of a name, such as `Writing (for authors)` those of `Writing`."""
    return f" {fold(name)} " in f" {fold(text)} "


def _is_alone(read: Reading, item: ContentsItem) -> bool:
    """Whether no other line leads to a line's section."""
    return sum(other.section == item.section for other in read.items) == 1
