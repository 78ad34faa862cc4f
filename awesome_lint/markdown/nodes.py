"""Inline constructs as nodes with their spans, and a short way to read them.

Of 100 contents of real lists 99 hold nothing but text, links, images, code, escapes, entities, line breaks, tags and emphasis
whose markers leave no question. `simple_nodes` reads those in one pass, four times as fast as markdown-it and to the same
nodes (tests compare them); whatever else stands in a content leaves it to `parser.markdown_nodes`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from awesome_lint.source import Span

NOWHERE = Span(0, 0)
"""The inner range of what has none: text, tags, escapes, entities and line breaks."""


class Node(NamedTuple):
    """An inline construct. Offsets count characters of its Inline's content.

    `kind`: text, code, html, autolink, link, image, strong, em, strike, escape, entity, break. `inner` is the
    range between the markers (code, a link's label, an image's alt text); `url` the destination's range, None for
    references; `href` the destination as written, for references that of the definition.
    """

    kind: str
    start: int
    end: int
    inner: Span = NOWHERE
    url: Span | None = None
    href: str = ""
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


def plain_text(nodes: tuple[Node, ...], content: str, start: int, end: int) -> str:
    """What a reader sees of the characters `start` to `end` of a content; images give their alt text."""
    parts: list[str] = []
    for node in nodes:
        if node.end <= start or node.start >= end:
            continue
        if node.kind == "text":
            parts.append(content[max(node.start, start) : min(node.end, end)])
        elif node.kind == "escape":
            parts.append(content[node.start + 1 : node.end])
        elif node.kind == "entity":
            parts.append(unescape(content[node.start : node.end]))
        elif node.kind == "break":
            parts.append(" ")
        elif node.kind in ("code", "image", "autolink"):
            parts.append(content[node.inner.start : node.inner.end])
        elif node.children:
            parts.append(plain_text(node.children, content, start, end))
    return "".join(parts)


def unescape(text: str) -> str:
    """A text with its entities resolved, as HTML reads them."""
    import html  # its table of names takes two milliseconds to load

    return html.unescape(text)


# A destination without blanks, with parentheses in pairs; one with a scheme is the web's, as some others are refused.
_OF_URL = r"[^\s\x00-\x1f\x7f()<>\\]"
_OF_PATH = r"[^\s\x00-\x1f\x7f()<>\\&:]"
_REFUSED = "(?i:vbscript|javascript|file|data):"
"""Schemes that markdown-it makes no links of."""
_URL = (
    rf"https?://(?:{_OF_URL}++|\\[!-/:-@\[-`{{-~]|\({_OF_URL}*+\))++|(?:{_OF_PATH}++|\({_OF_PATH}*+\))++(?!:)"
    rf"|(?!{_REFUSED})[A-Za-z][A-Za-z0-9+.-]*+:{_OF_URL}*+"
    rf"|<https?://[^<>\\\n]*>|<(?!{_REFUSED})[^<>\\&\n]*>"
)
_TITLE = r'(?:[ \t]++"[^"\\\n]*")?[ \t]*+'
_ALT = r"[^\[\]<`\\\n]*"
_WORDS = r"[^\[\]<`\\~!]*+(?:(?:~(?!~)|!(?!\[))[^\[\]<`\\~!]*+)*+"
_TAG_IN_LABEL = r'<(?:[A-Za-z][A-Za-z0-9-]*(?:[ ]+[A-Za-z][A-Za-z0-9_-]*="[^"<>\[\]`\\\n]*")*[ ]*/?|/[A-Za-z][A-Za-z0-9-]*)>'
# Words, images, words in brackets that are no link, escapes, code and tags.
_LABEL = rf"{_WORDS}(?:(?:!\[{_ALT}\]\((?:{_URL}){_TITLE}\)|!?\[{_WORDS}\](?!\()|\\[^\n]|`[^`\n]+`(?!`)|``[^`\n]+``(?!`)|{_TAG_IN_LABEL}|<(?![A-Za-z/!?])){_WORDS})*"
# Every alternative begins with a character, so that `search` skips from one such character to the next; the group that
# closes last names the construct. Alternatives without a group are what only markdown-it can tell.
_INLINE = (
    rf"\[(?P<label>{_LABEL})\]\((?:[ \t]*+(?P<url>{_URL}){_TITLE})?\)(?P<link>)"
    rf"|!\[(?P<alt>{_ALT})\]\((?P<source>{_URL}){_TITLE}\)(?P<image>)"
)
_BEHIND_A_REFERENCE = r"(?:\[(?P<{name}>[^\[\]<`\\]*)\](?!\()|(?![\[(]))"
_BY_REFERENCE = (
    rf"|!\[(?P<ref_alt>{_ALT})\]{_BEHIND_A_REFERENCE.format(name='image_ref')}(?P<image_reference>)"
    rf"|\[(?P<ref_label>{_LABEL})\]{_BEHIND_A_REFERENCE.format(name='ref')}(?P<reference>)"
)
_OTHER = (
    rf"|!(?=\[{_ALT}\](?!\())(?P<exclamation>)|!\["
    r"|\]\("
    r"|\*\*?(?!\*)(?P<stars>)|__?(?!_)(?P<underscores>)|(?:\*{3,}|_{3,})(?P<run>)"
    r"|\n[ \t]*(?P<break>)"
    r"|\\(?:\n[ \t]*(?P<hard_break>)|[!-/:-@\[-`{-~](?P<escape>)|(?P<backslash>))"
    r"|(?:`[^`]+`|``[^`]+``|```[^`]+```)(?!`)(?P<code>)|`"
    r"|<(?=[A-Za-z/!?])(?P<html>)"
    r"|~~"
    r"|&(?:#(?:[xX][0-9A-Fa-f]{1,6}|[0-9]{1,7})|[A-Za-z][A-Za-z0-9]{1,31});(?P<entity>)"
)
_CONSTRUCT = re.compile(_INLINE + _OTHER)
_CONSTRUCT_OR_REFERENCE = re.compile(rf"{_INLINE}{_BY_REFERENCE}{_OTHER}|[\[\]]")  # for pages with reference definitions
_MARKS = frozenset({"stars", "underscores"})
_MAY_BE_TEXT = frozenset({"backslash", "entity", "html", "reference", "exclamation", "run"})
_LEAVES: dict[str | None, str] = {"break": "break", "hard_break": "break", "escape": "escape", "entity": "entity"}
OPENING_OR_CLOSING_TAG = (
    r"""<(?:[A-Za-z][A-Za-z0-9-]*(?:\s+[A-Za-z_:][A-Za-z0-9:._-]*(?:\s*=\s*(?:[^"'=<>`\x00-\x20]+|'[^']*'|"[^"]*"))?)*\s*/?"""
    r"""|/[A-Za-z][A-Za-z0-9-]*\s*)>"""
)
"""CommonMark 0.31, section 6.6."""
_TAG = re.compile(rf"{OPENING_OR_CLOSING_TAG}|<!--[^<>-]+(?:-[^<>-]+)*-->")  # and the usual comments; markdown-it knows all
_AUTOLINK = re.compile(rf"<(?!{_REFUSED})(?P<url>[A-Za-z][A-Za-z0-9+.-]{{1,31}}:[^<>\x00-\x20]*)>")
_MAY_BE_EMAIL = re.compile(r"<[^<>\s]+@")
DEEPEST_MARKUP = 100
"""Emphasis and links within each other; what stands deeper is text. Trees are walked by recursion."""
_NOT_ALL_WORDS = re.compile(r"[*_&\[\]\\`<\n!~]")
# What makes a label more than a text.
_MARKUP = re.compile(r"[*_&\[\\`<\n]")


class _Emphasis(NamedTuple):
    """An open `*`, `_`, `**` or `__`: where it stands, and the nodes before it."""

    marks: str
    start: int
    end: int
    before: list[Node]


References = Mapping[str, Mapping[str, Any]]
"""A page's reference definitions by label, as markdown-it tells them: with them, brackets alone may be links."""
_NO_REFERENCES: References = {}


def simple_nodes(content: str, references: References = _NO_REFERENCES) -> tuple[Node, ...] | None:
    """The nodes of a content as long as nothing in it needs markdown-it's rules; None for any other."""
    return _simple(content, 0, len(content), references)


def _simple(content: str, start: int, end: int, references: References) -> tuple[Node, ...] | None:
    nodes: list[Node] = []
    open_marks: list[_Emphasis] = []
    construct = _CONSTRUCT_OR_REFERENCE if references else _CONSTRUCT
    cursor = at = start  # the end of the last node, and of what has been looked at
    while m := construct.search(content, at, end):
        begin, at = m.span()
        if m.lastgroup in _MAY_BE_TEXT and _is_text(m, end, references):
            continue
        node, role = None, ""
        if m.lastgroup in _MARKS:
            role = _role(m, end, open_marks)
            if role == "text":
                continue
        else:
            node = _construct(content, m, references)
            at = node.end if node else at
        if role == "unclear" or not (role or node):
            return None
        if cursor < begin:
            nodes.append(_text(cursor, begin))
        cursor = at
        if node is not None:
            nodes.append(node)
        elif role == "opens":
            open_marks.append(_Emphasis(m[0], begin, at, nodes))
            nodes = []
        else:
            opened = open_marks.pop()
            kind = "em" if len(opened.marks) == 1 else "strong"
            opened.before.append(Node(kind, opened.start, at, Span(opened.end, begin), children=tuple(nodes)))
            nodes = opened.before
    if cursor < end:
        nodes.append(_text(cursor, end))
    while open_marks:
        opened = open_marks.pop()
        nodes = _joined(opened.before, _text(opened.start, opened.end), nodes)
    return tuple(nodes)


def _joined(before: list[Node], marks: Node, behind: list[Node]) -> list[Node]:
    """What stands before and behind markers that nothing closes: text as what is beside them."""
    start, end = marks.start, marks.end
    if before and before[-1].kind == "text":
        start = before.pop().start
    if behind and behind[0].kind == "text":
        end = behind.pop(0).end
    return [*before, _text(start, end), *behind]


def _text(start: int, end: int) -> Node:
    return Node(kind="text", start=start, end=end, inner=NOWHERE, url=None, href="", children=())


def _construct(content: str, m: re.Match[str], references: References) -> Node | None:
    """A match of `_CONSTRUCT` as a node, None where that isn't sure."""
    start, end = m.span()
    kind = m.lastgroup
    if kind == "link":
        url = _inside(m, "url") if m["url"] else (end - 1, end - 1)
        return _link(content, start, end, Span(*m.span("label")), Span(*url), references)
    if kind in _LEAVES:
        return Node(_LEAVES[kind], start, end)
    if kind == "code":
        marks = len(m[0]) - len(m[0].lstrip("`"))
        return Node("code", start, end, Span(start + marks, end - marks))
    if kind == "image":
        source = Span(*_inside(m, "source"))
        return Node("image", start, end, Span(*m.span("alt")), source, content[source.start : source.end])
    if kind == "html":
        return _in_angle_brackets(content, start)
    return _by_reference(content, m, references) if kind in _REFERENCES else None


def _inside(m: re.Match[str], group: str) -> tuple[int, int]:
    """Where a destination stands, without the angle brackets around it."""
    start, end = m.span(group)
    return (start + 1, end - 1) if m.string[start] == "<" else (start, end)


def _role(m: re.Match[str], stop: int, open_marks: list[_Emphasis]) -> str:
    """What markers do in a content that ends at `stop`: they are text, open or close emphasis, or it takes more to tell.

    Equal markers that follow each other make a pair, as do those of another kind inside (CommonMark 0.31, section 6.2).
    """
    can_open, can_close = _flanks(m.string, m.start(), m.end(), stop)
    if not open_marks or not can_close:
        return "text" if not can_open else "opens" if len(open_marks) < DEEPEST_MARKUP else "unclear"
    return "closes" if open_marks[-1].marks == m[0] else "unclear"


_REFERENCES = {"reference": ("ref_label", "ref"), "image_reference": ("ref_alt", "image_ref")}
"""The groups that hold what is shown and what is referred to."""


def _by_reference(content: str, m: re.Match[str], references: References) -> Node | None:
    """A link or image whose destination stands in a definition; None where there is none, or its label is not simple."""
    shown, referred = _REFERENCES[m.lastgroup or ""]
    found = _defined(m[referred] or m[shown], references)
    if found is None:
        return None
    inner, href = Span(*m.span(shown)), str(found["href"])
    if m.lastgroup == "image_reference":
        return Node("image", m.start(), m.end(), inner, None, href)
    children = _simple(content, *inner, references)
    if children is None or _holds_link(children):
        return None
    return Node("link", m.start(), m.end(), inner, None, href, children)


def _holds_link(nodes: tuple[Node, ...]) -> bool:
    return any(node.kind in _LINKS for child in nodes for node in child.walk())


_LINKS = frozenset({"link", "autolink"})


def _defined(label: str, references: References) -> Mapping[str, Any] | None:
    from markdown_it.common.utils import normalizeReference  # which has read the definitions

    return references.get(normalizeReference(label))


def _link(content: str, start: int, end: int, label: Span, url: Span, references: References) -> Node | None:
    """A link, None where its label is not simple or may hold another."""
    if _MARKUP.search(content, *label):
        children = _simple(content, *label, references)
        if references and children and _holds_link(children):
            return None
        if children is None:
            return None
    else:
        children = (_text(*label),) if label[0] < label[1] else ()
    return Node(kind="link", start=start, end=end, inner=label, url=url, href=content[url[0] : url[1]], children=children)


def _is_text(m: re.Match[str], stop: int, references: References) -> bool:
    """Whether what may begin a construct is text, in a content that ends at `stop` (CommonMark 0.31, sections 2.4, 2.5 and 6.2 to 6.6)."""
    if m.lastgroup == "run":
        return not any(_flanks(m.string, m.start(), m.end(), stop))
    if m.lastgroup == "exclamation":
        return True
    if m.lastgroup == "reference":
        return m["ref"] is None and not _NOT_ALL_WORDS.search(m["ref_label"]) and _defined(m["ref_label"], references) is None
    if m.lastgroup == "entity":
        if m[0][1] == "#":
            return False
        from html.entities import html5  # its table of names takes two milliseconds to load

        return m[0][1:] not in html5
    return m.lastgroup == "backslash" or not (_in_angle_brackets(m.string, m.start()) or _MAY_BE_EMAIL.match(m.string, m.start()))


def _in_angle_brackets(content: str, start: int) -> Node | None:
    """The link or tag that begins with a `<`, None where none does. Mail addresses are left to markdown-it."""
    if found := _AUTOLINK.match(content, start):
        inner = Span(start + 1, found.end() - 1)
        return Node("autolink", start, found.end(), inner, inner, found["url"])
    found = _TAG.match(content, start)
    if found is None and content[start + 1] in "!?" and _last(content, _terminator(content, start)) >= start + 2:
        from markdown_it.common.html_re import HTML_TAG_RE

        found = HTML_TAG_RE.match(content, start)
    return Node("html", start, found.end()) if found else None


def _terminator(content: str, start: int) -> str:
    """What ends the comment, instruction, CDATA section or declaration that may begin with a `<` (CommonMark 0.31, section 6.6)."""
    if content[start + 1] == "?":
        return "?>"
    return "-->" if content.startswith("<!--", start) else "]]>" if content.startswith("<![CDATA[", start) else ">"


@lru_cache(maxsize=8)  # the pattern of HTML would look for it behind every opener anew, to the end of the content
def _last(content: str, mark: str) -> int:
    return content.rfind(mark)


def _flanks(content: str, start: int, end: int, stop: int) -> tuple[bool, bool]:
    """Whether markers can open and whether they can close emphasis (CommonMark 0.31, section 6.2); the content ends at `stop`."""
    before = _class_of(content[start - 1]) if start else "blank"
    behind = _class_of(content[end]) if end < stop else "blank"
    left = behind != "blank" and (behind != "mark" or before != "letter")
    right = before != "blank" and (before != "mark" or behind != "letter")
    if content[start] == "*":
        return left, right
    return left and (not right or before == "mark"), right and (not left or behind == "mark")


@cache
def _class_of(character: str) -> str:
    """A character as emphasis takes it: a blank, a punctuation mark or symbol, or anything else (section 2.1)."""
    category = unicodedata.category(character)
    if category == "Zs" or character in "\t\n\v\f\r":
        return "blank"
    return "mark" if category[0] in "PS" else "letter"
