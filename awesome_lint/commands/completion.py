"""`awesome-lint completion SHELL`: a script that completes commands, options and their values."""

from __future__ import annotations

import argparse

from awesome_lint.commands import console


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    import shtab  # for this command alone

    parser, _ = args.whole_parser()
    console.tell(shtab.complete(parser, shell=args.shell).rstrip("\n"))
    return 0
