"""The parts of a page that a program writes, between two comments: layout in them lasts until the program's next run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.source import Span

_START = re.compile(r"start|begin", re.IGNORECASE)
_END = re.compile(r"end|stop", re.IGNORECASE)
_WORD = re.compile(r"\w+")
# `<!-- START doctoc generated TOC … -->`, `<!-- AUTO-GENERATED-CONTENT:START (TOC) -->`, `<!-- BEGIN mktoc -->`.
_PROGRAM = re.compile(r"generated|\bauto|toc\b|(?:do not|don't) edit", re.IGNORECASE)
# `<!-- BLOG-POST-LIST:START -->`, `<!-- START_SECTION:waka -->`: a tag of capitals is for a program.
_TAG = re.compile(r"(?:[\w-]+[:_])?(?:START|BEGIN)(?:[:_-][\w:-]+)?(?=[\s-]|$)")
# Pairs of other words: markdown-toc, gh-md-toc, the extensions of editors.
_PAIRS = {"toc": ("tocstop", "/toc"), "ts": ("te",)}


def generated(text: str) -> list[Span]:
    """The spans of a text from a comment that begins generated content to the one that ends it, in order."""
    found: list[Span] = []
    begun: tuple[int, tuple[str, ...]] | None = None
    for span, said in _comments(text):
        if begun and _ends(said, begun[1]):
            found.append(Span(begun[0], span.end))
            begun = None
        elif begun is None and (ends := _awaited(said)):
            begun = span.start, ends
    return found


def _comments(text: str) -> Iterator[tuple[Span, str]]:
    """The HTML comments of a text and what they say."""
    at = text.find("<!--")
    while at >= 0:
        end = text.find("-->", at + 4)
        if end < 0:
            return
        yield Span(at, end + 3), text[at + 4 : end].strip()
        at = text.find("<!--", end + 3)


def _awaited(said: str) -> tuple[str, ...]:
    """How the comment begins that ends what this one begins, each way in words; none where this one begins nothing."""
    if ends := _PAIRS.get(said.lower()):
        return ends
    start = _START.search(said)
    if start is None or not (_TAG.match(said) or _PROGRAM.search(said)):
        return ()
    return (_named(said, start),)


def _ends(said: str, awaited: tuple[str, ...]) -> bool:
    """Whether a comment ends what another one began: all that it says, but for the word `end`, the other says too."""
    if said.lower() in awaited:
        return True
    end = _END.search(said)
    return end is not None and any(name.startswith(_named(said, end)) for name in awaited)


def _named(said: str, word: re.Match[str]) -> str:
    """What a comment says besides a word."""
    return " ".join(_WORD.findall(f"{said[: word.start()]} {said[word.end() :]}".lower().replace("_", " ")))
