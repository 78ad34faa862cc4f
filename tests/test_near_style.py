"""What differs from the house style and is meant to, or is seen by nobody: no warning, and no fix."""

from __future__ import annotations

import pytest

from awesome_lint.engine import Plan, lint
from awesome_lint.fixer import fix
from awesome_lint.knowledge import load_packs
from awesome_lint.layout import layout
from awesome_lint.rule import Severity, all_rules
from awesome_lint.source import Source

PLAN = Plan(tuple(rule for rule in all_rules().values() if rule.default), load_packs())
TAGGED = "".join(
    f"- **Paper {n} of Them.** [[pdf](https://arxiv.org/pdf/2301.1{n:04})] [[blog](https://b{n}.example)]\n" for n in range(25)
)
PLAIN = "".join(f"- Paper {n} of a Series (VLDB 2021) [[paper](https://arxiv.org/abs/2301.1{n:04})]\n" for n in range(25))


def warnings(text, rule=None):
    found = lint(Source.of(text), PLAN).diagnostics
    return [(d.code, d.message) for d in found if (d.severity >= Severity.WARNING or d.code == rule) and d.code != "entry-order"]


@pytest.mark.parametrize(
    "line",
    [
        "- More books: see A. Author's [blog](https://blog.example/which), and this [pointer](https://site.example/intro) to books.",
        "- For the details, read [the notes](https://notes.example/) first.",
        "- The authors also keep a [page](https://page.example/) of their own.",
        "- See a [talk](https://talk.example/), given in 2019, for more.",
    ],
)
def test_a_link_in_a_sentence_is_no_labelled_link(line):
    assert warnings(f"{TAGGED}{line}\n") == []


def test_a_labelled_link_without_its_brackets_is_one():
    line = "- **Another Paper of Them.** [pdf](https://arxiv.org/pdf/2301.20000) [[blog](https://b.example)]"
    assert [code for code, _ in warnings(f"{TAGGED}{line}\n")] == ["link-style"]


@pytest.mark.parametrize(
    "venue",
    ["(SIGMOD 2021 **Best Paper**!)", "(SIGMOD 2021, outstanding paper award)", "(CVPR 2021 Oral)", "(CVPR 2021) ⭐", "(ICLR 2021 spotlight) :fire:"],
)  # fmt: skip
def test_a_paper_that_won_an_award_may_stand_out(venue):
    line = f"- **Bao: Making Learned Query Optimization Practical** {venue} [[paper](https://arxiv.org/abs/2301.20000)]"
    assert warnings(f"{PLAIN}{line}\n", "entry-shape") == []


def test_another_paper_may_not():
    line = "- **Bao: Making Learned Query Optimization Practical** (VLDB 2021) [[paper](https://arxiv.org/abs/2301.20000)]"
    assert [code for code, _ in warnings(f"{PLAIN}{line}\n", "entry-shape")] == ["entry-shape"]


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        ("https://ieeexplore.ieee.org/abstract/document/96741{0:02}", "https://ieeexplore.ieee.org/document/9674199"),
        ("https://ieeexplore.ieee.org/document/96741{0:02}", "https://ieeexplore.ieee.org/abstract/document/9674199"),
        ("https://dl.acm.org/doi/10.1145/3292500.33306{0:02}", "https://dl.acm.org/doi/abs/10.1145/3292500.3330699"),
    ],
)
def test_two_addresses_of_one_page_are_no_forms(usual, other):
    lines = "".join(f"- [Paper {n} of Them]({usual.format(n)})\n" for n in range(20))
    assert warnings(f"{lines}- [The Last of Them]({other})\n", "non-canonical-url") == []


def test_spaces_in_a_row_look_like_one():
    line = "- **Last Paper of Them.** [[pdf](https://arxiv.org/pdf/2301.20000)]  [[blog](https://b.example)]"
    assert warnings(f"{TAGGED}{line}\n") == []
    assert [code for code, _ in warnings(f"{TAGGED}{line.replace('  [[', '[[')}\n")] == ["link-style"]


def test_a_sites_own_name_is_no_misspelling():
    text = "".join(f"- Paper {n} of Them [[Github](https://github.com/a/p{n})]\n" for n in range(25))
    assert warnings(f"{text}- Another Paper of Them [[GitHub](https://github.com/a/p)]\n") == []
    assert [code for code, _ in warnings(f"{text}- Another Paper of Them [[github](https://github.com/a/p)]\n")] == ["label-spelling"]


