"""What was found in files that have not changed since: a second run prints the same without parsing.

One small JSON file a result, named by a hash of all that the result depends on: the file's bytes, the settings, our own
code and packs. So nothing is ever stale, concurrent runs can't disagree, and a torn or foreign file is just a
miss. Standard library only: this is the start-up path.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from awesome_lint import __version__
from awesome_lint.bounded import read_bytes
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.errors import UserError
from awesome_lint.rule import Diagnostic, Finding, Related, Severity
from awesome_lint.source import Span

try:
    # hashlib would load OpenSSL first: 3 ms of the 70 that a run takes which finds everything here.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

MOST_RESULTS = 2_000
"""Results that are kept: those of a large monorepo. One takes 0.2 to 200 KB."""

MOST_BYTES = 100_000_000
"""Bytes of all of them."""

LARGEST = 4_000_000
"""Bytes of one. The largest of 219 real lists has 700,000; a larger one is judged anew each time."""

DECIDING = ("ftfy", "markdown_it_py", "mdformat", "pyromark", "rapidfuzz", "wcwidth")
"""The libraries that parse, decode and compare: with another version of one, something else may be found."""


_LARGEST_PACK = 1_000_000  # bytes, as in `knowledge.own`, which is not loaded here; a larger one is an error there


def cache_folder() -> Path:
    """`$XDG_CACHE_HOME/awesome-lint`, by default `~/.cache/awesome-lint` (XDG base directory specification).

    For who has no home, a place that nothing can be written to: what can't be kept is made anew.
    """
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        folder = Path(base) if base and Path(base).is_absolute() else Path.home() / ".cache"
    except RuntimeError:
        folder = Path(os.devnull)
    return folder / "awesome-lint"


class Result(NamedTuple):
    """What `check` found in a file: all that a report needs beside its text.

    `fingerprints` run parallel to `diagnostics`; `examined` counts per rule the nodes looked at, `left_out` by severity the findings
    beyond the most of a file; `titles` are those of the entries with findings, by the offsets of the findings; `looked_for`
    the files beside it that the findings depend on, and whether they were there.
    """

    diagnostics: tuple[Diagnostic, ...]
    fingerprints: tuple[str, ...] = ()
    entries: int = 0
    examined: Mapping[str, int] = {}
    left_out: Mapping[Severity, int] = {}
    titles: Mapping[int, str] = {}
    looked_for: Mapping[str, bool] = {}

    def holds_in(self, folder: Path) -> bool:
        """Whether the files that the findings depend on are there, or not, as they were beside the list that was judged."""
        return all(os.path.lexists(folder / path) is was_there for path, was_there in self.looked_for.items())


class Cache:
    """Results by what they depend on. Failing to read or write it is never an error: the file is judged anew."""

    def __init__(self, folder: Path, packs: Sequence[Path] = ()) -> None:
        self.folder = folder
        self.packs = packs

    def key(self, content: bytes, settings: str) -> str:
        """The name of a result: `content` is the file's bytes, `settings` says all that bears on its findings."""
        digest = blake2b(self._own, digest_size=20)
        digest.update(settings.encode("utf-8", "surrogatepass") + b"\0")
        digest.update(content)
        return digest.hexdigest()

    @cached_property
    def _own(self) -> bytes:
        """What tells this program from another that would find other things: version, Python, month, libraries, code and packs.

        The month: some rules ask what year it is, or whether a date is still to come.
        """
        now = time.gmtime()
        digest = blake2b(f"{__version__} {sys.version_info[:2]} {now.tm_year}-{now.tm_mon} {_libraries()}".encode())
        for stamp in _stamps_of_code():
            digest.update(stamp)
        for pack in self.packs:
            with suppress(OSError, UserError):
                digest.update(read_bytes(pack, _LARGEST_PACK))
        return digest.digest()

    def get(self, key: str) -> Result | None:
        """The result of that name, if it is there and whole."""
        import json  # not for runs without a cache

        path = self.folder / key
        try:
            found = _load(json.loads(_own_bytes(path)))
        except (OSError, UserError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return None
        with suppress(OSError):  # a folder that may only be read
            os.utime(path)  # when it was last used, for `prune`
        return found

    def put(self, key: str, result: Result) -> None:
        """Keep a result. Written beside and renamed, so that no reader sees half of it."""
        import json
        import tempfile  # 8 ms that a run which finds everything here doesn't pay

        text = json.dumps(_dump(result), ensure_ascii=False, separators=(",", ":"))
        if len(text) > LARGEST // 4:  # of which each may take four bytes
            return
        try:
            self._prepare()
            handle, name = tempfile.mkstemp(dir=self.folder, prefix=".new-")
            try:
                with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass") as file:
                    file.write(text)
                Path(name).replace(self.folder / key)
                if key.endswith("0"):  # one in sixteen: looking at all of them takes as long as finding one
                    self.prune()
            except BaseException:
                with suppress(OSError):
                    Path(name).unlink()
                raise
        except OSError:
            return

    def _prepare(self) -> None:
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True, exist_ok=True)
        ignore = self.folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("# Made by awesome-lint.\n*\n", "utf-8")

    def prune(self) -> None:
        """Drop the results that were used longest ago, and what crashed runs left, down to three quarters of the bounds."""
        with suppress(OSError):
            with os.scandir(self.folder) as found:
                kept = [(entry.stat(), entry.path) for entry in found if entry.name != ".gitignore"]
            kept.sort(key=lambda pair: -pair[0].st_mtime_ns)
            size = sum(status.st_size for status, _ in kept)
            if len(kept) <= MOST_RESULTS and size <= MOST_BYTES:
                return
            size = 0
            for number, (status, path) in enumerate(kept, 1):
                size += status.st_size
                if number > MOST_RESULTS * 3 // 4 or size > MOST_BYTES * 3 // 4:
                    with suppress(OSError):
                        Path(path).unlink()


