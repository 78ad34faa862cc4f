"""Links that Markdown doesn't read: each form, what it becomes, and what looks like one and isn't."""

from __future__ import annotations

import re
import time

import pytest

from awesome_lint.checks.links.bare_address import URL as ADDRESS
from awesome_lint.checks.links.bare_address import broken_around
from awesome_lint.edits import apply
from awesome_lint.engine import Plan, lint
from awesome_lint.fixer import fix
from awesome_lint.knowledge import load_packs
from awesome_lint.rule import all_rules
from awesome_lint.source import Source

URL = "https://example.org/a"
RULE = all_rules()["broken-link-syntax"]


def plan(*rules):
    return Plan(rules or (RULE,), load_packs())


def mended(line):
    """The line after what `read` proposes for its first address."""
    start = line.index("http")
    end = re.match(ADDRESS, line[start:]).end() + start
    broken = broken_around(line, start, end, {"paper"})
    return apply(line, broken.edits) if broken else None


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        (f"- A [paper] ({URL})", f"- A [paper]({URL})"),
        (f"- A [[paper]]  ({URL})", f"- A [[paper]]({URL})"),
        (f"- A [[paper] ({URL})]", f"- A [[paper]({URL})]"),
        (f"- A [\\[paper\\]] ({URL})", f"- A [\\[paper\\]]({URL})"),
        (f"- A [paper]({URL}", f"- A [paper]({URL})"),
        (f"- A [paper]({URL}.", f"- A [paper]({URL})."),
        (f"- A [[paper]({URL}] [code]", f"- A [[paper]({URL})] [code]"),
        (f"- A [paper]({URL} | [code]", f"- A [paper]({URL}) | [code]"),
        (f"- A [paper]({URL}_(b)", f"- A [paper]({URL}_(b))"),
        (f"- A [paper]{URL})", f"- A [paper]({URL})"),
        (f"- A paper]({URL})", f"- A [paper]({URL})"),
        (f"- A [paper]]({URL})", f"- A [[paper]]({URL})"),
        (f"- A paper]]({URL})", f"- A [[paper]]({URL})"),
        (f"- A (paper)[{URL}]", f"- A [paper]({URL})"),
        (f"- A [paper]((){URL})", None),
        (f"- A [paper](({URL})", f"- A [paper]({URL})"),
        (f"- A [paper][{URL}]", f"- A [paper]({URL})"),
        (f"- A [论文]（{URL}）", f"- A [论文]({URL})"),
        (f"- A [paper]({URL}）", f"- A [paper]({URL})"),
        ("- A [code](https://github.com/ a/b)", "- A [code](https://github.com/a/b)"),
    ],
)
def test_one_reading(broken, right):
    assert mended(broken) == right


@pytest.mark.parametrize(
    "line",
    [
        f"- A [paper]({URL} second)",  # `second` may belong to the address or be its title
        f'- A [paper]({URL} "A title)',
        f"- A An unknown label]({URL})",
    ],
)
def test_no_one_reading(line):
    assert mended(line) == line


@pytest.mark.parametrize(
    "line",
    [
        f"- [ ] ({URL})",
        f"- [x] ({URL})",
        f"- A ({URL})",
        f"- A [1]: {URL}",
        f"- A [{URL}]",
        f"- A (see [1]{URL})",
        f"- A paper ({URL}, and more)",
    ],
)
def test_sound_lines(line):
    assert mended(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "- A [paper](https://en.wikipedia.org/wiki/Attention_(machine_learning)) and `[code] (https://example.org)`",
        "- A (see [paper](https://github.com/E.T.)), a) one [b](https://example.org)",
        "- A [[paper](https://example.org/a), [code](https://example.org/b)]",
        "- A [[Web\\]](https://example.org/a)",
        "- A ![figure] and [^1], [code], [[Code]], [0, 1) x [paper](https://example.org/a)",
        '- A [paper](<https://example.org/a b> "title") [b](#list)',
        "- `ttps://example.org/` and https://example.org:8080/x ftp://example.org/",
        "- A [paper](paper link) template",
        "- A [https://example.org/a] (https://example.org/b)",
        "- A [https://example.org/a][https://example.org/b]",
    ],
)
def test_sound_markdown(line):
    assert [d.message for d in lint(Source.of(f"# List\n\n{line}\n\n[^1]: A note\n"), plan()).diagnostics] == []


