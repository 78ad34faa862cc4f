"""Which entries of a list are the same paper, and which only share its link.

Entries meet through what they have in common (a paper's identity, a folded title, a title without one of its words,
the first link's address), never each with each: the work grows with the list's length alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from awesome_lint.edits import common_ends
from awesome_lint.knowledge import Packs, fold_title
from awesome_lint.model import Document, Entry, Link
from awesome_lint.text import cjk_letters, is_one_slip

NAMING_WORDS = 5
"""Words of a title that name one work by themselves. `A Survey of Deep Learning` or `Introduction` are many papers' titles."""
DIFFERENT_WORDS = 3
"""Words with a meaning that two titles need before they can be told to speak of different papers: `MoCo v2` is a nickname."""
COMMON_WORDS = 0.75
"""Share of the shorter title's words that one paper's titles have in common; papers of one field share half of them easily."""
ALIKE = 90
"""Per cent of equal characters (Indel similarity) from which on two titles are one with slips."""
MOST_LOOKED_AT = 8
"""Entries with something in common that a new one is compared with; what more entries share is the list's own page."""
MOST_WORDS = 40
"""Words of a title; what is longer is prose."""
LEAST_DESCRIPTION = 4
"""Words of a description that two entries of one title can be told to be the same by."""
MOST_SHARING = 3
"""Entries of different papers that share a link by a slip; what more share is a placeholder or a collection."""


class Work:
    """An entry as others are compared with it. `keys` are its own paper's identities by scheme, `kind` is what it leads to.

    `title` is folded, `words` are its words, `joined` are these without blanks: `Auto-Encoder` and `Autoencoder` are one.
    """

    def __init__(self, entry: Entry, keys: dict[str, str], address: str, kind: str = "") -> None:
        self.entry = entry
        self.keys = keys
        self.address = address
        self.kind = kind
        self.title = fold_title(entry.title) if entry.title.strip() else ""
        self.words = tuple(self.title.split())
        self.joined = "".join(self.words)

    @cached_property
    def meaning(self) -> frozenset[str]:
        """The title's words that carry a meaning; of scripts without blanks, the characters."""
        parts = frozenset(self.words)
        if cjk_letters(self.title):
            parts = frozenset(part for word in self.words for part in (word if cjk_letters(word) else (word,)))
        return parts - _SMALL_WORDS

    @property
    def names_one(self) -> bool:
        """Whether the title alone names one work."""
        return len(self.words) >= NAMING_WORDS and len(self.joined) >= 4 * NAMING_WORDS

    def contradicts(self, other: Work) -> bool:
        """Whether their links say that the two are different, whatever their titles say.

        Two arXiv ids are two papers; a paper is not its code, nor the video of a talk on it; and what has no identity
        is not the same in two years (a workshop, a challenge).
        """
        shared = self.keys.keys() & other.keys.keys()
        if shared:
            return all(self.keys[scheme] != other.keys[scheme] for scheme in shared)
        if self.kind != other.kind and ("video" in (self.kind, other.kind) or (self.kind and other.kind)):
            return True
        return self._is_next_of(other)

    def is_known_otherwise(self, other: Work) -> bool:
        """Whether one links a video and the other a page of no known kind: one of them may have a link of its own."""
        return {self.kind, other.kind} == {"video", ""} and not self._is_next_of(other)

    def _is_next_of(self, other: Work) -> bool:
        return not self.keys and not other.keys and self._is_of_another_year(other)

    def _is_of_another_year(self, other: Work) -> bool:
        """Whether both state years that are not those of a preprint and its publication, listed in one section."""
        if self.entry.year is None or other.entry.year is None or self.entry.year == other.entry.year:
            return False
        is_next = abs(self.entry.year - other.entry.year) == 1 and self.entry.section == other.entry.section
        return not is_next or not _YEARLY.isdisjoint(self.words)


class Match(NamedTuple):
    """Two entries, `second` further down, and what they have in common."""

    first: Entry
    second: Entry
    common: str


class Matches(NamedTuple):
    """What was found; each `second` occurs once in each list.

    `same` are the same paper, `similar` titles differ by what looks like a slip, `shared` are different papers with one link,
    `namesakes` have one long title in one section, and links to two papers.
    """

    same: tuple[Match, ...]
    similar: tuple[Match, ...]
    shared: tuple[Match, ...]
    namesakes: tuple[Match, ...] = ()


_YEARLY = frozenset(
    [
        "challenge",
        "competition",
        "conference",
        "contest",
        "course",
        "edition",
        "lecture",
        "lectures",
        "report",
        "school",
        "seminar",
        "summit",
        "symposium",
        "track",
        "tutorial",
        "workshop",
    ]
)
"""Words of what takes place, or is published, each year under one title."""
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "its",
        "of",
        "on",
        "or",
        "over",
        "that",
        "the",
        "through",
        "to",
        "towards",
        "toward",
        "under",
        "using",
        "via",
        "with",
        "without",
    ]
)


