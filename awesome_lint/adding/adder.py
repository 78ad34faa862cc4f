"""Puts references into a list: each as an entry in the list's own template, in its section and place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from awesome_lint.adding.choice import Moulds, Parts
from awesome_lint.adding.contents import contents_edits
from awesome_lint.adding.definitions import with_definitions
from awesome_lint.adding.mould import Mould, cast, is_sound
from awesome_lint.adding.order import order_in, place
from awesome_lint.adding.target import NewSection, section_for
from awesome_lint.bibliography.reference import Reference
from awesome_lint.edits import Delta, Edit, apply
from awesome_lint.errors import UserError
from awesome_lint.knowledge import Packs, fold_title
from awesome_lint.model import Document, Entry, EntryKind, Section
from awesome_lint.proof import Claim, prove
from awesome_lint.reading import read_parts
from awesome_lint.source import Span

MOST_TRIES = 6
"""Ways in which a reference is tried to be written."""
WORDS_OF_A_NAME = 2
"""Words of a title that names one work, wherever its links lead."""
_NUMBERED = re.compile(r"([ \t>]*)(\d{1,9})([.)])(?=[ \t])")


class Added(NamedTuple):
    """An entry that was added: its reference, the section, and the headings made for it."""

    reference: Reference
    section: str
    new_headings: tuple[str, ...] = ()


class Present(NamedTuple):
    """A reference that the list has already: in which row, under which title."""

    reference: Reference
    row: int
    title: str


class Result(NamedTuple):
    """A list with references added: its new text, read; what was added, and what it had already."""

    document: Document
    added: tuple[Added, ...]
    present: tuple[Present, ...]


class _Written(NamedTuple):
    """A new version of a list, the section of what was added, and the headings made for it."""

    document: Document
    parts: Parts
    section: str
    new_headings: tuple[str, ...] = ()


def add(document: Document, references: Iterable[Reference], packs: Packs, section: str | None = None) -> Result:
    """Add references one after the other. Raises UserError for one that can't be written, or whose section can't be told."""
    added: list[Added] = []
    present: list[Present] = []
    parts: Parts | None = None
    for reference in references:
        if known := present_in(document, reference, packs):
            present.append(known)
            continue
        moulds = Moulds(document, packs, parts)
        written = _Adding(moulds, named_as_usual(document, reference, packs)).written(section)
        document, parts = written.document, written.parts
        added.append(Added(reference, written.section, written.new_headings))
    return Result(document, tuple(added), tuple(present))


def present_in(document: Document, reference: Reference, packs: Packs) -> Present | None:
    """Where a list has a reference already: by the identity of its paper, its address, or a title that names one work."""
    papers = {key for url in reference.urls if (key := packs.identity(url)) and packs.is_paper(key)}
    title = fold_title(reference.title)
    names_one = len(title.split()) > WORDS_OF_A_NAME
    for entry in document.entries:
        keys = {key for link in entry.links if (key := packs.identity(link.url)) and packs.is_paper(key)}
        is_titled = bool(entry.title) and fold_title(entry.title) == title
        if papers & keys or (is_titled and (names_one or any(link.url == reference.url for link in entry.links))):
            return Present(reference, document.source.row(entry.span.start), entry.title)
    return None


def named_as_usual(document: Document, reference: Reference, packs: Packs) -> Reference:
    """A reference whose venue is called what the list mostly calls it, in short where it never does."""
    venue = packs.venue(reference.venue) if reference.venue else None
    if venue is None:
        return reference
    names = Counter(entry.venue for entry in document.entries if entry.venue and (its := packs.venue(entry.venue)) and its.id == venue.id)
    if reference.venue in names:
        return reference
    usual = max(names, key=lambda name: names[name], default=None)
    return reference._replace(venue=usual or (reference.venue if len(reference.venue.split()) == 1 else venue.name_in(reference.year)))


class _Adding:
    """One reference on its way into a list."""

    def __init__(self, moulds: Moulds, reference: Reference) -> None:
        self.moulds, self.reference = moulds, reference
        self.document, self.packs = moulds.document, moulds.packs
        self.source = moulds.document.source

    def written(self, wish: str | None) -> _Written:
        """The list with the entry."""
        if not any(entry.title for entry in self.document.entries):
            raise UserError(
                "the list has no entry to write another one like", filename=self.source.filename, remedy="write the first by hand"
            )
        target = section_for(self.document, self.reference, self.packs, wish)
        siblings = [] if isinstance(target, NewSection) else self._siblings(target)
        like = target.like if isinstance(target, NewSection) else target
        models = siblings or self._siblings(like)
        failed: set[str] = set()
        for mould in self.moulds.best(self.reference, like, models):
            text = cast(mould, self.reference, self.packs, self.moulds.grafts)
            look = self.moulds.look(mould.entry)
            if look in failed or not is_sound(text, mould, self.reference):
                continue
            text, defined = with_definitions(text, self.document)
            edits, new = self._edits(text, mould, target, siblings)
            edits += [edit for edit, _ in defined]
            new += [line for _, line in defined]
            if (proved := self._proved(edits, new)) is not None:
                return self._located(*proved, edits, target)
            failed.add(look)
            if len(failed) == MOST_TRIES:
                break
        raise UserError(
            f"“{self.reference.title}” can't be written as the list writes its entries",
            filename=self.source.filename,
            remedy="add it by hand",
        )

    def _siblings(self, section: Section | None) -> list[Entry]:
        """The entries of a section's list, in order: of its year where each has its own, else of the longest."""
        number = section.number if section else None
        lists: dict[tuple[EntryKind, int], list[Entry]] = {}
        for entry in self.document.entries:
            if (entry.section.number if entry.section else None) == number and entry.title:
                one = entry.list_id if entry.kind in (EntryKind.ITEM, EntryKind.ROW) else -1
                lists.setdefault((entry.kind, one), []).append(entry)
        years = {key: {entry.year for entry in entries} for key, entries in lists.items()}
        if len(lists) > 1 and all(len(its) == 1 for its in years.values()):
            lists = {key: entries for key, entries in lists.items() if years[key] == {self.reference.year}} or lists
        return max(lists.values(), key=len, default=[])

    def _edits(
        self, text: str, mould: Mould, target: Section | NewSection | None, siblings: Sequence[Entry]
    ) -> tuple[list[Edit], list[str]]:
        """The edits that add the text, and the blocks that they bring."""
        if isinstance(target, NewSection):
            return self._with_heading(text, mould, target)
        if not siblings:
            assert target is not None
            body = self._header_of(mould) + text
            return [Edit.insertion(target.span.end, f"\n\n{body}" + ("" if self._is_blank(target.span.end) else "\n"))], [body, text]
        order = order_in(self.document, siblings, self.packs)
        at = place(siblings, self.reference, order, self.packs)
        if order is None and self._is_falling(siblings):
            at = 0
        return self._inserted(text, siblings, at)

    def _is_blank(self, offset: int) -> bool:
        """Whether a blank line, or the end, follows an offset."""
        return not self.source.text[offset : offset + 2].strip("\n")

    def _is_falling(self, siblings: Sequence[Entry]) -> bool:
        """Whether the newest entries of a list in no strict order are mostly first."""
        years = [entry.year for entry in siblings if entry.year]
        falls = sum(a > b for a, b in pairwise(years))
        rises = sum(a < b for a, b in pairwise(years))
        return falls > rises and bool(years) and years[0] >= max(years) - 1 and years[-1] < max(years)

    def _inserted(self, text: str, siblings: Sequence[Entry], at: int) -> tuple[list[Edit], list[str]]:
        gaps = Counter(
            gap
            for one, other in pairwise(siblings)
            if not (gap := self.source.text[one.span.end : other.span.start]).strip() and "\n" in gap
        )
        default = "\n" if siblings[0].kind in (EntryKind.ITEM, EntryKind.ROW) else "\n\n"
        gap = max(gaps, key=lambda gap: gaps[gap], default=default)
        text, renumbered = self._numbered(text, siblings, at)
        if at < len(siblings):
            return [Edit.insertion(siblings[at].span.start, text + gap), *renumbered], [text]
        return [Edit.insertion(self._end_of(siblings[-1]), gap + text), *renumbered], [text]

    def _end_of(self, last: Entry) -> int:
        """The end of an entry with the entries that are nested in it."""
        end = last.span.end
        for entry in self.document.entries:
            if entry.span.start > last.span.start:
                if entry.depth <= last.depth or entry.section != last.section:
                    break
                end = max(end, entry.span.end)
        return end

    def _numbered(self, text: str, siblings: Sequence[Entry], at: int) -> tuple[str, list[Edit]]:
        """The text with the number of its place, and the numbers behind it, where the list counts."""
        found = [_NUMBERED.match(self.source.text, entry.span.start) for entry in siblings]
        mine = _NUMBERED.match(text)
        if mine is None or not all(found):
            return text, []
        numbers = [int(m[2]) for m in found if m]
        if len(numbers) > 1 and any(b - a != 1 for a, b in pairwise(numbers)):
            return text, []
        number = numbers[0] + at
        edits = [Edit(m.start(2), m.end(2), str(int(m[2]) + 1)) for m in found[at:] if m]
        return f"{mine[1]}{number}{text[mine.end(2) :]}", edits

    def _with_heading(self, text: str, mould: Mould, target: NewSection) -> tuple[list[Edit], list[str]]:
        """The entry below a heading of its own."""
        like = target.like
        heading = (
            self.source.text[like.span.start : like.text_span.start] + target.text + self.source.text[like.text_span.end : like.span.end]
        )
        text = _NUMBERED.sub(lambda m: f"{m[1]}1", text, count=1) if _NUMBERED.match(text) else text
        whole = self.source.text
        below = re.match(r"\n+", whole[like.span.end :])
        above = re.search(r"\n+\Z", whole[: like.span.start])
        gap = above[0][1:] if above and len(above[0]) > 1 else "\n"
        body = self._header_of(mould) + text
        block = f"{heading}{below[0] if below else chr(10) * 2}{body}"
        new = [heading, body, text]
        if target.chapter is not None:
            chapter = self._heading(*target.chapter)
            block = f"{chapter}{below[0] if below else chr(10) * 2}{block}"
            new.append(chapter)
        if target.is_before:
            return [Edit.insertion(target.beside.span.start, f"{block}\n{gap}")], new
        following = self.document.sections[target.beside.number + 1 :]
        end = next((section.span.start for section in following if section.level <= target.beside.level), None)
        if end is not None:
            return [Edit.insertion(end, f"{block}\n{gap}")], new
        return [Edit.insertion(len(whole), ("" if whole.endswith("\n") else "\n") + f"{gap}{block}\n")], new

    def _heading(self, text: str, like: Section) -> str:
        """A heading in the form of another."""
        source: str = self.source.text
        return source[like.span.start : like.text_span.start] + text + source[like.text_span.end : like.span.end]

    def _header_of(self, mould: Mould) -> str:
        """The header of the table that a row is in, with its line end; "" for other entries."""
        if mould.entry.kind is not EntryKind.ROW:
            return ""
        row = self.source.row(mould.entry.span.start)
        while row > 1 and "|" in self.source.line(row - 1):
            row -= 1
        return f"{self.source.line(row)}\n{self.source.line(row + 1)}\n"

    def _proved(self, edits: Sequence[Edit], new: Sequence[str]) -> tuple[Document, Parts] | None:
        """The list after the edits; None where it doesn't read as it should, or anything else would change."""
        after = self.source.with_text(apply(self.source.text, edits))
        document, parts = read_parts(after, self.packs, self.document.template)
        entry = entry_at(document, _span_of(edits[0]))
        if entry is None or fold_title(entry.title) != fold_title(self.reference.title):
            return None
        urls = {link.url for link in entry.links}
        if not urls <= {*self.reference.urls, *self._common_urls} or (self.reference.url and self.reference.url not in urls):
            return None
        if len(document.entries) != len(self.document.entries) + 1:
            return None
        deltas = [Delta("block added", "", block) for block in new]
        deltas += [Delta("text", "", text) for text in (edits[0].content, *new)] * (entry.kind is EntryKind.HTML or "</t" in new[-1])
        return None if prove(self.source.text, after.text, [Claim(tuple(edits), tuple(deltas))]) else (document, parts)

    @cached_property
    def _common_urls(self) -> set[str]:
        """URLs that several entries have: of icons, of the list itself."""
        times = Counter(link.url for entry in self.document.entries for link in entry.links)
        return {url for url, count in times.items() if count > 2}

    def _located(self, document: Document, parts: Parts, edits: Sequence[Edit], target: Section | NewSection | None) -> _Written:
        name = target.text if target else ""
        headings: tuple[str, ...] = ()
        if isinstance(target, NewSection):
            headings = (target.chapter[0], target.text) if target.chapter else (target.text,)
            document, parts = self._with_contents(document, parts, target, _span_of(edits[0]))
        return _Written(document, parts, name, headings)

    def _with_contents(self, document: Document, parts: Parts, target: NewSection, made: Span) -> tuple[Document, Parts]:
        """The list with lines of its contents for the sections made, where it lists their likes."""
        edits, new = contents_edits(document, target, made)
        after = document.source.with_text(apply(document.source.text, edits))
        claim = Claim(tuple(edits), tuple(Delta("block added", "", line) for line in new))
        if not edits or prove(document.source.text, after.text, [claim]):
            return document, parts
        return read_parts(after, self.packs, document.template)


def _span_of(edit: Edit) -> Span:
    """The range of what an insertion, the first of its text, adds."""
    return Span(edit.start, edit.start + len(edit.content))


def entry_at(document: Document, span: Span) -> Entry | None:
    """The one entry in a range of a list; None where there is none, or more."""
    found = [entry for entry in document.entries if span.start <= entry.span.start < span.end]
    return found[0] if len(found) == 1 else None
