"""Start-up: what is answered without looking at a list anew imports the standard library alone, and little of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from lists import make_list

CODE = """
import sys
before = set(sys.modules)
from awesome_lint.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
import json
print(json.dumps(sorted(set(sys.modules) - before)))
"""

DEAR = ("dataclasses", "inspect", "shutil", "subprocess", "tempfile", "hashlib", "tomllib", "multiprocessing", "logging", "difflib")
"""Modules of the standard library that take long to import and that nothing here has need of."""


@pytest.fixture(autouse=True, scope="module")
def _second_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the first run after a change of our own files keeps for later ones is there: on a fresh clone it imports more."""
    folder = tmp_path_factory.mktemp("first")
    (folder / "README.md").write_text(make_list([]), "utf-8")
    subprocess.run([sys.executable, "-m", "awesome_lint", "check", "--no-cache"], cwd=folder, check=True, capture_output=True)


def imported(folder: Path, *arguments: str) -> set[str]:
    """The modules that a command imports."""
    argv = [sys.executable, "-c", CODE, *arguments]
    return set(json.loads(subprocess.run(argv, cwd=folder, check=True, capture_output=True, text=True).stdout.splitlines()[-1]))


def foreign(modules: set[str]) -> set[str]:
    """The top-level packages among modules that are neither ours nor the standard library's."""
    return {name.partition(".")[0] for name in modules} - {"awesome_lint"} - sys.stdlib_module_names


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("check", "--help"), ("fix", "--help"), ()], ids=" ".join)
def test_answers_without_a_list_need_the_standard_library_alone(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    modules = imported(tmp_path, *arguments)
    assert foreign(modules) == set()
    assert not modules & {*DEAR, "pathlib"}
    assert {name for name in modules if name.startswith("awesome_lint.")} <= {
        "awesome_lint.cli",
        "awesome_lint.errors",
        "awesome_lint.screen",
    }


def test_what_is_remembered_needs_the_standard_library_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "README.md").write_text(
        make_list([f"- Paper {n} [[paper](https://arxiv.org/abs/2401.{n:05})]" for n in range(1, 31)]), "utf-8"
    )
    assert "awesome_lint.engine" in imported(tmp_path, "check", "README.md")
    modules = imported(tmp_path, "check", "README.md")
    assert foreign(modules) == set()
    assert not modules & set(DEAR)
    assert not modules & {
        "awesome_lint.markdown",
        "awesome_lint.model",
        "awesome_lint.engine",
        "awesome_lint.knowledge",
        "awesome_lint.checks",
    }


def test_a_list_needs_the_native_parser_and_no_other(tmp_path: Path) -> None:
    entries = [f"- Paper {n}: `x` **and** *y* <br/> [[paper](https://arxiv.org/abs/2401.{n:05})]" for n in range(1, 31)]
    others = "> quoted\n\n<p>HTML</p>\n\n```sh\n# no heading\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n1. [e](https://x.y/(z))\n\n\tcode\n"
    (tmp_path / "README.md").write_text(f"{make_list(entries)}\n{others}", "utf-8")
    modules = imported(tmp_path, "check", "--no-cache", "README.md")
    assert foreign(modules) == {"pyromark"}
    assert not modules & set(DEAR)
