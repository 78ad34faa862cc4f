"""Which entries are the same, how bad that is, and which of them a base revision makes the new one."""

from __future__ import annotations

import pytest

from awesome_lint.engine import Plan, lint
from awesome_lint.knowledge import load_packs
from awesome_lint.rule import Severity, all_rules
from awesome_lint.source import Source
from awesome_lint.style import infer

RULES = tuple(rule for rule in all_rules().values() if rule.group == "duplicates" and rule.default)
PLAN = Plan(RULES, load_packs())
SLIMMING = "- Learning Efficient Networks through Slimming [[paper](https://arxiv.org/abs/1708.06519)]\n"
RESNET = "- Deep Residual Learning for Image Recognition [[paper](https://arxiv.org/abs/1512.03385)]\n"
ADAM = "- Adam: A Method for Stochastic Optimization [[paper](https://arxiv.org/abs/1412.6980)]\n"


def found(text, base=None):
    plan = PLAN._replace(judge=infer(lint(Source.of(base), PLAN).document, PLAN.packs)) if base else PLAN
    linted = lint(Source.of(text), plan)
    return [(d.code, d.severity, linted.source.row(d.span.start)) for d in linted.diagnostics]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        (SLIMMING + ADAM + SLIMMING, Severity.ERROR),
        (f"## CVPR 2017\n\n{SLIMMING}\n## ICCV 2017\n\n{SLIMMING}", Severity.WARNING),
        (f"## Pruning\n\n{SLIMMING}\n## Architectures\n\n{SLIMMING}", Severity.INFO),
        (f"## All\n\n{SLIMMING}{ADAM}\nVision:\n\n{RESNET}{SLIMMING}", Severity.INFO),
    ],
)
def test_where_they_are_says_how_bad_it_is(text, severity):
    assert [(code, how) for code, how, _ in found(text)] == [("duplicate-entry", severity)]


@pytest.mark.parametrize(
    ("base", "text", "row"),
    [
        (f"# A\n\n{ADAM}{SLIMMING}", f"# A\n\n{ADAM}{SLIMMING}{SLIMMING}", 5),
        (f"# A\n\n{ADAM}{RESNET}{SLIMMING}", f"# A\n\n{SLIMMING}{ADAM}{RESNET}{SLIMMING}", 3),
    ],
)
def test_the_new_one_is_reported(base, text, row):
    assert [(code, at) for code, _, at in found(text, base)] == [("duplicate-entry", row)]


def test_a_new_one_under_another_topic_is_a_warning():
    base = f"# A\n\n{ADAM}\n# B\n\n{SLIMMING}"
    assert found(f"# A\n\n{ADAM}{SLIMMING}\n# B\n\n{SLIMMING}", base) == [("duplicate-entry", Severity.WARNING, 4)]


TABLE = "| Category | Company | Code |\n|---|---|---|\n"
FILLER = "".join(
    f"| Storage | [Firm {n}](https://firm{n}.example.org)'s [Thing {n}](https://thing{n}.example.org) | - |\n" for n in range(4)
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "| Search | [Acme](https://acme.example.org)'s [Finder](https://finder.example.org) | - |\n",
            "| Storage | [Acme](https://acme.example.org)'s [Keeper](https://keeper.example.org) | - |\n",
        ),
        (
            "| Talk | [Attention Is All You Need](https://arxiv.org/abs/1706.03762)（上） | - |\n",
            "| Talk | [Attention Is All You Need](https://arxiv.org/abs/1706.03762)（下） | - |\n",
        ),
    ],
)
def test_rows_about_two_parts_of_one_thing_are_none(one, other):
    assert found(TABLE + FILLER + one + other) == []
    assert [code for code, _, _ in found(TABLE + FILLER + one + one)] == ["duplicate-entry"]


def test_a_conference_paper_and_the_article_made_of_it_share_a_link():
    rest = "".join(f"| A Study of Subject {n} | ICML | 2020 | [[PDF](https://arxiv.org/abs/2001.0000{n})] |\n" for n in range(1, 9))
    two = (
        "| Chains of Blocks for Learning at the Edge | ICC | 2021 | [[PDF](https://arxiv.org/abs/2104.13092)] |\n"
        "| EdgeChain: Learning with Chains of Blocks at the Edge | TNNLS | 2023 | [[PDF](https://arxiv.org/abs/2104.13092)] |\n"
    )
    codes = [code for code, _, _ in found("| Title | Venue | Year | Materials |\n|---|---|---|---|\n" + rest + two)]
    assert codes == ["shared-link"]
