"""What one phrase looks like by itself, before the page has voted: an entry, an annex of one, a statement, or text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from itertools import pairwise, takewhile

from awesome_lint.markdown.tree import Block, Kind
from awesome_lint.outline.phrases import Phrase
from awesome_lint.reading.fields import Field
from awesome_lint.reading.page import MOST_WORDS_OF_A_KEY, Page, behind_key, is_navigation, links_out
from awesome_lint.reading.senses import Sense
from awesome_lint.reading.words import FEWEST_WORDS_OF_A_TITLE, has_words, words

# A linked title has at most so many words before it; a plain one at least so many of its own.
MOST_WORDS_BEFORE_A_LINK = 4
FEWEST_WORDS_OF_A_PLAIN_TITLE = 4
# An entry describes its resource in at most this many words: more is prose.
LONGEST_DESCRIPTION = 140

# The same page in another language: a bar of links above the list leads there.
_OTHER_LANGUAGE = re.compile(r"(?i)(?!https?:)(?:[\w./-]*/)?readme[._-][a-z]{2}(?:[_-][a-z]{2,4})?\.md\Z")
_GOES_ON = re.compile(r"[\s_*\"”]{0,4}(?!(?:by|in|at|and)\b)[a-zß-ÿ]")


class Shape(Enum):
    """What a phrase looks like."""

    ENTRY = auto()  # a title of its own, linked, or with a label
    ANNEX = auto()  # labels, or a key with its link
    STATED = auto()  # a title without a link, with venue and year, or with authors and year; or a quotation with a year
    TEXT = auto()


def told(page: Page, phrase: Phrase) -> list[tuple[Field, Sense]]:
    """The fields of a phrase that say anything."""
    fields, senses = page.cut(phrase)
    return [(field, sense) for field, sense in zip(fields, senses, strict=True) if not sense.is_nothing or field.link is not None]


def is_label(page: Page, field: Field) -> bool:
    """Whether a field surely is a label: known as one, a badge, an address, or short and in brackets."""
    return field.style in ("url", "badge") or (field.link is not None and page.venues.may_be_label(field.link))


def shape(page: Page, phrase: Phrase, *, among_stated: bool = False) -> Shape:
    """What a phrase looks like by itself. `among_stated`: most of its list state works, so a title may be short, and a venue unknown."""
    fewest_words = 1 if among_stated else FEWEST_WORDS_OF_A_TITLE
    fields = told(page, phrase)
    labels = [field for field, _ in fields if is_label(page, field)]
    own = [field for field, _ in fields if field.link is not None and not is_label(page, field) and field.text.strip()]
    plain = [(field, sense) for field, sense in fields if field.link is None and field.style not in ("image", "badge")]
    if not fields:
        return Shape.TEXT
    is_key = _begins_with_key(fields)
    if own:
        lead = sum(sense.words for field, sense in takewhile(lambda told: told[0] is not own[0], fields) if field.link is None)
        return Shape.ENTRY if lead <= MOST_WORDS_BEFORE_A_LINK and not is_key else Shape.TEXT
    if is_key:
        return Shape.ANNEX if labels else Shape.TEXT
    is_dated = any(sense.is_date or sense.has_year for _, sense in plain)
    fewest = fewest_words if is_dated else FEWEST_WORDS_OF_A_PLAIN_TITLE
    is_titled = any(_may_be_title(field, sense, fewest) for field, sense in plain)
    is_marked = any(field.style == "bold" or field.bracket == '"' for field, _ in plain)
    if labels and (is_titled or is_marked):
        return Shape.ENTRY
    if labels:
        return Shape.ANNEX if sum(sense.words for _, sense in plain) <= MOST_WORDS_OF_A_KEY else Shape.TEXT
    states_venue = any((sense.venue == "known venue" and is_dated) or sense.venue == "preprint" for _, sense in plain)
    states_venue = states_venue or (among_stated and any(sense.venue and sense.has_year for _, sense in plain))
    states_authors = is_dated and (is_marked or is_titled) and _names_people(plain)
    is_quoted = is_dated and any(field.bracket == '"' and sense.words >= fewest_words for field, sense in plain[:1])
    return Shape.STATED if (is_titled and states_venue) or states_authors or is_quoted else Shape.TEXT


def states_work(page: Page, phrase: Phrase) -> bool:
    """Whether a phrase states a title with a date and authors."""
    fields = told(page, phrase)
    is_dated = any(sense.is_date or sense.has_year for _, sense in fields)
    return is_dated and _names_people(fields) and any(_may_be_title(*one, FEWEST_WORDS_OF_A_TITLE) for one in fields)


def _names_people(fields: Sequence[tuple[Field, Sense]]) -> bool:
    """Whether fields surely name people: `A. Lee and B. Roe`; or a surname first, `Lee, A.`."""
    return any(sense.people == 3 for _, sense in fields) or any(
        one.people == 1 and sense.people == 2 and field.separator == "," and field.text.endswith(".")
        for (_, one), (field, sense) in pairwise(fields)
    )


def _may_be_title(field: Field, sense: Sense, fewest_words: int) -> bool:
    if field.bracket == '"':
        return True
    return sense.words >= fewest_words and sense.people < 3 and not (sense.is_known_venue or sense.is_date)


def _begins_with_key(fields: list[tuple[Field, Sense]]) -> bool:
    """Whether the first field is a key of what follows: `Code: `, `Dataset - `."""
    field, sense = fields[0]
    if field.link is not None or sense.is_known_venue or sense.is_date or field.style in ("image", "badge"):
        return False
    follows_colon = len(fields) > 1 and fields[1][0].separator == ":"
    return sense.is_label or (follows_colon and sense.words <= MOST_WORDS_OF_A_KEY and field.style != "bold")


def form(page: Page, phrase: Phrase) -> str:
    """How a paragraph begins, if an entry may begin so: linked, bold, quoted, cited or plain; "" if as a sentence."""
    fields = told(page, phrase)
    is_long = len(phrase.flat) > 2 * LONGEST_DESCRIPTION and words(phrase.flat) > LONGEST_DESCRIPTION
    if not fields or is_long or page.is_pointer(phrase) or any(_OTHER_LANGUAGE.match(link.url) for link in phrase.links):
        return ""
    lead = 0
    for index, (field, sense) in enumerate(fields):
        label = field.style in ("badge", "url", "image") or (field.link is not None and page.venues.is_label(field.link))
        if label and not sense.is_known_venue:
            break
        found = ""
        if field.link is not None and not label:
            if is_navigation(field.link) or _GOES_ON.match(phrase.flat, field.end):
                return ""
            names = sum(sense.people > 0 for _, sense in fields[:index])
            return "linked" if lead <= MOST_WORDS_OF_A_KEY else "cited" if 2 * names >= index else ""
        if field.bracket == '"' and sense.words >= 2:
            found = "quoted"
        elif field.style == "bold" and not field.bracket and not sense.is_label and (sense.words >= 2 or index == 0):
            found = "bold"
        if found:
            return _behind_people(fields, index, lead, found)
        if not (sense.is_known_venue or sense.is_date or field.bracket):
            lead += sense.words
    has_label = any(link.role is not None and not link.is_badge for link in phrase.links)
    first, sense = fields[0]
    if sense.people and states_work(page, phrase):
        return "cited"
    is_titled = first.link is None and max(lead, sense.words) >= FEWEST_WORDS_OF_A_TITLE
    return "plain" if is_titled and (has_label or _is_above_addresses(phrase, fields)) else ""


def _is_above_addresses(phrase: Phrase, fields: Sequence[tuple[Field, Sense]]) -> bool:
    """Whether a paragraph is a line without links, and bare URLs in lines of their own below it."""
    _, *below = fields
    is_line = phrase.flat[fields[0][0].end :].lstrip(" ").startswith("\n")
    return is_line and bool(below) and all(field.style == "url" and field.separator == "\n" for field, _ in below)


def _behind_people(fields: list[tuple[Field, Sense]], index: int, lead: int, found: str) -> str:
    """A form, "cited" behind names of people; "" behind other words."""
    if lead <= MOST_WORDS_OF_A_KEY:
        return found
    names = sum(sense.people > 0 or sense.words <= MOST_WORDS_OF_A_KEY for _, sense in fields[:index])
    return "cited" if 2 * names >= index else ""


def lines(page: Page, block: Block) -> list[Phrase]:
    """The lines of a paragraph, the first ones of a list's items."""
    if block.kind is Kind.LIST:
        return [phrase for item in block.children for phrase in page.phrases(item, Kind.PARAGRAPH)[:1]]
    if block.kind is Kind.PARAGRAPH:
        return [line for inline in block.inlines for line in page.phrase(inline).lines()]
    return []


def is_annex_line(page: Page, line: Phrase) -> bool:
    """Whether a line is a key with its link, links with known labels, or a venue or a date; a key with words may be among them."""
    links, behind = links_out(line), behind_key(line)
    if not line.links and page.venues.says_where_or_when(line.flat.strip(" .")):
        return True
    if behind is not None:
        return not links or not behind.strip(" *[(")
    outside = "".join(piece.text for piece in line.pieces if piece.link is None and piece.kind != "image")
    return bool(links) and not has_words(outside) and all(map(page.venues.may_be_label, links))
