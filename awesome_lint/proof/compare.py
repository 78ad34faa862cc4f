"""The second witness: two trees of blocks are equal but for what the fixes declare."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate
from typing import NamedTuple

from awesome_lint.edits import Edit
from awesome_lint.proof.blocks import Block, Page, Path, joined, read
from awesome_lint.proof.characters import outside_is_equal
from awesome_lint.proof.inline import Items, definition, inline, raw, shown, stripped
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
        self._rows = _Rows(before, after, [edit for claim in claims for edit in claim.edits])
        self._claims = _Claims(claims, self._rows.edited)
        self._claims_after = _Claims(claims, self._rows.written)

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
        found = list(self._siblings(olds, news, old.rows, licence))
        if not (found and licence.has("blocks divided") and self._are_divided(olds, news)):
            yield from found

    def _siblings(self, olds: Sequence[Block], news: Sequence[Block], rows: range, licence: Licence) -> Iterator[Breach]:
        """How the blocks of one parent differ, pair by pair; `rows` are the parent's."""
        if licence.has("order"):
            olds, news = self._without_moved(olds, news)
        gone: list[tuple[Block, range]] = []
        come: list[tuple[Block, range]] = []
        moved = {block.key for block in olds} & {block.key for block in news} if licence.has("order") else set()
        for gap_old, gap_new, around, pair in self._aligned(olds, news, rows, moved):
            gone += [(block, around) for block in gap_old]
            come += [(block, around) for block in gap_new]
            if pair:
                yield from self.blocks(*pair)
        if gone or come:
            yield from self._lone(gone, come)

    def _without_moved(self, olds: Sequence[Block], news: Sequence[Block]) -> tuple[list[Block], list[Block]]:
        """Siblings before and after, without those that a fix moves, which are the same in both."""
        after = Counter(block.key for block in news)
        moved: Counter[object] = Counter()
        left = []
        for block in olds:
            if moved[block.key] < after[block.key] and self._licence(block.rows).has("order"):
                moved[block.key] += 1
            else:
                left.append(block)
        kept = []
        for block in news:
            if moved[block.key]:
                moved[block.key] -= 1
            else:
                kept.append(block)
        return left, kept

    def _are_divided(self, olds: Sequence[Block], news: Sequence[Block]) -> bool:
        """Whether the siblings that differ say the same one after the other, however they are divided into blocks."""
        while olds and news and olds[0].key == news[0].key:
            olds, news = olds[1:], news[1:]
        while olds and news and olds[-1].key == news[-1].key:
            olds, news = olds[:-1], news[:-1]
        if not olds or not news:
            return False
        licence = self._licence(range(olds[0].rows.start, olds[-1].rows.stop))
        return licence.has("blocks divided") and licence.allows(self._said(olds), self._said(news))

    def _said(self, blocks: Sequence[Block]) -> Items:
        """The words, links and images of some blocks and all below them, in one sequence."""
        leaves = (leaf for block in blocks for leaf in ([block] if not block.children else [leaf for _, leaf in block.leaves()]))
        return tuple(item for leaf in leaves for item in (*stripped(self._items(leaf)), " "))

    def _aligned(
        self, olds: Sequence[Block], news: Sequence[Block], rows: range, moved: AbstractSet[object]
    ) -> Iterator[tuple[Sequence[Block], Sequence[Block], range, tuple[Block, Block] | None]]:
        """The blocks without a partner before each pair, the rows around them, and the pair (None: there is none after them).

        `moved` are the keys of blocks that may have partners elsewhere.
        """
        places = {block.rows.start: at for at, block in reversed([*enumerate(news)])}
        i = j = 0
        top = rows.start
        for at, block in enumerate(olds):
            row = self._rows.moved(block.rows.start)
            partner = None if row is None else places.get(row)
            if partner is None or partner < j:
                continue
            yield from _by_turns(olds[i:at], news[j:partner], range(top, block.rows.stop), moved)
            yield (), (), block.rows, (block, news[partner])
            i, j, top = at + 1, partner + 1, block.rows.start
        yield from _by_turns(olds[i:], news[j:], range(top, rows.stop), moved)

    def _lone(self, gone: list[tuple[Block, range]], come: list[tuple[Block, range]]) -> Iterator[Breach]:
        """Blocks without a partner: removed or added, each as declared."""
        for block, _ in gone:
            if not self._is_removed(block):
                yield Breach(block.rows, f"{_named(block)} goes or changes: {_quoted(self._before.text(block.rows))}")
        for block, rows in come:
            if not self._is_added(block):
                yield Breach(rows, f"{_named(block)} comes or changes: {_quoted(self._after.text(block.rows))}")

    def _is_removed(self, block: Block) -> bool:
        if self._licence(block.rows).removes(self._before.text(block.rows)):
            return True
        return bool(block.children) and all(self._is_removed(child) for child in block.children)

    def _is_added(self, block: Block) -> bool:
        if self._made(self._claims_after.at(block.rows)).adds(self._after.text(block.rows)):
            return True
        return bool(block.children) and all(self._is_added(child) for child in block.children)

    def _is_nested_anew(self, old: Block, new: Block) -> bool:
        """Whether lists hold the same innermost blocks in the same order, and only those that a fix indents are nested otherwise."""
        news = {leaf.rows.start: (path, leaf) for path, leaf in new.leaves()}
        for path, leaf in old.leaves():
            row = self._rows.moved(leaf.rows.start)
            if row is None or row not in news:
                if not self._is_removed(leaf):
                    return False
                continue
            new_path, new_leaf = news.pop(row)
            if path != new_path and not (_are_lists(path) and _are_lists(new_path) and self._licence(leaf.rows).has("nesting")):
                return False
            if any(self.blocks(leaf, new_leaf)):
                return False
        return all(self._is_added(leaf) for _, leaf in news.values())

    def _licence(self, rows: range) -> Licence:
        """What is declared for rows of the text before."""
        return self._made(self._claims.at(rows))

    def _made(self, claims: Sequence[Claim]) -> Licence:
        return Licence(claims, self._before.source.text, self._before.references)


