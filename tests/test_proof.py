"""The proof notices every change that nobody declared."""

from __future__ import annotations

import random
import re

import pytest

from awesome_lint.edits import Delta, Edit, apply
from awesome_lint.proof import Claim, outside_is_equal, prove

PAGE = """\
---
layout: list
---

# A List

Read [the guide](https://example.org/guide#start "A guide") first, with `code` and **care**. ![Logo](logo.png)

1. One
2. Two

Then:

8. Eight
9. Nine

## Papers

- [First](https://example.org/1#intro) Words of the first.
  - [Below](https://example.org/below)
- [Second](https://example.org/2) Words of the second.
- [Third][third] <img src="third.png">

<p align="center">Shown <a href="https://example.org/html">here</a></p>

| Title | Year |
|-------|-----:|
| Cell  | 2024 |
| Other | 2025 |

```sh
install it
```

> A quoted word

[third]: https://example.org/3 "Third"
"""


def claim(before: str, after: str, *deltas: Delta) -> Claim:
    """A fix that makes one text of the other by one edit."""
    start = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
    most = min(len(before), len(after)) - start
    end = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    return Claim((Edit(start, len(before) - end, after[start : len(after) - end]),), deltas)


def breaches(before: str, after: str, *deltas: Delta) -> list[str]:
    return [breach.what for breach in prove(before, after, [claim(before, after, *deltas)])]


SECOND = "- [Second](https://example.org/2) Words of the second.\n"
UNDECLARED = {
    "a word of prose": ("with `code`", "without `code`"),
    "a word of an entry": ("Words of the first", "Word of the first"),
    "a blank between words": ("Words of the first", "Wordsof the first"),
    "a fragment": ("guide#start", "guide"),
    "a fragment of an entry": ("/1#intro", "/1"),
    "a link's title": ('"A guide"', '"The guide"'),
    "a link's label": ("[Second]", "[2nd]"),
    "a URL": ("example.org/2", "example.org/22"),
    "a link that is none any more": ("](https://example.org/2)", "] (https://example.org/2)"),
    "an item that goes": (SECOND, ""),
    "an item that comes": (SECOND, SECOND + SECOND),
    "nesting lost": ("  - [Below]", "- [Below]"),
    "nesting gained": ("- [Second]", "  - [Second]"),
    "deeper nesting": ("  - [Below]", "  - - [Below]"),
    "the kind of a list": ("1. One\n2. Two", "- One\n- Two"),
    "the start of a list": ("8. Eight", "7. Eight"),
    "the first start of a list": ("1. One", "2. One"),
    "a bullet that cuts a list": ("- [Second]", "* [Second]"),
    "order": (SECOND + "- [Third][third]", "- [Third][third]\n" + SECOND.strip()),
    "an image": ("logo.png", "logo.svg"),
    "an image's text": ("![Logo]", "![Icon]"),
    "inline HTML": ('src="third.png"', 'src="3.png"'),
    "a block of HTML": ('align="center"', 'align="left"'),
    "a link in HTML": ("example.org/html", "example.org/htm"),
    "words in HTML": ("Shown <a", "Hidden <a"),
    "inline code": ("`code`", "`node`"),
    "a block of code": ("install it", "install that"),
    "the language of code": ("```sh", "```py"),
    "emphasis": ("**care**", "care"),
    "a cell": ("| Cell  |", "| Sell  |"),
    "a heading cell": ("| Title |", "| Name |"),
    "a row": ("| Cell  | 2024 |\n", ""),
    "the alignment of a column": ("-----:|", "------|"),
    "a heading": ("## Papers", "## Paper"),
    "the level of a heading": ("## Papers", "### Papers"),
    "a heading that is none any more": ("## Papers", "##Papers"),
    "a quote": ("> A quoted", "A quoted"),
    "a definition's URL": ("example.org/3", "example.org/4"),
    "a definition's title": ('"Third"', '"3rd"'),
    "a definition's label": ("[third]: ", "[fourth]: "),
    "a definition that goes": ('[third]: https://example.org/3 "Third"\n', ""),
    "front matter": ("layout: list", "layout: page"),
    "a rule": ("## Papers", "---\n\n## Papers"),
}
# Declarations of other, true changes: one is no licence for another.
OTHERS = [Delta("text", "â", "“"), Delta("url", "http://a.example", "https://a.example"), Delta("link recovered", "", "https://a.example")]


