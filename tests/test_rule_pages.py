"""Every rule is held to the claims of its own page: its examples are run."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field

import pytest
from markdown_it import MarkdownIt

from awesome_lint.edits import Applicability
from awesome_lint.engine import Linted, Plan, lint
from awesome_lint.fixer import fix
from awesome_lint.knowledge import load_packs
from awesome_lint.rule import INTERNAL_ERROR, Rule, all_rules
from awesome_lint.source import Source


@dataclass
class Example:
    """A group of fences: `bad` with what belongs to it, or one `good`."""

    text: str
    is_bad: bool
    options: dict[str, object]
    fixed: str | None = None
    report: str | None = None
    rows: list[int] = field(default_factory=list)


def examples(rule: Rule) -> list[Example]:
    found: list[Example] = []
    options: dict[str, object] = {}
    for token in MarkdownIt().parse(rule.page):
        if token.type != "fence":
            continue
        kind = token.info.strip()
        if kind == "options":
            options = tomllib.loads(token.content)
        elif kind in {"bad", "good"}:
            # A page shows carriage returns as ␍: a Python docstring and Markdown would drop them.
            found.append(Example(token.content.replace("␍", "\r"), kind == "bad", options))
            options = {} if kind == "good" else options
        elif kind == "fixed":
            found[-1].fixed = token.content
        elif kind == "report":
            found[-1].report = token.content
    return found


def plan(rule: Rule, options: dict[str, object]) -> Plan:
    given = {rule.name: rule.options(**options)} if rule.options and options else {}
    return Plan((rule,), load_packs(), options=given)


def told(linted: Linted) -> str:
    place = linted.source.position
    return "".join(f"{place(d.span.start).row}:{place(d.span.start).column} {d.message}\n" for d in linted.diagnostics)


RULES = list(all_rules().values())
CASES = [pytest.param(rule, example, id=f"{rule.name}-{n}") for rule in RULES for n, example in enumerate(examples(rule))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_page_has_a_summary_and_examples_of_both_kinds(rule):
    kinds = {example.is_bad for example in examples(rule)}
    # Text has no files beside it: tests/test_missing_file.py has what its page can't show.
    assert kinds == ({False} if rule.name == "missing-file" else {True, False}), "the page needs a `bad` and a `good` example"
    assert not rule.summary.endswith(".")
    assert rule.summary
    assert not rule.summary.startswith("`")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_named_after_its_file(rule):
    assert rule.check.__module__ == f"awesome_lint.checks.{rule.group}.{rule.name.replace('-', '_')}"


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_examples_do_what_they_say(rule, example):
    source = Source.of(example.text)
    settings = plan(rule, example.options)
    linted = lint(source, settings)
    assert not [d.message for d in linted.diagnostics if d.code == INTERNAL_ERROR]
    if not example.is_bad:
        assert told(linted) == ""
        return
    assert {d.code for d in linted.diagnostics} == {rule.name}
    if example.report is not None:
        assert told(linted) == example.report
    fixed = fix(source, settings, unsafe=True)
    assert not [d.message for d in fixed.linted.diagnostics if d.code == INTERNAL_ERROR]
    if example.fixed is None:
        assert fixed.source.text == source.text
        return
    assert fixed.source.text == example.fixed
    assert told(fixed.linted) == ""
    assert fix(fixed.source, settings, unsafe=True).source.text == example.fixed


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_offers_the_fixes_that_it_declares(rule):
    offered = {
        diagnostic.fix.applicability
        for example in examples(rule)
        for diagnostic in lint(Source.of(example.text), plan(rule, example.options)).diagnostics
        if diagnostic.fix
    }
    declared: set[Applicability] = set() if rule.fix is None else {rule.fix}
    assert max(offered, default=None) == max(declared, default=None)
