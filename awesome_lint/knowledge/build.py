"""The index, made of the packs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from awesome_lint.errors import UserError
from awesome_lint.knowledge.hosts import Host, Place
from awesome_lint.knowledge.identity import IdentityRow, ImpossibleRow, Scheme, key_scheme
from awesome_lint.knowledge.index import Index, Pack, Table
from awesome_lint.knowledge.labels import Label, fold_label
from awesome_lint.knowledge.patterns import needle
from awesome_lint.knowledge.urls import FormRow, Parameters, RewriteRow
from awesome_lint.knowledge.venues import (
    Edition,
    FormerName,
    Joint,
    PublicationRow,
    Venue,
    Window,
    YearRule,
    Years,
    fold_name,
    parse_years,
)
from awesome_lint.knowledge.words import Words

_OF_ONE_FILE = ("labels", "parameters", "words")


def build_index(packs: Iterable[Pack]) -> Index:
    """One index of many packs; a later pack with the same kind and id replaces an earlier one, labels, parameters and words add up.

    Raises UserError where two packs say different things of one scheme of keys.
    """
    chosen: dict[tuple[str, str], Pack] = {}
    for pack in packs:
        earlier = chosen.get((pack.kind, pack.id))
        chosen[pack.kind, pack.id] = (
            pack._replace(table=_joined(earlier.table, pack.table)) if earlier and pack.kind in _OF_ONE_FILE else pack
        )
    index = Index.empty()
    for pack in chosen.values():
        if pack.kind == "host":
            _add_host(index, pack)
        elif pack.kind == "venue":
            _add_venue(index, pack.id, pack.table)
        elif pack.kind == "labels":
            _add_labels(index, pack.table)
        elif pack.kind == "words":
            index = index._replace(words=Words(**{field: tuple(words) for field, words in pack.table.items()}))
    for places in index.places.values():
        places.sort(key=lambda place: -len(place.path))
    return index._replace(parameters=_parameters([pack for pack in chosen.values() if pack.kind in ("parameters", "host")]))


def _joined(old: Any, new: Any) -> Any:
    """Tables and lists of a later file added to those of an earlier one."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: _joined(old[key], value) if key in old else value for key, value in new.items()}}
    return [*old, *new] if isinstance(old, list) and isinstance(new, list) else new


def _parameters(packs: Sequence[Pack]) -> Parameters:
    known: Table = {}
    by_host: dict[str, tuple[str, ...]] = {}
    for pack in packs:
        if pack.kind == "parameters":
            known = pack.table
        for host in _sites(pack.table.get("hosts", ())) if "tracking" in pack.table else ():
            by_host[host] = (*by_host.get(host, ()), *pack.table["tracking"])
    return Parameters(
        tracking=tuple(known.get("tracking", ())),
        redirectors=tuple(known.get("redirectors", ())),
        meant=tuple(known.get("meant", ())),
        by_host=by_host,
        redirects={place: tuple(names) for place, names in known.get("redirects", {}).items()},
    )


def _sites(hosts: Iterable[str]) -> list[str]:
    """The hosts alone, each once: rows are filed under them."""
    return list(dict.fromkeys(place.partition("/")[0] for place in hosts))


def _add_host(index: Index, pack: Pack) -> None:
    name, table = pack.id, pack.table
    index.hosts[name] = Host(
        id=name,
        name=table["name"],
        hosts=tuple(table["hosts"]),
        serves=table.get("serves", ""),
        status=table.get("status", "alive"),
        since=table.get("since", ""),
        successor=table.get("successor", ""),
        note=table.get("note", ""),
        https=table.get("https", False),
        shortener=table.get("shortener", False),
        roles=tuple(table.get("roles", ())),
    )
    for place in table["hosts"]:
        host, slash, path = place.partition("/")
        index.places.setdefault(host, []).append(Place(slash + path, name))
        if table.get("www") == "no":
            index.without_www.append(host)
    for row in table.get("identity", ()):
        _add_scheme(index, row, pack)
    for form, template in table.get("forms", {}).items():
        index.templates.setdefault(name, {})[form] = template
    for row in table.get("publication", ()):
        _add_publication(index, row, (), table["hosts"], volumes=name)
    if "volumes" in table:
        index.volumes[name] = {volume.casefold(): _edition(edition) for volume, edition in table["volumes"].items()}
    _add_rows(index, name, table)


