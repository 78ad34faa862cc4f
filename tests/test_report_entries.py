"""Entries as jsonl, json and csv."""

from __future__ import annotations

import csv
import io
import json

import pytest

from awesome_lint.knowledge import load_packs
from awesome_lint.reading import read
from awesome_lint.report.entries import FORMATS, write
from awesome_lint.source import Source

LIST = """\
# Papers

- Attention Is All You Need, NeurIPS 2017. [[paper](https://arxiv.org/abs/1706.03762)]
- [Tool, "quoted"](https://github.com/example/tool) - A tool.
"""


def written(output_format: str, text: str = LIST) -> str:
    packs = load_packs()
    return "".join(write([read(Source.of(text, "papers.md"), packs)], packs, output_format))


def test_a_line_has_the_fields_of_the_contract() -> None:
    first = json.loads(written("jsonl").splitlines()[0])
    assert first == {
        "file": "papers.md",
        "line": 3,
        "end_line": 3,
        "title": "Attention Is All You Need",
        "links": [{"label": "paper", "role": "paper", "url": "https://arxiv.org/abs/1706.03762"}],
        "venue": "NeurIPS",
        "year": 2017,
        "section": "Papers",
        "identities": ["arxiv:1706.03762"],
        "authors": [],
        "description": "",
        "sections": ["Papers"],
        "columns": {},
    }


def test_all_formats_say_the_same() -> None:
    lines = [json.loads(line) for line in written("jsonl").splitlines()]
    assert json.loads(written("json")) == lines
    rows = list(csv.DictReader(io.StringIO(written("csv"))))
    assert [row["title"] for row in rows] == [line["title"] for line in lines] == ["Attention Is All You Need", 'Tool, "quoted"']
    assert [json.loads(row["links"]) for row in rows] == [line["links"] for line in lines]
    assert [row["identities"].split() for row in rows] == [line["identities"] for line in lines]


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_list_without_entries_is_written_too(output_format: str) -> None:
    text = written(output_format, "# Nothing\n")
    assert {"jsonl": "", "json": "[]\n"}.get(output_format, text) == text


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="known are jsonl, json, csv"):
        write([], load_packs(), "xml")


def test_the_link_of_a_title_is_called_by_it() -> None:
    lines = [
        f"- [[ICML 20{year}] Learning to Read Lists in {year} Days](https://example.org/{year}) [[Code]](https://github.com/a/{year})"
        for year in range(10, 16)
    ]
    rows = [json.loads(line) for line in written("jsonl", "# Papers\n\n" + "\n".join(lines) + "\n").splitlines()]
    assert [[link["label"] for link in row["links"]] for row in rows] == [
        [f"Learning to Read Lists in {year} Days", "Code"] for year in range(10, 16)
    ]
