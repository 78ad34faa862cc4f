"""Text whose bytes were read in the wrong encoding: what it should read, and where nothing can bring it back.

`repairs` undoes wrong decodings, `losses` finds places whose bytes are gone. Both read plain words, never URLs,
and cost next to nothing on text without suspicious characters. UTF-8 that was plainly read as Latin-1 or Windows-1252 is
decoded here, as ftfy would do it; ftfy itself (80 ms to import and set up) is loaded for whatever is less plain.

Sources: ftfy's encoding step (https://ftfy.readthedocs.io, without its other fixes, which would uncurl quotes and
narrow full-width letters), and for GBK, which ftfy doesn't know, the code table of GB 2312 rows 1, 6 and 8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from awesome_lint.patterns import compiled

if TYPE_CHECKING:
    from ftfy import TextFixerConfig


class Repair(NamedTuple):
    """The characters from `start` to `end` should read `new`; `cause` says what went wrong."""

    start: int
    end: int
    new: str
    cause: str


class Loss(NamedTuple):
    """At `start` to `end` bytes are lost; `reading` is what probably stood there, None if nothing tells."""

    start: int
    end: int
    reading: str | None
    what: str


SIGNS_OF_WRONG_DECODING = frozenset("¡¦¨鈥√‚РСвĂĹ├").union(map(chr, range(0x80, 0xA0)), map(chr, range(0xC2, 0xF5)))
"""What the patterns below begin with: without any of these nothing was read in a wrong encoding."""


def repairs(text: str) -> Iterator[tuple[Repair, ...]]:
    """Wrong decodings in a run of words: a tuple for each damaged word, in order, not overlapping, free of whitespace."""
    if text.isascii():
        return
    words = [word for word in _WORD.finditer(text) if not word.group().isascii()]
    found = {word.start(): tuple(_in_word(word.group())) for word in words}
    causes = {repair.cause for repairs_of_word in found.values() for repair in repairs_of_word}
    for word in words:
        at = word.start()
        there = found[at] or next((neighbour for cause in causes if (neighbour := _like_its_neighbours(word.group(), cause))), ())
        if there:
            yield tuple(Repair(at + r.start, at + r.end, r.new, r.cause) for r in there)


# Only ASCII whitespace ends a word: a no-break space is the second byte of `Ã\xa0` (à).
_WORD = re.compile(r"[^ \t\n]+")


def _in_word(word: str) -> Iterator[Repair]:
    if _GBK_AS_LATIN1.search(word):
        yield from _gbk_read_as_latin1(word)
    elif "鈥" in word:
        yield from _utf8_read_as_gbk(word)
    elif _SUSPICIOUS.search(word):
        yield from _other_encodings(word)


def _like_its_neighbours(word: str, cause: str) -> tuple[Repair, ...]:
    """A word too short to be told by itself, read as the damaged ones beside it: `Рё` among them is `и`.

    Of a lone accented letter, which any text may have, nothing is made: only of two characters that make one.
    """
    codec = _CODECS.get(cause.removeprefix("UTF-8 read as ")) if cause.startswith("UTF-8 read as ") else None
    if codec is None:
        return ()
    import ftfy.bad_codecs  # noqa: F401 - registers the sloppy encodings

    try:
        repaired = word.encode(codec).decode()
    except UnicodeError:
        return ()
    return tuple(_differences(word, repaired, cause)) if _plausible(word, repaired) else ()


# --- GBK read as Latin-1 -----------------------------------------------------------------------------------------------------

# Dashes and quotes (row 1), Greek (row 6), letters with accents (row 8). Each is a symbol followed by a symbol or an
# accented capital: no language writes that. Spanish `¡¿` and French `«` are in none of these ranges.
_GBK_AS_LATIN1 = re.compile("¡[ª\xad®¯°±]|¦[Á-ØÁ¡-¸]|¨[¡-º]")


def _gbk_read_as_latin1(word: str) -> Iterator[Repair]:
    """`M¨¹ller` → `Müller`. An opening quote inside a word is an apostrophe: `Ariadne¡®s` → `Ariadne’s`."""
    for found in _GBK_AS_LATIN1.finditer(word):
        new = found.group().encode("latin-1").decode("gbk")
        inside = word[: found.start()][-1:].isalpha() and word[found.end() :][:1].isalpha()
        yield Repair(*found.span(), "’" if new == "‘" and inside else new, "GBK read as Latin-1")


def _utf8_read_as_gbk(word: str) -> Iterator[Repair]:
    """`Alzheimer鈥檚` → `Alzheimer’s`: 鈥, hardly ever written, is how GBK reads the first two bytes of a curly quote or a dash."""
    try:
        repaired = word.encode("gbk").decode("utf-8")
    except UnicodeError:
        return
    yield from _differences(word, repaired, "UTF-8 read as GBK")


# --- everything that ftfy knows ----------------------------------------------------------------------------------------------

# What a first look takes for damage: a byte of a UTF-8 sequence followed by another one, each as the encoding shows it.
_CONTINUATION = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_SUSPICIOUS = re.compile(
    "[\x80-\x9f]"  # C1 control characters: curly quotes and dashes of Windows-1252 read as Latin-1
    f"|[Â-ô][{_CONTINUATION}]"  # Latin-1, Windows-1252
    "|√[^\0-\x7f]|‚Ä"  # Mac Roman
    "|[РС][Ђ-Џђ-џ\xa0-\xbf‚-›€№™]|вЂ"  # Windows-1251
    "|[ĂĹ][^\0-\x7f]|â€"  # Windows-1250
    "|├[^\0-\x7f─-╿]"  # code page 437
)


def _other_encodings(word: str) -> Iterator[Repair]:
    repaired, cause = plainly_decoded(word) or decoded_by_ftfy(word)
    if repaired != word and _plausible(word, repaired):
        yield from _differences(word, repaired, cause)


# Of what ftfy's heuristic (`ftfy.badness`) calls damaged the commonest, and of what it lets pass the plainest. A character
# beside another one is never plain: nearly all its patterns are of two.
_DAMAGED = "[\x80-\x9f]|[ÂÃ][\xa0-¤¦-¿€‚ƒ„†‡ˆ‰Š‹‘“”•–—˜™š›œžŸ]|[a-z][ÂÃ]¥|[Â-Ñ][¤¦§¨ª¬¯±²³µ¶¸¹º¼½¾]|â€"
_UNSOUND = "[^\0-\x7f]{2}|[\x80-\x9fŒœ]"


def plainly_decoded(word: str) -> tuple[str, str] | None:
    """What ftfy makes of a word without whitespace, and why, told without it; None where only ftfy can tell."""
    read_as = []
    while compiled(_UNSOUND).search(word):
        if not compiled(_DAMAGED).search(word) or "\x1a" in word:  # a byte that ftfy takes for a lost one
            return None
        try:
            codec = "latin-1" if max(word) <= "\xff" else "windows-1252"
            word = word.encode(codec).decode()
        except UnicodeError:
            return None
        read_as.append(_ENCODING_NAMES[codec])
    return word, _cause("UTF-8", read_as)


def decoded_by_ftfy(word: str) -> tuple[str, str]:
    """What ftfy makes of a word, and why."""
    import ftfy

    repaired, steps = ftfy.fix_encoding_and_explain(word, _encoding_step_only())
    read_as = [_ENCODING_NAMES.get(codec, codec) for step, codec in steps or [] if step == "encode"]
    decoded = next((codec for step, codec in steps or [] if step == "decode"), "utf-8")
    return repaired, _cause(_ENCODING_NAMES.get(decoded, decoded), read_as)


@cache
def _encoding_step_only() -> TextFixerConfig:
    """Sequences with lost bytes stay as they are (`losses` tells them): ftfy would write U+FFFD."""
    import ftfy

    return ftfy.TextFixerConfig(replace_lossy_sequences=False)


# A Cyrillic letter beside an accented Latin one: half of a word was decoded.
_HALF_CYRILLIC = "[\u0400-\u04ff][\x80-\xff]|[\xc0-\xff][\u0400-\u04ff]"


def _plausible(word: str, repaired: str) -> bool:
    """Whether a reader would believe the repair.

    Not where it makes a control, private or replacement character; nor a lone Hebrew, Arabic or Syriac letter, which is
    what mathematics such as `½×²` or `Ø²` decodes to by chance (words of those scripts have more than one).
    """
    if compiled(_HALF_CYRILLIC).search(repaired):
        return False
    made = [ord(c) for c in repaired if c not in word]
    if any(0x80 <= c < 0xA0 or 0xE000 <= c < 0xF900 or c == 0xFFFD for c in made):
        return False
    return sum(0x0590 <= c < 0x0800 for c in made) != 1


def _cause(encoding: str, read_as: Sequence[str]) -> str:
    """`UTF-8 read as Windows-1252, twice`."""
    if not read_as:
        return "UTF-8 read in another encoding"
    return f"{encoding} read as {read_as[-1]}" + (", twice" if len(read_as) > 1 else "")


_ENCODING_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-variants": "UTF-8",
    "latin-1": "Latin-1",
    "windows-1252": "Windows-1252",
    "sloppy-windows-1252": "Windows-1252",
    "sloppy-windows-1251": "Windows-1251",
    "sloppy-windows-1250": "Windows-1250",
    "sloppy-windows-1253": "Windows-1253",
    "sloppy-windows-1254": "Windows-1254",
    "sloppy-windows-1257": "Windows-1257",
    "iso-8859-2": "Latin-2",
    "macroman": "Mac Roman",
    "cp437": "code page 437",
}


_CODECS = {
    "Latin-1": "latin-1",
    "Windows-1252": "sloppy-windows-1252",
    "Windows-1251": "sloppy-windows-1251",
    "Windows-1250": "sloppy-windows-1250",
    "Mac Roman": "macroman",
}
"""How the neighbours of a damaged word are decoded, by the name that its repair gives."""

_FOREIGN = re.compile("[^\0-\x7f]+")


def _differences(old: str, new: str, cause: str) -> Iterator[Repair]:
    """The smallest repairs that make `new` of `old`: run by run where the ASCII between them is the same, else as one."""
    runs, news = list(_FOREIGN.finditer(old)), _FOREIGN.findall(new)
    if len(runs) == len(news) and _FOREIGN.split(old) == _FOREIGN.split(new):
        for run, repaired in zip(runs, news, strict=True):
            if run.group() != repaired:
                yield Repair(*run.span(), repaired, cause)
        return
    start = next(i for i, (a, b) in enumerate(zip(f"{old}\0", f"{new}\1", strict=False)) if a != b)
    tail = 0
    while tail < min(len(old), len(new)) - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    yield Repair(start, len(old) - tail, new[start : len(new) - tail], cause)


# --- what is lost ------------------------------------------------------------------------------------------------------------


def losses(text: str) -> Iterator[Loss]:
    """Places of a run of words where bytes are lost for good, in order, not overlapping."""
    if not text.isascii():
        found = chain.from_iterable(find(text) for find, signs in _LOSSES.items() if not signs.isdisjoint(text))
        at = 0
        for loss in sorted(found, key=lambda loss: (loss.start, -loss.end)):
            if loss.start >= at:
                yield loss
                at = loss.end


# The five bytes that Windows-1252 has no character for stay behind as control characters when nothing else is left.
_REPLACED = "(?:\ufffd|锟斤拷?)+|(?<!â€)[\x81\x8d\x8f\x90\x9d]+"


def _replaced(text: str) -> Iterator[Loss]:
    """U+FFFD, which a decoder writes for bytes it can't read; 锟斤拷 is the same read once more, as GBK."""
    for found in compiled(_REPLACED).finditer(text):
        yield Loss(*found.span(), None, _REPLACED_BY.get(found.group()[0], f"control character U+{ord(found.group()[0]):04X}"))


