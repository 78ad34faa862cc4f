"""Labelled links in another order than in the rest of the list

A reader of a long list finds the code where it always is. The usual order is learnt pair by pair: where `paper` stands
before `code` in nearly all entries that have both, an entry that turns the two round is a slip. Sections that have
their own order, entries that have a label twice (several papers in one entry) and links with words between them are
left alone.

The order can be fixed in the config: `style.label-order = "paper, arxiv, code"`.

## Fix

Safe: the links change places, each with its brackets; what is between them stays where it is.

## Examples

```bad
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)] [[code](https://github.com/a/a)]
- Deep Residual Learning for Image Recognition [[paper](https://arxiv.org/abs/1512.03385)] [[code](https://github.com/a/b)]
- Adam: A Method for Stochastic Optimization [[paper](https://arxiv.org/abs/1412.6980)] [[code](https://github.com/a/c)]
- Batch Normalization [[paper](https://arxiv.org/abs/1502.03167)] [[code](https://github.com/a/d)]
- Layer Normalization [[paper](https://arxiv.org/abs/1607.06450)] [[code](https://github.com/a/e)]
- Generative Adversarial Networks [[paper](https://arxiv.org/abs/1406.2661)] [[code](https://github.com/a/f)]
- Mask R-CNN [[code](https://github.com/a/g)] [[paper](https://arxiv.org/abs/1703.06870)]
- Densely Connected Convolutional Networks [[paper](https://arxiv.org/abs/1608.06993)] [[code](https://github.com/a/h)]
- Auto-Encoding Variational Bayes [[paper](https://arxiv.org/abs/1312.6114)] [[code](https://github.com/a/i)]
- Proximal Policy Optimization Algorithms [[paper](https://arxiv.org/abs/1707.06347)] [[code](https://github.com/a/j)]
- The Lottery Ticket Hypothesis [[paper](https://arxiv.org/abs/1803.03635)] [[code](https://github.com/a/k)]
- Denoising Diffusion Probabilistic Models [[paper](https://arxiv.org/abs/2006.11239)] [[code](https://github.com/a/l)]
```

```fixed
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)] [[code](https://github.com/a/a)]
- Deep Residual Learning for Image Recognition [[paper](https://arxiv.org/abs/1512.03385)] [[code](https://github.com/a/b)]
- Adam: A Method for Stochastic Optimization [[paper](https://arxiv.org/abs/1412.6980)] [[code](https://github.com/a/c)]
- Batch Normalization [[paper](https://arxiv.org/abs/1502.03167)] [[code](https://github.com/a/d)]
- Layer Normalization [[paper](https://arxiv.org/abs/1607.06450)] [[code](https://github.com/a/e)]
- Generative Adversarial Networks [[paper](https://arxiv.org/abs/1406.2661)] [[code](https://github.com/a/f)]
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)] [[code](https://github.com/a/g)]
- Densely Connected Convolutional Networks [[paper](https://arxiv.org/abs/1608.06993)] [[code](https://github.com/a/h)]
- Auto-Encoding Variational Bayes [[paper](https://arxiv.org/abs/1312.6114)] [[code](https://github.com/a/i)]
- Proximal Policy Optimization Algorithms [[paper](https://arxiv.org/abs/1707.06347)] [[code](https://github.com/a/j)]
- The Lottery Ticket Hypothesis [[paper](https://arxiv.org/abs/1803.03635)] [[code](https://github.com/a/k)]
- Denoising Diffusion Probabilistic Models [[paper](https://arxiv.org/abs/2006.11239)] [[code](https://github.com/a/l)]
```

```report
7:14 `code` before `paper`: here `paper` comes first (11 of 12)
```

Few entries, or no usual order: nothing is out of order.

```good
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)] [[code](https://github.com/a/a)]
- Mask R-CNN [[code](https://github.com/a/g)] [[paper](https://arxiv.org/abs/1703.06870)]
- Layer Normalization [[paper](https://arxiv.org/abs/1607.06450)] [[code](https://github.com/a/e)]
```
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.knowledge import fold_label
from awesome_lint.model import Entry, Link
from awesome_lint.rule import Context, Finding, rule
from awesome_lint.source import Source, Span
from awesome_lint.style.measures.labels import sure_pairs

Pairs = Collection[tuple[str, str]]


@rule(group="labels", fix=Applicability.SAFE)
def label_order(entry: Entry, context: Context) -> Iterator[Finding]:
    pairs = context.once(_pairs)
    if not pairs or len(entry.links) < 2:
        return
    for run in context.style.runs(entry):
        tags = run.distinct_tags
        wrong = next(((one, other) for (second, one), (first, other) in combinations(tags, 2) if (first, second) in pairs), None)
        if wrong and not _is_own_order(*wrong, entry, context):
            fix = _fix(run.links, [link for _, link in tags], pairs, context.source)
            yield Finding(Span(wrong[0].outer.start, wrong[1].outer.end), _message(*wrong, context), fix)


def _pairs(context: Context) -> Pairs:
    return sure_pairs(context.style)


def _is_turned(one: Link, other: Link, pairs: Pairs) -> bool:
    return (fold_label(other.label), fold_label(one.label)) in pairs


def _is_own_order(one: Link, other: Link, entry: Entry, context: Context) -> bool:
    """Whether the section has its links in this order more than once, and oftener than not."""
    trait = context.style.trait(_pair(one, other), entry.section) if entry.section and "label-order" not in context.style.pins else None
    if trait is None:
        return False
    here = trait.support if trait.value == f"{fold_label(one.label)}, {fold_label(other.label)}" else trait.total - trait.support
    return here > 1 and 2 * here > trait.total


def _pair(one: Link, other: Link) -> str:
    return f"label-pair.{', '.join(sorted((fold_label(one.label), fold_label(other.label))))}"


def _message(one: Link, other: Link, context: Context) -> str:
    first, second = fold_label(other.label), fold_label(one.label)
    if "label-order" in context.style.pins:
        return f"`{one.label}` before `{other.label}`, where the config wants `{other.label}` first"
    trait = context.style.trait(_pair(one, other))
    seen = f" ({trait.support:,} of {trait.total:,})" if trait and trait.value == f"{first}, {second}" else ""
    return f"`{one.label}` before `{other.label}`: here `{other.label}` comes first{seen}"


def _fix(run: Sequence[Link], tags: Sequence[Link], pairs: Pairs, source: Source) -> Fix | None:
    """Put the links into the slots in order; None where the usual order runs in a circle or another link would lose its neighbour."""
    ordered = _in_order(tags, pairs)
    if ordered is None:
        return None
    moved = [(slot, link) for slot, link in zip(tags, ordered, strict=True) if slot is not link]
    among = run[run.index(moved[0][0]) : run.index(moved[-1][0]) + 1]
    if any(link.is_badge for link in among):
        return None
    edits = (Edit.replacement(slot.outer, source[link.outer]) for slot, link in moved)
    names = ", ".join(f"`{link.label}`" for link in ordered)
    return Fix.of(f"Write {names}", *edits, deltas=[Delta("link order")])


def _in_order(tags: Sequence[Link], pairs: Pairs) -> list[Link] | None:
    """The links in the usual order; those that it says nothing of stay as near to where they were as it lets them."""
    left, ordered = list(tags), []
    while left:
        first = next((link for link in left if not any(_is_turned(link, other, pairs) for other in left)), None)
        if first is None:
            return None
        left.remove(first)
        ordered.append(first)
    return ordered
