"""Text for a terminal: control characters made visible, widths in columns, colours.

Lists come from strangers' pull requests: what they hold must not move a cursor, ring a bell or turn text around.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import accumulate
from typing import IO, ClassVar

from awesome_lint.patterns import compiled

# C0 and C1 controls, DEL, bidirectional controls (the "Trojan Source" ones), zero-width characters, line separators, and
# surrogates: the bytes of a file's name that is not UTF-8 (PEP 383).
# Zero-width joiners and non-joiners may stay: emoji and Persian need them, and no terminal acts on them.
_UNSEEN = (
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def _picture(match: re.Match[str]) -> str:
    char = match.group()
    if char == "\t":
        return " "
    if char < " ":
        return chr(0x2400 + ord(char))  # Unicode's own pictures of them: ␛ for ESC
    return "␡" if char == "\x7f" else f"<U+{ord(char):04X}>"


def visible(text: str) -> str:
    """The text with every character made visible that a terminal would obey instead of print, line ends included."""
    # All of them are unprintable by Unicode's categories: nearly every text is done with that.
    return text if text.isprintable() else compiled(_UNSEEN).sub(_picture, text)


def json_visible(text: str) -> str:
    """JSON text in which those characters are escapes: the same data, and nothing that a terminal obeys."""
    import json  # a report without such characters has no need of it

    escaped = compiled(_UNSEEN).sub(lambda m: m.group() if m.group() == "\n" else json.dumps(m.group())[1:-1], text)
    return escaped.replace("##[", "#\\u0023[")  # GitHub's runner takes `##[name]` for a command wherever it is


def width(text: str) -> int:
    """How many columns a terminal gives the text: two for wide characters, none for combining ones."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def unpainted(text: str) -> str:
    """The text without what a Painter added."""
    return compiled(_PAINT).sub("", text) if "\x1b" in text else text


_PAINT = "\x1b(?:\\[[0-9;]*m|\\]8;;[^\x1b]*\x1b\\\\)"


def fitting(text: str, room: int) -> int:
    """How many of the text's characters fit into so many columns."""
    if text.isascii():
        return min(len(text), room)
    return next((index for index, used in enumerate(accumulate(map(_columns_of, text))) if used > room), len(text))


def cut(text: str, room: int) -> str:
    """As much of the text as fits into `room` columns, `…` where it goes on."""
    return text if width(text) <= room else text[: fitting(text, max(0, room - 1))] + "…"


@cache
def _columns_of(char: str) -> int:
    return 0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wants_color(choice: str, stream: IO[str]) -> bool:
    """Whether to colour what goes to a stream: `choice` is auto, always or never; auto obeys NO_COLOR and FORCE_COLOR.

    https://no-color.org: any non-empty value switches colours off.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


_HAVE_LINKS = ("KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "WEZTERM_PANE", "GHOSTTY_RESOURCES_DIR")
_PROGRAMS_WITH_LINKS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby")


def has_links(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is known to make links of OSC 8, by the environment; FORCE_HYPERLINK says so of any.

    https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda. VTE has them since 0.50.
    """
    if forced := environ.get("FORCE_HYPERLINK"):
        return forced != "0"
    vte = environ.get("VTE_VERSION", "")
    return (
        (vte.isdecimal() and int(vte) >= 5000)
        or environ.get("TERM_PROGRAM") in _PROGRAMS_WITH_LINKS
        or any(environ.get(name) for name in _HAVE_LINKS)
    )


class Painter:
    """Colours text and makes links, or leaves it alone."""

    _CODES: ClassVar = {
        "bold": "1",
        "dim": "2",
        "error": "1;31",
        "warning": "1;33",
        "info": "1;36",
        "safe": "32",
        "unsafe": "35",
        "hint": "36",
        "added": "32",
        "removed": "31",
        "frame": "36",  # plain blue is hardly seen on black
    }

    def __init__(self, *, color: bool) -> None:
        self._color = color
        self._links = color and has_links(os.environ)

    def link(self, url: str | None, text: str) -> str:
        """The text as a link, if the terminal has them."""
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if self._links and url else text

    def __call__(self, style: str, text: str) -> str:
        """The text in a style, if colours are wanted."""
        return f"\x1b[{self._CODES[style]}m{text}\x1b[0m" if self._color and text else text
