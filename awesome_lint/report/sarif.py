"""`sarif`: SARIF 2.1.0, which code scanning and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. GitHub tells findings apart by `partialFingerprints`
and shows `help.markdown` of a rule beside each.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from urllib.parse import quote

from awesome_lint import PROJECT_URL
from awesome_lint.edits import Applicability, Fix
from awesome_lint.report import FileReport, Report, Shown, rule_url
from awesome_lint.report.json_text import object_with
from awesome_lint.rule import Rule, Severity, all_rules
from awesome_lint.source import Position, Source

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report, *, color: bool = False) -> str:  # noqa: ARG001  # one signature for all formats
    """One SARIF log with one run, a result a line; it describes the rules that found something."""
    codes = sorted({shown.code for _, shown in report.shown})
    index = {code: number for number, code in enumerate(codes)}
    driver = {
        "name": "awesome-lint",
        "version": report.version,
        "informationUri": PROJECT_URL,
        "rules": [_rule(code, all_rules().get(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
    }
    results = (_result(file, shown, index[shown.code]) for file, shown in report.shown)
    return f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{object_with(run, "results", results)}]}}\n'


def _rule(code: str, rule: Rule | None) -> dict[str, Any]:
    """A reporting descriptor; our own failures have no rule and no page."""
    if rule is None:
        return {"id": code, "shortDescription": {"text": "awesome-lint failed: please report it"}, "helpUri": f"{PROJECT_URL}/issues"}
    return {
        "id": code,
        "shortDescription": {"text": _plain(rule.summary)},
        "help": {"text": rule.page, "markdown": rule.page},
        "helpUri": rule_url(code),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.group]},
    }


def _result(file: FileReport, shown: Shown, rule_index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": shown.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[shown.severity],
        "message": {"text": _plain(shown.message)},
        "locations": [{"physicalLocation": _place(file, _region(shown.start, shown.end))}],
        "partialFingerprints": {"awesomeLintFinding/v1": _fingerprint(file, shown)},
    }
    if shown.related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _place(file, _region(place.start)), "message": {"text": _plain(place.message)}}
            for number, place in enumerate(shown.related)
        ]
    if shown.fix and shown.fix.edits and shown.fix.applicability > Applicability.HINT:
        result["fixes"] = [_fix(file, shown.fix)]
    return result


def _fix(file: FileReport, fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _edit_region(file.source, edit.start, edit.end), "insertedContent": {"text": edit.content}} for edit in fix.edits
    ]
    return {
        "description": {"text": _plain(f"{fix.message} ({fix.applicability.word} fix)")},
        "artifactChanges": [{"artifactLocation": {"uri": _uri(file.filename)}, "replacements": replacements}],
    }


def _place(file: FileReport, region: dict[str, int]) -> dict[str, Any]:
    return {"artifactLocation": {"uri": _uri(file.filename)}, "region": region}


def _edit_region(source: Source, start: int, end: int) -> dict[str, int]:
    return _region(source.position(start), source.position(end))


def _region(start: Position, end: Position | None = None) -> dict[str, int]:
    region = {"startLine": start.row, "startColumn": start.column}
    return region | ({"endLine": end.row, "endColumn": end.column} if end else {})


def _uri(filename: str) -> str:
    """A relative reference (or, for an absolute path, a file URI): slashes forward, everything else escaped."""
    path = quote(filename.replace("\\", "/"), errors="surrogateescape")
    return f"file://{path}" if path.startswith("/") else path


def _plain(text: str) -> str:
    """Text in which `](` starts no embedded link (section 3.11.6)."""
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text


def _fingerprint(file: FileReport, shown: Shown) -> str:
    """What stays the same while the finding moves; without one, of its rule and its line's text."""
    told_apart = shown.fingerprint or f"{shown.code}\n{file.source.line(shown.start.row).strip()}"
    return sha256(told_apart.encode("utf-8", "surrogatepass")).hexdigest()[:32]
