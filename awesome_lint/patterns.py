"""Regular expressions that are compiled when they are first used.

A run needs about half of the patterns in the package, and Python's compiler takes 0.1 to 2 ms for each: compiling all
340 at import was a sixth of the time that a list of 100 KB takes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from re import Pattern


def lazy(pattern: str, flags: int = 0) -> Pattern[str]:
    """What `re.compile` returns, in all that callers do with it: `match`, `search`, `finditer`, `sub`, `split`, `pattern` ...

    Not for the functions of `re` themselves (`re.sub(lazy(...), ...)`), which insist on their own class. Tests compile
    every pattern of the package, so that a broken one doesn't wait for its first use.
    """
    return cast("Pattern[str]", _Lazy(pattern, flags))


class _Lazy:
    """Becomes the compiled pattern attribute by attribute: from its second use on, one is as fast as the real one's."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "_compiled":
            self._compiled: Pattern[str] = re.compile(self.pattern, self._flags)
            return self._compiled
        attribute: object = getattr(self._compiled, name)
        setattr(self, name, attribute)
        return attribute