@pytest.mark.parametrize(
    ("nested", "is_told"), [("Tool 25", True), ("Tool 24's viewer", False), ("Viewer](https://v.example) of [Tool 24", False)]
)
def test_a_nested_item_that_names_the_one_above_is_meant(nested, is_told):
    text = "".join(f"- [Tool {n}](https://t{n}.example) - Reads files.\n" for n in range(25))
    told = [code for code, _ in warnings(f"{text}  - [{nested}](https://n.example) - Shows files.\n", "indented-item")]
    assert told == ["indented-item"] * is_told


@pytest.mark.parametrize("bullet", ["1.", "-"])
def test_contents_keep_their_indent(bullet):
    names = [f"Section {n}" for n in range(12)]
    contents = "- [All](#all)\n" + "".join(f"  - [{name}](#{name.lower().replace(' ', '-')})\n" for name in names)
    items = "".join(
        f"\n## {name}\n\n" + "".join(f"  {bullet} [Tool {name[8:]}{n}](https://t{n}.example)\n" for n in range(3)) for name in names
    )
    text = f"# All\n\n{contents}{items}"
    assert layout(Source.of(text)).text == text


def told(text, rule):
    found = lint(Source.of(text), PLAN).diagnostics
    return [(d.finding.message, d.severity) for d in found if d.code == rule]


MIXED = "".join(f"- Paper {n} of Them [[pdf](https://arxiv.org/pdf/2301.1{n:04})] [[code](https://github.com/a/p{n})]\n" for n in range(40))
OTHERS = "".join(f"- Another {n} of Them [pdf](https://arxiv.org/pdf/2302.1{n:04}) [code](https://github.com/b/p{n})\n" for n in range(6))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("", []),
        ("- Last of Them ([pdf](https://arxiv.org/pdf/2303.10000))\n", []),  # prose has these too
        (
            "- Last of Them [[pdf]](https://arxiv.org/pdf/2303.10000)\n",
            [("a link written `[[x]](u)`, where 80 of 93 are `[[x](u)]`", Severity.INFO)],
        ),
        (
            "- Last of Them [[pdf](https://arxiv.org/pdf/2303.10000)], [[code](https://github.com/c/p)]\n",
            [("`, ` between two links, where 46 of 47 have a space", Severity.WARNING)],
        ),
        ("- Last of Them [[pdf]](https://arxiv.org/pdf/2303.10000)\n" * 3, []),  # not rare
    ],
)
def test_what_is_rare_beside_two_ways_is_told(lines, expected):
    assert told(f"{MIXED}{OTHERS}{lines}", "link-style") == expected


def test_what_is_rare_may_be_its_sections_way():
    line = "- Last {} of Them [[pdf]](https://arxiv.org/pdf/2303.1000{})\n"
    assert told(f"# A\n\n{MIXED}{OTHERS}\n# B\n\n{line.format(1, 1)}", "link-style") != []
    own = "- Last {} of Them [pdf](https://arxiv.org/pdf/2303.1000{})\n"
    section = line.format(1, 1) + "".join(own.format(n, n) for n in range(2, 6))
    assert told(f"# A\n\n{MIXED}{OTHERS}\n# B\n\n{section}", "link-style") == []


STOPPED = "".join(f"- [Tool {n}](https://t{n}.example) - Reads files of kind {n} (fast).\n" for n in range(12))


@pytest.mark.parametrize(
    ("end", "mended"),
    [
        ("Reads others. (slow)", "Reads others (slow)."),
        ("Reads others. `MIT`", "Reads others `MIT`."),
        ("Reads others. (slow, [notes](https://n.example))", "Reads others (slow, [notes](https://n.example))."),
        ("Reads others. (It is slow with them.)", None),
        ("Reads others (slow).", None),
        ("Reads others (slow)", None),
    ],
)
def test_the_stop_is_where_others_have_it(end, mended):
    text = f"# List\n\n{STOPPED}- [Tool 20](https://t20.example) - {end}\n"
    messages = [message for message, _ in told(text, "entry-shape") if "the full stop is" in message]
    part = end.partition(". ")[2]
    assert messages == ([f"the full stop is before `{part}`, elsewhere it is behind such an end (12 of 13)"] if mended else [])
    plan = PLAN._replace(rules=(all_rules()["entry-shape"],))
    if mended:
        assert fix(Source.of(text), plan).source.text == text.replace(end, mended)


def test_the_stop_is_before_where_others_have_it_before():
    text = "# List\n\n" + STOPPED.replace(" (fast).", ". (fast)") + "- [Tool 20](https://t20.example) - Reads others (slow).\n"
    plan = PLAN._replace(rules=(all_rules()["entry-shape"],))
    assert fix(Source.of(text), plan).source.text == text.replace(" (slow).", ". (slow)")
