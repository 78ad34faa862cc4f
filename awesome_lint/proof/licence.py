"""What the fixes that edit a place declare, as replacements in its rendering."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from awesome_lint.edits import Delta, DeltaKind, Edit
from awesome_lint.proof.inline import LINK_END, Item, Items, characters, inline, raw, stripped, unescaped

Pair = tuple[Items, Items]
Changes = frozenset[tuple[str, str]]
"""Texts, and what they become."""


class Claim(NamedTuple):
    """A fix as the proof sees it: what it edits and what it declares to change."""

    edits: tuple[Edit, ...]
    deltas: tuple[Delta, ...]


class Licence:
    """The declared changes of one place. `source` is the text before."""

    def __init__(self, claims: Iterable[Claim], source: str, references: Mapping[str, Any]) -> None:
        self._claims = tuple(claims)
        self._source = source
        self._references = references

    @cached_property
    def _declared(self) -> dict[DeltaKind, list[Delta]]:
        found: dict[DeltaKind, list[Delta]] = defaultdict(list)
        for claim in self._claims:
            for delta in claim.deltas:
                found[delta.kind].append(delta)
        return found

    def has(self, kind: DeltaKind) -> bool:
        """Whether a change of this kind is declared here."""
        return kind in self._declared

    def removes(self, text: str) -> bool:
        """Whether the block with this source is declared to go."""
        return any(delta.old.strip() == text for delta in self._declared.get("block removed", ()))

    def adds(self, text: str) -> bool:
        """Whether a block with this source is declared to come."""
        return any(delta.new.strip() == text for delta in self._declared.get("block added", ()))

    def allows(self, old: Items, new: Items) -> bool:
        """Whether the declared changes, and nothing else, turn one rendering into the other."""
        old, new = stripped(old), stripped(new)
        if old == new or rewrites(old, new, self._pairs):
            return True
        recovered = {delta.new for delta in self._declared.get("link recovered", ())}
        if not recovered and not self.has("link order"):
            return False
        if any(_links(new)[url] < max(1, _links(old)[url]) for url in recovered):
            return False
        pairs = {(_bare(a, recovered), _bare(b, recovered)) for a, b in self._pairs}
        old, new = _bare(old, recovered), _bare(new, recovered)
        if not self.has("link order"):
            return rewrites(old, new, pairs)
        old, old_links = _without_links(old)
        new, new_links = _without_links(new)
        return rewrites(old, new, pairs) and _are_permuted(old_links, new_links, pairs)

    @cached_property
    def _pairs(self) -> set[Pair]:
        texts = {(delta.old, delta.new) for delta in self._declared.get("text", ())}
        urls = {(delta.old, delta.new) for delta in self._declared.get("url", ())}
        pairs = {pair for old, new in texts for pair in self._texts(old, new)}
        pairs.update(pair for old, new in urls for pair in self._urls(old, new))
        pairs.update(pair for declared, edited in {self._words_of(claim) for claim in self._claims} for pair in _in_html(declared, edited))
        pairs.update([pair for a, b in pairs if a != b for pair in _beside_blanks(a, b)])
        return {(a, b) for a, b in pairs if a != b}

    def _words_of(self, claim: Claim) -> tuple[Changes, Changes]:
        """The words and URLs that a fix declares to change, and those that it edits: thousands of fixes may do the same."""
        declared = frozenset((delta.old, delta.new) for delta in claim.deltas if delta.kind in ("url", "text"))
        return declared, frozenset((self._source[edit.start : edit.end], edit.content) for edit in claim.edits)

    def _texts(self, old: str, new: str) -> Iterator[Pair]:
        """Words, or Markdown, that become others."""
        yield characters(old), characters(new)
        if _MARKUP.search(old + new):
            yield inline(old, self._references), inline(new, self._references)

    def _urls(self, old: str, new: str) -> Iterator[Pair]:
        """A URL in a link, an image or, without either, in words."""
        for a, b in {(old, new), (unescaped(old), unescaped(new))}:
            yield from (((("link", a),), (("link", b),)), ((("image", a),), (("image", b),)))
        yield from self._texts(old, new)


def _in_html(declared: Changes, edited: Changes) -> Iterator[Pair]:
    """What a fix declares as it is in HTML and code: as declared, or as edited where that is only escaped otherwise."""
    yield from ((_raw(old), _raw(new)) for old, new in declared)
    yield from ((raw(old), raw(new)) for old, new in declared)
    read = {(unescaped(old), unescaped(new)) for old, new in declared}
    for old, new in edited:
        if (unescaped(old), unescaped(new)) in read:
            yield raw(old), raw(new)


def _raw(text: str) -> Items:
    """The items of HTML, with a blank at its start or end."""
    before, after = (((("html", " "),) if char.isspace() else ()) for char in (text[:1], text[-1:]))
    return (*before, *raw(text), *after)


_MARKUP = re.compile(r"[\\&*_`<>\[\]!~]")


def _beside_blanks(old: Items, new: Items) -> Iterator[Pair]:
    """A replacement together with the blanks beside it, which melt into one, or count no more at the end of a text."""
    if new and old and " " not in (old[0], old[-1], new[0], new[-1]):
        return
    for before, after in ((), (" ",)), ((" ",), ()), ((" ",), (" ",)):
        pair = _melted((*before, *old, *after)), _melted((*before, *new, *after))
        yield pair
        yield pair[0], stripped(pair[1])
    yield stripped(old), stripped(new)
    yield old, stripped(new)


def _melted(items: Items) -> Items:
    return tuple(item for at, item in enumerate(items) if item != " " or at == 0 or items[at - 1] != " ")


def rewrites(old: Items, new: Items, pairs: Iterable[Pair]) -> bool:
    """Whether `new` is `old` with some occurrences of each pair's first member replaced by its second."""
    by_size: dict[Item, dict[int, dict[Items, list[Items]]]] = {}
    inserted: list[Items] = []
    for a, b in set(pairs):
        if a:
            by_size.setdefault(a[0], {}).setdefault(len(a), {}).setdefault(a, []).append(b)
        elif b:
            inserted.append(b)
    seen: set[tuple[int, int]] = set()
    ahead = [(0, 0)]
    while ahead:
        i, j = ahead.pop()
        while not inserted and i < len(old) and j < len(new) and old[i] == new[j] and old[i] not in by_size:
            i, j = i + 1, j + 1  # nothing is replaced here
        place = i, j
        if place in seen:
            continue
        seen.add(place)
        if i == len(old) and j == len(new):
            return True
        ahead += [(i, j + len(b)) for b in inserted if new[j : j + len(b)] == b]
        if i == len(old):
            continue
        for size, replaced in by_size.get(old[i], {}).items():
            ahead += [(i + size, j + len(b)) for b in replaced.get(old[i : i + size], ()) if new[j : j + len(b)] == b]
        if j < len(new) and old[i] == new[j]:
            ahead.append((i + 1, j + 1))
    return False


