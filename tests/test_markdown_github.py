"""The reader against GitHub's own parser, cmark-gfm: both find the same headings, lists, items, tables, links and code."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from cmarkgfm import markdown_to_html_with_extensions
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from awesome_lint.markdown.reader import read_markdown
from awesome_lint.markdown.tree import Block, Inline, Kind, Node, plain_text
from awesome_lint.source import Source

DATA = Path(__file__).parent / "data" / "commonmark"
SHARED = Path(__file__).parents[2] / "shared"
EXAMPLES = [json.loads(line) for path in sorted(DATA.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
LISTS = [
    *sorted((Path(__file__).parent / "lists").glob("*.md")),
    *sorted((SHARED / "seed").glob("*.md")),
    *sorted((SHARED / "corpus").glob("*.md")),
]

Fact = tuple[object, ...]


def folded(text: str) -> str:
    return " ".join(text.split())


def address(url: str) -> str:
    """A URL for comparison: escapes of Markdown, of HTML and percent signs resolved."""
    return unquote(html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", url))).strip()


# GitHub


class Facts(HTMLParser):
    """What cmark-gfm's HTML says of a page, in order. Raw HTML is left out of it by cmark-gfm itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.facts: list[Fact] = []
        self.open: list[tuple[str, str, list[str]]] = []
        self.in_pre = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("ul", "ol"):
            self.facts.append(("list", tag == "ol"))
        elif tag in ("li", "blockquote", "tr", "pre"):
            self.facts.append((tag,))
        elif tag == "img" and self.open:
            self.open[-1][2].append(given.get("alt") or "")
        self.in_pre = tag == "pre" or (self.in_pre and tag == "code")
        if tag in ("a", "code", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"):
            self.open.append((tag, given.get("href") or "", []))

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1][2].append(data)

    def handle_endtag(self, tag: str) -> None:
        self.in_pre = self.in_pre and tag != "pre"
        if not self.open or self.open[-1][0] != tag:
            return
        _, href, parts = self.open.pop()
        text = "".join(parts)
        if self.open:
            self.open[-1][2].append(text)
        if tag == "a":
            self.facts.append(("link", folded(text), address(href)))
        elif tag in ("td", "th"):
            self.facts.append(("cell", folded(text)))
        elif tag == "code" and not self.in_pre:
            self.facts.append(("code", folded(text)))
        elif tag[0] == "h":
            self.facts.append(("heading", int(tag[1]), folded(text)))


def github(text: str) -> list[Fact]:
    parser = Facts()
    parser.feed(markdown_to_html_with_extensions(text, extensions=["table", "strikethrough"]))
    return parser.facts


# Ours


def shown(nodes: Sequence[Node], text: str) -> str:
    """What a reader sees, raw HTML left out."""
    return folded(plain_text(nodes, text))


def inline_facts(nodes: Sequence[Node], text: str) -> Iterator[Fact]:
    for node in nodes:
        if node.kind != "image":
            yield from inline_facts(node.children, text)
        if node.kind == "link":
            yield ("link", shown(node.children, text), address(node.href))
        elif node.kind == "autolink":
            yield ("link", node.href, unquote(html.unescape(node.href if ":" in node.href else f"mailto:{node.href}")))
        elif node.kind == "code":
            yield ("code", shown([node], text))


def block_facts(block: Block, text: str) -> Iterator[Fact]:
    kind = block.kind
    inlines: Sequence[Inline] = () if kind is Kind.HTML else block.inlines
    before = {Kind.LIST: ("list", block.ordered), Kind.ITEM: ("li",), Kind.QUOTE: ("blockquote",), Kind.ROW: ("tr",), Kind.CODE: ("pre",)}
    if kind in before:
        yield before[kind]
    for inline in inlines:
        yield from inline_facts(inline.nodes, text)
        if kind is Kind.ROW:
            yield ("cell", shown(inline.nodes, text))
    if kind is Kind.HEADING:
        yield ("heading", block.level, shown([node for inline in inlines for node in inline.nodes], text))
    for child in block.children:
        yield from block_facts(child, text)
        if kind is Kind.TABLE:  # GitHub fills rows up; the tree has the cells that are written
            yield from [("cell", "")] * (len(block.children[0].inlines) - len(child.inlines))


def ours(text: str) -> list[Fact]:
    source = Source.of(text)
    return list(block_facts(read_markdown(source).page, source.text))


# Where both are known to differ. None of these is in a list of the corpus.

