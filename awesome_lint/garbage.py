"""How often Python looks for reference cycles that nobody holds any more."""

from __future__ import annotations

import gc

_MOST_OBJECTS = 2_000_000
"""Made and not freed since the last look. The nodes of 10 MB of lists are so many, and take 350 MB."""

_USUAL = gc.get_threshold()


def collect_seldom() -> None:
    """Look for garbage only when there is much of it: not in a run over a few lists, now and then in one over thousands.

    At Python's own pace it is a tenth of a run over one list, whose nodes are all in use till the end.
    """
    gc.set_threshold(_MOST_OBJECTS, 1, 1)


def collect_as_usual() -> None:
    """Look for garbage at Python's own pace: in a process that lives as long as an editor does."""
    gc.set_threshold(*_USUAL)
