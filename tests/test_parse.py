"""Spans: what they cut out of the file is what was parsed; the fast path reads what markdown-it reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from awesome_lint.markdown.blocks import Inline
from awesome_lint.markdown.nodes import Node, simple_nodes
from awesome_lint.markdown.parser import markdown, markdown_nodes
from awesome_lint.parse import LONGEST_LINE, parse
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from awesome_lint.errors import UserError
from awesome_lint.source import Source

SHARED = Path(__file__).parents[2] / "shared"
LISTS = [SHARED / "seed" / "papers.md", *sorted((SHARED / "corpus").glob("*.md"))] if SHARED.is_dir() else []


def reference() -> MarkdownIt:
    """markdown-it as it comes, raw URLs apart."""
    md = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    md.normalizeLink = lambda url: url
    return md


def inlines(source: Source) -> list[Inline]:
    """The inline content of every block of a page."""
    return [inline for block in parse(source).page.walk() for inline in block.inlines]


KINDS = {
    "link_open": "link",
    "strong_open": "strong",
    "em_open": "em",
    "s_open": "strike",
    "image": "image",
    "code_inline": "code",
    "html_inline": "html",
    "softbreak": "break",
    "hardbreak": "break",
}


def theirs(text: str) -> list[list[tuple[str, str]]]:
    """markdown-it's own reading: per inline token its constructs in order, links and images with their URLs."""
    return [
        [(KINDS[c.type], str(c.attrs.get("href") or c.attrs.get("src") or "")) for c in token.children or () if c.type in KINDS]
        for token in reference().parse(text)
        if token.type == "inline"
    ]


def ours(text: str) -> list[list[tuple[str, str]]]:
    def constructs(nodes: tuple[Node, ...]) -> list[tuple[str, str]]:
        return [
            pair
            for node in nodes
            if node.kind not in {"text", "escape", "entity"}
            for pair in [("link" if node.kind == "autolink" else node.kind, node.href), *constructs(node.children)]
        ]

    return [constructs(inline.nodes) for inline in inlines(Source.of(text))]


def same_reading(text: str) -> None:
    for our, their in zip(ours(text), theirs(text), strict=True):
        kinds = [kind for kind, _ in our]
        assert kinds == [kind for kind, _ in their]
        for (kind, url), (_, their_url) in zip(our, their, strict=True):
            # Escapes and entities are resolved by markdown-it, kept as written by us; mailto: is added by it.
            if kind in {"link", "image"} and "\\" not in url and "&" not in url and "@" not in url:
                assert url == their_url


def spans_are_exact(source: Source) -> None:
    for inline in inlines(source):
        if not inline.exact:
            continue
        for node in inline.walk():
            cut = source[inline.source_span(node.start, node.end)]
            content = inline.content[node.start : node.end]
            if "\n" not in content:
                assert cut == content
            if node.url is not None and node.url.start < node.url.end:
                assert source[inline.source_span(*node.url)] == node.href
        nodes_cover_the_content(inline)


def nodes_cover_the_content(inline: Inline) -> None:
    assert "".join(inline.content[n.start : n.end] for n in inline.nodes) == inline.content


CASES = [
    "[a](https://x.y)",
    "[[a](https://x.y)]",
    "[a [b](https://x.y) c](https://z.w)",
    "[![badge](https://i.mg)](https://x.y) [code](https://github.com/a/b)",
    "[a](<https://x.y/a b>) [b](https://x.y 'title')",
    "[a](https://x.y/_(z)) [b](https://x.y\\))",
    "**[a](https://x.y)** *em* ~~gone~~ `[c](https://x.y)`",
    "<https://x.y> <a href='https://x.y'>b</a> &amp; \\[c\\]",
    "[a]: https://x.y\n\n[a] [b][a] [a][]",
    "line one [a](https://x.y)\nline two **b\nc**  \nhard\\\nbreak",
    "> quoted [a](https://x.y)\n> more [b](https://z.w)\n\n1. item\n   [c](https://x.y)",
    "| a | b |\n| - | - |\n| [x](https://x.y) | `a\\|b` [z](https://z.w) |\n|  | last |",
    "Heading [a](https://x.y)\n===\n\n## Another `x` ##",
    "[a](https://x.y)[b](https://z.w) [c]( https://x.y ) [d]()",
    "[a](https://x.y",
    "![img][a] ![b](https://x.y)\n\n[a]: https://x.y",
    "***both*** __strong__ _em_ **a *b* c**",
]


