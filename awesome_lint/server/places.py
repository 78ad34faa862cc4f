"""What is at an offset of a list, and where its anchors lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from awesome_lint.markdown.tree import Definition
from awesome_lint.model import ContentsItem, Document, Entry, Link, LinkKind, Section
from awesome_lint.source import Span


def link_at(document: Document, offset: int) -> Link | None:
    """The innermost link that an offset is in, or right behind."""
    found = [link for link in document.links if link.span.start <= offset <= link.span.end]
    return min(found, key=lambda link: link.span.end - link.span.start, default=None)


def entry_at(document: Document, offset: int) -> Entry | None:
    """The innermost entry that an offset is in."""
    found = [entry for entry in document.entries if entry.span.start <= offset <= entry.span.end]
    return min(found, key=lambda entry: entry.span.end - entry.span.start, default=None)


def contents_item_at(document: Document, offset: int) -> ContentsItem | None:
    """The line of the table of contents that an offset is in; of several on one line the link itself."""
    items = [item for contents in document.contents for item in contents.items if item.span.start <= offset <= item.span.end]
    return items[-1] if items else None


def heading_at(document: Document, offset: int) -> Section | None:
    """The section whose heading an offset is in."""
    return next((section for section in document.sections if section.span.start <= offset <= section.span.end), None)


def anchors(document: Document) -> Mapping[str, Span]:
    """Where each anchor of the page leads, as GitHub has it: headings, and what HTML names."""
    found = {name: Span(offset, offset) for name, offset in reversed(document.anchors)}
    for section in reversed(document.sections):
        found |= dict.fromkeys((*section.anchors, section.slug), section.text_span)
    return found


def definition_of(document: Document, link: Link) -> Definition | None:
    """The definition that a reference link is written by."""
    if link.kind is not LinkKind.REFERENCE:
        return None
    written = document.source[link.span]
    label = " ".join((written[written.rfind("[") + 1 : -1] or link.label).split()).casefold()
    return next((one for one in document.definitions if " ".join(one.label.split()).casefold() == label), None)


def links_to(document: Document, section: Section) -> Iterator[Span]:
    """The links of the page that lead to a section: lines of the contents and others. Their whole spans."""
    names = {section.slug, *section.anchors} - {""}
    yield from (link.span for link in document.links if link.is_anchor and link.url[1:] in names)
