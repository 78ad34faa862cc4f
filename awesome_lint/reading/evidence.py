"""What a field says for each role: its features, weighed by the one table of weights.

A field's *observation* is all that decoding looks at: the features of its text, and how it is written. Few differ on a page,
so each is scored once.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Container, Sequence
from functools import cache
from typing import NamedTuple

from awesome_lint.reading.fields import Field
from awesome_lint.reading.venues import LONGEST_VENUE, Venues, names_a_venue, preprint, states_year, venue_name
from awesome_lint.reading.weights import ROLES, WEIGHTS
from awesome_lint.reading.words import is_date, likeness_to_names, short_year, words
from awesome_lint.text import cjk_letters

_NOTHING = re.compile(r"(?:[\W\d_]|:[a-z0-9_+-]{2,30}:)*")
_SMALL_WORD = re.compile(r"(?<!\w)[a-zß-ÿ]{2,}")
_BEGINS_SENTENCE = re.compile(r"[a-z]|An? |The |This |It |is ")
_SENTENCES = ("This ", "It ")
_BEGINS_AS_VENUE = re.compile(
    r"(?:[Ii]n:? )?(?:[Tt]he )?(?:\d{1,3}(?:st|nd|rd|th) |20\d\d )?(?:[A-Z]\w+ )?(?:Proceedings|Conference|Journal|Transactions|Symposium|Advances)\b"
)
_AND_WORD = re.compile(r"(?:[\w-]+ ){0,2}(?:and|or|&) \w")
_PART = re.compile(r"([^\W\d_]{3,20})\s?#?\d{1,3}")
_VOLUME = re.compile(r"\d{1,4} ?\(\d{1,3}(?:[-–/]\d{1,3})?\)|(?:vol|pp)\b|(?:volume|pages|p\.|no\.) ?\d", re.IGNORECASE)
_NO_SENTENCE = frozenset(
    ["of", "on", "and", "in", "for", "the", "to", "at", "an", "with", "de", "la", "et", "und", "der", "by", "from", "as", "via", "or"]
)
# Counts of words that make a difference: a field has the last of these that is not above its own count.
_COUNTS = (0, 1, 2, 3, 4, 6, 13, 16, 23, 31, 51)
_FEWEST_CJK_OF_A_TITLE = 6
# A text that is in so many records of a page is no title.
FEWEST_REPETITIONS = 3
# A key that a colon follows, or the header of a column, has at most so many.
MOST_WORDS_OF_A_KEY = 5
# A venue has at most so many: `In Proceedings of the 25th ...`.
MOST_WORDS_OF_A_VENUE = 30
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


class Sense(NamedTuple):
    """What a text says by itself. `words` is the last of `_COUNTS` that is not above their number."""

    words: int
    people: int
    is_nothing: bool
    is_date: bool
    venue: str  # "", known venue, preprint, or by what else it may be one
    has_year: bool
    is_label: bool
    is_key: bool
    has_cjk: bool
    begins_small: bool
    begins_sentence: bool

    @property
    def is_known_venue(self) -> bool:
        """Whether it is a venue of the packs or a preprint."""
        return self.venue in ("known venue", "preprint")


class Observation(NamedTuple):
    """A field as decoding sees it. `place` is its phrase and line; `context` are features that its neighbours give it."""

    sense: Sense
    style: str
    bracket: str
    separator: str
    place: tuple[int, int]
    column: str
    context: tuple[str, ...]

    @property
    def look(self) -> str:
        """How it is written: style and bracket."""
        return self.style + self.bracket


class Senses:
    """What texts say, kept: labels, venues and names come again and again."""

    def __init__(self, venues: Venues) -> None:
        self.venues = venues
        self._by_text: dict[tuple[str, bool], Sense] = {}

    def of(self, field: Field) -> Sense:
        """What a field's text says."""
        is_label = field.link is not None and field.link.role is not None
        key = (field.text, is_label)
        found = self._by_text.get(key)
        if found is None:
            found = self._by_text[key] = self._look(field.text, is_label=is_label)
        return found

    def _look(self, text: str, *, is_label: bool) -> Sense:
        count = words(text)
        is_cjk = cjk_letters(text) >= _FEWEST_CJK_OF_A_TITLE
        people = 0 if names_a_venue(text) else likeness_to_names(text)
        dated = count <= 4 and is_date(text)
        nothing = not dated and _NOTHING.fullmatch(text) is not None
        has_year = states_year(text)
        name = venue_name(text) if has_year and count <= 3 else text.partition("(")[0].strip() if "(" in text else text
        role = is_label or self.venues.role(name) is not None  # `PDF (long)`, `website 2026.03` are labels as `PDF` is
        return Sense(
            words=_COUNTS[bisect(_COUNTS, count) - 1],
            people=people,
            is_nothing=nothing,
            is_date=dated,
            venue="" if nothing or dated or len(text) > 2 * LONGEST_VENUE else self._venue(text, count, people, has_year=has_year),
            has_year=has_year,
            is_label=role,
            is_key=count <= MOST_WORDS_OF_A_KEY and self.venues.column(text) is not None,
            has_cjk=is_cjk and count <= 3,
            begins_small="a" <= text[:1] <= "z",
            begins_sentence=count >= 4 and _BEGINS_SENTENCE.match(text) is not None,
        )

    def _venue(self, text: str, count: int, people: int, *, has_year: bool) -> str:
        """By what a text may be a venue: the surest of the features in `WEIGHTS`."""
        if preprint(text):
            return "preprint"
        if count > MOST_WORDS_OF_A_VENUE:
            return ""
        if self.venues.names(text):
            return "known venue"
        if short_year(text) and sum(map(str.isupper, text)) >= 2:
            return "abbreviation with year"
        return _by_its_words(text, count, people, has_year=has_year)


