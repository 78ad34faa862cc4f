"""Characters that nobody sees but every search trips over

A zero-width space in a title makes it another title for every search; one at the end of a URL makes a dead link; a
soft hyphen comes from a PDF or a web page. A bidirectional control is worse: it makes a line *read* differently from
what it says, which is how a harmful link is made to look like a harmless one in review (CVE-2021-42574, "Trojan Source").

Reported: zero-width spaces, soft hyphens, object replacement characters, byte-order marks inside the text, line separators, control
characters, tag characters, invisible operators; joiners between plain Latin letters; direction marks on lines without right-to-left text,
and overrides on any line. A no-break space only where it can't be meant: between two whole words, beside an ordinary space, behind a dash,
at the end of a line. More than ten of a kind in one line are one finding.

Left alone: joiners in Persian, Arabic, Indic text and emoji, variation selectors, direction marks in right-to-left text,
zero-width spaces in Thai, Khmer, Lao and Burmese, one after `@` (it keeps a mention from notifying), and the no-break
spaces of typography (`10 km`, `J. Doe`, French colons).

## Fix

Unsafe where the character is percent-encoded in an address (`%E2%80%8B`), since the address changes, and for a
control character between two letters, where a PDF may have had a hyphen. None for a form feed
or vertical tab inside a word, which is a lost ligature.

Safe: takes the character out, or puts an ordinary space in. None for a bidirectional override among right-to-left text.

## Examples

```bad
- Multi\u00ad-Teacher Distil\u200blation [[paper](https://arxiv.org/abs/2301.00001\ufeff)]
- Mutual\u00a0Information Maximization [[paper](https://arxiv.org/abs/2301.00002)]
- Safe\u202eguards for Agents [[paper](https://arxiv.org/abs/2301.00003)]
```

```report
1:8 invisible soft hyphen (U+00AD)
1:24 invisible zero width space (U+200B)
1:73 invisible byte-order mark (U+FEFF) in a URL
2:9 no-break space (U+00A0) between words: searches for `Mutual Information` miss it
3:7 invisible right-to-left override (U+202E): what follows is shown in another order than it is read
```

```fixed
- Multi-Teacher Distillation [[paper](https://arxiv.org/abs/2301.00001)]
- Mutual Information Maximization [[paper](https://arxiv.org/abs/2301.00002)]
- Safeguards for Agents [[paper](https://arxiv.org/abs/2301.00003)]
```

```bad
- [Thief](https://github.com/example/thief%E2%80%8B)
- [Distributed\ufffc Snapshots](https://example.org/snapshots)
```

```fixed
- [Thief](https://github.com/example/thief)
- [Distributed Snapshots](https://example.org/snapshots)
```

```good
- می\u200cخواهم [[paper](https://arxiv.org/abs/2301.00004)]
- A model of 10\u00a0km by J.\u00a0Doe \U0001f469\u200d\U0001f4bb \u2764\ufe0f [[paper](https://arxiv.org/abs/2301.00005)]
```
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from awesome_lint.checks.text.characters import odd_characters
from awesome_lint.checks.text.ligatures import LIGATURES
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Document, LinkKind
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Source, Span

_ALWAYS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u034f\u180e\u200b\u2028\u2029\u2060-\u2064\u206a-\u206f\ufeff\ufffc\U000e0001-\U000e007f"
_JOINERS = "\u200c\u200d"
_MARKS = "\u200e\u200f\u061c\u202a-\u202c\u2066-\u2069"
_OVERRIDES = "\u202d\u202e"
_MARK = f"[{_MARKS}]"
_INVISIBLE = re.compile(f"[{_ALWAYS}{_JOINERS}{_MARKS}{_OVERRIDES}]+")
_NO_BREAK = re.compile("\u00a0+")
_JOINED = re.compile("\u00a0[^ \\t\\n]*")  # from the first no-break space of joined words to their end
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
# Scripts that mark where words end with a zero-width space: Thai, Lao, Burmese, Khmer.
_WITHOUT_SPACES = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"


@rule(group="text", severity=Severity.WARNING, fix=Applicability.SAFE)
def invisible_character(document: Document, context: Context) -> Iterator[Finding]:
    odd, source = "".join(context.once(odd_characters)), document.source
    if "\u00a0" not in odd and not _INVISIBLE.search(odd):
        yield from _encoded(document, context)
        return
    invisible, joined = list(_INVISIBLE.finditer(source.text)), list(_JOINED.finditer(source.text))
    words, lines = _Spans(text.span for text in document.texts), _Lines(source)
    harmful = [(found, characters) for found in invisible if words.hold(found.start()) and (characters := _harmful(lines, found))]
    yield from _by_line(source, [_invisible(lines, Span(*found.span()), characters) for found, characters in harmful])
    for found in joined:
        spaces = [Span(*m.span()) for m in _NO_BREAK.finditer(source.text, *found.span()) if words.hold(m.start())]
        spaces = [space for space in spaces if source.text[space.start - 1 : space.start] not in {"Â", "Ã"}]  # `mojibake` owns those
        if reasons := [why for space in spaces if (why := _why_no_break_harms(source.text, space))]:
            yield _no_break(source, spaces, reasons[0])
    targets = [(link.url, link.url_span, link.kind is LinkKind.BARE) for link in document.links]
    targets += [(definition.url, definition.url_span, False) for definition in document.definitions]
    for url, span, is_bare in targets:
        if span:
            yield from _in_url(source, url, span, is_bare=is_bare)
    yield from _encoded(document, context)


# U+200B to U+200F, U+2060, U+FEFF and U+FFFC anywhere, a no-break space at the end, in the UTF-8 that browsers write.
_ENCODED = re.compile(r"(?:%E2%80%8[BCDEF]|%E2%81%A0|%EF%BB%BF|%EF%BF%BC)+|(?:%C2%A0)+$", re.IGNORECASE)


def _encoded(document: Document, context: Context) -> Iterator[Finding]:
    """`%E2%80%8B` in an address: a zero-width character that was copied with it."""
    for link in document.links:
        if "%" in link.url and link.url_span and "?" not in link.url and (found := _ENCODED.search(link.url)):
            clean = _ENCODED.sub("", link.url)
            characters = unquote(found.group())
            is_whole = context.source[link.url_span] == link.url and link.label.strip() != link.url and link.kind is not LinkKind.BARE
            deltas = [Delta("url", link.url, clean)]
            edit = Edit.replacement(link.url_span, clean)
            fix = Fix.of("Remove it", edit, applicability=Applicability.UNSAFE, deltas=deltas) if is_whole else None
            yield Finding(link.url_span, f"encoded {_name(characters[0])} in a URL", fix)


class _Spans:
    """Disjoint spans, to ask which offsets they hold."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)

    def hold(self, offset: int) -> bool:
        at = bisect_right(self._spans, offset, key=lambda span: span.start) - 1
        return at >= 0 and offset in self._spans[at]


