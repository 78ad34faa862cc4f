"""A section that breaks the order of years which its neighbours keep

Sections by year run up or down. One that is elsewhere was put in the wrong place, or its year is mistyped.
Judged are at least five neighbouring sections of one level with a year in their headings, in order but for one of them.

## Fix

A hint: sections are never moved by `fix`.

## Examples

```bad
## 2024
## 2023
## 2021
## 2022
## 2020
## 2019
```

```report
3:4 2021 is out of order: the years run down
```

```good
## 2024
## 2023
## 2022
## 2022 (workshops)
## 2020
## Before 2020
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from awesome_lint.checks.headings.shapes import year_of
from awesome_lint.model import Section
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.style.trait import pin_of

LEAST_SECTIONS = 5


@rule(group="headings", severity=Severity.INFO)
def section_order(section: Section, context: Context) -> Iterator[Finding]:
    message = context.once(_out_of_order).get(section.number)
    if message:
        yield Finding(section.text_span, message)


def _out_of_order(context: Context) -> dict[int, str]:
    """The sections that alone break the order of their neighbours, or that of the config, with what is said of it."""
    siblings: dict[tuple[int | None, int], list[Section]] = {}
    for section in context.document.sections:
        if year_of(section):
            siblings.setdefault((section.parent, section.level), []).append(section)
    found: dict[int, str] = {}
    for group in siblings.values():
        order = pin_of(f"section-order.{group[0].level}", context.style.pins)
        if order:
            found |= dict(_against(order, group))
            continue
        years = [year_of(section) or 0 for section in group]
        for direction, sign in (("up", 1), ("down", -1)):
            at = _intruder([sign * year for year in years])
            if len(group) >= LEAST_SECTIONS and at is not None:
                found[group[at].number] = f"{year_of(group[at])} is out of order: the years run {direction}"
    return found


def _against(order: str, group: Sequence[Section]) -> Iterator[tuple[int, str]]:
    """The sections whose year comes after one that the config wants it before."""
    for one, other in pairwise(group):
        before, after = year_of(one) or 0, year_of(other) or 0
        if before != after and (before > after) != (order == "latest first"):
            yield other.number, f"{after} comes after {before}, where the config wants {order}"


def _intruder(years: Sequence[int]) -> int | None:
    """The position of the one year without which all rise; of two that are swapped the first. None if all rise, or never would."""
    breaks = [at for at in range(1, len(years)) if years[at] < years[at - 1]]
    if len(breaks) != 1 or len(set(years)) < LEAST_SECTIONS - 1:
        return None
    at = breaks[0]
    for candidate in (at - 1, at):
        rest = [*years[:candidate], *years[candidate + 1 :]]
        if all(one <= other for one, other in pairwise(rest)):
            return candidate
    return None
