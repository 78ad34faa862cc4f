"""What the base revision doesn't have. No rule: what rules ask that are stricter with new lines."""

from __future__ import annotations

from awesome_lint.fingerprint import added_rows
from awesome_lint.rule import Context, Finding, Severity
from awesome_lint.source import Span


def is_added(span: Span, context: Context) -> bool:
    """Whether a span begins on a line that the base revision doesn't have; False without one."""
    return context.source.row(span.start) in context.once(_added)


def as_warning_if_added(finding: Finding, context: Context) -> Finding:
    """A finding that is an info in a list as it is, and a warning where a change brings it in."""
    return finding._replace(severity=Severity.WARNING) if is_added(finding.span, context) else finding


def _added(context: Context) -> frozenset[int]:
    """The rows that the base revision doesn't have; none without one."""
    base = context.style.judge
    return added_rows(base.source, context.source) if base else frozenset()
