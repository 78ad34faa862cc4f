"""The proof notices 5,000 changes of our lists that nobody declared, of every kind that a fix might make by mistake."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from test_proof import OTHERS, PAGE, claim

from awesome_lint.edits import Delta, DeltaKind, Edit
from awesome_lint.proof import Claim, prove

EACH = 500
"""Changes of each kind, of which there are ten."""
MOST_VOID = 0.5
"""Share of the attempts that may change nothing on the page, such as another blank in front of a list."""

HERE = Path(__file__).parent
PAGES = [PAGE, *(path.read_text("utf-8") for path in sorted((HERE / "lists").glob("*.md")))]
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])

Mutation = Callable[[str, random.Random], str | None]
"""A page with one change, by chance; None where the page has nothing of the kind."""

KINDS: tuple[DeltaKind, ...] = (
    "url",
    "text",
    "link recovered",
    "link order",
    "order",
    "nesting",
    "lists joined",
    "blocks divided",
    "block removed",
    "block added",
)


def pick(pattern: str, text: str, chance: random.Random) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text, re.MULTILINE))
    return chance.choice(found) if found else None


def replaced(pattern: str, *replacements: str | Callable[[re.Match[str]], str]) -> Mutation:
    """One match of a pattern, replaced in one of some ways."""

    def mutate(text: str, chance: random.Random) -> str | None:
        found = pick(pattern, text, chance)
        if found is None:
            return None
        new = chance.choice(replacements)
        return text[: found.start()] + (found.expand(new) if isinstance(new, str) else new(found)) + text[found.end() :]

    return mutate


def words(text: str, chance: random.Random) -> str | None:
    """A letter or a word of what readers see is another one, goes or comes twice."""
    found = pick(r"(?<=[ *\[])(?!https?:)[^\W\d_]{2,}(?=[ .,*\]])", text, chance)
    if found is None:
        return None
    word = found[0]
    at = chance.randrange(len(word))
    other = "q" if word[at] != "q" else "k"
    new = chance.choice([word[:at] + other + word[at + 1 :], word[:at] + word[at + 1 :], f"{word} {word}", ""])
    return text[: found.start()] + new + text[found.end() :]


def order(text: str, chance: random.Random) -> str | None:
    """Two neighbouring lines change places."""
    lines = text.split("\n")
    places = [at for at, (one, other) in enumerate(itertools.pairwise(lines)) if one.strip() and other.strip() and one != other]
    at = chance.choice(places)
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    return "\n".join(lines)


def cells(text: str, chance: random.Random) -> str | None:
    """A table's cell is another one, or changes its place."""
    found = pick(r"^\|(?![ :-]*-{3})[^\n]*\|$", text, chance)
    if found is None:
        return None
    row = re.split(r"(?<!\\)\|", found[0])
    at = chance.randrange(1, len(row) - 1)
    if chance.random() < 0.5 and at + 1 < len(row) - 1:
        row[at], row[at + 1] = row[at + 1], row[at]
    else:
        row[at] = chance.choice([f"{row[at]} x", " ", row[at][: len(row[at]) // 2]])
    return text[: found.start()] + "|".join(row) + text[found.end() :]


MUTATIONS: dict[str, Mutation] = {
    "nesting": replaced(r"^( *)(?=(?:[-*+]|\d+[.)]) )", r"\1  ", r"\1   ", r"\1    ", lambda m: m[1][2:]),
    "numbers": replaced(
        r"^( *)(\d+)(?=[.)] )", lambda m: f"{m[1]}{int(m[2]) + 1}", lambda m: f"{m[1]}{int(m[2]) * 10}", lambda m: f"{m[1]}-"
    ),
    "fragments": replaced(r"(\]\([^)\s#]*)(#[^)\s]*)?(?=[)\s])", r"\1#other", lambda m: m[1] if m[2] else f"{m[1]}#top"),
    "addresses": replaced(r"(?<=\]\()([^)\s]+?)([^)\s])(?=[)\s])", r"\1", r"\1\2\2", r"\1?\2", lambda m: m[0].swapcase()),
    "words": words,
    "order": order,
    "images": replaced(r"!\[([^\]]*)\]\(([^)\s]+)\)", r"![\1](\2x)", r"![\1x](\2)", r"[\1](\2)", "", r"\\![\1](\2)"),
    "HTML": replaced(r"<(/?)([a-z]+)([^>\n]*)>", r"<\1\2x\3>", r"<\1\2\3 x>", "", r"<\1\2\3", r"&lt;\1\2\3>"),
    "cells": cells,
    "definitions": replaced(r"^\[([^\]\n]+)\]: (\S+)(.*)$", r"[\1]: \2x\3", r"[\1x]: \2\3", r'[\1]: \2 "x"', "", r"\\[\1]: \2\3"),
}
assert EACH * len(MUTATIONS) == 5000


def claims(before: str, after: str, seed: int) -> list[Claim]:
    """The change as a fix that declares nothing of it: nothing at all, true changes of others, or everything for another place."""
    if seed % 3 == 0:
        return [claim(before, after)]
    if seed % 3 == 1:
        return [claim(before, after, *OTHERS)]
    at = before.index("\n# ") + 1 if "\n# " in before else 0
    if before[at] != "#" or before[: at + 2] != after[: at + 2]:
        return [claim(before, after)]
    return [claim(before, after), Claim((Edit(at, at + 1, "#"),), tuple(Delta(kind, "x", "y") for kind in KINDS))]


@pytest.mark.parametrize("kind", MUTATIONS)
def test_undeclared_changes_of_lists_are_noticed(kind):
    mutate, noticed, void = MUTATIONS[kind], 0, 0
    pages = [page for page in PAGES if mutate(page, random.Random(0)) is not None]
    for seed in range(int(EACH / (1 - MOST_VOID))):
        chance = random.Random(f"{kind} {seed}")
        before = chance.choice(pages)
        after = mutate(before, chance)
        assert after is not None
        if after != before and prove(before, after, claims(before, after, seed)):
            noticed += 1
        else:
            void += 1
            assert MARKDOWN.render(before) == MARKDOWN.render(after), f"seed {seed}"
        if noticed == EACH:
            break
    assert noticed == EACH, f"{void} of the changes change nothing"
