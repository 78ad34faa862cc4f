"""What became of a file: what the processes of a run hand back. Imports nothing heavy: a cached result needs no parser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from awesome_lint.report import Done, FileReport
from awesome_lint.rule import Severity
from awesome_lint.source import Source


class Outcome(NamedTuple):
    """What became of one file.

    `before` is its text as read; `after` what `fix` makes of it, None where that is no change. `done` are the fixes made,
    `withheld` says which were not made, and why; `account` says in words what went in and came out. `skipped` says why the
    file was not judged, `examined` counts per rule the nodes looked at. `prints` are the fingerprints of all findings, those
    included that the report leaves out, `renamed` those of old findings that fixes of new ones changed; `left_out` counts the
    findings beyond the most of a file, by severity. `looked_for` are the files beside it that the findings depend on, and
    whether they are there.
    """

    report: FileReport
    before: Source
    after: Source | None = None
    done: tuple[Done, ...] = ()
    account: str = ""
    withheld: tuple[str, ...] = ()
    skipped: str | None = None
    examined: Mapping[str, int] = {}
    prints: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
    left_out: Mapping[Severity, int] = {}
    looked_for: Mapping[str, bool] = {}

    @property
    def fixes(self) -> int:
        """How many fixes were made, layout apart."""
        return sum(not done.is_layout for done in self.done)

    @classmethod
    def of_no_list(cls, filename: str, source: Source) -> Outcome:
        """The outcome of a file that holds no list, as far as can be seen."""
        return cls(FileReport(filename, source), source, skipped="no list: it has no entries with links")


def narrowed(report: FileReport, indices: tuple[int, ...]) -> FileReport:
    """The report with only the diagnostics of these indices; the others, as they would be shown, count as known."""
    if len(indices) == len(report.diagnostics):
        return report
    new = report._replace(
        diagnostics=tuple(report.diagnostics[i] for i in indices),
        fingerprints=tuple(report.fingerprints[i] for i in indices),
    )
    return new._replace(known=report.known + len(report.shown) - len(new.shown))
