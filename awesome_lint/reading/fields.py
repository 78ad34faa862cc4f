"""One cutting of a phrase into fields: at changes of markup, at brackets and quotes, at separators.

A field is the smallest stretch that has one role: a title (or a part of one), a venue, a date, one author, a label. Inside a
link, bold or quotes only what says where or when is cut off (`2024 - `, `(CVPR 2024)`), and `:` cuts only behind such a
statement or a key (`Code: `).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from awesome_lint.model import Link
from awesome_lint.outline.phrases import Phrase, Piece
from awesome_lint.reading.cutting import Cutter, Run, Stretch
from awesome_lint.reading.editions import NO_HABITS, Habits
from awesome_lint.reading.venues import Venues, is_bracketed, is_identifier
from awesome_lint.reading.words import words

# So many fields of a record are looked at; more is prose.
MOST_FIELDS = 60
# Lines behind the third of a phrase count as the third, phrases behind the fourth of a record as the fourth.
MOST_LINES = 3
MOST_WORDS_OF_EMPHASIS = 3
# A line that is wrapped has so many characters between its last markup and its end.
FEWEST_OF_A_WRAPPED_LINE = 20
_CLOSING = {"[": "]", "(": ")", "【": "】", "（": "）"}
_BETWEEN = "()[]【】（）\"“”‘’'*_\u200b"
_SAME_MARK = {"—": "-", "–": "-", "：": ":", "，": ",", "；": ";", "｜": "|"}


class Field(NamedTuple):
    r"""A stretch of a phrase. `start` and `end` are offsets of its flat text.

    `style` is plain, bold, italic, link, badge, url, image or code, `bracket` the mark that encloses it, `separator` the mark
    before it ("^" begins the phrase, "\n" a line). `line` counts the lines of the phrase. `is_changed` tells
    whether the markup changed before it, `is_behind_link` whether a link comes before it.
    """

    line: int
    start: int
    end: int
    text: str
    style: str
    bracket: str
    separator: str
    link: Link | None
    is_changed: bool
    is_behind_link: bool


def cut(
    phrase: Phrase,
    venues: Venues,
    *,
    bold_is_inline: bool = False,
    keys: Container[str] = (),
    habits: Habits = NO_HABITS,
    is_cell: bool = False,
) -> list[Field]:
    """The fields of a phrase. `bold_is_inline`: bold is no style of titles here, but marks words inside them.

    `keys` are texts that a colon cuts off inside of links. `habits`: whether a space cuts off editions. Of a cell only what says where or
    when is cut off: its text has one role.
    """
    flat = phrase.flat
    stretches: list[Stretch] = []
    for run in _runs(phrase, bold_is_inline=bold_is_inline):
        if run.style in ("badge", "image", "url") or _is_label(run.link, venues):
            stretches.append(Stretch(run, run.start, run.end, ""))
        else:
            cutter = Cutter(flat, run, venues, keys, habits, is_cell=is_cell)
            stretches += islice(cutter.stretches(), MOST_FIELDS + 1 - len(stretches))
        if len(stretches) > MOST_FIELDS:
            break
    return _fields(flat, stretches[:MOST_FIELDS])


def _is_label(link: Link | None, venues: Venues) -> bool:
    return link is not None and venues.is_label(link) and not venues.is_statement(link.label)


def _fields(flat: str, stretches: Iterable[Stretch]) -> list[Field]:
    fields: list[Field] = []
    before: Stretch | None = None
    for stretch in stretches:
        run, start, end, bracket = stretch
        if not bracket and run.link is not None:
            bracket = run.link.dress[0] if is_bracketed(run.link) else ""
        elif not bracket and flat[start - 1 : start] in _CLOSING and flat[end : end + 1] == _CLOSING[flat[start - 1]]:
            bracket = flat[start - 1]  # `[**tag**]`: the brackets are in other markup
        if before is None:
            separator = "^"
        elif run.line != before.run.line:
            separator = "\n"
        else:
            separator = _mark(flat[before.end : start])
        fields.append(
            Field(
                line=min(run.line, MOST_LINES),
                start=start,
                end=end,
                text=run.said or flat[start:end].replace("\n", " "),
                style=run.style,
                bracket=bracket,
                separator=separator,
                link=run.link,
                is_changed=before is not None and _is_changed(before, stretch, separator),
                is_behind_link=before is not None and before.run.link is not None,
            )
        )
        before = stretch
    return fields


def _is_changed(before: Stretch, stretch: Stretch, separator: str) -> bool:
    """Whether the markup changed between two stretches, or a quotation began or ended; not in `"Quoted": A Title`."""
    if before.run.style != stretch.run.style or before.run.link is not stretch.run.link:
        return True
    return separator != ":" and (before.bracket == '"') != (stretch.bracket == '"')


def _mark(between: str) -> str:
    """The separator in what is between two fields: a mark, `by`, or a space."""
    bare = "".join(between.split())
    mark = bare[:1] if bare[:1] not in _BETWEEN else bare.strip(_BETWEEN)[:1]
    if bare.lower().strip(",;-–—") == "by":
        return "by"
    return _SAME_MARK.get(mark, mark) or " "


def _runs(phrase: Phrase, *, bold_is_inline: bool) -> Iterator[Run]:
    """The phrase's runs, in order."""
    last: Run | None = None
    line = 0
    for index, (at, piece) in enumerate(zip(phrase.starts, phrase.pieces, strict=True)):
        if piece.kind == "break":
            if last is not None and last.end == at and _is_wrapped(phrase, index):
                last = last._replace(end=at + len(piece.text))
            else:
                line += 1
        elif piece.text or piece.link is not None or piece.kind == "image":
            style = _style(phrase, at, piece, bold_is_inline=bold_is_inline)
            end = at + len(piece.text)
            if last is not None and _go_on(last, style, piece, at, line):
                last = last._replace(end=end)
                continue
            if piece.link is None and style not in ("plain", "image") and not piece.text.strip():
                continue
            if last is not None:
                yield last
            last = Run(start=at, end=end, style=style, link=piece.link, line=line, said=piece.badge)
    if last is not None:
        yield last


