"""A short link hides where it leads

`bit.ly/3abc` tells a reader nothing, and is lost when the service closes. Write the address that it leads to. Which
hosts shorten is knowledge (`shortener` in `rules/hosts/`).

## Fix

None: the target can't be told without asking the service.

## Examples

```bad
- Network Pruning [[code](https://bit.ly/3abcDEF)]
```

```report
1:27 bit.ly hides where it leads
```

```good
- Network Pruning [[code](https://github.com/Eric-mingjie/network-slimming)]
- Bitly's [[home page](https://bit.ly/)]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.checks.urls.rewriting import url_place
from awesome_lint.model import Link
from awesome_lint.rule import Context, Finding, Severity, rule


@rule(group="urls", severity=Severity.INFO, default=False)
def shortened_url(link: Link, context: Context) -> Iterator[Finding]:
    host, address = context.packs.host(link.url), context.packs.address(link.url)
    if host and address and host.shortener and address.path.strip("/"):
        yield Finding(url_place(link), f"{address.host} hides where it leads")
