"""Inline content as phrases: its links, the list's own words, and the flat sequence of what a reader sees.

A `Phrase` is what the reading of entries works on: pieces of text, links, images and line breaks in order, each with its
range in the file, and `flat`, their visible text in one string.
"""

from __future__ import annotations

import html as entities
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from awesome_lint.markdown import html
from awesome_lint.markdown.tree import Inline, Node, plain_text
from awesome_lint.model import Link, LinkKind, Text
from awesome_lint.outline.autolinks import bare_urls
from awesome_lint.outline.links import LONGEST_LABEL, badge_in, badge_text, bare_label, brackets_around, dress_of, label_of
from awesome_lint.source import Source, Span

Role = Callable[[str], "str | None"]

# HTML elements that hold an entry or a part of one; their tags are pieces of a kind of their own.
_FRAMES = frozenset({"tr", "td", "th", "li"})
_CELLS = frozenset({"td", "th"})
_WORDS = frozenset({"text", "entity", "escape"})
# What holds no words of the list's own.
_UNREAD = frozenset({"image", "code"})
# What holds no bare URL.
_OPAQUE = frozenset({"link", "autolink", "image", "code", "html"})


class Piece(NamedTuple):
    """A part of a phrase. `kind`: text, code, link, image, break, tag, `<tr>`, `</li>` ... `text` is what a reader sees of it."""

    kind: str
    text: str
    span: Span
    strong: bool = False
    em: bool = False
    link: Link | None = None
    exact: bool = False  # whether text and source correspond character by character
    badge: str = ""  # what a shields.io badge says


class Phrase(NamedTuple):
    """Pieces in order, and their visible text with the offset that each begins at."""

    pieces: tuple[Piece, ...]
    flat: str
    starts: tuple[int, ...]
    links: tuple[Link, ...]

    @classmethod
    def of(cls, pieces: tuple[Piece, ...]) -> Phrase:
        """The phrase of some pieces."""
        starts, at = [], 0
        for piece in pieces:
            starts.append(at)
            at += len(piece.text)
        flat = "".join([piece.text for piece in pieces])
        links = tuple([piece.link for piece in pieces if piece.link is not None])
        return cls(pieces=pieces, flat=flat, starts=tuple(starts), links=links)

    def piece_at(self, offset: int) -> int | None:
        """The index of the piece that the character at an offset of `flat` belongs to."""
        if not 0 <= offset < len(self.flat):
            return None
        return bisect_right(self.starts, offset) - 1

    def lines(self) -> list[Phrase]:
        """The phrase cut at its line breaks; lines without anything to see are left out."""
        lines: list[list[Piece]] = [[]]
        for piece in self.pieces:
            if piece.kind == "break":
                lines.append([])
            else:
                lines[-1].append(piece)
        return [Phrase.of(tuple(line)) for line in lines if any(piece.text.strip() or piece.link for piece in line)]

    def within(self, span: Span) -> Phrase:
        """What of the phrase is written in a range of the source."""
        first = bisect_left(self.pieces, span.start, key=_begin)
        last = bisect_left(self.pieces, span.end, key=_begin)
        return Phrase.of(tuple([piece for piece in self.pieces[first:last] if piece.span.end <= span.end]))

    def source_span(self, start: int, end: int) -> Span | None:
        """The source of a range of `flat`; None for an empty one."""
        if start >= end:
            return None
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        return Span(_source_start(self.pieces[first], start - self.starts[first]), _source_end(self.pieces[last], end - self.starts[last]))


def _begin(piece: Piece) -> int:
    return piece.span.start


def _source_start(piece: Piece, offset: int) -> int:
    return piece.span.start + (offset if piece.exact else 0)


def _source_end(piece: Piece, offset: int) -> int:
    return piece.span.start + offset if piece.exact else piece.span.end


class Reading:
    """All of a page's links, words, HTML anchors and phrases, gathered in document order."""

    def __init__(self, source: Source, role: Role) -> None:
        self.source = source
        self.role = role
        self.links: list[Link] = []
        self.texts: list[Text] = []
        self.anchors: list[tuple[str, int]] = []
        self.comments: list[Span] = []
        self._phrases: dict[int, Phrase] = {}

    def read(self, inline: Inline, place: str = "prose") -> Phrase:
        """Read an inline's content; `place` is "heading" or "prose"."""
        phrase = self._phrases[inline.number] = _Reader(self, inline, place).phrase()
        return phrase

    def phrase(self, inline: Inline) -> Phrase:
        """The phrase of an inline that has been read."""
        return self._phrases[inline.number]


