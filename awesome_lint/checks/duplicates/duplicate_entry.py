"""The same paper is listed twice

Two entries are the same paper where their links lead to one paper (arXiv abs, pdf and versions are one, so are a DOI
and its page) or their titles are equal but for case, accents, punctuation and markup. Equal generic titles with links
to different papers are not. Tools and courses are the same where both title and first link are.

In one list that is an error, and a warning where the two state other venues and years, as a paper and the article made of it
do. Under two headings of venues or years it is a warning: a paper has one. A paper may well belong under two topics, or be
named in the news: that is an info. It is nothing where one place is a list and the other a table, where each section
describes the entry in its own words, in an index (a section whose entries are mostly in other sections too), or where a list
does so often: 10 times in other words, or 20 times, of which 10 are word for word.

Labels of groups inside a section count as headings, and so do names before the titles (`CC-GAN - A Title`,
`[ICML 2020, CC-GAN] A Title`). Entries with other authors, other code or another year in the title are two works.

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
from collections.abc import Iterator, Sequence

from awesome_lint.checks.duplicates import is_new, matches, ordered
from awesome_lint.checks.duplicates.differences import (
    are_in_two_rows_of_a_taxonomy,
    are_published_apart,
    have_two_names,
)
from awesome_lint.checks.duplicates.groups import are_in_two_groups, below_themselves
from awesome_lint.checks.duplicates.meant import FEWEST_OF_A_HABIT, habits_of, is_meant
from awesome_lint.checks.duplicates.removal import removal
from awesome_lint.checks.headings.shapes import year_of
from awesome_lint.checks.text.conflicts import conflicts
from awesome_lint.edits import Applicability
from awesome_lint.matches import Match
from awesome_lint.model import Document, Entry, EntryKind, Section
from awesome_lint.rule import Context, Finding, Related, Severity, rule

HABIT = 3
"""Pairs under two venues or years from which on a list does so on purpose."""


@rule(group="duplicates", fix=Applicability.UNSAFE)
def duplicate_entry(document: Document, context: Context) -> Iterator[Finding]:
    same = context.once(matches).same
    merges = context.once(conflicts)
    severities = _severities(same, context)
    is_habit = severities.count(Severity.INFO) >= FEWEST_OF_A_HABIT
    habits = habits_of([match for match, severity in zip(same, severities, strict=True) if severity is Severity.INFO], document)
    for match, severity in zip(same, severities, strict=True):
        if any(match.first.span.overlaps(merge) and match.second.span.overlaps(merge) for merge in merges):
            continue  # the two sides of an unfinished merge
        pair = ordered(match, context)
        is_fresh = is_new(pair.second, context)
        if severity is Severity.INFO and not is_fresh and is_meant(match, habits, document):
            continue
        row = context.source.row(pair.first.span.start)
        yield Finding(
            pair.second.title_span or pair.second.span,
            f"{_named(pair.second)} is listed already in line {row} ({match.common})",
            fix=removal(pair, context) if severity is Severity.ERROR else None,
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
    under_two = [
        severity is Severity.WARNING and _number(match.first.section) != _number(match.second.section)
        for match, severity in zip(same, found, strict=True)
    ]
    if sum(under_two) < HABIT:
        return found
    return [Severity.INFO if is_under_two else severity for is_under_two, severity in zip(under_two, found, strict=True)]


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
    return Severity.WARNING if are_published_apart(one, other) else Severity.ERROR


def _number(section: Section | None) -> int:
    return section.number if section else -1


def _excludes(section: Section | None, context: Context) -> bool:
    """Whether a heading is of a venue or a year, of which a paper has one; a topic is not, nor are two (`SOSP workshop / ICML 2022`)."""
    if section is None:
        return False
    parts = _BETWEEN_VENUES.split(_WORKSHOP.sub("", section.text))
    venues = [part for part in parts if context.packs.venue_in_heading(part)[0] is not None]
    return len(venues) < 2 and (context.packs.venue_in_heading(section.text)[0] is not None or year_of(section) is not None)


_WORKSHOP = re.compile(r"(?i)\sworkshops?\b")
_BETWEEN_VENUES = re.compile(r"\s[/|&+]\s|\band\b")
