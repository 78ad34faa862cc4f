"""Memory doesn't grow with the number of lists in a run."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from awesome_lint import garbage
from awesome_lint.engine import Plan, lint
from awesome_lint.knowledge import load_packs
from awesome_lint.rule import Context, all_rules
from awesome_lint.source import Source

SECTIONS = ("Vision", "Speech", "Language")
LIST = "# Papers\n\n## Contents\n\n" + "".join(f"- [{name}](#{name.lower()})\n" for name in SECTIONS)
LIST += "".join(f"\n## {name}\n\n" + "".join(f"- [{name} {n}](https://example.org/{n})\n" for n in range(30)) for name in SECTIONS)
PLAN = Plan(tuple(all_rules().values()), load_packs())


@pytest.fixture
def seldom(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = gc.get_threshold()
    monkeypatch.setattr(garbage, "_MOST_OBJECTS", 10_000)
    garbage.collect_seldom()
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("seldom")
def test_lists_that_were_judged_are_let_go() -> None:
    gc.collect()
    before = sum(isinstance(thing, Context) for thing in gc.get_objects())
    held = 0
    for number in range(60):
        lint(Source(LIST.replace("Papers", f"Papers {number}")), PLAN)
        held = max(held, sum(isinstance(thing, Context) for thing in gc.get_objects()) - before)
    assert held < 30
