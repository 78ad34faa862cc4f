"""What the world knows of venues, hosts and labels: `rules/**/*.toml`, asked by URL, by name or by label.

    packs = load_packs()
    packs.canonical("https://export.arxiv.org/abs/1706.03762")     # Rewrite("https://arxiv.org/abs/1706.03762", ...)
    packs.published("https://proceedings.mlr.press/v97/tan19a.html")  # Publication(("icml",), 2019)
    packs.venue_in_heading("CVPR-2024")                            # (Venue CVPR, 2024)

Every answer is either surely known or None: an unknown shape on a known host is nothing to speak of. Patterns are
tried by host, compiled when their host first turns up, and answers are kept, so that a list's thousandth arXiv link
costs a dictionary look-up. The standard library alone; a user's own packs are validated by `pack_schema`.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from awesome_lint.pack_index import build_index, fold_label, fold_name, key_scheme, load_index, read_folder, read_toml, rules_folder

_URL = re.compile(r"(?i)(https?)://([^/?#\s]+)([^#\s]*)(#\S*)?")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SLASHES = re.compile(r"/{2,}")
_ROUNDS = 8
"""Rewrites of one URL; a chain of our packs has at most three."""


class Address(NamedTuple):
    """A URL taken apart for matching: `host` in lower case without `www.`, `path` with its query, slashes single."""

    scheme: str
    written_host: str
    host: str
    path: str
    written_path: str
    fragment: str


class Rewrite(NamedTuple):
    """Another URL of the same resource in the same representation, and why it is the better one.

    `is_minor` where only a nicety is mended, such as a slash at the end.
    """

    url: str
    reason: str
    is_minor: bool = False


class Form(NamedTuple):
    """How a URL shows its resource: `name` (`abs`, `pdf`, `landing` ...) among the forms of one `family` of hosts."""

    family: str
    name: str
    version: str = ""


class Tracking(NamedTuple):
    """A URL's tracking parameters by name, and the URL without them."""

    names: tuple[str, ...]
    url: str


class Publication(NamedTuple):
    """Where and when a proceedings URL itself says its paper was published.

    `venues` are ids, the main one first; a joint edition counts as each of its venues. `year` is None where the URL
    doesn't tell it.
    """

    venues: tuple[str, ...]
    year: int | None


class FormerName(NamedTuple):
    """A name that a venue had up to and with a year: NIPS until 2017."""

    name: str
    until: int


class Venue(NamedTuple):
    """A conference, workshop, journal or preprint server. `editions` are (first, last, step), last 9999 if going on."""

    id: str
    name: str
    full_name: str = ""
    kind: str = "conference"
    field: str = ""
    aliases: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    editions: tuple[tuple[int, int, int], ...] = ()
    former: tuple[FormerName, ...] = ()
    part_of: tuple[str, ...] = ()
    month: int | None = None
    homonym: str = ""
    note: str = ""

    def has_edition(self, year: int) -> bool:
        """Whether the venue takes or took place in a year; true where nothing is known of its years."""
        return not self.editions or _in_years(year, self.editions)

    def name_in(self, year: int | None) -> str:
        """What the venue is called in a year."""
        return next((old.name for old in self.former if year is not None and year <= old.until), self.name)


class Host(NamedTuple):
    """A site, or several that belong together. `status` is `alive`, `moved` or `retired`; `since` a year and month."""

    id: str
    name: str
    hosts: tuple[str, ...]
    serves: str = ""
    status: str = "alive"
    since: str = ""
    successor: str = ""
    note: str = ""
    https: bool = False
    shortener: bool = False
    roles: tuple[str, ...] = ()


