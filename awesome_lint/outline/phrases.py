"""Inline content as phrases: its links, the list's own words, and the flat sequence of what a reader sees.

A `Phrase` is what the heuristics of entries work on: pieces of text, links, images and line breaks in
order, each with its source span, and `flat`, their visible text in one string.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from awesome_lint.markdown.blocks import Inline
from awesome_lint.markdown.nodes import Node, plain_text, unescape
from awesome_lint.model import Link, LinkKind, Text
from awesome_lint.outline import html
from awesome_lint.outline.autolinks import bare_urls
from awesome_lint.source import Source, Span

Role = Callable[[str], "str | None"]

# Labels with a role are short; a title needs no look into the packs.
LONGEST_LABEL = 40

# What may stand around a link as its brackets; `[` and `]` may be escaped.
_OUTER = {"[": "]", "(": ")", "（": "）", "【": "】", "「": "」", "<": ">"}
# What may stand around a label inside the link.
_INNER = (("\\[", "\\]"), ("[", "]"), ("***", "***"), ("**", "**"), ("__", "__"), ("*", "*"), ("_", "_"), ("``", "``"), ("`", "`"))
_SHIELD = re.compile(r"https?://(?:img\.)?shields\.io/(?:static/v1/)?badge/([^?#\s]{1,200}?)(?:\.svg|\.png)?(?:[?#]|\Z)")
_INNER_STARTS = frozenset(opening[0] for opening, _ in _INNER)
# HTML elements that hold an entry or a part of one; their tags are pieces of a kind of their own.
_FRAMES = frozenset({"tr", "td", "th", "li"})
_LINK_KINDS = frozenset({"link", "autolink"})
_WORDS = frozenset({"text", "entity", "escape"})
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
        starts, at = [], 0
        for piece in pieces:
            starts.append(at)
            at += len(piece.text)
        flat = "".join([piece.text for piece in pieces])
        return cls(pieces, flat, tuple(starts), tuple([piece.link for piece in pieces if piece.link is not None]))

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

    def source_span(self, start: int, end: int) -> Span | None:
        """The source of a range of `flat`; None for an empty one."""
        if start >= end:
            return None
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        return Span(_source_start(self.pieces[first], start - self.starts[first]), _source_end(self.pieces[last], end - self.starts[last]))


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
        self.phrases: dict[int, Phrase] = {}  # by id() of the Inline

    def read(self, inline: Inline, place: str = "prose") -> Phrase:
        """Read an inline's content; `place` is "heading" or "prose"."""
        phrase = self.phrases[id(inline)] = _plain_phrase(self, inline, place) or _Reader(self, inline, place).phrase()
        return phrase

    def phrase(self, inline: Inline) -> Phrase:
        """The phrase of an inline that has been read."""
        return self.phrases[id(inline)]


def _plain_phrase(reading: Reading, inline: Inline, place: str) -> Phrase | None:
    """The phrase of nothing but words, code, images, emphasis and links labelled in these; None of anything else.

    Nine of ten contents are such. `_Reader` makes the same of them in twice the time (tests compare).
    """
    if not inline.exact:
        return None
    content, lines = inline.content, iter(inline.pieces)
    offset, start_of_line = next(lines)
    shift = start_of_line - offset  # from the content to the file, in the line that is being read
    may_hold_domain, has_lines = "www." in content.lower(), len(inline.pieces) > 1
    pieces: list[Piece] = []
    starts: list[int] = []
    links: list[Link] = []
    texts: list[Text] = []
    at = 0
    for node in inline.nodes:
        starts.append(at)
        kind, start, end, inner, url, href, children = node
        if kind == "break":
            pieces.append(
                Piece(
                    kind="break", text="\n", span=inline.source_span(start, end), strong=False, em=False, link=None, exact=False, badge=""
                )
            )
            offset, start_of_line = next(lines, (offset, start_of_line))  # an HTML block's lines are one piece
            shift = start_of_line - offset
            at += 1
            continue
        if has_lines and content.find("\n", start, end) >= 0:
            return None
        strong, em = kind == "strong", kind == "em"
        if (strong or em) and len(children) == 1:
            node = children[0]  # noqa: PLW2901 - what is emphasized stands for it
            kind, start, end, inner, url, href, children = node
        if kind == "text":
            shown = content[start:end]
            if "://" in shown or (may_hold_domain and "www." in shown.lower()):
                return None
            span = Span(start + shift, end + shift)
            pieces.append(Piece(kind="text", text=shown, span=span, strong=strong, em=em, link=None, exact=True, badge=""))
            if not shown.isspace():
                texts.append(Text(span, shown, place))
        elif kind == "link" and url is not None and _is_plain_label(children):
            link, badge = _plain_link(node, content, shift, reading.role)
            shown = link.label
            links.append(link)
            pieces.append(Piece(kind="link", text=shown, span=link.span, strong=strong, em=em, link=link, exact=False, badge=badge))
            texts += _texts_of_label(children, content, shift)
        elif kind in ("code", "image"):
            shown = content[inner[0] : inner[1]]
            badge = _badge(href) if kind == "image" else ""
            pieces.append(
                Piece(
                    kind=kind, text=shown, span=Span(start + shift, end + shift), strong=strong, em=em, link=None, exact=False, badge=badge
                )
            )
        else:
            return None
        at += len(shown)
    reading.links += links
    reading.texts += texts
    return Phrase(pieces=tuple(pieces), flat="".join([piece.text for piece in pieces]), starts=tuple(starts), links=tuple(links))


