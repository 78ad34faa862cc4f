"""The hooks under the real pre-commit, in a repository of their own that points at this project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lists import GOOD, damaged, entry, make_list, swapped

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.long_setup  # the environment of the hooks is made

CONFIG = """\
repos:
  - repo: {project}
    rev: {revision}
    hooks:
      - id: {hook}
{more}"""


class Repository:
    """A maintainer's repository with one of the hooks installed."""

    def __init__(self, folder: Path, environment: dict[str, str], project: Path) -> None:
        self.folder = folder
        self.environment = environment
        self.project = project
        folder.mkdir()
        self.git("init", "-q", "-b", "main")

    def use(self, hook: str, more: str = "") -> None:
        revision = subprocess.run(["git", "rev-parse", "HEAD"], cwd=self.project, check=True, capture_output=True, text=True).stdout.strip()
        self.write(".pre-commit-config.yaml", CONFIG.format(project=self.project, revision=revision, hook=hook, more=more))
        self.git("add", ".pre-commit-config.yaml")
        self.run(sys.executable, "-m", "pre_commit", "install")

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=self.folder, env=self.environment, check=check, capture_output=True, text=True)

    def git(self, *arguments: str) -> str:
        return self.run("git", *arguments).stdout

    def commit(self) -> tuple[bool, str]:
        """Commit what is staged: whether it passed the hook, and what the hook said."""
        done = self.run("git", "commit", "-q", "-m", "work", check=False)
        return done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Where pre-commit keeps the environments of hooks: installed once for all tests."""
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def repository(tmp_path, offline, project, home):
    return Repository(tmp_path / "list", {**offline, "PRE_COMMIT_HOME": str(home), "XDG_CACHE_HOME": str(tmp_path / "cache")}, project)


def test_the_manifest_is_valid():
    done = subprocess.run([sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")], check=False)
    assert done.returncode == 0


def test_the_check_hook_names_what_is_wrong_and_changes_nothing(repository):
    repository.use("awesome-lint")
    text = make_list([*GOOD, damaged(31), swapped(32)])
    repository.write("docs/papers.md", text)
    repository.git("add", ".")
    passed, said = repository.commit()
    assert not passed
    assert "error[mojibake]" in said
    assert "warning[label-order]" in said
    assert "docs/papers.md:35:" in said
    assert repository.read("docs/papers.md") == text


def test_the_fix_hook_repairs_and_the_second_commit_passes(repository):
    repository.use("awesome-lint-fix")
    repository.write("docs/papers.md", make_list([*GOOD, damaged(31), swapped(32)]))
    repository.git("add", ".")
    passed, said = repository.commit()
    assert not passed
    assert "files were modified by this hook" in said
    assert "2 fixes; 32 entries, 64 links before and after" in said
    assert repository.read("docs/papers.md") == make_list([*GOOD, damaged(31).replace("Â³", "³"), entry(32)])
    repository.git("add", ".")
    assert repository.commit()[0]


def test_files_that_are_excluded_or_no_lists_pass(repository):
    repository.use("awesome-lint")
    repository.write("awesome-lint.toml", 'exclude = ["old/"]\n')
    repository.write("old/papers.md", make_list([*GOOD, damaged(31)]))
    repository.write("CHANGELOG.md", make_list([damaged(1)]))
    repository.write("docs/prose.md", "# Prose\n\nNothing is listed here.\n")
    repository.git("add", ".")
    passed, said = repository.commit()
    assert passed, said


def test_what_is_not_staged_stays_what_it_is(repository):
    repository.use("awesome-lint-fix")
    repository.write("papers.md", make_list(GOOD))
    repository.git("add", ".")
    assert repository.commit()[0]
    staged = make_list([*GOOD[:15], swapped(40), *GOOD[15:]])
    unstaged = staged.replace("# Pruning", "# Pruning\n\nBeing written.")
    repository.write("papers.md", staged)
    repository.git("add", ".")
    repository.write("papers.md", unstaged)
    passed, said = repository.commit()
    assert not passed, said
    assert repository.git("show", ":papers.md") == staged
    assert "Being written." in repository.read("papers.md")
    repository.write("papers.md", unstaged.replace(swapped(40), entry(40)))
    repository.git("add", ".")
    repository.write("papers.md", unstaged.replace(swapped(40), entry(40)) + "\nAnd more.\n")
    passed, said = repository.commit()
    assert passed, said
    assert repository.read("papers.md").endswith("And more.\n")


OPTIONS = ["--write-baseline=README.md", "--output-file=markdown=README.md", "--add-ignores.md", "-q.md", "--select=x.md"]


@pytest.mark.parametrize("hook", ["awesome-lint", "awesome-lint-fix"])
@pytest.mark.parametrize("args", ["", "        args: [--fail-on, error]\n", "        args: [--new-since, HEAD]\n"])
def test_a_file_s_name_is_never_an_option(repository, hook, args):
    repository.write("README.md", make_list(GOOD))
    repository.git("add", ".")
    repository.git("commit", "-q", "-m", "start")
    repository.use(hook, args)
    for name in OPTIONS:
        repository.write(name, make_list([*GOOD, damaged(31)]))
    repository.git("add", "--", ".")
    passed, said = repository.commit()
    assert not passed, said
    for name in OPTIONS:
        assert name in said
    assert repository.read("README.md") == make_list(GOOD)
    assert "usage:" not in said
