"""A bare address where a link with words would tell more

`https://arxiv.org/abs/2301.00001` says nothing of what it leads to, and only GitHub and some others make a link of it.
Opt-in: lists whose entries are `Paper: https://…` throughout do it on purpose.

## Fix

None: the words are the author's to choose.

## Examples

```bad
- One https://arxiv.org/abs/2301.00001
```

```report
1:7 a bare address: write `[label](https://arxiv.org/abs/2301.00001)`
```

```good
- One [paper](https://arxiv.org/abs/2301.00001)
- Two [paper](<https://arxiv.org/abs/2301.00002>), <https://arxiv.org/abs/2301.00003>, `https://example.org`
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.model import Link, LinkKind
from awesome_lint.rule import Context, Finding, Severity, rule


@rule(group="links", severity=Severity.INFO, default=False)
def bare_url(link: Link, _context: Context) -> Iterator[Finding]:
    if link.kind is LinkKind.BARE:
        yield Finding(link.span, f"a bare address: write `[label]({link.url})`")
