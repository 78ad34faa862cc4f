"""`awesome-lint sort [PATH ...]`: the entries of a section, or of all, in order."""

from __future__ import annotations

import argparse
from itertools import groupby
from operator import itemgetter

from awesome_lint.adding.order import Order
from awesome_lint.adding.sorter import sort
from awesome_lint.adding.target import section_named
from awesome_lint.commands import console
from awesome_lint.commands.lists import Lists
from awesome_lint.commands.writing import finish
from awesome_lint.report import counted

MOST_SHOWN = 5


def run(args: argparse.Namespace) -> int:
    """Sort the lists named. Exit status 0, with --diff 1 where something would change."""
    order = None if args.by == "siblings" else Order("title without article" if args.by == "title" else args.by, is_descending=args.reverse)
    lists = Lists(args)
    is_changed = False
    for path in lists.paths:
        source = lists.source(path)
        document = lists.read(source)
        section = section_named(document, args.section) if args.section else None
        done = sort(document, lists.packs, order, section)
        is_changed |= finish(args, lists, path, source, done.document.source)
        if args.quiet:
            continue
        for name, count in done.moved:
            console.note(f"{path}: {'would move' if args.diff else 'moved'} {counted(count, 'entry', 'entries')} of “{name}”")
        for why, names in groupby(sorted(done.left, key=itemgetter(1)), key=itemgetter(1)):
            sections = [name for name, _ in names]
            shown = ", ".join(f"“{name}”" for name in sections[:MOST_SHOWN]) + (", ..." if len(sections) > MOST_SHOWN else "")
            console.note(f"{path}: {shown} {'is' if len(sections) == 1 else 'are'} left: {why}")
    return int(args.diff and is_changed)
