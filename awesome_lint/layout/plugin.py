"""A plugin for plain mdformat: inline text is printed as it is in the source.

mdformat parses a paragraph's text and prints it anew, which escapes the brackets of `[[paper](url)]`, percent-encodes
URLs and lower-cases reference labels. With this plugin the text stays; blocks are printed in mdformat's own style. Not
with word wrap, for which mdformat needs its own printing. Registered as the entry point `awesome_lint` of
`mdformat.parser_extension`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mdformat.renderer import RenderContext, RenderTreeNode

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from mdformat.renderer.typing import Render

_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_HARD_BREAK = re.compile(r" {2,}$", re.MULTILINE)


def update_mdit(mdit: MarkdownIt) -> None:
    """Part of mdformat's interface. Nothing of the parser changes."""


def _inline(node: RenderTreeNode, context: RenderContext) -> str:
    """The text as it is; printed anew too, since that notes which reference definitions are in use."""
    printed = "".join(child.render(context) for child in node.children)
    parent = node.parent
    if context.do_wrap or (parent and parent.type not in ("paragraph", "heading", "th", "td")):
        return printed
    if parent and parent.type == "heading":
        # One line, as mdformat prints underlined headings; it appends an escape to a `#` at the end.
        return printed if "\n" in node.content or node.content.endswith("#") else node.content
    if _TRAILING.search(node.content) and any(child.type in ("code_inline", "html_inline") for child in node.walk()):
        return printed  # blanks at a line's end may belong to the code
    # mdformat strips each line of a paragraph: a hard break of two blanks becomes its other form.
    return _TRAILING.sub("", _HARD_BREAK.sub("\\\\", node.content.rstrip()))


RENDERERS: Mapping[str, Render] = {"inline": _inline}
