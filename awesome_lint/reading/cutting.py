"""Cuts a run of one style at brackets, quotes and separators: the stretches of it that are fields."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from operator import itemgetter
from typing import NamedTuple

from awesome_lint.model import Link
from awesome_lint.patterns import compiled
from awesome_lint.reading.editions import Habits, end_of_first, start_of_last
from awesome_lint.reading.venues import LONGEST_LABEL, LONGEST_VENUE, Venues, names_a_venue, preprint, states_year
from awesome_lint.reading.words import first_behind, first_word, is_date, last_before, likeness_to_names, words
from awesome_lint.years import may_hold_year

# Words that a colon sets before a venue, `intro: CVPR 2017`, are at most so many.
MOST_WORDS_BEFORE_A_VENUE = 2
LONGEST_SHORTCODE = 40
LONGEST_ET_AL = 6
LONGEST_INITIALS = 12
LONGEST_ABBREVIATION = 8
# Two abbreviated words of a journal.
LONGEST_PART = 26
# What says where or when, with the blanks and marks around it.
LONGEST_STATEMENT = 2 * LONGEST_LABEL
# So many bars part a text into columns: then nothing else parts it.
FEWEST_BARS = 2
# A quotation inside of a link, behind authors, is a cited title when it has so many words.
FEWEST_WORDS_OF_A_CITED_TITLE = 3
FEWEST_WORDS_OF_A_CITATION = 9
FEWEST_WORDS_OF_A_LINKED_CITATION = 2
FEWEST_SENTENCES_BEHIND_A_TITLE = 2
FEWEST_WORDS_OF_A_BRACKETED_CITATION = 6
_SEPARATOR = re.compile(
    r"""[|｜，；;。：:,、/?!.–—(（-](?:
      (?<=[|｜，；;：。])
    | (?<=\s[(（])(?=[^()（）]*\Z)
    | (?<=[:,、/])(?=\s)
    | (?<=\s/)
    | (?<=\w:)(?=["“])
    | (?<=\s[–—-])[–—-]{0,2}(?=\s)
    | (?<=\d\d\d\d-)(?=\s?(?:[A-Z]|ar[xX]iv|\d[A-Z]))
    | (?<=[A-Za-z]-)(?=["“(A-Z\d])
    | (?<=[^\W\d_]{2}[.?!])(?=\s{1,4}["“(\[A-Z0-9*À-Þ])
    | (?<=[\s.-][A-Z]\.)(?=\s{1,2}(?:["“A-Z*À-Þ]|(?:19|20)\d\d\b))
    | (?<=[)\]”"?!]\.)(?=\s)
    | (?<=\d\d\.)(?=\s)
    | (?<=\.)(?=\s?ar[xX]iv)
    | (?<=\.)(?=\s{0,3}\Z)
    )""",
    re.VERBOSE,
)
_ABBREVIATION = re.compile(r"(?i)\b(?:vs|v|e\.g|i\.e|etc|dr|mr|mrs|st|no|vol|inc|jr|fig|eds?|[a-z])\.\Z")
_INITIALS = re.compile(r"\s{0,2}(?:[A-Z]\.[ -]?){1,4}")
_PERSON = r"(?:[A-Z]\.[ -]?){1,4}(?:(?:van|von|de|der)\s){0,2}[A-ZÀ-Þ][\w'’-]{1,30}"
_PERSONS = re.compile(rf"(?:(?:and|&)\s)?{_PERSON}(?:\s(?:and|&)\s{_PERSON}){{0,2}}")
_SURNAME = r"(?:(?:van|von|de|der|den|da|di|la|le)\s){0,3}[^\W\d_a-z][\w'’-]{1,30}"
_SURNAME_FIRST = rf"\s{{0,3}}{_SURNAME},\s?[A-Z]\."
_SURNAME_AND_INITIALS = rf"\s{{0,3}}{_SURNAME}\s[A-Z]{{1,3}}[,.]"
_MORE_NAMES = rf"\s{{0,2}}(?:[A-Z][a-z]{{0,11}}\.|(?:and|et)\b|&|[,;]|{_SURNAME},\s?[A-Z]\.|\Z)"
_BRACKETS = re.compile(r"\(([^()\n]{1,120})\)|\[([^\[\]\n]{1,120})\]|【([^【】\n]{1,120})】|（([^（）\n]{1,120})）")
# A single mark may be an apostrophe too: it ends a quotation where no word goes on.
_QUOTES = re.compile(
    r"\"([^\"\n]{6,300})\"|“([^“”\n]{4,300})”|``([^`\n]{6,300})''|《([^《》\n]{2,200})》|「([^「」\n]{2,200})」"
    r"|‘([^‘\n]{10,300}?)’(?!\w)|(?<!\w)'([A-Z][^'\n]{1,30} [^\n]{4,300}?)'(?!\w)"
)
_MAY_ENCLOSE = re.compile(r"[(\[【（\"“`《「‘']")
_NUMBER = re.compile(r"\s{0,3}[\[(【]?\d{1,3}[.)、】\]]{1,2}(?:\s{1,3}(?=\S)|(?=[^\s\d]))")
_SHORTCODE_AT_END = re.compile(r"\s{0,3}:[a-z0-9_+-]{2,30}:[\s.,]{0,3}\Z")
_SHORTCODE = re.compile(r"\s{0,3}:[a-z0-9_+-]{2,30}:\s{0,3}")
_VENUE_BEFORE = re.compile(r"\b(?:Conference|Symposium|Journal|Proceedings|Transactions|Workshop)\b[^.\"”“\n]{0,100}\Z")
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{2})\.\s")
_ET_AL = re.compile(r"\bet\.?\s?al\Z")
_IS_HYPHEN = re.compile(r"[A-Za-z]-\S")
_BEFORE_WORD = re.compile(r"\s(?=[A-Za-z])")
_BY = re.compile(r"[\s,]{0,3}by\s+")
_MONTH_AT_END = re.compile(r"(?<=[\w?!)])\s{1,9}((?:19|20)\d\d[-./](?:0?[1-9]|1[0-2]))\Z")
_PART = re.compile(r"\s{0,2}(?:Part|Chapter|Episode|Lecture|Lesson)\s(?:\d{1,3}|[IVX]{1,5})\b")
_IN_BRACKETS = re.compile(r"[,;，；]\s?")
_LEFT_EDGE = ' \t\n\u00a0\u200b\u200d\ufe0f-–—|｜:,;.•*·/]})：，。；、”"'
_RIGHT_EDGE = ' \t\n\u00a0\u200b-–—|｜:,;•*·/[({：，；、。“"'
_PAIRS = {"“": "”", "‘": "’", "«": "»", "《": "》"}
_EDGE_OF_PHRASE = ' -–—*•|>[]()"“\n'
_EDGE_OF_STATEMENT = " -–—*•|·"
_BEFORE_QUOTES = ":,.;|-–—)]"
_BEFORE_CITED = (".", ",", ")")
_BEHIND_QUOTES = ",.;|-–—([:，。；：、（【"
_ENDS_A_STATEMENT = re.compile(r"[.,;|\[(（【]")
_JOINING = frozenset(["in", "In", "at"])


def _are_initials(text: str, before: str) -> bool:
    """Whether a text is an abbreviation of the words before it: of as many as it has capitals."""
    if not (2 <= len(text) <= LONGEST_ABBREVIATION and text.isupper() and text.isalpha()):
        return False
    return text == "".join(word[0] for word in before.replace("-", " ").split()[-len(text) :]).upper()


class Run(NamedTuple):
    """Neighbouring pieces of one style, in one line."""

    start: int
    end: int
    style: str
    link: Link | None
    line: int
    said: str = ""


class Stretch(NamedTuple):
    run: Run
    start: int
    end: int
    bracket: str


class Cutter:
    """Cuts one run into stretches."""

    def __init__(self, flat: str, run: Run, venues: Venues, keys: Container[str], habits: Habits, *, is_cell: bool) -> None:
        self.flat, self.run, self.venues, self.keys, self.habits = flat, run, venues, keys, habits
        self.last = run.end  # of what is being cut: only marks are behind it
        has_bars = not is_cell and flat.count("|", run.start, run.end) >= FEWEST_BARS
        # A title in bold may have bars: in columns, one says when.
        self.has_columns = has_bars and (run.style == "plain" or (run.style == "bold" and states_year(flat[run.start : run.end])))
        if run.link is not None and self._is_linked_citation():
            self.run = run = run._replace(style="plain")
        self.is_marked = run.style != "plain" or self.has_columns or (is_cell and not self._is_citation())

    def _is_linked_citation(self) -> bool:
        """Whether a link's text has a title, where it appeared and more, in sentences: `[A Title. CVPR 2016. Ann Lee.](u)`."""
        title, *others = self.flat[self.run.start : self.run.end].split(". ")
        if len(others) < FEWEST_SENTENCES_BEHIND_A_TITLE or words(title) < FEWEST_WORDS_OF_A_LINKED_CITATION:
            return False
        return any(states_year(other) and self.venues.names(other) for other in others[:-1])

    def _is_citation(self) -> bool:
        """Whether the run is several sentences: names first, or a venue with its year behind the first."""
        text = self.flat[self.run.start : self.run.end]
        m = _FULL_STOP.search(text)
        if m is None or words(text) < FEWEST_WORDS_OF_A_CITATION:
            return False
        return likeness_to_names(text[: m.start() + 1].strip(" .")) > 1 or (names_a_venue(text[m.end() :]) and states_year(text[m.end() :]))

    def stretches(self) -> Iterator[Stretch]:
        """All of them, in order."""
        run = self.run
        at = run.start
        if _MAY_ENCLOSE.search(self.flat, run.start, run.end):
            enclosed = self._enclosed()
            if run.link is not None and any(mark == '"' for *_, mark in enclosed):
                self.run, self.is_marked = run._replace(style="plain"), False  # a citation; its title alone is marked
            for start, end, inner_start, inner_end, mark in enclosed:
                if start < at:
                    continue
                yield from self._between_separators(at, start)
                yield from self._inside(run if mark == '"' else self.run, inner_start, inner_end, mark)
                at = end
        yield from self._between_separators(at, run.end)

    def _enclosed(self) -> list[tuple[int, int, int, int, str]]:
        """What quotes and brackets enclose, if it is a field of its own: the range with its marks and without, the mark."""
        start, end, flat = self.run.start, self.run.end, self.flat
        found: list[tuple[int, int, int, int, str]] = []
        for m in _QUOTES.finditer(flat, start, end):
            if m.start() > start and flat[m.start() - 1].isalnum():
                continue
            before, behind = last_before(flat, start, m.start()), first_behind(flat, m.end(), end)
            if self.run.link is not None and not (before in _BEFORE_CITED and words(m[0]) >= FEWEST_WORDS_OF_A_CITED_TITLE):
                continue
            ends = not behind or behind in _BEHIND_QUOTES or m[0][-2] in ".,?" or m[0][0] == "《"
            if (not before or before in _BEFORE_QUOTES) and (ends or self._is_statement(m.end(), end)):
                found.append((*m.span(), *m.span(m.lastindex or 0), '"'))
        quotes = list(found)
        first = first_word(flat, start, end)
        for m in _BRACKETS.finditer(flat, start, end):
            inside = m.lastindex or 0
            at = bisect_right(quotes, m.start(), key=itemgetter(0)) - 1
            if (at < 0 or m.start() >= quotes[at][1]) and self._is_apart(m, m[inside], begins=m.start() <= first):
                found.append((*m.span(), *m.span(inside), m[0][0]))
        return sorted(found)

    def _is_statement(self, start: int, end: int) -> bool:
        """Whether a range says where or when, up to the next mark: `CVPR.` behind a quotation."""
        text = self.flat[start : min(end, start + LONGEST_LABEL)].strip()
        m = _ENDS_A_STATEMENT.search(text)
        return self.venues.says_where_or_when(text[: m.start()] if m else text)

    def _is_apart(self, m: re.Match[str], inside: str, *, begins: bool) -> bool:
        """Whether a bracket is a field of its own, rather than words of a title: `(CVPR 2024)`, `[tag] Title`; not `A(1)`.

        `begins`: no word of the run is before it.
        """
        start, end, flat = self.run.start, self.run.end, self.flat
        before = flat[m.start() - 1] if m.start() > start else ""
        is_glued = before.isalnum() or before == "-"
        behind = flat[m.end() : min(m.end() + 1, end)]
        # `A Title(CVPR2016)`, `(CVPR2016)A Title`
        is_venue = states_year(inside) and (is_glued or begins) and (self.venues.names(inside) or preprint(inside) is not None)
        is_glued_behind = behind.isalnum() and not (begins and is_venue)
        if (m[0][0] == "(" and ((is_glued and inside[0] != "@" and not is_venue) or is_glued_behind)) or behind in tuple("-–—"):
            return False
        behind = first_behind(flat, m.end(), end)
        ends = not behind or behind in ".,;:|[(" or not (behind.isalnum() or behind == "-")
        if (
            m[0][0] in "(（"
            and inside[0].isupper()
            and _VENUE_BEFORE.search(flat, max(start, m.start() - LONGEST_VENUE), m.start())
            and not states_year(inside)
        ):
            return False  # `Conference on Data Mining (KDD)`
        if m[0][0] == "(" and not begins and _are_initials(inside, flat[max(start, m.start() - LONGEST_STATEMENT) : m.start()]):
            return False  # `Inception Score (IS)`
        is_statement = states_year(inside) or self.venues.says_where_or_when(inside)
        if not begins and (self.is_marked or behind in tuple(":：")):
            return ends and (is_statement or inside[0] == "@")
        return begins or is_statement or (ends and (not is_glued or m[0][0] in "[【"))

    def _inside(self, run: Run, start: int, end: int, mark: str) -> Iterator[Stretch]:
        """The fields inside of quotes or brackets: `(NeurIPS 2020; remark)` has two."""
        flat = self.flat
        text = flat[start:end]
        start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
        if start >= end:
            return
        if mark == '"':
            end -= flat[end - 1] in ",." and end - start > 1
            yield Stretch(run, start, end, mark)
            return
        says = self.venues.says_where_or_when
        if self._is_bracketed_citation(text):
            yield from self._between_separators(start, end)
            return
        for m in _IN_BRACKETS.finditer(flat, start, end):
            if not says(flat[start : m.start()]) or says(flat[start:end]) or is_date(flat[m.end() : end]):
                break
            yield Stretch(run, start, m.start(), mark)
            start = m.end()
        yield Stretch(run, start, end, mark)

    def _is_bracketed_citation(self, text: str) -> bool:
        """Whether a bracket holds a title or names, and where it appeared: `[A Title, Ann Lee, CVPR 2016]`, `(Lee et al., CVPR 2016)`."""
        before, _, last = text.rpartition(",")
        if self.is_marked or not self.venues.says_where_or_when(last.strip()):
            return False
        if likeness_to_names(before.strip()) > 1 and not is_date(last.strip()):
            return True
        return words(text) >= FEWEST_WORDS_OF_A_BRACKETED_CITATION and not self.venues.has_words_of_one(text.partition(",")[0])

    def _between_separators(self, start: int, end: int) -> Iterator[Stretch]:
        flat = self.flat
        if start >= end:
            return
        at = self._behind_number(start, end)
        self.last = start + len(flat[start:end].rstrip(_RIGHT_EDGE + "."))
        for m in _SEPARATOR.finditer(flat, at, end):
            if m.start() >= at and not _PART.match(flat, m.end(), end) and self._cuts(m, start, at, end):
                keeps_mark = m[0] in "?!" or _INITIALS.fullmatch(flat, at, m.end()) is not None
                yield from self._trimmed(at, m.start() + keeps_mark)
                at = m.end()
        yield from self._trimmed(at, end)

    def _behind_number(self, start: int, end: int) -> int:
        """The offset behind a leading number, shortcodes and `by`."""
        flat = self.flat
        if start <= LONGEST_STATEMENT and not flat[:start].strip(_EDGE_OF_PHRASE):
            m = _NUMBER.match(flat, start, end)
            start = m.end() if m else start
        while m := _SHORTCODE.match(flat, start, end):
            start = m.end()
        m = _BY.match(flat, start, end) if start == self.run.start else None
        return m.end() if m else start

    def _cuts(self, m: re.Match[str], start: int, at: int, end: int) -> bool:
        """Whether a separator ends a field that begins at `at`."""
        flat, mark = self.flat, m[0][0]
        if mark == "-" and _IS_HYPHEN.match(flat, m.start() - 1):  # `2017-ICCV-Mask R-CNN`
            return start < at and flat[at - 1] == "-" and self.venues.says_where_or_when(flat[at : m.start()])
        if mark == "." and (decided := self._stop_cuts(m, start, at)) is not None:
            return decided
        if mark in "(（":  # what follows ends behind a link: `A Title (CVPR 2016, [pdf](u))`
            return not self.is_marked and self.run.link is None
        is_colon = mark in ":："
        if not (is_colon or self.is_marked or mark == "/") or (self.has_columns and mark in "|｜"):
            return True
        if m.end() >= self.last:
            return True
        before = flat[max(at, m.start() - LONGEST_STATEMENT) : m.start()].strip(_EDGE_OF_STATEMENT)
        if is_colon and _PERSONS.fullmatch(before):  # `A. Lee, B. Roe: A Title`
            return True
        if is_colon and self.run.link is not None and before in self.keys:
            return True
        if self.venues.says_where_or_when(before):
            return not (is_colon and not any(character.isdigit() for character in before))
        if (
            not self.is_marked
            and self.run.style != "italic"
            and mark in ":：|"
            and (self.venues.role(before) or self.venues.column(before))
        ):
            return True
        behind = flat[m.end() : min(end, m.end() + LONGEST_STATEMENT)].strip(" .")
        if mark == "/" and not self.is_marked:  # `A Title / CVPR / 2016`
            return self.venues.says_where_or_when(behind.partition(" /")[0])
        if is_colon and not self.is_marked and self.run.style == "plain":  # `intro: CVPR 2017. ETH Zurich`
            return words(before) <= MOST_WORDS_BEFORE_A_VENUE and self.venues.says_where_or_when(behind.partition(". ")[0])
        return self.is_marked and not is_colon and self.venues.says_where_or_when(behind)

    def _stop_cuts(self, m: re.Match[str], start: int, at: int) -> bool | None:
        """Whether a full stop surely ends a field, or surely doesn't; None where that is for others to say."""
        flat = self.flat
        if self._ends_names(start, at, m.end()):
            return True
        is_abbreviation = _ABBREVIATION.search(flat, max(start, m.start() - 6), m.end()) is not None
        if is_abbreviation and flat[m.end() : m.end() + 6].strip()[:2] != "ar":
            return False
        if self.venues.goes_on(flat[max(at, m.end() - LONGEST_PART) : m.end()], flat[m.end() : m.end() + LONGEST_PART]):
            return False
        if self.run.style == "italic" and _ET_AL.search(flat, max(at, m.start() - LONGEST_ET_AL), m.start()):
            return True  # `*Ann Lee et al. IEEE(RAL).*`: whatever follows, the authors end here
        return None

    def _ends_names(self, start: int, at: int, stop: int) -> bool:
        """Whether initials end names that are written surname first, with a title behind them: `Lee, A., Doe, B. A Title`."""
        flat = self.flat
        if not flat[stop - 2].isupper() or compiled(_MORE_NAMES).match(flat, stop) is not None:
            return False
        surname_and_initials = compiled(_SURNAME_AND_INITIALS)
        if at > start and surname_and_initials.fullmatch(flat, at, stop):  # `Lee A, Doe B. A Title`
            return surname_and_initials.match(flat, start) is not None
        are_initials = stop - at <= LONGEST_INITIALS and _INITIALS.fullmatch(flat, at, stop) is not None
        return are_initials and compiled(_SURNAME_FIRST).match(flat, start) is not None

    def _end_of_names(self, start: int, end: int) -> int:
        """The end of names that a venue with its year follows, with nothing but a space between; `start` if there are none."""
        text = self.flat[start:end]
        if self.is_marked or len(text) > LONGEST_LABEL or not states_year(text) or self.venues.names(text):
            return start
        for m in _BEFORE_WORD.finditer(text):
            venue = text[m.end() :]
            if likeness_to_names(text[: m.start()]) > 1 and (self.venues.names(venue) or preprint(venue)):
                return start + m.start()
        return start

    def _edges_of_editions(self, start: int, end: int) -> Iterator[int]:
        """The spaces between a title and a venue with its year right before or behind it, as the list writes them; or before names."""
        text = self.flat[start:end]
        is_first = self.habits.first and not self.flat[:start].strip(_EDGE_OF_PHRASE)
        if is_first and self.run.link is not None and (edge := end_of_first(text, self.venues)):
            yield start + edge
        if self.is_marked or self.run.style != "plain":
            return
        if is_first or may_hold_year(text):
            edge = end_of_first(text, self.venues)
            if edge and (is_first or likeness_to_names(text[edge:].strip()) > 1):
                yield start + edge
        if self.habits.last and (edge := start_of_last(text, self.venues)):
            yield start + edge

    def _month_at_end(self, start: int, end: int) -> re.Match[str] | None:
        """The month that a name ends with; None behind a venue, whose date it is: `arXiv 2024.12`."""
        m = _MONTH_AT_END.search(self.flat, start, end)
        before = self.flat[start : m.start()] if m else ""
        return None if m is None or preprint(before) or self.venues.names(before) else m

    def _trimmed(self, start: int, end: int) -> Iterator[Stretch]:
        text = self.flat[start:end]
        left = text.lstrip(_LEFT_EDGE)
        start += len(text) - len(left)
        if self.is_marked and start == self.run.start + 1 and self.flat[start - 1] in "./" and left[:1].isalpha():
            start, left = start - 1, self.flat[start - 1] + left  # `.NET`
        while m := _SHORTCODE_AT_END.search(left, max(0, len(left) - LONGEST_SHORTCODE)):
            left = left[: m.start()]
        end = start + len(left.rstrip(_RIGHT_EDGE))
        opening = self.flat[start : start + 1]
        if (
            self.run.link is not None
            and opening in _PAIRS
            and self.flat.count(opening, start, end) == 1
            and self.flat[end - 1] == _PAIRS[opening]
        ):
            start, end = start + 1, end - 1  # the label is a quotation
        if start < end and self.flat[start:end] not in _JOINING:
            names_end = self._end_of_names(start, end)
            if names_end > start:
                yield Stretch(self.run, start, names_end, "")
                start = names_end + 1
            for edge in self._edges_of_editions(start, end):
                yield Stretch(self.run, start, edge, "")
                start = edge + 1
            if self.run.link is None and (m := self._month_at_end(start, end)):
                yield Stretch(self.run, start, m.start(), "")
                start = m.end() - len(m[1])
            is_quoted = start > 0 and self.flat[start - 1] in '"“«「《' and self.run.link is None
            yield Stretch(self.run, start, end, '"' if is_quoted and self.run.style != "plain" else "")
