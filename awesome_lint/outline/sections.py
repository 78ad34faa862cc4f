"""Headings as sections: ATX and setext ones, and those written in HTML."""

from __future__ import annotations

import html as entities
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from awesome_lint.errors import UserError
from awesome_lint.markdown import html
from awesome_lint.markdown.tree import Block, Inline, Node, plain_text
from awesome_lint.model import HeadingKind, Section
from awesome_lint.outline.phrases import Phrase, Reading
from awesome_lint.outline.slugs import Slugger
from awesome_lint.source import Source, Span

MOST_HEADINGS = 10_000
"""Of one file. The most that one of 95 real lists has is 480; rules, styles and layout do work for each."""

_HTML_HEADING = re.compile(r"h([1-6])")
_OUTSIDE_TEXT = frozenset({"image", "tag"})
# An anchor belongs to the heading below it when nothing but tags, quotes and blank lines is between.
_NOTHING_BETWEEN = re.compile(r"(?:\s|<[^<>]{0,400}>|&nbsp;)*\Z")
_LONGEST_GAP = 400


class Heading(NamedTuple):
    """A heading as it was found: what a section is made of."""

    level: int
    span: Span
    text_span: Span
    phrase: Phrase
    rendered: str
    kind: HeadingKind


def markdown_heading(source: Source, block: Block, phrase: Phrase) -> Heading:
    """A heading written with `#` or underlined."""
    span = block.span(source)
    kind = HeadingKind.SETEXT if block.markup in ("=", "-") else HeadingKind.ATX
    if not block.inlines:
        return Heading(block.level, span, Span(span.end, span.end), phrase, "", kind)
    inline = block.inlines[0]
    return Heading(block.level, span, inline.span, phrase, _rendered(inline.nodes, source.text), kind)


def html_headings(source: Source, inline: Inline, reading: Reading) -> Iterator[Heading]:
    """The `<hN>` elements of an HTML block or of a paragraph."""
    opened: tuple[int, int] | None = None  # level, which node
    content = source.text
    for at, node in enumerate(inline.nodes):
        if node.kind != "html" or content[node.start + 1 : node.start + 3].strip("/").lower()[:1] != "h":
            continue
        tag = html.tag(content[node.start : node.end])
        m = tag and _HTML_HEADING.fullmatch(tag.name)
        if not tag or not m:
            continue
        if not tag.closing:
            opened = (int(m[1]), at)
        elif opened:
            level, first = opened
            opened = None
            tag_before = inline.nodes[first]
            text_span = Span(tag_before.end, node.start)
            rendered = _rendered(inline.nodes[first + 1 : at], content)
            phrase = reading.phrase(inline).within(text_span)
            yield Heading(level, Span(tag_before.start, node.end), text_span, phrase, rendered, HeadingKind.HTML)


def _rendered(nodes: tuple[Node, ...], content: str) -> str:
    """The text that GitHub makes the anchor of: no markup, no images, no tags, blanks as written."""
    parts = []
    for node in nodes:
        if node.kind == "text":
            parts.append(content[node.start : node.end])
        elif node.kind == "escape":
            parts.append(content[node.start + 1 : node.end])
        elif node.kind == "entity":
            parts.append(entities.unescape(content[node.start : node.end]))
        elif node.kind in ("code", "autolink"):
            parts.append(plain_text([node], content))
        elif node.kind == "break":
            parts.append("\n")
        elif node.kind != "image":
            parts.append(_rendered(node.children, content))
    return "".join(parts)


def sections(source: Source, headings: list[Heading], anchors: list[tuple[str, int]]) -> tuple[Section, ...]:
    """The sections of all headings, in document order, with GitHub's anchors. Raises UserError for more than any list has."""
    if len(headings) > MOST_HEADINGS:
        raise UserError(
            f"more than {MOST_HEADINGS:,} headings",
            filename=source.filename,
            row=source.row(headings[MOST_HEADINGS].span.start),
            remedy="split the file, or exclude it",
        )
    slugger = Slugger()
    made: list[Section] = []
    open_levels: list[Section] = []
    for index, heading in enumerate(headings):
        shown = [piece for piece in heading.phrase.pieces if piece.kind not in _OUTSIDE_TEXT and not (piece.link and piece.link.is_badge)]
        text = "".join("\n" if piece.kind == "break" else piece.text or _url(piece.link) for piece in shown)
        while open_levels and open_levels[-1].level >= heading.level:
            open_levels.pop()
        section = Section(
            number=index,
            level=heading.level,
            text=" ".join((text if text.strip() else heading.phrase.flat).split()),
            span=heading.span,
            text_span=heading.text_span,
            slug=slugger.add(heading.rendered),
            kind=heading.kind,
            parent=open_levels[-1].number if open_levels else None,
        )
        open_levels.append(section)
        made.append(section)
    return tuple(_with_anchors(source, made, anchors))


def _url(link: object) -> str:
    return str(getattr(link, "url", ""))


def _with_anchors(source: Source, made: list[Section], anchors: list[tuple[str, int]]) -> Iterator[Section]:
    offsets = [offset for _, offset in anchors]
    end = 0
    for section in made:
        first = bisect_left(offsets, max(end, section.span.start - _LONGEST_GAP))
        last = bisect_left(offsets, section.span.end)
        end = section.span.end
        near = [
            name for name, offset in anchors[first:last] if offset >= section.span.start or _right_above(source, offset, section.span.start)
        ]
        yield section._replace(anchors=tuple(dict.fromkeys(near))) if near else section


def _right_above(source: Source, anchor: int, heading: int) -> bool:
    return _NOTHING_BETWEEN.match(source.text[anchor:heading]) is not None
