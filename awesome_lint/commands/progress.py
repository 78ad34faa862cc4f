"""A line on standard error that counts the files that are done, when a person is looking and the work takes long."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

PATIENCE = 1.0
"""Seconds without a sign of life that nobody minds."""

PAUSE = 0.1
"""Seconds between two updates of the line."""


class Progress:
    """Counts files: `advance` when one is done. Shows nothing within `PATIENCE`, nor where standard error is no terminal."""

    def __init__(self, total: int, *, quiet: bool = False) -> None:
        self.total = total
        self.done = 0
        self._wanted = not quiet and total > 1 and sys.stderr.isatty()
        self._next = time.monotonic() + PATIENCE
        self._is_shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Remove the line: reports and notes start on an empty one."""
        if self._is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def advance(self) -> None:
        """One more file is done."""
        self.done += 1
        now = time.monotonic()
        if self._wanted and now >= self._next and self.done < self.total:
            self._next = now + PAUSE
            self._is_shown = True
            sys.stderr.write(f"\r\x1b[Kchecked {self.done:,} of {self.total:,} files")
            sys.stderr.flush()
