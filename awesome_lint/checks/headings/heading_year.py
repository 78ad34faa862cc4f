"""A year in a heading that nothing else in the list supports

`CVPR-2013` in a list of 2018 to 2024, or `ICML-2022` below `2023`: most likely a slip of the finger. The list's own
headings are the witnesses: a heading must contradict the year of the heading that holds it, where its
neighbours agree with it, or lie three years and more before or after all others.

## Fix

None: the right year can't be told for sure, and renaming a heading breaks links to it.

## Examples

```bad
# 2024
## CVPR-2024
## ICLR-2024
# 2023
## CVPR-2023
## ICLR-2032
## AAAI-2023
# 2022
## CVPR-2022
```

```report
6:4 2032 below “2023”
```

```bad
## CVPR-2024
## ICLR-2024
## CVPR-2023
## AAAI-2013
## ICLR-2023
## CVPR-2022
```

```report
4:4 2013 is 9 years before every other year in the headings
```

```good
# 2024
## CVPR-2024
## ICLR-2024
# 2023
## CVPR-2023
## NeurIPS-2022
## ICML-2022
# 2015 and before
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from awesome_lint.checks.headings.shapes import named_year, year_of
from awesome_lint.model import Section
from awesome_lint.rule import Context, Finding, Severity, rule

LEAST_WITNESSES = 5
LEAST_GAP = 3
"""Years. A list that leaves out two years is nothing unusual, above all among its oldest papers."""


@rule(group="headings", severity=Severity.WARNING)
def heading_year(section: Section, context: Context) -> Iterator[Finding]:
    parts = named_year(section.text)
    if parts is None:
        return
    holder = _holder(section, context)
    if holder and year_of(holder) != parts.year:
        if context.once(_contradictions) == 1:
            yield Finding(section.text_span, f"{parts.year} below “{holder.text}”")
        return
    years = context.once(_years)
    if years[parts.year] > 1 or years.total() <= LEAST_WITNESSES:
        return
    others = years.keys() - {parts.year}
    if min(others) - LEAST_GAP < parts.year < max(others) + LEAST_GAP:
        return
    gap, side = (min(others) - parts.year, "before") if parts.year < min(others) else (parts.year - max(others), "after")
    yield Finding(section.text_span, f"{parts.year} is {gap} years {side} every other year in the headings")


def _holder(section: Section, context: Context) -> Section | None:
    """The section around one, if its heading is a year and nothing else."""
    parent = None if section.parent is None else context.document.sections[section.parent]
    return parent if parent and parent.text.strip(" :.") == str(year_of(parent)) else None


def _years(context: Context) -> Counter[int]:
    """How often each year is that of a name in a heading."""
    return Counter(parts.year for section in context.document.sections if (parts := named_year(section.text)))


def _contradictions(context: Context) -> int:
    """How many headings contradict the year of the heading above them."""
    held = [(section, _holder(section, context)) for section in context.document.sections if named_year(section.text)]
    return sum(year_of(holder) != year_of(section) for section, holder in held if holder)
