"""Files that strangers may have written, read within bounds: never a pipe or a device, never more bytes than are expected."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Any

from awesome_lint.errors import UserError

LARGEST_CONFIG = 250_000
"""Bytes of a config file. The `pyproject.toml` of large projects have 50,000."""

MOST_PARTS = 100
"""Dots on a line of TOML outside of strings: Python's parser takes 7 s for a key of 10,000 parts, and four times that for twice as many."""


def read_bytes(path: Path, largest: int, *, remedy: str | None = None) -> bytes:
    """A file's bytes. Raises UserError for what is no regular file or has more than `largest` bytes, else OSError."""
    if path.is_dir():
        raise UserError("not a regular file", filename=str(path))
    # Opening a pipe would wait for who writes to it, so it isn't waited for.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise UserError("not a regular file", filename=str(path))
        data = file.read(largest + 1) if status.st_size <= largest else b""  # it may grow meanwhile
        if status.st_size > largest or len(data) > largest:
            size = f"{max(status.st_size, len(data)):,} bytes (the limit is {largest:,})"
            raise UserError(f"too large: {size}", filename=str(path), remedy=remedy)
        return data


def parse_toml(text: str) -> dict[str, Any]:
    """The data of a TOML text. Raises ValueError for anything else, nesting without end included."""
    import tomllib  # not for runs without a config

    for row, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MOST_PARTS and _STRING.sub("", line).count(".") > MOST_PARTS:
            raise ValueError(f"A key of more than {MOST_PARTS} parts (at line {row}, column 1)")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("Nested too deeply (at end of document)") from None


_STRING = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'""")
