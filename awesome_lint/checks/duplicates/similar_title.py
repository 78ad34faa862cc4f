"""Two titles differ by one letter, or are equal with links to two papers

`Learning Sparse Nueral Networks` beside `Learning Sparse Neural Networks`: most likely one paper listed twice, the
second time with a slip. Titles of five words or more that differ in a single letter of a single word are reported, unless
their links show that they are different papers. So are equal titles of five words with a meaning in one list whose links lead
to two papers: one link is wrong, or the paper has two pages. Other authors, or another year in the title, make two papers.

## Fix

None: only the linked page says which of the two is right.

## Examples

```bad
- Learning Efficient Convolutional Networks through Network Slimming [[paper](https://arxiv.org/abs/1708.06519)]
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)]
- Learning Efficient Convolutional Netwroks through Network Slimming [[code](https://github.com/liuzhuang13/slimming)]
```

```report
3:3 title differs by one letter from “Learning Efficient Convolutional Networks through Network Slimming” (line 1)
```

```bad
- A Benchmark of Written Dialects for Sentiment Analysis [[paper](https://aclanthology.org/2024.acl-short.69/)]
- Transfer between Close Varieties without Parallel Data [[paper](https://aclanthology.org/2024.acl-short.12/)]
- A Benchmark of Written Dialects for Sentiment Analysis [[paper](https://aclanthology.org/2024.acl-short.70/)]
```

```report
3:3 title is that of line 1, but the links lead to two papers: one link is wrong, or one paper is listed twice
```

Two papers, as their links say:

```good
- A Survey of Causal Inference Methods [[paper](https://arxiv.org/abs/2002.02770)]
- A Survey of Casual Inference Methods [[paper](https://arxiv.org/abs/2001.00001)]
- Learning Representations with 2D Convolutions Only [[code](https://github.com/a/b)]
- Learning Representations with 3D Convolutions Only [[code](https://github.com/a/c)]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.checks.duplicates import matches, ordered
from awesome_lint.model import Document
from awesome_lint.rule import Context, Finding, Related, rule


@rule(group="duplicates")
def similar_title(_document: Document, context: Context) -> Iterator[Finding]:
    for pair in context.once(matches).similar:
        match = ordered(pair, context)
        row = context.source.row(match.first.span.start)
        place = match.first.title_span or match.first.span
        yield Finding(
            match.second.title_span or match.second.span,
            f"title differs by one letter from “{match.first.title}” (line {row})",
            related=(Related("the other title", place),),
        )
    for pair in context.once(matches).namesakes:
        match = ordered(pair, context)
        row = context.source.row(match.first.span.start)
        yield Finding(
            match.second.title_span or match.second.span,
            f"title is that of line {row}, but the links lead to two papers: one link is wrong, or one paper is listed twice",
            related=(Related("the other entry", match.first.title_span or match.first.span),),
        )
