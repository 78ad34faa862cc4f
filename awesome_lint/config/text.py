"""The text of a config file: read, and asked for the row of a key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from awesome_lint.bounded import LARGEST_CONFIG, read_bytes
from awesome_lint.config.keys import Config
from awesome_lint.errors import UserError
from awesome_lint.toml import toml_key, toml_string

LONGEST_LINE = 500
"""Characters of a line in which common mistakes are looked for: Python's parser takes seconds for keys of many parts."""

Key = tuple[str | int, ...]
"""The way to a value in a TOML file: names of tables and keys, indices of lists."""


def read_text(path: Path) -> str:
    try:
        return read_bytes(path, LARGEST_CONFIG, remedy="a config file is short: leave out what isn't needed").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"not UTF-8: byte 0x{error.object[error.start]:02x} at offset {error.start}", filename=str(path)) from None
    except OSError as error:
        raise UserError(f"can't be read: {error.strerror}", filename=str(path)) from None


def syntax_error(message: str, path: Path, text: str) -> UserError:
    """What the parser of TOML stumbled over in a text, in our words where the mistake is a common one.

    Its own place is `... (at line 3, column 9)`.
    """
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    what = message[: place.start()] if place else message
    row = int(place[1]) if place and place[1] else None
    column = int(place[2]) if place and place[2] else None
    line = text.split("\n")[row - 1].strip() if row else ""
    if len(line) <= LONGEST_LINE and (common := _common_mistake(what, line)):
        return UserError(f"not valid TOML: {common[0]}", filename=str(path), row=row, remedy=common[1])
    at = f" in column {column}" if column else ""
    return UserError(f"not valid TOML: {what[0].lower()}{what[1:]}{at}", filename=str(path), row=row)


def _common_mistake(what: str, line: str) -> tuple[str, str] | None:
    """What is wrong in a line by the parser's words, and the remedy; None for what is seldom."""
    key, _, value = map(str.strip, line.partition("="))
    names = _names(key)
    name = ".".join(map(toml_key, names))
    if what.startswith("Cannot declare ") and line.startswith("["):
        table = line.partition("]")[0].lstrip("[").strip()
        return f"the table `[{table}]` is defined twice", "put all its keys below the first one"
    if what.startswith(("Cannot overwrite", "Cannot mutate", "Cannot redefine", "Duplicate inline")) and names:
        return f"the key `{name}` is defined twice", "keep one of them"
    if what.startswith("Illegal character '\\n'") or what in ("Unterminated string", 'Expected "\'"'):
        return "a string is not closed", "its closing quote is missing"
    if what == "Invalid value" and names and _WORD.fullmatch(value):
        return f"the value of `{name}` has no quotes", f"write `{name} = {toml_string(value)}`"
    return None


_WORD = re.compile(r"[A-Za-z][\w./*-]*")


_WHOLE = tuple(field.alias or name for name, field in Config.model_fields.items())
"""The keys of a config."""

_NAMED_BY_USERS = ("columns", "per-file-ignores")
"""The tables whose keys may have any name: headers, patterns of files."""


class ConfigText:
    """A config file's text, asked where a key is in it."""

    def __init__(self, path: Path, text: str, prefix: Key) -> None:
        self.path = path
        self.prefix = prefix
        self._lines = text.splitlines()
        self._rows = dict(_key_rows(self._lines))

    def row(self, key: Key) -> int | None:
        """The row of a key, of a list's item where the last part is a string in it, else of what it is in."""
        whole = (*self.prefix, *key)
        for end in range(len(whole), 0, -1):
            if row := self._rows.get(tuple(map(str, whole[:end]))):
                return row
        return None

    def problem(self, key: Key, message: str, remedy: str | None = None, *, value: str | None = None) -> UserError:
        """A mistake at a key, or at a string in the list or table that the key names.

        A key of the whole config that is in a table is below the table's header by mistake: that is the remedy.
        """
        if key[0] not in _NAMED_BY_USERS and (misplaced := next((part for part in key[1:] if part in _WHOLE), None)):
            remedy = f"`{misplaced}` is a key of the whole config: put it above the first table"
        row = self.row(key)
        if row is not None and value is not None:
            quoted = (f'"{value}"', f"'{value}'")
            row = next((n for n, line in enumerate(self._lines[row - 1 :], row) if any(q in line for q in quoted)), row)
        return UserError(message, filename=str(self.path), row=row, remedy=remedy)


def _key_rows(lines: list[str]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Each key of a TOML text with its row. TOML's own parser reads the names; tables in lists are not told apart."""
    table: tuple[str, ...] = ()
    for row, line in enumerate(lines, 1):
        stripped = line.strip()
        if stripped.startswith("["):
            if found := _names(stripped.lstrip("[").partition("]")[0]):
                table = found
                yield from ((table[:end], row) for end in range(1, len(table) + 1))
        elif "=" in stripped and not stripped.startswith("#") and (found := _names(stripped.partition("=")[0])):
            yield from (((*table, *found[:end]), row) for end in range(1, len(found) + 1))


def _names(key: str) -> tuple[str, ...]:
    """The parts of a dotted key as written; nothing where it is none."""
    try:
        data: Any = tomllib.loads(f"{key} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    names = []
    while isinstance(data, dict):
        ((name, data),) = data.items()
        names.append(name)
    return tuple(names)
