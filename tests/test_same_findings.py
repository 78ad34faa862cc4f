"""The short ways - cache, processes, fast paths - find what the long ones find, in every list of the corpus."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from awesome_lint import parse
from awesome_lint.engine import Linted, Plan, lint
from awesome_lint.knowledge import load_packs
from awesome_lint.markdown import parser
from awesome_lint.outline import phrases
from awesome_lint.rule import all_rules
from awesome_lint.source import Source

SHARED = Path(__file__).parents[2] / "shared"
LISTS = [SHARED / "seed" / "papers.md", *sorted((SHARED / "corpus").glob("*.md"))] if SHARED.is_dir() else []

pytestmark = pytest.mark.skipif(not LISTS, reason="the corpus isn't here")


def found(path: Path) -> Linted:
    plan = Plan(tuple(rule for rule in all_rules().values() if not rule.is_layout), load_packs())
    return lint(Source.decode(path.read_bytes(), path.name), plan)


@pytest.fixture
def long_way(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything is read by markdown-it's own rules, the page as a whole."""
    monkeypatch.setattr(parse, "plain_blocks", lambda _source, _sections, index: (None, index))
    monkeypatch.setattr(parse, "_sections", lambda _source, first, last: [(first, last)])
    monkeypatch.setattr(parse, "simple_nodes", lambda *_, **__: None)
    monkeypatch.setattr(phrases, "_plain_phrase", lambda *_: None)
    monkeypatch.setattr(parser, "_PLAIN_LINK", re.compile(r"(?!)"))
    monkeypatch.setattr(parser, "speed_up", lambda _md: None)
    parser.markdown.cache_clear()
    yield
    parser.markdown.cache_clear()


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_without_the_fast_paths(path: Path, request: pytest.FixtureRequest) -> None:
    short = found(path)
    request.getfixturevalue("long_way")
    long = found(path)
    assert long.diagnostics == short.diagnostics
    assert long.document.entries == short.document.entries
    assert long.examined == short.examined


def test_with_and_without_cache_by_one_process_and_by_two(tmp_path: Path) -> None:
    def findings(*options: str) -> object:
        argv = [sys.executable, "-m", "awesome_lint", "check", "--isolated", "--output-format", "json", *options, *map(str, LISTS)]
        run = subprocess.run(argv, capture_output=True, text=True, check=False, env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)})
        assert (run.returncode, run.stderr) == (1, "")
        return json.loads(run.stdout)

    alone = findings("--no-cache", "--jobs", "1")
    assert findings("--jobs", "2") == alone
    results = sorted(path.name for path in (tmp_path / "awesome-lint").iterdir())
    assert findings() == alone
    assert sorted(path.name for path in (tmp_path / "awesome-lint").iterdir()) == results
    assert len(results) > len(LISTS)
