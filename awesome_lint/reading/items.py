"""List items as records: which items, and how much of what is nested in them; by one vote of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from awesome_lint.markdown.tree import Block, Kind
from awesome_lint.model import EntryKind, Votes
from awesome_lint.outline.phrases import Phrase, Piece
from awesome_lint.reading.page import Page, Record, first_piece, links_out
from awesome_lint.reading.rows import rows
from awesome_lint.reading.shapes import Shape, shape, states_work
from awesome_lint.reading.words import has_words, words
from awesome_lint.years import MONTH, YEAR

# A sub-list lists entries of its own when this share of its items looks like entries; or any, and this share of the items of
# all sub-lists below items of the same form.
SHARE_OF_ITS_OWN = 0.8
SHARE_OF_SOME = 0.5
# A single item below a linked one is decided by so many others.
FEWEST_VOTES = 5
# Items without a link are entries when so many on the page state a venue, and so large a share.
FEWEST_STATED = 5
SHARE_OF_STATED = 0.3
# Items that lead to pages of their own repository are entries when so many do.
FEWEST_OWN_PAGES = 10
FEWEST_WORDS_OF_OWN_PAGES = 3

# Sub-lists whose items say the same before their links.
FEWEST_REPETITIONS = 3
_MARKS = " :-–—⇒→[]()|,;\n"
_HEAD = (Kind.PARAGRAPH, Kind.HEADING, Kind.HTML)
_DATE_FIRST = re.compile(rf"(?i)[\W_]*(?:{YEAR}|\d{{1,2}}[./-]\d{{1,2}}|{MONTH}\b)")


class _Form(NamedTuple):
    """What the items of a page have in common that have sub-lists."""

    depth: int
    shape: str
    leads_out: bool


class _Found(NamedTuple):
    """An item as a record; whether it has entries of its own below it; the share of its neighbours that lead out."""

    record: Record
    is_group: bool
    linked: float


class Items:
    """The items of all lists of a page, and what the page votes on them."""

    def __init__(self, page: Page, lists: Iterable[Block]) -> None:
        self.page = page
        self._votes: dict[_Form, Counter[str]] = {}
        self._forms: dict[int, tuple[_Form, int]] = {}  # by a sub-list's index: the form of its item, and how many entries it seems to have
        self._tables: list[Block] = []
        lists = list(lists)
        self._keys = self._repeated_keys(lists)
        for block in lists:
            self._count(block, 0)
        known = page.votes
        self._sublists: dict[tuple[int, str, bool], tuple[int, int]] = {
            form: (count["entries"], count["all"]) for form, count in self._votes.items()
        }
        if known is not None:
            self._sublists |= known.sublists
        self._found = [found for block in lists for found in self._items(block, 0)]
        stated = self._votes_for_stated()
        own_pages = self._votes_for_own_pages()
        self.votes = Votes(sublists=self._sublists, own_pages=own_pages, stated=stated)
        if known is not None:
            self.votes = self.votes._replace(own_pages=known.own_pages, stated=known.stated)
        self.rows = [row for table in self._tables for row in rows(page, table)]

    # Votes

    def _head(self, item: Block) -> list[Phrase]:
        return self.page.phrases(item, *_HEAD)

    def _shape(self, item: Block) -> Shape:
        head = self._head(item)
        return shape(self.page, head[0]) if head else Shape.TEXT

    def _count(self, block: Block, depth: int) -> None:
        """Count what the sub-lists of a list look like."""
        for item in block.children:
            below = [child for child in item.children if child.kind is Kind.LIST]
            if not below:
                continue
            leads_out = any(links_out(phrase) for phrase in self._head(item))
            form = _Form(depth, self._shape(item).name, leads_out)
            votes = self._votes.setdefault(form, Counter())
            for child in below:
                entries = sum(
                    self._shape(nested) is Shape.ENTRY and self._only_words(nested) not in self._keys for nested in child.children
                )
                votes["entries"] += entries
                votes["all"] += len(child.children)
                self._forms[child.index] = form, entries
                self._count(child, depth + 1)

    def _repeated_keys(self, lists: Iterable[Block]) -> frozenset[str]:
        """What items of several sub-lists say before their links: `Detailed information: [Paper](u)` is no title."""
        below = (child for block in lists for item in block.children for child in item.children if child.kind is Kind.LIST)
        count = Counter(key for child in below for key in {self._only_words(nested) for nested in child.children})
        return frozenset(key for key, times in count.items() if key and times >= FEWEST_REPETITIONS)

    def _only_words(self, item: Block) -> str:
        """The words of an item outside of its links, where these are labels."""
        head = self._head(item)
        if not head or not all(map(self.page.venues.may_be_label, head[0].links)):
            return ""
        outside = "".join(piece.text for piece in head[0].pieces if piece.link is None)
        return outside.strip(_MARKS) if has_words(outside) else ""

    def _is_independent(self, block: Block) -> bool:
        """Whether a sub-list has entries of its own, rather than links and notes of the item above it."""
        form, entries = self._forms[block.index]
        count = len(block.children)
        share = entries / count if count else 0.0
        entries_of_all, every = self._sublists[form]
        whole = entries_of_all / every if every else 0.0
        if form.leads_out:
            are_entries = min(share, whole) > SHARE_OF_SOME and (
                count > 1 or every >= FEWEST_VOTES or self._is_described(block.children[0])
            )
        else:
            are_entries = share >= SHARE_OF_ITS_OWN or (share > 0 and whole >= SHARE_OF_SOME)
        return are_entries or self._has_groups(block)

    def _has_groups(self, block: Block) -> bool:
        """Whether items of a list have sub-lists with entries of their own."""
        return any(self._is_independent(below) for item in block.children for below in item.children if below.kind is Kind.LIST)

    def _is_described(self, item: Block) -> bool:
        """Whether an item begins with a link, and says what it links to."""
        phrase = self._head(item)[0]
        first = first_piece(phrase)
        return first is not None and first.link is not None and words(phrase.flat) >= FEWEST_WORDS_OF_OWN_PAGES

    def _is_own_table(self, block: Block, *, leads_out: bool) -> bool:
        return not leads_out and any(links_out(phrase) for phrase in self.page.all_phrases(block))

    # Records

    def _items(self, block: Block, depth: int) -> Iterator[_Found]:
        """The items of a list and of its independent sub-lists, in document order."""
        made = [self._item(block, item, depth) for item in block.children]
        linked = sum(record.leads_out for record, _ in made) / len(made) if made else 0.0
        for record, own in made:
            yield _Found(record, bool(own), linked)
            for child in own:
                if child.kind is Kind.LIST:
                    yield from self._items(child, depth + 1)
                else:
                    self._tables.append(child)

    def _item(self, parent: Block, item: Block, depth: int) -> tuple[Record, list[Block]]:
        """An item as a record, and its sub-lists and tables that list entries of their own."""
        head = self._head(item)
        own = []
        if len(item.children) > 1 or (item.children and item.children[0].kind not in _HEAD):
            leads_out = any(links_out(phrase) for phrase in head)
            for child in item.children:
                if child.kind is Kind.LIST:
                    own += [child] if self._is_independent(child) else []
                elif child.kind is Kind.TABLE and self._is_own_table(child, leads_out=leads_out):
                    own.append(child)
        last = max((child.last for child in item.children if child.last < own[0].first), default=item.first) if own else item.last
        nested = [child for child in item.children if child.kind not in _HEAD and child.last <= last]
        tail = [phrase for child in nested for phrase in self.page.all_phrases(child)]
        record = Record(EntryKind.ITEM, self.page.rows(item.first, last), head, tail, parent.number, depth, item.markup)
        return record, own

    def entries(self) -> Iterator[Record]:
        """The items that are entries."""
        for found in self._found:
            if self._is_entry(found):
                yield found.record

    def _is_entry(self, found: _Found) -> bool:
        page, record = self.page, found.record
        start = record.span.start
        if not record.head or page.never_lists(start):
            return False
        phrase = record.head[0]
        first = first_piece(phrase)
        if page.tells_news(start) and (first is None or first.link is None or _DATE_FIRST.match(phrase.flat)):
            return False
        if record.leads_out:
            return not page.is_pointer(phrase)
        if record.links:
            return self._is_own_page(found, first)
        return first is not None and not found.is_group and self._is_entry_without_link(found, phrase, first)

    def _is_entry_without_link(self, found: _Found, phrase: Phrase, first: Piece) -> bool:
        """Whether an item without a link is an entry: a name among linked ones, or a stated work."""
        if found.linked >= SHARE_OF_SOME:
            if first.strong or first.text.lstrip()[:1] in tuple('"“['):
                return True
            return shape(self.page, phrase) is Shape.STATED or states_work(self.page, phrase)
        return not _DATE_FIRST.match(phrase.flat) and self._is_stated(found.record, phrase)

    def _is_own_page(self, found: _Found, first: Piece | None) -> bool:
        """Whether an item leads to a page of the same list, listed among other resources or with its like."""
        if any(link.is_anchor for link in found.record.links) or first is None or first.link is None:
            return False
        return found.linked >= SHARE_OF_SOME or self.votes.own_pages

    def _is_stated(self, record: Record, phrase: Phrase) -> bool:
        """Whether an item without a link states a work, as others of its list or of the page do."""
        if record.list_id in self._stated_lists:
            return shape(self.page, phrase, among_stated=True) is Shape.STATED
        return self.votes.stated and shape(self.page, phrase) is Shape.STATED

    def _votes_for_own_pages(self) -> bool:
        """Whether the page lists pages of its own repository: most of its items lead there, by titles of some words."""
        linked = [found.record for found in self._found if found.record.links]
        own = [record for record in linked if not record.leads_out and not any(link.is_anchor for link in record.links)]
        if len(own) < FEWEST_OWN_PAGES or 2 * len(own) < len(linked):
            return False
        return sum(words(record.links[0].label) for record in own) >= FEWEST_WORDS_OF_OWN_PAGES * len(own)

    def _votes_for_stated(self) -> bool:
        """Whether the page lists works without links: enough of its items state a title, a venue and a year."""
        page = self.page
        plain: Counter[int] = Counter()
        stated: Counter[int] = Counter()
        for record, is_group, _ in self._found:
            if not record.links and not is_group and record.head and not page.never_lists(record.span.start):
                plain[record.list_id] += 1
                stated[record.list_id] += shape(page, record.head[0]) is Shape.STATED
        self._stated_lists = {number for number, count in plain.items() if count > 1 and stated[number] >= SHARE_OF_SOME * count}
        return stated.total() >= FEWEST_STATED and stated.total() >= SHARE_OF_STATED * plain.total()


def without_own_places(page: Page, found: Sequence[Record]) -> list[Record]:
    """The records but those that only lead to places of the list itself by its whole address: of the repository that many do."""
    anchors = {section.slug.lower() for section in page.sections} | {name.lower() for name, _ in page.reading.anchors}
    led = [_own_repository(record, anchors) for record in found]
    count = Counter(led)
    return [record for record, repository in zip(found, led, strict=True) if not repository or count[repository] < FEWEST_VOTES]


def _own_repository(record: Record, anchors: Container[str]) -> str:
    """The repository that all links of a record lead to, by anchors of this page; "" if there is none."""
    matches = [_WHOLE_ADDRESS.match(link.url) for link in record.links]
    repositories = {m[1].lower() if m is not None and m[2].lower() in anchors else "" for m in matches}
    return repositories.pop() if len(repositories) == 1 else ""


_WHOLE_ADDRESS = re.compile(
    r"https?://(?:www\.)?github\.com/([^/#?]+/[^/#?]+)/?(?:(?:blob|tree)/[\w.-]+/readme\.md)?#([^?#]+)\Z", re.IGNORECASE
)
