r"""A table's row whose cells don't fit its header

GitHub drops the cells that a row has beyond its header's, so a `|` too many hides a link; one too few moves what follows under
the wrong header. A delimiter row that differs from the header makes no table at all, and a blank line ends
one: the rows below it are text. A `|` that belongs to a title or to code is written `\|`.

A row may end early. Empty cells and comments beyond the last column hide nothing.

## Fix

A hint, which is shown and not applied: it escapes the `|`, or takes the blank line out.

## Examples

```bad
| Title | Code |
| --- | --- |
| [One](https://example.org/one) | [code](https://example.org/one/code) |
| [Two | Three](https://example.org/two) | [code](https://example.org/two/code) |

| [Four](https://example.org/four) | [code](https://example.org/four/code) |
```

```report
4:43 not shown: the row has 3 cells, the table 2 columns
6:1 a blank line ends the table above: this row is text
```

```bad
| Title | Year | Code |
| --- | --- |
| [One](https://example.org/one) | 2023 | [code](https://example.org/one/code) |

| Title | Year | Code |
| --- | --- | --- |
| [Two](https://example.org/two) | 2023 | [code](https://example.org/two/code) |
| [Three](https://example.org/three) 2023 | [code](https://example.org/three/code) |
| [Four](https://example.org/four) | 2023 | [code](https://example.org/four/code) |
```

```report
2:1 no table: the header has 3 cells, the line below it 2
8:44 a link under “Year”, where no other row has one: a `|` before it may be missing
```

Code is read after cells: a `|` in it ends the cell (GFM, 4.10).

```bad
| Title | Code |
| --- | --- |
| [One](https://example.org/one) | `one --a | two` |
| [Two](https://example.org/two) | `one --b \| two` |
```

```report
3:46 not shown: the row has 3 cells, the table 2 columns
```

```good
| Title | Code |
| --- | --- |
| [One \| Two](https://example.org/one) | [code](https://example.org/one/code) | |
| [Three](https://example.org/three) | - | <!-- checked -->
| [Four](https://example.org/four) |

| Name |
| --- |
| [Five](https://example.org/five) |
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from awesome_lint.checks.entries.item_lines import LINK
from awesome_lint.checks.text.lines import Line, shown_lines
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Document
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span

_DELIMITER = r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$"
_CELL = r"(?:\\.|[^\\|])*"
_NOTHING = r"(?:\s|&nbsp;|\0|\[//\]:.*|<!--.*)*$"
_ENDS_TABLE = r" {0,3}(?:#{1,6}[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t]|```|~~~|<\w)"
FOLD = 5
"""So many rows with hidden cells are one finding."""


class Row(NamedTuple):
    """A line of a table with its cells."""

    line: Line
    cells: tuple[Span, ...]

    def text(self, column: int) -> str:
        start, end = self.cells[column]
        return self.line.text[start - self.line.start : end - self.line.start]


FULL = 10
"""Rows without an empty cell from which on a shorter one is a slip."""


class Table(NamedTuple):
    """A table as its lines look: whether GitHub reads it as one is told by header and delimiter."""

    header: Row
    delimiter: Row
    rows: tuple[Row, ...]
    after: int
    """The index of the line after it."""

    @property
    def columns(self) -> int:
        return len(self.header.cells)


@rule(group="entries", severity=Severity.ERROR, fix=Applicability.HINT)
def table_cells(_document: Document, context: Context) -> Iterator[Finding]:
    lines = _lines(context)
    hidden: list[Finding] = []
    for table in _tables(lines):
        if len(table.delimiter.cells) != table.columns:
            if table.rows and table.columns > 1:
                message = f"no table: the header has {table.columns} cells, the line below it {len(table.delimiter.cells)}"
                yield Finding(_whole(table.delimiter.line), message)
            continue
        hidden += (finding for row in table.rows if (finding := _hidden(row, table, context)))
        yield from _shifted(table)
        yield from _short(table)
        yield from _cut(table, lines)
    yield from (finding._replace(group="hidden cells") if len(hidden) >= FOLD else finding for finding in hidden)


def _lines(context: Context) -> tuple[Line, ...]:
    """The lines that are shown; code with a bar that isn't escaped is none in a table, so its characters are there."""
    return tuple(_with_cut_code(line, context) if "\0" in line.text else line for line in context.once(shown_lines))


def _with_cut_code(line: Line, context: Context) -> Line:
    written = context.source.text[line.start : line.start + len(line.text)]
    if "|" not in written:
        return line
    text = line.text
    for hidden in re.finditer("\0+", text):
        code = written[hidden.start() : hidden.end()]
        if code.startswith("`") and re.search(r"(?<!\\)\|", code):
            text = f"{text[: hidden.start()]}{code}{text[hidden.end() :]}"
    return line._replace(text=text)


def _tables(lines: Sequence[Line]) -> Iterator[Table]:
    at = 1
    while at < len(lines):
        is_delimiter = "-" in lines[at].text and "|" in lines[at].text and compiled(_DELIMITER).match(lines[at].text)
        if not is_delimiter or "|" not in lines[at - 1].text or lines[at - 1].row != lines[at].row - 1:
            at += 1
            continue
        header, delimiter = _row(lines[at - 1]), _row(lines[at])
        first = at = at + 1
        while (
            at < len(lines)
            and lines[at].row == lines[at - 1].row + 1
            and "|" in lines[at].text
            and not compiled(_ENDS_TABLE).match(lines[at].text)
        ):
            at += 1
        yield Table(header, delimiter, tuple(map(_row, lines[first:at])), at)