@pytest.mark.parametrize(
    ("line", "right"),
    [
        (
            "- [B](https://example.org/b) [(paper](https://example.org/a)) x",
            "- [B](https://example.org/b) ([paper](https://example.org/a)) x",
        ),
        ("- [B](#two words)", "- [B](#two-words)"),
        ("- [B] (#two-words)", "- [B](#two-words)"),
        ("- [B](papers/My Paper.pdf)", "- [B](papers/My%20Paper.pdf)"),
        ("- B ttps://example.org/a", "- B https://example.org/a"),
        ("- B htp://example.org/a", "- B http://example.org/a"),
        ("- B https//example.org/a", "- B https://example.org/a"),
        ("- [**B**: _A title_](https://github.com/ a/b) [code](https://github.com/a/b)", None),
        ("- B [https://example.org/a](https://example.org/a", "- B [https://example.org/a](https://example.org/a)"),
        ("- B [https://example.org/a](https://example.org/b - b", "- B [https://example.org/a](https://example.org/b) - b"),
        ("- B https://example.org/a](https://example.org/a)", "- B [https://example.org/a](https://example.org/a)"),
        ("- B [see https://example.org/a](https://example.org/b", "- B [see https://example.org/a](https://example.org/b)"),
        ("- B [https://example.org/a] (https://example.org/a)", "- B [https://example.org/a](https://example.org/a)"),
        ("- B [example.org/a/]https://example.org/a)", "- B [example.org/a/](https://example.org/a)"),
        ("- B [http://example.org/a][https://example.org/a]", "- B [http://example.org/a](https://example.org/a)"),
        ("- Title [[paper](https://arxiv.org/abs/2301.00001] [[code](https://github.com/a/b)]", None),
    ],
)
def test_the_ledger_accepts_the_repair(line, right):
    fixed = fix(Source.of(f"# List\n\n{line}\n\n## Two words\n"), plan())
    assert [d.message for d in fixed.linted.diagnostics] == []
    assert fixed.is_changed
    assert right is None or right in fixed.source.text


@pytest.mark.parametrize(
    ("style", "stray", "right"),
    [
        ("[[{}]({})]", "[[{}]({})", "[[{}]({})]"),
        ("[[{}]({})]", "[{}]({})]", "[[{}]({})]"),
        ("[[{}]]({})", "[[{}]({})", "[[{}]]({})"),
        ("([{}]({}))", "([{}]({})]", "([{}]({}))"),
        ("[[{}]]({})", "[[[{}]]({})", "[[{}]]({})"),
        ("[{}]({})", "[{}]({}))", "[{}]({})"),
        ("[{}]({})", "[{}]({})]", "[{}]({})"),
    ],
)
def test_a_stray_bracket_is_mended_in_the_lists_own_way(style, stray, right):
    lines = [f"- Title {n} {style.format('paper', f'https://arxiv.org/abs/2301.{n:05}')}" for n in range(1, 31)]
    url = "https://arxiv.org/abs/2301.00099"
    text = "\n".join([*lines, f"- Another {stray.format('paper', url)}"]) + "\n"
    group = [rule for rule in all_rules().values() if rule.group == "links" and rule.default]
    fixed = fix(Source.of(text), plan(*group))
    assert fixed.source.text.splitlines()[-1] == f"- Another {right.format('paper', url)}"
    assert [d.message for d in fixed.linted.diagnostics] == []


@pytest.mark.parametrize(
    ("heading", "right"),
    [
        ("[Alpha] (https://example.org/a)", "[Alpha](https://example.org/a)"),
        ("[Alpha](https://example.org/a", "[Alpha](https://example.org/a)"),
        ("[[Alpha](https://example.org/a] two", "[[Alpha](https://example.org/a)] two"),
        ("[Alpha](#no where)", "[Alpha](#no%20where)"),
    ],
)
def test_in_a_heading_a_repair_is_unsafe_since_it_moves_the_anchor(heading, right):
    text = '# List\n\n- A [paper](https://example.org/z)\n\n## {}\n\n<a name="no where"></a>\n'
    assert not fix(Source.of(text.format(heading)), plan()).is_changed
    assert fix(Source.of(text.format(heading)), plan(), unsafe=True).source.text == text.format(right)


@pytest.mark.parametrize(
    "line",
    [
        "[" * 2000 + "https://example.org",
        "[a" * 2000 + "](https://example.org ",
        "[a](" * 1500 + "https://example.org",
        "(" * 3000 + "[a](https://example.org" + "(" * 3000,
        "[a](https://example.org " + "a " * 4000,
        "https://example.org/" + "[](" * 3000,
        "[a](b)] " * 400,
        "([a](b) " * 400,
        "\\[" * 3000 + "https://example.org)",
    ],
)
def test_hostile_lines_take_no_time(line):
    source = Source.of(f"- {line}\n" * 3)
    start = time.perf_counter()
    lint(source, plan(*(rule for rule in all_rules().values() if rule.group in {"links", "text"})))
    assert time.perf_counter() - start < 5
