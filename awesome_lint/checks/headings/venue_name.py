"""A heading calls a venue by a name that it didn't have, or misspells it

NIPS has been NeurIPS since the edition of 2018; `NeurlPS` is a slip that every copy spreads. Former names with the year
until which they were right, and misspellings seen in lists, are knowledge (`former` and `misspellings` in
`rules/venues/`). Headings without a year are left alone, unless they are misspelt: the name may have been right then.

## Fix

Unsafe: the heading's anchor changes with it. The page's own links to it are kept up, those of other pages can't be.

## Examples

```bad
- [NIPS 2019](#nips-2019)

## NIPS 2019

## NeurlPS 2020
```

```fixed
- [NIPS 2019](#neurips-2019)

## NeurIPS 2019

## NeurIPS 2020
```

```report
3:4 NIPS has been called NeurIPS since 2018
5:4 `NeurlPS` is a misspelling of NeurIPS
```

```good
## NIPS 2017

## NeurIPS 2018

## NIPS
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.checks.headings.renaming import rename
from awesome_lint.edits import Applicability
from awesome_lint.knowledge import Venue
from awesome_lint.model import Section
from awesome_lint.rule import Context, Finding, rule


@rule(group="headings", fix=Applicability.UNSAFE)
def venue_name(section: Section, context: Context) -> Iterator[Finding]:
    venue, year = context.packs.venue_in_heading(section.text)
    if venue is None:
        return
    for wrong, message in _wrong_names(venue, year):
        if wrong not in section.text:
            continue
        text = re.sub(rf"(?<!\w){re.escape(wrong)}(?![^\W\d])", venue.name, section.text)
        if text != section.text:
            yield Finding(section.text_span, message, rename(section, text, context))
            return


def _wrong_names(venue: Venue, year: int | None) -> Iterator[tuple[str, str]]:
    for name in venue.misspellings:
        yield name, f"`{name}` is a misspelling of {venue.name}"
    for old in venue.former:
        if year is not None and year > old.until:
            yield old.name, f"{old.name} has been called {venue.name} since {old.until + 1}"
