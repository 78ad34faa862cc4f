"""`awesome-lint format`: layout alone, what `fix --select not-canonical` does."""

from __future__ import annotations

import argparse

from awesome_lint.commands.rewriting import Rewriting, rewriting_options

LAYOUT = "not-canonical"
"""The rule whose fix is the layout."""


def run(args: argparse.Namespace) -> int:
    """Lay out the files named.

    Exit status 0, with --check or --diff 1 where something would change, 2 for what can't be read or written.
    """
    return _Format(args, rewriting_options(args, (LAYOUT,), use_cache=not args.no_cache)).status()


class _Format(Rewriting):
    does = "lay out"
    done = "laid out"
