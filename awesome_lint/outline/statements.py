"""Where an entry says that it was published: `CVPR 2024`, `*arXiv, May 2025*`, `In Proceedings of ACL 2020`, `(2014)`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from awesome_lint.knowledge import Packs, may_hold_year
from awesome_lint.outline.phrases import Phrase
from awesome_lint.source import Span

# How far before its year a venue may begin, and how long its name may be; the longest of real lists has 110 characters.
LONGEST_REACH = 200
LONGEST_VENUE = 120
# A label longer than this is no venue.
LONGEST_LABEL = 60
# A name with so many blanks is long.
FEWEST_BLANKS_OF_A_LONG_NAME = 4
# So many years of one phrase are looked at.
MOST_YEARS = 40

_FULL_YEAR = r"(?:19[5-9]|20[0-4])\d"
# A year: not part of a number, a range of pages, an identifier or a URL. Or two digits behind an apostrophe.
_YEAR = re.compile(rf"(?<![\d.:#$/])(?<!\d[,-])({_FULL_YEAR})(?![\d$%+]|[.,:/-]\d{{3}}|s\b)|(?<=[A-Za-z])\s?['’]\s?(\d\d)(?![\d\w])")
_ARXIV_ID = re.compile(r"(?i)(?<=arxiv)[\s:]{1,2}(?:arxiv[\s:]{1,2})?\d{4}\.\d{4,5}(?:v\d)?|\b(?:arxiv:)\d{4}\.\d{4,5}(?:v\d)?")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
# What may stand between a venue and its year, and is neither.
_TAIL = re.compile(
    rf"""(?ix)
    [\s,.;:'’(\[/&–-]+ \Z
    | (?:\b\d{{1,2}}(?:st|nd|rd|th)?[\s-]{{1,2}})? \b{_MONTH} (?:[\s-]{{1,2}}\d{{1,2}}(?:st|nd|rd|th)?)? \Z
    | \b(?:pp?|pages?)\.?\s*[\d\s–-]{{1,20}}\Z | \b(?:vol(?:ume)?|no|nr|issue)\.?\s*[\d\s–-]{{1,12}}\Z
    | (?<=[^\W\d_)])\s+\d{{1,4}}\Z | (?<=,\s)(?:acm|ieee|springer|elsevier|pmlr|aaai\ press|curran\ associates)\Z
    """
)
_DELIMITER = re.compile(r"[.;:|｜\[\]()（）【】\n\"“”«»「」*`~!?，、—]|,\s|\s[-–—/]+\s")
_CITED_IN = re.compile(r"(?:\A|[.,;)”\"\n]\s{0,2})(?:[Ii]n:?|[Pp]ublished in|[Aa]ccepted (?:by|at|to))\s+(?=[*_]?[A-Z])")
_FINDINGS = re.compile(r"\bFindings of (?:the )?(?:ACL|Association for Computational Linguistics)[:,]?\s{1,2}\Z")
# What introduces a venue.
_INTRODUCTIONS = (
    *(r"in\b", r"proceedings\s+of\b", r"proc\.?\s+of\b", r"the\b", r"published\b", r"accepted\b", r"presented\b", r"appear(?:s|ed)?\b"),
    *(r"to\s+appear\b", r"at\b", r"by\b", r"on\b", r"as\b", r"to\b", r"paper\b", r"submitted\b", r"an?\b", r"\d+(?:st|nd|rd|th)\b"),
    *(r"thirty-?\w+\b", r"forty-?\w+\b", r"twenty-?\w+\b", r"annual\b"),
)
_PREFIX = re.compile(rf"(?i)^(?:[\W_]|{'|'.join(_INTRODUCTIONS)})+")
_INTRODUCED = frozenset(word[:3] for word in _INTRODUCTIONS if word[:3].isalpha())
# Behind marks of ASCII alone: others may be read as letters.
_FIRST_LETTERS = re.compile(r"[\x00-/:-@\[-`{-\x7f]*(?!amp;)([A-Za-z]{3})")
_REMARK = (
    r"oral|posters?|spotlight|highlight(?:ed)?|best\s+(?:student\s+)?papers?(?:\s+(?:award|candidate|finalist|honou?rable\s+mention))?|outstanding(?:\s+papers?)?"
    r"|notable(?:\s+top\s+\d+%)?|preprint|long|short|full\s+paper|talk|under\s+review|rejected|withdrawn"
)
_SUFFIX = re.compile(rf"(?i)(?::[a-z_]{{2,30}}:|[\s,;:.(\[&–-]|\b(?:{_REMARK})\b[)\]]?)++\Z")
_PART = re.compile(
    r"(?i)[\s,/(-]{1,3}(findings|workshops?|industry(?:\s+track)?|demos?|challenge|datasets?\s+and\s+benchmarks?(?:\s+track)?)\b"
)
_PLAUSIBLE = re.compile(
    r"\b[A-Z]{3,}\b|\b[A-Z][A-Za-z&]*[A-Z]\b|(?i:\b(?:conference|journal|transactions?|trans\.|symposium|workshops?|nature|letters|review|ieee|acm|[a-z]*rxiv|preprint|press|magazine"
    r"|proceedings|science|advances|jmlr|thesis)\b)"
)
_PEOPLE = re.compile(r"(?i:\bet\.?\s{0,2}al\b)|\b[A-Z]\.\s|\b(?:and|with)\b.*\b[A-Z]\w+\Z|&")
# A title in quotes between authors and venue.
CITED_TITLE = re.compile(r"(?:^|[.,)]\s{1,2})[“\"”]([^“”\"\n]{12,300})[”\"](?=\s|[.,]|\Z)")
_STATED_START = re.compile(r"\s{0,2}(?:[\[(（【]([^\[\]()（）【】\n]{2,40})[\])）】]|([^|｜\n]{3,40})[|｜])\s{0,2}[:,-]?\s{0,2}(?=\S)")
_STATED_END = re.compile(r"\s{0,3}[\[(（【]([^\[\]()（）【】\n]{2,60})[\])）】][\s.]{0,3}\Z")
_SMALL_WORDS = frozenset(
    {
        "of",
        "on",
        "and",
        "in",
        "for",
        "the",
        "to",
        "at",
        "a",
        "an",
        "with",
        "de",
        "la",
        "et",
        "und",
        "der",
        "preprint",
        "workshop",
        "workshops",
    }
)
# What the long names of venues have in common; spares looking up each half of a title.
_LONG_NAME = re.compile(
    r"(?i)\b(?:conference|conf|journal|transactions|trans|symposium|workshops?|proceedings|proc|advances|letters|reviews?|international|annual|association|meeting"
    r"|systems|findings|nature|ieee|acm|language)\b"
)
# A name in capitals with a year: surely a statement, though we don't know the venue (`DYCOPS2022`, `PSB 2024`).
_NAME_AND_YEAR = re.compile(
    rf"(?:[A-Z][A-Za-z&/.-]{{0,20}}[A-Z][A-Za-z]{{0,20}}|[A-Z][a-z]+(?:\s(?:of|on|and|in|for))?(?:\s[A-Z][A-Za-z&/.-]+){{1,3}})[\s'’,-]{{0,2}}{_FULL_YEAR}(?:[./-]\d{{1,2}})?"
    rf"(?i:[\s(,-]{{1,2}}(?:{_REMARK}|workshops?|findings)\)?)?"
)
_NO_VENUES = frozenset({"na", "n/a", "none", "tbd", "tba", "todo", "link", "url"})
_NO_NAMES = re.compile(rf"(?i){_MONTH}|arxiv|(?:{_REMARK})")
_LETTERS = re.compile(r"[^\W\d_]")
_THREE_LETTERS = re.compile(r"[^\W\d_]{3}")
_LEAD = re.compile(r"[\s,:/|–-]{1,4}")
_NEXT_SENTENCE = re.compile(r"[.?!]\s+[A-Z]")
_BEHIND_PEOPLE = re.compile(r"(?i)\bet\.?\s?al\.?,?\s*\Z|,\s*\Z")
_WORD = re.compile(r"\w")
_TWO_CAPITALS = re.compile(r"[A-Z][^A-Z]*[A-Z]")
# The last letters of what `_TAIL` and `_SUFFIX` cut off, of months the first three: a text that ends with other letters stays whole.
_BLANKS_AND_MARKS = " \n,;.([&–-"
_TAIL_WORDS = " p pp page pages vol volume no nr issue jan feb mar apr may jun jul aug sep oct nov dec acm ieee springer elsevier pmlr press associates st nd rd th "
_SUFFIX_WORDS = (
    " oral poster posters spotlight highlight highlighted paper papers award candidate finalist mention outstanding notable preprint long short talk"
    " review rejected withdrawn "
)


class Statement(NamedTuple):
    """A venue (as written, without the year) and a year, as offsets of a phrase's flat text too.

    `start` and `end` cover all of it. `weight` ranks the statements of one entry.
    """

    venue: str | None
    venue_span: Span | None
    year: int | None
    year_span: Span | None
    weight: int
    start: int
    end: int


class Venues:
    """What the packs say of names, kept: a list has few labels, and asks for each of them hundreds of times."""

    def __init__(self, packs: Packs) -> None:
        self._packs = packs
        self._known: dict[str, bool] = {}
        self._beginnings = packs.beginnings | _INTRODUCED
        self._statements: dict[str, bool] = {}
        self._blanked: dict[str, tuple[int, int]] = {}

    def knows(self, name: str) -> bool:
        """Whether a text is the name of a known venue."""
        known = self._known.get(name)
        if known is None:
            may_be = name.count(" ") < FEWEST_BLANKS_OF_A_LONG_NAME or _LONG_NAME.search(name) is not None
            known = self._known[name] = may_be and self.may_begin(name, 0, len(name)) and self._packs.venue(name) is not None
        return known

    def may_begin(self, text: str, start: int, stop: int) -> bool:
        """Whether a range can be the name of a known venue, by its first letters: spares looking up each author of a list.

        False where three letters stand first that no known name, nor any word before one, begins with. Anything else
        (a digit, a word of two letters, another script) may be one.
        """
        m = _FIRST_LETTERS.match(text, start, stop)
        return m is None or m[1].lower() in self._beginnings

    def is_statement(self, label: str) -> bool:
        """Whether a text is nothing but a venue, a year or a date."""
        if len(label) > LONGEST_LABEL:
            return False
        found = self._statements.get(label)
        if found is None:
            found = self._statements[label] = self._find_statement(label)
        return found

    def blanked(self, text: str, *, is_label: bool) -> tuple[int, int]:
        """Which part of a link's text states no venue and no year, being a known label or a title; none of a statement."""
        if not is_label:
            return (0, 0) if self.is_statement(text) else title_range(text, self)
        found = self._blanked.get(text)
        if found is None:
            may_state = may_hold_year(text) and _YEAR.search(text) is not None
            found = self._blanked[text] = self.blanked(text, is_label=False) if may_state else title_range(text, self)
        return found

    def _find_statement(self, label: str) -> bool:
        if not may_hold_year(label) and "(" not in label and "[" not in label and not self.may_begin(label, 0, len(label)):
            return False  # as most titles; what brackets hold is passed over
        venue, year = self._packs.venue_in_heading(label)
        if venue is not None or (self.knows(label) and _is_name(label)):
            return True
        if year is None:
            return False
        return len(_LETTERS.findall(_NO_NAMES.sub("", label))) <= 2 or _NAME_AND_YEAR.fullmatch(label) is not None


