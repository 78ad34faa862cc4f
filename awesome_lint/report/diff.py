"""What `fix --diff` prints: a patch that `git apply` and `patch -p1` take, whatever characters and line ends a file has."""

from __future__ import annotations

from difflib import diff_bytes, unified_diff

_NO_END = b"\n\\ No newline at end of file\n"


def diff(filename: str, before: bytes, after: bytes) -> bytes:
    """The unified diff of a file's bytes. Only LF ends a line: a form feed or U+2028 doesn't, and CR is part of its line."""
    name = filename.removeprefix("./").lstrip("/").encode("utf-8", "surrogateescape")
    end = b"\t" if b" " in name else b""
    found = diff_bytes(unified_diff, _lines(before), _lines(after), b"a/" + name + end, b"b/" + name + end)
    return b"".join(line if line.endswith(b"\n") else line + _NO_END for line in found)


def _lines(data: bytes) -> list[bytes]:
    *lines, last = data.split(b"\n")
    return [line + b"\n" for line in lines] + [last] * bool(last)