def _by_its_words(text: str, count: int, people: int, *, has_year: bool) -> str:
    """By what words a text may be a venue that no pack knows."""
    small = sum(word not in _NO_SENTENCE for word in _SMALL_WORD.findall(text))
    if has_year and count <= 12 and small <= 1 and any(map(str.isupper, text)):
        return "capitals with year"
    if names_a_venue(text) and (count <= 16 or _BEGINS_AS_VENUE.match(text)):
        return "word of venues"
    if small or count > 10 or ":" in text or not venue_name(text)[:1].isupper():
        return ""
    return "capitals of a name" if people >= 2 or (people == 1 and not text.isupper()) else "capitals"


class Seen(NamedTuple):
    """A field with what it says; the number of its phrase in the record, and whether that is nested below the record's own."""

    phrase: int
    is_nested: bool
    field: Field
    sense: Sense


def begins_with_described_link(seen: Sequence[Seen]) -> bool:
    """Whether a record begins with a link that a description follows."""
    return bool(seen) and seen[0].field.link is not None and not seen[0].field.bracket and _is_described(seen, 0)


def observations(
    seen: Sequence[Seen], repeated: Container[str], columns: Sequence[str] = (), *, is_described_page: bool = False
) -> list[Observation]:
    """The fields of one record as decoding sees them.

    `columns` say what each cell of a row holds, by the table's header; on an `is_described_page` most linked titles have a description.
    """
    has_titles = "column: title" in columns
    held = [columns[one.phrase] if one.phrase < len(columns) else "" for one in seen]
    marks = [
        _is_marked(one, is_row=bool(columns)) and (not has_titles or column == "column: title") and not _is_name(seen, index)
        for index, (one, column) in enumerate(zip(seen, held, strict=True))
    ]
    first_mark = marks.index(True) if True in marks else -1
    enumerated = _enumerations(seen)
    is_paper = any(_says_paper(one) for one in seen)
    people = _runs_of_names(seen) - enumerated - {index - 1 for index in enumerated}
    key_lines = _key_lines(seen)
    parts = _parts_of_a_work(seen)
    has_described_name = is_described_page and not columns and _is_described_name(seen)
    found = []
    lead = 0  # words before the field that are no link's
    is_led = False  # whether a link before the field may be a title
    for index, one in enumerate(seen):
        phrase, is_nested, field, sense = one
        place = (phrase if columns else min(phrase, 4), field.line)
        separator = "/" if phrase and field.separator == "^" else field.separator
        is_first_link = field.link is not None and not field.bracket and not lead and not is_led
        is_described = is_first_link and _is_described(seen, index)
        in_key_line = (phrase, field.line) in key_lines
        begins_key_line = in_key_line and separator in ("\n", "/", "^")
        conditions = {
            "nested": is_nested,
            "behind the first line": not columns and place != (0, 0),
            "outside the column of titles": has_titles and held[index] != "column: title",
            "alone in the column of titles": held[index] == "column: title" and _is_alone(seen, index),
            "one of a row of parts": index in parts,
            "first marked": index == first_mark,
            "unmarked beside a marked": 0 <= first_mark != index and not _stands_out(field),
            "before a comma": not field.bracket and _following(seen, index, ",") is not None,
            "behind its name": is_paper and index > 0 and _is_behind_its_name(seen[index - 1], one),
            "describes": (has_described_name and index == 1)
            or (field.separator == "-" and 0 <= first_mark < index and not _stands_out(field)),
            "key": begins_key_line or (sense.is_label and _is_key(seen, index, ("url", "link", "bold link", "badge"))),
            "in a key line": in_key_line and not begins_key_line,
            "repeated": field.text in repeated,
            "among names": index in people,
            "alone behind a comma": index not in people
            and field.separator == ","
            and 0 < sense.people < 3
            and " and " not in field.text[4:],
            "label behind words": _is_bracketed_link(field) and sense.words <= 4 and lead >= 2,
            "name": _is_name(seen, index),
            "names itself": sense.is_label and is_described,
            "described": not sense.is_label and (is_described or (has_described_name and index == 0)),
            "behind a question": separator == " " and not field.is_changed and index > 0 and _asks(seen[index - 1].field),
            "goes on": field.separator == "," and "a" <= field.text[:1] <= "z",
            "enumerated": index in enumerated,
            "before a volume": field.link is None and _is_before_volume(seen, index),
            "changed": field.is_changed,
            "behind a link": field.is_behind_link,
            "leads": field.separator == "^",
        }
        lead += sense.words if field.link is None else 0
        is_led = is_led or (field.link is not None and not field.bracket and not sense.is_label)
        found.append(
            Observation(
                sense=sense,
                style=field.style,
                bracket=field.bracket,
                separator=separator,
                place=place,
                column=held[index],
                context=tuple([feature for feature, holds in conditions.items() if holds]),
            )
        )
    return found


