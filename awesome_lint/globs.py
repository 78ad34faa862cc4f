"""Patterns of files as `.gitignore` has them, matched in time that grows with pattern and path, whatever they hold.

https://git-scm.com/docs/gitignore: the last pattern that matches decides; a pattern with a slash in front or inside counts from
the folder that the patterns belong to, any other one at every depth; what is below an excluded folder is excluded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

LONGEST = 1_000
"""Characters of a pattern. Longer ones match nothing: no real one comes near."""

_CLASSES = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": " \t",
    "digit": "0-9",
    "lower": "a-z",
    "punct": re.escape("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
    "space": r"\s",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}

Segments = tuple[re.Pattern[str] | None, ...]
"""A pattern between slashes; None is `**`, any number of folders."""


class _Rule(NamedTuple):
    """One pattern. `is_negated`: it takes back what earlier ones say; `is_for_folders`: it ended in a slash."""

    segments: Segments
    is_negated: bool
    is_for_folders: bool

    def matches(self, parts: Sequence[str], *, is_folder: bool) -> bool:
        return (is_folder or not self.is_for_folders) and _matches(self.segments, parts)


class Globs(NamedTuple):
    """The patterns of one file or setting, in their order."""

    rules: tuple[_Rule, ...]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Globs:
        """Read patterns. Those that can't match anything are left out, as git does; `problem` says why."""
        return cls(tuple(rule for line in lines if (rule := _rule(line)) is not None))

    def verdict(self, path: str, *, is_folder: bool = False) -> bool | None:
        """Whether the patterns mean a path (with `/`, from their folder), or a folder that it is in; None: they don't speak of it."""
        parts = path.split("/")
        for end in range(1, len(parts)):
            if self._own(parts[:end], is_folder=True):
                return True
        return self._own(parts, is_folder=is_folder)

    def match(self, path: str) -> bool:
        """Whether the patterns mean a file."""
        return self.verdict(path) is True

    def _own(self, parts: Sequence[str], *, is_folder: bool) -> bool | None:
        return next((not rule.is_negated for rule in reversed(self.rules) if rule.matches(parts, is_folder=is_folder)), None)


def problem(pattern: str) -> str | None:
    """Why a pattern can't match anything; None where it can."""
    if len(pattern) > LONGEST:
        return f"it is longer than {LONGEST:,} characters"
    if not pattern.strip() or pattern.startswith("#"):
        return "it is empty or a comment"
    if _rule(pattern) is None:
        return "a bracket or a backslash in it has no counterpart, or a range runs backwards"
    return None


@cache
def globs(patterns: tuple[str, ...]) -> Globs:
    """The patterns of a setting."""
    return Globs.of(patterns)


def _rule(line: str) -> _Rule | None:
    """One line; None for an empty one, a comment and what can't match anything."""
    line = re.sub(r"(?<!\\) +$", "", line.rstrip("\r\n")) if line.endswith((" ", "\n", "\r")) else line
    if not line or line.startswith("#") or len(line) > LONGEST:
        return None
    is_negated = line.startswith("!")
    line = line[is_negated:]
    is_for_folders = line.endswith("/")
    line = line[: len(line) - is_for_folders]
    is_anchored = "/" in line
    parts = line.removeprefix("/").split("/")
    if _is_any_folders(parts[-1]) and is_anchored:
        parts.append("*")  # all that is in a folder, not the folder itself
    try:
        segments = tuple(None if _is_any_folders(part) else _segment(part) for part in parts)
    except (ValueError, re.error):
        return None
    return _Rule(segments if is_anchored else (None, *segments), is_negated, is_for_folders)


def _is_any_folders(part: str) -> bool:
    """Whether a part is `**`; git takes more stars for the same."""
    return len(part) > 1 and not part.strip("*")


def _segment(text: str) -> re.Pattern[str]:
    """A pattern without slashes. Each part between two `*` is found where it occurs first, and the search never returns: linear.

    Raises ValueError, or re.error, for what can't match anything.
    """
    if not text:
        raise ValueError("an empty name")
    first, *others = _chunks(text)
    if not others:
        return re.compile(first, re.DOTALL)
    middle = "".join(f"(?>.*?{chunk})" for chunk in others[:-1] if chunk)
    return re.compile(f"{first}{middle}.*{others[-1]}", re.DOTALL)


def _chunks(text: str) -> list[str]:
    """The parts of a pattern between its stars, as regular expressions of a fixed length."""
    chunks = [""]
    at = 0
    while at < len(text):
        char = text[at]
        at += 1
        if char == "*":
            chunks.append("")
        elif char == "?":
            chunks[-1] += "."
        elif char == "[":
            found, at = _bracket(text, at)
            chunks[-1] += found
        elif char == "\\":
            if at == len(text):
                raise ValueError("a backslash at the end")
            chunks[-1] += re.escape(text[at])
            at += 1
        else:
            chunks[-1] += re.escape(char)
    return chunks


def _bracket(text: str, at: int) -> tuple[str, int]:
    """The set of characters that begins behind a `[`, as a regular expression, and where it ends. Raises ValueError where it doesn't."""
    is_negated = text[at : at + 1] in ("!", "^")
    at += is_negated
    members = ""
    start = at
    while True:
        char = text[at : at + 1]
        if not char:
            raise ValueError("a bracket without its counterpart")
        if char == "]" and at > start:
            return f"[{'^' if is_negated else ''}{members}]", at + 1
        if text.startswith("[:", at) and (end := text.find(":]", at)) > 0:
            members += _CLASSES.get(text[at + 2 : end], "")
            at = end + 2
            continue
        if char == "\\":
            at += 1
            char = text[at : at + 1]
        elif char == "-" and members and text[at + 1 : at + 2] not in ("]", ""):
            members += "-"
            at += 1
            continue
        members += re.escape(char)
        at += 1


def _matches(segments: Segments, parts: Sequence[str]) -> bool:
    """Whether segments match the parts of a path. `**` takes as little as it can, and only the last one is tried again."""
    segment = part = 0
    star, mark = -1, 0
    while part < len(parts):
        pattern = segments[segment] if segment < len(segments) else _NOTHING
        if pattern is None:
            star, mark = segment, part
            segment += 1
        elif pattern.fullmatch(parts[part]):
            segment += 1
            part += 1
        elif star >= 0:
            mark += 1
            segment, part = star + 1, mark
        else:
            return False
    return all(left is None for left in segments[segment:])


_NOTHING = re.compile(r"(?!)")
"""Matches no name: what is behind the last segment."""
