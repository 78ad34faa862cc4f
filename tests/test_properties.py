"""What holds for every list: fixing twice is fixing once, the order of rules is of no matter, nothing is lost."""

from __future__ import annotations

import re
import runpy
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from awesome_lint.engine import Plan, lint
from awesome_lint.fixer import fix
from awesome_lint.knowledge import load_packs
from awesome_lint.rule import INTERNAL_ERROR, all_rules
from awesome_lint.source import Source

RULES = tuple(rule for rule in all_rules().values() if rule.default or rule.is_layout)
EXAMPLES = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

TITLE_WORDS = [
    "Sparse",
    "FÂ³-Net",
    "Learning",
    "of",
    "Neural",
    "Größe",
    "Networks",
    "ﬁlters",
    "for",
    "A*",
    "$\\ell_1$",
    "Vision",
    "3D",
    "and",
    "Beyond",
    "漢字",
]
URLS = [
    "https://arxiv.org/abs/2401.{:05}",
    "http://arxiv.org/pdf/2302.{:05}v2.pdf",
    "https://www.arxiv.org/abs/2113.{:05}",
    "https://openreview.net/forum?id=abc{:05}",
    "https://github.com/lab/code{:05}.git",
    "https://example.org/_({:05})?utm_source=x",
    "https://paperswithcode.com/paper/p{:05}",
    "htps://example.org/{:05}",
]
LABELS = ["paper", "code", "Paper", "project", "arxiv", "cdoe"]


@dataclass(frozen=True)
class Dialect:
    """How a list writes an entry: `bullet`, the title `t` and each link of label `x` and URL `u`."""

    bullet: str
    title: str
    link: str
    separator: str
    blank: str


DIALECTS = [
    Dialect("- ", "{t}", "[[{x}]({u})]", " ", "\n"),
    Dialect("* ", "**{t}**", "[{x}]({u})", ", ", "\n"),
    Dialect("1. ", "{t}.", "[[{x}]]({u})", " | ", "\n\n"),
    Dialect("- ", '"{t}"', "([{x}]({u}))", " ", "\n"),
    Dialect("+ ", "*{t}*", "[![{x}](https://img.shields.io/badge/{x}-blue)]({u})", " ", "\n"),
    Dialect("", "{t}", "[{x}]({u})", " ", "\n\n"),
]

numbers = st.integers(1, 99_999)
titles = st.lists(st.sampled_from(TITLE_WORDS), min_size=1, max_size=7).map(" ".join)
links = st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(URLS), numbers), max_size=3)
entries = st.lists(st.tuples(titles, links), min_size=1, max_size=9)
headings = st.sampled_from(["CVPR-2024", "ICML 2023", "NIPS 2016", "Surveys", "Surveys", "C++ & more", "2024"])


@st.composite
def lists(draw):
    """A list in one dialect, with a table of contents that may be wrong and now and then a slip of layout."""
    dialect = draw(st.sampled_from(DIALECTS))
    sections = draw(st.lists(st.tuples(headings, entries), min_size=1, max_size=4))
    parts = ["# A List"]
    if draw(st.booleans()):
        toc = [f"- [{h}](#{re.sub(r'[^a-z0-9 -]', '', h.lower()).replace(' ', '-')})" for h, _ in sections]
        parts.append("\n".join(draw(st.permutations(toc))))
    for heading, members in sections:
        lines = [
            f"{dialect.bullet}{dialect.title.format(t=title)} "
            + dialect.separator.join(dialect.link.format(x=x, u=u.format(n)) for x, u, n in linked)
            + draw(st.sampled_from(["", "", "", " ", "  "]))
            for title, linked in members
        ]
        parts += [f"## {heading}", dialect.blank.join(lines)]
    return draw(st.sampled_from(["\n\n", "\n\n", "\n\n\n"])).join(parts) + draw(st.sampled_from(["\n", "", "\n\n"]))


def plan(rules=RULES):
    return Plan(tuple(rules), load_packs())


def words(text):
    """Letters outside URLs, counted: what a reader would miss."""
    return Counter(re.sub(r"\]\([^)]*\)|https?://\S+", " ", text).casefold().replace("â³", "³").split())


