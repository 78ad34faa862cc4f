"""A label is spelt unlike everywhere else in the list

`[Code]` among two hundred `[code]`, or a slip such as `[papre]`. The list's own spelling is what nearly all uses have;
where two spellings are both at home, neither is wrong. Two labels that say different things (`paper` and `papers`,
`slide` and `slides`) are never confused.

`arvix` and the like are slips even where the whole list writes so. A label with a mark behind it, such as `code*`, is
the label with a footnote. A site's own name (`GitHub`) is never a slip.

A spelling can be fixed in the config: `style.label-spelling.code = "Code"`.

## Fix

Safe: the label is written as elsewhere in the list. The link stays as it is.

## Examples

```bad
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)]
- Deep Residual Learning for Image Recognition [[paper](https://arxiv.org/abs/1512.03385)]
- Adam: A Method for Stochastic Optimization [[paper](https://arxiv.org/abs/1412.6980)]
- Batch Normalization [[paper](https://arxiv.org/abs/1502.03167)]
- Layer Normalization [[Paper](https://arxiv.org/abs/1607.06450)]
- Generative Adversarial Networks [[paper](https://arxiv.org/abs/1406.2661)]
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)]
- Densely Connected Convolutional Networks [[paper](https://arxiv.org/abs/1608.06993)]
- Auto-Encoding Variational Bayes [[paper](https://arxiv.org/abs/1312.6114)]
- Proximal Policy Optimization Algorithms [[paper](https://arxiv.org/abs/1707.06347)]
- The Lottery Ticket Hypothesis [[paepr](https://arxiv.org/abs/1803.03635)]
- Denoising Diffusion Probabilistic Models [[paper](https://arxiv.org/abs/2006.11239)]
```

```fixed
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)]
- Deep Residual Learning for Image Recognition [[paper](https://arxiv.org/abs/1512.03385)]
- Adam: A Method for Stochastic Optimization [[paper](https://arxiv.org/abs/1412.6980)]
- Batch Normalization [[paper](https://arxiv.org/abs/1502.03167)]
- Layer Normalization [[paper](https://arxiv.org/abs/1607.06450)]
- Generative Adversarial Networks [[paper](https://arxiv.org/abs/1406.2661)]
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)]
- Densely Connected Convolutional Networks [[paper](https://arxiv.org/abs/1608.06993)]
- Auto-Encoding Variational Bayes [[paper](https://arxiv.org/abs/1312.6114)]
- Proximal Policy Optimization Algorithms [[paper](https://arxiv.org/abs/1707.06347)]
- The Lottery Ticket Hypothesis [[paper](https://arxiv.org/abs/1803.03635)]
- Denoising Diffusion Probabilistic Models [[paper](https://arxiv.org/abs/2006.11239)]
```

```report
5:25 `Paper` is `paper` elsewhere in this list (10 of 11)
11:35 `paepr` looks like a slip of `paper` (10 uses)
```

```bad
- Attention Is All You Need [[arvix](https://arxiv.org/abs/1706.03762)]
- Batch Normalization [[arvix](https://arxiv.org/abs/1502.03167)]
```

```fixed
- Attention Is All You Need [[arxiv](https://arxiv.org/abs/1706.03762)]
- Batch Normalization [[arxiv](https://arxiv.org/abs/1502.03167)]
```

```good
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)] [[Code](https://github.com/a/a)]
- Layer Normalization [[Paper](https://arxiv.org/abs/1607.06450)] [[code](https://github.com/a/b)]
- Batch Normalization [[papers](https://arxiv.org/abs/1502.03167)] [[node](https://github.com/a/c)]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.knowledge import fold_label
from awesome_lint.model import Entry, Link
from awesome_lint.rule import Context, Finding, rule
from awesome_lint.source import Span
from awesome_lint.style import Trait
from awesome_lint.style.runs import may_be_tag
from awesome_lint.text import is_one_slip

RARE = 2
"""Uses. What a list writes oftener than that, it means."""
TIMES_RARER = 10
"""How many times as often the right spelling must occur as the slip."""
WORDS_OF_A_TITLE = 3
"""Words before a link that make them the title, rather than a tag or a date."""
SHORTEST_SLIP = 4
"""Letters of a label that lacks one, of those that aren't known."""
SHORTEST_TYPO = 5
"""Letters. Among four, one letter more or less makes another word too often (`code`, `node`, `core`)."""