def address_of(url: str) -> Address | None:
    """A web URL taken apart; None for anything else. Markdown's backslash escapes and `&amp;` are undone first."""
    if "\\" in url:
        url = _ESCAPED.sub(r"\1", url)
    match = _URL.fullmatch(url.replace("&amp;", "&") if "&amp;" in url else url)
    if not match:
        return None
    scheme, written, path, fragment = match.groups(default="")
    host = written.lower()
    plain = _SLASHES.sub("/", path) if "//" in path else path
    return Address(
        scheme=scheme.lower(),
        written_host=written,
        host=host.removeprefix("www."),
        path=plain or "/",
        written_path=path or "/",
        fragment=fragment,
    )


def load_packs(extra: Sequence[Path] = ()) -> Packs:
    """The packs of `rules/`, with a user's own files over them.

    Raises UserError, naming file, key and remedy, for a file of `extra` that is not valid.
    """
    return _load_packs(tuple(extra))


@cache
def _load_packs(extra: tuple[Path, ...]) -> Packs:
    if not extra:
        return Packs(load_index())
    from awesome_lint.pack_schema import read_own_packs

    return Packs(build_index([*read_folder(rules_folder()), *(pack for path in extra for pack in read_own_packs(path))]), extra)


class Packs:
    """The index of all packs, with everything that can be asked of it. Answers are kept per URL or name."""

    def __init__(self, index: Mapping[str, Any], own: Sequence[Path] = ()) -> None:
        self._index = index
        self._own = tuple(own)
        self._rows = {part: _Rows(index[part]) for part in ("identity", "rewrites", "forms", "impossible", "published")}
        self._places: dict[str, tuple[tuple[str, Host], ...]] = {}
        self._form_fields: dict[str, frozenset[str]] = {}
        self._editions: dict[tuple[tuple[str, ...], int | None], Publication] = {}
        self._lacking: dict[Publication, str | None] = {}
        self._headings: dict[str, tuple[Venue | None, int | None]] = {}
        self._venues: dict[str, Venue] = {}
        self._hosts: dict[str, Host] = {}

    # What is there

    @cached_property
    def venues(self) -> dict[str, Venue]:
        """All venues by id."""
        return {name: self.venue_of(name) for name in self._index["venues"]}

    @cached_property
    def hosts(self) -> dict[str, Host]:
        """All hosts by id."""
        return {name: self.host_of(name) for name in self._index["hosts"]}

    @cached_property
    def roles(self) -> dict[str, str]:
        """All roles of labels by id, with what a link of that role leads to."""
        return {role: label["means"] for role, label in self._index["labels"].items()}

    def role_name(self, role: str) -> str:
        """How a label of that role is commonly spelt."""
        name: str = self._index["labels"][role]["name"]
        return name

    def pack(self, kind: str, name: str) -> dict[str, Any]:
        """A `venue`'s or `host`'s pack as it is written, read from its file: with its examples. KeyError if unknown."""
        for path in self._own:
            from awesome_lint.pack_schema import read_own_packs

            for its_kind, its_name, pack in read_own_packs(path):
                if (its_kind, its_name) == (kind, name):
                    return pack
        if name not in self._index[f"{kind}s"]:
            raise KeyError(name)
        return read_toml(rules_folder() / f"{kind}s" / f"{name}.toml")

    def volumes(self, venue: str) -> dict[str, list[tuple[int, str]]]:
        """The volumes of a venue by host, as (year, volume) in order: ICML 2019 is PMLR's v97."""
        found: dict[str, list[tuple[int, str]]] = {}
        for host, table in self._index["tables"].items():
            volumes = sorted((year, volume) for volume, (its_venue, year) in table.items() if its_venue == venue)
            if volumes:
                found[host] = volumes
        return found

    def spellings(self, role: str) -> tuple[str, ...]:
        """All known spellings of a role's label, folded."""
        return tuple(spelling for spelling, its in self._index["label_names"].items() if its == role)

    # URLs

    @cached_property
    def address(self) -> Callable[[str], Address | None]:
        """`address_of`, kept."""
        return cache(address_of)

    def host(self, url: str) -> Host | None:
        """The pack of a URL's host, None if there is none. The longest path wins: `jmlr.org/proceedings` is PMLR's."""
        address = self.address(url)
        if address is None:
            return None
        if address.host not in self._places:
            filed = chain.from_iterable(self._index["places"].get(place, ()) for place in _with_wildcard(address.host))
            self._places[address.host] = tuple((prefix, self.host_of(name)) for prefix, name in filed)
        for prefix, host in self._places[address.host]:
            if address.path.startswith(prefix):
                return host
        return None

    @cached_property
    def identity(self) -> Callable[[str], str | None]:
        """The key of the resource that a URL leads to, equal for all its URLs; see `identity.identity`."""
        return cache(self._find_key)

    @cached_property
    def published(self) -> Callable[[str], Publication | None]:
        """Venue and year that a proceedings URL states; never from arXiv ids, and never a year from a journal's DOI."""
        return cache(self._find_publication)

    @cached_property
    def canonical(self) -> Callable[[str], Rewrite | None]:
        """The same resource in the same representation under its canonical URL; None where `url` is that already.

        Host, mirror, slashes and suffixes such as `.git`; never the scheme (`serves_https`), the version, or the
        choice between landing page and file (`form`). Made to a fixpoint.
        """
        return cache(self._find_canonical)

    def serves_https(self, url: str) -> bool:
        """Whether the URL's host is known to serve https."""
        host = self.host(url)
        return host is not None and host.https

    def tracking(self, url: str) -> Tracking | None:
        """The tracking parameters that may go, None if there are none.

        Redirectors, whose parameters hold other URLs, are left alone, and so are campaigns that are meant: a site's
        own (`utm_source=unsplash` on Unsplash, which asks for it) and those that name the list as a place on GitHub.
        """
        address = self.address(url) if "?" in url else None
        if address is None:
            return None
        base, _, query = url.partition("?")
        query, hash_mark, fragment = query.partition("#")
        if any(address.host == host or address.host.endswith(f".{host}") for host in self._index["parameters"]["redirectors"]):
            return None
        if _is_meant(query, address.host, self._index["parameters"]["meant"]):
            return None
        known, beginnings = _globs((*self._index["parameters"]["tracking"], *self._index["tracking"].get(address.host, ())))
        parts = re.split(r"(&amp;|&)", query)
        kept, names = [], []
        for part in parts[::2]:
            name = part.partition("=")[0]
            if name.lower() in known or (name.lower().startswith(beginnings) and _PARAMETER.fullmatch(name)):
                names.append(name)
            else:
                kept.append(part)
        if not names:
            return None
        separator = parts[1] if len(parts) > 1 else "&"
        rest = separator.join(kept)
        return Tracking(tuple(names), base + ("?" + rest if rest else "") + hash_mark + fragment)

    def form(self, url: str) -> Form | None:
        """In which form a URL shows its resource, for hosts that have several (arXiv: abs, pdf, html)."""
        found = self._find_form(url)
        return found and found[0]

    def in_form(self, url: str, name: str, *, version: bool = True) -> str | None:
        """The same resource in another form; None where that form or the URL's own isn't known.

        `version` False drops the version.
        """
        found = self._find_form(url)
        address = self.address(url)
        if found is None or address is None:
            return None
        form, match = found
        groups = {"host": address.host, **match.groupdict(default="")}
        template = self._index["form_templates"].get(form.family, {}).get(name)
        if template is None:
            return None
        values = groups if version else {**groups, "version": ""}
        try:
            return f"{address.scheme}://{template.format_map(values)}"
        except KeyError:
            return None

    def form_names(self, family: str) -> tuple[str, ...]:
        """The forms of a family; none for one that isn't known."""
        return tuple(self._index["form_templates"].get(family, {}))

    def form_fields(self, family: str) -> frozenset[str]:
        """What the forms of a family tell apart besides the resource itself: `version`, if anything."""
        if family not in self._form_fields:
            templates: Mapping[str, str] = self._index["form_templates"].get(family, {})
            self._form_fields[family] = frozenset(["version"] if any("{version}" in text for text in templates.values()) else ())
        return self._form_fields[family]

    @cached_property
    def check_identifier(self) -> Callable[[str], str | None]:
        """Why a URL's identifier surely can't exist, None where it can: an arXiv month 13, a conference of no year."""
        return cache(self._find_impossible)

    def _find_impossible(self, url: str) -> str | None:
        address = self.address(url)
        if address is None:
            return None
        for row in self._rows["impossible"][address.host]:
            match, (why, future) = row.matched(address.path), row.rest
            if match and (not future or self._is_in_future(match["yy"], match["mm"])):
                return str(why).format_map({name: value or "" for name, value in match.groupdict().items()})
        publication = self.published(url)
        if publication is None or publication.year is None:
            return None
        if publication not in self._lacking:
            self._lacking[publication] = self._edition_lacking(publication.venues, publication.year)
        return self._lacking[publication]

    def _edition_lacking(self, venue_ids: Sequence[str], year: int) -> str | None:
        """Why there was no edition of any of these venues in a year, None where there was one."""
        venues = [self.venue_of(name) for name in venue_ids]
        if year > _this_year() + 1:
            return f"{venues[0].name} {year} is in the future"
        if year < _SURE_EDITIONS or any(venue.has_edition(year) for venue in venues):
            return None
        return f"there was no {venues[0].name} in {year}"

    def _is_in_future(self, yy: str, mm: str) -> bool:
        """Whether a month of this century lies ahead."""
        return (2000 + int(yy), int(mm)) > self._month

    @cached_property
    def _month(self) -> tuple[int, int]:
        """The year and month of tomorrow, which is today somewhere on earth."""
        tomorrow = time.gmtime(time.time() + 86400)
        return tomorrow.tm_year, tomorrow.tm_mon

    def roles_of(self, url: str) -> frozenset[str]:
        """The roles that the URL's host may serve (`code`, `paper` ...); empty for a host that isn't known."""
        host = self.host(url)
        return frozenset(host.roles) if host else frozenset()

    # Names and labels

    def venue(self, name: str) -> Venue | None:
        """The venue of that name, under any alias and with or without a year; None if unknown.

        A track (`EMNLP Demo`) counts as its venue, a workshop doesn't. Use `venues_named` where a name may stand for several.
        """
        found = self.venues_named(name)
        return found[0] if found else None

    def venues_named(self, name: str) -> tuple[Venue, ...]:
        """All venues of that name, the commonest first; empty if unknown."""
        text = _PROCEEDINGS.sub("", _without_year(name).strip())
        known = self._index["aliases"]
        ids = known.get(fold_name(text)) or known.get(fold_name(_TRACK.sub(" ", text)), ())
        return tuple(self.venue_of(venue) for venue in ids)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first three letters, small, of all names that `venues_named` knows, and of words that it passes over."""
        return frozenset((*(name[:3] for name in self._index["aliases"]), *_PASSED_OVER))

    def venue_in_heading(self, text: str) -> tuple[Venue | None, int | None]:
        """The venue and the year that a heading consists of: `CVPR-2024`, `ICML'22`, `2024 CVPR`, `NeurIPS 2023 (Oral)`.

        A heading that says anything else besides is no venue's, but its year is told.
        """
        if text not in self._headings:
            self._headings[text] = self._read_heading(text)
        return self._headings[text]

    def _read_heading(self, text: str) -> tuple[Venue | None, int | None]:
        year = year_in(text)
        bare = text if text.isascii() and "(" not in text and "[" not in text else _BRACKETS.sub(" ", text)
        bare = _TRACK.sub(" ", _without_year(bare))
        found = self.venues_named(bare)
        if not found or (year is None and _is_common_word(found[0], bare)):
            return None, year
        return found[0], year

    def role(self, label: str) -> str | None:
        """The role that a label names (`Paper`, `[PDF]`, `代码`), None if it is none of the known spellings."""
        name = fold_label(label)
        known: str | None = self._index["label_names"].get(name)
        if known is None and (bare := strip_emoji(name)) != name:
            known = self._index["label_names"].get(fold_label(bare))
        return known

    def column(self, header: str) -> str | None:
        """What a table column of that header holds: `title`, `venue`, `year`, a role's id ...; None if unknown."""
        name = fold_label(strip_emoji(header))
        known: str | None = self._index["columns"].get(name)
        return known or self.role(name)

    # Inside

    def venue_of(self, name: str) -> Venue:
        """The venue with that id. Raises KeyError for an id that isn't known."""
        try:
            return self._venues[name]
        except KeyError:
            venue = self._venues[name] = _venue(name, self._index["venues"][name])
            return venue

    def host_of(self, name: str) -> Host:
        """The host with that id. Raises KeyError for an id that isn't known."""
        try:
            return self._hosts[name]
        except KeyError:
            facts = self._index["hosts"][name]
            lists = {key: tuple(facts.get(key, ())) for key in ("hosts", "roles")}
            host = self._hosts[name] = Host(id=name, **{**facts, **lists})
            return host

    def _match(self, part: str, address: str, text: str) -> tuple[re.Match[str], _Row] | None:
        """The first row of a part, filed under an address, that matches a text."""
        for row in self._rows[part][address]:
            if match := row.matched(text):
                return match, row
        return None

    def _find_key(self, url: str) -> str | None:
        address = self.address(url)
        if address is None:
            return None
        found = self._match("identity", address.host, address.path)
        if found is None:
            return None
        match, row = found
        key = row.filled(row.rest[0], match, address)
        return key if key.startswith(_CASED) else key.lower()

    def _find_publication(self, url: str) -> Publication | None:
        address = self.address(url)
        if address is None:
            return None
        key = self.identity(url)
        if key is not None and (found := self._read_publication(key_scheme(key), key)):
            return found
        return self._read_publication(address.host, address.path)

    def _read_publication(self, place: str, text: str) -> Publication | None:
        if (found := self._match("published", place, text)) is None:
            return None
        match, row = found
        venues, rule = row.rest
        return self._publication(venues, rule, match.groupdict())

    def _publication(self, venues: list[str], rule: list[Any], groups: dict[str, str | None]) -> Publication | None:
        if rule[0] == "table":
            row = self._index["tables"][rule[1]].get(groups["volume"])
            return self._edition((row[0],), row[1]) if row else None
        return self._edition(tuple(venues), _year_of(rule, groups))

    def _edition(self, venues: tuple[str, ...], year: int | None) -> Publication:
        if (venues, year) not in self._editions:
            self._editions[venues, year] = self._with_partners(venues, year)
        return self._editions[venues, year]

    def _with_partners(self, venues: tuple[str, ...], year: int | None) -> Publication:
        """Joint editions: COLING 2024 was LREC 2024."""
        partners = (
            joint["with"]
            for venue in venues
            for joint in self._index["venues"].get(venue, {}).get("joint", ())
            if year is None or _in_years(year, joint["years"])
        )
        return Publication(tuple(dict.fromkeys((*venues, *partners))), year)

    def _find_canonical(self, url: str) -> Rewrite | None:
        address = self.address(url)
        if address is None:
            return None
        if not self._rows["rewrites"][address.host] and address.host not in self._index["www"]:
            return None
        now, steps = address, []
        for _ in range(_ROUNDS):
            step = self._rewritten(now)
            if step is None:
                break
            now = step[0]
            steps.append(step)
        if not steps:
            return None
        _, reason, _ = min(steps, key=lambda step: step[2])  # the first that is more than a nicety
        new = f"{address.scheme}://{now.written_host}{now.written_path}{now.fragment}"
        return Rewrite(new, reason, is_minor=all(step[2] for step in steps)) if new != url else None

    def _rewritten(self, address: Address) -> tuple[Address, str, bool] | None:
        """One rewriting step, None where the address is canonical."""
        if self._index["www"].get(address.host) and address.written_host.lower().startswith("www."):
            return address._replace(written_host=address.host), f"{address.host} goes without www", False
        written = address.written_host.lower() + address.written_path
        for row in self._rows["rewrites"][address.host]:
            match, (template, why, is_minor) = row.matched(address.path), row.rest
            target = row.filled(template, match, address) if match else written
            if target != written:
                host, slash, path = target.partition("/")
                new = address._replace(host=host, written_host=host, path=slash + path, written_path=slash + path)
                return new, why, is_minor
        return None

    @cached_property
    def _find_form(self) -> Callable[[str], tuple[Form, re.Match[str]] | None]:
        return cache(self._read_form)

    def _read_form(self, url: str) -> tuple[Form, re.Match[str]] | None:
        address = self.address(url)
        if address is None:
            return None
        if (found := self._match("forms", address.host, address.path)) is None:
            return None
        match, row = found
        family, name = row.rest
        return Form(family, name, (match["version"] or "") if "version" in match.re.groupindex else ""), match


