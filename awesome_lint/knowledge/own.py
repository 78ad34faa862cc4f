"""Packs, checked: a user's own files whenever they are read, ours by the tests."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from awesome_lint.errors import UserError
from awesome_lint.knowledge.examples import contradiction
from awesome_lint.knowledge.index import Pack, Table, read_toml
from awesome_lint.knowledge.linear import Budget
from awesome_lint.knowledge.schema import MODELS, HostPack, OwnPacks, PackModel, VenuePack
from awesome_lint.suggest import did_you_mean, quoted
from awesome_lint.toml import toml_kind

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from awesome_lint.knowledge.packs import Packs

LARGEST = 1_000_000
"""Bytes of a user's file; all of ours together have 220,000."""


def check_pack(pack: Pack) -> None:
    """Raise UserError, naming file, row, key and remedy, unless a pack says what packs of its kind may say."""
    model = MODELS.get(pack.kind)
    if model is None:
        raise UserError(f"no kind of pack: {pack.path.name}", filename=str(pack.path), remedy=f"the files are {', '.join(MODELS)}")
    _check(model, pack.table, pack.path)


def read_own_packs(path: Path) -> list[Pack]:
    """The packs of a user's file. Raises UserError, naming file, row, key and remedy, for what is wrong in it."""
    table = read_toml(path, LARGEST)
    _check(OwnPacks, table, path, Budget())
    packs = [Pack(kind, name, its, path) for kind in ("venue", "host") for name, its in table.get(kind, {}).items()]
    labels: Table = {key: table[key] for key in ("label", "column", "misspelling") if key in table}
    if labels:
        packs.append(Pack("labels", "labels", labels, path))
    packs += [Pack(kind, kind, table[kind], path) for kind in ("parameters", "words") if kind in table]
    return packs


def _check(model: type[PackModel], table: Table, path: Path, budget: Budget | None = None) -> None:
    try:
        model.model_validate(table, context=budget)
    except ValidationError as error:
        first = error.errors()[0]
        message, remedy = _in_our_words(model, first)
        raise UserError(message, filename=str(path), row=_row_of(path.read_text("utf-8"), first["loc"]), remedy=remedy) from None


def check_examples(packs: Packs, own: Sequence[Pack]) -> None:
    """Raise UserError where an example of a user's pack says something else than is read."""
    if wrong := contradiction(packs, own):
        pack = wrong.pack
        row = _row_of(pack.path.read_text("utf-8"), (pack.kind, pack.id, "example", wrong.number, wrong.key))
        raise UserError(f"`{pack.kind}.{pack.id}.example.{wrong.key}`: {wrong.message}", filename=str(pack.path), row=row)


def _row_of(text: str, keys: tuple[Any, ...]) -> int | None:
    """The row of the last named key, below the tables that lead to it; None if it isn't found."""
    lines = text.split("\n")
    at: int | None = None
    for place, key in enumerate(keys):
        if isinstance(key, int):
            continue
        number = keys[place + 1] if place + 1 < len(keys) and isinstance(keys[place + 1], int) else 0
        name = rf'"?{re.escape(key)}"?'
        header = rf'\s*\[+(?:[\w."-]+\.)?{name}\]+'
        setting = rf"|\s*{name}\s*=" if at is not None or place == len(keys) - 1 else ""
        hits = [row for row in range(at or 0, len(lines)) if re.match(header + setting, lines[row])]
        if hits:
            at = hits[number] if len(hits) > number else hits[0]
    return None if at is None else at + 1


def _in_our_words(model: type[PackModel], error: ErrorDetails) -> tuple[str, str | None]:
    """One of pydantic's errors as a message and a remedy."""
    name = ".".join(str(part) for part in error["loc"] if isinstance(part, str)) or "the pack"
    kind, given, limits = error["type"], error["input"], error.get("ctx", {})
    if kind == "extra_forbidden":
        known = _known_keys(model)
        return f"unknown key `{name}`", did_you_mean(str(error["loc"][-1]), known, f"the keys are {quoted(known)}")
    if kind == "missing":
        return f"`{name}` is missing", "it is required"
    if wanted := _KINDS.get(kind):
        return f"`{name}` must be {wanted}, not {toml_kind(given)}", None
    if kind == "literal_error":
        expected = str(limits["expected"]).replace("'", "`")
        return f"`{name}` is {json.dumps(given)}", f"it must be {expected}"
    if kind == "string_too_short":
        return f"`{name}` is empty", None
    if kind in _LIMITS:
        return f"`{name}` is {json.dumps(given)}", _LIMITS[kind].format(**limits)
    return f"`{name}`: {error['msg'].removeprefix('Value error, ')}", None


_KINDS = {
    "string_type": "a string",
    "list_type": "a list",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "bool_type": "a boolean",
    "int_type": "an integer",
}
"""What a value should be, by pydantic's names of errors."""

_LIMITS = {
    "string_pattern_mismatch": "it must match `{pattern}`",
    "string_too_long": "it must have {max_length} characters at most",
    "greater_than_equal": "it must be {ge} or more",
    "less_than_equal": "it must be {le} or less",
}


def _known_keys(model: type[PackModel]) -> list[str]:
    models: set[type[PackModel]] = {VenuePack, HostPack} if model is OwnPacks else {model}
    return sorted({field.alias or name for one in (*models, model) for name, field in one.model_fields.items()})
