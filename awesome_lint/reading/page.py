"""What the recognition of records knows of the page: its sections, links that lead nowhere new, and the cut fields of phrases."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from awesome_lint.knowledge import Packs
from awesome_lint.markdown.tree import Block, Inline, Kind
from awesome_lint.model import EntryKind, Link, LinkKind, Section, Template, Votes
from awesome_lint.outline.phrases import Phrase, Piece, Reading
from awesome_lint.reading.editions import Habits
from awesome_lint.reading.fields import Field, cut
from awesome_lint.reading.senses import Sense, Senses
from awesome_lint.reading.venues import Venues, states_year
from awesome_lint.reading.words import FEWEST_WORDS_OF_A_TITLE, LONGEST_DATE, is_date, last_before, words
from awesome_lint.source import Source, Span

# A `Key: value` line has a key of at most this many words.
MOST_WORDS_OF_A_KEY = 3
# A list has the habit of a key in its linked titles where so many, this share of all, have one that comes again.
FEWEST_KEYED = 10
SHARE_OF_KEYED = 0.5
# Bold marks words inside titles when so many bold words follow others, and so large a share of all.
FEWEST_INLINE = 5
SHARE_OF_INLINE = 0.3

_KEY = re.compile(r"[^\w\n()\[\]<>\"“'‘:：;]{0,12}([^\W\d_][^:：;\n]{0,30})\s?[:：;]")
_REMARK = re.compile(r"[(（].*")
_POINTER = re.compile(
    r"(?i)\W*(?:(?:please|feel free|if you|inspired by|(?:(?:created|made|written|curated|compiled|maintained) )?by|thanks|special thanks|thank you)\b|(?:see|visit|check|refer|read|note|click|go)\s+(?:also|out|the|this|that|to|here|our|my)\b|back to\b|参见|参考)"
)
_EDGES = re.compile(r"^[\W\d_]+|[\W_]+$")
# Links to a place of the page or another page of the list: anchors, and relative paths but to files of their own kind.
_RELATIVE = re.compile(
    r"(?![a-z][a-z0-9+.-]{1,9}:|//|www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|edu|ai|cn|dev|gov|[a-z]{2})(?:[/:?]|\Z)(?<!\.md))",
    re.IGNORECASE,
)
_OWN_FILES = (".pdf", ".ipynb", ".bib", ".zip", ".pptx")
_ENDS_A_TITLE = re.compile(r"[|:,.;\])–—]|\s-\s")


def is_navigation(link: Link) -> bool:
    """Whether a link leads to a place of this page, or to another page of the same list."""
    url = link.url
    if not url or url.startswith(("https://", "http://")) or link.kind is LinkKind.REFERENCE:
        return False
    return url[0] == "#" or (_RELATIVE.match(url) is not None and not url.lower().endswith(_OWN_FILES))


def links_out(phrase: Phrase) -> list[Link]:
    """The links of a phrase that lead to anything but this page and its neighbours."""
    return [link for link in phrase.links if not is_navigation(link)]


def first_piece(phrase: Phrase) -> Piece | None:
    """The first piece of a phrase with something to see."""
    return next((piece for piece in phrase.pieces if piece.text.strip()), None)


class Record:
    """A block that may list a resource. `head` are its own phrases (a row's cells), `tail` those of what is nested in it.

    `columns` say what each cell of a row holds (see `rows.columns`), `headers` are the texts of the header's cells.
    """

    def __init__(
        self,
        kind: EntryKind,
        span: Span,
        head: list[Phrase],
        tail: list[Phrase],
        list_id: int = 0,
        depth: int = 0,
        marker: str = "",
        columns: tuple[str, ...] = (),
        headers: tuple[str, ...] = (),
    ) -> None:
        self.kind, self.span, self.head, self.tail = kind, span, head, tail
        self.list_id, self.depth, self.marker = list_id, depth, marker
        self.columns, self.headers = columns, headers
        self.phrases = (*head, *tail)
        self.links = tuple([link for phrase in self.phrases for link in phrase.links])
        self.leads_out = not all(map(is_navigation, self.links))


class Cut(NamedTuple):
    """The fields of one phrase, and what each says."""

    fields: tuple[Field, ...]
    senses: tuple[Sense, ...]


class Page:
    """The page's source, phrases and sections, and what every recogniser asks of them."""

    def __init__(
        self,
        source: Source,
        reading: Reading,
        sections: Sequence[Section],
        contents: Container[int],
        packs: Packs,
        template: Template,
    ) -> None:
        self.source, self.reading, self.sections, self.packs = source, reading, sections, packs
        self.contents = contents  # indexes of the blocks that are tables of contents
        self.template = template
        self.tables: dict[tuple[str, ...], tuple[str, ...]] = {}  # what the columns of a header hold
        self.venues = Venues(packs)
        self.senses = Senses(self.venues)
        self._cuts: dict[tuple[int, int, int, bool], Cut] = {}  # by where the phrase begins and ends, its pieces, whether a cell
        self._starts = [section.span.start for section in sections]
        names = [_EDGES.sub("", section.text).lower() for section in sections]
        self._unlisted = [packs.unlisted.fullmatch(name) is not None for name in names]
        self._news = [packs.news.fullmatch(name) is not None for name in names]

    def cut(self, phrase: Phrase, *, is_cell: bool = False) -> Cut:
        """The fields of a phrase, cut once."""
        if not phrase.pieces:
            return Cut((), ())
        key = (phrase.pieces[0].span.start, phrase.pieces[-1].span.end, len(phrase.pieces), is_cell)
        found = self._cuts.get(key)
        if found is None:
            template = self.template
            habits = Habits(template.edition_first, template.edition_last)
            fields = cut(phrase, self.venues, bold_is_inline=template.bold_is_inline, keys=template.keys, habits=habits, is_cell=is_cell)
            found = self._cuts[key] = Cut(tuple(fields), tuple([self.senses.of(field) for field in fields]))
        return found

    @property
    def votes(self) -> Votes | None:
        """What an earlier version of the page voted; None where there is none."""
        return self.template.votes if self.template.forms else None

    def section(self, offset: int) -> Section | None:
        """The section that an offset is in."""
        at = bisect_right(self._starts, offset) - 1
        return self.sections[at] if at >= 0 else None

    def sections_in(self, span: Span) -> Sequence[Section]:
        """The sections whose headings are in a range."""
        return self.sections[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def never_lists(self, offset: int) -> bool:
        """Whether the section at an offset is about contributing, licences and the like."""
        section = self.section(offset)
        return section is not None and self._unlisted[section.number]

    def tells_news(self, offset: int) -> bool:
        """Whether the section at an offset, or one around it, tells news."""
        section = self.section(offset)
        while section is not None:
            if self._news[section.number]:
                return True
            section = self.sections[section.parent] if section.parent is not None else None
        return False

    def rows(self, first: int, last: int) -> Span:
        """The span of whole rows."""
        return self.source.rows_span(first, last)

    def rows_of(self, phrase: Phrase) -> Span:
        """The whole rows that a phrase is in."""
        return self.rows(self.source.row(phrase.pieces[0].span.start), self.source.row(phrase.pieces[-1].span.end))

    def phrase(self, inline: Inline) -> Phrase:
        """The phrase of an inline."""
        return self.reading.phrase(inline)

    def phrases(self, block: Block, *kinds: Kind) -> list[Phrase]:
        """The phrases of a block's direct children of some kinds."""
        return [self.reading.phrase(inline) for child in block.children if child.kind in kinds for inline in child.inlines]

    def all_phrases(self, block: Block) -> Iterator[Phrase]:
        """The phrases of a block and all below it."""
        for below in block.walk():
            for inline in below.inlines:
                yield self.reading.phrase(inline)

    def blocks(self, parent: Block) -> Iterator[Block]:
        """The blocks of the page and its quotes, tables of contents left out."""
        for block in parent.children:
            if block.kind is Kind.QUOTE:
                yield from self.blocks(block)
            elif block.index not in self.contents:
                yield block

    def is_pointer(self, phrase: Phrase) -> bool:
        """Whether a phrase speaks to the reader (`Please read ...`, `See also ...`), the words before its first link at least."""
        first = first_piece(phrase)
        return (first is None or first.link is None) and _POINTER.match(phrase.flat) is not None


def behind_key(phrase: Phrase) -> str | None:
    """The text between the key and the first link of a `Key: value` line, which says something of the item above; else None."""
    m = _match_of_key(phrase)
    return m.string[m.end() :] if m is not None else None


def key_of(phrase: Phrase) -> str:
    """The key of a `Key: value` line, in small letters; "" where there is none."""
    m = _match_of_key(phrase)
    return m[1].strip().casefold() if m is not None else ""


def _match_of_key(phrase: Phrase) -> re.Match[str] | None:
    before = "".join(piece.text for piece in takewhile(lambda piece: piece.link is None, phrase.pieces))
    m = _KEY.match(before)
    return m if m is not None and words(_REMARK.sub("", m[1])) <= MOST_WORDS_OF_A_KEY else None


def bold_is_inline(phrases: Sequence[Phrase]) -> bool:
    """Whether the page writes words inside of titles in bold: many bold words follow others, with no separator between."""
    inside = total = 0
    for phrase in phrases:
        ends = _ENDS_A_TITLE.search(phrase.flat)
        for at, piece in zip(phrase.starts, phrase.pieces, strict=True):
            if piece.kind == "break" or piece.link is not None:
                break
            if piece.strong and piece.text.strip() and not _is_edition(phrase, at, piece):
                total += 1
                inside += last_before(phrase.flat, 0, at).isalnum() and not (ends and ends.end() <= at)
    return inside >= FEWEST_INLINE and inside > SHARE_OF_INLINE * total


def _is_edition(phrase: Phrase, at: int, piece: Piece) -> bool:
    """Whether a piece in bold states a year, or has one before it and nothing else."""
    return states_year(piece.text) or (at <= LONGEST_DATE and is_date(phrase.flat[:at]))


def keys_of_titles(links: Sequence[Link]) -> frozenset[str]:
    """What linked titles have before a colon, where most have one of a few: `[Go: A Title](u)`, `[Rust: Another](u)`."""
    titles = [link.label for link in links if words(link.label) >= FEWEST_WORDS_OF_A_TITLE and not is_navigation(link)]
    count = Counter(key for title in titles for key, colon, _ in [title.partition(": ")] if colon)
    keys = {key: times for key, times in count.items() if times > 1}
    is_habit = sum(keys.values()) >= max(FEWEST_KEYED, SHARE_OF_KEYED * len(titles))
    return frozenset(count if is_habit else ())
