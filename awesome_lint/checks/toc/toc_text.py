"""A line of the contents whose text isn't made of its heading as the others are

Readers look in the contents for what they will read above the section. Most lists repeat the heading word by word;
some shorten it throughout (`CVPR` for `CVPR-2024` below `2024`). Either is the list's way, and a text that is made
otherwise stands out. Texts are compared only where all but a few lines of the contents follow one way.

A text that leaves out words of its heading, or adds some, is taken as meant: only what is nearly the heading's text is
a slip. A text that differs in capitals or punctuation alone is an info, where nearly all others are exact; a colon at the
end of a heading and `C#` for `CSharp` are left alone, and so are capitals where the heading is the odd one among the headings.

## Fix

The text is made of the heading in the list's way. Safe where the last letters are missing; else a hint, which is never
applied: the link works, and the slip may be in the heading.

## Examples

```bad
- [Surveys](#surveys)
- [Datasets and Benchmarks](#datasets-and-benchmarks)
- [Image Synthesys](#image-synthesis)
- [Video Synthesis](#video-synthesis)
- [Applications](#applications)

## Surveys
## Datasets and Benchmarks
## Image Synthesis
## Video Synthesis
## Applications
```

```report
3:4 the heading reads “Image Synthesis”
```

```bad
- [Surveys](#surveys)
- [Datasets and Benchmarks](#datasets-and-benchmarks)
- [Image Synthes](#image-synthesis)
- [Video Synthesis](#video-synthesis)
- [Applications](#applications)

## Surveys
## Datasets and Benchmarks
## Image Synthesis
## Video Synthesis
## Applications
```

```fixed
- [Surveys](#surveys)
- [Datasets and Benchmarks](#datasets-and-benchmarks)
- [Image Synthesis](#image-synthesis)
- [Video Synthesis](#video-synthesis)
- [Applications](#applications)

## Surveys
## Datasets and Benchmarks
## Image Synthesis
## Video Synthesis
## Applications
```

```good
- [CVPR](#cvpr-2024)
- [ICML](#icml-2024)
- [ECCV](#eccv-2024)
- [AAAI](#aaai-2024)
- [ICLR](#iclr-2024)

## CVPR-2024
## ICML-2024
## ECCV-2024
## AAAI-2024
## ICLR-2024
```

```good
- [Surveys](#surveys)
- [Datasets](#datasets-and-benchmarks)
- [Image Synthesis](#image-synthesis)
- [Applications](#applications)

## Surveys
## Datasets and Benchmarks
## Image Synthesis
## Applications
```

The heading is the odd one here:

```good
- [Data Engineering](#data-engineering)
- [Feature Stores](#feature-stores)
- [Model Serving](#model-serving)
- [Team Structure](#team-structure)
- [Open Problems](#open-problems)
- [Search Engines](#search-engines)
- [Graph Learning](#graph-learning)
- [Image Models](#image-models)
- [Text Models](#text-models)
- [Speech Models](#speech-models)
- [Anomaly Detection](#anomaly-detection)
- [Causal Inference](#causal-inference)

## Data Engineering
## Feature Stores
## Model Serving
## Team structure
## Open Problems
## Search Engines
## Graph Learning
## Image Models
## Text Models
## Speech Models
## Anomaly Detection
## Causal Inference
```
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from awesome_lint.checks.toc.likeness import KIN, fold, kinship
from awesome_lint.checks.toc.reading import reading
from awesome_lint.edits import Applicability, Delta, Fix
from awesome_lint.model import Contents, Section
from awesome_lint.rule import Context, Finding, Related, Severity, rule
from awesome_lint.style import LEAST_OBSERVATIONS, LEAST_SHARE

# With fewer lines than LEAST_OBSERVATIONS, so many others must follow the way, and a text must look like a slip.
LEAST_LINES = 4
MOST_LETTERS = 2
SHARE_OF_USUAL_CAPITALS = 0.6
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_AT_THE_END = " .:：。!！?？"
_SIGN_IN_WORD = re.compile(r"\w(?:#|\+\+)")


@rule(group="toc", severity=Severity.WARNING, fix=Applicability.SAFE)
def toc_text(contents: Contents, context: Context) -> Iterator[Finding]:
    read = reading(contents, context)
    # A second line for one section is no name of it: toc-duplicate's finding, or meant.
    first = {section.number: index for index, section in reversed([*enumerate(read.aims)]) if section}
    lines = [
        (item, item.section, name)
        for index, item in enumerate(read.items)
        if item.section and index not in read.mended and first[item.section.number] == index and (name := read.name(item.section))
    ]
    differing = [line for line in lines if line[0].text != line[2] and (line[0].text != line[1].text or read.wanted(line[1]))]
    others = len(lines) - len(differing)
    for item, section, name in differing:
        is_wanted = read.wanted(section) is not None
        if not is_wanted and fold(item.text) == fold(name) and _is_heading_s_slip(item.text, section.text, context):
            continue
        if is_wanted or _stands_out(read.written_text(item), name, others, len(lines)):
            edit = read.retitled(item, section)
            # A cut within emphasis leaves a loose asterisk.
            is_sure = is_wanted or is_cut_off(item.text.replace("*", ""), name.replace("*", ""))
            safety = Applicability.SAFE if is_sure else Applicability.HINT
            deltas = [Delta("text", read.source[edit.span], edit.content)] if edit else []
            fix = Fix.of(f"Write “{name}”", edit, applicability=safety, deltas=deltas) if edit else None
            severity = Severity.INFO if fold(item.text) == fold(name) and not is_wanted else None
            message = _message(section, name, is_wanted=is_wanted)
            yield Finding(read.text_span(item), message, fix, (Related("the heading", section.text_span),), severity)


def _is_heading_s_slip(text: str, heading: str, context: Context) -> bool:
    """Whether the contents have a heading's words in the capitals that most headings have, and it has not: `Team structure`."""
    usual = context.once(_usual_capitals)
    return usual is not None and capitals_of(text) == usual != capitals_of(heading)


