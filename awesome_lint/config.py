"""Config files: read, checked, explained. Pydantic stands at this border; behind it there are plain `Settings`.

A mistake is told with file, line, key and the nearest right name; all mistakes of a file at once.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model
from pydantic_core import ErrorDetails

from awesome_lint import PROJECT_URL
from awesome_lint.bounded import LARGEST_CONFIG, parse_toml, read_bytes
from awesome_lint.errors import UserError
from awesome_lint.globs import problem
from awesome_lint.knowledge import load_packs
from awesome_lint.rule import Rule, Severity, all_rules
from awesome_lint.settings import Selection, Settings, nearest, selectors
from awesome_lint.style import MEASURES, Measure
from awesome_lint.style import pins as style_pins

SCHEMA_URL = f"{PROJECT_URL}/raw/main/docs/awesome-lint.schema.json"

Key = tuple[str | int, ...]
"""The way to a value in a TOML file: names of tables and keys, indices of lists."""

Names = tuple[str, ...]

MOST_PROBLEMS = 20
"""Mistakes of a file that are told: finding the nearest right name takes milliseconds for each."""

MOST_PATTERNS = 1_000
"""Patterns of a setting: each is tried on every file and folder."""

MOST_PACKS = 20

LARGEST_PACK = 1_000_000
"""Bytes of a pack: ours have up to 20,000."""


class Config(BaseModel):
    """The settings of awesome-lint, in `awesome-lint.toml`, `.awesome-lint.toml` or `[tool.awesome-lint]` of `pyproject.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=lambda name: name.replace("_", "-"), title="awesome-lint")

    include: Annotated[Names, Field(description="Files to check where none is named: patterns as in .gitignore. Default: README.md")] = ()
    exclude: Annotated[Names, Field(description="Files and folders to leave out: patterns as in .gitignore.")] = ()
    select: Annotated[
        Names | None, Field(description="The rules or groups to run, these alone. Default: the rules that are on by default.")
    ] = None
    extend_select: Annotated[Names, Field(description="Rules or groups to run besides.")] = ()
    ignore: Annotated[Names, Field(description="Rules or groups not to run.")] = ()
    per_file_ignores: Annotated[dict[str, Names], Field(description="Rules or groups not to run on some files, by pattern.")] = {}
    severity: Annotated[
        dict[str, Literal["error", "warning", "info"]], Field(description="How severe the findings of a rule or group are.")
    ] = {}
    fail_on: Annotated[
        Literal["error", "warning", "info", "never"] | None,
        Field(description="The least severity that makes the exit status 1, and that `fix` repairs. Default: warning"),
    ] = None
    min_severity: Annotated[
        Literal["error", "warning", "info"] | None, Field(description="The least severity that is shown, and counts. Default: info")
    ] = None
    output_format: Annotated[
        Literal["full", "concise", "json", "jsonl", "github", "sarif", "rdjson", "markdown", "counts"] | None,
        Field(description="How findings are shown. Default: full"),
    ] = None
    baseline: Annotated[str | None, Field(description="A baseline, relative to this file: its findings are not shown.")] = None
    style: Annotated[
        dict[str, str | dict[str, str]], Field(description="Traits of the house style that are fixed. `awesome-lint style` shows them all.")
    ] = {}
    columns: Annotated[
        dict[str, Literal["title", "name", "authors", "venue", "date", "description", "label", "number", "other"]],
        Field(description="What columns of tables hold, by header, where it is read wrongly."),
    ] = {}
    packs: Annotated[Names, Field(description="Own TOML files of venues, hosts and labels, relative to this file.")] = ()
    rules: Annotated[dict[str, dict[str, Any]], Field(description="Options of rules, by rule.")] = {}


def load(path: Path) -> Settings:
    """The settings of a config file. Raises UserError, naming line, key and remedy, for what is wrong in it."""
    text = _read(path)
    try:
        data = parse_toml(text)
    except ValueError as error:
        raise _syntax_error(str(error), path) from None
    prefix: Key = ()
    if path.name == "pyproject.toml":
        prefix = ("tool", "awesome-lint")
        data = data.get("tool", {}).get("awesome-lint", {})
    file = _File(path, text, prefix)
    config = _validated(data, file)
    wrong = chain(_wrong_names(config, file), _wrong_style(config, file), _wrong_globs(config, file), _wrong_paths(config, file))
    problems = list(islice(wrong, MOST_PROBLEMS))
    options = {name: _options(name, given, file, problems) for name, given in config.rules.items() if name in all_rules()}
    if problems:
        raise _one_error(problems)
    return Settings(
        path=path,
        root=path.parent,
        include=config.include,
        exclude=config.exclude,
        selection=Selection(config.select, config.extend_select, config.ignore),
        per_file_ignores=tuple(config.per_file_ignores.items()),
        severity={name: Severity[level.upper()] for name, level in config.severity.items()},
        style=dict(_flat(config.style)),
        columns={header.strip().casefold(): role for header, role in config.columns.items()},
        packs=tuple(path.parent / pack for pack in config.packs),
        options=options,
        fail_on=config.fail_on,
        min_severity=config.min_severity,
        output_format=config.output_format,
        baseline=path.parent / config.baseline if config.baseline else None,
        origins={key: f"{path.name}:{file.row((key,))}" for key in data},
    )


def _read(path: Path) -> str:
    try:
        return read_bytes(path, LARGEST_CONFIG, remedy="a config file is short: leave out what isn't needed").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"not UTF-8: byte 0x{error.object[error.start]:02x} at offset {error.start}", filename=str(path)) from None
    except OSError as error:
        raise UserError(f"can't be read: {error.strerror}", filename=str(path)) from None


def _syntax_error(message: str, path: Path) -> UserError:
    """The parser's words, its place as ours: `... (at line 3, column 9)`."""
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    what = message[: place.start()] if place else message
    column = f" in column {place[2]}" if place and place[2] else ""
    row = int(place[1]) if place and place[1] else None
    return UserError(f"not valid TOML: {what[0].lower()}{what[1:]}{column}", filename=str(path), row=row)


class _File:
    """A config file's text, asked where a key stands in it."""

    def __init__(self, path: Path, text: str, prefix: Key) -> None:
        self.path = path
        self.prefix = prefix
        self._lines = text.splitlines()
        self._rows = dict(_key_rows(self._lines))

    def row(self, key: Key) -> int | None:
        """The row of a key, of a list's item where the last part is a string in it, else of what it stands in."""
        whole = (*self.prefix, *key)
        for end in range(len(whole), 0, -1):
            if row := self._rows.get(tuple(map(str, whole[:end]))):
                return row
        return None

    def problem(self, key: Key, message: str, remedy: str | None = None, *, value: str | None = None) -> UserError:
        """A mistake at a key, or at a string in the list or table that the key names."""
        row = self.row(key)
        if row is not None and value is not None:
            quoted = (f'"{value}"', f"'{value}'")
            row = next((n for n, line in enumerate(self._lines[row - 1 :], row) if any(q in line for q in quoted)), row)
        return UserError(message, filename=str(self.path), row=row, remedy=remedy)


def _key_rows(lines: list[str]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Each key of a TOML text with its row. TOML's own parser reads the names; tables in lists are not told apart."""
    table: tuple[str, ...] = ()
    for row, line in enumerate(lines, 1):
        stripped = line.strip()
        if stripped.startswith("["):
            if found := _names(stripped.lstrip("[").partition("]")[0]):
                table = found
                yield from ((table[:end], row) for end in range(1, len(table) + 1))
        elif "=" in stripped and not stripped.startswith("#") and (found := _names(stripped.partition("=")[0])):
            yield from (((*table, *found[:end]), row) for end in range(1, len(found) + 1))


def _names(key: str) -> tuple[str, ...]:
    """The parts of a dotted key as written; nothing where it is none."""
    try:
        data: Any = tomllib.loads(f"{key} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    names = []
    while isinstance(data, dict):
        ((name, data),) = data.items()
        names.append(name)
    return tuple(names)


def _validated(data: Mapping[str, Any], file: _File) -> Config:
    """The data as a Config: strictly, but lists as tuples, as in JSON."""
    try:
        return Config.model_validate_json(json.dumps(data, default=str), strict=True)
    except ValidationError as error:
        aliases = [field.alias or name for name, field in Config.model_fields.items()]
        # A value that may be of two types fails as each: the first one is the plain one.
        by_key = {_key(details): details for details in reversed(error.errors())}
        # And one that is wrong as a string is rather what is wrong inside of it, as a table.
        outer = {key[:end] for key in by_key for end in range(len(key))}
        inner = (details for key, details in by_key.items() if key not in outer)
        raise _one_error([_problem(details, (), aliases, file) for details in islice(inner, MOST_PROBLEMS)]) from None


def _key(details: ErrorDetails) -> Key:
    """Where one of pydantic's errors lies, without its names for the types of a union."""
    return tuple(part for part in details["loc"] if part not in ("str", "dict[str,str]"))


def _problem(details: ErrorDetails, at: Key, known: list[str], file: _File) -> UserError:
    """One of pydantic's errors in our words."""
    key = (*at, *_key(details))
    name = ".".join(str(part) for part in key if isinstance(part, str))
    kind, given = details["type"], details["input"]
    if key == ("tool",):
        return file.problem(key, "`tool` is for `pyproject.toml`", "here the keys go without a table around them")
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        word = "option" if at else "key"
        listed = ", ".join(f"`{one}`" for one in known) or "it has none"
        return file.problem(key, f"unknown {word} `{name}`", nearest(str(key[-1]), known, f"the {word}s are {listed}" if known else listed))
    if kind in ("tuple_type", "list_type"):
        remedy = f"write `{key[-1]} = [{json.dumps(given)}]`" if isinstance(given, str) else None
        return file.problem(key, f"`{name}` must be a list of strings, not {_kind(given)}", remedy)
    if kind == "string_type":
        return file.problem(
            key, f"`{name}` must {'hold strings' if isinstance(key[-1], int) else 'be a string'}, not {_kind(given)}: {json.dumps(given)}"
        )
    if kind == "dict_type":
        return file.problem(key, f"`{name}` must be a table, not {_kind(given)}")
    if kind == "literal_error":
        expected = details["ctx"]["expected"]
        return file.problem(
            key, f"`{name}` is {json.dumps(given)}", nearest(str(given), re.findall(r"'(.+?)'", expected), f"it must be {expected}")
        )
    return file.problem(key, f"`{name}` is {json.dumps(given)}: {details['msg'][0].lower()}{details['msg'][1:]}")


def _kind(value: object) -> str:
    """What TOML calls a value."""
    names = {bool: "a boolean", int: "an integer", float: "a float", str: "a string", list: "a list", dict: "a table"}
    return names.get(type(value), "that")


def _wrong_names(config: Config, file: _File) -> Iterator[UserError]:
    """The names that no rule and no group has."""
    lists: dict[tuple[str, ...], Names] = {
        ("select",): config.select or (),
        ("extend-select",): config.extend_select,
        ("ignore",): config.ignore,
    }
    lists |= {("per-file-ignores", pattern): names for pattern, names in config.per_file_ignores.items()}
    for key, names in lists.items():
        for name in names:
            if name not in selectors():
                yield file.problem(key, f"`{'.'.join(key)}`: there is no rule or group `{name}`", nearest(name, selectors()), value=name)
    for name in config.severity:
        if name not in selectors():
            yield file.problem(("severity", name), f"`severity`: there is no rule or group `{name}`", nearest(name, selectors()))
    for name in config.rules:
        if name not in all_rules():
            yield file.problem(("rules", name), f"`rules`: there is no rule `{name}`", nearest(name, all_rules()))


def _wrong_style(config: Config, file: _File) -> Iterator[UserError]:
    """The pinned traits that don't exist, that can't be pinned, or not to that value."""
    packs = cache(lambda: load_packs(tuple(file.path.parent / pack for pack in config.packs)))
    for name, value in config.style.items():
        if isinstance(value, dict) and "." in name:
            yield file.problem(("style", name), f"`style.{name}` must be a string, not a table")
            continue
        pins = {f"{name}.{key}": item for key, item in value.items()} if isinstance(value, dict) else {name: value}
        for trait, item in pins.items():
            if fault := style_pins.fault(style_pins.folded(trait), item, packs):
                key = ("style", name) if trait == name else ("style", name, trait.removeprefix(f"{name}."))
                yield file.problem(key, fault.message, nearest(fault.given, fault.known, fault.remedy))


def _wrong_globs(config: Config, file: _File) -> Iterator[UserError]:
    """The patterns that can't match any file."""
    lists = {"include": config.include, "exclude": config.exclude}
    for key, count in {**{key: len(patterns) for key, patterns in lists.items()}, "per-file-ignores": len(config.per_file_ignores)}.items():
        if count > MOST_PATTERNS:
            yield file.problem((key,), f"`{key}` has {count:,} patterns (the limit is {MOST_PATTERNS:,})", "name folders instead of files")
            return
    for key, patterns in lists.items():
        for pattern in patterns:
            if why := problem(pattern):
                yield file.problem((key,), f"`{key}`: the pattern `{pattern}` matches nothing: {why}", value=pattern)
    for pattern in config.per_file_ignores:
        if why := problem(pattern):
            yield file.problem(("per-file-ignores", pattern), f"`per-file-ignores`: the pattern `{pattern}` matches nothing: {why}")


def _wrong_paths(config: Config, file: _File) -> Iterator[UserError]:
    """The packs and baselines that are no file of the repository: a config may come from a stranger, and must not make us read a device."""
    top = next((folder for folder in file.path.resolve().parents if (folder / ".git").exists()), file.path.resolve().parent)
    if len(config.packs) > MOST_PACKS:
        yield file.problem(("packs",), f"`packs` has {len(config.packs):,} files (the limit is {MOST_PACKS})", "put packs together")
        return
    for name in config.packs:
        pack = Path(os.path.realpath(file.path.parent / name))
        why = None
        if not pack.is_relative_to(top):
            why = "is outside of the repository"
        elif pack.exists() and not pack.is_file():
            why = "is no regular file"
        elif pack.is_file() and pack.stat().st_size > LARGEST_PACK:
            why = f"is too large: {pack.stat().st_size:,} bytes (the limit is {LARGEST_PACK:,})"
        if why:
            yield file.problem(("packs",), f"`packs`: `{name}` {why}", value=name)
    if config.baseline and not Path(os.path.realpath(file.path.parent / config.baseline)).is_relative_to(top):
        yield file.problem(("baseline",), f"`baseline`: `{config.baseline}` is outside of the repository")


def _flat(style: Mapping[str, str | dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Traits by name: `heading-shape.2` is a trait whether TOML was given a table, a dotted key or a quoted one."""
    for name, value in style.items():
        if isinstance(value, dict):
            yield from ((style_pins.folded(f"{name}.{key}"), item) for key, item in value.items())
        else:
            yield style_pins.folded(name), value


def _options(name: str, given: Mapping[str, Any], file: _File, problems: list[UserError]) -> object:
    """The options object of a rule; what is wrong with it is added to the problems."""
    rule = all_rules()[name]
    keys = _option_keys(rule)
    unknown = [key for key in given if key not in keys]
    for key in unknown[:MOST_PROBLEMS]:
        listed = f"its options are {', '.join(f'`{one}`' for one in keys)}" if keys else f"`{name}` has no options"
        problems.append(file.problem(("rules", name, key), f"unknown option `rules.{name}.{key}`", nearest(key, keys, listed)))
    if unknown or rule.options is None:
        return None
    data = {keys[key]: value for key, value in given.items()}
    try:
        return rule.options(**dict(_option_model(rule).model_validate_json(json.dumps(data, default=str), strict=True)))
    except ValidationError as error:
        spelt = {field: key for key, field in keys.items()}
        for details in islice(error.errors(), MOST_PROBLEMS):
            details["loc"] = tuple(spelt.get(str(part), part) for part in details["loc"])
            problems.append(_problem(details, ("rules", name), list(keys), file))
        return None


def _option_keys(rule: Rule) -> dict[str, str]:
    """The options of a rule: the key that a config writes, and the field."""
    return {field.replace("_", "-"): field for field in (rule.options._fields if rule.options else ())}


@cache
def _option_model(rule: Rule) -> type[BaseModel]:
    """What pydantic checks the options of a rule by: the fields of its named tuple."""
    fields: dict[str, Any] = {}
    if rule.options:
        kinds = get_type_hints(rule.options)
        fields = {name: (kinds[name], default) for name, default in rule.options()._asdict().items()}
    return create_model(rule.name, **fields)


def _one_error(problems: list[UserError]) -> UserError:
    """One error that tells all of them, in the order of their rows."""
    first, *others = sorted(problems, key=lambda problem: problem.row or 0)
    if others:
        return _SeveralError(first, *others)
    return first


class _SeveralError(UserError):
    """Several mistakes of one file, told together."""

    def __init__(self, first: UserError, *others: UserError) -> None:
        super().__init__(first.message, filename=first.filename, row=first.row, remedy=first.remedy)
        self.errors = (first, *others)

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(map(str, self.errors))

    def __str__(self) -> str:
        return "\n".join(map(str, self.errors))


def schema() -> dict[str, Any]:
    """The JSON Schema of a config file, with the names and options of today's rules."""
    data = Config.model_json_schema(by_alias=True)
    data["$schema"] = "http://json-schema.org/draft-07/schema#"
    data["$id"] = SCHEMA_URL
    data["definitions"] = {"selector": {"enum": list(selectors())}, "rule": {"enum": list(all_rules())}}
    properties = data["properties"]
    names = {"type": "array", "items": {"$ref": "#/definitions/selector"}}
    for key in ("select", "extend-select", "ignore"):
        properties[key] = names | {"description": properties[key]["description"]}
    properties["per-file-ignores"]["additionalProperties"] = names
    properties["severity"]["propertyNames"] = {"$ref": "#/definitions/selector"}
    properties["style"] = {
        "type": "object",
        "description": properties["style"]["description"],
        "patternProperties": {
            _style_pattern(measure): _style_schema(measure) for measure in MEASURES if measure.is_shown and measure.values
        },
        "additionalProperties": False,
    }
    properties["rules"] = {
        "type": "object",
        "description": properties["rules"]["description"],
        "properties": {name: _option_schema(rule) for name, rule in all_rules().items() if rule.options},
        "additionalProperties": False,
    }
    return data


def _style_pattern(measure: Measure) -> str:
    """The names of the traits that a measure gives, as a regular expression."""
    return f"^{measure.name}{'([.].+)?' if measure.keys else ''}$"


def _style_schema(measure: Measure) -> dict[str, Any]:
    """What a trait can be pinned to; where it has keys, a table of them too."""
    assert measure.values
    value: dict[str, Any] = {"type": "string", "description": f"{measure.says}: {measure.values.listed}"}
    if measure.values.choices:
        value["enum"] = list(measure.values.choices)
    return {"anyOf": [value, {"type": "object", "additionalProperties": value}]} if measure.keys else value


def _option_schema(rule: Rule) -> dict[str, Any]:
    data = _option_model(rule).model_json_schema()
    data["properties"] = {key: data["properties"][field] for key, field in _option_keys(rule).items()}
    return data | {"title": rule.name, "description": rule.summary, "additionalProperties": False}
