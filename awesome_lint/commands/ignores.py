"""`--add-ignores`: comments that suppress what is found, so that a list with old findings passes from today on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from awesome_lint.edits import Edit, apply
from awesome_lint.engine import Linted, Plan, lint
from awesome_lint.ledger import Account, verify
from awesome_lint.model import EntryKind
from awesome_lint.report import FileReport
from awesome_lint.rule import INTERNAL_ERROR, Diagnostic
from awesome_lint.source import Source, Span

REASON = "old finding, not looked at yet"


def with_ignores(report: FileReport, plan: Plan, reason: str = REASON) -> tuple[Source, int]:
    """The file with a comment for each finding of its report, and how many findings they suppress.

    Nothing but comments is added: a text whose entries, links or sections would differ is not returned.
    """
    source = report.source
    before = lint(source, plan)
    rules: dict[int, set[str]] = defaultdict(set)
    for diagnostic in report.diagnostics:
        if diagnostic.code != INTERNAL_ERROR:
            rules[_place(before, diagnostic)].add(diagnostic.code)
    edits = [Edit.insertion(at, _comment(source, at, names, reason)) for at, names in rules.items()]
    after = lint(source.with_text(apply(source.text, edits)), plan)
    if verify(Account.of(before.document), Account.of(after.document), ()):
        return source, 0
    return after.source, len(before.diagnostics) - len(after.diagnostics)


def _comment(source: Source, at: int, rules: Iterable[str], reason: str) -> str:
    said = " ".join(reason.replace("--", "-").replace(">", "").split())
    comment = f"<!-- awesome-lint: ignore {', '.join(sorted(rules))} -- {said} -->"
    return f"{comment}\n" if at in source.line_starts and source.line(source.row(at)).strip() else f" {comment}"


def _place(linted: Linted, diagnostic: Diagnostic) -> int:
    """Where a comment suppresses a finding: at the end of its line; above a heading, a table or a definition."""
    source, at = linted.source, diagnostic.span.start
    rows = [entry.span for entry in linted.document.entries if entry.kind is EntryKind.ROW and at in entry.span]
    for above in (*rows, *(section.span for section in linted.document.sections), *(d.span for d in linted.document.definitions)):
        if at in above or at == above.start:
            return _above(source, above, table=bool(rows))
    line = source.line_span(source.row(at))
    return line.start + len(source[line].rstrip(" \t\\"))  # in front of a hard line break


def _above(source: Source, span: Span, *, table: bool) -> int:
    """The start of a line; for a table's row, of the table's first line."""
    row = source.row(span.start)
    while table and row > 1 and "|" in source.line(row - 1):
        row -= 1
    return source.line_span(row).start
