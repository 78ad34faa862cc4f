"""What a maintainer would merge unseen is made, the rest is a hint: single rules on small lists."""

from __future__ import annotations

from lists import GOOD, entry, make_list, title

from awesome_lint.edits import Applicability
from awesome_lint.engine import Plan, lint
from awesome_lint.fixer import fix
from awesome_lint.knowledge import load_packs
from awesome_lint.rule import all_rules
from awesome_lint.source import Source


def plan(*names: str) -> Plan:
    return Plan(tuple(rule for rule in all_rules().values() if rule.name in names), load_packs())


def fixed(text: str, *names: str, unsafe: bool = False) -> str:
    return fix(Source.of(text), plan(*names), unsafe=unsafe).source.text


def offered(text: str, name: str) -> list[Applicability | None]:
    return [found.fix and found.fix.applicability for found in lint(Source.of(text), plan(name)).diagnostics]


def numbered(entries: list[str], first: int = 1) -> str:
    return make_list([f"{n}. {text.removeprefix('- ')}" for n, text in enumerate(entries, first)])


def test_numbers_are_closed_behind_a_duplicate():
    rest = GOOD[1:8]
    twice = [GOOD[0], *rest[:3], GOOD[0], *rest[3:5], rest[0], *rest[5:]]
    assert fixed(numbered(twice), "duplicate-entry", unsafe=True) == numbered([GOOD[0], *rest])
    assert fixed(numbered(twice, 7), "duplicate-entry", unsafe=True) == numbered([GOOD[0], *rest], 7)


def test_numbers_that_all_are_one_stay():
    twice = numbered([*GOOD[:5], GOOD[1], GOOD[6]])
    ones = "\n".join(f"1. {line.partition('. ')[2]}" if line[:1].isdigit() else line for line in twice.split("\n"))
    assert fixed(ones, "duplicate-entry", unsafe=True) == "\n".join(ones.split("\n")[:9] + ones.split("\n")[10:])


def test_a_mark_behind_a_label_stays():
    marked = [entry(31).replace("[code]", "[Code*]"), entry(32).replace("[code]", "[code†]")]
    text = make_list([*GOOD, *marked])
    assert fixed(text, "label-spelling") == text.replace("[Code*]", "[code*]")


def test_a_link_that_a_word_leads_to_is_prose():
    text = make_list([*GOOD, f"- {title(31)}, see [code](https://github.com/someone/method31)"])
    assert fixed(text, "link-style") == text
    tag = make_list([*GOOD, f"- {title(31)} [[paper](https://arxiv.org/abs/2401.00031)] [code](https://github.com/someone/method31)"])
    assert fixed(tag, "link-style") == tag.replace(
        " [code](https://github.com/someone/method31)", " [[code](https://github.com/someone/method31)]"
    )


YEARS = [2024, 2024, 2023, 2022, 2022, 2021, 2020, 2019, 2018, 2017]


def by_year(years: list[int]) -> str:
    return make_list([f"- {title(n)}, ICML {year}, [paper](https://example.org/{n})" for n, year in enumerate(years)])


def test_a_move_by_year_is_made_only_where_one_place_is_right():
    assert offered(by_year([*YEARS, 2024]), "entry-order") == [Applicability.HINT]
    assert offered(by_year([*YEARS, 2025]), "entry-order") == [Applicability.SAFE]


def contents(*lines: str) -> str:
    return "# List\n\n## Contents\n\n" + "".join(f"{line}\n" for line in lines) + "\n"


def sections(*headings: str) -> str:
    return "".join(f"{heading}\n\n{entry(n)}\n\n" for n, heading in enumerate(headings))


def test_a_text_that_has_the_headings_words_stays():
    body = sections("## Surveys", "## Writing", "## Methods")
    text = contents("- [Surveys](#surveys)", "- [Writing (Authors)](#writing-authors)", "- [Methods](#methods)") + body
    assert fixed(text, "toc-broken-anchor", "toc-missing-section") == text.replace("#writing-authors", "#writing")


def test_a_line_that_is_set_apart_keeps_its_depth():
    lines = [
        "- [Papers](#papers)",
        "  - [Lines](#lines)",
        "    - [Straight](#straight)",
        "    - [Curved](#curved)",
        "  - [Planes](#planes)",
        "    - [Flat](#flat)",
        "  - [Flying](#flying)",
    ]
    body = sections("## Papers", "### Lines", "#### Straight", "#### Curved", "### Planes", "#### Flat", "#### Flying")
    together, apart = contents(*lines) + body, contents(*lines[:-1], "", lines[-1]) + body
    assert offered(together, "toc-nesting") == [Applicability.SAFE]
    assert offered(apart, "toc-nesting") == [None]
