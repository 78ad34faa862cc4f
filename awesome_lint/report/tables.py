"""The run in tables for people: `--statistics` counts what was found, `--coverage` what was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from awesome_lint.edits import Applicability
from awesome_lint.report import Report, Shown

_MARKS = {Applicability.SAFE: "[*]", Applicability.UNSAFE: "[?]"}


def statistics(report: Report) -> str:
    """How often each rule found something, the most frequent first; folded findings count one by one."""
    by_rule: dict[str, list[Shown]] = {}
    for _, shown in report.shown:
        by_rule.setdefault(shown.code, []).append(shown)
    counts = {code: sum(shown.places for shown in found) for code, found in by_rule.items()}
    rows = [
        (f"{counts[code]:,}", max(shown.severity for shown in found).word, code, _marks(found))
        for code, found in sorted(by_rule.items(), key=lambda item: (-counts[item[0]], item[0]))
    ]
    legend = "[*] has a safe fix, [?] an unsafe one\n" if any(row[3].strip() for row in rows) else ""
    return _aligned(rows, right=(0,)) + legend


def _marks(found: Iterable[Shown]) -> str:
    offered = {shown.fix.applicability for shown in found if shown.fix}
    return " ".join(mark for applicability, mark in _MARKS.items() if applicability in offered)


def coverage(report: Report, examined: Iterable[Mapping[str, int]]) -> str:
    """Per rule how many nodes it examined and how many findings it has: a rule that sees nothing is broken or out of place."""
    seen: Counter[str] = Counter()
    for counts in examined:
        seen.update(counts)
    found = Counter[str]()
    for _, shown in report.shown:
        found[shown.code] += shown.places
    rows = [
        (f"examined {seen[name]:,}", f"found {found[name]:,}", name, "" if seen[name] else "nothing in these files is what it looks at")
        for name in sorted(seen)
    ]
    return _aligned(rows, right=(0, 1))


def _aligned(rows: Sequence[tuple[str, ...]], right: tuple[int, ...] = ()) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            f"{cell:>{width}}" if at in right else f"{cell:<{width}}" for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "".join(line.rstrip() + "\n" for line in lines)
