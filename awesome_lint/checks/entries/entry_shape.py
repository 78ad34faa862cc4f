"""An entry is written unlike nearly all its neighbours

A title in bold among plain ones, a description without the full stop that all others end in, `:` where a dash separates
title and description elsewhere (not a comma, which goes on with a remark: `, in German`), a full stop before the parentheses that close
an entry where the others have it behind. What is usual is learnt from the section, or from the whole list where the section is
short; ways that a section uses twice are its own. Where a list has a second way in regular use, a third one is reported that is rare beside
the way that dominates (four fifths of the list, and thirty times as often). Lists that write as they like are left alone.

## Fix

Safe where it is a matter of one character: a full stop more, less or moved, the dash before the description. The full stop of
a title is dropped on request only (unsafe), since some papers' titles have one. Markup is only reported.

## Examples

```bad
- [Adam](https://arxiv.org/abs/1412.6980) - A method for stochastic optimization.
- [BERT](https://arxiv.org/abs/1810.04805) - Deep bidirectional transformers.
- [CLIP](https://arxiv.org/abs/2103.00020) - Visual models from language supervision.
- [DETR](https://arxiv.org/abs/2005.12872) - Object detection with transformers.
- [ELMo](https://arxiv.org/abs/1802.05365) - Deep contextualized word representations.
- [FaceNet](https://arxiv.org/abs/1503.03832) – An embedding of faces.
- [GPT-3](https://arxiv.org/abs/2005.14165) - Language models are few-shot learners.
- [LoRA](https://arxiv.org/abs/2106.09685) - Low-rank adaptation of large language models
- [Mask R-CNN](https://arxiv.org/abs/1703.06870) - Instance segmentation.
- [NeRF](https://arxiv.org/abs/2003.08934) - Scenes as neural radiance fields.
- [ResNet](https://arxiv.org/abs/1512.03385) - Deep residual learning.
- [VAE](https://arxiv.org/abs/1312.6114) - Auto-encoding variational Bayes.
```

```fixed
- [Adam](https://arxiv.org/abs/1412.6980) - A method for stochastic optimization.
- [BERT](https://arxiv.org/abs/1810.04805) - Deep bidirectional transformers.
- [CLIP](https://arxiv.org/abs/2103.00020) - Visual models from language supervision.
- [DETR](https://arxiv.org/abs/2005.12872) - Object detection with transformers.
- [ELMo](https://arxiv.org/abs/1802.05365) - Deep contextualized word representations.
- [FaceNet](https://arxiv.org/abs/1503.03832) - An embedding of faces.
- [GPT-3](https://arxiv.org/abs/2005.14165) - Language models are few-shot learners.
- [LoRA](https://arxiv.org/abs/2106.09685) - Low-rank adaptation of large language models.
- [Mask R-CNN](https://arxiv.org/abs/1703.06870) - Instance segmentation.
- [NeRF](https://arxiv.org/abs/2003.08934) - Scenes as neural radiance fields.
- [ResNet](https://arxiv.org/abs/1512.03385) - Deep residual learning.
- [VAE](https://arxiv.org/abs/1312.6114) - Auto-encoding variational Bayes.
```

```report
6:46 ` – ` before the description, elsewhere ` - ` (11 of 12)
8:89 no full stop at the end, elsewhere there is one (11 of 12)
```

A remark after a comma, and an emoji before the dash:

```good
- [Adam](https://arxiv.org/abs/1412.6980) - A method for stochastic optimization.
- [BERT](https://arxiv.org/abs/1810.04805) - Deep bidirectional transformers.
- [CLIP](https://arxiv.org/abs/2103.00020) - Visual models from language supervision.
- [DETR](https://arxiv.org/abs/2005.12872) - Object detection with transformers.
- [ELMo](https://arxiv.org/abs/1802.05365) - Deep contextualized word representations.
- [FaceNet](https://arxiv.org/abs/1503.03832), in German (2016).
- [GPT-3](https://arxiv.org/abs/2005.14165) - Language models are few-shot learners.
- [LoRA](https://arxiv.org/abs/2106.09685) :copyright: - Low-rank adaptation of large language models.
- [Mask R-CNN](https://arxiv.org/abs/1703.06870) - Instance segmentation.
- [NeRF](https://arxiv.org/abs/2003.08934) - Scenes as neural radiance fields.
- [ResNet](https://arxiv.org/abs/1512.03385) - Deep residual learning.
- [VAE](https://arxiv.org/abs/1312.6114) - Auto-encoding variational Bayes.
```

```bad
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)]
- Deep Residual Learning for Image Recognition [[paper](https://arxiv.org/abs/1512.03385)]
- Adam: A Method for Stochastic Optimization [[paper](https://arxiv.org/abs/1412.6980)]
- Batch Normalization [[paper](https://arxiv.org/abs/1502.03167)]
- Layer Normalization [[paper](https://arxiv.org/abs/1607.06450)]
- **Generative Adversarial Networks** [[paper](https://arxiv.org/abs/1406.2661)]
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)]
- Densely Connected Convolutional Networks [[paper](https://arxiv.org/abs/1608.06993)]
- Auto-Encoding Variational Bayes [[paper](https://arxiv.org/abs/1312.6114)]
- Proximal Policy Optimization Algorithms [[paper](https://arxiv.org/abs/1707.06347)]
- The Lottery Ticket Hypothesis [[paper](https://arxiv.org/abs/1803.03635)]
- Denoising Diffusion Probabilistic Models [[paper](https://arxiv.org/abs/2006.11239)]
```

```report
6:5 the title is written `**x**`, elsewhere `x` (11 of 12); it departs from the template here: `{title} [[paper]]`
```

```bad
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)]
- Deep Residual Learning for Image Recognition [[paper](https://arxiv.org/abs/1512.03385)]
- Adam: A Method for Stochastic Optimization [[paper](https://arxiv.org/abs/1412.6980)]
- Batch Normalization [[paper](https://arxiv.org/abs/1502.03167)]
- Layer Normalization [[paper](https://arxiv.org/abs/1607.06450)]
- Generative Adversarial Networks. [[paper](https://arxiv.org/abs/1406.2661)]
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)]
- Densely Connected Convolutional Networks [[paper](https://arxiv.org/abs/1608.06993)]
- Auto-Encoding Variational Bayes [[paper](https://arxiv.org/abs/1312.6114)]
- Proximal Policy Optimization Algorithms [[paper](https://arxiv.org/abs/1707.06347)]
- The Lottery Ticket Hypothesis [[paper](https://arxiv.org/abs/1803.03635)]
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
```

```good
- [Adam](https://arxiv.org/abs/1412.6980) - A method for stochastic optimization.
- **BERT**: deep bidirectional transformers [[paper](https://arxiv.org/abs/1810.04805)]
- [CLIP](https://arxiv.org/abs/2103.00020): Visual models from language supervision
```

A blank more before the description is one that no page shows:

```good
- [Adam](https://arxiv.org/abs/1412.6980) - A method for stochastic optimization.
- [BERT](https://arxiv.org/abs/1810.04805) - Bidirectional transformers.
- [CLIP](https://arxiv.org/abs/2103.00020) - Visual models from language supervision.
- [DDPM](https://arxiv.org/abs/2006.11239) - Denoising diffusion.
- [DenseNet](https://arxiv.org/abs/1608.06993) - Densely connected networks.
- [GAN](https://arxiv.org/abs/1406.2661) - Adversarial networks.
- [Layer Normalization](https://arxiv.org/abs/1607.06450) -  Normalizes over a layer.
- [Mask R-CNN](https://arxiv.org/abs/1703.06870) - Instance segmentation.
- [NeRF](https://arxiv.org/abs/2003.08934) - Scenes as neural radiance fields.
- [PPO](https://arxiv.org/abs/1707.06347) - Proximal policy optimization.
- [ResNet](https://arxiv.org/abs/1512.03385) - Deep residual learning.
- [VAE](https://arxiv.org/abs/1312.6114) - Auto-encoding variational Bayes.
```
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from awesome_lint.checks.added import as_warning_if_added
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Document
from awesome_lint.patterns import compiled
from awesome_lint.reading.describe import usual
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span
from awesome_lint.style import LEAST_OBSERVATIONS, Observation, Trait
from awesome_lint.style.measures.entries import BEFORE, FULL_STOPS

OWN_WAY = 2
"""Uses of another way in a section that has too few entries to tell: from so many on it is the section's own."""


