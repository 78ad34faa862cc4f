"""Runs over a folder that are killed at random moments, and what must hold afterwards."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from lists import damaged, entry, make_list, swapped

FILES = 4
GRACE = 2.0
"""Seconds that processes have to end after the one that was killed."""

VICTIMS = {"parent terminated": signal.SIGTERM, "parent killed": signal.SIGKILL, "worker killed": signal.SIGKILL}
COMMANDS = ("check", "fix")


def folder_of_lists(folder: Path) -> dict[str, str]:
    """Fill a folder with lists that take a while and have something to fix: their texts by name."""
    texts = {}
    for number in range(FILES):
        first = number * 1_000
        entries = [(swapped if n % 25 == 1 else damaged if n % 25 == 2 else entry)(n) for n in range(first, first + 100)]
        texts[f"{number}.md"] = make_list(entries)
    write(folder, texts)
    return texts


def write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")


def command(name: str) -> list[str]:
    return [sys.executable, "-m", "awesome_lint", name, "--no-cache", "--isolated", "--jobs", "2", "--output-format", "json", "."]


def members(group: int) -> dict[int, int]:
    """The live processes of a process group, with their parents."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,pgid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    return {int(pid): int(parent) for pid, parent, own, state in rows if int(own) == group and not state.startswith("Z")}


def fixed_texts(folder: Path, texts: dict[str, str]) -> tuple[dict[str, str], float]:
    """What `fix` makes of the lists, and the seconds that it takes."""
    start = time.monotonic()
    done = subprocess.run(command("fix"), cwd=folder, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return {name: (folder / name).read_text("utf-8") for name in texts}, time.monotonic() - start


def kill_once(folder: Path, texts: dict[str, str], fixed: dict[str, str], *, name: str, victim: str, delay: float) -> bool:
    """Start a run, kill what is named after a delay (seconds), and hold it to what is promised. Whether there was anything to kill."""
    write(folder, texts)
    run = subprocess.Popen(command(name), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    try:
        time.sleep(delay)
        was_killed = _kill(run, victim)
        survives = victim == "worker killed" or not was_killed
        out, err = run.communicate(timeout=60 if survives else GRACE)  # returns when nobody holds the pipes any more
        _ends(run.pid)
    finally:
        if members(run.pid):
            os.killpg(run.pid, signal.SIGKILL)
    assert "please report" not in err.decode(), err
    if survives:
        assert run.returncode in (0, 1), (run.returncode, err)
        found = json.loads(out)
        assert name == "fix" or {finding["filename"] for finding in found} == set(texts), "a file is missing in the report"
    for file, text in texts.items():
        now = (folder / file).read_text("utf-8")
        allowed = {text} if name == "check" else {fixed[file]} if survives else {text, fixed[file]}
        assert now in allowed, f"{file} is neither whole nor old"
    return was_killed


def _kill(run: subprocess.Popen[bytes], victim: str) -> bool:
    """Kill the parent, or one of the processes that it started."""
    if victim != "worker killed":
        if run.poll() is not None:
            return False
        os.kill(run.pid, VICTIMS[victim])
        return True
    workers = [pid for pid in members(run.pid) if pid != run.pid and _is_worker(pid)]
    if not workers:
        return False
    try:
        os.kill(random.choice(workers), signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _is_worker(pid: int) -> bool:
    """Whether a process judges files: those that only keep track of others, or start them, are not killed."""
    shown = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return "resource_tracker" not in shown and "forkserver" not in shown


def _ends(group: int) -> None:
    deadline = time.monotonic() + GRACE
    while left := members(group):
        assert time.monotonic() < deadline, f"processes are left: {left}"
        time.sleep(0.02)
