"""The packs of `rules/`, read once and kept as one index: what `packs.py` looks things up in.

Two hundred TOML files take a quarter of a second to read. So the index is written to disk, as Python does with bytecode
(`derived.py`). It tells what it was made from, the installation or the names, sizes and times of the files, and is made
again when that differs, or when the index itself can't be read. Patterns stay text here; `packs.py` compiles them host by host, when one is first asked for.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from awesome_lint import derived
from awesome_lint.errors import UserError

Table = dict[str, Any]
Packfile = tuple[str, str, Table]
"""Kind (`venue`, `host` or the stem of a file at the top of `rules/`), id, and what the file says."""

FORM = 4
"""Of the index on disk; raise it whenever the index's shape changes."""

_INSTALLED = Path(__file__).parent / "_rules"
_RANGE = re.compile(r"(\d{4})(-(\d{4})?)?(?:/(\d))?")


def rules_folder() -> Path:
    """Where the packs lie: inside the wheel, or at the top of the repository in an editable install."""
    return _INSTALLED if _INSTALLED.is_dir() else _INSTALLED.parents[1] / "rules"


def load_index(folder: Path | None = None) -> Table:
    """The index of a folder of packs (by default our own): from the disk if it is still true, else made now."""
    folder = folder or rules_folder()
    stamp = _stamp(folder)
    places = derived.places(folder, "packs")
    for index in derived.load(places, FORM):
        if index["stamp"] == stamp:
            return dict(index)
    index = build_index(read_folder(folder))
    index["stamp"] = stamp
    derived.keep(places, FORM, index)
    return index


def _stamp(folder: Path) -> list[Any]:
    """What tells whether the index is still true: the installation that the packs came with, or name, size and time of each."""
    if folder == _INSTALLED and (installed := derived.installation()):
        return [installed]
    files = []
    for part in ("", "hosts", "venues"):
        with suppress(FileNotFoundError), os.scandir(folder / part) as entries:
            for entry in entries:
                if entry.name.endswith(".toml"):
                    status = entry.stat()
                    files.append([f"{part}/{entry.name}", status.st_size, status.st_mtime_ns])
    return sorted(files)


def read_folder(folder: Path) -> Iterator[Packfile]:
    """Every pack of a folder, in order of kind and name. Raises UserError for what is no TOML."""
    for kind, part in (("host", "hosts"), ("venue", "venues")):
        for path in sorted((folder / part).glob("*.toml")):
            yield kind, path.stem, read_toml(path)
    for path in sorted(folder.glob("*.toml")):
        yield path.stem, path.stem, read_toml(path)


def read_toml(path: Path) -> Table:
    """A TOML file's content. Raises UserError, naming the file and the row, for what can't be read."""
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"can't read the pack: {error.strerror}", filename=str(path)) from None
    except ValueError as error:
        row = re.search(r"at line (\d+)", str(error))
        raise UserError(f"no TOML: {error}", filename=str(path), row=int(row[1]) if row else None) from None


def build_index(packs: Iterable[Packfile]) -> Table:
    """One index of many packs; a later pack with the same kind and id replaces an earlier one."""
    chosen: dict[tuple[str, str], Table] = {}
    for kind, name, pack in packs:
        chosen[kind, name] = _joined(chosen[kind, name], pack) if kind in _OF_ONE_FILE and (kind, name) in chosen else pack
    index: Table = {
        part: {}
        for part in (
            *("venues", "aliases", "hosts", "places", "identity", "rewrites", "forms", "form_templates", "published"),
            *("tables", "impossible", "tracking", "labels", "label_names", "columns", "www"),
        )
    }
    index["parameters"] = {"tracking": [], "redirectors": [], "meant": []}
    for (kind, name), pack in chosen.items():
        if kind == "host":
            _add_host(index, name, pack)
        elif kind == "venue":
            _add_venue(index, name, pack)
        elif kind == "labels":
            _add_labels(index, pack)
        elif kind == "parameters":
            index["parameters"] |= {key: value for key, value in pack.items() if key in index["parameters"]}
    for places in index["places"].values():
        places.sort(key=lambda place: -len(place[0]))
    return index


