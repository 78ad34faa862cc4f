"""URLs: taken apart, in their canonical form, in another form of the same resource, without tracking parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl

from awesome_lint.knowledge.patterns import RowsByHost

_URL = re.compile(r"(?i)(https?)://([^/?#\s]+)([^#\s]*)(#\S*)?")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SLASHES = re.compile(r"/{2,}")
_PARAMETER = re.compile(r"[\w.-]+")
_CAMPAIGN = re.compile(r"(?i)(?:^|[&;])utm_source=([^&#]*)")
_TARGET = re.compile(r"(?i)https?://[\w.-]+\.[a-z]{2,}(?:[/?#][^\s<>()\[\]|\"]*)?")
_MOST_STEPS = 8
"""Rewrites of one URL; a chain of our packs has at most three."""

MOST_URLS = 8_192
"""URLs whose reading is kept: the longest known list has 5,400. A process that lives as long as an editor meets any number."""


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

    `is_minor` where only a nicety changes, such as a slash at the end.
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


class RewriteRow(NamedTuple):
    """A path, and the canonical address (without scheme) of the same resource as a template."""

    pattern: str
    needle: str
    template: str
    reason: str
    is_minor: bool = False


class FormRow(NamedTuple):
    """A path that shows its resource in the form `name` of a `family`."""

    pattern: str
    needle: str
    family: str
    name: str
    template: str = ""


class Parameters(NamedTuple):
    """Names of tracking parameters, on any site and `by_host`; `*` at the end stands for anything.

    `redirectors` are hosts whose parameters hold other URLs; `meant` are words of campaigns that lists agree to;
    `redirects` are the parameters that hold the target, by host and path.
    """

    tracking: tuple[str, ...] = ()
    redirectors: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()
    by_host: Mapping[str, tuple[str, ...]] = {}
    redirects: Mapping[str, tuple[str, ...]] = {}


class _Step(NamedTuple):
    """One rewriting step."""

    address: Address
    reason: str
    is_minor: bool


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


class CanonicalUrls:
    """The rewrites of all hosts; `without_www` are hosts whose URLs go without `www.`."""

    def __init__(self, rows: Mapping[str, Sequence[RewriteRow]], without_www: Sequence[str]) -> None:
        self._rows = RowsByHost(rows)
        self._without_www = frozenset(without_www)

    def rewrite(self, url: str, address: Address) -> Rewrite | None:
        """The canonical URL of a URL's resource; None where `url` is canonical."""
        if not self._rows.of(address.host) and address.host not in self._without_www:
            return None
        now = address
        steps: list[_Step] = []
        while len(steps) < _MOST_STEPS and (step := self._step(now)):
            steps.append(step)
            now = step.address
        if not steps:
            return None
        reason = min(steps, key=lambda step: step.is_minor).reason  # the first that is more than a nicety
        new = f"{address.scheme}://{now.written_host}{now.written_path}{now.fragment}"
        return Rewrite(new, reason, is_minor=all(step.is_minor for step in steps)) if new != url else None

    def _step(self, address: Address) -> _Step | None:
        if address.host in self._without_www and address.written_host.lower().startswith("www."):
            return _Step(address._replace(written_host=address.host), f"{address.host} goes without www", is_minor=False)
        written = address.written_host.lower() + address.written_path
        for row in self._rows.of(address.host):
            match = row.match(address.path)
            target = row.fill(match, address.host, address.path) if match else written
            if target != written:
                host, slash, path = target.partition("/")
                new = address._replace(host=host, written_host=host, path=slash + path, written_path=slash + path)
                return _Step(new, row.row.reason, row.row.is_minor)
        return None


class Forms:
    """The forms in which hosts show one resource (arXiv: abs, pdf, html), and the template of each."""

    def __init__(
        self,
        rows: Mapping[str, Sequence[FormRow]],
        templates: Mapping[str, Mapping[str, str]],
        address: Callable[[str], Address | None],
    ) -> None:
        self._rows = RowsByHost(rows)
        self._templates = templates
        self._address = address
        self.find = lru_cache(MOST_URLS)(self._find)

    def _find(self, url: str) -> tuple[Form, re.Match[str]] | None:
        """The form of a URL, and how its path matches."""
        address = self._address(url)
        found = address and self._rows.match(address.host, address.path)
        if not found:
            return None
        match, row = found
        version = (match["version"] or "") if "version" in match.re.groupindex else ""
        return Form(row.row.family, row.row.name, version), match

    def names(self, family: str) -> tuple[str, ...]:
        """The forms of a family."""
        return tuple(self._templates.get(family, {}))

    def in_form(self, url: str, name: str, *, version: bool) -> str | None:
        """The URL of the same resource in another form, None where that or the URL's own form isn't known."""
        found = self.find(url)
        address = self._address(url)
        if found is None or address is None:
            return None
        form, match = found
        template = self._templates.get(form.family, {}).get(name)
        if template is None:
            return None
        groups = {"host": address.host, **match.groupdict(default="")}
        try:
            return f"{address.scheme}://{template.format_map(groups if version else {**groups, 'version': ''})}"
        except KeyError:
            return None

    def fields(self, family: str) -> frozenset[str]:
        """What the forms of a family tell apart besides the resource itself: `version`, if anything."""
        return frozenset(["version"] if any("{version}" in text for text in self._templates.get(family, {}).values()) else ())


def without_tracking(url: str, address: Address, parameters: Parameters) -> Tracking | None:
    """The tracking parameters of a URL that may go, None if there are none."""
    base, _, query = url.partition("?")
    query, hash_mark, fragment = query.partition("#")
    if any(address.host == host or address.host.endswith(f".{host}") for host in parameters.redirectors):
        return None
    if _is_meant(query, address.host, parameters.meant):
        return None
    known, beginnings = _globs((*parameters.tracking, *parameters.by_host.get(address.host, ())))
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


def target_of(address: Address, parameters: Parameters) -> str | None:
    """The URL that a redirect leads to; None for a URL that is no known redirect, or whose target is no URL."""
    path, _, query = address.written_path.partition("?")
    place = path.rstrip("/") or "/"
    names = parameters.redirects.get(address.host + place) or parameters.redirects.get(f"*.{address.host.partition('.')[2]}{place}", ())
    target = next((value for name, value in parse_qsl(query) if name in names), "") if names else ""
    return target if _TARGET.fullmatch(target) else None


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
