"""The table of contents: how it names headings, which ones it lists, how it is indented."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from awesome_lint.knowledge import Packs
from awesome_lint.model import Contents, ContentsForm, Document
from awesome_lint.style.measures.headings import YEAR_ALONE, heading_shape_of
from awesome_lint.style.trait import Observation

if TYPE_CHECKING:
    from awesome_lint.style.house import HouseStyle

_NUMBER = re.compile(r"\d+(?:\.\d+)*[.)、]?\s+")
_COUNT = re.compile(r"\s*[(（]\d+(?:\s+\w+)?[)）]\s*")
_NOT_WORDS = re.compile(r"[^\w\s'’&/().,:+-]+")


def _venue_words(text: str, packs: Packs) -> str | None:
    """`CVPR` of `CVPR-2024`."""
    if heading_shape_of(text, packs) is None:
        return None
    return YEAR_ALONE.sub("", text).strip(" -–—_'’,()[]") or None


TOC_TEXTS: dict[str, Callable[[str, Packs], str | None]] = {
    "identical": lambda text, _: text,
    "venue": _venue_words,
    "year": lambda text, _: year[0] if (year := YEAR_ALONE.search(text)) and year[0] != text else None,
    "without number": lambda text, _: _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else None,
    "without count": lambda text, _: _COUNT.sub("", text) if _COUNT.search(text) else None,
    "without emoji": lambda text, _: " ".join(_NOT_WORDS.sub(" ", text).split()),
    "without final colon": lambda text, _: text.rstrip(" :：") if text.endswith((":", "：")) else None,
}
"""How a TOC makes its text of a heading: the first way that fits is the one taken. None: the way doesn't apply."""


def toc_text(style: HouseStyle) -> Iterator[Observation]:
    for contents in style.document.contents:
        for item in contents.items:
            if item.section:
                way = toc_way(item.text, item.section.text, style.packs)
                yield Observation(way or "otherwise", item.text_span or item.span, str(item.section.level), item.section.number)


def toc_way(text: str, heading: str, packs: Packs) -> str | None:
    """The name of the way that makes a contents' text of its heading, None if none does."""
    return next((name for name, way in TOC_TEXTS.items() if way(heading, packs) == text), None)


def toc_coverage(style: HouseStyle) -> Iterator[Observation]:
    """Of the headings below the contents; the contents' own heading and those above are not meant to be listed."""
    contents = main_contents(style.document)
    if contents is None:
        return
    listed = {item.section.number for each in style.document.contents for item in each.items if item.section}
    for section in style.document.sections:
        if section.span.start >= contents.span.end:
            yield Observation("listed" if section.number in listed else "left out", section.text_span, str(section.level), section.number)


def main_contents(document: Document) -> Contents | None:
    """The contents with the most items, None if the page has none."""
    return max(document.contents, key=lambda contents: len(contents.items), default=None)


def toc_indent(style: HouseStyle) -> Iterator[Observation]:
    for contents in style.document.contents:
        if contents.form in (ContentsForm.BULLETED, ContentsForm.ORDERED):
            for item in contents.items:
                yield Observation(str(len(item.indent.expandtabs(4))), item.span, str(item.depth))
