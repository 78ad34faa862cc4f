"""One round of layout: print each top-level block, put the blocks together, prove that they mean the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from awesome_lint.layout.habits import cautious, learn, places
from awesome_lint.layout.printer import Printer, tree
from awesome_lint.layout.proof import same_blocks, same_characters, same_references
from awesome_lint.style.page import Page, blocks, read

if TYPE_CHECKING:
    from markdown_it.token import Token
    from mdformat.renderer import RenderTreeNode

_RETREATS = 10
"""Attempts to find blocks that can be proved together; real lists need one. Then the page stays as it is."""


class Rewritten(NamedTuple):
    """A page after one round.

    `shield` are the rows (from 0) that the next round leaves alone; `refused` are rows of the page before.
    """

    page: Page
    shield: frozenset[int]
    refused: tuple[range, ...]
    blocks: int


@dataclass(slots=True)
class _Block:
    """A top-level block: its rows in the source, its lines as they are and as they are to be printed, and the lines above it.

    `caution` is 0 as printed in the list's habits, 1 with every marker left where it is, 2 as it is.
    """

    root: RenderTreeNode
    tokens: Sequence[Token]
    rows: range
    source: list[str]
    printed: list[str]
    above_source: list[str]
    above: list[str]
    caution: int = 0
    start: int = 0  # row in the text as put together

    @property
    def is_changed(self) -> bool:
        return self.printed != self.source

    @property
    def is_refused(self) -> bool:
        return self.caution == 2


def rewrite(page: Page, shield: frozenset[int], pins: Mapping[str, str]) -> Rewritten:
    """Print a page once; blocks for which no proof is found stay as they are, and so do the rows of `shield`."""
    return _Rewrite(page, shield, pins).run()


class _Rewrite:
    def __init__(self, page: Page, shield: frozenset[int], pins: Mapping[str, str]) -> None:
        self._page = page
        self._shield = shield
        self._habits = learn(page, pins)
        self._printer = Printer(page, self._habits)
        self._cautious = Printer(page, cautious(self._habits))
        self._blocks: list[_Block] = []
        end = 0
        for tokens, root in zip(blocks(page.tokens), tree(page), strict=True):
            assert tokens[0].map is not None
            rows = range(tokens[0].map[0], page.last_line(tokens[0].map) + 1)
            source, above = page.lines[rows.start : rows.stop], page.lines[end : rows.start]
            block = _Block(root, tokens, rows, source, source, above, above)
            if self._shield.isdisjoint(range(end, rows.start)):
                block.above = self._blank_lines(self._blocks[-1].tokens[0] if self._blocks else None, tokens[0], above)
            self._print(block)
            self._blocks.append(block)
            end = rows.stop
        self._tail = [""] if self._blocks and shield.isdisjoint(range(end, len(page.lines))) else page.lines[end:]

    def run(self) -> Rewritten:
        new = self._assembled()
        for _ in range(_RETREATS):
            broken = self._broken(new)
            if not broken:
                break
            self._retreat(broken)
            new = self._assembled()
        else:
            self._retreat(())
            new = self._page
        refused = tuple(block.rows for block in self._blocks if block.is_refused)
        return Rewritten(new, self._new_shield(), refused, len(self._blocks))

    def _print(self, block: _Block) -> None:
        """Print a block as cautiously as it asks for, without its shielded rows."""
        if block.is_refused:
            block.printed = block.source
            return
        block.printed = (self._cautious if block.caution else self._printer).print(block.root)
        if not self._shield.isdisjoint(block.rows):
            block.printed = self._shielded(block)
        if not same_characters("".join(block.source), "".join(block.printed)):
            block.caution, block.printed = 2, block.source

    def _shielded(self, block: _Block) -> list[str]:
        """A block's printed lines with the shielded ones unchanged; lines pair up, since only blank ones come and go."""
        before, after = _with_blanks_above(block.source), _with_blanks_above(block.printed)
        if len(before) != len(after):
            return block.source
        lines: list[str] = []
        row = block.rows.start
        for (blanks, line), (new_blanks, new_line) in zip(before, after, strict=True):
            lines += new_blanks if self._shield.isdisjoint(range(row, row + len(blanks))) else blanks
            row += len(blanks) + 1
            lines.append(line if row - 1 in self._shield else new_line)
        return lines

    def _blank_lines(self, before: Token | None, token: Token, above: list[str]) -> list[str]:
        """The lines to print above a top-level block."""
        if any(line.strip(" \t") for line in above):  # front matter
            return above
        if before is None:
            return []
        where = places(before, token)
        count = self._habits.blank_lines(len(above), *where)
        if "heading_open" not in (before.type, token.type):
            return [""] * count
        blanks = self._habits.blanks[where[0]]
        if blanks.pinned is not None:
            count = blanks.pinned
        elif count == 0 and blanks.always is True:
            count = 1
        elif blanks.always is False and before.type == "heading_open" and before.markup.startswith("#"):
            count = 0  # nothing goes on from a heading's line
        return [""] * count

    def _assembled(self) -> Page:
        lines: list[str] = []
        for block in self._blocks:
            lines += block.above
            block.start = len(lines)
            lines += block.printed
        text = "\n".join(lines + self._tail)
        return self._page if text == self._page.text else read(text)

    def _broken(self, new: Page) -> list[int]:
        """The blocks that the new page doesn't hold as they were: their indices."""
        if new is self._page:
            return []
        by_row = {tokens[0].map[0]: tokens for tokens in blocks(new.tokens) if tokens[0].map}
        last = len(self._blocks) - 1
        broken = [
            n
            for n, block in enumerate(self._blocks)
            if not _means_the_same(block, by_row.get(block.start), new, is_changed=block.is_changed or n == last)
        ]
        if len(by_row) == len(self._blocks) and same_references(self._page.references, new.references):
            return broken
        return broken or list(range(len(self._blocks)))

    def _retreat(self, broken: Sequence[int]) -> None:
        """Print broken blocks more cautiously, or else their neighbours; then unchanged, if need be all of them."""
        tail = self._page.lines[self._blocks[-1].rows.stop :]
        if len(self._blocks) - 1 in broken and self._tail != tail:
            self._tail = tail  # of an open fence, a final line end is content
            return
        near = sorted({n for at in broken for n in (at - 1, at, at + 1) if 0 <= n < len(self._blocks)})
        for caution in (1, 2):
            for indices in (broken, near):
                changed = [self._restrain(self._blocks[n], caution) for n in indices]
                if any(changed):
                    return
        for block in self._blocks:
            block.caution = 2 if block.is_changed else block.caution
            block.printed, block.above = block.source, block.above_source
        self._tail = tail

    def _restrain(self, block: _Block, caution: int) -> bool:
        """Print a block as cautiously as said. Returns whether that changes anything."""
        was = block.printed, block.above
        if block.is_changed and block.caution < caution:
            block.caution = caution
            self._print(block)
        if caution == 2:
            block.above = block.above_source
        return was != (block.printed, block.above)

    def _new_shield(self) -> frozenset[int]:
        """Where the shielded rows are in the new page."""
        if not self._shield:
            return self._shield
        rows: set[int] = set()
        for block in self._blocks:
            gap = range(block.rows.start - len(block.above_source), block.rows.start)
            rows.update(block.start - len(block.above) + row - gap.start for row in gap if row in self._shield)
            if self._shield.isdisjoint(block.rows):
                continue
            was, now = _with_blanks_above(block.source), _with_blanks_above(block.printed)
            old, new = block.rows.start, block.start
            for (blanks, _), (new_blanks, _) in zip(was, now, strict=True):
                if not self._shield.isdisjoint(range(old, old + len(blanks))):
                    rows.update(range(new, new + len(new_blanks)))
                old, new = old + len(blanks) + 1, new + len(new_blanks) + 1
                if old - 1 in self._shield:
                    rows.add(new - 1)
        tail = self._blocks[-1].rows.stop if self._blocks else 0
        below = self._blocks[-1].start + len(self._blocks[-1].printed) if self._blocks else 0
        rows.update(below + row - tail for row in self._shield if row >= tail)
        return frozenset(rows)


def _with_blanks_above(lines: Sequence[str]) -> list[tuple[list[str], str]]:
    """Each line that isn't blank, with the blank ones above it."""
    found: list[tuple[list[str], str]] = []
    blanks: list[str] = []
    for line in lines:
        if line.strip(" \t"):
            found.append((blanks, line))
            blanks = []
        else:
            blanks.append(line)
    return found


def _means_the_same(block: _Block, tokens: Sequence[Token] | None, new: Page, *, is_changed: bool) -> bool:
    """Whether tokens of the new page are a block as printed; one that isn't changed has only to be where it should."""
    if tokens is None or tokens[0].map is None:
        return False
    if new.last_line(tokens[0].map) + 1 != block.start + len(block.printed):
        return False
    return same_blocks(block.tokens, tokens, new.references) if is_changed else tokens[0].type == block.tokens[0].type
