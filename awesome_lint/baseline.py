"""Baselines: the findings that a list had when it began to be checked. They are not shown; new ones are.

The file is JSON, a finding a line, sorted, so that its diff can be read: path, rule, entry, what is marked. It shrinks
by itself when findings are gone, and never grows unless it is written anew.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from awesome_lint.bounded import read_bytes
from awesome_lint.errors import UserError
from awesome_lint.files import save
from awesome_lint.fingerprint import SEPARATOR, new_findings
from awesome_lint.rule import INTERNAL_ERROR

VERSION = 1

LARGEST = 100_000_000
"""Bytes: 500,000 findings."""


@dataclass(slots=True)
class Baseline:
    """Known findings: per file (path relative to the baseline's folder) how often each fingerprint occurs."""

    path: Path
    known: dict[str, Counter[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """Read a baseline. Raises UserError where there is none, or where it is not one."""
        try:
            data = json.loads(read_bytes(path, LARGEST))
        except OSError as error:
            remedy = f"`awesome-lint check --write-baseline {path}` makes one"
            raise UserError(f"the baseline can't be read: {error.strerror}", filename=str(path), remedy=remedy) from None
        except (ValueError, RecursionError) as error:
            raise UserError(f"not a baseline: {error}", filename=str(path)) from None
        if not _is_baseline(data):
            raise UserError(
                "not a baseline of this version of awesome-lint", filename=str(path), remedy="write it anew with --write-baseline"
            )
        return cls(path, {name: Counter(prints) for name, prints in data["files"].items()})

    def write(self) -> None:
        """Write it. Raises UserError where that can't be done."""
        files = {name: dict(sorted(prints.items())) for name, prints in sorted(self.known.items()) if prints}
        text = json.dumps({"version": VERSION, "files": files}, indent=1, ensure_ascii=False) + "\n"
        try:
            save(self.path, text.encode("utf-8", "surrogatepass"))
        except OSError as error:
            raise UserError(f"the baseline can't be written: {error.strerror}", filename=str(self.path)) from None

    def name(self, filename: str) -> str:
        """A file's name in the baseline, the same wherever awesome-lint is started."""
        return Path(os.path.relpath(Path(filename).resolve(), self.path.resolve().parent)).as_posix()

    def record(self, filename: str, prints: Iterable[str]) -> None:
        """Make these the known findings of a file; our own failures are never known."""
        self.known[self.name(filename)] = Counter(key for key in prints if not key.startswith(INTERNAL_ERROR + SEPARATOR))

    def new(self, filename: str, prints: Sequence[str]) -> tuple[int, ...]:
        """The indices of the findings of a file that are not known."""
        return new_findings(self.known.get(self.name(filename), Counter()).elements(), prints)

    def rename(self, filename: str, renamed: Iterable[str], prints: Sequence[str]) -> int:
        """Know findings of a file under other fingerprints than before; how many. `prints` are all that it has now.

        For each, one of its rule that the file no longer has is forgotten: there are never more than before.
        """
        known = self.known.get(self.name(filename), Counter())
        gone: dict[str, list[str]] = {}
        for key in (known - Counter(prints)).elements():
            gone.setdefault(key.partition(SEPARATOR)[0], []).append(key)
        count = 0
        for key in renamed:
            if before := gone.get(key.partition(SEPARATOR)[0]):
                known[before.pop()] -= 1
                known[key] += 1
                count += 1
        return count

    def prune(self, filename: str, prints: Sequence[str], rules: Container[str]) -> int:
        """Forget what a file no longer has, as far as the rules that were run can tell; how many findings that were."""
        known = self.known.get(self.name(filename))
        if known is None:
            return 0
        found = Counter(prints)
        gone = Counter({key: n - found[key] for key, n in known.items() if n > found[key] and key.partition(SEPARATOR)[0] in rules})
        self.known[self.name(filename)] = known - gone
        return gone.total()


def _is_baseline(data: Any) -> bool:
    files = data.get("files") if isinstance(data, dict) and data.get("version") == VERSION else None
    return isinstance(files, dict) and all(
        isinstance(prints, dict) and all(isinstance(count, int) for count in prints.values()) for prints in files.values()
    )
