"""A thread that does one thing after the other, for the main loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from awesome_lint.garbage import collect_what_is_over

T = TypeVar("T")


class Worker:
    """One thread. Unlike an executor's it ends with the process, whatever it is doing: editors don't wait for a list to be judged."""

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        Thread(target=self._run, name=name, daemon=True).start()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
            collect_what_is_over()

    def end(self) -> None:
        """End the thread, once it has done what it was given."""
        self._jobs.put(None)

    async def do(self, work: Callable[[], T]) -> T:
        """The result of a function, worked out in the thread; whatever it raises is raised here. A cancelled one is not begun."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put(lambda: _work_out(work, loop, future))
        return await future


def _work_out(work: Callable[[], T], loop: asyncio.AbstractEventLoop, future: asyncio.Future[T]) -> None:
    if future.cancelled():
        return
    settle: Callable[[Any], None]
    try:
        result: Any = work()
        settle = future.set_result
    except Exception as error:  # noqa: BLE001 - it is raised where the result is awaited
        result, settle = error, future.set_exception
    try:
        loop.call_soon_threadsafe(lambda: None if future.done() else settle(result))
    except RuntimeError:  # the loop is closed: the client has gone
        return
