"""Links, badges, bare URLs and the list's own words, each with its place in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.model import Document, LinkKind
from awesome_lint.outline.autolinks import bare_urls
from awesome_lint.packs import load_packs
from awesome_lint.reading import read
from awesome_lint.source import Source


def document(text: str) -> Document:
    return read(Source.of(text), load_packs())


DRESSES = [
    ("[code](u)", "[x](u)", "code", "[code](u)"),
    ("[[code](u)]", "[[x](u)]", "code", "[[code](u)]"),
    ("[[code]](u)", "[[x]](u)", "code", "[[code]](u)"),
    ("[\\[code\\]](u)", "[\\[x\\]](u)", "code", "[\\[code\\]](u)"),
    ("\\[[code](u)\\]", "\\[[x](u)\\]", "code", "\\[[code](u)\\]"),
    ("([code](u))", "([x](u))", "code", "([code](u))"),
    ("（[代码](u)）", "（[x](u)）", "代码", "（[代码](u)）"),
    ("[**code**](u)", "[**x**](u)", "code", "[**code**](u)"),
    ("[[**code**](u)]", "[[**x**](u)]", "code", "[[**code**](u)]"),
    ("[`code`](u)", "[`x`](u)", "code", "[`code`](u)"),
    ("([code](u), more)", "[x](u)", "code", "[code](u)"),
    ('[code](u "why")', '[x](u "t")', "code", '[code](u "why")'),
    ("[![Star](https://x.org/i.svg)](u)", "[![x](i)](u)", "Star", "[![Star](https://x.org/i.svg)](u)"),
]


@pytest.mark.parametrize(("text", "dress", "label", "outer"), DRESSES)
def test_dress(text: str, dress: str, label: str, outer: str) -> None:
    read_text = document(f"- Title {text} behind\n")
    link = read_text.links[0]
    assert (link.dress, link.label, read_text.source[link.outer]) == (dress, label, outer)
    assert link.url_span is not None
    assert read_text.source[link.url_span] == link.url == "u"
    assert link.is_badge == label.startswith("Star")
    if not link.is_badge:
        assert link.label_span is not None
        assert read_text.source[link.label_span] == label


BARE = [
    ("see https://example.org/a_b_c.", ["https://example.org/a_b_c"]),
    ("(https://example.org/x)", ["https://example.org/x"]),
    ("https://en.wikipedia.org/wiki/Awesome_(list)", ["https://en.wikipedia.org/wiki/Awesome_(list)"]),
    ("www.example.org, and", ["www.example.org"]),
    ("xwww.example.org", []),
    ("https://example.org/?a=1&amp;", ["https://example.org/?a=1"]),
    ("https://localhost/x", []),
    ("[https://example.org/x]", ["https://example.org/x"]),
    ("论文：https://example.org/x。", ["https://example.org/x"]),
    ("https://a.org https://b.org", ["https://a.org", "https://b.org"]),
    ("http://", []),
]


@pytest.mark.parametrize(("text", "urls"), BARE)
def test_bare_urls(text: str, urls: list[str]) -> None:
    assert [text[span.start : span.end] for span in bare_urls(text)] == urls


def test_every_kind_of_link_is_read() -> None:
    text = """\
- [a](https://a.org) <https://b.org> https://c.org [d] <a href="https://e.org"><b>E</b></a> `https://no.org`

<p><a href="https://f.org"><img alt="F" src="f.png"></a></p>

| h |
|---|
| [g](https://g.org) |

[d]: https://d.org
"""
    links = document(text).links
    assert [(link.kind, link.label, link.url) for link in links] == [
        (LinkKind.INLINE, "a", "https://a.org"),
        (LinkKind.AUTOLINK, "", "https://b.org"),
        (LinkKind.BARE, "", "https://c.org"),
        (LinkKind.REFERENCE, "d", "https://d.org"),
        (LinkKind.HTML, "E", "https://e.org"),
        (LinkKind.HTML, "F", "https://f.org"),
        (LinkKind.INLINE, "g", "https://g.org"),
    ]
    assert [link.is_badge for link in links] == [False, False, False, False, False, True, False]


def test_words_are_told_from_urls_code_and_tags() -> None:
    text = "# Head &amp; shoulders\n\nSee <b>bold</b> [label *in* it](https://a.org) `code` https://b.org end\n"
    read_text = document(text)
    assert [(one.text, one.place) for one in read_text.texts] == [
        ("Head &amp; shoulders", "heading"),
        ("See ", "prose"),
        ("bold", "prose"),
        ("label ", "label"),
        ("in", "label"),
        (" it", "label"),
        (" end", "prose"),
    ]
    assert all(read_text.source[one.span] == one.text for one in read_text.texts)


PARTS = st.sampled_from(
    [
        *("# Head\n\n", "- ", "  - ", "1. ", "> ", "| a | b |\n|---|---|\n", "| ", " | ", "\n", "\n\n", "<br>", "&amp;", "\\[", "\\]"),
        *("[", "]", "](", "](https://a.org/x_y)", "(", ")", "**", "*", "`", "![", "<a href='https://h.org'>", "</a>", "https://b.org/p(q)"),
        *(
            "Title of a paper",
            "CVPR 2024",
            "论文",
            "“quoted title”",
            "\t",
            "  ",
            "<!-- c -->",
            "[ref]: https://r.org\n",
            "[ref]",
            "🚀",
            ": ",
            ", ",
        ),
    ]
)


@given(st.lists(PARTS, max_size=40).map("".join))
def test_spans_cut_out_what_they_say(text: str) -> None:
    read_text = document(text)
    source = read_text.source
    for link in read_text.links:
        assert link.outer.start <= link.span.start <= link.span.end <= link.outer.end
        if link.url_span is not None:
            assert source[link.url_span] == link.url
    assert all(source[one.span] == one.text for one in read_text.texts)
    for entry in read_text.entries:
        assert 0 <= entry.span.start <= entry.span.end <= len(source.text)
        assert all(link in read_text.links for link in entry.links)
        assert entry.title_link is None or entry.title_link in entry.links
        if entry.year_span is not None:
            assert str(entry.year)[-2:] in source[entry.year_span]
