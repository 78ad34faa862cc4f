"""markdown-it for GFM, set up to tell where its inline tokens stand, and their tree.

markdown-it gives inline tokens no positions. Every inline rule starts at `state.pos` and moves it, so the
tokenizer below notes where each began and ended (tests check it against the CommonMark and GFM examples).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from string import punctuation
from typing import TYPE_CHECKING, Any

from awesome_lint.markdown.block_rules import speed_up
from awesome_lint.markdown.nodes import DEEPEST_MARKUP, NOWHERE, Node
from awesome_lint.source import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token


@cache
def markdown() -> MarkdownIt:
    """markdown-it for GFM, whose inline parsing is left to `markdown_nodes`."""
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
_STOP = re.compile(r"[\[\]!<`\\&*_~\n]")
# A plain link: its label has nothing to parse, its URL neither blanks, escapes, entities nor parentheses.
_PLAIN_LINK = re.compile(r"\[([^\[\]!<`\\&*_~\n]*)\]\((https?://[^\s()<>\\&]+)\)")
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


def markdown_nodes(content: str, env: dict[str, Any]) -> tuple[Node, ...]:
    """The tree of a block's inline content by markdown-it's rules; `env` has the page's reference definitions."""
    md = markdown()
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
        self.too_deep = 0  # containers that are open, and left as text

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
        if self.too_deep or len(self.frames) > DEEPEST_MARKUP:
            self.too_deep += 1
            return
        if kind == "strong":
            start -= 1  # markdown-it turns the inner one of the two markers into the tag
        inner = start + 1 if kind == "link" else end
        self.text(start)
        self.frames.append(_Frame(start, inner, href))
        self.cursor = inner

    def close(self, kind: str, start: int, end: int) -> None:
        if self.too_deep:
            self.too_deep -= 1
            return
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
