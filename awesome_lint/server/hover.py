"""What is known of the thing at a place: a URL, a label, an entry, a line of the contents. Plain text: lists are strangers' text."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol.types import Hover, MarkupContent, MarkupKind

from awesome_lint.knowledge import Packs
from awesome_lint.model import Entry, Link
from awesome_lint.server import places
from awesome_lint.server.documents import Reading
from awesome_lint.source import Span


def hover(reading: Reading, offset: int) -> Hover | None:
    """What is at an offset, in lines `name: value`; None where there is nothing to say."""
    document = reading.document
    if (item := places.contents_item_at(document, offset)) is not None:
        if item.section is None:
            return _hover(reading, item.span, [f"#{item.anchor}: no heading has this anchor"])
        row = document.source.row(item.section.span.start)
        return _hover(reading, item.span, [item.section.text, f"heading of level {item.section.level}, line {row}"])
    link = places.link_at(document, offset)
    if link is not None and (link.url_span is None or offset >= link.url_span.start or link.label_span is None):
        if lines := [*_of_label(link), *_of_url(link.url, reading.plan.packs)]:
            return _hover(reading, link.url_span or link.span, lines)
    elif link is not None and link.role:
        return _hover(reading, link.label_span or link.span, [*_of_label(link), *_of_url(link.url, reading.plan.packs)])
    entry = places.entry_at(document, offset)
    return _hover(reading, entry.span, list(_of_entry(entry))) if entry else None


def _hover(reading: Reading, span: Span, lines: list[str]) -> Hover:
    return Hover(MarkupContent(MarkupKind.PlainText, "\n".join(lines)), reading.positions.range(span))


def _of_label(link: Link) -> Iterator[str]:
    if link.role:
        yield f"{link.label}: a label of the role {link.role}"


def _of_url(url: str, packs: Packs) -> Iterator[str]:
    """What the packs say of a URL."""
    host, published, canonical = packs.host(url), packs.published(url), packs.canonical(url)
    if host:
        yield f"{host.name}: {host.serves}"
        if host.status != "alive":
            yield f"{host.status}{f' since {host.since}' if host.since else ''}{f', now {host.successor}' if host.successor else ''}"
    if identity := packs.identity(url):
        yield f"identity: {identity}"
    if published:
        venues = " or ".join(packs.venues[venue].name for venue in published.venues)
        yield f"published: {venues} {published.year or ''}".rstrip()
    if canonical:
        yield f"canonical: {canonical.url}"
    if (form := packs.form(url)) and (others := _other_forms(url, form.family, packs)):
        yield f"other forms: {', '.join(others)}"
    if impossible := packs.check_identifier(url):
        yield impossible


def _other_forms(url: str, family: str, packs: Packs) -> list[str]:
    written = (packs.in_form(url, name) for name in packs.form_names(family))
    return [other for other in dict.fromkeys(written) if other and other != url]


def _of_entry(entry: Entry) -> Iterator[str]:
    """The fields of an entry as they are read."""
    yield f"title: {entry.title}"
    for name, value in (
        ("venue", entry.venue),
        ("year", entry.year),
        ("authors", ", ".join(entry.authors)),
        ("description", entry.description),
    ):
        if value:
            yield f"{name}: {value}"
    for link in entry.labelled:
        yield f"{link.role or link.label or 'link'}: {link.url}"