@rule(group="entries", severity=Severity.INFO, fix=Applicability.SAFE)
def entry_shape(document: Document, context: Context) -> Iterator[Finding]:
    for name, finding in _ASPECTS.items():
        for observation, trait in _strays(name, document, context):
            if told := finding(observation, trait, context):
                yield as_warning_if_added(told, context)


def _strays(name: str, document: Document, context: Context) -> Iterator[tuple[Observation, Trait]]:
    """The observations that differ from what is usual around them, with the trait that says what is."""
    whole = context.style.trait(name)
    if whole is None or not whole.deviations:
        return
    if whole.is_pinned:
        yield from ((observation, whole) for observation in whole.deviations)
        return
    sections = {section.number: section for section in document.sections}
    ways = Counter((o.section, o.value) for o in context.style.observations(name)[""])
    rare = frozenset(whole.rarities)
    traits = {number: context.style.trait(name, sections[number]) for number, _ in ways if number in sections}
    for observation in context.style.observations(name)[""]:
        here = traits.get(observation.section)
        is_long = here is not None and here.total > LEAST_OBSERVATIONS
        if here and is_long and here.is_enforced:
            if observation.value != here.value and not (whole.is_enforced and observation.value == whole.value):
                yield observation, here
        elif (
            whole.is_enforced
            and observation.value != whole.value
            and not is_long
            and ways[observation.section, observation.value] < OWN_WAY
        ) or (observation in rare and context.style.is_usual_in(sections.get(observation.section), whole)):
            yield observation, whole


