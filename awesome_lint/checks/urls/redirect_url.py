"""An address wrapped in a search engine's or network's redirect

`https://www.google.com/url?q=https://arxiv.org/…` is what copying from a page of results gives: readers are counted, warned
or sent through another site, and the link dies with it. The address that is meant is inside.

## Fix

Safe: writes the address that is inside.

## Examples

```bad
- One [paper](https://www.google.com/url?q=https%3A%2F%2Farxiv.org%2Fabs%2F2301.00001&sa=D)
- Two [page](https://link.zhihu.com/?target=https%3A//example.org/two)
```

```report
1:15 `www.google.com` redirects to the address that is meant
2:14 `link.zhihu.com` redirects to the address that is meant
```

```fixed
- One [paper](https://arxiv.org/abs/2301.00001)
- Two [page](https://example.org/two)
```

```good
- [Archive](https://web.archive.org/web/2020/https://example.org) [search](https://www.google.com/search?q=https://example.org)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.checks.urls.rewriting import url_place, write_url
from awesome_lint.edits import Applicability
from awesome_lint.model import Link
from awesome_lint.rule import Context, Finding, Severity, rule


@rule(group="urls", severity=Severity.WARNING, fix=Applicability.SAFE)
def redirect_url(link: Link, context: Context) -> Iterator[Finding]:
    if "=http" in link.url and (target := context.packs.redirects_to(link.url)):
        fix = write_url(link, target, context, f"Write `{target}`")
        host = link.url.split("/")[2]
        yield Finding(url_place(link), f"`{host}` redirects to the address that is meant", fix)
