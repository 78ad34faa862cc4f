"""What contents become: made where there are none, written anew between markers, else left."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from awesome_lint.contents.choose import candidates, listed, place_above
from awesome_lint.contents.lines import bullet_of, new_lines, refreshed
from awesome_lint.contents.markers import Marked, marked
from awesome_lint.contents.proof import rest_is_equal
from awesome_lint.edits import Edit, apply
from awesome_lint.knowledge import Packs
from awesome_lint.model import Contents, ContentsForm, Document, Section
from awesome_lint.outline.contents import FEWEST_TITLED_ITEMS, is_named_as_contents
from awesome_lint.outline.slugs import slug
from awesome_lint.source import Source, Span
from awesome_lint.suppress import Suppressions

MIN_HEADINGS = 5
"""Readers of a list with fewer see all of it at once."""

HEADINGS = ("Contents", "Table of contents", "Contents of this list")
"""The first that is no heading of the list yet is the one taken."""

Reader = Callable[[Source], Document]


class Made(NamedTuple):
    """What became of a list's contents: its text, and a reason where nothing could be done, "" where there was no need to."""

    source: Source
    reason: str = ""


def made(document: Document, read: Reader, packs: Packs, *, min_headings: int = MIN_HEADINGS, levels: int | None = None) -> Made:
    """The list with contents. `read` reads a text as the document was read; `levels` are those of new contents, None for our choice.

    Contents without markers are returned as they are: the rules of the group `toc` mend those.
    """
    places = marked(document)
    if places:
        return _between(document, places[0], read, packs, levels)
    if document.contents:
        return Made(document.source)
    return _inserted(document, read, packs, min_headings, levels)


def _inserted(document: Document, read: Reader, packs: Packs, min_headings: int, levels: int | None) -> Made:
    """The list with new contents above its first section, or in the section that is named as contents and has nothing in it."""
    source = document.source
    own = next((section for section in document.sections if is_named_as_contents(section.text)), None)
    if own and not _is_empty(document, own):
        return Made(source, f"what is in “{own.text}” can't be read as contents")
    sections = [section for section in candidates(document, packs) if own is None or section.number > own.number]
    if len(sections) < min_headings:
        remedy = f" (`--min-headings {len(sections)}` asks for them)" if len(sections) >= FEWEST_TITLED_ITEMS else ""
        return Made(source, f"fewer than {min_headings} headings to list{remedy}")
    starts = {section.span.start for section in sections}
    if own:
        gap = Span(min(own.span.end + 1, sections[0].span.start), place_above(document, sections[0]))
        return _written(document, read, lambda body: Edit.replacement(gap, f"\n{body}\n\n"), starts, levels)
    at = place_above(document, sections[0])
    blank = "" if at == 0 or source.text[:at].endswith("\n\n") else "\n"
    heading = f"{'#' * min(section.level for section in sections)} {_heading(document)}"
    return _written(document, read, lambda body: Edit.insertion(at, f"{blank}{heading}\n\n{body}\n\n"), starts, levels)


def _written(document: Document, read: Reader, edit_of: Callable[[str], Edit], starts: set[int], levels: int | None) -> Made:
    """The list with the lines of the sections that begin at some offsets. A new heading may change the anchors of others: those count."""
    source = document.source
    empty = edit_of("")
    shift = len(empty.content) - (empty.end - empty.start)
    shifted = {start + shift if start >= empty.end else start for start in starts}
    around = read(source.with_text(apply(source.text, [empty])))
    sections = [section for section in around.sections if section.span.start in shifted]
    if len(sections) != len(starts):
        return Made(source, "its headings would be read otherwise below new contents")
    return _proved(document, read, edit_of(new_lines(listed(sections, levels), bullet_of(document))))


def _between(document: Document, place: Marked, read: Reader, packs: Packs, levels: int | None) -> Made:
    """The list with what is between markers written anew."""
    source = document.source
    inside = [contents for contents in document.contents if contents.span.start in place.span]
    if len(inside) > 1 or (inside and not _is_simple(inside[0])):
        return Made(source)  # the rules mend it
    below = [section for section in candidates(document, packs) if section.span.start >= place.span.end]
    if not inside:
        if source[place.span].strip():
            return Made(source, "what is between the markers can't be read as contents")
        return _written(document, read, lambda body: Edit.replacement(place.span, f"\n{body}\n\n"), {s.span.start for s in below}, levels)
    contents = inside[0]
    shown = {item.section.number: item.section for item in contents.items if item.section}
    deepest = max(section.level for section in shown.values())
    highest = min(section.level for section in shown.values())
    sections = {section.number: section for section in below if highest <= section.level <= deepest} | shown
    ordered = [sections[number] for number in sorted(sections)]
    lines = listed(ordered, levels or max(section.level for section in ordered))
    text = refreshed(document, contents, lines)
    if text == source[contents.span].rstrip():
        return Made(source)
    end = "\n" if source[contents.span].endswith("\n") else ""
    return _proved(document, read, Edit.replacement(contents.span, text + end))


def _is_simple(contents: Contents) -> bool:
    """Whether contents are a bulleted list with nothing but a link on each line's start."""
    return contents.form is ContentsForm.BULLETED and all(item.marker.strip() in ("-", "*", "+") for item in contents.items)


def _proved(document: Document, read: Reader, edit: Edit) -> Made:
    """The list with an edit, where that changes nothing else and every line leads to a section."""
    source = document.source
    if Suppressions.of(document).guards("toc-missing-section", edit.span):
        return Made(source, "a comment suppresses fixes at the place of its contents")
    after = source.with_text(apply(source.text, [edit]))
    if not rest_is_equal(source.text, after.text, edit):
        return Made(source, "the rest of the page would change with it")
    anew = read(after)
    if len(anew.entries) != len(document.entries):
        return Made(source, "the entries would be read otherwise")
    contents = next((contents for contents in anew.contents if contents.span.start in _edited(edit)), None)
    if contents is None:
        return Made(source, "they would have too few lines to be read as contents")
    if any(item.section is None or item.case_differs for item in contents.items):
        return Made(source, "not every line of new contents would lead to a section")
    return Made(after)


def _edited(edit: Edit) -> range:
    """The offsets of what an edit wrote."""
    return range(edit.start, edit.start + len(edit.content) + 1)


def _is_empty(document: Document, section: Section) -> bool:
    """Whether nothing is between a section's heading and the next one."""
    following = document.sections[section.number + 1 : section.number + 2]
    end = following[0].span.start if following else len(document.source.text)
    return not document.source.text[section.span.end : end].strip()


def _heading(document: Document) -> str:
    """A heading that the list doesn't have yet: the anchors of its own stay as they are."""
    taken = {section.slug for section in document.sections}
    return next((heading for heading in HEADINGS if slug(heading) not in taken), HEADINGS[0])
