"""Which entry of a list a reference is written like: the one whose fields match best."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from awesome_lint.adding.mould import Graft, Mould, assigned_links, states_year
from awesome_lint.adding.remarks import Remarks
from awesome_lint.adding.slots import Slot, skeleton, slots_of
from awesome_lint.adding.wording import has_et_al, is_abbreviated
from awesome_lint.bibliography.reference import Reference, main_link, role_of_url
from awesome_lint.knowledge import Packs
from awesome_lint.model import Document, Entry, EntryKind, Link, Section
from awesome_lint.reading import read_parts
from awesome_lint.reading.entries import Written
from awesome_lint.source import Span

_LACKS = 2.0
"""Cost of a field that the reference has and an entry lacks, by the share of entries that have it."""
_STATES = 0.5
"""Cost of a field of headings that both have, by the share of entries that lack it."""
_DROPS = 1.5
_DROPS_LINK, _DROPS_OTHER = 0.7, 0.5
_LACKS_LINK, _GRAFTS = 2.0, 0.7
_OTHER_ROLE, _OTHER_HOST, _OTHER_FORM = 0.8, 0.3, 0.2
_ABBREVIATES = 0.3
_OTHER_SECTION, _OTHER_KIND, _OTHER_DEPTH = 0.6, 2.0, 0.5
_FIELDS = ("venue", "year", "authors", "description")
_OF_HEADINGS = ("venue", "year")
"""Fields that a heading may say for all entries below it."""
_WEIGHT_OF_LIST = 1
"""Entries of a section that the list as a whole counts for."""
_NEXT = 0.001
"""Cost of each entry between."""
_RARE, _RARE_IN_SECTION = 0.3, 0.4
FEWEST_ALIKE = 2
_FEWEST_CONSTANT, _SHARE_OF_CONSTANT = 3, 0.8
_EMPTY_CELLS = frozenset("-–—/\\xX✗❌×")


Parts = Mapping[Span, tuple[Written, ...]]
"""The fields of each entry, by its span."""


class Moulds:
    """The entries of a list as moulds. `parts` are their fields, where they were read already."""

    def __init__(self, document: Document, packs: Packs, parts: Parts | None = None) -> None:
        self.document, self.packs = document, packs
        self._parts = parts if parts is not None else read_parts(document.source, packs, document.template)[1]
        self._slots: dict[Span, tuple[Slot, ...]] = {}
        raw = {entry.span: slots_of(entry, self._parts.get(entry.span, ()), document.source, packs) for entry in document.entries}
        self.remarks = Remarks(raw, [entry for entry in document.entries if raw[entry.span]], document.source)
        for entry in document.entries:
            its = raw[entry.span]
            self._slots[entry.span] = tuple(sorted((*its, *self.remarks.of(entry, its)), key=lambda slot: slot.span)) if its else ()
        self._empty: dict[int, Mapping[str, str]] = {}
        links = [link for entry in document.entries for link in entry.links]
        self._times_of_labels = Counter(link.label for link in links)
        self._labels = self._usual_labels(links)
        self.grafts = dict(self._found_grafts())
        self._shares = self._found_shares()
        self._looks = {entry.span: skeleton(self.slots(entry), document.source, entry.span.start) for entry in document.entries}
        self._times = Counter((self._has(entry), self._looks[entry.span]) for entry in document.entries)
        self._most = _most(self._times)

    def slots(self, entry: Entry) -> tuple[Slot, ...]:
        """The slots of an entry; none where it can't be read."""
        return self._slots[entry.span]

    def look(self, entry: Entry) -> str:
        """How an entry is written (`slots.skeleton`)."""
        return self._looks[entry.span]

    def is_as_common(self, look: str, other: str) -> bool:
        """Whether several entries are written one way, and as many as the other."""
        counts = Counter(self._looks.values())
        return counts[look] >= max(FEWEST_ALIKE, counts[other])

    def _has(self, entry: Entry) -> frozenset[str]:
        """The parts of an entry."""
        return frozenset(slot.role + slot.means for slot in self.slots(entry) if slot.role != "other")

    def _rarity(self, entry: Entry) -> float:
        """From 0, for an entry that is written as most with the same parts are, to 1."""
        has = self._has(entry)
        return 1 - self._times[has, self._looks[entry.span]] / self._most[has]

    def best(self, reference: Reference, section: Section | None, siblings: Sequence[Entry]) -> Iterator[Mould]:
        """The entries that a reference may be written like, the best first. `siblings` are those of its place."""
        entries = [entry for entry in self.document.entries if self.slots(entry)]
        first = self.document.entries.index(siblings[0]) if siblings else 0
        number = section.number if section else None
        kind = siblings[0].kind if siblings else None
        list_id = siblings[0].list_id if siblings else None
        depth = siblings[0].depth if siblings else 0
        near = Counter((self._has(entry), self._looks[entry.span]) for entry in siblings)
        most = _most(near)
        shares = self._shares_in(siblings)
        ranked = []
        for at, entry in enumerate(entries):
            cost = self._cost(reference, entry, shares) + _NEXT * min(200, abs(at - first))
            if parts_in := most.get(self._has(entry)):
                cost += _RARE_IN_SECTION * (1 - near[self._has(entry), self._looks[entry.span]] / parts_in)
            if siblings and (entry.section.number if entry.section else None) != number:
                cost += _OTHER_SECTION
            if kind is not None and (entry.kind is not kind or (kind is EntryKind.ROW and not self._is_alike(entry, siblings[0]))):
                cost += _OTHER_KIND * (5 if EntryKind.ROW in (kind, entry.kind) else 1)
            if list_id is not None and entry.depth != depth:
                cost += _OTHER_DEPTH
            ranked.append((cost, at, entry))
        ranked.sort(key=lambda one: one[:2])
        constant = self._constant(siblings)
        return (self.mould(entry, constant) for _, _, entry in ranked)

    def mould(self, entry: Entry, constant: frozenset[str] = frozenset()) -> Mould:
        """An entry as a mould. `constant` are the remarks that stay."""
        source, slots = self.document.source, self.slots(entry)
        unusual = {slot.inner for slot in slots if slot.role == "when" and not self.remarks.is_usual_date(entry, slot)}
        unusual |= {slot.inner for slot in slots if slot.link and slot.role == "link" and self._is_own_label(slot.link)}
        return Mould(
            entry=entry,
            slots=slots,
            source=source,
            empty=self._empty_cells(entry),
            constant=constant,
            unusual=frozenset(unusual),
            labels=self._labels,
        )

    def _is_own_label(self, link: Link) -> bool:
        """Whether hardly another link is called so, or the label says which language a repository is in."""
        is_rare = link.role is None and self._times_of_labels[link.label] < FEWEST_ALIKE
        return is_rare or self._names_language(link.label)

    def _names_language(self, label: str) -> bool:
        return any(self.packs.role(word) == "framework" for word in label.split())

    def _constant(self, siblings: Sequence[Entry]) -> frozenset[str]:
        """The remarks that nearly all entries of a section have: the kind of all of them, say."""
        text = self.document.source
        count = Counter(remark for entry in siblings for remark in {text[slot.inner] for slot in self.slots(entry) if slot.role == "other"})
        least = max(_FEWEST_CONSTANT, _SHARE_OF_CONSTANT * len(siblings))
        return frozenset(remark for remark, times in count.items() if times >= least)

    def _is_alike(self, entry: Entry, other: Entry) -> bool:
        return [name for name, _ in entry.columns] == [name for name, _ in other.columns]

    def _cost(self, reference: Reference, entry: Entry, shares: Mapping[str, float]) -> float:
        slots, roles = self.slots(entry), {slot.role for slot in self.slots(entry)}
        source = self.document.source
        cost = _RARE * self._rarity(entry)
        has = {
            "venue": (bool(reference.venue), entry.venue_span is not None),
            "year": (bool(reference.year), states_year(entry)),
            "authors": (bool(reference.authors), "authors" in roles),
            "description": (bool(reference.description), "description" in roles),
        }
        for name, (wanted, given) in has.items():
            if wanted and given:
                cost += _STATES * (1 - shares[name]) if name in _OF_HEADINGS else 0
            elif wanted:
                cost += _LACKS * (shares[name] if name in _OF_HEADINGS else max(shares[name], self._shares[name]))
            elif given:
                cost += _DROPS
        if reference.venue and entry.venue and self._is_preprint(entry.venue) is not self._is_preprint(reference.venue):
            cost += _OTHER_KIND
        authors = next((source[slot.inner] for slot in slots if slot.role == "authors"), "")
        if authors and has_et_al(authors) is not reference.has_more_authors:
            cost += _OTHER_ROLE
        if reference.authors and entry.authors and is_abbreviated(entry.authors[0]) and not is_abbreviated(reference.authors[0]):
            cost += _ABBREVIATES
        cost += _DROPS_OTHER * sum(slot.role == "other" for slot in slots)
        return cost + self._cost_of_links(reference, entry, slots)

    def _cost_of_links(self, reference: Reference, entry: Entry, slots: Sequence[Slot]) -> float:
        given = assigned_links(entry, slots, reference, self.packs)
        missing = [role for role, url in reference.links if url not in given.values()]
        grafted = {role for _, role in self.grafts}
        cost = sum(_GRAFTS if role in grafted and entry.kind is not EntryKind.ROW else _LACKS_LINK for role in missing)
        cost += _DROPS_LINK * sum(slot.role == "link" and at not in given for at, slot in enumerate(slots))
        main = main_link(entry, self.packs)
        if main is None or not reference.url:
            return cost + (_LACKS_LINK if reference.url else 0)
        if reference.url not in given.values():
            cost += _LACKS_LINK
        its = main.role or role_of_url(main.url, self.packs) or ""
        cost += _OTHER_ROLE * (its != reference.role)
        if self._host(main.url) != self._host(reference.url):
            cost += _OTHER_HOST
        elif self.packs.form(main.url) != self.packs.form(reference.url):
            cost += _OTHER_FORM
        return cost

    def _is_preprint(self, name: str) -> bool:
        venue = self.packs.venue(name)
        return venue is not None and venue.kind == "preprint"

    def _host(self, url: str) -> str:
        address = self.packs.address(url)
        host = self.packs.host(url)
        return host.id if host else address.host if address else ""

    def _shares_in(self, siblings: Sequence[Entry]) -> Mapping[str, float]:
        """The share of the entries of a section that state each field; the fewer they are, the more the whole list counts."""
        counts = self._counts(siblings)
        return {name: (counts[name] + share * _WEIGHT_OF_LIST) / (len(siblings) + _WEIGHT_OF_LIST) for name, share in self._shares.items()}

    def _found_shares(self) -> Mapping[str, float]:
        entries = self.document.entries
        counts = self._counts(entries)
        return {name: counts[name] / max(1, len(entries)) for name in _FIELDS}

    def _counts(self, entries: Iterable[Entry]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for entry in entries:
            given = entry.venue_span is not None, entry.year is not None, bool(entry.people), bool(entry.description)
            counts.update(name for name, is_given in zip(_FIELDS, given, strict=True) if is_given)
        return counts

    def _found_grafts(self) -> Iterator[tuple[tuple[str, str], Graft]]:
        """How links of each role are mostly written behind each part: with the separator before them."""
        text = self.document.source.text
        found: defaultdict[tuple[str, str], dict[str, list[Graft]]] = defaultdict(lambda: defaultdict(list))
        for entry in self.document.entries:
            slots = self.slots(entry) if entry.kind is not EntryKind.ROW else ()
            for before, slot in pairwise(slots):
                if slot.role == "link" and slot.means and slot.link and slot.link.role:
                    graft = Graft(text[before.span.end : slot.span.end], before.span.end, slot.link)
                    found[before.role, slot.means][graft.text.replace(slot.link.url, "")].append(graft)
        for key, ways in found.items():
            alike = max(ways.values(), key=len)
            yield key, alike[0]._replace(times=len(alike))

    def _usual_labels(self, links: Iterable[Link]) -> Mapping[str, str]:
        """What links of each role are mostly called, those aside that say which language a repository is in."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for link in links:
            if link.role and link.label and not link.is_badge and not self._names_language(link.label):
                found[link.role][link.label] += 1
        return {role: max(names, key=lambda name: names[name]) for role, names in found.items()}

    def _empty_cells(self, entry: Entry) -> Mapping[str, str]:
        """How the table of a row writes a cell with nothing in it, by the number of the column."""
        if entry.kind is not EntryKind.ROW:
            return {}
        if entry.list_id not in self._empty:
            rows = [other.columns for other in self.document.entries if other.list_id == entry.list_id and other.kind is entry.kind]
            self._empty[entry.list_id] = {
                str(number): _commonest(row[number][1] for row in rows if number < len(row))
                for number in range(max(map(len, rows), default=0))
            }
        return self._empty[entry.list_id]


def _most(times: Mapping[tuple[frozenset[str], str], int]) -> Mapping[frozenset[str], int]:
    """How often the commonest way to write the same parts occurs."""
    most: dict[frozenset[str], int] = {}
    for (has, _), count in times.items():
        most[has] = max(most.get(has, 0), count)
    return most


def _commonest(cells: Iterable[str]) -> str:
    found = [cell for cell in cells if not cell or set(cell) <= _EMPTY_CELLS or cell.upper() == "N/A"]
    return max(set(found), key=found.count, default="")
