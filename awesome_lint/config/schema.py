"""The JSON Schema of a config file, for editors."""

from __future__ import annotations

from typing import Any

from awesome_lint import PROJECT_URL
from awesome_lint.config.keys import Config
from awesome_lint.config.options import option_keys, option_model
from awesome_lint.rule import Rule, all_rules
from awesome_lint.settings import selectors
from awesome_lint.style import MEASURES, Measure

SCHEMA_URL = f"{PROJECT_URL}/raw/main/docs/awesome-lint.schema.json"


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
    properties["select"]["minItems"] = 1
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
    data = option_model(rule).model_json_schema()
    data["properties"] = {key: data["properties"][field] for key, field in option_keys(rule).items()}
    return data | {"title": rule.name, "description": rule.summary, "additionalProperties": False}
