"""How a link is written and what a reader sees of it: label, brackets, badge."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote

from awesome_lint.markdown import html
from awesome_lint.markdown.tree import Node, plain_text
from awesome_lint.source import Span

LONGEST_LABEL = 40
"""Characters. Labels with a role are short; a title needs no look into the packs."""

# What may be around a link as its brackets; `[` and `]` may be escaped.
_OUTER = {"[": "]", "(": ")", "（": "）", "【": "】", "「": "」", "<": ">"}
# What may be around a label inside the link.
_INNER = (("\\[", "\\]"), ("[", "]"), ("***", "***"), ("**", "**"), ("__", "__"), ("*", "*"), ("_", "_"), ("``", "``"), ("`", "`"))
_INNER_STARTS = frozenset(opening[0] for opening, _ in _INNER)
_DIGITS_OF_A_YEAR = 4
_SHIELD = re.compile(r"https?://(?:img\.)?shields\.io/(?:static/v1/)?badge/([^?#\s]{1,200}?)(?:\.svg|\.png)?(?:[?#]|\Z)")


class Dress(NamedTuple):
    """A label without its markup (`core`), the link with the brackets around it (`outer`), and the pattern of both."""

    core: Span
    outer: Span
    pattern: str


def label_of(text: str, node: Node) -> tuple[str, bool]:
    """What a reader sees of a link's label, without brackets; and whether it is a badge."""
    children = node.children
    if len(children) == 1 and children[0].kind == "text":
        return bare_label(" ".join(text[children[0].start : children[0].end].split())), False
    shown = [child for child in children if child.kind != "break" and text[child.start : child.end].strip()]
    is_badge = bool(shown) and all(child.kind == "image" or _is_html_image(text, child) for child in shown)
    label = plain_text(children, text)
    if is_badge and not label:
        label = " ".join(_alt(text[child.start : child.end]) for child in shown if child.kind == "html")
    return bare_label(" ".join(label.split())), is_badge


def bare_label(label: str) -> str:
    """A label without one pair of brackets around all of it."""
    while len(label) > 2 and label[0] == "[" and label[-1] == "]" and "[" not in label[1:-1]:
        label = label[1:-1].strip()
    return label


def dress_of(text: str, node: Node, bounds: Span) -> Dress:
    """How a link is written; the content that it is in has the range `bounds`."""
    core = node.inner
    opening = closing = ""
    while core.start < core.end and text[core.start] in _INNER_STARTS:
        pair = next((p for p in _INNER if _wrapped(text, core, p)), None)
        if pair is None:
            break
        core = Span(core.start + len(pair[0]), core.end - len(pair[1]))
        opening, closing = opening + pair[0], pair[1] + closing
    before, behind = brackets_around(text, Span(node.start, node.end), bounds)
    shown = "![x](i)" if len(node.children) == 1 and node.children[0].kind == "image" else "x"
    outer = Span(node.start - len(before), node.end + len(behind))
    return Dress(core, outer, f"{before}[{opening}{shown}{closing}]{_tail(text, node)}{behind}")


def _tail(text: str, node: Node) -> str:
    """The pattern of what follows the label."""
    if node.url is None:
        return "[r]" if text[node.end - 1] == "]" and text[node.inner.end + 1 : node.inner.end + 2] == "[" else ""
    if node.end - node.url.end == 1:
        return "(u)"
    return '(u "t")' if text[node.url.end : node.end].strip("> \t\n)") else "(u)"


def brackets_around(text: str, span: Span, bounds: Span) -> tuple[str, str]:
    """The brackets right around a range inside `bounds`, ("", "") if there are none."""
    start, end = span
    opening = text[start - 1] if start > bounds.start else ""
    closing = _OUTER.get(opening)
    if closing is None or end >= bounds.end:
        return "", ""
    if opening == "[" and text.endswith("\\[", bounds.start, start) and text.startswith("\\]", end):
        return "\\[", "\\]"
    return (opening, closing) if text.startswith(closing, end) else ("", "")


def badge_text(url: str) -> str:
    """What a static shields.io badge says: `.../badge/Conference-CVPR%2723-blue` says `CVPR'23`."""
    m = _SHIELD.match(url)
    if m is None:
        return ""
    parts = [part.replace("\0", "-").replace("_", " ") for part in unquote(m[1]).replace("--", "\0").split("-")]
    if len(parts) == 1:
        return parts[0]
    *said, _ = parts
    return " ".join(said) if said[-1].isdecimal() and len(said[-1]) == _DIGITS_OF_A_YEAR else said[-1]


def badge_in(nodes: Sequence[Node]) -> str:
    """What the first image of a label says that says anything."""
    return next((said for node in nodes if node.kind == "image" and (said := badge_text(node.href))), "")


def _is_html_image(text: str, node: Node) -> bool:
    return node.kind == "html" and text.startswith("<img", node.start)


def _alt(raw: str) -> str:
    tag = html.tag(raw)
    return tag.attributes.get("alt", "") if tag else ""


def _wrapped(text: str, span: Span, pair: tuple[str, str]) -> bool:
    """Whether a range is wrapped in a pair of markers, which occur at its ends only."""
    opening, closing = pair
    start, end = span.start + len(opening), span.end - len(closing)
    if start >= end or not text.startswith(opening, span.start) or not text.startswith(closing, end):
        return False
    return text.find(closing, start, end) < 0 and text.find(opening, start, end) < 0
