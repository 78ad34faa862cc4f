"""The house style as a reader, a program or a config file takes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

from awesome_lint.knowledge import Packs
from awesome_lint.report.terminal import Painter, visible, width
from awesome_lint.source import Source
from awesome_lint.style import BY_NAME, LEAST_OBSERVATIONS, LEAST_SHARE, HouseStyle, Observation, Trait, pins
from awesome_lint.suggest import toml_key, toml_string

LONGEST_EXAMPLE = 60
"""Characters of a deviating line that a table shows."""


def table(style: HouseStyle, source: Source, *, color: bool = False) -> str:
    """The traits, a line each, under what they say: value, support, and where the list does otherwise first."""
    paint = Painter(color=color)
    traits = list(style)
    if not traits:
        return f"{visible(source.filename)}: too few entries to tell a style ({LEAST_OBSERVATIONS} observations of a trait are needed)"
    columns = max(width(visible(trait.name)) for trait in traits), max(width(_quoted(trait.value)) for trait in traits)
    lines = [paint("bold", visible(source.filename))]
    for says, members in groupby(traits, key=_says):
        lines += ["", paint("dim", says)]
        lines += [_row(trait, source, columns, paint) for trait in members]
    mixed = sum(not trait.is_enforced for trait in traits)
    lines += [
        "",
        f"{len(traits) - mixed} traits are sure, {mixed} mixed: rules hold the list to what {LEAST_SHARE:.0%} of the other places do.",
    ]
    return "\n".join(lines)


def _row(trait: Trait, source: Source, columns: tuple[int, int], paint: Painter) -> str:
    name, value = visible(trait.name), _quoted(trait.value)
    state = "pinned" if trait.is_pinned else "" if trait.is_enforced else "mixed"
    support = f"{trait.support:,} of {trait.total:,}"
    example = _example(trait.deviations[0], source) if trait.deviations else ""
    cells = (
        f"  {name}{' ' * (columns[0] - width(name))}  {paint('bold', value)}{' ' * (columns[1] - width(value))}  {support:>14}  {state:6}  "
    )
    return (cells + paint("dim", example)).rstrip()


def _says(trait: Trait) -> str:
    return BY_NAME[trait.name.partition(".")[0]].says


def _quoted(value: str) -> str:
    """A value as shown: spaces and the absence of a sign must be visible."""
    shown = visible(value).replace("\u2424", "line break")
    return f"“{shown}”" if shown != shown.strip() else shown or "none"


def _example(observation: Observation, source: Source) -> str:
    """`12: - **Title** [paper]…`: the first line that does otherwise."""
    row = source.row(observation.span.start)
    line = visible(source.line(row).strip())
    return f"{row}: {line[:LONGEST_EXAMPLE]}{'…' if len(line) > LONGEST_EXAMPLE else ''}"


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