class _Reader:
    """Reads one Inline: one walk over its nodes."""

    def __init__(self, reading: Reading, inline: Inline, place: str) -> None:
        self.reading, self.inline, self.place = reading, inline, place
        self.source = reading.source.text
        self.pieces: list[Piece] = []
        self.strong = self.em = 0
        self.opaque = 0  # depth of HTML elements whose content is no prose
        self.html_link: tuple[Node, str, int] | None = None  # its opening tag, its URL, the pieces before it
        self.bare = list(self._bare_urls()) if self._may_hold_bare_url(inline.nodes) else []
        self.bare_ends = [url.end for url in self.bare]

    def phrase(self) -> Phrase:
        self._walk(self.inline.nodes)
        self._texts(self.inline.nodes, self.place)
        return Phrase.of(tuple(self.pieces))

    # Nodes

    def _walk(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            kind = node.kind
            if kind == "text":
                self._text(node)
            elif kind == "link":
                self._link(node)
            elif kind == "autolink":
                self._autolink(node)
            elif kind == "html":
                self._html(node)
            elif kind == "strong":
                self.strong += 1
                self._walk(node.children)
                self.strong -= 1
            elif kind == "em":
                self.em += 1
                self._walk(node.children)
                self.em -= 1
            elif kind == "strike":
                self._walk(node.children)
            else:
                self._leaf(node)

    def _leaf(self, node: Node) -> None:
        kind, source = node.kind, self.source
        if kind == "break":
            self._add("break", "\n", node)
        elif kind == "entity":
            self._add("text", entities.unescape(source[node.start : node.end]), node)
        elif kind == "escape":
            self._add("text", source[node.start + 1 : node.end], node)
        elif kind == "code":
            self._add("code", plain_text([node], source), node)
        elif kind == "image":
            self._add("image", plain_text([node], source), node, badge=badge_text(node.href))

    def _add(self, kind: str, text: str, node: Node, badge: str = "") -> None:
        self._add_piece(kind, text, Span(node.start, node.end), badge=badge)

    def _add_piece(self, kind: str, text: str, span: Span, link: Link | None = None, badge: str = "") -> None:
        exact = kind == "text" and len(text) == span.end - span.start
        strong, em = self.strong > 0, self.em > 0
        self.pieces.append(Piece(kind=kind, text=text, span=span, strong=strong, em=em, link=link, exact=exact, badge=badge))

    def _text(self, node: Node) -> None:
        if not self.bare:
            self._add("text", self.source[node.start : node.end], node)
            return
        cursor = node.start
        for url in self._bare_in(node.start, node.end):
            if url.start > cursor:
                self._add_piece("text", self.source[cursor : url.start], Span(cursor, url.start))
            if url.start >= node.start:  # a URL that emphasis cuts in two is one link, added where it begins
                self._bare_link(url)
            cursor = min(url.end, node.end)
        if cursor < node.end:
            self._add_piece("text", self.source[cursor : node.end], Span(cursor, node.end))

    # Links

    def _may_hold_bare_url(self, nodes: Sequence[Node]) -> bool:
        """Whether a text outside of links, images, code and tags holds the beginning of a URL."""
        for node in nodes:
            if node.kind == "text":
                text = self.source[node.start : node.end]
                if "://" in text or "www." in text.lower():
                    return True
            elif node.children and node.kind not in _OPAQUE and self._may_hold_bare_url(node.children):
                return True
        return False

    def _bare_urls(self) -> Iterator[Span]:
        """Bare URLs outside of links, images, code and tags."""
        cursor = self.inline.span.start
        for node in self._opaque_nodes(self.inline.nodes):
            yield from bare_urls(self.source, cursor, node.start)
            cursor = node.end
        yield from bare_urls(self.source, cursor, self.inline.span.end)

    def _bare_in(self, start: int, end: int) -> Iterator[Span]:
        """The bare URLs that a range has a part of."""
        for at in range(bisect_right(self.bare_ends, start), len(self.bare)):
            if self.bare[at].start >= end:
                return
            yield self.bare[at]

    def _opaque_nodes(self, nodes: Sequence[Node]) -> Iterator[Node]:
        for node in nodes:
            if node.kind in _OPAQUE:
                yield node
            elif node.children:
                yield from self._opaque_nodes(node.children)

    def _bare_link(self, span: Span) -> None:
        url = self.source[span.start : span.end]
        if self.opaque or self.html_link:
            self._add_piece("text", url, span)
            return
        href = url if "://" in url[:8] else f"http://{url}"
        url_span = span if href == url else None
        self._add_link(
            Link(span=span, outer=span, kind=LinkKind.BARE, label="", label_span=None, url=href, url_span=url_span, dress="u"), ""
        )

    def _autolink(self, node: Node) -> None:
        href, span = node.href if ":" in node.href else f"mailto:{node.href}", Span(node.start, node.end)
        link = Link(
            span=span, outer=span, kind=LinkKind.AUTOLINK, label="", label_span=None, url=href, url_span=node.inner, dress="<u>"
        )  # fmt: skip
        self._add_link(link, node.href)

    def _link(self, node: Node) -> None:
        label, is_badge = label_of(self.source, node)
        dress = dress_of(self.source, node, self.inline.span)
        link = Link(
            span=Span(node.start, node.end),
            outer=dress.outer,
            kind=LinkKind.INLINE if self.source[node.end - 1] == ")" else LinkKind.REFERENCE,
            label=label,
            label_span=dress.core,
            url=node.href,
            url_span=node.url,
            dress=dress.pattern,
            role=self._role(label),
            is_badge=is_badge,
        )
        strong, em = self.strong, self.em
        if len(node.children) == 1:
            self.strong += node.children[0].kind == "strong"
            self.em += node.children[0].kind == "em"
        self._add_link(link, label, badge_in(node.children) if is_badge else "")
        self.strong, self.em = strong, em
        self._anchors_in(node.children)

    def _add_link(self, link: Link, label: str, badge: str = "") -> None:
        self.reading.links.append(link)
        self._add_piece("link", label, link.span, link, badge)

    def _role(self, label: str) -> str | None:
        return self.reading.role(label) if 0 < len(label) <= LONGEST_LABEL else None

    # HTML

    def _html(self, node: Node) -> None:
        raw = self.source[node.start : node.end]
        if raw.startswith("<!--"):
            self.reading.comments.append(Span(node.start, node.end))
            return
        tag = html.tag(raw)
        if tag is None:
            return
        self._anchor(tag, node)
        if tag.name in _CELLS:
            self._end_html_link(node.start)  # a link ends with its cell (HTML, 13.2.6.4.15)
        if tag.name == "a":
            self._html_anchor(tag, node)
        elif tag.name in ("b", "strong"):
            self.strong = max(0, self.strong + (-1 if tag.closing else 1))
        elif tag.name in ("i", "em"):
            self.em = max(0, self.em + (-1 if tag.closing else 1))
        elif tag.name == "br":
            self._add("break", "\n", node)
        elif tag.name == "img":
            self._add("image", tag.attributes.get("alt", ""), node, badge=badge_text(tag.attributes.get("src", "")))
        else:
            self.opaque = max(0, self.opaque + (-1 if tag.closing else 1)) if tag.name in html.OPAQUE else self.opaque
            self._add(f"<{'/' * tag.closing}{tag.name}>" if tag.name in _FRAMES else "tag", "", node)

    def _anchor(self, tag: html.Tag, node: Node) -> None:
        names = (tag.attributes.get("id"), tag.attributes.get("name") if tag.name == "a" else None)
        self.reading.anchors.extend((name, node.start) for name in dict.fromkeys(names) if name)

    def _anchors_in(self, nodes: Sequence[Node]) -> None:
        """HTML anchors inside a link's label."""
        for node in nodes:
            if node.kind == "html" and (tag := html.tag(self.source[node.start : node.end])):
                self._anchor(tag, node)

    def _html_anchor(self, tag: html.Tag, node: Node) -> None:
        if tag.closing:
            self._end_html_link(node.end)
            return
        href = tag.attributes.get("href")
        self.html_link = (node, href.strip(), len(self.pieces)) if href is not None else None

    def _end_html_link(self, end: int) -> None:
        """End the link that is open, if one is."""
        if self.html_link is None:
            return
        opened, href, before = self.html_link
        self.html_link = None
        inside = [piece for piece in self.pieces[before:] if piece.kind != "tag"]
        if any(piece.link for piece in inside):
            return
        label = bare_label(" ".join("".join(piece.text for piece in inside).split()))
        shown = [piece for piece in inside if piece.kind == "image" or piece.text.strip()]
        span = Span(opened.start, end)
        opening, closing = brackets_around(self.source, span, self.inline.span)
        link = Link(
            span=span,
            outer=Span(span.start - len(opening), span.end + len(closing)),
            kind=LinkKind.HTML,
            label=label,
            label_span=None,
            url=href,
            url_span=None,
            dress=f'{opening}<a href="u">x</a>{closing}',
            role=self._role(label),
            is_badge=bool(shown) and all(piece.kind == "image" for piece in shown),
        )
        del self.pieces[before:]
        strong = self.strong > 0 or (bool(shown) and all(piece.strong for piece in shown))
        self.reading.links.append(link)
        self.pieces.append(Piece(kind="link", text=label, span=link.span, strong=strong, em=self.em > 0, link=link))

    # Words

    def _texts(self, nodes: Sequence[Node], place: str) -> None:
        """Gather the runs of the content's own words, entities and escapes included, one line at most each."""
        opaque = 0
        start = end = -1  # of the run being read
        for node in nodes:
            if node.kind in _WORDS:
                start, end = node.start if start < 0 else start, node.end
                continue
            if start >= 0 and not opaque:
                self._own_words(start, end, place)
            start = -1
            if node.kind == "html":
                if (tag := html.tag(self.source[node.start : node.end])) and tag.name in html.OPAQUE:
                    opaque = max(0, opaque + (-1 if tag.closing else 1))
            elif node.children and not opaque and node.kind not in _UNREAD:
                self._texts(node.children, "label" if node.kind == "link" else place)
        if start >= 0 and not opaque:
            self._own_words(start, end, place)

    def _own_words(self, start: int, end: int, place: str) -> None:
        """Add a run, without the bare URLs in it."""
        cursor = start
        for url in self._bare_in(start, end):
            self._add_text(cursor, url.start, place)
            cursor = url.end
        self._add_text(cursor, end, place)

    def _add_text(self, start: int, end: int, place: str) -> None:
        words = self.source[start:end]
        if words and not words.isspace():
            self.reading.texts.append(Text(Span(start, end), words, place))
