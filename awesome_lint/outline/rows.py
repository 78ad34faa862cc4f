"""Table rows as entries: Markdown tables, and tables and lists written in HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.markdown.tree import Block
from awesome_lint.model import EntryKind
from awesome_lint.outline.pages import Candidate, Page, is_navigation
from awesome_lint.outline.phrases import Phrase, Piece
from awesome_lint.outline.titles import first_piece, words

# A row without a link is an entry when this share of its table's rows has one ...
SHARE_OF_LINKED_ROWS = 0.5
# ... or no row has, but this share begins with a name in bold.
SHARE_OF_NAMED_ROWS = 0.8

_WORDS = re.compile(r"[^\W_]")
_DESCRIBED = re.compile(r"\s{0,3}[-–—:(,.]")


def rows(page: Page, block: Block) -> Iterator[Candidate]:
    """The entries of a Markdown table."""
    header = next((row for row in block.children if row.header), None)
    columns = tuple(_column(page, page.reading.phrase(cell)) for cell in header.inlines) if header else ()
    found = [
        Candidate(
            EntryKind.ROW, row.span(page.source), [page.reading.phrase(cell) for cell in row.inlines], [], block.number, 0, "|", columns
        )
        for row in block.children
        if not row.header
    ]
    yield from _entries(page, found)


def _entries(page: Page, found: list[Candidate]) -> Iterator[Candidate]:
    """Those rows of one table that are entries."""
    if not found or page.never_lists(found[0].span.start):
        return
    linked = sum(row.leads_out for row in found)
    named = sum(_begins_with_name(row) for row in found)
    all_listed = linked >= SHARE_OF_LINKED_ROWS * len(found) or (not linked and named >= SHARE_OF_NAMED_ROWS * len(found))
    for row in found:
        if row.leads_out or (all_listed and not row.links and any(_WORDS.search(cell.flat) for cell in row.head)):
            yield row


def _column(page: Page, header: Phrase) -> str | None:
    """What a column holds; `Book Title` holds titles as `Title` does."""
    return page.packs.column(header.flat) or page.packs.column(header.flat.strip().rpartition(" ")[2])


def _begins_with_name(row: Candidate) -> bool:
    first = first_piece(row.head[0]) if row.head else None
    return first is not None and first.strong


def html_entries(page: Page, phrase: Phrase, number: int) -> Iterator[Candidate]:
    """The entries of an HTML block: its table's rows, its list's items, else its lines that begin with a link.

    `number` identifies the block among the page's lists and tables.
    """
    if not any(not is_navigation(link) for link in phrase.links) or page.never_lists(phrase.pieces[0].span.start):
        return
    kinds = {piece.kind for piece in phrase.pieces}
    if "<tr>" in kinds:
        yield from _html_rows(page, phrase, number)
    elif "<li>" in kinds:
        yield from (
            Candidate(EntryKind.HTML, page.rows_of(item), [item], [], number)
            for item in _parts(phrase, "<li>", "</li>")
            if any(not is_navigation(link) for link in item.links)
        )
    else:
        yield from (
            Candidate(EntryKind.HTML, page.rows_of(line), [line], [], number) for line in phrase.lines() if _is_described_link(page, line)
        )


def _html_rows(page: Page, phrase: Phrase, number: int) -> Iterator[Candidate]:
    """The rows of an HTML table that are entries; a grid of pictures isn't one."""
    found: list[Candidate] = []
    columns: tuple[str | None, ...] = ()
    for row in _parts(phrase, "<tr>", "</tr>"):
        cells = list(_cells(row))
        if not columns and not row.links and cells:
            columns = tuple(_column(page, cell) for cell in cells)
        elif len(cells) > 1 and not any(_shows_picture(page, cell) for cell in cells):
            found.append(Candidate(EntryKind.ROW, page.rows_of(row), cells, [], number, 0, "", columns))
    yield from _entries(page, found)


def _parts(phrase: Phrase, opening: str, closing: str) -> Iterator[Phrase]:
    """The parts of a phrase between tags; a missing closing tag is made up for."""
    part: list[Piece] | None = None
    for piece in phrase.pieces:
        if piece.kind in (opening, closing):
            if part:
                yield Phrase.of(tuple(part))
            part = [piece] if piece.kind == opening else None
        elif part is not None:
            part.append(piece)
    if part:
        yield Phrase.of(tuple(part))


def _cells(row: Phrase) -> Iterator[Phrase]:
    cell: list[Piece] | None = None
    for piece in row.pieces:
        if piece.kind in ("<td>", "<th>"):
            if cell is not None:
                yield Phrase.of(tuple(cell))
            cell = []
        elif cell is not None and not (piece.kind == "break" and not cell):
            cell.append(piece)
    if cell is not None:
        yield Phrase.of(tuple(cell))


def _shows_picture(page: Page, cell: Phrase) -> bool:
    return any(link.kind == "html" and not link.is_badge and "<img" in page.source[link.span].lower() for link in cell.links)


def _is_described_link(page: Page, line: Phrase) -> bool:
    """Whether a line of HTML begins with a link that words follow: `<a href="u">Name</a> - what it is`."""
    first = first_piece(line)
    if first is None or first.link is None or first.link.is_badge or is_navigation(first.link):
        return False
    if "<img" in page.source[first.link.span].lower():
        return False
    rest = line.flat[line.starts[line.pieces.index(first)] + len(first.text) :]
    return _DESCRIBED.match(rest) is not None and words(rest) >= 2
