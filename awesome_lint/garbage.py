"""How often Python looks for reference cycles that nobody holds any more."""

from __future__ import annotations

import gc

_MOST_OBJECTS = 2_000_000
"""Made and not freed since the last look. The nodes of 10 MB of lists are so many, and take 350 MB."""

_FEW_OBJECTS = 10_000
"""The nodes of 40 KB of lists."""


def collect_seldom() -> None:
    """Look for garbage only when there is much of it: not in a run over a few lists, now and then in one over thousands.

    At Python's own pace it is a tenth of a run over one list, whose nodes are all in use till the end.
    """
    gc.set_threshold(_MOST_OBJECTS, 1, 1)


def keep_what_is_loaded() -> None:
    """Never look at what is there now, modules above all: later looks take a fifth of the time."""
    gc.freeze()


def collect_what_is_over() -> None:
    """Look for garbage now, if there can be some: between two jobs of a process that lives as long as an editor does.

    The nodes of a list hold one another. Python's own pace makes a run over the reference list half as long again, since each look takes
    in the list that is in use; between two jobs it is 10 ms.
    """
    if gc.get_count()[0] > _FEW_OBJECTS:
        gc.collect()
