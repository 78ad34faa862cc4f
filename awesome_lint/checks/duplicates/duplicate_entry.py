"""The same paper is listed twice

Two entries are the same paper where their links lead to one paper (arXiv abs, pdf and versions are one, so are a DOI
and its page) or their titles are equal but for case, accents, punctuation and markup. Equal generic titles with links
to different papers are not. Tools and courses are the same where both title and first link are.

In one list that is an error. Under two headings of venues or years it is a warning: a paper has one. A paper may well
belong under two topics, be named in the news, or be in a list and in a table: that is an info, and nothing where a list does so 20 times, or where each
section describes the entry in its own words. Labels of groups inside
a section count as headings, and so do names before the titles (`CC-GAN - A Title`, `[ICML 2020, CC-GAN] A Title`). Entries with other authors, other code or another year
in the title are two works.

With `--new-since` the finding is on the new entry, wherever in the file that is, and at least a warning.

## Fix

Unsafe: the entry with more links stays, of equals the published one or else the first, and takes over the links that
only the other has; the other goes. A hint, which is never applied, where the entry that goes says something that the
other doesn't. None where the two disagree (a `code` link to two places, two years), are in two lists, or where
something else, such as a picture, belongs to the entry.

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

Under two venues, and under two topics:

```bad
# CVPR 2017

- Learning Efficient Networks through Slimming [[paper](https://arxiv.org/abs/1708.06519)]

# ICCV 2017

- Learning Efficient Networks through Slimming [[code](https://github.com/liuzhuang13/slimming)]
- Channel Pruning for Very Deep Networks [[paper](https://arxiv.org/abs/1707.06168)]
```

```report
7:3 “Learning Efficient Networks through Slimming” is listed already in line 3 (title)
```

```bad
# Pruning

- Learning Efficient Networks through Slimming [[paper](https://arxiv.org/abs/1708.06519)]

# Architectures

- Learning Efficient Networks through Slimming [[paper](https://arxiv.org/abs/1708.06519)]
```

```report
7:3 “Learning Efficient Networks through Slimming” is listed already in line 3 (arxiv:1708.06519)
```

The published entry stays:

```bad
- Deep Residual Learning for Image Recognition. arXiv. [[paper](https://arxiv.org/abs/1512.03385)]
- Deep Residual Learning for Image Recognition. CVPR 2016. [[paper](https://arxiv.org/pdf/1512.03385)]
```

```fixed
- Deep Residual Learning for Image Recognition. CVPR 2016. [[paper](https://arxiv.org/pdf/1512.03385)]
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

A paper at a conference, and the article in a journal that was made of it:

```good
# Propagation

- Label propagation through linear neighborhoods. ICML 2006. [[paper](https://dl.acm.org/doi/10.1145/1143844.1143968)]

# Large graphs

- Label propagation through linear neighborhoods. TKDE 2008. [[paper](https://ieeexplore.ieee.org/document/4358949)]
```

An item that the one above it has as a part already:

```bad
- [Alpha](https://github.com/a/alpha) - Reads files.
  - [Awesome Alpha](https://github.com/b/awesome-alpha)
- [Awesome Alpha](https://github.com/b/awesome-alpha) - Tools for Alpha.
- [Beta](https://github.com/a/beta) - Writes files.
```

```report
3:4 “Awesome Alpha” is listed already in line 2 (address)
```

Two papers, one of which has the link of the other (`shared-link` reports that):

```good
- [Robust Model-Based Reinforcement Learning](https://arxiv.org/abs/2208.05767). Ada Byron and Carl Doe. 2022.
- [Robust Reinforcement Learning](https://arxiv.org/abs/2208.05767). Eve Fox, Guy Hill and Ian Jay. 2022.
```
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from awesome_lint.checks.duplicates import is_new, matches, ordered
from awesome_lint.checks.duplicates.differences import are_described_anew, are_in_two_rows_of_a_taxonomy, have_two_names, remarks
from awesome_lint.checks.duplicates.groups import are_in_two_groups, below_themselves
from awesome_lint.checks.headings.shapes import year_of
from awesome_lint.checks.links.brackets import brackets_around
from awesome_lint.checks.text.conflicts import conflicts
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.knowledge import Packs, fold_label, fold_title
from awesome_lint.matches import Match
from awesome_lint.model import Document, Entry, EntryKind, Link, Section
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding, Related, Severity, rule
from awesome_lint.source import Span

HABIT = 3
"""Pairs under two venues or years from which on a list does so on purpose."""

FEWEST_MEANT = 20
"""So many entries in two places of a list are there on purpose: readers of five such lists would mend none of them."""
FEWEST_OF_A_HABIT = 10
"""So many pairs that are no slips (two topics, the news) are a habit of the list, and one finding."""

MANY_PARAGRAPHS = 10
"""So many paragraphs are a list, whatever becomes of one of them."""


@rule(group="duplicates", fix=Applicability.UNSAFE)
def duplicate_entry(_document: Document, context: Context) -> Iterator[Finding]:
    same = context.once(matches).same
    merges = context.once(conflicts)
    severities = _severities(same, context)
    is_habit = severities.count(Severity.INFO) >= FEWEST_OF_A_HABIT
    is_meant = severities.count(Severity.INFO) >= FEWEST_MEANT
    for match, severity in zip(same, severities, strict=True):
        if any(match.first.span.overlaps(merge) and match.second.span.overlaps(merge) for merge in merges):
            continue  # the two sides of an unfinished merge
        pair = ordered(match, context)
        is_fresh = is_new(pair.second, context)
        if severity is Severity.INFO and not is_fresh and (is_meant or are_described_anew(pair.first, pair.second)):
            continue
        row = context.source.row(pair.first.span.start)
        yield Finding(
            pair.second.title_span or pair.second.span,
            f"{_named(pair.second)} is listed already in line {row} ({match.common})",
            fix=_fix(pair, context) if severity is Severity.ERROR else None,
            related=(Related("first listed here", pair.first.title_span or pair.first.span),),
            severity=max(severity, Severity.WARNING) if is_fresh else severity,
            group="habit" if is_habit and severity is Severity.INFO and not is_fresh else None,
        )
    known = {match.second.span for match in same}
    for link, entry in below_themselves(context):
        if entry.span not in known:
            message = f"{_named(entry)} is listed already in line {context.source.row(link.span.start)} (address)"
            related = (Related("first listed here", link.span),)
            yield Finding(entry.title_span or entry.span, message, related=related, severity=Severity.ERROR)


def _named(entry: Entry) -> str:
    return f"“{entry.title}”" if entry.title else "this entry"


# How bad it is


def _severities(same: Sequence[Match], context: Context) -> list[Severity]:
    """How bad each pair is; pairs under two venues are no slips where there are several."""
    found = [_severity(match, context) for match in same]
    if found.count(Severity.WARNING) < HABIT:
        return found
    return [Severity.INFO if severity is Severity.WARNING else severity for severity in found]


def _severity(match: Match, context: Context) -> Severity:
    one, other = match.first, match.second
    if _number(one.section) != _number(other.section):
        return Severity.WARNING if _excludes(one.section, context) and _excludes(other.section, context) else Severity.INFO
    if one.kind is EntryKind.PARAGRAPH and not one.links and not other.links:
        return Severity.INFO  # an overview of what is told below
    if one.kind is not other.kind or are_in_two_groups(one, other, context) or have_two_names(one, other, context):
        return Severity.INFO
    if are_in_two_rows_of_a_taxonomy(one, other, context):
        return Severity.INFO
    return Severity.ERROR


def _number(section: Section | None) -> int:
    return section.number if section else -1


def _excludes(section: Section | None, context: Context) -> bool:
    """Whether a heading is of a venue or a year, of which a paper has one; a topic is not, nor are two venues (`SOSP / ICML 2022`)."""
    if section is None:
        return False
    venues = [part for part in _BETWEEN_VENUES.split(section.text) if context.packs.venue_in_heading(part)[0] is not None]
    return len(venues) < 2 and (context.packs.venue_in_heading(section.text)[0] is not None or year_of(section) is not None)


_BETWEEN_VENUES = re.compile(r"\s[/|&+]\s|\band\b")


# What can be done


def _fix(match: Match, context: Context) -> Fix | None:
    """Drop the poorer entry; None where that is no plain matter of lines and links."""
    kept, dropped = _kept_and_dropped(match, context)
    moved = _only_in(dropped, kept, context.packs)
    if moved is None or not _may_go(dropped, context) or len({kept.year, dropped.year} - {None}) > 1:
        return None
    edits = [Edit.deletion(_lines(dropped, context))]
    if moved:
        if not _takes_links(kept, context) or not all(context.style.is_tag(link) and _is_balanced(link, context) for link in moved):
            return None
        gap = context.style.enforced("link-separator") or " "
        edits.append(Edit.insertion(kept.labelled[-1].outer.end, "".join(gap + context.source[link.outer] for link in moved)))
    deltas = [Delta("block removed", context.source[dropped.span]), *(Delta("text", "", edit.content) for edit in edits[1:])]
    row, of = context.source.row(dropped.span.start), context.source.row(kept.span.start)
    edits += _closed_numbers(dropped, context)
    applicability = Applicability.UNSAFE if _says_nothing_more(dropped, kept, context) else Applicability.HINT
    return Fix.of(f"Remove line {row}, keep line {of}", *edits, applicability=applicability, deltas=deltas)


def _closed_numbers(dropped: Entry, context: Context) -> list[Edit]:
    """The numbers below an entry that goes, each less by one; none where they don't count up by one, or many entries of the list go."""
    number = compiled(_NUMBER).match(context.source.text, dropped.span.start)
    if number is None or context.once(_pairs_by_list)[dropped.list_id] > MOST_RENUMBERED:
        return []
    edits = []
    expected = int(number[2])
    for entry in context.document.entries:
        if entry.list_id != dropped.list_id or entry.span.start <= dropped.span.start:
            continue
        found = compiled(_NUMBER).match(context.source.text, entry.span.start)
        expected += 1
        if found is None or int(found[2]) != expected:
            return []
        edits.append(Edit(*found.span(2), str(expected - 1)))
    return edits


