"""What a list is made of: sections, entries, links, contents. Frozen data.

Every `Span` counts characters of the document's `Source.text`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from awesome_lint.markdown.tree import Definition
from awesome_lint.patterns import compiled
from awesome_lint.source import Source, Span


class LinkKind(StrEnum):
    """How a link is written."""

    INLINE = "inline"  # [label](url)
    REFERENCE = "reference"  # [label][ref]
    AUTOLINK = "autolink"  # <url>
    BARE = "bare"  # a URL in the text that GitHub turns into a link
    HTML = "html"  # <a href="url">: read, never edited


class Link(NamedTuple):
    r"""A link as written in the text.

    `span` is the construct itself (`[label](url)`), `outer` the same with the brackets around it
    (`[[label](url)]`, `([label](url))`). `dress` is the pattern of both, `x` standing for the label and
    `u` for the URL: `[x](u)`, `[[x](u)]`, `[[x]](u)`, `[\\[x\\]](u)`, `([x](u))`.
    `label` is what a reader sees: markup and inner brackets stripped, a badge's alt text, "" for a bare URL.
    `label_span` and `url_span` are None where no edit is possible (HTML, reference links' URL, cells with escapes).
    `role` is what the label or the badge says that the link leads to (`paper`, `code` ...; rules/labels.toml).
    """

    span: Span
    outer: Span
    kind: LinkKind
    label: str
    label_span: Span | None
    url: str
    url_span: Span | None
    dress: str = "[x](u)"
    role: str | None = None
    is_badge: bool = False

    @property
    def is_anchor(self) -> bool:
        """Whether it leads to a place of the same page."""
        return self.url.startswith("#")


class Text(NamedTuple):
    """A run of the list's own words: outside URLs, code and HTML tags. `place` says where it is."""

    span: Span
    text: str
    place: str  # "heading", "label" or "prose"


class HeadingKind(StrEnum):
    ATX = "atx"  # ## Heading
    SETEXT = "setext"  # underlined
    HTML = "html"  # <h2>: read, never edited


class Section(NamedTuple):
    """A heading and what is below it, up to the next heading.

    `text` is what a reader sees, `text_span` its source between the markers. `slug` is GitHub's anchor with its
    duplicate suffix; `anchors` are HTML anchors (`<a name>`, `id=`) that are in the heading or right above it.
    `number` counts all sections from 0; `parent` is the number of the enclosing section.
    """

    number: int
    level: int
    text: str
    span: Span
    text_span: Span
    slug: str
    kind: HeadingKind = HeadingKind.ATX
    anchors: tuple[str, ...] = ()
    parent: int | None = None


class EntryKind(StrEnum):
    """What holds an entry."""

    ITEM = "item"
    ROW = "row"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    HTML = "html"


class Entry(NamedTuple):
    """One listed resource: a paper, tool, book, dataset or course.

    `span` covers whole lines, from the first (with its marker) to the end of the last, without its line end;
    entries in one list or table share `list_id`. `links` are all its links in source order, the title's included;
    `title_link` is the one that the title itself is. `depth` is the nesting of its list, from 0. `title` is "" where the list
    can't be read. `venue` (as written, without the year) and `year` are what the entry states, never the heading's or the URL's;
    their spans are None where no edit is possible. `people` and `description` are as written; `columns` are the header and the
    text of each cell of a row.
    """

    span: Span
    kind: EntryKind
    title: str
    title_span: Span | None
    links: tuple[Link, ...]
    section: Section | None
    list_id: int = 0
    depth: int = 0
    marker: str = ""
    title_link: Link | None = None
    venue: str | None = None
    venue_span: Span | None = None
    year: int | None = None
    year_span: Span | None = None
    people: str = ""
    description: str = ""
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def authors(self) -> tuple[str, ...]:
        """The authors that the entry states, in order; `et al.` is none."""
        names: list[str] = []
        for part in compiled(_BETWEEN_AUTHORS).split(self.people):
            name = part.strip(" *†‡")
            if names and " " not in names[-1] and compiled(_INITIALS).fullmatch(name):
                names[-1] += f", {name}"  # `Ray, A.`
            elif name.strip(" .") and not compiled(_ET_AL).fullmatch(name):
                names.append(name.rstrip(" ."))
        return tuple(names)

    @property
    def labelled(self) -> tuple[Link, ...]:
        """The links that follow or precede the title: all but the title's own."""
        if self.title_link is None:
            return self.links
        return tuple([link for link in self.links if link is not self.title_link])


_BETWEEN_AUTHORS = r"\s*[,;]\s*(?:and\s|&)?\s*|\s+(?:and|&)\s+|\s+(?=et\.?\s?al)"
_INITIALS = r"(?:[A-Z]\.[ -]?){1,4}|[A-Z]{1,2}"
_ET_AL = r"(?i)et\.?\s?al\.?|and|&|others"


class ContentsItem(NamedTuple):
    """A line of the table of contents.

    `span` covers its whole line or, inline, the link; `anchor` is the target without `#`, as written;
    `section` the section that it surely leads to (None: nothing has that anchor). `indent` and `marker` are the text
    before the link, so that `indent + marker + link` is a line of the TOC's own form. `depth` counts nesting from 0.
    """

    span: Span
    text: str
    text_span: Span | None
    anchor: str
    anchor_span: Span | None
    depth: int
    indent: str
    marker: str
    section: Section | None
    case_differs: bool = False


class ContentsForm(StrEnum):
    BULLETED = "bulleted"
    ORDERED = "ordered"
    TABLE = "table"
    INLINE = "inline"  # links in a paragraph
    HTML = "html"  # read, never edited


class Contents(NamedTuple):
    """A table of contents of the page. `heading` is its own section, if it has one."""

    span: Span
    form: ContentsForm
    items: tuple[ContentsItem, ...]
    heading: Section | None = None


Slot = tuple[str, tuple[int, int], bool]
"""How and where a field is written: its look, its place (phrase and line), whether it begins its phrase."""


class Form(NamedTuple):
    """How the entries of one form write their parts: what was counted in `records` of them.

    The keys begin with a role (a state of `reading.template`): with its look, its place (phrase and line), the separator before
    it, the role before it. A slot is how and where a field is written: its look, its place, whether it begins its phrase. `slots`
    are those that nearly always mean one thing, as features of evidence; `venues` counts the known venues and all in each slot.
    `patterns` are how entries are written as a whole, the commonest first. `is_readable` is False where what is taken for titles
    can be none.
    """

    records: int = 0
    slots: Mapping[Slot, str] = {}
    looks: Mapping[tuple[int, str], int] = {}
    places: Mapping[tuple[int, tuple[int, int]], int] = {}
    separators: Mapping[tuple[int, str], int] = {}
    order: Mapping[tuple[int, int], int] = {}
    venues: Mapping[Slot, tuple[int, int]] = {}
    patterns: tuple[tuple[str, int], ...] = ()
    is_readable: bool = True


class Votes(NamedTuple):
    """What a page votes on which of its blocks are records.

    `sublists` counts the entries and all items of the sub-lists below items of one form (depth, shape, whether they lead out);
    `own_pages` and `stated`: whether items are entries that lead to pages of the same list, or have no link at all. `levels` are
    those whose headings are entries, `paragraphs` counts how paragraphs are written, `single` are the ways that sections have once.
    `tables` are what the columns hold of tables with the same header.
    """

    sublists: Mapping[tuple[int, str, bool], tuple[int, int]] = {}
    own_pages: bool = False
    stated: bool = False
    levels: frozenset[int] = frozenset()
    paragraphs: Mapping[str, int] = {}
    single: frozenset[str] = frozenset()
    tables: Mapping[tuple[str, ...], tuple[str, ...]] = {}


class Template(NamedTuple):
    """What reading a list taught about it, to read a later version of it alike: its forms, by what they begin with.

    `repeated` are the texts that many records share; `bold_is_inline` tells whether bold marks words inside titles; `keys` are
    what linked titles have before a colon where that is the list's habit; `edition_first` and `edition_last` tell whether venues with
    their year are right before or behind titles, with a space between; `is_described` tells whether most titles, linked ones or plain
    names, have a description behind them. `columns` are the columns of tables whose role a config sets, by the header in lower case;
    without forms nothing else is known yet.
    """

    columns: Mapping[str, str] = {}
    votes: Votes = Votes()
    forms: Mapping[tuple[str, ...], Form] = {}
    repeated: frozenset[str] = frozenset()
    bold_is_inline: bool = False
    keys: frozenset[str] = frozenset()
    edition_first: bool = False
    edition_last: bool = False
    is_described: bool = False


class Document(NamedTuple):
    """One file, read. Everything in document order.

    `links` are all links of the page, those of entries and contents included; `texts` all runs of words.
    `anchors` are all HTML anchors with their offsets. `code_spans` is what Markdown doesn't read: code, comments, front matter.
    `template` is what reading it taught.
    """

    source: Source
    sections: tuple[Section, ...]
    entries: tuple[Entry, ...]
    links: tuple[Link, ...]
    texts: tuple[Text, ...]
    contents: tuple[Contents, ...]
    definitions: tuple[Definition, ...] = ()
    anchors: tuple[tuple[str, int], ...] = ()
    code_spans: tuple[Span, ...] = ()
    template: Template = Template()

    def path(self, section: Section | None) -> tuple[Section, ...]:
        """A section with those around it, the outermost first."""
        found: list[Section] = []
        while section is not None:
            found.append(section)
            section = self.sections[section.parent] if section.parent is not None else None
        return tuple(reversed(found))
