"""What a list is made of: sections, entries, links, contents. Frozen data; what entries state is read when it is asked for.

Every `Span` counts characters of the document's `Source.text`.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from awesome_lint.markdown.tree import Definition
from awesome_lint.source import Source, Span


class LinkKind(StrEnum):
    """How a link is written."""

    INLINE = "inline"  # [label](url)
    REFERENCE = "reference"  # [label][ref]
    AUTOLINK = "autolink"  # <url>
    BARE = "bare"  # a URL in the text that GitHub turns into a link
    HTML = "html"  # <a href="url">: read, never edited


class Link(NamedTuple):
    r"""A link as it stands in the text.

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
    """A run of the list's own words: outside URLs, code and HTML tags. `place` says where it stands."""

    span: Span
    text: str
    place: str  # "heading", "label" or "prose"


class HeadingKind(StrEnum):
    ATX = "atx"  # ## Heading
    SETEXT = "setext"  # underlined
    HTML = "html"  # <h2>: read, never edited


class Section(NamedTuple):
    """A heading and what stands below it, up to the next heading.

    `text` is what a reader sees, `text_span` its source between the markers. `slug` is GitHub's anchor with its
    duplicate suffix; `anchors` are HTML anchors (`<a name>`, `id=`) that stand in the heading or right above it.
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


class Stated(NamedTuple):
    """The venue (as written, without the year) and the year that an entry states, never the heading's or the URL's."""

    venue: str | None = None
    venue_span: Span | None = None
    year: int | None = None
    year_span: Span | None = None


class Deferred:
    """What an entry states, found out when it is first asked for: of most entries nobody asks, and it is a sixth of the reading.

    Equal to another one where both state the same.
    """

    def __init__(self, find: Callable[[], Stated]) -> None:
        self._find = find

    @cached_property
    def value(self) -> Stated:
        return self._find()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Deferred) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)


class Entry(NamedTuple):
    """One listed resource: a paper, tool, book, dataset or course.

    `span` covers whole lines, from the first (with its marker) to the end of the last, without its line end;
    entries in one list or table share `list_id`. `links` are all its links in source order, the title's included;
    `title_link` is the one that the title itself is. `depth` is the nesting of its list, from 0; `stated` has the venue and
    the year that the entry states.
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
    stated: Deferred = Deferred(Stated)

    @property
    def venue(self) -> str | None:
        return self.stated.value.venue

    @property
    def venue_span(self) -> Span | None:
        return self.stated.value.venue_span

    @property
    def year(self) -> int | None:
        return self.stated.value.year

    @property
    def year_span(self) -> Span | None:
        return self.stated.value.year_span

    @property
    def labelled(self) -> tuple[Link, ...]:
        """The links that follow or precede the title: all but the title's own."""
        if self.title_link is None:
            return self.links
        return tuple([link for link in self.links if link is not self.title_link])


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


class Document(NamedTuple):
    """One file, read. Everything in document order.

    `links` are all links of the page, those of entries and contents included; `texts` all runs of words.
    `anchors` are all HTML anchors with their offsets. `code_spans` is what Markdown doesn't read: code, comments, front matter.
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
