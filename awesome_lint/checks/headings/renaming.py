"""Giving a heading another text, with the links of the page that lead to it."""

from __future__ import annotations

from collections import defaultdict

from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Link, Section
from awesome_lint.outline.slugs import slug
from awesome_lint.rule import Context


def rename(section: Section, text: str, context: Context) -> Fix | None:
    """A fix that writes a heading's text: safe where its anchor stays, else unsafe, with the page's links to it.

    None where the heading holds markup, the anchors of namesakes would shift, or a link to it can't be edited.
    """
    if context.source[section.text_span] != section.text:
        return None
    edit = Edit.replacement(section.text_span, text)
    delta = Delta("text", section.text, text)
    anchor = slug(text)
    if anchor == slug(section.text):
        return Fix.of(f"Write “{text}”", edit, deltas=[delta])
    links = context.once(_links_by_anchor).get(section.slug, [])
    if section.slug != slug(section.text) or anchor in context.once(_slugs):
        return None
    if any(link.url_span is None for link in links):
        return None
    edits = [Edit.replacement(link.url_span, f"#{anchor}") for link in links if link.url_span]
    deltas = [Delta("url", link.url, f"#{anchor}") for link in links]
    return Fix.of(f"Write “{text}”", edit, *edits, applicability=Applicability.UNSAFE, deltas=[delta, *deltas])


def _links_by_anchor(context: Context) -> dict[str, list[Link]]:
    """The links to the page's own anchors."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in context.document.links:
        if link.url.startswith("#"):
            found[link.url[1:]].append(link)
    return found


def _slugs(context: Context) -> frozenset[str]:
    """The anchors of all sections."""
    return frozenset(section.slug for section in context.document.sections)