class _Line(NamedTuple):
    """A line's start and end, and the offsets of what is looked for in it.

    `content` is its first character that is no blank, `text` the first that belongs to no marker of a block; letters are from
    `first_letter` to `last_letter` (the line's end and its start where there are none).
    """

    start: int
    end: int
    content: int
    text: int
    first_letter: int
    last_letter: int
    is_right_to_left: bool


class _Lines:
    """What is known of the line of an offset. The last one is kept: a line may have many invisible characters."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._last: _Line | None = None

    def around(self, offset: int) -> _Line:
        if not (self._last and self._last.start <= offset < self._last.end):
            self._last = self._read(*self.source.line_span(self.source.row(offset)))
        return self._last

    def _read(self, start: int, end: int) -> _Line:
        line = self.source.text[start:end]
        letters = [at for at, character in enumerate(line, start) if character.isalpha()]
        return _Line(
            start=start,
            end=end,
            content=end - len(line.lstrip()),
            text=end - len(line.lstrip(_MARKERS)),
            first_letter=letters[0] if letters else end,
            last_letter=letters[-1] + 1 if letters else start,
            is_right_to_left=bool(compiled(_RIGHT_TO_LEFT).search(line)),
        )


def _in_url(source: Source, url: str, span: Span, *, is_bare: bool) -> Iterator[Finding]:
    """No URL has invisible characters: browsers send them along, servers don't know them."""
    found = _INVISIBLE.search(url)
    if found and source[span] == url:
        clean = _INVISIBLE.sub("", url)
        fix = None
        if not (is_bare and clean[-1:] in _NOT_AT_THE_END):
            fix = Fix.of("Remove it", Edit.replacement(span, clean), deltas=[Delta("url", url, clean)])
        there = Span(span.start + found.start(), span.start + found.end())
        yield Finding(there, f"invisible {_name(found.group()[0])} in a URL", fix)