def match_entries(document: Document, packs: Packs) -> Matches:
    """Compare the entries of a list."""
    works = [work for entry in document.entries if (work := _work(entry, packs)).title or work.keys or len(entry.links) == 1]
    same, shared = _by_what_they_share(works)
    known = {match.second.span for match in (*same, *shared)}
    similar = [match for match in _similar(works) if match.second.span not in known]
    namesakes = [match for match in _namesakes(works) if match.second.span not in known]
    return Matches(tuple(same), tuple(similar), tuple(shared), tuple(namesakes))


def _work(entry: Entry, packs: Packs) -> Work:
    keys: dict[str, str] = {}
    twice = set()
    own = _own_links(entry, packs)
    for link in own:
        key = packs.identity(link.url)
        if (
            key
            and packs.is_paper(key)
            and not (key.startswith("doi:") and _WHOLE_BOOK.search(key))
            and not packs.check_identifier(link.url)
        ):
            scheme = key.partition(":")[0]
            if keys.setdefault(scheme, key) != key:
                twice.add(scheme)
    if len({link.label.casefold() for link in own}) < len(own):
        twice.add("label")  # `[Paper](u)` twice: each is of a part
    first = next(iter(own or entry.links), None)
    # Two arXiv ids in one entry, or two links of one label: it names several papers, and is none of them alone.
    return Work(entry, {} if twice else keys, _address(first, packs), "paper" if keys else _kind(entry, packs))


_WHOLE_BOOK = re.compile(r"^doi:10\.\d+/(?:isbn\.?)?97[89][\d-]{10,}$")
"""The DOI of a book, which chapters by different authors are listed with."""


def _kind(entry: Entry, packs: Packs) -> str:
    """What the title of an entry without a paper's link leads to: `code`, `video`, or "" where that can't be told."""
    key = packs.identity(entry.title_link.url) if entry.title_link else None
    kind = packs.kind_of(key)
    return "" if kind == "paper" else kind


def _own_links(entry: Entry, packs: Packs) -> list[Link]:
    """The links that lead to the entry's own paper: its title, what is labelled so, or its only link of all."""
    roles = packs.roles_to("paper")
    own = [link for link in entry.links if link is entry.title_link or link.role in roles]
    return own or list(entry.links if len(entry.links) == 1 else ())


def _address(link: Link | None, packs: Packs) -> str:
    """Where a link leads, for comparison: without scheme, `www.` and final slash. "" where that is no other page."""
    address = packs.address(link.url) if link else None
    if address and address.path.partition("?")[0].rstrip("/").endswith("/search"):
        return ""  # what is searched for is behind the `?`
    return f"{address.host}{address.path.rstrip('/')}{address.fragment}" if address else ""


def _by_what_they_share(works: Sequence[Work]) -> tuple[list[Match], list[Match]]:
    same: list[Match] = []
    shared: list[Match] = []
    met: dict[str, list[Work]] = defaultdict(list)
    sharing: dict[str, int] = defaultdict(int)
    handles_of = [_handles(work) for work in works]
    times = Counter(chain.from_iterable(handles_of))
    for work, its in zip(works, handles_of, strict=True):
        handles = [handle for handle in its if times[handle] > 1]  # by the others nobody is met
        if not handles:
            continue
        near = [(other, common) for common in handles for other in met.get(common, ())]
        twin = next(((other, common) for other, common in near if _is_same(work, other, common)), None)
        twin = twin or next(((other, common) for other, common in near if _is_same_by_more(work, other, common)), None)
        if twin:
            same.append(Match(twin[0].entry, work.entry, _said(twin[1])))
        elif stranger := next(((other, common) for other, common in near if _is_other_paper(work, other, common)), None):
            sharing[stranger[1]] += 1
            shared.append(Match(stranger[0].entry, work.entry, stranger[1]))
        for handle in handles:
            if len(met[handle]) < MOST_LOOKED_AT:
                met[handle].append(work)
    return same, [match for match in shared if sharing[match.common] < MOST_SHARING]


_TITLE, _ADDRESS = "title ", "address "


def _handles(work: Work) -> list[str]:
    """What an entry can be met by: identities first, since they say most."""
    handles = list(work.keys.values())
    if work.title:
        handles.append(_TITLE + work.joined)
    if work.address:
        handles.append(_ADDRESS + work.address)
    return handles


def _said(common: str) -> str:
    return "title" if common.startswith(_TITLE) else "address" if common.startswith(_ADDRESS) else common


def _is_same(work: Work, other: Work, common: str) -> bool:
    if common.startswith(_TITLE):
        return work.names_one and not work.contradicts(other)
    if common.startswith(_ADDRESS):
        return work.joined == other.joined
    return not _differ(work, other)


