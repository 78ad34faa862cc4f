"""Tables of contents: what the rules of the group find on small pages, and what `fix` makes of them."""

import re
from itertools import product
from textwrap import dedent

import pytest

from awesome_lint.checks.toc import matching
from awesome_lint.engine import Plan, lint
from awesome_lint.fixer import fix
from awesome_lint.knowledge import load_packs
from awesome_lint.rule import Severity, all_rules
from awesome_lint.source import Source

RULES = tuple(rule for rule in all_rules().values() if rule.group == "toc")
PLAN = Plan(RULES, load_packs())
ENTRY = "\n\n- [Deep Learning](https://arxiv.org/abs/1404.7828)\n\n"

FIVE = "## Surveys\n## Datasets\n## Methods\n## Models\n## Courses\n"
NESTED = "# Surveys\n# Vision\n## Images\n## Videos\n# Language\n## Text\n## Speech\n# Courses\n"
NESTED_TOC = """
- [Surveys](#surveys)
- [Vision](#vision)
  - [Images](#images)
  - [Videos](#videos)
- [Language](#language)
  - [Text](#text)
  - [Speech](#speech)
- [Courses](#courses)
"""

SKIPPING = "# Code\n### Python\n### Julia\n# Papers\n## Surveys\n## Datasets\n## Methods\n## Models\n## Courses\n"
SKIPPING_TOC = """
- [Code](#code)
  - [Python](#python)
  - [Julia](#julia)
- [Papers](#papers)
  - [Surveys](#surveys)
  - [Datasets](#datasets)
  - [Methods](#methods)
  - [Models](#models)
  - [Courses](#courses)
"""
LONG = "# Code\n## Python\n# Papers\n" + "".join(f"### S{n}\n" for n in range(24))
LONG_TOC = "- [Code](#code)\n    - [Python](#python)\n- [Papers](#papers)\n" + "".join(f"    - [S{n}](#s{n})\n" for n in range(24))


def page(toc, headings):
    """A page of contents and headings, each with an entry below."""
    return dedent(toc).strip("\n") + "\n\n" + "".join(line + ENTRY for line in headings.splitlines())


def contents(text):
    """The lines of a page up to the first heading."""
    return text.partition("\n#")[0].strip("\n")


def found(text):
    source = Source.of(text)
    return [(d.code.removeprefix("toc-"), source.row(d.span.start)) for d in lint(source, PLAN).diagnostics]


