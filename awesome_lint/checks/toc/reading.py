"""A table of contents read against the page: which section each line is meant for, and how lines are written.

Every rule of the group judges by this, so that one defect is told by one rule: a line whose section was renamed is a broken
anchor, and neither a missing section nor a wrong text besides.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cached_property
from itertools import accumulate
from urllib.parse import unquote

from awesome_lint.checks.headings.shapes import reshaped
from awesome_lint.checks.toc.likeness import fold
from awesome_lint.checks.toc.matching import Matching
from awesome_lint.edits import Edit
from awesome_lint.knowledge import Packs
from awesome_lint.model import Contents, ContentsForm, ContentsItem, Section
from awesome_lint.rule import Context
from awesome_lint.source import Source, Span
from awesome_lint.style.measures.toc import TOC_TEXTS, main_contents
from awesome_lint.style.trait import pin_of

# Anchors that lead to the top of the page, on GitHub.
_TOP = frozenset({"", "top", "readme"})
_LINK_LIKE = re.compile(r"\[(?P<label>[^\[\]\n]{1,200})\](?=\()")
# What can't be in a link's label as it is.
_NO_LABEL = re.compile(r"[\[\]<\n]")
_MARKUP = re.compile(r"[\[\]\\`*<|]|(?<!\w)_|_(?!\w)")
_NAME = re.compile(r"[\w-]+$")
_UNCLOSED = re.compile(r"\]\(#([^\s()]+)[ \t]*$", re.MULTILINE)


def reading(contents: Contents, context: Context) -> Reading:
    """What this table of contents says of the page; computed once for all rules."""
    return context.once(_readings)[contents.span]


def _readings(context: Context) -> dict[Span, Reading]:
    return {contents.span: Reading(contents, context) for contents in context.document.contents}


class Reading:
    """One table of contents, with what its lines are meant for. Lines are spoken of by their index."""

    def __init__(self, contents: Contents, context: Context) -> None:
        self.contents = contents
        self.context = context
        self.items = contents.items
        self._names: dict[int, frozenset[str]] = {}

    @property
    def source(self) -> Source:
        return self.context.source

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.context.document.sections

    # What lines lead to

    @cached_property
    def dead(self) -> frozenset[int]:
        """The lines whose anchor nothing on the page has."""
        anchors = {name.casefold() for name, _ in self.context.document.anchors}
        return frozenset(
            index
            for index, item in enumerate(self.items)
            if item.section is None and not {item.anchor.casefold(), unquote(item.anchor).casefold()} & anchors and item.anchor not in _TOP
        )

    @cached_property
    def mended(self) -> dict[int, Section]:
        """The lines whose anchor is wrong, with the one section that they are surely meant for."""
        return Matching(self).sure()

    @cached_property
    def lost(self) -> frozenset[str]:
        """The folded texts of the lines with a dead anchor for which no section is known."""
        return frozenset(fold(self.items[index].text) for index in self.dead if index not in self.mended)

    @cached_property
    def lost_words(self) -> frozenset[str]:
        """The words of these texts."""
        return frozenset(word for text in self.lost for word in text.split())

    @cached_property
    def aims(self) -> tuple[Section | None, ...]:
        """The section that each line is meant for."""
        return tuple(self.mended.get(index, item.section) for index, item in enumerate(self.items))

    @cached_property
    def listed(self) -> frozenset[int]:
        """The indices of the sections that have a line."""
        return frozenset(section.number for section in self.aims if section)

    @cached_property
    def mentioned(self) -> frozenset[int]:
        """The indices of the sections that the contents, or links beside them, lead to in some other form than a line."""
        return self._mentioned_from(0)

    @cached_property
    def mentioned_within(self) -> frozenset[int]:
        """Those that the contents themselves lead to; a link in the text above takes no section from the line of its name."""
        return self._mentioned_from(self.contents.span.start)

    def _mentioned_from(self, start: int) -> frozenset[int]:
        """The indices of the sections that links from an offset on lead to, or that the contents name, without a line."""
        first = min((item.section.number for item in self.items if item.section), default=0)
        end = max(self.contents.span.end, self.sections[first].span.start if self.sections else 0)
        links = [link for link in self.context.document.links if start <= link.span.start < end]
        within = self.source[self.contents.span]
        # A line that leads to another file, whose link is broken, or whose target lacks its `#`, names its section all the same.
        anchors = {unquote(link.url.removeprefix("#")).casefold() for link in links if link.is_anchor or _NAME.match(link.url)}
        anchors |= {unquote(found[1]).casefold() for found in _UNCLOSED.finditer(within)}
        names = {fold(line) for line in within.split("\n")} | {fold(found["label"]) for found in _LINK_LIKE.finditer(within)}
        names -= {fold(item.text) for item in self.items}
        return frozenset(
            section.number
            for section in self.sections
            if anchors & {section.slug, *(anchor.casefold() for anchor in section.anchors)} or fold(section.text) in names
        )

    @property
    def is_main(self) -> bool:
        """Whether this is the page's contents, or a chapter's: not a paragraph or table of cross references."""
        is_list = self.contents.form in (ContentsForm.BULLETED, ContentsForm.ORDERED)
        return is_list or self.contents.heading is not None or self.contents is main_contents(self.context.document)

    # How lines are written

    @cached_property
    def _ways(self) -> dict[int | None, Callable[[str, Packs], str | None]]:
        """How most texts are made of their headings, by level; under None that of all levels together."""
        fits: dict[int | None, Counter[str]] = defaultdict(Counter)
        seen: Counter[int | None] = Counter()
        for item in self.items:
            if item.section and not item.case_differs:
                for level in (item.section.level, None):
                    seen[level] += 1
                    fits[level].update(name for name in TOC_TEXTS if self._made(name, item.section.text) == item.text)
        ways = {}
        for level, counts in fits.items():
            # Of equals the first one in TOC_TEXTS, the plainest.
            best = max(TOC_TEXTS, key=lambda name: counts[name])
            if counts[best] >= max(2, 0.8 * seen[level] - 1):
                ways[level] = TOC_TEXTS[best]
        return ways

    def _made(self, way: str, heading: str) -> str:
        return TOC_TEXTS[way](heading, self.context.packs) or heading

    def name(self, section: Section) -> str | None:
        """The text that the contents give a section by their own habit; None where they have none."""
        way = self.wanted(section) or self._ways.get(section.level, self._ways.get(None))
        if way is None:
            return None
        heading = reshaped(section, self.context) or section.text
        return way(heading, self.context.packs) or heading

    def wanted(self, section: Section) -> Callable[[str, Packs], str | None] | None:
        """How the config wants the text of a section to be made; None where it says nothing."""
        pin = pin_of(f"toc-text.{section.level}", self.context.style.pins)
        return None if pin is None else TOC_TEXTS[pin]

    def names(self, section: Section) -> frozenset[str]:
        """All that the contents might call a section, folded."""
        if section.number not in self._names:
            self._names[section.number] = frozenset(fold(text) for text in (section.text, self.name(section)) if text)
        return self._names[section.number]

    # Where lines are told and edited

    def target_span(self, item: ContentsItem) -> Span:
        """Where a line says what it leads to: the anchor with its `#`; the whole line where that can't be told."""
        return Span(item.anchor_span.start - 1, item.anchor_span.end) if item.anchor_span else item.span

    def text_span(self, item: ContentsItem) -> Span:
        """A line's text, or all of it where the text has no place of its own."""
        return item.text_span or item.span

    def written_text(self, item: ContentsItem) -> str:
        """A line's text with the blanks at its end, which readers don't see."""
        written = self.source[item.text_span] if item.text_span else ""
        return written if written.startswith(item.text) and written.rstrip() == item.text else item.text

    def siblings(self, one: int, other: int) -> bool:
        """Whether two lines are nested below the same one: no line with less depth, and none that is no link, between them."""
        first, last = min(one, other), max(one, other)
        if self.items[other].depth != self.items[one].depth or self._shallower[first] < last:
            return False
        row, last_row = self.source.row(self.items[first].span.start), self.source.row(self.items[last].span.end - 1)
        return self._filled_rows[last_row] - self._filled_rows[row - 1] == last - first + 1

    @cached_property
    def _shallower(self) -> list[int]:
        """For each line the next one with less depth, or the number of all lines."""
        found = [len(self.items)] * len(self.items)
        waiting: list[int] = []
        for index, item in enumerate(self.items):
            while waiting and item.depth < self.items[waiting[-1]].depth:
                found[waiting.pop()] = index
            waiting.append(index)
        return found

    @cached_property
    def _filled_rows(self) -> list[int]:
        """How many rows are not blank, up to each row of the file."""
        return [0, *accumulate(bool(row.strip()) for row in self.source.text.split("\n"))]

    def below(self, index: int) -> range:
        """The lines that are nested below a line."""
        last = index + 1
        while last < len(self.items) and self.items[last].depth > self.items[index].depth:
            last += 1
        return range(index + 1, last)

    def whole_line(self, index: int) -> Span | None:
        """A line with its line end, where the item has its line for itself; None in tables, paragraphs and HTML."""
        if self.contents.form not in (ContentsForm.BULLETED, ContentsForm.ORDERED):
            return None
        item = self.items[index]
        return Span(item.span.start, min(item.span.end + 1, len(self.source.text)))

    def retitled(self, item: ContentsItem, section: Section) -> Edit | None:
        """The edit that gives a line the name of a section, inside the line's markup; None where that can't be."""
        name = self.name(section)
        if item.text_span is None or name is None:
            return None
        heading = self.source[section.text_span]
        if self._keeps_markup and name == section.text != heading:
            return None if _NO_LABEL.search(heading) else Edit.replacement(item.text_span, heading)
        written = self.source[item.text_span]
        if _MARKUP.search(name) or not item.text or written.count(item.text) != 1:
            return None
        start = item.text_span.start + written.index(item.text)
        end = item.text_span.end if written.rstrip() == item.text else start + len(item.text)
        return Edit(start, end, name)

    @cached_property
    def _keeps_markup(self) -> bool:
        """Whether texts are copies of headings with their markup, where these have some."""
        copies = [
            self.source[item.text_span] == self.source[item.section.text_span]
            for item in self.items
            if item.section and item.text_span and self.source[item.section.text_span] != item.section.text
        ]
        return sum(copies) * 2 > len(copies)

    def readdressed(self, item: ContentsItem, section: Section) -> Edit | None:
        """The edit that makes a line lead to a section; None where that can't be."""
        anchor = self.anchor(section)
        return Edit.replacement(item.anchor_span, anchor) if item.anchor_span and anchor else None

    def anchor(self, section: Section) -> str | None:
        """What a line leads to a section by: its slug, or the anchor that the page sets itself where lines use those, if it sets one."""
        if self._uses_own_anchors:
            return section.anchors[0] if section.anchors else None
        return section.slug

    @cached_property
    def _uses_own_anchors(self) -> bool:
        """Whether most lines lead to anchors that the page sets itself, rather than to those that GitHub makes of headings."""
        led = [item for item in self.items if item.section]
        return 2 * sum(
            item.section is not None and item.anchor != item.section.slug and item.anchor in item.section.anchors for item in led
        ) > len(led)
