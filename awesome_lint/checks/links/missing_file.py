"""A link to a file that the repository doesn't have

`[paper](papers/lambda.pdf)` works as long as the file is there; it was renamed, moved or never added. Looked for beside the list,
and from the repository's root where the target begins with a slash. A list may be checked without the files beside it: a target is
reported where another one of the list is there, or, with `--new-since`, on a new line. Texts from standard input have no files
beside them, and targets that leave the repository (`../../issues`) are GitHub's own pages.

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

from awesome_lint.checks.added import is_added
from awesome_lint.checks.urls.rewriting import url_place
from awesome_lint.model import Document, LinkKind
from awesome_lint.rule import Context, Finding, Severity, rule

_OTHER = frozenset(":?\\\0[]<>|*")
"""Characters of what is an address, a query or a slip, and no file's name that a list would link to."""


@rule(group="links", severity=Severity.WARNING)
def missing_file(document: Document, context: Context) -> Iterator[Finding]:
    path = Path(context.source.filename)
    if not path.is_file():
        return
    folder = path.resolve().parent
    root = _root(folder)
    targets = [(link.url, url_place(link)) for link in document.links if link.kind in (LinkKind.INLINE, LinkKind.HTML)]
    targets += [(definition.url, definition.url_span or definition.span) for definition in document.definitions]
    found = [(name, span, _is_there(name, folder, root, context)) for url, span in targets if (name := _name(url))]
    has_its_files = any(is_there for _, _, is_there in found)
    for name, span, is_there in found:
        if is_there is False and (has_its_files or is_added(span, context)):
            yield Finding(span, f"there is no `{name}`")


def _name(url: str) -> str:
    """The file that a target names, without its fragment; "" where it names none."""
    name = unquote(url.strip().partition("#")[0])
    return "" if name.startswith(("//", "~")) or not _OTHER.isdisjoint(name) else name


def _is_there(name: str, folder: Path, root: Path | None, context: Context) -> bool | None:
    """Whether there is a file or folder; None where it would be outside the repository."""
    target = os.path.normpath((root or folder if name.startswith("/") else folder) / name.lstrip("/"))
    if root and not Path(target).is_relative_to(root):
        return None
    return context.has_file(os.path.relpath(target, folder))


@cache
def _root(folder: Path) -> Path | None:
    """The repository that a folder is in."""
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)
