"""A host that differs by one letter from one that the list uses all the time

`githumb.com` once, beside `github.com` forty times, is a slip: the link leads nowhere, or to somebody who waits for such slips.
Hosts that are known for something of their own are left alone.

## Fix

Unsafe: writes the host that the list uses.

## Examples

```options
least = 3
```

```bad
- [One](https://github.com/a/one), [Two](https://github.com/a/two), [Three](https://github.com/a/three)
- [Four](https://githumb.com/a/four)
```

```report
2:10 the host `githumb.com` is one letter off `github.com`, which 3 links have
```

```fixed
- [One](https://github.com/a/one), [Two](https://github.com/a/two), [Three](https://github.com/a/three)
- [Four](https://github.com/a/four)
```

```good
- [One](https://s1.example.org/a), [Two](https://s1.example.org/b), [Three](https://s1.example.org/c)
- [Four](https://s2.example.org/a), [Five](https://s1.example.com/a)
```
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from awesome_lint.checks.urls.rewriting import url_place, write_url
from awesome_lint.edits import Applicability
from awesome_lint.model import Document, Link
from awesome_lint.rule import Context, Finding, rule
from awesome_lint.text import is_one_slip

RARE = 2
"""At most so many links have the misspelt host."""
SHORTEST = 5
"""Characters of a host without its last part: shorter ones are one letter off by chance (`icml.cc`, `icfl.cc`)."""

_HOST = re.compile(r"https?://(?:www\.)?(?P<host>[a-z0-9.-]+\.[a-z]{2,})(?=[/?#]|$)", re.IGNORECASE)
_DIGITS = re.compile(r"\d")


class Options(NamedTuple):
    """How many links of the list have the usual host at least."""

    least: int = 20


@rule(group="urls", fix=Applicability.UNSAFE)
def misspelt_host(document: Document, context: Context, options: Options) -> Iterator[Finding]:
    by_host: dict[str, list[Link]] = defaultdict(list)
    for link in document.links:
        if found := _HOST.match(link.url):
            by_host[found["host"].lower()].append(link)
    usual = [host for host, links in by_host.items() if len(links) >= options.least and len(host.rsplit(".", 1)[0]) >= SHORTEST]
    if not usual:
        return
    for host, links in by_host.items():
        if len(links) > RARE or context.packs.host(f"https://{host}/"):
            continue
        if meant := next((other for other in usual if _is_slip(host, other)), None):
            for link in links:
                yield _finding(link, host, meant, len(by_host[meant]), context)


def _is_slip(host: str, usual: str) -> bool:
    """Whether one letter was added, lost, changed or swapped with its neighbour; not the digits that number servers, nor the last part."""
    if abs(len(host) - len(usual)) > 1 or _DIGITS.findall(host) != _DIGITS.findall(usual):
        return False
    (name, last), (other, other_last) = host.rsplit(".", 1), usual.rsplit(".", 1)
    if name == other and {len(last), len(other_last)} == {2, 3}:
        return False  # `.co` and `.com` are two places
    if name == other and last != other_last and len(last) == len(other_last) == 2:
        return False  # two countries
    return is_one_slip(host, usual)


def _finding(link: Link, host: str, meant: str, count: int, context: Context) -> Finding:
    start = link.url.lower().index(host)
    right = link.url[:start] + meant + link.url[start + len(host) :]
    message = f"the host `{host}` is one letter off `{meant}`, which {count} links have"
    return Finding(url_place(link), message, write_url(link, right, context, f"Write `{right}`", Applicability.UNSAFE))
