"""Inline content as a flat sequence: characters that readers see, and marks where a link, an image, code or emphasis begins and ends.

A character is a string, a mark a tuple. Runs of blanks are one space: where a line breaks is layout. The characters of raw HTML,
which readers don't see, are marks too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Item = str | tuple[str, ...]
Items = tuple[Item, ...]

LINK_END: Item = ("/link",)
"""The mark behind a link's text."""


def inline(text: str, references: Mapping[str, Any]) -> Items:
    """The items of inline Markdown; blanks at its ends are kept."""
    (token,) = _parser().parseInline(text, {"references": references})
    return folded(_flat(token.children or ()))


def characters(text: str) -> Items:
    """The items of words without markup."""
    return folded(text)


def raw(text: str) -> Items:
    """The items of HTML."""
    return folded(("html", char) for char in " ".join(text.split()))


def definition(content: str) -> Items:
    """The items of a link's definition."""
    label, url, title = content.split("\n", 2)
    return (*characters(label), *link(url, title), LINK_END)


def link(url: str, title: str = "", kind: str = "link") -> Items:
    """What opens a link or an image."""
    return ((kind, url), *((("title",), *characters(title), ("/title",)) if title else ()))


def folded(items: Iterable[Item]) -> Items:
    """The items with each run of blanks as one space."""
    found: list[Item] = []
    for item in items:
        if isinstance(item, str) and item.isspace():
            if not found or found[-1] != " ":
                found.append(" ")
        else:
            found.append(item)
    return tuple(found)


def stripped(items: Items) -> Items:
    """The items without blanks at the ends."""
    start, end = 0, len(items)
    while start < end and items[start] == " ":
        start += 1
    while start < end and items[end - 1] == " ":
        end -= 1
    return items[start:end]


def shown(items: Iterable[Item]) -> str:
    """The words of items, for messages."""
    return "".join(_shown(item) for item in items)


def _shown(item: Item) -> str:
    if isinstance(item, str):
        return item
    if item[0] in ("link", "image"):
        return f"<{item[1]}>"
    return item[1] if item[0] == "html" else ""


def unescaped(text: str) -> str:
    """Text or a URL with its backslash escapes and entities resolved."""
    from markdown_it.common.utils import unescapeAll

    return unescapeAll(text)


def _flat(tokens: Sequence[Token]) -> Iterator[Item]:
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                yield from token.content
            case "softbreak":
                yield " "
            case "hardbreak":
                yield ("break",)
            case "code_inline":
                yield from (("code",), *token.content, ("/code",))
            case "html_inline":
                yield from raw(token.content)
            case "link_open":
                yield from link(str(token.attrs["href"]), str(token.attrs.get("title", "")))
            case "link_close":
                yield LINK_END
            case "image":
                yield from link(str(token.attrs["src"]), str(token.attrs.get("title", "")), "image")
                yield from _flat(token.children or ())
                yield ("/image",)
            case _:
                yield (token.type, token.content)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    class Parser(MarkdownIt):
        """Leaves URLs as they are, and links links whatever their scheme: what changes in either must be seen."""

        def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
            return url

        def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - markdown-it's name
            return link

        def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - markdown-it's name
            return True

    return Parser("commonmark", {"maxNesting": 100}).enable(["strikethrough"])
