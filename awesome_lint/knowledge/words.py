"""Words of headings and titles that say what a part of a page is for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_FIRST_WITHOUT_SPACES = "\u3000"
"""From this character on are the scripts that write no spaces between words (Han, kana), or join them (Hangul)."""


class Words(NamedTuple):
    """Words of sections about the list itself (`aside`; `aside_alone` are whole headings), and of entries that close a list.

    `unlisted` and `news` are whole headings of sections that list no resources, or tell what is new. `journal` are words that names of
    journals are abbreviated to, without their full stop.
    """

    aside: tuple[str, ...] = ()
    aside_alone: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    journal: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds one of some words, in small letters; `*` at the end of a word is any ending."""
    return re.compile("|".join(map(_pattern, words)) or r"(?!)")


def _pattern(word: str) -> str:
    if word >= _FIRST_WITHOUT_SPACES:
        return re.escape(word)
    return rf"\b{re.escape(word.removesuffix('*'))}" + (r"\w*" if word.endswith("*") else r"\b")
