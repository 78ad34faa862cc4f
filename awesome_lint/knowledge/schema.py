"""What a pack may say: the pydantic models of `rules/*.toml`, for the tests and for users' own packs.

Our own packs are checked by the tests and trusted at run time; a user's own are checked whenever they are read.
A user's file holds any number of packs, under the same keys: `[venue.<id>]`, `[host.<id>]`, `[label.<role>]`,
`[column]`, `[parameters]`.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from awesome_lint.knowledge.linear import Budget, why_slow
from awesome_lint.knowledge.venues import parse_years

Kind = Literal["conference", "workshop", "journal", "preprint"]
Status = Literal["alive", "moved", "retired"]
ResourceKind = Literal["paper", "code", "video"]
"""What identity keys name."""


def _linear(pattern: str, info: ValidationInfo) -> str:
    """A pattern that compiles and takes bounded time on hostile text, with those before it if there is a budget."""
    if why := why_slow(pattern):
        raise ValueError(f"{why}: {pattern}")
    if isinstance(info.context, Budget):
        info.context.take(pattern)
    return pattern


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


def _template(text: str) -> str:
    """A template of plain `{name}`: no format specification, no conversion, no attribute and no index."""
    if rest := re.search(r"[{}].{0,20}", re.sub(r"\{[A-Za-z_]\w*\}", "", text)):
        raise ValueError(f"write plain {{name}} in a template: {rest[0]!r}")
    return text


def _needs(template: str, pattern: str) -> None:
    missing = set(re.findall(r"\{(\w+)\}", template)) - _pattern_groups(pattern)
    if missing:
        raise ValueError(f"{template!r} asks for {', '.join(sorted(missing))}, which the pattern doesn't name")


Pattern = Annotated[str, AfterValidator(_linear)]
HostName = Annotated[str, AfterValidator(_host)]
Years = Annotated[str, AfterValidator(_years)]
Year = Annotated[int, Field(ge=1900, le=2100)]
Text = Annotated[str, Field(min_length=1)]
Template = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_template)]


class PackModel(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Former(PackModel):
    """A name that a venue had up to and with a year."""

    name: Text
    until: Year


class Joint(PackModel):
    """Years in which a venue was held together with another one."""

    with_: Annotated[str, Field(alias="with")]
    years: list[Years]


class Published(PackModel):
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
        if self.key and not re.match(r"[a-z][a-z0-9.-]*:", self.key):
            raise ValueError("a key's pattern begins with its scheme, as in 'doi:10\\.1145/.+'")
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


class VenueExample(PackModel):
    """A real URL of the venue's, and the year that it states, if it does."""

    url: Text
    year: Year | None = None


class NearMiss(PackModel):
    """A URL that looks like one of the pack's and is none; `why` says what it is."""

    url: Text
    why: Text


class VenuePack(PackModel):
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


class _OnHosts(PackModel):
    """A row on some of the pack's hosts, by default on all; `path` is the whole path with its query."""

    hosts: list[HostName] = []
    path: Pattern


class Identity(_OnHosts):
    """A path and the identity key that it gives; keys of one scheme must agree over all packs.

    `kind` is what such keys name, left out for anything else; `cased`: capitals count in them. One row of a scheme says it.
    """

    key: Annotated[Template, Field(pattern=r"^(?:[a-z][a-z0-9-]*|\{host\}):.")]
    kind: ResourceKind | None = None
    cased: bool = False

    @model_validator(mode="after")
    def _named(self) -> Identity:
        _needs(self.key, self.path)
        return self


class Rewriting(_OnHosts):
    """A path and the canonical address (without scheme) of the same resource in the same representation.

    `minor`: a nicety that a maintainer may well leave, shown as information.
    """

    to: Template
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
    """A path that can't exist and the message that says why; `future`: only if the month `yy`, `mm` is still to come."""

    why: Template
    future: bool = False

    @model_validator(mode="after")
    def _named(self) -> Impossible:
        _needs(self.why, self.path)
        return self


class HostExample(PackModel):
    """A URL and what the pack should make of it."""

    url: Text
    key: Text | None = None
    canonical: Text | None = None
    form: Text | None = None
    venue: Text | None = None
    year: Year | None = None
    impossible: Text | None = None


class HostPack(PackModel):
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
    forms: dict[str, Template] = {}
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


class Label(PackModel):
    """A role: how its label is usually spelt, what it leads to, and its other spellings.

    `leads_to` are kinds of resources, `page` for any page; left out where not known.
    """

    name: Text
    means: Text
    leads_to: list[ResourceKind | Literal["page"]] = []
    aliases: list[Text] = []
    emoji: list[Text] = []


class OwnLabel(PackModel):
    """More spellings of a role, or a new one."""

    name: Text | None = None
    means: Text | None = None
    leads_to: list[ResourceKind | Literal["page"]] = []
    aliases: list[Text] = []
    emoji: list[Text] = []


class LabelsPack(PackModel):
    """`rules/labels.toml`."""

    label: dict[str, Label]
    column: dict[str, list[Text]]
    misspelling: dict[str, list[Text]] = {}


class WordsPack(PackModel):
    """`rules/words.toml`."""

    aside: list[Text] = []
    aside_alone: list[Text] = []
    unlisted: list[Text] = []
    news: list[Text] = []
    journal: list[Text] = []
    closing: list[Text] = []


class ParametersPack(PackModel):
    """`rules/parameters.toml`."""

    tracking: list[Text] = []
    redirectors: list[Text] = []
    meant: list[Text] = []
    redirects: dict[Annotated[str, Field(pattern="/")], list[Text]] = {}


class OwnPacks(PackModel):
    """A user's file."""

    venue: dict[str, VenuePack] = {}
    host: dict[str, HostPack] = {}
    label: dict[str, OwnLabel] = {}
    column: dict[str, list[Text]] = {}
    misspelling: dict[str, list[Text]] = {}
    parameters: ParametersPack | None = None
    words: WordsPack | None = None


MODELS: dict[str, type[PackModel]] = {
    "venue": VenuePack,
    "host": HostPack,
    "labels": LabelsPack,
    "parameters": ParametersPack,
    "words": WordsPack,
}
