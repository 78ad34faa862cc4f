"""An entry as a mould: another reference in its template.

What the reference has takes the place of what the entry has; what it lacks goes, with the separator before it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from awesome_lint.adding.slots import Slot, inside
from awesome_lint.adding.wording import as_markdown, authors_like, date_like
from awesome_lint.bibliography.reference import Reference, main_link, month_of
from awesome_lint.edits import Edit, apply
from awesome_lint.knowledge import Packs
from awesome_lint.model import Entry, EntryKind, Link, LinkKind
from awesome_lint.source import Source, Span
from awesome_lint.years import year_in

_BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】"}
_MARKS = "*`"
_EMPTY_BRACKETS = re.compile(r"\s?(?:\(\s*\)|\[\s*\](?![(\[])|（\s*）|【\s*】)")
_STOP = re.compile(r"[ \t]*[.,;:。，；]")
_NAME_BEFORE_COLON = re.compile(r"([^:：]{2,40})[:：]\s")


class Mould(NamedTuple):
    """An entry with its slots.

    `empty` is how its table writes a cell with nothing in it, by the column's number; `constant` are the remarks that nearly all
    entries of its section have. `unusual` are the dates and labels that have words of this entry alone, `labels` what the list
    mostly calls a link of each role.
    """

    entry: Entry
    slots: tuple[Slot, ...]
    source: Source
    empty: Mapping[str, str] = {}
    constant: frozenset[str] = frozenset()
    unusual: frozenset[Span] = frozenset()
    labels: Mapping[str, str] = {}


class Graft(NamedTuple):
    """A link of another entry: the separator before it and itself, with the link as it was read; how many entries have it so."""

    text: str
    start: int
    link: Link
    times: int = 1


Grafts = Mapping[tuple[str, str], Graft]
"""Links by the role of the part before them and their own."""


def cast(mould: Mould, reference: Reference, packs: Packs, grafts: Grafts) -> str:
    """The source of an entry for a reference, written as the mould's entry is."""
    entry, source = mould.entry, mould.source
    assigned = assigned_links(entry, mould.slots, reference, packs)
    edits: list[Edit] = []
    kept: list[Slot] = []
    for at, slot in enumerate(mould.slots):
        changes = list(_filled(mould, slot, reference, assigned, packs))
        if changes:
            edits += changes
            kept.append(slot)
        else:
            edits.append(_dropped(mould, at, kept))
    missing = {role: url for role, url in _wanted(reference) if url not in assigned.values()}
    edits += _grafted(mould, kept, missing, grafts)
    shifted = [Edit(edit.start - entry.span.start, edit.end - entry.span.start, edit.content) for edit in _merged(edits)]
    text = apply(source[entry.span], shifted)
    if entry.kind is EntryKind.ROW and text.startswith("|") and not source.text.startswith("|", entry.span.start):
        text = f"|{text}"  # the first bar would begin the first cell, not end it
    return _with_identities(_EMPTY_BRACKETS.sub("", text) if "()" in text or "[]" in text else text, entry, reference, packs)


def _wanted(reference: Reference) -> Iterator[tuple[str, str]]:
    """The links of a reference with their roles, the main one first."""
    if reference.url:
        yield reference.role or "paper", reference.url
    yield from reference.links


def assigned_links(entry: Entry, slots: Sequence[Slot], reference: Reference, packs: Packs) -> dict[int, str]:
    """Which URL each link of a mould gets, by the number of its slot."""
    given = dict(reference.links)
    found: dict[int, str] = {}
    main = main_link(entry, packs)
    linked = [at for at, slot in enumerate(slots) if slot.role in ("title", "when") and slot.link is not None]
    title = next((at for at in linked if slots[at].role == "title" or slots[at].link is main), None)
    if title is not None and reference.url:
        found[title] = reference.url
    for at, slot in enumerate(slots):
        if slot.role == "link" and slot.means in given:
            found[at] = given.pop(slot.means)
    if reference.url and title is None:
        papers = packs.roles_to("paper")
        free = [at for at, slot in enumerate(slots) if slot.role == "link" and at not in found]
        exact = [at for at in free if slots[at].means == (reference.role or "paper")]
        close = [at for at in free if slots[at].means in papers and (reference.role or "paper") in papers]
        unnamed = [at for at in free if not slots[at].means]
        any_link = free[:1] * (not reference.links)
        for slot_number in [*exact, *close, *unnamed, *linked, *any_link][:1]:
            found[slot_number] = reference.url
    repeated = {link.url: url for at, url in found.items() if (link := slots[at].link) is not None}
    for at, slot in enumerate(slots):
        if at in found or slot.link is None or (slot.link.role and not slot.link.is_badge):
            continue
        if (url := repeated.get(slot.link.url)) and packs.host(url) is packs.host(slot.link.url):
            found[at] = url
    return found


