"""Markdown with exact source positions: markdown-it's blocks, and its inline tokens as a tree of spans.

markdown-it gives inline tokens no positions. Every inline rule starts at `state.pos` and moves it, so the
tokenizer below notes where each began and ended (tests check it against the CommonMark and GFM examples). The
content of an inline token is made of suffixes of its source lines (paragraphs, items, quotes), or
stands left to right in one line (headings, cells), which maps it back to the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from string import punctuation
from sys import maxsize
from typing import TYPE_CHECKING, Any

from awesome_lint.block_rules import speed_up
from awesome_lint.errors import UserError
from awesome_lint.nodes import NOWHERE, Node, plain_text, simple_nodes
from awesome_lint.patterns import lazy
from awesome_lint.records import NamedTuple
from awesome_lint.source import Source, Span, make_span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# A line this long makes markdown-it quadratic in places; the longest of 219 real lists has 26,000 characters.
LONGEST_LINE = 1_000_000


class Inline(NamedTuple):
    """The inline content of one block: its text, its nodes, and where both stand in the file.

    `pieces` pairs content offsets with source offsets, one a line. `exact` is False where the content is not
    a copy of the source (a cell with an escaped pipe, a tab cut in two): then only `span` can be relied on.
    """

    content: str
    nodes: tuple[Node, ...]
    span: Span
    pieces: tuple[tuple[int, int], ...]
    exact: bool = True

    def at(self, offset: int) -> int:
        """The source offset of a content offset."""
        if not self.exact:
            return self.span.start
        pieces = self.pieces
        start, source = pieces[bisect_right(pieces, (offset, maxsize)) - 1] if len(pieces) > 1 else pieces[0]
        return source + offset - start

    def source_span(self, start: int, end: int) -> Span:
        """The source span of a range of the content."""
        if not self.exact:
            return self.span
        if len(self.pieces) == 1:
            shift = self.pieces[0][1]
            return make_span((start + shift, end + shift))
        # The end belongs to the line that its last character stands in.
        return Span(self.at(start), self.at(end - 1) + 1 if end > start else self.at(start))

    def walk(self) -> Iterator[Node]:
        """All nodes in document order."""
        for node in self.nodes:
            yield from node.walk()

    def plain(self, start: int = 0, end: int | None = None) -> str:
        """What a reader sees of a range: markup and HTML tags stripped, entities and escapes resolved."""
        return plain_text(self.nodes, self.content, start, len(self.content) if end is None else end)


class InlineMemo:
    """Nodes by content, kept between the passes of a fix: most blocks stay as they are."""

    def __init__(self) -> None:
        self.references: object = None
        self.nodes: dict[str, tuple[Node, ...]] = {}

    def of(self, references: Mapping[str, Any]) -> dict[str, tuple[Node, ...]]:
        """The store for a set of reference definitions, on which the reading of `[x]` depends."""
        key = tuple((label, ref["href"]) for label, ref in references.items())
        if key != self.references:
            self.references, self.nodes = key, {}
        return self.nodes


class Parsed(NamedTuple):
    """A file's block tokens (markdown-it's) and the Inline of each inline token, by the token's index."""

    source: Source
    tokens: tuple[Token, ...]
    inlines: Mapping[int, Inline]
    references: Mapping[str, Any]
    front_matter: Span | None


_FRONT_MATTER = lazy(r"---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")


def front_matter(text: str) -> Span | None:
    """The span of YAML front matter at the very start of a text."""
    if not text.startswith("---"):
        return None
    m = _FRONT_MATTER.match(text)
    return Span(0, m.end()) if m else None


