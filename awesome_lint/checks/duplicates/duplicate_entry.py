"""The same paper is listed twice

Two entries are the same paper where their links lead to one paper (arXiv abs, pdf and versions are one, so are a DOI
and its page) or their titles are equal but for case, accents, punctuation and markup. Equal generic titles with links
to different papers are not. Tools and courses are the same where both title and first link are.

Under one heading that is an error. Under different headings it is a warning, and a mere note in a list that
files its papers under several headings by habit (three pairs or more).

## Fix

Unsafe: the entry with more links stays, and takes over what only the other has; the other goes. None where the two
disagree (a `code` link to two places), or where the list cross-lists by habit.

## Examples

```bad
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)]
- Deep Residual Learning for Image Recognition [[paper](https://arxiv.org/abs/1512.03385)]
- Attention is all you need. [[paper](https://arxiv.org/pdf/1706.03762v7)] [[code](https://github.com/tensorflow/tensor2tensor)]
```

```fixed
- Deep Residual Learning for Image Recognition [[paper](https://arxiv.org/abs/1512.03385)]
- Attention is all you need. [[paper](https://arxiv.org/pdf/1706.03762v7)] [[code](https://github.com/tensorflow/tensor2tensor)]
```

```report
3:3 “Attention is all you need” is listed already in line 1 (arxiv:1706.03762)
```

```bad
# CVPR 2017

- Learning Efficient Networks through Slimming [[paper](https://arxiv.org/abs/1708.06519)]

# ICCV 2017

- Learning Efficient Networks through Slimming [[code](https://github.com/liuzhuang13/slimming)]
- Channel Pruning for Very Deep Networks [[paper](https://arxiv.org/abs/1707.06168)]
```

```fixed
# CVPR 2017

- Learning Efficient Networks through Slimming [[paper](https://arxiv.org/abs/1708.06519)] [[code](https://github.com/liuzhuang13/slimming)]

# ICCV 2017

- Channel Pruning for Very Deep Networks [[paper](https://arxiv.org/abs/1707.06168)]
```

What follows the list stays apart from it:

```bad
- Deep Residual Learning for Image Recognition [[paper](https://arxiv.org/abs/1512.03385)]
- Deep residual learning for image recognition [[paper](https://arxiv.org/pdf/1512.03385)]

More papers are in the archive.
```

```fixed
- Deep Residual Learning for Image Recognition [[paper](https://arxiv.org/abs/1512.03385)]

More papers are in the archive.
```

```good
- Introduction to Deep Learning [[paper](https://arxiv.org/abs/1706.03762)]
- Introduction to Deep Learning [[paper](https://arxiv.org/abs/1512.03385)]
- Introduction to Deep Learning [[course](https://introtodeeplearning.com)]
```
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from awesome_lint.checks.duplicates import matches
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.matches import Match
from awesome_lint.model import Document, Entry, EntryKind, Link
from awesome_lint.pack_index import fold_label
from awesome_lint.packs import Packs
from awesome_lint.rule import Context, Finding, Related, Severity, rule
from awesome_lint.source import Span

HABIT = 3
"""Pairs under different headings from which on a list cross-lists on purpose."""


MANY_PARAGRAPHS = 10
"""So many paragraphs are a list, whatever becomes of one of them."""


@rule(group="duplicates", fix=Applicability.UNSAFE)
def duplicate_entry(_document: Document, context: Context) -> Iterator[Finding]:
    same = context.once(matches).same
    crosses = sum(map(_crosses, same)) >= HABIT
    for match in same:
        row = context.source.row(match.first.span.start)
        yield Finding(
            match.second.title_span or match.second.span,
            f"“{match.second.title}” is listed already in line {row} ({match.common})",
            fix=None if crosses and _crosses(match) else _fix(match, context),
            related=(Related("first listed here", match.first.title_span or match.first.span),),
            severity=_severity(match, crosses),
        )


def _crosses(match: Match) -> bool:
    one, other = match.first.section, match.second.section
    return (one and one.number) != (other and other.number)


def _severity(match: Match, crosses: bool) -> Severity:
    if not _crosses(match):
        return Severity.ERROR
    return Severity.INFO if crosses else Severity.WARNING


def _fix(match: Match, context: Context) -> Fix | None:
    """Drop the entry with fewer links, the later one of equals; None where that is no plain matter of lines and links."""
    kept, dropped = match.first, match.second
    if len(kept.links) < len(dropped.links):
        kept, dropped = dropped, kept
    moved = _only_in(dropped, kept, context.packs)
    if moved is None or not _may_go(dropped, context):
        return None
    edits = [Edit.deletion(_lines(dropped, context))]
    if moved:
        if kept.kind is not EntryKind.ITEM or not _ends_in_label(kept, context) or not all(map(context.style.is_tag, moved)):
            return None
        gap = context.style.enforced("link-separator") or " "
        edits.append(Edit.insertion(kept.labelled[-1].outer.end, "".join(gap + context.source[link.outer] for link in moved)))
    deltas = [Delta("block removed", context.source[dropped.span]), *(Delta("text", "", edit.content) for edit in edits[1:])]
    return Fix.of("Keep one of the two entries", *edits, applicability=Applicability.UNSAFE, deltas=deltas)


def _ends_in_label(entry: Entry, context: Context) -> bool:
    """Whether labelled links follow the title, so that another one may."""
    last = entry.labelled[-1] if entry.labelled else None
    return last is not None and context.style.is_tag(last) and (entry.title_span is None or last.outer.start >= entry.title_span.end)


def _only_in(dropped: Entry, kept: Entry, packs: Packs) -> list[Link] | None:
    """The links that only the dropped entry has; None where the entries contradict each other."""
    there = {packs.identity(link.url) or link.url for link in kept.links}
    labels = {fold_label(link.label) for link in kept.labelled}
    moved = [link for link in dropped.links if (packs.identity(link.url) or link.url) not in there]
    if any(link is dropped.title_link or fold_label(link.label) in labels for link in moved):
        return None
    return moved


def _may_go(entry: Entry, context: Context) -> bool:
    """Whether an entry is lines of its own (an item, row or paragraph without entries inside) that no neighbour depends on.

    A list of names without links is read as entries only beside others that have links, paragraphs only where there are several.
    """
    if entry.kind not in (EntryKind.ITEM, EntryKind.ROW, EntryKind.PARAGRAPH):
        return False
    if entry.kind is EntryKind.PARAGRAPH and context.once(_paragraphs) < MANY_PARAGRAPHS:
        return False
    starts = context.once(_starts)
    following = bisect_right(starts, entry.span.start)
    holds_others = following < len(starts) and starts[following] < entry.span.end
    return not holds_others and entry.list_id not in context.once(_lists_with_names_alone)


def _paragraphs(context: Context) -> int:
    """How many entries are paragraphs."""
    return sum(entry.kind is EntryKind.PARAGRAPH for entry in context.document.entries)


def _starts(context: Context) -> list[int]:
    """Where the entries begin, in order."""
    return sorted(entry.span.start for entry in context.document.entries)


def _lists_with_names_alone(context: Context) -> frozenset[int]:
    """The lists that have an entry without a link."""
    return frozenset(entry.list_id for entry in context.document.entries if not entry.links)


def _lines(entry: Entry, context: Context) -> Span:
    """The entry's lines with the blank lines below, so that its neighbours stand as far apart as before."""
    text, (start, own_end) = context.source.text, entry.span
    end = own_end
    while end < len(text) and text[end] == "\n":
        end += 1
    goes_on = context.once(_lists_by_start).get(end) == entry.list_id
    if end == len(text) or text.startswith("#", end) or not (goes_on or text.endswith("\n\n", 0, start)):
        # The last of its list: what follows keeps its distance, or it would go on with the item above.
        return Span(start, min(own_end + 1, len(text)))
    return Span(start, end)


def _lists_by_start(context: Context) -> dict[int, int]:
    """The list of each entry by where that begins."""
    return {entry.span.start: entry.list_id for entry in context.document.entries}
