"""Lines of the contents for sections that were made, in the form of their likes' lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from awesome_lint.adding.target import NewSection
from awesome_lint.edits import Edit
from awesome_lint.knowledge import fold_title
from awesome_lint.model import Contents, ContentsForm, ContentsItem, Document, Section
from awesome_lint.source import Span

_FORMS = (ContentsForm.BULLETED, ContentsForm.ORDERED)


def contents_edits(document: Document, target: NewSection, made: Span) -> tuple[list[Edit], list[str]]:
    """The edits that list the sections in a range, which were made as `target` says, and the blocks that they bring.

    None where the contents don't list the sections that they were made like.
    """
    new = [section for section in document.sections if made.start <= section.span.start < made.end]
    likes = [target.chapter[1], target.like] if target.chapter else [target.like]
    for contents in document.contents:
        if contents.form not in _FORMS:
            continue
        models = [_item(contents, like) for like in likes]
        beside = _item(contents, target.beside)
        if beside is None or len(new) != len(likes) or any(model is None for model in models):
            continue
        lines = [
            line
            for section, like, model in zip(new, likes, models, strict=True)
            if model and (line := _line(document, model, like, section))
        ]
        if len(lines) == len(new):
            return [_edit(document, contents, beside, lines, is_before=target.is_before)], [*lines, "\n".join(lines)]
    return [], []


def _item(contents: Contents, section: Section) -> ContentsItem | None:
    """The line of a section of the text before: found by its anchor, since rows have moved."""
    return next((item for item in contents.items if item.section and item.section.slug == section.slug), None)


def _line(document: Document, model: ContentsItem, like: Section, section: Section) -> str | None:
    """The model's line with another text and target; None where its text isn't the heading's, or a part of it."""
    if model.text_span is None or model.anchor_span is None:
        return None
    text = section.text if fold_title(model.text) == fold_title(like.text) else _part(model.text, like.text, section.text)
    if text is None:
        return None
    source = document.source.text
    head = source[model.span.start : model.text_span.start] + text
    return head + source[model.text_span.end : model.anchor_span.start] + section.slug + source[model.anchor_span.end : model.span.end]


def _part(text: str, like: str, heading: str) -> str | None:
    """What is to `heading` as `text` is to `like`: `CVPR` of `CVPR-2024` is `ICML` of `ICML-2026`."""
    at = like.find(text)
    if at < 0:
        return None
    before, behind = like[:at], like[at + len(text) :]
    years = re.compile(r"\d{4}")
    pattern = f"{_with_any_year(before, years)}(.+){_with_any_year(behind, years)}"
    m = re.fullmatch(pattern, heading)
    return m[1] if m else None


def _with_any_year(text: str, years: re.Pattern[str]) -> str:
    return r"\d{4}".join(re.escape(part) for part in years.split(text))


def _edit(document: Document, contents: Contents, beside: ContentsItem, lines: Sequence[str], *, is_before: bool) -> Edit:
    items = contents.items
    at = items.index(beside)
    if is_before:
        return Edit.insertion(beside.span.start, "".join(f"{line}\n" for line in lines) + _gap(document, contents, beside, len(lines)))
    while at + 1 < len(items) and items[at + 1].depth > beside.depth:
        at += 1
    return Edit.insertion(items[at].span.end, "".join(f"\n{line}" for line in lines))


def _gap(document: Document, contents: Contents, beside: ContentsItem, count: int) -> str:
    """The blank lines between groups of lines, if the contents have them there."""
    items = contents.items
    following = next((item for item in items[items.index(beside) + 1 :] if item.depth == beside.depth), None)
    if count == 1 or following is None:
        return ""
    between = document.source.text[: following.span.start]
    return between[len(between.rstrip("\n")) + 1 :]