@pytest.mark.parametrize("text", CASES)
def test_read_as_markdown_it_reads(text):
    same_reading(text)
    spans_are_exact(Source(text))


PARTS = st.sampled_from(
    [
        "[",
        "]",
        "(",
        ")",
        "](",
        "[[",
        "]]",
        "[a](https://x.y)",
        "https://x.y",
        "*",
        "**",
        "_",
        "`",
        "!",
        "<",
        ">",
        "\\",
        "&amp;",
        "~~",
        " ",
        "\n",
        "word",
        "é",
    ]
)

SIMPLE = st.sampled_from(
    [
        *(
            "**b**",
            "*i*",
            "_j_",
            "`c`",
            "[*x*](u)",
            "[a_b](https://x.y/_z_)",
            "![i](s.png)",
            "[![i](s)](https://u.v)",
            "[a](#b)",
            "<b>",
            "</b>",
            '<a href="u">',
            "</b x>",
            "[\\[p\\]](u)",
            "[`c`](u)",
            "``c``",
            "``",
            "$\\m$",
        ),
        *(
            "[a]()",
            '[a](u "t")',
            "[a](u (v))",
            "[a](u(v)w)",
            "[a](u((v)))",
            "[a](https://x.y/(z)_\\_b)",
            "[a](u\\_)",
            "[a](u )",
            "[a]( u)",
            "[a](<u>)",
        ),
        *(
            "[<b>x</b>](u)",
            '[<img src="i">](u)',
            "[<x](u)",
            "[a\nb](u)",
            "[a  \nb](u)",
            "[&lt;](u)",
            "[a [b\nc] d](u)",
            '![i](s "t")',
            "![i]()",
        ),
        *(
            "&nope;",
            "&#8594;",
            "&#x;",
            "&#0;",
            "&copy",
            '"',
            '("t")',
            "(u",
            "))",
            '[a](u "t" v)',
            '[a]( "t")',
            "[<https://x.y>](u)",
            "[</b>](u)",
        ),
        *(
            "<br/>",
            "\\*",
            "\\",
            "&",
            "~",
            "a",
            "1",
            "(",
            "“",
            " \n",
            "***",
            "javascript:x",
            "\u00a0",
            "[a](javascript:x)",
            "<!-- c -->",
            "<!-->",
        ),
    ]
)


REFERENCES = {"A": {"href": "https://r.x/_y_", "title": ""}, "REF B": {"href": "s.png", "title": "t"}}
REFERRING = st.sampled_from(
    [
        *("[a]", "[ref b]", "[x][a]", "[x][Ref\n B]", "[x][nope]", "[nope]", "[a][]", "[nope][]", "![i][a]", "![a]", "![nope]", "![i][]"),
        *("[![i][a]](u)", "[![i][a]][a]", "[[a]](u)", "[x [a]](u)", "[x [nope]](u)", "[*x*][a]", "[`x`][a]", "[a](u)", "[a](u v)", "[a]("),
        *("[x][a][a]", "[a]:", "[ ]", "[x] ", "[**[a]**](u)", "[**b**](u)", "[<b>][a]", "[x\\]][a]", "[[x]][a]", "![i][a](u)", "[i][a](u)"),
    ]
)


@given(st.lists(st.one_of(PARTS, SIMPLE, REFERRING, REFERRING), max_size=14).map("".join))
def test_the_short_way_reads_what_markdown_its_rules_read(text):
    content = text.strip()
    for references in ({}, REFERENCES):
        nodes = simple_nodes(content, references)
        assert nodes is None or nodes == markdown_nodes(content, {"references": references})


