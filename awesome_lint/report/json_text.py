"""JSON with a finding in each line, for the formats that put findings into an object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from awesome_lint.report.terminal import json_visible


def json_text(data: object) -> str:
    """Data as JSON in one line; nothing in it is obeyed by a terminal."""
    return json_visible(json.dumps(data, ensure_ascii=False))


def object_with(fields: Mapping[str, Any], name: str, items: Iterable[Mapping[str, Any]]) -> str:
    """A JSON object: some fields (one or more), and as its last one a list, an item a line.

    Each item becomes text before the next one is made: 20,000 findings as data take 300 MB in SARIF, and the encoder that indents takes
    five times as long.
    """
    lines = ",".join(f"\n{json_text(item)}" for item in items)
    return f"{json_text(fields)[:-1]}, {json_text(name)}: [{lines}\n]}}"
