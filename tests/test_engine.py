"""The walk and the fix loop: what fights, fails or lies is named, and the rest goes on."""

from __future__ import annotations

import pytest

from awesome_lint import engine
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.engine import Plan, lint
from awesome_lint.fixer import fix
from awesome_lint.knowledge import load_packs
from awesome_lint.model import Document, Link, Text
from awesome_lint.rule import INTERNAL_ERROR, Finding, Rule, Severity, all_rules
from awesome_lint.source import Source, Span

TEXT = "# List\n\n- One Paper [[paper](https://example.org/1)]\n- Two Paper [[paper](https://example.org/2)]\n"


def make_rule(name, check, node=Document, group="text"):
    return Rule(name, group, Severity.WARNING, default=True, fix=Applicability.SAFE, node=node, options=None, check=check)


def replacing(old, new, *deltas, applicability=Applicability.SAFE):
    """A check that replaces every `old` in the text by `new`."""

    def check(document, _context):
        text, at = document.source.text, -1
        while (at := text.find(old, at + 1)) >= 0:
            span = Span(at, at + len(old))
            yield Finding(
                span, f"{old} found", Fix.of(f"write {new}", Edit.replacement(span, new), applicability=applicability, deltas=deltas)
            )

    return check


def plan(*rules, **settings):
    return Plan(rules, load_packs(), **settings)


def codes(linted):
    return [d.code for d in linted.diagnostics]


def test_fixes_run_to_a_fixpoint():
    rules = [
        make_rule("one", replacing("One", "Uno", Delta("text", "One", "Uno"))),
        make_rule("uno", replacing("Uno", "Eins", Delta("text", "Uno", "Eins"))),
    ]
    fixed = fix(Source(TEXT), plan(*rules))
    assert fixed.source.text == TEXT.replace("One", "Eins")
    assert [a.code for a in fixed.applied] == ["one", "uno"]
    assert codes(fixed.linted) == []


def test_rules_that_fight_are_named_and_left_out():
    rules = [
        make_rule("to-uno", replacing("One", "Uno", Delta("text", "One", "Uno"))),
        make_rule("to-one", replacing("Uno", "One", Delta("text", "Uno", "One"))),
    ]
    fixed = fix(Source(TEXT), plan(*rules))
    assert fixed.source.text == TEXT
    assert codes(fixed.linted) == ["to-uno"]
    assert [d.fix.applicability for d in fixed.linted.diagnostics] == [Applicability.HINT]
    assert [w.reason for w in fixed.withheld] == ["fixes undo each other (to-one, to-uno)"]


def test_a_fix_that_never_ends_is_not_made_and_the_rest_goes_on():
    honest = make_rule("honest", replacing("One", "Uno", Delta("text", "One", "Uno")))
    fixed = fix(Source(TEXT), plan(make_rule("grow", replacing("Two", "Two Two", Delta("text", "Two", "Two Two"))), honest))
    assert fixed.source.text == TEXT.replace("One", "Uno")
    assert codes(fixed.linted) == ["grow"]
    assert [w.reason for w in fixed.withheld] == ["no end after 10 passes (grow)"]


def test_a_fix_that_breaks_its_promise_is_withheld_and_the_rest_goes_on():
    liar = make_rule("liar", replacing("example.org/2", "example.org/3"))
    honest = make_rule("honest", replacing("One", "Uno", Delta("text", "One", "Uno")))
    fixed = fix(Source(TEXT), plan(liar, honest))
    assert fixed.source.text == TEXT.replace("One", "Uno")
    assert [a.code for a in fixed.applied] == ["honest"]
    assert codes(fixed.linted) == ["liar"]
    assert [d.fix.applicability for d in fixed.linted.diagnostics] == [Applicability.HINT]
    (withheld,) = fixed.withheld
    assert (withheld.code, withheld.row) == ("liar", 4)
    assert "changes more than it says" in withheld.reason


def test_a_rule_that_raises_is_named_and_the_rest_goes_on():
    def broken(_text, _context):
        raise RuntimeError("oops")
        yield

    linted = lint(Source(TEXT), plan(make_rule("broken", broken, node=Text), make_rule("found", replacing("One", "Uno"))))
    assert codes(linted) == [INTERNAL_ERROR, "found"]
    assert "`broken` failed: RuntimeError: oops" in linted.diagnostics[0].message


@pytest.mark.parametrize(
    ("applicability", "unsafe", "changed"),
    [
        (Applicability.SAFE, False, True),
        (Applicability.UNSAFE, False, False),
        (Applicability.UNSAFE, True, True),
        (Applicability.HINT, True, False),
    ],
)
def test_only_what_is_safe_enough_is_applied(applicability, unsafe, changed):
    rule = make_rule("one", replacing("One", "Uno", Delta("text", "One", "Uno"), applicability=applicability))
    assert (fix(Source(TEXT), plan(rule), unsafe=unsafe).source.text != TEXT) is changed


@pytest.mark.parametrize(("told", "by", "changed"), [("SAFE", "UNSAFE", False), ("UNSAFE", "SAFE", True), ("HINT", "SAFE", False)])
def test_the_settings_say_how_safe_a_rule_is(told, by, changed):
    rule = make_rule("one", replacing("One", "Uno", Delta("text", "One", "Uno"), applicability=Applicability[told]))
    fixed = fix(Source(TEXT), plan(rule, safety={"one": Applicability[by]}))
    assert (fixed.source.text != TEXT) is changed


def test_a_suppressed_span_is_neither_told_nor_touched():
    text = TEXT.replace("1)]\n", "1)] <!-- awesome-lint: ignore one -->\n")
    fixed = fix(Source(text), plan(make_rule("one", replacing("One", "Uno", Delta("text", "One", "Uno")))))
    assert (fixed.source.text, codes(fixed.linted)) == (text, [])


def test_checks_get_the_nodes_that_they_ask_for():
    seen = []

    def look(link, _context):
        seen.append(link.url)
        return iter(())

    linted = lint(Source(TEXT), plan(make_rule("look", look, node=Link)))
    assert seen == ["https://example.org/1", "https://example.org/2"]
    assert linted.examined == {"look": 2}


def test_severities_of_the_settings_count():
    linted = lint(Source(TEXT), plan(make_rule("one", replacing("One", "Uno")), severities={"one": Severity.INFO}))
    assert [d.severity for d in linted.diagnostics] == [Severity.INFO]


def test_the_account_of_a_fix():
    fixed = fix(Source(TEXT), plan())
    assert fixed.account == "2 entries, 2 links"
    assert not fixed.is_changed


def test_findings_without_a_fix_do_not_crowd_out_those_that_are_fixed(monkeypatch):
    monkeypatch.setattr(engine, "MOST_FINDINGS", 10)
    names = ("doubled-word", "invisible-character")  # the first has only unsafe fixes, of what the other one leaves
    plan = Plan(tuple(all_rules()[name] for name in names), load_packs())
    fixed = fix(Source.of("# A list\n\n" + "a\u2028" * 40 + "\n"), plan)
    assert fixed.withheld == ()
    assert "\u2028" not in fixed.source.text
