"""How likely two texts name one section."""

from __future__ import annotations

import re
from functools import lru_cache

from awesome_lint.text import fold_words

# The name of a language goes on with such a sign.
_SIGNED = re.compile(r"(?<=\w)(?:\+\+|#)(?!\w)")
_DIGITS = re.compile(r"\d+")

KIN = 0.8
"""Texts so alike name one thing; `ICCV` and `ECCV` are 0.75 alike."""
LEAST_KIN = 0.6
"""Texts less alike have nothing to do with each other."""


@lru_cache(maxsize=4096)  # a page's headings and lines, each of which several rules compare with several others
def fold(text: str) -> str:
    """Words without case, punctuation and emoji: what an author who abbreviates by hand keeps. `C`, `C#` and `C++` are three."""
    if "#" in text or "++" in text:
        text = _SIGNED.sub(lambda found: "sharp" if found[0] == "#" else "plusplus", text)
    return fold_words(text)


SHORTEST_STEM = 5
SHORTEST_PREFIX = 2
"""Letters of a word, and of what makes another word of it in front."""


def is_prefixed(one: str, other: str) -> bool:
    """Whether one word is another with something in front: `unsupervised` is no slip of `supervised`."""
    short, long = sorted((one, other), key=len)
    return len(short) >= SHORTEST_STEM and len(long) - len(short) >= SHORTEST_PREFIX and long.endswith(short)


def kinship(one: str, other: str) -> float:
    """How likely two folded texts name one thing: 0 to 1. The words of one all in the other count as much as a typo.

    Numbers must be the same; they don't count as likeness (`ECCV 2022`, `CVPR 2022`).
    """
    if not one or not other or _DIGITS.findall(one) != _DIGITS.findall(other):
        return 0.0
    words, others = set(one.split()), set(other.split())
    if words <= others or others <= words:
        return 0.9
    if any(is_prefixed(word, its) for word in words - others for its in others - words):
        return 0.0
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, _DIGITS.sub("", one), _DIGITS.sub("", other), autojunk=False)
    most = matcher.quick_ratio()  # in a tenth of the time
    return matcher.ratio() if most >= LEAST_KIN else most
