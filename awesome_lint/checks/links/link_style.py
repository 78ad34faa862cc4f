"""A link in other brackets, or set apart otherwise, than the list's links are

Where a list writes `[[paper](…)] [[code](…)]` throughout, one entry with `[paper](…), [code](…)` was added by somebody else.
What is usual is what nearly all labelled links of the list do (`awesome-lint style` shows it); where a section has
its own way, that one counts. Lists that mix styles have none to hold to: of them only what is rare beside the way that dominates (four
fifths of the list, and thirty times as often) is reported, as an info.

Left alone: links that share one pair of brackets (`[[paper](…), [code](…)]`), links in prose, separators with words or
line breaks in them, and separators that differ in the number of spaces alone: they look the same on the page.

## Fix

Safe: brackets and separators are written as everywhere else; labels and addresses stay as they are.

## Examples

```bad
- A One [[paper](https://arxiv.org/abs/2301.00001)] [[code](https://github.com/a/a)]
- B One [[paper](https://arxiv.org/abs/2301.00002)] [[code](https://github.com/a/b)]
- C One [[paper](https://arxiv.org/abs/2301.00003)] [[code](https://github.com/a/c)]
- D One [[paper](https://arxiv.org/abs/2301.00004)] [[code](https://github.com/a/d)]
- E One [[paper](https://arxiv.org/abs/2301.00005)] [[code](https://github.com/a/e)]
- F One [[paper](https://arxiv.org/abs/2301.00006)] [[code](https://github.com/a/f)]
- G One [[paper](https://arxiv.org/abs/2301.00007)] [[code](https://github.com/a/g)]
- H One [[paper](https://arxiv.org/abs/2301.00008)] [[code](https://github.com/a/h)]
- I One [[paper](https://arxiv.org/abs/2301.00009)] [[code](https://github.com/a/i)]
- J One [[paper](https://arxiv.org/abs/2301.00010)] [[code](https://github.com/a/j)]
- K One [[paper](https://arxiv.org/abs/2301.00011)] [[code](https://github.com/a/k)]
- L One [[paper]](https://arxiv.org/abs/2301.00012) [[code](https://github.com/a/l)]
- M One [[paper](https://arxiv.org/abs/2301.00013)][[code](https://github.com/a/m)]
```

```report
12:9 a link written `[[x]](u)`, where 25 of 26 are `[[x](u)]`
13:51 nothing between two links, where 12 of 13 have a space
```

```fixed
- A One [[paper](https://arxiv.org/abs/2301.00001)] [[code](https://github.com/a/a)]
- B One [[paper](https://arxiv.org/abs/2301.00002)] [[code](https://github.com/a/b)]
- C One [[paper](https://arxiv.org/abs/2301.00003)] [[code](https://github.com/a/c)]
- D One [[paper](https://arxiv.org/abs/2301.00004)] [[code](https://github.com/a/d)]
- E One [[paper](https://arxiv.org/abs/2301.00005)] [[code](https://github.com/a/e)]
- F One [[paper](https://arxiv.org/abs/2301.00006)] [[code](https://github.com/a/f)]
- G One [[paper](https://arxiv.org/abs/2301.00007)] [[code](https://github.com/a/g)]
- H One [[paper](https://arxiv.org/abs/2301.00008)] [[code](https://github.com/a/h)]
- I One [[paper](https://arxiv.org/abs/2301.00009)] [[code](https://github.com/a/i)]
- J One [[paper](https://arxiv.org/abs/2301.00010)] [[code](https://github.com/a/j)]
- K One [[paper](https://arxiv.org/abs/2301.00011)] [[code](https://github.com/a/k)]
- L One [[paper](https://arxiv.org/abs/2301.00012)] [[code](https://github.com/a/l)]
- M One [[paper](https://arxiv.org/abs/2301.00013)] [[code](https://github.com/a/m)]
```

```good
- One [[paper](https://arxiv.org/abs/2301.00001)], [[code](https://github.com/a/a)]
- Two [paper](https://arxiv.org/abs/2301.00002) [code](https://github.com/a/b)
```

A link with a cell of its own is held to others of that kind:

```good
| Paper |
|---|
| Paper A [[Code]](https://github.com/a/a) |
| Paper B [[Code]](https://github.com/a/b) |
| Paper C [[Code]](https://github.com/a/c) |
| Paper D [[Code]](https://github.com/a/d) |
| Paper E [[Code]](https://github.com/a/e) |
| Paper F [[Code]](https://github.com/a/f) |
| Paper G [[Code]](https://github.com/a/g) |
| Paper H [[Code]](https://github.com/a/h) |
| Paper I [[Code]](https://github.com/a/i) |
| Paper J [[Code]](https://github.com/a/j) |
| Paper K [[Code]](https://github.com/a/k) |
| Paper L [[Code]](https://github.com/a/l) |

| Paper | Code |
|---|---|
| Paper M | [PyTorch](https://github.com/a/m) |
```
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from awesome_lint.checks.links.brackets import brackets_around
from awesome_lint.edits import Applicability, Delta, Edit, Fix, rewording
from awesome_lint.model import Document, Link, Section
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span
from awesome_lint.style import Observation, Trait
from awesome_lint.style.measures.links import PLAIN_BRACKETS, is_wordless


@rule(group="links", severity=Severity.WARNING, fix=Applicability.SAFE)
def link_style(document: Document, context: Context) -> Iterator[Finding]:
    if deviations := list(_deviations("link-brackets", context)):
        links = {link.outer: link for link in document.links}
        for observation, trait in deviations:
            yield from _graded(_brackets(links[observation.span], trait, context), trait)
    for observation, trait in _deviations("link-separator", context):
        yield from _graded(_separator(observation, trait), trait)


def _graded(findings: Iterator[Finding], trait: Trait) -> Iterator[Finding]:
    """Findings as they are where the list has one way; as infos where it has a second one beside that it mostly follows."""
    return findings if trait.is_enforced else (finding._replace(severity=Severity.INFO) for finding in findings)


def _deviations(name: str, context: Context) -> Iterator[tuple[Observation, Trait]]:
    """Where the list differs from its own way, unless it does so in keeping with its section's."""
    trait = context.style.trait(name)
    if trait is None:
        return
    sections = {section.number: section for section in context.document.sections}
    if not trait.is_enforced:
        yield from ((o, trait) for o in trait.rarities if context.style.is_usual_in(sections.get(o.section), trait))
        return
    for observation in trait.deviations:
        if trait.is_pinned or not _is_sections_way(name, observation, sections.get(observation.section), context):
            yield observation, trait


