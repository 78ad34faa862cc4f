"""The VS Code extension's own tests, by Node.js."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from awesome_lint import __version__

EXTENSION = Path(__file__).parents[1] / "editors" / "vscode"
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(not EXTENSION.is_dir(), reason="the extension is not here")


@pytest.mark.skipif(NODE is None, reason="Node.js is not installed")
def test_the_extension_passes_its_own_tests() -> None:
    run = subprocess.run(
        [str(NODE), "--test", "--test-reporter=tap"], cwd=EXTENSION, capture_output=True, text=True, check=False, timeout=120
    )
    assert run.returncode == 0, run.stdout
    assert "# pass 9" in run.stdout


def test_its_version_is_the_program_s() -> None:
    assert json.loads((EXTENSION / "package.json").read_text("utf-8"))["version"] == __version__