_REPLACED_BY = {"\ufffd": "the replacement character U+FFFD", "锟": "U+FFFD read as GBK"}


class _Trace(NamedTuple):
    """What is left of lost bytes: a pattern, a sign that all its matches have, what stood there (as a template), and its name."""

    pattern: str
    sign: str
    reading: str | None
    name: str


_TRACES = (
    # `âLearning-Compressionâ`: of a curly quote's three bytes E2 80 9C the last two are control characters, which editors drop.
    # At least three characters (`âlâ` is Turkish), and over several words only where the first is no word with a circumflex
    # (`âge`, `âme` and `âpre` are French, `ân` Vietnamese; all are short and written small).
    _Trace(
        pattern=r"(?<![^\W_])â((?:[A-Z0-9]|[a-z](?=[A-Za-z]{4})|[a-z](?=[A-Za-z-]{2,}â))[^â\n\"“”]{1,80}[A-Za-z0-9.!?])â(?![^\W_])",
        sign="â",
        reading=r"“\1”",
        name="curly quotes",
    ),
    # `âLearning` alone: no language writes a small letter before a capital at the start of a word.
    _Trace(pattern=r"(?<![^\W_])â(?=[A-Z][a-z]{2})", sign="â", reading=None, name="a curly quote or a dash"),
    # `Learningâ€`: the quote's last byte 9D has no character in Windows-1252.
    _Trace(pattern=f"â€(?![{_CONTINUATION}])", sign="â€", reading="”", name="a curly quote"),
    # `voilÃ`: the second byte of à is a no-break space.
    _Trace(pattern=f"(?<=[a-z])Ã(?![^\\W_]|[{_CONTINUATION}])", sign="Ã", reading="à", name="`à`"),
    # `PowerHouseâ"¢`: the second of a trade mark's three characters was a curly quote, which an editor straightened.
    _Trace(pattern="(?<=[A-Za-z])â[\"']¢", sign="¢", reading="™", name="a trade mark sign"),
    _Trace(pattern=r"(?<=[A-Za-z0-9] )â(?= [A-Za-z0-9])", sign="â", reading="–", name="a dash"),
)


