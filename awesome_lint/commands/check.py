"""`awesome-lint check` and `fix`: judge files, mend them, report what is left."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from awesome_lint import __version__, files
from awesome_lint.commands import console, work
from awesome_lint.commands.gather import Gathering
from awesome_lint.commands.options import Options, output_files
from awesome_lint.commands.outcome import Outcome, narrowed
from awesome_lint.errors import UserError
from awesome_lint.report import Fixes, Report, counted, fixes_in_words, render
from awesome_lint.report.terminal import wants_color
from awesome_lint.rule import INTERNAL_ERROR, MOST_FINDINGS, Severity

if TYPE_CHECKING:
    from awesome_lint.baseline import Baseline

HUMAN_FORMATS = ("full", "concise")


def run(args: argparse.Namespace) -> int:
    """Check or fix the files named; the exit status of the contract."""
    return _Run(args).status()


class _Run(Gathering):
    """One run, step by step. `notes` are sentences for the report's end.

    What the command line doesn't say of the run, the config says that applies to its first path.
    """

    def __init__(self, args: argparse.Namespace) -> None:
        super().__init__(args, Options.of(args))
        self.notes: list[str] = []
        self.outputs = output_files(args.output_file)
        settings = self.options.run_settings(args.paths)
        self.fail_on = args.fail_on or settings.fail_on or "warning"
        self.min_severity = Severity[(args.min_severity or settings.min_severity or "info").upper()]
        self.output_format = args.output_format or settings.output_format or "full"
        path = Path(args.baseline) if args.baseline else settings.baseline
        self.baseline = _baseline(path) if path and not args.write_baseline else None
        self.options = self.options._replace(baseline=self.baseline)

    def status(self) -> int:
        """Do the work; the exit status."""
        outcomes = list(self.outcomes())
        if self.args.diff:
            return 2 if self.failed else int(self._print_patches(outcomes))
        outcomes = [outcome for outcome in outcomes if self._succeeds(self._write, outcome)]
        if self.args.write_baseline:
            return self._write_baseline(outcomes)
        if self.baseline:
            outcomes = self._without_known(outcomes, self.baseline)
        if self.args.add_ignores:
            outcomes = self._with_ignores(outcomes)
        outcomes = self._without_minor(outcomes)
        self._note_left_out(outcomes)
        reports = tuple(outcome.report for outcome in outcomes if not outcome.skipped)
        report = Report(
            files=reports,
            version=__version__,
            fixed=_fixes(outcomes) if self.options.fixing else None,
            notes=tuple(self.notes),
            fix_from=self.options.fix_from,
            fix_options=_limits(self.args),
        )
        self._print(report, outcomes)
        for path, name in self.outputs.items():
            _save(path, render(name, report))
        return self._status_of(report, outcomes)

    def _status_of(self, report: Report, outcomes: list[Outcome]) -> int:
        if self.failed or any(shown.code == INTERNAL_ERROR for _, shown in report.shown):
            return 2
        if self.fail_on == "never":
            return 0
        least = Severity[self.fail_on.upper()]
        left_out = (severity for outcome in outcomes for severity in outcome.left_out)
        return int(report.at_least(least) > 0 or any(severity >= max(least, self.min_severity) for severity in left_out))

    # What becomes of it

    def _succeeds(self, write: Callable[[Outcome], None], outcome: Outcome) -> bool:
        """Write to a file, or tell why that can't be done."""
        try:
            write(outcome)
        except UserError as error:
            self.fail(error)
            return False
        return True

    def _write(self, outcome: Outcome) -> None:
        """Write what `fix` made of a file, and say what went in and came out."""
        if self.is_piped and self.options.fixing:
            console.raw((outcome.after or outcome.before).encode())
        elif outcome.after:
            files.write(Path(outcome.report.filename), outcome.after.encode(), expected=outcome.before)
        if outcome.after:
            self.tell(f"{outcome.report.filename}: {_account(outcome)}")

    def _write_baseline(self, outcomes: list[Outcome]) -> int:
        """Write down all findings as known: exit status 0, unless a file couldn't be read."""
        from awesome_lint.baseline import Baseline

        baseline = Baseline(Path(self.args.write_baseline))
        for outcome in outcomes:
            baseline.record(outcome.report.filename, outcome.prints)
        baseline.write()
        total = sum(len(outcome.report.shown) for outcome in outcomes)
        self.tell(f"{baseline.path}: {counted(total, 'finding')} written; `--baseline {baseline.path}` shows new ones only")
        return 2 if self.failed else 0

    def _without_known(self, outcomes: list[Outcome], baseline: Baseline) -> list[Outcome]:
        """The outcomes without what the baseline knows; what is gone leaves the baseline."""
        gone, renamed, left = 0, 0, []
        for outcome in outcomes:
            name = outcome.report.filename
            renamed += baseline.rename(name, outcome.renamed, outcome.prints)
            new = baseline.new(name, outcome.report.fingerprints)
            gone += 0 if outcome.skipped else baseline.prune(name, outcome.prints, outcome.examined)
            left.append(outcome._replace(report=narrowed(outcome.report, new)))
        if gone or renamed:
            baseline.write()
        if gone:
            self.notes.append(
                f"{counted(gone, 'finding')} of the baseline {'is' if gone == 1 else 'are'} gone: {baseline.path} is smaller now."
            )
        return left

    def _without_minor(self, outcomes: list[Outcome]) -> list[Outcome]:
        """The outcomes without findings below --min-severity, which are neither shown nor counted."""
        if self.min_severity is Severity.INFO:
            return outcomes
        left = [outcome._replace(report=outcome.report.at_least(self.min_severity)) for outcome in outcomes]
        minor = sum(len(before.report.shown) - len(after.report.shown) for before, after in zip(outcomes, left, strict=True))
        if minor:
            self.notes.append(f"{counted(minor, 'finding')} below `{self.min_severity.word}` {'is' if minor == 1 else 'are'} not shown.")
        return left

    def _note_left_out(self, outcomes: list[Outcome]) -> None:
        for outcome in outcomes:
            if left_out := sum(outcome.left_out.values()):
                more = f"and {counted(left_out, 'more finding')}, not shown: {MOST_FINDINGS:,} are the most of a file"
                self.notes.append(f"{outcome.report.filename}: {more}.")

    def _with_ignores(self, outcomes: list[Outcome]) -> list[Outcome]:
        """Write a suppression for each finding; the outcomes with what is left."""
        wanting = [outcome for outcome in outcomes if outcome.report.diagnostics]
        written = {outcome.report.filename for outcome in wanting if self._succeeds(self._add_ignores, outcome)}
        return [self._again(outcome) if outcome.report.filename in written else outcome for outcome in outcomes]

    def _add_ignores(self, outcome: Outcome) -> None:
        from awesome_lint.ignores import with_ignores

        path = Path(outcome.report.filename)
        plan = self.options.discovery.settings_for(path).plan_for(path, fixing=self.options.fixing)
        source, count = with_ignores(outcome.report, plan, self.args.reason)
        if count:
            files.write(path, source.encode(), expected=outcome.after or outcome.before)
            self.tell(f"{path}: {counted(count, 'finding')} suppressed")

    def _again(self, outcome: Outcome) -> Outcome:
        """The outcome of a file that was written to."""
        name = outcome.report.filename
        return work.judged(name, files.read(Path(name)), self.options._replace(fixing=False))

    def _print(self, report: Report, outcomes: list[Outcome]) -> None:
        """The report on standard output, unless the mended text itself goes there; tables beside what machines read on standard error."""
        stream = sys.stderr if self.is_piped and self.options.fixing else sys.stdout
        for_people = self.output_format in HUMAN_FORMATS
        if not (self.args.statistics and for_people):
            shown = report._replace(on_terminal=stream.isatty())
            text = render(self.output_format, shown, color=wants_color(self.args.color, stream))
            if for_people or self.output_format == "markdown":
                console.show(text, stream)
            else:
                console.data([text], stream)
        tables = stream if for_people else sys.stderr
        if self.args.show_fixes or self.args.statistics or self.args.coverage:
            from awesome_lint.report.tables import coverage, fixes, statistics

            if self.args.show_fixes:
                console.tell(fixes((outcome.report.filename, outcome.done) for outcome in outcomes if outcome.done), tables)
            if self.args.statistics:
                console.show(statistics(report), tables)
            if self.args.coverage:
                console.show(coverage(report, [outcome.examined for outcome in outcomes]), tables)

    def _print_patches(self, outcomes: list[Outcome]) -> bool:
        """Print what `fix` would write; whether there is anything."""
        from awesome_lint.commands.patch import show_patch

        changed = [outcome for outcome in outcomes if outcome.after]
        for outcome in changed:
            show_patch(outcome, self.args.color)
        return bool(changed)


def _limits(args: argparse.Namespace) -> str:
    """The arguments by which `fix` mends no more than is shown; a baseline of the config applies to it anyhow."""
    limits = (("--new-since", args.new_since), ("--baseline", args.baseline))
    return shlex.join(chain.from_iterable(limit for limit in limits if limit[1]))


def _baseline(path: Path) -> Baseline:
    from awesome_lint.baseline import Baseline  # most runs have none

    return Baseline.read(path)


def _fixes(outcomes: Iterable[Outcome]) -> Fixes:
    """What was done in all files."""
    made = tuple([(outcome.report.filename, done) for outcome in outcomes for done in outcome.done])
    by_rule = Counter(done.code for _, done in made if not done.is_layout)
    return Fixes(by_rule=dict(by_rule), laid_out=sum(done.places for _, done in made if done.is_layout), made=made)


def _account(outcome: Outcome) -> str:
    """`2 fixes, 3 lines laid out; 32 entries, 64 links before and after`."""
    return f"{fixes_in_words(_fixes([outcome]))}; {outcome.account}"


def _save(path: Path, text: str) -> None:
    """Write a report to a file; its folders are made. Raises UserError where that can't be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise UserError(f"the report can't be written: {error.strerror}", filename=str(path)) from None
