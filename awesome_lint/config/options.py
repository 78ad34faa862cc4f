"""The options of rules: what a config says, as the named tuple of the rule."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from itertools import islice
from typing import Any, get_type_hints

from pydantic import BaseModel, ValidationError, create_model

from awesome_lint.config.mistakes import MOST_PROBLEMS, in_our_words
from awesome_lint.config.text import ConfigText
from awesome_lint.errors import UserError
from awesome_lint.rule import Rule, all_rules
from awesome_lint.suggest import did_you_mean, quoted


def read_options(name: str, given: Mapping[str, Any], file: ConfigText, problems: list[UserError]) -> object:
    """The options object of a rule; what is wrong with it is added to the problems."""
    rule = all_rules()[name]
    keys = option_keys(rule)
    unknown = [key for key in given if key not in keys]
    for key in unknown[:MOST_PROBLEMS]:
        listed = f"its options are {quoted(keys)}" if keys else f"`{name}` has no options"
        problems.append(file.problem(("rules", name, key), f"unknown option `rules.{name}.{key}`", did_you_mean(key, keys, listed)))
    if unknown or rule.options is None:
        return None
    data = {keys[key]: value for key, value in given.items()}
    try:
        return rule.options(**dict(option_model(rule).model_validate_json(json.dumps(data, default=str), strict=True)))
    except ValidationError as error:
        spelt = {field: key for key, field in keys.items()}
        for details in islice(error.errors(), MOST_PROBLEMS):
            details["loc"] = tuple(spelt.get(str(part), part) for part in details["loc"])
            problems.append(in_our_words(details, ("rules", name), list(keys), file))
        return None


def option_keys(rule: Rule) -> dict[str, str]:
    """The options of a rule: the key that a config writes, and the field."""
    return {field.replace("_", "-"): field for field in (rule.options._fields if rule.options else ())}


@cache
def option_model(rule: Rule) -> type[BaseModel]:
    """What pydantic checks the options of a rule by: the fields of its named tuple."""
    fields: dict[str, Any] = {}
    if rule.options:
        kinds = get_type_hints(rule.options)
        fields = {name: (kinds[name], default) for name, default in rule.options()._asdict().items()}
    return create_model(rule.name, **fields)
