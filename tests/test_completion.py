"""What shells and `man` are given: scripts that complete, and the manual page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from awesome_lint import __version__
from awesome_lint.cli import main, whole_parser

sys.path.insert(0, str(Path(__file__).parents[1] / "docs"))

import manual


@pytest.fixture
def script(capsys):
    def script(shell: str) -> str:
        assert main(["completion", shell]) == 0
        return capsys.readouterr().out

    return script


@pytest.mark.skipif(os.name == "nt" or not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("words", "completed"),
    [
        (["ch"], {"check"}),
        (["check", "--output-fo"], {"--output-format"}),
        (["check", "--fail-on", ""], {"error", "warning", "info", "never"}),
        (["fix", "--uns"], {"--unsafe-fixes"}),
        (["check", "pap"], {"papers.md"}),
        (["completion", ""], {"bash", "zsh", "fish"}),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_bash_completes(script, tmp_path, words, completed):
    (tmp_path / "complete.bash").write_text(script("bash"), "utf-8")
    (tmp_path / "papers.md").write_text("# Papers\n", "utf-8")
    ask = 'source ./complete.bash; COMP_WORDS=(awesome-lint "$@"); COMP_CWORD=$#; _shtab_awesome_lint; printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", ask, "bash", *words], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == completed


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_given_all_commands_and_options(script, shell):
    text = script(shell)
    assert all(name in text for name in whole_parser()[1])
    assert "unsafe-fixes" in text
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=text, text=True, check=True, capture_output=True)


def test_a_shell_without_completion_is_refused(capsys):
    with pytest.raises(SystemExit) as left:
        main(["completion", "zhs"])
    assert left.value.code == 2
    assert "there is no `zhs` (did you mean `zsh`?)" in capsys.readouterr().err


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
def test_the_manual_page_is_read_without_warnings():
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-P-cbou"], input=manual.roff(), capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stderr == ""
    assert f"awesome-lint {__version__}" in done.stdout
    assert all(f"awesome-lint {name}" in " ".join(done.stdout.split()) for name in whole_parser()[1])
    assert "--unsafe-fixes" in done.stdout
