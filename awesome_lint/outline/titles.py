"""An entry's title: plain, bold, linked, quoted, in brackets, behind tags, dates, authors or a short name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from awesome_lint.knowledge import Packs, may_hold_year
from awesome_lint.model import Link
from awesome_lint.outline.phrases import Phrase, Piece
from awesome_lint.outline.statements import Statement, Statements, Venues, title_range
from awesome_lint.source import Span

# A tag in brackets before the title is at most this long; a bracketed title has at least this many words.
LONGEST_TAG = 60
FEWEST_WORDS_OF_BRACKETED_TITLE = 4
# A quoted title has at least this many words, or characters (one-word titles, CJK).
FEWEST_WORDS_OF_QUOTED_TITLE = 2
FEWEST_CHARACTERS_OF_QUOTED_TITLE = 8
# A link in brackets of its own behind other words is a label when its text has at most this many words.
MOST_WORDS_OF_A_LABEL = 4
# A link without brackets behind a title of so many words is a label when its text has at most two.
FEWEST_WORDS_BEFORE_A_LABEL = 4
# A title behind a linked venue or date has at least so many words.
FEWEST_WORDS_BEHIND_A_DATE = 3
# A venue and year before the title are at most so long.
LONGEST_STATEMENT = 40
# So many tags, and so many quotes, are looked at before the title.
MOST_TAGS = 12

_QUOTE = re.compile('[“"”«「『《„`]')
_QUOTES = {"“": "”", '"': '"', "”": "”", "«": "»", "「": "」", "『": "』", "《": "》", "„": "“", "``": "''"}
_SKIP = re.compile(
    r"(?:[\s\u00a0\u200b\ufe0f\u200d•·>|*+:,;/→-]|[–—]|\.(?=\s)|&nbsp;|:[a-z0-9_+-]{2,30}:|[☀-➿⬀-⯿\U0001f000-\U0001fbff]|\[[ xX✓✔]?\](?!\())+"
)
_NUMBER = re.compile(r"\(?\d{1,3}(?:[.)、](?=\s|[^\W\d])|\]\s?)\s{0,3}")
_DATE = re.compile(
    r"(?:19|20)\d\d(?:[./-]\d{1,2}){0,2}\s{0,3}(?:[|:：,]|\s[-–—]\s)\s{0,3}|(?:19|20)\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?[\s.,:–-]{1,4}|\((?:19|20)\d\d(?:[./-]\d{1,2}){0,2}\)[\s.,:–-]{0,4}"
)
_BRACKETED = re.compile(
    r"\[([^\[\]\n]{1,300})\]|\(([^()\n]{1,60})\)|【([^【】\n]{1,60})】|（([^（）\n]{1,60})）|\{([^{}\n]{1,60})\}|<([^<>\n]{1,40})>"
)
_BRACKETS = frozenset("[(【（{<")
_AFTER_TITLE = re.compile(r"\s{0,3}(?:[-–—,:;.(|*]|\[|\Z|\n)")
_SEPARATED = re.compile(r"\s{0,3}[\])）]?\s{0,3}(?:[-–—:,(.|/，：（]|\Z)")
_FULL_YEAR = r"(?:19|20)\d\d"
# Where a plain title ends: at one of these marks, with the blanks before it, in one of these ways.
_END_MARK = re.compile(r"[\n|｜(（\[【–—.?!,，-]")
_TITLE_END = re.compile(
    rf"""
    \n
    | \s* [|｜] (?=\s|\Z)
    | \s* [(（] [^()（）\n]{{0,80}} {_FULL_YEAR} [^()（）\n]{{0,40}} [)）]
    | \s* [\[【] (?=\s{{0,2}}\S)
    | \s* [(（] @
    | \s+ [-–—] (?=\s|\Z) (?! \s [^\W_]+ (?:\s[^\W_]+){{0,2}} \s* (?:[\[|｜(]|\Z))
    | (?<=\S) — (?=\S)
    | (?<=[^\W\d_]{{2}}) [.?!] (?:\s+(?=[\[A-Z*_("À-ÞЀ-Я])|\Z)
    | \s* [,.，] \s* (?=[(\[]? {_FULL_YEAR} \b)
    | \s* [,.] \s+ (?=[^,;:\n]{{2,40}} \bet\.?\s?al\b)
    | \s* [,.(] \s* (?=(?i:arxiv) [:\s])
    """,
    re.VERBOSE,
)
# At a full stop before Chinese: apart, as the range of its characters takes 2 ms to compile.
_TITLE_END_BEFORE_CJK = re.compile(r"(?<=[^\W\d_]{2})[.?!]\s+(?=[\u4e00-\u9fff])")
# A bracket with a year at the end of a bold title.
_DATED_END = re.compile(rf"\s{{0,3}}[(\[（][^()\[\]\n]{{0,80}}{_FULL_YEAR}[^()\[\]\n]{{0,40}}[)\]）][\s.,:]{{0,3}}\Z")
# A full stop behind one of these ends no sentence; none is longer than three characters.
_ABBREVIATION = re.compile(r"(?i)\b(?:vs|v|e\.g|i\.e|etc|al|dr|mr|mrs|st|no|vol|inc|jr|fig|eds?)\Z")
_LONGEST_ABBREVIATION = 3
_TWO_WORDS = re.compile(r"[^\W_]\s[^\W_]")  # in most texts that have two; in a text without it they are to be counted
_STATED_BEFORE_A_SEPARATOR = re.compile(r"([^\n|:]{3,40}?)(?:\s[-–—]\s|\s?[|:]\s)\s{0,3}")
_STATED_BEFORE_WORDS = re.compile(rf"([A-Z][^\n]{{1,30}}?[\s'’-]?(?:{_FULL_YEAR}|['’]\d\d))[\s,:.]{{1,3}}(?=[\w\"“])")
# Authors and year before the title, as citations have them: `Zhang, Y., & Li, X. (2020). Title`, `A. Poe and B. Li. 2020. Title`.
_AUTHORS_AND_YEAR = re.compile(rf"([^\n\"“(]{{3,300}}?)(?:\({_FULL_YEAR}[a-z]?\)|[.,]\s{_FULL_YEAR})[.,:]\s{{1,2}}(?=\S)")
_PEOPLE = re.compile(r"\b[A-Z]\.|\bet al|\b(?:and|&)\s+[A-Z]|,[^,]*,")
_SEPARATOR = re.compile(r"\s{0,2}[\])）]?\s{0,2}[,:：|]\s{0,3}|\s{1,2}[-–—]\s{1,2}")
_WORD = re.compile(r"[^\W_]+(?:['’.+#\u00ad\u200b-\u200d\u2060\ufeff-][^\W_]+)*")  # what nobody sees parts no words
_LEFT_EDGE = " \t\n\u00a0,:;|-–—*_`·•"
_EDGE = _LEFT_EDGE + ".([（【"


class Title(NamedTuple):
    """A title with its source and, where the title is a link, that link. `start` and `end` are where it stands in the phrase."""

    text: str
    span: Span | None
    link: Link | None
    start: int
    end: int


NO_TITLE = Title("", None, None, 0, 0)


def words(text: str) -> int:
    """How many words a text has; three CJK characters count as one."""
    return sum(max(1, len(word) // 3) if "\u2e80" <= word[0] <= "\ufaff" else 1 for word in _WORD.findall(text))


def has_words(text: str) -> bool:
    """Whether a text has any."""
    return _WORD.search(text) is not None


class Labels:
    """Tells the links that are labels from those that are titles; keeps what was found out of a phrase."""

    def __init__(self, packs: Packs) -> None:
        self.venues = Venues(packs)
        self.paper_roles = packs.roles_only_to("paper")
        self._titles: dict[int, tuple[Phrase, Title]] = {}
        self._statements: dict[int, Statements] = {}

    def is_label(self, link: Link) -> bool:
        """Whether a link's text surely is no title: a known label, a badge, a bare URL, a venue or a date."""
        return link.is_badge or not link.label or link.role is not None or self.venues.is_statement(link.label)

    def looks_like_label(self, link: Link) -> bool:
        """Whether a link is short and stands in brackets of its own."""
        bracketed = link.dress.startswith(("[[", "[\\[", "(", "（", "【", "\\[", "「"))
        return bracketed and words(link.label) <= MOST_WORDS_OF_A_LABEL

    def statements(self, phrase: Phrase) -> Statements:
        """The finder of a phrase's statements, kept."""
        found = self._statements.get(id(phrase))
        if found is None:
            found = self._statements[id(phrase)] = Statements(phrase, self.venues)
        return found

    def title(self, phrase: Phrase) -> Title:
        """The title in a phrase, kept; empty where there is none."""
        found = self._titles.get(id(phrase))
        if found is None:  # the phrase is kept too, so that its id stays its own
            found = self._titles[id(phrase)] = (phrase, find_title(phrase, self))
        return found[1]


def find_title(phrase: Phrase, labels: Labels) -> Title:
    """The title in a phrase; empty where there is none."""
    return _linked_title(phrase, labels) or _Finder(phrase, labels).find()


def _linked_title(phrase: Phrase, labels: Labels) -> Title | None:
    """A linked title that a phrase begins with, told by its first letter and its label alone, as most are; None for all others."""
    first = phrase.flat[:1]
    link = phrase.pieces[0].link if first.isalnum() and first.isascii() else None
    if link is None or labels.is_label(link):
        return None
    text = phrase.pieces[0].text
    left, right = title_range(text, labels.venues)
    return Title(link.label, link.label_span or link.span, link, 0, len(text)) if right - left == len(text) else None


class _Finder:
    def __init__(self, phrase: Phrase, labels: Labels) -> None:
        self.phrase, self.flat, self.labels = phrase, phrase.flat, labels
        self._may_hold_year = may_hold_year(phrase.flat)
        self._may_hold_quote = '"' in phrase.flat or "`" in phrase.flat or not phrase.flat.isascii()
        self.pieces = list(zip(phrase.starts, phrase.pieces, strict=True))

    def find(self) -> Title:
        start = self._behind_tags()
        at = self.phrase.piece_at(start)
        if at is None:
            return self._any_link()
        piece = self.phrase.pieces[at]
        if quoted := self._quoted(start, self._line_end(start)):
            return quoted
        if piece.link is not None and not (self.labels.is_label(piece.link) and self._another_follows(at)):
            return self._linked(at)
        if piece.strong and self.phrase.starts[at] == start:
            return self._bold(start)
        return self._plain(start)

    # What stands before the title

    def _behind_tags(self) -> int:
        """The offset behind leading marks, numbers, dates, badges and tags in brackets."""
        flat, at = self.flat, 0
        for _ in range(MOST_TAGS):
            if not (flat.isascii() and flat[at : at + 1].isalnum()) and (m := _SKIP.match(flat, at)):
                at = m.end()
            index = self.phrase.piece_at(at)
            if index is None:
                break
            piece = self.phrase.pieces[index]
            if self.phrase.starts[index] == at and self._is_tag(index):
                at += len(piece.text)
                continue
            if piece.link is not None and self.phrase.starts[index] == at and (behind := self._behind_date(index)):
                return behind
            m = self._tag_in_text(at) if piece.link is None else None
            if m is None or not flat[m.end() :].strip(_EDGE):
                break
            at = m.end()
        return at if at < len(flat) else 0

    def _tag_in_text(self, at: int) -> re.Match[str] | None:
        """A number, a date, a venue and year or a tag in brackets before the title."""
        flat, first = self.flat, self.flat[at]
        if (first == "(" or first.isdecimal()) and (m := _NUMBER.match(flat, at) or _DATE.match(flat, at)):
            return m
        if m := self._stated_before(at):
            return m
        if first in _BRACKETS and (m := _BRACKETED.match(flat, at)) and self._is_bracketed_tag(m):
            return m
        return None

    def _stated_before(self, at: int) -> re.Match[str] | None:
        """A venue and year before the title: `2012-ICML - Title`, `CVPR 2022 Title`."""
        with_year = self._may_hold_year and may_hold_year(self.flat[at : at + LONGEST_STATEMENT])
        for pattern in (_STATED_BEFORE_A_SEPARATOR, _STATED_BEFORE_WORDS) if with_year else (_STATED_BEFORE_A_SEPARATOR,):
            m = pattern.match(self.flat, at)
            # `SOSP: Efficiently Capturing ...` names a method, `SOSP 2021: ...` says where it was published.
            named = m and m[0].rstrip().endswith(":") and not any(character.isdigit() for character in m[1])
            if m and not named and self.labels.venues.is_statement(m[1]):
                return m
        return None

    def _is_tag(self, index: int) -> bool:
        """Whether a piece before the title is a badge, an image, a code tag, a venue or a label, with a title still to come."""
        piece = self.phrase.pieces[index]
        end = self.phrase.starts[index] + len(piece.text)
        rest = self.flat[end : end + 200]
        if not rest.strip(_EDGE):
            return False
        if piece.kind == "image" or (piece.link is not None and piece.link.is_badge):
            return True
        if piece.kind == "code":
            return words(piece.text) <= 3 and not _AFTER_TITLE.match(rest)
        if piece.strong and piece.link is None:
            return self.labels.venues.is_statement(piece.text) or (
                _BRACKETED.fullmatch(piece.text.strip(" :")) is not None and len(piece.text) <= LONGEST_TAG
            )
        return piece.link is not None and self.labels.is_label(piece.link) and self._another_follows(index)

    def _behind_date(self, index: int) -> int | None:
        """The offset behind a link that says where or when (`[arXiv 2026.02](u), Title`), if words follow it."""
        start, piece = self.pieces[index]
        assert piece.link is not None
        at = start + len(piece.text)
        m = _SEPARATOR.match(self.flat, at)
        if m is None or not (piece.link.role in self.labels.paper_roles or self.labels.venues.is_statement(piece.text)):
            return None
        return m.end() if words(self.flat[m.end() : self._line_end(at)]) >= FEWEST_WORDS_BEHIND_A_DATE else None

    def _another_follows(self, index: int) -> bool:
        """Whether behind a label another title follows: words that no separator makes a description, or a linked title."""
        for _, piece in islice(self.pieces, index + 1, None):
            if piece.kind == "break":
                return False
            if piece.link is not None:
                if not self.labels.is_label(piece.link):
                    return not self.labels.looks_like_label(piece.link)
                continue
            if piece.text.strip(" []()|,/\u00a0"):
                return not _SEPARATED.match(piece.text) or piece.strong
        return False

    def _is_bracketed_tag(self, m: re.Match[str]) -> bool:
        """Whether a bracket before other words is a tag rather than the title itself."""
        inside = next(group for group in m.groups() if group is not None)
        if len(inside) > LONGEST_TAG:
            return False
        return words(inside) < FEWEST_WORDS_OF_BRACKETED_TITLE or not _AFTER_TITLE.match(self.flat, m.end())

    # Kinds of titles

    def _any_link(self) -> Title:
        index = next((index for index, piece in enumerate(self.phrase.pieces) if piece.link is not None and piece.text), None)
        return NO_TITLE if index is None else self._linked(index)

    def _linked(self, index: int) -> Title:
        start, piece = self.pieces[index]
        link = piece.link
        assert link is not None
        end = start + len(piece.text)
        left, right = title_range(piece.text, self.labels.venues)
        if right - left < len(piece.text):
            return self._made(start + left, start + right)._replace(link=link)
        return Title(link.label, link.label_span or link.span, link, start, end)

    def _quoted(self, start: int, end: int) -> Title | None:
        """A title in quotes right at an offset."""
        closing = _QUOTES.get(self.flat[start])
        stop = self.flat.find(closing, start + 1, end) if closing else -1
        if stop < 0:
            return None
        text = self.flat[start + 1 : stop]
        if words(text) < FEWEST_WORDS_OF_QUOTED_TITLE and len(text) < FEWEST_CHARACTERS_OF_QUOTED_TITLE:
            return None
        return self._made(start + 1, stop)

    def _bold(self, start: int) -> Title:
        """A title in bold; a bold short name before a quoted or linked title is none."""
        end, link = self._bold_run(start)
        rest = end + len(self.flat[end:]) - len(self.flat[end:].lstrip(_EDGE))
        index = self.phrase.piece_at(rest)
        if index is not None and link is None and "\n" not in self.flat[end:rest]:
            if quoted := self._quoted(rest, self._line_end(rest)):
                return quoted
            other = self.phrase.pieces[index].link
            if (
                other is not None
                and not self.labels.is_label(other)
                and not self.labels.looks_like_label(other)
                and words(other.label) > words(self.flat[start:end])
            ):
                return self._linked(index)
        made = self._made(start, end)
        return made._replace(link=link) if made.text else self._plain(start)

    def _bold_run(self, start: int) -> tuple[int, Link | None]:
        """Where the bold text that begins at an offset ends, and the title's link in it."""
        end, link = start, None
        for at, piece in self.pieces[self.phrase.piece_at(start) or 0 :]:
            if piece.kind == "break" or not piece.strong:
                if piece.kind == "break" or piece.text.strip():
                    break
                continue
            if piece.link is not None:
                if self.labels.is_label(piece.link) and at > start:
                    break
                link = link or piece.link
            end = at + len(piece.text)
        end = start + len(self.flat[start:end].rstrip(_EDGE))
        statement = self.labels.statements(self.phrase).first(start, end)
        if (
            statement is not None
            and link is None
            and statement.start > start
            and _TITLE_END.match(self.flat, max(start, statement.start - 2))
        ):
            end = statement.start
        if (m := _DATED_END.search(self.flat, start, end)) and m.start() > start:
            end = m.start()
        return end, link

    def _plain(self, start: int) -> Title:
        """A title in plain words, or the first linked one behind a short name, a tag or the authors."""
        if self._may_hold_year and (m := _AUTHORS_AND_YEAR.match(self.flat, start)) and _PEOPLE.search(m[1]):
            start = m.end()
        stop = first_label = self._line_end(start)
        for index in range((self.phrase.piece_at(start) or 0), len(self.pieces)):
            at, piece = self.pieces[index]
            if piece.link is None or at < start:
                continue
            if at >= stop:
                break
            if quoted := self._quoted_within(start, at):
                return quoted
            if not self.labels.is_label(piece.link) and not self._is_trailing_label(self.flat[start:at], piece.link):
                return self._linked(index)
            first_label = at
            break
        if quoted := self._quoted_within(start, first_label):
            return quoted
        if self.flat[start] in _BRACKETS and (m := _BRACKETED.match(self.flat, start, first_label)):
            return self._made(m.start() + 1, m.end() - 1)
        return self._made(start, self._title_end(start, first_label))

    def _quoted_within(self, start: int, end: int) -> Title | None:
        """A title in quotes anywhere in a range, of three words at least."""
        if not self._may_hold_quote:
            return None
        for m in islice(_QUOTE.finditer(self.flat, start, end), MOST_TAGS):
            if quoted := self._quoted(m.start(), end):
                return quoted if words(quoted.text) > FEWEST_WORDS_OF_QUOTED_TITLE else None
        return None

    def _is_trailing_label(self, before: str, link: Link) -> bool:
        """Whether a link behind a title's words is a label that we don't know."""
        if self.labels.looks_like_label(link):
            return words(before) >= 2
        if before.rstrip().endswith(("-", "–", "—", ":", "|", ".", ",")):
            return False
        return words(before) >= FEWEST_WORDS_BEFORE_A_LABEL and words(link.label) <= 2

    def _title_end(self, start: int, stop: int) -> int:
        for m in islice(self._ends(start + 1, stop), MOST_TAGS):
            at = m.start()
            if self.flat[at] in ".?!" and not self._ends_a_sentence(start, at):
                continue
            stop = at + (self.flat[at] in "?!")
            break
        first = self.labels.statements(self.phrase).first(start, stop)
        if first is not None and first.weight >= 5 and self._stands_apart(first, start):
            stop = first.start
        return stop

    def _ends_a_sentence(self, start: int, at: int) -> bool:
        """Whether a mark at an offset stands behind two words, the last no abbreviation."""
        if _ABBREVIATION.search(self.flat, max(start, at - _LONGEST_ABBREVIATION), at):
            return False
        return _TWO_WORDS.search(self.flat, start, at) is not None or words(self.flat[start:at]) >= 2

    def _ends(self, start: int, stop: int) -> Iterator[re.Match[str]]:
        """Where a plain title may end in a range."""
        flat = self.flat
        for mark in _END_MARK.finditer(flat, start, stop):
            at = blanks = mark.start()
            if at < start:
                continue
            while blanks > start and flat[blanks - 1].isspace():
                blanks -= 1
            if blanks == at and mark[0] in "-–":
                continue
            m = _TITLE_END.match(flat, blanks, stop) or (_TITLE_END.match(flat, at, stop) if blanks < at else None)
            if m is None and not flat.isascii():
                m = _TITLE_END_BEFORE_CJK.match(flat, at, stop)
            if m is not None:
                yield m
                start = m.end()

    def _stands_apart(self, statement: Statement, start: int) -> bool:
        """Whether a statement of venue and year is set off from the words before it."""
        before = self.flat[start : statement.start].rstrip()
        before = re.sub(r"(?i)\b(?:in|proceedings of(?: the)?|accepted (?:by|at|to)|published (?:in|at))\Z", "", before).rstrip()
        index = self.phrase.piece_at(statement.start)
        styled = index is not None and (
            self.phrase.pieces[index].em or self.phrase.pieces[index].strong or self.phrase.pieces[index].kind == "code"
        )
        return bool(before) and (before[-1] in ",.;|([（【-–—*" or styled or statement.year is not None)

    def _line_end(self, start: int) -> int:
        end = self.flat.find("\n", start)
        return len(self.flat) if end < 0 else end

    def _made(self, start: int, end: int) -> Title:
        """The title of a range of the flat text, its edges trimmed."""
        text = self.flat[start:end]
        start += len(text) - len(text.lstrip(_LEFT_EDGE))
        text = text.lstrip(_LEFT_EDGE).rstrip(_EDGE)
        if not text:
            return Title("", None, None, end, end)
        index = self.phrase.piece_at(start)
        piece = self.pieces[index] if index is not None else None
        link = piece[1].link if piece is not None and start + len(text) <= piece[0] + len(piece[1].text) else None
        return Title(" ".join(text.split()), self.phrase.source_span(start, start + len(text)), link, start, end)


def first_piece(phrase: Phrase) -> Piece | None:
    """The first piece of a phrase with something to see."""
    return next((piece for piece in phrase.pieces if piece.text.strip()), None)