@rule(group="labels", fix=Applicability.SAFE)
def label_spelling(entry: Entry, context: Context) -> Iterator[Finding]:
    settled = context.once(_right_spellings)
    for link in entry.links:
        written = link.label.strip()
        if (
            (written in settled and context.packs.misspelt(written) is None)
            or not may_be_tag(link)
            or "]" in written  # an escaped bracket: the label is damaged, whatever it is called
            or (link is entry.title_link and not _has_words_before(link, context))
            or sum(other.label.strip() == written for other in entry.links) > RARE  # what this entry calls them
        ):
            continue
        trait = context.style.trait(f"label-spelling.{fold_label(written)}")
        if link.role and (name := context.packs.misspelt(written)):
            yield _finding(entry, link, _in_case_of(name, written), f"`{written}` is a misspelling of {name}", context)
        elif trait and trait.is_enforced and (trait.is_pinned or not context.packs.is_name_of_site(written)):
            right = trait.value + _mark(written, trait.value)
            if right != written:
                yield _finding(entry, link, right, _message(written, trait), context)
        elif meant := _meant(link, context):
            yield _finding(entry, link, meant.value, f"`{written}` looks like a slip of `{meant.value}` ({meant.support:,} uses)", context)


def _message(written: str, trait: Trait) -> str:
    if trait.is_pinned:
        return f"`{written}`, where the config wants `{trait.value}`"
    return f"`{written}` is `{trait.value}` elsewhere in this list ({trait.support:,} of {trait.total:,})"


def _mark(written: str, usual: str) -> str:
    """What a label has behind the usual one, such as `*`, which a legend or a footnote explains."""
    rest = written[len(usual) :]
    return rest if written.casefold().startswith(usual.casefold()) and not any(map(str.isalnum, rest)) else ""


def _in_case_of(right: str, written: str) -> str:
    """A name as it is written, or in small letters or capitals throughout where the slip is."""
    return right.lower() if written.islower() else right.upper() if written.isupper() else right


def _has_words_before(link: Link, context: Context) -> bool:
    """Whether a title is before the link, which was then taken for the title since nobody knows it as a label."""
    line = context.source.line_span(context.source.row(link.span.start))
    return context.source.text.count(" ", line.start, link.outer.start) > WORDS_OF_A_TITLE


def _finding(entry: Entry, link: Link, right: str, message: str, context: Context) -> Finding:
    place = _words_of(link, context)
    # Once the label is right the entry gets another title: no fix could promise that nothing else changes.
    if place is None or link is entry.title_link:
        return Finding(place or link.span, message)
    fix = Fix.of(f"Write `{right}`", Edit.replacement(place, right), deltas=[Delta("text", link.label.strip(), right)])
    return Finding(place, message, fix)


def _words_of(link: Link, context: Context) -> Span | None:
    """Where the label's words are, without markup; None where they can't be told."""
    if link.label_span is None:
        return None
    text, words = context.source[link.label_span], link.label.strip()
    if text.count(words) != 1:
        return None
    start = link.label_span.start + text.index(words)
    return Span(start, start + len(words))


def _meant(link: Link, context: Context) -> Trait | None:
    """The one usual label that a rare one misses by a letter; None if there is none, or more than one."""
    label = fold_label(link.label)
    uses = context.style.labels[label]
    if uses > RARE or not label.replace(" ", "").isalpha():
        return None
    role = context.packs.role(label)
    near = [
        trait
        for usual, trait in context.once(_usual_labels).items()
        if trait.support >= TIMES_RARER * uses and role in (None, context.packs.role(usual)) and _is_slip(label, usual)
    ]
    return near[0] if len(near) == 1 else None


def _right_spellings(context: Context) -> frozenset[str]:
    """The labels that are spelt as they should be: nearly all of a list's."""
    return frozenset(trait.value for label, trait in context.once(_usual_labels).items() if fold_label(trait.value) == label)


def _usual_labels(context: Context) -> dict[str, Trait]:
    return {label: trait for label, trait in context.style.family("label-spelling").items() if trait.is_enforced}


def _is_slip(label: str, usual: str) -> bool:
    """Whether two neighbouring inner letters change places, or, in longer words, one letter is wrong, missing or too much.

    The first letter must be right: what begins otherwise is another word. So is a plural.
    """
    if label[:1] != usual[:1] or f"{label}s" == usual or label == f"{usual}s" or not is_one_slip(label, usual):
        return False
    return sorted(label) == sorted(usual) or (max(len(label), len(usual)) >= SHORTEST_TYPO and len(label) >= SHORTEST_SLIP)
