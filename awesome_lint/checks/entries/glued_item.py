"""An item that is part of the one above

A line break or a bullet was lost: `- [One](…) - First.- [Two](…) - Second.` is one item, and so is a line without a bullet
together with the item above it. Readers find the second entry only in the middle of the first. A numbered list that begins
with another number than 1 right below a line of text is no list either, nor is one that is indented by four there.

Reported where the second entry is built as the items around it are. Items that go on in another line
throughout are the list's habit.

## Fix

Unsafe: puts the line break or the bullet in. A hint for the numbered list, none for the indented one.

## Examples

```bad
- [One](https://example.org/one) - First.- [Two](https://example.org/two) - Second.
- [Three](https://example.org/three) - Third.
[Four](https://example.org/four) - Fourth.
- [Five](https://example.org/five) - Fifth.
```

```report
1:42 a second item on this line
3:1 a line without a bullet, built as the items around it: it is part of the item above
```

```fixed
- [One](https://example.org/one) - First.
- [Two](https://example.org/two) - Second.
- [Three](https://example.org/three) - Third.
- [Four](https://example.org/four) - Fourth.
- [Five](https://example.org/five) - Fifth.
```

```bad
Books of the year:
2. [Six](https://example.org/six)
3. [Seven](https://example.org/seven)
```

```report
2:1 a numbered list that begins with 2 right below a line of text is none
```

```bad
**Servers**
    - [Seven](https://example.org/seven) - Seventh.
    - [Eight](https://example.org/eight) - Eighth.
```

```report
2:1 a list indented by 4 or more right below a line of text is none: its items go on with that line
```

```good
- [One](https://example.org/one) - [code](https://example.org/code) - First.
- [Two](https://example.org/two) - Second.
  [slides](https://example.org/slides) - Its slides.
- [Three](https://example.org/three) - Third.
[Back to top](#top)

Books of the year:
1. [Six](https://example.org/six)
2. [Seven](https://example.org/seven)

-
    - [Eight](https://example.org/eight) - Below an empty item.

!!! note
    - [Nine](https://example.org/nine) - In a box of MkDocs.

Underlined
--
2. [Ten](https://example.org/ten)
3. [Eleven](https://example.org/eleven)

Name | Page
---|---
Twelve | One
2. [Thirteen](https://example.org/thirteen)
3. [Fourteen](https://example.org/fourteen)

The first of these books is from
1984. [Its author](https://example.org/author) wrote more.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.checks.entries.item_lines import ITEM, LINK, shape
from awesome_lint.checks.text.lines import Line, shown_lines
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Document
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span

CODE = 4
"""Columns. What is indented so far is code or, right below text, more of that text."""

HABIT = 3
"""So many lines of one kind are how the list is written."""

_SECOND = re.compile(r"(?<=[^\s\-*+|\\(])(?P<gap>[ \t]*)(?P<marker>[-*+])[ \t]+(?=(?:\*\*)?\[[^\[\]\n]+\]\(https?:)")
_BEHIND_LINKS = re.compile(r"(?<=[)\]])(?P<gap>[ \t]*)(?P<marker>[-*+])[ \t]+(?=\w)")
_STOP = (".", "!", "?", "。", "！", "？")
# What begins or ends a block: an item, a quote, a heading, a fence, a tag, a definition, a break, the underline of a heading, the
# delimiter row of a table, and what MkDocs reads as a block (`!!! note`, `=== "Tab"`, `: A definition`).
_BLOCK = re.compile(
    r"[ \t]*(?:[-*+](?=[ \t]|$)|[>|#<]|\d{1,9}[.)]|```|~~~|\[[^\]]+\]:|[*_]{3,}[ \t]*$|-+[ \t]*$|=+[ \t]*$|={3}|:?-+:?[ \t]*\|"
    r"|!!!|\?\?\?|:[ \t])|[ \t]*$"
)
_NUMBERED = re.compile(r" {0,3}(?P<number>\d{1,3})[.)][ \t]+(?=\S)")


@rule(group="entries", severity=Severity.ERROR, fix=Applicability.UNSAFE)
def glued_item(_document: Document, context: Context) -> Iterator[Finding]:
    lines = context.once(shown_lines)
    seconds = [(line, found) for line in lines if (found := _second_item(line))]
    bare = [line for index, line in enumerate(lines) if _lost_its_bullet(lines, index)]
    if len(seconds) < HABIT:
        for line, found in seconds:
            yield _two_items(line, found)
    if len(bare) < HABIT:
        for line in bare:
            yield _without_bullet(line, lines, lines.index(line))
    for index, line in enumerate(lines):
        if (found := _NUMBERED.match(line.text)) and _interrupts_text(lines, index, int(found["number"])):
            yield _no_list(line, found)
        if _is_indented_below_text(lines, index):
            message = f"a list indented by {CODE} or more right below a line of text is none: its items go on with that line"
            yield Finding(Span(line.start, line.start + len(line.text.rstrip())), message)


# --- two items on one line ---------------------------------------------------------------------------------------------------


def _second_item(line: Line) -> re.Match[str] | None:
    """Where the second item begins: what follows is built as what is before, or a stop ends that."""
    if line.text.count("](") < 2 or not (item := ITEM.match(line.text)):
        return None
    for found in _SECOND.finditer(line.text, item.end()):
        first, second = line.text[item.end() : found.start()], line.text[found.end() :]
        if found["marker"] != item["marker"] or not LINK.search(first):
            continue
        one, other = shape(first), shape(second)
        if one == other and (not found["gap"] or first.endswith(_STOP) or len(found["gap"]) > 1) and one != "L":
            return found
        if not found["gap"] and (first.endswith(_STOP) or one == other):
            return found
    for found in _BEHIND_LINKS.finditer(line.text, item.end()):
        one, other = shape(line.text[item.end() : found.start()]), shape(line.text[found.end() :])
        if found["marker"] == item["marker"] and one == other and one.startswith("w") and one.count("L") > 1:
            return found
    return None


def _two_items(line: Line, found: re.Match[str]) -> Finding:
    start, end = line.start + found.start("gap"), line.start + found.start("marker")
    indent = line.text[: len(line.text) - len(line.text.lstrip())]
    deltas = [Delta("blocks divided"), Delta("text", found["marker"].strip(), "")]
    fix = Fix.of("Begin a new line", Edit(start, end, f"\n{indent}"), applicability=Applicability.UNSAFE, deltas=deltas)
    return Finding(Span(end, line.start + len(line.text.rstrip())), "a second item on this line", fix)


# --- a line without a bullet -------------------------------------------------------------------------------------------------


def _lost_its_bullet(lines: tuple[Line, ...], index: int) -> bool:
    """Whether a line right below an item is built as that item and the next one, and is where their bullets do."""
    if index == 0 or lines[index - 1].row != lines[index].row - 1:
        return False
    text = lines[index].text
    if "](" not in text or _BLOCK.match(text) or not (above := ITEM.match(lines[index - 1].text)):
        return False
    if len(text) - len(text.lstrip()) > len(above["indent"]) or "](#" in text:
        return False
    built = shape(text)
    if built != shape(lines[index - 1].text[above.end() :]):
        return False
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    if not below.strip():
        return built.startswith("L") and "w" in built
    item = ITEM.match(below)
    return item is not None and item["indent"] == above["indent"] and item["marker"][-1] == above["marker"][-1]


def _without_bullet(line: Line, lines: tuple[Line, ...], index: int) -> Finding:
    span = Span(line.start, line.start + len(line.text.rstrip()))
    message = "a line without a bullet, built as the items around it: it is part of the item above"
    above = ITEM.match(lines[index - 1].text)
    if above is None or above["marker"][-1] in ".)":
        return Finding(span, message)
    start = above.group()
    edit = Edit(line.start, line.start + len(line.text) - len(line.text.lstrip()), start)
    deltas = [Delta("blocks divided")]
    return Finding(span, message, Fix.of(f"Put `{start.strip()}` before it", edit, applicability=Applicability.UNSAFE, deltas=deltas))


# --- numbered lists that are none --------------------------------------------------------------------------------------------


def _interrupts_text(lines: tuple[Line, ...], index: int, number: int) -> bool:
    """Whether a list from a number on is right below a paragraph: only one from 1 on may (CommonMark 0.31, 5.2)."""
    if number == 1 or index == 0 or lines[index - 1].row != lines[index].row - 1 or _BLOCK.match(lines[index - 1].text):
        return False
    following = _NUMBERED.match(lines[index + 1].text) if index + 1 < len(lines) else None
    return following is not None and int(following["number"]) == number + 1 and _begins_a_paragraph(lines, index - 1)


def _begins_a_paragraph(lines: tuple[Line, ...], index: int) -> bool:
    """Whether a line is of a plain paragraph: behind an item, a table or a quote what is below is theirs, or an item of the same list."""
    while index and not _BLOCK.match(lines[index - 1].text):
        index -= 1
    return index == 0 or lines[index - 1].is_blank or lines[index - 1].text.startswith("#")


def _is_indented_below_text(lines: tuple[Line, ...], index: int) -> bool:
    """Whether an item with a link is indented as code right below a paragraph, which code can't interrupt (CommonMark 0.31, 4.4)."""
    line, above = lines[index], lines[index - 1] if index else None
    if above is None or above.row != line.row - 1 or _BLOCK.match(above.text) or above.text[:1].isspace():
        return False
    item = ITEM.match(line.text)
    if item is None or "](" not in line.text or len(item["indent"].expandtabs(CODE)) < CODE:
        return False
    return _begins_a_paragraph(lines, index - 1)


def _no_list(line: Line, found: re.Match[str]) -> Finding:
    fix = Fix.of(
        "Put a blank line before it",
        Edit.insertion(line.start, "\n"),
        applicability=Applicability.HINT,
    )
    message = f"a numbered list that begins with {found['number']} right below a line of text is none"
    return Finding(Span(line.start, line.start + found.end()), message, fix)