_PLAIN_IN_LABEL = frozenset({"text", "image", "code"})


def _texts_of_label(nodes: tuple[Node, ...], content: str, shift: int) -> list[Text]:
    return [
        Text(Span(node.start + shift, node.end + shift), words, "label")
        for node in nodes
        if node.kind == "text" and not (words := content[node.start : node.end]).isspace()
    ]


def _is_plain_label(nodes: tuple[Node, ...]) -> bool:
    return (len(nodes) == 1 and nodes[0].kind == "text") or all(node.kind in _PLAIN_IN_LABEL for node in nodes)


def _plain_link(node: Node, content: str, shift: int, role: Role) -> tuple[Link, str]:
    """A link labelled in plain words, code and images, in a content that stands `shift` characters into the file; what its badge says."""
    _, start, end, _, url, href, _ = node
    assert url is not None
    label, is_badge = _label(content, node)
    core, before, after, dress = _dress(content, node)
    link = Link(
        span=(span := Span(start + shift, end + shift)),
        outer=Span(start - before + shift, end + after + shift) if before else span,
        kind=LinkKind.INLINE,
        label=label,
        label_span=Span(core[0] + shift, core[1] + shift),
        url=href,
        url_span=Span(url[0] + shift, url[1] + shift),
        dress=dress,
        role=role(label) if 0 < len(label) <= LONGEST_LABEL else None,
        is_badge=is_badge,
    )
    return link, _said_by_badge(node) if is_badge else ""


def _said_by_badge(link: Node) -> str:
    """What the first image of a label says that says anything."""
    return next((said for child in link.children if child.kind == "image" and (said := _badge(child.href))), "")


