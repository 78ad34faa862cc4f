"""`github`: workflow commands, which GitHub shows as annotations of the lines.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions. A step shows 10 errors, 10 warnings and
10 notices and drops the rest without a word (actions/toolkit#734), so we keep the first of each level, one of several
equal findings before the others of them, and the last notice says how many more there are.
"""

from __future__ import annotations

import re

from awesome_lint.report import FileReport, Report, Shown, counted
from awesome_lint.report.groups import by_place
from awesome_lint.report.terminal import visible
from awesome_lint.rule import Severity

LIMIT = 10
"""Annotations of one level that GitHub shows of one step."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, *, color: bool = False) -> str:  # noqa: ARG001  # one signature for all formats
    """Commands, errors first; where findings are left out, a notice that says how many."""
    groups = by_place(report)
    found = [*(group.first for group in groups), *(pair for group in groups for pair in group.members[1:])]
    by_level = {level: [pair for pair in found if pair[1].severity is level] for level in reversed(Severity)}
    left_out = sum(max(len(of_level) - LIMIT, 0) for of_level in by_level.values())
    if left_out and len(by_level[Severity.INFO]) >= LIMIT:
        left_out += len(by_level[Severity.INFO][LIMIT - 1 : LIMIT])
        by_level[Severity.INFO] = by_level[Severity.INFO][: LIMIT - 1]
    lines = [_command(file, shown) for of_level in by_level.values() for file, shown in of_level[:LIMIT]]
    if left_out:
        lines.append(f"::notice title=awesome-lint::{counted(left_out, 'more finding')} in the summary of this job")
    return "".join(line + "\n" for line in lines)


def _command(file: FileReport, shown: Shown) -> str:
    properties = {
        "file": file.filename,
        "line": str(shown.start.row),
        "endLine": str(shown.end.row),
        "col": str(shown.start.column),
        "title": f"awesome-lint: {shown.code}",
    }
    if shown.end.row == shown.start.row:  # GitHub takes an endColumn on one line only
        properties["endColumn"] = str(max(shown.end.column, shown.start.column))
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = shown.message + (f"\n{_fix_line(shown)}" if shown.fix else "")
    return f"::{_COMMANDS[shown.severity]} {listed}::{_data(message)}"


def _fix_line(shown: Shown) -> str:
    assert shown.fix
    return f"{shown.fix.applicability.word} fix: {shown.fix.message}" if shown.fix.applicability else f"hint: {shown.fix.message}"


def _data(text: str) -> str:
    """A message: `%` and line ends escaped, so that no title can end the line and start a command."""
    lines = "\n".join(map(visible, text.split("\n")))
    return lines.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property's value: besides, the two characters that separate properties."""
    return re.sub("[:,]", lambda m: f"%{ord(m.group()):02X}", _data(text))
