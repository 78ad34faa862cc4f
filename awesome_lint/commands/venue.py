"""`awesome-lint venue [NAME]`: what is known of venues, hosts and labels."""

from __future__ import annotations

import argparse
from pathlib import Path

from awesome_lint.commands import console
from awesome_lint.discovery import Discovery
from awesome_lint.knowledge import load_packs


def run(args: argparse.Namespace) -> int:
    """Print one pack, or an overview of all. Raises UserError for an unknown name."""
    from awesome_lint.report import packs as report

    packs = load_packs(Discovery.of(args).settings_for(Path()).packs)
    console.tell((report.overview(packs) if args.name is None else report.describe(packs, args.name)).rstrip("\n"))
    return 0
