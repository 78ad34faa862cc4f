"""`full`: each finding with its source line, the span underlined, and the lines as its fix would write them; the worst first.

warning[label-order]: `code` comes before `paper`, elsewhere after it
   --> papers.md:161:14
    |
161 | - Some Paper [[code](https://...)] [[paper](https://...)]
    |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
safe fix: put `paper` first
    |
161 + - Some Paper [[paper](https://...)] [[code](https://...)]

The line of the finding is there already; other lines that change or go come with `-`.

Three and more findings that are equal are shown once, with the lines of the others. More than a screen or two of that nobody
reads: then each rule is shown in short (`short`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import ceil
from operator import itemgetter
from typing import NamedTuple

from awesome_lint.edits import Applicability, Edit, Fix, apply, common_ends
from awesome_lint.report import Place, Report, counted
from awesome_lint.report.concise import closing
from awesome_lint.report.groups import Group, by_place, rows_in_words
from awesome_lint.report.short import MOST_PLACES, in_short, name_of
from awesome_lint.report.terminal import Painter, cut, unpainted, visible, width
from awesome_lint.screen import columns
from awesome_lint.source import Source, Span

_WIDTH = (80, 160)  # least and most columns of a source line; lists have lines of 400 characters and more
_LEAD = 24  # characters kept in front of what is underlined
_FIX_ROWS = 6  # rows shown of a fix
_MOST_LINES = 60  # of a report, on a terminal of the width that it is made for
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
    """All findings, then the verdict: in 60 lines at most, if need be in short."""
    paint = Painter(color=color)
    room = min(max(columns(otherwise=120), _WIDTH[0]), _WIDTH[1])
    end = closing(report, paint)
    most = _MOST_LINES - sum(_lines_taken(line, room) for line in end)
    lines, taken = [], 0
    for group in by_place(report):
        found = [*_finding(group, paint, room), ""]
        lines += found
        taken += sum(_lines_taken(line, room) for line in found)
        if taken > most:
            lines = [*in_short(report, paint, room, most - 1), ""]
            break
    return "\n".join([*lines, *end, ""])


def _lines_taken(line: str, room: int) -> int:
    """How many lines a terminal makes of a line."""
    return max(1, ceil(width(unpainted(line)) / room))


def _finding(group: Group, paint: Painter, width_of_all: int) -> Iterator[str]:
    (file, shown), severity = group.first, group.severity.word
    count = f" ({len(group.members):,} findings)" if group.others else ""
    yield f"{name_of(group, paint)}: {paint('bold', visible(shown.message) + count)}"
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
    if own and not (_is_in_view(own, dropped, room) and _begins_in_view(line, start, dropped, room)):
        own, dropped = None, _dropped([(line, start, end)], room)
    text, underline = _excerpt(line, start, end, dropped, room)
    yield f"{paint('frame', f'{row:>{margin}} |')} {text}"
    yield f"{bar} {paint(severity, underline)}".rstrip()
    for message, places in groupby(shown.related, key=lambda place: place.message):
        yield f"{' ' * margin} {paint('frame', '=')} {visible(message)}: {_rows(list(places))}"
    if group.others:
        yield f"{' ' * margin} {paint('frame', '=')} and in {visible(rows_in_words(group.others, MOST_PLACES, file.filename))}"
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
    line, start, _ = min(found, key=itemgetter(1))
    fits = all(width(visible(line[:end])) <= room for line, _, end in found)
    if fits:
        return 0
    before = visible(line[max(0, start - _LEAD) : start])
    # A character that is made visible takes up to eight columns: `<U+200B>`.
    return max(0, start - (_LEAD if width(before) <= 2 * _LEAD else _LEAD // 8))


def _ranges(change: _Change) -> Iterator[tuple[str, int, int]]:
    """What differs in a row, before and after."""
    same, same_at_end = change.bounds
    for text in (change.before, change.after):
        if text is not None:
            yield text, same, len(text) - same_at_end


def _is_in_view(change: _Change, dropped: int, room: int) -> bool:
    """Whether a reader sees where a row begins to differ."""
    return all(_begins_in_view(text, start, dropped, room) for text, start, _ in _ranges(change))


def _begins_in_view(line: str, start: int, dropped: int, room: int) -> bool:
    """Whether a character of a line is in view."""
    return width(visible(line[dropped:start])) < room - 2


def _excerpt(line: str, start: int, end: int, dropped: int, room: int) -> tuple[str, str]:
    """A line without its first characters, cut to `room` columns, and the underline below a part of it."""
    leading = width(_shown(line[:start], dropped))
    marked = max(1, width(visible(line[start:end])))
    return cut(_shown(line, dropped), room), " " * leading + "^" * max(1, min(marked, room - leading))


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
        yield change.row, "-", cut(_shown(change.before, dropped), room)
    if change.after is not None:
        yield change.row, "+", cut(_shown(change.after, dropped), room)


def _rows(places: list[Place]) -> str:
    """`line 40`, or `lines 3, 7, 12 and 256 more`."""
    if len(places) == 1:
        return f"line {places[0].start.row}"
    rows = sorted({place.start.row for place in places})
    named = ", ".join(map(str, rows[:MOST_PLACES]))
    more = f" and {len(rows) - MOST_PLACES:,} more" if len(rows) > MOST_PLACES else ""
    return f"{'line' if len(rows) == 1 else 'lines'} {named}{more}"
