"""What the packs say of a text: whether it is a venue, a preprint, a label, the header of a column."""

from __future__ import annotations

import re

from awesome_lint.knowledge import Packs
from awesome_lint.model import Link
from awesome_lint.reading.words import is_date, short_year, words, year_match
from awesome_lint.years import APOSTROPHE, MONTH, YEAR, YEAR_OF_A_PAPER, may_hold_year

# A label longer than this is no venue; the longest names of venues have 110 characters.
LONGEST_LABEL = 60
LONGEST_VENUE = 130
# A name with so many spaces is long.
FEWEST_SPACES_OF_A_LONG_NAME = 4
# A link in brackets of its own is a label when its text has at most this many words.
MOST_WORDS_OF_A_LABEL = 4
LONGEST_KEY = 30

_REMARK = (
    r"oral|posters?|spotlight|highlight(?:ed)?|best\s(?:student\s)?papers?(?:\s(?:award|candidate|finalist|honou?rable\smention))?"
    r"|outstanding(?:\spapers?)?|notable(?:\stop\s\d+%)?|full\spaper|under\sreview|rejected|withdrawn"
)
_REMARKS = re.compile(rf"(?i)\b(?:{_REMARK})\b|\(\s*\)|\(v\d\)|:[a-z_]{{2,30}}:")
_REMARK_AT_END = re.compile(rf"(?i)[\s,(-]{{1,3}}(?:{_REMARK})\)?\Z")
_YEARS = re.compile(
    rf"(?<![\d.]){YEAR_OF_A_PAPER}(?!\d)(?:[./-]\d{{1,2}})?|{APOSTROPHE}\s?\d\d(?!\w)|(?<=[A-Za-z)])\s{{0,2}}[0-3]\d{APOSTROPHE}(?!\w)"
)
_MONTH_AT_END = re.compile(rf"(?i)\b{MONTH}\.?\s{{0,2}}\d{{0,2}}\Z")
_INTRODUCTION = re.compile(
    r"(?i)(?:in|(?:in\s)?(?:the\s)?proceedings of|proc\.? of|proc\.(?!\s(?:IEEE|VLDB)\b)|the|accepted (?:by|at|to)|published (?:in|at)|to appear (?:in|at)"
    r"|presented at|under review (?:at|as)|\d{1,3}(?:st|nd|rd|th)(?:\sannual)?)[:\s]+"
)
_VOLUME = re.compile(r"(?i)[\s,(]+(?:(?:vol(?:ume)?\.?|no\.?|pp?\.?|issue|pages?)?\s{0,2}\d[\d\s():.,–-]*\Z|vol(?:ume)?\.?\s{0,2}\d.*)")
_EDGES = " \t\n,.;:()[]-–—*_·|/&!\"“”'"
_PREPRINT = re.compile(r"(?i)\b(arxiv)(?:\s+preprint)?[\s:,-]{0,2}(?:arxiv[:\s]\s?)?(?:\d{4}\.\d{4,5}(?:v\d)?|[a-z-]{2,12}/\d{7})?")
_ABBREVIATED = re.compile(r"\b([A-Z][a-z]{1,11})\.")
_ABBREVIATED_AT_END = re.compile(r"(?:\b(?P<previous>[A-Z][a-z]{1,11})\.[ ]?)?\b(?P<word>[A-Z][a-z]{1,11})\.\Z")
_NEVER_LAST = frozenset(["Int", "Proc", "Trans"])
# Another abbreviation, a publisher's or a year behind it; `Data` before one (`Data Eng.`), or at the end of the name.
_GOES_ON = re.compile(
    r"\s{0,2}(?:[A-Z][a-z]{0,11}\.|[A-Z]{2,6}\b|\d|(?:&|and|of|on)\s|[A-Z][a-z]{2,9}(?=\s{0,2}(?:[\d,(]|[A-Z][a-z]{0,11}\.)))"
)
_NAMES_A_VENUE = re.compile(
    r"\b(?:Conference|Conf|Journal|Transactions?|Trans|Symposium|Workshops?|Proceedings|Proc|Letters?|Reviews?|International|Annual"
    r"|Association|Magazine|Thesis|Press|Advances|Nature|Science|Sciences|IEEE|ACM|Springer|Preprint|preprint)\b"
)
_LONG_NAME = re.compile(
    r"(?i)\b(?:conference|conf|journal|transactions|trans|symposium|workshops?|proceedings|proc|advances|letters|reviews?|international"
    r"|annual|association|meeting|systems|findings|nature|ieee|acm|language|royal|learning)\b"
)
# Behind marks of ASCII alone: others may be read as letters.
_FIRST_LETTERS = re.compile(r"[\x00-/:-@\[-`{-\x7f]*(?!amp;)([A-Za-z]{3})")
_INTRODUCED = frozenset(["pro", "the", "pub", "acc", "pre", "app", "pap", "sub", "thi", "for", "twe", "ann", "und", "arx"])
# What `_REMARK` begins with.
_REMARKED = frozenset(["ora", "pos", "spo", "hig", "bes", "out", "not", "ful", "rej", "wit"])
# A name in capitals with a year: surely a statement, though we don't know the venue (`DYCOPS2022`, `PSB 2024`).
_NAME_AND_YEAR = re.compile(
    r"(?:[A-Z][A-Za-z&/.-]{0,20}[A-Z][A-Za-z]{0,20}|[A-Z][a-z]+(?:\s(?:of|on|and|in|for))?(?:\s[A-Z][A-Za-z&/.-]+){1,3})"
    rf"[\s'’,-]{{0,2}}{YEAR}(?:[./-]\d{{1,2}})?(?i:[\s(,-]{{1,2}}(?:{_REMARK}|workshops?|findings)\)?)?"
)
_NO_NAMES = re.compile(rf"(?i){MONTH}\.?|arxiv|(?:{_REMARK})")
_LETTERS = re.compile(r"[^\W\d_]")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
# A DOI (its prefix has four digits or more, ISO 26324) or the number of a preprint at arXiv since 2007.
_IDENTIFIER = re.compile(r"(?i)\s*(?:doi\s?:?\s{0,3})?10\.\d{4,9}/\S{1,200}|\d{4}\.\d{4,5}(?:v\d{1,2})?|(?-i:[^\s/]{1,80}\.pdf)")
_NO_VENUES = frozenset(["na", "n/a", "none", "tbd", "tba", "todo", "link", "url"])


