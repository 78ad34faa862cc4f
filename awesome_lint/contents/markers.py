"""The comments that generators of contents write around them, so that they find them again."""

from __future__ import annotations

import re
from typing import NamedTuple

from awesome_lint.model import Document
from awesome_lint.source import Span

_COMMENT = re.compile(r"^[ ]{0,3}<!--[ ]*(?P<words>[^\n<>]{1,200}?)[ ]*-->[ \t]*$", re.MULTILINE)

# doctoc; mdformat-toc; markdown-toc and VS Code's extensions; gh-md-toc.
_BEGIN = re.compile(r"(?i)start doctoc\b.*|mdformat-toc start\b.*|toc(?:[ :-](?:start|begin))?|(?:start|begin)[ -]toc|ts")
_END = re.compile(r"(?i)end doctoc\b.*|mdformat-toc end\b.*|/toc|toc[ :-]?(?:stop|end)|(?:stop|end)[ -]?toc|te")


class Marked(NamedTuple):
    """What is between two markers: `span` is from the start of the line below the first to the start of the second's line."""

    span: Span
    begin: Span


def marked(document: Document) -> tuple[Marked, ...]:
    """The places between markers, in order. A marker in code is none."""
    found: list[Marked] = []
    begin: re.Match[str] | None = None
    source = document.source
    for comment in _COMMENT.finditer(source.text):
        if any(_is_code(source[span]) and span.start <= comment.start() < span.end for span in document.code_spans):
            continue
        if _BEGIN.fullmatch(comment["words"]):
            begin = comment
        elif begin and _END.fullmatch(comment["words"]):
            found.append(Marked(Span(min(begin.end() + 1, comment.start()), comment.start()), Span(begin.start(), begin.end())))
            begin = None
    return tuple(found)


def _is_code(text: str) -> bool:
    """Whether what Markdown doesn't read is code, rather than a comment."""
    return not text.lstrip().startswith("<!--")
