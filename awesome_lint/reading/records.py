"""The records of a page: the blocks that list a resource each, in document order."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.markdown.tree import Block, Kind
from awesome_lint.model import Votes
from awesome_lint.reading.items import Items, without_own_places
from awesome_lint.reading.page import Page, Record
from awesome_lint.reading.paragraphs import Paragraphs
from awesome_lint.reading.rows import html_entries, rows
from awesome_lint.reading.venues import is_bracketed


def records(page: Page, tree: Block) -> tuple[list[Record], Votes]:
    """All records of a page, by votes of the page as a whole or of an earlier version of it; and these votes."""
    blocks = list(page.blocks(tree))
    others = Paragraphs(page, blocks)
    free = [block for block in blocks if block.index not in others.taken]
    items = Items(page, [block for block in free if block.kind is Kind.LIST])
    found = [*items.entries(), *items.rows]
    for block in free:
        if block.kind is Kind.TABLE:
            found.extend(rows(page, block))
        elif block.kind is Kind.HTML:
            found.extend(_of_html(page, block))
    listed = {section.number if (section := page.section(record.span.start)) else -1 for record in found}
    found.extend(others.entries(listed))
    votes = items.votes._replace(levels=others.levels, paragraphs=others.on_page, single=others.single, tables=page.tables)
    return sorted(without_own_places(page, found), key=lambda record: record.span), votes


def _of_html(page: Page, block: Block) -> Iterator[Record]:
    for inline in block.inlines:
        yield from html_entries(page, page.phrase(inline), -block.first)


def form_of(record: Record) -> tuple[str, ...]:
    """What the records of one form have in common: the kind of block and how it begins; of rows their header."""
    if record.columns:
        return ("row", *record.headers)
    if record.kind == "row":
        return ("row", str(len(record.head)))
    return (record.kind.value, _beginning(record))


def _beginning(record: Record) -> str:
    """How a record begins: a link, a label, bold or plain."""
    for piece in record.head[0].pieces if record.head else ():
        if piece.kind in ("image", "break", "tag") or (piece.link is None and not any(map(str.isalpha, piece.text))):
            continue
        if piece.link is not None:
            return "link" if piece.text and not piece.link.is_badge and not is_bracketed(piece.link) else "label"
        return "bold" if piece.strong else "plain"
    return "nothing"
