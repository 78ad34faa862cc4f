"""A text as markdown-it-py's tree of blocks.

A block is its kind (with the level of a heading, the start of a numbered list, the language of code, the alignment of a
cell), its content and the blocks in it. Whether a list is tight, and which bullet it uses, is layout and left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from awesome_lint.markdown.reader import front_matter
from awesome_lint.source import Source
from awesome_lint.style.page import DEEPEST
from awesome_lint.style.page import read as read_page

if TYPE_CHECKING:
    from markdown_it.token import Token

INLINE = frozenset(("paragraph", "heading", "th", "td"))
"""Blocks whose content is inline markup."""

_TOO_DEEP = DEEPEST - 10

Path = tuple[tuple[str, str, int], ...]
"""The names of the blocks around one, from the outermost on; those in an item of a list by their place in it."""


@dataclass(slots=True)
class Block:
    """A block: `rows` counts from 0, without the blank lines below it. `key` is equal for blocks that render alike."""

    kind: str
    rows: range
    detail: str = ""
    content: str = ""
    children: list[Block] = field(default_factory=list)
    key: tuple[object, ...] = ()

    @property
    def is_inline(self) -> bool:
        return self.kind in INLINE

    @property
    def name(self) -> tuple[str, str]:
        """What the block is, without its content."""
        return self.kind, self.detail

    def leaves(self, path: Path = ()) -> Iterator[tuple[Path, Block]]:
        """The innermost blocks in order, each with its path."""
        if not self.children:
            yield path, self
        for at, child in enumerate(self.children):
            yield from child.leaves((*path, (self.kind, self.detail, at if self.kind == "list_item" else 0)))


class Page(NamedTuple):
    """A text, its lines and its blocks below one root; `references` are its link definitions."""

    source: Source
    root: Block
    references: Mapping[str, Any]

    def text(self, rows: range) -> str:
        """The source of some rows (from 0), without blanks at its ends."""
        lines = self.source.rows_span(rows.start + 1, max(rows.stop, rows.start + 1))
        return self.source[lines].strip()


@lru_cache(maxsize=4)
def read(text: str) -> Page:
    """Read the blocks of a text with LF line ends; the last few are kept, since a text is compared with the one before it and the one after
    it.
    """
    source, page = Source(text), read_page(text)
    root = _tree(page.tokens, source)
    if front := front_matter(text):
        root.children.insert(0, Block("front matter", range(text.count("\n", 0, front.end)), content=text[: front.end]))
    _seal(root)
    return Page(source, root, page.references)


def _tree(tokens: Sequence[Token], source: Source) -> Block:
    root = Block("page", range(len(source.line_starts)))
    stack = [root]
    for token in tokens:
        if token.nesting < 0:
            stack.pop()
        elif token.type == "inline":
            stack[-1].content = token.content
        else:
            block = _block(token, stack[-1], source)
            stack[-1].children.append(block)
            if token.nesting > 0:
                stack.append(block)
    return root


def _block(token: Token, parent: Block, source: Source) -> Block:
    kind = token.type.removesuffix("_open")
    rows = _trimmed(token.map[0], token.map[1], source) if token.map else parent.rows
    if kind == "definition":
        meta = token.meta
        return Block(kind, rows, meta["id"], "\n".join((meta["label"], meta["url"], meta["title"])))
    if token.nesting == 0:
        return Block(kind, rows, token.info.strip(), token.content.strip("\n"))
    if token.level >= _TOO_DEEP:
        return Block(kind, rows, content=source[source.rows_span(rows.start + 1, rows.stop)])
    detail = token.tag if kind == "heading" else " ".join(f"{name}={value}" for name, value in token.attrs.items())
    return Block(kind, rows, detail)


def _trimmed(start: int, stop: int, source: Source) -> range:
    """The rows of a block without blank ones at its end: markdown-it counts those below a list to it."""
    while stop > start + 1 and not source.line(stop).strip():
        stop -= 1
    return range(start, stop)


def _seal(block: Block) -> None:
    """Give a block and those in it their keys."""
    for child in block.children:
        _seal(child)
    block.key = _key(block)


def joined(blocks: Iterable[Block]) -> list[Block]:
    """Neighbouring bullet lists as one."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if last and block.kind == last.kind == "bullet_list":
            found[-1] = Block(last.kind, range(last.rows.start, block.rows.stop), children=[*last.children, *block.children])
            found[-1].key = _key(found[-1])
        else:
            found.append(block)
    return found


def _key(block: Block) -> tuple[object, ...]:
    return (block.kind, block.detail, block.content, *(child.key for child in block.children))
