r"""A link that Markdown doesn't read as one

`[paper] (https://…)` with a space in the middle, `[paper](https://…` without its last parenthesis, `(paper)[https://…]`
the wrong way round: readers see brackets and a bare address. A stray bracket beside a link that works
(`[paper](https://…))`) belongs here too.

Brackets that mean something else are left alone: `[1]`, `[ ]` and `[x]` of task lists, `[code]` without an address,
footnotes, asides such as `(see [paper](https://…))`.

## Fix

Safe where only one link can be meant. Where a space in the middle of an address may stand for several things, nothing
is changed.

## Examples

```bad
- One [[paper] (https://arxiv.org/abs/2301.00001)]
- Two [[paper](https://arxiv.org/abs/2301.00002] [[code](https://github.com/a/b)]
- Three [paper]https://arxiv.org/abs/2301.00003)
- Four (paper)[https://arxiv.org/abs/2301.00004]
- Five [code](https://github.com/ a/b)
- Six [paper]((https://arxiv.org/abs/2301.00006)
- Seven [paper](https://arxiv.org/abs/2301.00007))
- Eight [paper][https://arxiv.org/abs/2301.00008]
- [Nine(https://arxiv.org/abs/2301.00009) - The ninth
- Ten \[paper](https://arxiv.org/abs/2301.00010)] \[[code](https://github.com/a/b)]
```

```report
1:8 `[paper]` is no link: there is a space before its address
2:8 `[paper](` is no link: the parenthesis after its address is missing
3:9 `[paper]` is no link: the parenthesis before its address is missing
4:8 `(paper)[` is no link: its brackets are the wrong way round
5:8 `[code](` is no link: there is a space in its address
6:7 `[paper]((` is no link: it opens two parentheses and closes one
7:50 a stray `)` after a link
8:9 `[paper][` is no link: its address is in the wrong brackets
9:3 `[Nine(` is no link: the bracket after its label is missing
10:7 `\[paper](` is no link: a bracket before its label is missing
```

```fixed
- One [[paper](https://arxiv.org/abs/2301.00001)]
- Two [[paper](https://arxiv.org/abs/2301.00002)] [[code](https://github.com/a/b)]
- Three [paper](https://arxiv.org/abs/2301.00003)
- Four [paper](https://arxiv.org/abs/2301.00004)
- Five [code](https://github.com/a/b)
- Six [paper](https://arxiv.org/abs/2301.00006)
- Seven [paper](https://arxiv.org/abs/2301.00007)
- Eight [paper](https://arxiv.org/abs/2301.00008)
- [Nine](https://arxiv.org/abs/2301.00009) - The ninth
- Ten \[[paper](https://arxiv.org/abs/2301.00010)] \[[code](https://github.com/a/b)]
```

```bad
- 论文一 ［paper］（https://arxiv.org/abs/2301.00001）
- 论文二 〔paper〕(https://arxiv.org/abs/2301.00002) 【code】（https://github.com/a/b）
```

```report
1:7 `［paper］（` is no link: its brackets are full-width ones
2:7 `〔paper〕(` is no link: its brackets are full-width ones
2:49 `【code】（` is no link: its brackets are full-width ones
```

```fixed
- 论文一 [paper](https://arxiv.org/abs/2301.00001)
- 论文二 [paper](https://arxiv.org/abs/2301.00002) [code](https://github.com/a/b)
```

```good
- [x] Done [code] [1] (see [paper](https://en.wikipedia.org/wiki/Attention_(machine_learning)))
- [ ] To do [paper](https://arxiv.org/abs/2301.00009 "Its title") (https://arxiv.org/abs/2301.00010)
- Links are written \[paper](https://arxiv.org/abs/2301.00009)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.checks.links.bare_address import LONGEST_LABEL, URL, Broken, broken_around
from awesome_lint.checks.links.broken_target import in_words, misspelt_scheme, recovering, unclosed_anchors
from awesome_lint.checks.links.stray_bracket import stray_behind_brackets, stray_beside
from awesome_lint.edits import Applicability, Delta, Edit
from awesome_lint.model import Document, Link, LinkKind
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span

# The rest of an address, and the bracket that ends it.
_CLOSING = r"[^\s()\[\]（）]*[)\]）]?"


@rule(group="links", severity=Severity.ERROR, fix=Applicability.SAFE)
def broken_link_syntax(document: Document, context: Context) -> Iterator[Finding]:
    floor = 0
    for link in document.links:
        if link.kind is LinkKind.BARE:
            yield from _at_bare_url(link, floor, context)
            if context.source.text.startswith("]", link.span.end):
                continue  # it may be the label of a broken link
        elif link.outer == link.span and link.kind is not LinkKind.HTML:
            yield from stray_beside(link, context)
        elif link.kind is LinkKind.INLINE:
            yield from stray_behind_brackets(link, context)
        floor = max(floor, link.span.end)
    for text in document.texts:
        words = text.text
        if "]" in words and ("](" in words or "] (" in words):
            yield from in_words(text, context)
            if "](#" in words:
                yield from unclosed_anchors(text, context)
        if "/" in words and (":" in words or "//" in words):
            yield from misspelt_scheme(text)


def _at_bare_url(link: Link, floor: int, context: Context) -> Iterator[Finding]:
    source, start = context.source, link.span.start
    if start == 0 or source.text[start - 1] not in "([]（" or source[link.span] != link.url:
        return
    line = source.line_span(source.row(start))
    found = compiled(URL).match(source.text, start, line.end)
    if found is None:
        return
    first = max(line.start, floor, start - LONGEST_LABEL)
    broken = broken_around(source.text[first : line.end], start - first, found.end() - first, context.style.labels)
    if broken:
        yield _finding(broken, first, link, context)


def _finding(broken: Broken, first: int, link: Link, context: Context) -> Finding:
    span = Span(first + broken.start, link.span.end)
    if not broken.edits:
        return Finding(span, broken.what)
    edits = [Edit(first + e.start, first + e.end, e.content) for e in broken.edits]
    deltas = [Delta("link recovered", "", broken.url)]
    end = max(span.end, edits[-1].end)
    if not edits[-1].content.endswith(")") and (closing := compiled(_CLOSING).match(context.source.text, end)):
        end = closing.end()
    return Finding(span, broken.what, recovering(broken.mend, edits, deltas, Span(span.start, end), context))
