"""Several processes: their loss costs a file at most, they end with their parent, and progress is shown as files finish."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lists import entry, make_list

from awesome_lint.commands import progress
from awesome_lint.commands.workers import shared_out
from awesome_lint.errors import UserError

posix = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")

FALL = Path("fall")


def length(name: str) -> int:
    return len(name)


def fatal_for_b(name: str) -> int:
    if name == "b":
        os.kill(os.getpid(), signal.SIGKILL)
    return len(name)


def fatal_once(name: str) -> int:
    """Kill the first process that comes by: the one that takes the file away."""
    try:
        FALL.unlink()
    except FileNotFoundError:
        return len(name)
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_each_name_gets_its_result():
    finished = []
    assert shared_out(length, ["a", "bb", "ccc"], 2, lambda: finished.append(1)) == {"a": 1, "bb": 2, "ccc": 3}
    assert len(finished) == 3


@posix
def test_a_name_that_kills_its_process_is_reported_and_the_others_are_done():
    names = ["a", "b", "cc", "ddd"]
    results = shared_out(fatal_for_b, names, 2, lambda: None)
    error = results.pop("b")
    assert results == {"a": 1, "cc": 2, "ddd": 3}
    assert isinstance(error, UserError)
    assert str(error) == "b: the process that judged it was killed, twice (memory may be short: free some, or exclude the file)"


@posix
def test_what_a_lost_process_had_is_done_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    FALL.touch()
    finished = []
    assert shared_out(fatal_once, ["a", "bb", "ccc"], 2, lambda: finished.append(1)) == {"a": 1, "bb": 2, "ccc": 3}
    assert len(finished) == 3


def members(group: int) -> list[str]:
    """The live processes of a process group."""
    listed = subprocess.run(["ps", "-eo", "pid=,pgid=,stat="], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if int(line.split()[1]) == group and not line.split()[2].startswith("Z")]


@posix
@pytest.mark.skipif(not os.access("/bin/ps", os.X_OK), reason="no ps")
@pytest.mark.parametrize("fatal", [signal.SIGTERM, signal.SIGKILL])
def test_processes_end_with_their_parent_and_close_its_pipe(tmp_path, fatal):
    for n in range(4):
        (tmp_path / f"{n}.md").write_text(make_list([entry(i) for i in range(n * 2000, n * 2000 + 2000)]), "utf-8")
    command = [sys.executable, "-m", "awesome_lint", "check", "--no-cache", "--jobs", "2", "."]
    run = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 20
    while len(members(run.pid)) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(members(run.pid)) == 3
    os.kill(run.pid, fatal)
    try:
        run.communicate(timeout=5)  # returns when nobody holds the pipes any more
        assert run.returncode == -fatal
        deadline = time.monotonic() + 2
        while members(run.pid) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert members(run.pid) == []
    finally:
        if members(run.pid):
            os.killpg(run.pid, signal.SIGKILL)


def test_progress_advances_as_files_finish_and_leaves_nothing(monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setattr(progress, "PAUSE", 0)
    with progress.Progress(3) as shown:
        for _ in range(3):
            shown.advance()
    assert capsys.readouterr().err == "\r\x1b[Kchecked 1 of 3 files\r\x1b[Kchecked 2 of 3 files\r\x1b[K"


@pytest.mark.parametrize(("quiet", "terminal", "patience"), [(True, True, 0), (False, False, 0), (False, True, 60)])
def test_progress_is_for_people_who_wait(monkeypatch, capsys, quiet, terminal, patience):
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal, raising=False)
    monkeypatch.setattr(progress, "PATIENCE", patience)
    with progress.Progress(3, quiet=quiet) as shown:
        shown.advance()
    assert capsys.readouterr().err == ""
