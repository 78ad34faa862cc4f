"""The index of all packs of `rules/`: typed rows, read once and kept as JSON.

Two hundred TOML files take a quarter of a second to read, the index 5 ms. The wheel holds it (`hatch_build.py` writes it);
in a work tree it is written beside this module and made again when a pack or this package has changed. An index that is
broken, or not ours, is made again.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from awesome_lint import __version__
from awesome_lint.bounded import parse_toml, read_bytes
from awesome_lint.errors import UserError
from awesome_lint.knowledge.hosts import Host, Place
from awesome_lint.knowledge.identity import IdentityRow, ImpossibleRow, Scheme
from awesome_lint.knowledge.labels import Label
from awesome_lint.knowledge.urls import FormRow, Parameters, RewriteRow
from awesome_lint.knowledge.venues import Edition, FormerName, Joint, PublicationRow, Venue, Window, YearRule, Years
from awesome_lint.knowledge.words import Words

Table = dict[str, Any]
"""A table of a TOML file."""

KEPT = Path(__file__).with_name("index.json")
"""Where the index is, in the wheel and in a work tree."""

_PACKAGE = Path(__file__).parent
_IN_WHEEL = _PACKAGE.parent / "_rules"


class Pack(NamedTuple):
    """A file of `rules/`, or a part of a user's own file.

    `kind` is `venue`, `host` or the stem of a file at the top of `rules/`; `path` is the file, for messages.
    """

    kind: str
    id: str
    table: Table
    path: Path


class Index(NamedTuple):
    """All rows of all packs: by host, by id or by folded name.

    `names` are venues' ids by folded name; `publications` are filed under hosts and under schemes of keys; `templates`
    and `volumes` are by the host's id.
    """

    venues: dict[str, Venue]
    names: dict[str, list[str]]
    hosts: dict[str, Host]
    places: dict[str, list[Place]]
    without_www: list[str]
    identities: dict[str, list[IdentityRow]]
    schemes: dict[str, Scheme]
    impossible: dict[str, list[ImpossibleRow]]
    rewrites: dict[str, list[RewriteRow]]
    forms: dict[str, list[FormRow]]
    templates: dict[str, dict[str, str]]
    publications: dict[str, list[PublicationRow]]
    volumes: dict[str, dict[str, Edition]]
    labels: dict[str, Label]
    spellings: dict[str, str]
    columns: dict[str, str]
    misspellings: dict[str, str]
    parameters: Parameters
    words: Words

    @classmethod
    def empty(cls) -> Index:
        """An index of no packs."""
        return _read({field: [] if field == "without_www" else {} for field in cls._fields})


def rules_folder() -> Path:
    """Where the packs are: inside the wheel, or at the top of the repository in an editable install."""
    return _IN_WHEEL if _IN_WHEEL.is_dir() else _IN_WHEEL.parents[1] / "rules"


def load_index(folder: Path | None = None, kept: Path = KEPT) -> Index:
    """The index of a folder of packs (by default our own): the kept one if it is still true, else made and kept."""
    folder = folder or rules_folder()
    stamp = __version__ if folder == _IN_WHEEL else _stamp(folder)
    if found := _kept(kept, stamp):
        return found
    from awesome_lint.knowledge.build import build_index

    index = build_index(read_folder(folder))
    if folder != _IN_WHEEL:  # what was installed stays as it was installed
        with suppress(OSError):
            keep_index(index, stamp, kept)
    return index


def keep_index(index: Index, stamp: str, path: Path) -> None:
    """Write an index to a file, all at once. `stamp` says what it was made of. Raises OSError."""
    plain = {field: _plain(value) for field, value in index._asdict().items()}
    text = json.dumps({"stamp": stamp, **plain}, ensure_ascii=False, separators=(",", ":"))
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_text(text, "utf-8")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _kept(path: Path, stamp: str) -> Index | None:
    """The index in a file, None if there is none, or it is broken, or made of something else."""
    try:
        data = json.loads(path.read_bytes())
        return _read(data) if data.pop("stamp") == stamp else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _stamp(folder: Path) -> str:
    """A checksum of name, size and time of all packs and of the modules that read them."""
    files = []
    for place in (folder, folder / "hosts", folder / "venues", _PACKAGE):
        with suppress(FileNotFoundError), os.scandir(place) as entries:
            for entry in entries:
                if entry.name.endswith((".toml", ".py")):
                    status = entry.stat()
                    files.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
    text = "\n".join(sorted(files))
    return f"{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"


_PAIRS = (Years, Place, Edition, FormerName, Joint, Window)
"""Records of two or three fields: arrays in JSON. All others are objects, without the fields that have their default."""


def _plain(value: Any) -> Any:
    """A value of the index in JSON's types."""
    if isinstance(value, tuple) and hasattr(value, "_fields") and not isinstance(value, _PAIRS):
        defaults: Mapping[str, Any] = getattr(value, "_field_defaults", {})
        fields = zip(value._fields, value, strict=True)
        return {name: _plain(field) for name, field in fields if name not in defaults or defaults[name] != field}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _read(data: Mapping[str, Any]) -> Index:
    """The index that `_plain` made plain. Raises LookupError, TypeError, ValueError or AttributeError for anything else."""
    return Index(
        venues={name: _venue(row) for name, row in data["venues"].items()},
        names=dict(data["names"]),
        hosts={name: _host(row) for name, row in data["hosts"].items()},
        places={site: [Place(path, host) for path, host in rows] for site, rows in data["places"].items()},
        without_www=list(data["without_www"]),
        identities={site: [IdentityRow(**row) for row in rows] for site, rows in data["identities"].items()},
        schemes={name: Scheme(**row) for name, row in data["schemes"].items()},
        impossible={site: [ImpossibleRow(**row) for row in rows] for site, rows in data["impossible"].items()},
        rewrites={site: [RewriteRow(**row) for row in rows] for site, rows in data["rewrites"].items()},
        forms={site: [FormRow(**row) for row in rows] for site, rows in data["forms"].items()},
        templates=dict(data["templates"]),
        publications={place: [_publication(row) for row in rows] for place, rows in data["publications"].items()},
        volumes={host: {name: Edition(venue, year) for name, (venue, year) in rows.items()} for host, rows in data["volumes"].items()},
        labels={role: Label(**_with_tuples(row, "leads_to")) for role, row in data["labels"].items()},
        spellings=dict(data["spellings"]),
        columns=dict(data["columns"]),
        misspellings=dict(data["misspellings"]),
        parameters=_parameters(data["parameters"]),
        words=Words(**_with_tuples(data["words"], *Words._fields)),
    )


