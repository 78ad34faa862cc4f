"""Link reference definitions: `[label]: url`."""

from __future__ import annotations

import re
from typing import Any

from awesome_lint.model import Definition
from awesome_lint.parse import Parsed
from awesome_lint.source import Source, Span

_LABEL = re.compile(r"[\s>]{0,40}(?:[-*+]\s{1,4})?\[((?:[^\[\]\\]|\\.){1,999})\]:")


def definitions(parsed: Parsed) -> tuple[Definition, ...]:
    """The page's definitions in document order; markdown-it tells their rows."""
    found = (_definition(parsed.source, label, reference) for label, reference in parsed.references.items())
    return tuple(sorted(found, key=lambda definition: definition.span))


def _definition(source: Source, label: str, reference: dict[str, Any]) -> Definition:
    first, end = reference.get("map") or (0, 1)
    span = source.rows_span(first + 1, end)
    url = reference["href"]
    m = _LABEL.match(source.text, span.start, span.end)
    at = source.text.find(url, m.end(), span.end) if m and url else -1
    return Definition(span, m[1] if m else label, url, Span(at, at + len(url)) if at >= 0 else None)