class _Row:
    """A row of the index: its pattern is tried on texts that hold the needle, which it can't do without."""

    __slots__ = ("_numbered", "needle", "pattern", "rest")

    def __init__(self, needle: str, pattern: str, *rest: Any) -> None:
        self.needle = needle
        self.pattern = re.compile(pattern)
        self.rest = rest
        self._numbered = ""

    def matched(self, text: str) -> re.Match[str] | None:
        return self.pattern.fullmatch(text) if self.needle in text else None

    def filled(self, template: str, match: re.Match[str], address: Address) -> str:
        """The row's template with what its pattern matched, the address's host and path. Groups by number are twice as fast."""
        if not self._numbered:
            groups = {name: f"{{{number + 1}}}" for name, number in match.re.groupindex.items()}
            self._numbered = template.format_map({"host": "{0}", "path": "{1}", **groups})
        return self._numbered.format(address.host, address.path, *match.groups(""))


class _Rows(dict[str, tuple[_Row, ...]]):
    """The rows of one part of the index by address (a host or a key's scheme), with those of the wildcard that covers it.

    They are made when an address first turns up; for most there are none.
    """

    def __init__(self, filed: Mapping[str, Sequence[Sequence[Any]]]) -> None:
        super().__init__()
        self._filed = filed

    def __missing__(self, address: str) -> tuple[_Row, ...]:
        rows = self[address] = tuple(_Row(*row) for place in _with_wildcard(address) for row in self._filed.get(place, ()))
        return rows


