"""The lines of a file that Markdown reads as text. No rule: what rules ask that look for markup which Markdown doesn't see."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from awesome_lint.rule import Context

# A block of HTML ends at a blank line (CommonMark 0.31, 4.6): up to there nothing in it is Markdown.
_HTML = re.compile(
    r" {0,3}</?(?:address|article|aside|blockquote|body|center|col|colgroup|dd|details|dialog|div|dl|dt|figcaption|figure|footer|form"
    r"|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|nav|ol|optgroup|option|p|picture|section|summary|table|tbody|td|tfoot"
    r"|th|thead|title|tr|ul|pre|script|style|textarea)(?=[\s/>]|$)",
    re.IGNORECASE,
)
_BACKTICKS = re.compile("`+")


class Line(NamedTuple):
    """A line: its row (from 1), where it starts, and its text. The characters of code in it are NULs."""

    row: int
    start: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


def shown_lines(context: Context) -> tuple[Line, ...]:
    """The lines outside blocks of code, comments, front matter and HTML; ask for it with `context.once(shown_lines)`."""
    source, hidden = context.source, context.document.code_spans
    starts = [span.start for span in hidden]
    found: list[Line] = []
    in_html = False
    for row, written in enumerate(source.text.split("\n"), 1):
        start, text = source.line_starts[row - 1], written
        if starts:
            at = bisect_right(starts, start + len(text)) - 1
            if at >= 0 and hidden[at].end > start:
                if hidden[at].start <= start:
                    continue
                text = _masked(text, hidden[at].start - start, hidden[at].end - start)
        if "<" in text or in_html:
            in_html = bool(text.strip()) and (in_html or bool(_HTML.match(text)))
            if in_html:
                continue
        found.append(Line(row, start, _without_code(text) if "`" in text else text))
    return tuple(found)


def _without_code(text: str) -> str:
    """A line with its code masked: from a run of backticks to the next one of the same length."""
    runs = [found.span() for found in _BACKTICKS.finditer(text)]
    closing: list[int | None] = [None] * len(runs)
    following: dict[int, int] = {}  # by length: the next run of it
    for at in range(len(runs) - 1, -1, -1):
        length = runs[at][1] - runs[at][0]
        closing[at] = following.get(length)
        following[length] = at
    parts: list[str] = []
    cursor = 0
    for (start, _), last in zip(runs, closing, strict=True):
        if start >= cursor and last is not None:
            end = runs[last][1]
            parts += (text[cursor:start], "\0" * (end - start))
            cursor = end
    return "".join((*parts, text[cursor:]))


def _masked(text: str, start: int, end: int) -> str:
    end = min(end, len(text))
    return text[:start] + "\0" * (end - start) + text[end:]
