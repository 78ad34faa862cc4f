"""A progress bar on standard error, when a person is looking and the work takes long."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds of silence that nobody minds."""


def tracked(items: Iterable[T], total: int, *, quiet: bool = False) -> Iterator[T]:
    """The items as they come. After `PATIENCE`, if standard error is a terminal, with a bar (rich is imported then)."""
    iterator, start = iter(items), time.monotonic()
    for done, item in enumerate(iterator, 1):
        yield item
        if done < total and time.monotonic() - start > PATIENCE and not quiet and sys.stderr.isatty():
            yield from _with_bar(iterator, done, total)


def _with_bar(items: Iterator[T], done: int, total: int) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, completed=done)
        for item in items:
            yield item
            progress.advance(task)
