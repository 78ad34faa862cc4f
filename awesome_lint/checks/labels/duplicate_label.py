"""An entry has the same label twice

Two links called `code` side by side, in a list that otherwise has one of each: one of them is a left-over, or should
say what it leads to (`code (PyTorch)`). Lists that give several of a kind by habit are left alone, and so are labels
with words between them, which say what each is for, and two papers of one talk or report.

## Fix

None: which of the two is right, or what else it should be called, the list doesn't say.

## Examples

```bad
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)] [[code](https://github.com/a/a)]
- Deep Residual Learning for Image Recognition [[paper](https://arxiv.org/abs/1512.03385)] [[code](https://github.com/a/b)]
- Adam: A Method for Stochastic Optimization [[paper](https://arxiv.org/abs/1412.6980)] [[code](https://github.com/a/c)]
- Batch Normalization [[paper](https://arxiv.org/abs/1502.03167)] [[code](https://github.com/a/d)]
- Layer Normalization [[paper](https://arxiv.org/abs/1607.06450)] [[code](https://github.com/a/e)] [[code](https://github.com/z/e)]
- Generative Adversarial Networks [[paper](https://arxiv.org/abs/1406.2661)] [[code](https://github.com/a/f)]
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)] [[code](https://github.com/a/g)]
- Densely Connected Convolutional Networks [[paper](https://arxiv.org/abs/1608.06993)] [[code](https://github.com/a/h)]
- Auto-Encoding Variational Bayes [[paper](https://arxiv.org/abs/1312.6114)] [[code](https://github.com/a/i)]
- Proximal Policy Optimization Algorithms [[paper](https://arxiv.org/abs/1707.06347)] [[code](https://github.com/a/j)]
- The Lottery Ticket Hypothesis [[paper](https://arxiv.org/abs/1803.03635)] [[code](https://github.com/a/k)]
```

```report
5:100 `code` for the second time in this entry
```

Two papers of one report are no slip, a paper and a repository called so are one:

```bad
- Attention Is All You Need [[pdf](https://arxiv.org/pdf/1706.03762)] [[pdf](https://github.com/a/a)]
- Deep Residual Learning for Image Recognition [[pdf](https://arxiv.org/pdf/1512.03385)]
- Adam: A Method for Stochastic Optimization [[pdf](https://arxiv.org/pdf/1412.6980)]
- Batch Normalization [[pdf](https://arxiv.org/pdf/1502.03167)]
- Layer Normalization [[pdf](https://arxiv.org/pdf/1607.06450)]
- Generative Adversarial Networks [[pdf](https://arxiv.org/pdf/1406.2661)]
- Mask R-CNN [[pdf](https://arxiv.org/pdf/1703.06870)]
- Densely Connected Convolutional Networks [[pdf](https://arxiv.org/pdf/1608.06993)]
- Auto-Encoding Variational Bayes [[pdf](https://arxiv.org/pdf/1312.6114)]
- Proximal Policy Optimization Algorithms [[pdf](https://arxiv.org/pdf/1707.06347)]
- The Lottery Ticket Hypothesis [[pdf](https://arxiv.org/pdf/1803.03635)]
```

```report
1:71 `pdf` for the second time in this entry
```

```good
- Attention Is All You Need [[pdf](https://arxiv.org/pdf/1706.03762)]
- Deep Residual Learning for Image Recognition [[pdf](https://arxiv.org/pdf/1512.03385)]
- Adam: A Method for Stochastic Optimization [[pdf](https://arxiv.org/pdf/1412.6980)]
- A Talk on Normalization [[pdf](https://arxiv.org/pdf/1502.03167)] [[pdf](https://arxiv.org/pdf/1607.06450)]
- Generative Adversarial Networks [[pdf](https://arxiv.org/pdf/1406.2661)]
- Mask R-CNN [[pdf](https://arxiv.org/pdf/1703.06870)]
- Densely Connected Convolutional Networks [[pdf](https://arxiv.org/pdf/1608.06993)]
- Auto-Encoding Variational Bayes [[pdf](https://arxiv.org/pdf/1312.6114)]
- Proximal Policy Optimization Algorithms [[pdf](https://arxiv.org/pdf/1707.06347)]
- The Lottery Ticket Hypothesis [[pdf](https://arxiv.org/pdf/1803.03635)]
- Denoising Diffusion Probabilistic Models [[pdf](https://arxiv.org/pdf/2006.11239)]
```

A list that has several of a kind:

```good
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)] [[code](https://github.com/a/a)] [[code](https://github.com/b/a)]
- Layer Normalization [[paper](https://arxiv.org/abs/1607.06450)] [[code](https://github.com/a/e)] [[code](https://github.com/z/e)]
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from awesome_lint.model import Entry, Link
from awesome_lint.rule import Context, Finding, Related, rule

MOST_OTHERS = 0.01
"""Share of a label's uses that may have it several times, this one not counted; what happens oftener is a habit."""


@rule(group="labels")
def duplicate_label(entry: Entry, context: Context) -> Iterator[Finding]:
    for run in context.style.runs(entry):
        if run.distinct_tags:
            continue
        by_label: dict[str, list[Link]] = defaultdict(list)
        for _, link in run.tags:
            by_label[link.label].append(link)
        for label, links in by_label.items():
            if (
                len(links) == 2
                and not label.isdecimal()
                and not _are_two_papers(links[0], links[1], context)
                and _is_single(label, context)
            ):
                first, second = links
                yield Finding(
                    second.outer, f"`{second.label}` for the second time in this entry", related=(Related("first here", first.outer),)
                )


def _are_two_papers(first: Link, second: Link, context: Context) -> bool:
    """Whether the entry (a talk, a report) names two papers, rather than one paper's code twice."""
    packs = context.packs
    one, other = packs.identity(first.url), packs.identity(second.url)
    return first.role in packs.roles_to("paper") and one != other and {packs.kind_of(one), packs.kind_of(other)} <= {"paper", ""}


def _is_single(label: str, context: Context) -> bool:
    """Whether entries of this list have the label once."""
    trait = context.style.trait(f"label-count.{label}")
    return trait is not None and trait.value == "once" and trait.is_enforced and len(trait.deviations) - 1 <= MOST_OTHERS * trait.total
