"""`full`: each finding with its source line, the span underlined, and the line as its fix would write it.

warning[label-order]: `code` stands before `paper`, elsewhere after it
   --> papers.md:161:14
    |
161 | - Some Paper [[code](https://...)] [[paper](https://...)]
    |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
safe fix: put `paper` first
    |
161 + - Some Paper [[paper](https://...)] [[code](https://...)]
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from awesome_lint.edits import Applicability, Fix, apply, common_ends
from awesome_lint.report import FileReport, Place, Report, Shown
from awesome_lint.report.concise import closing
from awesome_lint.report.terminal import Painter, fitting, visible, width
from awesome_lint.screen import columns
from awesome_lint.source import Source, Span

_WIDTH = (80, 160)  # least and most columns of a source line; lists have lines of 400 characters and more
_LEAD = 24  # characters kept in front of what is underlined
_NEAR = 1_000  # characters looked at on each side of a place: a line of 100 KB may have a thousand findings
_FIX_ROWS = 6  # a fix over more rows is told, not shown
_PLACES = 12  # rows named of a folded finding
_FIX_WORD = {Applicability.SAFE: "safe fix", Applicability.UNSAFE: "unsafe fix", Applicability.HINT: "hint"}


def render(report: Report, *, color: bool = False) -> str:
    """All findings, then the verdict."""
    paint = Painter(color=color)
    room = min(max(columns(otherwise=120), _WIDTH[0]), _WIDTH[1])
    lines: list[str] = []
    for file, shown in report.shown:
        lines += [*_finding(file, shown, paint, room), ""]
    return "\n".join([*lines, *closing(report, paint), ""])


def _finding(file: FileReport, shown: Shown, paint: Painter, width_of_all: int) -> Iterator[str]:
    severity = shown.severity.word
    yield f"{paint(severity, f'{severity}[{shown.code}]')}: {paint('bold', visible(shown.message))}"
    row, column = shown.start
    fix_rows = _fix_rows(file.source, shown.fix) if shown.fix else []
    margin = len(str(max(row, fix_rows[-1][0]) if fix_rows else row))
    bar = paint("frame", " " * margin + " |")
    room = width_of_all - margin - 3
    yield f"{' ' * margin}{paint('frame', '-->')} {visible(file.filename)}:{row}:{column}"
    yield bar
    text, underline = _excerpt(file.source, shown.span, row, room)
    yield f"{paint('frame', f'{row:>{margin}} |')} {text}"
    yield f"{bar} {paint(severity, underline)}".rstrip()
    for message, places in groupby(shown.related, key=lambda place: place.message):
        yield f"{' ' * margin} {paint('frame', '=')} {visible(message)}: {_rows(list(places))}"
    if shown.fix:
        yield f"{paint('added', _FIX_WORD[shown.fix.applicability])}: {visible(shown.fix.message)}"
        yield from (f"{paint('added', f'{row:>{margin}} +')} {_changed(before, after, room)}" for row, before, after in fix_rows)


def _excerpt(source: Source, span: Span, row: int, room: int) -> tuple[str, str]:
    """The span's (first) line, that of `row`, cut to `room` columns around the span, and the underline below it."""
    line = source.line_span(row)
    start, end = max(line.start, span.start - _NEAR), min(span.end, line.end, span.start + _NEAR)
    lead, kept = visible(source.text[start : span.start]), visible(source.text[span.start : end])
    rest = visible(source.text[end : min(line.end, end + _NEAR)])
    leading, marked = width(lead), max(1, width(kept))
    if start > line.start or (leading + marked > room and len(lead) > _LEAD):
        lead = "…" + lead[-_LEAD:]
        leading = width(lead)
    return _cut(lead + kept + rest, room), " " * leading + "^" * max(1, min(marked, room - leading))


def _fix_rows(source: Source, fix: Fix) -> list[tuple[int, str, str]]:
    """The rows that the fix would write: number, text before and after; nothing where they are too many to help."""
    if not fix.edits:
        return []
    first, last = source.row(fix.span.start), source.row(fix.span.end)
    if last - first >= _FIX_ROWS:
        return []
    start, end = source.line_span(first).start, source.line_span(last).end
    area = Span(max(start, fix.span.start - _NEAR), min(end, fix.span.end + _NEAR))
    moved = [type(edit)(edit.start - area.start, edit.end - area.start, edit.content) for edit in fix.edits]
    before, after = source[area].split("\n"), apply(source[area], moved).split("\n")
    if len(after) > _FIX_ROWS or not any(after):
        return []
    if len(after) != len(before):
        return [(row, "", text) for row, text in enumerate(after, first)]
    return [(row, old, new) for row, (old, new) in enumerate(zip(before, after, strict=True), first) if new != old]


def _changed(before: str, after: str, room: int) -> str:
    """The line as it would be, from a little in front of its first change if that wouldn't fit otherwise."""
    same, same_at_end = common_ends(before, after)
    changed = max(len(after) - same - same_at_end, 1)
    lead = visible(after[:same])
    if len(lead) > _LEAD and width(lead) + changed > room:
        lead = "…" + lead[-_LEAD:]
    return _cut(lead + visible(after[same:]), room)


def _cut(text: str, room: int) -> str:
    """As much of the text as fits into `room` columns, `…` where it goes on."""
    return text if width(text) <= room else text[: fitting(text, max(0, room - 1))] + "…"


def _rows(places: list[Place]) -> str:
    """`line 40`, or `lines 3, 7, 12 and 256 more`."""
    if len(places) == 1:
        return f"line {places[0].start.row}"
    rows = sorted({place.start.row for place in places})
    named = ", ".join(map(str, rows[:_PLACES]))
    more = f" and {len(rows) - _PLACES:,} more" if len(rows) > _PLACES else ""
    return f"{'line' if len(rows) == 1 else 'lines'} {named}{more}"
