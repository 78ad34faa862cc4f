"""The CommonMark and GFM examples through `fix`: layout keeps what they mean, and nothing keeps changing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from awesome_lint.engine import Plan
from awesome_lint.fixer import fix
from awesome_lint.knowledge import load_packs
from awesome_lint.rule import INTERNAL_ERROR, all_rules
from awesome_lint.source import Source

FOLDER = Path(__file__).parent / "data" / "commonmark"
EXAMPLES = [json.loads(line) for path in sorted(FOLDER.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def html(text: str) -> str:
    return re.sub(r"\s+", " ", MARKDOWN.render(text)).strip()


def plan(*, layout_alone: bool) -> Plan:
    """Layout as `--select not-canonical` runs it, or all that `fix` runs by default."""
    rules = all_rules().values()
    return Plan(tuple(r for r in rules if r.name == "not-canonical" or (not layout_alone and (r.default or r.is_layout))), load_packs())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example.get("example")))
def test_layout_alone_keeps_the_html(example):
    settings = plan(layout_alone=True)
    source = Source.of(example["markdown"])
    fixed = fix(source, settings)
    assert [d.message for d in fixed.linted.diagnostics if d.code == INTERNAL_ERROR] == []
    assert html(fixed.source.text) == html(source.text)
    assert not fix(fixed.source, settings).is_changed


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example.get("example")))
def test_everything_that_fix_does_comes_to_an_end(example):
    settings = plan(layout_alone=False)
    fixed = fix(Source.of(example["markdown"]), settings)
    assert [d.message for d in fixed.linted.diagnostics if d.code == INTERNAL_ERROR] == []
    assert not fix(fixed.source, settings).is_changed