def _is_sections_way(name: str, observation: Observation, section: Section | None, context: Context) -> bool:
    """Whether a section has a way of its own, from three observations on and never otherwise."""
    own = context.style.trait(name, section) if section else None
    return own is not None and own.value == observation.value and own.total >= 3 and not own.deviations


def _brackets(link: Link, trait: Trait, context: Context) -> Iterator[Finding]:
    if link.dress not in PLAIN_BRACKETS or trait.value not in PLAIN_BRACKETS or link.label_span is None or link.url_span is None:
        return
    if _is_prose(link, trait, context) or re.search(r"[\[\]]", context.source[link.label_span]):
        return
    if _fills_cell(link, context) and not trait.is_pinned and not _is_rare_in_cells(link, context):
        return
    around = brackets_around(link, context)
    if around.hold(link.outer) or link.outer.start - 1 in around.loose or link.outer.end in around.loose:
        return  # several links in one pair of brackets; or a bracket is missing, which is another rule's business
    usual = "the config wants" if trait.is_pinned else f"{trait.support} of {trait.total} are"
    message = f"a link written `{link.dress}`, where {usual} `{trait.value}`"
    before, between, after = re.split("[xu]", trait.value)
    edits = (
        Edit(link.outer.start, link.label_span.start, before),
        Edit(link.label_span.end, link.url_span.start, between),
        Edit(link.url_span.end, link.outer.end, after),
    )
    deltas = [rewording(context.source.text, link.outer, edits)]
    yield Finding(link.outer, message, Fix.of(f"Write `{trait.value}`", *edits, deltas=deltas))


def _fills_cell(link: Link, context: Context) -> bool:
    """Whether a link is all that a table's cell holds."""
    text, (start, end) = context.source.text, link.outer
    return _BEFORE_CELL.search(text, max(0, start - LONGEST_WORD), start) is not None and _BEHIND_CELL.match(text, end) is not None


def _is_rare_in_cells(link: Link, context: Context) -> bool:
    """Whether most of the links that fill cells are written otherwise: tags behind titles say nothing of them."""
    written = context.once(_dresses_in_cells)
    return 2 * written[link.dress] < written.total()


def _dresses_in_cells(context: Context) -> Counter[str]:
    return Counter(link.dress for link in context.document.links if _fills_cell(link, context))


_BEFORE_CELL = re.compile(r"\|[ \t]*\Z")
_BEHIND_CELL = re.compile(r"[ \t]*(?:\||$)", re.MULTILINE)


def _is_prose(link: Link, trait: Trait, context: Context) -> bool:
    """Whether a link is part of a sentence: words lead to it or go on after it, or only it is in parentheses."""
    if not trait.is_pinned and "(" in link.dress[0] and "(" not in trait.value[0]:
        return True
    text, (start, end) = context.source.text, link.outer
    before = _LAST_WORD.search(text, max(0, start - LONGEST_WORD), start)
    leads_to_it = before is not None and (before[0].casefold() in _LEADING or (not link.role and before[0].islower()))
    return leads_to_it or _GOES_ON.match(text, end, end + 9) is not None


LONGEST_WORD = 20
_LAST_WORD = re.compile(r"(?:['’]s|\b[^\W\d_]+)(?=[ \t]+\Z)")
_GOES_ON = re.compile(r"[,;]?[ \t]+[a-z]{2}")
_LEADING = frozenset(
    [
        "'s",
        "’s",
        "a",
        "also",
        "an",
        "and",
        "at",
        "by",
        "from",
        "in",
        "of",
        "on",
        "or",
        "our",
        "read",
        "see",
        "the",
        "their",
        "this",
        "to",
        "via",
        "with",
    ]
)
"""What no title ends with, and a sentence has before a link."""


def _separator(observation: Observation, trait: Trait) -> Iterator[Finding]:
    if not (is_wordless(observation.value) and is_wordless(trait.value)):
        return
    if observation.value and observation.value.split() == trait.value.split() and not trait.is_pinned:
        return  # readers see no difference
    span = observation.span
    # An empty span can't be shown; the link's last bracket stands for it.
    shown = span if span.start < span.end else Span(span.start - 1, span.end)
    usual = "the config wants" if trait.is_pinned else f"{trait.support} of {trait.total} have"
    message = f"{_said(observation.value)} between two links, where {usual} {_said(trait.value)}"
    deltas = [Delta("text", observation.value, trait.value)]
    yield Finding(shown, message, Fix.of(f"Write {_said(trait.value)}", Edit.replacement(span, trait.value), deltas=deltas))


def _said(separator: str) -> str:
    return {"": "nothing", " ": "a space", "  ": "two spaces"}.get(separator, f"`{separator}`")
