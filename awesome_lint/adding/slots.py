"""What an entry is made of, as places of its source: the title, authors, where and when, links, description, and the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from awesome_lint.bibliography.reference import role_of
from awesome_lint.knowledge import Packs
from awesome_lint.model import Entry, Link
from awesome_lint.reading.entries import Written
from awesome_lint.source import Source, Span

_MARKUP = '*_"'
"""What closes behind a full stop too: `**Title.**`."""
_PAIRS = {"(": ")", "[": "]", "（": "）", "【": "】", "“": "”", '"': '"', "*": "*", "_": "_", "`": "`", "~": "~"}
_TAGS = ("b", "i", "em", "strong", "sub", "sup", "small", "code")
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
_MOST_CLOSED = 4
"""Brackets and quotes that are closed behind a part."""
_ENDS_IN_ET_AL = re.compile(r"(?i)\bet\.?\s?al\Z")
_BEFORE_A_VENUE = frozenset(("in", "at", "published in", "to appear", "accepted by", "accepted to"))


class Slot(NamedTuple):
    """A part of an entry.

    `role` is title, authors, when, link, description or other. `inner` is its text, `span` the same with the markup and brackets
    around it. `phrase` is the number of the cell, line or paragraph that it is in. `means` is a link's role, `link` the link.
    """

    role: str
    inner: Span
    span: Span
    phrase: int
    means: str = ""
    link: Link | None = None


def slots_of(entry: Entry, parts: Sequence[Written], source: Source, packs: Packs) -> tuple[Slot, ...]:
    """The slots of an entry in the order of its source; none of them overlap."""
    if entry.title_span is None or not parts:
        return ()
    found = [_title(entry, entry.title_span, parts, source)]
    run: list[Written] = []
    for part in [*parts, None]:
        if run and not (part and _go_on(run[-1], part)):
            found.append(_slot(entry, run, source, packs))
            run = []
        if part and part.role != "title" and not part.span.overlaps(entry.title_span):
            run.append(part)
    found += _unread(entry, found, packs)
    found.sort(key=lambda slot: slot.span)
    described = [slot for slot in found if slot.role == "description"]
    if len(described) > 1:  # the cells of a row may say the same
        longest = max(described, key=lambda slot: slot.inner.end - slot.inner.start)
        found = [slot._replace(role="other") if slot.role == "description" and slot is not longest else slot for slot in found]
    kept: list[Slot] = []
    for slot in found:
        if slot.role == "literal":
            continue
        if kept and slot.span.start < kept[-1].span.end:
            if slot.role == "title":
                kept[-1] = slot
            continue
        kept.append(slot)
    return tuple(kept)


def skeleton(slots: Sequence[Slot], source: Source, start: int) -> str:
    """How an entry is written: its source from `start` on with the roles of its parts in their places, in small letters.

    Remarks are left out with the separator before them, and so are the labels of links that no role tells.
    """
    text = source.text
    out: list[str] = []
    at = start
    for slot in slots:
        between = text[at : slot.span.start]
        if slot.role == "other":
            out.append(between if not out or "|" in between else "")
            at = slot.span.end
            continue
        out.append(between)
        its = text[slot.span.start : slot.inner.start] + "{" + slot.role + "}" + text[slot.inner.end : slot.span.end]
        if slot.link is not None and slot.role == "link" and slot.link.role and slot.link.label:
            its = text[slot.span.start : slot.span.end]
        out.append(its)
        at = slot.span.end
    look = "".join(out)
    for slot in slots:
        if slot.link is not None and slot.link.url:
            look = look.replace(slot.link.url, "u")
    return _COUNTED.sub("1", " ".join(look.casefold().split()))


_COUNTED = re.compile(r"\d+(?=[.)] )")


def _go_on(one: Written, other: Written) -> bool:
    """Whether a part goes on with the one before it: the names of authors, the sentences of a description."""
    return one.role == other.role and one.phrase == other.phrase and one.role in ("authors", "rest")


def _title(entry: Entry, span: Span, parts: Sequence[Written], source: Source) -> Slot:
    phrase = next((part.phrase for part in parts if part.span.overlaps(span)), 0)
    link = entry.title_link
    is_alone = link is not None and not any(part.role != "title" and inside(part.span, link.span) for part in parts)
    if link is not None and is_alone and inside(span, link.span) and _is_whole_label(span, link, source):
        return Slot("title", span, dressed(link.outer, entry.span, source), phrase, link=link)
    return Slot("title", span, dressed(span, entry.span, source), phrase, link=link)


def _is_whole_label(span: Span, link: Link, source: Source) -> bool:
    """Whether the title is all that a link's label says: not `Ray, Ann. "Title." In Proceedings`."""
    if link.label_span is None:
        return True
    around = source.text[link.label_span.start : span.start] + source.text[span.end : link.label_span.end]
    return not any(char.isalnum() for char in around)


