"""What a list, an earlier version of it or a config teaches about reading it."""

from __future__ import annotations

import doctest

from awesome_lint import reading
from awesome_lint.config import load
from awesome_lint.engine import Plan, lint
from awesome_lint.knowledge import load_packs
from awesome_lint.model import Entry, Template
from awesome_lint.reading import read
from awesome_lint.reading.describe import described
from awesome_lint.rule import all_rules
from awesome_lint.source import Source

PACKS = load_packs()


def entries(text: str, template: Template | None = None) -> tuple[Entry, ...]:
    return read(Source.of(text), PACKS, template or Template()).entries


def titles(found: tuple[Entry, ...]) -> list[str]:
    return [entry.title for entry in found]


# Votes


def _sublists(count: int) -> str:
    """Linked items with a linked sub-item each, most of which are annexes."""
    return "".join(f"- [Tool number {n}](https://a.org/{n}) - A tool.\n  - [[code](https://c.org/{n})]\n" for n in range(count))


def test_sublists_are_records_or_not_as_the_earlier_version_voted() -> None:
    text = (
        "# List\n\n## Tools\n\n"
        + _sublists(6)
        + "- [Tool of tools](https://b.org) - A tool.\n  - [Its little sister](https://b.org/s) - Another.\n"
    )
    added = "".join(
        f"- [Set of tools {n}](https://d.org/{n}) - Tools.\n  - [One of its tools](https://e.org/{n}) - A tool.\n" for n in range(20)
    )
    before = read(Source.of(text), PACKS)
    assert "Its little sister" not in titles(before.entries)
    assert "Its little sister" in titles(entries(text + added))
    assert titles(entries(text + added, before.template))[: len(before.entries)] == titles(before.entries)


def test_paragraphs_are_records_or_not_as_the_earlier_version_voted() -> None:
    section = (
        "## Topic {n}\n\n[Protocol {n}](https://w.org/{n}) is spoken by the servers below.\n\n- [Tool{n}](https://a.org/{n}) - A tool.\n\n"
    )
    text = "# List\n\n" + "".join(section.format(n=n) for n in range(4))
    more = "## More\n\n" + "\n\n".join(f"[Library {n}](https://l.org/{n}) reads files of kind {n}." for n in range(30)) + "\n"
    before = read(Source.of(text), PACKS)
    after = entries(text + more, before.template)
    assert titles(before.entries) == [f"Tool{n}" for n in range(4)]
    assert titles(after)[:4] == titles(before.entries)


def test_columns_are_those_of_the_earlier_version() -> None:
    rows = "".join(f"| kind {n} | [Shop {n}](https://a.org/{n}) |\n" for n in range(5))
    text = "# List\n\n## Shops\n\n| Sort | Item |\n| --- | --- |\n" + rows
    added = "".join(f"| kind 1 | [Shop {n}](https://a.org/{n}) |\n" for n in range(5, 40))
    before = read(Source.of(text), PACKS)
    after = entries(text + added, before.template)
    assert titles(after)[:5] == titles(before.entries)


# The config


def test_a_config_pins_what_a_column_holds(tmp_path) -> None:
    table = "| Handle | Paper Name |\n| --- | --- |\n" + "".join(
        f"| [Network number {n}](https://a.org/{n}) | A Study of the Things of Kind {n} |\n" for n in range(6)
    )
    text = f"# List\n\n## Papers\n\n{table}"
    config = tmp_path / "awesome-lint.toml"
    config.write_text('[columns]\n"Handle" = "title"\n"Paper Name" = "description"\n')
    pinned = load(config).template
    assert titles(entries(text)) == [f"A Study of the Things of Kind {n}" for n in range(6)]
    assert titles(entries(text, pinned)) == [f"Network number {n}" for n in range(6)]
    assert entries(text, pinned)[0].description == "A Study of the Things of Kind 0"


# Lists that can't be read


def test_rules_that_need_titles_are_silent_where_titles_are_label_words() -> None:
    """Each entry is labels alone: whatever is taken for a title is the same word again and again."""
    body = "".join(f"| [Code](https://github.com/a/r{n}) | [Website](https://w{n}.org) |\n" for n in range(12))
    text = f"# List\n\n## Things\n\n| A | B |\n| --- | --- |\n{body}"
    assert set(titles(entries(text))) == {""}
    plan = Plan(rules=tuple(all_rules().values()), packs=PACKS)
    needing = {"duplicate-entry", "similar-title", "entry-order", "title-capitals", "entry-shape"}
    assert needing <= set(all_rules())
    assert not needing & {diagnostic.code for diagnostic in lint(Source.of(text), plan).diagnostics}


# The example of the package's docstring


def test_the_worked_example() -> None:
    names = ("Ray, A., et al.", "Lee, B., et al.", "Wu, C., et al.")
    works = ["Fast Maps of Things", *[f"Slow Maps of Sort {n}" for n in range(39)]]
    items = [f"- {names[n % 3]} **{title}.** ICCV, 2019. [[code](https://github.com/a/b{n})]" for n, title in enumerate(works)]
    document = read(Source.of("# List\n\n## Papers\n\n" + "\n".join(items) + "\n"), PACKS)
    first = document.entries[0]
    assert (first.title, first.authors, first.venue, first.year) == (works[0], ("Ray, A.",), "ICCV", 2019)
    assert [link.label for link in first.labelled] == ["code"]
    assert list(described(document.template)) == ["template: {authors}. **{title}**. {venue}, {year}. [[code]]  (40 of 40 entries)"]


# Sections about the list itself


def test_a_section_about_the_people_of_a_list_lists_nothing() -> None:
    tools = "".join(f"- [Tool {n}](https://a.org/{n}) - A tool.\n" for n in range(3))
    people = "## Team\n\n- [Ann Lee](https://github.com/ann): founder\n- [Bo Wu](https://github.com/bo)\n"
    assert titles(entries(f"# List\n\n## Tools\n\n{tools}\n{people}")) == ["Tool 0", "Tool 1", "Tool 2"]
    assert "Slack" in titles(entries(f"# List\n\n## Team Tools\n\n- [Slack](https://slack.com) - Messages.\n{tools}"))


def test_a_heading_over_badges_is_no_entry_among_others_that_are_none() -> None:
    tools = "".join(f"## Sort of tools {n}\n\n- [Tool {n}](https://a.org/{n}) - A tool.\n\n" for n in range(4))
    badge = "## Terms of use\n\n[![CC0](https://img.shields.io/badge/licence-CC0-blue)](https://creativecommons.org/)\n"
    assert titles(entries(f"# List\n\n{tools}{badge}")) == ["Tool 0", "Tool 1", "Tool 2", "Tool 3"]


def test_each_role_that_a_config_may_set_for_a_column() -> None:
    rows = "\n".join(f"| {n} | [Net{n}](https://a.org/{n}) | A title of net {n} |" for n in range(6))
    text = f"# List\n\n## Nets\n\n| A | B | C |\n|---|---|---|\n{rows}\n"
    for role in ("title", "name", "authors", "venue", "date", "description", "label", "number", "other"):
        assert len(entries(text, Template(columns={"a": role}))) == 6


def test_the_example_of_the_package_is_read_so() -> None:
    assert doctest.testmod(reading) == (0, 8)
