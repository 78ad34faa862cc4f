"""Findings for people: the worst first, equal ones together.

Findings are equal where one rule says the same, or the same of one host, or says itself that they have one cause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from awesome_lint.report import FileReport, Report, Shown
from awesome_lint.rule import Severity
from awesome_lint.source import Position

FOLDED_FROM = 3
"""So many equal findings are shown as one."""

_LONGEST_URL = 300  # characters of what is marked that are searched for a host
_HOST = re.compile(r"https?://(?:www\.)?([^/\s?#()<>\[\]|]+)", re.IGNORECASE)

Pair = tuple[FileReport, Shown]


class Group(NamedTuple):
    """Equal findings in the order of their places, at least one."""

    members: tuple[Pair, ...]

    @property
    def first(self) -> Pair:
        return self.members[0]

    @property
    def severity(self) -> Severity:
        return self.members[0][1].severity

    @property
    def code(self) -> str:
        return self.members[0][1].code

    @property
    def others(self) -> tuple[tuple[str, Position], ...]:
        """The files and places of all but the first."""
        return self.places[1:]

    @property
    def places(self) -> tuple[tuple[str, Position], ...]:
        """The files and places of all."""
        return tuple((file.filename, shown.start) for file, shown in self.members)


def by_place(report: Report) -> tuple[Group, ...]:
    """The findings, worst first and then in the order of their places, where three and more equal ones are one group."""
    groups: dict[object, list[Pair]] = {}
    for pair in report.shown:
        groups.setdefault((pair[1].severity, pair[1].code, _subject(*pair)), []).append(pair)
    folded = [
        group
        for members in groups.values()
        for group in ([Group(tuple(members))] if len(members) >= FOLDED_FROM else [Group((member,)) for member in members])
    ]
    order = {file.filename: number for number, file in enumerate(report.files)}
    return tuple(sorted(folded, key=lambda group: (-group.severity, order[group.first[0].filename], group.first[1].span)))


def by_rule(report: Report) -> tuple[Group, ...]:
    """The findings of each rule and severity as one group, the worst and most frequent first."""
    groups: dict[object, list[Pair]] = {}
    for pair in report.shown:
        groups.setdefault((pair[1].severity, pair[1].code), []).append(pair)
    return tuple(sorted(map(Group, map(tuple, groups.values())), key=lambda group: (-group.severity, -len(group.members), group.code)))


def rows_in_words(places: Iterable[tuple[str, Position]], most: int, filename: str) -> str:
    """`line 3`, `lines 3, 7 and 40 more` of the file that is spoken of; with others `a.md:3, b.md:7 and 40 more`."""
    found = list(dict.fromkeys((name, start.row) for name, start in places))
    is_one_file = all(name == filename for name, _ in found)
    named = [str(row) if is_one_file else f"{name}:{row}" for name, row in found[:most]]
    more = f" and {len(found) - most:,} more" if len(found) > most else ""
    lead = ("line " if len(found) == 1 else "lines ") if is_one_file else ""
    return f"{lead}{', '.join(named)}{more}"


def shares(wishes: Sequence[int], room: int) -> list[int]:
    """How many of so many wishes each gets: one of the first, one of the next, and so on while there is room; in front first."""
    given = [0] * len(wishes)
    while room > 0 and given != list(wishes):
        for at, wish in enumerate(wishes):
            if given[at] < wish and room > 0:
                given[at] += 1
                room -= 1
    return given


def _subject(file: FileReport, shown: Shown) -> str:
    """What a finding has in common with its equals: what its rule says, else the host that is marked, else the message."""
    if shown.group is not None:
        return shown.group
    marked = file.source.text[shown.span.start : min(shown.span.end, shown.span.start + _LONGEST_URL)]
    host = _HOST.search(marked)
    return host[1].lower() if host else shown.message
