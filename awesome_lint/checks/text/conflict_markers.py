"""Markers that an unfinished merge left behind

`<<<<<<<`, `=======` and `>>>>>>>` surround the two sides of a merge conflict. Readers see both sides, the markers between
them, and often a heading that Markdown makes of the line above `=======`.

## Fix

None: which side is right only the author knows.

## Examples

```bad
- One [[paper](https://arxiv.org/abs/2301.00001)]
<<<<<<< HEAD
- Two [[paper](https://arxiv.org/abs/2301.00002)]
=======
- Two [[paper](https://arxiv.org/abs/2301.00003)]
>>>>>>> add-two
```

```report
2:1 a merge conflict up to line 6: keep one of its sides and delete the markers
```

Between the other two, and only there, is `=======` a marker:

```bad
One
=======

- One [[paper](https://arxiv.org/abs/2301.00001)]
<<<<<<< HEAD
- Two [[paper](https://arxiv.org/abs/2301.00002)]
=======
- Two [[paper](https://arxiv.org/abs/2301.00003)]
>>>>>>> add-two

Three
=======
```

```report
5:1 a merge conflict up to line 9: keep one of its sides and delete the markers
```

```good
One
=======

>>> a quote in a quote in a quote

    <<<<<<< HEAD
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.checks.text.conflicts import conflicts
from awesome_lint.model import Document
from awesome_lint.rule import Context, Finding, Related, Severity, rule
from awesome_lint.source import Span


@rule(group="text", severity=Severity.ERROR)
def conflict_markers(_document: Document, context: Context) -> Iterator[Finding]:
    source = context.source
    for conflict in context.once(conflicts):
        first = source.line_span(source.row(conflict.start))
        last = source.line_span(source.row(conflict.end))
        if first == last:
            yield Finding(first, "a marker of a merge conflict")
            continue
        message = f"a merge conflict up to line {source.row(last.start)}: keep one of its sides and delete the markers"
        yield Finding(first, message, related=(Related("it ends here", Span(last.start, last.end)),))
