"""What a pack may say: the pydantic models of `rules/*.toml`, for the tests and for users' own packs.

Our own packs are checked by the tests and trusted at run time; a user's own are checked whenever they are read.
A user's file holds any number of packs, under the same keys: `[venue.<id>]`, `[host.<id>]`, `[label.<role>]`,
`[column]`, `[parameters]`.
"""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from awesome_lint.errors import UserError
from awesome_lint.pack_index import Packfile, Table, parse_years, read_toml

Kind = Literal["conference", "workshop", "journal", "preprint"]
Status = Literal["alive", "moved", "retired"]


def _linear(pattern: str) -> str:
    """A pattern that compiles and repeats nothing that repeats (which takes exponential time on hostile text)."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from None
    if nested_repetition(pattern):
        raise ValueError(f"repeats a group that itself repeats without a limit: {pattern}")
    return pattern


_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P<\w+>|\(\?P=\w+|\(\?(?:[:=!]|<[=!]|[a-z]+:?)|[()]|[*+]|\{\d*,?\d*\}|.", re.DOTALL)


def nested_repetition(pattern: str) -> bool:
    """Whether a pattern holds a group, repeated more than nine times, that holds an unlimited repetition."""
    repeats: list[bool] = [False]
    closed = False
    for match in _PIECE.finditer(pattern):
        piece = match[0]
        unlimited = piece in ("*", "+") or bool(re.fullmatch(r"\{\d*,\}|\{\d*,?\d{2,}\}", piece))
        if unlimited and closed:
            return True
        closed = False
        if piece.startswith("("):
            repeats.append(False)
        elif piece == ")" and len(repeats) > 1:
            closed = repeats.pop()
            repeats[-1] = repeats[-1] or closed
        elif unlimited:
            repeats[-1] = True
    return False


def _years(text: str) -> str:
    parse_years(text)
    return text


def _host(text: str) -> str:
    if not re.fullmatch(r"(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[^\s?#]*)?", text):
        raise ValueError(f"no host: {text!r} (write it in lower case, without scheme: arxiv.org, *.github.io, aclweb.org/anthology)")
    if text.startswith("www."):
        raise ValueError(f"write {text[4:]!r}: hosts are compared without www.")
    return text


def _pattern_groups(pattern: str) -> set[str]:
    return {*re.compile(pattern).groupindex, "host", "path"}


def _fields(template: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(template) if field}


def _needs(template: str, pattern: str) -> None:
    missing = _fields(template) - _pattern_groups(pattern)
    if missing:
        raise ValueError(f"{template!r} asks for {', '.join(sorted(missing))}, which the pattern doesn't name")


Pattern = Annotated[str, AfterValidator(_linear)]
HostName = Annotated[str, AfterValidator(_host)]
Years = Annotated[str, AfterValidator(_years)]
Year = Annotated[int, Field(ge=1900, le=2100)]
Text = Annotated[str, Field(min_length=1)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Former(_Model):
    """A name that a venue had up to and with a year."""

    name: Text
    until: Year


class Joint(_Model):
    """Years in which a venue was held together with another one."""

    with_: Annotated[str, Field(alias="with")]
    years: list[Years]


class Published(_Model):
    """An address that states its venue: an identity key, or a path on some hosts. `year` says how to get the year.

    Without `year` and `windows` it is the group `year` or `yy`; `volume + 2007` is a sum; `volume` a look-up in the
    table `volumes`; `none` says that the address doesn't tell.
    """

    key: Pattern | None = None
    hosts: list[HostName] = []
    path: Pattern | None = None
    also: list[str] = []
    year: Annotated[str, Field(pattern=r"^(none|volume|\w+ \+ \d+)$")] | None = None
    windows: dict[Annotated[str, Field(pattern=r"^\d{4}$")], Annotated[list[int], Field(min_length=2, max_length=2)]] | None = None

    @model_validator(mode="after")
    def _whole(self) -> Published:
        pattern = self.key or self.path
        if pattern is None or (self.key is not None) == (self.path is not None):
            raise ValueError("give `key`, or `hosts` and `path`")
        groups = _pattern_groups(pattern)
        wanted = (
            {"number"}
            if self.windows
            else {"year", "yy"}
            if self.year is None
            else set()
            if self.year == "none"
            else {self.year.partition(" + ")[0]}
        )
        if wanted and not wanted & groups:
            raise ValueError(f"the pattern names no group {' or '.join(sorted(wanted))}")
        return self


class VenueExample(_Model):
    """A real URL of the venue's, and the year that it states, if it does."""

    url: Text
    year: Year | None = None


