"""What a field says for each role: its features, weighed by the one table of weights.

A field's *observation* is all that decoding looks at: the features of its text, and how it is written. Few differ on a page,
so each is scored once.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import lru_cache
from typing import NamedTuple

from awesome_lint.reading.neighbours import (
    Seen,
    asks,
    enumerations,
    field_behind,
    has_address_behind_name,
    is_alone,
    is_before_volume,
    is_behind_its_name,
    is_bracketed_link,
    is_described,
    is_described_name,
    is_key,
    is_marked,
    is_name,
    is_name_before_edition,
    key_lines,
    parts_of_a_work,
    runs_of_names,
    says_paper,
    stands_out,
)
from awesome_lint.reading.senses import Sense
from awesome_lint.reading.weights import ROLES, WEIGHTS

# A text that is in so many records of a page is no title.
FEWEST_REPETITIONS = 3


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


def observations(
    seen: Sequence[Seen], repeated: Container[str], columns: Sequence[str] = (), *, is_described_page: bool = False
) -> list[Observation]:
    """The fields of one record as decoding sees them.

    `columns` say what each cell of a row holds, by the table's header; on an `is_described_page` most titles have a description.
    """
    has_titles = "column: title" in columns
    held = [columns[one.phrase] if one.phrase < len(columns) else "" for one in seen]
    marks = [
        is_marked(one, is_row=bool(columns)) and (not has_titles or column == "column: title") and not is_name(seen, index)
        for index, (one, column) in enumerate(zip(seen, held, strict=True))
    ]
    first_mark = marks.index(True) if True in marks else -1
    enumerated = enumerations(seen)
    is_paper = any(says_paper(one) for one in seen)
    people = runs_of_names(seen) - enumerated - {index - 1 for index in enumerated}
    keyed = key_lines(seen)
    parts = parts_of_a_work(seen)
    has_described_name = not columns and ((is_described_page and is_described_name(seen)) or has_address_behind_name(seen))
    found = []
    lead = 0  # words before the field that are no link's
    is_led = False  # whether a link before the field may be a title
    for index, one in enumerate(seen):
        phrase, is_nested, field, sense = one
        place = (phrase if columns else min(phrase, 4), field.line)
        separator = "/" if phrase and field.separator == "^" else field.separator
        is_first_link = field.link is not None and not field.bracket and not lead and not is_led
        has_description = is_first_link and is_described(seen, index)
        in_key_line = (phrase, field.line) in keyed
        begins_key_line = in_key_line and separator in ("\n", "/", "^")
        conditions = {
            "nested": is_nested,
            "behind the first line": not columns and place != (0, 0),
            "outside the column of titles": has_titles and held[index] != "column: title",
            "alone in the column of titles": held[index] == "column: title" and is_alone(seen, index),
            "one of a row of parts": index in parts,
            "first marked": index == first_mark,
            "unmarked beside a marked": 0 <= first_mark != index and not stands_out(field),
            "before a comma": not field.bracket and field_behind(seen, index, ",") is not None,
            "behind its name": is_paper and is_behind_its_name(seen, index),
            "describes": field.separator == "-" and 0 <= first_mark < index and not stands_out(field),
            "behind a described name": has_described_name and index > 0,
            "key": begins_key_line or (sense.is_label and is_key(seen, index, ("url", "link", "bold link", "badge"))),
            "in a key line": in_key_line and not begins_key_line,
            "repeated": field.text in repeated,
            "among names": index in people,
            "alone behind a comma": index not in people
            and field.separator == ","
            and 0 < sense.people < 3
            and " and " not in field.text[4:]
            and not is_name_before_edition(seen, index),
            "label behind words": is_bracketed_link(field) and sense.words <= 4 and lead >= 2,
            "name": is_name(seen, index),
            "names itself": sense.is_label and has_description,
            "described": not sense.is_label and has_description,
            "described name": has_described_name and index == 0,
            "behind a question": separator == " " and not field.is_changed and index > 0 and asks(seen[index - 1].field),
            "goes on": field.separator == "," and "a" <= field.text[:1] <= "z",
            "enumerated": index in enumerated,
            "before a volume": field.link is None and is_before_volume(seen, index),
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


@lru_cache(maxsize=8_192)  # a page has some hundreds
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
