"""Titles: their markup, their full stop, their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from awesome_lint.model import Entry, EntryKind
from awesome_lint.source import Source
from awesome_lint.style.trait import Observation, number_of

if TYPE_CHECKING:
    from awesome_lint.style.house import HouseStyle

_MARKUP = (
    ("**", "**"),
    ("__", "__"),
    ("*", "*"),
    ("_", "_"),
    ("`", "`"),
    ('"', '"'),
    ("“", "”"),
    ("《", "》"),
    ("「", "」"),
    ("[", "]"),
    ("(", ")"),
)


_BY_SIGNS = {
    (left[-1], right[0]): [pair for pair in _MARKUP if (pair[0][-1], pair[1][0]) == (left[-1], right[0])] for left, right in _MARKUP
}
"""The pairs by the characters right before and after what they mark."""


# What can be between a title's words and its markup: `**🏘️ ProcTHOR.**`
_SIGN_BEFORE = re.compile(r"(?:[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]|:[a-z0-9_+-]{2,40}:|[ \t])+$")
_SIGNS_AFTER = frozenset(".,:;!?")
_MOST_LAYERS = 10
"""Pairs of marks around a title that are looked at: hardly any list has more than three, a hostile one may have thousands."""


def title_markup(style: HouseStyle) -> Iterator[Observation]:
    for entry in style.main_entries:
        if entry.title_span and entry.kind is not EntryKind.HEADING:
            yield Observation(value=markup_of(entry, style.source), span=entry.title_span, key="", section=number_of(entry.section))


def markup_of(entry: Entry, source: Source) -> str:
    """The pattern that a title is written in: `x`, `**x**`, `[x](u)`, `**[x](u)**`, `"x"`. The title must have a span."""
    assert entry.title_span
    text, line, pattern = source.text, entry.span, "x"
    start, end = entry.title_span
    before = text[line.start : start].rstrip(" \t")
    if before and (before[-1] in ":\n" or not before[-1].isascii()):
        sign = _SIGN_BEFORE.search(text, line.start, start)
        start = sign.start() if sign else start
    else:
        start = line.start + len(before)  # hardly any title has a sign before it
    if text[end : end + 1] in _SIGNS_AFTER:
        end += 1
    for _ in range(_MOST_LAYERS):
        pairs = _BY_SIGNS.get((text[start - 1 : start], text[end : end + 1]), [])
        if pattern.count("(") == 0 and entry.title_link and text[start - 1 : start] == "[" and text.startswith("](", end):
            start, end, pattern = entry.title_link.span.start, entry.title_link.span.end, f"[{pattern}](u)"
            pairs = _BY_SIGNS.get((text[start - 1 : start], text[end : end + 1]), [])
        for left, right in pairs:
            inside = start - len(left) >= line.start and end + len(right) <= line.end
            if inside and text.startswith(left, start - len(left)) and text.startswith(right, end):
                start, end, pattern = start - len(left), end + len(right), f"{left}{pattern}{right}"
                break
        else:
            break
    return pattern


def title_full_stop(style: HouseStyle) -> Iterator[Observation]:
    """Of titles that links follow directly: `.`, or nothing."""
    text = style.source.text
    for entry in style.main_entries:
        if entry.title_span and not entry.title_link and entry.links and entry.kind in (EntryKind.ITEM, EntryKind.PARAGRAPH):
            (start, end), links = entry.title_span, entry.links[0].outer.start
            if text.find("*", start, end) >= 0:
                continue
            between = text[end:links]
            if between.strip(' \t.*_"”') == "" and end <= links:
                stop = "." if text.endswith(".", start, end) or between.startswith(".") else ""
                yield Observation(value=stop, span=entry.title_span, key="", section=number_of(entry.section))


_CASED_WORDS = 4
"""Words that a title needs before its capitals say anything; the name of a repository is one word."""
_ALL_CAPITALS = 0.85
"""Share of the letters; what is in brackets (`(@MIT etc)`) may differ."""


def title_capitals(style: HouseStyle) -> Iterator[Observation]:
    for entry in style.main_entries:
        words = entry.title.split()
        if entry.title_span and len(words) >= _CASED_WORDS and words[0][0].isalpha() and entry.title.isascii():
            yield Observation(value=_capitals(entry.title, words[0]), span=entry.title_span, key="", section=number_of(entry.section))


def is_title_markup(pattern: str) -> bool:
    """Whether a pattern is one that titles can be written in: `x`, `[x](u)`, and either in marks (`**x**`, `"[x](u)"`)."""
    inside = pattern
    while inside not in ("x", "[x](u)"):
        pair = next(((left, right) for left, right in _MARKUP if inside.startswith(left) and inside.endswith(right)), None)
        if inside.startswith("[") and inside.endswith("](u)"):
            inside = inside[1:-4]
        elif pair and len(inside) > len(pair[0]) + len(pair[1]):
            inside = inside[len(pair[0]) : -len(pair[1])]
        else:
            return False
    return True


def _capitals(title: str, first: str) -> str:
    """How an ASCII title is written."""
    if title == title.lower():
        return "small letters"
    if first.islower():
        return "mixed case"
    letters = title.encode().translate(None, _NO_LETTERS)  # as bytes, a fifth of the time
    large = len(letters) - len(letters.translate(None, _CAPITALS))
    return "capitals" if large >= _ALL_CAPITALS * len(letters) else "mixed case"


_CAPITALS = bytes(range(ord("A"), ord("Z") + 1))
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
