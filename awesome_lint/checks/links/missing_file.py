"""A link to a file that the repository doesn't have

`[paper](papers/lambda.pdf)` works as long as the file is there; it was renamed, moved or never added. Looked for beside the list,
and from the repository's root where the target begins with a slash. Opt-in, since a list may be checked without the files beside it.
Texts from standard input have no files beside them, and targets that leave the repository (`../../issues`) are GitHub's own pages.

With this rule results are not cached: they depend on more than the list.

## Fix

None: where the file went can't be told.

## Examples

The examples are text without a folder, so nothing is reported in them:

```good
- [One](papers/one.pdf) [Two](https://example.org/two) [Three](#three)
```
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from awesome_lint.checks.urls.rewriting import url_place
from awesome_lint.model import Document, LinkKind
from awesome_lint.rule import Context, Finding, Severity, rule

_OTHER = frozenset(":?\\\0[]<>|*")
"""Characters of what is an address, a query or a slip, and no file's name that a list would link to."""


@rule(group="links", severity=Severity.WARNING, default=False, reads_files=True)
def missing_file(document: Document, context: Context) -> Iterator[Finding]:
    path = Path(context.source.filename)
    if not path.is_file():
        return
    folder = path.resolve().parent
    root = _root(folder)
    targets = [(link.url, url_place(link)) for link in document.links if link.kind in (LinkKind.INLINE, LinkKind.HTML)]
    targets += [(definition.url, definition.url_span or definition.span) for definition in document.definitions]
    for url, span in targets:
        name = unquote(url.strip().partition("#")[0])
        if not name or name.startswith(("//", "~")) or not _OTHER.isdisjoint(name):
            continue
        start = root or folder if name.startswith("/") else folder
        target = os.path.normpath(start / name.lstrip("/"))
        if root and not Path(target).is_relative_to(root):
            continue
        if not os.path.lexists(target):
            yield Finding(span, f"there is no `{name}`")


@cache
def _root(folder: Path) -> Path | None:
    """The repository that a folder is in."""
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)
