"""Reading a list: Markdown tokens to the model of sections, entries, links, words and contents.

One pipeline: blocks (a tree of them) -> phrases (what a reader sees of each, with links) -> sections -> contents ->
entries (candidates, then their fields; what an entry states of venue and year waits till it is asked for). Pure, linear in
the size of the text.
"""

from __future__ import annotations

from functools import cache

from awesome_lint.knowledge import Packs
from awesome_lint.markdown.reader import read_markdown
from awesome_lint.markdown.tree import Kind
from awesome_lint.model import Document
from awesome_lint.outline.contents import Targets, contents
from awesome_lint.outline.entries import entries
from awesome_lint.outline.phrases import Phrase, Reading
from awesome_lint.outline.sections import Heading, html_headings, markdown_heading, sections
from awesome_lint.source import Source, Span


def read(source: Source, packs: Packs) -> Document:
    """Read a file. Raises UserError where a line is too long."""
    tree = read_markdown(source)
    page = tree.page
    reading = Reading(source, cache(packs.role))
    headings: list[Heading] = []
    code: list[Span] = [tree.front_matter] if tree.front_matter else []
    for block in page.walk():
        if block.kind is Kind.CODE:
            code.append(block.span(source))
        for inline in block.inlines:
            phrase = reading.read(inline, "heading" if block.kind is Kind.HEADING else "prose")
            if block.kind in (Kind.HTML, Kind.PARAGRAPH):
                headings.extend(html_headings(source, inline, reading))
        if block.kind is Kind.HEADING:
            headings.append(markdown_heading(source, block, phrase if block.inlines else Phrase.of(())))
    found = sections(source, headings, reading.anchors)
    targets = Targets.of(found, reading.anchors)
    toc, toc_blocks = contents(source, page, reading, found, targets)
    return Document(
        source=source,
        sections=found,
        entries=tuple(entries(source, page, reading, found, toc_blocks, packs)),
        links=tuple(reading.links),
        texts=tuple(reading.texts),
        contents=tuple(toc),
        definitions=tree.definitions,
        anchors=tuple(reading.anchors),
        code_spans=tuple(sorted([*code, *reading.comments])),
    )