_NUMBER = r"([ \t]*)(\d{1,9})[.)]"
MOST_RENUMBERED = 5
"""Duplicates in a numbered list. Each takes a pass of its own over the numbers below."""


def _pairs_by_list(context: Context) -> Counter[int]:
    """How many duplicates are in each list."""
    return Counter(list_id for match in context.once(matches).same for list_id in {match.first.list_id, match.second.list_id})


def _kept_and_dropped(match: Match, context: Context) -> tuple[Entry, Entry]:
    """The new entry goes; else that with fewer links, the one without a venue, or the later one."""
    one, other = match.first, match.second
    if is_new(other, context):
        return one, other
    return (other, one) if _worth(other) > _worth(one) else (one, other)


def _worth(entry: Entry) -> tuple[int, bool]:
    is_published = bool(entry.venue) and "arxiv" not in (entry.venue or "").casefold()
    return len(entry.links), is_published


def _says_nothing_more(dropped: Entry, kept: Entry, context: Context) -> bool:
    """Whether all the words of an entry, links aside, are in the other one too."""
    mine = " ".join([dropped.title, *remarks(dropped, context)])
    its = " ".join([kept.title, *remarks(kept, context)])
    return _words(mine) <= _words(its)


def _words(text: str) -> set[str]:
    return {word for word in fold_title(text).split() if word not in _PREPRINT}


