"""`awesome-lint toc`: makes a table of contents, or refreshes the one that is there."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from awesome_lint import files
from awesome_lint.commands import work
from awesome_lint.commands.judge import judge
from awesome_lint.commands.options import Options
from awesome_lint.commands.outcome import Outcome
from awesome_lint.commands.rewriting import Rewriting, rewriting_options
from awesome_lint.contents import made
from awesome_lint.errors import UserError
from awesome_lint.reading import read
from awesome_lint.source import Source

RULES = "toc"
"""The group of rules that mend contents which are there."""


def run(args: argparse.Namespace) -> int:
    """Write the contents of the files named.

    Exit status 0, with --check or --diff 1 where something would change, 2 for what can't be read or written.
    """
    return _Toc(args, rewriting_options(args, (RULES,), use_cache=False)).status()


class _Toc(Rewriting):
    does = "write the contents of"
    done = "given new contents"

    def judged(self, name: str, source: Source) -> Outcome:
        return work.known(name, source, self.options) or _outcome(name, source, self.options, self.args)

    def all_judged(self, names: list[str], done: Callable[[], None]) -> Iterator[Outcome | UserError]:
        for name in names:
            try:
                yield self.judged(name, files.read(Path(name)))
            except UserError as error:
                yield error
            done()


def _outcome(name: str, source: Source, options: Options, args: argparse.Namespace) -> Outcome:
    """What becomes of a file: the rules mend what is there, then contents are made where there are none."""
    outcome = judge(name, source, options)
    if outcome.skipped:
        return outcome
    plan = options.discovery.settings_for(Path(name)).plan_for(Path(name), fixing=True)
    reading = partial(read, packs=plan.packs, template=plan.template)
    before = outcome.after or outcome.before
    result = made(reading(before), reading, plan.packs, min_headings=args.min_headings, levels=args.levels)
    withheld = (*outcome.withheld, *([f"no contents written: {result.reason}"] if result.reason else []))
    after = result.source if result.source.text != before.text else outcome.after
    return outcome._replace(after=after, withheld=withheld)