_SURE_EDITIONS = 2000
"""Of which years conferences took place before, sources tell differently."""

_CASED = ("openreview:", "youtube:", "bilibili:", "gdrive:")
"""Keys whose capitals count."""

_YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20\d\d)(?!\d)|['’`‘](\d\d)(?!\d)")
_PROCEEDINGS = re.compile(r"(?i)^(?:in )?proceedings of (?:the )?")
_BRACKETS = re.compile(r"[(\[（【][^()\[\]（）【】]*[)\]）】]")
_REMARKS = (
    *("papers?", "conference", "proceedings", "accepted", "main", "long", "short", "oral", "posters?", "spotlight", "highlight", "demos?"),
    *("industry", "track"),
)
"""What may stand beside a venue's name without making another venue of it."""
_TRACK = re.compile(rf"(?i)\b(?:{'|'.join(_REMARKS)})\b")
_PASSED_OVER = frozenset(word[:3] for word in (*_REMARKS, "proceedings"))


def year_in(text: str) -> int | None:
    """The one year that a text names (`2024`, `'24`); None if there is none or more than one."""
    if not may_hold_year(text):
        return None
    years = {int(m[0]) if m[1] is None else _full_year(int(m[1])) for m in _YEAR.finditer(text)}
    return years.pop() if len(years) == 1 else None


def may_hold_year(text: str) -> bool:
    """Whether a year (`2024`, `'24`) can stand in a text at all: a look at substrings spares most texts the patterns."""
    return "20" in text or "19" in text or "'" in text or not (text.isascii() and "`" not in text)


def _without_year(text: str) -> str:
    return _YEAR.sub(" ", text) if may_hold_year(text) else text


def _full_year(two_digits: int) -> int:
    """The Anthology's rule: from 60 on it is 19xx."""
    return (1900 if two_digits >= 60 else 2000) + two_digits


def _year_of(rule: list[Any], groups: Mapping[str, str | None]) -> int | None:
    kind = rule[0]
    if kind == "group":
        year, short = groups.get("year"), groups.get("yy")
        return int(year) if year else _full_year(int(short)) if short else None
    if kind == "sum":
        addend = groups.get(rule[1])
        return int(addend) + int(rule[2]) if addend else None
    if kind == "windows":
        number = int(groups["number"] or 0)
        return next((year for year, first, last in rule[1] if first <= number <= last), None)
    return None


def _in_years(year: int, ranges: Iterable[Sequence[int]]) -> bool:
    return any(first <= year <= last and (year - first) % step == 0 for first, last, step in ranges)


def _this_year() -> int:
    return time.gmtime().tm_year


def _with_wildcard(host: str) -> tuple[str, ...]:
    """A host and the wildcard that covers it: `a.github.io` and `*.github.io`."""
    _, dot, rest = host.partition(".")
    return (host, f"*.{rest}") if dot and "." in rest else (host,)


_PARAMETER = re.compile(r"[\w.-]+")
_CAMPAIGN = re.compile(r"(?i)(?:^|[&;])utm_source=([^&#]*)")


def _is_meant(query: str, host: str, words: Sequence[str]) -> bool:
    """Whether a campaign names the site that it leads to, or holds one of the words of those that lists agree to."""
    campaign = _CAMPAIGN.search(query)
    if not campaign:
        return False
    source = campaign[1].lower()
    return any(word in source for word in words) or (len(source) > 3 and source in host.split("."))


@cache
def _globs(names: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Names of parameters, and the beginnings of those that end in `*`, which stands for anything."""
    return (
        frozenset(name.lower() for name in names if not name.endswith("*")),
        tuple(name.rstrip("*").lower() for name in names if name.endswith("*")),
    )


def _venue(name: str, facts: Mapping[str, Any]) -> Venue:
    known = {key: facts[key] for key in ("name", "full_name", "kind", "field", "month", "homonym", "note") if key in facts}
    return Venue(
        id=name,
        aliases=tuple(facts.get("aliases", ())),
        misspellings=tuple(facts.get("misspellings", ())),
        editions=tuple((first, last, step) for first, last, step in facts.get("editions", ())),
        former=tuple(FormerName(old["name"], old["until"]) for old in facts.get("former", ())),
        part_of=tuple(facts.get("part_of", ())),
        **known,
    )


def _is_common_word(venue: Venue, text: str) -> bool:
    """Whether a name without a year might be an English word or a topic (`Fast`, `Media`): not in its own capitals."""
    bare = text.strip(" \t-–—:：.,*_#")
    return bool(venue.homonym) or (venue.kind == "journal") or bare not in (venue.name, *venue.aliases) or len(bare) <= 3


def strip_emoji(text: str) -> str:
    """Text without symbols, emoji and their joiners, and without `:shortcodes:`."""
    if text.replace(" ", "").isalnum():  # words alone
        return text.strip()
    text = re.sub(r":[a-z0-9_+-]{2,40}:", " ", text)
    return "".join(c for c in text if unicodedata.category(c) not in ("So", "Sk", "Cf", "Cs", "Cn") and c != "\ufe0f").strip()
