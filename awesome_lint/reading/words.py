"""What a stretch of text looks like by itself: how many words, a date, names of people."""

from __future__ import annotations

import re

from awesome_lint.years import APOSTROPHE, YEAR_OF_A_PAPER, full_year

_WORD = re.compile(r"[^\W_]+(?:['’.+#\u00ad\u200b-\u200d\u2060\ufeff-][^\W_]+)*")  # invisible characters part no words
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)\b\.?"
)
_DATE = re.compile(
    rf"""(?ix) [\W_]{{0,4}} (?:
      (?:(?:\d{{1,2}}(?:st|nd|rd|th)?[\s,-]{{1,2}})? {_MONTH} [\s,-]{{0,2}} (?:\d{{1,2}}(?:st|nd|rd|th)?[,\s]{{1,2}})? )?
        {YEAR_OF_A_PAPER} (?:[./-]\d{{1,2}}){{0,2}} (?:\(v\d\))?
    | {YEAR_OF_A_PAPER} [\s,]{{1,2}} {_MONTH} (?:\s\d{{1,2}})?
    | \d{{1,2}}[./-]\d{{1,2}}[./-](?:20)?\d\d
    | {_MONTH} [\W_]? (?:\d{{1,2}})?
    ) [\W_]{{0,4}} \Z"""
)
_SHORT_DATE = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/(\d\d)\Z")
# A year: no part of a number, an identifier or a URL; `CVPR/2018` ends with one. Or two digits behind an apostrophe, or before one
# (`ECCV 24'`).
_YEAR = re.compile(
    rf"(?<![\d.:#$/])({YEAR_OF_A_PAPER})(?!\d)|(?<=[A-Za-z ]/)({YEAR_OF_A_PAPER})\Z|(?<=[A-Za-z)+])\s{{0,2}}(?:{APOSTROPHE}\s?(\d\d)(?!\w)|([0-3]\d){APOSTROPHE}(?!\w))"
)
_FIRST = re.compile(r"\s*(\S?)")
_TWO_DIGITS = re.compile(r"(?<=[A-Za-z])[ -]?([0-39]\d)\Z")
_ET_AL = re.compile(r"(?i)\bet\.?\s?al\b")
_NAME = re.compile(r"[A-ZÀ-ÞŁŞČŽ][\w'’`.-]*")
_INITIAL = re.compile(r"[A-Z]\.?(?:-?[A-Z]\.?)?")
# `Vaswani+'17`
_KEY_OF_AUTHORS = re.compile(rf"[A-ZÀ-ÞŁŞČŽ][\w'’-]{{1,30}}\+,?\s?(?:{APOSTROPHE}?\d\d|{YEAR_OF_A_PAPER})")
_BETWEEN_NAMES = frozenset(["and", "&", "de", "van", "von", "der", "den", "da", "di", "la", "le", "el", "bin", "dos", "del"])
_BETWEEN_PERSONS = re.compile(r"\s?[,;，；、]\s{0,2}(?:and\s|&\s)?|\s(?:and|&)\s")
_MARKS_OF_NAMES = "*.†‡§∗"
LONGEST_DATE = 40
# A plain title has at least so many words.
FEWEST_WORDS_OF_A_TITLE = 3
# `HotCloud 17`; the digits behind a longer name are rather its volume.
LONGEST_EDITION = 15
LONGEST_NAMES = 400
MOST_WORDS_OF_A_NAME = 4
# So many names of two words in a row surely are names of people.
FEWEST_PERSONS = 3


def words(text: str) -> int:
    """How many words a text has; three CJK characters count as one."""
    return sum([max(1, len(word) // 3) if "\u2e80" <= word[0] <= "\ufaff" else 1 for word in _WORD.findall(text)])


def has_words(text: str) -> bool:
    """Whether a text has any."""
    return _WORD.search(text) is not None


def first_word(text: str, start: int, end: int) -> int:
    """Where the first word of a range begins; the range's end if it has none."""
    m = _WORD.search(text, start, end)
    return m.start() if m else end


def last_before(text: str, start: int, at: int) -> str:
    """The last character before a place that isn't blank; "" if there is none from `start` on."""
    while at > start and text[at - 1].isspace():
        at -= 1
    return text[at - 1 : at] if at > start else ""


def first_behind(text: str, at: int, end: int) -> str:
    """The first character from a place on that isn't blank; "" if there is none before `end`."""
    m = _FIRST.match(text, at, end)
    return m[1] if m else ""


def is_date(text: str) -> bool:
    """Whether a text is nothing but a date: `2024`, `(May 2024)`, `2024.05`, `9/04/24`."""
    return len(text) <= LONGEST_DATE and (_DATE.match(text) is not None or _SHORT_DATE.search(text) is not None)


def year_match(text: str, start: int = 0) -> re.Match[str] | None:
    """The first year in a text, its digits being the match's last group."""
    return _YEAR.search(text, start)


def year_of(text: str) -> tuple[int, int, int] | None:
    """The first year that a text states, and the range of its digits; None if there is none."""
    m = _SHORT_DATE.search(text) or _YEAR.search(text)
    if m is None:
        return None
    group = m.lastindex or 0
    digits = int(m[group])
    return digits if digits > 99 else full_year(digits), m.start(group), m.end(group)


def short_year(text: str) -> tuple[int, int, int] | None:
    """The year of an abbreviated edition, `CHI25` or `NSDI 17`, and the range of its digits."""
    m = _TWO_DIGITS.search(text) if len(text) <= LONGEST_EDITION else None
    return (full_year(int(m[1])), m.start(1), m.end(1)) if m else None


def likeness_to_names(text: str) -> int:
    """How much a text looks like names of people: 0 not at all, 1 one capitalised word, 2 a name, 3 surely names, as `Lee+'17` is."""
    if not text or len(text) > LONGEST_NAMES or not (text[0].isupper() or text[0] in "&abdelv"):
        return 0
    if any(map(str.isdigit, text)):
        return 3 if "+" in text and _KEY_OF_AUTHORS.fullmatch(text) else 0
    if "al" in text and _ET_AL.search(text):
        return 3
    parts = _BETWEEN_PERSONS.split(text)
    if len(parts) == 1:
        return _likeness_to_name(text)
    likeness = [_likeness_to_name(part) for part in parts if part]
    if not likeness or not all(likeness):
        return 0
    single = likeness.count(1)
    if len(likeness) - single >= FEWEST_PERSONS:
        return 3
    return 1 if 2 * single >= len(likeness) else max(likeness)


def _likeness_to_name(text: str) -> int:
    tokens = text.split()
    if not tokens or len(tokens) > MOST_WORDS_OF_A_NAME or not (tokens[0][:1].isupper() or tokens[0] in _BETWEEN_NAMES):
        return 0
    if not all(token in _BETWEEN_NAMES or _is_name(token.strip(_MARKS_OF_NAMES)) for token in tokens):
        return 0
    if len(tokens) == 1:
        is_initial = text.endswith(".") and _INITIAL.fullmatch(text) is not None
        return 2 if is_initial else int(len(text.strip(_MARKS_OF_NAMES)) > 1)
    if tokens[0] == "A":
        return 1  # rather the article: `A Large Study`
    return 3 if any(_INITIAL.fullmatch(token) and (token is tokens[0] or "." in token) for token in tokens) else 2


def _is_name(token: str) -> bool:
    return _NAME.fullmatch(token) is not None and not (len(token) > 3 and token.isupper())
