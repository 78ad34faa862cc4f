"""A link's target is no working address

A scheme that is misspelt, doubled or missing, an address that holds another one, a comma or a bracket that came along in
copying. What looks odd and is valid is left alone: parentheses in Wikipedia's addresses, a full stop at the end of
`/E.T.`, an address inside a redirector's or an archive's.

A zero-width character in an address is the business of `invisible-character`; brackets and blanks that keep Markdown from
seeing a link are that of `broken-link-syntax`.

Full-width signs end no address on GitHub: of `见 https://arxiv.org/abs/1412.6980，很好` all up to the next space is linked, and leads nowhere.

Two slashes in the path of a known site are a warning: most servers forgive them, programs that compare addresses don't.

## Fix

Safe where there is one reading: the scheme is told by what is left of it, or the address is known to be one without the
sign at its end, or `<…>` says where it ends. Unsafe where an address was pasted twice, since fewer of them are left. A hint otherwise.

## Examples

```bad
- Mask R-CNN [[paper](htps://arxiv.org/abs/1703.06870)] [[code](https://https://github.com/facebookresearch/Detectron)]
- ResNet [[paper](https:/arxiv.org/abs/1512.03385)] [[code](github.com/KaimingHe/deep-residual-networks)]
- DenseNet [[paper](https://arxiv.org/abs/1608.06993,)] [[code](https://github.com/liuzhuang13/DenseNet%5D)]
- Adam [[paper](https://arxiv.org/abs/1412.6980https://arxiv.org/abs/1412.6980)] [[page](www.example.org/adam)]
```

```fixed
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)] [[code](https://github.com/facebookresearch/Detectron)]
- ResNet [[paper](https://arxiv.org/abs/1512.03385)] [[code](https://github.com/KaimingHe/deep-residual-networks)]
- DenseNet [[paper](https://arxiv.org/abs/1608.06993)] [[code](https://github.com/liuzhuang13/DenseNet)]
- Adam [[paper](https://arxiv.org/abs/1412.6980)] [[page](https://www.example.org/adam)]
```

```report
1:23 the scheme `htps://` is misspelt
1:65 the scheme is repeated
2:19 the scheme `https:/` is misspelt
2:61 the scheme is missing
3:21 `,` at the end belongs to no address
3:65 `%5D` at the end belongs to no address
4:17 the address is repeated
4:90 the scheme is missing
```

```bad
- A paper [[pdf](https://example.org/a.pdf,)] [[code](https://example.org/ahttps://example.org/b)]
```

```report
1:18 `,` at the end belongs to no address
1:55 two addresses run together
```

```bad
- BERT [[paper](https://arxiv.org//abs/1810.04805)]
```

```report
1:17 two slashes in the path, where the site writes one
```

```fixed
- BERT [[paper](https://arxiv.org/abs/1810.04805)]
```

```bad
- 论文（https://arxiv.org/abs/1706.03762）和代码，见 https://github.com/tensorflow/tensor2tensor，很好
- Adam [[paper](https://arxiv.org/abs/1412.6980）)]
```

```report
1:6 GitHub takes `）和代码，见` for the end of this address
1:45 GitHub takes `，很好` for the end of this address
2:17 `）` at the end belongs to no address
```

```fixed
- 论文（<https://arxiv.org/abs/1706.03762>）和代码，见 <https://github.com/tensorflow/tensor2tensor>，很好
- Adam [[paper](https://arxiv.org/abs/1412.6980)]
```

```good
- 维基百科 https://zh.wikipedia.org/wiki/苹果（水果） 的条目
- 论文（https://arxiv.org/abs/1706.03762 ）和代码
```

```good
- Pruning [[notes](https://en.wikipedia.org/wiki/Pruning_(artificial_neural_network))] [[film](https://github.com/someone/E.T.)]
- A snapshot [[page](https://web.archive.org/web/2022/https://asru2021.org/)] [[file](papers/a.pdf)] [[section](#a)]
- A redirect [[page](https://www.google.com/url?q=https://arxiv.org/abs/1703.06870)] [[mail](mailto:a@example.org)]
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from awesome_lint.checks.urls.rewriting import url_place, write_url
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.knowledge import Packs
from awesome_lint.model import Link, LinkKind
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding, Severity, rule


class Flaw(NamedTuple):
    """What is wrong with an address, the right one if it can be told, and how surely."""

    message: str
    right: str = ""
    applicability: Applicability = Applicability.SAFE


@rule(group="urls", severity=Severity.ERROR, fix=Applicability.SAFE)
def malformed_url(link: Link, context: Context) -> Iterator[Finding]:
    # What can't match needs no pattern: nearly every address has one scheme, and ends in a letter, a digit or a slash.
    is_twice = link.url.lower().count("http") > 1
    flaw = (is_twice and _doubled(link.url)) or _scheme(link, context.packs)
    flaw = flaw or (is_twice and _two_addresses(link.url, context.packs)) or _end(link, context.packs)
    severity = None
    if not flaw and not is_twice and link.url.count("//") > 1:
        flaw, severity = _empty_segment(link.url, context.packs), Severity.WARNING
    if flaw:
        fix = write_url(link, flaw.right, context, f"Write `{flaw.right}`", flaw.applicability) if flaw.right else None
        yield Finding(url_place(link), flaw.message, fix, severity=severity)
    elif link.kind is LinkKind.BARE and (rest := _runs_on(link, context)):
        edits = Edit.insertion(link.span.start, "<"), Edit.insertion(link.span.end, ">")
        fix = Fix.of(f"Write `<{link.url}>`", *edits, deltas=[Delta("text", link.url, f"<{link.url}>")])
        yield Finding(link.span, f"GitHub takes `{rest}` for the end of this address", fix)


def _runs_on(link: Link, context: Context) -> str | None:
    """What follows a bare address up to the next space, where that begins with a full-width sign: on GitHub none ends an address."""
    text, (start, end) = context.source.text, link.span
    sign = text[end : end + 1]
    if (
        sign not in _FULL_WIDTH
        or not sign
        or not link.url.isascii()
        or not link.url.startswith("http")
        or text[start - 2 : start - 1] in _LABEL_ENDS
    ):
        return None
    line = context.source.line_span(context.source.row(start))
    opening = _FULL_WIDTH[sign]
    if opening and text.count(opening, line.start, start) <= text.count(sign, line.start, start):
        return None
    found = compiled(_WORD).match(text, end, line.end)
    return found[0] if found else None


_FULL_WIDTH = {"）": "（", "】": "【", "，": "", "。": "", "；": "", "、": ""}
"""Signs that no address has, each with the one that opens it."""
_LABEL_ENDS = ("]", "】", "］", "〕")
"""Before the parenthesis of a broken link, which is another rule's business."""
_WORD = r"[^\s<|]{1,60}"


