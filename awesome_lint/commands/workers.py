"""Work shared out to processes that end with this one, whatever ends it, and whose loss costs one file at most."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection, parent_process
from threading import Thread
from typing import TypeVar

from awesome_lint.errors import UserError
from awesome_lint.garbage import collect_seldom

T = TypeVar("T")


def shared_out(task: Callable[[str], T], names: Sequence[str], jobs: int, done: Callable[[], None]) -> dict[str, T | UserError]:
    """What the task makes of each name, in `jobs` processes; `done` is called as each is done.

    A process that is killed (by the system when memory is short, say) takes the others with it: what they had is done
    again, a name at a time. A UserError for the name whose process is lost again.
    """
    results: dict[str, T | UserError] = {}
    with _pool(jobs) as pool:
        futures = {}
        try:
            futures = {pool.submit(task, name): name for name in names}
            for future in as_completed(futures):
                results[futures[future]] = future.result()
                done()
        except BrokenProcessPool:
            for future, name in futures.items():  # those that were done before
                if name not in results and future.done() and future.exception() is None:
                    results[name] = future.result()
                    done()
    for name in names:
        if name not in results:
            results[name] = _alone(task, name)
            done()
    return results


def _alone(task: Callable[[str], T], name: str) -> T | UserError:
    """What the task makes of a name in a process of its own."""
    try:
        with _pool(1) as pool:
            return pool.submit(task, name).result()
    except BrokenProcessPool:
        return UserError(
            "the process that judged it was killed, twice", filename=name, remedy="memory may be short: free some, or exclude the file"
        )


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Processes; when the block is left, what has not begun is not begun."""
    pool = ProcessPoolExecutor(jobs, initializer=_begin)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """What each process does first. Ctrl-C is for the parent, who ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()
    collect_seldom()


def _end_with_parent() -> None:
    """Wait until the parent is gone, then end this process.

    A killed parent can't tell its processes: they would wait for work for ever, and hold the pipe that its output goes to.
    """
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        signal.raise_signal(signal.SIGTERM)
