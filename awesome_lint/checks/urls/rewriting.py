"""What the rules that write another URL have in common."""

from __future__ import annotations

import re

from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Link, LinkKind
from awesome_lint.rule import Context
from awesome_lint.source import Span


def url_place(link: Link) -> Span:
    """Where a finding about the link's URL is shown."""
    return link.url_span or link.span


def write_url(link: Link, new: str, context: Context, message: str, applicability: Applicability = Applicability.SAFE) -> Fix | None:
    """A fix that writes another URL, as a whole, so that two rules never mend one URL in one pass.

    A text that is the address changes with it. None where no edit is possible: in HTML, in reference links, where the source
    escapes what the URL holds, where the text is another address, and in a link that is broken.
    """
    if link.url_span is None or context.source[link.url_span] != link.url or _is_of_broken_link(link, context):
        return None
    deltas = [Delta("url", link.url, new)]
    edits = [Edit.replacement(link.url_span, new)]
    if link.kind is LinkKind.INLINE and _ADDRESS.match(link.label) and link.label.strip() != new:
        if link.label_span is None or context.source[link.label_span] != link.url:
            return None
        edits.append(Edit.replacement(link.label_span, new))
        deltas.append(Delta("text", link.url, new))
    return Fix.of(message, *edits, applicability=applicability, deltas=deltas)


_ADDRESS = re.compile(r"\s*https?:", re.IGNORECASE)


def _is_of_broken_link(link: Link, context: Context) -> bool:
    """Whether a bare address is the target of a link that Markdown doesn't read as one: `[x](u` or `[u`."""
    start = link.span.start
    return link.kind is LinkKind.BARE and (
        context.source.text[max(0, start - 2) : start] in ("](", "[(") or context.source.text[start - 1 : start] == "["
    )
