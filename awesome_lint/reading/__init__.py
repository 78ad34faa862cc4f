"""Reading a list."""

from __future__ import annotations

from functools import cache

from awesome_lint.markdown.reader import read_markdown
from awesome_lint.markdown.tree import Kind
from awesome_lint.model import Document, Template
from awesome_lint.outline.contents import Targets, contents
from awesome_lint.outline.phrases import Phrase, Reading
from awesome_lint.outline.sections import Heading, html_headings, markdown_heading, sections
from awesome_lint.packs import Packs
from awesome_lint.reading.entries import read_entries
from awesome_lint.reading.page import Page, bold_is_inline
from awesome_lint.source import Source, Span


def read(source: Source, packs: Packs, template: Template | None = None) -> Document:
    """Read a file. `template` is that of an earlier version: then entries are read as there, whatever else changed.

    Raises UserError where a line is too long.
    """
    tree = read_markdown(source)
    reading = Reading(source, cache(packs.role))
    headings: list[Heading] = []
    code: list[Span] = [tree.front_matter] if tree.front_matter else []
    phrases: list[Phrase] = []
    for block in tree.page.walk():
        if block.kind is Kind.CODE:
            code.append(block.span(source))
        for inline in block.inlines:
            phrase = reading.read(inline, "heading" if block.kind is Kind.HEADING else "prose")
            if block.kind in (Kind.HTML, Kind.PARAGRAPH):
                headings.extend(html_headings(source, inline, reading))
            if block.kind is Kind.PARAGRAPH:
                phrases.append(phrase)
        if block.kind is Kind.HEADING:
            headings.append(markdown_heading(source, block, phrase if block.inlines else Phrase.of(())))
    found = sections(source, headings, reading.anchors)
    toc, toc_blocks = contents(source, tree.page, reading, found, Targets.of(found, reading.anchors))
    is_inline = template.bold_is_inline if template is not None else bold_is_inline(phrases)
    page = Page(source, reading, found, toc_blocks, packs, bold_is_inline=is_inline)
    entries, template = read_entries(page, tree.page, template)
    return Document(
        source=source,
        sections=found,
        entries=tuple(entries),
        links=tuple(reading.links),
        texts=tuple(reading.texts),
        contents=tuple(toc),
        definitions=tree.definitions,
        anchors=tuple(reading.anchors),
        code_spans=tuple(sorted([*code, *reading.comments])),
        template=template,
    )
