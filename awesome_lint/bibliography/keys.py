"""The keys that references are cited by: made of their own content, so that they stay when a list grows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import sha256

from awesome_lint.bibliography.reference import Reference

WORDS_OF_TITLE = 3
LETTERS_OF_DIGEST = 4
_SMALL = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or", "the", "to", "towards", "via", "with"]
)
_WORD = re.compile(r"[a-z0-9]+")


def with_keys(references: Iterable[Reference]) -> Iterator[Reference]:
    """The references, each with a key that no other one has.

    A key is the first author's name, the year and the first words of the title; of references that have these in common, all
    but the first one end in letters that depend on title and URL.
    """
    taken: set[str] = set()
    for reference in references:
        key = base = _key(reference)
        if key in taken:
            key = f"{base}-{_digest(reference)[:LETTERS_OF_DIGEST]}"
        number = 1
        while key in taken:  # the same entry once more
            number += 1
            key = f"{base}-{_digest(reference)[:LETTERS_OF_DIGEST]}-{number}"
        taken.add(key)
        yield reference._replace(key=key)


def _key(reference: Reference) -> str:
    author = _words(_family_name(reference.authors[0]))[-1:] if reference.authors else []
    title = [word for word in _words(reference.title) if word not in _SMALL][:WORDS_OF_TITLE]
    year = [str(reference.year)] if reference.year else []
    if not title:  # in another script
        title = [f"x{_digest(reference)[:LETTERS_OF_DIGEST]}"]
    key = "".join([*author, *year, *title])
    return key if key[0].isalpha() else f"x{key}"


def _digest(reference: Reference) -> str:
    return sha256(f"{reference.title}\n{reference.url}".encode()).hexdigest()


def _words(text: str) -> list[str]:
    bare = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", ""))
    return _WORD.findall("".join(c for c in bare if not unicodedata.combining(c)).lower())


def _family_name(author: str) -> str:
    """`Ray` of `Ray, A.` and of `Ann Ray`."""
    family, comma, _ = author.partition(",")
    return family if comma else author.rpartition(" ")[2]
