"""The entries of lists as data: JSON lines, a JSON array, CSV, BibTeX or CSL-JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from awesome_lint.bibliography.keys import with_keys
from awesome_lint.bibliography.reference import Reference, reference_of, role_of
from awesome_lint.conditions import Condition, holding
from awesome_lint.knowledge import Packs, identity
from awesome_lint.model import Document, Entry, Link

FORMATS = ("jsonl", "json", "csv", "bibtex", "csl-json")
BIBLIOGRAPHIES = ("bibtex", "csl-json")
_COLUMNS = (
    "file",
    "line",
    "end_line",
    "title",
    "venue",
    "year",
    "section",
    "identities",
    "links",
    "authors",
    "description",
    "sections",
    "columns",
)

# What CSV has in one cell, and what separates it there.
_JOINED = (("identities", " "), ("authors", "; "), ("sections", " > "))


def write(documents: Iterable[Document], packs: Packs, output_format: str = "jsonl", conditions: Sequence[Condition] = ()) -> Iterator[str]:
    """The entries of all documents that meet all conditions, as pieces of text to be written one after the other.

    `output_format` is one of `FORMATS`. In CSV, `identities` are separated by spaces, `authors` by `; `,
    `sections` by ` > `; `links` and `columns` are JSON. BibTeX and CSL-JSON have the entries with a title.
    Raises ValueError for a format that isn't known.
    """
    found = ((document, entry) for document in documents for entry in holding(document, conditions, packs))
    if output_format in BIBLIOGRAPHIES:
        return bibliography(found, packs, output_format)
    return rows_as((record(document, entry, packs) for document, entry in found), output_format)


def rows_as(rows: Iterable[dict[str, Any]], output_format: str, first: Sequence[str] = ()) -> Iterator[str]:
    """Records as text: JSON lines, a JSON array or CSV, whose first columns are `first`. Raises ValueError for another format."""
    if output_format == "jsonl":
        return (_json(row) + "\n" for row in rows)
    if output_format == "json":
        return _array(rows)
    if output_format == "csv":
        return _csv(rows, (*first, *_COLUMNS))
    raise ValueError(f"no format for entries: {output_format!r}; known are {', '.join(FORMATS)}")


def bibliography(found: Iterable[tuple[Document, Entry]], packs: Packs, output_format: str) -> Iterator[str]:
    """The entries with a title as BibTeX or CSL-JSON."""
    references = with_keys(_references(found, packs))
    if output_format == "bibtex":
        from awesome_lint.bibliography import bibtex  # imports two libraries when it writes

        return bibtex.written(references, packs)
    from awesome_lint.bibliography.csl import as_csl

    return _array(as_csl(reference, packs) for reference in references)


def _references(found: Iterable[tuple[Document, Entry]], packs: Packs) -> Iterator[Reference]:
    for document, entry in found:
        if entry.title:
            yield reference_of(document, entry, packs)


def record(document: Document, entry: Entry, packs: Packs) -> dict[str, Any]:
    """One entry as JSON data. Lines count from 1; `venue` is as written, without the year."""
    source = document.source
    identities = (identity(link.url, packs) for link in entry.links)
    return {
        "file": source.filename,
        "line": source.row(entry.span.start),
        "end_line": source.row(entry.span.end),
        "title": entry.title,
        "links": [{"label": _label(link, entry), "role": role_of(link, packs), "url": link.url} for link in entry.links],
        "venue": entry.venue,
        "year": entry.year,
        "section": entry.section.text if entry.section else None,
        "identities": list(dict.fromkeys(key for key in identities if key is not None)),
        "authors": list(entry.authors),
        "description": entry.description,
        "sections": [section.text for section in document.path(entry.section)],
        "columns": dict(entry.columns),
    }


def _label(link: Link, entry: Entry) -> str:
    """What a link is called: that of the title by the title, though a venue may be in it (`[[ICML 2019] A Title](u)`); a citation by its
    text.
    """
    is_citation = any(author in link.label for author in entry.authors)
    return entry.title if entry.title and link == entry.title_link and not is_citation else link.label


def _json(row: object) -> str:
    return json.dumps(row, ensure_ascii=False)


def _array(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    opening = "[\n  "
    for row in rows:
        yield opening + _json(row)
        opening = ",\n  "
    yield "[]\n" if opening.startswith("[") else "\n]\n"


def _csv(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in chain([{name: name for name in columns}], _flat(rows)):
        writer.writerow([row.get(name, "") for name in columns])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _flat(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            **row,
            **{name: _json(row[name]) for name in ("links", "columns")},
            **{name: between.join(row[name]) for name, between in _JOINED},
        }
