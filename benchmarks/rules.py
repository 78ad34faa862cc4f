"""Print where the time of a check goes: reading, the house style, and each rule, over a folder of lists.

    python benchmarks/rules.py LISTS/ [--most 15]

Process time, summed over the lists, after one list as a warm-up. What several rules compute once from a document is
charged to the first that asks. No rule should take more than a tenth of the whole without a reason.
"""

from __future__ import annotations

import argparse
import gc
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

from awesome_lint import files
from awesome_lint.engine import Plan, judge
from awesome_lint.packs import load_packs
from awesome_lint.reading import read
from awesome_lint.rule import Rule, all_rules
from awesome_lint.style import infer


def timed(rule: Rule, spent: defaultdict[str, float]) -> Rule:
    """The rule with a check that adds the time it takes to `spent`."""
    check: Callable[..., Iterator[Any]] = rule.check

    def measured(*arguments: object) -> Iterator[Any]:
        start = process_time()
        findings = list(check(*arguments))
        spent[rule.name] += process_time() - start
        return iter(findings)

    return rule._replace(check=measured)


def main() -> int:
    """Read and judge all lists; print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=15, help="rules to show (default: 15)")
    args = parser.parse_args()
    gc.disable()
    packs = load_packs()
    spent: defaultdict[str, float] = defaultdict(float)
    plan = Plan(tuple(timed(rule, spent) for rule in all_rules().values() if rule.default and not rule.is_layout), packs)
    sources = [files.read(path) for path in files.find(args.paths)]
    judge(read(sources[0], packs), plan)
    spent.clear()
    for source in sources:
        start = process_time()
        document = read(source, packs)
        spent["(reading)"] += process_time() - start
        start = process_time()
        infer(document, packs)
        spent["(style)"] += process_time() - start
        judge(document, plan)
    total = sum(spent.values())
    size = sum(len(source.text) for source in sources)
    print(f"{len(sources)} lists, {size / 1e6:.1f} MB, {total:.1f} s: {300_000 * total / size:.2f} s per 300 kB")
    for seconds, name in sorted(((seconds, name) for name, seconds in spent.items()), reverse=True)[: args.most]:
        print(f"{name:24} {seconds:7.2f} s  {seconds / total:6.1%}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
