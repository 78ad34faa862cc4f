"""Phrases: the short way of a plain line makes of it what the long way makes of any."""

from __future__ import annotations

import pytest
from awesome_lint.markdown.blocks import Inline
from awesome_lint.parse import parse
from hypothesis import example, given
from hypothesis import strategies as st

from awesome_lint.outline import phrases
from awesome_lint.outline.phrases import Phrase, Reading
from awesome_lint.packs import load_packs
from awesome_lint.source import Source

PARTS = st.sampled_from(
    [
        *("words", " ", "\t", ". ", " - ", "é", "\u00a0", "[", "]", "(", ")", "\\[", "\\]", "&amp;", "`", "*", "**", "~~", "\n", "  \n"),
        *("`code`", "**bold**", "*em*", "_em_", "***both***", "**[a](u)**", "*[a b](u)*", "**`c`**", "**b *i***", "*`c` d*"),
        *("[paper](https://x.y/a)", "[[code](https://x.y/b)]", "[[pdf]](#c)", "([ ](u))", "[](u)", '[a](u "t")', "[ a  b ](<u v>)"),
        *("[**b**](u)", "[`c`](u)", "[![i](s)](u)", "![i](s)", "[a\\[b\\]](u)", "[r][r]", "<https://x.y>", "<b>", "</b>", '<a id="x">'),
        *(
            "https://x.y/z",
            "www.x.y",
            "WWW.x.y",
            "[www.x.y](https://www.x.y)",
            "http*s://x.y*",
            "ww**w.x**",
            "://",
            "| a | b |\n|---|---|\n",
        ),
    ]
)


def both_ways(source: Source, inline: Inline, place: str) -> tuple[tuple[Phrase | None, Reading], tuple[Phrase, Reading]]:
    role = load_packs().role
    short, long = Reading(source, role), Reading(source, role)
    return (phrases._plain_phrase(short, inline, place), short), (phrases._Reader(long, inline, place).phrase(), long)


@given(st.lists(PARTS, max_size=14).map("".join), st.sampled_from(["prose", "heading"]))
@example("see www.x.y and **https://x.y/z**", "prose")
def test_the_short_way_reads_what_the_long_way_does(text, place):
    source = Source(f"{text}\n\n[r]: https://x.y/r\n")
    for block in parse(source).page.walk():
        for inline in block.inlines:
            (short, gathered), (long, everything) = both_ways(source, inline, place)
            if short is None:
                assert (gathered.links, gathered.texts) == ([], [])
            else:
                assert short == long
                assert (gathered.links, gathered.texts) == (everything.links, everything.texts)
                assert (everything.anchors, everything.comments) == ([], [])


@pytest.mark.parametrize(
    "line",
    [
        "Title words. [[paper](https://arxiv.org/abs/2401.00001)] [[code](https://github.com/a/b)]",
        "**[Title](https://x.y)** - *CVPR 2024*, `v2`, words",
        "[Name](https://www.x.y/) - A description of www things.",
        "- [Title](https://x.y)\n  *Authors*  \n  [![Star](https://x.y/i)](https://x.y/j) `code`",
    ],
)
def test_common_lines_are_read_the_short_way(line):
    source = Source(line)
    (inline,) = [inline for block in parse(source).page.walk() for inline in block.inlines]
    (short, _), (long, _) = both_ways(source, inline, "prose")
    assert short == long