_PREPRINT = frozenset({"arxiv", "preprint", "corr"})
"""What an entry says of a paper that isn't published yet."""


def _takes_links(entry: Entry, context: Context) -> bool:
    """Whether labelled links follow the title, outside of brackets, so that another one may."""
    last = entry.labelled[-1] if entry.labelled else None
    return (
        entry.kind is EntryKind.ITEM
        and last is not None
        and context.style.is_tag(last)
        and (entry.title_span is None or last.outer.start >= entry.title_span.end)
        and _is_balanced(last, context)
    )


def _is_balanced(link: Link, context: Context) -> bool:
    """Whether a link shares its brackets with nothing else."""
    around = brackets_around(link, context)
    return not around.hold(link.outer) and around.loose.isdisjoint((link.outer.start - 1, link.outer.end))


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
    if entry.kind not in (EntryKind.ITEM, EntryKind.ROW, EntryKind.PARAGRAPH) or _has_more_below(entry, context):
        return False
    if entry.kind is EntryKind.PARAGRAPH and context.once(_paragraphs) < MANY_PARAGRAPHS:
        return False
    starts = context.once(_starts)
    following = bisect_right(starts, entry.span.start)
    holds_others = following < len(starts) and starts[following] < entry.span.end
    return not holds_others and entry.list_id not in context.once(_lists_with_names_alone)


def _has_more_below(entry: Entry, context: Context) -> bool:
    """Whether something that is no entry, such as a picture, follows an entry at once; or, between paragraphs, at all."""
    text, end = context.source.text, entry.span.end
    if entry.kind is not EntryKind.PARAGRAPH:
        below = context.source.line(context.source.row(end) + 1).strip() if end < len(text) else ""
        starts = context.once(_starts)
        return below.startswith(("<", "!")) and not _begins_an_entry(end + 1, starts)
    starts = context.once(_starts)
    at = bisect_right(starts, entry.span.start)
    sections = [section.span.start for section in context.document.sections]
    stop = min([*starts[at : at + 1], *sections[bisect_right(sections, entry.span.start) :][:1], len(text)])
    return bool(text[end:stop].strip())


def _begins_an_entry(offset: int, starts: Sequence[int]) -> bool:
    at = bisect_right(starts, offset) - 1
    return at >= 0 and starts[at] == offset


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
    """The entry's lines with the blank lines below, so that its neighbours are as far apart as before."""
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