def _by_turns(
    olds: Sequence[Block], news: Sequence[Block], rows: range, moved: AbstractSet[object]
) -> Iterator[tuple[Sequence[Block], Sequence[Block], range, tuple[Block, Block] | None]]:
    """Blocks between two pairs: as many of the same kinds on both sides are pairs themselves, unless one of them has moved."""
    if [block.name for block in olds] == [block.name for block in news] and not any(block.key in moved for block in (*olds, *news)):
        yield from (((), (), rows, pair) for pair in zip(olds, news, strict=True))
    else:
        yield olds, news, rows, None


def _are_lists(path: Path) -> bool:
    return all(kind in ("page", "bullet_list", "list_item") for kind, _, _ in path)


class _Claims:
    """The claims by rows."""

    def __init__(self, claims: Sequence[Claim], rows: Callable[[Edit], range]) -> None:
        self._claims = claims
        self._places = sorted({(row, index) for index, claim in enumerate(claims) for edit in claim.edits for row in rows(edit)})

    def at(self, rows: range) -> list[Claim]:
        """The claims in some rows."""
        first, last = bisect_left(self._places, (rows.start, -1)), bisect_left(self._places, (max(rows.stop, rows.start + 1), -1))
        return [self._claims[index] for index in sorted({index for _, index in self._places[first:last]})]


class _Rows:
    """Where rows of the text before are in the text after."""

    def __init__(self, before: Page, after: Page, edits: Sequence[Edit]) -> None:
        self._before = before.source
        self._after = after.source
        self._edits = sorted(edits, key=lambda edit: (edit.start, edit.end))
        self._starts = {edit: index for index, edit in enumerate(self._edits)}
        self._ends = [edit.end for edit in self._edits]
        self._shifts = [0, *accumulate(len(edit.content) - (edit.end - edit.start) for edit in self._edits)]

    def edited(self, edit: Edit) -> range:
        """The rows before that an edit touches."""
        return range(self._before.row(edit.start) - 1, self._before.row(max(edit.start, edit.end - 1)))

    def written(self, edit: Edit) -> range:
        """The rows after that an edit touches."""
        start = edit.start + self._shifts[self._starts[edit]]
        return range(self._after.row(start) - 1, self._after.row(start + max(0, len(edit.content) - 1)))

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
