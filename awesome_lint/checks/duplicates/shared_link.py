"""Two different papers have one paper link

A slip of copy and paste: a new entry was made of its neighbour, and one of the links still is the neighbour's. Or, more
rarely, one paper listed under the title of its preprint and again under its last one. Told where the titles have little
in common, and the link leads to one paper only (an arXiv id, a DOI, a page of proceedings), in whatever form it is
written. A link that many entries share is a collection or a placeholder, and no slip; nor is that of a system and of its
data, which begin with the same name.

## Fix

None: the right link isn't in the list.

## Examples

```bad
- Mask R-CNN for Object Instance Segmentation [[paper](https://arxiv.org/abs/1703.06870)]
- Densely Connected Convolutional Networks [[paper](https://arxiv.org/pdf/1703.06870v3)]
```

```report
2:3 has the paper link of “Mask R-CNN for Object Instance Segmentation” (line 1)
```

```good
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)]
- Mask R-CNN (Extended Version) [[paper](https://arxiv.org/pdf/1703.06870v3)]
- Densely Connected Convolutional Networks [[paper](https://arxiv.org/abs/1608.06993)]
- ProcTHOR: Large-Scale Embodied AI Using Procedural Generation [[paper](https://arxiv.org/abs/2206.06994)]
- ProcTHOR-10K: Interactive Household Environments [[paper](https://arxiv.org/abs/2206.06994)]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.checks.duplicates import matches
from awesome_lint.model import Document
from awesome_lint.rule import Context, Finding, Related, rule


@rule(group="duplicates")
def shared_link(_document: Document, context: Context) -> Iterator[Finding]:
    for match in context.once(matches).shared:
        row = context.source.row(match.first.span.start)
        place = match.first.title_span or match.first.span
        yield Finding(
            match.second.title_span or match.second.span,
            f"has the paper link of “{match.first.title}” (line {row})",
            related=(Related("the other paper", place),),
        )