def _is_wrapped(phrase: Phrase, index: int) -> bool:
    """Whether a break only wraps a title: plain words in one sentence that go on with a small letter. Descriptions begin with a mark."""
    before, behind = phrase.pieces[index - 1], phrase.pieces[index + 1] if index + 1 < len(phrase.pieces) else None
    is_soft = phrase.pieces[index].span.end - phrase.pieces[index].span.start == 1
    if behind is None or not is_soft or {before.kind, behind.kind} != {"text"}:
        return False
    text = before.text.lstrip(_BETWEEN + " ")
    is_sentence = text[:1].isalnum() and text[-1:].isalnum() and ". " not in text
    return is_sentence and len(text) >= FEWEST_OF_A_WRAPPED_LINE and behind.text.lstrip()[:1].islower()


def _go_on(last: Run, style: str, piece: Piece, at: int, line: int) -> bool:
    """Whether a piece goes on with the run before it."""
    if last.line != line or last.end != at or piece.link is not None or last.link is not None or style in ("image", "badge", "code"):
        return False
    return last.style == style


def _style(phrase: Phrase, at: int, piece: Piece, *, bold_is_inline: bool) -> str:
    if piece.kind == "image":
        return "badge" if piece.badge else "image"
    if piece.link is not None:
        return _style_of_link(piece.link, is_bold=piece.strong)
    if piece.kind == "code" and not piece.strong:
        return "code"
    if piece.strong and not bold_is_inline:
        return "bold"
    is_italic = piece.em and not piece.strong and not bold_is_inline
    return "italic" if is_italic and not _is_word_in_sentence(phrase, at, piece) else "plain"


def _style_of_link(link: Link, *, is_bold: bool) -> str:
    if link.is_badge:
        return "badge"
    if not link.label or link.label.startswith(("https://", "http://", "www.")) or is_identifier(link.label):
        return "url"
    return "bold link" if is_bold else "link"


def _is_word_in_sentence(phrase: Phrase, at: int, piece: Piece) -> bool:
    """Whether words in italics have a word right before and behind them: `How *not* to do it`."""
    before, behind = phrase.flat[max(0, at - 3) : at], phrase.flat[(end := at + len(piece.text)) : end + 3]
    if not (before[-1:].isspace() and before.rstrip()[-1:].isalnum()) or words(piece.text) > MOST_WORDS_OF_EMPHASIS:
        return False
    return behind[:1].isspace() and (behind.lstrip()[:1].isalnum() or behind.lstrip()[:1] in tuple("[("))
