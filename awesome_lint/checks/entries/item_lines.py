"""How the lines of items are written. No rule: what the rules that look for items which Markdown doesn't see have in common."""

from __future__ import annotations

import re

ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+)(?=\S)")
"""The start of an item that has text."""

LINK = re.compile(r"\[(?:\\.|[^\[\]\\\n])*\]\([^()\s]+(?:\([^()\s]*\)[^()\s]*)*\)")
"""An inline link with a label and a target."""

_WORDS = re.compile(r"[^\W_](?:[\w'’.,;:!?&/ ]|-(?=\w))*")
_EMPHASIS = re.compile(r"[*_`\0]+")


def shape(text: str) -> str:
    """How a line is built: `[a](u) - Does things.` is `L - w`, whatever its words and links say."""
    return _WORDS.sub("w", LINK.sub("\1", _EMPHASIS.sub("", text.strip()))).replace("\1", "L")
