"""What the rules that write another URL have in common."""

from __future__ import annotations

from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Link
from awesome_lint.rule import Context
from awesome_lint.source import Span


def url_place(link: Link) -> Span:
    """Where a finding about the link's URL is shown."""
    return link.url_span or link.span


def write_url(link: Link, new: str, context: Context, message: str, applicability: Applicability = Applicability.SAFE) -> Fix | None:
    """A fix that writes another URL, as a whole, so that two rules never mend one URL in one pass.

    None where no edit is possible: in HTML, in reference links, and where the source escapes what the URL holds.
    """
    if link.url_span is None or context.source[link.url_span] != link.url:
        return None
    edit = Edit.replacement(link.url_span, new)
    return Fix.of(message, edit, applicability=applicability, deltas=[Delta("url", link.url, new)])
