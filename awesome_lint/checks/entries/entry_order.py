"""An entry stands out of the list's order

Some lists sort themselves, by title or by year: then a new entry at the end is a slip, and a reader who looks an entry
up under its letter misses it. A list of eight entries or more counts as sorted where all but a few stand in order;
how it sorts (with or without articles, signs, numbers by value, as ICU does) is learnt from it. Where a page has other
lists, two thirds of them must be sorted too: one may be so by chance. Lists in any other order are left
alone, and so is an entry that there may be a reason for: that was put first on purpose, closes the list (`Others`), is of
one series with its neighbour (`C99`, `C11`), is right in some other way to sort, has a title in another script or in
Chinese (sorted by sound), or is a year off (preprint and publication).

## Fix

Safe: the entry moves to its place, with all its lines. A hint in a list sorted by year, where entries of that year have an order
of their own, such as that of their months. None in numbered lists, and where entries differ in their indent.

## Examples

```bad
- [Adam](https://arxiv.org/abs/1412.6980)
- [BERT](https://arxiv.org/abs/1810.04805)
- [CLIP](https://arxiv.org/abs/2103.00020)
- [DETR](https://arxiv.org/abs/2005.12872)
- [ELMo](https://arxiv.org/abs/1802.05365)
- [GPT-3](https://arxiv.org/abs/2005.14165)
- [Mask R-CNN](https://arxiv.org/abs/1703.06870)
- [ResNet](https://arxiv.org/abs/1512.03385)
- [FaceNet](https://arxiv.org/abs/1503.03832)
```

```fixed
- [Adam](https://arxiv.org/abs/1412.6980)
- [BERT](https://arxiv.org/abs/1810.04805)
- [CLIP](https://arxiv.org/abs/2103.00020)
- [DETR](https://arxiv.org/abs/2005.12872)
- [ELMo](https://arxiv.org/abs/1802.05365)
- [FaceNet](https://arxiv.org/abs/1503.03832)
- [GPT-3](https://arxiv.org/abs/2005.14165)
- [Mask R-CNN](https://arxiv.org/abs/1703.06870)
- [ResNet](https://arxiv.org/abs/1512.03385)
```

```report
9:4 “FaceNet” is out of order: this list is sorted by title; it belongs before “GPT-3”
```

The volumes of a work, and a name among those that begin with it, have an order of their own:

```good
- [Adam](https://arxiv.org/abs/1412.6980)
- [BERT](https://arxiv.org/abs/1810.04805)
- [CLIP](https://arxiv.org/abs/2103.00020)
- [DETR](https://arxiv.org/abs/2005.12872)
- [Draft C99](https://www.open-std.org/jtc1/sc22/wg14/www/docs/n1256.pdf)
- [Draft C11](https://www.open-std.org/jtc1/sc22/wg14/www/docs/n1570.pdf)
- [ELMo](https://arxiv.org/abs/1802.05365)
- [GPT-3](https://arxiv.org/abs/2005.14165)
- [Mask R-CNN](https://arxiv.org/abs/1703.06870)
- [ResNet](https://arxiv.org/abs/1512.03385)
```

Punctuation may come before or after letters, `Others` closes the list:

```good
- [Essential Node.js](https://example.org/b)
- [From Containers with Node.js](https://example.org/c)
- [Mixu's Node Book](https://example.org/d)
- [Node Documentation](https://example.org/e)
- [Node: Up and Running](https://example.org/f)
- [Node.js Best Practices](https://example.org/g)
- [Node.js Notes](https://example.org/h)
- [Practical Node.js](https://example.org/i)
- [Other Books](https://example.org/j)
```

A list that isn't sorted:

```good
- [ResNet](https://arxiv.org/abs/1512.03385)
- [Adam](https://arxiv.org/abs/1412.6980)
- [Mask R-CNN](https://arxiv.org/abs/1703.06870)
- [BERT](https://arxiv.org/abs/1810.04805)
- [GPT-3](https://arxiv.org/abs/2005.14165)
- [CLIP](https://arxiv.org/abs/2103.00020)
- [DETR](https://arxiv.org/abs/2005.12872)
- [FaceNet](https://arxiv.org/abs/1503.03832)
- [ELMo](https://arxiv.org/abs/1802.05365)
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Document, Entry
from awesome_lint.rule import Context, Finding, rule
from awesome_lint.sorting import Sorting, sortings
from awesome_lint.source import Source


@rule(group="entries", fix=Applicability.SAFE)
def entry_order(document: Document, context: Context) -> Iterator[Finding]:
    for entries, sorting in sortings(document, context.packs):
        for index in sorting.misplaced:
            yield _finding(entries, index, sorting, context.source)


def _finding(entries: Sequence[Entry], index: int, sorting: Sorting, source: Source) -> Finding:
    entry, target = entries[index], sorting.place(index)
    by = sorting.by.partition(" ")[0]
    order = f"{by}, latest first" if sorting.is_descending else by
    fix = _fix(entries, index, target, source)
    if fix and by == "year" and sum(key == sorting.keys[index] for key in sorting.keys) > 1:
        fix = fix._replace(applicability=Applicability.HINT)
    place = f"before “{entries[target].title}”" if target < len(entries) else "at the end"
    return Finding(
        entry.title_span or entry.span,
        f"“{entry.title}” is out of order: this list is sorted by {order}; it belongs {place}",
        fix,
    )


def _fix(entries: Sequence[Entry], index: int, target: int, source: Source) -> Fix | None:
    """Move an entry's lines; None where anything but blank lines is between the entries on the way, or they differ in their indent or number."""
    low, high = min(index, target), max(index, target - 1)
    if len({_lead(entry, source) for entry in entries[max(low - 1, 0) : high + 2]}) > 1:
        return None
    between = [source.text[one.span.end : other.span.start] for one, other in pairwise(entries[max(low - 1, 0) : high + 2])]
    if any(gap.strip() for gap in between) or any(not gap for gap in between) or len(set(between)) > 1:
        return None
    gap, lines = between[0], source[entries[index].span]
    if index + 1 < len(entries):
        cut = Edit(entries[index].span.start, entries[index + 1].span.start)
    else:
        cut = Edit(entries[index - 1].span.end, entries[index].span.end)
    if target < len(entries):
        paste = Edit.insertion(entries[target].span.start, lines + gap)
    else:
        paste = Edit.insertion(entries[-1].span.end, gap + lines)
    return Fix.of("Move the entry to its place", cut, paste, deltas=[Delta("order")])


_LEAD = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])?[ \t]*")


def _lead(entry: Entry, source: Source) -> str:
    """What an entry's first line begins with: indent, and bullet or number."""
    found = _LEAD.match(source.text, entry.span.start)
    return found[0] if found else ""
