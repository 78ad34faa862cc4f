"""The second witness: two trees of blocks are equal but for what the fixes declare."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from awesome_lint.edits import Edit
from awesome_lint.proof.blocks import Block, Page, joined, read
from awesome_lint.proof.characters import outside_is_equal
from awesome_lint.proof.inline import Items, characters, definition, inline, raw, shown
from awesome_lint.proof.licence import Claim, Licence

LONGEST_QUOTE = 60


class Breach(NamedTuple):
    """A change that nobody declared: in which rows of the text before (from 0), and what it is."""

    rows: range
    what: str


def prove(before: str, after: str, claims: Sequence[Claim]) -> list[Breach]:
    """What differs between two texts that no claim declares; empty if every change was promised."""
    edits = [edit for claim in claims for edit in claim.edits]
    if not outside_is_equal(before, after, edits):
        return [Breach(range(before.count("\n") + 1), "characters outside the edits change")]
    return compare(read(before), read(after), claims)


def compare(before: Page, after: Page, claims: Sequence[Claim]) -> list[Breach]:
    """What differs between two pages that no claim declares."""
    if before.root.key == after.root.key:
        return []
    return list(_Comparison(before, after, claims).blocks(before.root, after.root))


class _Comparison:
    def __init__(self, before: Page, after: Page, claims: Sequence[Claim]) -> None:
        self._before = before
        self._after = after
        self._claims = _Claims(before, claims)
        self._rows = _Rows(before, after, [edit for claim in claims for edit in claim.edits])

    def blocks(self, old: Block, new: Block) -> Iterator[Breach]:
        """How two blocks that take the same place differ."""
        if old.key == new.key:
            return
        if old.name != new.name:
            yield Breach(old.rows, f"{_named(old)} becomes {_named(new)}")
        elif old.content != new.content:
            yield from self._content(old, new)
        elif old.children or new.children:
            yield from self._children(old, new)

    def _content(self, old: Block, new: Block) -> Iterator[Breach]:
        before, after = self._items(old), self._items(new)
        if not self._licence(old.rows).allows(before, after):
            yield Breach(old.rows, _difference(before, after))

    def _items(self, block: Block) -> Items:
        # The definitions before the change serve both: they are blocks themselves, and what changes in them is found there.
        if block.is_inline:
            return inline(block.content, self._before.references)
        if block.kind == "definition":
            return definition(block.content)
        if block.kind == "html_block":
            return raw(block.content)
        return tuple(("html", char) for char in block.content)

    def _children(self, old: Block, new: Block) -> Iterator[Breach]:
        licence = self._licence(old.rows)
        if licence.has("nesting") and self._is_nested_anew(old, new):
            return
        olds, news = old.children, new.children
        if licence.has("lists joined"):
            olds, news = joined(olds), joined(news)
        if old.kind == "tr" and len(olds) == len(news):
            for one, other in zip(olds, news, strict=True):
                yield from self.blocks(one, other)
            return
        gone: list[tuple[Block, range]] = []
        come: list[tuple[Block, range]] = []
        for gap_old, gap_new, rows, pair in self._aligned(olds, news, old.rows):
            gone += [(block, rows) for block in gap_old]
            come += [(block, rows) for block in gap_new]
            if pair:
                yield from self.blocks(*pair)
        if gone or come:
            yield from self._lone(gone, come, licence)

    def _aligned(
        self, olds: Sequence[Block], news: Sequence[Block], rows: range
    ) -> Iterator[tuple[Sequence[Block], Sequence[Block], range, tuple[Block, Block] | None]]:
        """The blocks without a partner before each pair, the rows around them, and the pair (None: there is none after them)."""
        places = {block.rows.start: at for at, block in reversed([*enumerate(news)])}
        i = j = 0
        top = rows.start
        for at, block in enumerate(olds):
            partner = places.get(self._rows.moved(block.rows.start))
            if partner is None or partner < j:
                continue
            yield from _by_turns(olds[i:at], news[j:partner], range(top, block.rows.stop))
            yield (), (), block.rows, (block, news[partner])
            i, j, top = at + 1, partner + 1, block.rows.start
        yield from _by_turns(olds[i:], news[j:], range(top, rows.stop))

    def _lone(self, gone: list[tuple[Block, range]], come: list[tuple[Block, range]], licence: Licence) -> Iterator[Breach]:
        """Blocks without a partner: moved among their siblings, removed or added, each as declared."""
        if licence.has("order"):
            for block, rows in list(gone):
                partner = next((other for other in come if other[0].key == block.key), None)
                if partner and self._licence(block.rows).has("order"):
                    gone.remove((block, rows))
                    come.remove(partner)
        for block, rows in gone:
            if not self._is_removed(block, licence):
                yield Breach(block.rows, f"{_named(block)} goes or changes: {_quoted(self._before.text(block.rows))}")
        for block, rows in come:
            if not self._is_added(block, licence):
                yield Breach(rows, f"{_named(block)} comes or changes: {_quoted(self._after.text(block.rows))}")

    def _is_removed(self, block: Block, licence: Licence) -> bool:
        if licence.removes(self._before.text(block.rows)):
            return True
        return bool(block.children) and all(self._is_removed(child, licence) for child in block.children)

    def _is_added(self, block: Block, licence: Licence) -> bool:
        if licence.adds(self._after.text(block.rows)):
            return True
        return bool(block.children) and all(self._is_added(child, licence) for child in block.children)

    def _is_nested_anew(self, old: Block, new: Block) -> bool:
        """Whether lists hold the same items in the same order, and only those that a fix indents are nested otherwise."""
        olds, news = list(old.leaves()), list(new.leaves())
        if len(olds) != len(news) or _items_in(old) != _items_in(new):
            return False
        for (path, leaf), (new_path, new_leaf) in zip(olds, news, strict=True):
            if path != new_path and not (_are_lists(path) and _are_lists(new_path) and self._licence(leaf.rows).has("nesting")):
                return False
            if leaf.name != new_leaf.name or any(self.blocks(leaf, new_leaf)):
                return False
        return True

    def _licence(self, rows: range) -> Licence:
        return Licence(self._claims.at(rows), self._before.source.text, self._before.references)


def _by_turns(
    olds: Sequence[Block], news: Sequence[Block], rows: range
) -> Iterator[tuple[Sequence[Block], Sequence[Block], range, tuple[Block, Block] | None]]:
    """Blocks between two pairs: as many of the same kinds on both sides are pairs themselves."""
    if [block.name for block in olds] == [block.name for block in news]:
        yield from (((), (), rows, pair) for pair in zip(olds, news, strict=True))
    else:
        yield olds, news, rows, None


def _are_lists(path: Sequence[tuple[str, str]]) -> bool:
    return all(kind in ("page", "bullet_list", "list_item") for kind, _ in path)


def _items_in(block: Block) -> int:
    return (block.kind == "list_item") + sum(map(_items_in, block.children))


class _Claims:
    """The claims by the rows that they edit."""

    def __init__(self, page: Page, claims: Sequence[Claim]) -> None:
        self._claims = claims
        self._places = sorted((row, index) for index, claim in enumerate(claims) for row in rows_of(page, claim.edits))

    def at(self, rows: range) -> list[Claim]:
        """The claims that edit some rows."""
        first, last = bisect_left(self._places, (rows.start, -1)), bisect_left(self._places, (max(rows.stop, rows.start + 1), -1))
        return [self._claims[index] for index in sorted({index for _, index in self._places[first:last]})]


def rows_of(page: Page, edits: Sequence[Edit]) -> Iterator[int]:
    """The rows (from 0) that edits touch."""
    for edit in edits:
        yield from range(page.source.row(edit.start) - 1, page.source.row(max(edit.start, edit.end - 1)))


class _Rows:
    """Where rows of the text before are in the text after."""

    def __init__(self, before: Page, after: Page, edits: Sequence[Edit]) -> None:
        self._before = before.source
        self._after = after.source
        self._edits = sorted(edits, key=lambda edit: (edit.start, edit.end))
        self._ends = [edit.end for edit in self._edits]
        self._shifts = [0, *accumulate(len(edit.content) - (edit.end - edit.start) for edit in self._edits)]

    def moved(self, row: int) -> int | None:
        """The row after of what begins in a row before (both from 0); None where it was deleted."""
        line = self._before.line(row + 1)
        start = self._before.line_starts[row]
        at = start + len(line) - len(line.lstrip(" \t"))
        done = bisect_right(self._ends, at)
        shift = self._shifts[done]
        if done < len(self._edits) and self._edits[done].start <= at:
            edit = self._edits[done]
            if not edit.content and edit.end >= start + len(line):
                return None
            at = edit.start
        return self._after.row(at + shift) - 1


def _named(block: Block) -> str:
    names = {
        "bullet_list": "a list",
        "ordered_list": "a numbered list",
        "list_item": "an item",
        "tr": "a row",
        "html_block": "HTML",
        "fence": "code",
        "code_block": "code",
        "hr": "a rule",
        "definition": "a link definition",
    }
    name = names.get(block.kind, f"a {block.kind.replace('_', ' ')}")
    return f"{name} ({block.detail})" if block.detail else name


def _difference(old: Items, new: Items) -> str:
    """The stretch in which two sequences differ, in words."""
    start = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    most = min(len(old), len(new)) - start
    end = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    return f"{_quoted(shown(old[start : len(old) - end]))} becomes {_quoted(shown(new[start : len(new) - end]))}"


def _quoted(text: str) -> str:
    folded = " ".join(text.split())
    return f"“{folded if len(folded) <= LONGEST_QUOTE else folded[: LONGEST_QUOTE - 1] + '…'}”"
