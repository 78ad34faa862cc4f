"""A URL carries parameters that are of no use to its readers

`utm_source`, `fbclid` and their like tell an analyst where a click came from; `casa_token` is one reader's access to a library. The page is
the same without them. Which
parameters track and which are needed is knowledge (`rules/parameters.toml`, and `tracking` in `rules/hosts/`):
`si` on YouTube goes and `t`, the start time, stays; a name such as `ref` or `source`, which some pages need, is never
taken for one. A badge outside of entries is left as its service hands it out.

## Fix

Safe: the parameters go, all others stay as they are.

## Examples

```bad
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762?utm_source=chatgpt.com)] [[video](https://youtu.be/iDulhoQ2pro?si=abc&t=30)]
```

```fixed
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)] [[video](https://youtu.be/iDulhoQ2pro?t=30)]
```

```report
1:38 `utm_source` is of no use to readers
1:105 `si` is of no use to readers
```

```good
- Attention Is All You Need [[paper](https://openreview.net/forum?id=rJlnB3C5Ym)] [[video](https://youtu.be/iDulhoQ2pro?t=30)]
- A thesis [[pdf](https://digitalcommons.example.edu/cgi/viewcontent.cgi?article=1234&context=etd)]
- A post [[blog](https://medium.com/@someone/a-post-1a2b?source=friends_link&sk=3c4d)]
```

```good
[![Chat](https://badges.gitter.im/join.svg)](https://gitter.im/a/b?utm_source=badge)

- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.checks.urls.rewriting import url_place, write_url
from awesome_lint.edits import Applicability
from awesome_lint.model import Link
from awesome_lint.rule import Context, Finding, rule
from awesome_lint.source import Span


@rule(group="urls", fix=Applicability.SAFE)
def tracking_parameter(link: Link, context: Context) -> Iterator[Finding]:
    if link.is_badge and link.span not in context.once(_of_entries):
        return  # as its service hands it out: `?utm_source=badge`
    if tracking := context.packs.tracking(link.url):
        names = ", ".join(f"`{name}`" for name in dict.fromkeys(tracking.names))
        verb = "is" if len(set(tracking.names)) == 1 else "are"
        fix = write_url(link, tracking.url, context, f"Remove {names}")
        yield Finding(url_place(link), f"{names} {verb} of no use to readers", fix)


def _of_entries(context: Context) -> frozenset[Span]:
    """The links of entries."""
    return frozenset(link.span for entry in context.document.entries for link in entry.links)
