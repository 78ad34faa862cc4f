"""Whether a pattern takes bounded time on every text.

A backtracking engine takes long where one text can be divided among a pattern's repetitions in many ways. This module
counts these ways from above: a repetition gives a choice only where what it repeats and what may follow it begin with the
same character. Only plain syntax is known; whatever else Python's `re` has is refused, so that nothing is misread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from awesome_lint.knowledge.patterns import LONGEST_TEXT

MOST_CHOICES = LONGEST_TEXT * 300
"""Ways of dividing the longest text: one repetition without a limit that gives a choice, and a few short ones.

The slowest that were tried take 1 s on the longest text, our own patterns 20 ms.
"""

LEAST_CHOICES = 100
"""What a pattern counts in a budget that leaves no choice: it reads the text all the same."""

LONGEST_PATTERN = 500
"""Characters; our longest has 250."""

Characters = frozenset[str]

_DEEPEST = 20
"""Groups in groups; three in our packs."""

_PIECE = re.compile(
    r"""
      \\(?:[dDwWsSbBAZ] | \W)                              # a class, a boundary, a character
    | \[\^?\]?(?:\\(?:[dDwWsS] | \W)|[^\]\\])*\]           # a class in brackets
    | \(\?P<\w+> | \(\?P=\w+\) | \(\?i\) | \(\?(?:i?: | <?[=!]) | \((?!\?) | \)
    | \*[?+]? | \+[?+]? | \?[?+]? | \{\d*,?\d*\}[?+]?
    | [^\\\[({] | \{                                       # a character
    """,
    re.VERBOSE | re.DOTALL,
)
_LIMITS = re.compile(r"\{(\d*)(,?)(\d*)\}")
_SAMPLE = frozenset((*map(chr, range(128)), "é", "ß", "Ω", "я", "٣", "中", "\u00a0", "\u200b", "😀"))
"""Characters that represent all others, beside those that a pattern names: classes that overlap have one of these in common."""


class _Atom(NamedTuple):
    """One character of a set."""

    characters: Characters


class _Choice(NamedTuple):
    """One of several sequences; `is_look`: a look ahead or behind, which takes no characters."""

    sequences: tuple[tuple[_Node, ...], ...]
    is_look: bool = False


class _Repeat(NamedTuple):
    """A node, repeated `least` to `most` times (None: without a limit)."""

    node: _Node
    least: int
    most: int | None


_Node = _Atom | _Choice | _Repeat


class Budget:
    """What the patterns of one file may take together: a list has thousands of links, and each may be tried on all of them."""

    def __init__(self) -> None:
        self._left = MOST_CHOICES

    def take(self, pattern: str) -> None:
        """Count a pattern that `why_slow` let through. Raises ValueError when it is one too many."""
        self._left -= max(_choices(_Parser(pattern).parse(), frozenset()), LEAST_CHOICES)
        if self._left < 0:
            raise ValueError("the patterns of this file take too long together: write fewer, or with fewer repetitions")


def why_slow(pattern: str) -> str | None:
    """Why a pattern may take long on some text, or can't be judged; None where it takes bounded time.

    Raises ValueError for what is no regular expression.
    """
    if len(pattern) > LONGEST_PATTERN:
        return f"a pattern has at most {LONGEST_PATTERN:,} characters"
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"no regular expression: {error}") from None
    try:
        node = _Parser(pattern).parse()
    except _UnknownSyntaxError as error:
        return f"{error} isn't allowed in a pattern"
    if _repeats_itself(node):
        return "repeats a group that itself repeats or has alternatives"
    return "several repetitions can take the same characters" if _choices(node, frozenset()) > MOST_CHOICES else None


class _UnknownSyntaxError(Exception):
    """Syntax that isn't known here."""


class _Parser:
    """Reads a pattern by recursive descent."""

    def __init__(self, pattern: str) -> None:
        self._pieces = list(_pieces(pattern))
        self._sample = _SAMPLE.union(pattern)
        self._at = 0
        self._depth = 0

    def parse(self) -> _Choice:
        found = self._alternatives()
        if self._at < len(self._pieces):
            raise _UnknownSyntaxError(repr(self._pieces[self._at]))
        return found

    def _alternatives(self, *, is_look: bool = False) -> _Choice:
        sequences: list[tuple[_Node, ...]] = []
        nodes: list[_Node] = []
        while self._at < len(self._pieces) and self._pieces[self._at] != ")":
            piece = self._pieces[self._at]
            self._at += 1
            if piece == "(?i)":
                continue  # all is compared without case here
            if piece == "|":
                sequences.append(tuple(nodes))
                nodes = []
            elif limits := _limits(piece):
                nodes[-1] = _Repeat(nodes[-1], *limits)
            elif piece.startswith("(") and not piece.startswith("(?P="):
                nodes.append(self._group(piece))
            else:
                nodes.append(_atom(piece, self._sample))
        return _Choice((*sequences, tuple(nodes)), is_look)

    def _group(self, opening: str) -> _Choice:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _UnknownSyntaxError(f"a group in {_DEEPEST} others")
        found = self._alternatives(is_look=opening.endswith(("=", "!")))
        self._depth -= 1
        self._at += 1
        return found


def _pieces(pattern: str) -> Iterator[str]:
    at = 0
    while at < len(pattern):
        match = _PIECE.match(pattern, at)
        if match is None:
            raise _UnknownSyntaxError(repr(pattern[at : at + 3]))
        yield match[0]
        at = match.end()


def _limits(piece: str) -> tuple[int, int | None] | None:
    """How often a quantifier repeats, None for any other piece."""
    if piece[0] in "*+?":
        return {"*": (0, None), "+": (1, None), "?": (0, 1)}[piece[0]]
    match = _LIMITS.match(piece)
    if match is None or match[0] == "{}":
        return None
    least = int(match[1] or 0)
    return least, (int(match[3]) if match[3] else None) if match[2] else least


@cache
def _atom(piece: str, sample: Characters) -> _Node:
    """A single character or class; a boundary takes no characters, and what a group has matched may be anything."""
    if piece in ("^", "$", r"\b", r"\B", r"\A", r"\Z"):
        return _Choice(((),), is_look=True)
    if piece.startswith("(?P="):
        return _Choice(((_Repeat(_Atom(sample), 0, 1),),))
    one = re.compile(piece if len(piece) > 1 or piece == "." else re.escape(piece), re.IGNORECASE)
    return _Atom(frozenset(char for char in sample if one.fullmatch(char)))


def _repeats_itself(node: _Node) -> bool:
    """Whether a group that repeats without a limit, or often, holds a repetition or alternatives."""
    if isinstance(node, _Repeat):
        many = node.most is None or node.most > 9
        return (many and not _is_fixed(node.node)) or _repeats_itself(node.node)
    return isinstance(node, _Choice) and any(_repeats_itself(item) for sequence in node.sequences for item in sequence)


def _is_fixed(node: _Node) -> bool:
    """Whether a node has one way to match, of one length."""
    if isinstance(node, _Repeat):
        return node.least == node.most and _is_fixed(node.node)
    return isinstance(node, _Atom) or (len(node.sequences) == 1 and all(map(_is_fixed, node.sequences[0])))


def _may_be_empty(node: _Node) -> bool:
    if isinstance(node, _Repeat):
        return node.least == 0 or _may_be_empty(node.node)
    return isinstance(node, _Choice) and (node.is_look or any(all(map(_may_be_empty, sequence)) for sequence in node.sequences))


def _first(nodes: Sequence[_Node], after: Characters) -> Characters:
    """The characters that a sequence may begin with, those `after` it included where it may be empty."""
    found: Characters = frozenset()
    for node in nodes:
        if isinstance(node, _Atom):
            return found | node.characters
        if isinstance(node, _Repeat):
            found |= _first((node.node,), frozenset())
        elif not node.is_look:
            found |= frozenset().union(*(_first(sequence, frozenset()) for sequence in node.sequences))
        if not _may_be_empty(node):
            return found
    return found | after


def _choices(node: _Node, after: Characters) -> int:
    """In how many ways a node can match the beginning of one text at most, if a character of `after` comes next."""
    if isinstance(node, _Atom):
        return 1
    if isinstance(node, _Repeat):
        return _choices_of_repeat(node, after)
    after = frozenset() if node.is_look else after
    ways = [_choices_of_sequence(sequence, after) for sequence in node.sequences]
    firsts = [_first(sequence, after) for sequence in node.sequences]
    if all(not one & other for at, one in enumerate(firsts) for other in firsts[:at]):
        return max(ways)  # the next character tells which
    return sum(ways)


def _choices_of_sequence(nodes: Sequence[_Node], after: Characters) -> int:
    found = 1
    for at, node in enumerate(nodes):
        found *= _choices(node, _first(nodes[at + 1 :], after))
    return found


def _choices_of_repeat(node: _Repeat, after: Characters) -> int:
    most = LONGEST_TEXT if node.most is None else min(node.most, LONGEST_TEXT)
    again = _first((node.node,), after) if most > 1 else after
    inner: int = _choices(node.node, again) ** min(most, 10)
    if most == node.least or not _first((node.node,), frozenset()) & after:
        return inner
    return inner * (most - node.least + 1)
