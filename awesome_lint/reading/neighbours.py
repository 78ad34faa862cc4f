"""What the fields around one say of it: a key before a link, names in a row, the volume behind a journal."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import takewhile
from typing import NamedTuple

from awesome_lint.reading.fields import Field
from awesome_lint.reading.senses import Sense

_SENTENCES = ("This ", "It ")
_AND_WORD = re.compile(r"(?:[\w-]+ ){0,2}(?:and|or|&) \w")
_GIVEN_AND_SURNAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+)? and [^\W\d_][\w'’-]*(?: [\w'’-]+)?")
_PART = re.compile(r"([^\W\d_]{3,20})\s?#?\d{1,3}")
_VOLUME = re.compile(r"\d{1,4} ?\(\d{1,3}(?:[-–/]\d{1,3})?\)|\d{1,3}\Z|(?:vol|pp)\b|(?:volume|pages|p\.|no\.) ?\d", re.IGNORECASE)
_ENDS_WITH_VOLUME = re.compile(r"[^\W\d_][.,]?\s\d{1,3}\Z")
# A link to a part of a work has at most so many.
MOST_WORDS_OF_A_PART = 2
# So many possible names in a row are names.
FEWEST_NAMES = 3
# The short name that a paper's title begins with has at most so many words.
MOST_WORDS_OF_A_NAME = 5
# A description of a plain name has at least so many.
FEWEST_DESCRIBING = 3
# So many words behind commas that can be no whole names are an enumeration.
FEWEST_ENUMERATED = 2


class Seen(NamedTuple):
    """A field with what it says; the number of its phrase in the record, and whether that is nested below the record's own."""

    phrase: int
    is_nested: bool
    field: Field
    sense: Sense


def begins_with_described_link(seen: Sequence[Seen]) -> bool:
    """Whether a record begins with a link that a description follows."""
    return bool(seen) and seen[0].field.link is not None and not seen[0].field.bracket and is_described(seen, 0)


def is_name(seen: Sequence[Seen], index: int) -> bool:
    """Whether a field is a short name that a colon sets apart from the title: `**Net**: A Network`."""
    one, following = seen[index], field_behind(seen, index, ":")
    if following is None or one.field.link is not None or one.sense.words > 2 or one.field.bracket:
        return False
    return following.sense.words >= 3 and (following.field.style != "plain" or following.field.bracket == '"')


def says_paper(one: Seen) -> bool:
    """Whether a field tells that the record is a paper: a venue with its year, or a link labelled so."""
    link = one.field.link
    return (one.sense.is_known_venue and one.sense.has_year) or (link is not None and link.role == "paper")


def is_behind_its_name(seen: Sequence[Seen], index: int) -> bool:
    """Whether a field of a paper is the title's second half, its first being a short name in bold: `**Net**: A Network for Vision`."""
    if index == 0:
        return False
    name, one = seen[index - 1], seen[index]
    if (
        name.field.style != "bold"
        or name.field.bracket
        or name.sense.words > MOST_WORDS_OF_A_NAME
        or name.sense.is_label
        or name.sense.is_key
    ):
        return False
    is_in_place = one.field.separator == ":" and one.field.style == "plain" and not one.field.bracket
    begins_as_title = not one.sense.begins_small and not one.field.text.startswith(_SENTENCES)
    return is_in_place and begins_as_title and _words_with_commas(seen, index) >= 3


def _words_with_commas(seen: Sequence[Seen], index: int) -> int:
    """The words of a field with those that commas part from it: `A Unified, Scalable Framework`."""
    behind = takewhile(lambda one: one.field.separator == "," and one.field.style == seen[index].field.style, seen[index + 1 :])
    return seen[index].sense.words + sum(one.sense.words for one in behind)


def field_behind(seen: Sequence[Seen], index: int, separators: str) -> Seen | None:
    """The field behind one, if one of these marks is between the two."""
    following = seen[index + 1] if index + 1 < len(seen) else None
    return following if following is not None and following.field.separator in tuple(separators) else None


def is_before_volume(seen: Sequence[Seen], index: int) -> bool:
    """Whether the volume or the pages of a journal follow a field: `Neural Computation, 9(8)`, `In Proc. of X, pp. 1-9`.

    Or it ends with the volume, and the year follows: `Geophysics 39 (1974)`.
    """
    following = seen[index + 1] if index + 1 < len(seen) else None
    if following is None or following.phrase != seen[index].phrase or following.field.link is not None:
        return False
    if following.field.bracket:
        return (
            following.sense.is_date and seen[index].field.style == "plain" and _ENDS_WITH_VOLUME.search(seen[index].field.text) is not None
        )
    return _VOLUME.match(following.field.text) is not None


def is_name_before_edition(seen: Sequence[Seen], index: int) -> bool:
    """Whether a field of two words may be a name, and a known venue with its year, or a date, follows: `A Title, Ann Lee, CVPR 2016`."""
    following = field_behind(seen, index, ",.")
    one = seen[index]
    if following is None or one.sense.words != 2 or one.sense.people != 2 or one.field.text.startswith(("and ", "& ")):
        return False
    return following.sense.is_date or (following.sense.is_known_venue and following.sense.has_year)


def asks(field: Field) -> bool:
    return field.text[-1:] in ("?", "!")


def is_bracketed_link(field: Field) -> bool:
    return field.link is not None and field.bracket not in ("", '"')


