"""`full`: each finding with its source line, the span underlined, and the lines as its fix would write them.

warning[label-order]: `code` stands before `paper`, elsewhere after it
   --> papers.md:161:14
    |
161 | - Some Paper [[code](https://...)] [[paper](https://...)]
    |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
safe fix: put `paper` first
    |
161 + - Some Paper [[paper](https://...)] [[code](https://...)]

The line of the finding is there already; other lines that change or go come with `-`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from awesome_lint.edits import Applicability, Edit, Fix, apply, common_ends
from awesome_lint.report import FileReport, Place, Report, Shown, counted
from awesome_lint.report.concise import closing
from awesome_lint.report.terminal import Painter, fitting, visible, width
from awesome_lint.screen import columns
from awesome_lint.source import Source, Span

_WIDTH = (80, 160)  # least and most columns of a source line; lists have lines of 400 characters and more
_LEAD = 24  # characters kept in front of what is underlined
_FIX_ROWS = 6  # rows shown of a fix
_PLACES = 12  # rows named of a folded finding
_FIX_WORD = {Applicability.SAFE: "safe fix", Applicability.UNSAFE: "unsafe fix", Applicability.HINT: "hint"}
_STYLE = {"+": "added", "-": "removed"}


class _Change(NamedTuple):
    """A row that a fix writes anew: its text before and after, None where there is none."""

    row: int
    before: str | None
    after: str | None

    @property
    def bounds(self) -> tuple[int, int]:
        """The characters before and behind what differs."""
        return common_ends(self.before or "", self.after or "")


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
    changes = _changes(file.source, shown.fix) if shown.fix else []
    margin = len(str(max(row, *(change.row for change in changes)) if changes else row))
    bar = paint("frame", " " * margin + " |")
    room = width_of_all - margin - 3
    yield f"{' ' * margin}{paint('frame', '-->')} {visible(file.filename)}:{row}:{column}"
    yield bar
    line, start = file.source.line(row), shown.span.start - file.source.line_starts[row - 1]
    end = start + shown.span.end - shown.span.start
    own = next((change for change in changes if change.row == row and change.before == line and change.after is not None), None)
    dropped = _dropped([(line, start, end), *(_ranges(own) if own else ())], room)
    if own and not _is_in_view(own, dropped, room):
        own, dropped = None, _dropped([(line, start, end)], room)
    text, underline = _excerpt(line, start, end, dropped, room)
    yield f"{paint('frame', f'{row:>{margin}} |')} {text}"
    yield f"{bar} {paint(severity, underline)}".rstrip()
    for message, places in groupby(shown.related, key=lambda place: place.message):
        yield f"{' ' * margin} {paint('frame', '=')} {visible(message)}: {_rows(list(places))}"
    if shown.fix:
        yield f"{paint(shown.fix.applicability.word, _FIX_WORD[shown.fix.applicability])}: {visible(shown.fix.message)}"
        signed = [signed for change in changes for signed in _signed(change, change is own, dropped, room)]
        for number, sign, text in signed[:_FIX_ROWS]:
            yield f"{paint(_STYLE[sign], f'{number:>{margin}} {sign}')} {text}".rstrip()
        if len(signed) > _FIX_ROWS:
            yield f"{bar} … and {counted(len(signed) - _FIX_ROWS, 'more line')}"


def _dropped(ranges: Iterable[tuple[str, int, int]], room: int) -> int:
    """How many characters to leave out at the start of lines, so that the range of each is in view and they stay aligned."""
    found = list(ranges)
    start = min(start for _, start, _ in found)
    fits = all(width(visible(line[:end])) <= room for line, _, end in found)
    return 0 if fits or start <= _LEAD else start - _LEAD


def _ranges(change: _Change) -> Iterator[tuple[str, int, int]]:
    """What differs in a row, before and after."""
    same, same_at_end = change.bounds
    for text in (change.before, change.after):
        if text is not None:
            yield text, same, len(text) - same_at_end


def _is_in_view(change: _Change, dropped: int, room: int) -> bool:
    """Whether a reader sees where a row begins to differ."""
    return all(width(visible(text[dropped:start])) < room - 2 for text, start, _ in _ranges(change))


def _excerpt(line: str, start: int, end: int, dropped: int, room: int) -> tuple[str, str]:
    """A line without its first characters, cut to `room` columns, and the underline below a part of it."""
    leading = width(_shown(line[:start], dropped))
    marked = max(1, width(visible(line[start:end])))
    return _cut(_shown(line, dropped), room), " " * leading + "^" * max(1, min(marked, room - leading))


def _shown(line: str, dropped: int) -> str:
    """A line without its first characters, with `…` for them."""
    return f"…{visible(line[dropped:])}" if dropped else visible(line)


def _changes(source: Source, fix: Fix) -> list[_Change]:
    """The rows that a fix changes, removes or adds."""
    found: list[_Change] = []
    for edits in _clusters(source, fix.edits):
        first, last = source.row(edits[0].start), source.row(edits[-1].end)
        area = Span(source.line_span(first).start, source.line_span(last).end)
        moved = [Edit(edit.start - area.start, edit.end - area.start, edit.content) for edit in edits]
        found += _differences(source[area].split("\n"), apply(source[area], moved).split("\n"), first)
    return found


def _clusters(source: Source, edits: Iterable[Edit]) -> list[list[Edit]]:
    """Edits whose rows touch, together."""
    found: list[list[Edit]] = []
    for edit in edits:
        if found and source.row(edit.start) <= source.row(found[-1][-1].end):
            found[-1].append(edit)
        else:
            found.append([edit])
    return found


def _differences(before: Sequence[str], after: Sequence[str], first: int) -> Iterator[_Change]:
    """The rows that differ between two texts whose first row has the number `first`: row by row where none comes or goes."""
    same, same_at_end = common_ends(before, after)
    olds, news = before[same : len(before) - same_at_end], after[same : len(after) - same_at_end]
    start = first + same
    if len(olds) == len(news):
        yield from (_Change(row, old, new) for row, (old, new) in enumerate(zip(olds, news, strict=True), start) if old != new)
        return
    yield from (_Change(row, old, None) for row, old in enumerate(olds, start) if old.strip())
    yield from (_Change(row, None, new) for row, new in enumerate(news, start) if new.strip())


def _signed(change: _Change, is_own: bool, dropped: int, room: int) -> Iterator[tuple[int, str, str]]:
    """A changed row as lines with `-` and `+`; without the former where the finding's excerpt has it (`is_own`)."""
    if not is_own:
        is_replaced = change.before is not None and change.after is not None
        dropped = _dropped(_ranges(change), room) if is_replaced else 0
    if change.before is not None and not is_own:
        yield change.row, "-", _cut(_shown(change.before, dropped), room)
    if change.after is not None:
        yield change.row, "+", _cut(_shown(change.after, dropped), room)


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
