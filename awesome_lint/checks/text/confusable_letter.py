"""Cyrillic or Greek letters that pass for Latin ones

`Аttention` with a Cyrillic А looks right and is another word to every search, sort and duplicate check. Such letters
come from keyboards switched half-way, from machine translation, and from people who want a fake to pass for the real thing.

Reported are words of Latin letters with a look-alike among them. Words that are Greek or Cyrillic throughout, Greek
letters that look like no Latin one (`β-VAE`, `λ-calculus`, `μTorrent`), and words of which most letters are Cyrillic or
Greek are left alone.

## Fix

Unsafe, since a product may be called so on purpose: writes the Latin letter.

## Examples

```bad
- Sp\u0430rse Attention [[paper](https://arxiv.org/abs/2301.00001)]
```

```report
1:3 `Sp\u0430rse` holds the Cyrillic letter `\u0430` (U+0430), which passes for `a`
```

```fixed
- Sparse Attention [[paper](https://arxiv.org/abs/2301.00001)]
```

```good
- β-VAE, λ-calculus and μTorrent, 3D-модель, Внимание [[paper](https://arxiv.org/abs/2301.00002)]
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.checks.text.characters import odd_characters
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Text
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span

# The letters that most fonts draw alike: from Unicode's confusables (UTS #39), without those that mathematics
# uses beside Latin letters (α, ν, ρ, χ ...) and without small ones that only resemble (к, т, н).
_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсухԁԛԝһӏ", "ABESIJKMHOPCTYXaesijopcyxdqwhl", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
_LATIN = {**_CYRILLIC, **_GREEK}
_WORD = r"[^\W\d_]+"
_FOREIGN = "[\u0370-\u03ff\u0400-\u052f]"
_PLAIN = "[A-Za-z]"


@rule(group="text", severity=Severity.WARNING, fix=Applicability.UNSAFE)
def confusable_letter(text: Text, context: Context) -> Iterator[Finding]:
    if not text.text.isascii() and context.once(_may_confuse) and compiled(_FOREIGN).search(text.text):
        for word in compiled(_WORD).finditer(text.text):
            if _is_latin_with_look_alikes(word.group()):
                yield _finding(text, word)


def _may_confuse(context: Context) -> bool:
    """Whether any look-alike is in the file."""
    return not context.once(odd_characters).isdisjoint(_LATIN)


def _is_latin_with_look_alikes(word: str) -> bool:
    foreign = compiled(_FOREIGN).findall(word)
    return bool(foreign) and all(c in _LATIN for c in foreign) and len(compiled(_PLAIN).findall(word)) > len(foreign)


def _finding(text: Text, word: re.Match[str]) -> Finding:
    at = text.span.start
    places = [(at + word.start() + m.start(), m.group()) for m in compiled(_FOREIGN).finditer(word.group())]
    first = places[0][1]
    latin = "".join(_LATIN.get(c, c) for c in word.group())
    fix = Fix.of(
        f"Write `{latin}` in Latin letters",
        *(Edit(start, start + 1, _LATIN[c]) for start, c in places),
        applicability=Applicability.UNSAFE,
        deltas=[Delta("text", c, _LATIN[c]) for _, c in places],
    )
    script = "Cyrillic" if first in _CYRILLIC else "Greek"
    more = f" and {len(places) - 1} more" if len(places) > 1 else ""
    message = f"`{word.group()}` holds the {script} letter `{first}` (U+{ord(first):04X}){more}, which passes for `{_LATIN[first]}`"
    return Finding(Span(at + word.start(), at + word.end()), message, fix)
