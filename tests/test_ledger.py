"""The ledger notices every change that nobody declared."""

from __future__ import annotations

import random
import re
from functools import cache

import pytest

from awesome_lint.edits import Delta, Edit, apply
from awesome_lint.ledger import Account, outside_is_equal, verify
from awesome_lint.packs import load_packs
from awesome_lint.reading import read
from awesome_lint.source import Source

TOPICS = ["Pruning", "Distillation", "Quantization", "Search", "Sampling", "Retrieval", "Alignment", "Routing"]


def make_list(rng: random.Random, entries: int = 9) -> str:
    """A list of the seed's dialect: sections, entries of one to three links, prose with a link."""
    lines = ["# A List", "", "Read [the guide](https://example.org/guide) first.", ""]
    for n in range(entries):
        if n % 3 == 0:
            lines += [f"## Section {n // 3 + 1}", ""]
        title = f"{rng.choice(TOPICS)} {rng.choice(TOPICS)} Study {rng.randrange(1000, 9999)}"
        number = rng.randrange(10000, 99999)
        links = [f"[[paper](https://arxiv.org/abs/24{rng.randrange(10, 13)}.{number})]"]
        links += [f"[[code](https://github.com/lab{n}/{title.split(maxsplit=1)[0].lower()}{number})]"] * rng.randrange(2)
        links += [f"[[project](https://example.org/p/{number})]"] * rng.randrange(2)
        lines.append(f"- {title} {' '.join(links)}")
    return "\n".join(lines) + "\n"


@cache
def account(text: str) -> Account:
    return Account.of(read(Source(text), load_packs()))


def drop_a_link(text: str, rng: random.Random) -> str:
    m = rng.choice(list(re.finditer(r" \[\[\w+\]\([^)]*\)\]", text)))
    return text[: m.start()] + text[m.end() :]


def change_a_digit(text: str, rng: random.Random) -> str:
    m = rng.choice(list(re.finditer(r"(?<=\]\()[^)]*\d", text)))
    at = rng.choice([i for i in range(m.start(), m.end()) if text[i].isdigit()])
    return text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]


def swap_titles(text: str, rng: random.Random) -> str:
    one, two = sorted(rng.sample(list(re.finditer(r"(?<=- )[^\[\n]+?(?= \[)", text)), 2), key=lambda m: m.start())
    return text[: one.start()] + two.group() + text[one.end() : two.start()] + one.group() + text[two.end() :]


def remove_a_heading(text: str, rng: random.Random) -> str:
    m = rng.choice(list(re.finditer(r"^## .*\n", text, re.MULTILINE)))
    return text[: m.start()] + text[m.end() :]


def remove_an_entry(text: str, rng: random.Random) -> str:
    m = rng.choice(list(re.finditer(r"^- .*\n", text, re.MULTILINE)))
    return text[: m.start()] + text[m.end() :]


def rename_a_label(text: str, rng: random.Random) -> str:
    m = rng.choice(list(re.finditer(r"\[\[(\w+)\]", text)))
    return text[: m.start(1)] + "other" + text[m.end(1) :]


def swap_entries(text: str, rng: random.Random) -> str:
    one, two = sorted(rng.sample(list(re.finditer(r"^- .*\n", text, re.MULTILINE)), 2), key=lambda m: m.start())
    return text[: one.start()] + two.group() + text[one.end() : two.start()] + one.group() + text[two.end() :]


def move_a_link(text: str, rng: random.Random) -> str:
    m = rng.choice(list(re.finditer(r" \[\[\w+\]\([^)]*\)\]", text)))
    rest = text[: m.start()] + text[m.end() :]
    ends = [i.end() for i in re.finditer(r"^- .*$", rest, re.MULTILINE) if not i.start() <= m.start() <= i.end()]
    at = rng.choice(ends)
    return rest[:at] + m.group() + rest[at:]


