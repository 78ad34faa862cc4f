"""A pull request with a slip of a contributor fails the check."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "slips.py"


def test_nearly_all_slips_fail_the_check(capsys):
    if not SCRIPT.is_file():
        pytest.skip("the benchmarks are not beside the tests")
    spec = importlib.util.spec_from_file_location("slips", SCRIPT)
    slips = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(slips)
    assert slips.main([]) == 0, capsys.readouterr().out