def parse(source: Source, memo: InlineMemo | None = None) -> Parsed:
    """Read a file. Raises UserError where a line is too long to be read in bounded time."""
    _refuse_hostile(source)
    md = markdown()
    text = source.text
    front = front_matter(text)
    if front:
        text = re.sub(r"[^\n]", " ", text[: front.end]) + text[front.end :]
    env: dict[str, Any] = {}
    tokens = md.parse(text, env)
    references: dict[str, Any] = env.get("references", {})
    store = (memo or InlineMemo()).of(references)
    inlines: dict[int, Inline] = {}
    cell_at: tuple[int, int] = (-1, 0)  # row and cursor of the table row being read
    for index, token in enumerate(tokens):
        if token.type != "inline" or token.map is None:
            continue
        nodes = store.get(token.content)
        if nodes is None:
            nodes = store[token.content] = _nodes(md, token.content, env)
        before = tokens[index - 1].type
        if before in ("td_open", "th_open"):
            row = token.map[0] + 1
            line = source.line_span(row)
            cursor = cell_at[1] if cell_at[0] == row else line.start
            inline, cursor = _cell(source, token.content, nodes, line, cursor)
            cell_at = (row, cursor)
        else:
            inline = _lines(source, token.content, nodes, token.map[0] + 1, heading=before == "heading_open")
        inlines[index] = inline
    return Parsed(source, tuple(tokens), inlines, references, front)


def _refuse_hostile(source: Source) -> None:
    for start, end in pairwise((*source.line_starts, len(source.text) + 1)):
        if end - start > LONGEST_LINE:
            row = source.row(start)
            raise UserError(
                f"a line of {end - start - 1:,} characters (the limit is {LONGEST_LINE:,})",
                filename=source.filename,
                row=row,
                remedy="break the line, or exclude the file",
            )


def _lines(source: Source, content: str, nodes: tuple[Node, ...], row: int, *, heading: bool) -> Inline:
    """Map a block's content to its source lines, each of which it takes a suffix of."""
    if "\n" not in content:
        line = source.line_span(row)
        text = source[line]
        if heading:
            at = text.find(content) if content else len(text)
        else:
            text = text.rstrip(" \t")
            at = len(text) - len(content) if text.endswith(content) else -1
        if at < 0:
            return Inline(content, nodes, line, ((0, line.start),), exact=False)
        at += line.start
        return Inline(content, nodes, Span(at, at + len(content)), ((0, at),))
    pieces: list[tuple[int, int]] = []
    offset = 0
    parts = content.split("\n")
    for n, part in enumerate(parts):
        text = source.line(row + n)
        if n == len(parts) - 1:
            text = text.rstrip(" \t")
        start = source.line_starts[row + n - 1]
        if not text.endswith(part):
            return Inline(content, nodes, source.rows_span(row, row + len(parts) - 1), ((0, start),), exact=False)
        pieces.append((offset, start + len(text) - len(part)))
        offset += len(part) + 1
    end = pieces[-1][1] + len(parts[-1])
    return Inline(content, nodes, Span(pieces[0][1], end), tuple(pieces))


def _cell(source: Source, content: str, nodes: tuple[Node, ...], line: Span, cursor: int) -> tuple[Inline, int]:
    """Map a table cell's content, searched from the cursor; returns the new cursor too."""
    raw = content.replace("|", "\\|")
    at = source.text.find(raw, cursor, line.end)
    if at < 0:
        return Inline(content, nodes, line, ((0, line.start),), exact=False), cursor
    span = Span(at, at + len(raw))
    return Inline(content, nodes, span, ((0, at),), exact=raw == content), span.end


@cache
def markdown() -> MarkdownIt:
    """markdown-it for GFM, whose inline parsing is left to `_nodes`."""
    from markdown_it import MarkdownIt
    from markdown_it.parser_inline import ParserInline

    class RawMarkdownIt(MarkdownIt):
        """Keeps URLs as written: a linter looks at what stands there."""

        def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
            return url

    class SpanParser(ParserInline):
        """markdown-it's inline rules, dispatched by character, with the span of each token noted in `token.map`."""

        def tokenize(self, state: StateInline) -> None:
            _tokenize(state)

        def skipToken(self, state: StateInline) -> None:  # noqa: N802 - markdown-it's name
            _skip_token(state)

    md = RawMarkdownIt("commonmark").enable(["table", "strikethrough"])
    md.inline = SpanParser()
    speed_up(md)
    # Line ends are normal by now, and inline content is read on demand.
    md.core.ruler.disable(["normalize", "inline", "text_join"])  # blocks come first, inline content on demand
    return md


