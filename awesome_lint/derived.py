"""Files made of our own ones and kept on disk as Python keeps bytecode: beside what they are made of, or in the user's cache.

They spare a run work that comes out the same every time. Failing to read or write one is never an error.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from awesome_lint import __version__

_LONGEST_WRITE = 600
"""Seconds. Writing one takes milliseconds: a file on its way for longer was left by a run that was killed."""


def cache_folder() -> Path:
    """`$XDG_CACHE_HOME/awesome-lint`, by default `~/.cache/awesome-lint` (XDG base directory specification).

    For who has no home, a place that nothing can be written to: what can't be kept is made anew.
    """
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        folder = Path(base) if base and Path(base).is_absolute() else Path.home() / ".cache"
    except RuntimeError:
        folder = Path(os.devnull)
    return folder / "awesome-lint"


def places(folder: Path, name: str) -> tuple[Path, Path]:
    """Where a file made of those in a folder may lie: in its `__pycache__`, or else in the user's cache, with a name of its own."""
    suffix = f"{sys.implementation.cache_tag}.marshal"  # every Python has its own
    return folder / "__pycache__" / f"{name}.{suffix}", cache_folder() / f"{name}-{zlib.crc32(bytes(folder.resolve())):08x}.{suffix}"


def installation() -> str:
    """What changes with each installation by pip: its list of the files installed. "" in a work tree."""
    record = Path(__file__).parents[1] / f"awesome_lint-{__version__}.dist-info" / "RECORD"
    with suppress(OSError):
        status = record.stat()
        return f"{record} {status.st_size} {status.st_mtime_ns}"
    return ""


def load(where: Sequence[Path], form: int) -> Iterator[Any]:
    """What `keep` wrote to these places in that form, as far as it is whole and this very Python wrote it."""
    for place in where:
        try:
            data = memoryview(place.read_bytes())
            if zlib.crc32(data[4:]).to_bytes(4, "big") == data[:4]:  # marshal trusts what it reads
                mark, value = marshal.loads(data[4:])  # noqa: S302 - as bytecode is read, from where bytecode is read
                if mark == (sys.version, form):
                    yield value
        except (OSError, ValueError, EOFError, TypeError):
            continue


def keep(where: Sequence[Path], form: int, value: Any) -> None:
    """Write a value of plain types to the first of the places that can be written; beside bytecode only where Python may write any.

    `form` numbers the value's shape: raise it whenever that changes. Written to a file of our own and renamed: a reader
    sees the old file or the new one. What killed runs left on the way there goes.
    """
    data = marshal.dumps(((sys.version, form), value))
    for place in where[1:] if sys.dont_write_bytecode else where:
        with suppress(OSError):
            _write(place, zlib.crc32(data).to_bytes(4, "big") + data)
            return


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        temporary.write_bytes(data)
        temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)
    _sweep(place)


def _sweep(place: Path) -> None:
    """Remove what runs that were killed left beside a file; not what another run is writing now."""
    for left in place.parent.glob(f"{place.name}.*"):
        with suppress(OSError):  # swept by another run meanwhile
            if time.time() - left.stat().st_mtime > _LONGEST_WRITE:
                left.unlink()
