"""A suppression comment that suppresses nothing

The defect that it was written for has been mended, or never was there. Left in place it would hide the next one.

A comment is judged only when all the rules that it names have run; one without a rule only when every default rule has.
`off` without a rule also keeps the layout of its region, and so has a use of its own.

## Fix

Safe: removes the comment, with its line where nothing else is on it. Readers never saw it.

## Examples

```bad
- Deep Learning in Neural Networks [[paper](https://arxiv.org/abs/1404.7828)] <!-- awesome-lint: on label-order -->
- Deep Learning with Python [[book](https://www.manning.com/books/deep-learning-with-python)]
```

```report
1:79 nothing is off that this could end
```

```fixed
- Deep Learning in Neural Networks [[paper](https://arxiv.org/abs/1404.7828)]
- Deep Learning with Python [[book](https://www.manning.com/books/deep-learning-with-python)]
```

A comment above a heading speaks of the heading alone:

```bad
Papers worth reading.

<!-- awesome-lint: ignore unused-suppression -->
## Surveys
```

```report
3:1 nothing to suppress for `unused-suppression`
```

```fixed
Papers worth reading.

## Surveys
```

```good
<!-- awesome-lint: off -- this table is generated -->

| Paper                                                | Year |
|------------------------------------------------------|------|
| [Deep Learning](https://arxiv.org/abs/1404.7828)     | 2014 |

<!-- awesome-lint: on -->
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.rule import Context, Finding, Run, Severity, all_rules, rule
from awesome_lint.source import Source, Span
from awesome_lint.suppress import VERBS, Comment, Suppressions

_COVERING = frozenset(VERBS) - {"on"}  # what is nearly a suppression is `unknown-rule`'s


@rule(group="suppressions", severity=Severity.WARNING, fix=Applicability.SAFE)
def unused_suppression(run: Run, context: Context) -> Iterator[Finding]:
    suppressions = Suppressions.of(run.document)
    for index, comment in enumerate(suppressions.comments):
        if index in suppressions.idle:
            message = "nothing is off that this could end"
        elif comment.verb in _COVERING and not run.suppressed[index] and _is_judged(comment, run.enabled):
            names = ", ".join(f"`{name.name}`" for name in comment.rules)
            message = f"nothing to suppress{' for ' * bool(names)}{names}"
        else:
            continue
        written = context.source[comment.span]
        deltas = [Delta("block removed", written), Delta("text", written, "")]
        fix = Fix.of("Remove the comment", Edit.deletion(_with_its_line(context.source, comment.span)), deltas=deltas)
        yield Finding(comment.span, message, fix)


def _is_judged(comment: Comment, enabled: frozenset[str]) -> bool:
    """Whether the run could tell that a comment has no use. Layout is kept without a finding: it has no say here."""
    rules = all_rules()
    if comment.rules:
        return all(name.name in enabled and not rules[name.name].is_layout for name in comment.rules)
    return comment.verb == "ignore" and all(name in enabled for name, known in rules.items() if known.default)


def _with_its_line(source: Source, span: Span) -> Span:
    """The comment with the blanks before it; alone on its line, with that and a blank line below."""
    line = source.line_span(source.row(span.start))
    end = source.line_span(source.row(span.end)).end
    if source[Span(line.start, span.start)].strip() or source[Span(span.end, end)].strip():
        before = source[Span(line.start, span.start)]
        return Span(line.start + len(before.rstrip()), span.end)
    above_is_blank = line.start == 0 or source.text[: line.start].endswith("\n\n")
    return Span(line.start, end + (2 if above_is_blank and source.text.startswith("\n\n", end) else 1))
