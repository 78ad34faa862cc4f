"""Rules on entries that are the same paper, or have the same link."""

from __future__ import annotations

from awesome_lint.matches import Matches, match_entries
from awesome_lint.rule import Context


def matches(context: Context) -> Matches:
    """The pairs of entries that these rules speak of; ask for it with `context.once(matches)`."""
    return match_entries(context.document, context.packs)
