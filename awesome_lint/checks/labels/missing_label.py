"""An entry lacks a link that the config requires

For lists whose rules say that every entry has, say, a paper and its code. Opt-in, since only the maintainers know.

## Options

`required`: labels (`code`) or roles (`paper`, which `[pdf]` and `[arxiv]` fill as well if the list calls its papers so).
Titles that are links themselves count as the paper.

## Fix

None.

## Examples

```options
required = ["paper", "code"]
```

```bad
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)]
- [Layer Normalization](https://arxiv.org/abs/1607.06450) [[code](https://github.com/a/e)]
```

```report
1:3 no `code` link
```

```good
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)] [[code](https://github.com/a/a)]
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from awesome_lint.knowledge import fold_label
from awesome_lint.model import Entry
from awesome_lint.rule import Context, Finding, rule


class Options(NamedTuple):
    """What every entry must have: labels, or roles of `rules/labels.toml`."""

    required: tuple[str, ...] = ()


@rule(group="labels", default=False)
def missing_label(entry: Entry, _context: Context, options: Options) -> Iterator[Finding]:
    if not options.required or not entry.links:
        return
    there = {fold_label(link.label) for link in entry.labelled} | {link.role for link in entry.links}
    if entry.title_link:
        there.add("paper")
    missing = [label for label in options.required if fold_label(label) not in there]
    if missing:
        yield Finding(entry.title_span or entry.span, f"no {' and no '.join(f'`{label}`' for label in missing)} link")