@pytest.mark.parametrize("deltas", [[], OTHERS], ids=["bare", "with others"])
@pytest.mark.parametrize(("old", "new"), UNDECLARED.values(), ids=UNDECLARED)
def test_undeclared_changes_are_noticed(old, new, deltas):
    assert PAGE.count(old) == 1
    assert breaches(PAGE, PAGE.replace(old, new), *deltas) != []


DECLARED = {
    "words": ("Words of the first", "Terms of the first", [Delta("text", "Words", "Terms")]),
    "words that go": ("Words of the first", "of the first", [Delta("text", "Words", "")]),
    "a URL": ("example.org/2", "example.com/2", [Delta("url", "https://example.org/2", "https://example.com/2")]),
    "a definition": ("example.org/3", "example.com/3", [Delta("url", "https://example.org/3", "https://example.com/3")]),
    "HTML": ("org/html", "com/html", [Delta("url", "https://example.org/html", "https://example.com/html")]),
    "a label": ("[Second]", "[2nd]", [Delta("text", "Second", "2nd")]),
    "an item that goes": (SECOND, "", [Delta("block removed", SECOND)]),
    "an item that comes": (SECOND, SECOND + "- New\n", [Delta("block added", "", "- New\n")]),
    "a row that goes": ("| Cell  | 2024 |\n", "", [Delta("block removed", "| Cell  | 2024 |")]),
    "nesting": ("- [Second]", "  - [Second]", [Delta("nesting")]),
    "a link that comes": (
        "the second.",
        "the second. [code](https://example.org/c)",
        [Delta("text", "", " [code](https://example.org/c)")],
    ),
    "a heading": ("## Papers", "## Articles", [Delta("text", "Papers", "Articles")]),
}


@pytest.mark.parametrize(("old", "new", "deltas"), DECLARED.values(), ids=DECLARED)
def test_declared_changes_pass_and_undeclared_ones_do_not(old, new, deltas):
    assert PAGE.count(old) == 1
    at = PAGE.index(old)
    assert prove(PAGE, PAGE.replace(old, new), [Claim((Edit(at, at + len(old), new),), tuple(deltas))]) == []
    assert breaches(PAGE, PAGE.replace(old, new)) != []


def test_layout_is_no_change():
    after = PAGE.replace("with `code`", "with\n`code`").replace("# A List\n\n", "# A List\n\n\n").replace("| Cell  |", "|  Cell |")
    assert breaches(PAGE, after) == []


def test_a_missing_parenthesis():
    before = "- [[CVPR](https://arxiv.org/abs/1811.08988] Title. [[code](https://github.com/a/b)] [tags]\n"
    after = before.replace("08988]", "08988)]")
    assert breaches(before, after, Delta("link recovered", "", "https://arxiv.org/abs/1811.08988")) == []
    assert breaches(before, after) != []
    assert breaches(before, after, Delta("link recovered", "", "https://arxiv.org/abs/1811.08989")) != []


def test_links_change_places():
    before = "- Title [[code](https://example.org/c)] [[paper](https://example.org/p)]\n"
    after = "- Title [[paper](https://example.org/p)] [[code](https://example.org/c)]\n"
    assert breaches(before, after, Delta("link order")) == []
    assert breaches(before, after.replace("/p)", "/q)"), Delta("link order")) != []