MUTATIONS = [drop_a_link, change_a_digit, swap_titles, remove_a_heading, remove_an_entry, rename_a_label, swap_entries, move_a_link]
# Deltas of other, true changes: a declaration of one thing is no licence for another.
OTHERS = [Delta("text", "â", "“"), Delta("url", "http://a.example", "https://a.example"), Delta("label", "Code", "code")]


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda f: f.__name__)
def test_undeclared_changes_are_noticed(mutate):
    for seed in range(260):
        rng = random.Random(seed)
        text = make_list(random.Random(seed // 20))
        after = mutate(text, rng)
        if after == text:
            continue
        assert verify(account(text), account(after), OTHERS if seed % 2 else []), f"seed {seed}"


TEXT = """\
## One

- FÂ³-Net Fast Fusion [[code](https://github.com/a/b)] [[paper](http://www.arxiv.org/abs/2401.00001)]
- Second Paper On Things [[Paper](https://arxiv.org/abs/2401.00002)]
"""


@pytest.mark.parametrize(
    ("old", "new", "deltas"),
    [
        ("FÂ³", "F³", [Delta("text", "FÂ³", "F³")]),
        ("http://www.arxiv", "http://arxiv", [Delta("url", "http://www.arxiv.org/abs/2401.00001", "http://arxiv.org/abs/2401.00001")]),
        ("[Paper]", "[paper]", [Delta("label", "Paper", "paper")]),
        ("## One", "## Two", [Delta("section", "One", "Two")]),
        (
            "[[code](https://github.com/a/b)] [[paper](http://www.arxiv.org/abs/2401.00001)]",
            "[[paper](http://www.arxiv.org/abs/2401.00001)] [[code](https://github.com/a/b)]",
            [Delta("order")],
        ),
        (" [[code](https://github.com/a/b)]", "", [Delta("link removed", "https://github.com/a/b")]),
        (
            "- Second Paper On Things [[Paper](https://arxiv.org/abs/2401.00002)]\n",
            "",
            [Delta("entry removed", "Second Paper On Things"), Delta("link removed", "https://arxiv.org/abs/2401.00002")],
        ),
    ],
)
def test_a_declared_change_passes_and_the_same_change_undeclared_does_not(old, new, deltas):
    after = TEXT.replace(old, new)
    assert after != TEXT
    assert verify(account(TEXT), account(after), deltas) == []
    assert verify(account(TEXT), account(after), []) != []


def test_a_delta_is_spent_once():
    text = TEXT.replace("arxiv.org/abs/2401.00002", "www.arxiv.org/abs/2401.00001").replace("(https://www", "(http://www")
    after = text.replace("//www.", "//")
    delta = Delta("url", "http://www.arxiv.org/abs/2401.00001", "http://arxiv.org/abs/2401.00001")
    assert verify(account(text), account(after), [delta]) != []
    assert verify(account(text), account(after), [delta, delta]) == []


def test_a_mended_link_may_leave_the_title():
    before = "## One\n\n- Some Paper [paper] (https://arxiv.org/abs/2401.00001) [code](https://github.com/a/b)\n"
    after = before.replace("[paper] (", "[paper](")
    deltas = [Delta("link recovered", new="https://arxiv.org/abs/2401.00001"), Delta("link removed", "https://arxiv.org/abs/2401.00001")]
    assert verify(account(before), account(after), deltas) == []


def test_one_label_may_become_several():
    """Bare URLs, whose label is empty, become links of different labels."""
    before = "- First Paper https://github.com/ a/b\n- Second Paper https://arxiv.org/ abs/2401.00001\n"
    after = "- First Paper [code](https://github.com/a/b)\n- Second Paper [paper](https://arxiv.org/abs/2401.00001)\n"
    labels = [Delta("label", "", "code"), Delta("label", "", "paper")]
    urls = [
        Delta("url", "https://github.com/", "https://github.com/a/b"),
        Delta("url", "https://arxiv.org/", "https://arxiv.org/abs/2401.00001"),
    ]
    titles = [
        Delta("title", entry.title, other.title) for entry, other in zip(account(before).records, account(after).records, strict=True)
    ]
    assert verify(account(before), account(after), [*labels, *urls, *titles]) == []
    assert verify(account(before), account(after), [labels[0], *urls, *titles]) != []


def test_bytes_outside_the_edits():
    rng = random.Random(1)
    for _ in range(200):
        text = "".join(rng.choice("abc") for _ in range(30))
        starts = sorted(rng.sample(range(28), 3))
        edits = [Edit(s, s + rng.randrange(2), "X" * rng.randrange(3)) for s in starts]
        after = apply(text, edits)
        assert outside_is_equal(text, after, edits)
        at = rng.randrange(len(after)) if after else 0
        changed = after[:at] + "?" + after[at + 1 :]
        assert not outside_is_equal(text, changed, edits)