def _is_name(seen: Sequence[Seen], index: int) -> bool:
    """Whether a field is a short name that a colon sets apart from the title: `**Net**: A Network`."""
    one, following = seen[index], _following(seen, index, ":")
    if following is None or one.field.link is not None or one.sense.words > 2 or one.field.bracket:
        return False
    return following.sense.words >= 3 and (following.field.style != "plain" or following.field.bracket == '"')


def _says_paper(one: Seen) -> bool:
    """Whether a field tells that the record is a paper: a venue with its year, or a link labelled so."""
    link = one.field.link
    return (one.sense.is_known_venue and one.sense.has_year) or (link is not None and link.role == "paper")


def _is_behind_its_name(name: Seen, one: Seen) -> bool:
    """Whether a field of a paper is the title's second half, its first being a short name in bold: `**Net**: A Network for Vision`."""
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
    return is_in_place and one.sense.words >= 3 and begins_as_title


def _following(seen: Sequence[Seen], index: int, separators: str) -> Seen | None:
    """The field behind one, if one of these marks is between the two."""
    following = seen[index + 1] if index + 1 < len(seen) else None
    return following if following is not None and following.field.separator in tuple(separators) else None


def _is_before_volume(seen: Sequence[Seen], index: int) -> bool:
    """Whether the volume or the pages of a journal follow a field: `Neural Computation, 9(8)`, `In Proc. of X, pp. 1-9`."""
    following = seen[index + 1] if index + 1 < len(seen) else None
    if following is None or following.phrase != seen[index].phrase or following.field.link is not None or following.field.bracket:
        return False
    return _VOLUME.match(following.field.text) is not None


def _asks(field: Field) -> bool:
    return field.text[-1:] in ("?", "!")


def _is_bracketed_link(field: Field) -> bool:
    return field.link is not None and field.bracket not in ("", '"')


def _is_described(seen: Sequence[Seen], index: int) -> bool:
    """Whether a description follows a field, a remark in brackets left out: `[Julia](u) (MIT) - A language`."""
    if index + 1 < len(seen) and seen[index + 1].field.bracket in tuple("([") and seen[index + 1].field.link is None:
        index += 1
    following = _following(seen, index, "-:")
    return following is not None and following.field.link is None and following.sense.words >= 2


def _is_described_name(seen: Sequence[Seen]) -> bool:
    """Whether a record begins with a plain name and a description behind a dash: `Julia - A language`."""
    one, following = seen[0], _following(seen, 0, "-")
    is_name = one.field.link is None and not one.field.bracket and 0 < one.sense.words <= MOST_WORDS_OF_A_NAME
    return is_name and following is not None and following.field.link is None and following.sense.words >= FEWEST_DESCRIBING


def _is_key(seen: Sequence[Seen], index: int, styles: Container[str] | None = None) -> bool:
    """Whether a field is a key: a colon follows, and a field of one of the styles."""
    following = _following(seen, index, ":")
    if following is None or not (seen[index].sense.is_key or seen[index].sense.is_label):
        return False
    return styles is None or following.field.style in styles


def _key_lines(seen: Sequence[Seen]) -> frozenset[tuple[int, int]]:
    """The lines that begin with a key, by phrase and line."""
    return frozenset(
        (one.phrase, one.field.line)
        for index, one in enumerate(seen)
        if (one.field.separator == "\n" or (one.phrase and one.field.separator == "^")) and _is_key(seen, index)
    )


