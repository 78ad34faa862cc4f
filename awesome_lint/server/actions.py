"""What the client offers at a place: the fixes of findings, all fixes of a rule or of the file, and comments that suppress.

An action that needs a run over the whole list says only what it is, in `data`; it is worked out when it is chosen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from lsprotocol.types import CodeAction, CodeActionKind

from awesome_lint import rule
from awesome_lint.edits import Applicability
from awesome_lint.fixer import fix
from awesome_lint.ignores import with_ignores
from awesome_lint.report import FileReport
from awesome_lint.server.diagnostics import diagnostic, found
from awesome_lint.server.documents import Reading
from awesome_lint.server.edits import difference, workspace_edit
from awesome_lint.source import Span

FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.awesome-lint"
"""The kind by which clients ask for all safe fixes when a file is saved."""

_REASON = "ignored in the editor"


def actions(reading: Reading, span: Span, kinds: Collection[str] | None) -> list[CodeAction]:
    """The actions at a span, the most likely first; of these kinds and what is below them, or of all."""
    offered = list(_all_safe(reading)) if _is_wanted(FIX_ALL, kinds) else []
    if _is_wanted(CodeActionKind.QuickFix.value, kinds) and _is_wanted_by_itself(kinds):
        here = [one for one in found(reading) if one.code != rule.INTERNAL_ERROR and _touches(one.span, span)]
        offered = [*_fixes(reading, here), *_of_kind(reading, here), *_ignores(reading, here), *offered]
    return offered


def _is_wanted(kind: str, kinds: Collection[str] | None) -> bool:
    return kinds is None or any(kind == wanted or kind.startswith(f"{wanted}.") or wanted == "" for wanted in kinds)


def _is_wanted_by_itself(kinds: Collection[str] | None) -> bool:
    """Whether not only the whole file's fixes are asked for."""
    return kinds is None or any(not wanted.startswith(CodeActionKind.Source.value) for wanted in kinds)


def _touches(found_at: Span, span: Span) -> bool:
    return found_at.start <= span.end and span.start <= found_at.end


def _fixes(reading: Reading, here: list[rule.Diagnostic]) -> Iterator[CodeAction]:
    """The fixes of findings: safe ones first, the first one preferred; those that are mere hints are left to the eye."""
    for one in sorted(here, key=lambda one: -one.fix.applicability if one.fix else 0):
        if one.fix is None or one.fix.applicability == Applicability.HINT:
            continue
        safe = one.fix.applicability == Applicability.SAFE
        yield CodeAction(
            title=one.fix.message if safe else f"{one.fix.message} (unsafe)",
            kind=CodeActionKind.QuickFix,
            diagnostics=[diagnostic(reading, one)],
            is_preferred=True if safe else None,
            edit=workspace_edit(reading, one.fix.edits),
        )


def _of_kind(reading: Reading, here: list[rule.Diagnostic]) -> Iterator[CodeAction]:
    """For each rule with a safe fix here and elsewhere: all its safe fixes."""
    for code in dict.fromkeys(one.code for one in here if _is_safe(one)):
        count = sum(one.code == code and _is_safe(one) for one in found(reading))
        if count > 1:
            yield CodeAction(f"Fix all {count} of `{code}`", kind=CodeActionKind.QuickFix, data=_asked(reading, rule=code))


def _ignores(reading: Reading, here: list[rule.Diagnostic]) -> Iterator[CodeAction]:
    for code in dict.fromkeys(one.code for one in here):
        at = min(one.span.start for one in here if one.code == code)
        yield CodeAction(f"Ignore `{code}` here", kind=CodeActionKind.QuickFix, data=_asked(reading, ignore=code, at=at))


def _all_safe(reading: Reading) -> Iterator[CodeAction]:
    if any(map(_is_safe, found(reading))):
        yield CodeAction("Fix all that is safe to fix", kind=FIX_ALL, data=_asked(reading))


def _is_safe(one: rule.Diagnostic) -> bool:
    return one.fix is not None and one.fix.applicability == Applicability.SAFE


def _asked(reading: Reading, **what: object) -> dict[str, object]:
    return {"uri": reading.version.uri, "version": reading.version.number, **what}


def worked_out(action: CodeAction, reading: Reading) -> CodeAction:
    """An action with its edit; as it is where the file is another version by now. `data` comes from the client: it may be anything."""
    data: Any = action.data
    if action.edit is not None or not isinstance(data, dict) or data.get("version") != reading.version.number:
        return action
    if isinstance(data.get("ignore"), str):
        after = _with_ignore(reading, data["ignore"], data.get("at"))
    else:
        after = _fixed(reading, data.get("rule"))
    action.edit = workspace_edit(reading, difference(reading.source, after))
    return action


def _fixed(reading: Reading, code: object) -> str:
    """The text with all safe fixes made, or those of one rule. Layout is the work of formatting."""
    plan = reading.plan
    if code is not None:
        plan = plan._replace(rules=tuple(one for one in plan.rules if one.name == code))
    return fix(reading.source, plan).source.text


def _with_ignore(reading: Reading, code: str, at: object) -> str:
    """The text with a comment that suppresses the finding of a rule at an offset."""
    meant = tuple(one for one in reading.linted.diagnostics if one.code == code and one.span.start == at)
    report = FileReport(reading.source.filename, reading.source, meant)
    return with_ignores(report, reading.plan, _REASON)[0].text
