"""Labels of links and headers of table columns: which role a spelling names, and what a role's links lead to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple


class Label(NamedTuple):
    """A role: how its label is commonly spelt, and what it `means`.

    `leads_to` are the kinds of resources (`paper`, `code`) behind such links; `page` is any page. Empty: not known.
    """

    name: str
    means: str = ""
    leads_to: tuple[str, ...] = ()


class Labels:
    """All roles by name, and the folded spellings of their labels and of columns."""

    def __init__(self, labels: Mapping[str, Label], spellings: Mapping[str, str], columns: Mapping[str, str]) -> None:
        self._labels = labels
        self._spellings = spellings
        self._columns = columns

    def role(self, label: str) -> str | None:
        """The role that a label names, None if it is none of the known spellings."""
        name = fold_label(label)
        known = self._spellings.get(name)
        if known is None and (bare := strip_emoji(name)) != name:
            known = self._spellings.get(fold_label(bare))
        return known

    def column(self, header: str) -> str | None:
        """What a table column of that header holds; None if unknown."""
        name = fold_label(strip_emoji(header))
        return self._columns.get(name) or self.role(name)

    def leads_to(self, role: str) -> frozenset[str]:
        """The kinds of resources that a role's links lead to; empty where that isn't known."""
        return frozenset(self._labels[role].leads_to) if role in self._labels else frozenset()

    def roles_to(self, kind: str) -> frozenset[str]:
        """The roles whose links may lead to resources of a kind."""
        return frozenset(role for role, label in self._labels.items() if kind in label.leads_to)

    def roles_only_to(self, kind: str) -> frozenset[str]:
        """The roles whose links lead to resources of a kind and to nothing else."""
        return frozenset(role for role, label in self._labels.items() if label.leads_to == (kind,))


@lru_cache(maxsize=4096)  # a list has few labels, and each is asked for at every link
def fold_label(label: str) -> str:
    """A label for comparison: no brackets, emphasis, case and outer punctuation; single spaces. An emoji alone stays."""
    text = label.replace("\ufe0f", "").strip("[]{}<>【】「」*_`~:：|/\\ \t\n")
    while text[:1] in _OPENING and text[-1:] == _OPENING.get(text[:1]):
        text = text[1:-1].strip("[]*_`~ ")
    return " ".join(text.casefold().split())


_OPENING = {"(": ")", "（": "）"}


def strip_emoji(text: str) -> str:
    """Text without symbols, emoji and their joiners, and without `:shortcodes:`."""
    if text.replace(" ", "").isalnum():  # words alone
        return text.strip()
    text = re.sub(r":[a-z0-9_+-]{2,40}:", " ", text)
    return "".join(c for c in text if unicodedata.category(c) not in ("So", "Sk", "Cf", "Cs", "Cn") and c != "\ufe0f").strip()
