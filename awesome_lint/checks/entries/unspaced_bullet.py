"""A bullet without a space behind it

`-[Name](https://…)` is no item for Markdown: the line runs into the one above, and readers see a hyphen in the middle of
another entry. Reported before a link, or before words between two items of the same list. Emphasis that begins with a
link (`*[Name](https://…), and others*`), notes (`*[Name](https://…) needs an account` away from any list), numbers (`-5 °C`) and options
(`-f`) are left alone; so is a bullet that no item of the page has. A no-break space, or another one that Markdown doesn't take for a
space, makes no item either.

## Fix

Safe between items of the same list, unsafe elsewhere: puts the space in, for another one that is there.

## Examples

```bad
- [One](https://example.org/one) - First.
-[Two](https://example.org/two) - Second.
- [Three](https://example.org/three) - Third.

*[Four](https://example.org/four) - Fourth.
*[Five](https://example.org/five) - Fifth.
```

```report
2:1 `-` without a space behind it: the line runs into the one above
5:1 `*` without a space behind it: no item begins here
6:1 `*` without a space behind it: the line runs into the one above
```

```fixed
- [One](https://example.org/one) - First.
- [Two](https://example.org/two) - Second.
- [Three](https://example.org/three) - Third.

* [Four](https://example.org/four) - Fourth.
* [Five](https://example.org/five) - Fifth.
```

```bad
- [One](https://example.org/one) - First.
-\u00a0[Two](https://example.org/two) - Second.
- [Three](https://example.org/three) - Third.
-\u2003**[Four](https://example.org/four)** - Fourth.
```

```report
2:1 `-` with a no-break space (U+00A0) behind it: the line runs into the one above
4:1 `-` with an em space (U+2003) behind it: the line runs into the one above
```

```fixed
- [One](https://example.org/one) - First.
- [Two](https://example.org/two) - Second.
- [Three](https://example.org/three) - Third.
- **[Four](https://example.org/four)** - Fourth.
```

```good
- [One](https://example.org/one) - First, at
-5 °C [measured](https://example.org/two) with
-f [options](https://example.org/three)
- [Four](https://example.org/four) - Fourth.

*[Five](https://example.org/five), [Six](https://example.org/six)*

*[Seven](https://example.org/seven) needs an account.

- [Eight](https://example.org/eight), and
+[Nine](https://example.org/nine)
```
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from awesome_lint.checks.entries.item_lines import ITEM, LINK
from awesome_lint.checks.text.lines import Line, shown_lines
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Document
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span

_ODD_SPACES = "\u00a0\u2000-\u200a\u202f\u3000"  # white space, but not to Markdown
_GLUED = re.compile(rf"[ \t]*(?P<marker>[-+*]|\d{{1,3}}[.)])(?P<gap>[{_ODD_SPACES}]*)(?=(?P<link>\*\*\[|__\[|\[)|[^\W\d_])")
_CLOSES_EMPHASIS = re.compile(r"(?<=[^\s*\\])\*(?!\*)")


@rule(group="entries", severity=Severity.ERROR, fix=Applicability.SAFE)
def unspaced_bullet(_document: Document, context: Context) -> Iterator[Finding]:
    lines = context.once(shown_lines)
    for index, line in enumerate(lines):
        if (glued := _GLUED.match(line.text)) and _is_meant(lines, index, glued):
            yield _finding(line, glued, lines, index)


def _is_meant(lines: tuple[Line, ...], index: int, glued: re.Match[str]) -> bool:
    """Whether an item was to begin here: before a link, or before words of an entry between two items."""
    line, marker = lines[index], glued["marker"]
    if not glued["link"]:
        is_between = _is_item(lines, index - 1, marker) and _is_item(lines, index + 1, marker)
        return is_between and line.text[glued.end()].isupper() and "](http" in line.text
    if not LINK.match(line.text, line.text.index("[")):
        return False
    if marker[-1] in ".)":
        return _is_item(lines, index - 1, marker) or _is_item(lines, index + 1, marker)
    if marker == "-":
        return True
    near = (index - 1, index + 1)
    is_beside = any(_is_item(lines, at, marker) or _is_glued(lines, at, marker) for at in near)
    return is_beside and (marker != "*" or not _is_emphasis(lines, index, glued.end()))


def _is_emphasis(lines: tuple[Line, ...], index: int, start: int) -> bool:
    """Whether an asterisk closes what the one at the start of a line opens, in the same paragraph."""
    for line in lines[index : index + 20]:
        if line.is_blank:
            return False
        if _CLOSES_EMPHASIS.search(LINK.sub("L", line.text[start:]) if line is lines[index] else LINK.sub("L", line.text)):
            return True
        start = 0
    return False


def _is_item(lines: tuple[Line, ...], index: int, marker: str) -> bool:
    found = ITEM.match(lines[index].text) if 0 <= index < len(lines) else None
    return found is not None and found["marker"][-1] == marker[-1]


def _is_glued(lines: tuple[Line, ...], index: int, marker: str) -> bool:
    found = _GLUED.match(lines[index].text) if 0 <= index < len(lines) else None
    return found is not None and found["marker"] == marker and bool(found["link"])


def _finding(line: Line, glued: re.Match[str], lines: tuple[Line, ...], index: int) -> Finding:
    at, marker = line.start + glued.start("marker"), glued["marker"]
    follows = index > 0 and not lines[index - 1].is_blank and lines[index - 1].row == line.row - 1
    what = "the line runs into the one above" if follows else "no item begins here"
    is_sure = _is_item(lines, index - 1, marker) or _is_item(lines, index + 1, marker)
    gap = glued["gap"]
    fix = Fix.of(
        "Put a space behind it",
        Edit.replacement(Span(at + len(marker), at + len(marker + gap)), " "),
        applicability=Applicability.SAFE if is_sure else Applicability.UNSAFE,
        deltas=[Delta("blocks divided"), Delta("text", marker + gap, "")],
    )
    behind = f"with {_name(gap[0])} behind it" if gap else "without a space behind it"
    return Finding(Span(at, at + len(marker)), f"`{marker}` {behind}: {what}", fix)


def _name(space: str) -> str:
    """`a no-break space (U+00A0)`, by its Unicode name."""
    name = unicodedata.name(space).lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name} (U+{ord(space):04X})"