class _Reader:
    """Reads one Inline: one walk over its nodes."""

    def __init__(self, reading: Reading, inline: Inline, place: str) -> None:
        self.reading, self.inline, self.place = reading, inline, place
        self.content = inline.content
        self.span_of = inline.locator()
        self.pieces: list[Piece] = []
        self.strong = self.em = 0
        self.opaque = 0  # depth of HTML elements whose content is no prose
        self.html_link: tuple[Node, str, int] | None = None  # its opening tag, its URL, the pieces before it
        self.bare = list(self._bare_urls()) if self._may_hold_bare_url(inline.nodes) else []

    def phrase(self) -> Phrase:
        self._walk(self.inline.nodes)
        self._texts()
        return Phrase.of(tuple(self.pieces))

    # Nodes

    def _walk(self, nodes: tuple[Node, ...]) -> None:
        for node in nodes:
            kind = node.kind
            if kind == "text":
                self._text(node)
            elif kind in _LINK_KINDS:
                self._link(node)
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
        kind, content = node.kind, self.content
        if kind == "break":
            self._add("break", "\n", node.start, node.end)
        elif kind == "entity":
            self._add("text", unescape(content[node.start : node.end]), node.start, node.end)
        elif kind == "escape":
            self._add("text", content[node.start + 1 : node.end], node.start, node.end)
        elif kind == "code":
            self._add("code", content[node.inner.start : node.inner.end], node.start, node.end)
        elif kind == "image":
            self._add("image", content[node.inner.start : node.inner.end], node.start, node.end, badge=_badge(node.href))

    def _add(self, kind: str, text: str, start: int, end: int, link: Link | None = None, badge: str = "") -> None:
        span = self.span_of(start, end) if link is None else link.span
        exact = kind == "text" and len(text) == end - start and span.end - span.start == end - start
        self.pieces.append(
            Piece(kind=kind, text=text, span=span, strong=self.strong > 0, em=self.em > 0, link=link, exact=exact, badge=badge)
        )

    def _text(self, node: Node) -> None:
        if not self.bare:
            self._add("text", self.content[node.start : node.end], node.start, node.end)
            return
        cursor = node.start
        for url in self.bare:
            if url.end <= cursor or url.start >= node.end:
                continue
            if url.start > cursor:
                self._add("text", self.content[cursor : url.start], cursor, url.start)
            if url.start >= node.start:  # a URL that emphasis cuts in two is one link, added where it begins
                self._bare_link(url)
            cursor = min(url.end, node.end)
        if cursor < node.end:
            self._add("text", self.content[cursor : node.end], cursor, node.end)

    def _may_hold_bare_url(self, nodes: tuple[Node, ...]) -> bool:
        """Whether a bare URL can stand outside of links, images, code and tags: the least that one is made of is a text's own."""
        return "www." in self.content.lower() or ("://" in self.content and self._has_scheme(nodes))

    def _has_scheme(self, nodes: tuple[Node, ...]) -> bool:
        for node in nodes:
            if node.kind == "text":
                if self.content.find("://", node.start, node.end) >= 0:
                    return True
            elif node.children and node.kind != "link" and self._has_scheme(node.children):
                return True
        return False

    def _bare_urls(self) -> Iterator[Span]:
        """Bare URLs outside of links, images, code and tags."""
        cursor = 0
        for node in self._opaque_nodes(self.inline.nodes):
            yield from bare_urls(self.content, cursor, node.start)
            cursor = node.end
        yield from bare_urls(self.content, cursor)

    def _opaque_nodes(self, nodes: tuple[Node, ...]) -> Iterator[Node]:
        for node in nodes:
            if node.kind in _OPAQUE:
                yield node
            elif node.children:
                yield from self._opaque_nodes(node.children)

    # Links

    def _bare_link(self, url: Span) -> None:
        if self.opaque or self.html_link:
            self._add("text", self.content[url.start : url.end], url.start, url.end)
            return
        span = self.inline.source_span(*url)
        text = self.content[url.start : url.end]
        href = text if "://" in text[:8] else f"http://{text}"
        link = Link(span, span, LinkKind.BARE, "", None, href, span if href == text and self.inline.exact else None, "u")
        self._add_link(link, "", url.start, url.end)

    def _link(self, node: Node) -> None:
        is_exact, span_of = self.inline.exact, self.span_of
        span = span_of(node.start, node.end)
        if node.kind == "autolink":
            href = node.href if ":" in node.href else f"mailto:{node.href}"
            url_span = span_of(*node.inner) if is_exact else None
            self._add_link(Link(span, span, LinkKind.AUTOLINK, "", None, href, url_span, "<u>"), node.href, node.start, node.end)
            return
        label, is_badge = _label(self.content, node)
        core, before, after, dress = _dress(self.content, node)
        link = Link(
            span=span,
            outer=span_of(node.start - before, node.end + after) if before else span,
            kind=LinkKind.INLINE if node.url is not None else LinkKind.REFERENCE,
            label=label,
            label_span=span_of(*core) if is_exact else None,
            url=node.href,
            url_span=span_of(*node.url) if is_exact and node.url is not None else None,
            dress=dress,
            role=self.reading.role(label) if 0 < len(label) <= LONGEST_LABEL else None,
            is_badge=is_badge,
        )
        strong, em = self.strong, self.em
        if len(node.children) == 1:
            self.strong += node.children[0].kind == "strong"
            self.em += node.children[0].kind == "em"
        self._add_link(link, label, node.start, node.end, _said_by_badge(node) if is_badge else "")
        self.strong, self.em = strong, em
        if "<" in self.content:
            self._anchors_in(node.children)

    def _add_link(self, link: Link, label: str, start: int, end: int, badge: str = "") -> None:
        self.reading.links.append(link)
        self._add("link", label, start, end, link, badge)

    # HTML

    def _html(self, node: Node) -> None:
        raw = self.content[node.start : node.end]
        if raw.startswith("<!--"):
            self.reading.comments.append(self.inline.source_span(node.start, node.end))
            return
        tag = html.tag(raw)
        if tag is None:
            return
        self._anchor(tag, node)
        if tag.name == "a":
            self._html_anchor(tag, node)
        elif tag.name in ("b", "strong"):
            self.strong = max(0, self.strong + (-1 if tag.closing else 1))
        elif tag.name in ("i", "em"):
            self.em = max(0, self.em + (-1 if tag.closing else 1))
        elif tag.name == "br":
            self._add("break", "\n", node.start, node.end)
        elif tag.name == "img":
            self._add("image", tag.attributes.get("alt", ""), node.start, node.end, badge=_badge(tag.attributes.get("src", "")))
        else:
            self.opaque = max(0, self.opaque + (-1 if tag.closing else 1)) if html.is_opaque(tag.name) else self.opaque
            self._add(f"<{'/' * tag.closing}{tag.name}>" if tag.name in _FRAMES else "tag", "", node.start, node.end)

    def _anchor(self, tag: html.Tag, node: Node) -> None:
        at = self.inline.at(node.start)
        names = (tag.attributes.get("id"), tag.attributes.get("name") if tag.name == "a" else None)
        self.reading.anchors.extend((name, at) for name in dict.fromkeys(names) if name)

    def _anchors_in(self, nodes: tuple[Node, ...]) -> None:
        """HTML anchors inside a link's label."""
        for node in nodes:
            if node.kind == "html" and (tag := html.tag(self.content[node.start : node.end])):
                self._anchor(tag, node)

    def _html_anchor(self, tag: html.Tag, node: Node) -> None:
        if not tag.closing:
            href = tag.attributes.get("href")
            self.html_link = (node, href.strip(), len(self.pieces)) if href is not None else None
            return
        if self.html_link is None:
            return
        opened, href, before = self.html_link
        self.html_link = None
        inside = [piece for piece in self.pieces[before:] if piece.kind != "tag"]
        if any(piece.link for piece in inside):
            return
        label = _bare_label(" ".join("".join(piece.text for piece in inside).split()))
        shown = [piece for piece in inside if piece.kind == "image" or piece.text.strip()]
        start, end = opened.start, node.end
        before_brackets, after_brackets = _around(self.content, start, end)
        link = Link(
            span=self.inline.source_span(start, end),
            outer=self.inline.source_span(start - len(before_brackets), end + len(after_brackets)),
            kind=LinkKind.HTML,
            label=label,
            label_span=None,
            url=href,
            url_span=None,
            dress=f'{before_brackets}<a href="u">x</a>{after_brackets}',
            role=self.reading.role(label) if 0 < len(label) <= LONGEST_LABEL else None,
            is_badge=bool(shown) and all(piece.kind == "image" for piece in shown),
        )
        del self.pieces[before:]
        strong = self.strong > 0 or (bool(shown) and all(piece.strong for piece in shown))
        self.reading.links.append(link)
        self.pieces.append(Piece("link", label, link.span, strong, self.em > 0, link))

    # Words

    def _texts(self) -> None:
        """Runs of the content's own words, entities and escapes included, one line at most each."""
        if not self.inline.exact:
            return
        place, source = self.place, self.reading.source
        for in_label, start, end in _runs(self.inline.nodes, self.content, in_label=False):
            cursor = start
            for url in self.bare:
                if url.end <= cursor or url.start >= end:
                    continue
                self._own_words(source, cursor, url.start, "label" if in_label else place)
                cursor = url.end
            self._own_words(source, cursor, end, "label" if in_label else place)

    def _own_words(self, source: Source, start: int, end: int, place: str) -> None:
        words = self.content[start:end]
        if words and not words.isspace():
            span = self.span_of(start, end)
            self.reading.texts.append(Text(span, words if "\n" not in words else source[span], place))