def title_range(label: str, venues: Venues) -> tuple[int, int]:
    """Which part of a link's label is the title: without `[CVPR 2024]` before it, `(ICSE 2019)` behind it; of a citation what is quoted."""
    if label.replace(" ", "").isalnum():  # words alone, as most labels
        return 0, len(label)
    if cited := CITED_TITLE.search(label):
        return cited.span(1)
    start, end = 0, len(label)
    if (m := _STATED_START.match(label)) and venues.is_statement(m[1] or m[2]):
        start = m.end()
    if (m := _STATED_END.search(label, start)) and venues.is_statement(m[1]):
        end = m.start()
    return (start, end) if start < end else (0, len(label))


_LETTERS_OF_ENGLISH = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _is_kept(text: str, words: str) -> bool:
    """Whether a text ends with letters that begin none of the words, which a pattern would cut off."""
    word = text[len(text.rstrip(_LETTERS_OF_ENGLISH)) :].lower()
    return bool(word) and f" {word} " not in words and f" {word[:3]} " not in words


def _is_name(text: str) -> bool:
    """Whether a text is written as a venue's name is: with two capitals, or three words with one each."""
    return sum(map(str.isupper, text)) >= min(2, len(text)) or text.casefold() == "arxiv"


def _may_hold_name(text: str) -> bool:
    """Whether a part of a text can be a venue's name by its capitals."""
    return not text.isascii() or _TWO_CAPITALS.search(text) is not None or "arxiv" in text.lower()


