"""What `format` and `toc` have in common: files that are rewritten, or shown as they would be."""

from __future__ import annotations

import argparse
from pathlib import Path

from awesome_lint import files
from awesome_lint.commands import console
from awesome_lint.commands.gather import Gathering
from awesome_lint.commands.options import Options
from awesome_lint.commands.outcome import Outcome
from awesome_lint.commands.patch import show_patch
from awesome_lint.errors import UserError
from awesome_lint.report import counted
from awesome_lint.rule import INTERNAL_ERROR
from awesome_lint.settings import Selection


def rewriting_options(args: argparse.Namespace, rules: tuple[str, ...], *, use_cache: bool) -> Options:
    """The options of a command that makes the fixes of some rules or groups. Raises UserError for wishes that exclude each other."""
    if args.isolated and args.config:
        raise UserError("--isolated reads no config file: leave it or --config out")
    return Options(
        fixing=True,
        selection=Selection(select=rules),
        config=Path(args.config) if args.config else None,
        isolated=args.isolated,
        use_cache=use_cache,
        mirror=Path(args.config_from) if args.config_from else None,
    )


class Rewriting(Gathering):
    """One run. `does` and `done` say in words what happens to a file: “lay out”, “laid out”."""

    does = ""
    done = ""

    def status(self) -> int:
        """Do the work; the exit status."""
        outcomes = [outcome for outcome in self.outcomes() if not outcome.skipped or self.is_piped]
        for outcome in outcomes:
            self._tell_failures(outcome)
        changed = [outcome for outcome in outcomes if outcome.after]
        if self.args.diff:
            for outcome in changed:
                show_patch(outcome, self.args.color)
        elif self.args.check:
            for outcome in changed:
                console.tell(f"would {self.does}: {outcome.report.filename}")
        else:
            changed = self._write(outcomes)
        if not self.is_piped and not self.args.diff:
            would = "would be " if self.args.check else ""
            left = len(outcomes) - len(changed)
            parts = [f"{counted(len(changed), 'file')} {would}{self.done}"] * bool(changed)
            parts += [f"{counted(left, 'file')} {would}left as {'it is' if left == 1 else 'they are'}"] * bool(left)
            console.show(f"{', '.join(parts) or f'Nothing was {self.done}'}.\n")
        if self.failed:
            return 2
        return int(bool(changed) and (self.args.check or self.args.diff))

    def _write(self, outcomes: list[Outcome]) -> list[Outcome]:
        """Write the files that change: those that could be written. From standard input, print the text."""
        if self.is_piped:
            for outcome in outcomes:
                console.raw((outcome.after or outcome.before).encode())
            return outcomes
        written = []
        for outcome in outcomes:
            if outcome.after:
                try:
                    files.write(Path(outcome.report.filename), outcome.after.encode(), expected=outcome.before)
                except UserError as error:
                    self.fail(error)
                else:
                    written.append(outcome)
        return written

    def _tell_failures(self, outcome: Outcome) -> None:
        for diagnostic in outcome.report.diagnostics:
            if diagnostic.code == INTERNAL_ERROR:
                self.fail(UserError(diagnostic.message, filename=outcome.report.filename))
