"""A title is in small or in capital letters throughout, unlike all others

`attention is all you need`, or `ATTENTION IS ALL YOU NEED`, in a list that otherwise writes Title Case. Titles of four
words or more are told; `Attention is all you need`, as many papers write themselves, is not. Capitals throughout are told
once alone: many papers print their titles so, and a list with two of them takes titles over as they are. Only papers'
titles are told: tools and sites write their names as they like.

## Fix

A hint that is shown, never applied: names and abbreviations have capitals of their own.

## Examples

```bad
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)]
- Deep Residual Learning for Image Recognition [[paper](https://arxiv.org/abs/1512.03385)]
- Adam: A Method for Stochastic Optimization [[paper](https://arxiv.org/abs/1412.6980)]
- Accelerating Deep Network Training by Normalization [[paper](https://arxiv.org/abs/1502.03167)]
- Generative Adversarial Networks for Images [[paper](https://arxiv.org/abs/1406.2661)]
- Mask R-CNN for Instance Segmentation [[paper](https://arxiv.org/abs/1703.06870)]
- densely connected convolutional networks [[paper](https://arxiv.org/abs/1608.06993)]
- Auto-Encoding Variational Bayes with Deep Networks [[paper](https://arxiv.org/abs/1312.6114)]
- Proximal Policy Optimization Algorithms for Control [[paper](https://arxiv.org/abs/1707.06347)]
- The Lottery Ticket Hypothesis and Sparse Networks [[paper](https://arxiv.org/abs/1803.03635)]
- Denoising Diffusion Probabilistic Models for Images [[paper](https://arxiv.org/abs/2006.11239)]
```

```report
7:3 in small letters throughout, unlike the other titles (10 of 11)
```

A tool in the same list, and a list that has no one way:

```good
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)]
- Deep Residual Learning for Image Recognition [[paper](https://arxiv.org/abs/1512.03385)]
- Adam: A Method for Stochastic Optimization [[paper](https://arxiv.org/abs/1412.6980)]
- Accelerating Deep Network Training by Normalization [[paper](https://arxiv.org/abs/1502.03167)]
- Generative Adversarial Networks for Images [[paper](https://arxiv.org/abs/1406.2661)]
- Mask R-CNN for Instance Segmentation [[paper](https://arxiv.org/abs/1703.06870)]
- have i been pwned? [[site](https://haveibeenpwned.com)]
- Auto-Encoding Variational Bayes with Deep Networks [[paper](https://arxiv.org/abs/1312.6114)]
- Proximal Policy Optimization Algorithms for Control [[paper](https://arxiv.org/abs/1707.06347)]
- The Lottery Ticket Hypothesis and Sparse Networks [[paper](https://arxiv.org/abs/1803.03635)]
- Denoising Diffusion Probabilistic Models for Images [[paper](https://arxiv.org/abs/2006.11239)]
```

```good
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)]
- densely connected convolutional networks [[paper](https://arxiv.org/abs/1608.06993)]
- Mask R-CNN for Instance Segmentation [[paper](https://arxiv.org/abs/1703.06870)]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.checks.added import as_warning_if_added
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Document, Entry
from awesome_lint.rule import Context, Finding, Severity, rule

_SMALL = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "via", "vs", "with"])


@rule(group="entries", severity=Severity.INFO, fix=Applicability.HINT)
def title_capitals(document: Document, context: Context) -> Iterator[Finding]:
    trait = context.style.trait("title-capitals")
    if trait is None or not trait.is_enforced or trait.value != "mixed case":
        return
    loud = sum(observation.value == "capitals" for observation in trait.deviations)
    papers = {entry.title_span for entry in document.entries if _is_paper(entry, context)}
    for observation in trait.deviations:
        if not trait.is_pinned and ((observation.value == "capitals" and loud > 1) or observation.span not in papers):
            continue
        written = context.source[observation.span]
        usual = _title_case(written)
        fix = Fix.of(
            f"Write `{usual}`",
            Edit.replacement(observation.span, usual),
            applicability=Applicability.HINT,
            deltas=[Delta("text", written, usual)],
        )
        usual = "the config wants mixed case" if trait.is_pinned else f"unlike the other titles ({trait.support:,} of {trait.total:,})"
        message = f"in {observation.value} throughout, {usual}"
        yield as_warning_if_added(Finding(observation.span, message, fix), context)


def _is_paper(entry: Entry, context: Context) -> bool:
    """Whether an entry links a paper: by label, by site, or as a PDF."""
    packs = context.packs
    roles = packs.roles_only_to("paper")
    return any(link.role in roles or link.url.endswith(".pdf") or packs.is_paper(packs.identity(link.url)) for link in entry.links)


def _title_case(title: str) -> str:
    """Capitals as in a title; the name before a colon and what is in brackets stay as they are."""
    name, colon, rest = title.partition(":")
    kept, words = (f"{name}{colon} ", rest.split()) if colon and " " not in name and name.isupper() else ("", title.split())
    return kept + " ".join(_cased(word, is_first=not at) for at, word in enumerate(words))


def _cased(word: str, *, is_first: bool) -> str:
    if "(" in word or "@" in word or any(map(str.isdigit, word)):
        return word
    return word.lower() if word.lower() in _SMALL and not is_first else "-".join(part.capitalize() for part in word.split("-"))
