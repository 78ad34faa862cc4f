"""CONTRIBUTING's template of a rule works as it stands: found, documented, tested from its own page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEMPLATE = re.search(r"````python\n(.*?)````", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL)[1]


@pytest.fixture
def run(tmp_path):
    """A copy of the project, installed as an editable one is, that has the template as its newest rule."""
    for name in ("awesome_lint", "docs", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "tests").mkdir()
    for name in ("README.md", "pyproject.toml", "tests/conftest.py", "tests/test_rule_pages.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "awesome_lint" / "checks" / "labels" / "my_rule.py").write_text(TEMPLATE, "utf-8")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"PYTHONPATH": str(tmp_path)}
        return subprocess.run([sys.executable, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return run


def test_a_rule_made_of_the_template_is_seen_at_once(run, tmp_path):
    assert run("docs/generate.py").returncode == 0
    assert "## my-rule\n" in (tmp_path / "docs" / "rules.md").read_text("utf-8")
    (tmp_path / "list.md").write_text("# List\n\n- FIXME a paper [paper](https://example.org/1)\n", "utf-8")
    found = run("-m", "awesome_lint", "check", "--output-format", "concise", "list.md")
    assert found.stdout.startswith("list.md:3:1: warning my-rule what is wrong, in the user's words\n")
    tested = run("-m", "pytest", "-q", "-k", "my-rule", "tests/test_rule_pages.py")
    assert tested.returncode == 0, tested.stdout
    assert "passed" in tested.stdout