@EXAMPLES
@given(lists())
def test_fixing_twice_is_fixing_once(text):
    once = fix(Source(text), plan())
    assert [d.message for d in once.linted.diagnostics if d.code == INTERNAL_ERROR] == []
    assert fix(once.source, plan()).source.text == once.source.text


@EXAMPLES
@given(lists())
def test_the_order_of_rules_is_of_no_matter(text):
    assert fix(Source(text), plan(reversed(RULES))).source.text == fix(Source(text), plan()).source.text


@EXAMPLES
@example(
    "# A List\n\n## CVPR-2024\n\nSparse Sparse Sparse [paper](htps://example.org/00001)\n\nSparse ﬁlters [paper](https://arxiv.org/abs/2401.00001)\n"
)
@example(
    "# A List\n\n## CVPR-2024\n\nSparse Sparse Sparse [paper](htps://example.org/00001)\n\nSparse fil\u200bters [paper](https://arxiv.org/abs/2401.00001)\n"
)
@given(lists())
def test_no_entry_link_or_section_is_lost(text):
    before = lint(Source(text), plan(())).document
    after = fix(Source(text), plan()).linted.document
    assert [s.level for s in after.sections] == [s.level for s in before.sections]
    assert len(after.entries) >= len(before.entries)
    packs = load_packs()

    def identities(document):
        return Counter(key for link in document.links if (key := packs.identity(link.url)))

    assert identities(before) - identities(after) == Counter()


@EXAMPLES
@example("# A List\n\n## CVPR-2024\n\n" + 2 * "Sparse Sparse Sparse [paper](https://arxiv.org/abs/2401.00001)\n\n")
@given(lists())
def test_unsafe_fixes_come_to_an_end_too(text):
    once = fix(Source(text), plan(), unsafe=True)
    assert [d.message for d in once.linted.diagnostics if d.code == INTERNAL_ERROR] == []
    assert fix(once.source, plan(), unsafe=True).source.text == once.source.text


PIECES = st.sampled_from(
    [
        "- ",
        "* ",
        "1. ",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "# ",
        "## ",
        "[",
        "]",
        "(",
        ")",
        "](",
        "https://arxiv.org/abs/2401.00001",
        "`",
        "```\n",
        "<!-- ",
        "-->",
        "|",
        "| - |\n",
        "<details>",
        "</details>",
        "<a href='https://x.y'>",
        "> ",
        "***",
        "---\n",
        "&amp;",
        "\\",
        "FÂ³",
        "\u200b",
        "[a]: https://x.y\n",
        "word ",
        "漢",
    ]
)


@example("# - \u200b")
@example("[\n- \u200b")
@example("# word \\\u200b")
@example("- \u200b[a]: https://x.y\n")
@example("F³\u200bhttps://arxiv.org/abs/2401.00001")
@example("# <details>***- \u200b* ")
@example("[&amp;](https://arxiv.org/abs/2401.00001")
@example("https://arxiv.org/abs/2401.00001)\u200b")
@example("- \u200b    [a]: https://x.y\n")
@example("# https://arxiv.org/abs/2401.00001https://arxiv.org/abs/2401.00001")
@example("# https://arxiv.org/abs/2401.00001\u200b")
@settings(EXAMPLES, max_examples=120)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_read_and_fixed_without_a_failure(text):
    once = fix(Source(text), plan(), unsafe=True)
    assert [d.message for d in once.linted.diagnostics if d.code == INTERNAL_ERROR] == []
    assert fix(once.source, plan(), unsafe=True).source.text == once.source.text


@pytest.mark.parametrize("text", ["", "\n", "# \n", "- \n", "|\n", "\ufeff", "[]()", "- []()\n", "---\n---\n"])
def test_next_to_nothing(text):
    assert lint(Source(text), plan()).diagnostics is not None
    fixed = fix(Source(text), plan())
    assert [d for d in fixed.linted.diagnostics if d.code == INTERNAL_ERROR] == []


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_generated_lists(first):
    generated = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "generated.py"))
    assert generated["failures"](range(first, first + 50)) == []