def _runs(nodes: tuple[Node, ...], content: str, *, in_label: bool) -> Iterator[tuple[bool, int, int]]:
    """Runs of text, entities and escapes: whether in a link's label, start and end."""
    opaque = 0
    start = end = -1  # of the run being read
    for node in nodes:
        if node.kind in _WORDS:
            start, end = node.start if start < 0 else start, node.end
            continue
        if start >= 0 and not opaque:
            yield in_label, start, end
        start = -1
        if node.kind == "html":
            if (tag := html.tag(content[node.start : node.end])) and html.is_opaque(tag.name):
                opaque = max(0, opaque + (-1 if tag.closing else 1))
        elif node.children and not opaque:
            yield from _runs(node.children, content, in_label=in_label or node.kind == "link")
    if start >= 0 and not opaque:
        yield in_label, start, end


def _label(content: str, node: Node) -> tuple[str, bool]:
    """What a reader sees of a link's label, without brackets; and whether it is a badge."""
    if len(node.children) == 1 and node.children[0].kind == "text":
        return _bare_label(" ".join(content[node.inner.start : node.inner.end].split())), False
    shown = [child for child in node.children if child.kind != "break" and content[child.start : child.end].strip()]
    is_badge = bool(shown) and all(child.kind == "image" or _is_html_image(content, child) for child in shown)
    text = plain_text(node.children, content, node.inner.start, node.inner.end)
    if is_badge and not text:
        text = " ".join(_alt(content[child.start : child.end]) for child in shown if child.kind == "html")
    return _bare_label(" ".join(text.split())), is_badge


