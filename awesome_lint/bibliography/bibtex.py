"""References as BibTeX, by bibtexparser; text in LaTeX's encoding, by pylatexenc."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from awesome_lint.bibliography.reference import Reference, role_of_url
from awesome_lint.errors import UserError
from awesome_lint.knowledge import Packs
from awesome_lint.patterns import compiled
from awesome_lint.years import year_in

if TYPE_CHECKING:
    from bibtexparser.model import Entry
    from pylatexenc.latex2text import LatexNodes2Text
    from pylatexenc.latexencode import UnicodeToLatexEncoder

_TYPES = {"conference": ("inproceedings", "booktitle"), "workshop": ("inproceedings", "booktitle"), "journal": ("article", "journal")}
_CONTAINERS = ("booktitle", "journal", "journaltitle", "howpublished", "eventtitle", "series", "publisher", "school", "institution")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OTHER_TYPES = ("misc", "online", "www", "electronic", "software", "dataset", "book", "manual")
_MATHEMATICS = r"(\$[^$\n]{1,200}\$)"
_AND = r"\s+and\s+"
_URL_OF_ARXIV, _URL_OF_DOI = "https://arxiv.org/abs/{}", "https://doi.org/{}"
_BRACES = {"{": "{\\textbraceleft}", "}": "{\\textbraceright}"}
SEPARATOR_OF_SECTIONS = " > "
MOST_COMMAS = 2
"""Commas in a name: `Family, Jr., Given`. BibTeX warns of more."""


def written(references: Iterable[Reference], packs: Packs) -> Iterator[str]:
    """The references, which have keys, as BibTeX: one text for each."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library

    for reference in references:
        yield write_string(Library([_entry(reference, packs)])).rstrip("\n") + "\n\n"


def _entry(reference: Reference, packs: Packs) -> Entry:
    from bibtexparser.model import Entry, Field

    known = packs.venue(reference.venue) if reference.venue else None
    kind, container = _TYPES.get(known.kind if known else "", ("misc", "howpublished"))
    fields = {"title": _protected(reference.title), "author": _authors(reference), container: encoded(reference.venue)}
    fields |= {"year": str(reference.year or ""), "month": _MONTHS[reference.month - 1] if reference.month else ""}
    fields |= _identifiers(reference, packs)
    fields["url"] = _bare_url(reference.url)
    links = reference.links if reference.role in ("", "paper") else ((reference.role, reference.url), *reference.links)
    fields |= {role.replace("-", ""): _bare_url(url) for role, url in links}
    fields["annotation"] = encoded(reference.description)
    fields["keywords"] = SEPARATOR_OF_SECTIONS.join(map(encoded, reference.sections)).replace(",", ";")
    return Entry(kind, reference.key, [Field(name, value) for name, value in fields.items() if value])


def _identifiers(reference: Reference, packs: Packs) -> dict[str, str]:
    keys = [key for url in reference.urls if (key := packs.identity(url))]
    arxiv = next((key.partition(":")[2] for key in keys if key.startswith("arxiv:")), "")
    doi = next((key.partition(":")[2] for key in keys if key.startswith("doi:")), "")
    return {"doi": _bare_url(doi), "eprint": arxiv, "archiveprefix": "arXiv" if arxiv else ""}


def _authors(reference: Reference) -> str:
    names = [
        f"{{{encoded(name)}}}" if name.count(",") > MOST_COMMAS or compiled(_AND).search(name) else encoded(name)
        for name in reference.authors
    ]
    return " and ".join(names + ["others"] * (reference.has_more_authors and bool(names)))


def _bare_url(url: str) -> str:
    """A URL as BibTeX's readers take it: what would end its field or begin a command is escaped as URLs do it."""
    escaped = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}
    return "".join(escaped.get(char, char) for char in url)


def encoded(text: str) -> str:
    r"""A text in LaTeX: `Bézier & co` is `B\'ezier \& co`. Letters that LaTeX has no name for stay."""
    parts = compiled(_MATHEMATICS).split(text)
    return "".join(part if at % 2 and _is_balanced(part) else _plain(part) for at, part in enumerate(parts))


def _plain(text: str) -> str:
    """Words in LaTeX. Braces by their names: BibTeX counts those that are escaped too."""
    found: str = _encoder().unicode_to_latex(text)
    for brace, name in _BRACES.items():
        found = found.replace(f"\\{brace}", name)
    return found


