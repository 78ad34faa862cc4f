"""What is found in a list, as the protocol's diagnostics."""

from __future__ import annotations

from lsprotocol.types import CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location

from awesome_lint import rule
from awesome_lint.errors import UserError
from awesome_lint.report import rule_url
from awesome_lint.rule import INTERNAL_ERROR, Severity
from awesome_lint.server.documents import Reading

SOURCE = "awesome-lint"

_SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.INFO: DiagnosticSeverity.Information,
}
_RETIRED = frozenset({"retired-host"})
"""Rules about links that lead nowhere any more: editors strike them through."""


def found(reading: Reading) -> list[rule.Diagnostic]:
    """The findings that the config has shown, in document order; none for what is no list."""
    if not reading.is_list:
        return []
    least = Severity[(reading.settings.min_severity or "info").upper()]
    return [diagnostic for diagnostic in reading.linted.diagnostics if diagnostic.severity >= least]


def diagnostics(reading: Reading) -> list[Diagnostic]:
    """The findings as diagnostics. A text that can't be read has one that says so; a config that can't be read raises UserError."""
    try:
        return [diagnostic(reading, one) for one in found(reading)]
    except UserError as error:
        if error.filename != reading.source.filename:
            raise
        span = reading.source.line_span(min(error.row or 1, len(reading.source.line_starts)))
        return [Diagnostic(reading.positions.range(span), str(error), DiagnosticSeverity.Error, source=SOURCE)]


def diagnostic(reading: Reading, one: rule.Diagnostic) -> Diagnostic:
    """A finding as the protocol has it."""
    ours = one.code == INTERNAL_ERROR
    return Diagnostic(
        range=reading.positions.range(one.span),
        message=one.message,
        severity=_SEVERITIES[one.severity],
        code=one.code,
        code_description=None if ours else CodeDescription(rule_url(one.code)),
        source=SOURCE,
        tags=[DiagnosticTag.Deprecated] if one.code in _RETIRED else None,
        related_information=[
            DiagnosticRelatedInformation(Location(reading.version.uri, reading.positions.range(related.span)), related.message)
            for related in one.finding.related
        ]
        or None,
    )
