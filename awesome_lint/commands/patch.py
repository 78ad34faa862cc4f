"""What `fix` or `format` would write, as a patch that `git apply` and `patch -p1` take."""

from __future__ import annotations

import os
import sys
from difflib import unified_diff
from pathlib import Path

from awesome_lint.commands import console
from awesome_lint.commands.outcome import Outcome
from awesome_lint.report.terminal import Painter, visible, wants_color


def show_patch(outcome: Outcome, color: str) -> None:
    """Print what would change in a file: in colours for people, byte for byte for programs."""
    text = patch(outcome)
    is_coloured = wants_color(color, sys.stdout)
    if is_coloured or sys.stdout.isatty():
        console.show(_painted(text, Painter(color=is_coloured)))
    else:
        console.raw(text.encode("utf-8", "surrogateescape"))


def patch(outcome: Outcome) -> str:
    """The difference between a file and what it would be, with its own line ends; empty where there is none.

    Lines end with U+000A alone, as git has it: U+2028, form feeds and carriage returns are part of them.
    """
    if outcome.after is None:
        return ""
    name = os.path.relpath(outcome.report.filename).replace(os.sep, "/")
    lines = unified_diff(_lines(_before(outcome)), _lines(outcome.after.encode()), n=3)
    body = "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in list(lines)[2:])
    return f"--- {_quoted(f'a/{name}')}\n+++ {_quoted(f'b/{name}')}\n{body}"


def _before(outcome: Outcome) -> bytes:
    """A file as it was; read again where its line ends differ, which the source doesn't keep."""
    path = Path(outcome.report.filename)
    return path.read_bytes() if outcome.before.minority_rows and path.is_file() else outcome.before.encode()


def _lines(data: bytes) -> list[str]:
    *lines, last = data.decode("utf-8").split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _quoted(name: str) -> str:
    """A name as git writes it: in quotes where it holds a quote, a backslash or a control character; a tab ends one with blanks."""
    if name.isprintable() and not set(name) & set('"\\'):
        return f"{name}\t" if " " in name else name
    special = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    data = "".join(special.get(char, char) for char in name).encode("utf-8", "surrogateescape")
    return '"' + "".join(chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}" for byte in data) + '"'


def _painted(text: str, paint: Painter) -> str:
    """A patch for a terminal: coloured, control characters made visible."""
    styles = {"---": "bold", "+++": "bold", "@@": "frame", "+": "added", "-": "removed"}
    lines = []
    for line in text.removesuffix("\n").split("\n"):
        style = next((style for start, style in styles.items() if line.startswith(start)), None)
        shown = visible(line)
        lines.append(paint(style, shown) if style else shown)
    return "".join(f"{line}\n" for line in lines)
