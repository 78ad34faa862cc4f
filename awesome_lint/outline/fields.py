"""What an entry states: its title, its venue and its year, found in the phrases of its block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from awesome_lint.model import Link
from awesome_lint.outline.phrases import Phrase, Piece
from awesome_lint.outline.statements import Statement, is_statement
from awesome_lint.packs import Packs
from awesome_lint.source import Span

# A tag in brackets before the title is at most this long; a bracketed title has at least this many words.
LONGEST_TAG = 60
FEWEST_WORDS_OF_BRACKETED_TITLE = 4
# A quoted title has at least this many words, or characters (one-word titles, CJK).
FEWEST_WORDS_OF_QUOTED_TITLE = 2
FEWEST_CHARACTERS_OF_QUOTED_TITLE = 8
# A link in brackets of its own behind other words is a label when its text has at most this many words.
MOST_WORDS_OF_A_LABEL = 4

_QUOTES = {"“": "”", '"': '"', "«": "»", "「": "」", "『": "』", "《": "》", "„": "“"}
_SKIP = re.compile(r"(?:[\s\u00a0\u200b\ufe0f•·>|\-–—*+:,.]|&nbsp;|:[a-z0-9_+-]{2,30}:|[☀-➿⬀-⯿🀀-🫿‍]|\[[ xX✓✔]?\](?!\())+")
_NUMBER = re.compile(r"\(?\d{1,3}(?:[.)、](?=\s|\D)|\]\s?)\s{0,3}")
_DATE = re.compile(r"(?:19|20)\d\d(?:[./-]\d{1,2}){0,2}\s{0,3}[|:：,]\s{0,3}|(?:19|20)\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?[\s.,:–-]{1,4}")
_BRACKETED = re.compile(r"\[([^\[\]\n]{1,200})\]|\(([^()\n]{1,60})\)|【([^【】\n]{1,60})】|（([^（）\n]{1,60})）|\{([^{}\n]{1,60})\}")
_AFTER_TITLE = re.compile(r"\s{0,3}(?:[-–—,:;.(|]|\Z|\n)")
_YEAR = r"(?:19|20)\d\d"
# Where a plain title ends, the first match wins.
_TITLE_END = re.compile(
    rf"""
    \n
    | \s*[|｜]\s
    | \s*[(\[（【][^()\[\]（）【】\n]{{0,80}}{_YEAR}[^()\[\]（）【】\n]{{0,40}}[)\]）】]
    | \s+[-–—]\s+
    | \s*—\s*
    | (?<=[^\W\d_]{{3}})[.?!]\s+(?=[A-Z*_(\[À-ÞЀ-Я\u4e00-\u9fff])
    | \s*,\s+(?={_YEAR}\b)
    | \s+\[\s?(?=\S)
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_EDGE = " \t\n\u00a0.,:;|-–—*_`·•"


class Title(NamedTuple):
    """A title with its source and, where the title is a link, that link; `end` is where it ends in the phrase."""

    text: str
    span: Span | None
    link: Link | None
    end: int


def words(text: str) -> int:
    """How many words a text has; every three CJK characters count as one."""
    found = _WORD.findall(text)
    return len(found) + sum(max(0, len(word) // 3 - 1) for word in found if word[0] >= "\u2e80")


@dataclass(frozen=True, slots=True)
class Labels:
    """Tells the links that are labels from those that are titles."""

    packs: Packs

    def is_label(self, link: Link) -> bool:
        """Whether a link's text surely is no title: a known label, a badge, a bare URL, a venue or a date."""
        return link.is_badge or not link.label or link.role is not None or is_statement(link.label, self.packs)

    def is_bracketed_label(self, link: Link) -> bool:
        """Whether a link looks like a label by its brackets and brevity."""
        return link.dress[0] != "[" and not link.dress.startswith("<a") or link.dress.startswith(("[[", "[\\[")) and words(link.label) <= MOST_WORDS_OF_A_LABEL


def find_title(phrase: Phrase, labels: Labels) -> Title:
    """The title in a phrase; empty where there is none."""
    start = _skip_tags(phrase, labels)
    piece, inside = _piece_at(phrase, start)
    if piece is None:
        return _fallback(phrase)
    if quoted := _quoted(phrase, start, _line_end(phrase, start)):
        return quoted
    if piece.link is not None and (not labels.is_label(piece.link) or not _has_other_title(phrase, start, labels)):
        return _of_link(phrase, start, piece)
    if piece.strong and not inside and piece.kind in ("text", "code", "link"):
        return _of_strong(phrase, start, labels)
    return _of_text(phrase, start, labels)


def _fallback(phrase: Phrase) -> Title:
    for start, piece in zip(phrase.starts, phrase.pieces, strict=True):
        if piece.link is not None and piece.text:
            return _of_link(phrase, start, piece)
    return Title("", None, None, 0)


def _of_link(phrase: Phrase, start: int, piece: Piece) -> Title:
    assert piece.link is not None
    return Title(piece.link.label, piece.link.label_span or piece.link.span, piece.link, start + len(piece.text))


def _piece_at(phrase: Phrase, offset: int) -> tuple[Piece | None, int]:
    """The piece with visible text at an offset of the flat text, and how far into it the offset lies."""
    for start, piece in zip(phrase.starts, phrase.pieces, strict=True):
        if start <= offset < start + len(piece.text):
            return piece, offset - start
    return None, 0


def _line_end(phrase: Phrase, start: int) -> int:
    end = phrase.flat.find("\n", start)
    return len(phrase.flat) if end < 0 else end


def _skip_tags(phrase: Phrase, labels: Labels) -> int:
    """The offset behind leading marks, numbers, dates, badges and tags in brackets."""
    flat = phrase.flat
    at = 0
    while at < len(flat):
        before = at
        if m := _SKIP.match(flat, at):
            at = m.end()
            if at >= len(flat):
                break
        piece, inside = _piece_at(phrase, at)
        if piece is None:
            break
        if not inside and _is_leading_tag(phrase, at, piece, labels):
            at += len(piece.text)
            continue
        if piece.link is None:
            m = _NUMBER.match(flat, at) or _DATE.match(flat, at)
            if m:
                at = m.end()
                continue
            m = _BRACKETED.match(flat, at)
            if m and _is_tag(flat, m):
                at = m.end()
                continue
        if at == before:
            break
    return at if at < len(flat) else 0


def _is_leading_tag(phrase: Phrase, at: int, piece: Piece, labels: Labels) -> bool:
    """Whether a piece before the title is a badge, an image, a code tag or a label, with a title still to come."""
    rest = phrase.flat[at + len(piece.text) :]
    if piece.kind == "image" or piece.link is not None and piece.link.is_badge:
        return bool(rest.strip())
    if piece.kind == "code":
        return words(piece.text) <= 3 and not _AFTER_TITLE.match(rest)
    if piece.strong and is_statement(piece.text, labels.packs):
        return bool(rest.strip(_EDGE))
    return piece.link is not None and labels.is_label(piece.link) and labels.is_bracketed_label(piece.link) and _has_other_title(phrase, at, labels)


def _has_other_title(phrase: Phrase, at: int, labels: Labels) -> bool:
    """Whether behind the link at an offset another title follows: words that no separator makes a description."""
    end = _line_end(phrase, at)
    for start, piece in zip(phrase.starts, phrase.pieces, strict=True):
        if start <= at or start >= end:
            continue
        if piece.link is not None and not labels.is_label(piece.link):
            return True
        if piece.kind == "text" and piece.link is None and piece.text.strip(" []()|,/"):
            return not re.match(r"\s*[\])]?\s*[-–—:,(.]", piece.text)
    return False


def _is_tag(flat: str, m: re.Match[str]) -> bool:
    """Whether a bracket before other words is a tag rather than the title itself."""
    inside = next(group for group in m.groups() if group is not None)
    if len(inside) > LONGEST_TAG or words(inside) >= FEWEST_WORDS_OF_BRACKETED_TITLE and _AFTER_TITLE.match(flat, m.end()):
        return False
    return bool(flat[m.end() :].strip(_EDGE))


def _quoted(phrase: Phrase, start: int, end: int) -> Title | None:
    """A title in quotes right at an offset."""
    closing = _QUOTES.get(phrase.flat[start])
    if closing is None:
        return None
    stop = phrase.flat.find(closing, start + 1, end)
    if stop < 0:
        return None
    text = phrase.flat[start + 1 : stop]
    if words(text) < FEWEST_WORDS_OF_QUOTED_TITLE and len(text) < FEWEST_CHARACTERS_OF_QUOTED_TITLE:
        return None
    return _made(phrase, start + 1, stop)


def _made(phrase: Phrase, start: int, end: int) -> Title:
    """The title of a range of the flat text, its edges trimmed."""
    text = phrase.flat[start:end]
    left = len(text) - len(text.lstrip(_EDGE))
    text = text.strip(_EDGE)
    if not text:
        return Title("", None, None, end)
    begin = start + left
    link = next(
        (piece.link for at, piece in zip(phrase.starts, phrase.pieces, strict=True) if piece.link and at <= begin and begin + len(text) <= at + len(piece.text)),
        None,
    )
    return Title(" ".join(text.split()), phrase.source_span(begin, begin + len(text)), link, end)


def _of_strong(phrase: Phrase, start: int, labels: Labels) -> Title:
    """A title in bold; a bold short name before a quoted or linked title is none."""
    end = start
    link: Link | None = None
    for at, piece in zip(phrase.starts, phrase.pieces, strict=True):
        if at < start:
            continue
        if piece.kind == "break" or not piece.strong:
            if piece.text.strip() or piece.kind == "break":
                break
            continue
        if piece.link is not None:
            if labels.is_label(piece.link):
                break
            link = link or piece.link
        end = at + len(piece.text)
    bold = phrase.flat[start:end]
    rest_at = end + len(phrase.flat[end:]) - len(phrase.flat[end:].lstrip(_EDGE + "("))
    piece, _ = _piece_at(phrase, rest_at) if rest_at < len(phrase.flat) else (None, 0)
    if piece is not None and link is None and "\n" not in phrase.flat[end:rest_at]:
        if quoted := _quoted(phrase, rest_at, _line_end(phrase, rest_at)):
            return quoted
        if piece.link is not None and not labels.is_label(piece.link) and not labels.is_bracketed_label(piece.link) and words(piece.link.label) > words(bold):
            return _of_link(phrase, rest_at, piece)
    made = _made(phrase, start, end)
    return made._replace(link=link or made.link) if made.text else _of_text(phrase, start, labels)


def _of_text(phrase: Phrase, start: int, labels: Labels) -> Title:
    """A title in plain words, or the first linked one behind a short name, a tag or the authors."""
    flat = phrase.flat
    stop = _line_end(phrase, start)
    first_label = stop
    for at, piece in zip(phrase.starts, phrase.pieces, strict=True):
        if at < start or piece.link is None or at >= stop:
            continue
        before = flat[start:at]
        if quoted := _quoted_within(phrase, start, at):
            return quoted
        if not labels.is_label(piece.link) and not _is_trailing_label(before, piece.link, labels):
            return _of_link(phrase, at, piece)
        first_label = at
        break
    if quoted := _quoted_within(phrase, start, first_label):
        return quoted
    if start < len(flat) and (m := _BRACKETED.match(flat, start, first_label)):
        inside = m.start() + 1
        return _made(phrase, inside, m.end() - 1)
    m = _TITLE_END.search(flat, start + 1, first_label)
    return _made(phrase, start, m.start() if m else first_label)


def _quoted_within(phrase: Phrase, start: int, end: int) -> Title | None:
    """A title in quotes anywhere in a range, of three words at least."""
    for at in range(start, end):
        if phrase.flat[at] in _QUOTES and (quoted := _quoted(phrase, at, end)):
            return quoted if words(quoted.text) > FEWEST_WORDS_OF_QUOTED_TITLE else None
    return None


def _is_trailing_label(before: str, link: Link, labels: Labels) -> bool:
    """Whether a link behind a title's words is a label that we don't know."""
    if labels.is_bracketed_label(link):
        return words(before) >= 2
    return words(before) >= 4 and words(link.label) <= 2 and not before.rstrip().endswith(("-", "–", "—", ":", "|"))


def find_statement(phrases: Sequence[Phrase], title: Title, statements: Iterable[Statement]) -> Statement | None:
    """The best of an entry's statements of venue and year."""
    return max(statements, key=lambda s: s.weight, default=None)
