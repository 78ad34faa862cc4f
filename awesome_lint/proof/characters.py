"""The first witness: characters outside the edits are where they were."""

from __future__ import annotations

from collections.abc import Sequence

from awesome_lint.edits import Edit


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
