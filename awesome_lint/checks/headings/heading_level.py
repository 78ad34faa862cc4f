"""A heading two or more levels below the one above it

After `##` comes `###`. A skipped level is mostly a `#` too many: the outline that readers and screen readers see has a hole,
and contents made from the headings nest wrongly. A list that skips levels in more than one place below its title does so by
habit, and a remark in small type, below the title or as a heading of level 6 without entries, is meant: they are left alone.
So are headings that are entries.

## Fix

None: whether this heading or the one above has the wrong level is for the author to say.

## Examples

```bad
# Awesome Pruning
## Surveys
#### Methods
## Datasets
### Images
```

```report
3:1 level 4 directly below level 2 (“Surveys”)
```

```bad
# Awesome Pruning
### Papers
- [Optimal Brain Damage](https://example.org/damage)
### Code
## PyTorch
#### TensorFlow
## Keras
```

```report
2:1 level 3 directly below level 1 (“Awesome Pruning”)
6:1 level 4 directly below level 2 (“PyTorch”)
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

```good
# Awesome Flow
## Optical Flow
### Supervised
#### [A Way to Learn Flow from Videos](https://arxiv.org/abs/2104.02409)
Code: [way](https://github.com/example/way)
#### [A Net that Warps and Refines](https://arxiv.org/abs/1709.02371)
Code: [net](https://github.com/example/net)
## Scene Flow
#### [A Lift of Flow to Three Dimensions](https://arxiv.org/abs/2004.04143)
Code: [lift](https://github.com/example/lift)
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from awesome_lint.checks.headings.levels import skips
from awesome_lint.model import EntryKind, Section
from awesome_lint.rule import Context, Finding, Related, Severity, rule

SMALL = 6
SMALL_STEP = 2
"""A heading of this level, more than so many below the one above, is small type where no entries follow."""


@rule(group="headings", severity=Severity.WARNING)
def heading_level(section: Section, context: Context) -> Iterator[Finding]:
    skipped = context.once(skips)
    above = skipped.get(section.number)
    if above is None or _is_habit(skipped.values()) or _is_meant(section, above, context):
        return
    message = f"level {section.level} directly below level {above.level} (“{above.text}”)"
    yield Finding(section.span, message, related=(Related("the heading above", above.span),))


def _is_habit(above: Iterable[Section]) -> bool:
    """Whether levels are skipped in more than one place; what is below the title itself says nothing of the rest."""
    below_title = (heading for heading in above if heading.number > 0)
    return len(list(islice(below_title, 2))) > 1


def _is_meant(section: Section, above: Section, context: Context) -> bool:
    """Whether the list has no use for the level skipped, sets a remark in small type, or has entries as headings."""
    document = context.document
    if any(entry.kind is EntryKind.HEADING and entry.span.start == section.span.start for entry in document.entries):
        return True  # an entry, which may be right below any section
    is_unused = not any(above.level < other.level < section.level for other in document.sections)
    is_small = above.number == 0 or (section.level >= SMALL and section.level - above.level > SMALL_STEP)
    is_remark = is_small and not any(entry.section == section for entry in document.entries)
    return is_remark or (is_unused and sum(other.level == section.level for other in document.sections) > 1)
