"""Bare URLs in prose, by the rules of GitHub Flavored Markdown (spec 0.29, section 6.9)."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.patterns import compiled
from awesome_lint.source import Span

_START = r"(?i)https?://|www\."
_BEFORE = frozenset(" \t\n*_~([{（【：，、；。\"'“‘<>|")
# A domain: labels of letters, digits, - and _, none of the last two with _; GitHub asks for one dot at least.
_DOMAIN = r"[\w-]{1,63}(?:\.[\w-]{1,63}){0,12}"
_REST = r"[^\s<]*"
_TRAILING = "?!.,:*_~'\""
_ENTITY_AT_END = r"&[A-Za-z0-9]{1,32};\Z"
# Not GFM's, but what a reader expects: full-width punctuation and a bracket around the URL end it.
_CLOSING = r"[\]（）【】「」，、。；！？“”|]"


def bare_urls(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Where bare URLs are in `text[start:end]`."""
    end = len(text) if end is None else end
    cursor = start
    while m := compiled(_START).search(text, cursor, end):
        found = _extent(text, m.start(), m.end(), end)
        if found is None:
            cursor = m.end()
            continue
        yield Span(m.start(), found)
        cursor = found


def _extent(text: str, start: int, after_scheme: int, end: int) -> int | None:
    """The end of the URL that starts at `start`; None where none does."""
    bare_domain = text[start] in "wW"
    if start and text[start - 1] not in _BEFORE and (bare_domain or text[start - 1].isalnum()):
        return None
    domain = compiled(_DOMAIN).match(text, start if bare_domain else after_scheme, end)
    if domain is None or "." not in domain[0] or "_" in "".join(domain[0].split(".")[-2:]):
        return None
    rest = compiled(_REST).match(text, domain.end(), end)
    stop = rest.end() if rest else domain.end()
    if closing := compiled(_CLOSING).search(text, domain.end(), stop):
        stop = closing.start()
    return max(_without_tail(text, start, stop), domain.end())


def _without_tail(text: str, start: int, stop: int) -> int:
    """The end without trailing punctuation, unbalanced parentheses and entities."""
    surplus = text.count(")", start, stop) - text.count("(", start, stop)
    while stop > start:
        last = text[stop - 1]
        if last in _TRAILING:
            stop -= 1
        elif last == ")" and surplus > 0:
            stop -= 1
            surplus -= 1
        elif last == ";":
            entity = compiled(_ENTITY_AT_END).search(text, max(start, stop - 34), stop)
            stop = entity.start() if entity else stop - 1
        else:
            break
    return stop
