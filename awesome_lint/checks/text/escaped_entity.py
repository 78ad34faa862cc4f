r"""Escapes of HTML or LaTeX that readers see as they are

`R&amp;amp;D` was escaped twice: pages show `R&amp;D`. `&nbsp` without its semicolon is shown letter by letter, and so is
LaTeX copied from a bibliography: Markdown has no idea that `Cl{\'e}ment` is called Clément. The same goes the other
way: an accented letter or a quote written as an entity (`M&uuml;ller`, `Alzheimer&#39;s`) is shown right, but no search
of the file finds it, and every editor stumbles over it.

Entities that have a reason are left alone: `&amp;`, `&lt;`, `&nbsp;`, `&rlm;`, arrows, dashes and symbols, and those that
keep Markdown from reading a character as markup (`&#42;`, `&#124;`). So is LaTeX inside `$…$`.

## Fix

Safe: writes the character that is meant. Unsafe for `\textbf{…}` and its kin, of which the words stay.

## Examples

```bad
- R&amp;amp;D of Alzheimer&#39;s Disease. *M&uuml;ller* [[paper](https://arxiv.org/abs/2301.00001)]
- Poincar\'e Embeddings. *Cl{\'e}ment Bonnet, Jan H{\"u}tter* [[paper](https://arxiv.org/abs/2301.00002)]
- M\"obius Maps after Erd\H{o}s, S{\o}ren and G\"{o}del, 2010\textendash{}2020 [[paper](https://arxiv.org/abs/2301.00005)]
```

```report
1:4 `&amp;amp;` is escaped twice: readers see `&amp;`
1:27 `&#39;` is better written `'`
1:45 `&uuml;` is better written `ü`
2:10 `\'e` is LaTeX for `é`: readers see it as it is
2:29 `{\'e}` is LaTeX for `é`: readers see it as it is
2:52 `{\"u}` is LaTeX for `ü`: readers see it as it is
3:4 `\"o` is LaTeX for `ö`: readers see it as it is
3:26 `\H{o}` is LaTeX for `ő`: readers see it as it is
3:35 `{\o}` is LaTeX for `ø`: readers see it as it is
3:48 `\"{o}` is LaTeX for `ö`: readers see it as it is
3:62 `\textendash{}` is LaTeX for `–`: readers see it as it is
```

```fixed
- R&amp;D of Alzheimer's Disease. *Müller* [[paper](https://arxiv.org/abs/2301.00001)]
- Poincaré Embeddings. *Clément Bonnet, Jan Hütter* [[paper](https://arxiv.org/abs/2301.00002)]
- Möbius Maps after Erdős, Søren and Gödel, 2010–2020 [[paper](https://arxiv.org/abs/2301.00005)]
```

Emphasis in LaTeX is none in Markdown, and may have been meant:

```bad
- \textit{One-shot} Learning with \emph{Few} Labels [[paper](https://arxiv.org/abs/2301.00001)]
```

```report
1:3 `\textit{One-shot}` is LaTeX for `One-shot`: readers see it as it is
1:35 `\emph{Few}` is LaTeX for `Few`: readers see it as it is
```

```fixed
- One-shot Learning with Few Labels [[paper](https://arxiv.org/abs/2301.00001)]
```

```good
- Characters &lt; and &gt; in names &amp; &nbsp; more &rarr; [[paper](https://arxiv.org/abs/2301.00003)]
- Bounds on $\hat{a}$ and $\'e$, \*not\* emphasis, don\'t [[paper](https://arxiv.org/abs/2301.00004)]
- The \"all\" of L\'Avenir, a path C:\users\a, \d{3} and \u{1F600} [[paper](https://arxiv.org/abs/2301.00006)]
```
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.encoding import elides
from awesome_lint.model import Text
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text


class _Escape(NamedTuple):
    """An escape at `start` to `end` of a text, what to write for it, and what is wrong with it."""

    start: int
    end: int
    new: str
    why: str
    applicability: Applicability = Applicability.SAFE


@rule(group="text", severity=Severity.WARNING, fix=Applicability.SAFE)
def escaped_entity(text: Text, _context: Context) -> Iterator[Finding]:
    words = text.text
    if "&" in words:
        for escape in (*_doubled(words), *_unfinished(words), *_needless(words)):
            yield _finding(text, escape)
    if "\\" in words and any(part[:1] in _AFTER_BACKSLASH for part in words.split("\\")[1:]):
        mathematics = [m.span() for m in _MATHEMATICS.finditer(words)]
        for escape in _latex(words):
            at = bisect_left(mathematics, (escape.start, 0)) - 1
            if at < 0 or escape.start >= mathematics[at][1]:
                yield _finding(text, escape)


def _finding(text: Text, escape: _Escape) -> Finding:
    span = Span(text.span.start + escape.start, text.span.start + escape.end)
    old = text.text[escape.start : escape.end]
    delta = Delta("text", _as_read(old), _as_read(escape.new))
    if escape.new == "&nbsp;":  # it melts into the spaces around it
        sides = text.text[max(escape.start - 1, 0) : escape.start], text.text[escape.end : escape.end + 1]
        before, after = (" " if side.isspace() else "" for side in sides)
        delta = Delta("text", f"{before}{old}{after}", " ")
    return Finding(span, f"`{old}` {escape.why}", _fix(escape, span, [delta, Delta("text", old, escape.new)]))


def _fix(escape: _Escape, span: Span, deltas: list[Delta]) -> Fix:
    return Fix.of(f"Write `{escape.new}`", Edit.replacement(span, escape.new), applicability=escape.applicability, deltas=deltas)


_MARKDOWN_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def _as_read(words: str) -> str:
    """What readers see of the source: the ledger compares that."""
    return _MARKDOWN_ESCAPE.sub(r"\1", compiled(_ENTITY).sub(lambda entity: html.unescape(entity.group()), words))


# --- HTML --------------------------------------------------------------------------------------------------------------------

_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_DOUBLED = r"&(?:amp;)+(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|amp;|lt;|gt;|quot;|apos;|nbsp;|[A-Za-z](?:acute|grave|circ|uml|tilde|cedil);)"
_UNFINISHED = re.compile(r"&(?:nbsp|amp|lt|gt|quot)(?![A-Za-z0-9;=])")


def _doubled(words: str) -> Iterator[_Escape]:
    if "&amp;" not in words:
        return
    for found in compiled(_DOUBLED).finditer(words):
        once = f"&{found.group(1)}"
        yield _Escape(*found.span(), _plain(once) or once, f"is escaped twice: readers see `{once}`")


def _unfinished(words: str) -> Iterator[_Escape]:
    for found in _UNFINISHED.finditer(words):
        yield _Escape(*found.span(), f"{found.group()};", "lacks its semicolon: readers see it as it is")


def _needless(words: str) -> Iterator[_Escape]:
    if ";" not in words:
        return
    opened = closed = -1  # the last `](` and the last `)` so far
    end = 0
    for found in compiled(_ENTITY).finditer(words):
        opened = max(opened, words.rfind("](", end, found.start()))
        closed = max(closed, words.rfind(")", end, found.start()))
        end = found.end()
        # In what is nearly a link a quote would be that link's title.
        if opened <= closed and (plain := _plain(found.group())):
            yield _Escape(*found.span(), plain, f"is better written `{plain}`")


def _plain(entity: str) -> str | None:
    """The letter or quote that an entity stands for; None for all that have a reason to be entities."""
    character = html.unescape(entity)
    if character in {"'", '"'}:
        return character
    if len(character) == 1 and character.isalpha() and unicodedata.name(character, "").startswith("LATIN") and not character.isascii():
        return character
    return None


# --- LaTeX -------------------------------------------------------------------------------------------------------------------

_MATHEMATICS = re.compile(r"\$[^$\n]+\$")
_AFTER_BACKSLASH = frozenset("'`^\"~=.uvHckrdboOlLsaAijDTtNne")
"""A cheap test before a costly pattern: `\\mathcal` is commoner in titles than accents are."""
_LETTER = r"(?:[A-Za-z]|\\[ij])"
_NAMED = "(?:o|O|l|L|ss|ae|AE|oe|OE|aa|AA|i|j|dh|DH|th|TH|dj|DJ|ng|NG)"
_SIGN = "(?:quote(?:right|left|dblright|dblleft|single)|endash|emdash|registered|trademark|degree)"
_LATEX = rf"""(?x)
      \{{\\{_NAMED}\}}                                  # {{\o}}
    | \{{\\['`^"~=.](?:{_LETTER}|\{{{_LETTER}\}})\}}       # {{\'e}} {{\'{{e}}}}
    | \{{\\[uvHckrdb](?:\ [A-Za-z]|\{{{_LETTER}\}})\}}     # {{\c c}} {{\c{{c}}}}
    | \\{_NAMED}\{{\}}                                  # \o{{}}
    | \\['`^"~=.uvHckr]\{{{_LETTER}\}}                  # \'{{e}} \c{{c}}
    | \\text{_SIGN}(?:\{{\}}|\ (?=s\b))?                # \textendash{{}}; LaTeX drops the space of `\textquoteright s`
    | (?<=[A-Za-z])\\(?P<bare>['^"~])[aeiouynAEIOUYN](?![A-Za-z]*\\['"])  # Poincar\'e, but not \"quoted\"
    """

_STYLED = r"\\(?:text(?:bf|it|sc|tt|rm|sf|sl)?|emph)\{([^{}$\\\n]+)\}"


def _latex(words: str) -> Iterator[_Escape]:
    for found in compiled(_LATEX).finditer(words):
        if found["bare"] == "'" and elides(words[max(found.start() - 16, 0) : found.start()]):
            continue
        new = _decoded(found.group())
        if len(new) == 1:
            yield _Escape(*found.span(), new, f"is LaTeX for `{new}`: readers see it as it is")
    for found in compiled(_STYLED).finditer(words):
        # Unsafe: it may have been meant to be bold.
        yield _Escape(*found.span(), found[1], f"is LaTeX for `{found[1]}`: readers see it as it is", Applicability.UNSAFE)


@lru_cache(maxsize=1_000)
def _decoded(latex: str) -> str:
    """The letter of an accent in LaTeX. Reading one takes 90 µs, and a text has few that differ."""
    return unicodedata.normalize("NFC", _decoder().latex_to_text(latex))


@cache
def _decoder() -> LatexNodes2Text:
    """What decodes LaTeX: imported where there is some, for it takes 25 ms."""
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text()
