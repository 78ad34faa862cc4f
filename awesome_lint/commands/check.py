"""`awesome-lint check` and `fix`: judge files, mend them, report what is left."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from awesome_lint import __version__, files
from awesome_lint.commands import work
from awesome_lint.commands.options import Options, output_files
from awesome_lint.commands.outcome import Outcome, narrowed
from awesome_lint.commands.progress import Progress
from awesome_lint.errors import UserError
from awesome_lint.report import Report, counted, render
from awesome_lint.report.terminal import visible, wants_color
from awesome_lint.rule import INTERNAL_ERROR, Severity
from awesome_lint.source import Source

STDIN = "-"
HUMAN_FORMATS = ("full", "concise")


def run(args: argparse.Namespace) -> int:
    """Check or fix the files named; the exit status of the contract."""
    return _Run(args).status()


class _Run:
    """One run, step by step. `failed`: a file couldn't be read, the exit status is 2 whatever else is found.

    `notes` are sentences for the report's end.
    """

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.failed = False
        self.notes: list[str] = []
        self.options = Options.of(args)
        self.outputs = output_files(args.output_file)

    def status(self) -> int:
        """Do the work; the exit status."""
        outcomes = list(self._judged())
        if self.args.diff:
            return 2 if self.failed else int(_print_diffs(outcomes))
        outcomes = [outcome for outcome in outcomes if self._succeeds(self._write, outcome)]
        if self.args.write_baseline:
            return self._write_baseline(outcomes)
        if self.args.baseline:
            outcomes = self._without_known(outcomes)
        if self.args.add_ignores:
            outcomes = self._with_ignores(outcomes)
        fixed = sum(outcome.fixes for outcome in outcomes) if self.options.fixing else None
        reports = tuple(outcome.report for outcome in outcomes if not outcome.skipped)
        report = Report(reports, __version__, fixed, tuple(self.notes))
        self._print(report, outcomes)
        for path, name in self.outputs.items():
            _save(path, render(name, report))
        return self._status_of(report)

    def _status_of(self, report: Report) -> int:
        if self.failed or any(shown.code == INTERNAL_ERROR for _, shown in report.shown):
            return 2
        return 0 if self.args.fail_on == "never" else int(report.at_least(Severity[self.args.fail_on.upper()]) > 0)

    def tell(self, text: str) -> None:
        """A note on standard error. Never with a file's name first: GitHub reads commands from the starts of lines."""
        if not self.args.quiet:
            sys.stderr.write(f"awesome-lint: {visible(text)}\n")

    # What to check

    def _files(self) -> list[str]:
        """The files to check, those left out that the config excludes."""
        discovery = self.options.discovery
        named = [Path(path) for path in self.args.paths] or self._default_paths()
        chosen: list[str] = []
        explicit = {path for path in named if not path.is_dir()}
        for path in files.find(named):
            if discovery.settings_for(path).excludes(path) and (self.args.force_exclude or path not in explicit):
                self.tell(f"{path}: excluded")
            else:
                chosen.append(str(path))
        return chosen

    def _default_paths(self) -> list[Path]:
        """Without a PATH: what the config includes, else README.md."""
        settings = self.options.discovery.settings_for(Path())
        if settings.include:
            if found := [path for path in files.find([settings.root]) if settings.includes(path)]:
                return [Path(os.path.relpath(path)) for path in found]
            raise UserError(f"`include` of {settings.path} matches no file")
        if not Path("README.md").exists():
            raise UserError("there is no README.md here", remedy="name a file or folder, or set `include` in a config file")
        return [Path("README.md")]

    def _judged(self) -> Iterator[Outcome]:
        """What became of each file; what can't be read is told and remembered."""
        if self.args.paths == [STDIN]:
            name = self.args.stdin_filename or "<stdin>"
            self.options.prepare([Path(name)])
            source = Source.decode(sys.stdin.buffer.read(), name)
            yield self._told(work.known(name, source, self.options) or work.judged(name, source, self.options))
            return
        names = self._files()
        self.options.prepare(map(Path, names))
        with Progress(len(names), quiet=self.args.quiet) as progress:
            results = list(work.outcomes(names, self.options, self.args.jobs, progress.advance))
        for result in results:
            if isinstance(result, UserError):
                self._fail(result)
            else:
                yield self._told(result)

    def _told(self, outcome: Outcome) -> Outcome:
        if outcome.skipped:
            self.tell(f"{outcome.report.filename}: skipped, {outcome.skipped}")
        return outcome

    # What becomes of it

    def _fail(self, error: UserError) -> None:
        """Tell what is wrong with one file: the others go on, the exit status is 2."""
        self.failed = True
        sys.stderr.write(f"awesome-lint: {visible(str(error))}\n")

    def _succeeds(self, write: Callable[[Outcome], None], outcome: Outcome) -> bool:
        """Write to a file, or tell why that can't be done."""
        try:
            write(outcome)
        except UserError as error:
            self._fail(error)
            return False
        return True

    def _write(self, outcome: Outcome) -> None:
        """Write what `fix` made of a file, and say what went in and came out."""
        if self.args.paths == [STDIN] and self.options.fixing:
            sys.stdout.buffer.write((outcome.after or outcome.before).encode())
        elif outcome.after:
            files.write(Path(outcome.report.filename), outcome.after.encode(), expected=outcome.before)
        if outcome.after:
            self.tell(f"{outcome.report.filename}: {counted(outcome.fixes, 'fix', 'fixes')}; {outcome.account}")

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

    def _without_known(self, outcomes: list[Outcome]) -> list[Outcome]:
        """The outcomes without what the baseline knows; what is gone leaves the baseline."""
        from awesome_lint.baseline import Baseline

        baseline = Baseline.read(Path(self.args.baseline))
        gone, left = 0, []
        for outcome in outcomes:
            name = outcome.report.filename
            new = baseline.new(name, outcome.report.fingerprints)
            gone += 0 if outcome.skipped else baseline.prune(name, outcome.prints, outcome.examined)
            left.append(outcome._replace(report=narrowed(outcome.report, new)))
        if gone:
            baseline.write()
            self.notes.append(
                f"{counted(gone, 'finding')} of the baseline {'is' if gone == 1 else 'are'} gone: {baseline.path} is smaller now."
            )
        return left

    def _with_ignores(self, outcomes: list[Outcome]) -> list[Outcome]:
        """Write a suppression for each finding; the outcomes with what is left."""
        wanting = [outcome for outcome in outcomes if outcome.report.diagnostics]
        written = {outcome.report.filename for outcome in wanting if self._succeeds(self._add_ignores, outcome)}
        return [self._again(outcome) if outcome.report.filename in written else outcome for outcome in outcomes]

    def _add_ignores(self, outcome: Outcome) -> None:
        from awesome_lint.commands.ignores import with_ignores

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
        piped = self.args.paths == [STDIN] and self.options.fixing
        stream = sys.stderr if piped else sys.stdout
        for_people = self.args.output_format in HUMAN_FORMATS
        if not (self.args.statistics and for_people):
            stream.write(render(self.args.output_format, report, color=wants_color(self.args.color, stream)))
        tables = stream if for_people else sys.stderr
        if self.args.statistics or self.args.coverage:
            from awesome_lint.report.tables import coverage, statistics

            if self.args.statistics:
                tables.write(statistics(report))
            if self.args.coverage:
                tables.write(coverage(report, [outcome.examined for outcome in outcomes]))


def _print_diffs(outcomes: list[Outcome]) -> bool:
    """Print what `fix` would write; whether there is anything."""
    from difflib import unified_diff

    changed = [outcome for outcome in outcomes if outcome.after]
    for outcome in changed:
        assert outcome.after
        name = outcome.report.filename
        before, after = outcome.before.text.splitlines(keepends=True), outcome.after.text.splitlines(keepends=True)
        sys.stdout.writelines(
            line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in unified_diff(before, after, name, name)
        )
    return bool(changed)


def _save(path: Path, text: str) -> None:
    """Write a report to a file; its folders are made. Raises UserError where that can't be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise UserError(f"the report can't be written: {error.strerror}", filename=str(path)) from None
