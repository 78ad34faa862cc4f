"""`awesome-lint entries [PATH ...]`: the list as data."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from awesome_lint.commands import console
from awesome_lint.commands.lists import Lists
from awesome_lint.conditions import Condition
from awesome_lint.errors import UserError
from awesome_lint.model import Document
from awesome_lint.report.entries import write
from awesome_lint.source import Source

if TYPE_CHECKING:
    from awesome_lint.revisions import Revision


def run(args: argparse.Namespace) -> int:
    """Print the entries of the files named that meet all conditions, or what changed in them since a revision."""
    conditions = [Condition.of(text) for text in args.where]
    if args.output_format == "markdown" and not args.since:
        raise UserError("--output-format markdown says what changed", remedy="say since when: `--since v1.0`")
    lists = Lists(args)
    if args.since:
        console.data(_changes(args, lists, conditions))
    else:
        console.data(write(lists.documents(), lists.packs, args.output_format, conditions))
    return 0


def _changes(args: argparse.Namespace, lists: Lists, conditions: Sequence[Condition]) -> Iterator[str]:
    from awesome_lint.changes import changes
    from awesome_lint.report.changes import write as write_changes
    from awesome_lint.revisions import Revision

    if lists.is_piped and not args.stdin_filename:
        raise UserError("--since needs to know which file of the repository it is", remedy="name it with --stdin-filename")
    revision = Revision(args.since, "--since")
    found = [
        change
        for path in lists.paths
        for change in changes(_before(revision, path, lists), lists.read(lists.source(path)), lists.packs)
        if all(condition.holds(change.document, change.entry, lists.packs) for condition in conditions)
    ]
    return write_changes(found, lists.packs, args.output_format)


def _before(revision: Revision, path: Path, lists: Lists) -> Document | None:
    """A list as it was; None where there was none."""
    data = revision.read(path)
    return lists.read(Source.decode(data, str(path))) if data is not None else None