def _row(line: Line) -> Row:
    """A line's cells: what is between bars that no backslash escapes; one bar at either end is none of them."""
    text = line.text.rstrip()
    at = len(text) - len(text.lstrip())
    at += text.startswith("|", at)
    cells: list[Span] = []
    while at < len(text):
        end = compiled(_CELL).match(text, at).end()  # type: ignore[union-attr]  # it matches the empty text too
        cells.append(Span(line.start + at, line.start + end))
        at = max(end + 1, at + 1)
    return Row(line, tuple(cells))


def _whole(line: Line) -> Span:
    return Span(line.start, line.start + len(line.text.rstrip()))


# --- cells too many ----------------------------------------------------------------------------------------------------------


def _hidden(row: Row, table: Table, context: Context) -> Finding | None:
    extra = row.cells[table.columns :]
    if all(compiled(_NOTHING).match(row.text(column)) for column in range(table.columns, len(row.cells))):
        return None
    span = Span(extra[0].start, _whole(row.line).end)
    message = f"not shown: the row has {len(row.cells)} cells, the table {table.columns} column{'s' * (table.columns > 1)}"
    return Finding(span, message, _escaped(row, len(extra), context))


_ENCLOSED = r"\[[^\[\]\n]*\](?=\()|`[^`\n]+`"


def _escaped(row: Row, surplus: int, context: Context) -> Fix | None:
    """The fix that escapes the bars in links' texts and code, where they are as many as the row has cells too many."""
    text = context.source.line(row.line.row)
    bars = [
        enclosed.start() + bar.start()
        for enclosed in compiled(_ENCLOSED).finditer(text)
        for bar in re.finditer(r"(?<!\\)\|", enclosed.group())
        if text.startswith("`", enclosed.start()) or _is_label(enclosed.group())
    ]
    if len(bars) != surplus:
        return None
    edits = [Edit.insertion(row.line.start + bar, "\\") for bar in bars]
    recovered = [Delta("link recovered", "", m.group().rpartition("](")[2][:-1]) for m in LINK.finditer(text)]
    labels = [" ".join(m.group()[1:-1].split()) for m in compiled(_ENCLOSED).finditer(text)]
    cells = [Delta("text", "", label) for label in labels]  # of the cells that the bar had cut
    deltas = [*recovered, *cells, Delta("text", "|", "\\|")]
    return Fix.of("Write `\\|`", *edits, applicability=Applicability.HINT, deltas=deltas)


def _is_label(bracketed: str) -> bool:
    """Whether a bracket is the text of one link: no address stands before the bar."""
    return "](" not in bracketed


# --- cells too few -----------------------------------------------------------------------------------------------------------


def _shifted(table: Table) -> Iterator[Finding]:
    """Short rows with a link in a column where no other row has one, while a column further on has them throughout."""
    full = [row for row in table.rows if len(row.cells) == table.columns]
    short = [row for row in table.rows if 1 < len(row.cells) < table.columns]
    if not short or len(full) < max(2, 2 * len(short)):
        return
    linked = [sum("](" in row.text(column) for row in full) for column in range(table.columns)]
    for row in short:
        last = len(row.cells) - 1
        if "](" in row.text(last) and not linked[last] and max(linked[last + 1 :]) >= 0.8 * len(full):
            title = table.header.text(last).strip()
            message = f"a link under “{title}”, where no other row has one: a `|` before it may be missing"
            yield Finding(row.cells[last], message, severity=Severity.WARNING)


def _short(table: Table) -> Iterator[Finding]:
    """The one row with too few cells of a table where all others, `FULL` at least, have words in each."""
    short = [row for row in table.rows if len(row.cells) < table.columns]
    if len(short) != 1 or len(table.rows) <= FULL or not short[0].line.text.lstrip().startswith("|"):
        return
    if all(
        len(row.cells) == table.columns and all(row.text(n).strip() for n in range(table.columns)) for row in table.rows if row != short[0]
    ):
        message = f"the row has {len(short[0].cells)} cells, all others {table.columns}"
        yield Finding(_whole(short[0].line), message, severity=Severity.WARNING)


# --- a blank line ------------------------------------------------------------------------------------------------------------


def _cut(table: Table, lines: Sequence[Line]) -> Iterator[Finding]:
    """Rows of the same number of cells below blank lines that end the table."""
    at = table.after
    while at < len(lines) and lines[at].is_blank and lines[at].row == lines[at - 1].row + 1:
        at += 1
    if at == table.after or at == len(lines) or not table.rows or lines[at].row != lines[at - 1].row + 1:
        return
    line = lines[at]
    is_header = at + 1 < len(lines) and "-" in lines[at + 1].text and compiled(_DELIMITER).match(lines[at + 1].text)
    if (
        is_header
        or not line.text.lstrip().startswith("|")
        or compiled(_DELIMITER).match(line.text)
        or len(_row(line).cells) != table.columns
    ):
        return
    edit = Edit(lines[table.after].start, line.start, "")
    fix = Fix.of("Take the blank line out", edit, applicability=Applicability.HINT, deltas=[Delta("link recovered")])
    yield Finding(_whole(line), "a blank line ends the table above: this row is text", fix)
