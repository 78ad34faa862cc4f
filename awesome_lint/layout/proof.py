"""The proof that a printed block means what the source block means.

What markdown-it renders is a function of its block tokens, the text of inline ones and the reference
definitions. So two blocks render alike where these are equal; only inline text that differs has to be rendered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SPACE = re.compile(r"\s+")
# Marks that printing may exchange or leave out: bullets.
_MARKS = str.maketrans({"*": "-", "+": "-", " ": None, "\t": None, "\n": None})


def fold(html: str) -> str:
    """HTML with runs of white space as one space, as a reader sees it."""
    return _SPACE.sub(" ", html)


def same_characters(before: str, after: str) -> bool:
    """Whether two texts differ in white space and bullets alone.

    This holds what the tokens don't show: markdown-it leaves out what is nested more than 20 deep.
    """
    return before.translate(_MARKS) == after.translate(_MARKS)


def same_references(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether two texts define the same references."""
    return [(k, r["href"], r["title"]) for k, r in before.items()] == [(k, r["href"], r["title"]) for k, r in after.items()]


def same_blocks(before: Sequence[Token], after: Sequence[Token], references: Mapping[str, Any]) -> bool:
    """Whether two blocks render to the same HTML, white space folded."""
    return len(before) == len(after) and all(_same_token(a, b, references) for a, b in zip(before, after, strict=True))


def _same_token(a: Token, b: Token, references: Mapping[str, Any]) -> bool:
    if a.type != b.type or a.tag != b.tag or a.hidden != b.hidden or a.attrs != b.attrs:
        return False
    if a.type == "fence" and a.info != b.info:
        return False
    if a.content == b.content or a.type == "definition":
        return True
    if a.type != "inline":
        return fold(a.content) == fold(b.content)
    env = {"references": references}
    return fold(_inline_parser().renderInline(a.content, env)) == fold(_inline_parser().renderInline(b.content, env))


@cache
def _inline_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["strikethrough"])
