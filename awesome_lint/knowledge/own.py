"""Packs, checked: a user's own files whenever they are read, ours by the tests."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from awesome_lint.errors import UserError
from awesome_lint.knowledge.index import Pack, Table, read_toml
from awesome_lint.knowledge.linear import Budget
from awesome_lint.knowledge.schema import MODELS, HostPack, OwnPacks, PackModel, VenuePack
from awesome_lint.suggest import did_you_mean

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
        where = [str(part) for part in first["loc"]]
        message = first["msg"].removeprefix("Value error, ")
        raise UserError(
            f"{'.'.join(where) or 'the pack'}: {message}",
            filename=str(path),
            row=_row_of(path.read_text("utf-8"), first["loc"]),
            remedy=_remedy(model, first),
        ) from None


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


def _remedy(model: type[PackModel], error: Any) -> str | None:
    if error["type"] == "extra_forbidden":
        known = _known_keys(model)
        return did_you_mean(str(error["loc"][-1]), known, f"known keys: {', '.join(known)}")
    return "required" if error["type"] == "missing" else None


def _known_keys(model: type[PackModel]) -> list[str]:
    models: set[type[PackModel]] = {VenuePack, HostPack} if model is OwnPacks else {model}
    return sorted({field.alias or name for one in (*models, model) for name, field in one.model_fields.items()})
