"""An item without text, or a bullet twice

`-` alone shows a bullet with nothing behind it: what was to follow was forgotten. `- - [Name](https://…)` is a list in a
list: the bullet was typed where one was already.

A list with many empty items, or with a doubled bullet at many, is kept so on purpose.

## Fix

A doubled bullet: unsafe, keeps one. An empty item: none.

## Examples

```bad
- [One](https://example.org/one)
-
- [Three](https://example.org/three)
```

```report
2:1 an item without text
```

```bad
- [One](https://example.org/one)
- - [Two](https://example.org/two)
- [Three](https://example.org/three)
```

```report
2:3 `-` is there twice: this is a list in a list
```

```fixed
- [One](https://example.org/one)
- [Two](https://example.org/two)
- [Three](https://example.org/three)
```

```good
- [One](https://example.org/one)
-
  [Two](https://example.org/two)

* * *

Setext heading
-

- + - nested, without links
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.checks.entries.item_lines import ITEM
from awesome_lint.checks.text.lines import Line, shown_lines
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Document
from awesome_lint.rule import Context, Finding, rule
from awesome_lint.source import Span

HABIT = 4
"""So many empty items, or doubled bullets, are a habit."""

_EMPTY = re.compile(r"(?P<indent>[ \t]*)(?P<marker>[-*+]|\d{1,9}[.)])[ \t]*$")
_DOUBLED = re.compile(r"(?P<indent>[ \t]*)(?P<marker>[-*+])[ \t]+(?P<second>[-*+])[ \t]+(?=\*{0,2}\[[^\[\]\n]+\]\()")


@rule(group="entries", fix=Applicability.UNSAFE)
def empty_item(_document: Document, context: Context) -> Iterator[Finding]:
    lines = context.once(shown_lines)
    empty = [(line, found) for index, line in enumerate(lines) if (found := _empty(lines, index))]
    doubled = [(line, found) for line in lines if (found := _DOUBLED.match(line.text))]
    if len(empty) < HABIT:
        for line, found in empty:
            yield Finding(_span(line, found, "marker"), "an item without text")
    if len(doubled) < HABIT:
        for line, found in doubled:
            yield _twice(line, found)


def _empty(lines: tuple[Line, ...], index: int) -> re.Match[str] | None:
    """An item that has no text, neither on its line nor below, beside one that has."""
    found = _EMPTY.match(lines[index].text)
    if found is None:
        return None
    above, below = lines[index - 1].text if index else "", lines[index + 1].text if index + 1 < len(lines) else ""
    if below.strip() and len(below) - len(below.lstrip()) > len(found["indent"]):
        return None  # its text is on the next line
    items = [near for text in (above, below) if (near := ITEM.match(text)) and near["marker"][-1] == found["marker"][-1]]
    if above.strip() and not ITEM.match(above):
        return None  # it underlines a line of text
    return found if items else None


def _twice(line: Line, found: re.Match[str]) -> Finding:
    second = _span(line, found, "second")
    edit = Edit(second.start, line.start + found.end(), "")
    deltas = [Delta("blocks divided")]
    fix = Fix.of("Keep one", edit, applicability=Applicability.UNSAFE, deltas=deltas)
    return Finding(second, f"`{found['second']}` is there twice: this is a list in a list", fix)


def _span(line: Line, found: re.Match[str], group: str) -> Span:
    return Span(line.start + found.start(group), line.start + found.end(group))
