"""Conditions on entries: `venue=CVPR`, `year>=2023`, `role!=code`."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from awesome_lint.bibliography.reference import role_of, venue_and_year
from awesome_lint.errors import UserError
from awesome_lint.knowledge import Packs, fold_title
from awesome_lint.model import Document, Entry
from awesome_lint.suggest import did_you_mean

_CONDITION = re.compile(r"\s*([^=!<>~]+?)\s*(!=|>=|<=|=|>|<|!~|~)\s*(.*?)\s*", re.DOTALL)
_ORDERS: dict[str, Callable[[int, int], bool]] = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}
_NUMBERS = ("year", "line")
_COLUMN = "column."

Texts = Callable[[Document, Entry, Packs], Iterable[str]]

FIELDS: dict[str, Texts] = {
    "title": lambda _, entry, __: (entry.title,),
    "author": lambda _, entry, __: entry.authors,
    "venue": lambda document, entry, packs: (venue_and_year(document, entry, packs)[0],),
    "year": lambda document, entry, packs: (str(venue_and_year(document, entry, packs)[1] or ""),),
    "section": lambda document, entry, _: [section.text for section in document.path(entry.section)],
    "role": lambda _, entry, packs: [role_of(link, packs) or "" for link in entry.links],
    "label": lambda _, entry, __: [link.label for link in entry.links],
    "url": lambda _, entry, __: [link.url for link in entry.links],
    "host": lambda _, entry, packs: [address.host for link in entry.links if (address := packs.address(link.url))],
    "identity": lambda _, entry, packs: [key for link in entry.links if (key := packs.identity(link.url))],
    "description": lambda _, entry, __: (entry.description,),
    "file": lambda document, _, __: (document.source.filename,),
    "line": lambda document, entry, _: (str(document.source.row(entry.span.start)),),
}
"""What a condition may be on, and its texts of an entry. Venue and year are those of the headings and links too."""


class Condition(NamedTuple):
    """A condition: the name of a field (or `column.` and a header), an operator, and the values of which one must do."""

    field: str
    operator: str
    values: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Condition:
        """Read `FIELD OPERATOR VALUE[,VALUE ...]`. Raises UserError for what is none."""
        m = _CONDITION.fullmatch(text)
        if m is None:
            raise UserError(f"--where {text}: no condition", remedy="write it like `venue=CVPR`, `year>=2023` or `role!=code`")
        name, sign, value = m[1].lower(), m[2], m[3]
        if name not in FIELDS and not name.startswith(_COLUMN):
            known = [*FIELDS, f"{_COLUMN}HEADER"]
            raise UserError(
                f"--where {text}: there is no field `{name}`", remedy=did_you_mean(name, known, "the fields are " + ", ".join(known))
            )
        values = tuple(part.strip() for part in value.split(","))
        if sign in _ORDERS and not (name in _NUMBERS and len(values) == 1 and values[0].isdecimal()):
            remedy = f"`{sign}` compares {' or '.join(_NUMBERS)} with a number, as in `year>=2023`"
            raise UserError(
                f"--where {text}: `{value}` can't be compared with `{name}`"
                if name in _NUMBERS
                else f"--where {text}: `{name}` is no number",
                remedy=remedy,
            )
        if name in _NUMBERS and sign in ("=", "!=") and not all(part.isdecimal() or not part for part in values):
            raise UserError(f"--where {text}: `{value}` is no number", remedy=f"write it like `{name}=2023`")
        return cls(name, sign, values)

    def holds(self, document: Document, entry: Entry, packs: Packs) -> bool:
        """Whether an entry meets the condition. `field=` means that the entry has none, `field!=` that it has one."""
        texts = [text for text in self._texts(document, entry, packs) if text]
        if self.operator in _ORDERS:
            compare = _ORDERS[self.operator]
            return any(compare(int(text), int(self.values[0])) for text in texts)
        is_part = self.operator.endswith("~")
        met = any(self._meets(texts, value, packs, is_part=is_part) for value in self.values)
        return met is not self.operator.startswith("!")

    def _texts(self, document: Document, entry: Entry, packs: Packs) -> Iterable[str]:
        if self.field.startswith(_COLUMN):
            header = self.field.removeprefix(_COLUMN)
            return (text for name, text in entry.columns if name.lower() == header)
        return FIELDS[self.field](document, entry, packs)

    def _meets(self, texts: Sequence[str], value: str, packs: Packs, *, is_part: bool) -> bool:
        if not value:
            return not texts
        if is_part:
            return any(value.casefold() in text.casefold() for text in texts)
        wanted = _folded(self.field, value, packs)
        return any(_folded(self.field, text, packs) == wanted for text in texts)


def _folded(field: str, text: str, packs: Packs) -> str:
    """A text for comparison: venues by what they are, labels and sections by their words."""
    if field == "venue":
        venue = packs.venue(text)
        return venue.id if venue else fold_title(text)
    if field in ("url", "identity", "file"):
        return text.casefold()
    if field == "role":
        return packs.role(text) or text.casefold()
    return fold_title(text)


def holding(document: Document, conditions: Sequence[Condition], packs: Packs) -> list[Entry]:
    """The entries of a list that meet all conditions."""
    return [entry for entry in document.entries if all(condition.holds(document, entry, packs) for condition in conditions)]
