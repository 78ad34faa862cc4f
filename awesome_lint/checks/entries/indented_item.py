"""An item is indented below the one above, in a list that nests nothing

`  - Title [paper](…)` becomes a part of the item above it: a list in a list. Reported for the only such item of a page whose
items, 20 at least, are else in lists without any other, where it is written just as the item above and doesn't name it. It may be meant: an
info, and with `--new-since` a warning on new lines.

## Fix

A hint: whether the item belongs to the one above can't be told.

## Examples

```bad
- [Tool A](https://example.org/a) - Reads A files.
- [Tool B](https://example.org/b) - Reads B files.
- [Tool C](https://example.org/c) - Reads C files.
- [Tool D](https://example.org/d) - Reads D files.
- [Tool E](https://example.org/e) - Reads E files.
- [Tool F](https://example.org/f) - Reads F files.
- [Tool G](https://example.org/g) - Reads G files.
- [Tool H](https://example.org/h) - Reads H files.
- [Tool I](https://example.org/i) - Reads I files.
- [Tool J](https://example.org/j) - Reads J files.
  - [Tool K](https://example.org/k) - Reads K files.
- [Tool L](https://example.org/l) - Reads L files.
- [Tool M](https://example.org/m) - Reads M files.
- [Tool N](https://example.org/n) - Reads N files.
- [Tool O](https://example.org/o) - Reads O files.
- [Tool P](https://example.org/p) - Reads P files.
- [Tool Q](https://example.org/q) - Reads Q files.
- [Tool R](https://example.org/r) - Reads R files.
- [Tool S](https://example.org/s) - Reads S files.
- [Tool T](https://example.org/t) - Reads T files.
- [Tool U](https://example.org/u) - Reads U files.
- [Tool V](https://example.org/v) - Reads V files.
```

```report
11:1 indented: this item is nested in the one above, as no other of this list is
```

```good
- Datasets
  - [One](https://example.org/one) - Of images.
  - [Two](https://example.org/two) - Of texts.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.checks.added import as_warning_if_added
from awesome_lint.checks.entries.item_lines import ITEM, LINK, shape
from awesome_lint.checks.text.lines import shown_lines
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Document
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span

LEAST_ITEMS = 20
"""Items of a page from which on a single nested one is a slip."""


@rule(group="entries", severity=Severity.INFO, fix=Applicability.HINT)
def indented_item(_document: Document, context: Context) -> Iterator[Finding]:
    items = [(line, found) for line in context.once(shown_lines) if (found := ITEM.match(line.text)) and "](#" not in line.text]
    usual = {found["indent"] for _, found in items[:1]}
    deep = [n for n, (_, found) in enumerate(items) if found["indent"] not in usual]
    if len(items) <= LEAST_ITEMS or len(deep) != 1 or deep == [0]:
        return
    (above, before), (line, found) = items[deep[0] - 1], items[deep[0]]
    written = shape(line.text[found.end() :])
    title = LINK.match(above.text[before.end() :].lstrip("*_ "))
    is_part = title is not None and title.group()[1:].partition("](")[0].strip("*_` ").casefold() in line.text[found.end() :].casefold()
    is_alike = written == shape(above.text[before.end() :]) and "L" in written and written != "L"
    if line.row != above.row + 1 or is_part or not is_alike or len(found["indent"]) <= len(before["indent"]) or "\n" in found.group():
        return
    span = Span(line.start, line.start + len(line.text.rstrip()))
    edit = Edit(line.start, line.start + len(found["indent"]), before["indent"])
    fix = Fix.of("Take the indent out", edit, applicability=Applicability.HINT, deltas=[Delta("blocks divided")])
    message = "indented: this item is nested in the one above, as no other of this list is"
    yield as_warning_if_added(Finding(span, message, fix), context)
