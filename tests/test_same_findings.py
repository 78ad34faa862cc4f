"""The same findings with and without the cache, in one process and in two."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
# Every third list of the corpus: all of them take a fifth of the whole suite's time.
LISTS = [*sorted((SHARED / "seed").glob("*.md")), *sorted((SHARED / "corpus").glob("*.md"))[::3]]


@pytest.mark.skipif(not LISTS, reason="the corpus is not here")
def test_with_and_without_cache_by_one_process_and_by_two(tmp_path: Path) -> None:
    def findings(*options: str) -> object:
        argv = [sys.executable, "-m", "awesome_lint", "check", "--isolated", "--output-format", "json", *options, *map(str, LISTS)]
        run = subprocess.run(argv, capture_output=True, text=True, check=False, env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)})
        assert (run.returncode, run.stderr) == (1, "")
        return json.loads(run.stdout)

    alone = findings("--no-cache", "--jobs", "1")
    assert findings("--jobs", "2") == alone
    results = sorted(path.name for path in (tmp_path / "awesome-lint").iterdir())
    assert findings() == alone
    assert sorted(path.name for path in (tmp_path / "awesome-lint").iterdir()) == results
    assert len(results) > len(LISTS)
