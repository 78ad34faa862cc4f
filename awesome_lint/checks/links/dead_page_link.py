"""A link to a place on this page that isn't there

`[back to top](#table-of-content)` where the heading is “Table of Contents”, `see [Chat](#chat:-servers)`, `[Surveys](surveys)` without its
`#`, `##top`: a click does nothing, or leads to a file that doesn't exist. Links that give the whole address of their own page are
held to the same: `https://github.com/owner/list#coursses`. The lines of the contents are the business of `toc-broken-anchor`.

`#`, `#top`, `#readme` and `#user-content-…` work on GitHub, and so do anchors written in HTML and capitals.

## Fix

Safe where one section is meant: it has the link's text for its name, or an anchor that differs by a slip. A hint where the link's text has the
same slip as its anchor: then it is rather the heading's. None otherwise, nor where links of several texts share a target, nor in
the heading itself.

## Examples

```bad
## Surveys

- [One](https://example.org/one)

[Back to surveys](#survey), [Surveys](surveys), [datasets](##datasets)

## Datasets

- [Two](https://example.org/two)
```

```report
5:19 nothing on this page has the anchor `#survey`; a section has `#surveys`
5:39 a link to a section needs its `#`: `#surveys`
5:60 nothing on this page has the anchor `##datasets`; a section has `#datasets`
```

```fixed
## Surveys

- [One](https://example.org/one)

[Back to surveys](#surveys), [Surveys](#surveys), [datasets](#datasets)

## Datasets

- [Two](https://example.org/two)
```

```bad
## Memoery

- [One](https://example.org/one), see [Memory](#memory)
```

```report
3:48 nothing on this page has the anchor `#memory`; a section has `#memoery`
```

```bad
## Surveys

- [One](https://example.org/one), see [the courses](#lectures)
```

```report
3:53 nothing on this page has the anchor `#lectures`
```

```bad
## [Surveys & more](#surveys-and-more)
```

```report
1:21 nothing on this page has the anchor `#surveys-and-more`
```

```bad
## [Surveys](#content)
## [Datasets](#content)
## [Courses](#content)
```

```report
1:14 nothing on this page has the anchor `#content`
2:15 nothing on this page has the anchor `#content`
3:14 nothing on this page has the anchor `#content`
```

`C`, `C#` and `C++` are three sections, so no link to one is meant for another:

```bad
- [C](#c)
- [C++](#c-1)

## Surveys

## C

- [One](https://example.org/one), see [C#](#c-2)
```

```report
2:9 nothing on this page has the anchor `#c-1`
8:44 nothing on this page has the anchor `#c-2`
```

```good
## Surveys

- [One](https://example.org/one) [top](#top) [up](#) [note](#user-content-fn-1) [Surveys](#Surveys) [two](#two)

<a name="two"></a>

## Datasets

- [Two](https://example.org/two) [files](papers) [other](https://github.com/owner/other#nothing)
- [Three](surveys) is the folder of that name
```

Nor is a link with another meaning, or to a code, a slip of the section that is there:

```bad
## Supervised methods

- [One](https://example.org/one), see [here](#unsupervised-methods) and [there](#head-l2i)

<a name="head-l2"></a>
```

```report
3:46 nothing on this page has the anchor `#unsupervised-methods`
3:81 nothing on this page has the anchor `#head-l2i`
```

```bad
- [Surveys](https://github.com/owner/list#surveys)
- [Datasets](https://github.com/owner/list#datasets)
- [Courses](https://github.com/owner/list#coursses)

## Surveys
## Datasets
## Courses
```

```fixed
- [Surveys](https://github.com/owner/list#surveys)
- [Datasets](https://github.com/owner/list#datasets)
- [Courses](https://github.com/owner/list#courses)

## Surveys
## Datasets
## Courses
```
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from awesome_lint.checks.toc.likeness import fold, is_prefixed
from awesome_lint.checks.urls.rewriting import url_place, write_url
from awesome_lint.edits import Applicability
from awesome_lint.model import Document, Link, LinkKind, Section
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span

FOLD = 4
"""So many dead links are one finding."""
LEAST_SHARED = 3
"""Links of so many texts to one place mean that place, not a section of their text."""
LEAST_OWN = 2
"""So many addresses with the anchors of the page's sections are addresses of the page itself."""