def _own_bytes(path: Path) -> bytes:
    """The bytes of a file that we kept. Raises UserError or OSError for what others may have put there: links, pipes, their own files."""
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode) or (hasattr(os, "geteuid") and status.st_uid != os.geteuid()):
        raise PermissionError
    return read_bytes(path, LARGEST)


def _libraries() -> str:
    """The versions of the libraries that decide what is found, of the names of what pip installed: `importlib.metadata` takes 20 ms."""
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):
            found.update(name for name in os.listdir(folder or ".") if name.endswith(".dist-info"))  # noqa: PTH208 - names are enough
    return " ".join(sorted(name for name in found if name.lower().startswith(tuple(f"{library}-" for library in DECIDING))))


def _stamps_of_code() -> Iterator[bytes]:
    """What changes when our code or packs do.

    Where pip put them, that is the installation; in a work tree, each of 400 files (6 ms).
    """
    installed = _installation()
    if installed:
        yield installed.encode("utf-8", "surrogatepass")
    else:
        package = Path(__file__).parent
        yield from _stamps((package, package.parent / "rules"))


def _installation() -> str:
    """What changes with each installation by pip: its list of the files installed. "" in a work tree."""
    record = Path(__file__).parents[1] / f"awesome_lint-{__version__}.dist-info" / "RECORD"
    with suppress(OSError):
        status = record.stat()
        return f"{record} {status.st_size} {status.st_mtime_ns}"
    return ""


def _stamp(path: str, status: os.stat_result) -> bytes:
    """Name, size and time of a file."""
    return f"{path} {status.st_size} {status.st_mtime_ns}\0".encode("utf-8", "surrogatepass")


def _stamps(folders: Sequence[Path]) -> Iterator[bytes]:
    """The stamps of every code file and pack below the folders."""
    for folder in folders:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if entry.name.endswith((".py", ".toml")):
                yield _stamp(entry.path, entry.stat())
            elif entry.is_dir() and not entry.name.startswith((".", "__")):
                yield from _stamps((Path(entry.path),))


def _dump(result: Result) -> dict[str, Any]:
    return {
        "diagnostics": [_dump_diagnostic(diagnostic) for diagnostic in result.diagnostics],
        "fingerprints": result.fingerprints,
        "entries": result.entries,
        "examined": dict(result.examined),
        "left_out": {int(severity): count for severity, count in result.left_out.items()},
        "titles": dict(result.titles),
        "looked_for": dict(result.looked_for),
    }


def _dump_diagnostic(diagnostic: Diagnostic) -> list[Any]:
    finding, fix = diagnostic.finding, diagnostic.fix
    return [
        diagnostic.code,
        diagnostic.severity,
        finding.span,
        finding.message,
        fix
        and [
            fix.message,
            [(e.start, e.end, e.content) for e in fix.edits],
            fix.applicability,
            [(d.kind, d.old, d.new) for d in fix.deltas],
        ],
        [(related.message, related.span) for related in finding.related],
        finding.group,
    ]


def _load(data: dict[str, Any]) -> Result:
    return Result(
        tuple(_load_diagnostic(*row) for row in data["diagnostics"]),
        tuple(data["fingerprints"]),
        data["entries"],
        data["examined"],
        {Severity(int(severity)): count for severity, count in data["left_out"].items()},
        {int(offset): title for offset, title in data["titles"].items()},
        data["looked_for"],
    )


def _load_diagnostic(
    code: str, severity: int, span: list[int], message: str, fix: list[Any] | None, related: list[Any], group: str | None
) -> Diagnostic:
    mended = fix and Fix(fix[0], tuple(Edit(*edit) for edit in fix[1]), Applicability(fix[2]), tuple(Delta(*delta) for delta in fix[3]))
    others = tuple(Related(text, Span(*place)) for text, place in related)
    return Diagnostic(code, Severity(severity), Finding(Span(*span), message, mended or None, others, None, group))
