"""Some lines end otherwise than the rest

A file in which a few lines end in CRLF and the others in LF (or the other way round) was edited on two systems. Every
later diff then shows lines that nobody changed, and git warns at each commit. Which of the two a file uses throughout
doesn't matter: only the mixture is reported, once a file, at the first line that differs.

## Fix

Safe: all lines get the end that most have.

## Examples

`␍` stands for a carriage return.

```bad
- One [[paper](https://arxiv.org/abs/2301.00001)]
- Two [[paper](https://arxiv.org/abs/2301.00002)]␍
- Three [[paper](https://arxiv.org/abs/2301.00003)]
```

```report
2:50 1 line ends in CRLF, the other 2 in LF
```

```fixed
- One [[paper](https://arxiv.org/abs/2301.00001)]
- Two [[paper](https://arxiv.org/abs/2301.00002)]
- Three [[paper](https://arxiv.org/abs/2301.00003)]
```

```good
- One [[paper](https://arxiv.org/abs/2301.00001)]
- Two [[paper](https://arxiv.org/abs/2301.00002)]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.edits import Applicability, Edit, Fix
from awesome_lint.model import Document
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span

_NAMES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}


@rule(group="text", severity=Severity.ERROR, fix=Applicability.SAFE)
def mixed_line_endings(document: Document, _context: Context) -> Iterator[Finding]:
    source = document.source
    if not source.minority_rows:
        return
    count, others = len(source.minority_rows), source.text.count("\n") - len(source.minority_rows)
    usual = _NAMES[source.newline]
    # With three kinds of line end in one file, "otherwise" is all that can be said in a word.
    unusual = "CRLF" if usual == "LF" else "LF" if usual == "CRLF" else "CRLF or LF"
    end = source.line_span(source.minority_rows[0]).end
    line_end = Span(end, end + 1)
    # Source holds LF only and writes one kind of line end: rewriting the file is the repair.
    fix = Fix.of(f"End every line in {usual}", Edit.replacement(line_end, "\n"))
    yield Finding(line_end, f"{count} line{'s end' if count > 1 else ' ends'} in {unusual}, the other {others} in {usual}", fix)
