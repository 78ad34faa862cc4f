"""Patterns that few lists need: compiled where they are first used, then kept.

What every run uses is compiled at module level. Compiling costs 0.1 to 0.5 ms a pattern: all rare ones together were a tenth
of the time that one list takes.
"""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern as `re.compile` makes it; flags are in it: `(?i)`."""
    return re.compile(pattern)