def _usual_capitals(context: Context) -> str | None:
    """The capitals of most headings."""
    counts = Counter(capitals for section in context.document.sections if (capitals := capitals_of(section.text)))
    most, count = counts.most_common(1)[0] if counts else (None, 0)
    return most if count >= SHARE_OF_USUAL_CAPITALS * counts.total() else None


def capitals_of(text: str) -> str | None:
    """`all` where each long word behind the first begins with a capital, `first` where none does; None where that can't be told."""
    words = [word[0].isupper() for word in _LONG_WORD.findall(text)[1:] if not word.isupper()]
    return None if not words or len(set(words)) > 1 else "all" if words[0] else "first"


def _stands_out(text: str, name: str, others: int, lines: int) -> bool:
    """Whether a text differs by a slip where the others are made of their headings, or in capitals where nearly all are."""
    if fold(text) == fold(name):
        return _differs_in_letters(text, name) and others >= LEAST_OBSERVATIONS and others >= LEAST_SHARE * (lines - 1)
    return others >= max(LEAST_LINES, 0.8 * (lines - 1)) and is_slip(text, name)


def _differs_in_letters(text: str, name: str) -> bool:
    """Whether equally folded texts differ inside: not by a colon at the end, or a sign that is written out (`C#`, `CSharp`)."""
    one, other = text.rstrip(_AT_THE_END), name.rstrip(_AT_THE_END)
    return one != other and bool(_SIGN_IN_WORD.search(one)) == bool(_SIGN_IN_WORD.search(other))


def is_slip(text: str, name: str) -> bool:
    """Whether a text is nearly the name, or it cut off in the middle of a word; not made by leaving words out or adding some."""
    mine, whole = set(fold(text).split()), set(fold(name).split())
    is_meant = mine <= whole or whole <= mine
    return is_cut_off(text, name) or (not is_meant and kinship(fold(text), fold(name)) >= KIN)


def is_cut_off(text: str, name: str) -> bool:
    """Whether a text lacks the last letters of a name."""
    rest = name[len(text) :]
    return bool(text) and name.startswith(text) and len(rest) <= MOST_LETTERS and rest[:1].isalnum()


def _message(section: Section, name: str, *, is_wanted: bool) -> str:
    if is_wanted:
        return f"the heading reads “{section.text}”, for which the config wants “{name}” in the contents"
    return f"the heading reads “{section.text}”" + ("" if name == section.text else f"; the contents would call it “{name}”")
