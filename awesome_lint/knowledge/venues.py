"""Venues: their names and years, and which venue and year a URL or a heading states."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from awesome_lint.knowledge.identity import key_scheme
from awesome_lint.knowledge.patterns import RowsByHost
from awesome_lint.knowledge.urls import Address
from awesome_lint.years import full_year, without_year, year_in

GOING_ON = 9999
"""The last year of what still takes place."""

_SURE_EDITIONS = 2000
"""From here on editions are sure; of the years before, sources tell differently."""

_RANGE = re.compile(r"(\d{4})(-(\d{4})?)?(?:/(\d))?")
_PROCEEDINGS = re.compile(r"(?i)^(?:in )?proceedings of (?:the )?")
_BRACKETS = re.compile(r"[(\[（【][^()\[\]（）【】]*[)\]）】]")
_REMARKS = (
    *("papers?", "conference", "proceedings", "accepted", "main", "long", "short", "oral", "posters?", "spotlight", "highlight", "demos?"),
    *("industry", "track"),
)
"""What may be beside a venue's name without making another venue of it."""
_TRACK = re.compile(rf"(?i)\b(?:{'|'.join(_REMARKS)})\b")
_PASSED_OVER = frozenset(word[:3] for word in (*_REMARKS, "proceedings"))


class Years(NamedTuple):
    """Every `step`-th year from `first` to `last`."""

    first: int
    last: int
    step: int = 1

    def holds(self, year: int) -> bool:
        """Whether a year is one of them."""
        return self.first <= year <= self.last and (year - self.first) % self.step == 0


class FormerName(NamedTuple):
    """A name that a venue had up to and with a year: NIPS until 2017."""

    name: str
    until: int


class Joint(NamedTuple):
    """Years in which a venue was held together with another one."""

    venue: str
    years: tuple[Years, ...]


class Venue(NamedTuple):
    """A conference, workshop, journal or preprint server. `month` is the usual one of its editions, from 1."""

    id: str
    name: str
    full_name: str = ""
    kind: str = "conference"
    field: str = ""
    aliases: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    editions: tuple[Years, ...] = ()
    former: tuple[FormerName, ...] = ()
    joint: tuple[Joint, ...] = ()
    part_of: tuple[str, ...] = ()
    month: int | None = None
    homonym: str = ""
    note: str = ""

    def has_edition(self, year: int) -> bool:
        """Whether the venue takes or took place in a year; true where nothing is known of its years."""
        return not self.editions or any(years.holds(year) for years in self.editions)

    def name_in(self, year: int | None) -> str:
        """What the venue is called in a year."""
        return next((old.name for old in self.former if year is not None and year <= old.until), self.name)


class Publication(NamedTuple):
    """Where and when a proceedings URL itself says its paper was published.

    `venues` are ids, the main one first; a joint edition counts as each of its venues. `year` is None where the URL
    doesn't tell it.
    """

    venues: tuple[str, ...]
    year: int | None


class Edition(NamedTuple):
    """A venue's edition of a year: what a volume of a series holds."""

    venue: str
    year: int


class Window(NamedTuple):
    """The numbers of one year, first and last."""

    year: int
    first: int
    last: int


class YearRule(NamedTuple):
    """How a publication's year is computed from the groups of its pattern.

    `group`: the group `year` or `yy`; `sum`: `group` + `plus`; `windows`: by the group `number`; `volume`: by the group
    `volume` in the host `table`; `none`: the URL doesn't tell it.
    """

    kind: Literal["group", "sum", "windows", "volume", "none"] = "group"
    group: str = ""
    plus: int = 0
    windows: tuple[Window, ...] = ()
    table: str = ""


class PublicationRow(NamedTuple):
    """An identity key, or a path on some hosts, that states its venue."""

    pattern: str
    needle: str
    venues: tuple[str, ...]
    year: YearRule
    template: str = ""


class Venues:
    """All venues by id, and the ids by folded name, the commonest venue of a name first."""

    def __init__(self, venues: Mapping[str, Venue], names: Mapping[str, Sequence[str]]) -> None:
        self._venues = venues
        self._names = names
        self._headings: dict[str, tuple[Venue | None, int | None]] = {}

    def named(self, name: str) -> tuple[Venue, ...]:
        """All venues of that name, with or without a year, the commonest first; empty if unknown."""
        text = _PROCEEDINGS.sub("", without_year(name).strip())
        ids = self._names.get(fold_name(text)) or self._names.get(fold_name(_TRACK.sub(" ", text)), ())
        return tuple(self._venues[venue] for venue in ids)

    def beginnings(self) -> frozenset[str]:
        """The first three letters, small, of all names that `named` knows, and of words that it passes over."""
        return frozenset((*(name[:3] for name in self._names), *_PASSED_OVER))

    def in_heading(self, text: str) -> tuple[Venue | None, int | None]:
        """The venue and the year that a heading consists of, each None where it states none."""
        if text not in self._headings:
            self._headings[text] = self._read_heading(text)
        return self._headings[text]

    def _read_heading(self, text: str) -> tuple[Venue | None, int | None]:
        year = year_in(text)
        bare = text if text.isascii() and "(" not in text and "[" not in text else _BRACKETS.sub(" ", text)
        bare = _TRACK.sub(" ", without_year(bare))
        found = self.named(bare)
        if not found or (year is None and _is_common_word(found[0], bare)):
            return None, year
        return found[0], year


