"""Changes of a list as the protocol's text edits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from lsprotocol.types import (
    AnnotatedTextEdit,
    OptionalVersionedTextDocumentIdentifier,
    SnippetTextEdit,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from awesome_lint.edits import Edit, common_ends
from awesome_lint.server.documents import Reading
from awesome_lint.source import Source

_LINE = re.compile(r"[^\n]*\n|[^\n]+")

_MOST_LINES = 3_000
"""Lines that differ between two texts and are compared one by one; difflib takes 0.1 s for so many. More are replaced as a whole."""


def text_edits(reading: Reading, edits: Iterable[Edit]) -> list[TextEdit]:
    """Edits of offsets, in the line ends of the file."""
    newline = reading.source.newline
    return [TextEdit(reading.positions.range(edit.span), edit.content.replace("\n", newline)) for edit in edits]


def workspace_edit(reading: Reading, edits: Iterable[Edit]) -> WorkspaceEdit:
    """Edits of one version of one file: a client that has another one by now refuses them."""
    document = OptionalVersionedTextDocumentIdentifier(uri=reading.version.uri, version=reading.version.number)
    changes: list[TextEdit | AnnotatedTextEdit | SnippetTextEdit] = list(text_edits(reading, edits))
    return WorkspaceEdit(document_changes=[TextDocumentEdit(document, changes)])


def difference(before: Source, after: str) -> Iterator[Edit]:
    """The edits, by whole lines, that make one text of another; few where few lines differ."""
    old, new = _LINE.findall(before.text), _LINE.findall(after)
    start, end = common_ends(old, new)
    offset = sum(map(len, old[:start]))
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(old), len(new)) > _MOST_LINES:
        yield Edit(offset, offset + sum(map(len, old)), "".join(new))
        return
    starts = [offset]
    for line in old:
        starts.append(starts[-1] + len(line))
    for tag, first, last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Edit(starts[first], starts[last], "".join(new[new_first:new_last]))