def test_an_item_moves_among_its_siblings():
    before = "- One\n- Two\n  - Below\n- Three\n"
    cut, paste = Edit(6, 22), Edit.insertion(30, "- Two\n  - Below\n")
    after = apply(before, [cut, paste])
    assert after == "- One\n- Three\n- Two\n  - Below\n"
    assert prove(before, after, [Claim((cut, paste), (Delta("order"),))]) == []
    assert prove(before, after, [Claim((cut, paste), ())]) != []


def test_a_declaration_holds_where_its_fix_edits_alone():
    before = "Word one\n\nWord two\n"
    after = "Term one\n\nTerm two\n"
    one, two = Edit(0, 4, "Term"), Edit(10, 14, "Term")
    delta = Delta("text", "Word", "Term")
    assert prove(before, after, [Claim((one,), (delta,)), Claim((two,), (delta,))]) == []
    assert [b.rows for b in prove(before, after, [Claim((one,), (delta,)), Claim((two,), ())])] == [range(2, 3)]


def test_characters_outside_the_edits():
    rng = random.Random(1)
    for _ in range(200):
        text = "".join(rng.choice("abc") for _ in range(30))
        starts = sorted(rng.sample(range(28), 3))
        edits = [Edit(s, s + rng.randrange(2), "X" * rng.randrange(3)) for s in starts]
        after = apply(text, edits)
        assert outside_is_equal(text, after, edits)
        at = rng.randrange(len(after)) if after else 0
        assert not outside_is_equal(text, after[:at] + "?" + after[at + 1 :], edits)


def _delete_line(text: str, rng: random.Random) -> str:
    lines = [m for m in re.finditer(r".+\n", text) if re.search(r"\w", m.group())]
    m = rng.choice(lines)
    return text[: m.start()] + text[m.end() :]


def _change_letter(text: str, rng: random.Random) -> str:
    m = rng.choice([m for m in re.finditer(r"[a-z]", text) if "|" not in text[max(0, m.start() - 1) : m.end()]])
    return text[: m.start()] + ("q" if m.group() != "q" else "k") + text[m.end() :]


def _drop_fragment_or_digit(text: str, rng: random.Random) -> str:
    m = rng.choice(list(re.finditer(r"#(?=[a-z])|(?<=\w)\d(?=\d*[ /)#])", text)))
    return text[: m.start()] + text[m.end() :]


def _swap_words(text: str, rng: random.Random) -> str:
    m = rng.choice([m for m in re.finditer(r"(?<=\w )([A-Za-z]{2,}) ([A-Za-z]{2,})\b", text) if m.group(1) != m.group(2)])
    return f"{text[: m.start()]}{m.group(2)} {m.group(1)}{text[m.end() :]}"


MUTATIONS = [_delete_line, _change_letter, _drop_fragment_or_digit, _swap_words]


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda f: f.__name__.strip("_"))
def test_mutations_are_noticed(mutate):
    for seed in range(150):
        rng = random.Random(seed)
        after = mutate(PAGE, rng)
        assert after == PAGE or breaches(PAGE, after, *(OTHERS if seed % 2 else [])), f"seed {seed}"


ODD = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


@pytest.mark.parametrize("char", ODD, ids=lambda c: f"U+{ord(c):04X}")
def test_odd_line_breaks_cost_no_word(char):
    from awesome_lint.engine import Plan
    from awesome_lint.fixer import fix
    from awesome_lint.knowledge import load_packs
    from awesome_lint.rule import all_rules
    from awesome_lint.source import Source

    rules = tuple(rule for rule in all_rules().values() if rule.default or rule.is_layout)
    text = f"# A list\n\n- [z](https://x.org/9)\n\n\n* one{char}\n* two\n\n\n\n{char}\n"
    fixed = fix(Source.of(text), Plan(rules, load_packs()))
    # U+0085 is an ellipsis in Windows-1252, and repaired as one.
    assert fixed.source.text.replace("…", "").split() == ["#", "A", "list", "-", "[z](https://x.org/9)", "*", "one", "*", "two"]
