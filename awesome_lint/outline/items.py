"""List items as entries: which items, and how much of what is nested in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.markdown.tree import Block, Kind
from awesome_lint.model import EntryKind
from awesome_lint.outline.pages import FEWEST_WORDS_OF_A_TITLE, Candidate, Page, is_navigation
from awesome_lint.outline.rows import rows
from awesome_lint.outline.titles import first_piece, words

# A sub-list lists entries of its own when this share of its items stands alone; an item without a link is an entry
# when this share of its neighbours is.
SHARE_OF_ENTRIES = 0.5

_HEAD = (Kind.PARAGRAPH, Kind.HEADING, Kind.HTML)
_DATE_FIRST = re.compile(
    r"(?i)[\W_]*(?:(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\b)"
)


def items(page: Page, block: Block, depth: int = 0) -> Iterator[Candidate]:
    """The entries of a list and of its sub-lists, in document order."""
    found = [_item(page, block, item, depth) for item in block.children]
    linked = sum(candidate.leads_out for candidate, _ in found)
    plain = [candidate for candidate, own in found if not candidate.leads_out and not own]
    neighbours_linked = linked >= SHARE_OF_ENTRIES * len(found)
    neighbours_dated = sum(_is_dated(page, candidate) for candidate in plain) >= SHARE_OF_ENTRIES * len(plain)
    for candidate, own in found:
        if _is_entry(page, candidate, is_group=bool(own), neighbours_linked=neighbours_linked, neighbours_dated=neighbours_dated):
            yield candidate
        for child in own:
            yield from items(page, child, depth + 1) if child.kind is Kind.LIST else rows(page, child)


def _item(page: Page, parent: Block, item: Block, depth: int) -> tuple[Candidate, list[Block]]:
    """An item as a candidate, and its sub-lists and tables that list entries of their own."""
    head = page.phrases(item, *_HEAD)
    has_links = any(not is_navigation(link) for phrase in head for link in phrase.links)
    own = [child for child in item.children if _is_independent(page, child, has_links=has_links)]
    last = max((child.last for child in item.children if child.last < own[0].first), default=item.first) if own else item.last
    tail = [phrase for child in item.children if child.kind not in _HEAD and child.last <= last for phrase in page.all_phrases(child)]
    return Candidate(EntryKind.ITEM, page.rows(item.first, last), head, tail, parent.number, depth, item.markup), own


def _is_independent(page: Page, block: Block, *, has_links: bool) -> bool:
    """Whether a sub-list or table has entries of its own, rather than links and notes of the item above it."""
    if block.kind is Kind.TABLE:
        return not has_links and any(not is_navigation(link) for phrase in page.all_phrases(block) for link in phrase.links)
    if block.kind is not Kind.LIST:
        return False
    votes = [_stands_alone(page, item, has_links=has_links) for item in block.children]
    return sum(votes) >= max(1, SHARE_OF_ENTRIES * len(votes))


def _stands_alone(page: Page, item: Block, *, has_links: bool) -> bool:
    """Whether an item of a sub-list is an entry of its own. `has_links`: the item above it has a link."""
    head = page.phrases(item, *_HEAD)
    links = [link for phrase in head for link in phrase.links if not is_navigation(link)]
    if not links:
        return any(_is_independent(page, child, has_links=has_links) for child in item.children if child.kind is Kind.LIST)
    if page.is_key_line(head[0]):
        return False
    title = page.labels.title(head[0])
    if title.link is not None:
        if page.labels.is_label(title.link):
            return False
        return not has_links or not head[0].flat[: title.start].strip(" -*•[]()")
    if not has_links:
        return words(title.text) >= 2
    return words(title.text) >= FEWEST_WORDS_OF_A_TITLE and any(page.labels.is_label(link) for link in links)


def _is_entry(page: Page, candidate: Candidate, *, is_group: bool, neighbours_linked: bool, neighbours_dated: bool) -> bool:
    start = candidate.span.start
    if not candidate.head or page.never_lists(start):
        return False
    phrase = candidate.head[0]
    first = first_piece(phrase)
    if page.tells_news(start) and (first is None or first.link is None or _DATE_FIRST.match(phrase.flat)):
        return False
    if candidate.leads_out:
        return not page.is_pointer(phrase)
    if candidate.links:  # pages of the same list, listed among other resources
        return neighbours_linked and not any(link.is_anchor for link in candidate.links) and first is not None and first.link is not None
    if neighbours_linked and not is_group and first is not None and (first.strong or first.text.lstrip()[:1] in tuple('"“[')):
        return True
    return neighbours_dated and not is_group and _is_dated(page, candidate) and not _DATE_FIRST.match(phrase.flat)


def _is_dated(page: Page, candidate: Candidate) -> bool:
    return bool(candidate.head) and page.is_dated(candidate.head[0], with_year=True)
