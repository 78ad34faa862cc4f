"""References as CSL-JSON, which Zotero, pandoc and citeproc read. https://docs.citationstyles.org/en/stable/specification.html"""

from __future__ import annotations

from typing import Any

from awesome_lint.bibliography.names import Name
from awesome_lint.bibliography.reference import Reference
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
