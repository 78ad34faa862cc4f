"""A word or a stop twice

`trained on a a dataset`, `Does things..` and `](https://…) - - Does things` are slips of typing and of copying. Reported are the little
words that are never doubled on purpose, two full stops, and a separator twice behind a link; not three dots, `C..` in paths, or `et al..`
throughout a list.

## Fix

Unsafe: keeps one.

## Examples

```bad
- [One](https://example.org/one) - Does the the thing.
- [Two](https://example.org/two) - Does another..
- [Three](https://example.org/three) - - Does more.
```

```report
1:44 `the` twice
2:49 two full stops
3:39 a separator twice
```

```fixed
- [One](https://example.org/one) - Does the thing.
- [Two](https://example.org/two) - Does another.
- [Three](https://example.org/three) - Does more.
```

```good
- [One](https://example.org/one) - Does that that nobody had had... and `a a`, A/B, a..b, [The](https://example.org/the) The
- [Four](https://example.org/four) - Bounds of $P(a a of of b)$ and of $x$.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Document, Text
from awesome_lint.rule import Context, Finding, rule
from awesome_lint.source import Span

HABIT = 4
"""So many double stops or separators are how the list is written."""

_WORD = re.compile(
    r"(?<![\w.'’/-])(?P<word>the|an?|of|to|for|and|with|from|by|at|or|as|our|its|your|their|this|these|are|we)(?P<more>[ \t]+(?P=word))(?![\w.'’/+#^=$\\-])"
)
_STOP = re.compile(r"(?<=[a-z)])\.(?P<more>\.)(?=[\s\[(]*$)")
_SEPARATOR = re.compile(r"[ \t](?P<one>[-–—:])(?P<more>[ \t]+(?P=one))(?=[ \t]+\w)")


@rule(group="text", fix=Applicability.UNSAFE)
def doubled_word(document: Document, context: Context) -> Iterator[Finding]:
    stops: list[Finding] = []
    separators: list[Finding] = []
    for text in document.texts:
        if text.place == "prose" and " " in text.text:
            dollars = counted_to = 0
            for found in _WORD.finditer(text.text):
                dollars += text.text.count("$", counted_to, found.start())
                counted_to = found.start()
                if dollars % 2 == 0:  # else it is in a formula
                    yield _finding(text, found, f"`{found['word']}` twice")
            if ".." in text.text and (stop := _STOP.search(text.text)) and _ends_line(text, context):
                stops.append(_finding(text, stop, "two full stops"))
            if (twice := _SEPARATOR.match(text.text)) and context.source.text[text.span.start - 1 : text.span.start] == ")":
                separators.append(_finding(text, twice, "a separator twice"))
    for findings in (stops, separators):
        if len(findings) < HABIT:
            yield from findings


def _ends_line(text: Text, context: Context) -> bool:
    """Whether nothing but blanks, or a link, follows in the line."""
    return context.source.text[text.span.end : text.span.end + 1].strip() in ("", "[", "(")


def _finding(text: Text, found: re.Match[str], message: str) -> Finding:
    span = Span(text.span.start + found.start("more"), text.span.start + found.end("more"))
    edit = Edit.deletion(span)
    delta = Delta("text", " ".join(found.group().split()), " ".join((found.group()[: found.start("more") - found.start()]).split()))
    deltas = [delta, Delta("text", found["more"].strip(), "")]
    return Finding(span, message, Fix.of("Keep one", edit, applicability=Applicability.UNSAFE, deltas=deltas))