def _add_rows(index: Index, name: str, table: Table) -> None:
    """The rows of a host that are filed under its sites."""
    for row in table.get("identity", ()):
        identity = IdentityRow(pattern=row["path"], needle=needle(row["path"]), template=row["key"])
        for site in _sites(row.get("hosts", table["hosts"])):
            index.identities.setdefault(site, []).append(identity)
    for row in table.get("rewrite", ()):
        rewrite = RewriteRow(
            pattern=row["path"], needle=needle(row["path"]), template=row["to"], reason=row["why"], is_minor=row.get("minor", False)
        )
        for site in _sites(row.get("hosts", table["hosts"])):
            index.rewrites.setdefault(site, []).append(rewrite)
    for row in table.get("form", ()):
        form = FormRow(pattern=row["path"], needle=needle(row["path"]), family=name, name=row["name"])
        for site in _sites(row.get("hosts", table["hosts"])):
            index.forms.setdefault(site, []).append(form)
    for row in table.get("impossible", ()):
        impossible = ImpossibleRow(pattern=row["path"], needle=needle(row["path"]), template=row["why"], is_future=row.get("future", False))
        for site in _sites(row.get("hosts", table["hosts"])):
            index.impossible.setdefault(site, []).append(impossible)


def _add_scheme(index: Index, row: Table, pack: Pack) -> None:
    """What a row says of its keys' scheme; a mirror's row needn't repeat it. `{host}:...` has a scheme for each host."""
    scheme = row["key"].partition(":")[0]
    hosts: list[str] = row["hosts"] if "hosts" in row else pack.table["hosts"]
    for name in _sites(hosts) if scheme == "{host}" else [scheme]:
        known = index.schemes.get(name)
        said = Scheme(kind=row.get("kind", ""), is_cased=row.get("cased", False))
        if known and known.kind and said.kind and known.kind != said.kind:
            raise UserError(
                f"host.{pack.id}.identity: keys {name}: are {said.kind} here and {known.kind} in another pack", filename=str(pack.path)
            )
        kind, is_cased = said.kind or (known.kind if known else ""), said.is_cased or bool(known and known.is_cased)
        if kind or is_cased:
            index.schemes[name] = Scheme(kind, is_cased)


def _edition(written: str) -> Edition:
    """`icml 2019` -> venue and year."""
    venue, _, year = written.partition(" ")
    return Edition(venue, int(year))


def _add_venue(index: Index, name: str, table: Table) -> None:
    former = tuple(FormerName(old["name"], old["until"]) for old in table.get("former", ()))
    venue = Venue(
        id=name,
        name=table["name"],
        full_name=table.get("full_name", ""),
        kind=table.get("kind", "conference"),
        field=table.get("field", ""),
        aliases=tuple(table.get("aliases", ())),
        misspellings=tuple(table.get("misspellings", ())),
        editions=_years(table.get("editions", ())),
        former=former,
        joint=tuple(Joint(joint["with"], _years(joint["years"])) for joint in table.get("joint", ())),
        part_of=tuple(table.get("part_of", ())),
        month=table.get("month"),
        homonym=table.get("homonym", ""),
        note=table.get("note", ""),
    )
    index.venues[name] = venue
    for alias in (venue.name, venue.full_name, *venue.aliases, *venue.misspellings, *(old.name for old in former)):
        ids = index.names.setdefault(fold_name(alias), []) if alias else [name]
        if name not in ids:
            ids.append(name)
    for row in table.get("paper", ()):
        _add_publication(index, row, (name, *row.get("also", ())), row.get("hosts", ()))


def _years(written: Iterable[str]) -> tuple[Years, ...]:
    return tuple(map(parse_years, written))


def _add_publication(index: Index, row: Table, venues: tuple[str, ...], hosts: Iterable[str], volumes: str = "") -> None:
    """A row that says which venue and year a URL states; filed under its key's scheme, or its hosts."""
    pattern = row["key"] if "key" in row else row["path"]
    places = [key_scheme(pattern.replace("\\", ""))] if "key" in row else _sites(hosts)
    by_volume = bool(volumes) and "volume" in row.get("year", "")
    year = YearRule(kind="volume", table=volumes) if by_volume else _year_rule(row)
    for place in places:
        index.publications.setdefault(place, []).append(PublicationRow(pattern=pattern, needle=needle(pattern), venues=venues, year=year))


def _year_rule(row: Table) -> YearRule:
    if "windows" in row:
        windows = tuple(Window(int(year), first, last) for year, (first, last) in row["windows"].items())
        return YearRule(kind="windows", windows=windows)
    if "year" not in row:
        return YearRule()
    group, plus, base = row["year"].partition(" + ")
    return YearRule(kind="sum", group=group, plus=int(base)) if plus else YearRule(kind="none")


def _add_labels(index: Index, table: Table) -> None:
    for role, label in table.get("label", {}).items():
        name = label.get("name", role)
        index.labels[role] = Label(name=name, means=label.get("means", ""), leads_to=tuple(dict.fromkeys(label.get("leads_to", ()))))
        for spelling in (name, *label.get("aliases", ()), *label.get("emoji", ())):
            index.spellings.setdefault(fold_label(spelling), role)
    for column, spellings in table.get("column", {}).items():
        for spelling in spellings:
            index.columns.setdefault(fold_label(spelling), column)
    for right, misspellings in table.get("misspelling", {}).items():
        index.misspellings.update((fold_label(misspelling), right) for misspelling in misspellings)
