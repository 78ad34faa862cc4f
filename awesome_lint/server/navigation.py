"""Where things are: the outline of a list, where its links lead, what leads to a heading or is the same resource."""

from __future__ import annotations

from lsprotocol.types import DocumentSymbol, FoldingRange, FoldingRangeKind, Location, SymbolKind

from awesome_lint.knowledge import identity
from awesome_lint.model import Document, Entry, Section
from awesome_lint.server import places
from awesome_lint.server.documents import Reading
from awesome_lint.source import Span


def symbols(reading: Reading) -> list[DocumentSymbol]:
    """The sections, one inside the other, with their entries."""
    document = reading.document
    below: list[list[DocumentSymbol]] = [[] for _ in document.sections]
    top: list[DocumentSymbol] = []
    for section in document.sections:
        (top if section.parent is None else below[section.parent]).append(_section_symbol(reading, section, below[section.number]))
    for entry in document.entries:
        if entry.title:
            (below[entry.section.number] if entry.section else top).append(_entry_symbol(reading, entry))
    return top


def _section_symbol(reading: Reading, section: Section, below: list[DocumentSymbol]) -> DocumentSymbol:
    whole = Span(section.span.start, _end(reading.document, section))
    return DocumentSymbol(
        name=section.text or "(no text)",
        kind=SymbolKind.Namespace,
        range=reading.positions.range(whole),
        selection_range=reading.positions.range(section.text_span),
        children=below,
    )


def _entry_symbol(reading: Reading, entry: Entry) -> DocumentSymbol:
    return DocumentSymbol(
        name=entry.title,
        kind=SymbolKind.String,
        range=reading.positions.range(entry.span),
        selection_range=reading.positions.range(entry.title_span or entry.span),
        detail=" ".join(str(part) for part in (entry.venue, entry.year) if part) or None,
    )


def _end(document: Document, section: Section) -> int:
    """Where a section ends, with all below it: in front of the next heading of its level or a higher one."""
    after = next((other for other in document.sections[section.number + 1 :] if other.level <= section.level), None)
    return len(document.source.text) if after is None else max(section.span.end, after.span.start - 1)


def folds(reading: Reading) -> list[FoldingRange]:
    """The sections of more than one line, and the contents."""
    document, row = reading.document, reading.source.row
    spans = [Span(section.span.start, len(document.source.text[: _end(document, section)].rstrip())) for section in document.sections]
    spans += [contents.span for contents in document.contents]
    return [
        FoldingRange(row(span.start) - 1, row(span.end) - 1, kind=FoldingRangeKind.Region)
        for span in spans
        if row(span.end) > row(span.start)
    ]


def definition(reading: Reading, offset: int) -> Location | None:
    """Where the link at an offset leads inside the page: its heading or anchor; for a reference link its definition."""
    document = reading.document
    item = places.contents_item_at(document, offset)
    if item is not None and item.section is not None:
        return _location(reading, item.section.text_span)
    link = places.link_at(document, offset)
    if link is None:
        return None
    if link.is_anchor and (target := places.anchors(document).get(link.url[1:])):
        return _location(reading, target)
    one = places.definition_of(document, link)
    return _location(reading, one.span) if one else None


def references(reading: Reading, offset: int) -> list[Location]:
    """What leads to the heading at an offset; else the links with the identity of the link there, in whatever form."""
    document = reading.document
    if (section := places.heading_at(document, offset)) is not None:
        return [_location(reading, span) for span in dict.fromkeys(places.links_to(document, section))]
    link = places.link_at(document, offset)
    key = identity(link.url, reading.plan.packs) if link else None
    if key is None:
        return []
    return [_location(reading, other.span) for other in document.links if identity(other.url, reading.plan.packs) == key]


def _location(reading: Reading, span: Span) -> Location:
    return Location(reading.version.uri, reading.positions.range(span))
