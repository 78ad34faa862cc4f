"""Earlier versions of a file, from git: `git show`, no checkout, nothing written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from awesome_lint.errors import UserError
from awesome_lint.settings import real_path

if TYPE_CHECKING:
    import subprocess


class Revision:
    """The version of a repository that the work at hand started from: the merge base of a revision and HEAD.

    One is made per run; repositories are told apart by folder. `option` is what errors call it. Raises UserError where git doesn't know the
    revision.
    """

    def __init__(self, name: str, option: str = "--new-since") -> None:
        self.name = name
        self._option = option
        self._bases: dict[Path, str] = {}
        self._tops: dict[Path, Path] = {}

    def base_of(self, path: Path) -> str:
        """The commit that a file's work started from."""
        return self._base(self._top(real_path(path).parent))

    def read(self, path: Path) -> bytes | None:
        """What a file held then, None if it wasn't there."""
        absolute = real_path(path)
        top = self._top(absolute.parent)
        base = self._base(top)
        shown = _git(top, "show", f"{base}:{absolute.relative_to(top).as_posix()}")
        if shown.returncode == 0:
            return shown.stdout
        # `git show` fails for a file that wasn't there; all else would have failed before.
        return None

    def _top(self, folder: Path) -> Path:
        if folder not in self._tops:
            found = _git(folder, "rev-parse", "--show-toplevel")
            if found.returncode:
                raise UserError(f"{self._option} {self.name}: `{folder}` is in no git repository")
            self._tops[folder] = Path(_text(found)).resolve()
        return self._tops[folder]

    def _base(self, top: Path) -> str:
        if top not in self._bases:
            commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{self.name}^{{commit}}")
            if commit.returncode:
                remedy = "fetch it first; in GitHub's checkout step: `fetch-depth: 0`"
                raise UserError(f"{self._option}: git knows no revision `{self.name}`", filename=str(top), remedy=remedy)
            base = _git(top, "merge-base", _text(commit), "HEAD")
            # No common history (a shallow clone): the revision itself is the best there is.
            self._bases[top] = _text(base) if base.returncode == 0 else _text(commit)
        return self._bases[top]


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    import subprocess  # 15 ms that most runs don't need

    try:
        return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)  # noqa: S603, S607  # git of the PATH
    except FileNotFoundError:
        raise UserError("git is needed to read an earlier version, and is not installed") from None


def _text(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stdout.decode().strip()
