"""A link leads to a site that is closed or has moved

What was on it may be elsewhere or gone; each link needs a look. Sites whose pages are known to be at a new address under
the same names are not named here: there `non-canonical-url` writes the new address. Which sites are closed is knowledge
(`status` in `rules/hosts/`). Reports show all links to one site as one finding.

## Fix

None: where a page has gone can't be told from its old address.

## Examples

```bad
- Network Pruning [[paper with code](https://paperswithcode.com/paper/network-pruning)]
- ResNet [[pdf](https://www.cv-foundation.org/openaccess/content_cvpr_2016/papers/He_Deep_Residual_Learning_CVPR_2016_paper.pdf)]
```

```report
1:38 Papers with Code is closed since 2025-07
2:17 CVF's former host has moved to openaccess.thecvf.com
```

```good
- Network Pruning [[paper](https://arxiv.org/abs/1506.02626)]
- BLEU [[paper](https://www.aclweb.org/anthology/P02-1040/)]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.checks.urls.rewriting import url_place
from awesome_lint.knowledge import Host
from awesome_lint.model import Link
from awesome_lint.rule import Context, Finding, Severity, rule


@rule(group="urls", severity=Severity.INFO)
def retired_host(link: Link, context: Context) -> Iterator[Finding]:
    host = context.packs.host(link.url)
    if host and host.status != "alive" and context.packs.canonical(link.url) is None:
        yield Finding(url_place(link), _message(host), group=f"retired-host:{host.id}")


def _message(host: Host) -> str:
    fate = f"has moved to {host.successor}" if host.successor else "is closed" if host.status == "retired" else "has moved"
    return f"{host.name} {fate}" + (f" since {host.since}" if host.since and not host.successor else "")
