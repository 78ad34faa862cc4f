"""Files: which ones are meant, reading them, and writing them whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from awesome_lint.bounded import read_bytes
from awesome_lint.errors import UserError
from awesome_lint.globs import Globs
from awesome_lint.source import Source

SUFFIXES = (".md", ".markdown")

LARGEST = 16 * 1024 * 1024
"""Bytes. The largest of 219 real lists has 2.9 MB; time and memory grow with the size."""

LARGEST_IGNORE = 100_000
"""Bytes of a `.gitignore`; those that are made by generators have 20,000."""

SKIPPED = ("node_modules", "__pycache__", "venv")
"""Folders of other people's files, beside all hidden ones (`.git`, `.venv` ...)."""

_TEMPORARY = ".awesome-lint-"  # with the process and a number: what a killed run left behind is found again
_numbers = count()


NO_LISTS = frozenset(("changelog", "changes", "history", "contributing", "code_of_conduct", "security", "license", "pull_request_template"))
"""Files of a repository that are no lists, whatever links they hold: they have a form of their own."""


def is_no_list(path: Path) -> bool:
    """Whether a file is surely no list, by its name."""
    return path.stem.lower().replace("-", "_") in NO_LISTS


def find(paths: Iterable[Path], failed: Callable[[UserError], None] | None = None) -> list[Path]:
    """The files meant by paths: a file itself, whatever its name; what is named as Markdown in a folder, as git sees it.

    In the order of the paths, folders sorted; no file twice. Raises UserError for a path that doesn't exist and
    for a folder without a Markdown file. A folder below that can't be read is given to `failed` and left out, or else raised too.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            files = list(_walk(path, _ignored_above(path), failed or _raise))
            if not files:
                raise UserError("no Markdown file in this folder", filename=str(path))
            found.update(dict.fromkeys(files))
        elif os.path.lexists(path):
            found[path] = None
        else:
            raise UserError("no such file or folder", filename=str(path))
    return list(found)


def _raise(error: UserError) -> None:
    raise error


class _Ignore(NamedTuple):
    """What the `.gitignore` of a folder says of the paths below it."""

    folder: Path
    patterns: Globs

    @classmethod
    def of(cls, folder: Path) -> _Ignore | None:
        """Raises UserError for a file that is too large: what it says of each file takes as long as it is."""
        path = folder / ".gitignore"
        try:
            if not path.is_file():
                return None
            lines = read_bytes(path, LARGEST_IGNORE).decode("utf-8", errors="replace").splitlines()
        except OSError:
            return None
        return cls(folder.resolve(), Globs.of(lines))

    def verdict(self, path: Path, *, is_folder: bool) -> bool | None:
        """Whether a path is ignored; None: it isn't spoken of."""
        return self.patterns.verdict(path.relative_to(self.folder).as_posix(), is_folder=is_folder)


def _ignored_above(folder: Path) -> tuple[_Ignore, ...]:
    """The `.gitignore` files between the root of the repository and a folder, the root's first."""
    found: list[_Ignore] = []
    resolved = folder.resolve()
    if not any((parent / ".git").exists() for parent in (resolved, *resolved.parents)):
        return ()
    for parent in resolved.parents if not (resolved / ".git").exists() else ():
        if ignore := _Ignore.of(parent):
            found.insert(0, ignore)
        if (parent / ".git").exists():
            break
    return tuple(found)


def _walk(folder: Path, ignores: tuple[_Ignore, ...], failed: Callable[[UserError], None]) -> Iterator[Path]:
    """What is named as Markdown in a folder and those below it. Links to folders aren't followed: they may lead in a circle.

    Pipes and links that lead nowhere are among them: reading them says what is wrong.
    """
    resolved = folder.resolve()
    try:
        own = _Ignore.of(folder)
        entries = sorted(os.scandir(folder), key=lambda entry: (entry.is_dir(follow_symlinks=False), entry.name))
    except OSError as error:
        failed(UserError(f"can't be read: {error.strerror}", filename=str(folder)))
        return
    except UserError as error:
        failed(error)
        return
    if own:
        ignores = (*ignores, own)
    for entry in entries:
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_folder and (entry.name.startswith(".") or entry.name in SKIPPED):
            continue
        if not is_folder and (not entry.name.lower().endswith(SUFFIXES) or (folder / entry.name).is_dir()):
            continue
        if _is_ignored(resolved / entry.name, ignores, is_folder=is_folder):
            continue
        if is_folder:
            yield from _walk(folder / entry.name, ignores, failed)
        else:
            yield folder / entry.name


def _is_ignored(path: Path, ignores: tuple[_Ignore, ...], *, is_folder: bool) -> bool:
    """Whether git ignores a path: the nearest `.gitignore` that speaks of it decides."""
    verdicts = (ignore.verdict(path, is_folder=is_folder) for ignore in reversed(ignores))
    return next((verdict for verdict in verdicts if verdict is not None), False)


