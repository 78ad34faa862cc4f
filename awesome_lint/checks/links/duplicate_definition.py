"""A name is defined twice, with different addresses

Of two definitions `[boost]: https://…` Markdown takes the first: links that were meant for the second one lead to the wrong page, and
nobody sees why.

## Fix

None: which address is right can't be told.

## Examples

```bad
- [One][one], [Two][two]

[one]: https://example.org/one
[two]: https://example.org/two
[One]: https://example.org/other
```

```report
5:1 `[One]` is defined already in line 3, with another address: this one is ignored
```

```good
- [One][one], [Two][two]

[one]: https://example.org/one
[two]: https://example.org/two
[one]: https://example.org/one
[//]: # (a comment)
[//]: # (another one)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.checks.text.lines import shown_lines
from awesome_lint.model import Document
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding, Related, Severity, rule
from awesome_lint.source import Span
from awesome_lint.text import fold_reference

_DEFINITION = r" {0,3}\[(?P<label>(?!\^)(?:\\.|[^\[\]\\])+)\]:[ \t]*<?(?P<url>[^\s<>]+)"


@rule(group="links", severity=Severity.ERROR)
def duplicate_definition(document: Document, context: Context) -> Iterator[Finding]:
    if len(document.definitions) == 0:
        return
    starts = {definition.span.start for definition in document.definitions}
    first: dict[str, tuple[str, Span]] = {}
    is_definition = True
    for line in context.once(shown_lines):
        found = compiled(_DEFINITION).match(line.text)
        # A definition can't interrupt a paragraph (CommonMark 0.31, 4.7).
        is_definition = line.is_blank or (found is not None and (is_definition or line.start in starts))
        if found is None or not is_definition or found["label"].startswith("//") or found["label"].lower() == "comment":
            continue
        span = Span(line.start + found.start("label") - 1, line.start + found.end())
        url, earlier = first.setdefault(fold_reference(found["label"]), (found["url"], span))
        if url != found["url"]:
            row = context.source.row(earlier.start)
            message = f"`[{found['label']}]` is defined already in line {row}, with another address: this one is ignored"
            yield Finding(span, message, related=(Related("defined here", earlier),))