SILENT = {
    "all in order": (NESTED_TOC, NESTED),
    "stops at a level": ("- [Surveys](#surveys)\n- [Vision](#vision)\n- [Language](#language)\n- [Courses](#courses)\n", NESTED),
    "shortens the year away": (
        "- [CVPR](#cvpr-2024)\n- [ICML](#icml-2024)\n- [ECCV](#eccv-2024)\n- [AAAI](#aaai-2024)\n- [2023](#2023)\n",
        "## CVPR-2024\n## ICML-2024\n## ECCV-2024\n## AAAI-2024\n## 2023\n",
    ),
    "repeated headings": (
        "- [A](#a)\n  - [Data](#data)\n- [B](#b)\n  - [Data](#data-1)\n- [C](#c)\n  - [Data](#data-2)\n",
        "# A\n## Data\n# B\n## Data\n# C\n## Data\n",
    ),
    "percent-encoded": ("- [A](#a)\n- [Bücher](#b%C3%BCcher)\n- [C](#c)\n", "# A\n# Bücher\n# C\n"),
    "an anchor in the text": ("- [A](#a)\n- [B](#here)\n- [C](#c)\n", '# A\n# B\n<a name="here"></a>\n# C\n'),
    "sections about the list": (
        "- [Surveys](#surveys)\n- [Datasets](#datasets)\n- [Methods](#methods)\n- [Models](#models)\n- [Courses](#courses)\n",
        "## News\n" + FIVE + "## How to contribute\n## License\n## Credits\n",
    ),
    "covers too little": ("- [Surveys](#surveys)\n- [Methods](#methods)\n- [Courses](#courses)\n", FIVE),
    "children of one section only": (
        (
            "- [Surveys](#surveys)\n- [Vision](#vision)\n  - [Images](#images)\n  - [Videos](#videos)\n"
            "  - [Depth](#depth)\n  - [Flow](#flow)\n- [Language](#language)\n"
        ),
        "# Surveys\n# Vision\n## Images\n## Videos\n## Depth\n## Flow\n# Language\n## Text\n",
    ),
    "a section named without a link": (NESTED_TOC.replace("[Courses](#courses)", "Courses"), NESTED),
    "several links in a line": (
        "- [Surveys](#surveys)\n- [Datasets](#datasets), [Methods](#methods)\n- [Models](#models)\n- [Courses](#courses)\n",
        FIVE,
    ),
    "its own order": (
        "- [Courses](#courses)\n- [Datasets](#datasets)\n- [Models](#models)\n- [Methods](#methods)\n- [Surveys](#surveys)\n",
        FIVE,
    ),
    "its own grouping": (
        "- [Surveys](#surveys)\n  - [Datasets](#datasets)\n- [Methods](#methods)\n  - [Models](#models)\n  - [Courses](#courses)\n",
        FIVE,
    ),
    "shorter texts": (
        (
            "- [Surveys](#surveys)\n- [Datasets](#datasets-and-benchmarks)\n- [LLMs](#large-language-models)\n"
            "- [Models](#models)\n- [Courses](#courses)\n"
        ),
        "## Surveys\n## Datasets and Benchmarks\n## Large Language Models\n## Models\n## Courses\n",
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_silent(name):
    assert found(page(*SILENT[name])) == []


DEFECTS = {
    "a new chapter": (
        NESTED_TOC + "- [Audio](#audio)\n- [Robots](#robots)\n- [Games](#games)\n",
        NESTED + "# Audio\n# Robots\n# Games\n# Tools\n## Editors\n",
        ["missing-section", "missing-section"],
    ),
    "two neighbours missing in a long list": (
        "".join(f"* [S{n}](#s{n})\n" for n in range(24) if n not in (7, 8)),
        "".join(f"## S{n}\n" for n in range(24)),
        ["missing-section", "missing-section"],
    ),
    "the first of a chapter": (NESTED_TOC.replace("  - [Images](#images)\n", ""), NESTED, ["missing-section"]),
    "spaced lines": (
        "- [Surveys](#surveys)\n\n- [Datasets](#datasets)\n\n- [Models](#models)\n\n- [Courses](#courses)\n",
        FIVE,
        ["missing-section"],
    ),
    "lines in bold": (
        "- **[Surveys](#surveys)**\n- **[Datasets](#datasets)**\n- **[Models](#models)**\n- **[Courses](#courses)**\n",
        FIVE,
        ["missing-section"],
    ),
    "a typo in an anchor": (NESTED_TOC.replace("#speech", "#speach"), NESTED, ["broken-anchor"]),
    "a hyphen too few": (
        "- [Surveys](#surveys)\n- [Data & Code](#data-code)\n- [Methods](#methods)\n",
        "## Surveys\n## Data & Code\n## Methods\n",
        ["broken-anchor"],
    ),
    "a renamed section": (NESTED_TOC, NESTED.replace("## Videos", "## Videos and Movies"), ["broken-anchor"]),
    "a suffix too few": (
        "- [A](#a)\n  - [Data](#data)\n- [B](#b)\n  - [Data](#data)\n- [C](#c)\n  - [Data](#data-2)\n",
        "# A\n## Data\n# B\n## Data\n# C\n## Data\n",
        ["broken-anchor"],
    ),
    "a text with a typo": (NESTED_TOC.replace("[Language]", "[Langauge]"), NESTED, ["text"]),
    "a text cut off": (NESTED_TOC.replace("[Speech]", "[Spee]"), NESTED, ["text"]),
    "two lines swapped": (
        NESTED_TOC.replace("  - [Text](#text)\n  - [Speech](#speech)\n", "  - [Speech](#speech)\n  - [Text](#text)\n"),
        NESTED,
        ["order"],
    ),
    "a chapter at the end": (
        NESTED_TOC.replace("- [Vision](#vision)\n  - [Images](#images)\n  - [Videos](#videos)\n", "")
        + "- [Vision](#vision)\n  - [Images](#images)\n  - [Videos](#videos)\n",
        NESTED,
        ["order"],
    ),
    "two lines swapped, away from headings of another level": (
        "- [Surveys](#surveys)\n- [Methods](#methods)\n- [Datasets](#datasets)\n- [Models](#models)\n- [Courses](#courses)\n- [More](#more)\n",
        FIVE + "# More\n",
        ["order"],
    ),
    "a dead line whose section is linked above": (
        "Read on [courses](#courses).\n" + NESTED_TOC.replace("#courses", "#course-list"),
        NESTED,
        ["broken-anchor"],
    ),
    "a text cut off in emphasis": (
        "- [Surveys](#surveys)\n- [Big *Datase](#big-datasets)\n- [Small *Models*](#small-models)\n- [Many *Talks*](#many-talks)\n- [More](#more)\n",
        "## Surveys\n## Big *Datasets*\n## Small *Models*\n## Many *Talks*\n## More\n",
        ["text"],
    ),
    "a line not deep enough, where another chapter skips a level": (
        SKIPPING_TOC.replace("  - [Models]", "- [Models]"),
        SKIPPING,
        ["nesting"],
    ),
    "a line indented too little": (LONG_TOC.replace("    - [S21]", "  - [S21]"), LONG, ["nesting", "nesting"]),
    "a line twice": (NESTED_TOC.replace("- [Courses](#courses)\n", "- [Courses](#courses)\n" * 2), NESTED, ["duplicate"]),
    "a line too deep": (NESTED_TOC.replace("- [Courses]", "  - [Courses]"), NESTED, ["nesting"]),
    "a line not deep enough": (NESTED_TOC.replace("  - [Videos]", "- [Videos]"), NESTED, ["nesting"]),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_told_by_one_rule(name):
    toc, headings, codes = DEFECTS[name]
    assert [code for code, _ in found(page(toc, headings))] == codes


WHOLE = {
    "a new chapter": NESTED_TOC + "- [Audio](#audio)\n- [Robots](#robots)\n- [Games](#games)\n- [Tools](#tools)\n  - [Editors](#editors)\n",
    "two neighbours missing in a long list": "".join(f"* [S{n}](#s{n})\n" for n in range(24)),
    "the first of a chapter": NESTED_TOC,
    "spaced lines": "- [Surveys](#surveys)\n\n- [Datasets](#datasets)\n\n- [Methods](#methods)\n\n- [Models](#models)\n\n- [Courses](#courses)\n",
    "lines in bold": "".join(f"- **[{s}](#{s.lower()})**\n" for s in ("Surveys", "Datasets", "Methods", "Models", "Courses")),
    "a typo in an anchor": NESTED_TOC,
    "a hyphen too few": "- [Surveys](#surveys)\n- [Data & Code](#data--code)\n- [Methods](#methods)\n",
    "a renamed section": NESTED_TOC.replace("[Videos](#videos)", "[Videos and Movies](#videos-and-movies)"),
    "a suffix too few": "- [A](#a)\n  - [Data](#data)\n- [B](#b)\n  - [Data](#data-1)\n- [C](#c)\n  - [Data](#data-2)\n",
    "a text cut off": NESTED_TOC,
    "two lines swapped": NESTED_TOC,
    "two lines swapped, away from headings of another level": "".join(
        f"- [{s}](#{s.lower()})\n" for s in ("Surveys", "Datasets", "Methods", "Models", "Courses", "More")
    ),
    "a chapter at the end": NESTED_TOC,
    "a dead line whose section is linked above": "Read on [courses](#courses).\n" + NESTED_TOC,
    "a text cut off in emphasis": (
        "- [Surveys](#surveys)\n- [Big *Datasets*](#big-datasets)\n- [Small *Models*](#small-models)\n- [Many *Talks*](#many-talks)\n- [More](#more)\n"
    ),
    "a line not deep enough, where another chapter skips a level": SKIPPING_TOC,
    "a line indented too little": re.sub(r"    - \[S2([123])\]", r"  - [S2\1]", LONG_TOC),
    "a line twice": NESTED_TOC,
    "a line too deep": NESTED_TOC,
    "a line not deep enough": NESTED_TOC,
}


@pytest.mark.parametrize("name", WHOLE)
def test_fixed(name):
    toc, headings, _ = DEFECTS[name]
    text = page(toc, headings)
    fixed = fix(Source.of(text), PLAN)
    assert contents(fixed.source.text) == WHOLE[name].strip("\n")
    assert fixed.source.text.partition("\n#")[2] == text.partition("\n#")[2]
    assert not fixed.linted.diagnostics


def test_where_several_lines_of_a_level_are_further_out_the_headings_may_be_wrong():
    toc, headings = "", ""
    for n in range(14):
        toc += f"- [S{n}](#s{n})\n" + (f"  - [T{n}](#t{n})\n" if n < 5 else f"- [T{n}](#t{n})\n" if n < 7 else "")
        headings += f"## S{n}\n" + (f"### T{n}\n" if n < 7 else "")
    text = page(toc, headings)
    fixed = fix(Source.of(text), PLAN)
    assert fixed.source.text == text
    assert [d.code for d in fixed.linted.diagnostics] == ["toc-nesting"] * 2


def test_dead_lines_without_a_section_stay():
    text = page(NESTED_TOC + "- [Theses](#theses)\n", NESTED)
    fixed = fix(Source.of(text), PLAN)
    assert fixed.source.text == text
    assert [d.code for d in fixed.linted.diagnostics] == ["toc-broken-anchor"]


LANGUAGES = ("Ada", "Basic", "Cobol", "Dart", "Erlang", "Fortran", "Go", "Haskell", "Julia", "Kotlin", "Lua", "Nim")


@pytest.mark.parametrize(
    ("line", "heading", "is_told"),
    [
        ("[Other languages](#other-languages)", "Other languages:", False),
        ("[C#](#csharp)", "CSharp", False),
        ("[Csharp](#csharp)", "CSharp", True),
        ("[Other Languages](#other-languages)", "Other languages", True),
    ],
)
def test_a_colon_at_the_end_and_a_sign_that_is_written_out_are_no_slips(line, heading, is_told):
    toc = "".join(f"- [{name}](#{name.lower()})\n" for name in LANGUAGES)
    text = page(f"{toc}- {line}\n", "".join(f"## {name}\n" for name in (*LANGUAGES, heading)))
    assert [name for name, _ in found(text)] == ["text"] * is_told


def test_capitals_are_an_info_where_other_anchors_are_exact():
    lines = [f"- [{name}](#{name.lower()})\n" for name in ("Surveys", "Datasets", "Methods", "Models")]
    text = page("- [Surveys](#Surveys)\n" + "".join(lines[1:]), FIVE)
    told = [d for d in lint(Source.of(text), PLAN).diagnostics if d.finding.group == "capitals"]
    assert [(d.code, d.severity) for d in told] == [("toc-broken-anchor", Severity.INFO)]
    text = page("- [Surveys](#Surveys)\n- [Datasets](#Datasets)\n" + "".join(lines[2:]), FIVE)
    assert not [d for d in lint(Source.of(text), PLAN).diagnostics if d.code == "toc-broken-anchor"]


def test_chapters_with_contents_of_their_own():
    chapters = "".join(
        f"# Chapter {c}\n\n"
        + "".join(f"- [Part {c}{n}](#part-{c}{n})\n" for n in range(5) if (c, n) != (1, 3))
        + "\n"
        + "".join(f"## Part {c}{n}{ENTRY}" for n in range(5))
        for c in range(3)
    )
    fixed = fix(Source.of(chapters), PLAN)
    assert [a.code for a in fixed.applied] == ["toc-missing-section"]
    assert "- [Part 12](#part-12)\n- [Part 13](#part-13)\n- [Part 14](#part-14)\n" in fixed.source.text


def test_many_dead_lines_are_compared_with_few_sections(monkeypatch):
    """A list whose headings were all renamed: each with each would take minutes."""
    compared = []
    monkeypatch.setattr(matching, "kinship", lambda *texts: compared.append(texts) or 0.0)
    words = ["".join(letters) for letters in product("abcdef", repeat=3)]
    live = "".join(f"- [Live {word}](#live-{word})\n" for word in words)
    dead = "".join(f"- [Old {word}](#old-{word})\n" for word in words)
    headings = "".join(f"## Live {word}\n" for word in words) + "".join(f"## New {word}\n" for word in words)
    diagnostics = found(page(live + dead, headings))
    assert diagnostics == [("broken-anchor", row) for row in range(len(words) + 1, 2 * len(words) + 1)]
    assert len(compared) <= 10 * len(words)


def test_the_heading_may_hold_the_typo():
    """The link works: what to write is shown, never applied."""
    text = page(NESTED_TOC, NESTED.replace("# Language", "# Langauge")).replace("#language", "#langauge")
    fixed = fix(Source.of(text), PLAN)
    assert fixed.source.text == text
    assert [d.code for d in fixed.linted.diagnostics] == ["toc-text"]
