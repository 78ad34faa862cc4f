"""`json`: a list of findings in ruff's shape, so that tools made for ruff's output read it."""

from __future__ import annotations

from typing import Any

from awesome_lint.report import FileReport, Report, Shown
from awesome_lint.report.json_text import json_text
from awesome_lint.source import Position


def render(report: Report, *, color: bool = False) -> str:  # noqa: ARG001  # one signature for all formats
    """A JSON array, one finding a line."""
    items = [json_text(finding(file, shown)) for file, shown in report.shown]
    return "[" + ",".join(f"\n  {item}" for item in items) + ("\n" if items else "") + "]\n"


def finding(file: FileReport, shown: Shown) -> dict[str, Any]:
    """One finding as data: rows and columns from 1, columns in characters, ends exclusive."""
    return {
        "code": shown.code,
        "severity": shown.severity.word,
        "message": shown.message,
        "filename": file.filename,
        "location": _position(shown.start),
        "end_location": _position(shown.end),
        "fix": _fix(file, shown),
        "related": [{"message": p.message, "filename": file.filename, "location": _position(p.start)} for p in shown.related],
        "url": shown.url,
    }


def _fix(file: FileReport, shown: Shown) -> dict[str, Any] | None:
    if not shown.fix:
        return None
    position = file.source.position
    edits = [
        {"content": edit.content, "location": _position(position(edit.start)), "end_location": _position(position(edit.end))}
        for edit in shown.fix.edits
    ]
    return {"applicability": shown.fix.applicability.word, "message": shown.fix.message, "edits": edits}


def _position(position: Position) -> dict[str, int]:
    return {"row": position.row, "column": position.column}
