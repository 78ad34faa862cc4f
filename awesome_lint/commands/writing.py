"""What `add` and `sort` have in common: a changed list is shown as a patch, or written."""

from __future__ import annotations

import argparse
from pathlib import Path

from awesome_lint import files
from awesome_lint.commands import console
from awesome_lint.commands.lists import Lists
from awesome_lint.commands.outcome import Outcome
from awesome_lint.commands.patch import show_patch
from awesome_lint.report import FileReport
from awesome_lint.source import Source


def finish(args: argparse.Namespace, lists: Lists, path: Path, before: Source, after: Source) -> bool:
    """Write a list's new text, or show the difference with `--diff`; of standard input print the text. Whether there is any change."""
    is_changed = after.text != before.text
    if args.diff:
        if is_changed:
            show_patch(Outcome(FileReport(str(path), before), before, after), args.color)
    elif lists.is_piped:
        console.raw(after.encode())
    elif is_changed:
        files.write(path, after.encode(), expected=before)
    return is_changed
