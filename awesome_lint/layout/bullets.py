"""Bullets that split a list: in Markdown, another bullet starts another list (CommonMark 0.31, 5.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from awesome_lint.style.measures.layout import bullet
from awesome_lint.style.page import Item, Page
from awesome_lint.style.trait import LEAST_OBSERVATIONS, by_key, trait_of


@dataclass(slots=True)
class _List:
    """A bullet list: its items, its first line (from 0), and whether blank lines are between its items."""

    start: int
    is_loose: bool = False
    items: list[Item] = field(default_factory=list)


def foreign(page: Page) -> Iterator[tuple[Item, str]]:
    """The items whose bullet keeps apart two lists of the page's usual bullet, with that bullet.

    Only a single item counts: several in a row may be meant as a list of their own.
    """
    usual_at = _usual_bullets(page)
    for above, middle, below in _neighbours(page):
        item = middle.items[0]
        usual = usual_at.get(str(item.depth))
        if (
            usual
            and len(middle.items) == 1
            and above.items[0].marker == usual == below.items[0].marker
            and _are_one(page, above, middle, below)
        ):
            yield item, usual


def _usual_bullets(page: Page) -> dict[str, str]:
    """The bullet of most items, by depth, where there are items enough to tell."""
    traits = [trait for key, observed in by_key(bullet(page)).items() if (trait := trait_of(key, observed))]
    return {trait.name: trait.value for trait in traits if trait.is_majority and trait.total >= LEAST_OBSERVATIONS}


def _are_one(page: Page, above: _List, middle: _List, below: _List) -> bool:
    """Whether three lists are spaced as one: item below item, or blank lines between all."""
    gaps = {page.blanks_above(middle.start) > 0, page.blanks_above(below.start) > 0}
    return gaps == {False} or (gaps == {True} and (above.is_loose or below.is_loose))


def _neighbours(page: Page) -> Iterator[tuple[_List, _List, _List]]:
    """Three bullet lists in a row, with nothing in between."""
    for row in _rows_of_lists(page):
        for index in range(len(row) - 2):
            above, middle, below = row[index : index + 3]
            if above.items and middle.items and below.items:
                yield above, middle, below


def _rows_of_lists(page: Page) -> list[list[_List]]:
    """Runs of bullet lists that follow each other in one container."""
    rows: list[list[_List]] = []
    open_rows: list[list[_List]] = [[]]  # per open container, the run that its latest blocks form
    lists: list[_List] = []
    for token in page.tokens:
        if token.nesting == -1:
            open_rows.pop()
            if token.type == "bullet_list_close":
                lists.pop()
            continue
        if token.type == "bullet_list_open" and token.map:
            lists.append(_List(token.map[0]))
            if not open_rows[-1]:
                rows.append(open_rows[-1])
            open_rows[-1].append(lists[-1])
        else:
            open_rows[-1] = []
            if lists and (item := page.item_of(token)):
                lists[-1].items.append(item)
            elif lists and token.type == "paragraph_open" and not token.hidden:
                lists[-1].is_loose = True
        if token.nesting == 1:
            open_rows.append([])
    return rows
