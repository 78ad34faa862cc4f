"""Reports: what a run found, and one module per output format that renders it.

A format is a module with `render(report, *, color=False) -> str`. `FORMATS` names them; `render` imports only the
one that is asked for. All formats are given the same findings, those of `FileReport.shown`, and all count them alike. Formats for
programs have each at its own place; formats for people show equal ones together (`groups`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple

from awesome_lint import PROJECT_URL
from awesome_lint.edits import Applicability, Fix
from awesome_lint.rule import INTERNAL_ERROR, Diagnostic, Severity
from awesome_lint.source import Position, Source, Span

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "full": "full",
        "concise": "concise",
        "json": "json_list",
        "jsonl": "json_lines",
        "github": "github",
        "sarif": "sarif",
        "rdjson": "rdjson",
        "markdown": "markdown",
        "counts": "counts",
    }
)
"""Output formats by name, and the module of this package that renders each."""


class Place(NamedTuple):
    """Where another part of a finding stands, and what it is."""

    message: str
    offset: int
    start: Position


class Shown(NamedTuple):
    """A finding as reports show it; rows and columns from 1, the end exclusive. Those of one `group` have one cause."""

    code: str
    severity: Severity
    message: str
    span: Span
    start: Position
    end: Position
    fix: Fix | None
    related: tuple[Place, ...]
    group: str | None = None
    fingerprint: str = ""
    title: str = ""
    """That of the entry it is about, if it is about one."""

    @property
    def url(self) -> str | None:
        """The page of the rule; our own failures have none."""
        return None if self.code == INTERNAL_ERROR else rule_url(self.code)


class Correction(NamedTuple):
    """An entry as it is (`before`, whole lines from `row`) and as `fix` would write it (`after`)."""

    row: int
    before: str
    after: str


class _FileReport(NamedTuple):
    """The fields of a FileReport.

    `source` is the text that the diagnostics' offsets count in, `fingerprints` (parallel to them, or empty) tell
    them apart wherever they move. `entries` counts the entries that were checked, `known` the findings left out
    because a baseline or the base revision has them too. `corrections` are the added entries that `fix` would change. `titles`
    are those of the entries with findings, by the offsets of the findings.
    """

    filename: str
    source: Source
    diagnostics: tuple[Diagnostic, ...] = ()
    fingerprints: tuple[str, ...] = ()
    entries: int = 0
    known: int = 0
    corrections: tuple[Correction, ...] = ()
    titles: Mapping[int, str] = {}


class FileReport(_FileReport):
    """What was found in one file, as reports show it."""

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """The findings in the order of their places."""
        prints = self.fingerprints or ("",) * len(self.diagnostics)
        return tuple(sorted(map(self._shown, self.diagnostics, prints), key=lambda s: (s.span, -s.severity, s.code)))

    def at_least(self, severity: Severity) -> FileReport:
        """The report without findings below a severity."""
        kept = [index for index, diagnostic in enumerate(self.diagnostics) if diagnostic.severity >= severity]
        return self._replace(
            diagnostics=tuple(self.diagnostics[index] for index in kept),
            fingerprints=tuple(self.fingerprints[index] for index in kept) if self.fingerprints else (),
        )

    def _shown(self, diagnostic: Diagnostic, fingerprint: str) -> Shown:
        code, severity, finding = diagnostic
        span, position = finding.span, self.source.position
        return Shown(
            code=code,
            severity=severity,
            message=finding.message,
            span=span,
            start=position(span.start),
            end=position(span.end),
            fix=finding.fix,
            related=tuple([Place(other.message, other.span.start, position(other.span.start)) for other in finding.related]),
            group=finding.group,
            fingerprint=fingerprint,
            title=self.titles.get(span.start, ""),
        )


class Done(NamedTuple):
    """A fix that was made: which rule, what it did in words, in how many places; whether it is layout."""

    code: str
    message: str
    places: int
    is_layout: bool


class Fixes(NamedTuple):
    """What `fix` did: how many fixes of each rule, how many places it laid out, and each fix with its file."""

    by_rule: Mapping[str, int]
    laid_out: int = 0
    made: tuple[tuple[str, Done], ...] = ()


class _Report(NamedTuple):
    """The fields of a Report. `fixed` is what was repaired, None where that was not asked for.

    `notes` are sentences about the run that belong into a summary ("12 findings of the baseline are gone"). `fix_from` is
    the least severity of what `fix` repairs with the same options; `fix_options` are those that limit it to the findings shown
    (`--baseline known.json`). `on_terminal`: people read it, and no program does.
    """

    files: tuple[FileReport, ...]
    version: str
    fixed: Fixes | None = None
    notes: tuple[str, ...] = ()
    fix_from: Severity = Severity.INFO
    fix_options: str = ""
    on_terminal: bool = False


class Report(_Report):
    """What a run found."""

    @property
    def shown(self) -> Iterable[tuple[FileReport, Shown]]:
        """All findings with their files."""
        return ((file, shown) for file in self.files for shown in file.shown)

    @cached_property
    def levels(self) -> Counter[Severity]:
        """How many findings are shown of each severity."""
        return Counter(shown.severity for _, shown in self.shown)

    @cached_property
    def fixes(self) -> Counter[Applicability]:
        """How many shown findings `fix` repairs with the same options, by how safe it is."""
        return Counter(shown.fix.applicability for _, shown in self.shown if shown.fix and shown.severity >= self.fix_from)

    @cached_property
    def minor_fixes(self) -> int:
        """How many shown findings have a safe fix that `fix` makes only when asked for by --fail-on."""
        safe = (shown for _, shown in self.shown if shown.fix and shown.fix.applicability is Applicability.SAFE)
        return sum(shown.severity < self.fix_from for shown in safe)

    @property
    def total(self) -> int:
        """How many findings are shown."""
        return self.levels.total()

    @property
    def known(self) -> int:
        """How many findings a baseline or the base revision hides."""
        return sum(file.known for file in self.files)

    @property
    def entries(self) -> int:
        """How many entries were checked."""
        return sum(file.entries for file in self.files)

    def at_least(self, severity: Severity) -> int:
        """How many findings are at or above a severity."""
        return sum(count for level, count in self.levels.items() if level >= severity)


def render(name: str, report: Report, *, color: bool = False) -> str:
    """The report in the format of that name, ready to write; ends in a line end unless empty."""
    text: str = import_module(f"{__name__}.{FORMATS[name]}").render(report, color=color)
    return text


def rule_url(code: str) -> str:
    """The page of a rule."""
    return f"{PROJECT_URL}/blob/main/docs/rules.md#{code}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 finding`, `2,000 findings`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def verdict(report: Report) -> str:
    """The run in one sentence: `Found 3 problems (1 error, 2 warnings) in 2 files`; says so where there is none."""
    checked = counted(len(report.files), "file") + (f", {counted(report.entries, 'entry', 'entries')}" if report.entries else "")
    if not report.files:
        return "Nothing was checked"
    new = "new " if report.known else ""
    if not report.total:
        return f"No {new}problems found in {checked}"
    levels = ", ".join(counted(n, s.word, "info" if s is Severity.INFO else None) for s in reversed(Severity) if (n := report.levels[s]))
    return f"Found {counted(report.total, new + 'problem')} ({levels}) in {checked}"


def fixes_in_words(fixes: Fixes) -> str:
    """`3 fixes, 1 line laid out`."""
    laid_out = f", {counted(fixes.laid_out, 'line')} laid out" if fixes.laid_out else ""
    return f"{counted(sum(fixes.by_rule.values()), 'fix', 'fixes')}{laid_out}"


def remedies(report: Report) -> str | None:
    """How many findings `fix` mends, and by what command."""
    safe, unsafe = report.fixes[Applicability.SAFE], report.fixes[Applicability.UNSAFE]
    command = f"awesome-lint fix {report.fix_options}".rstrip()
    parts = []
    if safe:
        parts.append(f"{safe:,} fixable with `{command}`")
    if unsafe:
        parts.append(f"{unsafe:,} {'more ' if parts else 'fixable '}with `{command} --unsafe-fixes`")
    if report.minor_fixes:
        parts.append(f"{report.minor_fixes:,} {'more ' if parts else 'fixable '}with `{command} --fail-on info`")
    return ", ".join(parts) or None
