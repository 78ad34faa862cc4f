"""References as CSL-JSON, which Zotero, pandoc and citeproc read. https://docs.citationstyles.org/en/stable/specification.html"""

from __future__ import annotations

from typing import Any

from awesome_lint.bibliography.names import Name
from awesome_lint.bibliography.reference import Reference, role_of_url
from awesome_lint.knowledge import Packs

_TYPES = {"conference": "paper-conference", "workshop": "paper-conference", "journal": "article-journal", "preprint": "article"}


def as_csl(reference: Reference, packs: Packs) -> dict[str, Any]:
    """A reference, which has a key, as CSL's data."""
    known = packs.venue(reference.venue) if reference.venue else None
    keys = [key for url in reference.urls if (key := packs.identity(url))]
    issued = [part for part in (reference.year, reference.month) if part]
    found = {
        "id": reference.key,
        "type": _TYPES.get(known.kind if known else "", "article" if any(map(packs.is_paper, keys)) else "webpage"),
        "title": reference.title,
        "author": [_name(author) for author in reference.authors],
        "container-title": reference.venue,
        "issued": {"date-parts": [issued]} if issued else None,
        "DOI": next((key.partition(":")[2] for key in keys if key.startswith("doi:")), ""),
        "URL": reference.url,
        "keyword": " > ".join(reference.sections).replace(",", ";"),
        "annote": reference.description,
        "custom": dict(reference.links),
    }
    return {name: value for name, value in found.items() if value or name == "title"}


def _name(author: str) -> dict[str, str]:
    name = Name.of(author)
    return {"family": name.family, "given": name.given} if name.given else {"literal": name.family}


def read(data: object, packs: Packs) -> list[Reference]:
    """The references of CSL-JSON's data; what is none is passed over."""
    rows = data if isinstance(data, list) else [data]
    return [_reference(row, packs) for row in rows if isinstance(row, dict)]


def _reference(row: dict[str, Any], packs: Packs) -> Reference:
    dates = (row.get("issued") or {}).get("date-parts") or [[]]
    year, month = ([int(part) for part in dates[0] if str(part).isdecimal()] + [0, 0])[:2]
    custom = row.get("custom") if isinstance(row.get("custom"), dict) else {}
    url = _text(row, "URL") or (f"https://doi.org/{_text(row, 'DOI')}" if row.get("DOI") else "")
    return Reference(
        title=_text(row, "title"),
        authors=tuple(name for author in row.get("author") or () if isinstance(author, dict) and (name := _shown(author))),
        venue=_text(row, "container-title"),
        year=year or None,
        month=month or None,
        url=url,
        role=role_of_url(url, packs) or "",
        links=tuple((role, link) for role, link in (custom or {}).items() if role in packs.roles and isinstance(link, str)),
        description=_text(row, "annote"),
        sections=tuple(part.strip() for part in _text(row, "keyword").split(">") if part.strip()),
        key=_text(row, "id"),
    )


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name, "")
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""


def _shown(author: dict[str, Any]) -> str:
    return _text(author, "literal") or Name(_text(author, "family"), _text(author, "given")).forward