def _filled(mould: Mould, slot: Slot, reference: Reference, assigned: Mapping[int, str], packs: Packs) -> Iterator[Edit]:
    """The edits that put what a reference has into a slot; none where it has nothing for it."""
    entry, source = mould.entry, mould.source
    in_row = entry.kind is EntryKind.ROW
    if slot.role == "title":
        yield Edit.replacement(slot.inner, as_markdown(reference.title, in_row=in_row, in_link=slot.link is not None))
        if slot.link is not None:
            yield from _with_url(slot.link, assigned.get(mould.slots.index(slot), ""), source)
    elif slot.role == "authors" and reference.authors:
        text = authors_like(source[slot.inner], entry.authors, reference)
        is_dotted = text.endswith(".") and source.text[slot.inner.end : slot.inner.end + 1] == "."
        if source[slot.inner].endswith(".") and not text.endswith(".") and source.text.startswith(" ", slot.inner.end):
            text += "."  # the one of `et al.` ends the authors too
        yield Edit.replacement(slot.inner, text[:-1] if is_dotted else text)
    elif slot.role == "when":
        changes = list(_when(mould, slot, reference, assigned, packs))
        yield from changes
        if changes and slot.link is not None and mould.slots.index(slot) not in assigned:
            yield from _unlinked(slot.link)
    elif slot.role == "link" and slot.link is not None:
        if url := assigned.get(mould.slots.index(slot)):
            yield from _with_url(slot.link, url, source)
            yield from _with_label(mould, slot, slot.link, url, reference)
    elif slot.role == "other" and source[slot.inner] in mould.constant:
        yield Edit.insertion(slot.inner.start, "")  # it stays
    elif slot.role == "description" and reference.description:
        yield Edit.replacement(slot.inner, as_markdown(reference.description, in_row=in_row, in_link=False))


def _when(mould: Mould, slot: Slot, reference: Reference, assigned: Mapping[int, str], packs: Packs) -> Iterator[Edit]:
    """Venue and year in their places; none where the reference lacks what the slot is for."""
    entry, source = mould.entry, mould.source
    venue = entry.venue_span if entry.venue_span is not None and inside(entry.venue_span, slot.inner) else None
    year = entry.year_span if entry.year_span is not None and inside(entry.year_span, slot.inner) else None
    dated = month_of(reference, packs)
    when = reference.year or (dated[0] if dated else None)
    month = dated[1] if dated and dated[0] == when else None
    if venue is not None and not reference.venue:
        return
    if year is not None and not when:
        return
    if venue is not None and year is not None and when:
        low, high = sorted((venue, year))
        if low.end > high.start:  # of a link in HTML the whole is known alone
            places = [source.text.rfind(text, low.start, low.end) for text in (entry.venue or "", str(entry.year))]
            if min(places) < 0:
                return
            yield Edit(places[0], places[0] + len(entry.venue or ""), reference.venue)
            yield Edit(places[1], places[1] + len(str(entry.year)), str(when))
            if slot.link is not None:
                yield from _with_url(slot.link, assigned.get(mould.slots.index(slot), ""), source)
            return
        yield Edit.replacement(venue, reference.venue)
        rest = Span(venue.end, slot.inner.end) if year.start >= venue.end else Span(slot.inner.start, venue.start)
        text = source[rest]
        if slot.inner in mould.unusual:
            text = source[Span(venue.end, year.end) if year.start >= venue.end else Span(year.start, venue.start)]
        yield Edit.replacement(rest, date_like(text, when, month))
    elif venue is not None:
        yield Edit.replacement(venue, reference.venue)
    elif year is not None and when:
        text = source[year] if slot.inner in mould.unusual else source[slot.inner]
        yield Edit.replacement(slot.inner, date_like(text, when, month))
    if slot.link is not None:
        yield from _with_url(slot.link, assigned.get(mould.slots.index(slot), ""), source)