def _usual(trait: Trait, what: str) -> str:
    """`elsewhere there is one (11 of 12)`, or what the config wants."""
    return f"the config wants {what}" if trait.is_pinned else f"elsewhere {what} {_seen(trait)}"


def _seen(trait: Trait) -> str:
    return f"({trait.support:,} of {trait.total:,})"


def _markup(observation: Observation, trait: Trait, context: Context) -> Finding | None:
    """Emphasis alone: whether a title is a link, or in quotation marks, depends on what there is to link and to quote."""
    is_emphasis = _EMPHASIS.sub("", observation.value) == _EMPHASIS.sub("", trait.value)
    if not trait.is_pinned and not (is_emphasis and _stands_free(observation, context) and not _is_distinguished(observation, context)):
        return None
    if not trait.is_enforced and "](" not in context.source.line(context.source.row(observation.span.start)):
        return None  # a label of what is nested below it
    template = usual(context.document.template)
    departs = f"; it departs from the template here: `{template}`" if template and not trait.is_pinned else ""
    return Finding(observation.span, f"the title is written `{observation.value}`, {_usual(trait, f'`{trait.value}`')}{departs}")


def _is_distinguished(observation: Observation, context: Context) -> bool:
    """Whether the entry says why it stands out: its paper won an award, was a highlight, or is recommended."""
    source = context.source
    line = source.line_span(source.row(observation.span.start))
    return _DISTINCTION.search(source.text, line.start, line.end) is not None


_DISTINCTION = re.compile(
    r"(?i)\b(?:best|outstanding|distinguished|award|awarded|winner|oral|spotlight|highlight|must[ -]read|recommended|featured|honou?rable)\b"
    r"|[\u2b50\u2605\u2728\U0001f3c6\U0001f525\U0001f31f\U0001f947\U0001f44d]|:(?:star|trophy|fire|sparkles|star2|1st_place_medal):"
)
_EMPHASIS = re.compile(r"[*_]+")
_MARKER = re.compile(r"[ \t>]*(?:[-*+][ \t]|\d+[.)][ \t])?")
_TAG = re.compile(r"\[[^\[\]]*\]")


def _stands_free(observation: Observation, context: Context) -> bool:
    """Whether its own markup is all there is between the entry's start, save for a tag like `[**CVPR 2024**]`, and the title."""
    source, (start, end) = context.source, observation.span
    line = source.line_span(source.row(start))
    marker = _MARKER.match(source.text, line.start, start)
    before = source.text[marker.end() if marker else line.start : start]
    own = observation.value[: observation.value.index("x")]
    return (
        _TAG.sub("", before).strip() == own and "*" not in source.text[start:end] and (own != "" or source.text[end : end + 1] not in "*_")
    )


def _separator(observation: Observation, trait: Trait, _context: Context) -> Finding | None:
    if not _are_rivals(observation.value.strip(), trait.value.strip()):
        return None
    if _look_alike(observation.value, trait.value) and not trait.is_pinned:
        return None
    fix = None
    if trait.is_pinned or _is_one_character(observation.value, trait.value):
        deltas = [Delta("text", observation.value, trait.value)]
        fix = Fix.of(f"Write `{trait.value}`", Edit.replacement(observation.span, trait.value), deltas=deltas)
    return Finding(observation.span, f"`{observation.value}` before the description, {_usual(trait, f'`{trait.value}`')}", fix)


