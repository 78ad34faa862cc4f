"""What is written to standard output and error: nothing that a terminal or GitHub's runner obeys, and by one door."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from lists import damaged, entry, make_list

from awesome_lint.cli import main
from awesome_lint.commands import console
from awesome_lint.errors import UserError
from awesome_lint.report.terminal import json_visible

PACKAGE = Path(__file__).parents[1] / "awesome_lint"
DOORS = {"commands/console.py", "commands/progress.py", "cli.py"}
"""progress.py writes numbers alone; cli.py the help, through argparse."""

OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]")


def writers(path: Path) -> list[int]:
    """The lines that print, or write to a standard stream."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name == "print" or (re.fullmatch(r"sys\.std(out|err)(\.buffer)?\.\w+", name) and not name.endswith(("isatty", "fileno"))):
                found.append(node.lineno)
    return found


def test_nothing_else_prints():
    paths = [path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).as_posix() not in DOORS]
    assert [(path.name, lines) for path in paths if (lines := writers(path))] == []
    assert writers(PACKAGE / "commands" / "console.py")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))


EVIL = "a\x1b]0;owned\x07\n::error::owned\r##[error]owned\u202e"


@pytest.mark.parametrize(
    ("config", "arguments"),
    [
        (f'"{EVIL.encode("unicode_escape").decode().replace("x1b", "u001b").replace("x07", "u0007")}" = 1\nother = 2\n', ["check", "a.md"]),
        ("", ["check", f"{EVIL}.md"]),
        ("", ["check", "--select", EVIL, "a.md"]),
        ("", ["check", f"--{EVIL}", "a.md"]),
        ("", ["rule", EVIL]),
        ("", ["venue", EVIL]),
        ("", [EVIL]),
        ("", ["config", EVIL]),
        ("", ["style", EVIL]),
    ],
)
def test_no_message_is_obeyed(capsys, monkeypatch, config, arguments):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    Path("awesome-lint.toml").write_text(config, "utf-8")
    Path("a.md").write_text(make_list([entry(1)]), "utf-8")
    with suppress(SystemExit):
        main(arguments)
    said = capsys.readouterr()
    text = said.out + said.err
    assert "owned" in text
    assert not OBEYED.search(text)
    assert not re.search(r"^\s*::|##\[", text, re.MULTILINE)


@pytest.mark.skipif(os.name == "nt", reason="names that Windows doesn't have")
@pytest.mark.parametrize("form", ["full", "concise", "json", "jsonl", "sarif", "rdjson", "markdown", "counts", "github"])
def test_a_file_may_be_called_anything(form):
    """Judged, reported, written to a report as well; never a command or a traceback."""
    names = [os.fsdecode(name) for name in (b"::error::owned.md", b"##[error]owned.md", b"caf\xe9.md", b"a\nb\x1b.md")]
    for name in names:
        Path(name).write_text(make_list([*(entry(n) for n in range(30)), damaged(31)]), "utf-8")
    command = [sys.executable, "-m", "awesome_lint", "check", "--no-cache", "--output-format", form, "--output-file", f"{form}=report", "."]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"GITHUB_ACTIONS": "true"})
    assert (done.returncode, done.stderr) == (1, "")
    assert not OBEYED.search(done.stdout)
    own = r"^::error file=" if form == "github" else r"(?!)"
    assert [line for line in done.stdout.splitlines() if re.match(r"\s*::", line) and not re.match(own, line)] == []
    assert form == "github" or "##[" not in done.stdout
    assert form == "counts" or done.stdout.count("owned.md") >= 2
    assert Path("report").exists()


def test_the_errors_of_a_config_are_a_line_each(capsys):
    class TwoError(UserError):
        lines = ("a.toml:1: one", "a.toml:2: two\n::error::")

    console.fail(TwoError("two"))
    assert capsys.readouterr().err == "awesome-lint: a.toml:1: one\nawesome-lint: a.toml:2: two␊::error::\n"


def test_json_stays_the_same_data():
    assert json_visible('"##[error]\u2028"') == '"#\\u0023[error]\\u2028"'


def test_data_is_untouched_for_programs_and_visible_on_terminals(capsys, monkeypatch):
    console.data(["a\x1b\n"])
    assert capsys.readouterr().out == "a\x1b\n"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    console.data(["a\x1b\n"])
    assert capsys.readouterr().out == "a␛\n"


def test_a_crash_is_told_without_what_its_text_would_do(capsys, monkeypatch):
    def broken(_: object) -> int:
        raise ValueError(EVIL)

    monkeypatch.setattr("awesome_lint.commands.rule.run", broken)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert main(["rule"]) == 2
    err = capsys.readouterr().err
    assert "ValueError: a␛" in err
    assert "please report it" in err
    assert not OBEYED.search(err)
    assert not re.search(r"^\s*::|##\[", err, re.MULTILINE)
