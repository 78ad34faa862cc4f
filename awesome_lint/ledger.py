"""What went in must come out: the account of a list before and after a rewrite.

An account holds the list's records (section, title, labelled links), the links outside entries and
the headings. `verify` compares two accounts: they must be equal save for the deltas that the applied fixes
declared, each spent once. Nothing here trusts a fix: the rewritten text was read anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import NamedTuple, TypeVar

from awesome_lint.edits import Delta, DeltaKind, Edit
from awesome_lint.model import Document

T = TypeVar("T")


class LinkRecord(NamedTuple):
    """A link as a reader and a browser take it."""

    label: str
    url: str


@dataclass(frozen=True)
class Record:
    """An entry as the ledger counts it. `text` is its source: no part of what it is, but a proof of how it changed."""

    section: str
    title: str
    links: tuple[LinkRecord, ...]
    text: str = field(default="", compare=False)


@dataclass(frozen=True)
class Account:
    """What a list holds. `asides` are the links outside entries."""

    records: tuple[Record, ...]
    asides: tuple[LinkRecord, ...]
    sections: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, document: Document) -> Account:
        records = []
        listed: set[int] = set()
        for entry in document.entries:
            links = tuple(LinkRecord(_words(link.label), link.url) for link in entry.links)
            listed.update(link.span.start for link in entry.links)
            records.append(Record(entry.section.text if entry.section else "", _words(entry.title), links, document.source[entry.span]))
        asides = tuple(LinkRecord(_words(link.label), link.url) for link in document.links if link.span.start not in listed)
        return cls(tuple(records), asides, tuple((s.level, _words(s.text)) for s in document.sections))

    @cached_property
    def summary(self) -> str:
        """`334 entries, 1,175 links`."""
        links = sum(len(r.links) for r in self.records) + len(self.asides)
        return f"{len(self.records):,} entr{'y' if len(self.records) == 1 else 'ies'}, {links:,} link{'s' * (links != 1)}"


def _words(text: str) -> str:
    """Text with its white space folded: where a line breaks is layout."""
    return " ".join(text.split())


class _Deltas:
    """The declared changes, each to be spent once."""

    def __init__(self, deltas: Iterable[Delta]) -> None:
        self.left = Counter(deltas)
        kinds = {delta.kind for delta in self.left}
        self.may_reorder = "order" in kinds
        # A heading is renamed once, but every entry below it says so.
        self.renamed = {(d.old, d.new) for d in self.left if d.kind == "section"}
        self.may_recover = "link recovered" in kinds
        # Longer fragments first: a short one may occur inside a long one. A bare URL is read as words too, of a heading or title.
        self.texts = sorted((d for d in self.left if d.kind in ("text", "url")), key=lambda d: -len(d.old))

    def spend(self, kind: DeltaKind, old: str = "", new: str = "") -> bool:
        delta = Delta(kind, old, new)
        if self.left[delta] <= 0:
            return False
        self.left[delta] -= 1
        return True

    def has(self, kind: DeltaKind, old: str, new: str) -> bool:
        """Whether an unspent delta of this kind says so."""
        return self.left[Delta(kind, old, new)] > 0

    def text(self, old: str, new: str) -> bool:
        """Whether declared replacements of characters, and nothing else, turn `old` into `new`."""
        if old == new:
            return True
        pairs = [(read(d.old), read(d.new)) for d in self.texts for read in (str, unescape) if d.old]
        pairs = [pair for a, b in pairs for pair in ((a, b), (_words(a), _words(b))) if pair[0] and pair[0] in old]
        # What goes at the edge of a text or between blanks leaves one that counts no more.
        pairs += [(blank, "") for a, b in pairs if not b for blank in (f" {a}", f"{a} ")]
        return bool(pairs) and _rewrites(old, new, pairs)


def _rewrites(old: str, new: str, pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether `new` is `old` with some occurrences of each pair's first string replaced by its second."""
    seen: set[tuple[int, int]] = set()
    ahead = [(0, 0)]
    while ahead:
        i, j = place = ahead.pop()
        if place in seen:
            continue
        seen.add(place)
        if i == len(old) and j == len(new):
            return True
        if i < len(old) and j < len(new) and old[i] == new[j]:
            ahead.append((i + 1, j + 1))
        ahead += [(i + len(a), j + len(b)) for a, b in pairs if old.startswith(a, i) and new.startswith(b, j)]
    return False


def verify(before: Account, after: Account, deltas: Iterable[Delta]) -> list[str]:
    """What differs between two accounts that no delta declares, in words; empty if every change was promised."""
    declared = _Deltas(deltas)
    breaches = _verify_sections(before, after, declared)
    gone, come = _difference(before.records, after.records)
    if not gone and not come and before.records != after.records and not declared.may_reorder:
        breaches.append("entries changed places")
    gone, come = _match_records(gone, come, declared)
    asides_gone, asides_come = _difference(before.asides, after.asides)
    if declared.may_recover and len(before.records) != len(after.records):
        # A mended link may make an entry of what was prose; then links only change sides, none may be lost.
        asides_gone += [link for record in gone for link in record.links]
        asides_come += [link for record in come for link in record.links]
        gone, come = [], []
        asides_gone, asides_come = _difference(asides_gone, asides_come)
    for record in gone:
        if not declared.spend("entry removed", record.title):
            breaches.append(_what_changed(record, come))
            continue
        kept = {link.url for r in after.records for link in r.links}
        lost = [link for link in record.links if link.url not in kept and not declared.spend("link removed", link.url)]
        breaches += [f"the link [{link.label}]({link.url}) went with its entry" for link in lost]
    breaches += [f"the entry “{record.title}” of “{record.section}” is new" for record in come]
    return breaches + _verify_links(asides_gone, asides_come, declared)


