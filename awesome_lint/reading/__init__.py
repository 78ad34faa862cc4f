r"""Reading a list: its blocks to the model of sections, entries, links, words and contents.

A list is written by one template of its own, so its entries are read together, not each alone. Five steps:

1. *Records* (`records`, `items`, `rows`, `paragraphs`, `headings`, `shapes`): which blocks list a resource. What a block looks like by itself
   is a vote; blocks that hang on parents of one form are decided by the votes of the page. A block of HTML that is no table and no
   list is read as a paragraph, one with headings as these and what is below each.
2. *Fields* (`fields`, `cutting`): one cutting of each phrase, at changes of markup, at brackets and quotes, at separators; at a space
   between a title and its venue only where the list has that habit (`editions`).
3. *Evidence* (`evidence`; `senses` of its text, by `words` and `venues`; `neighbours`): what each field says for each role
   (title, authors, venue, date, label, name, tag, rest), from one table of weights (`weights`).
4. *Template* (`template`): per form of record, how the list writes each role, where, behind which separator and after which
   role; counted over all records. A link that nearly all of them begin with is the title in all. The best roles of a record are
   found by Viterbi, once for each sequence of equal observations (a signature).
5. *Entries* (`entries`, `stated`): roles to title, authors, venue, year and description, with their spans.

One entry on its way, from a list of 40 that are written alike (`tests/test_reading_template.py` reads it):

    - Ray, A., et al. **Fast Maps of Things.** ICCV, 2019. [[code](u)]

    fields      Ray | A. | et al | Fast Maps of Things (bold) | ICCV | 2019 | code (link, in brackets)
    evidence    `Ray` and `A.` may be names, `et al` surely is; bold says title; the packs know ICCV; 2019 is a date; `code` is a label
    template    all records of the form (item that begins plainly) have names first, then the title in bold:
                `{authors}. **{title}**. {venue}, {year}. [[code]]` (`awesome-lint style` shows it): the same again for `Ray`
    entry       title "Fast Maps of Things", authors "Ray, A.", venue "ICCV", year 2019, link "code"

A field's *slot* is how and where it is written (look, place, whether it begins its phrase). A link or plain text whose slot is the
title's in nine records of ten is the title in the others too: `SGX, Explained in Detail` among plain titles names no venue SGX. A
venue that no pack knows is one under its column's header, where 40 % of what is written in its slot are known ones, or with words
of venues beside its year (`stated`).

The template that a list taught, with the votes on its records, is part of the document: `read` takes it to read a later version of
the list alike, so that a line added elsewhere changes no entry between the passes of a fix. `describe` shows a template as text.

The same in a Python shell:

    >>> from awesome_lint.knowledge import load_packs
    >>> from awesome_lint.reading import read
    >>> from awesome_lint.reading.describe import described
    >>> from awesome_lint.source import Source
    >>> line = "- Ray, A., et al. **Fast Maps of Things {n}.** ICCV, 2019. [[code](https://a.org/{n})]"
    >>> document = read(Source.of("# List\n\n## Maps\n\n" + "\n".join(line.format(n=n) for n in range(40))), load_packs())
    >>> print(*described(document.template))
    template: {authors}. **{title}**. {venue}, {year}. [[code]]  (40 of 40 entries)
    >>> [(entry.title, entry.people, entry.venue, entry.year) for entry in document.entries[:1]]
    [('Fast Maps of Things 0', 'Ray, A., et al', 'ICCV', 2019)]
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from awesome_lint.errors import UserError
from awesome_lint.knowledge import Packs
from awesome_lint.markdown.reader import read_markdown
from awesome_lint.markdown.tree import Block, Kind, Tree
from awesome_lint.model import Contents, Document, Entry, Template
from awesome_lint.outline.contents import Targets, contents
from awesome_lint.outline.phrases import Phrase, Reading
from awesome_lint.outline.sections import Heading, html_headings, markdown_heading, sections
from awesome_lint.reading.editions import habits
from awesome_lint.reading.entries import Written, read_entries, read_entries_and_parts
from awesome_lint.reading.page import Page, bold_is_inline, keys_of_titles
from awesome_lint.source import Source, Span

UNKNOWN = Template()

MOST_ITEMS = 25_000
"""Items of lists and rows of tables in a file, ten times those of the longest of 96 known lists: 25,000 items of one letter take 10 s and
270 MB to fix.
"""

MOST_CELLS = 200_000
"""Cells of a table, those included that its rows leave out: every parser fills them up. GitHub stops at 524,288 of them (`table.c` of
cmark-gfm); the largest table of 160 known lists has 1,400.
"""


def read(source: Source, packs: Packs, template: Template = UNKNOWN) -> Document:
    """Read a file. `template` is that of an earlier version: then entries are read as there, whatever else changed.

    Raises UserError where there are more headings, items, rows or cells than any list has.
    """
    scan = _scanned(source, packs, template)
    return _document(scan, *read_entries(scan.page, scan.tree.page))


def read_parts(source: Source, packs: Packs, template: Template = UNKNOWN) -> tuple[Document, dict[Span, tuple[Written, ...]]]:
    """Read a file as `read` does; and the fields of each entry with their roles, by the entry's span."""
    scan = _scanned(source, packs, template)
    entries, parts, learnt = read_entries_and_parts(scan.page, scan.tree.page)
    return _document(scan, entries, learnt), parts


