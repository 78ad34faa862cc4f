"""Labelled links: their brackets, and what separates them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from awesome_lint.model import LinkKind
from awesome_lint.source import Span
from awesome_lint.style.trait import Observation

if TYPE_CHECKING:
    from awesome_lint.style.house import HouseStyle

PLAIN_BRACKETS = ("[x](u)", "[[x](u)]", "[[x]](u)", "[\\[x\\]](u)", "\\[[x](u)\\]", "([x](u))", "[(x)](u)", "（[x](u)）", "【[x](u)】")
"""What can be rewritten: one label, one URL, and nothing but brackets around them."""
# No words, markup or line breaks; a bracket between two links has lost its partner, which is another rule's business.
_WORDLESS = re.compile(r"[^\w<>\n&`()\[\]]*")


def is_wordless(separator: str) -> bool:
    """Whether a separator between links can be replaced by another: it has no words, markup, brackets or line breaks."""
    return _WORDLESS.fullmatch(separator) is not None


def link_brackets(style: HouseStyle) -> Iterator[Observation]:
    for run in style.all_runs:
        for _, link in run.tags:
            if link.kind is LinkKind.INLINE or link.kind is LinkKind.REFERENCE:
                yield Observation(value=link.dress, span=link.outer, key="", section=run.section)


def link_separator(style: HouseStyle) -> Iterator[Observation]:
    """The text between the links' outer brackets; for a line break with its indent, the line break alone."""
    source = style.source
    for run in style.all_runs:
        for one, other in pairwise(run.links):
            if style.is_tag(one) and style.is_tag(other):
                gap = Span(one.outer.end, other.outer.start)
                text = source[gap]
                yield Observation(value="\n" if "\n" in text else text, span=gap, key="", section=run.section)