def _harmful(lines: _Lines, found: re.Match[str]) -> str:
    """Those of a run of invisible characters that have no business there."""
    before, after = _neighbours(lines.source, Span(*found.span()))
    line = lines.around(found.start())
    return "".join(c for c in found.group() if not _has_reason(c, before, after, line))


def _neighbours(source: Source, span: Span) -> tuple[str, str]:
    """The characters before and behind a span, empty at the ends of the text."""
    return source.text[max(0, span.start - 1) : span.start], source.text[span.end : span.end + 1]


def _has_reason(character: str, before: str, after: str, line: _Line) -> bool:
    if character in LIGATURES and before.isalpha() and after.isalpha():
        return True  # `lost-bytes` owns those
    if character in _JOINERS:
        return not (_is_latin(before) and _is_latin(after))
    if _is_mark(character):
        return line.is_right_to_left
    if character == "\u00ad":
        return _is_garbled(before)
    if character == "\u200b":
        return before == "@" or bool(compiled(_WITHOUT_SPACES).search(before + after))
    # The flags of England, Scotland and Wales are a black flag and tag characters.
    return character > "\U000e0001" and before == "\U0001f3f4"


def _is_latin(neighbour: str) -> bool:
    """A Latin letter, a digit, ASCII punctuation or nothing: beside it no joiner means anything."""
    return neighbour < "\u0250"


def _is_garbled(before: str) -> bool:
    """A letter or sign of Latin-1: a soft hyphen or no-break space behind it may be the rest of one that was decoded wrongly."""
    return "\u0080" <= before <= "\u00ff"


def _is_mark(character: str) -> bool:
    return bool(compiled(_MARK).match(character))


def _invisible(lines: _Lines, span: Span, harmful: str) -> Finding:
    source = lines.source
    old = source[span]
    new = "".join(" " if c in "\u2028\u2029" else "" if c in harmful else c for c in old)
    more = f" and {len(harmful) - 1} more" if len(harmful) > 1 else ""
    message = f"invisible {_name(harmful[0])}{more}{_danger(harmful[0])}"
    if _is_lost_ligature(source.text, span, harmful):
        return Finding(span, f"{message}: letters are lost, such as `fi`")
    overrides = harmful[0] in _OVERRIDES and lines.around(span.start).is_right_to_left
    if overrides or _keeps_markup_apart(lines, span):
        return Finding(span, message)
    how = Applicability.UNSAFE if _joins_words(source.text, span, new) else Applicability.SAFE
    return Finding(span, message, Fix.of("Remove it", Edit.replacement(span, new), deltas=[Delta("text", old, new)], applicability=how))


MOST_OF_A_LINE = 10
"""More equal findings of a line are one, with one fix: nobody looks at each of a hundred soft hyphens."""