def _dress(content: str, node: Node) -> tuple[Span, int, int, str]:
    """A link's label without its markup, how long the brackets before and behind the link are, and the pattern of both."""
    core = node.inner
    opening = closing = ""
    while core.start < core.end and content[core.start] in _INNER_STARTS:
        pair = next((p for p in _INNER if _wrapped(content, core, p)), None)
        if pair is None:
            break
        core = Span(core.start + len(pair[0]), core.end - len(pair[1]))
        opening, closing = opening + pair[0], pair[1] + closing
    before, after = _around(content, node.start, node.end)
    shown = "![x](i)" if len(node.children) == 1 and node.children[0].kind == "image" else "x"
    if node.url is None:
        tail = "[r]" if content[node.end - 1] == "]" and content[node.inner.end + 1 : node.inner.end + 2] == "[" else ""
    elif node.end - node.url.end == 1:
        tail = "(u)"
    else:
        tail = '(u "t")' if content[node.url.end : node.end].strip("> \t\n)") else "(u)"
    return core, len(before), len(after), f"{before}[{opening}{shown}{closing}]{tail}{after}"


def _badge(url: str) -> str:
    """What a static shields.io badge says: `.../badge/Conference-CVPR%2723-blue` says `CVPR'23`."""
    m = _SHIELD.match(url)
    if m is None:
        return ""
    parts = [part.replace("\0", "-").replace("_", " ") for part in unquote(m[1]).replace("--", "\0").split("-")]
    return parts[-2] if len(parts) > 2 else parts[0]


def _is_html_image(content: str, node: Node) -> bool:
    return node.kind == "html" and content.startswith("<img", node.start)


def _alt(raw: str) -> str:
    tag = html.tag(raw)
    return tag.attributes.get("alt", "") if tag else ""


def _bare_label(label: str) -> str:
    """A label without one pair of brackets around all of it."""
    while len(label) > 2 and label[0] == "[" and label[-1] == "]" and "[" not in label[1:-1]:
        label = label[1:-1].strip()
    return label


def _wrapped(content: str, span: Span, pair: tuple[str, str]) -> bool:
    """Whether a range of the content is wrapped in a pair of markers, which occur at its ends only."""
    opening, closing = pair
    start, end = span.start + len(opening), span.end - len(closing)
    if start >= end or not content.startswith(opening, span.start) or not content.startswith(closing, end):
        return False
    return closing not in content[start:end] and opening not in content[start:end]


def _around(content: str, start: int, end: int) -> tuple[str, str]:
    """The brackets right around a range of the content, ("", "") if there are none."""
    opening = content[start - 1] if start else ""
    if (closing := _OUTER.get(opening)) is None:
        return "", ""
    if opening == "[" and content.endswith("\\[", 0, start) and content.startswith("\\]", end):
        return "\\[", "\\]"
    if content.startswith(closing, end):
        return opening, closing
    return "", ""
