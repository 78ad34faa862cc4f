"""A suppression comment that doesn't say what it means to suppress

A comment that names a rule which doesn't exist, or that begins with another word than `off`, `on`, `ignore` or
`ignore-file`, suppresses nothing, although its author relies on it.

## Fix

None: what was meant is for the author to say; the message names the nearest rule.

## Examples

```bad
## Surveys

- Deep Learning [[paper](https://arxiv.org/abs/1404.7828)] <!-- awesome-lint: ignore label-ordr -->
```

```report
3:86 no rule is called `label-ordr`; did you mean `label-order`?
```

```bad
<!-- awesome-lint: silence label-order -->

- Deep Learning [[paper](https://arxiv.org/abs/1404.7828)]
```

```report
1:1 `silence` is no command; a suppression begins with off, on, ignore or ignore-file
```

```bad
<!-- Awesome-Lint ignore label-order -->

- Deep Learning [[paper](https://arxiv.org/abs/1404.7828)]
```

```report
1:1 `Awesome-Lint ignore` suppresses nothing; write `<!-- awesome-lint: ignore label-order -->`
```

```good
- Deep Learning [[paper](https://arxiv.org/abs/1404.7828)] <!-- awesome-lint: ignore label-order -- as its page has it -->

<!-- see the manual of awesome-lint: everything else is no suppression -->
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.model import Document
from awesome_lint.rule import GROUPS, Context, Finding, Severity, all_rules, rule
from awesome_lint.suggest import did_you_mean
from awesome_lint.suppress import VERBS, RuleName, Suppressions


@rule(group="suppressions", severity=Severity.WARNING)
def unknown_rule(document: Document, _: Context) -> Iterator[Finding]:
    for comment in Suppressions.of(document).comments:
        if comment.meant:
            yield Finding(comment.span, f"`{comment.verb}` suppresses nothing; write `{comment.meant}`")
            continue
        if comment.verb not in VERBS:
            commands = f"{', '.join(VERBS[:-1])} or {VERBS[-1]}"
            yield Finding(comment.span, f"`{comment.verb}` is no command; a suppression begins with {commands}")
            continue
        for name in comment.rules:
            if name.name not in all_rules():
                yield Finding(name.span, _message(name))


def _message(name: RuleName) -> str:
    if name.name in GROUPS:
        return f"`{name.name}` is a group of rules; name the rules that are meant"
    remedy = did_you_mean(name.name, all_rules(), "")
    return f"no rule is called `{name.name}`" + (f"; {remedy}" if remedy else "")
