"""All that is known of venues, hosts and labels, asked by URL, by name or by label."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path

from awesome_lint.knowledge.hosts import Host, Hosts
from awesome_lint.knowledge.identity import Identities
from awesome_lint.knowledge.index import Index, Table, load_index, read_folder, read_toml, rules_folder
from awesome_lint.knowledge.labels import Labels
from awesome_lint.knowledge.urls import (
    MOST_URLS,
    Address,
    CanonicalUrls,
    Form,
    Forms,
    Rewrite,
    Tracking,
    address_of,
    target_of,
    without_tracking,
)
from awesome_lint.knowledge.venues import Publication, Publications, Venue, Venues
from awesome_lint.knowledge.words import any_of


def load_packs(extra: Sequence[Path] = ()) -> Packs:
    """The packs of `rules/`, with a user's own files over them.

    Raises UserError, naming file, key and remedy, for a file of `extra` that is not valid.
    """
    return _load_packs(tuple(extra))


@cache
def _load_packs(extra: tuple[Path, ...]) -> Packs:
    if not extra:
        return Packs(load_index())
    from awesome_lint.knowledge.build import build_index
    from awesome_lint.knowledge.own import check_examples, read_own_packs

    own = [pack for path in extra for pack in read_own_packs(path)]
    packs = Packs(build_index([*read_folder(rules_folder()), *own]), extra)
    check_examples(packs, own)
    return packs


class Packs:
    """The index of all packs, with everything that can be asked of it. Answers are kept per URL or name."""

    def __init__(self, index: Index, own: Sequence[Path] = ()) -> None:
        self.index = index
        self._own = tuple(own)
        self._hosts = Hosts(index.hosts, index.places)
        self._identities = Identities(index.identities, index.impossible, index.schemes)
        self._canonical = CanonicalUrls(index.rewrites, index.without_www)
        self._venues = Venues(index.venues, index.names)
        self._publications = Publications(index.publications, index.volumes, index.venues)
        self._labels = Labels(index.labels, index.spellings, index.columns)

        self.address: Callable[[str], Address | None] = lru_cache(MOST_URLS)(address_of)
        """A URL taken apart, None for what is no web URL."""

        self.identity: Callable[[str], str | None] = lru_cache(MOST_URLS)(self._identity)
        """The key of the resource that a URL leads to, equal for all its URLs; see `identity.identity`."""

        self.published: Callable[[str], Publication | None] = lru_cache(MOST_URLS)(self._published)
        """Venue and year that a proceedings URL states; never from arXiv ids, and never a year from a journal's DOI."""

        self.canonical: Callable[[str], Rewrite | None] = lru_cache(MOST_URLS)(self._rewrite)
        """The same resource in the same representation under its canonical URL; None where `url` is that already.

        Host, mirror, slashes and suffixes such as `.git`; never the scheme (`serves_https`), the version, or the
        choice between landing page and file (`form`). Made to a fixpoint.
        """

        self.check_identifier: Callable[[str], str | None] = lru_cache(MOST_URLS)(self._why_impossible)
        """Why a URL's identifier surely can't exist, None where it can: an arXiv month 13, a conference of no year."""

        self._forms = Forms(index.forms, index.templates, self.address)
        self.form_fields: Callable[[str], frozenset[str]] = cache(self._forms.fields)
        """What the forms of a family tell apart besides the resource itself: `version`, if anything."""

        self.leads_to: Callable[[str], frozenset[str]] = cache(self._labels.leads_to)
        """The kinds of resources that a role's links lead to; `page` is any page. Empty where that isn't known."""

        self.roles_to: Callable[[str], frozenset[str]] = cache(self._labels.roles_to)
        """The roles of labels that may lead to resources of a kind (`paper`, `code`); a mere `link` leads to any."""

        self.roles_only_to: Callable[[str], frozenset[str]] = cache(self._labels.roles_only_to)
        """The roles of labels that lead to resources of a kind and to nothing else."""

    # What is there

    @property
    def venues(self) -> dict[str, Venue]:
        """All venues by id."""
        return self.index.venues

    @property
    def hosts(self) -> dict[str, Host]:
        """All hosts by id."""
        return self.index.hosts

    @cached_property
    def roles(self) -> dict[str, str]:
        """All roles of labels by id, with what a link of that role leads to."""
        return {role: label.means for role, label in self.index.labels.items()}

    def role_name(self, role: str) -> str:
        """How a label of that role is commonly spelt."""
        return self.index.labels[role].name

    def pack(self, kind: str, name: str) -> Table:
        """A `venue`'s or `host`'s pack as it is written, read from its file: with its examples. KeyError if unknown."""
        for path in self._own:
            from awesome_lint.knowledge.own import read_own_packs

            for pack in read_own_packs(path):
                if (pack.kind, pack.id) == (kind, name):
                    return pack.table
        if name not in (self.venues if kind == "venue" else self.hosts):
            raise KeyError(name)
        return read_toml(rules_folder() / f"{kind}s" / f"{name}.toml")

    def volumes(self, venue: str) -> dict[str, list[tuple[int, str]]]:
        """The volumes of a venue by host, as (year, volume) in order: ICML 2019 is PMLR's v97."""
        found: dict[str, list[tuple[int, str]]] = {}
        for host, table in self.index.volumes.items():
            volumes = sorted((edition.year, volume) for volume, edition in table.items() if edition.venue == venue)
            if volumes:
                found[host] = volumes
        return found

    def spellings(self, role: str) -> tuple[str, ...]:
        """All known spellings of a role's label, folded."""
        return tuple(spelling for spelling, its in self.index.spellings.items() if its == role)

    # URLs

    def host(self, url: str) -> Host | None:
        """The pack of a URL's host, None if there is none. The longest path wins: `jmlr.org/proceedings` is PMLR's."""
        address = self.address(url)
        return self._hosts.of(address) if address else None

    def kind_of(self, key: str | None) -> str:
        """What an identity key names: `paper`, `code`, `video`, or "" where that isn't known."""
        return self._identities.kind(key) if key else ""

    def is_paper(self, key: str | None) -> bool:
        """Whether an identity key is a paper's: not a repository's, a video's or a project page's."""
        return self.kind_of(key) == "paper"

    def serves_https(self, url: str) -> bool:
        """Whether the URL's host is known to serve https."""
        host = self.host(url)
        return host is not None and host.https

    def roles_of(self, url: str) -> frozenset[str]:
        """The roles that the URL's host may serve (`code`, `paper` ...); empty for a host that isn't known."""
        host = self.host(url)
        return frozenset(host.roles) if host else frozenset()

    def tracking(self, url: str) -> Tracking | None:
        """The tracking parameters that may go, None if there are none.

        Redirectors, whose parameters hold other URLs, are left alone, and so are campaigns that are meant: a site's
        own (`utm_source=unsplash` on Unsplash, which asks for it) and those that name the list as a place on GitHub.
        """
        address = self.address(url) if "?" in url else None
        return without_tracking(url, address, self.index.parameters) if address else None

    def redirects_to(self, url: str) -> str | None:
        """The URL that a redirect of a search engine or a network leads to; None where `url` is none, or its target no URL."""
        address = self.address(url)
        return target_of(address, self.index.parameters) if address else None

    def form(self, url: str) -> Form | None:
        """In which form a URL shows its resource, for hosts that have several (arXiv: abs, pdf, html)."""
        found = self._forms.find(url)
        return found and found[0]

    def form_names(self, family: str) -> tuple[str, ...]:
        """The forms of a family; none for one that isn't known."""
        return self._forms.names(family)

    def in_form(self, url: str, name: str, *, version: bool = True) -> str | None:
        """The same resource in another form; None where that form or the URL's own isn't known.

        `version` False drops the version.
        """
        return self._forms.in_form(url, name, version=version)

    # Names and labels

    def venue(self, name: str) -> Venue | None:
        """The venue of that name, under any alias and with or without a year; None if unknown.

        A track (`EMNLP Demo`) counts as its venue, a workshop doesn't. Use `venues_named` for a name of several.
        """
        found = self._venues.named(name)
        return found[0] if found else None

    def venues_named(self, name: str) -> tuple[Venue, ...]:
        """All venues of that name, the commonest first; empty if unknown."""
        return self._venues.named(name)

    def venue_of(self, name: str) -> Venue:
        """The venue with that id. Raises KeyError for an id that isn't known."""
        return self.index.venues[name]

    def host_of(self, name: str) -> Host:
        """The host with that id. Raises KeyError for an id that isn't known."""
        return self.index.hosts[name]

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first three letters, small, of all names that `venues_named` knows, and of words that it passes over."""
        return self._venues.beginnings()

    def venue_in_heading(self, text: str) -> tuple[Venue | None, int | None]:
        """The venue and the year that a heading consists of: `CVPR-2024`, `ICML'22`, `2024 CVPR`, `NeurIPS 2023 (Oral)`.

        A heading that says anything else besides is no venue's; its year is given all the same.
        """
        return self._venues.in_heading(text)

    def role(self, label: str) -> str | None:
        """The role that a label names (`Paper`, `[PDF]`, `代码`), None if it is none of the known spellings."""
        return self._labels.role(label)

    def column(self, header: str) -> str | None:
        """What a table column of that header holds: `title`, `venue`, `year`, a role's id ...; None if unknown."""
        return self._labels.column(header)

    def misspelt(self, label: str) -> str | None:
        """The name of a site that a label misspells; None if it misspells none."""
        return self.index.misspellings.get(label.casefold())

    def is_name_of_site(self, label: str) -> bool:
        """Whether a label is the name of a site that labels are known to misspell, just as the site writes it."""
        return label in self.index.misspellings.values()

    @cached_property
    def aside(self) -> re.Pattern[str]:
        """Finds the words, in small letters, of a heading whose section is about the list itself."""
        return any_of(self.index.words.aside)

    @cached_property
    def unlisted(self) -> re.Pattern[str]:
        """Matches the whole heading, in small letters, of a section that lists no resources."""
        return any_of(self.index.words.unlisted)

    @cached_property
    def news(self) -> re.Pattern[str]:
        """Matches the whole heading, in small letters, of a section that tells what is new."""
        return any_of(self.index.words.news)

    @cached_property
    def abbreviated(self) -> frozenset[str]:
        """Words, in small letters and without their full stop, that names of journals are abbreviated to: `comput`."""
        return frozenset(self.index.words.journal)

    @cached_property
    def closing(self) -> re.Pattern[str]:
        """Matches the beginning of a folded title whose entry closes a list wherever its name would be sorted."""
        return any_of(self.index.words.closing)

    # Answers that are kept

    def _identity(self, url: str) -> str | None:
        address = self.address(url)
        return self._identities.key(address) if address else None

    def _published(self, url: str) -> Publication | None:
        address = self.address(url)
        return self._publications.of(address, self.identity(url)) if address else None

    def _rewrite(self, url: str) -> Rewrite | None:
        address = self.address(url)
        rewrite = self._canonical.rewrite(url, address) if address else None
        if address and rewrite and address.scheme == "http" and self._moves_to_https(address, rewrite.url):
            return rewrite._replace(url=f"https{rewrite.url[4:]}")
        return rewrite

    def _moves_to_https(self, old: Address, url: str) -> bool:
        """Whether a URL is one of another host, which serves https: that is where a reader of the new address ends."""
        new = self.address(url)
        return new is not None and new.host != old.host and self.serves_https(url)

    def _why_impossible(self, url: str) -> str | None:
        address = self.address(url)
        if address is None:
            return None
        if why := self._identities.why_impossible(address):
            return why
        publication = self.published(url)
        return self._publications.missing_edition(publication) if publication else None
