"""A template as a reader takes it: `**{title}**, *{authors}*, {venue}, {year}. [[paper]] [[code]]`, and how many entries have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from awesome_lint.model import Template
from awesome_lint.reading.template import Part

# So many ways of writing are kept of a form, and a form of so many entries is worth a line.
MOST_PATTERNS = 3
FEWEST_ENTRIES = 3

_MARKUP = {"bold": ("**", "**"), "italic": ("*", "*"), "code": ("`", "`"), "link": ("[", "]"), "bold link": ("[**", "**]")}
_BRACKETS = {"[": "]", "(": ")", "（": "）", "【": "】", '"': '"'}
_SEPARATORS = {" ": " ", "^": "", "/": " ⏎ ", "\n": " ⏎ ", "|": " | ", "-": " - ", "by": " by "}
_SHOWN = {"tag": "tag", "date": "year", "name": "name", "rest": "description"}


def described(template: Template) -> Iterator[str]:
    """A line for each form of a list: its commonest pattern, and how many of its entries have it."""
    for form in sorted(template.forms.values(), key=lambda form: -form.records):
        if form.patterns and form.records >= FEWEST_ENTRIES:
            shown, count = form.patterns[0]
            unread = "" if form.is_readable else ", not read: what looks like its titles can be none"
            yield f"template: {shown}  ({count:,} of {form.records:,} entries{unread})"


def usual(template: Template) -> str:
    """The pattern that most entries of a list have; "" where none is of half of them."""
    every = sum(form.records for form in template.forms.values())
    count = Counter(dict(one for form in template.forms.values() for one in reversed(form.patterns)))
    (shown, most), *_ = count.most_common(1) or [("", 0)]
    return shown if 2 * most > every else ""


def pattern(entry: Sequence[Part]) -> str:
    """How an entry is written, by its fields and their roles."""
    parts: list[str] = []
    before = ""
    for part in entry:
        role, field = part.role, part.field
        shown = field.text.casefold() if role == "label" and part.sense.is_label else f"{{{_SHOWN.get(role, role)}}}"
        if shown == before:
            continue
        before = shown
        opening, closing = _MARKUP.get(field.style, ("", ""))
        bracket = field.bracket
        separator = "/" if part.seen.phrase and field.separator == "^" else field.separator
        parts += (
            _SEPARATORS.get(separator, f"{separator} "),
            bracket + opening + shown + closing + _BRACKETS.get(bracket, ""),
        )
    return "".join(parts)
