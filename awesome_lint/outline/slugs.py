"""GitHub's anchors of headings."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = re.compile(r"[a-z0-9_ -]*\Z")
# Unicode's Other_Alphabetic symbols: circled and squared letters. Everything else in category So is dropped.
_LETTER_SYMBOLS = ((0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189))


def slug(text: str) -> str:
    """The anchor that GitHub makes of a heading's text, without a suffix for duplicates.

    Lower case; of all characters letters, marks (a variation selector is one), decimal digits, connectors, `-` and the blank
    stay; each blank becomes `-`. After html-pipeline's TableOfContentsFilter, in the reading of github-slugger, whose
    tests are GitHub's own answers. `text` is the rendered heading's text: images add nothing, `:emoji:` its name.
    """
    text = text.lower()
    if not _PLAIN.match(text):
        text = "".join(filter(_stays, text))
    return text.replace(" ", "-")


def _stays(character: str) -> bool:
    if character in " -":
        return True
    category = unicodedata.category(character)
    if category[0] in "LM" or category in ("Nd", "Nl", "Pc"):
        return True
    return category == "So" and any(first <= ord(character) <= last for first, last in _LETTER_SYMBOLS)


class Slugger:
    """Anchors of a page's headings, in order: a repeated one gets `-1`, `-2` ..., passing over those that are taken."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def add(self, text: str) -> str:
        """The anchor of the next heading."""
        base = result = slug(text)
        while result in self._taken:
            self._taken[base] += 1
            result = f"{base}-{self._taken[base]}"
        self._taken[result] = 0
        return result
