"""One round of layout: print each top-level block, put the blocks together, prove that they mean the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from awesome_lint.canonical.habits import Habits, kind_of, learn, places
from awesome_lint.canonical.page import Page, blocks, read
from awesome_lint.canonical.printer import Printer
from awesome_lint.canonical.proof import same_blocks, same_characters, same_references

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A page after one round. `protected` are the rows (from 0) to leave alone in the next one; `refused` are rows of the page before."""

    page: Page
    protected: list[range]
    refused: list[range]
    blocks: int


@dataclass(slots=True)
class _Block:
    """A top-level block: its rows in the source, what is to be printed, and the blank (or unread) lines above it."""

    tokens: Sequence[Token]
    rows: range
    source: list[str]
    printed: list[str]
    above_source: list[str]
    above: list[str]
    protected: bool = False
    refused: bool = False
    start: int = 0  # row in the text as put together

    @property
    def changed(self) -> bool:
        return self.printed != self.source

    def restore(self) -> bool:
        """Leave the block as it is. Returns whether that is news."""
        news = self.changed or self.above != self.above_source
        self.refused = self.refused or (self.changed and not self.protected)
        self.printed, self.above = self.source, self.above_source
        return news


def rewrite(page: Page, protected: Sequence[range]) -> Rewritten:
    """Print a page once; blocks for which no proof is found stay as they are."""
    shield = frozenset(row for rows in protected for row in rows)
    found = _print(page, shield)
    end = found[-1].rows.stop if found else 0
    tail = [""] if found and shield.isdisjoint(range(end, len(page.lines))) else page.lines[end:]
    new = _assembled(page, found, tail)
    while not _prove(page, new, found):
        new = _assembled(page, found, tail)
    return Rewritten(
        new,
        [range(block.start - len(block.above), block.start + len(block.printed)) for block in found if block.protected],
        [block.rows for block in found if block.refused],
        sum(not block.protected for block in found),
    )


def _print(page: Page, shield: frozenset[int]) -> list[_Block]:
    habits = learn(page)
    printer = Printer(page, habits)
    found: list[_Block] = []
    end = 0
    for tokens, root in zip(blocks(page.tokens), printer.roots, strict=True):
        assert tokens[0].map is not None
        rows = range(tokens[0].map[0], page.last_line(tokens[0].map) + 1)
        source, above = page.lines[rows.start : rows.stop], page.lines[end : rows.start]
        shielded = not shield.isdisjoint(rows)
        printed = source if shielded else printer.print(root)
        block = _Block(tokens, rows, source, printed, above, above, protected=shielded)
        if shield.isdisjoint(range(end, rows.start)):
            block.above = _blank_lines(found[-1].tokens[0] if found else None, tokens[0], above, habits)
        if not same_characters("".join(source), "".join(printed)):
            block.restore()
            block.refused = True
        found.append(block)
        end = rows.stop
    return found


def _blank_lines(before: Token | None, token: Token, above: list[str], habits: Habits) -> list[str]:
    """The lines to print above a top-level block."""
    if any(line.strip(" \t") for line in above):  # front matter
        return above
    if before is None:
        return []
    where = places(before, token)
    count = habits.blank_lines(len(above), *where)
    if "heading" in (kind_of(before.type), kind_of(token.type)):
        always = next(
            (habits.blanks[place].always for place in where if place in habits.blanks and habits.blanks[place].always is not None), None
        )
        if count == 0 and always is True:
            count = 1
        elif always is False and kind_of(before.type) == "heading" and before.markup.startswith("#"):
            count = 0
    return [""] * count


def _assembled(page: Page, found: list[_Block], tail: list[str]) -> Page:
    lines: list[str] = []
    for block in found:
        lines += block.above
        block.start = len(lines)
        lines += block.printed
    lines += tail
    text = "\n".join(lines)
    return page if text == page.text else read(text)


def _prove(page: Page, new: Page, found: list[_Block]) -> bool:
    """Whether every block of the new page means what it did; those that don't are restored."""
    if new is page:
        return True
    if not same_references(page.references, new.references):
        return _restore_all(found)
    by_row = {tokens[0].map[0]: tokens for tokens in blocks(new.tokens) if tokens[0].map}
    broken = [n for n, block in enumerate(found) if not _means_the_same(block, by_row.get(block.start), new)]
    if not broken and len(by_row) == len(found):
        return True
    news = [found[n].restore() for at in broken for n in (at, at + 1) if n < len(found)]
    if not any(news):
        news = [found[n].restore() for at in broken for n in (at - 1, at + 1) if 0 <= n < len(found)]
    return not any(news) and _restore_all(found)


def _restore_all(found: list[_Block]) -> bool:
    """Leave the whole page as it is. Returns whether it was so already."""
    news = [block.restore() for block in found]
    return not any(news)


def _means_the_same(block: _Block, tokens: Sequence[Token] | None, new: Page) -> bool:
    if tokens is None or tokens[0].map is None:
        return False
    if new.last_line(tokens[0].map) + 1 != block.start + len(block.printed):
        return False
    return same_blocks(block.tokens, tokens, new.references) if block.changed else tokens[0].type == block.tokens[0].type
