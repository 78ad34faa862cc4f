"""`full`: each finding with its source line, the span underlined, and the line as its fix would write it; the worst first.

warning[label-order]: `code` stands before `paper`, elsewhere after it
   --> papers.md:161:14
    |
161 | - Some Paper [[code](https://...)] [[paper](https://...)]
    |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
safe fix: put `paper` first
    |
161 + - Some Paper [[paper](https://...)] [[code](https://...)]

Three and more findings that are equal are shown once, with the lines of the others. More than a screen or two of that nobody
reads: then each rule is shown in short.

error[duplicate-entry]: 8 findings
  papers.md:586:3: “A Title” is listed already in line 574 [unsafe fix]
  and in lines 640, 702, 811, 1204, 2003, 2079, 2115
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from awesome_lint.edits import Applicability, Fix, apply, common_ends
from awesome_lint.report import FileReport, Place, Report, Shown
from awesome_lint.report.concise import closing, mark_of
from awesome_lint.report.groups import Group, by_place, by_rule, rows_in_words, shares
from awesome_lint.report.terminal import Painter, fitting, visible, width
from awesome_lint.screen import columns
from awesome_lint.source import Position, Source, Span

_WIDTH = (80, 160)  # least and most columns of a source line; lists have lines of 400 characters and more
_LEAD = 24  # characters kept in front of what is underlined
_FIX_ROWS = 6  # a fix over more rows is told, not shown
_PLACES = 12  # rows named of a folded finding
_MOST_SHOWN = 20  # groups that are shown with their lines
_LINES = 60  # of a report in short, as far as each rule can have its three
_FIX_WORD = {Applicability.SAFE: "safe fix", Applicability.UNSAFE: "unsafe fix", Applicability.HINT: "hint"}


def render(report: Report, *, color: bool = False) -> str:
    """All findings, then the verdict."""
    paint = Painter(color=color)
    room = min(max(columns(otherwise=120), _WIDTH[0]), _WIDTH[1])
    groups = by_place(report)
    end = closing(report, paint)
    if len(groups) > _MOST_SHOWN:
        lines = _in_short(by_rule(report), paint, room, _LINES - len(end) - 2)
        return "\n".join([*lines, "", *end, "`--output-format concise` lists every finding.", ""])
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
            lines.append(f"  {_also(rest, room - 2)}")
    return lines


def _also(places: Sequence[tuple[str, Position]], room: int) -> str:
    """Where else, so many places as fit, and how many more there are."""
    told = (f"and in {visible(rows_in_words(places, most))}" for most in range(_PLACES, 0, -1))
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
    if group.others:
        yield f"{' ' * margin} {paint('frame', '=')} and in {visible(rows_in_words(group.others, _PLACES))}"
    if shown.fix:
        yield f"{paint('added', _FIX_WORD[shown.fix.applicability])}: {visible(shown.fix.message)}"
        yield from (f"{paint('added', f'{row:>{margin}} +')} {_changed(before, after, room)}" for row, before, after in fix_rows)


def _excerpt(source: Source, span: Span, row: int, room: int) -> tuple[str, str]:
    """The span's (first) line, that of `row`, cut to `room` columns around the span, and the underline below it."""
    line, column = source.line(row), span.start - source.line_starts[row - 1]
    end = column + span.end - span.start
    lead, kept, rest = visible(line[:column]), visible(line[column:end]), visible(line[end:])
    leading, marked = width(lead), max(1, width(kept))
    if leading + marked > room and len(lead) > _LEAD:
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
    area = Span(source.line_span(first).start, source.line_span(last).end)
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
