"""Places where characters were lost for good

`âLearningâ` once stood in curly quotes. Of the three bytes of each quote, a wrong decoding made `â` and two control
characters, which an editor then dropped. No decoding brings them back. The same goes for U+FFFD, the character
(�) that programs write for bytes they can't read.

Names with a real `â` are left alone: Tânia, Boujemaâ, Hoàng-Ân.

## Fix

None that is applied. Where the rest tells what stood there, it is shown as a hint; else look the title up at its link.

## Examples

```bad
- âLearning-Compressionâ Algorithms for Neural Net Pruning [[paper](https://arxiv.org/abs/2301.00001)]
- \ufffdAFL: Micro-Level Fuzzing [[paper](https://arxiv.org/abs/2301.00002)]
```

```report
1:3 `âLearning-Compressionâ` lost bytes: what is left of curly quotes; probably `“Learning-Compression”`
2:3 `\ufffd` lost bytes: the replacement character U+FFFD
```

```good
- Papier-Mâché Networks. *Tânia Silva, Hoàng-Ân Lê, Boujemaâ Achchab* [[paper](https://arxiv.org/abs/2301.00003)]
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.checks.text.characters import odd_characters
from awesome_lint.checks.text.ligatures import LIGATURES
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.encoding import Loss, losses
from awesome_lint.model import Text
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span


@rule(group="text", severity=Severity.ERROR, fix=Applicability.HINT)
def lost_bytes(text: Text, context: Context) -> Iterator[Finding]:
    if not text.text.isascii():
        for loss in losses(text.text):
            yield _finding(text, loss)
    if not context.once(odd_characters).isdisjoint(LIGATURES):
        for found in _LIGATURE.finditer(text.text):
            yield _finding(text, Loss(*found.span(), LIGATURES[found.group()], "a ligature, as PDFs have them"))


_LIGATURE = re.compile(f"(?<=[A-Za-z])[{''.join(LIGATURES)}](?=[A-Za-z])")


def _finding(text: Text, loss: Loss) -> Finding:
    span = Span(text.span.start + loss.start, text.span.start + loss.end)
    old = text.text[loss.start : loss.end]
    if loss.reading is None:
        return Finding(span, f"`{old}` lost bytes: {loss.what}")
    fix = Fix.of(
        f"Write `{loss.reading}`",
        Edit.replacement(span, loss.reading),
        applicability=Applicability.HINT,
        deltas=[Delta("text", old, loss.reading)],
    )
    return Finding(span, f"`{old}` lost bytes: {loss.what}; probably `{loss.reading}`", fix)
