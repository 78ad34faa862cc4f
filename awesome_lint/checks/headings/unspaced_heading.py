"""A heading without a space behind its `#`

`##Datasets` is no heading for Markdown: readers see the signs, and the section belongs to the one above. Reported where two
signs or more begin a line of its own, and after a single one where the contents name the line, other sections have one
sign too, or it is the title that the page begins with. Hashtags (`#deeplearning`), numbers (`#1`) and interpreters (`#!`)
are left alone.

## Fix

Unsafe, since entries change their section: puts the space in.

## Examples

```bad
#Awesome talks

- [One](https://example.org/one)
```

```report
1:1 `#` without a space behind it: this is no heading
```

```fixed
# Awesome talks

- [One](https://example.org/one)
```

```bad
- [Papers](#papers)
- [Datasets](#datasets)

## Papers

- [One](https://example.org/one)

##Datasets

- [Two](https://example.org/two)
```

```report
8:1 `##` without a space behind it: this is no heading
```

```fixed
- [Papers](#papers)
- [Datasets](#datasets)

## Papers

- [One](https://example.org/one)

## Datasets

- [Two](https://example.org/two)
```

```good
# Papers

#1 of the year, says [the jury](https://example.org/one)

#deeplearning #vision

##
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.checks.text.lines import Line, shown_lines
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Document
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span
from awesome_lint.text import fold_words

_GLUED = re.compile(r" {0,3}(?P<marks>#{1,6})(?=[^\s#!\\])(?P<text>.*)")
_HASHTAG = re.compile(r"(?:^|\s)#\w")
LONGEST_HEADING = 80


@rule(group="headings", severity=Severity.ERROR, fix=Applicability.UNSAFE)
def unspaced_heading(document: Document, context: Context) -> Iterator[Finding]:
    if "#" not in context.source.text:
        return
    lines = context.once(shown_lines)
    for index, line in enumerate(lines):
        found = _GLUED.match(line.text)
        if found and _is_heading(found, lines, index, document, context):
            yield _finding(line, found)


def _is_heading(found: re.Match[str], lines: tuple[Line, ...], index: int, document: Document, context: Context) -> bool:
    words = found["text"].strip()
    if len(words) > LONGEST_HEADING or _HASHTAG.search(words) or not any(map(str.isalpha, words)):
        return False
    if fold_words(words) in context.once(_listed):
        return True
    alone = (index == 0 or lines[index - 1].is_blank) and (index + 1 == len(lines) or lines[index + 1].is_blank)
    if len(found["marks"]) > 1:
        return not words[0].isdigit() or " " in words
    ones = sum(section.level == 1 for section in document.sections)
    is_title = ones == 0 and " " in words and all(line.is_blank for line in lines[:index])
    return alone and (ones > 1 or is_title) and words[0].isupper()


def _listed(context: Context) -> frozenset[str]:
    """What the lines of the contents say, folded."""
    return frozenset(fold_words(item.text) for contents in context.document.contents for item in contents.items) - {""}


def _finding(line: Line, found: re.Match[str]) -> Finding:
    at, marks = line.start + found.start("marks"), found["marks"]
    heading = found["text"].strip()
    fix = Fix.of(
        "Put a space behind it",
        Edit.insertion(at + len(marks), " "),
        applicability=Applicability.UNSAFE,
        deltas=[
            Delta("blocks divided"),
            Delta("text", f"{marks}{heading}", heading),
        ],
    )
    return Finding(Span(at, at + len(marks)), f"`{marks}` without a space behind it: this is no heading", fix)
