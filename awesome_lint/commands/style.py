"""`awesome-lint style PATH`: the house style that a list shows, with its support; `--write` pins it in a config."""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

from awesome_lint import files
from awesome_lint.commands import console
from awesome_lint.discovery import Discovery
from awesome_lint.errors import UserError
from awesome_lint.knowledge import load_packs
from awesome_lint.reading import read
from awesome_lint.reading.describe import described
from awesome_lint.report import style as report
from awesome_lint.report.terminal import wants_color
from awesome_lint.settings import Settings
from awesome_lint.style import HouseStyle, infer

NEW_CONFIG = "awesome-lint.toml"


def run(args: argparse.Namespace) -> int:
    """Print the traits, or write those that are enforced. Raises UserError where the config has pins already."""
    path = Path(args.path)
    settings = Discovery.of(args).settings_for(path)
    packs = load_packs(settings.packs)
    document = read(files.read(path), packs, settings.template)
    style = infer(document, packs, settings.style)
    if args.write:
        target = _write(settings, path.parent, style)
        console.note(f"{sum(not report.unwritten(trait, packs) for trait in style)} traits written to {target}")
    elif args.output_format == "json":
        console.data([report.as_json(style) + "\n"])
    else:
        console.show(report.table(style, style.source, color=wants_color("auto", sys.stdout)) + "\n")
        console.show("".join(f"{line}\n" for line in described(document.template)))
    return 0


def _write(settings: Settings, folder: Path, style: HouseStyle) -> Path:
    """Add the pins to the config that applies, or make one beside the list. Raises UserError where there are pins already."""
    target = settings.path or folder / NEW_CONFIG
    if settings.style:
        raise UserError("the config pins a style already", filename=str(target), remedy="remove its `style` first")
    table = "tool.awesome-lint.style" if target.name == "pyproject.toml" else "style"
    before = target.read_text("utf-8") if target.exists() else ""
    text = (before.rstrip("\n") + "\n\n" if before else "") + report.as_toml(style, table)
    tomllib.loads(text)  # what we write can be read
    files.save(target, text.encode())
    return target