def _traces(text: str) -> Iterator[Loss]:
    for trace in _TRACES:
        for found in compiled(trace.pattern).finditer(text) if trace.sign in text else ():
            yield Loss(*found.span(), trace.reading and found.expand(trace.reading), f"what is left of {trace.name}")


# `donât`, `Alzheimerâs`. French has mât and dégât, Romanian râs: only n't, and 's after four letters.
_APOSTROPHES = r"\b[A-Za-z]+(?:nâ(?=t\b)|[A-Za-z]{3}â(?=s\b)|â(?=(?:re|ve|ll)\b))"


def _apostrophes(text: str) -> Iterator[Loss]:
    for found in compiled(_APOSTROPHES).finditer(text):
        yield Loss(found.end() - 1, found.end(), "’", "what is left of an apostrophe")


# Two letters of UTF-8 Cyrillic as Windows-1252 shows them, in a word that no decoding mends.
_CYRILLIC_SIGN = f"[ÐÑ][{_CONTINUATION}]"


def _half_cyrillic(text: str) -> Iterator[Loss]:
    for word in _WORD.finditer(text):
        if len(compiled(_CYRILLIC_SIGN).findall(word.group())) > 1 and not any(True for _ in _in_word(word.group())):
            yield Loss(*word.span(), None, "Cyrillic letters read in another encoding")


_LOSSES = {
    _replaced: frozenset("\ufffd锟\x81\x8d\x8f\x90\x9d"),
    _traces: frozenset("âÃ"),
    _apostrophes: frozenset("â"),
    _half_cyrillic: frozenset("ÐÑ"),
}
"""The ways to look for what is lost, each with characters of which it needs one."""


# --- accents or apostrophes --------------------------------------------------------------------------------------------------

_ELIDED = r"(?i)(?:^|[^\w])(?:[cdjlmnsto]|\w*qu|\w{0,3}ll|un|aujourd)$"


def elides(before: str) -> bool:
    """Whether an acute accent after these words may as well be an apostrophe: `l´`, `qu´`, `dell´`, `O´`."""
    return bool(compiled(_ELIDED).search(before[-16:]))
