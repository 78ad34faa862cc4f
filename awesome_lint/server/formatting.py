"""The layout of a list, or of a part of it."""

from __future__ import annotations

from awesome_lint.edits import Edit
from awesome_lint.layout import changes, layout
from awesome_lint.server.documents import Reading
from awesome_lint.source import Span
from awesome_lint.suppress import Suppressions

_RULE = "not-canonical"
"""The rule whose fix the layout is: what suppresses it is left as it is."""


def formatted(reading: Reading, part: Span | None = None) -> list[Edit]:
    """The edits that lay a list out in its own style, as `awesome-lint format` does; outside of `part` nothing changes."""
    source = reading.source
    suppressions = Suppressions.of(reading.document)
    protected = [*suppressions.protected, *suppressions.spans(_RULE)]
    if part is not None:
        first, last = source.line_span(source.row(part.start)).start, source.line_span(source.row(part.end)).end
        protected += [Span(0, first - 1)] if first else []
        protected += [Span(last + 1, len(source.text))] if last < len(source.text) else []
    return list(changes(source.text, layout(source, protected=protected, pins=reading.plan.pins).text))
