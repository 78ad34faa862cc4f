"""When two links lead to the same resource, and two titles name the same paper."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from awesome_lint.knowledge.patterns import RowsByHost
from awesome_lint.knowledge.urls import Address
from awesome_lint.patterns import compiled

if TYPE_CHECKING:
    from awesome_lint.knowledge.packs import Packs


class IdentityRow(NamedTuple):
    """A path, and the key of its resource as a template."""

    pattern: str
    needle: str
    template: str


class Scheme(NamedTuple):
    """What the keys of a scheme (`arxiv`, `github`) are: `kind` is `paper`, `code`, `video` or "" for anything else.

    `is_cased`: capitals count, `youtube:a` and `youtube:A` are two videos.
    """

    kind: str = ""
    is_cased: bool = False


class ImpossibleRow(NamedTuple):
    """A path that can't exist, with the reason as a template; `is_future`: only where the month `yy`, `mm` is still to come."""

    pattern: str
    needle: str
    template: str
    is_future: bool = False


class Identities:
    """The keys of all resources, and which identifiers can't exist."""

    def __init__(
        self,
        rows: Mapping[str, Sequence[IdentityRow]],
        impossible: Mapping[str, Sequence[ImpossibleRow]],
        schemes: Mapping[str, Scheme],
    ) -> None:
        self._rows = RowsByHost(rows)
        self._impossible = RowsByHost(impossible)
        self._schemes = schemes

    def key(self, address: Address) -> str | None:
        """The key of the resource at an address, None where the path's shape is unknown."""
        found = self._rows.match(address.host, address.path)
        if found is None:
            return None
        match, row = found
        key = row.fill(match, address.host, address.path)
        return key if self._scheme(key).is_cased else key.lower()

    def kind(self, key: str) -> str:
        """What a key names: `paper`, `code`, `video`, or "" where that isn't known."""
        return self._scheme(key).kind

    def _scheme(self, key: str) -> Scheme:
        return self._schemes.get(key.partition(":")[0], _UNKNOWN)

    def why_impossible(self, address: Address) -> str | None:
        """Why an address surely leads nowhere, None where it may lead somewhere."""
        for row in self._impossible.of(address.host):
            match = row.match(address.path)
            if match and (not row.row.is_future or self._is_in_future(match["yy"], match["mm"])):
                return row.fill(match, address.host, address.path)
        return None

    def _is_in_future(self, yy: str, mm: str) -> bool:
        """Whether a month of this century is still to come."""
        return (2000 + int(yy), int(mm)) > self._month

    @cached_property
    def _month(self) -> tuple[int, int]:
        """The year and month of tomorrow, which is today somewhere on earth."""
        tomorrow = time.gmtime(time.time() + 86400)
        return tomorrow.tm_year, tomorrow.tm_mon


_UNKNOWN = Scheme()


def key_scheme(key: str) -> str:
    """What keys are filed under: the scheme, for DOIs with the publisher's prefix (`doi:10.1145`)."""
    scheme, _, rest = key.partition(":")
    return f"doi:{rest.partition('/')[0]}" if scheme == "doi" else scheme


def identity(url: str, packs: Packs) -> str | None:
    """One key per resource across its URLs, None where the URL's shape is unknown.

    `arxiv:2401.00001` for abs, pdf, html, versions and mirrors; `openreview:<id>` for forum and pdf; `doi:10.1145/1.2`
    in lower case; `acl:p02-1040` for the Anthology's old and new hosts; `pmlr:v97/tan19a`; `cvf:cvpr2018/<name>`;
    `neurips:2022/<hash>` (one hash has occurred in two years); `ieee:9787966`; `github:owner/repo` for a repository's
    root alone. The rules are the `[[identity]]` rows of `rules/hosts/`. A resource that has two keys by nature
    (an IEEE document and its DOI) is not recognised as one.
    """
    return packs.identity(url)


_MATHEMATICS = re.compile(r"\$([^$\n]{1,80})\$")
_COMMAND = r"\\(?:math\w+|text\w*|operatorname|bf|rm|it|cal)\b|\\[,;! ]"
_GREEK = r"(?i)\\(alpha|beta|gamma|delta|epsilon|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi|psi|omega|ell|infty)\b"
_SIGNS = r"[{}^_\\\s]"
_GREEK_NAMES = {"ell": "l", "infty": "∞"}
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,80}>|\[([^\[\]]*)\]\([^()\s]*\)|&(?:[a-z]+|#\d+);|:[a-z0-9_+-]{2,40}:")
_ENTITIES = {"&amp;": " and ", "&lt;": " ", "&gt;": " ", "&nbsp;": " ", "&quot;": " ", "&ndash;": " ", "&mdash;": " "}


@lru_cache(maxsize=8_192)  # the longest known list has 3,000 titles
def fold_title(title: str) -> str:
    r"""A title for comparison: words in lower case with single blanks, without accents, width, markup and punctuation.

    `A $\mathbb{D}^2$-*Net*` and `a d2 net` fold alike. Letters of every script stay, so titles in Chinese or
    Greek differ as they should. A title of signs alone folds to itself, never to "".
    """
    if title.isascii() and not _has_markup(title):
        if "+" in title or "#" in title:
            return " ".join(_WORDS.findall(title.lower().replace("'", ""))) or title.strip()
        # The same, and as bytes in a sixth of the time.
        return " ".join(title.lower().encode().translate(_BLANKED, b"'").decode().split()) or title.strip()
    text = _MARKUP.sub(lambda m: _ENTITIES.get(m[0].lower(), m[1] or " "), title)
    text = _MATHEMATICS.sub(lambda m: _formula(m[1]), text)
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("&", " and ").translate(_APOSTROPHES)
    return " ".join(_WORDS.findall(text)) or title.strip()


_WORDS = re.compile(r"[^\W_]+|\+\+|#")
_BLANKED = bytes(code if chr(code).isalnum() else ord(" ") for code in range(256))
_APOSTROPHES = {ord(c): None for c in "'’‘`´ʼ"}


def _has_markup(title: str) -> bool:
    # One colon is no `:shortcode:`. Written out, since `any` would cost more than all of it.
    return "$" in title or "<" in title or "[" in title or "&" in title or "`" in title or "\\" in title or title.count(":") > 1


def _formula(formula: str) -> str:
    r"""A formula as it would be typed: `\mathbb{D}^2` is D2."""
    if "\\" not in formula:
        return compiled(_SIGNS).sub("", formula)
    text = compiled(_GREEK).sub(
        lambda m: unicodedata.lookup(_greek(m[1])) if m[1].lower() not in _GREEK_NAMES else _GREEK_NAMES[m[1].lower()], formula
    )
    return compiled(_SIGNS).sub("", compiled(_COMMAND).sub("", text))


def _greek(name: str) -> str:
    return f"GREEK {'CAPITAL' if name[0].isupper() else 'SMALL'} LETTER {'LAMDA' if name.lower() == 'lambda' else name.upper()}"
