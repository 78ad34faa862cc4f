"""What is known of venues, hosts and labels, as a page to read: `awesome-lint venue`."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from awesome_lint.errors import UserError
from awesome_lint.knowledge import Host, Packs, Venue, fold_name
from awesome_lint.suggest import did_you_mean

WIDTH = 96
_CALENDAR = ("January", "February", "March", "April", "May", "June", "July")
_MONTHS = (*_CALENDAR, "August", "September", "October", "November", "December")
_STEPS = {1: "every year", 2: "every second year", 3: "every third year"}


def overview(packs: Packs) -> str:
    """All venues by field, all hosts and all labels, with how to learn more of one."""
    fields: dict[str, list[str]] = {}
    for venue in packs.venues.values():
        fields.setdefault(venue.field, []).append(venue.name)
    parts = [f"Venues ({len(packs.venues)})", ""]
    for field, names in sorted(fields.items()):
        parts.append(_entry(field, ", ".join(sorted(names, key=str.casefold))))
    parts += ["", f"Hosts ({len(packs.hosts)})", ""]
    for host in sorted(packs.hosts.values(), key=lambda host: host.id):
        parts.append(_entry(host.id, host.serves + ("" if host.status == "alive" else f" ({host.status})")))
    parts += ["", f"Labels ({len(packs.roles)})", ""]
    parts += [_entry(role, means) for role, means in packs.roles.items()]
    return "\n".join([*parts, "", "`awesome-lint venue NAME` tells more of a venue, a host or a label.", ""])


def describe(packs: Packs, name: str) -> str:
    """The page of a venue (by any of its names), a host (by id, address or URL) or a label.

    A URL's page begins with what is read from that URL. Raises UserError, with the nearest names, where nothing is called so.
    """
    wanted = name.strip()
    venues = [packs.venues[wanted]] if wanted in packs.venues else list(packs.venues_named(wanted))
    host = packs.hosts.get(wanted) or packs.host(wanted if "://" in wanted else f"https://{wanted}/")
    role = wanted if wanted in packs.roles else packs.role(wanted)
    read = _read(packs, wanted)
    pages = ["\n".join([*read, ""])] if "://" in wanted and len(read) > 1 else []
    pages += [_venue(packs, venue) for venue in venues]
    if host is not None and (not venues or wanted in packs.hosts or "." in wanted):
        pages.append(_host(packs, host))
    if role is not None and (not pages or wanted in packs.roles):
        pages.append(_label(packs, role))
    if not pages:
        raise UserError(f"no venue, host or label is called {name!r}", remedy=_nearest(packs, wanted))
    return "\n".join(pages)


def _venue(packs: Packs, venue: Venue) -> str:
    lines = [_title(venue.name, venue.full_name)]
    lines.append(_entry("kind", f"{venue.kind}, {venue.field}"))
    lines += [_entry("part of", ", ".join(packs.venues[other].name for other in venue.part_of))] if venue.part_of else []
    known_as = [alias for alias in venue.aliases if fold_name(alias) != fold_name(venue.name)]
    lines += [_entry("also", ", ".join(known_as))] if known_as else []
    lines += [_entry("formerly", f"{old.name}, until {old.until}") for old in venue.former]
    if venue.editions:
        held = "; ".join(_span(*edition) for edition in venue.editions)
        lines.append(_entry("held", held + (f"; usually in {_MONTHS[venue.month - 1]}" if venue.month else "")))
    lines += [_entry("mind", f"the name also stands for {venue.homonym}")] if venue.homonym else []
    lines += [_entry("note", venue.note)] if venue.note else []
    pack = packs.pack("venue", venue.id)
    examples = pack.get("example", [])
    if examples:
        lines += ["", "Its papers live at, for example:", ""]
        lines += [f"  {example.get('year', ''):<6}{example['url']}" for example in _one_a_place(examples)]
    else:
        lines += ["", textwrap.fill(f"No address names it: {pack['no_example']}.", WIDTH)]
    if "near_miss" in pack:
        lines += ["", "Not counted as its papers:", ""]
        lines += [f"  {miss['url']}\n      {miss['why']}" for miss in _one_a_place(pack["near_miss"])[:5]]
    for host, volumes in packs.volumes(venue.id).items():
        lines += ["", _entry(f"volumes ({host})", ", ".join(f"{year} {volume}" for year, volume in volumes))]
    return "\n".join([*lines, ""])


def _one_a_place(examples: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """One example for each shape of address: host and the words of the path, without numbers and names."""
    shapes = {re.sub(r"[0-9a-f]{32}|[A-Za-z-]*\d+[a-z]*|[^/?=]{25,}", "#", example["url"]): example for example in examples}
    return list(shapes.values())


def _host(packs: Packs, host: Host) -> str:
    lines = [_title(host.name, host.serves), _entry("addresses", ", ".join(host.hosts))]
    if host.status != "alive":
        since = f" since {host.since}" if host.since else ""
        lines.append(_entry("status", host.status + since + (f": now {host.successor}" if host.successor else "")))
    lines.append(_entry("https", "yes" if host.https else "not known"))
    lines += [_entry("serves", ", ".join(host.roles))] if host.roles else []
    lines += [_entry("note", host.note)] if host.note else []
    pack = packs.pack("host", host.id)
    if "forms" in pack:
        lines += ["", "Forms of one resource (a list keeps to one of them):", ""]
        lines += [_entry(form, template) for form, template in pack["forms"].items()]
    if "rewrite" in pack:
        lines += ["", "Rewritten, always to the same resource:", ""]
        lines += [_bullet(why) for why in dict.fromkeys(row["why"] for row in pack["rewrite"])]
    if "tracking" in pack:
        lines += ["", _entry("tracking", ", ".join(pack["tracking"]) + " (removed)")]
    if "example" in pack:
        lines += ["", "Read as:", ""]
        for example in pack["example"]:
            lines += _read(packs, example["url"])
    return "\n".join([*lines, ""])


def _read(packs: Packs, url: str) -> list[str]:
    """A URL and, below it, what the program reads from it: identity, venue, canonical form, what is wrong with it."""
    published, canonical = packs.published(url), packs.canonical(url)
    venues = " or ".join(packs.venues[venue].name for venue in published.venues) if published else ""
    said = [
        packs.identity(url),
        f"{venues} {published.year or ''}".rstrip() if published else None,
        f"better {canonical.url}" if canonical else None,
        packs.check_identifier(url),
    ]
    return [f"  {url}", *(f"      {text}" for text in said if text)]


def _label(packs: Packs, role: str) -> str:
    serving = [host.id for host in packs.hosts.values() if role in host.roles]
    lines = [_title(packs.role_name(role), packs.roles[role]), _entry("spelt", ", ".join(packs.spellings(role)))]
    lines += [_entry("leads to", ", ".join(serving))] if serving else []
    return "\n".join([*lines, ""])


def _title(name: str, meaning: str) -> str:
    text = f"{name}: {meaning}" if meaning else name
    return "\n".join([text, "=" * min(len(text), WIDTH), ""])


def _entry(term: str, text: str) -> str:
    """A term with its wrapped explanation beside it."""
    return textwrap.fill(
        text, WIDTH, initial_indent=f"  {term:<17} ", subsequent_indent=" " * 20, break_long_words=False, break_on_hyphens=False
    )


def _bullet(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="  - ", subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def _span(first: int, last: int, step: int) -> str:
    if first == last:
        return str(first)
    years = f"since {first}" if last == 9999 else f"{first} to {last}"
    return years if step == 1 and last != 9999 else f"{_STEPS[step]} {years}"


def _nearest(packs: Packs, wanted: str) -> str:
    names: Iterable[str] = {
        *(venue.name for venue in packs.venues.values()),
        *packs.hosts,
        *(host for pack in packs.hosts.values() for host in pack.hosts),
        *packs.roles,
    }
    return did_you_mean(wanted, sorted(names), "`awesome-lint venue` lists them all", most=3)
