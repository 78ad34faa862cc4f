"""What a config file may say."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Names = tuple[str, ...]


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
