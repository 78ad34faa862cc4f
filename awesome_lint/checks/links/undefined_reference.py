r"""A reference whose definition is missing

`[Boost][website]` is a link only where `[website]: https://…` stands somewhere in the file; without it readers see the brackets. The same
goes for a footnote `[^note]` without `[^note]: …`. Reported only in files that use definitions: elsewhere brackets in a row are
tags, such as `[CVPR][2024]`.

## Fix

None: the address isn't in the list.

## Examples

```bad
- [One][one] - First. [Site][one-site]
- [Two][two] - Second.[^second] Third.[^third]

[one]: https://example.org/one
[two]: https://example.org/two
[^second]: A note.
```

```report
1:29 `[one-site]` has no definition: this is no link
2:39 `[^third]` has no note
```

```good
- [One][one] [CVPR][2024] [MIT] - First. `[Site][one-site]`
- [Two][two][^note] \[Two][three]

[one]: https://example.org/one
[two]: https://example.org/two
[^note]: A note.
```
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from awesome_lint.checks.text.lines import shown_lines
from awesome_lint.model import Document, LinkKind
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span
from awesome_lint.text import fold_reference
from awesome_lint.years import YEAR

LEAST = 2
"""So many links use definitions before one without is told."""
HABIT = 3
"""So many uses of a name without definition are a tag."""

_FULL = r"(?<![\\\]])\[(?:\\.|[^\[\]\\\n])+\]\[(?P<name>(?:\\.|[^\[\]\\\n^])(?:\\.|[^\[\]\\\n])*)\](?![(\[:])"
_NOTE = r"(?<!\\)\[\^(?P<name>[^\[\]\s]+)\](?!\()(?P<defines>:)?"
_TAG = rf"[A-Z0-9 .'’+-]*$|.*\b{YEAR}\b"
_COMMENT = re.compile(r"//|comment", re.IGNORECASE)


@rule(group="links", severity=Severity.ERROR)
def undefined_reference(document: Document, context: Context) -> Iterator[Finding]:
    text = context.source.text
    if "][" in text and any(not _COMMENT.match(definition.label) for definition in document.definitions):
        yield from _references(document, context)
    if "[^" in text:
        yield from _notes(context)


def _references(document: Document, context: Context) -> Iterator[Finding]:
    used = [link for link in document.links if link.kind is LinkKind.REFERENCE and "][" in context.source[link.span]]
    if len(used) < LEAST:
        return
    defined = {fold_reference(definition.label) for definition in document.definitions}
    tags_are_names = any(compiled(_TAG).match(definition.label) for definition in document.definitions)
    missing: list[tuple[str, Span]] = []
    for line in context.once(shown_lines):
        if "][" in line.text:
            missing += (
                (found["name"], Span(line.start + found.start("name") - 1, line.start + found.end("name") + 1))
                for found in compiled(_FULL).finditer(line.text)
                if fold_reference(found["name"]) not in defined and (tags_are_names or not compiled(_TAG).match(found["name"]))
            )
    times = Counter(fold_reference(name) for name, _ in missing)
    if len(missing) > len(used):
        return
    for name, span in missing:
        if times[fold_reference(name)] < HABIT:
            yield Finding(span, f"`[{name}]` has no definition: this is no link")


def _notes(context: Context) -> Iterator[Finding]:
    """Footnotes without their note, where the file has notes."""
    used: list[tuple[str, Span]] = []
    noted: set[str] = set()
    for line in context.once(shown_lines):
        if "[^" in line.text:
            for found in compiled(_NOTE).finditer(line.text):
                if found["defines"] and not line.text[: found.start()].strip(" >"):
                    noted.add(found["name"].casefold())
                else:
                    used.append((found["name"], Span(line.start + found.start(), line.start + found.end())))
    if noted:
        for name, span in used:
            if name.casefold() not in noted:
                yield Finding(span, f"`[^{name}]` has no note")