def _are_rivals(one: str, other: str) -> bool:
    """Whether two separators say the same: a comma goes on with a remark (`, in German`), no sign at all with the sentence."""
    return bool(one and other) and (one in _COMMAS) == (other in _COMMAS)


def _look_alike(one: str, other: str) -> bool:
    """Whether two separators differ only in how many blanks are in a run: a page shows one."""
    return _BLANKS.sub(" ", one) == _BLANKS.sub(" ", other)


_BLANKS = re.compile(r"[ \t]+")


_COMMAS = ",，"


def _is_one_character(old: str, new: str) -> bool:
    """Whether one character more, less or another makes the one of the other."""
    if len(old) == len(new):
        return sum(a != b for a, b in zip(old, new, strict=True)) == 1
    long, short = sorted((old, new), key=len, reverse=True)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _final_stop(observation: Observation, trait: Trait, context: Context) -> Finding | None:
    if not observation.value:
        fix = Fix.of(f"End in `{trait.value}`", Edit.insertion(observation.span.end, trait.value), deltas=[Delta("text", "", trait.value)])
        usual = "the config wants one" if trait.is_pinned else f"elsewhere there is one {_seen(trait)}"
        return Finding(observation.span, f"no full stop at the end, {usual}", fix)
    if trait.value and trait.is_pinned:
        deltas = [Delta("text", observation.value, trait.value)]
        fix = Fix.of(f"End in `{trait.value}`", Edit.replacement(observation.span, trait.value), deltas=deltas)
        return Finding(observation.span, f"`{observation.value}` at the end, the config wants `{trait.value}`", fix)
    line = context.source.line(context.source.row(observation.span.start))
    if trait.value or line.endswith("al.") or ". " in line[:-1]:
        return None  # several sentences, or an abbreviation
    fix = Fix.of("Drop the full stop", Edit.deletion(observation.span), deltas=[Delta("text", context.source[observation.span], "")])
    usual = "the config wants none" if trait.is_pinned else f"elsewhere there is none {_seen(trait)}"
    return Finding(observation.span, f"a full stop at the end, {usual}", fix)


def _title_stop(observation: Observation, trait: Trait, context: Context) -> Finding | None:
    text, (start, end) = context.source.text, observation.span
    if trait.value and trait.is_pinned:
        return Finding(observation.span, "the title doesn't end in a full stop, the config wants one")
    if trait.value or observation.value not in FULL_STOPS:
        return None
    dot = end - 1 if text[end - 1] == "." else end
    if "." in text[start:dot]:
        return None  # several sentences
    deltas = [Delta("text", text[dot : dot + 1], "")]
    fix = Fix.of("Drop the full stop", Edit(dot, dot + 1), applicability=Applicability.UNSAFE, deltas=deltas)
    usual = "the config wants none" if trait.is_pinned else f"elsewhere none does {_seen(trait)}"
    return Finding(observation.span, f"the title ends in a full stop, {usual}", fix)


def _closing_stop(observation: Observation, trait: Trait, context: Context) -> Finding | None:
    """A full stop before the closing part of an entry, where others have it behind, or the other way round."""
    (start, end), marked = observation.span, context.source[observation.span]
    is_before = observation.value == BEFORE
    part = (marked[1:] if is_before else marked[:-1]).strip()
    if compiled(_SENTENCE).match(part):
        return None
    stop, there = (Span(start, start + 1), end) if is_before else (Span(end - 1, end), start)
    sign = context.source[stop]
    edits = Edit.deletion(stop), Edit.insertion(there, sign)
    fix = Fix.of(f"Put the full stop {trait.value} it", *edits, deltas=[Delta("text", sign, ""), Delta("text", "", sign)])
    return Finding(stop, f"the full stop is {observation.value} `{part}`, elsewhere it is {trait.value} such an end {_seen(trait)}", fix)


_SENTENCE = r"\([A-Z][^\s()]*(?: [^\s()]+){2,}"
"""Parentheses that hold a sentence of their own."""

_ASPECTS: dict[str, Callable[[Observation, Trait, Context], Finding | None]] = {
    "title-markup": _markup,
    "description-separator": _separator,
    "final-full-stop": _final_stop,
    "closing-stop": _closing_stop,
    "title-full-stop": _title_stop,
}
