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

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from awesome_lint.checks.urls.rewriting import url_place, write_url
from awesome_lint.edits import Applicability
from awesome_lint.model import Link
from awesome_lint.rule import Context, Finding, Severity, rule

# Host and path of a redirect, and the parameters that hold the address.
_REDIRECTS = {
    ("google.com", "/url"): ("q", "url"),
    ("scholar.google.com", "/scholar_url"): ("url",),
    ("link.zhihu.com", "/"): ("target",),
    ("link.juejin.cn", "/"): ("target",),
    ("link.csdn.net", "/"): ("target",),
    ("l.facebook.com", "/l.php"): ("u",),
    ("lm.facebook.com", "/l.php"): ("u",),
    ("l.instagram.com", "/"): ("u",),
    ("youtube.com", "/redirect"): ("q",),
    ("out.reddit.com", "/"): ("url",),
    ("linkedin.com", "/redir/redirect"): ("url",),
    ("slack-redir.net", "/link"): ("url",),
    ("steamcommunity.com", "/linkfilter"): ("url", "u"),
    ("vk.com", "/away.php"): ("to",),
    ("safelinks.protection.outlook.com", "/"): ("url",),
}
_WRAPPED = re.compile(r"[?&][a-z]+=(?:https?:|https?%3A)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[\w.-]+\.[a-z]{2,}(?:[/?#][^\s<>()\[\]|\"]*)?", re.IGNORECASE)


@rule(group="urls", severity=Severity.WARNING, fix=Applicability.SAFE)
def redirect_url(link: Link, context: Context) -> Iterator[Finding]:
    if "=http" not in link.url or not _WRAPPED.search(link.url):
        return
    try:
        parts = urlsplit(link.url)
    except ValueError:
        return
    host = (parts.hostname or "").removeprefix("www.")
    if host.endswith(".safelinks.protection.outlook.com"):
        host = "safelinks.protection.outlook.com"
    names = _REDIRECTS.get((host, parts.path.rstrip("/") or "/"), ())
    target = next((value for name, value in parse_qsl(parts.query) if name in names), "")
    if _ADDRESS.fullmatch(target):
        fix = write_url(link, target, context, f"Write `{target}`")
        yield Finding(url_place(link), f"`{parts.hostname}` redirects to the address that is meant", fix)
