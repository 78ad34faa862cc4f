"""Table rows as entries: Markdown tables, and tables and lists written in HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from awesome_lint.markdown import html
from awesome_lint.markdown.tree import Block
from awesome_lint.model import EntryKind
from awesome_lint.outline.phrases import Phrase, Piece
from awesome_lint.reading.page import Page, Record, first_piece, links_out
from awesome_lint.reading.weights import WEIGHTS
from awesome_lint.reading.words import words
from awesome_lint.source import Span

# A row without a link is an entry when this share of its table's rows has one ...
SHARE_OF_LINKED_ROWS = 0.5
# ... or no row has, but this share begins with a name in bold.
SHARE_OF_NAMED_ROWS = 0.8
# A column of titles has so large a share of distinct cells.
SHARE_OF_DISTINCT = 0.8
# ... or the header names titles and what else works have, and the row has so many words.
FEWEST_WORDS_OF_A_ROW = 3
# A column of papers holds titles where this share of the rows has so many words in it.
SHARE_OF_TITLES = 0.9
# A cell spans so many columns at most, and rows in the first so many: tables have far fewer.
_MOST_COLUMNS = 50

_WORDS = re.compile(r"[^\W_]")
_COUNT = re.compile(r"\d{1,5}", re.ASCII)


# What a header's word says of its column, where the packs' name for it says less or something else.
_OF_HEADER = {
    **dict.fromkeys(("name", "model", "method", "methods", "approach", "algorithm", "模型", "方法"), "name"),
    **dict.fromkeys(("paper", "papers", "论文"), "paper"),
    "company": "name",
}
_OF_COLUMN = {
    "title": "title",
    "venue": "venue",
    "authors": "authors",
    "year": "date",
    "date": "date",
    "description": "description",
    "method": "other",
    "task": "other",
    "number": "other",
    "affiliation": "other",
    "citations": "other",
}
_TITLE = re.compile(r"title|标题|题目")
_SAYS_WHAT_A_WORK_STATES = ("venue", "date", "authors")


class _Row(NamedTuple):
    """A row: where it is, its cells, the columns that cells of rows above span into, the cells of the rows below that its title spans."""

    span: Span
    cells: list[Phrase]
    spanned: frozenset[int]
    below: list[Phrase]


def rows(page: Page, block: Block) -> Iterator[Record]:
    """The entries of a Markdown table."""
    header = next((row for row in block.children if row.header), None)
    names = tuple([page.phrase(cell).flat.strip() for cell in header.inlines]) if header else ()
    found = [
        _Row(row.span(page.source), [page.phrase(cell) for cell in row.inlines], frozenset(), [])
        for row in block.children
        if not row.header
    ]
    yield from _entries(page, names, columns(page, names, found), found, block.number, "|")


def _entries(
    page: Page, headers: tuple[str, ...], held: tuple[str, ...], cells: Sequence[_Row], number: int, marker: str
) -> Iterator[Record]:
    """Those rows of one table that are entries."""
    found = [Record(EntryKind.ROW, span, row, below, number, 0, marker, held, headers) for span, row, _, below in cells]
    if not found or page.never_lists(found[0].span.start):
        return
    linked = sum(row.leads_out for row in found)
    named = sum(_begins_with_name(row) for row in found)
    all_listed = linked >= SHARE_OF_LINKED_ROWS * len(found) or (not linked and named >= SHARE_OF_NAMED_ROWS * len(found))
    for row in found:
        is_work = _lists_works(row.columns) and sum(words(cell.flat) for cell in row.head) >= FEWEST_WORDS_OF_A_ROW
        if row.leads_out or ((all_listed or is_work) and _names_something(row)):
            yield row


def _names_something(row: Record) -> bool:
    """Whether there are words in the cells of the columns that may hold titles, or in any where none may, and no link to a place."""
    may_be_titles = [column for column in row.columns if column and WEIGHTS[column].get("title", 0.0) > 0]
    named = [cell for cell, column in zip_longest(row.head, row.columns) if cell and (column in may_be_titles or not may_be_titles)]
    return not any(link.is_anchor for link in row.links) and any(_WORDS.search(cell.flat) for cell in named)


def _lists_works(held: tuple[str, ...]) -> bool:
    """Whether a header names titles, and what only works have besides."""
    return any(column in ("column: title", "column: paper") for column in held) and any(
        column == f"column: {what}" for column in held for what in _SAYS_WHAT_A_WORK_STATES
    )


def columns(page: Page, headers: tuple[str, ...], found: Sequence[_Row]) -> tuple[str, ...]:
    """What each column of a table holds, as an earlier version of the page voted, else by its header and cells."""
    known = page.votes.tables.get(headers) if page.votes is not None else None
    held = known or _columns(page, headers, [row.cells for row in found])
    page.tables.setdefault(headers, held)
    return held


def _columns(page: Page, headers: tuple[str, ...], cells: Sequence[Sequence[Phrase]]) -> tuple[str, ...]:
    """What each column holds, as the features in `WEIGHTS` name it; "" if unknown. What a config says of a header counts first.

    Where no header surely names titles, the first that may does (`Company | Description`), else the first column whose cells
    are all but distinct, and neither labels nor what else a header names; else the first of distinct names.
    """
    pinned = [page.template.columns.get(header.casefold(), "") for header in headers]
    held = [
        f"column: {_OF_COLUMN.get(role, role)}" if role else _column(page, header) for role, header in zip(pinned, headers, strict=True)
    ]
    held = [_of_papers(page, at, cells) if column == "column: paper" and not pinned[at] else column for at, column in enumerate(held)]
    weights = [WEIGHTS[column].get("title", 0.0) if column else 0.0 for column in held]
    if "title" in pinned:
        return tuple(
            [column if role or weight <= 0 else "column: other" for column, role, weight in zip(held, pinned, weights, strict=True)]
        )
    if not held or max(weights) >= 1:
        return tuple(held)
    best = next((at for at, weight in enumerate(weights) if weight > 0), None)
    if best is None:
        best = next((at for at, column in enumerate(held) if column in ("", "column: label") and _may_be_titles(page, at, cells)), None)
    if best is None:
        best = next((at for at in range(len(held)) if len(_names(at, cells)) == len(cells)), None)
    if best is not None:
        held[best] = "column: title"
    return tuple(held)


def _of_papers(page: Page, at: int, cells: Sequence[Sequence[Phrase]]) -> str:
    """What a column of papers holds: their titles or, beside a name, links to them (`[arXiv](u)`)."""
    texts = [text for row in cells if at < len(row) and (text := row[at].flat.strip())]
    if sum(words(text) >= FEWEST_WORDS_OF_A_ROW for text in texts) >= SHARE_OF_TITLES * len(cells):
        return "column: title"
    labels = sum(page.venues.role(text.strip("[]")) is not None for text in texts)
    return "column: label" if labels >= SHARE_OF_DISTINCT * len(texts) else "column: paper"


def _may_be_titles(page: Page, at: int, cells: Sequence[Sequence[Phrase]]) -> bool:
    """Whether a column names something else in nearly each row, but no labels, venues and dates."""
    names = {name for name in _names(at, cells) if not page.venues.role(name) and not page.venues.says_where_or_when(name)}
    return len(names) >= SHARE_OF_DISTINCT * len(cells)


def _names(at: int, cells: Sequence[Sequence[Phrase]]) -> set[str]:
    """The distinct texts in a column."""
    return {text for row in cells if at < len(row) and any(map(str.isalpha, text := row[at].flat.strip()))}


def _column(page: Page, header: str) -> str:
    """What a column holds; `Book Title` holds titles as `Title` does."""
    name = header.casefold().strip("*_ ")
    if not name:
        return ""
    if name in _OF_HEADER:
        return f"column: {_OF_HEADER[name]}"
    known = page.packs.column(header) or ("title" if _TITLE.search(name) else None) or page.packs.column(name.rpartition(" ")[2])
    return f"column: {_OF_COLUMN.get(known, 'label')}" if known else ""


def _begins_with_name(row: Record) -> bool:
    first = first_piece(row.head[0]) if row.head else None
    return first is not None and first.strong


def has_html_list(phrase: Phrase) -> bool:
    """Whether a block of HTML is a table or a list."""
    return any(piece.kind in ("<tr>", "<li>") for piece in phrase.pieces)


def html_entries(page: Page, phrase: Phrase, number: int) -> Iterator[Record]:
    """The entries of a table or a list in HTML: its rows or its items.

    `number` identifies the block among the page's lists and tables.
    """
    if not links_out(phrase) or page.never_lists(phrase.pieces[0].span.start):
        return
    if any(piece.kind == "<tr>" for piece in phrase.pieces):
        yield from _html_rows(page, phrase, number)
        return
    items = [item for item in _parts(phrase, "<li>", "</li>") if links_out(item)]
    yield from (Record(EntryKind.HTML, page.rows_of(item), [item], [], number) for item in items)


def _html_rows(page: Page, phrase: Phrase, number: int) -> Iterator[Record]:
    """The rows of an HTML table that are entries; a grid of pictures isn't one."""
    found: list[_Row] = []
    names: tuple[str, ...] = ()
    for row, cells, spanned in _grid(page, phrase):
        if cells and not found and not row.links and (spanned or not names):
            texts = [cell.flat.strip() for cell in cells]
            names = tuple([text or above for text, above in zip_longest(texts, names, fillvalue="")])
        elif len(cells) > 1 and not any(_shows_picture(page, cell) for cell in cells):
            found.append(_Row(page.rows_of(row), cells, spanned, []))
    held = columns(page, names, found)
    yield from _entries(page, names, held, _joined(held, found), number, "")


