"""`awesome-lint entries PATH ...`: the list as data."""

from __future__ import annotations

import argparse
from pathlib import Path

from awesome_lint import files
from awesome_lint.commands import console
from awesome_lint.discovery import Discovery
from awesome_lint.knowledge import load_packs
from awesome_lint.reading import read
from awesome_lint.report.entries import write


def run(args: argparse.Namespace) -> int:
    """Print the entries of the files named, read with the packs of the first one's config."""
    settings = Discovery.of(args).settings_for(Path(args.paths[0]))
    packs = load_packs(settings.packs)
    documents = (read(files.read(path), packs, settings.template) for path in files.find([Path(p) for p in args.paths]))
    console.data(write(documents, packs, args.output_format))
    return 0
