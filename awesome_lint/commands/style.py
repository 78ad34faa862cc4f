"""`awesome-lint style PATH`: the house style that a list shows, with its support; `--write` pins it in a config."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from awesome_lint import files
from awesome_lint.errors import UserError
from awesome_lint.outline import read
from awesome_lint.packs import load_packs
from awesome_lint.report.terminal import visible
from awesome_lint.settings import Discovery, Settings
from awesome_lint.style import MEASURES, Trait, infer

NEW_CONFIG = "awesome-lint.toml"


def run(args: argparse.Namespace) -> int:
    """Print the traits, or write those that are enforced. Raises UserError where the config has pins already."""
    path = Path(args.path)
    settings = Discovery.of(args).settings_for(path)
    packs = load_packs(settings.packs)
    traits = list(infer(read(files.read(path), packs), packs, settings.style))
    if args.write:
        pins = [trait for trait in traits if trait.is_enforced]
        target = _write(settings, path.parent, pins)
        sys.stderr.write(f"awesome-lint: {len(pins)} traits written to {target}\n")
    elif args.output_format == "json":
        sys.stdout.write(json.dumps([_as_data(trait) for trait in traits], indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(_table(traits) if traits else "Too little is listed to show a style.\n")
    return 0


def _as_data(trait: Trait) -> dict[str, object]:
    return {
        "trait": trait.name,
        "says": _says(trait),
        "value": trait.value,
        "support": trait.support,
        "total": trait.total,
        "enforced": trait.is_enforced,
        "pinned": trait.is_pinned,
    }


def _says(trait: Trait) -> str:
    return MEASURES[trait.name.partition(".")[0]].says


def _table(traits: Iterable[Trait]) -> str:
    """A line per trait: what the list does, how often, and whether it is held to it."""
    rows = [
        (trait.name, visible(json.dumps(trait.value, ensure_ascii=False)), _support(trait), _verdict(trait), _says(trait))
        for trait in traits
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "".join(f"{line}\n" for line in lines)


def _support(trait: Trait) -> str:
    return f"{trait.support:,} of {trait.total:,}"


def _verdict(trait: Trait) -> str:
    return "pinned" if trait.is_pinned else "enforced" if trait.is_enforced else "mixed"


def _write(settings: Settings, folder: Path, pins: list[Trait]) -> Path:
    """Add the pins to the config that applies, or make one beside the list. Raises UserError where pins stand already."""
    target = settings.path or folder / NEW_CONFIG
    if settings.style:
        raise UserError("the config pins a style already", filename=str(target), remedy="remove its `style` first")
    table = "tool.awesome-lint.style" if target.name == "pyproject.toml" else "style"
    before = target.read_text("utf-8") if target.exists() else ""
    lines = [
        f"{json.dumps(trait.name, ensure_ascii=False)} = {json.dumps(trait.value, ensure_ascii=False)}  # {_support(trait)}"
        for trait in pins
    ]
    text = "\n".join([*([before.rstrip("\n"), ""] if before else []), f"[{table}]", *lines, ""])
    tomllib.loads(text)  # what we write can be read
    target.write_text(text, "utf-8")
    return target