def read(path: Path) -> Source:
    """Read a file. Raises UserError where it can't be read, is too large, or is no UTF-8 text."""
    return Source.decode(_bytes(path), str(path))


def _bytes(path: Path) -> bytes:
    with _errors_of(path, "can't be read"):
        return read_bytes(path, LARGEST, remedy="split the list, or exclude the file")


def write(path: Path, data: bytes, *, expected: Source) -> bool:
    """Replace a file's bytes, all at once: whoever looks, or kills us, finds the old file or the new one.

    Through symbolic links, to the file itself; mode and owner stay. Returns whether there was anything to write.
    Raises UserError where the file can't be written, is gone, has other names (hard links) or another owner that it would
    lose, or no longer holds what was `expected`.
    """
    target = Path(os.path.realpath(path))
    try:
        before = target.stat()
    except FileNotFoundError:
        raise UserError("the file has gone while awesome-lint ran", filename=str(path)) from None
    current = _bytes(target)
    if current == data:
        return False
    if not _is_as_expected(current, expected):
        raise UserError("the file has changed while awesome-lint ran", filename=str(path), remedy="run it again")
    # By its mode, not by trying: a folder that we may write to would let us replace a file that we mustn't.
    if not before.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise UserError("the file is read-only", filename=str(path))
    if before.st_nlink > 1:
        names = f"the file has {before.st_nlink} names (hard links), which would no longer be one file"
        raise UserError(names, filename=str(path), remedy="copy it over itself first: `cp FILE NEW && mv NEW FILE`")
    with _errors_of(path, "can't be written"):
        _sweep(target.parent)
        _replace(target, data, before, lambda: _untouched(target, before, path))
    return True


def _is_as_expected(current: bytes, expected: Source) -> bool:
    try:
        return Source.decode(current, expected.filename) == expected
    except UserError:
        return False


def _untouched(target: Path, before: os.stat_result, path: Path) -> None:
    """Raise UserError if a file was changed since it was looked at: the last look, right before it is replaced."""
    now = target.stat()
    if (now.st_ino, now.st_size, now.st_mtime_ns) != (before.st_ino, before.st_size, before.st_mtime_ns):
        raise UserError("the file has changed while awesome-lint ran", filename=str(path), remedy="run it again")


def save(path: Path, data: bytes) -> None:
    """Write a file of ours, new or not, all at once: its readers see the old text or the new one. Raises OSError.

    Through symbolic links; into what is no regular file (a pipe, `/dev/stdout`) as it is.
    """
    target = Path(os.path.realpath(path))
    try:
        before: os.stat_result | None = target.stat()
    except FileNotFoundError:
        before = None
    if before and not stat.S_ISREG(before.st_mode):
        path.write_bytes(data)
    else:
        _replace(target, data, before, lambda: None)


def _replace(target: Path, data: bytes, before: os.stat_result | None, check: Callable[[], None]) -> None:
    """Write beside the target, make it durable, then rename over it. `before`: the status of a file that is there."""
    temporary = target.parent / f"{_TEMPORARY}{os.getpid()}-{next(_numbers)}.tmp"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600 if before else 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if before:
                _take_over(temporary, before)
            file.flush()
            os.fsync(file.fileno())
        check()
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _take_over(temporary: Path, before: os.stat_result) -> None:
    """Give a new file the owner and mode of the one that it replaces. Raises OSError where the owner would change."""
    if hasattr(os, "chown"):
        with suppress(PermissionError):  # only root may give files away
            os.chown(temporary, before.st_uid, before.st_gid)
        if temporary.stat().st_uid != before.st_uid:
            raise PermissionError(errno.EPERM, "it belongs to another user, who would lose it")
    temporary.chmod(stat.S_IMODE(before.st_mode))


def _sync_folder(folder: Path) -> None:
    """Make a rename durable, on systems where folders can be opened."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Remove temporary files of runs that were killed."""
    with suppress(OSError):
        for left in list(folder.glob(f"{_TEMPORARY}*.tmp")):
            process = left.name.removeprefix(_TEMPORARY).partition("-")[0]
            if process.isdigit() and int(process) != os.getpid() and not _is_alive(int(process)):
                left.unlink(missing_ok=True)


def _is_alive(process: int) -> bool:
    if os.name == "nt":  # there, os.kill would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


@contextmanager
def _errors_of(path: Path, what: str) -> Iterator[None]:
    """Tell the system's errors in the user's terms."""
    try:
        yield
    except FileNotFoundError:
        raise UserError(f"{what}: no such file", filename=str(path)) from None
    except OSError as error:
        raise UserError(f"{what}: {error.strerror or error}", filename=str(path)) from None
