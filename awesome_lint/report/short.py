"""The short form of `full`: a few lines for each rule, the worst and most frequent first.

error[duplicate-entry]: 8 findings
  586:3: “A Title” is listed already in line 574 [unsafe fix]
  640:3: “Another Title” is listed already in line 12 [unsafe fix] (and in lines 702, 811, 1204)
  and in lines 2003, 2079, 2115
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from awesome_lint.report import Report
from awesome_lint.report.concise import mark_of
from awesome_lint.report.groups import Group, Pair, by_place, by_rule, rows_in_words, shares
from awesome_lint.report.terminal import Painter, fitting, visible, width
from awesome_lint.source import Position

MOST_PLACES = 12
"""Rows named of folded findings."""


def in_short(report: Report, paint: Painter, room: int, most: int) -> list[str]:
    """The findings in `most` lines of `room` columns, and how many more there are than are shown with their messages."""
    rules = _rules(report)
    lines: list[str] = []
    told = 0
    is_one_file = len(report.files) == 1
    for rule, given in zip(rules, _lines_given(rules, most - 1), strict=False):
        shown = rule[: given if given > len(rule) else max(given - 2, 0)] if sum(map(_size, rule)) > 1 else rule
        lines += _of_rule(rule, shown, paint, room, is_one_file=is_one_file)
        told += sum(map(_size, shown))
    if more := report.total - told:
        return [*lines, f"{more:,} more are not shown one by one: `--output-format concise` lists them all."]
    return [*lines, "Shown in short: `--output-format concise` has a line for each finding."]


def name_of(group: Group, paint: Painter) -> str:
    """`error[duplicate-entry]`, which leads to the rule's page where the terminal has links."""
    severity, shown = group.severity.word, group.first[1]
    return paint(severity, paint.link(shown.url, f"{severity}[{group.code}]"))


Rule = tuple[Group, ...]
"""The findings of one rule, equal ones together: the most frequent first."""


def _rules(report: Report) -> list[Rule]:
    """The findings by rule, the worst rules first."""
    groups: dict[tuple[object, str], list[Group]] = {}
    for group in by_place(report):
        groups.setdefault((group.severity, group.code), []).append(group)
    return [tuple(sorted(groups[found.severity, found.code], key=_size, reverse=True)) for found in by_rule(report)]


def _size(group: Group) -> int:
    return len(group.members)


def _lines_given(rules: Sequence[Rule], room: int) -> list[int]:
    """How many lines each rule gets, the worst first: as many as it wants, three, or one for its name; none beyond the room."""
    shown = rules[: max(1, room * 2 // 3)]  # so that the worst have three
    wanted = [1 if sum(map(_size, rule)) == 1 else max(3, 1 + len(rule)) for rule in shown]
    given = [min(lines, 3) for lines in wanted]
    for at in range(len(given) - 1, -1, -1):
        if sum(given) > room:
            given[at] = 1
    extra = shares([want - got if got > 1 else 0 for want, got in zip(wanted, given, strict=True)], room - sum(given))
    return [got + more for got, more in zip(given, extra, strict=True)]


def _of_rule(rule: Rule, shown: Rule, paint: Painter, room: int, *, is_one_file: bool) -> Iterator[str]:
    """The lines of a rule: its name, the findings shown, and where the others are."""
    name, count = name_of(rule[0], paint), sum(map(_size, rule))
    if count == 1:
        # The name of the rule has no width of its own in `room`: it may hold colours.
        taken = len(rule[0].code) + len(rule[0].severity.word) + len("[]: ")
        yield f"{name}: {_told(rule[0].first, room - taken, is_one_file=is_one_file)}"
        return
    yield f"{name}: {count:,} findings"
    if not shown:
        return
    is_alone = len(rule) == 1
    for group in shown:
        yield f"  {_told(group.first, room - 2, () if is_alone else group.others, is_one_file=is_one_file)}"
    rest = rule[0].others if is_alone else tuple(place for group in rule[len(shown) :] for place in group.places)
    if rest:
        yield f"  {_also(sorted(rest), shown[0].first[0].filename, room - 2)}"


def _told(pair: Pair, room: int, others: Sequence[tuple[str, Position]] = (), *, is_one_file: bool) -> str:
    """A finding in a line, with the places of its equals. What is too long is its message."""
    file, shown = pair
    filename = "" if is_one_file else f"{visible(file.filename)}:"
    whole, end = f"{filename}{shown.start.row}:{shown.start.column}: {visible(shown.message)}", mark_of(shown)
    if others:
        free = room - width(whole + end) - len(" ()")
        end += f" ({_also(others, file.filename, max(room // 3, free))})"
    return _cut_before_url(whole, room - width(end)) + end


def _cut_before_url(whole: str, room: int) -> str:
    """The text cut before a URL rather than in it: half a URL leads elsewhere."""
    if width(whole) <= room:
        return whole
    end = fitting(whole, max(0, room - 1))
    word = whole.rfind(" ", 0, end) + 1
    is_url = "://" in whole[word:].partition(" ")[0]
    return f"{whole[:word].rstrip(' :')}…" if is_url else f"{whole[:end]}…"


def _also(places: Sequence[tuple[str, Position]], filename: str, room: int) -> str:
    """Where else, so many places as fit, and how many more there are."""
    told = (f"and in {visible(rows_in_words(places, most, filename))}" for most in range(MOST_PLACES, 0, -1))
    return next((text for text in told if width(text) <= room), f"and {len(places):,} more")