def _slot(entry: Entry, run: Sequence[Written], source: Source, packs: Packs) -> Slot:
    part = run[0]
    link = part.link
    inner = Span(part.span.start, run[-1].span.end)
    if len(run) == 1 and link is not None and link.label_span is not None and inside(link.span, inner):
        inner = link.label_span
    outer = dressed(link.outer if link and part.role != "authors" and len(run) == 1 else inner, entry.span, source)
    if link is entry.title_link:
        link = None
    states = any(span is not None and inside(span, inner) for span in (entry.venue_span, entry.year_span))
    if part.role == "authors":
        if source.text.startswith(".", inner.end) and _ENDS_IN_ET_AL.search(source[inner]):
            inner = Span(inner.start, inner.end + 1)
            outer = Span(outer.start, max(outer.end, inner.end))
        return Slot("authors", inner, outer, part.phrase)
    if states:
        return Slot("when", inner, outer, part.phrase, link=link)
    if part.role in ("venue", "date") and source[inner].lower().strip() in _BEFORE_A_VENUE:
        return Slot("literal", inner, outer, part.phrase)
    if link is not None:
        return Slot("link", inner, outer, part.phrase, means=role_of(link, packs) or "", link=link)
    if part.role == "rest" and entry.description and _begins_alike(source[inner], entry.description):
        inner = closed(inner, entry.span, source)
        return Slot("description", inner, Span(outer.start, max(outer.end, inner.end)), part.phrase)
    outer = Span(outer.start, max(outer.end, closed(inner, entry.span, source).end))
    return Slot("other", inner, outer, part.phrase)


def closed(span: Span, bounds: Span, source: Source) -> Span:
    """A range with the bracket or quote right behind it that closes one inside it."""
    text, end = source.text, span.end
    last = min(bounds.end, end + _MOST_CLOSED)
    while end < last and text[end] in _OPENING and is_open(text[span.start : end], text[end]):
        end += 1
    return Span(span.start, end)


def _begins_alike(text: str, description: str) -> bool:
    """Whether a text is the description that was read: both without markup, as far as the first words go."""
    one, other = (re.sub(r"\W+", " ", part).split() for part in (text, description))
    return one[:2] == other[:2] or (bool(other) and other[0] in one[:2])


def _unread(entry: Entry, found: Sequence[Slot], packs: Packs) -> list[Slot]:
    """The links of an entry that no slot holds: those below the parts that were read."""
    return [
        Slot("link", link.span, link.outer, -1, means=role_of(link, packs) or "", link=link)
        for link in entry.links
        if not any(link.span.overlaps(slot.span) for slot in found) and link is not entry.title_link
    ]


def dressed(span: Span, bounds: Span, source: Source) -> Span:
    """A range with the markup, brackets and quotes right around it."""
    text = source.text
    start, end = span
    while start > bounds.start and end < bounds.end:
        closing = _PAIRS.get(text[start - 1])
        if closing is not None and text[end] == closing:
            start, end = start - 1, end + 1
        elif closing and closing in _MARKUP and text[end] in ".,:;" and text[end + 1 : end + 2] == closing:
            end += 1  # `**Title.**`
        elif tag := next(
            (tag for tag in _TAGS if text.endswith(f"<{tag}>", bounds.start, start) and text.startswith(f"</{tag}>", end)), None
        ):
            start, end = start - len(tag) - 2, end + len(tag) + 3
        else:
            break
    return Span(start, end)


def is_open(text: str, closing: str) -> bool:
    """Whether a bracket or quote is open at the end of a text."""
    opening = _OPENING[closing]
    return text.count(opening) % 2 == 1 if opening == closing else text.count(opening) > text.count(closing)


def inside(span: Span, other: Span) -> bool:
    """Whether a range is part of another."""
    return other.start <= span.start and span.end <= other.end
