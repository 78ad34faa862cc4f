"""Names, venues and dates as a neighbouring entry writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from awesome_lint.bibliography.names import Name
from awesome_lint.bibliography.reference import Reference

_ET_AL = re.compile(r"(?i),?\s*(?:\band others\b|\bet\.?\s?al\.?|等)")
_LAST = re.compile(r"(?:,\s*|\s+)(?:and|&)\s+(?=[^,;&]{1,60}\Z)")
_SEPARATOR = re.compile(r"\s*(?:[;·|、，]|,)\s*")
_MONTH_NUMBER = re.compile(r"(\d{4})([./-])(\d{1,2})(?:[./-]\d{1,2})?")
_MONTH_FIRST = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{4})")
_MONTH_WORD = re.compile(r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)([a-z]*)(\.?)(?:\s+\d{1,2}(?:st|nd|rd|th)?\b,?)?")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
LEAST_OF_A_MONTH = 3
_ESCAPED = re.compile(r"(?<!\\)(?:\*|`|<(?=[A-Za-z/!])|(?<!\w)_(?=\w))")


def has_et_al(text: str) -> bool:
    """Whether authors are left out: `et al.`."""
    return _ET_AL.search(text) is not None


def authors_like(text: str, names: Sequence[str], reference: Reference) -> str:
    """The authors of a reference, joined as `text` joins `names`, in its form of names, and cut short as it is."""
    cut = _ET_AL.search(text)
    body = text[: cut.start()] if cut else text
    last = _LAST.search(body)
    found = _SEPARATOR.search(body[: last.start()] if last else body)
    separator = found[0] if found and len(names) != 1 else ", "
    form = names[0] if names else ""
    authors = [_in_form(name, form) for name in reference.authors]
    shown = authors[: max(1, len(names))] if cut and len(authors) > max(1, len(names)) else authors
    if reference.has_more_authors or len(shown) < len(authors):
        end = cut[0] if cut else " et al."
        return separator.join(shown) + (f" {end}" if end[0].isascii() and end[0].isalpha() else end)
    if len(shown) > 1 and last:
        return separator.join(shown[:-1]) + last[0] + shown[-1]
    return separator.join(shown)


def _in_form(name: str, form: str) -> str:
    """A name in the form of another: with the family name first or last, with initials, or the family name alone."""
    whole, like = Name.of(name), Name.of(form)
    if not whole.given or not form:
        return name
    if "," in form:
        given = _initials(whole.given) if re.fullmatch(r"(?:[A-Z]\.[ -]?)+", like.given) else whole.given
        return f"{whole.family}, {given}"
    if not like.given:
        return whole.family
    if re.fullmatch(r"(?:[A-Z]\.[ -]?)+", like.given):
        return f"{_initials(whole.given)} {whole.family}"
    return whole.forward


def is_abbreviated(name: str) -> bool:
    """Whether a name has initials alone before or behind the family name."""
    return re.fullmatch(r"(?:[A-Z]\.[ -]?)+", Name.of(name).given) is not None


def _initials(given: str) -> str:
    return " ".join(part if part.endswith(".") else f"{part[0]}." for part in given.split())


def date_like(text: str, year: int, month: int | None) -> str:
    """A year, with its month where `text` has one and it is known, as `text` writes them."""
    if m := _MONTH_NUMBER.search(text):
        return text[: m.start()] + (f"{year}{m[2]}{_two_digits(month, m[3])}" if month else str(year)) + text[m.end() :]
    if m := _MONTH_FIRST.search(text):
        return text[: m.start()] + (f"{_two_digits(month, m[1])}{m[2]}{year}" if month else str(year)) + text[m.end() :]
    dated = re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", str(year), text, count=1)
    if dated == text and str(year) not in text:
        dated = re.sub(r"(?<=['’`‘])\d\d(?!\d)", f"{year % 100:02}", text, count=1)
        dated = dated if dated != text else re.sub(r"(?<!\d)\d\d(?!\d)", f"{year % 100:02}", text, count=1)
    if m := _MONTH_WORD.search(dated):
        name = _MONTHS[month - 1] if month else ""
        word = (name if m[2] else name[:3] + m[3]) if name else ""
        dated = (dated[: m.start()] + word + dated[m.end() :]).strip(" ,") if word else (dated[: m.start()] + dated[m.end() :]).strip(" ,")
    return dated


def is_month(word: str) -> bool:
    """Whether a word is the name of a month, or short for it."""
    return len(word) >= LEAST_OF_A_MONTH and any(name.lower().startswith(word.lower()) for name in (*_MONTHS, "Sept"))


def _two_digits(month: int, like: str) -> str:
    return f"{month:02}" if len(like) > 1 else str(month)


def as_markdown(text: str, *, in_row: bool, in_link: bool) -> str:
    """Words so that Markdown shows them as they are."""
    shown = _ESCAPED.sub(lambda m: f"\\{m[0]}", text)
    if in_row:
        shown = re.sub(r"(?<!\\)\|", r"\\|", shown)
    if in_link and shown.count("[") != shown.count("]"):
        shown = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", shown)
    return shown
