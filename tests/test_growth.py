"""Hostile texts take linear time: kinds of `tests/hostile.py` at sizes n and 4n through check, fix and each output format.

What is measured is CPU time of this thread, the least of several runs. Here are kinds that represent the others;
`benchmarks/growth.py` makes the table of all at large sizes, every night.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hostile import KINDS

from awesome_lint.engine import Plan, lint
from awesome_lint.fingerprint import fingerprints
from awesome_lint.fixer import fix
from awesome_lint.knowledge import load_packs
from awesome_lint.report import FORMATS, FileReport, Report, render
from awesome_lint.rule import all_rules
from awesome_lint.source import Source

SIZE = 1_000
"""Characters of the smallest text; where quadratic work is done, it is seen in the one four times as large."""

GROWTH = 2.6
"""The most for a doubling: linear is 2, n log n 2.2, quadratic 4."""

NOISE = 0.02
"""Seconds. Less says nothing: caches warm up, a rule begins to look at what it has enough of."""

TRIES = 4
"""A busy machine is no finding: what seems to grow is measured again, and the least counts."""

CHOSEN = (
    # grew once
    "contents reversed",
    "contents without every 11th",
    "contents shuffled",
    "table of empty rows",
    "findings on one line",
    "damage on one line",
    "entities",
    "U+202E",
    "empty headings",
    # entries, and what is wrong with them
    "entries",
    "wrong order of links",
    "duplicates",
    "nearly the same titles",
    "broken links",
    "bare URLs",
    "numbers",
    "years that fall",
    "suppressions",
    "the same heading",
    "contents of nothing",
    # a long line
    "links on one line",
    "malformed URLs on one line",
    "one long word",
    "one long query of a URL",
    "spaces",
    # markup
    "[",
    "[](",
    "<",
    "<a href=",
    "brackets in brackets",
    "links in links",
    "emphasis of both",
    "backticks of rising length",
    "definitions and uses",
    "footnotes",
    # blocks
    "quotes in items",
    "items in items",
    "items of nothing",
    "comments that stay open",
    "<details>",
    "anchors in HTML",
    "wide table",
    # characters
    "zero-width spaces",
    "line separators",
    "damage that grows",
    "addresses",
)
"""One or more for each part of the program that reads, compares or rewrites."""

LONG = {
    "brackets in brackets": 16_000,
    "emphasis": 16_000,
    "emphasis in emphasis": 16_000,
    "entities": 50_000,
    "references that are none": 100_000,
    "backticks of rising length": 50_000,
    "separators in a link": 16_000,
    "bold in a title": 16_000,
    "emphasis between URLs": 16_000,
}
"""Long lines that took quadratic time, with the characters of the smallest text that shows it: each step is short."""

RULES = tuple(rule for rule in all_rules().values() if rule.default or rule.is_layout)


def judged(source: Source) -> Report:
    checks = tuple(rule for rule in RULES if not rule.is_layout)
    linted = lint(source, Plan(checks, load_packs()))
    prints = fingerprints(linted.document, linted.diagnostics)
    return Report(files=(FileReport("list.md", source, linted.diagnostics, prints),), version="0")


def seconds(work: Callable[[], object]) -> float:
    start = time.thread_time()
    work()
    return time.thread_time() - start


def steps(text: str) -> dict[str, float]:
    """What each step takes."""
    source = Source(text)
    reports: list[Report] = []
    found = {
        "check": seconds(lambda: reports.append(judged(source))),
        "fix": seconds(lambda: fix(source, Plan(RULES, load_packs()))),
    }
    return found | {name: seconds(lambda name=name: render(name, reports[0])) for name in FORMATS}


def growing(made: Callable[[int], str], size: int, tries: int = TRIES) -> dict[str, tuple[float, float]]:
    """The steps that take too much more for a text four times as large, with the seconds of both."""
    small: dict[str, float] = {}
    large: dict[str, float] = {}
    wrong: dict[str, tuple[float, float]] = {}
    for _ in range(tries):
        for least, times in ((small, steps(made(size))), (large, steps(made(4 * size)))):
            least.update({name: min(taken, least.get(name, taken)) for name, taken in times.items()})
        wrong = {name: (small[name], large[name]) for name in small if large[name] > max(small[name], NOISE) * GROWTH**2}
        if not wrong:
            break
    return wrong


@pytest.fixture(scope="module", autouse=True)
def warm():
    """What is read and compiled once."""
    steps(KINDS["entries"](2_000))


@pytest.mark.parametrize("name", CHOSEN)
def test_hostile_text_takes_linear_time(name):
    assert growing(KINDS[name], SIZE) == {}


@pytest.mark.parametrize("name", LONG)
def test_a_long_line_takes_linear_time(name):
    assert growing(KINDS[name], LONG[name]) == {}


def test_quadratic_work_is_seen(monkeypatch):
    """The measure itself: a step that compares all with all is told."""

    def slow(source: Source) -> Report:
        count = len(source.text) // 4
        assert sum(1 for one in range(count) for other in range(count) if one == other) == count
        return Report(files=(), version="0")

    monkeypatch.setattr(f"{__name__}.judged", slow)
    assert set(growing(KINDS["entries"], SIZE * 4, tries=2)) == {"check"}
