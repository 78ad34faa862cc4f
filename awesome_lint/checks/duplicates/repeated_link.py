"""One URL under two labels of an entry

`[paper](u) [code](u)`: two promises, one page. Many lists do so on purpose, such as with an OpenReview page that is both the
paper and its reviews. So it is reported where at most one in 20 of the entries with two links does so, fewer than three of
one site under the same labels, and neither is a badge. A project's page may well have its data and its documentation: one of
the labels has to promise a paper or code.

## Fix

None: which of the labels was meant to lead elsewhere can't be told.

## Examples

```bad
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)] [[code](https://arxiv.org/abs/1703.06870)]
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)] [[code](https://github.com/tensorflow/tensor2tensor)]
- Paper One of a Series [[paper](https://arxiv.org/abs/2301.00001)] [[code](https://github.com/example/one)]
- Paper Two of a Series [[paper](https://arxiv.org/abs/2301.00002)] [[code](https://github.com/example/two)]
- Paper Three of a Series [[paper](https://arxiv.org/abs/2301.00003)] [[code](https://github.com/example/three)]
- Paper Four of a Series [[paper](https://arxiv.org/abs/2301.00004)] [[code](https://github.com/example/four)]
- Paper Five of a Series [[paper](https://arxiv.org/abs/2301.00005)] [[code](https://github.com/example/five)]
- Paper Six of a Series [[paper](https://arxiv.org/abs/2301.00006)] [[code](https://github.com/example/six)]
- Paper Seven of a Series [[paper](https://arxiv.org/abs/2301.00007)] [[code](https://github.com/example/seven)]
- Paper Eight of a Series [[paper](https://arxiv.org/abs/2301.00008)] [[code](https://github.com/example/eight)]
- Paper Nine of a Series [[paper](https://arxiv.org/abs/2301.00009)] [[code](https://github.com/example/nine)]
- Paper Ten of a Series [[paper](https://arxiv.org/abs/2301.00010)] [[code](https://github.com/example/ten)]
- Paper Eleven of a Series [[paper](https://arxiv.org/abs/2301.00011)] [[code](https://github.com/example/eleven)]
- Paper Twelve of a Series [[paper](https://arxiv.org/abs/2301.00012)] [[code](https://github.com/example/twelve)]
- Paper Thirteen of a Series [[paper](https://arxiv.org/abs/2301.00013)] [[code](https://github.com/example/thirteen)]
- Paper Fourteen of a Series [[paper](https://arxiv.org/abs/2301.00014)] [[code](https://github.com/example/fourteen)]
- Paper Fifteen of a Series [[paper](https://arxiv.org/abs/2301.00015)] [[code](https://github.com/example/fifteen)]
- Paper Sixteen of a Series [[paper](https://arxiv.org/abs/2301.00016)] [[code](https://github.com/example/sixteen)]
- Paper Seventeen of a Series [[paper](https://arxiv.org/abs/2301.00017)] [[code](https://github.com/example/seventeen)]
- Paper Eighteen of a Series [[paper](https://arxiv.org/abs/2301.00018)] [[code](https://github.com/example/eighteen)]
```

```report
1:58 `code` leads to the same page as `paper`
```

```good
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)] [[pdf](https://arxiv.org/pdf/1703.06870)]
```

```good
- A Large Set of Pictures [[paper](https://arxiv.org/abs/2301.00001)] [[project](https://pictures.example.org)] [[data](https://pictures.example.org)]
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from awesome_lint.model import Document, Entry, Link
from awesome_lint.rule import Context, Finding, Related, Severity, rule

MOST_REPEATING = 0.05
"""The share of the entries with two links that repeat one by a slip; what more do is the list's way."""

FEWEST_OF_A_HOST = 3
"""So many pages of one site under the same two labels are both: an ICLR paper's page at OpenReview is its proceedings too."""


@rule(group="duplicates", severity=Severity.INFO)
def repeated_link(document: Document, context: Context) -> Iterator[Finding]:
    with_two = sum(len(entry.links) > 1 for entry in document.entries)
    pairs = [pair for entry in document.entries for pair in _repeated(entry, context)]
    if len(pairs) > MOST_REPEATING * with_two:
        return
    of_host = Counter(_way(first, link, context) for first, link in pairs)
    for first, link in pairs:
        if of_host[_way(first, link, context)] >= FEWEST_OF_A_HOST:
            continue
        message = f"`{link.label}` leads to the same page as `{first.label}`"
        yield Finding(link.outer, message, related=(Related("first here", first.outer),))


def _way(first: Link, link: Link, context: Context) -> tuple[str, str, str]:
    """The host and the roles of a pair: pages of one site may well be what both labels say."""
    address = context.packs.address(link.url)
    return address.host if address else "", first.role or "", link.role or ""


def _repeated(entry: Entry, context: Context) -> Iterator[tuple[Link, Link]]:
    """The links of an entry that repeat an earlier one under a label that promises something else, each with the earlier one."""
    seen: dict[str, Link] = {}
    for link in entry.labelled:
        if not link.role or link.is_anchor or link.is_badge:
            continue
        same = seen.setdefault(link.url, link)
        if same.role != link.role and (_promises(same, context) or _promises(link, context)):
            yield same, link


def _promises(link: Link, context: Context) -> bool:
    """Whether a label says what kind of thing it leads to, and so may be wrong."""
    return bool(link.role and context.packs.leads_to(link.role))
