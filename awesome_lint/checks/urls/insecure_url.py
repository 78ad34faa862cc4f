"""An http:// address on a host that serves https

Unencrypted pages can be read and changed on the way, and browsers warn of them. Only hosts that are known to serve
https are named (`https = true` in `rules/hosts/`); of any other host nothing is said. Addresses on hosts that have moved are the business
of `non-canonical-url`, which writes the new ones with https.

## Fix

Safe: the scheme becomes `https`; the page is the same.

## Examples

```bad
- Adam: A Method for Stochastic Optimization [[paper](http://arxiv.org/abs/1412.6980)]
```

```fixed
- Adam: A Method for Stochastic Optimization [[paper](https://arxiv.org/abs/1412.6980)]
```

```report
1:55 arxiv.org serves https
```

An address that is its own text changes in both:

```bad
- Read [http://arxiv.org/abs/1412.6980](http://arxiv.org/abs/1412.6980) about Adam
```

```fixed
- Read [https://arxiv.org/abs/1412.6980](https://arxiv.org/abs/1412.6980) about Adam
```

```good
- Adam: A Method for Stochastic Optimization [[paper](https://arxiv.org/abs/1412.6980)]
- A tutorial [[notes](http://www.example.org/tutorial.html)]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.checks.urls.rewriting import url_place, write_url
from awesome_lint.edits import Applicability
from awesome_lint.model import Link
from awesome_lint.rule import Context, Finding, rule


@rule(group="urls", fix=Applicability.SAFE)
def insecure_url(link: Link, context: Context) -> Iterator[Finding]:
    if link.url.startswith("https://"):
        return
    address = context.packs.address(link.url)
    moved = context.packs.canonical(link.url)
    if moved and moved.url.startswith("https://"):
        return  # the business of non-canonical-url
    if "=http" in link.url and context.packs.redirects_to(link.url):
        return  # of redirect-url
    if address and address.scheme == "http" and context.packs.serves_https(link.url):
        fix = write_url(link, f"https{link.url[4:]}", context, "Write https")
        yield Finding(url_place(link), f"{address.host} serves https", fix)
