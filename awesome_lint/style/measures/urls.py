"""URLs: which page of a resource is linked, with or without a version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from awesome_lint.knowledge import Form, fold_label
from awesome_lint.model import Entry, Link
from awesome_lint.style.trait import Observation

if TYPE_CHECKING:
    from awesome_lint.style.house import HouseStyle

UNVERSIONED = "without a version"


def url_form(style: HouseStyle) -> Iterator[Observation]:
    for entry, link, form in style.forms:
        yield Observation(form.name, link.span, form_key(form.family, link, entry))


def url_version(style: HouseStyle) -> Iterator[Observation]:
    for _, link, form in style.forms:
        if "version" in style.packs.form_fields(form.family):
            yield Observation("with a version" if form.version else UNVERSIONED, link.span, form.family)


def forms_of(style: HouseStyle) -> Iterator[tuple[Entry, Link, Form]]:
    """The links of entries that have a form, under their canonical URL: links to a mirror count alike."""
    packs = style.packs
    for entry in style.document.entries:
        for link in entry.links:
            rewrite = packs.canonical(link.url)
            if form := packs.form(rewrite.url if rewrite else link.url):
                yield entry, link, form


def form_key(family: str, link: Link, entry: Entry) -> str:
    """Site and use: links of one label have one form, whatever those of another have."""
    use = "title" if link is entry.title_link else link.role or fold_label(link.label)
    return f"{family} {use}".strip()
