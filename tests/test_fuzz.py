"""Texts, configs and packs that something happened to: no failure of our own, no word lost, fixes that come to an end.

`benchmarks/fuzz.py` does it for long. What was ever found to be wrong is in `FOUND`.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lists import damaged, entry, make_list
from mutations import CHANGES, MARKDOWN, ODD, bases, drawn, faults, faults_of_config, faults_of_run, mutated, run

EXAMPLES = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

mutations = st.lists(
    st.tuples(st.sampled_from(list(CHANGES)), st.integers(0, 999), st.sampled_from([*ODD, *MARKDOWN])), min_size=1, max_size=8
)

FOUND = [
    "[p](http://o.0\x07",  # a fix that could not be proved before another one was made
    # fixes that can't be proved: they were reported as bugs of ours
    "http://\x1fb.m\n- tps//b.m/",
    "tps//v.g/\x0b0\n- tps//b.m/",
    "ht\u200dtp://b.m\r- tps//b.m/",
    "- http://e.r<!--awesome-lint:e label-order-->2",
    "# [zq2zq](#6)",  # the fix of an anchor has its heading's words
]


@pytest.mark.parametrize("text", FOUND)
def test_what_was_found(text):
    assert faults(text) == []


@pytest.mark.parametrize("text", FOUND)
def test_what_was_found_ends_a_run_as_promised(tmp_path, monkeypatch, text):
    monkeypatch.chdir(tmp_path)
    Path("list.md").write_bytes(text.encode())
    status, said = run(["fix", "--isolated", "--no-cache", "--jobs", "1", "list.md"])
    assert status in (0, 1)
    assert "please report" not in said


@settings(EXAMPLES, max_examples=60)
@given(st.integers(0, 10_000), mutations)
def test_a_list_that_something_happened_to(base, changes):
    assert faults(mutated(bases()[base % len(bases())], changes)) == []


def test_runs_on_files_with_odd_names_end_as_promised(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for seed in range(30):
        chance = random.Random(seed)
        assert faults_of_run(mutated(*drawn(chance)), chance) == [], seed


@pytest.mark.parametrize("kind", ["config", "pack", "baseline"])
def test_a_config_that_something_happened_to(tmp_path, monkeypatch, kind):
    monkeypatch.chdir(tmp_path)
    for seed in range(60):
        assert faults_of_config(kind, random.Random(seed)) == [], seed


@pytest.mark.skipif(os.name == "nt", reason="names that Windows doesn't have")
def test_a_lone_surrogate_in_a_name_reaches_no_encoder(tmp_path):
    name = os.fsdecode(b"\xed\xa0\x80\xff.md")
    (tmp_path / name).write_text(make_list([*map(entry, range(30)), damaged(31)]), "utf-8")
    for command in (["check"], ["check", "--write-baseline", "b.json"], ["fix", "--diff"], ["fix"], ["entries"], ["format", "--check"]):
        done = subprocess.run([sys.executable, "-m", "awesome_lint", *command, "."], cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        assert not re.search(rb"Traceback|please report", done.stderr)
    assert Path(tmp_path / name).read_text("utf-8") == make_list([*map(entry, range(30)), damaged(31).replace("FÂ³", "F³")])
