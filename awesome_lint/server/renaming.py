"""A heading renamed, with all that leads to it: lines of the contents and links of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from awesome_lint.edits import Edit, apply
from awesome_lint.model import ContentsItem, Document, HeadingKind, Section
from awesome_lint.reading import read
from awesome_lint.server import places
from awesome_lint.server.documents import Reading
from awesome_lint.source import Span


class Target(NamedTuple):
    """The heading that is renamed, and the text at the place where that was asked for."""

    section: Section
    shown: Span


def target(document: Document, offset: int) -> Target | None:
    """The heading at an offset, or the one that a line of the contents leads to. None for headings in HTML: they are not edited."""
    item = places.contents_item_at(document, offset)
    section = item.section if item else places.heading_at(document, offset)
    if section is None or section.kind is HeadingKind.HTML or section.text_span.start == section.text_span.end:
        return None
    return Target(section, item.text_span if item and item.text_span else section.text_span)


def rename(reading: Reading, section: Section, name: str) -> list[Edit]:
    """The edits that give a heading another name (Markdown, one line) and keep every link of the page that leads to a heading alive.

    A new name may change the anchors of other headings, as `#notes-1` becomes `#notes`: links to these follow too.
    """
    document, name = reading.document, " ".join(name.split())
    heading = Edit.replacement(section.text_span, name)
    after = read(document.source.with_text(apply(document.source.text, [heading])), reading.plan.packs, document.template)
    if len(after.sections) != len(document.sections):  # the name holds what makes it no heading, or two
        return []
    moved = {
        old.slug: new.slug
        for old, new in zip(document.sections, after.sections, strict=True)
        if old.slug != new.slug and old.slug and new.slug
    }
    edits = {heading, *_lines(document, section, after.sections[section.number].text), *_links(document, moved)}
    return sorted(edits)


def _lines(document: Document, section: Section, text: str) -> Iterator[Edit]:
    """The lines of the contents that say the heading's old name."""
    for item in _items(document):
        if item.section is not None and item.section.number == section.number and item.text_span and item.text == section.text:
            yield Edit.replacement(item.text_span, text.replace("[", "\\[").replace("]", "\\]"))


def _items(document: Document) -> Iterator[ContentsItem]:
    for contents in document.contents:
        yield from contents.items


def _links(document: Document, moved: dict[str, str]) -> Iterator[Edit]:
    """The links of the page whose anchor changes, those of the contents included."""
    for link in document.links:
        if link.is_anchor and link.url_span and link.url[1:] in moved and document.source[link.url_span] == link.url:
            yield Edit.replacement(link.url_span, f"#{moved[link.url[1:]]}")
