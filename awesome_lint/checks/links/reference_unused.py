"""A link definition that no link uses

`[paper]: https://…` is invisible by itself: it serves links written `[paper]` or `[text][paper]`. Without one it is
left over from a removed entry, or the link that should use it is misspelt. Opt-in: some lists keep comments that way
(`[//]: # (...)`, which this rule leaves alone).

## Fix

None: the misspelt link may be what is wrong.

## Examples

```bad
- One [paper][one]

[one]: https://arxiv.org/abs/2301.00001
[two]: https://arxiv.org/abs/2301.00002
```

```report
4:1 no link uses `[two]`
```

```good
- One [paper][one], [Two], [three][]

[one]: https://arxiv.org/abs/2301.00001
[two]: https://arxiv.org/abs/2301.00002
[three]: https://arxiv.org/abs/2301.00003
[//]: # (a comment)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.model import Document, LinkKind
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.text import fold_reference

_COMMENT = r"(?i)//|comment"
_LABEL = r"\[((?:\\.|[^\[\]\\])+)\]"


@rule(group="links", severity=Severity.INFO, default=False)
def reference_unused(document: Document, context: Context) -> Iterator[Finding]:
    if not document.definitions:
        return
    used = _used(context)
    for definition in document.definitions:
        if not compiled(_COMMENT).match(definition.label) and fold_reference(definition.label) not in used:
            yield Finding(definition.span, f"no link uses `[{definition.label}]`")


def _used(context: Context) -> frozenset[str]:
    """Everything in brackets outside of the definitions: of links, but of images and HTML too, which the model doesn't list."""
    document, source = context.document, context.source
    written = {definition.span.start for definition in document.definitions}
    references = (context.source[link.span] for link in document.links if link.kind is LinkKind.REFERENCE)
    labels = {fold_reference(m[1]) for text in references for m in compiled(_LABEL).finditer(text)}
    return frozenset(labels | {fold_reference(m[1]) for m in compiled(_LABEL).finditer(source.text) if m.start() not in written})