# What mending a link or changing its place leaves out of account: brackets, blanks, and emphasis, which a URL in words may hold by accident.
_BRACKETS = frozenset("[]()（）【】［］〔〕 *_~")
_EMPHASIS = frozenset(("em_open", "em_close", "strong_open", "strong_close", "s_open", "s_close"))


def _bare(items: Items, recovered: set[str]) -> Items:
    """Items without brackets, blanks and emphasis; the links that a fix mends as their words and URL."""
    found: list[Item] = []
    url = ""
    for item in items:
        if isinstance(item, tuple) and item[0] == "link" and item[1] in recovered:
            url = item[1]
        elif item == LINK_END and url:
            found += [char for char in url if char not in _BRACKETS]
            url = ""
        elif item not in _BRACKETS and item[0] not in _EMPHASIS:
            found.append(item)
    return tuple(found)


def _links(items: Items) -> Counter[str]:
    """How many links lead to each URL."""
    return Counter(item[1] for item in items if isinstance(item, tuple) and item[0] == "link")


def _without_links(items: Items) -> tuple[Items, list[Items]]:
    """The items outside links, and those of each link."""
    outside: list[Item] = []
    links: list[Items] = []
    start = None
    for at, item in enumerate(items):
        if isinstance(item, tuple) and item[0] == "link":
            start = at
        elif start is None:
            outside.append(item)
        elif item == LINK_END:
            links.append(items[start : at + 1])
            start = None
    return tuple(outside), links


def _are_permuted(old: list[Items], new: list[Items], pairs: set[Pair]) -> bool:
    """Whether the links are the same, changed as declared, in whatever order."""
    gone, come = Counter(old) - Counter(new), list((Counter(new) - Counter(old)).elements())
    for link in gone.elements():
        partner = next((at for at, other in enumerate(come) if rewrites(link, other, pairs)), None)
        if partner is None:
            return False
        del come[partner]
    return not come