def _is_title_case(name: str) -> bool:
    """Whether all words of a name but the small ones begin with a capital, as no sentence does."""
    return all(not word[0].islower() or word.casefold() in _SMALL_WORDS or "rxiv" in word for word in name.split())


class Statements:
    """Finds the statements of a phrase."""

    def __init__(self, phrase: Phrase, venues: Venues) -> None:
        self.phrase = phrase
        self.venues = venues
        # The visible text, with identifiers and the labels of links that are no statements blanked out.
        self.text = self._text()
        self._may_hold_year = may_hold_year(self.text)
        self._badges = [(at, piece.badge) for at, piece in zip(phrase.starts, phrase.pieces, strict=True) if piece.badge]
        self._known_edges: list[int] | None = None

    def _text(self) -> str:
        text = self.phrase.flat
        if "." in text and "rxiv" in text.lower():
            text = _ARXIV_ID.sub(lambda m: " " * len(m[0]), text)
        if not self.phrase.links:
            return text
        parts: list[str] = []
        cursor = 0
        for start, piece in zip(self.phrase.starts, self.phrase.pieces, strict=True):
            if piece.link is not None:
                left, right = self.venues.blanked(piece.text, is_label=piece.link.role is not None)
                if left < right:
                    parts += (text[cursor : start + left], "\n" * (right - left))
                    cursor = start + right
        parts.append(text[cursor:])
        return "".join(parts)

    @property
    def _edges(self) -> list[int]:
        """Where the markup changes, a link begins or ends: a venue stands on one side."""
        if self._known_edges is None:
            self._known_edges = _edges(self.phrase)
        return self._known_edges

    def _edges_within(self, start: int, end: int) -> Sequence[int]:
        """The edges inside a range; most ranges lie in one piece, and have none."""
        at = self.phrase.piece_at(start)
        if at is not None and end <= self.phrase.starts[at] + len(self.phrase.pieces[at].text):
            return ()
        return self._edges[bisect_right(self._edges, start) : bisect_left(self._edges, end)]

    def find(self, start: int, end: int) -> Iterator[Statement]:
        """All statements in a range of the flat text, those with a year first."""
        text = self.text
        if _WORD.search(text, start, end):  # behind most titles only labels stand, which are blanked out here
            if self._may_hold_year:
                for m in islice(_YEAR.finditer(text, start, end), MOST_YEARS):
                    found = self._at_year(text, m, start, end)
                    if found is not None:
                        yield found
            yield from self._without_year(text, start, end)
        if self._badges:
            yield from self._on_badges(start, end)

    def first(self, start: int, end: int) -> Statement | None:
        """The first statement in a range that begins with a title, which is none itself; those with a year first."""
        if not (self._may_hold_year and _YEAR.search(self.text, start, end)):
            delimiter = _DELIMITER.search(self.text, start, end)
            cuts = [*([delimiter.start()] if delimiter else []), *self._edges_within(start, end)[:1]]
            start = min(cuts, default=end)
        return next(self.find(start, end), None) if start < end else None

    def _on_badges(self, start: int, end: int) -> Iterator[Statement]:
        """What shields.io badges say that stand in a range; they have no text to point at."""
        for at, badge in self._badges:
            if start <= at < max(end, start + 1) and self.venues.is_statement(badge):
                m = _YEAR.search(badge)
                venue = _SUFFIX.sub("", badge[: m.start()] if m else badge).strip()
                if venue and self.venues.knows(venue) and venue.casefold() != "arxiv":
                    yield Statement(venue, None, _year(m) if m else None, None, 7 if m else 4, at, at)

    def _at_year(self, text: str, m: re.Match[str], floor: int, end: int) -> Statement | None:
        group = 1 if m[1] else 2
        year = _year(m)
        at, after = m.span(group)
        found = self._before(text, floor, m.start()) or self._behind(text, after, end)
        if found is None and group == 2:
            return None
        year_span = self.phrase.source_span(at, after)
        if found is None:
            enclosed = text[at - 1 : at] in tuple("([（【{") and text[after : after + 1] in tuple(")]）】},")
            at_edge = not text[floor:at].strip(" \n|[(*") or not text[after:end].strip(" \n|])*.")
            return Statement(
                None, None, year, year_span, 4 if enclosed else 3 if at_edge else 2 if _follows_people(text, floor, at) else 1, at, after
            )
        begin, stop, known = found
        venue = self.phrase.flat[begin:stop]
        part = _PART.match(text, after) if begin < at else None
        if part:
            venue = f"{venue} {part[1]}"
        span = self.phrase.source_span(begin, stop)
        return Statement(" ".join(venue.split()), span, year, year_span, 8 if known else 6, min(begin, at), max(stop, after))

    def _before(self, text: str, floor: int, at: int) -> tuple[int, int, bool] | None:
        """The venue that ends before `at`, not reaching back over `floor`: its range, and whether it is known."""
        floor = max(floor, at - LONGEST_REACH)
        stop = _without_tail(text, floor, at)
        if stop <= floor:
            return None
        cited = [m.end() for m in _CITED_IN.finditer(text, floor, stop)]
        if cited and _PLAUSIBLE.search(text, cited[-1], stop) and "\n" not in text[cited[-1] : stop]:
            begin, stop = _trimmed(text, cited[-1], stop)
            if 0 < stop - begin <= LONGEST_VENUE and not _NEXT_SENTENCE.search(text, begin, stop):
                return begin, stop, True
        edge = self._edges[bisect_left(self._edges, stop) - 1]
        cuts = [m.end() for m in _DELIMITER.finditer(text, max(floor, edge), stop)]
        found = self._judged(text, max(floor, edge, *cuts[-1:]), stop)
        return found or self._set_apart(text, max(floor, edge), stop)

    def _set_apart(self, text: str, start: int, stop: int) -> tuple[int, int, bool] | None:
        """A name of several words, or of any in code, that with its year makes up all of a stretch of markup."""
        index = self.phrase.piece_at(start)
        if index is None or start != self.phrase.starts[index]:
            return None
        piece = self.phrase.pieces[index]
        begin, stop = _trimmed(text, start, stop)
        name = text[begin:stop]
        styled = piece.kind == "code" or piece.em or piece.link is not None
        if not styled or not name or begin - start > 1 or _PEOPLE.search(name) or _DELIMITER.search(name) or not _is_title_case(name):
            return None
        years = _YEAR.sub("", self.phrase.flat[stop : start + len(piece.text)])
        if _THREE_LETTERS.search(_NO_NAMES.sub("", years)) or not (" " in name or piece.kind == "code"):
            return None
        return begin, stop, False

    def _behind(self, text: str, start: int, end: int) -> tuple[int, int, bool] | None:
        """The known venue that begins right behind a year: `2022, NeurIPS`, `2021-ICML`."""
        lead = _LEAD.match(text, start, end)
        if lead is None:
            return None
        cut = _DELIMITER.search(text, lead.end(), end)
        found = self._judged(text, lead.end(), cut.start() if cut else end)
        return found if found and found[2] else None

    def _judged(self, text: str, start: int, stop: int) -> tuple[int, int, bool] | None:
        """A range as a venue: known, or with a name that looks like one's; None if neither."""
        begin, stop = _trimmed(text, start, stop)
        name = text[begin:stop]
        if not name or len(name) > LONGEST_VENUE or name.casefold() in _NO_VENUES:
            return None
        if m := _FINDINGS.search(text, max(0, begin - 70), begin):
            return m.start(), stop, True
        if (self.venues.knows(name) and (name[0].isupper() or _is_name(name))) or name.casefold() == "arxiv":
            return begin, stop, True
        if _PEOPLE.search(name) or not _PLAUSIBLE.search(name) or not _is_title_case(name):
            return None
        return begin, stop, False

    def _without_year(self, text: str, start: int, end: int) -> Iterator[Statement]:
        """Known venues that stand alone: in brackets, in a column, between commas, as a link's label."""
        if end - start < 3 or not _may_hold_name(text[start:end]):
            return
        cuts = [start, *self._edges_within(start, end), end]
        for m in _DELIMITER.finditer(text, start, end):
            cuts += m.span()
        cuts.sort()
        for left, right in pairwise(cuts):
            if right - left < 3 or right - left > LONGEST_VENUE or not self.venues.may_begin(text, left, right):
                continue
            if not _may_hold_name(text[left:right]):
                continue
            begin, stop = _trimmed(text, left, right)
            name = text[begin:stop]
            if len(name) >= 3 and _is_name(name) and self.venues.knows(name) and not _YEAR.search(name):
                yield Statement(name, self.phrase.source_span(begin, stop), None, None, 5, begin, stop)