def _is_balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def _protected(title: str) -> str:
    """A title whose capitals BibTeX's styles leave alone."""
    return " ".join(
        f"{{{word}}}" if _has_capitals(word) and "{" not in word and "$" not in word else word for word in encoded(title).split(" ")
    )


def _has_capitals(word: str) -> bool:
    return any(char.isupper() for char in word.lstrip("(\"'`")[1:]) and "\\" not in word


@cache
def _encoder() -> UnicodeToLatexEncoder:
    from pylatexenc.latexencode import UnicodeToLatexEncoder

    return UnicodeToLatexEncoder(unknown_char_policy="keep", unknown_char_warning=False)


@cache
def _decoder() -> LatexNodes2Text:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="verbatim", keep_comments=True)


def decoded(text: str) -> str:
    """The text that LaTeX shows, on one line."""
    if compiled(r"[\\{}~$^]|--|``|''").search(text) is None:
        return " ".join(text.split())
    for brace, name in _BRACES.items():
        text = text.replace(name, f"\\{brace}")
    if "``" not in text:
        text = text.replace("''", '"')  # straight quotes, which LaTeX has no other sign for
    text = compiled(r"(?<!\\)%").sub(r"\\%", text)  # a per cent sign that somebody forgot to escape, no comment
    return " ".join(_decoder().latex_to_text(text).split())


def read(text: str, filename: str, packs: Packs) -> list[Reference]:
    """The references of a BibTeX file, in order. Raises UserError, with the row, for what can't be read."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

    found: list[Entry] = []
    for block in parse_string(text).blocks:
        if isinstance(block, DuplicateBlockKeyBlock) and isinstance(block.ignore_error_block, Entry):
            found.append(block.ignore_error_block)  # keys don't matter to us
        elif isinstance(block, ParsingFailedBlock):
            row = (block.start_line or 0) + 1
            raise UserError(f"no BibTeX: {block.error}", filename=filename, row=row, remedy="mend the reference, or leave it out")
        elif isinstance(block, Entry):
            found.append(block)
    references = [_reference(entry, packs) for entry in found]
    if not references:
        raise UserError("no reference in this file", filename=filename, remedy="BibTeX has `@article{...}` and the like")
    return references


def _reference(entry: Entry, packs: Packs) -> Reference:
    raw = {field.key.lower(): str(field.value).strip() for field in entry.fields}
    people = [decoded(name) for name in compiled(_AND).split(raw.get("author", "").strip()) if name]
    urls = {role: raw[name] for role in packs.roles if (name := role.replace("-", "")) in raw and _is_url(raw[name])}
    url = decoded(raw.get("url", "")) if "\\" in raw.get("url", "") else raw.get("url", "")
    if raw.get("eprint") and raw.get("archiveprefix", raw.get("eprinttype", "arxiv")).lower() == "arxiv":
        url = url or _URL_OF_ARXIV.format(raw["eprint"])
    if not url and raw.get("doi"):
        url = raw["doi"] if _is_url(raw["doi"]) else _URL_OF_DOI.format(raw["doi"])
    year = year_in(raw.get("year", "")) or year_in(raw.get("date", "")[:4])
    keywords = decoded(raw.get("keywords", ""))
    return Reference(
        title=decoded(raw.get("title", "")),
        authors=tuple(name for name in people if name != "others"),
        has_more_authors="others" in people,
        venue=next((decoded(raw[name]) for name in _CONTAINERS if raw.get(name)), ""),
        year=year,
        month=_month(raw.get("month", "") or raw.get("date", "")[5:7]),
        url=url,
        role=next((role for role, link in urls.items() if link == url), role_of_url(url, packs) or _role_of_type(entry.entry_type)),
        links=tuple((role, link) for role, link in urls.items() if link != url),
        description=decoded(raw.get("annotation", "") or raw.get("annote", "")),
        sections=tuple(part.strip() for part in keywords.split(SEPARATOR_OF_SECTIONS.strip()) if part.strip()),
        key=entry.key,
        row=(entry.start_line or 0) + 1,
    )


def _role_of_type(kind: str) -> str:
    """What the URL of a reference leads to as far as its type says."""
    return "" if kind.lower() in _OTHER_TYPES else "paper"


def _month(text: str) -> int | None:
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= len(_MONTHS) else None
    return next((at for at, name in enumerate(_MONTHS, 1) if text.lower().startswith(name)), None)


def _is_url(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))
