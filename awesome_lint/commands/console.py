"""The one door to standard output and standard error. Nothing else in the package writes to them.

File names, keys of configs and text of lists come from strangers' pull requests. Here each control character of a message is made
visible, and what GitHub would read as a workflow command is not printed as one.
https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from typing import IO

from awesome_lint.errors import UserError
from awesome_lint.report.terminal import visible


def note(text: str) -> None:
    """A message on standard error, one line. Never with a file's name first: commands are read at the starts of lines."""
    sys.stderr.write(f"awesome-lint: {_inert(visible(text))}\n")


def fail(error: UserError | OSError) -> None:
    """What a user can mend, on standard error: a line for each mistake."""
    for line in error.lines if isinstance(error, UserError) else (str(error),):
        note(line)


def crash(trace: str) -> None:
    """A traceback on standard error."""
    for line in trace.rstrip("\n").split("\n"):
        sys.stderr.write(f"{_inert(visible(line))}\n")


def show(text: str, stream: IO[str] | None = None) -> None:
    """Text for people. It may hold colours: what it says of files was made visible where it was written."""
    (stream or sys.stdout).write(_inert(text))


def tell(text: str, stream: IO[str] | None = None) -> None:
    """Text for people that holds what comes from files: its control characters, all but line ends, are made visible."""
    show("".join(f"{visible(line)}\n" for line in text.removesuffix("\n").split("\n")), stream)


def data(pieces: Iterable[str], stream: IO[str] | None = None) -> None:
    """Data for programs, in whole lines, as it is. On a terminal no program reads it, and control characters are made visible."""
    stream = stream or sys.stdout
    if stream.isatty():
        for piece in pieces:
            tell(piece, stream)
    else:
        stream.writelines(pieces)


def raw(content: bytes) -> None:
    """Bytes for programs: a list, or a patch that must fit it. On a terminal as `tell` shows them."""
    if sys.stdout.isatty():
        tell(content.decode("utf-8", "backslashreplace"))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def _inert(text: str) -> str:
    """The text so that GitHub's runner finds no command in it: `::name` first in a line, or `##[name]` anywhere."""
    if os.environ.get("GITHUB_ACTIONS") != "true" or ("::" not in text and "##[" not in text):
        return text
    return re.sub(r"^([ \t]*):(?=:)", r"\1: ", text, flags=re.MULTILINE).replace("##[", "# #[")