_OF_ONE_FILE = ("labels", "parameters")


def _joined(old: Any, new: Any) -> Any:
    """Tables and lists of a later file added to those of an earlier one."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: _joined(old[key], value) if key in old else value for key, value in new.items()}}
    return [*old, *new] if isinstance(old, list) and isinstance(new, list) else new


_HOST_FACTS = ("name", "serves", "status", "since", "note", "https", "roles", "successor", "shortener")
_VENUE_FACTS = ("name", "full_name", "kind", "field", "month", "note", "former", "joint", "part_of", "homonym", "aliases", "misspellings")


def _add_host(index: Table, name: str, pack: Table) -> None:
    index["hosts"][name] = {key: pack[key] for key in _HOST_FACTS if key in pack} | {"hosts": pack["hosts"]}
    for place in pack["hosts"]:
        host, slash, path = place.partition("/")
        index["places"].setdefault(host, []).append([slash + path, name])
        if pack.get("www") == "no":
            index["www"][host] = True
        if "tracking" in pack:
            index["tracking"].setdefault(host, []).extend(pack["tracking"])
    for part in ("identity", "rewrite", "form", "impossible"):
        for row in pack.get(part, ()):
            _add_host_row(index, name, part, row, [place.partition("/")[0] for place in row.get("hosts", pack["hosts"])])
    for form, template in pack.get("forms", {}).items():
        index["form_templates"].setdefault(name, {})[form] = template
    for row in pack.get("publication", ()):
        _add_publication(index, row, (), [place.partition("/")[0] for place in pack["hosts"]], table=name)
    if "volumes" in pack:
        index["tables"][name] = {volume.casefold(): _edition(edition) for volume, edition in pack["volumes"].items()}


def _edition(written: str) -> list[Any]:
    """`icml 2019` -> venue and year."""
    venue, _, year = written.partition(" ")
    return [venue, int(year)]


def _add_host_row(index: Table, name: str, part: str, row: Table, hosts: list[str]) -> None:
    if part == "identity":
        target, fields = "identity", [row["path"], row["key"]]
    elif part == "rewrite":
        target, fields = "rewrites", [row["path"], row["to"], row["why"], row.get("minor", False)]
    elif part == "form":
        target, fields = "forms", [row["path"], name, row["name"]]
    else:
        target, fields = "impossible", [row["path"], row["why"], row.get("future", False)]
    for host in dict.fromkeys(hosts):
        index[target].setdefault(host, []).append([needle(row["path"]), *fields])


def _add_venue(index: Table, name: str, pack: Table) -> None:
    facts = {key: pack[key] for key in _VENUE_FACTS if key in pack}
    if "editions" in pack:
        facts["editions"] = [parse_years(text) for text in pack["editions"]]
    for joint in facts.get("joint", ()):
        joint["years"] = [parse_years(text) for text in joint["years"]]
    index["venues"][name] = facts
    former = [old["name"] for old in pack.get("former", ())]
    for alias in (pack["name"], pack.get("full_name", ""), *pack.get("aliases", ()), *pack.get("misspellings", ()), *former):
        if alias:
            ids = index["aliases"].setdefault(fold_name(alias), [])
            if name not in ids:
                ids.append(name)
    for row in pack.get("paper", ()):
        _add_publication(index, row, (name, *row.get("also", ())), row.get("hosts", []))


def _add_publication(index: Table, row: Table, venues: tuple[str, ...], hosts: list[str], table: str = "") -> None:
    """A row that says which venue and year an address states; filed under its key's scheme, or its hosts."""
    pattern = row["key"] if "key" in row else row["path"]
    addresses = [key_scheme(pattern.replace("\\", ""))] if "key" in row else hosts
    rule = ["table", table] if table and "volume" in row.get("year", "") else _year_rule(row)
    for address in dict.fromkeys(addresses):
        index["published"].setdefault(address, []).append([needle(pattern), pattern, list(venues), rule])


