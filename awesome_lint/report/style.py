"""The house style as a reader, a program or a config file takes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap
from typing import NamedTuple

from awesome_lint.knowledge import Packs
from awesome_lint.report.terminal import Painter, cut, visible, width
from awesome_lint.screen import columns
from awesome_lint.source import Source
from awesome_lint.style import BY_NAME, LEAST_OBSERVATIONS, LEAST_SHARE, HouseStyle, Observation, Trait, pins
from awesome_lint.toml import toml_key, toml_string

LONGEST_EXAMPLE = 60
"""Columns of a deviating line that a table shows where there is room."""

_SHORTEST_EXAMPLE = 12
_LONGEST_NAME = 32
_SHORTEST_VALUE = 16

_SPACES = 5 * 2
"""Columns of a row that no cell has: two spaces before each of the five."""


class _Columns(NamedTuple):
    """How many columns of the terminal each cell has."""

    name: int
    value: int
    support: int
    state: int
    example: int

    @classmethod
    def of(cls, traits: Sequence[Trait], room: int) -> _Columns:
        """As wide as their texts where there is room; else examples get shorter, and then values."""
        name = min(max(width(visible(trait.name)) for trait in traits), _LONGEST_NAME)
        support = max(len(_support(trait)) for trait in traits)
        state = max(len(_state(trait)) for trait in traits)
        free = room - name - support - state - _SPACES
        value = min(max(width(_quoted(trait.value)) for trait in traits), max(_SHORTEST_VALUE, free - _SHORTEST_EXAMPLE))
        return cls(name, value, support, state, min(LONGEST_EXAMPLE, free - value))


def table(style: HouseStyle, source: Source, *, color: bool = False) -> str:
    """The traits, a line each, under what they say: value, support, and where the list does otherwise first."""
    paint = Painter(color=color)
    traits = list(style)
    if not traits:
        return f"{visible(source.filename)}: too few entries to tell a style ({LEAST_OBSERVATIONS} observations of a trait are needed)"
    room = columns(otherwise=120)
    cells = _Columns.of(traits, room)
    lines = [paint("bold", visible(source.filename))]
    for says, members in groupby(traits, key=_says):
        lines += ["", *(paint("dim", line) for line in wrap(says, room))]
        lines += [_row(trait, source, cells, paint) for trait in members]
    mixed = sum(not trait.is_enforced for trait in traits)
    sure = f"{len(traits) - mixed} traits are sure, {mixed} mixed: rules hold the list to what {LEAST_SHARE:.0%} of the other places do."
    return "\n".join([*lines, "", *wrap(sure, room)])


def _row(trait: Trait, source: Source, cells: _Columns, paint: Painter) -> str:
    name, value = cut(visible(trait.name), cells.name), cut(_quoted(trait.value), cells.value)
    name_cell = name + " " * (cells.name - width(name))
    value_cell = paint("bold", value) + " " * (cells.value - width(value))
    row = f"  {name_cell}  {value_cell}  {_support(trait):>{cells.support}}  {_state(trait):{cells.state}}"
    if trait.deviations and cells.example >= _SHORTEST_EXAMPLE:
        row += f"  {paint('dim', cut(_example(trait.deviations[0], source), cells.example))}"
    return row.rstrip()


def _support(trait: Trait) -> str:
    return f"{trait.support:,} of {trait.total:,}"


def _state(trait: Trait) -> str:
    return "pinned" if trait.is_pinned else "" if trait.is_enforced else "mixed"


def _says(trait: Trait) -> str:
    return BY_NAME[trait.name.partition(".")[0]].says


def _quoted(value: str) -> str:
    """A value as shown: spaces and the absence of a sign must be visible."""
    shown = visible(value).replace("\u2424", "line break")
    return f"“{shown}”" if shown != shown.strip() else shown or "none"


def _example(observation: Observation, source: Source) -> str:
    """`12: - **Title** [paper]…`: the first line that does otherwise."""
    row = source.row(observation.span.start)
    return f"{row}: {visible(source.line(row).strip())}"


def as_json(style: HouseStyle) -> str:
    """The traits as a JSON list: name, value, support, total, share, enforced, pinned, and the rows that do otherwise."""
    source = style.source
    return json.dumps(
        [
            {
                "trait": trait.name,
                "says": _says(trait),
                "value": trait.value,
                "support": trait.support,
                "total": trait.total,
                "share": round(trait.share, 4),
                "enforced": trait.is_enforced,
                "pinned": trait.is_pinned,
                "pinnable": pins.fault_of_name(trait.name) is None,
                "deviations": [{"row": source.row(o.span.start), "value": o.value} for o in trait.deviations],
            }
            for trait in style
        ],
        indent=2,
        ensure_ascii=False,
    )


def as_toml(style: HouseStyle, table: str = "style") -> str:
    """The style as a table of a config: what is enforced is pinned, what is mixed or can't be pinned is a comment."""
    head = [
        "# The house style of the list, as `awesome-lint style --write` found it. A line that you delete is inferred anew.",
        "# A trait that is commented out is mixed (write what you want it to be) or can't be pinned.",
        f"[{table}]",
    ]
    return "\n".join([*head, *(line for trait in style for line in _toml_lines(trait, style.packs))]) + "\n"


def _toml_lines(trait: Trait, packs: Packs) -> Iterator[str]:
    yield ""
    state = unwritten(trait, packs)
    yield f"# {_says(trait)} ({trait.support:,} of {trait.total:,}{state and f'; {state}'})"
    kind, dot, key = trait.name.partition(".")
    yield f"{'# ' if state else ''}{kind}{dot}{key and toml_key(key)} = {toml_string(trait.value)}"


def unwritten(trait: Trait, packs: Packs) -> str:
    """Why a trait is not written as a pin: mixed, or refused by the config; empty where it is written."""
    if pins.fault_of_name(trait.name):
        return "can't be pinned"
    if fault := pins.fault(trait.name, trait.value, lambda: packs):
        return f"can't be pinned so: {fault.remedy}"
    return "" if trait.is_enforced else "mixed"
