"""`awesome-lint entries [PATH ...]`: the list as data."""

from __future__ import annotations

import argparse

from awesome_lint.commands import console
from awesome_lint.commands.lists import Lists
from awesome_lint.conditions import Condition
from awesome_lint.report.entries import write


def run(args: argparse.Namespace) -> int:
    """Print the entries of the files named that meet all conditions, read with the packs of the first one's config."""
    conditions = [Condition.of(text) for text in args.where]
    lists = Lists(args)
    console.data(write(lists.documents(), lists.packs, args.output_format, conditions))
    return 0
