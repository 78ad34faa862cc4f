"""Output formats: the same findings for people and for machines."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from awesome_lint.edits import Applicability, Edit, Fix
from awesome_lint.report import FORMATS, Correction, FileReport, Report, render
from awesome_lint.report.github import LIMIT
from awesome_lint.report.terminal import fitting, visible, wants_color, width
from awesome_lint.rule import Diagnostic, Finding, Related, Severity
from awesome_lint.source import Source, Span

SARIF_SCHEMA = json.loads((Path(__file__).parent / "data" / "sarif-2.1.0-rtm.5.schema.json").read_text("utf-8"))

LIST = """\
# 𝔸 List

- Ünïcode 深度学习 [[code](https://github.com/a/b)] [[paper](https://arxiv.org/abs/2401.00001)]
- Second [[paper](http://old.example/1)]
- Third [[paper](http://old.example/2)]
- Fourth %0A::error::x [[paper](http://old.example/3)]
"""


def span_of(text: str, within: str = LIST) -> Span:
    at = within.index(text)
    return Span(at, at + len(text))


def diagnostic(code: str, severity: Severity, span: Span, message: str, **more) -> Diagnostic:
    return Diagnostic(code, severity, Finding(span, message, **more))


@pytest.fixture
def report() -> Report:
    swapped = "[[code](https://github.com/a/b)] [[paper](https://arxiv.org/abs/2401.00001)]"
    right = "[[paper](https://arxiv.org/abs/2401.00001)] [[code](https://github.com/a/b)]"
    found = (
        diagnostic(
            "label-order",
            Severity.WARNING,
            span_of(swapped),
            "`code` is before `paper`",
            fix=Fix.of("Put `paper` first", Edit.replacement(span_of(swapped), right)),
            related=(Related("the other way round here", span_of("- Second")),),
        ),
        *(
            diagnostic("retired-host", Severity.INFO, span_of(f"http://old.example/{n}"), "old.example is gone", group="old")
            for n in (1, 2, 3)
        ),
        diagnostic("mojibake", Severity.ERROR, span_of("Fourth %0A::error::x"), "`Fourth %0A::error::x`,\nis: damaged [a](1)"),
    )
    return Report((FileReport("my, list.md", Source.of(LIST, "my, list.md"), found, entries=4),), "1.2.3")


@pytest.mark.parametrize("name", ["json", "jsonl", "sarif", "rdjson", "github", "concise"])
def test_each_finding_of_a_group_has_its_place_for_programs(report, name):
    text = render(name, report)
    rows = {
        "json": lambda: [item["location"]["row"] for item in json.loads(text)],
        "jsonl": lambda: [json.loads(line)["location"]["row"] for line in text.splitlines()],
        "sarif": lambda: [r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in json.loads(text)["runs"][0]["results"]],
        "rdjson": lambda: [item["location"]["range"]["start"]["line"] for item in json.loads(text)["diagnostics"]],
        "github": lambda: [int(row) for row in re.findall(r",line=(\d+)", text)],
        "concise": lambda: [int(row) for row in re.findall(r"^my, list\.md:(\d+)", text, re.MULTILINE)],
    }
    assert sorted(rows[name]()) == [3, 4, 5, 6, 6]
    assert report.total == 5


def test_concise_folds_on_a_terminal_alone(report):
    assert (
        render("concise", report._replace(on_terminal=True))
        == """\
my, list.md:6:3: error mojibake `Fourth %0A::error::x`,␊is: damaged [a](1)
my, list.md:3:16: warning label-order `code` is before `paper` [fixable]
my, list.md:4:19: info retired-host old.example is gone (and in lines 5, 6)
Found 5 problems (1 error, 1 warning, 3 info) in 1 file, 4 entries.
1 fixable with `awesome-lint fix`.
"""
    )


def test_annotations_name_every_kind_before_equal_ones():
    report = equal(60, hosts=12)
    assert re.findall(r",line=(\d+)", render("github", report)) == [str(row) for row in range(1, LIMIT + 1)]
    report = equal(60, hosts=2)
    assert re.findall(r",line=(\d+)", render("github", report))[:3] == ["1", "2", "3"]


def test_full_shows_the_line_the_place_and_the_fix(report, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    assert (
        render("full", report)
        == """\
error[mojibake]: `Fourth %0A::error::x`,␊is: damaged [a](1)
 --> my, list.md:6:3
  |
6 | - Fourth %0A::error::x [[paper](http://old.example/3)]
  |   ^^^^^^^^^^^^^^^^^^^^

warning[label-order]: `code` is before `paper`
 --> my, list.md:3:16
  |
3 | - Ünïcode 深度学习 [[code](https://github.com/a/b)] [[paper](https://arxiv.org/abs/2401.00001)]
  |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = the other way round here: line 4
safe fix: Put `paper` first
3 + - Ünïcode 深度学习 [[paper](https://arxiv.org/abs/2401.00001)] [[code](https://github.com/a/b)]

info[retired-host]: old.example is gone (3 findings)
 --> my, list.md:4:19
  |
4 | - Second [[paper](http://old.example/1)]
  |                   ^^^^^^^^^^^^^^^^^^^^
  = and in lines 5, 6

Found 5 problems (1 error, 1 warning, 3 info) in 1 file, 4 entries.
1 fixable with `awesome-lint fix`.
"""
    )


def lines_of(text):
    """The report on a line whose `WRONG` a fix makes `RIGHT`."""
    span = span_of("WRONG", text)
    found = diagnostic("x", Severity.ERROR, span, "no", fix=Fix.of("mend", Edit.replacement(span, "RIGHT")))
    return render("full", Report((FileReport("l.md", Source.of(text), (found,)),), "1")).split("\n")


def test_a_long_line_is_cut_around_the_place(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    lines = lines_of("- " + "word " * 40 + "WRONG" + " word" * 40)
    assert lines[3] == "1 | …ord word word word word WRONG word word word word word word word word word…"
    assert lines[4] == "  |                          ^^^^^"
    assert lines[6] == "1 + …ord word word word word RIGHT word word word word word word word word word…"
    assert all(width(line) <= 80 for line in lines)


def test_a_line_that_fits_is_shown_from_its_start(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    lines = lines_of("- " + "word " * 8 + "WRONG" + " word" * 20)
    assert lines[3].startswith("1 | - word word word word word word word word WRONG word")
    assert lines[6].startswith("1 + - word word word word word word word word RIGHT word")


def equal(count: int, hosts: int = 1, rules: int = 1, files: int = 1) -> Report:
    """Findings that are told apart by rule and host alone."""
    reports = []
    for file in range(files):
        lines = [f"- Title {n} [[paper](http://host{n % hosts}.example/{n})]\n" for n in range(count)]
        text = "".join(lines)
        found = [
            diagnostic(f"rule-{n % rules}", Severity.WARNING, span_of(f"http://host{n % hosts}.example/{n})", text), f"{n} is not right")
            for n in range(count)
        ]
        reports.append(FileReport(f"list{file}.md", Source.of(text), tuple(found), entries=count))
    return Report(tuple(reports), "1")


@pytest.mark.parametrize("count", [3, 518])
def test_equal_findings_are_shown_once(count):
    text = render("full", equal(count))
    assert text.count("warning[rule-0]") == 1
    assert f"warning[rule-0]: 0 is not right ({count} findings)" in text
    assert "= and in lines 2, 3" in text
    assert ("and 505 more" in text) == (count == 518)
    assert len(text.splitlines()) <= 12


def test_two_findings_are_shown_one_by_one():
    assert render("full", equal(2)).count("warning[rule-0]: ") == 2


def test_findings_of_several_files_are_folded_with_their_files():
    assert "= and in list0.md:2, list1.md:1, list1.md:2\n" in render("full", equal(2, files=2))
    assert "= and in list1.md:1, list2.md:1\n" in render("full", equal(1, files=3))


@pytest.mark.parametrize(("hosts", "rules"), [(30, 1), (50, 7), (500, 18)])
def test_many_findings_are_shown_in_short(hosts, rules, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    text = render("full", equal(1000, hosts, rules))
    assert len(text.splitlines()) <= 60
    assert all(width(line) <= 80 for line in text.splitlines()[:-5])
    assert sum(int(found.replace(",", "")) for found in re.findall(r"^warning\[rule-\d+\]: ([\d,]+) findings$", text, re.MULTILINE)) == 1000
    more = r"[\d,]+ more are not shown one by one: `--output-format concise` lists them all\."
    assert re.search(rf"^(?:{more}|Shown in short: `--output-format concise` has a line for each finding\.)$", text, re.MULTILINE)
    assert len(render("concise", equal(1000, hosts, rules)).splitlines()) > 1000


def in_short(count: int, message: str, *, files: int = 1, **more) -> list[str]:
    """The short form of as many findings as are too many for the long one, each with a message of its own."""
    reports = []
    for file in range(files):
        source = Source.of("- line\n" * count, f"l{file}.md")
        found = [diagnostic("x", Severity.ERROR, Span(7 * n, 7 * n + 1), message.format(n=n), **more) for n in range(count)]
        reports.append(FileReport(source.filename, source, tuple(found)))
    return render("full", Report(tuple(reports), "1")).splitlines()


def test_as_many_findings_are_shown_with_their_lines_as_fit_a_screen_or_two(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert " --> l0.md:9:1" in "\n".join(in_short(9, "finding {n}"))
    lines = in_short(12, "finding {n}")
    assert lines[0] == "error[x]: 12 findings"
    assert lines[1:13] == [f"  {n + 1}:1: finding {n}" for n in range(12)]
    assert lines[13:15] == ["Shown in short: `--output-format concise` has a line for each finding.", ""]
    wide = "word " * 40  # a message of several rows
    assert in_short(8, f"{wide}{{n}}")[0] == "error[x]: 8 findings"


def test_the_short_form_folds_equal_findings_of_a_rule(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    source = Source.of("- http://a.example\n" * 20 + "- http://b.example\n" * 30)
    found = [diagnostic("x", Severity.ERROR, Span(19 * n + 2, 19 * n + 18), "serves https") for n in range(50)]
    found += [diagnostic("y", Severity.INFO, Span(19 * n, 19 * n + 1), f"no {n}") for n in range(50)] * 2
    lines = render("full", Report((FileReport("l.md", source, tuple(found)),), "1")).splitlines()
    assert lines[:4] == [
        "error[x]: 50 findings",
        "  21:3: serves https (and in lines 22, 23, 24, 25, 26, 27, 28, 29 and 21 more)",
        "  1:3: serves https (and in lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 8 more)",
        "info[y]: 100 findings",
    ]
    assert lines[4] == "  1:1: no 0"
    assert "more are not shown one by one" in "\n".join(lines)
    assert 55 <= len(lines) <= 60


def test_the_short_form_cuts_messages_before_urls_and_keeps_marks(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    fix = Fix.of("y", Edit.insertion(0, "x"))
    lines = in_short(20, "number {n} is a mirror of the site that has moved: `https://example.org/a/path/to/somewhere`", fix=fix)
    assert lines[1] == "  1:1: number 0 is a mirror of the site that has moved… [fixable]"
    assert in_short(20, "word " * 8 + "`https://example.org/{n}`", fix=fix)[1].endswith(" `https://example.org/0` [fixable]")
    assert in_short(20, "{n} " + "letters" * 20, fix=fix)[1].endswith("lett… [fixable]")
    assert all(width(line) <= 80 for line in lines[:30])


def test_the_short_form_names_files_where_there_are_several():
    assert in_short(20, "finding {n}", files=2)[1] == "  l0.md:1:1: finding 0"


def test_of_more_rules_than_fit_the_worst_are_shown(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    lines = render("full", equal(1000, hosts=500, rules=90)).splitlines()
    assert 55 <= len(lines) <= 60
    assert lines[1].startswith("  1:")
    assert any("more are not shown one by one" in line for line in lines)


def test_the_worst_are_shown_first():
    report = many(info=1, warning=1, error=1)
    assert re.findall(r"^(\w+)\[", render("full", report), re.MULTILINE) == ["error", "warning", "info"]


def test_a_summary_folds_equal_findings(monkeypatch):
    monkeypatch.setenv("GITHUB_SHA", "")
    text = render("markdown", equal(518))
    assert "- ⚠️ `list0.md:1` 0 is not right – and in `list0.md:2`, `list0.md:3`" in text
    assert "and 505 more" in text
    assert len(text) < 2_000


@pytest.mark.parametrize(
    ("environment", "has"),
    [
        ({}, False),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM_PROGRAM": "iTerm.app"}, True),
        ({"VTE_VERSION": "4900"}, False),
        ({"VTE_VERSION": "7006"}, True),
        ({"KITTY_WINDOW_ID": "1"}, True),
        ({"KITTY_WINDOW_ID": "1", "FORCE_HYPERLINK": "0"}, False),
        ({"FORCE_HYPERLINK": "1"}, True),
    ],
)
def test_rules_are_links_where_the_terminal_has_them(report, environment, has, monkeypatch):
    for name in ("TERM_PROGRAM", "VTE_VERSION", "KITTY_WINDOW_ID", "FORCE_HYPERLINK", "WT_SESSION", "KONSOLE_VERSION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for name in ("full", "concise"):
        link = "\x1b]8;;https://github.com/awesome-lint/awesome-lint/blob/main/docs/rules.md#mojibake\x1b\\"
        assert (link in render(name, report, color=True)) == has
        assert "\x1b]8" not in render(name, report)


def test_concise(report):
    assert render("concise", report).split("\n")[:5] == [
        "my, list.md:3:16: warning label-order `code` is before `paper` [fixable]",
        "my, list.md:4:19: info retired-host old.example is gone",
        "my, list.md:5:18: info retired-host old.example is gone",
        "my, list.md:6:3: error mojibake `Fourth %0A::error::x`,␊is: damaged [a](1)",
        "my, list.md:6:33: info retired-host old.example is gone",
    ]


def test_json_has_the_shape_of_the_contract(report):
    first, *_ = found = json.loads(render("json", report))
    assert first == {
        "code": "label-order",
        "severity": "warning",
        "message": "`code` is before `paper`",
        "filename": "my, list.md",
        "location": {"row": 3, "column": 16},
        "end_location": {"row": 3, "column": 92},
        "fix": {
            "applicability": "safe",
            "message": "Put `paper` first",
            "edits": [
                {
                    "content": "[[paper](https://arxiv.org/abs/2401.00001)] [[code](https://github.com/a/b)]",
                    "location": {"row": 3, "column": 16},
                    "end_location": {"row": 3, "column": 92},
                }
            ],
        },
        "related": [{"message": "the other way round here", "filename": "my, list.md", "location": {"row": 4, "column": 1}}],
        "url": "https://github.com/awesome-lint/awesome-lint/blob/main/docs/rules.md#label-order",
    }
    assert [json.loads(line) for line in render("jsonl", report).splitlines()] == found


def test_github_commands_cannot_be_injected(report):
    lines = render("github", report).splitlines()
    assert lines[0] == (
        "::error file=my%2C list.md,line=6,endLine=6,col=3,title=awesome-lint%3A mojibake,endColumn=23"
        "::`Fourth %250A::error::x`,%0Ais: damaged [a](1)"
    )
    assert [re.match(r"::(\w+) ", line)[1] for line in lines] == ["error", "warning", "notice", "notice", "notice"]


def many(**levels: int) -> Report:
    source = Source.of("word\n" * 100)
    found = [
        diagnostic(f"{level}-{n}", Severity[level.upper()], Span(5 * n, 5 * n + 4), "m")
        for level, count in levels.items()
        for n in range(count)
    ]
    return Report((FileReport("l.md", source, tuple(found)),), "1")


@pytest.mark.parametrize(
    ("levels", "shown", "left"),
    [
        ({"error": 10, "warning": 10, "info": 10}, {"error": 10, "warning": 10, "notice": 10}, 0),
        ({"error": 11}, {"error": 10, "notice": 1}, 1),
        ({"error": 30, "info": 10}, {"error": 10, "notice": 10}, 21),
        ({"info": 30}, {"notice": 10}, 21),
        ({"warning": 12, "info": 9}, {"warning": 10, "notice": 10}, 2),
    ],
)
def test_github_shows_ten_of_a_level_and_says_what_is_left_out(levels, shown, left):
    lines = render("github", many(**levels)).splitlines()
    counts = {level: sum(line.startswith(f"::{level} ") for line in lines) for level in ("error", "warning", "notice")}
    assert {level: n for level, n in counts.items() if n} == shown
    assert max(counts.values()) <= LIMIT
    assert (f"{left} more finding" in lines[-1]) == bool(left)


def test_sarif_is_valid_and_complete(report):
    log = json.loads(render("sarif", report))
    jsonschema.Draft4Validator(SARIF_SCHEMA).validate(log)
    run = log["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["label-order", "mojibake", "retired-host"]
    assert run["tool"]["driver"]["rules"][0]["help"]["markdown"]
    first, *_, damaged, _ = run["results"]
    assert first["level"] == "warning"
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "my%2C%20list.md"},
        "region": {"startLine": 3, "startColumn": 16, "endLine": 3, "endColumn": 92},
    }
    replacement = first["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement["deletedRegion"] == {"startLine": 3, "startColumn": 16, "endLine": 3, "endColumn": 92}
    assert damaged["message"]["text"].endswith(r"damaged \[a\](1)")
    assert len({result["partialFingerprints"]["awesomeLintFinding/v1"] for result in run["results"]}) == 5


def test_sarif_of_nothing_and_of_our_own_failure_are_valid():
    source = Source.of("x\n")
    failure = diagnostic("internal-error", Severity.ERROR, Span(0, 0), "broken")
    for report in (Report((), "1"), Report((FileReport("/abs/l.md", source, (failure,)),), "1")):
        jsonschema.Draft4Validator(SARIF_SCHEMA).validate(json.loads(render("sarif", report)))


# The JSON Schema of reviewdog's proto/rdf/jsonschema/DiagnosticResult.json, as far as a linter writes it.
RDJSON_SCHEMA = {
    "definitions": {
        "position": {
            "type": "object",
            "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
            "additionalProperties": False,
            "required": ["line"],
        },
        "range": {
            "type": "object",
            "properties": {"start": {"$ref": "#/definitions/position"}, "end": {"$ref": "#/definitions/position"}},
            "additionalProperties": False,
        },
        "location": {
            "type": "object",
            "properties": {"path": {"type": "string"}, "range": {"$ref": "#/definitions/range"}},
            "additionalProperties": False,
            "required": ["path"],
        },
        "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
    },
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "source": {"type": "object", "properties": {"name": {"type": "string"}, "url": {"type": "string"}}, "additionalProperties": False},
        "severity": {"$ref": "#/definitions/severity"},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["message", "location"],
                "properties": {
                    "message": {"type": "string"},
                    "location": {"$ref": "#/definitions/location"},
                    "severity": {"$ref": "#/definitions/severity"},
                    "code": {
                        "type": "object",
                        "properties": {"value": {"type": "string"}, "url": {"type": "string"}},
                        "additionalProperties": False,
                    },
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["range", "text"],
                            "properties": {"range": {"$ref": "#/definitions/range"}, "text": {"type": "string"}},
                            "additionalProperties": False,
                        },
                    },
                    "relatedLocations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"message": {"type": "string"}, "location": {"$ref": "#/definitions/location"}},
                            "additionalProperties": False,
                        },
                    },
                },
            },
        },
    },
}


def test_rdjson_counts_bytes_and_suggests(report):
    data = json.loads(render("rdjson", report))
    jsonschema.Draft7Validator(RDJSON_SCHEMA).validate(data)
    first = data["diagnostics"][0]
    line = LIST.split("\n")[2].encode()
    start, end = first["location"]["range"]["start"], first["location"]["range"]["end"]
    assert line[start["column"] - 1 : end["column"] - 1].startswith(b"[[code](")
    assert end == {"line": 3, "column": len(line) + 1}
    assert first["suggestions"][0]["range"] == first["location"]["range"]
    assert first["suggestions"][0]["text"].startswith("[[paper]")
    assert data["severity"] == "ERROR"


def test_rdjson_suggests_only_what_is_safe_and_joins_edits():
    source = Source.of("one two three\n")
    edits = [Edit(0, 3, "1"), Edit(8, 13, "3")]
    found = [diagnostic("x", Severity.INFO, Span(0, 3), "m", fix=Fix.of("f", *edits, applicability=a)) for a in Applicability]
    data = json.loads(render("rdjson", Report((FileReport("l.md", source, tuple(found)),), "1")))
    assert [d.get("suggestions") for d in data["diagnostics"]] == [
        None,
        None,
        [{"range": {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 14}}, "text": "1 two 3"}],
    ]


def test_markdown_tells_what_to_do(report, monkeypatch):
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "me/list")
    monkeypatch.setenv("GITHUB_SHA", "abc123")
    (file,) = report.files
    corrected = FileReport(
        file.filename, file.source, file.diagnostics, entries=4, known=50, corrections=(Correction(3, "- a", "- ```b```"),)
    )
    assert (
        render("markdown", Report((corrected,), "1"))
        == """\
### awesome-lint

❌ **Found 5 new problems (1 error, 1 warning, 3 info) in 1 file, 4 entries.** 50 older findings not shown.

#### Paste this instead

`my, list.md`, line 3:

````markdown
- ```b```
````

| | rule | findings | safe fixes |
| --- | --- | ---: | ---: |
| ❌ | [`mojibake`](https://github.com/awesome-lint/awesome-lint/blob/main/docs/rules.md#mojibake) | 1 |  |
| ⚠️ | [`label-order`](https://github.com/awesome-lint/awesome-lint/blob/main/docs/rules.md#label-order) | 1 | 1 |
| ℹ️ | [`retired-host`](https://github.com/awesome-lint/awesome-lint/blob/main/docs/rules.md#retired-host) | 3 |  |

- ❌ [`my, list.md:6`](https://github.com/me/list/blob/abc123/my%2C%20list.md?plain=1#L6) `Fourth %0A::error::x`,␊is: damaged \\[a\\]\\(1\\)
- ⚠️ [`my, list.md:3`](https://github.com/me/list/blob/abc123/my%2C%20list.md?plain=1#L3) `code` is before `paper`
- ℹ️ [`my, list.md:4`](https://github.com/me/list/blob/abc123/my%2C%20list.md?plain=1#L4) old.example is gone – and in [`my, list.md:5`](https://github.com/me/list/blob/abc123/my%2C%20list.md?plain=1#L5), [`my, list.md:6`](https://github.com/me/list/blob/abc123/my%2C%20list.md?plain=1#L6)

#### Mend 1 finding on your machine

```sh
pip install git+https://github.com/awesome-lint/awesome-lint
awesome-lint fix 'my, list.md'
```
"""
    )


@pytest.mark.parametrize(
    "word", ["https://evil.example", "www.evil.example", "a@evil.example", "@someone", ":skull:", "#12", "a/b#12", "deadbeef1"]
)
def test_nothing_of_a_title_comes_alive_in_a_summary(word):
    """GitHub makes links of rendered text, where an escape is gone: such words are code."""
    found = diagnostic("x", Severity.ERROR, Span(0, 1), f"“A Title {word} of *two*” is listed already")
    text = render("markdown", Report((FileReport("l.md", Source.of("- a\n"), (found,)),), "1"))
    assert f"“A Title `{word}` of \\*two\\*” is listed already" in text


def test_counts(report):
    assert render("counts", report) == "findings=5\nnew-findings=5\nfixable=1\nchecked-entries=4\n"


HOSTILE = "\x1b]0;owned\x07 \u202eevil\u202c \x9b31m \u2028"


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_that_a_terminal_obeys_leaves_any_format(name):
    source = Source.of(f"- {HOSTILE} [a](b)\n")
    found = diagnostic(
        "x",
        Severity.ERROR,
        Span(2, 9),
        f"bad {HOSTILE}",
        fix=Fix.of(f"mend {HOSTILE}", Edit(2, 9, HOSTILE)),
        related=(Related(HOSTILE, Span(0, 1)),),
    )
    text = render(
        name, Report((FileReport(f"{HOSTILE}.md", source, (found,), corrections=(Correction(1, "", HOSTILE),)),), "1", notes=(HOSTILE,))
    )
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]", text)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_say_that_nothing_is_wrong(name):
    text = render(name, Report((FileReport("l.md", Source.of("- a\n"), entries=3),), "1"))
    assert text == "" or text.endswith("\n")
    if name in ("full", "concise"):
        assert text == "No problems found in 1 file, 3 entries.\n"


def test_visible():
    assert visible("a\x1bb\x7fc\x9bd\u202ee\tf") == "a␛b␡c<U+009B>d<U+202E>e f"
    assert visible("Papier-Mâché 深度 👩\u200d💻") == "Papier-Mâché 深度 👩\u200d💻"


@pytest.mark.parametrize(
    ("environment", "choice", "terminal", "expected"),
    [
        ({}, "auto", True, True),
        ({}, "auto", False, False),
        ({"NO_COLOR": "1"}, "auto", True, False),
        ({"NO_COLOR": ""}, "auto", True, True),
        ({"TERM": "dumb"}, "auto", True, False),
        ({"FORCE_COLOR": "1"}, "auto", False, True),
        ({"NO_COLOR": "1"}, "always", False, True),
        ({}, "never", True, False),
    ],
)
def test_colours_are_for_those_who_want_them(monkeypatch, environment, choice, terminal, expected):
    class Stream:
        def isatty(self):
            return terminal

    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_color(choice, Stream()) is expected


def test_colours_change_nothing_but_colour(report):
    for name in ("full", "concise"):
        assert re.sub("\x1b\\[[0-9;]*m", "", render(name, report, color=True)) == render(name, report)
        assert "\x1b[1;31m" in render(name, report, color=True)


def preview(text: str, span: Span, fix: Fix, monkeypatch, columns: int = 90) -> list[str]:
    """What `full` prints from a fix's message on, without the verdict."""
    monkeypatch.setenv("COLUMNS", str(columns))
    source = Source.of(text, "l.md")
    found = (diagnostic("x", Severity.ERROR, span, "x", fix=fix),)
    lines = render("full", Report((FileReport("l.md", source, found),), "1")).split("\n")
    start = next(at for at, line in enumerate(lines) if "fix: " in line)
    return lines[start + 1 : lines.index("", start)]


def test_a_line_that_goes_comes_with_a_minus(monkeypatch):
    text = "- One\n- Two\n- Three\n"
    gone = span_of("- Two\n", text)
    assert preview(text, gone, Fix.of("Remove", Edit.deletion(gone)), monkeypatch) == ["2 - - Two"]


def test_a_line_that_moves_comes_with_both_signs(monkeypatch):
    text = "".join(f"- Entry {n}\n" for n in range(1, 12))
    cut = span_of("- Entry 10\n", text)
    fix = Fix.of("Move", Edit.deletion(cut), Edit.insertion(0, text[cut.start : cut.end]))
    assert preview(text, cut, fix, monkeypatch) == [" 1 + - Entry 10", "10 - - Entry 10"]


def test_of_a_fix_over_many_lines_the_first_are_shown(monkeypatch):
    text = "".join(f"- Entry {n}\n" for n in range(1, 12))
    gone = Span(0, len(text))
    shown = preview(text, gone, Fix.of("Remove", Edit.deletion(gone)), monkeypatch)
    assert shown[0] == " 1 - - Entry 1"
    assert shown[-1] == "   | … and 5 more lines"


def test_a_long_line_and_its_fix_are_cut_alike(monkeypatch):
    text = f"- {'word ' * 30}[paper](http://arxiv.org/abs/1412.6980)"
    old = span_of("http", text)
    monkeypatch.setenv("COLUMNS", "90")
    found = (
        diagnostic(
            "x", Severity.ERROR, span_of("http://arxiv.org/abs/1412.6980", text), "x", fix=Fix.of("y", Edit.replacement(old, "https"))
        ),
    )
    lines = render("full", Report((FileReport("l.md", Source.of(text, "l.md"), found),), "1")).split("\n")
    before, after = (next(line for line in lines if line.startswith(start)) for start in ("1 |", "1 +"))
    assert before.index("(http") == after.index("(https")
    assert lines[lines.index(before) + 1].index("^") == before.index("http")


def test_a_change_far_from_the_finding_comes_with_the_line_before_it(monkeypatch):
    text = f"- {'word ' * 40}[paper](http://arxiv.org/abs/1412.6980)"
    fix = Fix.of("y", Edit.replacement(span_of("http", text), "https"))
    before, after = preview(text, Span(2, 6), fix, monkeypatch)
    assert before.startswith("1 - …")
    assert before.index("(http") == after.index("(https")


@pytest.mark.parametrize("columns", [80, 120, 160])
@pytest.mark.parametrize("filler", ["word ", "深度学习 ", "\u200b"])
def test_the_place_of_a_finding_is_in_view_wherever_its_fix_edits(filler, columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    text = f"[Paper]: {filler * 50}[code]] {filler * 50}"
    found = diagnostic("x", Severity.ERROR, span_of("]]", text), "x", fix=Fix.of("y", Edit.insertion(0, "[")))
    lines = render("full", Report((FileReport("l.md", Source.of(text, "l.md"), (found,)),), "1")).split("\n")
    line, caret = lines[3], lines[4]
    assert width(caret) < columns
    at = len(caret) - len(caret.lstrip(" |"))
    assert line[fitting(line, at) :].startswith("]]")
    assert any(text.startswith("1 + [[Paper]") for text in lines)


def test_safe_and_unsafe_fixes_have_different_colours():
    source = Source.of("abc")
    said = []
    for applicability in Applicability:
        fix = Fix.of("y", Edit.replacement(Span(0, 1), "x"), applicability=applicability)
        text = render(
            "full", Report((FileReport("l.md", source, (diagnostic("x", Severity.INFO, Span(0, 1), "x", fix=fix),)),), "1"), color=True
        )
        said.append(re.search(r"\x1b\[(\d+)m(?:safe fix|unsafe fix|hint)", text)[1])
    assert len(set(said)) == len(said)