def _with_tuples(row: Mapping[str, Any], *fields: str) -> dict[str, Any]:
    """The fields of a record, with tuples for JSON's lists in those of that name."""
    return {**row, **{name: tuple(row[name]) for name in fields if name in row}}


def _venue(row: Mapping[str, Any]) -> Venue:
    fields = _with_tuples(row, "aliases", "misspellings", "part_of")
    if "editions" in row:
        fields["editions"] = _years(row["editions"])
    if "former" in row:
        fields["former"] = tuple(FormerName(name, until) for name, until in row["former"])
    if "joint" in row:
        fields["joint"] = tuple(Joint(venue, _years(years)) for venue, years in row["joint"])
    return Venue(**fields)


def _years(rows: Iterable[Iterable[int]]) -> tuple[Years, ...]:
    return tuple(Years(first, last, step) for first, last, step in rows)


def _host(row: Mapping[str, Any]) -> Host:
    return Host(**_with_tuples(row, "hosts", "roles"))


def _publication(row: Mapping[str, Any]) -> PublicationRow:
    rule = dict(row["year"])
    if "windows" in rule:
        rule["windows"] = tuple(Window(year, first, last) for year, first, last in rule["windows"])
    return PublicationRow(**{**row, "venues": tuple(row["venues"]), "year": YearRule(**rule)})


def _parameters(row: Mapping[str, Any]) -> Parameters:
    fields = _with_tuples(row, "tracking", "redirectors", "meant")
    for field in ("by_host", "redirects"):
        fields[field] = {place: tuple(names) for place, names in row.get(field, {}).items()}
    return Parameters(**fields)


def read_folder(folder: Path) -> Iterator[Pack]:
    """Every pack of a folder, in order of kind and name. Raises UserError for what is no TOML."""
    for kind, part in (("host", "hosts"), ("venue", "venues")):
        for path in sorted((folder / part).glob("*.toml")):
            yield Pack(kind, path.stem, read_toml(path), path)
    for path in sorted(folder.glob("*.toml")):
        yield Pack(path.stem, path.stem, read_toml(path), path)


def read_toml(path: Path, limit: int | None = None) -> Table:
    """A TOML file's content.

    Raises UserError, naming the file and the row, for what can't be read, is no regular file, or has more than `limit` bytes.
    """
    try:
        data = path.read_bytes() if limit is None else read_bytes(path, limit)
        return parse_toml(data.decode("utf-8"))
    except UserError as error:
        raise UserError(f"can't read the pack: {error.message}", filename=str(path)) from None
    except OSError as error:
        raise UserError(f"can't read the pack: {error.strerror}", filename=str(path)) from None
    except ValueError as error:
        row = re.search(r"at line (\d+)", str(error))
        raise UserError(f"no TOML: {error}", filename=str(path), row=int(row[1]) if row else None) from None