def _is_same_by_more(work: Work, other: Work, common: str) -> bool:
    """Whether two entries of a title that isn't long enough to name one work have more in common."""
    if not common.startswith(_TITLE):
        return False
    if work.contradicts(other):
        return work.names_one and work.is_known_otherwise(other) and _are_described_alike(work.entry, other.entry)
    if work.kind == other.kind == "code" and work.address != other.address:
        return False  # two repositories of one name
    if work.entry.columns[:1] != other.entry.columns[:1] and work.entry.title not in dict(work.entry.columns[:1]).values():
        return False  # rows on two things, which their first cells name
    return _share_more(work.entry, other.entry) if work.address and other.address else False


def _share_more(entry: Entry, other: Entry) -> bool:
    """Whether two entries of one title have a link in common too, or the whole description."""
    return _are_described_alike(entry, other) or not {link.url for link in entry.links}.isdisjoint(link.url for link in other.links)


def _are_described_alike(entry: Entry, other: Entry) -> bool:
    mine, its = entry.description.casefold().split(), other.description.casefold().split()
    return mine == its and len(mine) >= LEAST_DESCRIPTION


def _namesakes(works: Sequence[Work]) -> Iterator[Match]:
    """Entries of one section with one title that names a work, whose links lead to two papers."""
    met: dict[tuple[int, str], Work] = {}
    for work in works:
        if work.keys and work.names_one and len(work.meaning) >= NAMING_WORDS:
            other = met.setdefault((work.entry.list_id, work.joined), work)
            if other is not work and work.contradicts(other):
                yield Match(other.entry, work.entry, "title")


def _is_other_paper(work: Work, other: Work, common: str) -> bool:
    if common.startswith((_TITLE, _ADDRESS)) or (_name(work) and _name(work) == _name(other)):
        return False
    return _differ(work, other) and min(len(work.meaning), len(other.meaning)) >= DIFFERENT_WORDS and _script(work) == _script(other)


_NAME = re.compile(r"\W*(\w+)[^:]{0,20}:")


def _name(work: Work) -> str:
    """The name before the colon, if it is one by its capitals or digits: `ProcTHOR-10K: …` is the data of `ProcTHOR: …`."""
    match = _NAME.match(work.entry.title)
    return match[1] if match and not match[1][1:].islower() else ""


def _differ(work: Work, other: Work) -> bool:
    """Whether two titles are those of different papers: neither holds the other, nor do they have most words in common."""
    one, two = work.meaning, other.meaning
    if not one or not two or work.joined in other.joined or other.joined in work.joined:
        return False
    if len(one & two) > COMMON_WORDS * min(len(one), len(two)):
        return False
    if most_alike(work.joined, other.joined) < ALIKE:
        return True
    if least_alike(work.joined, other.joined) >= ALIKE:
        return False
    from rapidfuzz.fuzz import ratio  # 20 ms, for the few that are in between

    return ratio(work.joined, other.joined) < ALIKE


def most_alike(one: str, other: str) -> float:
    """What their similarity is at most, per cent: that of equal characters in any order. Different papers are told by it."""
    return 200 * (Counter(one) & Counter(other)).total() / (len(one) + len(other))


def least_alike(one: str, other: str) -> float:
    """What their similarity is at least, per cent: that of the same beginning and end. Slips of the hand are told by it."""
    return 200 * sum(common_ends(one, other)) / (len(one) + len(other))


def _script(work: Work) -> bool:
    """Whether the title is in a script without blanks; a title and its translation have no word in common."""
    return cjk_letters(work.title) > 0


def _similar(works: Sequence[Work]) -> Iterator[Match]:
    """Titles that are equal but for one word, and there for one slip of the hand.

    A title is filed under itself without each of its words in turn (the deletion neighbourhood of Mor and Fraenkel,
    over words): titles that differ in one word meet there, and no others. What is left of a title without a word is
    a sum of hashes less one of them, so that filing a title takes time linear in its words.
    """
    filed: dict[int, Work] = {}
    for work in works:
        if not work.names_one or len(work.words) > MOST_WORDS:
            continue
        found = None
        hashes = [hash((at, word)) for at, word in enumerate(work.words)]
        whole = sum(hashes)
        for at, its in enumerate(hashes):
            other = filed.setdefault(whole - its, work)
            if other is not work and not found and _is_slip(work, other, at):
                found = other
        if found:
            yield Match(found.entry, work.entry, "title")


def _is_slip(work: Work, other: Work, at: int) -> bool:
    if len(work.words) != len(other.words) or work.title == other.title or work.contradicts(other):
        return False
    one, two = work.words[at], other.words[at]
    if min(len(one), len(two)) < 4 or not (one.isalpha() and two.isalpha()):
        return False
    if work.words[:at] != other.words[:at] or work.words[at + 1 :] != other.words[at + 1 :]:
        return False
    return is_one_slip(one, two)
