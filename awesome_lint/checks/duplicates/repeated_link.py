"""One URL stands under two labels of an entry

`[paper](u) [pdf](u)`: two promises, one page. Opt-in, since many lists do so on purpose, such as an OpenReview page that
is both the paper and its reviews.

## Fix

None: which of the labels was meant to lead elsewhere can't be told.

## Examples

```bad
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)] [[pdf](https://arxiv.org/abs/1703.06870)]
```

```report
1:58 `pdf` leads to the same page as `paper`
```

```good
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)] [[pdf](https://arxiv.org/pdf/1703.06870)]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.model import Entry, Link
from awesome_lint.rule import Context, Finding, Related, Severity, rule


@rule(group="duplicates", severity=Severity.INFO, default=False)
def repeated_link(entry: Entry, _context: Context) -> Iterator[Finding]:
    first: dict[str, Link] = {}
    for link in entry.links:
        same = first.setdefault(link.url, link)
        if same is not link and link.label != same.label and not link.is_anchor:
            message = f"`{link.label}` leads to the same page as `{same.label}`"
            yield Finding(link.outer, message, related=(Related("first here", same.outer),))
