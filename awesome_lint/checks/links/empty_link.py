"""A link that leads nowhere, or that nobody can click

`[code]()` was left to be filled in, and reloads the page; `[](https://…)` has no text, so nobody sees it.

Some lists write `[official]()` for "no code yet" again and again: from four links of one label on it is their habit and not
reported. From ten empty links of other labels on they are placeholders for what is to come: an info. An empty link that
holds an image leads nowhere on purpose, as `[text](#)` does.

## Fix

Unsafe where the text is the address that is missing (`[https://…]()`). None otherwise: only the author knows where the link
was to lead.

## Examples

```bad
- One [[paper](https://arxiv.org/abs/2301.00001)] [[code]()]
- Two [](https://github.com/a/b)
```

```report
1:52 `[code]()` leads nowhere
2:7 a link to https://github.com/a/b without any text: nobody can see it
```

```bad
- One moved to [https://github.com/a/one]()
```

```fixed
- One moved to [https://github.com/a/one](https://github.com/a/one)
```

```good
- One [[paper](https://arxiv.org/abs/2301.00001)] [[code](https://github.com/a/b)] [top](#)
- [![A badge](https://example.org/badge.svg)](https://example.org)
```

```good
- One [paper](https://arxiv.org/abs/2301.00001) [official]()
- Two [paper](https://arxiv.org/abs/2301.00002) [official]()
- Three [paper](https://arxiv.org/abs/2301.00003) [Official]()
- Four [paper](https://arxiv.org/abs/2301.00004) [official]()
```

```bad
- [Talk about Adam]()
- [Talk about BERT]()
- [Talk about CLIP]()
- [Talk about DETR]()
- [Talk about ELMo]()
- [Talk about GANs]()
- [Talk about GPT]()
- [Talk about Mamba]()
- [Talk about ResNet]()
- [Talk about VAEs]()
```

```report
1:3 `[Talk about Adam]()` leads nowhere
2:3 `[Talk about BERT]()` leads nowhere
3:3 `[Talk about CLIP]()` leads nowhere
4:3 `[Talk about DETR]()` leads nowhere
5:3 `[Talk about ELMo]()` leads nowhere
6:3 `[Talk about GANs]()` leads nowhere
7:3 `[Talk about GPT]()` leads nowhere
8:3 `[Talk about Mamba]()` leads nowhere
9:3 `[Talk about ResNet]()` leads nowhere
10:3 `[Talk about VAEs]()` leads nowhere
```
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Link, LinkKind
from awesome_lint.rule import Context, Finding, Severity, rule

HABIT = 4
"""So many empty links of one label are a habit. Of 32 lists with an empty link, 21 have fewer of any label."""

MANY = 10
"""So many empty links whose labels are no habit are placeholders, such as those of the talks of a course that goes on."""

_ADDRESS = re.compile(r"https?://[^\s()<>]+")
_PLACEHOLDERS = frozenset({"", "http://", "https://", "http://#", "https://#", "http://www.", "https://www."})


@rule(group="links", severity=Severity.ERROR, fix=Applicability.UNSAFE)
def empty_link(link: Link, context: Context) -> Iterator[Finding]:
    if link.kind not in (LinkKind.INLINE, LinkKind.HTML):
        return
    if link.url.strip() in _PLACEHOLDERS:
        if _shows_words(link) and context.once(_empty_labels)[link.label.casefold()] < HABIT:
            shown = context.source[link.span] if link.kind is LinkKind.INLINE else link.label
            is_meant = context.once(_are_placeholders)
            yield Finding(
                link.span,
                f"`{shown}` leads nowhere",
                _address_from_text(link, context),
                severity=Severity.INFO if is_meant else None,
                group="placeholders" if is_meant else None,
            )
    elif link.kind is LinkKind.INLINE and not link.label and not link.is_badge and context.source[link.span].startswith("[]"):
        yield Finding(link.span, f"a link to {link.url} without any text: nobody can see it")


def _address_from_text(link: Link, context: Context) -> Fix | None:
    """`[https://…]()`: the address is in the wrong place."""
    source, end = context.source, link.span.end
    if not _ADDRESS.fullmatch(link.label) or source.text[end - 2 : end] != "()" or source[link.span] != f"[{link.label}]()":
        return None
    deltas = [Delta("url", link.url, link.label), Delta("link recovered", "", link.label)]
    edit = Edit.insertion(end - 1, link.label)
    return Fix.of(f"Write `{link.label}`", edit, applicability=Applicability.UNSAFE, deltas=deltas)


def _empty_labels(context: Context) -> Counter[str]:
    return Counter(link.label.casefold() for link in context.document.links if link.url.strip() in _PLACEHOLDERS)


def _shows_words(link: Link) -> bool:
    """Whether readers see words to click: not a badge, which may lead nowhere on purpose, nor `<a href=""></a>`."""
    return not link.is_badge and (link.kind is LinkKind.INLINE or bool(link.label))


def _are_placeholders(context: Context) -> bool:
    """Whether so many links lead nowhere, whose labels are no habit, that they are to be filled in."""
    empty = context.once(_empty_labels)
    links = (link for link in context.document.links if link.url.strip() in _PLACEHOLDERS and _shows_words(link))
    return sum(empty[link.label.casefold()] < HABIT for link in links) >= MANY
