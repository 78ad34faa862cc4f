"""Two different entries have one link

A slip of copy and paste: a new entry was made of its neighbour, and one of the links still is the neighbour's. Or, more
rarely, one paper listed under the title of its preprint and again under its last one. Told where the titles have little
in common, and the link leads to one paper only (an arXiv id, a DOI, a page of proceedings), in whatever form it is
written. A link that many entries share is a collection or a placeholder, and no slip; nor is that of a system and of its
data, its checkpoints or an explanation of it, which begin with the same name. Under two headings it is an info: a list of
models and a list of papers may have one link.

Exactly two entries whose titles lead to one page, under two names, are reported too: in one list, a tool listed twice; elsewhere
an info. Two papers close to each other that have one code link are an info, unless their authors or titles have something in common.

## Fix

None: the right link isn't in the list.

## Examples

```bad
- Mask R-CNN for Object Instance Segmentation [[paper](https://arxiv.org/abs/1703.06870)]
- Densely Connected Convolutional Networks [[paper](https://arxiv.org/pdf/1703.06870v3)]
```

```report
2:3 “Mask R-CNN for Object Instance Segmentation” (line 1) and this entry both link to arxiv:1703.06870: one link is wrong, or both are one paper
```

```bad
- [Ripgrep](https://github.com/BurntSushi/ripgrep) - Searches folders.
- [fd](https://github.com/sharkdp/fd) - Finds files.
- [rg, a grep in Rust](https://github.com/BurntSushi/ripgrep/) - Fast search.
```

```report
3:4 leads to the page of “Ripgrep” (line 1): one link is wrong, or both are one work
```

```bad
- Mask R-CNN for Object Segmentation [[paper](https://arxiv.org/abs/1703.06870)] [[code](https://github.com/facebookresearch/Detectron)]
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)] [[code](https://github.com/facebookresearch/Detectron)]
```

```report
2:3 has the code link of “Mask R-CNN for Object Segmentation” (line 1): one of them may be wrong
```

```good
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)]
- Mask R-CNN (Extended Version) [[paper](https://arxiv.org/pdf/1703.06870v3)]
- Densely Connected Convolutional Networks [[paper](https://arxiv.org/abs/1608.06993)]
- ProcTHOR: Large-Scale Embodied AI Using Procedural Generation [[paper](https://arxiv.org/abs/2206.06994)]
- ProcTHOR-10K: Interactive Household Environments [[paper](https://arxiv.org/abs/2206.06994)]
- DeepSeek-V2: A Strong and Efficient Mixture-of-Experts Language Model [[paper](https://arxiv.org/abs/2405.04434)]
- DeepSeek-V2-236B Chat Checkpoint [[paper](https://arxiv.org/abs/2405.04434)]
```

A dataset has a page of its own, and names the paper on it:

```good
# Action recognition

## Papers

- [Two-Stream Convolutional Networks](https://arxiv.org/abs/1406.2199) - K. Simonyan et al.
- [Quo Vadis, Action Recognition? A New Model and the Kinetics Dataset](https://arxiv.org/abs/1705.07750) - J. Carreira et al.
- [Video Action Transformer Network](https://arxiv.org/abs/1812.02707) - R. Girdhar et al.

## Datasets

- [Kinetics](https://github.com/cvdfoundation/kinetics-dataset), [paper](https://arxiv.org/abs/1705.07750)
- [UCF101](https://www.crcv.ucf.edu/data/UCF101.php), [paper](https://arxiv.org/abs/1212.0402)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.checks.duplicates import is_new, matches, ordered
from awesome_lint.checks.duplicates.differences import name_before_title, surnames
from awesome_lint.checks.duplicates.sharing import shared_addresses, shared_code
from awesome_lint.knowledge import fold_title
from awesome_lint.matches import Match
from awesome_lint.model import Document, Entry
from awesome_lint.rule import Context, Finding, Related, Severity, rule

LONGEST_LINK = 60
"""Characters of a link in a message."""
SHORTEST_NAME = 3
"""Letters and digits of a name that two titles begin with."""


@rule(group="duplicates")
def shared_link(_document: Document, context: Context) -> Iterator[Finding]:
    for match in context.once(matches).shared:
        if _are_of_one_name(*(_with_name(entry, context) for entry in match[:2])):
            continue
        pair = ordered(match, context)
        place = pair.first.title_span or pair.first.span
        is_apart = match.first.section != match.second.section and not is_new(pair.second, context)
        yield Finding(
            pair.second.title_span or pair.second.span,
            _message(pair, context),
            related=(Related("the other paper", place),),
            severity=Severity.INFO if is_apart else None,
        )
    for match in shared_addresses(context):
        pair = ordered(match, context)
        message = f"leads to the page of {_named(pair.first, context)}: one link is wrong, or both are one work"
        yield _finding(pair, message, None if _are_in_one_list(match) or is_new(pair.second, context) else Severity.INFO)
    for match in shared_code(context):
        pair = ordered(match, context)
        yield _finding(pair, f"has the code link of {_named(pair.first, context)}: one of them may be wrong", Severity.INFO)


def _are_in_one_list(match: Match) -> bool:
    """Whether two entries are of one list, and each is of one thing: no other link without a label follows the title."""
    one, other = match.first, match.second
    return one.list_id == other.list_id and all(link.role or link.is_badge for link in (*one.labelled[:1], *other.labelled[:1]))


def _named(entry: Entry, context: Context) -> str:
    return f"“{entry.title}” (line {context.source.row(entry.span.start)})"


def _finding(pair: Match, message: str, severity: Severity | None) -> Finding:
    related = (Related("the other entry", pair.first.title_span or pair.first.span),)
    return Finding(pair.second.title_span or pair.second.span, message, related=related, severity=severity)


def _message(pair: Match, context: Context) -> str:
    row = context.source.row(pair.first.span.start)
    link = pair.common if len(pair.common) <= LONGEST_LINK else f"{pair.common[:LONGEST_LINK]}…"
    mine, its = surnames(pair.first, context), surnames(pair.second, context)
    words, others = (set(fold_title(entry.title).split()) for entry in pair[:2])
    if len(mine) > 1 and mine == its and 2 * len(words & others) >= min(len(words), len(others)):
        return f"links to {link} like “{pair.first.title}” (line {row}), by the same authors: one paper under two titles"
    return f"“{pair.first.title}” (line {row}) and this entry both link to {link}: one link is wrong, or both are one paper"


def _with_name(entry: Entry, context: Context) -> str:
    """The title with the name before it, if one is: `**[Net]** A Title` as `Net: A Title`."""
    name = name_before_title(entry, context)
    return f"{name}: {entry.title}" if name else entry.title


def _are_of_one_name(one: str, other: str) -> bool:
    """Whether two titles begin with one name: a system and its data, its checkpoints, an explanation of it."""
    return _begins_with_name(one, other) or _begins_with_name(other, one)


def _begins_with_name(one: str, other: str) -> bool:
    """Whether the name before a colon begins another title too, as a word of its own or as a part of one with a hyphen."""
    name, colon, _ = one.partition(":")
    words = fold_title(name)
    return bool(colon) and len(words) >= SHORTEST_NAME and f"{fold_title(other)} ".startswith(f"{words} ")