@pytest.mark.parametrize(
    "content",
    [
        "words [a](https://x.y) [b c](#d) [e](../f.md)",
        "[![badge](https://i.mg/x)](https://x.y) ![alt *text*](b.png)",
        "**bold [a](https://x.y)** and *em* and __both__, not snake_case or 2 * 3",
        "**a *b* c** <br/> `code` \\[x\\]\nnext  \nlast",
        "[*title*](https://x.y/_a_b_)",
        "[[paper]](https://x.y) [see [1], [2]](#z)",
        '[a]() [b](https://x.y/(z) "t") ![i](s "t") [<sup>c</sup>\nd](e) &nbsp; &#8594;',
        "<https://x.y> <ip:port> 1 <b c [a](ttps://x.y) [b]( https://x.y/_z )",
        "(*) a-* or *-b, x*y __z ______ [a <0.5*](<u v>) #![n]",
        "1$\\times$N [`PDF`](https://x.y) ``a b`` [\\[code\\]](https://x.y)",
    ],
)
def test_common_content_is_read_the_short_way(content):
    assert simple_nodes(content) is not None


@pytest.mark.parametrize(
    "content", ["[a]", "[x][a] ![i][ref b] [ ] y", "[![i][a]](https://x.y) [CVPR 2024] [`x`][A]", "**[ref b]** [*x*](u)"]
)
def test_references_are_read_the_short_way(content):
    nodes = simple_nodes(content, REFERENCES)
    assert nodes is not None
    assert nodes == markdown_nodes(content, {"references": REFERENCES})


TOKEN = ("type", "tag", "nesting", "map", "level", "content", "markup", "info", "hidden", "attrs", "meta", "block", "children")


def same_blocks(text: str) -> None:
    def shown(parser: MarkdownIt) -> tuple[list[list[object]], dict[str, object]]:
        environment: dict[str, object] = {}
        return [[getattr(token, name) for name in TOKEN] for token in parser.parse(text, environment)], environment

    theirs = reference()
    theirs.core.ruler.disable(["inline"])
    assert shown(markdown()) == shown(theirs)


LINES = st.sampled_from(
    [
        *("- a", "* b", "+", "1. x", "2) y", "> q", "", "# h", "===", "---", "- - -", "***", "_ _ _", "| a | b |", "|---|---|", "a | b"),
        *(":-: | :-:", "--|--", "- | -", "```", "~~~", "<div>", "<!-- x", "-->", "[a]: b", "[a]:", "[c] d", "[d]: <e> 'f'", "[\\]]: g"),
        *("word", "    code", "  more", "\ttab", "\u00a0x", "`x`", "\\["),
    ]
)


@given(st.lists(st.tuples(st.sampled_from(["", "", " ", "> ", "- ", "  ", "   "]), LINES).map("".join), max_size=10).map("\n".join))
def test_generated_blocks_are_markdown_its(text):
    same_blocks(text)


@pytest.mark.parametrize("path", LISTS, ids=lambda p: p.stem[:40])
def test_blocks_of_real_lists_are_markdown_its(path):
    source = Source.decode(path.read_bytes(), path.name)
    if len(source.text) < 120_000:
        same_blocks(source.text)


@given(st.lists(PARTS, max_size=25).map("".join))
def test_generated_text_is_read_as_markdown_it_reads(text):
    same_reading(text)
    spans_are_exact(Source(text))


@pytest.mark.parametrize("path", LISTS, ids=lambda p: p.stem[:40])
def test_real_lists_are_read_as_markdown_it_reads(path):
    source = Source.decode(path.read_bytes(), path.name)
    if len(source.text) < 120_000:
        same_reading(source.text)
    spans_are_exact(source)


def test_front_matter_is_no_markdown():
    source = Source("---\ntitle: '[a](https://x.y)'\n---\n\n# H\n")
    parsed = parse(source)
    assert parsed.front_matter == (0, 34)
    assert [inline.content for inline in inlines(source)] == ["H"]


def test_a_line_too_long_is_refused():
    with pytest.raises(UserError, match=r"^list.md:2: a line of 1,000,001 characters"):
        parse(Source("x\n" + "y" * (LONGEST_LINE + 1), "list.md"))


def test_a_backslash_before_a_letter_is_text():
    inline = inlines(Source("$\\mathbb{D}^2$ \\é \\* \\"))[0]
    assert inline.plain() == "$\\mathbb{D}^2$ \\é * \\"
    assert [node.kind for node in inline.nodes] == ["text", "escape", "text"]
