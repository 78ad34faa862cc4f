"""Characters garbled by a wrong encoding, or copied out of a PDF

`FÂ³-Pruning` was once `F³-Pruning`: somebody's program wrote UTF-8 and another one read it as Latin-1. Readers see
garbage, and searching for the title or the author doesn't find it. Lists get such names from scripts and spreadsheets.

The rule undoes UTF-8 read as Windows-1252, Latin-1, Mac Roman and their kin (also twice over), Windows-1252 read as
Latin-1, and GBK read as Latin-1. It works word by word and never touches URLs or code. A word counts as damaged only
where decoding it anew makes sense of it: `Papier-Mâché`, `Hoàng-Ân` and `L²×³` are left alone.

Two kinds of damage that PDF viewers add when one copies from them belong here too: ligatures that are one character
(`Classiﬁcation`), and accents that stand before their letter (`S´ebastien` for `Sébastien`).

## Fix

Safe: it puts back the characters that the author wrote. Unsafe for an acute accent that may as well be an apostrophe
(`C´edric` is Cédric, but `c´est` is French for "it is").

## Examples

```bad
- FÂ³-Pruning: Faster and Finer Text-to-Video Synthesis. *David LÃ¼dke* [[paper](https://arxiv.org/abs/2301.00001)]
- Diagnosing AlzheimerÃ¢Â€Â™s Disease. *Philip M¨¹ller* [[paper](https://arxiv.org/abs/2301.00002)]
```

```report
1:3 `FÂ³` should read `F³` (UTF-8 read as Latin-1)
1:65 `LÃ¼dke` should read `Lüdke` (UTF-8 read as Latin-1)
2:14 `AlzheimerÃ¢Â€Â™s` should read `Alzheimer’s` (UTF-8 read as Latin-1, twice)
2:48 `M¨¹ller` should read `Müller` (GBK read as Latin-1)
```

```fixed
- F³-Pruning: Faster and Finer Text-to-Video Synthesis. *David Lüdke* [[paper](https://arxiv.org/abs/2301.00001)]
- Diagnosing Alzheimer’s Disease. *Philip Müller* [[paper](https://arxiv.org/abs/2301.00002)]
```

```bad
- Adversarial Attacks on Author Proﬁling. *Jos´e Fr´ed´eric* [[paper](https://arxiv.org/abs/2301.00003)]
```

```report
1:33 `Proﬁling` should read `Profiling` (a ligature, as PDFs have them)
1:44 `Jos´e` should read `José` (an accent beside its letter, as PDFs have them)
1:50 `Fr´ed´eric` should read `Frédéric` (an accent beside its letter, as PDFs have them)
```

```fixed
- Adversarial Attacks on Author Profiling. *José Frédéric* [[paper](https://arxiv.org/abs/2301.00003)]
```

```good
- Papier-Mâché Networks. *Tânia Silva, Hoàng-Ân Lê, Boujemaâ Achchab* [[paper](https://arxiv.org/abs/2301.00004)]
- Scaling L²×³ Lattices by ½×² at 25 °C [[paper](https://arxiv.org/abs/2301.00005)]
```
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from awesome_lint.checks.text.characters import odd_characters
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.encoding import SIGNS_OF_WRONG_DECODING, Repair, elides, repairs
from awesome_lint.model import Text
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span


@rule(group="text", severity=Severity.ERROR, fix=Applicability.SAFE)
def mojibake(text: Text, context: Context) -> Iterator[Finding]:
    if not text.text.isascii():
        for found, applicability in _by_word(text.text, (damage for find in context.once(_finders) for damage in find(text.text))):
            yield _finding(text, found, applicability)


Damage = tuple[tuple[Repair, ...], Applicability]
"""The repairs of one damaged word, and how safe they are."""


def _finders(context: Context) -> tuple[Callable[[str], Iterator[Damage]], ...]:
    """The ways of damage of which signs are in the file."""
    there = context.once(odd_characters)
    return tuple(find for find, signs in _SIGNS.items() if not there.isdisjoint(signs))


def _by_word(words: str, damages: Iterable[Damage]) -> Iterator[Damage]:
    """The damages in order, those of one word (`Fr´ed´erick`) joined: as safe as the least safe of them."""
    joined: list[Repair] = []
    safety = Applicability.SAFE
    end = -1
    for of_one, applicability in sorted(damages, key=lambda damage: damage[0][0].start):
        start, last = _with_letters_around(words, of_one[0].start, of_one[-1].end)
        if joined and start <= end and joined[-1].end <= of_one[0].start:
            joined += of_one
            safety = min(safety, applicability)
        else:
            if joined:
                yield tuple(joined), safety
            joined, safety = [*of_one], applicability
        end = last
    if joined:
        yield tuple(joined), safety


def _finding(text: Text, found: tuple[Repair, ...], applicability: Applicability) -> Finding:
    """One finding for a damaged word; its message shows the letters around the damage too."""
    words, at = text.text, text.span.start
    start, end = _with_letters_around(words, found[0].start, found[-1].end)
    before, after, last = words[start:end], "", start
    for repair in found:
        after += words[last : repair.start] + repair.new
        last = repair.end
    after += words[last:end]
    edits = [Edit(at + r.start, at + r.end, r.new) for r in found]
    # The ledger folds white space: a no-break space among the garbage (`Ã\u00a0` for à) is none of its characters.
    deltas = [Delta("text", words[r.start : r.end].strip(), r.new.strip()) for r in found]
    message = f"`{before}` should read `{after}`"
    fix = Fix.of(f"Write `{after}`", *edits, applicability=applicability, deltas=deltas)
    return Finding(Span(at + start, at + end), f"{message} ({found[0].cause})", fix)


def _with_letters_around(words: str, start: int, end: int) -> tuple[int, int]:
    while start and words[start - 1].isalpha() and words[start - 1].isascii():
        start -= 1
    while end < len(words) and words[end].isalpha() and words[end].isascii():
        end += 1
    return start, end


def _wrong_decodings(words: str) -> Iterator[Damage]:
    for found in repairs(words):
        yield found, Applicability.SAFE


_LIGATURE = re.compile("[ﬀ-ﬆ]")


def _ligatures(words: str) -> Iterator[Damage]:
    for found in _LIGATURE.finditer(words):
        repair = Repair(*found.span(), unicodedata.normalize("NFKC", found.group()), "a ligature, as PDFs have them")
        yield (repair,), Applicability.SAFE


# What the fonts of office programs have for `ti`, `tt` and `tti`: letters of other languages, never between these in English.
_OFFICE_LIGATURES = {"Ɵ": "ti", "Ʃ": "tt", "ƫ": "tti"}
_OFFICE_LIGATURE = f"(?<=[A-Za-z])[{''.join(_OFFICE_LIGATURES)}](?=[a-z])"


def _office_ligatures(words: str) -> Iterator[Damage]:
    """`InformaƟon` → `Information`."""
    for found in compiled(_OFFICE_LIGATURE).finditer(words):
        repair = Repair(*found.span(), _OFFICE_LIGATURES[found.group()], "a ligature, as PDFs have them")
        yield (repair,), Applicability.SAFE


_DOTLESS = re.compile("ı[\u0300-\u0302\u0308]")


def _dotless(words: str) -> Iterator[Damage]:
    """`Vı́ctor` → `Víctor`: TeX sets accents on an i without its dot."""
    for found in _DOTLESS.finditer(words):
        repair = Repair(
            *found.span(), unicodedata.normalize("NFC", "i" + found.group()[1]), "an accent beside its letter, as PDFs have them"
        )
        yield (repair,), Applicability.SAFE


_COMBINING = {"´": "\u0301", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "¸": "\u0327", "ˇ": "\u030c", "˘": "\u0306"}
_VOWELS = "aeiouyAEIOU"
# A spacing accent inside a word, or before a capitalised one. Only the acute is ever typed for something else.
_SPACING_ACCENT = "(?:(?<=[A-Za-zÀ-ɏ])[´¨ˆ˜¸ˇ˘](?=[a-zı])|(?<![^ (*_\n])[´¨ˆ˜¸ˇ˘](?=[A-Z][a-zı]))(.)"


def _spacing_accents(words: str) -> Iterator[Damage]:
    """`Lu´ısa` → `Luísa`, `¸Sahin` → `Şahin`: where letter and accent make one character."""
    found_all = list(compiled(_SPACING_ACCENT).finditer(words))
    # One accent that is surely one makes the others of the line accents too: half a repair is none.
    is_sure = any(found.group()[0] != "´" or (found.group()[1] in _VOWELS and not elides(words[: found.start()])) for found in found_all)
    for found in found_all:
        accent, letter = found.group()[0], found.group()[1]
        composed = unicodedata.normalize("NFC", ("i" if letter == "ı" else letter) + _COMBINING[accent])
        applicability = Applicability.SAFE
        if accent == "´" and letter != "ı":
            if letter not in _VOWELS:
                continue  # `it´s`, `don´t`
            if not is_sure and elides(words[: found.start()]):
                applicability = Applicability.UNSAFE
        if len(composed) == 1:
            yield (Repair(*found.span(), composed, "an accent beside its letter, as PDFs have them"),), applicability


_SIGNS = {
    _wrong_decodings: SIGNS_OF_WRONG_DECODING,
    _ligatures: frozenset("ﬀﬁﬂﬃﬄﬅﬆ"),
    _office_ligatures: frozenset(_OFFICE_LIGATURES),
    _dotless: frozenset("ı"),
    _spacing_accents: frozenset(_COMBINING),
}
