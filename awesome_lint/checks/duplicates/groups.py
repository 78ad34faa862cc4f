"""The groups that labels make of a section's lists, and what is nested in entries. No rule: `duplicate-entry` asks for both."""

from __future__ import annotations

import re

from awesome_lint.model import Entry, EntryKind, Link
from awesome_lint.rule import Context
from awesome_lint.source import Span

LONGEST_LABEL = 60
"""Characters. A longer sentence is about the entry above."""

_UNSEEN = re.compile(r"<[^<>]{1,300}>|!\[[^\[\]]{0,200}\]\([^()\s]{0,300}\)")
_BULLET = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
_STOPS = (".", "!", "?", "。", "！", "？")


def are_in_two_groups(one: Entry, other: Entry, context: Context) -> bool:
    """Whether two entries of a section are in lists of their own, each below a label, as below a heading.

    An item right below the one that it is nested in as well is in the group of that one.
    """
    if one.list_id == other.list_id or other.kind not in (EntryKind.ITEM, EntryKind.ROW):
        return False
    groups, parents = context.once(_groups), context.once(_parents)
    if groups[one.list_id] != groups[other.list_id]:
        return True
    above, below = parents.get(one.list_id), parents.get(other.list_id)
    if above == below:
        return one.depth != other.depth
    following = context.once(_following).get(above) if above else None
    return following is None or following.span != other.span


def _groups(context: Context) -> dict[int, int]:
    """How many labels of groups are above each list."""
    found: dict[int, int] = {}
    labels = end = 0
    for entry in context.document.entries:
        if entry.list_id not in found:
            labels += _has_label(entry, context.source.text[end : entry.span.start])
            found[entry.list_id] = labels
        end = max(end, entry.span.end)
    return found


def _has_label(entry: Entry, above: str) -> bool:
    """Whether the text between an entry and the one above is a label, not what that one says in further lines."""
    lines = [line for line in _UNSEEN.sub("", above).split("\n") if any(map(str.isalpha, line))]
    if not lines or entry.kind is not EntryKind.ITEM:
        return bool(lines)
    last = lines[-1]
    if _BULLET.match(last):
        return entry.depth > 0 or len(lines) == 1
    is_sentence = last.rstrip().endswith(_STOPS) and len(last) > LONGEST_LABEL
    return not is_sentence or last.startswith("*")


def _parents(context: Context) -> dict[int, Span]:
    """The entry that each nested list is part of."""
    found: dict[int, Span] = {}
    around: list[Entry] = []
    groups, seen = context.once(_groups), set[int]()
    for entry in context.document.entries:
        while around and around[-1].depth >= entry.depth:
            around.pop()
        if around and entry.list_id not in seen and groups[around[-1].list_id] == groups[entry.list_id]:
            found[entry.list_id] = around[-1].span
        seen.add(entry.list_id)
        around.append(entry)
    return found


def _following(context: Context) -> dict[Span, Entry]:
    """The next entry of the same list."""
    found: dict[Span, Entry] = {}
    last: dict[int, Span] = {}
    for entry in context.document.entries:
        if entry.list_id in last:
            found[last[entry.list_id]] = entry
        last[entry.list_id] = entry.span
    return found


def below_themselves(context: Context) -> list[tuple[Link, Entry]]:
    """The entries right below an entry of which an item, this link alone, says the same."""
    found = []
    following = context.once(_following)
    for entry in context.document.entries:
        below = following.get(entry.span)
        if below is None or below.title_link is None or "\n" not in context.source[entry.span]:
            continue
        found += [(link, below) for link in entry.links if link.url == below.title_link.url and _is_an_item(link, context)]
    return found


def _is_an_item(link: Link, context: Context) -> bool:
    line = context.source.line_span(context.source.row(link.outer.start))
    before, after = context.source.text[line.start : link.outer.start], context.source.text[link.outer.end : line.end]
    return before[:1].isspace() and _BULLET.fullmatch(before.rstrip() + " ") is not None and not after.strip()
