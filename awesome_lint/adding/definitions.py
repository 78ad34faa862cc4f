"""Definitions for the reference links of an entry: `[12]: https://...`."""

from __future__ import annotations

import re

from awesome_lint.edits import Edit
from awesome_lint.model import Document
from awesome_lint.text import fold_reference

_PLACE = re.compile("\x1f([^\x1f]*)\x1f")


def with_definitions(text: str, document: Document) -> tuple[str, list[tuple[Edit, str]]]:
    """A text with names for the places that `mould.name_of` left, and the edits that define them, each with its line.

    A URL that the list defines already has its name; another one the next number, or a name made of its address.
    """
    known = {definition.url: definition.label for definition in reversed(document.definitions)}
    taken = {fold_reference(definition.label) for definition in document.definitions}
    made: list[tuple[Edit, str]] = []

    def name(m: re.Match[str]) -> str:
        url = m[1]
        if url not in known:
            known[url] = _free_name(url, taken)
            taken.add(fold_reference(known[url]))
            line = f"[{known[url]}]: {url}"
            last = document.definitions[-1]
            end = document.source.text.find("\n", last.span.start)
            made.append((Edit.insertion(end if end >= 0 else len(document.source.text), f"\n{line}"), line))
        return known[url]

    return _PLACE.sub(name, text) if document.definitions else text, made


def _free_name(url: str, taken: set[str]) -> str:
    numbers = [int(name) for name in taken if name.isdecimal()]
    if 2 * len(numbers) > len(taken):
        return str(max(numbers) + 1)
    base = url.rstrip("/").rpartition("/")[2].split("?")[0].split("#")[0].replace("]", "").replace("[", "").lower() or "link"
    name, number = base, 1
    while fold_reference(name) in taken:
        number += 1
        name = f"{base}-{number}"
    return name