@cache
def _rules_by_character() -> Mapping[str, tuple[Any, ...]]:
    """markdown-it's inline rules by the one character that each starts at."""
    from markdown_it import rules_inline as r

    return {
        "[": (r.link,),
        "!": (r.image,),
        "<": (r.autolink, r.html_inline),
        "`": (r.backtick,),
        "\\": (r.escape,),
        "&": (r.entity,),
        "*": (r.emphasis.tokenize,),
        "_": (r.emphasis.tokenize,),
        "~": (r.strikethrough.tokenize,),
        "\n": (r.newline,),
    }


# Characters at which an inline rule may start; `]` ends a link's label.
_STOP = lazy(r"[\[\]!<`\\&*_~\n]")
# A plain link: its label has nothing to parse, its URL neither blanks, escapes, entities nor parentheses.
_PLAIN_LINK = lazy(r"\[([^\[\]!<`\\&*_~\n]*)\]\((https?://[^\s()<>\\&]+)\)")
_LARGEST_NESTING = 20  # markdown-it's own limit in its `commonmark` preset


def _tokenize(state: StateInline) -> None:
    """Read from `state.pos` to `state.posMax`, noting in `token.map` where each token came from."""
    rules = _rules_by_character()
    end = state.posMax
    src = state.src
    while state.pos < end:
        start = state.pos
        stop = _STOP.search(src, start, end)
        if stop is None or stop.start() > start:
            state.pos = stop.start() if stop else end
            state.append_pending(src[start : state.pos])
            continue
        character = src[start]
        before = len(state.tokens)
        if character == "[" and (m := _PLAIN_LINK.match(src, start, end)):
            _push_plain_link(state, m)
        elif state.level >= _LARGEST_NESTING or not any(rule(state, False) for rule in rules.get(character, ())):
            state.append_pending(character)
            state.pos += 1
            continue
        elif character in "*_~":
            at = state.pos
            for token in reversed(state.tokens[before:]):
                at -= len(token.content)
                if at < start:
                    break  # text that was pending before the markers
                token.map = [at, at + len(token.content)]
            continue
        for token in state.tokens[before:]:
            if token.map is None and token.type != "text":
                token.map = [start, state.pos]
    if state.pending:
        state.pushPending()


def _push_plain_link(state: StateInline, m: re.Match[str]) -> None:
    """What markdown-it's link rule does for a link whose label is plain text (equal output: tests/test_parse.py)."""
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": m[2]}
    if m[1]:
        state.append_pending(m[1])
    state.push("link_close", "a", -1)
    state.pos = m.end()


def _skip_token(state: StateInline) -> None:
    """markdown-it's look-ahead over one token, with the dispatch and the fast path of `_tokenize`."""
    pos = state.pos
    known = state.cache.get(pos)
    if known is not None:
        state.pos = known
        return
    character = state.src[pos]
    if character == "[" and (m := _PLAIN_LINK.match(state.src, pos, state.posMax)):
        state.pos = m.end()
    elif state.level >= _LARGEST_NESTING:
        state.pos = state.posMax
    else:
        state.level += 1
        found = any(rule(state, True) for rule in _rules_by_character().get(character, ()))
        state.level -= 1
        if not found:
            state.pos = pos + 1
    state.cache[pos] = state.pos


def _nodes(md: MarkdownIt, content: str, env: dict[str, Any]) -> tuple[Node, ...]:
    """The tree of a block's inline content."""
    nodes = simple_nodes(content, references=bool(env.get("references")))
    return markdown_nodes(md, content, env) if nodes is None else nodes


def markdown_nodes(md: MarkdownIt, content: str, env: dict[str, Any]) -> tuple[Node, ...]:
    """The same by markdown-it's rules, for any content."""
    return _Tree(md, content, env).build(md.inline.parse(content, md, env, []))


_CONTAINERS = {"link": "link", "strong": "strong", "em": "em", "s": "strike"}
_LEAVES = {
    "code_inline": "code",
    "html_inline": "html",
    "image": "image",
    "softbreak": "break",
    "hardbreak": "break",
}


class _Frame:
    """An open container: where it starts, where its inner part does, its destination and its children so far."""

    def __init__(self, start: int, inner: int, href: str) -> None:
        self.start = start
        self.inner = inner
        self.href = href
        self.children: list[Node] = []