class Publications:
    """Which venue and year URLs state."""

    def __init__(
        self,
        rows: Mapping[str, Sequence[PublicationRow]],
        volumes: Mapping[str, Mapping[str, Edition]],
        venues: Mapping[str, Venue],
    ) -> None:
        self._rows = RowsByHost(rows)
        self._volumes = volumes
        self._venues = venues
        self._known: dict[tuple[tuple[str, ...], int | None], Publication] = {}
        self._missing: dict[Publication, str | None] = {}

    def of(self, address: Address, key: str | None) -> Publication | None:
        """What an address with that identity key states; None if nothing is known."""
        return (self._read(key_scheme(key), key) if key else None) or self._read(address.host, address.path)

    def _read(self, place: str, text: str) -> Publication | None:
        found = self._rows.match(place, text)
        if found is None:
            return None
        match, row = found
        rule, groups = row.row.year, match.groupdict()
        if rule.kind == "volume":
            edition = self._volumes[rule.table].get(groups["volume"] or "")
            return self._publication((edition.venue,), edition.year) if edition else None
        return self._publication(row.row.venues, _year_by(rule, groups))

    def _publication(self, venues: tuple[str, ...], year: int | None) -> Publication:
        if (venues, year) not in self._known:
            self._known[venues, year] = self._with_partners(venues, year)
        return self._known[venues, year]

    def _with_partners(self, venues: tuple[str, ...], year: int | None) -> Publication:
        """Joint editions: COLING 2024 was LREC 2024."""
        partners = (
            joint.venue
            for venue in venues
            if venue in self._venues
            for joint in self._venues[venue].joint
            if year is None or any(years.holds(year) for years in joint.years)
        )
        return Publication(tuple(dict.fromkeys((*venues, *partners))), year)

    def missing_edition(self, publication: Publication) -> str | None:
        """Why there was no such edition, None where there was one."""
        if publication not in self._missing:
            self._missing[publication] = self._why_missing(publication)
        return self._missing[publication]

    def _why_missing(self, publication: Publication) -> str | None:
        year = publication.year
        if year is None:
            return None
        venues = [self._venues[name] for name in publication.venues]
        if year > time.gmtime().tm_year + 1:
            return f"{venues[0].name} {year} is in the future"
        if year < _SURE_EDITIONS or any(venue.has_edition(year) for venue in venues):
            return None
        return f"there was no {venues[0].name} in {year}"


def parse_years(text: str) -> Years:
    """Years in cron's notation: `2013`, `1990-1999`, `2003-`, `1999-/2`. Raises ValueError for anything else."""
    match = _RANGE.fullmatch(text)
    if not match:
        raise ValueError(f"no years: {text!r} (write 2013, 1990-1999, 2003- or 1999-/2)")
    first, dash, last, step = match.groups()
    return Years(int(first), int(last) if last else GOING_ON if dash else int(first), int(step or 1))


def fold_name(name: str) -> str:
    """A venue's name for comparison: letters and digits alone, without case, width and accents."""
    if name.isascii():  # nearly all are; three times as fast
        return _NEITHER_LETTER_NOR_DIGIT.sub("", name.lower().replace("&amp;", "&"))
    text = unicodedata.normalize("NFKD", name).casefold().replace("&amp;", "&")
    return "".join(char for char in text if char.isalnum())


_NEITHER_LETTER_NOR_DIGIT = re.compile("[^a-z0-9]+")


def _year_by(rule: YearRule, groups: Mapping[str, str | None]) -> int | None:
    if rule.kind == "group":
        year, short = groups.get("year"), groups.get("yy")
        return int(year) if year else full_year(int(short)) if short else None
    if rule.kind == "sum":
        addend = groups.get(rule.group)
        return int(addend) + rule.plus if addend else None
    if rule.kind == "windows":
        number = int(groups["number"] or 0)
        return next((window.year for window in rule.windows if window.first <= number <= window.last), None)
    return None


def _is_common_word(venue: Venue, text: str) -> bool:
    """Whether a name without a year might be an English word or a topic (`Fast`, `Media`): not in its own capitals."""
    bare = text.strip(" \t-–—:：.,*_#")
    return bool(venue.homonym) or (venue.kind == "journal") or bare not in (venue.name, *venue.aliases) or len(bare) <= 3
