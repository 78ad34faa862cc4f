"""Blocks read section by section, plain ones without markdown-it: the same tree that markdown-it gives for the whole page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from awesome_lint.markdown.blocks import Block, Content, Kind
from awesome_lint.markdown.parser_blocks import markdown_blocks
from awesome_lint.markdown.plain_blocks import plain_blocks
from awesome_lint.parse import parse
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.source import Source

SHARED = Path(__file__).parents[2] / "shared"
LISTS = [SHARED / "seed" / "papers.md", *sorted((SHARED / "corpus").glob("*.md"))] if SHARED.is_dir() else []
EXAMPLES = [
    json.loads(line)["markdown"]
    for path in sorted((Path(__file__).parent / "data" / "commonmark").glob("*.jsonl"))
    for line in path.read_text("utf-8").splitlines()
]


def tree(block: Block) -> tuple[object, ...]:
    """All that is known of a block and what is in it."""
    own = (block.kind, block.first, block.last, block.markup, block.level, block.ordered, block.header, block.contents)
    return (*own, [tree(child) for child in block.children])


def same_tree(source: Source) -> None:
    parsed = parse(source)
    first = source.row(parsed.front_matter.end) if parsed.front_matter else 1
    whole = markdown_blocks(source, first, len(source.line_starts))
    assert [tree(block) for block in parsed.page.children] == [tree(block) for block in whole.blocks]
    assert {label: list(found["map"]) for label, found in parsed.references.items()} == {
        label: list(found["map"]) for label, found in whole.references.items()
    }


def plain(text: str) -> list[Block] | None:
    source = Source(text)
    return plain_blocks(source, [(1, len(source.line_starts))], 0)[0]


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_of_the_specifications(text):
    same_tree(Source.of(text))


@pytest.mark.parametrize("path", LISTS, ids=lambda p: p.stem[:40])
def test_real_lists(path):
    same_tree(Source.decode(path.read_bytes(), path.name))


INDENTS = st.sampled_from(["", "", "", "", " ", "  ", "   ", "    ", "     ", "      ", "\t"])
MARKERS = st.sampled_from(
    [
        *("", "", "- ", "- ", "* ", "+ ", "-  ", "-    ", "-     ", "# ", "## ", "#", "#x", "-", "-x", "***", "---", "===", "--", "_ _ _"),
        *("1. ", "2) ", "> ", "```", "~~~", "<div>", "</div>", "<!--", "-->", "| ", "|-|", "- | -", ":-", ":x: ", "[a]: ", "[b", "[c] "),
        *(
            "<br>",
            "<br/> ",
            '<a name="x">',
            "</a >",
            "<b>b</b> ",
            '<img src="i" alt>',
            "<p align=center>",
            "</p>",
            "<Details>",
            "<hr",
            "<tdx>",
        ),
        *("<pre>", "</PRE>", "<script ", "<?x", "?>", "<!X", "<![CDATA[", "]]>", "<https://x.y>", "````", "~~~~ x", "``` `", "```sh"),
        *(">", ">> ", ">- ", "> > ", "> ```", "> # ", ">\t", " > ", "> <div>", ">  ", "> **b**"),
        *(
            "| a | b |",
            "a|b",
            "|---|---|",
            "--|:-:",
            "|:-|-:| ",
            "|a\\|b|c||",
            "| a |  | c",
            "||",
            "|-",
            "| `|` | x |",
            "2 | 3",
            "`x|y` | z",
        ),
        *("**b** ", "_i_", "`x` ", "2020 ", "3.5 ", "~~", "- - ", "- # ", "- > ", "\u00a0", "-\t", "#\t", "\f", "---\nx: y\n---\n"),
    ]
)
WORDS = st.sampled_from(
    ["", "a", "#", " ##", "c#", "b c", "a | b", "x  ", "y\t", "z\u00a0", "[a](b)", "[a]", "\\", "end #", "b -->", "- c"]
)
LINES = st.one_of(st.tuples(INDENTS, MARKERS, WORDS).map("".join), st.sampled_from(["", " ", "\t"]))


@given(st.lists(LINES, max_size=10).map("\n".join))
def test_generated_pages(text):
    same_tree(Source.of(text))


# Blocks of several lines that go together, which lines alone hardly make.
BLOCKS = st.sampled_from(
    [
        *("<div>a|b\n|-|-|\nc", "~~~ a|b\n-|-", "> <p>a|b\n> -|-\n", "> a|b\n-|-", "# a|b\n-|-", "- a|b\n-|-"),
        *(
            "a | b\n--|--\nc | d",
            "| a |\n|---|\n| b | c |\n|",
            "| a | b |\n|:-|-|\n| \\| | d |\n\n",
            "x\n|a|b|\n|-|-|\ny",
            "|a|\n|-|-|\n|b|",
        ),
        *("> a\n> b\n\n", "> - a\n>   - b\n>\n> c", "> ```\n> a\n\nb", ">a\n>\n>> b\n>> c\n> d", "> <!-- x\n> y\n\n", "> # a\n> ## b #\n"),
        *("```\na\n```", "<div>\nb\n\n", "<!-- c\n\n-->", "- a\n- b", "- a\n  | b | c |\n  |--|--|", "# a", "\n", "- a\n> b", "- a\n  > b"),
        *(
            "| a\n|-\n| <b> |\n<div>\n| c",
            "| a |\n|--|\n    | b |",
            "  | a |\n   |--|\n | b |",
            "| a\u00a0|\n|--|\n|\u00a0|",
            "a | b\n- | -\n",
        ),
    ]
)


@given(st.lists(st.one_of(BLOCKS, LINES), max_size=6).map("\n".join))
def test_generated_blocks(text):
    same_tree(Source.of(text))


SIMPLE_LINES = st.tuples(
    st.sampled_from(["", "", " ", "  ", "   ", "    ", "      ", "\t", "\t\t", " \t"]),
    st.sampled_from(["", "", "- ", "- ", "* ", "-  ", "-   ", "1. ", "2. ", "1) ", "01. "]),
    st.sampled_from(["a", "b c  "]),
).map("".join)


@given(st.lists(st.one_of(SIMPLE_LINES, st.just("")), max_size=10).map("\n".join))
def test_generated_lists_within_lists(text):
    same_tree(Source.of(text))


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\nWords\nthat go on  \n  and on.\n\n---\n\nMore.",
        "- a\n- b\n\n  its second paragraph\n\n  - nested\n    lazy\n- c\n\n* another list",
        "- [a](https://x.y) **b**\n- **b**: `c`\n- 2024 d\n- :fire: e\n- ~~f~~\n- [g] h",
        "##\tTitle\n\n\n- a\n\n\n- b\n",
        "# Title #\n\n## C#\n\n### a # ###\n",
        '<p align="center">\n  <img src="i">\n</p>\n\n- a\n- b\n<!-- c -->\n<br>\n\n<details>\n<summary>d</summary>\n\n- e\n\n</details>',
        'Words\n<br> and\n<a href="x">more</a>\n\n<b>c</b> d\n- <img src="i"> e\n- f\n<!-- g\n\nh -->\ni',
        "- a\n\t- b\n\t\t* c\n\t- d\n- e\n\n1. f\n\t1. g",
        "| a |\n|---|\n| b |\n<!-- | c | -->\nd\n",
        "Title\n=====\n\n  Words  \n--\n- a\n\n> Title\n> -\n",
        "> a\n> - b\n>   c\n>\n> > d\n\n> e\n\n# f\n\n>g\n",
        "1. a\n2. b\n   - c\n   - d\n     1) e\n\n3. f\n\nWords\n1. g\n10. h\n- i\n1) j",
        "Words\n\n| a | b |\n|---|:-:|\n| [c](d) | e \\| f |\n| g\n\nh | i\n--|--\n1 | 2\n",
        "Words\n```sh\n- a\n\n\tb\n```\nc\n~~~\n```\n~~~~\n\n- d\n```\n# e",
        "",
    ],
)
def test_common_sections_are_plain(text):
    assert plain(text) is not None
    same_tree(Source(text))


@pytest.mark.parametrize("text", ["```\n# a\n```", "<!--\n# a\n-->", "<div>\n# a\n\nb", "<div>\n\n# a", "```\na", "<br>\n\n\n"])
def test_what_reaches_over_headings_is_read_whole(text):
    same_tree(Source(f"{text}\n\n# b\n\nc\n"))


@pytest.mark.parametrize(
    "line",
    [
        *(
            "a\n2. b",
            "1.",
            "1.     a",
            "> quoted\ngoes on",
            "> a\n>\tb",
            "> a | b\n> --|--",
            "a | b\n--|--\n- c | d",
            "a | b\n--|--\n \t| c",
            "a | b\n--|--\nc\u00a0| d",
            "- a | b\n  --|--",
            "- a\n\tb",
            "- a\n \t- b",
            "<div>a | b\n|--|--|\nc",
            "```a | b\n|--|--|\nc",
            "> <div>a | b\n> |--|--|\n> c",
            "- <div>",
            "- ```",
            "- a\n  <!-- x -->",
            "| a |",
            "|---|",
            ":--|",
            "- | -",
            "===",
            "--",
            "a\nb\n===",
            "- a\n===",
            "- - x",
            "-",
            "\tcode",
        ),
        *("    code", "[a]: https://x.y", "[a", " # Title", "-\tx", "-     x", "\u00a0", "x\u00a0", "\u3000x"),
    ],
)
def test_what_may_be_anything_else_is_not_plain(line):
    assert plain(line) is None
    for text in (line, f"words\n{line}", f"- item\n{line}", f"{line}\n{line}"):
        same_tree(Source(text))


@pytest.mark.parametrize(
    "text",
    [
        "# a\n\n```\n# no heading\n```\n\n# b\n",
        "# a\n\n```\n# never closed\n\n# b",
        "# a\n\n<!--\n\n# hidden\n\n-->\n\n# b",
        "# a\n<div>\n# c\n\n# d",
        "- ```\n# out of the item\n```\n# in a fence",
        "# a\n\n[x]: https://x.y\n\n# b\n\n[x]: https://z.w\n[y]: https://y.y",
    ],
)
def test_what_reaches_beyond_a_heading(text):
    same_tree(Source(text))


def test_where_a_content_stands():
    source = Source("- one  \n   two\n")
    (bullets,) = plain(source.text) or ()
    (paragraph,) = bullets.children[0].children
    assert (bullets.first, bullets.last) == (1, 2)
    assert paragraph.contents == (Content("one  \n two", (2, 14), ((0, 2), (6, 10))),)


def nested(depth: int) -> str:
    return "".join(f"{'  ' * n}- x\n" for n in range(depth))


@pytest.mark.parametrize("depth", range(7, 10))
def test_lists_as_deep_as_markdown_it_reads(depth):
    assert plain(nested(depth)) is not None
    same_tree(Source(nested(depth) + "\n# next\n\n- y\n"))


@pytest.mark.parametrize("depth", range(10, 15))
def test_deeper_lists_are_left_to_it_and_end_with_their_section(depth):
    assert plain(nested(depth)) is None
    same_tree(Source(nested(depth)))
    parsed = parse(Source(nested(depth) + "\n# next\n\n- y\n"))
    assert [block.kind for block in parsed.page.children] == [Kind.LIST, Kind.HEADING, Kind.LIST]


def test_html_that_reaches_over_headings_is_looked_at_once():
    """Each section opens a comment that only the last one ends, before a line that is not plain: no section is read again."""
    sections = 4_000
    source = Source("# a\n<!--\n" * sections + "-->\n\tcode\n")
    rows = []
    line = Source.line
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Source, "line", lambda self, row: rows.append(row) or line(self, row))
        parse(source)
    assert len(rows) < 10 * sections