_SILENT = r"(?i)#?(?:top|readme|user-content-.*|/.*|:~:.*)?$"
# What all-contributors writes below a picture: such a link only bears a tooltip.
_CONTRIBUTION = (
    r"#(?:a11y|audio|blog|business|content|data|design|eventOrganizing|example|financial|fundingFinding|ideas|infra|maintenance|mentoring"
    r"|platform|plugin|projectManagement|promotion|question|research|security|talk|tool|translation|tutorial|userTesting|video)-[\w-]+$"
)
_NAME = r"[\w-]*[^\W_][\w-]*$"
_REPOSITORY = re.compile(
    r"(?P<page>https?://(?:www\.)?github\.com/[\w.-]+/[\w.-]+(?:/(?:blob|tree)/[^\s#?]+)?)/?#(?P<anchor>\S+)$", re.IGNORECASE
)


@rule(group="links", severity=Severity.ERROR, fix=Applicability.SAFE)
def dead_page_link(document: Document, context: Context) -> Iterator[Finding]:
    if not document.sections:
        return
    page = context.once(_page)
    own = _own_addresses(document, page)
    found = [finding for link in document.links if (finding := _dead(link, own, page, context))]
    yield from (finding._replace(group="dead") if len(found) >= FOLD else finding for finding in found)


class Page(NamedTuple):
    """What can be linked to: every anchor in small letters, and the sections by their folded text."""

    anchors: frozenset[str]
    sections: dict[str, list[Section]]
    contents: frozenset[int]
    """Where the links start that are lines of the contents."""
    headings: dict[str, Span]
    """The headings' text by their anchors: a link in one is never led there."""
    has_anchors: bool
    """Whether links lead to places of the page in the usual form."""
    shared: frozenset[str]
    """Targets of links with several texts, as of those at headings that lead back to the contents: no text says which place they mean."""


def _page(context: Context) -> Page:
    document = context.document
    anchors = {section.slug.casefold() for section in document.sections}
    anchors |= {anchor.casefold() for section in document.sections for anchor in section.anchors}
    anchors |= {name.casefold() for name, _ in document.anchors}
    named: dict[str, list[Section]] = defaultdict(list)
    for section in document.sections:
        named[fold(section.text)].append(section)
    lines = [item.span for contents in document.contents for item in contents.items]
    starts = [link.span for link in document.links if link.is_anchor]
    texts: dict[str, set[str]] = defaultdict(set)
    for link in document.links:
        if link.is_anchor:
            texts[link.url[1:]].add(fold(link.label))
    shared = frozenset(anchor for anchor, words in texts.items() if len(words) >= LEAST_SHARED)
    headings = {section.slug: section.text_span for section in document.sections}
    return Page(frozenset(anchors), dict(named), _starts_in(starts, lines), headings, len(starts) > 1, shared)


def _starts_in(spans: list[Span], lines: list[Span]) -> frozenset[int]:
    """Where the spans start that lie in one of the lines."""
    found: set[int] = set()
    at = 0
    ordered = sorted(lines)
    for span in sorted(spans):
        while at < len(ordered) and ordered[at].end <= span.start:
            at += 1
        if at < len(ordered) and ordered[at].start <= span.start:
            found.add(span.start)
    return frozenset(found)


def _own_addresses(document: Document, page: Page) -> frozenset[str]:
    """The addresses that are this page's own: several links give them with the names and anchors of the page's sections."""
    hits: dict[str, set[str]] = defaultdict(set)
    for link in document.links:
        found = _REPOSITORY.match(link.url) if "#" in link.url and "github" in link.url else None
        if found and _plain(found["anchor"]) in page.anchors and fold(link.label) in page.sections:
            hits[found["page"].casefold()].add(found["anchor"])
    return frozenset(address for address, anchors in hits.items() if len(anchors) >= LEAST_OWN)


def _plain(anchor: str) -> str:
    return unquote(anchor).casefold()


