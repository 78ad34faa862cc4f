"""What a config may pin: every trait that a rule or layout follows, to the values that they know."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from awesome_lint.style.measures import BY_NAME

if TYPE_CHECKING:
    from awesome_lint.knowledge import Packs
    from awesome_lint.style.measure import Measure


class Fault(NamedTuple):
    """Why a pin is refused. `known` are the right names or values, `given` is what is closest to one of them, `remedy` helps where none is
    close.
    """

    message: str
    given: str = ""
    known: tuple[str, ...] = ()
    remedy: str = ""


def folded(name: str) -> str:
    """A trait's name with its key in its one spelling: `label-spelling.code` for `label-spelling.Code`."""
    kind, dot, key = name.partition(".")
    measure = BY_NAME.get(kind)
    return f"{kind}{dot}{measure.keys.fold(key)}" if measure and measure.keys else name


def fault(name: str, value: str, packs: Callable[[], Packs]) -> Fault | None:
    """What is wrong with a pin; None if nothing is. `packs` is called only where values depend on the world's knowledge."""
    kind, _, key = name.partition(".")
    return fault_of_name(name) or _fault_of_value(BY_NAME[kind], name, key, value, packs)


def fault_of_name(name: str) -> Fault | None:
    """What is wrong with the name of a pinned trait; None if nothing is."""
    kind, dot, key = name.partition(".")
    measure = BY_NAME.get(kind)
    if measure is None or not measure.is_shown:
        known = tuple(one.name for one in BY_NAME.values() if one.is_shown)
        return Fault(f"`style`: there is no trait `{kind}`", kind, known, "`awesome-lint style FILE` shows the traits of a list")
    if measure.values is None:
        return Fault(f"`style.{kind}` can't be pinned: {measure.refusal}", remedy="remove it; `awesome-lint style` shows it all the same")
    if dot and measure.keys is None:
        return Fault(f"`style.{name}`: `{kind}` is one trait, without a key", remedy=f"write `{kind}`")
    if measure.keys and not dot and measure.keys.is_required:
        return Fault(f"`style.{kind}` needs a key", remedy=f"the key is {measure.keys.says}")
    if measure.keys and dot and not measure.keys.is_valid(key):
        return Fault(f"`style.{name}`: `{key}` is no key of `{kind}`", remedy=f"the key is {measure.keys.says}")
    return None


def _fault_of_value(measure: Measure, name: str, key: str, value: str, packs: Callable[[], Packs]) -> Fault | None:
    assert measure.values
    if measure.choices:
        choices = measure.choices(key, packs())
        if not choices:
            return Fault(
                f"`style.{name}`: links to `{key.partition(' ')[0]}` have one form only", remedy="`awesome-lint style FILE` shows the sites"
            )
        if value in choices:
            return None
        return _wrong(name, value, choices, ", ".join(f"`{choice}`" for choice in choices))
    if measure.values.accept(value):
        return None
    return _wrong(name, value, measure.values.choices, measure.values.listed)


def _wrong(name: str, value: str, choices: tuple[str, ...], listed: str) -> Fault:
    known = tuple(choice for choice in choices if len(choice) > 1) if len(value) > 1 else ()
    return Fault(f"`style.{name}` can't be `{value}`", value, known, f"it must be {'one of ' if choices else ''}{listed}")
