"""The fix of a duplicate: which of two entries goes, what of it stays, and where that is safe to say."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from awesome_lint.checks.duplicates import is_new, matches
from awesome_lint.checks.duplicates.differences import remarks
from awesome_lint.checks.links.brackets import brackets_around
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.knowledge import Packs, fold_label, fold_title
from awesome_lint.matches import Match
from awesome_lint.model import Entry, EntryKind, Link
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context
from awesome_lint.source import Span

MANY_PARAGRAPHS = 10
"""So many paragraphs are a list, whatever becomes of one of them."""


def removal(match: Match, context: Context) -> Fix | None:
    """The fix that drops the poorer entry of two; None where that is no plain matter of lines and links."""
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
