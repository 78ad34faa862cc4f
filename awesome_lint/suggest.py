"""What a wrong name may have meant: the words that errors end with."""

from __future__ import annotations

from collections.abc import Iterable

LISTS_RULES = "`awesome-lint rule` lists them all"


def nearest(name: str, names: Iterable[str], most: int = 1) -> list[str]:
    """Up to `most` of the names that are like a wrong one, without regard to case and to `_` or `-`; the likest first."""
    from difflib import get_close_matches

    spelt = {_folded(known): known for known in names}
    return [spelt[near] for near in get_close_matches(_folded(name), list(spelt), most)]


def did_you_mean(name: str, names: Iterable[str], otherwise: str = LISTS_RULES, most: int = 1) -> str:
    """``did you mean `...`?``, or the other words where nothing is like the wrong name."""
    near = nearest(name, names, most)
    return f"did you mean {' or '.join(f'`{one}`' for one in near)}?" if near else otherwise


def quoted(names: Iterable[str]) -> str:
    """``a`, `b```: names as messages list them."""
    return ", ".join(f"`{name}`" for name in names)


def _folded(name: str) -> str:
    return name.casefold().replace("_", "-")