_RIGHT = re.compile(r"https?://[^/\s:@]")
_DOUBLED = r"(?i)(?:https?[:;]?/{0,3}){1,2}(?P<scheme>https?)(?::/{0,3}|//)(?=[\w-]+\.)"
_MISSPELT = re.compile(
    r"(?i)(?P<scheme>h{1,2}t{0,3}p{0,2}s{0,2}|h{0,2}t{1,3}p{1,2}s{0,2})(?P<rest>[:;：]{0,2}/{0,4})(?=[\w-]+(?:\.[\w-]+){1,6}(?:[/?#:]|$))"
)
_BARE_HOST = re.compile(r"(?://)?(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+){1,6})(?:[/?#].*)?")


def _doubled(url: str) -> Flaw | None:
    """A scheme that is repeated."""
    if (match := compiled(_DOUBLED).match(url)) and match.end() > len("https://"):
        return Flaw("the scheme is repeated", f"{match['scheme'].lower()}://{url[match.end() :]}")
    return None


def _scheme(link: Link, packs: Packs) -> Flaw | None:
    """A scheme that is misspelt or missing before what is surely a host."""
    url = link.url
    if link.is_anchor or _RIGHT.match(url) or link.kind is LinkKind.BARE:
        return None
    match = _MISSPELT.match(url)
    if match and match["rest"] and match.group().lower() not in ("http://", "https://"):
        scheme = "https" if "s" in match["scheme"].lower() else "http"
        return Flaw(f"the scheme `{match.group()}` is misspelt", f"{scheme}://{url[match.end() :]}")
    bare = _BARE_HOST.fullmatch(url)
    if bare and (url.startswith("www.") or packs.host(f"https://{url.lstrip('/')}")):
        return Flaw("the scheme is missing", f"https://{url.lstrip('/')}")
    return None


