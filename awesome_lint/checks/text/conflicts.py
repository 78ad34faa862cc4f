"""What an unfinished merge leaves in a file. No rule: `conflict-markers` reports it, rules that compare entries leave it alone."""

from __future__ import annotations

from awesome_lint.checks.text.lines import Line, shown_lines
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context
from awesome_lint.source import Span

# Git writes seven signs at the start of a line, and behind them the name of a branch or commit.
_OPENING = r"<{7}(?: \S.*)?$"
_CLOSING = r">{7}(?: \S.*)?$"
_BETWEEN = r"={7}$"


def conflicts(context: Context) -> tuple[Span, ...]:
    """From the first to the last marker of each conflict; ask for it with `context.once(conflicts)`.

    A single marker is one too where it can't be anything else.
    """
    text = context.source.text
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return ()
    found: list[Span] = []
    opening: Line | None = None
    is_parted = False
    for line in context.once(shown_lines):
        if compiled(_OPENING).match(line.text):
            if opening:
                found.append(_whole(opening, opening))
            opening, is_parted = line, False
        elif opening and compiled(_BETWEEN).match(line.text):
            is_parted = True
        elif compiled(_CLOSING).match(line.text):
            if opening and is_parted:
                found.append(_whole(opening, line))
                opening = None
            elif opening is None and " " in line.text and len(line.text.split()) == 2:
                found.append(_whole(line, line))
    if opening:
        found.append(_whole(opening, opening))
    return tuple(found)


def _whole(first: Line, last: Line) -> Span:
    return Span(first.start, last.start + len(last.text))