DIFFERENCES = {
    # cmark-gfm lets a tag alone in a line end an item or quote that the line would otherwise continue; CommonMark doesn't.
    "a tag below the text of an item or quote": re.compile(r"(?s)(?:[-+*>]|\d[.)]).*\n {0,3}</?[A-Za-z][^\n]*>[ \t]*(?:\n|\Z)"),
    # cmark-gfm forgets closing backticks once it has looked for longer ones; the reader leaves quote marks in code of several lines.
    "runs of backticks": re.compile(r"``|`[^`\n]*\n"),
    # pulldown-cmark asks for a pipe at both ends, or none, of a delimiter row for one column.
    "a table of one column": re.compile(r"(?m)^[ >*+\-0-9.)]*(?:\|\s*:?-+:?|:?-+:?\s*\||:-+:?|-+:)\s*$"),
    # pulldown-cmark takes an indented line below a table for a row, cmark-gfm for code.
    "code below a table": re.compile(r"\|[^\n]*\n(?:[^\S\n]*+\S[^\n]*\n)*[ >]{4,}[^\s>]"),
    # pulldown-cmark doesn't look for a link where an escaped or empty bracket follows, nor for a destination of one parenthesis.
    "brackets that follow each other": re.compile(r"\]\\\[|\[\s*\]|\]\(\]?[(\s]*\(|\]\([^\s)]*\[|\]\[[^\]]*\n"),
    # cmark-gfm looks past `~` for what is beside a run of emphasis marks; CommonMark takes it for punctuation.
    "emphasis beside strikethrough": re.compile(r"[*_]~|~[*_]"),
    # cmark-gfm counts a tab as a space at the end of a heading and before code at the beginning of an item.
    "tabs": re.compile(r"\t"),
}


def differs_by_design(text: str) -> bool:
    return any(pattern.search(text) for pattern in DIFFERENCES.values())


def without_front_matter(text: str) -> str:
    tree = read_markdown(Source.of(text))
    return text[tree.front_matter.end :] if tree.front_matter else text


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example.get("example")))
def test_examples_of_the_specifications(example: dict[str, str]) -> None:
    text = without_front_matter(example["markdown"])
    assert ours(text) == github(text)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem[:40])
def test_lists(path: Path) -> None:
    text = without_front_matter(Source.decode(path.read_bytes()).text)
    assert ours(text) == github(text)


MARKS = [
    "*",
    "**",
    "_",
    "~~s~~",
    "`",
    "``",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "<",
    ">",
    "\\",
    "|",
    "\\|",
    "!",
    ":",
    ".",
    ",",
    "---",
    "===",
    "|-|-|",
]
WORDS = [
    "a",
    "b",
    "é",
    "字",
    "&amp;",
    "&nope;",
    "<b>",
    "</b>",
    "<br>",
    "<div>",
    "`c`",
    "[r]",
    "[x][r]",
    "[r][]",
    "[x](https://x.org)",
    "<https://y.org>",
]
SPACED = [" ", "    ", "\t", " ~s~ ", "- ", "* ", "1. ", "# ", "> ", "| a | b |", "[x](<u v>)", "[x](u 't')", "<!-- c -->"]
LINES = st.lists(st.sampled_from([*MARKS, *WORDS, *SPACED]), max_size=8).map("".join)
STARTS = st.sampled_from(["", "", "- ", "  - ", "  ", "1. ", "> ", "# ", "| ", "    ", "* "])
PAGES = st.lists(st.tuples(STARTS, LINES).map(lambda parts: "".join(parts).rstrip()), max_size=8).map("\n".join)


@settings(max_examples=1000, deadline=None, derandomize=True)  # the same pages each time: a run of CI is no lottery
@given(PAGES)
def test_generated_pages(text: str) -> None:
    text = without_front_matter(text + "\n\n[r]: https://r.org 't'\n")
    assume(not differs_by_design(text))
    assert ours(text) == github(text)


def test_named_differences_are_few_and_real() -> None:
    samples = {
        "a tag below the text of an item or quote": "- a\n<b>\n- c",
        "runs of backticks": "``<`c` `c`",
        "a table of one column": "a\n|-",
        "code below a table": "| a | b |\n|-|-|\n    c",
        "brackets that follow each other": "[r]\\[x]\n\n[r]: https://r.org",
        "emphasis beside strikethrough": "# _*_~~s~~",
        "tabs": "# a\t#",
    }
    assert samples.keys() == DIFFERENCES.keys()
    for name, text in samples.items():
        assert DIFFERENCES[name].search(text), name
        assert ours(text) != github(text), name