def _runs_of_names(seen: Sequence[Seen]) -> frozenset[int]:
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


def _enumerations(seen: Sequence[Seen]) -> frozenset[int]:
    """The places of fields that go on with an enumeration: `Portable`, `and Sound Tools`; few of them may be names of people."""
    found: set[int] = set()
    run: list[int] = []
    for index, (_, _, field, sense) in enumerate(seen):
        is_word = not (sense.is_known_venue or sense.is_date or sense.is_label or sense.people == 3 or field.bracket or sense.has_year)
        if field.separator != "," or field.style != "plain" or field.is_changed or not is_word:
            run = []
            continue
        run.append(index)
        names = sum(seen[at].sense.people == 2 for at in run)
        if (2 * names < len(run) and _AND_WORD.match(field.text)) or (len(run) >= FEWEST_ENUMERATED and not names):
            found.update(run)
    return frozenset(found)


def _parts_of_a_work(seen: Sequence[Seen]) -> frozenset[int]:
    """The places of links that differ from each other in nothing but their number: `Part 1` and `Part 2`."""
    places: dict[str, list[int]] = {}
    for index, one in enumerate(seen):
        if one.field.link is not None and one.sense.words <= MOST_WORDS_OF_A_PART and (m := _PART.fullmatch(one.field.text)):
            places.setdefault(m[1].casefold(), []).append(index)
    return frozenset(index for found in places.values() if len(found) > 1 for index in found)


def _is_alone(seen: Sequence[Seen], index: int) -> bool:
    """Whether a field is the only one of its phrase."""
    around = seen[max(0, index - 1) : index + 2]
    return sum(one.phrase == seen[index].phrase for one in around) == 1


def _stands_out(field: Field) -> bool:
    return field.style in ("link", "bold link", "bold") or field.bracket == '"'


def _is_marked(seen: Seen, *, is_row: bool) -> bool:
    """Whether a field stands out as a title does: a link that is no label, bold, in quotes."""
    phrase, _, field, sense = seen
    if not _stands_out(field) or (phrase > 0 and not is_row) or (field.separator != "^" and _is_bracketed_link(field) and sense.words <= 4):
        return False
    if sense.is_nothing or sense.is_date or sense.is_known_venue or sense.is_label or sense.people == 3 or not sense.words:
        return False
    return not sense.is_key or field.link is not None


@cache
def scores(seen: Observation) -> tuple[float, ...]:
    """What an observation says for each of `ROLES`, before anything is known of the list."""
    total = dict.fromkeys(ROLES, 0.0)
    for feature in _features(seen):
        for role, weight in WEIGHTS.get(feature, {}).items():
            total[role] += weight
    return tuple(total.values())


def _features(seen: Observation) -> list[str]:
    return ["any", *_features_of_text(seen), *_features_of_style(seen), *seen.context, seen.column]


def _features_of_text(seen: Observation) -> list[str]:
    sense = seen.sense
    found = [f"{sense.words} words", sense.venue, ("", "one name", "person", "persons")[sense.people]]
    if sense.venue == "known venue" and sense.has_year:
        found.append("known venue and year")
    if sense.is_date:
        found.append("date")
    if sense.is_nothing and seen.style not in ("badge", "image", "url"):
        found.append("nothing")
    if sense.is_label and not sense.is_known_venue:
        found += ["label", *(["short label"] if sense.words <= 3 else [])]
    if sense.has_cjk:
        found.append("letters of a title")
    if sense.begins_small and sense.words >= 3:
        found.append("begins small")
    if sense.begins_sentence:
        found.append("begins a sentence")
    if "repeated" in seen.context:
        found.append("repeated short text" if sense.words <= 4 else "repeated text")
    if seen.separator == "by" and sense.people:
        found.append("by")
    return found


def _features_of_style(seen: Observation) -> list[str]:
    found = []
    style, sense = seen.style, seen.sense
    if style in ("link", "bold link"):
        if sense.is_label or not sense.is_nothing:
            found.append("linked label" if sense.is_label else "short link" if sense.words <= 2 else "link")
        if seen.bracket and seen.bracket != '"' and sense.words <= 4:
            found.append("link in brackets")
    elif style == "badge" and sense.is_known_venue and sense.has_year:
        found.append("badge of a venue")
    elif style not in ("plain", "bold"):
        found.append(style)
    if style in ("bold", "bold link"):
        found.append("short bold" if sense.words <= 2 else "bold")
    if seen.bracket == '"':
        found.append("quoted")
    elif seen.bracket and style not in ("link", "bold link", "badge", "url"):
        found.append("bracket")
    if (seen.bracket not in ("", '"') or style == "code") and sense.words <= 4:
        found.append("short in brackets")
    return found
