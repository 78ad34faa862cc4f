"""What git knows of a list: where it is published, and how it was in the past. Nothing is fetched, nothing written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from awesome_lint.settings import real_path

_REMOTE = re.compile(r"(?:https://(?:[^@/\s]+@)?|ssh://git@|git@)github\.com[:/](?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?")


class Version(NamedTuple):
    """A file as it was: the day (ISO) and the commit."""

    day: str
    commit: str


class History:
    """The past of one file. Without git, or outside a repository, it has none."""

    def __init__(self, path: Path) -> None:
        self.path = real_path(path)
        self.top = _git(self.path.parent, "rev-parse", "--show-toplevel")

    @property
    def name(self) -> str:
        """The path of the file in its repository."""
        assert self.top is not None
        return self.path.relative_to(Path(self.top).resolve()).as_posix()

    def repository(self) -> str | None:
        """The page of the repository on GitHub, from the remote `origin`."""
        found = _REMOTE.fullmatch(_git(self.path.parent, "remote", "get-url", "origin") or "") if self.top else None
        return f"https://github.com/{found['owner']}/{found['name']}" if found else None

    def page(self) -> str | None:
        """The page of the file on GitHub at the commit that is checked out; lines are `#L12`."""
        repository, commit = self.repository(), _git(self.path.parent, "rev-parse", "HEAD") if self.top else None
        return f"{repository}/blob/{commit}/{quote(self.name)}" if repository and commit else None

    def versions(self, most: int) -> Sequence[Version]:
        """Up to so many versions of the file, spread over its commits, the first and the last among them, oldest first."""
        if not self.top or most < 1:
            return ()
        log = _git(Path(self.top), "log", "--first-parent", "--format=%cs %H", "--", self.name) or ""
        versions = [Version(*line.split()) for line in reversed(log.splitlines())]
        if len(versions) <= most:
            return versions
        step = (len(versions) - 1) / max(most - 1, 1)
        return [versions[round(index * step)] for index in range(most)]

    def text(self, version: Version) -> bytes | None:
        """What the file held then; None where it wasn't there."""
        return _run(Path(self.top or "."), "show", f"{version.commit}:{self.name}")


def _git(folder: Path, *arguments: str) -> str | None:
    """What git prints, None where it fails."""
    done = _run(folder, *arguments)
    return None if done is None else done.decode("utf-8", "replace").strip()


def _run(folder: Path, *arguments: str) -> bytes | None:
    import subprocess

    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)  # noqa: S603, S607  # git of the PATH
    except FileNotFoundError:
        return None
    return done.stdout if done.returncode == 0 else None
