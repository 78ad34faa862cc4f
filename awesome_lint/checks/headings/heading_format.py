"""A heading that joins its name and year otherwise than the others of its level

`CVPR 2023` among `CVPR-2024`, `ICLR-2024` and a dozen more. Readers and scripts that look for a venue expect one shape.
Judged are headings that consist of one name and a year, where all of their level but a slip are written alike.

## Fix

Safe where the heading's anchor stays as it is: every link to it still works. Else unsafe, and the links of the page
that lead to it follow; links from elsewhere would break.

## Examples

```bad
## CVPR-2024
## ICLR-2024
## AAAI-2024
## CVPR 2023
## ICLR-2023
```

```report
4:4 written “CVPR-2023” it would be like the 4 others of its level
```

```fixed
## CVPR-2024
## ICLR-2024
## AAAI-2024
## CVPR-2023
## ICLR-2023
```

```bad
- [AAAI](#aaai_2023), see above

## CVPR-2024
## ICLR-2024
## AAAI-2024
## AAAI_2023
## ICLR-2023
```

```fixed
- [AAAI](#aaai-2023), see above

## CVPR-2024
## ICLR-2024
## AAAI-2024
## AAAI-2023
## ICLR-2023
```

```good
## CVPR-2024
## ICLR-2024
## AAAI-2024
## ICLR-2023
## Surveys 2020 to 2023
## Before 2018
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from awesome_lint.checks.headings.renaming import rename
from awesome_lint.checks.headings.shapes import is_venue, named_year, reshaped
from awesome_lint.edits import Applicability
from awesome_lint.model import Section
from awesome_lint.rule import Context, Finding, Severity, rule


@rule(group="headings", severity=Severity.WARNING, fix=Applicability.SAFE)
def heading_format(section: Section, context: Context) -> Iterator[Finding]:
    text = reshaped(section, context)
    if text:
        message = f"written “{text}” it would be {_like_what(section, context)}"
        yield Finding(section.text_span, message, rename(section, text, context))


def _like_what(section: Section, context: Context) -> str:
    shape = context.style.trait(f"heading-shape.{section.level}")
    if shape and shape.is_pinned and is_venue(section, context):
        return f"as the config wants it: `{shape.value}`"
    return f"like the {context.once(_named_years)[section.level] - 1} others of its level"


def _named_years(context: Context) -> Counter[int]:
    """How many headings of each level name a venue or topic with a year."""
    return Counter(section.level for section in context.document.sections if named_year(section.text) is not None)