def _edges(phrase: Phrase) -> list[int]:
    edges = [0]
    before: tuple[object, ...] = ()
    for start, piece in zip(phrase.starts, phrase.pieces, strict=True):
        style = (piece.strong, piece.em, piece.kind == "code", id(piece.link) if piece.link else None)
        if style != before:
            edges.append(start)
            before = style
    return edges


def _year(m: re.Match[str]) -> int:
    """The year of a match of `_YEAR`."""
    digits = int(m[1] or m[2])
    return digits if m[1] else digits + (2000 if digits < 60 else 1900)


def _follows_people(text: str, floor: int, at: int) -> bool:
    return _BEHIND_PEOPLE.search(text[max(floor, at - 20) : at]) is not None


def _without_tail(text: str, floor: int, stop: int) -> int:
    """The end of a range without blanks, months, pages and volumes at its end."""
    for _ in range(8):
        window = text[max(floor, stop - 40) : stop]
        bare = window.rstrip(_BLANKS_AND_MARKS)
        if _is_kept(bare, _TAIL_WORDS):
            return stop - len(window) + len(bare)
        m = _TAIL.search(window)
        if m is None or not m[0]:
            break
        stop -= len(window) - m.start()
    return stop


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    """A range without what introduces a venue (`In Proceedings of the`) and what follows it (`Oral`)."""
    segment = text[start:stop]
    bare = segment.rstrip(_BLANKS_AND_MARKS)
    if _is_kept(bare, _SUFFIX_WORDS):
        segment = bare
    elif m := _SUFFIX.search(segment):
        segment = segment[: m.start()]
    lead = _PREFIX.match(segment)
    begin = start + (lead.end() if lead else 0)
    return begin, max(begin, start + len(segment))


def column_venue(cell: str) -> str:
    """The venue that a cell of the venue column names: without year, remarks and emoji; "" if none."""
    if len(cell) > LONGEST_REACH:
        return ""
    name = _SUFFIX.sub("", _YEAR.sub("", cell).strip()).strip(" ,.()[]'’-")
    return "" if name.casefold() in _NO_VENUES or len(_LETTERS.findall(name)) < 2 or len(name) > LONGEST_VENUE else name


def combined(found: list[Statement]) -> Statement | None:
    """What an entry states in all: the best of its statements, completed by one that has what it lacks."""
    if not found:
        return None
    best = max(found, key=lambda statement: statement.weight)
    if best.venue is None:
        venue = next((other for other in found if other.venue is not None), None)
        if venue is not None:
            best = best._replace(venue=venue.venue, venue_span=venue.venue_span)
    elif best.year is None:
        year = max(
            (other for other in found if other.year is not None and other.venue is None),
            key=lambda statement: statement.weight,
            default=None,
        )
        if year is not None:
            best = best._replace(year=year.year, year_span=year.year_span)
    return best if best.venue is not None or best.weight > 1 else None