def _what_changed(record: Record, come: Sequence[Record]) -> str:
    """What an entry lost or had changed, told by the entry that seems to stand in its place."""
    partner = next((new for new in come if (new.section, new.title) == (record.section, record.title)), None)
    gone = _difference(record.links, partner.links)[0] if partner else []
    if gone:
        return f"the link [{gone[0].label}]({gone[0].url}) of “{record.title}” changed or went"
    return f"the entry “{record.title}” of “{record.section}” changed or went"


def _difference(before: Sequence[T], after: Sequence[T]) -> tuple[list[T], list[T]]:
    """The members of each multiset that the other lacks, in order."""
    surplus = Counter(before)
    surplus.subtract(Counter(after))
    gone: list[T] = []
    come: list[T] = []
    left = Counter({k: n for k, n in surplus.items() if n > 0})
    for item in before:
        if left[item] > 0:
            left[item] -= 1
            gone.append(item)
    left = Counter({k: -n for k, n in surplus.items() if n < 0})
    for item in after:
        if left[item] > 0:
            left[item] -= 1
            come.append(item)
    return gone, come


def _verify_sections(before: Account, after: Account, declared: _Deltas) -> list[str]:
    if before.sections == after.sections:
        return []
    come = _difference(before.sections, after.sections)[1] if len(after.sections) > len(before.sections) else []
    recovered = Counter(section for section in come if declared.spend("section", "", section[1]))
    left = []
    for section in after.sections:
        if recovered[section]:
            recovered[section] -= 1
        else:
            left.append(section)
    if len(before.sections) != len(left):
        return [f"{len(before.sections)} headings became {len(after.sections)}"]
    breaches = []
    for (level, old), (new_level, new) in zip(before.sections, left, strict=True):
        if level != new_level:
            breaches.append(f"the heading “{old}” changed its level")
        elif old != new and not (declared.spend("section", old, new) or declared.text(old, new)):
            breaches.append(f"the heading “{old}” became “{new}”")
    return breaches


def _match_records(gone: list[Record], come: list[Record], declared: _Deltas) -> tuple[list[Record], list[Record]]:
    """Pair entries that changed as declared; returns the ones without a partner."""
    left = list(come)
    unmatched = []
    for old in gone:
        partner = next((i for i, new in enumerate(left) if _is_same_entry(old, new, declared)), None)
        if partner is None:
            unmatched.append(old)
        else:
            del left[partner]
    return unmatched, left


def _is_same_entry(old: Record, new: Record, declared: _Deltas) -> bool:
    """Whether the declared deltas, which are then spent, turn one record into the other."""
    renamed = (old.section, new.section) in declared.renamed or declared.text(old.section, new.section)
    if not (old.section == new.section or renamed):
        return False
    kept = declared.left.copy()
    # An entry whose text changed as declared may be read otherwise: repaired words may be a venue, or quotes around the title.
    if _same_links(old.links, new.links, declared) and (_same_title(old.title, new.title, declared) or declared.text(old.text, new.text)):
        return True
    declared.left = kept
    return False


def _same_title(old: str, new: str, declared: _Deltas) -> bool:
    if declared.text(old, new) or declared.spend("title", old, new):
        return True
    # What was read as part of the title may turn out to be a link once its syntax is mended.
    return declared.may_recover and bool(new) and new in old


def _same_links(old: Sequence[LinkRecord], new: Sequence[LinkRecord], declared: _Deltas) -> bool:
    if old == new:
        return True
    gone, come = _difference(old, new)
    if not gone and not come:
        return declared.may_reorder
    return not _verify_links(gone, come, declared)


def _verify_links(gone: list[LinkRecord], come: list[LinkRecord], declared: _Deltas) -> list[str]:
    """Pair links that changed as declared; says which ones have no partner."""
    left = list(come)
    breaches = []
    for old in gone:
        partner = next((i for i, new in enumerate(left) if _is_same_link(old, new, declared)), None)
        if partner is not None:
            del left[partner]
        elif not (declared.spend("link removed", old.url) or declared.spend("link moved", old.url)):
            breaches.append(f"the link [{old.label}]({old.url}) changed or went")
    unexplained = [new for new in left if not (declared.spend("link recovered", "", new.url) or declared.spend("link moved", new.url))]
    return breaches + [f"the link [{new.label}]({new.url}) is new" for new in unexplained]


def _is_same_link(old: LinkRecord, new: LinkRecord, declared: _Deltas) -> bool:
    if old.url == new.url:
        return old.label == new.label or declared.spend("label", old.label, new.label) or declared.text(old.label, new.label)
    if old.label != new.label and not (declared.has("label", old.label, new.label) or declared.text(old.label, new.label)):
        return False
    return declared.spend("url", old.url, new.url)


def outside_is_equal(before: str, after: str, edits: Sequence[Edit]) -> bool:
    """Whether `after` is `before` with exactly these edits: every other character is where it was."""
    shift = 0
    at = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if before[at : edit.start] != after[at + shift : edit.start + shift]:
            return False
        if after[edit.start + shift : edit.start + shift + len(edit.content)] != edit.content:
            return False
        shift += len(edit.content) - (edit.end - edit.start)
        at = edit.end
    return before[at:] == after[at + shift :]