def is_described(seen: Sequence[Seen], index: int) -> bool:
    """Whether a description follows a field, a remark in brackets left out: `[Julia](u) (MIT) - A language`."""
    if index + 1 < len(seen) and seen[index + 1].field.bracket in tuple("([") and seen[index + 1].field.link is None:
        index += 1
    following = field_behind(seen, index, "-:")
    return following is not None and following.field.link is None and following.sense.words >= 2


def is_described_name(seen: Sequence[Seen]) -> bool:
    """Whether a record begins with a plain name and a description behind a dash: `Julia - A language`."""
    one, last = seen[0], 0
    while last + 1 < len(seen) and seen[last + 1].field.link is not None and seen[last + 1].sense.is_label:
        last += 1  # `Julia ([GitHub](u), [Docs](u)) - A language`
    following = field_behind(seen, last, "-")
    is_name = one.field.link is None and not one.field.bracket and 0 < one.sense.words <= MOST_WORDS_OF_A_NAME
    return is_name and following is not None and following.field.link is None and following.sense.words >= FEWEST_DESCRIBING


def has_address_behind_name(seen: Sequence[Seen]) -> bool:
    """Whether a record is a plain name, a bare URL and a description: `kymatio https://kymat.io Wavelet scattering`."""
    if len(seen) < 3:
        return False
    name, address, following = seen[0].field, seen[1].field, seen[2].field
    is_name = name.style == "plain" and not name.bracket and seen[0].sense.words == 1 and not seen[0].sense.is_label
    is_described = following.link is None and following.separator == " " and not following.bracket and seen[2].sense.words > 1
    return is_name and address.style == "url" and address.separator == " " and is_described


def is_key(seen: Sequence[Seen], index: int, styles: Container[str] | None = None) -> bool:
    """Whether a field is a key: a colon follows, and a field of one of the styles."""
    following = field_behind(seen, index, ":")
    if following is None or not (seen[index].sense.is_key or seen[index].sense.is_label):
        return False
    return styles is None or following.field.style in styles


def key_lines(seen: Sequence[Seen]) -> frozenset[tuple[int, int]]:
    """The lines that begin with a key, by phrase and line."""
    return frozenset(
        (one.phrase, one.field.line)
        for index, one in enumerate(seen)
        if (one.field.separator == "\n" or (one.phrase and one.field.separator == "^")) and is_key(seen, index)
    )


def runs_of_names(seen: Sequence[Seen]) -> frozenset[int]:
    """The places of fields that may be names and follow each other, with commas between."""
    found: set[int] = set()
    run: list[int] = []
    for index, (_, _, field, sense) in enumerate(seen):
        goes_on = bool(run) and field.separator in (",", ";") and run[-1] == index - 1
        if sense.people and not sense.is_known_venue:
            run = [*run, index] if goes_on else [index]
            if len(run) >= FEWEST_NAMES:
                found.update(run)
    return frozenset(found)


def enumerations(seen: Sequence[Seen]) -> frozenset[int]:
    """The places of fields that go on with an enumeration: `Portable`, `and Sound Tools`; few of them may be names of people."""
    found: set[int] = set()
    run: list[int] = []
    for index, (_, _, field, sense) in enumerate(seen):
        is_word = not (sense.is_known_venue or sense.is_date or sense.is_label or sense.people == 3 or field.bracket or sense.has_year)
        if field.separator != "," or field.style != "plain" or field.is_changed or not is_word or is_before_volume(seen, index):
            run = []
            continue
        if sense.people and seen[index - 1].sense.people and _GIVEN_AND_SURNAME.fullmatch(seen[index - 1].field.text):
            found.difference_update(run)  # `Lee, Ann and Roe, Bo`: an enumeration ends with its `and`
            run = []
            continue
        run.append(index)
        names = sum(seen[at].sense.people == 2 for at in run)
        if (2 * names < len(run) and _AND_WORD.match(field.text)) or (len(run) >= FEWEST_ENUMERATED and not names):
            found.update(run)
    return frozenset(found)


def parts_of_a_work(seen: Sequence[Seen]) -> frozenset[int]:
    """The places of links that differ from each other in nothing but their number: `Part 1` and `Part 2`."""
    places: dict[str, list[int]] = {}
    for index, one in enumerate(seen):
        if one.field.link is not None and one.sense.words <= MOST_WORDS_OF_A_PART and (m := _PART.fullmatch(one.field.text)):
            places.setdefault(m[1].casefold(), []).append(index)
    return frozenset(index for found in places.values() if len(found) > 1 for index in found)


def is_alone(seen: Sequence[Seen], index: int) -> bool:
    """Whether a field is the only one of its phrase."""
    around = seen[max(0, index - 1) : index + 2]
    return sum(one.phrase == seen[index].phrase for one in around) == 1


def stands_out(field: Field) -> bool:
    return field.style in ("link", "bold link", "bold") or field.bracket == '"'


def is_marked(seen: Seen, *, is_row: bool) -> bool:
    """Whether a field stands out as a title does: a link that is no label, bold, in quotes."""
    phrase, _, field, sense = seen
    if not stands_out(field) or (phrase > 0 and not is_row) or (field.separator != "^" and is_bracketed_link(field) and sense.words <= 4):
        return False
    if sense.is_nothing or sense.is_date or sense.is_known_venue or sense.is_label or sense.people == 3 or not sense.words:
        return False
    return not sense.is_key or field.link is not None
