"""HTML in a list: tags, their attributes, and HTML blocks as inline nodes."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from awesome_lint.markdown.tree import Node

# Bounded, so that an unclosed tag costs no more than its bound.
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]{0,30})([^<>]{0,4000})>")
_ATTRIBUTE = re.compile(r"""([A-Za-z][\w:-]{0,40})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|</?[A-Za-z][A-Za-z0-9-]{0,30}[^<>]{0,4000}>|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|\n",
    re.DOTALL,
)
OPAQUE = frozenset({"pre", "code", "script", "style", "kbd", "textarea"})
"""Elements whose content is no prose."""


class Tag(NamedTuple):
    """An opening or closing tag: its name in lower case, its attributes unescaped."""

    name: str
    closing: bool
    attributes: dict[str, str]


def tag(text: str) -> Tag | None:
    """Read one tag; None for comments and everything else."""
    m = _TAG.match(text)
    if not m:
        return None
    attributes = {}
    if "=" in m[3]:
        attributes = {
            a[1].lower(): html.unescape(next(value for value in (a[2], a[3], a[4], "") if value is not None))
            for a in _ATTRIBUTE.finditer(m[3])
        }
    return Tag(m[2].lower(), bool(m[1]), attributes)


def html_nodes(text: str, start: int, end: int) -> list[Node]:
    """A range of HTML as inline nodes: tags, comments, entities, line breaks and the text between them."""
    nodes: list[Node] = []
    cursor = start
    for m in _TOKEN.finditer(text, start, end):
        if cursor < m.start():
            nodes.append(Node("text", cursor, m.start()))
        cursor = m.end()
        kind = {"<": "html", "&": "entity", "\n": "break"}[m[0][0]]
        nodes.append(Node(kind, m.start(), m.end()))
    if cursor < end:
        nodes.append(Node("text", cursor, end))
    return nodes
