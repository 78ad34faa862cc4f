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
reads: then each rule is shown in short.

error[duplicate-entry]: 8 findings
  papers.md:586:3: “A Title” is listed already in line 574 [unsafe fix]
  and in lines 640, 702, 811, 1204, 2003, 2079, 2115
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from awesome_lint.edits import Applicability, Edit, Fix, apply, common_ends
from awesome_lint.report import FileReport, Place, Report, Shown, counted
from awesome_lint.report.concise import closing, mark_of
from awesome_lint.report.groups import Group, by_place, by_rule, rows_in_words, shares
from awesome_lint.report.terminal import Painter, fitting, visible, width
from awesome_lint.screen import columns
from awesome_lint.source import Position, Source, Span

_WIDTH = (80, 160)  # least and most columns of a source line; lists have lines of 400 characters and more
_LEAD = 24  # characters kept in front of what is underlined
_FIX_ROWS = 6  # rows shown of a fix
_PLACES = 12  # rows named of a folded finding
_MOST_SHOWN = 20  # groups that are shown with their lines
_LINES = 60  # of a report in short, as far as each rule can have its three
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
    groups = by_place(report)
    end = closing(report, paint)
    if len(groups) > _MOST_SHOWN:
        lines = _in_short(by_rule(report), paint, room, _LINES - len(end) - 2)
        return "\n".join([*lines, "", *end, "`--output-format concise > FILE` lists every finding.", ""])
    lines = []
    for group in groups:
        lines += [*_finding(group, paint, room), ""]
    return "\n".join([*lines, *end, ""])


def _in_short(groups: tuple[Group, ...], paint: Painter, room: int, most: int) -> list[str]:
    """Each rule with its first findings, so many as fit into `most` lines, and the lines of the others."""
    least = sum(1 if len(group.members) == 1 else 3 for group in groups)
    extra = shares([max(len(group.members) - 2, 0) for group in groups], most - least)
    lines = []
    for group, more in zip(groups, extra, strict=True):
        name = _name(group, paint)
        if len(group.members) == 1:
            # The name of the rule has no width of its own in `room`: it may hold colours.
            lines.append(f"{name}: {_cut(_told(*group.first), room - len(group.code) - len(group.severity.word) - 4)}")
            continue
        # The line that names the others may as well show the last of them.
        shown = len(group.members) if more == len(group.members) - 2 else 1 + more
        lines.append(f"{name}: {len(group.members):,} findings")
        lines += [f"  {_cut(_told(*pair), room - 2)}" for pair in group.members[:shown]]
        if rest := group.others[shown - 1 :]:
            lines.append(f"  {_also(rest, group.members[shown - 1][0].filename, room - 2)}")
    return lines


def _also(places: Sequence[tuple[str, Position]], filename: str, room: int) -> str:
    """Where else, so many places as fit, and how many more there are."""
    told = (f"and in {visible(rows_in_words(places, most, filename))}" for most in range(_PLACES, 0, -1))
    return next((text for text in told if width(text) <= room), _cut(f"and in {len(places):,} other places", room))


def _told(file: FileReport, shown: Shown) -> str:
    """A finding in a line."""
    return f"{visible(file.filename)}:{shown.start.row}:{shown.start.column}: {visible(shown.message)}{mark_of(shown)}"


def _name(group: Group, paint: Painter) -> str:
    """`error[duplicate-entry]`, which leads to the rule's page where the terminal has links."""
    severity, shown = group.severity.word, group.first[1]
    return paint(severity, paint.link(shown.url, f"{severity}[{group.code}]"))


def _finding(group: Group, paint: Painter, width_of_all: int) -> Iterator[str]:
    (file, shown), severity = group.first, group.severity.word
    count = f" ({len(group.members):,} findings)" if group.others else ""
    yield f"{_name(group, paint)}: {paint('bold', visible(shown.message) + count)}"
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
    if group.others:
        yield f"{' ' * margin} {paint('frame', '=')} and in {visible(rows_in_words(group.others, _PLACES, file.filename))}"
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