def name_of(url: str) -> str:
    """The place of a reference's name until it is known which names are free: no list has such a one."""
    return f"\x1f{url}\x1f"


def _with_url(link: Link, url: str, source: Source) -> Iterator[Edit]:
    if not url:
        return
    if link.kind is LinkKind.REFERENCE:
        at = source.text.rfind("[", link.span.start, link.span.end)
        if at > link.span.start:  # `[Title][12]`
            yield Edit(at + 1, link.span.end - 1, name_of(url))
        return
    if link.url_span is not None:
        yield Edit.replacement(link.url_span, url)
        return
    at = source.text.find(link.url, link.span.start, link.span.end)
    if at >= 0:
        yield Edit(at, at + len(link.url), url)


def _unlinked(link: Link) -> Iterator[Edit]:
    """A link's label alone."""
    if link.label_span is not None and link.kind in (LinkKind.INLINE, LinkKind.REFERENCE):
        yield Edit(link.span.start, link.label_span.start)
        yield Edit(link.label_span.end, link.span.end)


def _with_label(mould: Mould, slot: Slot, link: Link, url: str, reference: Reference) -> Iterator[Edit]:
    """A label that names the repository, or the method by its short name, with the new one's; what no other link is called, in general."""
    if link.label_span is None or link.is_badge or not link.label:
        return
    if link.role == "framework":
        # Which framework it is, no reference says.
        yield Edit.replacement(link.label_span, mould.labels.get("code") or ("Code" if link.label[:1].isupper() else "code"))
        return
    if link.url_span and link.label_span.overlaps(link.url_span):
        return
    label = mould.source[link.label_span]
    role = next((role for role, its in _wanted(reference) if its == url), "")
    if not link.role and _last_part(link.url).casefold() == label.casefold():
        yield Edit.replacement(link.label_span, _last_part(url))
    elif not link.role and (m := _NAME_BEFORE_COLON.match(mould.entry.title)) and m[1].casefold() == label.casefold():
        new = _NAME_BEFORE_COLON.match(reference.title)
        yield Edit.replacement(link.label_span, new[1] if new else _last_part(url))
    elif not link.role and link.label.startswith(("http://", "https://")):
        yield Edit.replacement(link.label_span, url)
    elif slot.inner in mould.unusual and role:
        usual = mould.labels.get(role) or role.replace("-", " ").capitalize()
        at = label.find(link.label)
        span = Span(link.label_span.start + at, link.label_span.start + at + len(link.label)) if at >= 0 else link.label_span
        yield Edit.replacement(span, usual)


def _last_part(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2].removesuffix(".git")


def _dropped(mould: Mould, at: int, kept: Sequence[Slot]) -> Edit:
    """Take out a slot with the separator before it; the first of its cell or entry with the one behind it."""
    slot, slots, is_row = mould.slots[at], mould.slots, mould.entry.kind is EntryKind.ROW
    before = slots[at - 1] if at and not _is_between_cells(mould, slots[at - 1], slot) else None
    behind = slots[at + 1] if at + 1 < len(slots) and not _is_between_cells(mould, slot, slots[at + 1]) else None
    if before is not None and (kept or is_row):
        if behind is not None and _parts_alone(mould, before, slot, behind):
            return Edit(slot.span.start, behind.span.start)
        stop = _STOP.match(mould.source.text, slot.span.end, mould.entry.span.end) if behind is None else None
        return Edit(before.span.end, stop.end() if stop else slot.span.end)
    if behind is not None:
        return Edit(slot.span.start, behind.span.start)
    return Edit.replacement(slot.span, mould.empty.get(str(slot.phrase), "") if is_row else "")


