"""The wheel works in a fresh environment: rules inside, nothing but its own dependencies."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from awesome_lint import __version__

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.long_setup  # it is built and installed


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)], check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder)
    python = folder / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", str(wheel)], check=True, capture_output=True
    )
    return folder / "bin" / "awesome-lint"


def test_the_wheel_holds_rules_types_and_no_tests(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.startswith("awesome_lint/_rules/venues/") for name in names)
    assert any(name.startswith("awesome_lint/_rules/hosts/") for name in names)
    assert {f"awesome_lint/page/template/report.{kind}" for kind in ("html.jinja", "css", "js")} <= set(names)
    assert "awesome_lint/_rules/labels.toml" in names
    assert "awesome_lint/py.typed" in names
    assert [name for name in names if name.endswith("/share/man/man1/awesome-lint.1")]
    assert not [name for name in names if name.startswith(("tests/", "examples/"))]


def test_the_wheel_holds_the_index_of_its_rules(wheel):
    archive = zipfile.ZipFile(wheel)
    assert archive.namelist().count("awesome_lint/knowledge/index.json") == 1
    index = json.loads(archive.read("awesome_lint/knowledge/index.json"))
    assert index["stamp"] == __version__
    venues = {Path(name).stem for name in archive.namelist() if name.startswith("awesome_lint/_rules/venues/")}
    assert set(index["venues"]) == venues


def test_it_checks_and_fixes_a_list(installed, tmp_path):
    target = tmp_path / "papers.md"
    target.write_bytes((ROOT / "examples" / "papers.md").read_bytes())
    run = subprocess.run(
        [str(installed), "check", "--isolated", "--output-format", "json", str(target)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1, run.stderr
    assert {"mojibake", "venue-mismatch"} <= {d["code"] for d in json.loads(run.stdout)}
    run = subprocess.run([str(installed), "fix", "--isolated", str(target)], capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stderr
    assert "- CP³: Channel Pruning" in target.read_text("utf-8")


def test_it_reads_the_index_and_no_rules(installed, tmp_path):
    """With the index alone all is known; without it, or with a broken one, the rules are read."""
    packages = next(installed.parent.parent.glob("lib/python*/site-packages"))
    kept, rules = packages / "awesome_lint/knowledge/index.json", packages / "awesome_lint/_rules/venues"
    assert "ICLR" in run_venue(installed)
    rules.rename(tmp_path / "venues")
    assert "ICLR" in run_venue(installed)
    (tmp_path / "venues").rename(rules)
    whole = kept.read_bytes()
    for damage in (whole[:-1], b"[]"):
        kept.write_bytes(damage)
        assert "ICLR" in run_venue(installed)
        assert kept.read_bytes() == damage  # what was installed stays as it was installed
    kept.write_bytes(whole)


def run_venue(installed):
    return subprocess.run([str(installed), "venue", "--isolated"], capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are written for a POSIX shell")
def test_the_quick_start_works_as_written(installed, tmp_path):
    """A new user's way: the commands of the quick start, in the order of the page, with nothing but the wheel."""
    for name in ("README.md", "papers.md"):
        (tmp_path / name).write_bytes((ROOT / "examples" / "papers.md").read_bytes())
    environment = {"PATH": f"{installed.parent}:/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C"}
    page = (ROOT / "docs" / "index.md").read_text("utf-8")
    blocks = re.findall(r"<!-- run -->\n\n```sh\n(.*?)```", page, re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines()]
    assert len(commands) > 10
    for command in commands:
        run = subprocess.run(["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert run.returncode in (0, 1), f"{command}\n{run.stderr}"
        assert run.stdout, command
    assert "- CP³: Channel Pruning" in (tmp_path / "papers.md").read_text("utf-8")
    assert (installed.parent.parent / "share" / "man" / "man1" / "awesome-lint.1").is_file()


def test_it_knows_its_version(installed):
    run = subprocess.run([str(installed), "--version"], capture_output=True, text=True, check=False)
    assert run.stdout.startswith("awesome-lint 0.")
    assert (Path(installed).parent.parent / "lib").is_dir()
