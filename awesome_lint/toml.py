"""How TOML writes keys and strings and what it calls values, and our table of a `pyproject.toml`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

PYPROJECT = "pyproject.toml"

OWN_TABLE = ("tool", "awesome-lint")
"""The table of a `pyproject.toml` that configures us."""

_MISNAMED = (("tool", "awesome_lint"), ("awesome-lint",), ("awesome_lint",))


def misnamed_table(data: Mapping[str, Any]) -> tuple[str, ...] | None:
    """A table of a `pyproject.toml` that can only have been meant as ours: `[awesome-lint]`, `[tool.awesome_lint]`."""
    return next((key for key in _MISNAMED if _holds_table(data, key)), None)


def _holds_table(data: Mapping[str, Any], key: tuple[str, ...]) -> bool:
    """Whether each part of a key names a table."""
    found: Any = data
    for name in key:
        found = found.get(name)
        if not isinstance(found, dict):
            return False
    return True


def toml_key(name: str) -> str:
    """A key as TOML writes it: in quotes where it needs them."""
    return name if name.isascii() and name.replace("-", "").replace("_", "").isalnum() else toml_string(name)


def toml_string(text: str) -> str:
    """A TOML basic string; JSON's escapes are a subset of TOML's once DEL is one."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_kind(value: object) -> str:
    """What TOML calls a value."""
    names = {bool: "a boolean", int: "an integer", float: "a float", str: "a string", list: "a list", dict: "a table"}
    return names.get(type(value), "that")
