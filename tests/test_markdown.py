"""The reader: ranges in the file, kinds of nodes and blocks, limits. What a page means is held against GitHub's parser elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.markdown.reader import DEEPEST, read_markdown
from awesome_lint.markdown.tree import Block, Inline, Node, Tree
from awesome_lint.source import Source, Span

SHARED = Path(__file__).parents[2] / "shared"
LISTS = [*sorted((SHARED / "seed").glob("*.md")), *sorted((SHARED / "corpus").glob("*.md"))]


def tree(text: str) -> Tree:
    return read_markdown(Source.of(text))


def inlines(page: Block) -> list[Inline]:
    return [inline for block in page.walk() for inline in block.inlines]


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(node.children)


def first_node(text: str) -> Node:
    return inlines(tree(text).page)[0].nodes[0]


@pytest.mark.parametrize(
    ("text", "kind", "inner", "url", "href"),
    [
        ("[x](u)", "link", "x", "u", "u"),
        ("[x]( <u v> 't')", "link", "x", "u v", "u v"),
        ('[x](/a\\)b(c) "t")', "link", "x", "/a\\)b(c)", "/a\\)b(c)"),
        ("[x]()", "link", "x", "", ""),
        ("[a [b] `]` c](u)", "link", "a [b] `]` c", "u", "u"),
        ("[a\nb](\nu\n)", "link", "a\nb", "u", "u"),
        ("[x](u?a&amp;b)", "link", "x", "u?a&amp;b", "u?a&amp;b"),
        ("![alt *e*](i 't')", "image", "alt *e*", "i", "i"),
        ("<https://x.org>", "autolink", "https://x.org", "https://x.org", "https://x.org"),
        ("<a@b.org>", "autolink", "a@b.org", "a@b.org", "a@b.org"),
        ("[r]\n\n[r]: /d", "link", "r", None, "/d"),
        ("[x][r]\n\n[r]: /d", "link", "x", None, "/d"),
        ("[r][]\n\n[r]: /d", "link", "r", None, "/d"),
        ("**字**", "strong", "字", None, ""),
        ("_x_", "em", "x", None, ""),
        ("~~x~~", "strike", "x", None, ""),
        ("~x~", "strike", "x", None, ""),
        ("`` a`b ``", "code", " a`b ", None, ""),
    ],
)
def test_nodes(text: str, kind: str, inner: str, url: str | None, href: str) -> None:
    node = first_node(text)
    assert node.kind == kind
    assert text[node.inner.start : node.inner.end] == inner
    assert (None if node.url is None else text[node.url.start : node.url.end]) == url
    assert node.href == href
    assert node.end == (text.index("\n\n") if "\n\n" in text else len(text))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a\\*b&amp;c", ["text", "escape", "text", "entity", "text"]),
        ("\\# a", ["escape", "text"]),
        ("**\\*a**", ["strong", "escape", "text"]),
        ("\\\\\\# a", ["escape", "escape", "text"]),
        ("a\\b &nope; &copy", ["text"]),
        ("\\a", ["text"]),
        ("\\", ["text"]),
        ("a \nb  \nc\\\nd", ["text", "break", "text", "break", "text", "break", "text"]),
        ("a <b>c</b> <!-- d\ne --> f", ["text", "html", "text", "html", "text", "html", "text"]),
        ("[^1] [x] [ ]", ["text"]),
    ],
)
def test_kinds_of_nodes(text: str, kinds: list[str]) -> None:
    assert [node.kind for node in walk(inlines(tree(text).page)[0].nodes)] == kinds


def test_reference_link_before_parentheses_that_hold_no_destination() -> None:
    node = first_node("[foo](not a link) words\n\n[foo]: https://x.org")
    assert (node.kind, node.href) == ("link", "https://x.org")


def test_a_pipe_in_a_cell_is_escaped() -> None:
    text = "| a\\|b | `c\\|d` | [x\\|y](u\\|v) |\n|-|-|-|\n"
    words, code, link = inlines(tree(text).page)
    assert [node.kind for node in words.nodes] == ["text", "escape", "text"]
    assert [node.kind for node in code.nodes[0].children] == ["text", "escape", "text"]
    assert (link.nodes[0].href, link.nodes[0].url) == ("u|v", None)


def outline(block: Block) -> list[object]:
    return [(child.kind.name, child.first, child.last, child.markup, *outline(child)) for child in block.children]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# a\n\nb\n===\n\nc\n---\n", [("HEADING", 1, 1, "#"), ("HEADING", 3, 4, "="), ("HEADING", 6, 7, "-")]),
        ("- a\n- b\n\n\nc", [("LIST", 1, 2, "-", ("ITEM", 1, 1, "-", ("PARAGRAPH", 1, 1, "")), ("ITEM", 2, 2, "-", ("PARAGRAPH", 2, 2, ""))), ("PARAGRAPH", 5, 5, "")]),
        ("7) a\n   b\n", [("LIST", 1, 2, "7)", ("ITEM", 1, 2, "7)", ("PARAGRAPH", 1, 2, "")))]),
        ("- a\n  - b\n", [("LIST", 1, 2, "-", ("ITEM", 1, 2, "-", ("PARAGRAPH", 1, 1, ""), ("LIST", 2, 2, "-", ("ITEM", 2, 2, "-", ("PARAGRAPH", 2, 2, "")))))]),
        ("> a\n> b\n", [("QUOTE", 1, 2, "", ("PARAGRAPH", 1, 2, ""))]),
        ("|a|\n|-|\n|b|\n", [("TABLE", 1, 3, "", ("ROW", 1, 1, ""), ("ROW", 3, 3, ""))]),
        ("```\na\n```\n\n    b\n", [("CODE", 1, 3, ""), ("CODE", 5, 5, "")]),
        ("<p>\na\n\nb", [("HTML", 1, 2, ""), ("PARAGRAPH", 4, 4, "")]),
        ("- \n- a", [("LIST", 1, 2, "-", ("ITEM", 1, 1, "-"), ("ITEM", 2, 2, "-", ("PARAGRAPH", 2, 2, "")))]),
    ],
)  # fmt: skip
def test_blocks_and_their_rows(text: str, expected: list[object]) -> None:
    assert outline(tree(text).page) == expected


def test_a_row_has_the_cells_that_are_written_but_no_more_than_columns() -> None:
    table = tree("| a | b |\n|-|-|\n| c |\n| d | e | f |\n||\n||  |\ng\n").page.children[0]
    assert [len(row.inlines) for row in table.children] == [2, 1, 2, 1, 2, 1]
    assert [row.header for row in table.children] == [True, *[False] * 5]


def test_definitions() -> None:
    text = "# é\n\n[a]: <https://x.org> 't'\n[A]: https://y.org\n  [b]:\n  /z\n"
    found = tree(text).definitions
    assert [(d.label, d.url, d.span) for d in found] == [
        ("a", "https://x.org", Span(5, 29)),
        ("b", "/z", Span(text.index("  [b]"), len(text) - 1)),
    ]
    assert all(d.url_span and text[d.url_span.start : d.url_span.end] == d.url for d in found)


def test_front_matter_is_no_markdown() -> None:
    text = "---\ntitle: é [x](u)\n---\n# [y](v)\n"
    read = tree(text)
    assert read.front_matter == Span(0, text.index("# "))
    (inline,) = inlines(read.page)
    assert text[inline.span.start : inline.span.end] == "[y](v)"


@pytest.mark.parametrize("text", [">" * 5000 + " a", "- " * 5000 + "a", "*a " * 5000 + "b" + "*" * 5000, "![" * 3000 + "a" + "](u)" * 3000])
def test_deep_nesting_is_bounded(text: str) -> None:
    page = tree(text).page

    def depth(children: Sequence[object]) -> int:
        return max((1 + depth(child.children) for child in children), default=0)  # type: ignore[attr-defined]

    assert depth(page.children) <= DEEPEST + 1
    assert all(depth(inline.nodes) <= DEEPEST + 1 for inline in inlines(page))


def check_spans(text: str) -> None:
    """Nodes follow each other inside their parent, and what each says of its inner ranges is inside of it."""
    for inline in inlines(tree(text).page):

        def inside(nodes: Sequence[Node], start: int, end: int) -> None:
            for node in nodes:
                assert start <= node.start < node.end <= end
                start = node.end
                if node.url is not None:
                    assert node.start < node.url.start <= node.url.end < node.end
                    assert text[node.url.start : node.url.end] == node.href
                if node.kind in ("link", "image", "strong", "em", "strike"):
                    assert node.start < node.inner.start <= node.inner.end < node.end
                    inside(node.children, *node.inner)

        inside(inline.nodes, inline.span.start, inline.span.end)


PARTS = ["a", "é", "字", " ", "\n", "*", "**", "_", "`", "[", "]", "(", ")", "](", "![", "<", ">", "\\", "|", "&amp;", "- ", "> ", "1. "]
PARTS += ["[x](https://x.org)", "<b>", "# ", "\n\n", "    ", "\t", "| a | b |\n|-|-|\n", "\f", "\u2028", "\x0b", "\x85", "\U0001f600"]


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_generated_spans(text: str) -> None:
    check_spans(text)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem[:40])
def test_spans_of_lists(path: Path) -> None:
    check_spans(Source.decode(path.read_bytes()).text)
