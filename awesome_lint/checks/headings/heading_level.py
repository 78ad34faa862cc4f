"""A heading that stands two or more levels below the one above it

After `##` comes `###`. A skipped level is mostly a `#` too many: the outline that readers and screen readers see has a hole,
and contents made from the headings nest wrongly. Lists that skip levels by habit (a small heading on purpose, all over)
are left alone.

## Fix

None: whether this heading or the one above has the wrong level is for the author to say.

## Examples

```bad
# Awesome Pruning
## Surveys
#### Methods
## Datasets
```

```report
3:1 level 4 directly below level 2 (“Surveys”)
```

```good
# Awesome Pruning
## Surveys
### Methods
#### Transformers
## Datasets
```

```good
# Awesome Pruning
### Surveys
### Methods
### Datasets
```

```good
# Awesome Pruning
## 2024
#### CVPR
## 2023
#### CVPR
## 2022
#### CVPR
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from awesome_lint.checks.headings.levels import skips
from awesome_lint.model import Section
from awesome_lint.rule import Context, Finding, Related, Severity, rule

MOST_SKIPS = 2
"""With more skips to one level, skipping is the list's habit."""


@rule(group="headings", severity=Severity.WARNING)
def heading_level(section: Section, context: Context) -> Iterator[Finding]:
    skipped = context.once(skips)
    above = skipped.get(section.index)
    if above is None or _is_habit(section, above, context):
        return
    message = f"level {section.level} directly below level {above.level} (“{above.text}”)"
    yield Finding(section.span, message, related=(Related("the heading above", above.span),))


def _is_habit(section: Section, above: Section, context: Context) -> bool:
    """Whether the list skips to that level again and again, or has no headings on the level skipped at all."""
    skipped = context.once(skips)
    alike = sum(context.document.sections[index].level == section.level for index in skipped)
    levels = Counter(other.level for other in context.document.sections)
    is_unused = all(levels[level] == 0 for level in range(above.level + 1, section.level)) and levels[section.level] > 1
    return alike > MOST_SKIPS or is_unused