class _Tree:
    """Makes nodes of markdown-it's flat tokens; what no token covers is text."""

    def __init__(self, md: MarkdownIt, content: str, env: dict[str, Any]) -> None:
        self.md, self.content, self.env = md, content, env
        self.frames = [_Frame(0, 0, "")]
        self.cursor = 0  # end of what has been read

    def build(self, tokens: list[Token]) -> tuple[Node, ...]:
        for token in tokens:
            if token.map is None:
                continue
            start, end = token.map
            kind, _, edge = token.type.rpartition("_")
            if kind == "link" and self.content[start] == "<":
                if edge == "open":
                    self.add(
                        Node("autolink", start, end, Span(start + 1, end - 1), Span(start + 1, end - 1), self.content[start + 1 : end - 1])
                    )
            elif edge == "open" and kind in _CONTAINERS:
                self.open(kind, start, end, str(token.attrs.get("href", "")))
            elif edge == "close" and kind in _CONTAINERS:
                self.close(kind, start, end)
            elif token.type == "image":
                self.add(self.link("image", _Frame(start, start + 2, str(token.attrs.get("src", ""))), end))
            elif token.type in _LEAVES or token.type == "text_special":
                self.leaf(token)
        self.text(len(self.content))
        return tuple(self.frames[0].children)

    def text(self, end: int) -> None:
        """What stands between the last token and `end` is text."""
        if self.cursor < end:
            self.frames[-1].children.append(Node("text", self.cursor, end))
        self.cursor = end

    def add(self, node: Node) -> None:
        self.text(node.start)
        self.frames[-1].children.append(node)
        self.cursor = node.end

    def leaf(self, token: Token) -> None:
        start, end = token.map or (0, 0)
        kind = _LEAVES.get(token.type) or ("entity" if self.content[start] == "&" else "escape")
        if kind == "escape" and self.content[start + 1] not in punctuation:
            return  # only ASCII punctuation can be escaped (CommonMark 0.31, 2.4): this is text with a backslash in it
        marks = len(token.markup)
        self.add(Node(kind, start, end, Span(start + marks, end - marks) if kind == "code" else NOWHERE))

    def open(self, kind: str, start: int, end: int, href: str) -> None:
        if kind == "strong":
            start -= 1  # markdown-it turns the inner one of the two markers into the tag
        inner = start + 1 if kind == "link" else end
        self.text(start)
        self.frames.append(_Frame(start, inner, href))
        self.cursor = inner

    def close(self, kind: str, start: int, end: int) -> None:
        frame = self.frames[-1]
        if kind == "link":
            node = self.link("link", frame, end)
        else:
            self.text(start)
            end += kind == "strong"
            node = Node(_CONTAINERS[kind], frame.start, end, Span(frame.inner, start), children=tuple(frame.children))
        self.frames.pop()
        self.frames[-1].children.append(node)
        self.cursor = end

    def link(self, kind: str, frame: _Frame, end: int) -> Node:
        """A link or image up to `end`: find where its label ends and its destination stands."""
        content = self.content
        plain = _PLAIN_LINK.match(content, frame.inner - 1, end)
        label_end = plain.end(1) if plain else self.label_end(frame.inner - 1, end)
        if kind == "link":
            self.text(label_end)
        url = Span(*plain.span(2)) if plain else _destination(content, label_end + 2, end) if content.startswith("](", label_end) else None
        href = frame.href if url is None else content[url.start : url.end]
        return Node(kind, frame.start, end, Span(frame.inner, label_end), url, href, tuple(frame.children))

    def label_end(self, bracket: int, end: int) -> int:
        """The offset of the `]` that closes the label opened at `bracket`."""
        from markdown_it.helpers import parseLinkLabel
        from markdown_it.rules_inline import StateInline

        state = StateInline(self.content, self.md, self.env, [])
        state.posMax = end
        return parseLinkLabel(state, bracket)


def _destination(content: str, start: int, end: int) -> Span | None:
    """The destination's range in `[label](destination "title")`, from behind the parenthesis. None: not inline after all."""
    from markdown_it.helpers import parseLinkDestination

    while start < end and content[start] in " \t\n":
        start += 1
    found = parseLinkDestination(content, start, end)
    if not found.ok:
        return Span(start, start)
    if content[start : start + 1] == "<":
        return Span(start + 1, found.pos - 1)
    return Span(start, found.pos)