def venue_name(text: str) -> str:
    """A text as a venue's name: without year, pages, remarks and what introduces it; "" if nothing else is in it."""
    if may_hold_year(text):
        text = _YEARS.sub(" ", text)
    text = _REMARKS.sub(" ", text)
    text = _MONTH_AT_END.sub(" ", text.strip(_EDGES))
    for _ in range(3):
        text = _INTRODUCTION.sub("", text.strip(_EDGES), count=1) if _INTRODUCTION.match(text.strip(_EDGES)) else text.strip(_EDGES)
    text = _VOLUME.sub("", " ".join(text.split())).strip(_EDGES)
    text += ")" * (text.count("(") - text.count(")") == 1)
    return "" if text.casefold() in _NO_VENUES else text


def without_remark(text: str) -> str:
    """A text without a remark at its end: `CVPR 21 Oral`."""
    m = _REMARK_AT_END.search(text)
    return text[: m.start()] if m else text


def is_identifier(text: str) -> bool:
    """Whether a text is nothing but the number of a work or the name of its file: `DOI: 10.1038/nature14539`, `1706.03762`, `Lee2019.pdf`."""
    return _IDENTIFIER.fullmatch(text) is not None


def preprint(text: str) -> re.Match[str] | None:
    """`arXiv`, `2021 arXiv`, `arXiv:2103.14575 [physics]`: the match, whose first group is the name, if a text says little more."""
    if "rxiv" not in text.lower():
        return None
    m = _PREPRINT.search(text)
    if m is None or words(text[m.end() :]) > MOST_WORDS_OF_A_LABEL:
        return None
    return None if words(_YEARS.sub("", _INTRODUCTION.sub("", text[: m.start()]))) else m


def names_a_venue(text: str) -> bool:
    """Whether a text has a word that names of venues have: `Journal`, `Symposium`."""
    return _NAMES_A_VENUE.search(text) is not None


def has_name(text: str) -> bool:
    """Whether a text has two letters in a row, as every name."""
    return _TWO_LETTERS.search(text) is not None