class NearMiss(_Model):
    """A URL that looks like one of the pack's and is none; `why` says what it is."""

    url: Text
    why: Text


class VenuePack(_Model):
    """`rules/venues/<id>.toml`."""

    name: Text
    full_name: Text | None = None
    kind: Kind
    field: Text
    aliases: list[Text] = []
    misspellings: list[Text] = []
    editions: list[Years] = []
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    part_of: list[str] = []
    homonym: Text | None = None
    note: Text | None = None
    no_example: Text | None = None
    former: list[Former] = []
    joint: list[Joint] = []
    paper: list[Published] = []
    example: list[VenueExample] = []
    near_miss: list[NearMiss] = []

    @model_validator(mode="after")
    def _proved(self) -> VenuePack:
        if not self.example and not self.no_example:
            raise ValueError("give an [[example]], or say in `no_example` why there is none")
        return self


class _OnHosts(_Model):
    """A row on some of the pack's hosts, by default on all; `path` is the whole path with its query."""

    hosts: list[HostName] = []
    path: Pattern


class Identity(_OnHosts):
    """A path and the identity key that it gives; keys with one prefix must agree over all packs."""

    key: Text

    @model_validator(mode="after")
    def _named(self) -> Identity:
        _needs(self.key, self.path)
        return self


class Rewriting(_OnHosts):
    """A path and the canonical address (without scheme) of the same resource in the same representation.

    `minor`: a nicety that a maintainer may well leave, shown as information.
    """

    to: Text
    why: Text
    minor: bool = False

    @model_validator(mode="after")
    def _named(self) -> Rewriting:
        _needs(self.to, self.path)
        return self


class FormRow(_OnHosts):
    """A path and the form (`abs`, `pdf`) in which it shows its resource; `[forms]` has the templates."""

    name: Text


class Impossible(_OnHosts):
    """A path that can't exist and the message that says why; `future`: only if the month `yy`, `mm` lies ahead."""

    why: Text
    future: bool = False

    @model_validator(mode="after")
    def _named(self) -> Impossible:
        _needs(self.why, self.path)
        return self


class HostExample(_Model):
    """A URL and what the pack should make of it."""

    url: Text
    key: Text | None = None
    canonical: Text | None = None
    form: Text | None = None
    venue: Text | None = None
    year: Year | None = None
    impossible: Text | None = None


class HostPack(_Model):
    """`rules/hosts/<id>.toml`."""

    name: Text
    hosts: Annotated[list[HostName], Field(min_length=1)]
    serves: Text
    status: Status = "alive"
    since: Annotated[str, Field(pattern=r"^\d{4}(-\d\d)?$")] | None = None
    successor: HostName | None = None
    https: bool = False
    shortener: bool = False
    www: Literal["no"] | None = None
    roles: list[Text] = []
    tracking: list[Text] = []
    note: Text | None = None
    forms: dict[str, Text] = {}
    identity: list[Identity] = []
    rewrite: list[Rewriting] = []
    form: list[FormRow] = []
    impossible: list[Impossible] = []
    publication: list[Published] = []
    volumes: dict[str, Annotated[str, Field(pattern=r"^[a-z0-9-]+ \d{4}$")]] = {}
    example: list[HostExample] = []
    near_miss: list[NearMiss] = []

    @model_validator(mode="after")
    def _whole(self) -> HostPack:
        if not self.example and not self.near_miss:
            raise ValueError("give an [[example]] or a [[near_miss]]")
        for row in self.form:
            if row.name not in self.forms:
                raise ValueError(f"the form {row.name!r} has no template in [forms]")
        return self


