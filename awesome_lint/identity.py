"""When two links lead to the same resource, and two titles name the same paper."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from awesome_lint.packs import Packs


def identity(url: str, packs: Packs) -> str | None:
    """One key per resource across its URLs, None where the URL's shape is unknown.

    `arxiv:2401.00001` for abs, pdf, html, versions and mirrors; `openreview:<id>` for forum and pdf; `doi:10.1145/1.2`
    in lower case; `acl:p02-1040` for the Anthology's old and new hosts; `pmlr:v97/tan19a`; `cvf:cvpr2018/<name>`;
    `neurips:2022/<hash>` (one hash has occurred in two years); `ieee:9787966`; `github:owner/repo` for a repository's
    root alone. The rules are the `[[identity]]` rows of `rules/hosts/`. A resource that has two keys by nature
    (an IEEE document and its DOI) is not recognised as one.
    """
    return packs.identity(url)


_PAPER_KEYS = frozenset(
    ("arxiv", "openreview", "doi", "acl", "pmlr", "cvf", "ecva", "neurips", "iclr", "mlsys", "ieee", "csdl", "aaai", "ijcai", "jmlr", "pii")
)


def is_paper(key: str) -> bool:
    """Whether an identity key is a paper's: not a repository's, a video's or a project page's."""
    return key.partition(":")[0] in _PAPER_KEYS


_MATHEMATICS = re.compile(r"\$([^$\n]{1,80})\$")
_COMMAND = re.compile(r"\\(?:math\w+|text\w*|operatorname|bf|rm|it|cal)\b|\\[,;! ]")
_GREEK = re.compile(
    r"\\(alpha|beta|gamma|delta|epsilon|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi|psi|omega|ell|infty)\b", re.IGNORECASE
)
_SIGNS = re.compile(r"[{}^_\\\s]")
_GREEK_NAMES = {"ell": "l", "infty": "∞"}
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,80}>|\[([^\[\]]*)\]\([^()\s]*\)|&(?:[a-z]+|#\d+);|:[a-z0-9_+-]{2,40}:")
_ENTITIES = {"&amp;": " and ", "&lt;": " ", "&gt;": " ", "&nbsp;": " ", "&quot;": " ", "&ndash;": " ", "&mdash;": " "}


@lru_cache(maxsize=65536)
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
        return _SIGNS.sub("", formula)
    text = _GREEK.sub(
        lambda m: unicodedata.lookup(_greek(m[1])) if m[1].lower() not in _GREEK_NAMES else _GREEK_NAMES[m[1].lower()], formula
    )
    return _SIGNS.sub("", _COMMAND.sub("", text))


def _greek(name: str) -> str:
    return f"GREEK {'CAPITAL' if name[0].isupper() else 'SMALL'} LETTER {'LAMDA' if name.lower() == 'lambda' else name.upper()}"
