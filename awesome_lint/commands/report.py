"""`awesome-lint report`: a page to look at, in one HTML file, or its data."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from awesome_lint import files
from awesome_lint.commands import console
from awesome_lint.commands.gather import default_files
from awesome_lint.discovery import Discovery
from awesome_lint.engine import Plan, lint
from awesome_lint.errors import UserError
from awesome_lint.history import History
from awesome_lint.page.data import Listed, data_of
from awesome_lint.reading import read
from awesome_lint.source import Source


def run(args: argparse.Namespace) -> int:
    """Write the page of the lists named. Exit status 0. Raises UserError for what can't be read, or where jinja2 is missing."""
    discovery = Discovery.of(args)
    paths = files.find(map(Path, args.paths)) if args.paths else default_files(discovery)
    lists = [listed for path in paths if (listed := _listed(path, discovery, args.versions)).linted.document.entries]
    if not lists:
        raise UserError("no list: there are no entries with links", filename=str(paths[0]))
    data = data_of(lists)
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n" if args.output_format == "json" else _page(data)
    if args.output:
        files.save(Path(args.output), text.encode())
        console.note(f"{len(data['entries']):,} entries and {len(data['findings']):,} findings written to {args.output}")
    else:
        console.data([text])
    return 0


def _page(data: dict[str, object]) -> str:
    from awesome_lint.page.html import page_of

    try:
        return page_of(data)
    except ImportError:
        raise UserError("the page needs jinja2, which is not installed", remedy="pip install 'awesome-lint[report]'") from None


def _listed(path: Path, discovery: Discovery, most: int) -> Listed:
    plan = discovery.settings_for(path).plan_for(path)
    source = files.read(path)
    history = History(path)
    return Listed(lint(source, plan), plan.packs, history.page(), tuple(_growth(history, plan, most)))


def _growth(history: History, plan: Plan, most: int) -> Iterator[tuple[str, int]]:
    """How many entries versions of the past had; those that can't be read are left out."""
    for version in history.versions(most):
        try:
            text = history.text(version)
            yield version.day, len(read(Source.decode(text or b"", version.commit), plan.packs, plan.template).entries)
        except UserError:
            continue
