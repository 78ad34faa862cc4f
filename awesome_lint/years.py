"""Years and months in words: their patterns, and the year that a text names."""

from __future__ import annotations

import re

YEAR = r"(?:19|20)\d\d"
"""Four digits that may be a year."""
YEAR_OF_A_PAPER = r"(?:19[5-9]|20[0-4])\d"
"""The years that papers are from: other numbers are seldom years."""
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
"""A month, in small letters, abbreviated in any way; words that only begin like one match as well."""
APOSTROPHE = "['’`‘]"
"""The mark of a year of two digits, as lists write it: `'24`, `24'`."""

_YEAR = re.compile(rf"(?<!\d)(?:19[5-9]\d|20\d\d)(?!\d)|{APOSTROPHE}(\d\d)(?!\d)")


def year_in(text: str) -> int | None:
    """The one year that a text names (`2024`, `'24`); None if there is none or more than one."""
    if not may_hold_year(text):
        return None
    years = {int(m[0]) if m[1] is None else full_year(int(m[1])) for m in _YEAR.finditer(text)}
    return years.pop() if len(years) == 1 else None


def without_year(text: str) -> str:
    """A text with a space for each year."""
    return _YEAR.sub(" ", text) if may_hold_year(text) else text


def may_hold_year(text: str) -> bool:
    """Whether a year (`2024`, `'24`) can be in a text at all: a look at substrings spares most texts the patterns."""
    return "20" in text or "19" in text or "'" in text or not (text.isascii() and "`" not in text)


def full_year(two_digits: int) -> int:
    """The year of two digits, by the ACL Anthology's rule: from 60 on it is 19xx."""
    return (1900 if two_digits >= 60 else 2000) + two_digits
