"""`rdjson`: Reviewdog Diagnostic Format, whose suggestions reviewdog posts to a pull request.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf. Columns count UTF-8 bytes from 1, ends are exclusive.
"""

from __future__ import annotations

import json
from typing import Any

from awesome_lint import PROJECT_URL
from awesome_lint.edits import Applicability, Edit, Fix, apply
from awesome_lint.report import FileReport, Report, Shown
from awesome_lint.report.terminal import json_visible
from awesome_lint.source import Source, Span


def render(report: Report, *, color: bool = False) -> str:  # noqa: ARG001  # one signature for all formats
    """One JSON object with all findings."""
    found = list(report.shown)
    data: dict[str, Any] = {"source": {"name": "awesome-lint", "url": PROJECT_URL}}
    if found:
        data["severity"] = max(shown.severity for _, shown in found).name
    data["diagnostics"] = [_diagnostic(file, shown) for file, shown in found]
    return json_visible(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"


def _diagnostic(file: FileReport, shown: Shown) -> dict[str, Any]:
    data: dict[str, Any] = {
        "message": shown.message,
        "location": {"path": file.filename, "range": _range(file.source, shown.span)},
        "severity": shown.severity.name,
        "code": {"value": shown.code} | ({"url": shown.url} if shown.url else {}),
    }
    # A suggestion is one click for a reviewer: only what `fix` would do by itself.
    if shown.fix and shown.fix.edits and shown.fix.applicability is Applicability.SAFE:
        data["suggestions"] = [_suggestion(file.source, shown.fix)]
    if shown.related:
        data["relatedLocations"] = [
            {"message": place.message, "location": {"path": file.filename, "range": {"start": _position(file.source, place.offset)}}}
            for place in shown.related
        ]
    return data


def _suggestion(source: Source, fix: Fix) -> dict[str, Any]:
    """All edits as one replacement: reviewdog takes several suggestions for alternatives."""
    start = fix.span.start
    text = apply(source[fix.span], [Edit(edit.start - start, edit.end - start, edit.content) for edit in fix.edits])
    return {"range": _range(source, fix.span), "text": text}


def _range(source: Source, span: Span) -> dict[str, Any]:
    return {"start": _position(source, span.start), "end": _position(source, span.end)}


def _position(source: Source, offset: int) -> dict[str, int]:
    row, column = source.position(offset)
    return {"line": row, "column": len(source[Span(offset - column + 1, offset)].encode()) + 1}