def _parts_alone(mould: Mould, before: Slot, slot: Slot, behind: Slot) -> bool:
    """Whether the separator before a remark parts what is around it, links aside, and a space alone follows the remark."""
    one = mould.source.text[before.span.end : slot.span.start]
    other = mould.source.text[slot.span.end : behind.span.start]
    return slot.role == "other" and behind.role != "link" and bool(one.strip()) and other == " "


def _is_between_cells(mould: Mould, one: Slot, other: Slot) -> bool:
    """Whether two slots are in different cells of a row."""
    between = mould.source.text[one.span.end : other.span.start]
    return (mould.entry.kind is EntryKind.ROW and "|" in between) or "</t" in between.lower()


def _grafted(mould: Mould, kept: Sequence[Slot], missing: Mapping[str, str], grafts: Grafts) -> Iterator[Edit]:
    """Links of roles that the mould lacks, each behind the part that most such links are behind; else behind the last link or part."""
    if mould.entry.kind is EntryKind.ROW or not kept:
        return
    last = next((slot for slot in reversed(kept) if slot.role == "link"), kept[-1]).span.end
    behind: defaultdict[int, str] = defaultdict(str)
    for role, url in missing.items():
        known = {before: graft for (before, its), graft in grafts.items() if its == role}
        if not known:
            continue
        there = [slot for slot in kept if slot.role in known]
        links = [slot for slot in there if slot.role == "link"]
        slot = max(reversed(links or there), key=lambda slot: known[slot.role].times) if there else None
        graft = known[slot.role] if slot else max(known.values(), key=lambda graft: graft.times)
        last = slot.span.end if slot else last
        behind[last] += _regrafted(graft, url)
    yield from (Edit.insertion(at, text) for at, text in behind.items())


def _regrafted(graft: Graft, url: str) -> str:
    return graft.text.replace(graft.link.url, url)


def _merged(edits: Sequence[Edit]) -> list[Edit]:
    """Edits that don't overlap: what is taken out twice goes once."""
    found: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if found and edit.start < found[-1].end:
            last = found.pop()
            found.append(Edit(last.start, max(last.end, edit.end), last.content + edit.content))
        else:
            found.append(edit)
    return found


def _with_identities(text: str, entry: Entry, reference: Reference, packs: Packs) -> str:
    """Badges that name the resource of the mould's entry, with the new one's; without those of what the reference lacks."""
    mine = {key.partition(":")[0]: url for url in reference.urls if (key := packs.identity(url))}
    for link in entry.links:
        key = packs.identity(link.url)
        scheme, _, name = (key or "").partition(":")
        if not key or name not in text.casefold():
            continue
        if scheme in mine:
            new = packs.identity(mine[scheme]) or ""
            text = re.sub(re.escape(name), lambda _, new=new, url=mine[scheme]: _as_in(url, new), text, flags=re.IGNORECASE)  # type: ignore[misc]  # mypy wants no defaults here
        else:
            text = re.sub(rf"\s?!\[[^\]]*\]\([^)\s]*{re.escape(name)}[^)\s]*\)", "", text, flags=re.IGNORECASE)
    return text


def _as_in(url: str, key: str) -> str:
    """The name of a key as the URL writes it, capitals and all."""
    name = key.partition(":")[2]
    at = url.casefold().find(name)
    return url[at : at + len(name)] if at >= 0 else name


def is_sound(text: str, mould: Mould, reference: Reference) -> bool:
    """Whether nothing of the mould's own entry is left in a text, and its brackets and markup are whole."""
    entry = mould.entry
    if entry.title and entry.title.casefold() in text.casefold() and entry.title.casefold() not in reference.title.casefold():
        return False
    urls = set(reference.urls)
    if any(
        link.url in text and link.url not in urls and not any(link.url in url for url in urls) for link in entry.links if len(link.url) > 8
    ):
        return False
    before = mould.source[entry.span]
    words = Counter(text)
    had = Counter(before)
    shown = reference.title + reference.description
    if any((words[mark] - had[mark]) % 2 and mark not in shown for mark in _MARKS):
        return False
    return all((words[a] - words[b] == had[a] - had[b]) or a in shown for a, b in _BRACKETS.items())


def states_year(entry: Entry) -> bool:
    """Whether an entry's own text has a year."""
    return entry.year is not None or year_in(entry.title) is not None
