"""A config file as settings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from awesome_lint.bounded import parse_toml
from awesome_lint.config.keys import Config
from awesome_lint.config.mistakes import MOST_PROBLEMS, in_our_words, key_of, one_error
from awesome_lint.config.names import wrong_globs, wrong_names, wrong_paths, wrong_style
from awesome_lint.config.options import read_options
from awesome_lint.config.text import ConfigText, Key, read_text, syntax_error
from awesome_lint.rule import Severity, all_rules
from awesome_lint.settings import Selection, Settings
from awesome_lint.style import pins as style_pins
from awesome_lint.toml import OWN_TABLE, PYPROJECT, misnamed_table, toml_kind


def load(path: Path) -> Settings:
    """The settings of a config file. Raises UserError, naming line, key and remedy, for what is wrong in it."""
    text = read_text(path)
    try:
        data = parse_toml(text)
    except ValueError as error:
        raise syntax_error(str(error), path, text) from None
    prefix: Key = ()
    if path.name == PYPROJECT:
        if misnamed := misnamed_table(data):
            remedy = f"did you mean `[{'.'.join(OWN_TABLE)}]`?"
            raise ConfigText(path, text, ()).problem(misnamed, f"nothing reads the table `{'.'.join(misnamed)}`", remedy)
        prefix = OWN_TABLE
        data = _own_table(data, path, text)
    file = ConfigText(path, text, prefix)
    config = _validated(data, file)
    paths = list(wrong_paths(config, file))
    # What a trait can be pinned to may depend on packs: where these can't be read, it isn't known.
    wrong = chain(wrong_names(config, file), () if paths else wrong_style(config, file), wrong_globs(config, file), paths)
    problems = list(islice(wrong, MOST_PROBLEMS))
    options = {name: read_options(name, given, file, problems) for name, given in config.rules.items() if name in all_rules()}
    if problems:
        raise one_error(problems)
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


def _own_table(data: dict[str, Any], path: Path, text: str) -> dict[str, Any]:
    """Our table of a `pyproject.toml`, empty where there is none. Raises UserError where it is no table, or in none."""
    for end, name in enumerate(OWN_TABLE, 1):
        found = data.get(name, {})
        if not isinstance(found, dict):
            key = OWN_TABLE[:end]
            raise ConfigText(path, text, ()).problem(key, f"`{'.'.join(key)}` must be a table, not {toml_kind(found)}")
        data = found
    return data


def _validated(data: Mapping[str, Any], file: ConfigText) -> Config:
    """The data as a Config: strictly, but lists as tuples, as in JSON."""
    try:
        return Config.model_validate_json(json.dumps(data, default=str), strict=True)
    except ValidationError as error:
        aliases = [field.alias or name for name, field in Config.model_fields.items()]
        # A value that may be of two types fails as each: the first one is the plain one.
        by_key = {key_of(details): details for details in reversed(error.errors())}
        # And one that is wrong as a string is rather what is wrong inside of it, as a table.
        outer = {key[:end] for key in by_key for end in range(len(key))}
        inner = (details for key, details in by_key.items() if key not in outer)
        raise one_error([in_our_words(details, (), aliases, file) for details in islice(inner, MOST_PROBLEMS)]) from None


def _flat(style: Mapping[str, str | dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Traits by name: `heading-shape.2` is a trait whether TOML was given a table, a dotted key or a quoted one."""
    for name, value in style.items():
        if isinstance(value, dict):
            yield from ((style_pins.folded(f"{name}.{key}"), item) for key, item in value.items())
        else:
            yield style_pins.folded(name), value
