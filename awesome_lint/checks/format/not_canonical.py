"""The layout is not canonical

Layout is what no reader of the page sees: blank lines, blanks at line ends, how far lists are indented, the final line
end. The canonical form is the list's own: what it does nearly always (from 10 places and 95 % on) is done
everywhere, what it does now one way, now another stays. mdformat prints the blocks; text, links, tables, code and
HTML stay as they are written. The style, with the reason for each choice, is in docs/style.md.

`fix` lays out by default, after the fixes of all other rules; `--ignore not-canonical` turns that off. `check`
tells of it only where it is selected; `fix --diff` shows what there is to do.

## Fix

Safe: each block is proved to render to the same HTML before it is taken over. One for which there is no proof stays as
it is, and is not reported.

## Examples

```bad
## Vision


- Deep Residual Learning [[paper](https://arxiv.org/abs/1512.03385)]
- Densely Connected Networks [[paper](https://arxiv.org/abs/1608.06993)]
   - Code: [torch](https://github.com/liuzhuang13/DenseNet)
  - Talk: [CVPR](https://www.youtube.com/watch?v=-W6y8xnd--U)
  - Slides: [PDF](https://gaohuang-net.github.io)



## Language
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)]
```

```fixed
## Vision

- Deep Residual Learning [[paper](https://arxiv.org/abs/1512.03385)]
- Densely Connected Networks [[paper](https://arxiv.org/abs/1608.06993)]
  - Code: [torch](https://github.com/liuzhuang13/DenseNet)
  - Talk: [CVPR](https://www.youtube.com/watch?v=-W6y8xnd--U)
  - Slides: [PDF](https://gaohuang-net.github.io)

## Language
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)]
```

```report
2:1 3 places are laid out differently from the list's own canonical form
```

```good
# Papers
* Deep Residual Learning [[paper](https://arxiv.org/abs/1512.03385)],
  CVPR 2016
* Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)]
    1. Code: [tensor2tensor](https://github.com/tensorflow/tensor2tensor)

| Title | Link |
|---|:---|
|BERT|[paper](https://arxiv.org/abs/1810.04805)|
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint import layout
from awesome_lint.edits import Applicability, Fix
from awesome_lint.model import Document
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.style import BY_NAME
from awesome_lint.suppress import Suppressions


@rule(group="format", severity=Severity.WARNING, default=False, fix=Applicability.SAFE)
def not_canonical(document: Document, context: Context) -> Iterator[Finding]:
    before = document.source.text
    protected = (*context.protected, *Suppressions.of(document).spans("not-canonical"))
    result = layout.layout(document.source, protected=protected, pins=context.style.pins)
    edits = layout.changes(before, result.text)
    if edits:
        places = "1 place is" if len(edits) == 1 else f"{len(edits)} places are"
        wanted = ", with what the config wants" if any(BY_NAME[name.partition(".")[0]].is_layout for name in context.style.pins) else ""
        message = f"{places} laid out differently from the list's own canonical form{wanted}"
        left = f", but for {len(result.refused)} of {result.blocks} blocks" if result.refused else ""
        yield Finding(edits[0].span, message, Fix.of(f"Lay out in the list's own style{left}", *edits))
