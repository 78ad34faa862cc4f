"""The proof that writing contents changes nothing else of a page."""

from __future__ import annotations

from awesome_lint.edits import Edit
from awesome_lint.proof import outside_is_equal
from awesome_lint.proof.blocks import Block, Page, read


def rest_is_equal(before: str, after: str, edit: Edit) -> bool:
    """Whether two texts differ in the edit alone: the characters outside it, and the blocks outside it as markdown-it-py renders them.

    A block that is partly inside the edit is a difference.
    """
    if not outside_is_equal(before, after, [edit]):
        return False
    first = before.count("\n", 0, edit.start)
    old = range(first, first + _rows(before[edit.start : edit.end]))
    new = range(first, first + _rows(edit.content))
    return _outside(read(before), old) == _outside(read(after), new)


def _rows(text: str) -> int:
    """How many rows a text takes, the last one with or without its line end."""
    return text.count("\n") + (text != "" and not text.endswith("\n"))


def _outside(page: Page, edited: range) -> list[tuple[object, ...]]:
    """The blocks of a page outside some rows; one that is partly inside them is told by its rows."""
    return [_key(block, edited) for block in page.root.children if not _is_inside(block.rows, edited)]


def _is_inside(rows: range, edited: range) -> bool:
    return edited.start <= rows.start and rows.stop <= edited.stop


def _key(block: Block, edited: range) -> tuple[object, ...]:
    is_across = block.rows.start < edited.stop and edited.start < block.rows.stop
    is_split = block.rows.start < edited.start < block.rows.stop
    return ("across", block.rows.start, block.rows.stop) if is_across or is_split else block.key
