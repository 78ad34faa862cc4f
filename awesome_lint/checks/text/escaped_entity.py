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
```

```report
1:4 `&amp;amp;` is escaped twice: readers see `&amp;`
1:27 `&#39;` is better written `'`
1:45 `&uuml;` is better written `ü`
2:10 `\'e` is LaTeX for `é`: readers see it as it is
2:29 `{\'e}` is LaTeX for `é`: readers see it as it is
2:52 `{\"u}` is LaTeX for `ü`: readers see it as it is
```

```fixed
- R&amp;D of Alzheimer's Disease. *Müller* [[paper](https://arxiv.org/abs/2301.00001)]
- Poincaré Embeddings. *Clément Bonnet, Jan Hütter* [[paper](https://arxiv.org/abs/2301.00002)]
```

```good
- Characters &lt; and &gt; in names &amp; &nbsp; more &rarr; [[paper](https://arxiv.org/abs/2301.00003)]
- Bounds on $\hat{a}$ and $\'e$, \*not\* emphasis, don\'t [[paper](https://arxiv.org/abs/2301.00004)]
```
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.encoding import elides
from awesome_lint.model import Text
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span


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
            if not any(start < escape.start < end for start, end in mathematics):
                yield _finding(text, escape)


def _finding(text: Text, escape: _Escape) -> Finding:
    span = Span(text.span.start + escape.start, text.span.start + escape.end)
    old = text.text[escape.start : escape.end]
    delta = Delta("text", _as_read(old), _as_read(escape.new))
    if escape.new == "&nbsp;":  # it melts into the spaces around it
        sides = text.text[: escape.start][-1:], text.text[escape.end :][:1]
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
    for found in compiled(_ENTITY).finditer(words):
        # In what is nearly a link a quote would be that link's title.
        in_link = words.rfind("](", 0, found.start()) > words.rfind(")", 0, found.start())
        if not in_link and (plain := _plain(found.group())):
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
_ACCENTS = dict(zip("'`^\"~=.uvHckr", "\u0301\u0300\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0328\u030a", strict=True))
_LETTERS = {"o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "i": "ı"}
_AFTER_BACKSLASH = frozenset((*_ACCENTS, *(letter[0] for letter in _LETTERS), "t", "e"))
"""A cheap test before a costly pattern: `\\mathcal` is commoner in titles than accents are."""
_LATEX = r"""(?x)
      \{\\(?P<letter>o|O|l|L|ss|ae|AE|oe|OE|aa|AA|i)\}        # {\o}
    | \{\\(?P<a>['`^"~=.])\{?(?P<x>[A-Za-z]|\\i)\}?\}        # {\'e} {\'{e}}
    | \\(?P<b>['`^"~=.])\{(?P<y>[A-Za-z]|\\i)\}              # \'{e}
    | \{\\(?P<c>[uvHckr])(?:\ |\{)(?P<z>[A-Za-z])\}?\}       # {\c c} {\c{c}}
    | \\(?P<bare>o|O|l|L|ss|ae|AE|oe|OE|aa|AA)\{\}         # \o{}
    | \\(?P<d>[uvHckr])\{(?P<w>[A-Za-z])\}                    # \c{c}
    | (?<=[A-Za-z])\\(?P<e>['^"~])(?P<v>[aeiouyn])(?![a-z]*\\['"])  # Poincar\'e, but not \"quoted\"
    """

_STYLED = r"\\(?:text(?:bf|it|sc|tt|rm|sf|sl)?|emph)\{([^{}$\\\n]+)\}"


def _latex(words: str) -> Iterator[_Escape]:
    for found in compiled(_LATEX).finditer(words):
        groups = {name: text for name, text in found.groupdict().items() if text}
        if groups.get("e") == "'" and elides(words[: found.start()]):
            continue
        if letter := groups.get("letter") or groups.get("bare"):
            new = _LETTERS[letter]
        else:
            accent, base = groups.values()
            new = unicodedata.normalize("NFC", base.lstrip("\\") + _ACCENTS[accent])
        if len(new) == 1:
            yield _Escape(*found.span(), new, f"is LaTeX for `{new}`: readers see it as it is")
    for found in compiled(_STYLED).finditer(words):
        # Unsafe: it may have been meant to be bold.
        yield _Escape(*found.span(), found[1], f"is LaTeX for `{found[1]}`: readers see it as it is", Applicability.UNSAFE)