class Venues:
    """What the packs say of texts, kept: a list has few labels and venues, and asks for each of them hundreds of times."""

    def __init__(self, packs: Packs) -> None:
        self.packs = packs
        self._known: dict[str, bool] = {}
        self._beginnings = packs.beginnings | _INTRODUCED | _REMARKED
        self._statements: dict[str, bool] = {}

    def knows(self, name: str) -> bool:
        """Whether a text is the name of a known venue."""
        known = self._known.get(name)
        if known is None:
            may_be = name.count(" ") < FEWEST_SPACES_OF_A_LONG_NAME or _LONG_NAME.search(name) is not None
            known = self._known[name] = may_be and self.may_begin(name, 0, len(name)) and self._is_venue(name)
        return known

    def _is_venue(self, name: str) -> bool:
        """Whether the packs know a name, and it isn't written as the word that the name is too: `Fast` is no FAST."""
        venue = self.packs.venue(name)
        return venue is not None and not (venue.homonym and name not in (venue.name, *venue.aliases) and name.istitle() and " " not in name)

    def names(self, text: str) -> bool:
        """Whether a text, without year and introduction, is a known venue written as a name."""
        if len(text) > LONGEST_VENUE or not self.may_begin(text, 0, len(text)):
            return False
        name = venue_name(text)
        is_name = bool(name) and (name[0].isupper() or sum(map(str.isupper, name)) >= 2 or name == "arxiv")
        return is_name and (self.knows(name) or self.names_edition(text))

    def names_edition(self, text: str) -> bool:
        """Whether a text is a known conference with a year of two digits, `NSDI 17`. Behind a journal they are its volume."""
        short = short_year(without_remark(text))
        name = text[: short[1]].strip(_EDGES) if short else ""
        venue = self.packs.venue(name) if name and "-" not in name else None
        return venue is not None and venue.kind in ("conference", "workshop")

    def has_words_of_one(self, text: str) -> bool:
        """Whether a text has a word that names of venues have, in full or abbreviated."""
        return names_a_venue(text) or ("." in text and any(map(self._is_abbreviated, _ABBREVIATED.findall(text))))

    def goes_on(self, before: str, behind: str) -> bool:
        """Whether a full stop abbreviates a word of a journal, which goes on behind it: `ACM Comput. Surv. 2018`.

        `before` ends with the stop. A word that is no known abbreviation is one behind one: `Mach. Learn. Res.`
        """
        last = _ABBREVIATED_AT_END.search(before)
        if last is None or (_GOES_ON.match(behind) is None and last["word"] not in _NEVER_LAST):
            return False
        return self._is_abbreviated(last["word"]) or (last["previous"] is not None and self._is_abbreviated(last["previous"]))

    def _is_abbreviated(self, word: str) -> bool:
        return word.casefold() in self.packs.abbreviated

    def may_begin(self, text: str, start: int, stop: int) -> bool:
        """Whether a range can be the name of a known venue, by its first letters: spares looking up each author of a list.

        False where three letters come first that no known name, nor any word before one, begins with. Anything else
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

    def _find_statement(self, label: str) -> bool:
        if self.names_edition(label):
            return True
        if not may_hold_year(label) and "(" not in label and "[" not in label and not self.may_begin(label, 0, len(label)):
            return False  # as most titles; what brackets hold is passed over
        venue, year = self.packs.venue_in_heading(label)
        if venue is not None or (self.knows(label) and sum(map(str.isupper, label)) >= min(2, len(label))):
            return True
        if year is None:
            return False
        return len(_LETTERS.findall(_NO_NAMES.sub("", label))) <= 2 or _NAME_AND_YEAR.fullmatch(label) is not None

    def says_where_or_when(self, text: str) -> bool:
        """Whether a text is a venue or a date, in any of the ways that lists write them."""
        if not text or len(text) > LONGEST_LABEL:
            return False
        if is_date(text) or self.is_statement(text):
            return True
        if (m := preprint(text)) and not words(text[m.end() :]):
            return True
        return sum(map(str.isupper, text)) >= 2 and self.names(text)

    def is_label(self, link: Link) -> bool:
        """Whether a link's text surely is no title: a known label, a badge, a bare URL, a work's number, a venue or a date."""
        if link.is_badge or not link.label or link.role is not None:
            return True
        return is_identifier(link.label) or self.is_statement(link.label)

    def may_be_label(self, link: Link) -> bool:
        """Whether a link is a label: surely, or by being short and in brackets of its own."""
        return self.is_label(link) or (is_bracketed(link) and words(link.label) <= MOST_WORDS_OF_A_LABEL)

    def role(self, text: str) -> str | None:
        """The role that a text names as a label (`Paper`); None for all longer ones."""
        return self.packs.role(text) if 0 < len(text) <= LONGEST_KEY else None

    def column(self, text: str) -> str | None:
        """What a column of that header holds; None if unknown."""
        return self.packs.column(text) if 0 < len(text) <= LONGEST_KEY else None


def is_bracketed(link: Link) -> bool:
    """Whether a link is in brackets of its own: `[[x](u)]`, `([x](u))`."""
    return link.dress.startswith(("[[", "[\\[", "(", "（", "【", "\\[", "「"))


def states_year(text: str) -> bool:
    """Whether a text has a year in it."""
    return may_hold_year(text) and year_match(text) is not None