def _by_line(source: Source, findings: Iterable[Finding]) -> Iterator[Finding]:
    equal: dict[tuple[int, str, Applicability | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        how = finding.fix.applicability if finding.fix else None
        equal[source.row(finding.span.start), finding.message, how].append(finding)
    for group in equal.values():
        yield from group if len(group) <= MOST_OF_A_LINE else [_of_them_all(group)]


def _of_them_all(group: Sequence[Finding]) -> Finding:
    fixes = [finding.fix for finding in group if finding.fix]
    edits = [edit for fix in fixes for edit in fix.edits]
    deltas = dict.fromkeys(delta for fix in fixes for delta in fix.deltas)
    fix = Fix.of("Remove them", *edits, applicability=fixes[0].applicability, deltas=deltas) if fixes else None
    return Finding(group[0].span, f"{group[0].message}, {len(group)} times in this line", fix)


def _joins_words(text: str, span: Span, new: str) -> bool:
    """Whether a control character between letters may be a hyphen that a PDF lost: `basic` and `block` around one, `ex` and `periments`."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return not new and unicodedata.category(text[span.start]) == "Cc" and before.isalpha() and after.isalpha()


def _is_lost_ligature(text: str, span: Span, harmful: str) -> bool:
    """Whether a control character is where a PDF had a ligature: `di` and `erent` around one are `different`."""
    beside = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return harmful[0] in "\x0b\x0c" and any(side.isalpha() for side in beside)


_MARKUP = frozenset("[]()<>*_`~|!\\&:#")
_MARKERS = " \t>*+-.)0123456789"  # of quotes and items
_EMPHASIS = frozenset("*_~")
_BEFORE_A_URL = " \t*_~("  # GFM 6.9: nothing else may be before a bare one
_BLOCK = r"[ \t]*(?:[-*+>#=~`|<\d]|\[[^\]\n]*\]:)|[ \t]{3}|\t"  # what begins a block behind them


def _keeps_markup_apart(lines: _Lines, span: Span) -> bool:
    """Whether signs would become markup if the characters between them went: a heading, a list or a link would be born."""
    text, line = lines.source.text, lines.around(span.start)
    before, after = _neighbours(lines.source, span)
    if line.content >= span.start:
        return not after.isalpha()
    if line.text >= span.start and compiled(_BLOCK).match(text, span.end, line.end):
        return True
    if line.first_letter >= span.start and line.last_letter <= span.end:  # a marker with nothing behind it may underline the line above
        return True
    if text.startswith(("http://", "https://", "www."), span.end) and before not in _BEFORE_A_URL:
        return True
    if (before in _EMPHASIS and not after.strip()) or (after in _EMPHASIS and not before.strip()):
        return True  # beside a blank the marker would open or close nothing (CommonMark 0.31, 6.2)
    return before == "\\" or (before in _MARKUP and after in _MARKUP)


_NOT_AT_THE_END = frozenset("?!.,:*_~'\");")  # GFM 6.9: a bare URL ends before such a sign

_NAMES = {"\ufeff": "byte-order mark"}


def _name(character: str) -> str:
    """`zero width space (U+200B)`, by its Unicode name."""
    name = _NAMES.get(character) or unicodedata.name(character, "control character").lower()
    return f"{name} (U+{ord(character):04X})"


def _danger(character: str) -> str:
    if character in _OVERRIDES:
        return ": what follows is shown in another order than it is read"
    if _is_mark(character):
        return ": it can change the order in which the line is shown"
    if character >= "\U000e0001":
        return ": text written in it is read by programs, never by people"
    return ""


# --- no-break spaces ---------------------------------------------------------------------------------------------------------

_WORD_BEFORE = re.compile(r"([A-Za-z]{3,})[*_]*$")
_WORD_AFTER = re.compile(r"[*_]*([A-Za-z]{3,})")
_DASH_BEFORE = re.compile("[ \u00a0][-–—]$")


def _why_no_break_harms(text: str, space: Span) -> str | None:
    """What is wrong with no-break spaces here; None where typography may have put them."""
    before, after = text[max(0, space.start - 40) : space.start], text[space.end : space.end + 40]
    if (left := _WORD_BEFORE.search(before)) and (right := _WORD_AFTER.match(after)):
        return f"between words: searches for `{left.group(1)} {right.group(1)}` miss it"
    if _is_space(before[-1:]) or _is_space(after[:1]):
        return "beside other white space"
    return "behind a dash" if _DASH_BEFORE.search(before) else None


def _is_space(neighbour: str) -> bool:
    """An ordinary space, or the start or end of a line."""
    return neighbour in {"", " ", "\t", "\n"}


def _no_break(source: Source, spaces: Sequence[Span], why: str) -> Finding:
    """All no-break spaces of one run of joined words: where one was pasted in, so were its neighbours."""
    edits = [Edit.replacement(space, "" if _is_beside_space(source.text, space) else " ") for space in spaces]
    deltas = [Delta("text", source[edit.span], edit.content) for edit in edits]
    fix = Fix.of("Write ordinary spaces" if len(spaces) > 1 else "Write an ordinary space", *edits, deltas=deltas)
    more = f" and {len(spaces) - 1} more" if len(spaces) > 1 else ""
    return Finding(Span(spaces[0].start, spaces[-1].end), f"no-break space (U+00A0){more} {why}", fix)


def _is_beside_space(text: str, space: Span) -> bool:
    return _is_space(text[max(0, space.start - 1) : space.start]) or _is_space(text[space.end : space.end + 1])
