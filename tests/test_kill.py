"""Runs that are killed at random moments: no process stays, no file is torn, nobody waits. `benchmarks/kill.py` does it for long."""

from __future__ import annotations

import os
import random

import pytest
from killing import COMMANDS, VICTIMS, fixed_texts, folder_of_lists, kill_once

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="signals of POSIX"),
    pytest.mark.skipif(not os.access("/bin/ps", os.X_OK), reason="no ps"),
    pytest.mark.long_setup,
]

TIMES = 5


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    """A folder of lists, their texts, what `fix` makes of them and the seconds that it takes."""
    folder = tmp_path_factory.mktemp("lists")
    texts = folder_of_lists(folder)
    fixed, seconds = fixed_texts(folder, texts)
    assert all(fixed[name] != text for name, text in texts.items())
    return folder, texts, fixed, seconds


@pytest.mark.parametrize("victim", VICTIMS)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_run_leaves_whole_files_and_no_process(lists, name, victim):
    folder, texts, fixed, seconds = lists
    moments = random.Random(f"{name} {victim}")
    for _ in range(TIMES):
        kill_once(folder, texts, fixed, name=name, victim=victim, delay=moments.uniform(0, seconds))
    assert fixed_texts(folder, texts)[0] == fixed
    assert sorted(path.name for path in folder.iterdir()) == sorted(texts), "something is left behind"
