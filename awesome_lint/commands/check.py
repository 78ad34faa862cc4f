"""`awesome-lint check` and `fix`: judge files, mend them, report what is left."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from awesome_lint import __version__, files
from awesome_lint.engine import Account, Fixed, Plan, fix, lint
from awesome_lint.packs import load_packs
from awesome_lint.report import FileReport, Report, render
from awesome_lint.rule import Severity, all_rules
from awesome_lint.source import Source


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    report: FileReport
    fixed: Fixed | None = None
    written: bool = False


def run(args: argparse.Namespace) -> int:
    """Check or fix the files named; the exit status of the contract."""
    plan = plan_of(args)
    outcomes = [_outcome(name, source, plan, args) for name, source in _inputs(args)]
    if args.diff:
        return int(_print_diffs(outcomes))
    for outcome in outcomes:
        _tell_account(outcome, args)
    report = Report(
        tuple(o.report for o in outcomes), __version__, sum(len(o.fixed.applied) for o in outcomes if o.fixed) if args.fix else None
    )
    _print(render(report=report, name=args.output_format, color=sys.stdout.isatty()), args)
    if args.fail_on == "never":
        return 0
    return int(report.at_least(Severity[args.fail_on.upper()]) > 0)


def plan_of(args: argparse.Namespace) -> Plan:
    """The rules that the arguments ask for."""
    rules = all_rules()

    def named(text: str | None) -> set[str]:
        words = {word.strip() for word in (text or "").split(",") if word.strip()}
        return {rule.name for rule in rules.values() if rule.name in words or rule.group in words}

    chosen = named(args.select) if args.select else {r.name for r in rules.values() if r.default or (args.fix or args.diff) and r.is_layout}
    chosen = (chosen | named(args.extend_select)) - named(args.ignore)
    return Plan(tuple(rule for rule in rules.values() if rule.name in chosen), load_packs())


def _inputs(args: argparse.Namespace) -> Iterator[tuple[str, Source]]:
    if args.paths == ["-"]:
        name = args.stdin_filename or "<stdin>"
        yield name, Source.decode(sys.stdin.buffer.read(), name)
        return
    for path in files.find([Path(p) for p in args.paths or ["README.md"]]):
        yield str(path), files.read(path)


def _outcome(name: str, source: Source, plan: Plan, args: argparse.Namespace) -> Outcome:
    if not (args.fix or args.diff):
        linted = lint(source, plan)
        return Outcome(FileReport(name, linted.source, linted.diagnostics, entries=len(linted.document.entries)))
    fixed = fix(source, plan, unsafe=args.unsafe_fixes)
    report = FileReport(name, fixed.source, fixed.linted.diagnostics, entries=len(fixed.linted.document.entries))
    if args.diff or not fixed.is_changed:
        return Outcome(report, fixed)
    if args.paths == ["-"]:
        sys.stdout.write(fixed.source.text)
    else:
        files.write(Path(name), fixed.source.encode(), expected=source)
    return Outcome(report, fixed, written=True)


def _print_diffs(outcomes: list[Outcome]) -> bool:
    """Print what `fix` would write; whether there is anything."""
    from difflib import unified_diff

    for outcome in outcomes:
        if outcome.fixed and outcome.fixed.is_changed:
            name = outcome.report.filename
            before, after = outcome.fixed.before.text, outcome.fixed.source.text
            sys.stdout.writelines(unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), name, name))
    return any(o.fixed and o.fixed.is_changed for o in outcomes)


def _tell_account(outcome: Outcome, args: argparse.Namespace) -> None:
    """`41 fixes; 334 entries, 1,175 links before and after` on standard error."""
    if not outcome.written or args.quiet or outcome.fixed is None:
        return
    before, after = outcome.fixed.account, Account.of(outcome.fixed.linted.document)
    count = len(outcome.fixed.applied)
    held = f"{before.summary} before and after" if before.summary == after.summary else f"{before.summary} before, {after.summary} after"
    sys.stderr.write(f"{outcome.report.filename}: {count} fix{'es' * (count != 1)}; {held}\n")


def _print(text: str, args: argparse.Namespace) -> None:
    """Reports go to standard output, unless the mended text itself went there."""
    stream = sys.stderr if args.fix and args.paths == ["-"] else sys.stdout
    stream.write(text)
