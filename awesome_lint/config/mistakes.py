"""Pydantic's errors in our words, and several mistakes of a file as one error."""

from __future__ import annotations

import json
import re

from pydantic_core import ErrorDetails

from awesome_lint.config.text import ConfigText, Key
from awesome_lint.errors import UserError
from awesome_lint.suggest import did_you_mean, quoted
from awesome_lint.toml import toml_key, toml_kind, toml_string

MOST_PROBLEMS = 20
"""Mistakes of a file that are told: finding the nearest right name takes milliseconds for each."""


def key_of(details: ErrorDetails) -> Key:
    """Where one of pydantic's errors is, without its name for the type of a union: a pin is a string or a table of strings."""
    loc = details["loc"]
    return (*loc[:2], *loc[3:]) if loc[:1] == ("style",) else loc


def in_our_words(details: ErrorDetails, at: Key, known: list[str], file: ConfigText) -> UserError:
    """One of pydantic's errors in our words."""
    key = (*at, *key_of(details))
    name = ".".join(str(part) for part in key if isinstance(part, str))
    kind, given = details["type"], details["input"]
    if key[0] in ("tool", "awesome-lint", "awesome_lint") and kind == "extra_forbidden" and not file.prefix:
        return file.problem(key, f"`{key[0]}` is for `pyproject.toml`", "here the keys go without a table around them")
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        word = "option" if at else "key"
        listed = quoted(known) or "it has none"
        return file.problem(
            key, f"unknown {word} `{name}`", did_you_mean(str(key[-1]), known, f"the {word}s are {listed}" if known else listed)
        )
    if kind in ("tuple_type", "list_type"):
        remedy = f"write `{toml_key(str(key[-1]))} = [{toml_string(given)}]`" if isinstance(given, str) else None
        return file.problem(key, f"`{name}` must be a list of strings, not {toml_kind(given)}", remedy)
    if kind == "string_type":
        remedy = f'write `"{given}"`' if key[0] == "style" and type(given) in (int, float) else None
        what = f"must {'hold strings' if isinstance(key[-1], int) else 'be a string'}, not {toml_kind(given)}: {json.dumps(given)}"
        return file.problem(key, f"`{name}` {what}", remedy)
    if kind == "dict_type":
        return file.problem(key, f"`{name}` must be a table, not {toml_kind(given)}")
    if kind == "literal_error":
        expected = details["ctx"]["expected"].replace("'", "`")
        return file.problem(
            key, f"`{name}` is {json.dumps(given)}", did_you_mean(str(given), re.findall("`(.+?)`", expected), f"it must be {expected}")
        )
    return file.problem(key, f"`{name}` is {json.dumps(given)}: {details['msg'][0].lower()}{details['msg'][1:]}")


def one_error(problems: list[UserError]) -> UserError:
    """One error that tells all of them, in the order of their rows."""
    first, *others = sorted(problems, key=lambda problem: problem.row or 0)
    if others:
        return _SeveralError(first, *others)
    return first


class _SeveralError(UserError):
    """Several mistakes of one file, told together."""

    def __init__(self, first: UserError, *others: UserError) -> None:
        super().__init__(first.message, filename=first.filename, row=first.row, remedy=first.remedy)
        self.errors = (first, *others)

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(map(str, self.errors))

    def __str__(self) -> str:
        return "\n".join(map(str, self.errors))
