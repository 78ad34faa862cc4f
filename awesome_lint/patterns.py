"""Regular expressions that are compiled when they are first used, and only once: what came of it is kept on disk.

A run needs about half of the patterns in the package. Python's compiler, Python code itself, takes 0.1 to 2 ms for each:
compiling all 340 at import was a sixth of the time that a list of 100 KB takes, compiling those in use still an eighth.

`re` has no public way to keep what it compiled, so this looks behind it (`_code_of`). That is sure all the same: a store is
read by the very Python that wrote it and only whole (`derived.py`), and whatever fails falls back on `re.compile`. Tests
compare every pattern of the package with what `re.compile` gives.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from awesome_lint import derived

if TYPE_CHECKING:
    from re import Pattern

Key = tuple[str, int]
"""A pattern and its flags."""

_FORM = 1
"""Of the store on disk; raise it whenever its shape changes."""
_MOST_PATTERNS = 2_000
"""Ours and those of a user's packs; a store that is full takes no more."""


def lazy(pattern: str, flags: int = 0) -> Pattern[str]:
    """What `re.compile` returns, in all that callers do with it: `match`, `search`, `finditer`, `sub`, `split`, `pattern` ...

    Not for the functions of `re` themselves (`re.sub(lazy(...), ...)`), which insist on their own class. Tests compile
    every pattern of the package, so that a broken one doesn't wait for its first use.
    """
    return cast("Pattern[str]", _Lazy(pattern, flags))


def keep() -> None:
    """Write down what was compiled since the start, for the runs to come; not what other processes compiled.

    Those have work for seconds, of which patterns are nothing.
    """
    if _store.cache_info().currsize:
        _store().keep()


class _Lazy:
    """Becomes the compiled pattern attribute by attribute: from its second use on, one is as fast as the real one's."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "_compiled":
            self._compiled: Pattern[str] = _store().compiled(self.pattern, int(self._flags))
            return self._compiled
        attribute: object = getattr(self._compiled, name)
        setattr(self, name, attribute)
        return attribute


@cache
def _store() -> Store:
    return Store()


class Store:
    """The codes of patterns, as the last runs left them and as this one adds to them."""

    def __init__(self) -> None:
        self._codes: dict[Key, tuple[Any, ...]] = next(derived.load(_places(), _FORM), {})
        self._is_new = False

    def compiled(self, pattern: str, flags: int) -> Pattern[str]:
        """What `re.compile` returns. Raises re.error for a broken pattern."""
        code = self._codes.get((pattern, flags))
        try:
            if code is None:
                code = _code_of(pattern, flags)
                if len(self._codes) < _MOST_PATTERNS:
                    self._codes[pattern, flags] = code
                    self._is_new = True
            all_flags, words, *groups = code
            compiled: Pattern[str] = import_module("_sre").compile(pattern, all_flags, memoryview(words).cast("I").tolist(), *groups)
        except re.error:
            raise
        except Exception:  # noqa: BLE001 - another Python, whose inner parts are others: its own front door is always open
            self._is_new = self._codes.pop((pattern, flags), None) is not None or self._is_new
            return re.compile(pattern, flags)
        return compiled

    def keep(self) -> None:
        """Write the codes down, if they are others than the last run left."""
        if self._is_new:
            derived.keep(_places(), _FORM, self._codes)
            self._is_new = False


def _code_of(pattern: str, flags: int) -> tuple[Any, ...]:
    """All but the pattern that `re.compile` hands to its engine, of plain types. As `re._compiler.compile` in CPython 3.11 to 3.14."""
    parser, compiler = import_module("re._parser"), import_module("re._compiler")
    parsed = parser.parse(pattern, flags)
    groups = {name: int(number) for name, number in parsed.state.groupdict.items()}
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in groups.items():
        names[number] = name
    words = b"".join(word.to_bytes(4, sys.byteorder) for word in compiler._code(parsed, flags))  # noqa: SLF001 - see the module's docstring
    return int(flags | parsed.state.flags), words, int(parsed.state.groups - 1), groups, tuple(names)


def _places() -> Sequence[Path]:
    return derived.places(Path(__file__).parent, "patterns")
