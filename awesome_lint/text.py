"""Texts folded for comparison."""

from __future__ import annotations

import re

_NO_WORDS = re.compile(r"[\W_]+")


def fold_words(text: str) -> str:
    """The words of a text without case and punctuation, with single spaces."""
    return _NO_WORDS.sub(" ", text.casefold()).strip()


def fold_reference(label: str) -> str:
    """The label of a reference link or its definition as CommonMark compares them: without case, with single spaces."""
    return " ".join(label.split()).casefold()