_INNER = r"(?i)https?://"
_CARRIES = r"[/=?&:,;@|+#]$|%3[AaDd]$"
"""What may be before an address that another one carries: an archive's slash, a redirector's equals sign."""


_GLUE = r"(?i)(?:[{}()\[\],;|<>]|%5C[nr]|%20)+$"


def _clean(url: str) -> str:
    return compiled(_GLUE).sub("", url)


def _two_addresses(url: str, packs: Packs) -> Flaw | None:
    """An address pasted twice, or into another one."""
    inner = next((m.start() for m in compiled(_INNER).finditer(url, 1)), None)
    if inner is None or compiled(_CARRIES).search(url[:inner]) or not compiled(_INNER).match(url):
        return None
    first = _clean(url[:inner])
    others = [part for part in map(_clean, re.split(r"(?i)(?=https?://)", url[inner:])) if part]
    key = packs.identity(first)
    if all(other == first or (key is not None and packs.identity(other) == key) for other in others):
        # Not safe: of addresses that were in the list fewer are left.
        return Flaw("the address is repeated", first, Applicability.UNSAFE)
    return Flaw("two addresses run together")


_PATH = r"https?://[^/?#]+(?P<path>/[^?#]*)"


def _empty_segment(url: str, packs: Packs) -> Flaw | None:
    """`https://arxiv.org//abs/…`: two slashes in the path of a site that is known to write one. Elsewhere they may mean something."""
    match = compiled(_PATH).match(url)
    if match is None or "//" not in match["path"] or packs.host(url) is None:
        return None
    right = url[: match.start("path")] + re.sub("/{2,}", "/", match["path"]) + url[match.end() :]
    return Flaw("two slashes in the path, where the site writes one", right)


_TAIL = r"(?:[.,;:'\"，。；、”’）】]|%5[BbDd]|%7[BbDd]|%29|%20|%22|%2C|[\])}>])+$"
_LAST = frozenset(".,;:'\"，。；、”’）】])}>")
_NEVER_LAST = r"(?:[,;\"，。；、”’）】]|%5[Dd]|%7[Dd]|%22|%2C)+$"
_OPENED = {
    "%5D": "%5B",
    "%5d": "%5b",
    "%7D": "%7B",
    "%7d": "%7b",
    ")": "(",
    "]": "[",
    "}": "{",
    "%29": "%28",
    "”": "“",
    "）": "（",
    "】": "【",
}


def _end(link: Link, packs: Packs) -> Flaw | None:
    """Signs at the end that came along in copying: surely where the address is a known one without them."""
    if link.url[-1:] not in _LAST and link.url[-3:-2] != "%":
        return None
    match = compiled(_TAIL).search(link.url)
    if match is None or link.kind is LinkKind.BARE or not _RIGHT.match(link.url):
        return None
    tail, right = match.group(), link.url[: match.start()]
    if any(opening in right for sign, opening in _OPENED.items() if sign in tail):
        return None
    message = f"`{tail}` at the end belongs to no address"
    if packs.identity(link.url) is None and packs.identity(right) is not None:
        return Flaw(message, right)
    return Flaw(message, right, Applicability.HINT) if compiled(_NEVER_LAST).search(tail) and "?" not in right else None
