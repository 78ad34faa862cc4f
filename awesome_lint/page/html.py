"""The page as one HTML file: nothing is fetched, nothing of a list is markup, and no script but ours runs."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

MOST_YEARS = 15
"""Columns of the heat map: earlier years are one column together."""

SHADES = 6
"""Of the heat map, above that of nothing."""

WIDTH, HEIGHT = 640, 160
"""Of a drawing, in its own units."""


def page_of(data: Mapping[str, Any]) -> str:
    """The page that shows this data. Raises ImportError where jinja2 is not installed."""
    from jinja2 import Environment, StrictUndefined  # of the extra `report`

    folder = files(__package__).joinpath("template")
    style, script = (folder.joinpath(name).read_text("utf-8") for name in ("report.css", "report.js"))
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(folder.joinpath("report.html.jinja").read_text("utf-8"))
    return template.render(
        data=data,
        embedded=embedded(data),
        style=style,
        script=script,
        policy=_policy(style, script),
        heat=_heat(data["venues"]),
        bars=_bars(data["years"]),
        growth=_growth(data["growth"]) if len(data["files"]) == 1 else None,
        counts=_counts(data),
    )


def embedded(data: Mapping[str, Any]) -> str:
    """JSON that can be in a `script` element: no character in it can end the element or begin a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def _policy(style: str, script: str) -> str:
    """A content security policy: our style and our script, by their digests, and nothing else."""
    return f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _counts(data: Mapping[str, Any]) -> dict[str, int]:
    entries, findings = data["entries"], data["findings"]
    return {
        "entries": len(entries),
        "sections": len({(entry["file"], entry["section"]) for entry in entries}),
        "with_code": sum(any(link["role"] == "code" for link in entry["links"]) for entry in entries),
        **{f"{word}s": sum(finding["severity"] == word for finding in findings) for word in ("error", "warning", "info")},
        "fixable": sum(finding["fix"] == "safe" for finding in findings),
    }


def _heat(venues: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """The heat map: its columns, and for each venue a cell (count, shade, years) for each column."""
    years = sorted({int(year) for venue in venues for year in venue["years"]})
    if not years:
        return None
    recent = years[-MOST_YEARS:]
    columns = [(str(year), [year]) for year in recent]
    if earlier := years[:-MOST_YEARS]:
        columns.insert(0, (f"–{earlier[-1]}", earlier))
    rows = [(venue, [sum(venue["years"].get(str(year), 0) for year in span) for _, span in columns]) for venue in venues]
    most = max(count for _, counts in rows for count in counts)
    return {
        "columns": [name for name, _ in columns],
        "rows": [
            {
                "venue": venue["venue"],
                "total": venue["total"],
                "cells": [
                    {"count": count, "shade": _shade(count, most), "from": span[0], "to": span[-1], "year": name}
                    for count, (name, span) in zip(counts, columns, strict=True)
                ],
            }
            for venue, counts in rows
        ],
    }


def _shade(count: int, most: int) -> int:
    """From 0 (nothing) to SHADES (the most), by the square root: few against none is seen best."""
    return 0 if not count else max(1, round(SHADES * (count / most) ** 0.5))


def _bars(years: Sequence[Mapping[str, int]]) -> list[dict[str, Any]]:
    """A bar for each year: its share with code in per cent."""
    return [{**year, "share": round(100 * year["with_code"] / year["entries"])} for year in years]


def _growth(growth: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """A line through the numbers of entries by day, in the units of the drawing."""
    if len(growth) < 2:
        return None
    from datetime import date

    days = [date.fromisoformat(point["day"]).toordinal() for point in growth]
    most = max(point["entries"] for point in growth) or 1
    length = max(days[-1] - days[0], 1)
    points = [
        {"x": round(WIDTH * (day - days[0]) / length, 1), "y": round(HEIGHT * (1 - point["entries"] / most), 1), **point}
        for day, point in zip(days, growth, strict=True)
    ]
    return {"width": WIDTH, "height": HEIGHT, "points": points, "most": most}
