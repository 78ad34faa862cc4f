"""Texts folded for comparison, slips of the pen, letters of scripts, the longest run that rises."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

_NO_WORDS = re.compile(r"[\W_]+")


def fold_words(text: str) -> str:
    """The words of a text without case and punctuation, with single spaces."""
    return _NO_WORDS.sub(" ", text.casefold()).strip()


def fold_reference(label: str) -> str:
    """The label of a reference link or its definition as CommonMark compares them: without case, with single spaces."""
    return " ".join(label.split()).casefold()


def is_one_slip(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing or too much, or two neighbours have changed places: an OSA distance of 1."""
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, right = one[at:], other[at:]
    if len(one) == len(other):
        return one != other and (rest[1:] == right[1:] or (rest[:2] == right[1::-1] and rest[2:] == right[2:]))
    return rest[1:] == right or rest == right[1:]


def longest_run(keys: Sequence[Any]) -> list[int]:
    """The indices of a longest subsequence that doesn't fall (patience sorting, n log n)."""
    tails: list[Any] = []
    ends: list[int] = []
    before: list[int] = []
    for index, key in enumerate(keys):
        at = bisect_right(tails, key)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(key)
            ends.append(index)
        else:
            tails[at] = key
            ends[at] = index
    run = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(at)
        at = before[at]
    return run[::-1]


def cjk_letters(text: str) -> int:
    """How many Chinese, Japanese and Korean letters a text has.

    Compared one by one: the standard library compiles ranges of that size in 5 ms.
    """
    if text.isascii():
        return 0
    return sum("\u3040" <= letter <= "\u30ff" or "\u3400" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af" for letter in text)
