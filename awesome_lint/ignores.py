"""`--add-ignores`: comments that suppress what is found, so that a list with old findings passes from today on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter

from awesome_lint.edits import Delta, Edit, apply
from awesome_lint.engine import Linted, Plan, lint
from awesome_lint.model import Document, EntryKind
from awesome_lint.proof import Claim, prove
from awesome_lint.report import FileReport
from awesome_lint.rule import INTERNAL_ERROR
from awesome_lint.source import Source, Span
from awesome_lint.suppress import Nest

UNUSED = "unused-suppression"
REASON = "old finding, not looked at yet"


def with_ignores(report: FileReport, plan: Plan, reason: str = REASON) -> tuple[Source, int]:
    """The file with a comment for each finding of its report, and how many findings they suppress.

    Nothing but comments is added: one that would change how the page is rendered, or that hides nothing, is put on a line of its
    own above, and left out where that is no better.
    """
    source = report.source
    before = lint(source, plan)
    places = _Places(before.document)
    rules: dict[int, set[str]] = defaultdict(set)
    for diagnostic in report.diagnostics:
        if diagnostic.code != INTERNAL_ERROR:
            rules[places.of(diagnostic.span.start)].add(diagnostic.code)
    edits = [Edit.insertion(at, _comment(source, at, names, reason)) for at, names in sorted(rules.items())]
    after = before
    while edits and (wrong := _wrong(edits, after := lint(source.with_text(apply(source.text, edits)), plan), source)):
        moved = [above for edit in edits if edit in wrong and (above := _on_a_line_above(source, edit))]
        edits = sorted([*(edit for edit in edits if edit not in wrong), *moved], key=attrgetter("start"))
    return (after.source, len(before.diagnostics) - len(after.diagnostics)) if edits else (source, 0)


def _wrong(edits: Sequence[Edit], after: Linted, source: Source) -> frozenset[Edit]:
    """The comments without which the others may be written: those that change the page, or else those that hide nothing."""
    claims = [Claim((edit,), (Delta("text", "", edit.content), Delta("block added", "", edit.content))) for edit in edits]
    breaches = prove(source.text, after.source.text, claims)
    if not breaches:
        return _idle(edits, after)
    near = frozenset(edit for edit in edits if any(source.row(edit.start) - 1 in breach.rows for breach in breaches))
    return near or frozenset(edits)


def _idle(edits: Sequence[Edit], after: Linted) -> frozenset[Edit]:
    """The comments that hide nothing: the finding is elsewhere once they are there, or they are in a link's title and no comments."""
    unused = {d.span.start for d in after.diagnostics if d.code == UNUSED}
    read = {comment.span.start for comment in after.suppressions.comments}
    found: set[Edit] = set()
    shift = 0
    for edit in edits:
        start = edit.start + shift + edit.content.index("<!--")
        shift += len(edit.content)
        if start in unused or start not in read:
            found.add(edit)
    return frozenset(found)


def _on_a_line_above(source: Source, edit: Edit) -> Edit | None:
    """The same comment above its line: in front of a definition, or of HTML that must be alone in its line. None where it is there."""
    if edit.content.endswith("\n"):
        return None
    line = source.line(source.row(edit.start))
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return Edit.insertion(source.line_starts[source.row(edit.start) - 1], f"{indent}{edit.content.strip()}\n")


def _comment(source: Source, at: int, rules: Iterable[str], reason: str) -> str:
    said = " ".join(reason.replace("--", "-").replace(">", "").split())
    comment = f"<!-- awesome-lint: ignore {', '.join(sorted(rules))} -- {said} -->"
    row = source.row(at)
    return f"{comment}\n" if at == source.line_starts[row - 1] and source.line(row).strip() else f" {comment}"


class _Places:
    """Where comments suppress what is found in a document."""

    def __init__(self, document: Document) -> None:
        self.source = document.source
        self.rows = Nest.of(entry.span for entry in document.entries if entry.kind is EntryKind.ROW)
        headings = [section.span for section in document.sections]
        self.others = Nest.of([*headings, *(definition.span for definition in document.definitions)])

    def of(self, offset: int) -> int:
        """Where a comment suppresses what begins at an offset: at the end of its line; above a heading, a table or a definition."""
        if row := self.rows.around(offset):
            return _above(self.source, row, table=True)
        if other := self.others.around(offset):
            return _above(self.source, other, table=False)
        line = self.source.line_span(self.source.row(offset))
        return line.start + len(self.source[line].rstrip(" \t\\"))  # in front of a hard line break


def _above(source: Source, span: Span, *, table: bool) -> int:
    """The start of a line; for a table's row, of the table's first line."""
    row = source.row(span.start)
    while table and row > 1 and "|" in source.line(row - 1):
        row -= 1
    return source.line_span(row).start