def _dead(link: Link, own: frozenset[str], page: Page, context: Context) -> Finding | None:
    if link.is_anchor:
        if (
            link.span.start in page.contents
            or compiled(_CONTRIBUTION).match(link.url)
            or compiled(_SILENT).match(link.url[1:])
            or _plain(link.url[1:]) in page.anchors
        ):
            return None
        return _nowhere(link, "#", link.url[1:], page, context)
    if own and (found := _REPOSITORY.match(link.url)) and found["page"].casefold() in own:
        before = link.url[: found.start("anchor")]
        if _plain(found["anchor"]) not in page.anchors and not compiled(_SILENT).match(found["anchor"]):
            return _nowhere(link, before, found["anchor"], page, context)
        return _elsewhere(link, before, found["anchor"], page, context)
    # One word may as well be the name of a folder.
    is_place = "-" in link.url or link.span.start in page.contents or fold(link.label) in page.sections
    if is_place and link.kind is LinkKind.INLINE and page.has_anchors and link.url in page.anchors and compiled(_NAME).match(link.url):
        fix = write_url(link, f"#{link.url}", context, f"Write `#{link.url}`")
        return Finding(url_place(link), f"a link to a section needs its `#`: `#{link.url}`", fix)
    return None


def _nowhere(link: Link, before: str, anchor: str, page: Page, context: Context) -> Finding:
    message = f"nothing on this page has the anchor `#{anchor}`"
    exact = _meant(link, anchor, page)
    meant = exact or _but_for_a_slip(anchor, page)
    if meant is None or (meant in page.headings and link.span.start in page.headings[meant]):
        return Finding(url_place(link), message)
    # Where text and anchor agree, the slip is rather the heading's.
    is_of_heading = exact is None and fold(link.label) == fold(unquote(anchor))
    fix = write_url(link, before + meant, context, f"Write `#{meant}`", Applicability.HINT if is_of_heading else Applicability.SAFE)
    return Finding(url_place(link), f"{message}; a section has `#{meant}`", fix)


def _elsewhere(link: Link, before: str, anchor: str, page: Page, context: Context) -> Finding | None:
    """A link that has a section's name for its text and leads to another one."""
    named = page.sections.get(fold(link.label), [])
    if len(named) != 1 or fold(anchor) == fold(named[0].slug) or _plain(anchor) in {a.casefold() for a in named[0].anchors}:
        return None
    right = named[0].slug
    message = f"leads to `#{anchor}`; the section of this name is `#{right}`"
    return Finding(url_place(link), message, write_url(link, before + right, context, f"Write `#{right}`"))


def _meant(link: Link, anchor: str, page: Page) -> str | None:
    """The anchor of the one section that a dead link is meant for: of the link's text, or of its anchor's words."""
    plain = anchor.lstrip("#")
    if plain != anchor and _plain(plain) in page.anchors:
        return plain
    named = page.sections.get(fold(link.label), []) if anchor not in page.shared else []
    named = named or page.sections.get(fold(unquote(plain)), [])
    return named[0].slug if len(named) == 1 else None


def _but_for_a_slip(anchor: str, page: Page) -> str | None:
    """The one anchor of the page that a dead one differs from by a slip."""
    plain = anchor.lstrip("#")
    if fold(unquote(plain)) in page.sections or len(plain) < SHORTEST:
        return None
    from rapidfuzz.distance import OSA

    most = 1 if len(plain) < LONG else 2
    target = _plain(plain)
    near = [name for name in page.anchors if OSA.distance(target, name, score_cutoff=most) <= most and not _are_two_things(name, target)]
    return near[0] if len(near) == 1 else None


SHORTEST = 4
"""Characters of an anchor; shorter ones are one letter off by chance."""
LONG = 10
"""An anchor of so many characters may differ by two."""


def _are_two_things(one: str, other: str) -> bool:
    """Whether anchors that are nearly alike name two things: `head-l2` and `head-l2i`, `supervised` and `unsupervised`."""
    words, others = one.split("-"), other.split("-")
    if [word for word in words if _DIGIT.search(word)] != [word for word in others if _DIGIT.search(word)]:
        return True
    return any(is_prefixed(*pair) for pair in zip(words, others, strict=False))


_DIGIT = re.compile(r"\d")
