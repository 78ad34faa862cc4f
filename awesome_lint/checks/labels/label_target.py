"""A label promises something else than its host serves

A link called `code` that leads to arXiv, or a `paper` that is a repository: mostly a slip of copy and paste, where two
links of an entry got each other's address. So is the number of one paper in a link to another one. What a host serves is in `rules/hosts/`;
hosts that serve anything are never judged, nor are labels that this list uses so by habit, nor names: `doi` of the repository `doi`, or a
method PDF whose paper and code both have its name.

## Fix

Safe where one paper and one code link of an entry each lead to what the other promises: they get each other's address. Else none: only the
person who added the entry knows the right one.

## Examples

```bad
- Mask R-CNN [[paper](https://github.com/facebookresearch/Detectron)] [[code](https://arxiv.org/abs/1703.06870)]
```

```report
1:15 `paper` leads to GitHub, which serves code
1:72 `code` leads to arXiv, which serves papers
```

```fixed
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)] [[code](https://github.com/facebookresearch/Detectron)]
```

```bad
- Mask R-CNN [[1703.06870]](https://arxiv.org/abs/1703.06870)
- Deep Residual Learning [[1703.06870]](https://arxiv.org/abs/1512.03385)
```

```report
2:26 `1703.06870` leads to arxiv:1512.03385
```

```bad
- Mask R-CNN [[paper](https://github.com/facebookresearch/Detectron)] [[code](https://github.com/facebookresearch/maskrcnn)]
```

```report
1:15 `paper` leads to GitHub, which serves code
```

```good
- [doi](https://github.com/papis/python-doi) [[doi](https://github.com/someone/doi)] - Parses identifiers
- PDF: Periodicity Decoupling [[PDF](https://openreview.net/forum?id=dp27P5HBBt)] [[PDF](https://github.com/Hank0626/PDF)]
```

```good
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)] [[code](https://github.com/facebookresearch/Detectron)]
- Deep Residual Learning [[pdf](https://arxiv.org/abs/1512.03385)] [[project](https://github.com/KaimingHe/deep-residual-networks)]
```
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.knowledge import Packs
from awesome_lint.model import Entry, Link
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding, rule

_SERVED = {"paper": "papers", "code": "code"}

HABIT = 3
"""So many links of one role that lead elsewhere are the list's way of using the label."""


@rule(group="labels", fix=Applicability.SAFE)
def label_target(entry: Entry, context: Context) -> Iterator[Finding]:
    wrong = [(link, served) for link in entry.labelled if (served := _served_instead(link, context.packs))]
    wrong = [
        (link, served)
        for link, served in wrong
        if not _is_name(link, entry, context.packs) and link.role not in context.once(_used_otherwise)
    ]
    for link in entry.links:
        if found := _other_paper(link, context.packs):
            yield Finding(link.span, f"`{link.label}` leads to {found}")
    fix = _swap([link for link, _ in wrong], entry, context.packs)
    for link, served in wrong:
        host = context.packs.host(link.url)
        assert host
        yield Finding(link.span, f"`{link.label}` leads to {host.name}, which serves {served}", fix)


def _swap(wrong: list[Link], entry: Entry, packs: Packs) -> Fix | None:
    """Give two links each other's address; None unless that makes both right, and no other link of the entry is of either kind."""
    if len(wrong) != 2:
        return None
    one, other = wrong
    kinds = [packs.kind_of(packs.identity(link.url)) for link in wrong]
    promised = [packs.leads_to(link.role) if link.role else () for link in wrong]
    if kinds[0] == kinds[1] or kinds[1] not in promised[0] or kinds[0] not in promised[1]:
        return None
    if (
        one.url_span is None
        or other.url_span is None
        or any(link.role in (one.role, other.role) for link in entry.labelled if link not in wrong)
    ):
        return None
    edits = Edit.replacement(one.url_span, other.url), Edit.replacement(other.url_span, one.url)
    return Fix.of("Swap the two addresses", *edits, deltas=[Delta("url", one.url, other.url), Delta("url", other.url, one.url)])


def _served_instead(link: Link, packs: Packs) -> str | None:
    """What the link's host serves, where that is surely not what the label says; else None.

    Only links to a paper's own page or to a repository's root count: a PDF inside a repository is a paper, and
    OpenReview's attachments are code, and a list of `papers` may well be a repository. A place on a page
    (`#code-availability`) may be anything.
    """
    if link.role is None or "#" in link.url:
        return None
    kind = packs.kind_of(packs.identity(link.url))
    promised = packs.leads_to(link.role)
    if not promised or kind in promised or (kind == "code" and link.label.casefold().endswith("s")):
        return None
    return _SERVED.get(kind)


def _other_paper(link: Link, packs: Packs) -> str | None:
    """The paper that a link leads to, where its text is the number of another one: `[2104.00798](https://arxiv.org/abs/2011.14880)`."""
    said = compiled(_NUMBER).fullmatch(link.label.strip("[]() ")) if link.label[-1:] in _ENDS_NUMBER else None
    key = packs.identity(link.url) if said else None
    return key if said and key and key.startswith("arxiv:") and key != f"arxiv:{said['number']}" else None


_NUMBER = r"(?i)(?:arxiv[: ]\s?)?(?P<number>\d{4}\.\d{4,5})(?:v\d{1,2})?"
_ENDS_NUMBER = tuple("0123456789]) ")

_WORDS = re.compile(r"[^\W_]+")


def _is_name(link: Link, entry: Entry, packs: Packs) -> bool:
    """Whether a label is a name that is a label's word too: of the repository it leads to, or of two links of the entry."""
    label = "".join(_WORDS.findall(link.label.casefold()))
    key = packs.identity(link.url) or ""
    if label == "".join(_WORDS.findall(key.rpartition("/")[2].casefold())):
        return True
    return any(other is not link and other.label.casefold() == link.label.casefold() for other in entry.links)


def _used_otherwise(context: Context) -> frozenset[str | None]:
    """The roles that this list links otherwise by habit."""
    links = (link for entry in context.document.entries for link in entry.labelled if _served_instead(link, context.packs))
    return frozenset(role for role, count in Counter(link.role for link in links).items() if count >= HABIT)
