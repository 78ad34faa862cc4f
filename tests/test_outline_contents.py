"""Tables of contents in all their forms, and lists of in-page links that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from awesome_lint.model import Contents, ContentsForm, Document
from awesome_lint.packs import load_packs
from awesome_lint.reading import read
from awesome_lint.source import Source

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
SECTIONS = "## Papers\n\n- [a](https://a.org)\n\n### 2024\n\n### 2023\n\n## Code\n\n- [b](https://b.org)\n\n## Talks\n"


def document(text: str) -> Document:
    return read(Source.of(text), load_packs())


def only(text: str) -> Contents:
    (contents,) = document(text).contents
    return contents


FORMS = {
    "bulleted": ("- [Papers](#papers)\n- [Code](#code)\n- [Talks](#talks)\n", ContentsForm.BULLETED),
    "ordered": ("1. [Papers](#papers)\n2. [Code](#code)\n3. [Talks](#talks)\n", ContentsForm.ORDERED),
    "with counts": ("- [Papers](#papers) (12)\n- **[Code](#code)** - 3\n- [Talks](#talks)\n", ContentsForm.BULLETED),
    "in a table": ("| | |\n|---|---|\n| A | [Papers](#papers), [Code](#code) |\n| T | [Talks](#talks) |\n", ContentsForm.TABLE),
    "inline": ("[Papers](#papers) | [Code](#code) | [Talks](#talks)\n", ContentsForm.INLINE),
    "in HTML": (
        '<ul>\n<li><a href="#papers">Papers</a></li>\n<li><a href="#code">Code</a></li>\n<li><a href="#talks">Talks</a></li>\n</ul>\n',
        ContentsForm.HTML,
    ),
    "generated": ("<!-- toc -->\n\n- [Papers](#papers)\n- [Code](#code)\n- [Talks](#talks)\n\n<!-- tocstop -->\n", ContentsForm.BULLETED),
    "split by blank lines": ("- [Papers](#papers)\n\n* [Code](#code)\n\n- [Talks](#talks)\n", ContentsForm.BULLETED),
}


@pytest.mark.parametrize(("text", "form"), FORMS.values(), ids=FORMS.keys())
@pytest.mark.parametrize("heading", ["", "## Contents\n\n"])
def test_forms(text: str, form: ContentsForm, heading: str) -> None:
    contents = only(f"# List\n\n{heading}{text}\n{SECTIONS}")
    assert contents.form is form
    assert [(item.text, item.anchor, item.section and item.section.text) for item in contents.items] == [
        ("Papers", "papers", "Papers"),
        ("Code", "code", "Code"),
        ("Talks", "talks", "Talks"),
    ]
    assert (contents.heading.text if contents.heading else None) == ("Contents" if heading else None)


def test_some_lines_may_lead_elsewhere() -> None:
    elsewhere = "- [Bash](https://b.org)\n- [Fish](https://f.org)\n- [Zsh](https://z.org)\n"
    names = [f"Part {n}" for n in range(1, 9)]
    listed = "".join(f"- [{name}](#{name.lower().replace(' ', '-')})\n" for name in names)
    page = "".join(f"## {name}\n\n" for name in names)
    assert len(only(f"# List\n\n{listed}{elsewhere}\n{page}").items) == 8
    assert not document(f"# List\n\n{listed}{elsewhere}{elsewhere}\n{page}").contents


def test_a_line_of_nested_contents_can_be_written_again() -> None:
    text = f"# List\n\n- [Papers](#papers)\n  * [2024](#2024)\n  * [2023](#2023)\n- [Code](#code)\n\n{SECTIONS}"
    read_text = document(text)
    (contents,) = read_text.contents
    assert [(item.depth, item.indent, item.marker) for item in contents.items] == [
        (0, "", "- "),
        (1, "  ", "* "),
        (1, "  ", "* "),
        (0, "", "- "),
    ]
    for item in contents.items:
        assert read_text.source[item.span] == f"{item.indent}{item.marker}[{item.text}](#{item.anchor})"
        assert item.text_span is not None
        assert item.anchor_span is not None
        assert (read_text.source[item.text_span], read_text.source[item.anchor_span]) == (item.text, item.anchor)


def test_where_lines_lead() -> None:
    text = (
        "# List\n\n## Contents\n\n- [One](#One)\n- [Two](#two-1)\n- [Gone](#gone)\n- [Named](#named)\n- [Ümlaut](#%C3%BCmlaut)\n\n"
        '## One\n\n## Two\n\n## Two\n\n<a name="named"></a>\n## Something\n\n## Ümlaut\n'
    )
    items = only(text).items
    assert [(item.section.number if item.section else None, item.case_differs) for item in items] == [
        (2, True),
        (4, False),
        (None, False),
        (5, False),
        (6, False),
    ]


NO_CONTENTS = {
    "cross references below a heading": f"# List\n\n{SECTIONS}\n## More\n\n- [Papers](#papers)\n- [Code](#code)\n- [Talks](#talks)\n",
    "links that lead nowhere": f"# List\n\n- [x](#x)\n- [y](#y)\n- [z](#z)\n\n{SECTIONS}",
    "entries with a link into the page": f"# List\n\n- [a](https://a.org) see [Papers](#papers)\n- [b](https://b.org)\n- [c](https://c.org)\n\n{SECTIONS}",
    "two links": f"# List\n\n- [Papers](#papers)\n- [Code](#code)\n\n{SECTIONS}",
    "prose": f"# List\n\nThere are [papers](#papers), which we read last year, much [code](#code) of ours and others, and [talks](#talks) that we gave.\n\n{SECTIONS}",
    "see also": f"# List\n\n{SECTIONS}\n## A\n\n## B\n\n_See also [C](#c) - [D](#d) - [E](#e)_\n\n## C\n\n## D\n\n## E\n",
}


@pytest.mark.parametrize("text", NO_CONTENTS.values(), ids=NO_CONTENTS.keys())
def test_no_contents(text: str) -> None:
    assert document(text).contents == ()


def test_a_chapter_may_have_contents_of_its_own() -> None:
    text = f"# List\n\n{SECTIONS}\n## Tools\n\n- [Editors](#editors)\n- [Shells](#shells)\n- [Browsers](#browsers)\n\n### Editors\n\n### Shells\n\n### Browsers\n"
    assert [item.text for item in only(text).items] == ["Editors", "Shells", "Browsers"]


def test_definitions_are_found_with_their_urls() -> None:
    text = "[a], [b] and [c]\n\n[a]: https://a.org 'A'\n[b]: <https://b.org>\n> [c]:\n> https://c.org\n"
    read_text = document(text)
    assert [(one.label, one.url, one.url_span and read_text.source[one.url_span]) for one in read_text.definitions] == [
        (label, f"https://{label}.org", f"https://{label}.org") for label in "abc"
    ]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus isn't here")
def test_spans_are_exact_in_real_lists() -> None:
    smallest = sorted(CORPUS.glob("*.md"), key=lambda path: path.stat().st_size)[:25]
    for path in smallest:
        read_text = read(Source.decode(path.read_bytes(), path.name), load_packs())
        source = read_text.source
        assert read_text.entries, path.name
        assert [link for link in read_text.links if link.url_span and source[link.url_span] != link.url] == []
        assert [one for one in read_text.texts if source[one.span] != one.text] == []
        assert [entry.title for entry in read_text.entries if entry.year_span and str(entry.year)[-2:] not in source[entry.year_span]] == []