def _year_rule(row: Table) -> list[Any]:
    """How the year is computed: the group `year` or `yy`, a sum, windows of numbers, or not at all."""
    if "windows" in row:
        return ["windows", [[int(year), *ends] for year, ends in row["windows"].items()]]
    if "year" not in row:
        return ["group"]
    group, plus, base = row["year"].partition(" + ")
    return ["sum", group, int(base)] if plus else ["none"]


def _add_labels(index: Table, pack: Table) -> None:
    for role, label in pack.get("label", {}).items():
        index["labels"][role] = {"name": label.get("name", role), "means": label.get("means", "")}
        for spelling in (label.get("name", role), *label.get("aliases", ()), *label.get("emoji", ())):
            index["label_names"].setdefault(fold_label(spelling), role)
    for column, spellings in pack.get("column", {}).items():
        for spelling in spellings:
            index["columns"].setdefault(fold_label(spelling), column)


def needle(pattern: str) -> str:
    """The longest run of letters that a text must hold to match: a cheap test before the pattern is compiled at all."""
    best, run, depth = "", "", 0
    for match in _PIECE.finditer(pattern):
        piece = match[0]
        if piece == "|" and depth == 0:
            return ""
        letter = piece if len(piece) == 1 and piece not in "()[]{}|.^$*+?\\" else piece[1] if re.fullmatch(r"\\\W", piece) else ""
        if depth == 0 and letter:
            run += letter
            continue
        if piece[0] in "?*{":  # what stands before may be missing
            run = run[:-1]
        best = max(best, run, key=len)
        run = ""
        depth += (piece[0] == "(") - (piece == ")")
    return max(best, run, key=len)


_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P=\w+\)|\(|\{\d*,?\d*\}|.", re.DOTALL)


def parse_years(text: str) -> list[int]:
    """Years in cron's notation (`2013`, `1990-1999`, `2003-`, `1999-/2`) as first, last (9999: still going on), step.

    Raises ValueError for anything else.
    """
    match = _RANGE.fullmatch(text)
    if not match:
        raise ValueError(f"no years: {text!r} (write 2013, 1990-1999, 2003- or 1999-/2)")
    first, dash, last, step = match.groups()
    return [int(first), int(last) if last else 9999 if dash else int(first), int(step or 1)]


def key_scheme(key: str) -> str:
    """The drawer that an identity key is filed in: its scheme, and the publisher's prefix for DOIs."""
    scheme, _, rest = key.partition(":")
    return f"doi:{rest.partition('/')[0]}" if scheme == "doi" else scheme


def fold_name(name: str) -> str:
    """A venue's name for comparison: letters and digits alone, without case, width and accents."""
    if name.isascii():  # nearly all are; three times as fast
        return _NEITHER_LETTER_NOR_DIGIT.sub("", name.lower().replace("&amp;", "&"))
    text = unicodedata.normalize("NFKD", name).casefold().replace("&amp;", "&")
    return "".join(char for char in text if char.isalnum())


_NEITHER_LETTER_NOR_DIGIT = re.compile("[^a-z0-9]+")


@lru_cache(maxsize=4096)  # a list has few labels, and each is asked for at every link
def fold_label(label: str) -> str:
    """A label for comparison: no brackets, emphasis, case and outer punctuation; single blanks. An emoji alone stays."""
    text = label.replace("\ufe0f", "").strip("[]{}<>【】「」*_`~:：|/\\ \t\n")
    while text[:1] in _OPENING and text[-1:] == _OPENING.get(text[:1]):
        text = text[1:-1].strip("[]*_`~ ")
    return " ".join(text.casefold().split())


_OPENING = {"(": ")", "（": "）"}
