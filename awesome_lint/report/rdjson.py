"""`rdjson`: Reviewdog Diagnostic Format, whose suggestions reviewdog posts to a pull request.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf. Columns count UTF-8 bytes from 1, ends are exclusive.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from awesome_lint import PROJECT_URL
from awesome_lint.edits import Applicability, Edit, Fix, apply
from awesome_lint.report import FileReport, Report, Shown
from awesome_lint.report.json_text import object_with
from awesome_lint.source import Source, Span


def render(report: Report, *, color: bool = False) -> str:  # noqa: ARG001  # one signature for all formats
    """One JSON object with all findings, one a line."""
    found = list(report.shown)
    data: dict[str, Any] = {"source": {"name": "awesome-lint", "url": PROJECT_URL}}
    if found:
        data["severity"] = max(shown.severity for _, shown in found).name
    places = {file.filename: _Places(file.source) for file in report.files}
    return object_with(data, "diagnostics", (_diagnostic(file, shown, places[file.filename]) for file, shown in found)) + "\n"


def _diagnostic(file: FileReport, shown: Shown, places: _Places) -> dict[str, Any]:
    data: dict[str, Any] = {
        "message": shown.message,
        "location": {"path": file.filename, "range": places.range(shown.span)},
        "severity": shown.severity.name,
        "code": {"value": shown.code} | ({"url": shown.url} if shown.url else {}),
    }
    # A suggestion is one click for a reviewer: only what `fix` would do by itself.
    if shown.fix and shown.fix.edits and shown.fix.applicability is Applicability.SAFE:
        data["suggestions"] = [_suggestion(places, shown.fix)]
    if shown.related:
        data["relatedLocations"] = [
            {"message": place.message, "location": {"path": file.filename, "range": {"start": places.position(place.offset)}}}
            for place in shown.related
        ]
    return data


def _suggestion(places: _Places, fix: Fix) -> dict[str, Any]:
    """All edits as one replacement: reviewdog takes several suggestions for alternatives."""
    start = fix.span.start
    text = apply(places.source[fix.span], [Edit(edit.start - start, edit.end - start, edit.content) for edit in fix.edits])
    return {"range": places.range(fix.span), "text": text}


class _Places:
    """Positions in a file as reviewdog counts them. A long line is encoded once, not for each of its findings."""

    def __init__(self, source: Source) -> None:
        self.source = source
        parts = range(0, len(source.text), _PART)
        self._bytes = [0, *accumulate(len(source.text[start : start + _PART].encode()) for start in parts)]

    def range(self, span: Span) -> dict[str, Any]:
        return {"start": self.position(span.start), "end": self.position(span.end)}

    def position(self, offset: int) -> dict[str, int]:
        row, column = self.source.position(offset)
        return {"line": row, "column": self._bytes_before(offset) - self._bytes_before(offset - column + 1) + 1}

    def _bytes_before(self, offset: int) -> int:
        part, rest = divmod(offset, _PART)
        return self._bytes[part] + len(self.source.text[offset - rest : offset].encode())


_PART = 256
"""Characters whose bytes are counted together."""
