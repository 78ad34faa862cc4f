"""`counts`: the run in numbers, `name=value` lines as GitHub's `$GITHUB_OUTPUT` wants them."""

from __future__ import annotations

from awesome_lint.edits import Applicability
from awesome_lint.report import Report


def render(report: Report, *, color: bool = False) -> str:  # noqa: ARG001  # one signature for all formats
    """`findings` counts all, `new-findings` those that no baseline and no base revision has, `fixable` the safely fixable of these."""
    numbers = {
        "findings": report.total + report.known,
        "new-findings": report.total,
        "fixable": report.fixes[Applicability.SAFE],
        "checked-entries": report.entries,
    }
    return "".join(f"{name}={number}\n" for name, number in numbers.items())
