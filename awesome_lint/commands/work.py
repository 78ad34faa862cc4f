"""What becomes of each file: remembered from last time, judged here, or shared out to several processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from awesome_lint import files
from awesome_lint.commands.options import Options
from awesome_lint.commands.outcome import Outcome
from awesome_lint.errors import UserError
from awesome_lint.report import FileReport
from awesome_lint.rule import INTERNAL_ERROR
from awesome_lint.source import Source

_WORTH_A_PROCESS = 150_000
"""Bytes. A process of its own costs 0.15 s, most of it for reading our code; 100 KB of list take about as long."""


def outcomes(
    names: list[str], options: Options, jobs: int | None = None, done: Callable[[], None] = lambda: None
) -> Iterator[Outcome | UserError]:
    """The outcome of each file in order, or why it has none. `jobs`: so many processes at most, None for as many as pay.

    `done` is called whenever a file is done, in whatever order that is. What the cache remembers is not shared out:
    finding it takes less than telling a process of it.
    """
    found = [_remembered(name, options) for name in names]
    for outcome in found:
        if outcome is not None:
            done()
    anew = _judged([name for name, outcome in zip(names, found, strict=True) if outcome is None], options, jobs, done)
    for outcome in found:
        yield next(anew) if outcome is None else outcome


def _judged(names: list[str], options: Options, jobs: int | None, done: Callable[[], None]) -> Iterator[Outcome | UserError]:
    sizes = {name: path.stat().st_size if (path := Path(name)).is_file() else 0 for name in names}
    processes = min(jobs or _jobs_that_pay(sum(sizes.values())), len(names))
    if processes <= 1:
        for name in names:
            outcome = _outcome(name, options)
            done()
            yield outcome
        return
    from awesome_lint.commands.workers import shared_out  # multiprocessing: not for a run over one list

    # The largest first, so that none is left over for one process at the end.
    ordered = sorted(names, key=lambda name: -sizes[name])
    results = shared_out(partial(_outcome, options=options), ordered, processes, done)
    yield from (results[name] for name in names)


def _jobs_that_pay(size: int) -> int:
    """How many processes pay for so many bytes."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(available, size // _WORTH_A_PROCESS)


def _outcome(name: str, options: Options) -> Outcome | UserError:
    """The outcome of one file, in whatever process. What is wrong with a file is data here: the other files go on."""
    try:
        return judged(name, files.read(Path(name)), options)
    except UserError as error:
        return error


def judged(name: str, source: Source, options: Options) -> Outcome:
    """Judge a file, and remember what was found in it. Raises UserError for what can't be read."""
    from awesome_lint.commands.judge import judge  # the parser and all rules: not for what is remembered

    outcome = judge(name, source, options)
    if options.is_cacheable and Path(name).is_file() and not _has_failed(outcome):
        from awesome_lint.cache import Result

        found = outcome.report
        store, key = options.remembered_at(name, source)
        store.put(
            key,
            Result(
                diagnostics=found.diagnostics,
                fingerprints=found.fingerprints,
                entries=found.entries,
                examined=outcome.examined,
                left_out=outcome.left_out,
                titles=found.titles,
                looked_for=outcome.looked_for,
            ),
        )
    return outcome


def _has_failed(outcome: Outcome) -> bool:
    """Whether a rule failed: next time it may not."""
    return any(diagnostic.code == INTERNAL_ERROR for diagnostic in outcome.report.diagnostics)


def _remembered(name: str, options: Options) -> Outcome | UserError | None:
    """The outcome of a file that need not be judged, or why it has none; None for all others."""
    if not options.is_cacheable and not files.is_no_list(Path(name)):
        return None
    try:
        return known(name, files.read(Path(name)), options)
    except UserError as error:
        return error


def known(name: str, source: Source, options: Options) -> Outcome | None:
    """The outcome of a text that is no list by its name, or was judged before; None for all others."""
    if files.is_no_list(Path(name)):
        return Outcome(FileReport(name, source), source, skipped="no list, by its name")
    if not options.is_cacheable:
        return None
    store, key = options.remembered_at(name, source)
    result = store.get(key)
    if result is None or not result.holds_in(Path(name).parent):
        return None
    if not result.entries:
        return Outcome.of_no_list(name, source)
    report = FileReport(name, source, result.diagnostics, result.fingerprints, result.entries, titles=result.titles)
    return Outcome(report, source, examined=result.examined, prints=result.fingerprints, left_out=result.left_out)
