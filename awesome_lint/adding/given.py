"""References as they are given on the command line: files, URLs, and options."""

from __future__ import annotations

import json
import re
from pathlib import Path

from awesome_lint.bibliography import bibtex, csl
from awesome_lint.bibliography.reference import Reference, role_of_url
from awesome_lint.bounded import read_bytes
from awesome_lint.errors import UserError
from awesome_lint.knowledge import Packs

FILES = (".bib", ".bibtex", ".json")
LARGEST = 16_000_000
"""Bytes of a file of references."""
_URL = re.compile(r"https?://\S+")
_SCHEMES_OF_TITLES = ("github", "gitlab", "cvf")


def is_reference(text: str) -> bool:
    """Whether a word of the command line is a reference (a URL, or a file of them) rather than a list."""
    return _URL.fullmatch(text) is not None or text.lower().endswith(FILES)


def references_in(text: str, packs: Packs) -> list[Reference]:
    """The references that a URL or a file gives. Raises UserError for what can't be read."""
    if _URL.fullmatch(text):
        return [of_url(text, packs)]
    path = Path(text)
    try:
        data = read_bytes(path, LARGEST, remedy="add it in parts").decode("utf-8")
    except FileNotFoundError:
        raise UserError("no such file", filename=text) from None
    except OSError as error:
        raise UserError(f"can't be read: {error.strerror or error}", filename=text) from None
    except UnicodeDecodeError as error:
        raise UserError(f"not UTF-8 at offset {error.start}", filename=text, remedy="save the file as UTF-8") from None
    found = csl.read(_parsed(data, text), packs) if path.suffix.lower() == ".json" else bibtex.read(data, text, packs)
    for reference in found:
        if not reference.title:
            raise UserError(
                f"the reference `{reference.key}` has no title",
                filename=text,
                row=reference.row or None,
                remedy="give it one, or leave it out",
            )
    return [completed(reference, packs) for reference in found]


def _parsed(data: str, filename: str) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UserError(f"no JSON: {error}", filename=filename, remedy="CSL-JSON is a list of objects with `title`") from None


def of_url(url: str, packs: Packs, title: str = "") -> Reference:
    """What a URL says of its resource: venue and year, and the title where it is part of it. Raises UserError where it isn't."""
    reference = completed(Reference(title=title or _title_in(url, packs), url=url, role=role_of_url(url, packs) or ""), packs)
    if not reference.title:
        raise UserError(f"{url}: the URL doesn't tell the title", remedy="give it with --title")
    return reference


def _title_in(url: str, packs: Packs) -> str:
    """The name of a repository, or the words of a title in a proceedings' URL; "" where there are none."""
    key = packs.identity(url) or ""
    scheme, _, name = key.partition(":")
    if scheme not in _SCHEMES_OF_TITLES:
        return ""
    name = name.rpartition("/")[2]
    at = url.casefold().rfind(name.casefold())
    shown = url[at : at + len(name)] if at >= 0 else name
    return shown if scheme != "cvf" else " ".join(shown.split("_")[1:])  # the first author comes first


def completed(reference: Reference, packs: Packs) -> Reference:
    """A reference with the venue and the year that its URLs tell, where it states none."""
    for url in reference.urls:
        published = packs.published(url)
        if published and published.year in (None, reference.year or published.year):
            venue = reference.venue or packs.venue_of(published.venues[0]).name_in(published.year)
            return reference._replace(venue=venue, year=reference.year or published.year)
    return reference