class Label(_Model):
    """A role: how its label is usually spelt, what it leads to, and its other spellings."""

    name: Text
    means: Text
    aliases: list[Text] = []
    emoji: list[Text] = []


class OwnLabel(_Model):
    """More spellings of a role, or a new one."""

    name: Text | None = None
    means: Text | None = None
    aliases: list[Text] = []
    emoji: list[Text] = []


class LabelsPack(_Model):
    """`rules/labels.toml`."""

    label: dict[str, Label]
    column: dict[str, list[Text]]


class ParametersPack(_Model):
    """`rules/parameters.toml`."""

    tracking: list[Text] = []
    redirectors: list[Text] = []
    meant: list[Text] = []


class OwnPacks(_Model):
    """A user's file."""

    venue: dict[str, VenuePack] = {}
    host: dict[str, HostPack] = {}
    label: dict[str, OwnLabel] = {}
    column: dict[str, list[Text]] = {}
    parameters: ParametersPack | None = None


MODELS: dict[str, type[_Model]] = {"venue": VenuePack, "host": HostPack, "labels": LabelsPack, "parameters": ParametersPack}


def check_pack(kind: str, table: Table, path: Path) -> None:
    """Raise UserError, naming file, row, key and remedy, unless the table is a pack of that kind."""
    model = MODELS.get(kind)
    if model is None:
        raise UserError(f"no kind of pack: {path.name}", filename=str(path), remedy=f"the files are {', '.join(MODELS)}")
    _check(model, table, path)


def read_own_packs(path: Path) -> list[Packfile]:
    """The packs of a user's file. Raises UserError, naming file, row, key and remedy, for what is wrong in it."""
    table = read_toml(path)
    _check(OwnPacks, table, path)
    packs: list[Packfile] = [(kind, name, pack) for kind in ("venue", "host") for name, pack in table.get(kind, {}).items()]
    if "label" in table or "column" in table:
        packs.append(("labels", "labels", {key: table[key] for key in ("label", "column") if key in table}))
    if "parameters" in table:
        packs.append(("parameters", "parameters", table["parameters"]))
    return packs


def _check(model: type[_Model], table: Table, path: Path) -> None:
    try:
        model.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        where = [str(part) for part in first["loc"]]
        message = first["msg"].removeprefix("Value error, ")
        raise UserError(
            f"{'.'.join(where) or 'the pack'}: {message}",
            filename=str(path),
            row=_row_of(path.read_text("utf-8"), first["loc"]),
            remedy=_remedy(model, first),
        ) from None


def _row_of(text: str, keys: tuple[Any, ...]) -> int | None:
    """The row where the last named key stands, below the tables that lead to it; None if it isn't found."""
    lines = text.split("\n")
    at: int | None = None
    for place, key in enumerate(keys):
        if isinstance(key, int):
            continue
        number = keys[place + 1] if place + 1 < len(keys) and isinstance(keys[place + 1], int) else 0
        name = rf'"?{re.escape(key)}"?'
        header = rf'\s*\[+(?:[\w."-]+\.)?{name}\]+'
        setting = rf"|\s*{name}\s*=" if at is not None or place == len(keys) - 1 else ""
        hits = [row for row in range(at or 0, len(lines)) if re.match(header + setting, lines[row])]
        if hits:
            at = hits[number] if len(hits) > number else hits[0]
    return None if at is None else at + 1


def _remedy(model: type[_Model], error: Any) -> str | None:
    if error["type"] == "extra_forbidden":
        from rapidfuzz import process

        known = _known_keys(model)
        near = process.extractOne(str(error["loc"][-1]), known)
        return f"did you mean {near[0]!r}?" if near and near[1] >= 60 else f"known keys: {', '.join(known)}"
    return "required" if error["type"] == "missing" else None


def _known_keys(model: type[_Model]) -> list[str]:
    models: set[type[_Model]] = {VenuePack, HostPack} if model is OwnPacks else {model}
    return sorted({field.alias or name for one in (*models, model) for name, field in one.model_fields.items()})
