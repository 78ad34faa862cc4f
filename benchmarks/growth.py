"""How time and memory grow on hostile text: the table of all kinds of `tests/hostile.py`, each in a process of its own.

    python benchmarks/growth.py [--sizes 100 200 400] [--kind NAME ...] [--limit-seconds 5] [--limit-megabytes 300]
                                [--tries 3] [--patience 600]

Prints a row for each kind: seconds of `check`, of `fix` and of the slowest output format, and the most memory that the process
had, at each size (in KB). Marked are a growth above 2.6 for a doubling, and what takes more than the limits at the middle size; what
is marked was measured again (`--tries`), and the least counts. A text that takes longer than `--patience` ends its kind: the smaller
sizes are in the table. The first line and the last but one tell how fast the machine is: what markdown-it-py takes to parse an
ordinary list of the middle size.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from hostile import KINDS

if TYPE_CHECKING:
    from awesome_lint.engine import Plan
    from awesome_lint.source import Source

T = TypeVar("T")

GROWTH = 2.6
"""The most for a doubling: linear is 2, n log n is 2.2; quadratic is 4."""

NOISE = 0.1
"""Seconds. Less is not compared."""


class Cost(NamedTuple):
    """What a kind takes at a size: seconds by step, megabytes at most, and the name of the slowest format."""

    check: float
    fix: float
    formats: float
    megabytes: float
    slowest: str = ""

    @property
    def total(self) -> float:
        return self.check + self.fix + self.formats


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def yardstick(size: int) -> float:
    """Seconds in which markdown-it-py parses an ordinary list of so many characters, the least of three: seconds differ by machine."""
    from markdown_it import MarkdownIt

    text, parser = KINDS["entries"](size), MarkdownIt("commonmark")
    return min(timed(lambda: parser.parse(text))[0] for _ in range(3))


def measure(kind: str, size: int) -> Cost:
    """Judge, report and mend one text, in this process; what is refused costs what it takes to say so."""
    from awesome_lint.commands.judge import _report
    from awesome_lint.engine import Plan, lint
    from awesome_lint.fixer import fix
    from awesome_lint.garbage import collect_seldom
    from awesome_lint.knowledge import load_packs
    from awesome_lint.report import FORMATS, Report, render
    from awesome_lint.rule import all_rules
    from awesome_lint.source import Source

    collect_seldom()  # as the program does
    rules = tuple(rule for rule in all_rules().values() if rule.default or rule.is_layout)
    check = Plan(tuple(rule for rule in rules if not rule.is_layout), load_packs())
    mend = Plan(rules, load_packs())
    warm = Source(KINDS["entries"](2_000))  # what is read and compiled once
    fix(warm, mend)
    text = KINDS[kind](size)
    refusing, source = timed(lambda: accepted(text, check))
    if source is None:
        return Cost(refusing, refusing, 0.0, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "refused")
    checking, report = timed(lambda: Report(files=(_report("list.md", lint(source, check)),), version="0"))
    formats = {name: timed(lambda name=name: render(name, report))[0] for name in FORMATS}
    fixing, _ = timed(lambda: fix(source, mend))
    slowest = max(formats, key=formats.__getitem__)
    return Cost(checking, fixing, formats[slowest], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, slowest)


def accepted(text: str, plan: Plan) -> Source | None:
    """A text as the program takes it from a file; None where it is beyond a limit, which is an error with a message."""
    from awesome_lint.errors import UserError
    from awesome_lint.reading import read
    from awesome_lint.source import Source

    try:
        source = Source.decode(text.encode(), "list.md")
        read(source, plan.packs, plan.template)
    except UserError:
        return None
    return source


def measured_apart(kind: str, size: int, patience: float) -> Cost | None:
    """The same in a process of its own; None where that fails or takes more than so many seconds."""
    command = [sys.executable, __file__, "--one", kind, str(size)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=patience)
    except subprocess.TimeoutExpired:
        sys.stderr.write(f"{kind}: {size:,} characters take more than {patience} seconds\n")
        return None
    if done.returncode:
        sys.stderr.write(f"{kind}: {done.stderr[-2000:]}\n")
        return None
    return Cost(*json.loads(done.stdout))


def measured(kind: str, args: argparse.Namespace) -> tuple[list[Cost], list[str]]:
    """What a kind takes at each size, and what is wrong with it. A busy machine is no fault: what seems wrong is measured again."""
    best: list[Cost] = []
    for _ in range(args.tries):
        costs: list[Cost] = []
        for size in args.sizes:
            if (cost := measured_apart(kind, size * 1000, args.patience)) is None:
                return costs, [f"fails at {size} KB"]
            costs.append(cost)
        best = [one if one.total < other.total else other for one, other in zip(costs, best or costs, strict=True)]
        if not (wrong := faults(best, args)):
            break
    return best, wrong


def faults(costs: list[Cost], args: argparse.Namespace) -> list[str]:
    """What is wrong with what a kind takes."""
    found = []
    middle = costs[len(costs) // 2]
    for step in ("check", "fix", "formats"):
        first, last = getattr(costs[0], step), getattr(costs[-1], step)
        if last > NOISE and last > max(first, NOISE) * GROWTH ** (len(costs) - 1):
            found.append(f"{step} grows")
        if getattr(middle, step) > args.limit_seconds:
            found.append(f"{step} is slow")
    if middle.megabytes > args.limit_megabytes:
        found.append("memory")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 200, 400])
    parser.add_argument("--kind", nargs="+", default=list(KINDS))
    parser.add_argument("--limit-seconds", type=float, default=5)
    parser.add_argument("--limit-megabytes", type=float, default=300)
    parser.add_argument("--tries", type=int, default=3)
    parser.add_argument("--patience", type=float, default=600, help="seconds for a text")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measure(args.one[0], int(args.one[1]))))
        return 0
    middle = args.sizes[len(args.sizes) // 2]
    print(f"yardstick: markdown-it-py parses a list of {middle} KB in {yardstick(middle * 1000):.2f} s\n", flush=True)
    print("| kind | KB | check s | fix s | slowest format | s | MB | |\n|---|--:|--:|--:|---|--:|--:|---|")
    bad = 0
    for kind in args.kind:
        costs, wrong = measured(kind, args)
        bad += bool(wrong)
        if not costs:
            print(f"| `{kind}` | | | | | | | {', '.join(wrong)} |", flush=True)
        for size, cost in zip(args.sizes, costs, strict=False):
            numbers = f"{cost.check:.2f} | {cost.fix:.2f} | {cost.slowest} | {cost.formats:.2f} | {cost.megabytes:.0f}"
            print(f"| `{kind}` | {size} | {numbers} | {', '.join(wrong)} |", flush=True)
    print(f"\nyardstick: {yardstick(middle * 1000):.2f} s\n{len(args.kind)} kinds, {bad} of them not linear, slow or large")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
