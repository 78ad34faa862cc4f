"""Canonical layout: what it changes, what it leaves alone, and that the page stays the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from awesome_lint.edits import apply
from awesome_lint.layout import changes, foreign_bullets, layout
from awesome_lint.layout.generated import generated
from awesome_lint.source import Source, Span

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
SPECS = [
    json.loads(line) for path in sorted((ROOT / "tests/data/commonmark").glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
]

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def html(text: str) -> str:
    return re.sub(r"\s+", " ", MARKDOWN.render(text)).strip()


def laid(text: str, *, protected: tuple[Span, ...] = ()) -> str:
    """The layout of a text, held to the promises that layout makes for any text."""
    result = layout(Source.of(text), protected=protected)
    assert html(result.text) == html(text)
    assert apply(text, changes(text, result.text)) == result.text
    if not protected:
        assert layout(Source.of(result.text)).text == result.text
    return result.text


def items(marker: str, text: str, number: int = 10) -> str:
    return "".join(f"{marker}{text} {n}\n" for n in range(number))


KEPT = {
    "bullets and padding": "-   one\n-   two\n\n***\n\n*  one\n\n+ one\n",
    "numbers as they are": "1. one\n1. two\n\n5) five\n7) seven\n",
    "emphasis as it is": "__bold__ *it* _it_ **b**\n",
    "escapes and brackets": "- T [[paper](https://x.y)] [a] \\[b\\] * _ <x>\n",
    "URLs as written": "- [a](https://x.y/ü?q=%C3%BC&b=(c)) <https://x.y/é>\n",
    "hard breaks": "- one  \n  two\\\n  three<br>\n  four\n",
    "tables": "|a|b|\n|-|:-:|\n|longer than others|`x\\|y`|\n\n| a   | b |\n| --- | - |\n| c   | d |\n",
    "definitions": "[Unused]: <https://x.y> 'T'\n[A b]: https://x.y\n\n[a B] [A b][]\n",
    "HTML": "<p align=center>\n  <img src=x> \n</p>\n\n- one <br/>\n  <details>\n\n  two\n\n  </details>\n",
    "code": "~~~~ py x\na  \n\n\tb\n~~~~\n\n    indented  \n\n- ```\n  c \n  ```\n",
    "an open fence": "```\na\n",
    "front matter": "---\ntitle: x \nlist:\n  - a\n---\n\n\n# T\n",
    "quotes": ">one\n> two\nthree\n\n> - a\n>   b\n",
    "underlined headings": "T\n===\n\nU V\n---\n",
    "closed headings": "## T ##\n",
    "thematic breaks": "* * *\n\n_____\n",
    "tight and loose lists": "- a\n- b\n\n1. a\n\n2. b\n",
    "nesting": "- a\n    - b\n      c\n    1. d\n        - e\n\n\n",
    "tabs": "-\ta\n\t-\tb\n",
    "an item without text": "-\n- a\n\n1.\n",
    "no text at all": "",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_is_a_lists_own_way_stays(text):
    assert laid(text) == text.rstrip("\n") + "\n" * bool(text)


CHANGED = {
    "trailing blanks": ("# T \n\n- a \n- b\t\n  c \n\ntext  \n", "# T\n\n- a\n- b\n  c\n\ntext\n"),
    "a hard break stays, one at the end is none": ("a  \nb  \n", "a  \nb\n"),
    "blanks between # and text": ("##   T\n#\tU\n", "## T\n# U\n"),
    "too many blank lines": ("# T\n\n\n\na\n\n\nb\n", "# T\n\na\n\nb\n"),
    "blanks on blank lines": ("a\n  \nb\n\t\n\nc\n", "a\n\nb\n\nc\n"),
    "blank lines at both ends": ("\n\na\n\n\n", "a\n"),
    "the final line end": ("- a", "- a\n"),
    "siblings stand below each other": ("- a\n  - b\n   - c\n  - d\n", "- a\n  - b\n  - c\n  - d\n"),
    "their text comes along": (
        "- a\n  - b\n   - c\n     more\n\n     > q\n\n     ```\n     x\n     ```\n  - d\n",
        "- a\n  - b\n  - c\n    more\n\n    > q\n\n    ```\n    x\n    ```\n  - d\n",
    ),
    "padding where nearly all agree": (items("- ", "x", 20) + "-   y\n    z\n", items("- ", "x", 20) + "- y\n  z\n"),
    "numbers that line up stay lined up": (
        "".join(f"{n}.".ljust(4) + "x\n" for n in range(1, 21)) + "21. y\n22.  z\n",
        "".join(f"{n}.".ljust(4) + "x\n" for n in range(1, 21)) + "21. y\n22. z\n",
    ),
    "lines that go on, where nearly all are aligned": (
        "".join(f"- x {n}\n  y\n" for n in range(20)) + "- x\ny\n",
        "".join(f"- x {n}\n  y\n" for n in range(20)) + "- x\n  y\n",
    ),
    "a text that would become a block stays": (
        "".join(f"- x {n}\n  y\n" for n in range(20)) + "- x\n      - y\n        # z\n",
        "".join(f"- x {n}\n  y\n" for n in range(20)) + "- x\n      - y\n        # z\n",
    ),
    "a blank line above a heading, where nearly all have one": (
        "".join(f"## H {n}\nx\n\n" for n in range(20)) + "## H\nx\n## I\nx\n",
        "".join(f"## H {n}\nx\n\n" for n in range(20)) + "## H\nx\n\n## I\nx\n",
    ),
    "none below it, where hardly any has one": (
        "".join(f"## H {n}\nx\n\n" for n in range(20)) + "## H\n\nx\n",
        "".join(f"## H {n}\nx\n\n" for n in range(20)) + "## H\nx\n",
    ),
    "two blank lines, where most have two": (
        "".join(f"## H {n}\nx\n\n\n" for n in range(6)) + "## H\nx\n\n\n\n## I\n",
        "".join(f"## H {n}\nx\n\n\n" for n in range(6)) + "## H\nx\n\n\n## I\n",
    ),
}


@pytest.mark.parametrize(("text", "expected"), CHANGED.values(), ids=CHANGED)
def test_layout(text, expected):
    assert laid(text) == expected


def test_a_block_without_proof_stays_and_is_told():
    text = "a \n\n``\nfoo \n``\n\nb \n"
    result = layout(Source.of(text))
    assert result.text == "a\n\n``\nfoo \n``\n\nb\n"
    assert [text[span.start : span.end] for span in result.refused] == ["``\nfoo \n``"]
    assert result.blocks == 3


def test_a_final_line_end_that_would_be_content_is_left_out():
    assert laid("a \n```\nb") == "a\n```\nb"


def test_a_block_that_cannot_be_aligned_is_printed_with_care():
    # Moved to the column of most of its siblings, the first item of the second list would belong to the first list.
    assert laid("+ a \n - b \n  - c \n  - d\n") == "+ a\n - b\n  - c\n  - d\n"


def test_what_markdown_it_leaves_out_is_kept():
    text = "".join("  " * n + "- x \n" for n in range(40))
    result = layout(Source.of(text))
    assert result.text.split() == text.split()


def test_protected_lines_stay():
    text = "# T \n\n\n\n- a \n- b \n- c \n\n\n# U \n"
    b = text.index("- b")
    assert laid(text, protected=(Span(b, b + 4),)) == "# T\n\n- a\n- b \n- c\n\n# U\n"
    assert laid(text, protected=(Span(0, b + 4),)) == "# T \n\n\n\n- a \n- b \n- c\n\n# U\n"
    assert laid(text, protected=(Span(0, len(text)),)) == text
    assert laid("a\n\n\n", protected=(Span(2, 4),)) == "a\n\n\n"


@pytest.mark.parametrize("bullet", ["-", "*"])
def test_a_bullet_that_cuts_a_list_in_two(bullet):
    other = "*" if bullet == "-" else "-"
    text = items(f"{bullet} ", "x") + f"{other} y\n" + items(f"{bullet} ", "z")
    at = text.index(f"{other} y")
    assert foreign_bullets(Source.of(text)) == [(Span(at, at + 1), bullet)]
    assert laid(text) == text  # layout proper keeps the page as it is


@pytest.mark.parametrize(
    "text",
    [
        items("- ", "x") + "* y\n",
        items("- ", "x") + "\n* y\n\n" + items("- ", "z"),
        items("- ", "x") + "* y\n* z\n" + items("- ", "z"),
        items("- ", "x") + "\ntext\n\n* y\n" + items("- ", "z"),
        "- a\n* b\n- c\n",
        items("- ", "x\n  * y\n-"),
    ],
    ids=["at an end", "apart", "two", "after a text", "few", "by depth"],
)
def test_bullets_that_may_be_meant(text):
    assert foreign_bullets(Source.of(text)) == []


@pytest.mark.parametrize("example", SPECS, ids=lambda e: f"{e['section'][:20]}-{e['example']}")
def test_examples_of_the_specifications(example):
    laid(example["markdown"])


HABITS = "".join(
    [
        *(f"- item {n}\n  goes on\n\n  - nested\n    goes on\n" for n in range(11)),
        "\n",
        *(f"{n}. item\n   goes on\n" for n in range(1, 12)),
        *(f"\n## Heading {n}\n\ntext\nflush\n" for n in range(11)),
        "\n",
    ]
)


@pytest.mark.parametrize("example", SPECS[::4], ids=lambda e: f"{e['section'][:20]}-{e['example']}")
def test_examples_of_the_specifications_in_a_list_of_firm_habits(example):
    laid(HABITS + example["markdown"])


BLOCKS = st.sampled_from(
    [
        "text",
        "text \nmore",
        "text  \n  more",
        "## Heading",
        "#  Heading ",
        "T\n--",
        "- a\n- b",
        "* a\n  * b\n   * c",
        "-   a\n\n    b",
        "1. a\n2. b\n   - c",
        "1) a\n10) b",
        " - a\n  - b",
        "-\ta\n\t- b",
        "- - a\n  - b",
        "- a\nlazy",
        "- a\n      not code",
        "-     code",
        "> q\nlazy",
        "```\ncode \n```",
        "    code",
        "| a | b |\n|---|---|\n| c | d | ",
        "<div>\n x \n</div>",
        "<!-- c -->",
        "[r]: https://x.y",
        "[r]",
        "---",
        "* * *",
        "- [ ] task",
        "-\n  a",
        "\\- a",
    ]
)
GAPS = st.sampled_from(["\n", "\n\n", "\n\n\n", "\n \n", "\n\n\n\n"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(BLOCKS, GAPS), max_size=12), st.integers(0, 6), st.booleans())
def test_any_mixture_of_blocks(parts, indent, habits):
    text = "".join(block + gap for block, gap in parts)
    nested = "- item\n" + "".join(" " * indent + line + "\n" for line in text.split("\n"))
    laid((HABITS if habits else "") + text)
    laid(nested)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="-*+#>` \t\n1.)ab[]|:=_<&\\~", max_size=60))
def test_any_text(text):
    laid(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(BLOCKS, GAPS), min_size=1, max_size=8), st.data())
def test_protected_lines_stay_whatever_they_are(parts, data):
    source = Source.of("".join(block + gap for block, gap in parts))
    start = data.draw(st.integers(0, len(source.text) - 1))
    end = data.draw(st.integers(start + 1, len(source.text)))
    text = layout(source, protected=(Span(start, end),)).text
    assert html(text) == html(source.text)
    rows = range(source.row(start), source.row(end - 1) + 1)
    assert "\n".join(source.line(row) for row in rows) in text


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the lists beside the project")
@pytest.mark.parametrize("path", sorted(p for p in CORPUS.glob("*.md") if p.stat().st_size < 60_000)[::5], ids=lambda path: path.stem[:30])
def test_real_lists(path):
    source = Source.decode(path.read_bytes())
    result = layout(source)
    assert html(result.text) == html(source.text)
    assert layout(source.with_text(result.text)).text == result.text
    assert len(result.refused) <= 0.02 * result.blocks


HOSTILE = {
    "brackets": "- " + "[" * 100_000,
    "quotes": ">" * 100_000 + " x",
    "markers": "- " * 20_000 + "x",
    "depth": "".join("  " * n + "- x \n" for n in range(400)),
    "one line": "- " + "[a](https://b.c) " * 60_000,
    "alternating bullets": "- x\n* y\n" * 500,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_ends_in_bounded_time(text):
    result = layout(Source.of(text))
    assert result.text.split() == text.split()
    foreign_bullets(Source.of(text))


def test_mdformat_with_our_plugin_keeps_inline_text(monkeypatch):
    import mdformat
    import mdformat.plugins

    from awesome_lint.layout import plugin

    monkeypatch.setitem(mdformat.plugins.PARSER_EXTENSIONS, "awesome_lint", plugin)
    text = "* T __b__ [[paper](https://x.y/ü)] [Ref] \\* 1\\. a_b\n\n[ref]: x\n"
    assert mdformat.text(text) != mdformat.text(text, extensions={"awesome_lint"})
    assert mdformat.text(text, extensions={"awesome_lint"}) == "-" + text[1:]
    assert mdformat.text("a  \nb\n", extensions={"awesome_lint"}) == "a\\\nb\n"
    assert mdformat.text("a b\n", extensions={"awesome_lint"}, options={"wrap": 1}) == "a\nb\n"


@pytest.mark.parametrize("example", SPECS[::7], ids=lambda e: f"{e['section'][:20]}-{e['example']}")
def test_mdformat_with_our_plugin_keeps_the_page(example, monkeypatch):
    import mdformat
    import mdformat.plugins

    from awesome_lint.layout import plugin

    monkeypatch.setitem(mdformat.plugins.PARSER_EXTENSIONS, "awesome_lint", plugin)
    once = mdformat.text(example["markdown"], extensions={"awesome_lint"})
    assert html(once).replace("<p></p>", "") == html(mdformat.text(example["markdown"])).replace("<p></p>", "")
    assert mdformat.text(once, extensions={"awesome_lint"}) == once


def test_nothing_heavy_is_imported_before_it_is_needed():
    code = "import sys, awesome_lint.layout; print([m for m in ('markdown_it', 'mdformat') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("START doctoc generated TOC please keep comment here to allow auto update", "END doctoc generated TOC please keep comment here"),
        ("BLOG-POST-LIST:START", "BLOG-POST-LIST:END"),
        ("START_SECTION:activity", "END_SECTION:activity"),
        ("AUTO-GENERATED-CONTENT:START (TOC)", "AUTO-GENERATED-CONTENT:END"),
        ("BEGIN generated", "END generated"),
        ("toc", "tocstop"),
        ("TOC", "/TOC"),
    ],
)
def test_what_a_program_writes_is_left_alone(start, end):
    inside = f"<!-- {start} -->\n## Contents\n\n\n- [A](#a)   \n-  [B](#b)\n\n\n<!-- {end} -->\n"
    text = f"# List\n\n{inside}\n## A\n\n- [One](https://example.org/1)  \n\n\n## B\n\n- [Two](https://example.org/2)\n"
    laid = layout(Source.of(text)).text
    assert inside in laid
    assert "https://example.org/1)\n\n## B" in laid


@pytest.mark.parametrize("said", ["start of the list", "end", "begin", "the papers start here", "TODO: generated by hand"])
def test_comments_of_people_begin_nothing(said):
    assert generated(f"<!-- {said} -->\n- a\n<!-- end of the list -->\n<!-- end -->\n") == []


def test_of_two_ways_in_a_list_the_one_of_the_page_wins():
    page = "".join(f"## Part {n}\n\n* [a](https://example.org/a{n})\n* [b](https://example.org/b{n})\n\n" for n in range(5))
    mixed = "## Last\n\n* [a](https://example.org/a)\n * [b](https://example.org/b)\n * [c](https://example.org/c)\n * [d](https://example.org/d)\n"
    assert layout(Source.of(page + mixed)).text == page + mixed.replace("\n * ", "\n* ")


MEANT_AS_CHILDREN = {
    "behind a wide marker": "- [a](https://a.org)\n  - Ann\n-  [b](https://b.org)\n  - Bo\n- [c](https://c.org)\n",
    "one space short": "  * [a](https://a.org)\n    * Ann\n  * [b](https://b.org)\n   * Bo\n  * [c](https://c.org)\n    * Cy\n",
    "one space each": "".join(f"  * [{name}](https://{name}.org)\n   * By {name}\n" for name in "abc"),
    "parents left of children": "".join(f" - [{name}](#{name})\n  - [{name}1](#{name}1)\n" for name in "abc"),
}


@pytest.mark.parametrize("text", MEANT_AS_CHILDREN.values(), ids=MEANT_AS_CHILDREN)
def test_an_item_that_was_meant_as_a_child_stays_where_it_is(text):
    assert laid(text) == text


def test_a_space_too_many_before_an_item_is_a_slip():
    assert laid("- [a](https://a.org)\n - [b](https://b.org)\n- [c](https://c.org)\n").count("\n- ") == 2
