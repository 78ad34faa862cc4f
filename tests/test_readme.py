"""The README tells the truth."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def block(marker: str) -> str:
    """The fence that follows a marker."""
    m = re.search(rf"<!-- {marker} -->\n\n```\w+\n(.*?)```", README, re.DOTALL)
    assert m, f"README has no block `{marker}`"
    return m[1]


def test_the_output_shown_is_the_output():
    command = block("run it").splitlines()[-1].split()
    assert command[0] == ".venv/bin/awesome-lint"
    run = subprocess.run([sys.executable, "-m", "awesome_lint", *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0
    shown = [line.rstrip() for line in run.stdout.strip().splitlines()]
    assert [line.rstrip() for line in block("output of the main job").strip().splitlines()] == shown


def test_the_default_output_shown_is_the_output(monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    command = ["check", "--isolated", "--no-cache", "--select", "mojibake", "examples/papers.md"]
    run = subprocess.run([sys.executable, "-m", "awesome_lint", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert block("shown") == run.stdout


def test_generated_documents_are_up_to_date():
    run = subprocess.run([sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_between_documents_lead_somewhere(name):
    text = (ROOT / name).read_text("utf-8")
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [t for t in targets if not (ROOT / t).exists()] == []
