"""The run in tables for people: `--statistics` counts what was found, `--coverage` what was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from awesome_lint.edits import Applicability
from awesome_lint.report import Done, Report, Shown
from awesome_lint.rule import Severity

_MARKS = {Applicability.SAFE: "[*]", Applicability.UNSAFE: "[?]"}


def statistics(report: Report) -> str:
    """How often each rule found something, the most frequent first, each severity by itself, and the total; as the summary counts."""
    found: dict[tuple[str, Severity], list[Shown]] = {}
    for _, shown in report.shown:
        found.setdefault((shown.code, shown.severity), []).append(shown)
    rows = [
        (f"{len(members):,}", severity.word, code, _marks(members))
        for (code, severity), members in sorted(found.items(), key=lambda item: (-len(item[1]), item[0][0], -item[0][1]))
    ]
    legend = "[*] has a safe fix, [?] an unsafe one\n" if any(row[3].strip() for row in rows) else ""
    return _aligned([*rows, (f"{report.total:,}", "total", "", "")], right=(0,)) + legend


def fixes(done: Iterable[tuple[str, Iterable[Done]]]) -> str:
    """The fixes that were made, by file: rule, what it did, and how often where that was more than once."""
    lines = []
    for filename, made in done:
        lines.append(f"{filename}:")
        times = Counter((one.code, one.message) for one in made)
        lines += [f"  {code}: {message}" + (f" ({count:,} times)" if count > 1 else "") for (code, message), count in times.items()]
    return "\n".join(lines or ["Nothing was fixed."])


def _marks(found: Iterable[Shown]) -> str:
    offered = {shown.fix.applicability for shown in found if shown.fix}
    return " ".join(mark for applicability, mark in _MARKS.items() if applicability in offered)


def coverage(report: Report, examined: Iterable[Mapping[str, int]]) -> str:
    """Per rule how many nodes it examined and how many findings it has: a rule that sees nothing is broken or out of place."""
    seen: Counter[str] = Counter()
    for counts in examined:
        seen.update(counts)
    found = Counter(shown.code for _, shown in report.shown)
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
