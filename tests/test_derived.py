"""Files made of our own ones: what killed runs leave beside them."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from awesome_lint import derived


def test_what_killed_runs_left_is_swept_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)  # else the first place is left alone
    place = tmp_path / "patterns.cpython-311.marshal"
    left, on_its_way, foreign = tmp_path / f"{place.name}.1", tmp_path / f"{place.name}.2", tmp_path / "module.cpython-311.pyc"
    for file in (left, on_its_way, foreign):
        file.write_bytes(b"half")
    an_hour_ago = time.time() - 3_600
    for file in (left, foreign):
        os.utime(file, (an_hour_ago, an_hour_ago))
    derived.keep([place], 1, ["kept"])
    assert set(tmp_path.iterdir()) == {place, on_its_way, foreign}
    assert list(derived.load([place], 1)) == [["kept"]]
