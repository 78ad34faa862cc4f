"""GitHub's anchors."""

from __future__ import annotations

import pytest

from awesome_lint.outline.slugs import Slugger, slug
from awesome_lint.packs import load_packs
from awesome_lint.reading import read
from awesome_lint.source import Source

# Text of the rendered heading, and the anchor that github.com gives it.
TEXTS = [
    ("CVPR-2024", "cvpr-2024"),
    ("C / C++", "c--c"),
    ("Q&A", "qa"),
    ("Art & Design", "art--design"),
    ("1.2.3 *Bagging*", "123-bagging"),
    ("snake_case stays", "snake_case-stays"),
    ("🚀 Papers", "-papers"),
    ("⚙️ Settings", "\ufe0f-settings"),
    ("1️⃣ First", "1\ufe0f\u20e3-first"),
    (":rocket: Papers", "rocket-papers"),
    ("Привет мир", "привет-мир"),
    ("İstanbul Kağıtlar", "i\u0307stanbul-kağıtlar"),
    ("目录 (Contents)", "目录-contents"),
    ("Ⓐ circled", "ⓐ-circled"),
    ("Æther’s “quote”", "æthers-quote"),
    ("trailing blank ", "trailing-blank-"),
    ("a\u00a0b\tc", "abc"),
    ("x²+y³ ½", "xy-"),
]


@pytest.mark.parametrize(("text", "anchor"), TEXTS)
def test_slug(text: str, anchor: str) -> None:
    assert slug(text) == anchor


def test_duplicates_are_counted_and_pass_over_what_is_taken() -> None:
    slugger = Slugger()
    assert [slugger.add(text) for text in ("Foo", "Foo", "Foo 1", "Foo", "foo")] == ["foo", "foo-1", "foo-1-1", "foo-2", "foo-3"]


HEADINGS = [
    ("# Title [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)", "Title", "title-"),
    ("## [Linked](https://example.org) `code` **bold**", "Linked code bold", "linked-code-bold"),
    ('## <a name="x"></a>Named', "Named", "named"),
    ("## A &amp; B \\# C", "A & B # C", "a--b--c"),
    ("## ![](https://example.org/i.png) Picture", "Picture", "-picture"),
    ("Setext\n======", "Setext", "setext"),
    ("## Closed ##", "Closed", "closed"),
    ('<h2 align="center">In <b>HTML</b></h2>', "In HTML", "in-html"),
    ("<h3>\n  Over lines\n</h3>", "Over lines", "--over-lines"),
    ("## ~~Old~~ New", "Old New", "old-new"),
]


@pytest.mark.parametrize(("markdown", "text", "anchor"), HEADINGS)
def test_headings(markdown: str, text: str, anchor: str) -> None:
    section = read(Source.of(f"{markdown}\n"), load_packs()).sections[0]
    assert (section.text, section.slug) == (text, anchor)


def test_sections_know_their_anchors_and_parents() -> None:
    text = '# Top\n\n<a id="early"></a>\n\n## Papers\n\n### <a name="deep"></a>2024\n\n## Code\n'
    document = read(Source.of(text), load_packs())
    assert [(section.text, section.parent, section.anchors) for section in document.sections] == [
        ("Top", None, ()),
        ("Papers", 0, ("early",)),
        ("2024", 1, ("deep",)),
        ("Code", 0, ()),
    ]
    assert [document.source[section.text_span] for section in document.sections][:2] == ["Top", "Papers"]
