"""Rules on entries that are the same paper, or have the same link."""

from __future__ import annotations

from awesome_lint.checks.added import is_added
from awesome_lint.checks.duplicates.differences import are_thing_and_paper, are_two_parts, are_two_works
from awesome_lint.matches import Match, Matches, match_entries
from awesome_lint.model import Entry
from awesome_lint.rule import Context


def matches(context: Context) -> Matches:
    """The pairs of entries that these rules speak of; ask for it with `context.once(matches)`.

    Two entries of one link that name two works (other authors, other code) are no duplicates: they share a link. Rows about two
    parts of one thing rightly do, and so do a dataset and the paper on it.
    """
    found = match_entries(context.document, context.packs)
    namesakes = tuple(match for match in found.namesakes if not are_two_works(match, context))
    shared = tuple(match for match in found.shared if not are_thing_and_paper(match, context) and not are_two_parts(match, context))
    found = found._replace(namesakes=namesakes, shared=shared)
    parts = [match for match in found.same if are_two_parts(match, context) or are_thing_and_paper(match, context)]
    two = [match for match in found.same if match not in parts and are_two_works(match, context)]
    if not (two or parts):
        return found
    apart = {match.second.span for match in (*two, *parts)}
    return Matches(
        same=tuple(match for match in found.same if match.second.span not in apart),
        similar=found.similar,
        shared=(*found.shared, *(match for match in two if ":" in match.common)),
        namesakes=namesakes,
    )


def ordered(match: Match, context: Context) -> Match:
    """A pair with the new entry second: with a base revision, the one on added lines; else the one further down."""
    if is_new(match.first, context) and not is_new(match.second, context):
        return match._replace(first=match.second, second=match.first)
    return match


def is_new(entry: Entry, context: Context) -> bool:
    """Whether an entry begins on a line that the base revision doesn't have; False without one."""
    return is_added(entry.span, context)