def _grid(page: Page, phrase: Phrase) -> Iterator[tuple[Phrase, list[Phrase], frozenset[int]]]:
    """The rows of an HTML table, each with a phrase for every column up to its last cell, and the columns that cells above span into.

    The text of a cell that spans rows or columns is where it begins; its other phrases are empty.
    """
    nothing = Phrase.of(())
    spanned: dict[int, int] = {}  # by column, how many more rows the cell of a row above spans
    for row in _parts(phrase, "<tr>", "</tr>"):
        cells: dict[int, Phrase] = {}
        below = {column: rows - 1 for column, rows in spanned.items() if rows > 1}
        column = last = 0
        for cell, rows, columns in _cells(page, row):
            while column in spanned:
                column += 1
            last, column = column, column + (columns if column < _MOST_COLUMNS else 1)
            cells[last] = cell
            if rows > 1:
                below |= dict.fromkeys(range(last, min(column, _MOST_COLUMNS)), rows - 1)
        yield row, [cells.get(at, nothing) for at in range(last + 1)] if cells else [], frozenset(spanned)
        spanned = below


def _joined(held: tuple[str, ...], found: Sequence[_Row]) -> list[_Row]:
    """The rows of a table, those whose title is that of the row above, which spans them, with that row."""
    weights = [WEIGHTS[column].get("title", 0.0) if column else 0.0 for column in held]
    title = weights.index(max(weights)) if weights and max(weights) > 0 else -1
    joined: list[_Row] = []
    for row in found:
        if joined and title in row.spanned and not any(cell.pieces for cell in row.cells[: title + 1]):
            joined[-1].below.extend(row.cells)
            joined[-1] = joined[-1]._replace(span=Span(joined[-1].span.start, row.span.end))
        else:
            joined.append(row)
    return joined


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


def _cells(page: Page, row: Phrase) -> list[tuple[Phrase, int, int]]:
    """The cells of a row, each with how many rows and columns it spans; they may lack their closing tags."""
    cells: list[tuple[list[Piece], int, int]] = []
    for piece in row.pieces:
        if piece.kind in ("<td>", "<th>"):
            tag = html.tag(page.source[piece.span])
            cells.append(([], _count(tag, "rowspan"), min(_count(tag, "colspan"), _MOST_COLUMNS)))
        elif cells and not (piece.kind == "break" and not cells[-1][0]):
            cells[-1][0].append(piece)
    return [(Phrase.of(tuple(pieces)), rows, columns) for pieces, rows, columns in cells]


def _count(tag: html.Tag | None, attribute: str) -> int:
    """How many rows or columns a cell spans."""
    m = _COUNT.match(tag.attributes.get(attribute, "")) if tag else None
    return max(1, int(m[0])) if m else 1


def _shows_picture(page: Page, cell: Phrase) -> bool:
    return any(link.kind == "html" and not link.is_badge and "<img" in page.source[link.span].lower() for link in cell.links)
