"""`jsonl`: the findings of `json`, one object a line."""

from __future__ import annotations

from awesome_lint.report import Report
from awesome_lint.report.json_list import finding
from awesome_lint.report.json_text import json_text


def render(report: Report, *, color: bool = False) -> str:  # noqa: ARG001  # one signature for all formats
    """A line per finding."""
    return "".join(json_text(finding(file, shown)) + "\n" for file, shown in report.shown)