def _document(scan: _Scan, entries: Sequence[Entry], template: Template) -> Document:
    page, reading = scan.page, scan.page.reading
    return Document(
        source=page.source,
        sections=tuple(page.sections),
        entries=tuple(entries),
        links=tuple(reading.links),
        texts=tuple(reading.texts),
        contents=tuple(scan.contents),
        definitions=scan.tree.definitions,
        anchors=tuple(reading.anchors),
        code_spans=tuple(sorted([*scan.code, *reading.comments])),
        template=template,
    )


class _Scan(NamedTuple):
    """A page before its entries are read: what recognises them, its blocks, its contents, what Markdown doesn't read."""

    page: Page
    tree: Tree
    contents: Sequence[Contents]
    code: list[Span]


def _scanned(source: Source, packs: Packs, template: Template) -> _Scan:
    tree = read_markdown(source)
    reading = Reading(source, cache(packs.role))
    headings: list[Heading] = []
    code: list[Span] = [tree.front_matter] if tree.front_matter else []
    phrases: list[Phrase] = []
    items = 0
    for block in tree.page.walk():
        if block.kind in (Kind.ITEM, Kind.ROW) and (items := items + 1) > MOST_ITEMS:
            raise _too_long(source, block, f"more than {MOST_ITEMS:,} list items and table rows")
        if block.kind is Kind.TABLE and len(block.children[0].inlines) * len(block.children) > MOST_CELLS:
            raise _too_long(source, block, f"a table of more than {MOST_CELLS:,} cells")
        if block.kind is Kind.CODE:
            code.append(block.span(source))
        for inline in block.inlines:
            phrase = reading.read(inline, "heading" if block.kind is Kind.HEADING else "prose")
            if block.kind in (Kind.HTML, Kind.PARAGRAPH):
                headings.extend(html_headings(source, inline, reading))
            if block.kind in (Kind.PARAGRAPH, Kind.HEADING):
                phrases.append(phrase)
        if block.kind is Kind.HEADING:
            headings.append(markdown_heading(source, block, phrase if block.inlines else Phrase.of(())))
    found = sections(source, headings, reading.anchors)
    toc, toc_blocks = contents(source, tree.page, reading, found, Targets.of(found, reading.anchors))
    if not template.forms:
        template = template._replace(bold_is_inline=bold_is_inline(phrases), keys=keys_of_titles(reading.links))
    page = Page(source, reading, found, toc_blocks, packs, template)
    if not template.forms:
        first, last = habits(phrases, page.venues)
        page.template = template._replace(edition_first=first, edition_last=last)
    return _Scan(page, tree, toc, code)


def _too_long(source: Source, block: Block, what: str) -> UserError:
    return UserError(what, filename=source.filename, row=block.first, remedy="split the file, or exclude it")
