"""An entry out of the list's order

Some lists sort themselves, by title or by year: then a new entry at the end is a slip, and a reader who looks an entry
up under its letter misses it. A list of eight entries or more counts as sorted where all but a few are in order;
how it sorts (with or without articles, signs, numbers by value, as ICU does) is learnt from it. Where a page has other
lists, two thirds of them must be sorted too: one may be so by chance. Shorter lists count as well on a page with eight lists or more
of which 95 % of the entries are in one order by title. Lists in any other order are left
alone, and so is an entry that there may be a reason for: that was put first on purpose, closes the list (`Others`), is of
one series with its neighbour (`C99`, `C11`), is right in some other way to sort, has a title in another script or in
Chinese (sorted by sound), or is a year off (preprint and publication), or begins with words before its title's link.

With `entry-order` pinned in the config's `style`, to `title`, `year` or `year, latest first`, all lists are held to it, however they
are sorted: each slip is told, and a list with more of them than slips as a whole. Lists in which an entry states no year aren't held to
years, lists of Chinese, Japanese or Korean titles to none.

## Fix

Safe: the entry moves to its place, with all its lines; of an unsorted list all entries. A hint in a list sorted by year, where entries of
that year have an order of their own, such as that of their months. None in numbered lists, and where entries differ in their indent.

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
from awesome_lint.model import Document, Entry, EntryKind
from awesome_lint.rule import Context, Finding, rule
from awesome_lint.sorting import Sorting, is_slip, page_sortings, sortings, wanted_sortings
from awesome_lint.source import Source, Span
from awesome_lint.style.trait import pin_of

_NO_WORDS = re.compile(
    r"<[^<>]{1,300}>|!?\[[^\[\]]{0,200}\](?:\([^()\s]{0,300}\))?|\([^()]{0,200}\)|\*\*[^*]{0,200}\*\*|`[^`]{0,200}`|:\w{1,40}:"
)
"""Tags, labels, pictures and emoji before a title."""
_WORD = re.compile(r"[^\W\d_]{2,}")


@rule(group="entries", fix=Applicability.SAFE)
def entry_order(document: Document, context: Context) -> Iterator[Finding]:
    if order := pin_of("entry-order", context.style.pins):
        for entries, sorting in wanted_sortings(document, context.packs, order):
            yield from _as_wanted(entries, sorting, order, context.source)
        return
    for entries, sorting in sortings(document, context.packs):
        for index in _slips(entries, sorting, context.source):
            finding = _misplaced(entries, index, sorting, f"this list is sorted by {_in_words(sorting)}", context.source)
            yield _as_hint(finding) if _may_be_ordered_within(sorting, index) else finding
    for entries, sorting in page_sortings(document, context.packs):
        for index in _slips(entries, sorting, context.source):
            yield _misplaced(entries, index, sorting, "the lists of this page are sorted by title", context.source)


def _slips(entries: Sequence[Entry], sorting: Sorting, source: Source) -> list[int]:
    """The places of the entries that are out of order and are sorted by their titles or years for sure."""
    return [index for index in sorting.misplaced if not _begins_with_words(entries[index], sorting, source)]


def _begins_with_words(entry: Entry, sorting: Sorting, source: Source) -> bool:
    """Whether words before what is taken for the title may be what an entry is sorted by: `Blog posts about it on [Medium](u)`."""
    if entry.kind is not EntryKind.ITEM or entry.title_span is None or not sorting.by.startswith("title"):
        return False
    return _WORD.search(_NO_WORDS.sub(" ", source.text[entry.span.start : entry.title_span.start])) is not None


def _may_be_ordered_within(sorting: Sorting, index: int) -> bool:
    """Whether others have the year of an entry, among which it has a place that isn't known, such as by their months."""
    return sorting.by == "year" and sorting.keys.count(sorting.keys[index]) > 1


def _as_hint(finding: Finding) -> Finding:
    """The finding of an entry whose equals may have an order of their own, in which its place isn't known."""
    return finding._replace(fix=finding.fix and finding.fix._replace(applicability=Applicability.HINT))


def _in_words(sorting: Sorting) -> str:
    by = sorting.by.partition(" ")[0]
    return f"{by}, latest first" if sorting.is_descending else by


def _as_wanted(entries: Sequence[Entry], sorting: Sorting, order: str, source: Source) -> Iterator[Finding]:
    """What the config wants: each slip by itself, an unsorted list as a whole."""
    if is_slip(sorting):
        for index in sorting.misplaced:
            yield _misplaced(entries, index, sorting, f"the config wants lists sorted by {order}", source)
        return
    first = entries[sorting.misplaced[0]]
    where = f"{len(sorting.misplaced):,} of {len(entries):,} entries are out of order"
    yield Finding(first.title_span or first.span, f"{where}: the config wants lists sorted by {order}", _sorted(entries, sorting, source))


def _misplaced(entries: Sequence[Entry], index: int, sorting: Sorting, why: str, source: Source) -> Finding:
    entry, target = entries[index], sorting.place(index)
    fix = _fix(entries, index, target, source)
    if _may_be_ordered_within(sorting, index) and entry.year is not None:
        place = f"among the entries of {entry.year}"
    else:
        place = f"before “{entries[target].title}”" if target < len(entries) else "at the end"
    return Finding(entry.title_span or entry.span, f"“{entry.title}” is out of order: {why}; it belongs {place}", fix)


def _fix(entries: Sequence[Entry], index: int, target: int, source: Source) -> Fix | None:
    """Move an entry's lines; None where the entries on the way don't follow each other alike."""
    low, high = min(index, target), max(index, target - 1)
    gap = _gap(entries[max(low - 1, 0) : high + 2], source)
    if gap is None:
        return None
    lines = source[entries[index].span]
    if index + 1 < len(entries):
        cut = Edit(entries[index].span.start, entries[index + 1].span.start)
    else:
        cut = Edit(entries[index - 1].span.end, entries[index].span.end)
    if target < len(entries):
        paste = Edit.insertion(entries[target].span.start, lines + gap)
    else:
        paste = Edit.insertion(entries[-1].span.end, gap + lines)
    return Fix.of("Move the entry to its place", cut, paste, deltas=[Delta("order")])


def _sorted(entries: Sequence[Entry], sorting: Sorting, source: Source) -> Fix | None:
    """Write the entries anew in their order; None where they don't follow each other alike."""
    gap = _gap(entries, source)
    if gap is None:
        return None
    text = gap.join(source[entries[index].span] for index in sorting.sorted())
    edit = Edit.replacement(Span(entries[0].span.start, entries[-1].span.end), text)
    return Fix.of(f"Sort the list by {_in_words(sorting)}", edit, deltas=[Delta("order")])


def _gap(entries: Sequence[Entry], source: Source) -> str | None:
    """What is between entries that follow each other; None where it is more than blank lines, or they differ in it, in their indent or
    number.
    """
    if len({_lead(entry, source) for entry in entries}) > 1:
        return None
    gaps = {source.text[one.span.end : other.span.start] for one, other in pairwise(entries)}
    gap = gaps.pop() if len(gaps) == 1 else ""
    return gap if gap and not gap.strip() else None


_LEAD = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])?[ \t]*")


def _lead(entry: Entry, source: Source) -> str:
    """What an entry's first line begins with: indent, and bullet or number."""
    found = _LEAD.match(source.text, entry.span.start)
    return found[0] if found else ""
