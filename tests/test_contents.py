"""`awesome-lint toc`: new contents, those between markers, those that stay."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

import pytest

from awesome_lint import files
from awesome_lint.cli import main
from awesome_lint.contents import made
from awesome_lint.knowledge import load_packs
from awesome_lint.reading import read
from awesome_lint.source import Source

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


def section(name: str, level: int = 2) -> str:
    return f"{'#' * level} {name}\n\n- [A Paper of {name}](https://example.org/{len(name)}/{level})\n\n"


def page(*names: str, above: str = "# Awesome Things\n\nA list of things.\n\n") -> str:
    return (above + "".join(section(name) for name in names)).rstrip() + "\n"


NAMES = ("Surveys", "Methods", "Data & Code", "`Tools`", "Talks")


def contents_of(text: str, **wishes: int) -> tuple[str, str]:
    packs = load_packs(())
    reading = partial(read, packs=packs)
    source, reason = made(reading(Source.of(text)), reading, packs, **wishes)
    assert made(reading(source), reading, packs, **wishes).source.text == source.text, "a second run changes something"
    return source.text, reason


def test_new_contents_go_below_the_introduction():
    text, reason = contents_of(page(*NAMES))
    assert not reason
    assert text.startswith(
        "# Awesome Things\n\nA list of things.\n\n## Contents\n\n- [Surveys](#surveys)\n- [Methods](#methods)\n"
        "- [Data & Code](#data--code)\n- [Tools](#tools)\n- [Talks](#talks)\n\n## Surveys\n"
    )
    assert text.replace(text[text.index("## Contents") : text.index("## Surveys")], "") == page(*NAMES)


def test_levels_are_nested_and_can_be_chosen():
    inner = section("Methods") + section("Deep", 3) + section("Shallow", 3)
    text = "# T\n\n" + section("Surveys") + inner + section("Talks")
    assert "- [Methods](#methods)\n  - [Deep](#deep)\n  - [Shallow](#shallow)\n- [Talks]" in contents_of(text)[0]
    assert "- [Surveys](#surveys)\n- [Methods](#methods)\n- [Talks](#talks)\n\n" in contents_of(text, levels=1)[0]


def test_a_level_that_would_make_contents_too_long_is_left_out():
    text = "# T\n\n" + "".join(section(f"Chapter {n}") + "".join(section(f"Part {n}.{m}", 3) for m in range(10)) for n in range(8))
    assert "  - [Part" not in contents_of(text)[0]
    assert "  - [Part 7.9](#part-79)" in contents_of(text, levels=2)[0]


def test_few_headings_need_no_contents_unless_asked_for():
    text = page(*NAMES[:4])
    assert contents_of(text) == (text, "fewer than 5 headings to list (`--min-headings 4` asks for them)")
    assert "- [Methods](#methods)" in contents_of(text, min_headings=2)[0]
    two, reason = contents_of(page(*NAMES[:2]), min_headings=2)
    assert not reason
    assert "## Contents\n\n- [Surveys](#surveys)\n- [Methods](#methods)\n\n## Surveys" in two
    one = page(*NAMES[:1])
    assert contents_of(one) == (one, "fewer than 5 headings to list")
    assert contents_of(one, min_headings=1) == (one, "they would have too few lines to be read as contents")


def test_a_section_named_contents_is_filled():
    text = page(*NAMES, above="# T\n\n## Table of Contents\n\n")
    assert contents_of(text)[0].startswith("# T\n\n## Table of Contents\n\n- [Surveys](#surveys)\n")


def test_contents_that_cannot_be_read_are_left_with_a_reason():
    text = page(*NAMES, above="# T\n\n## Contents\n\nSurveys, Methods and more.\n\n")
    assert contents_of(text) == (text, "what is in “Contents” can't be read as contents")


def test_an_anchor_above_the_first_heading_stays_with_it():
    text = page(*NAMES, above='# T\n\nWords.\n\n<a name="first"></a>\n')
    assert '- [Talks](#talks)\n\n<a name="first"></a>\n## Surveys' in contents_of(text)[0]


def test_the_list_s_own_bullet_is_taken():
    assert "* [Surveys](#surveys)\n" in contents_of(page(*NAMES).replace("- [", "* ["))[0]


def test_repeated_headings_have_numbered_anchors():
    text = "# T\n\n" + "".join(section(name) + section("2024", 3) for name in NAMES)
    assert "  - [2024](#2024)\n" in contents_of(text)[0]
    assert "  - [2024](#2024-4)\n" in contents_of(text)[0]


def test_a_label_shows_markup_characters_as_text():
    assert "- [Models \\[old\\]](#models-old)" in contents_of(page("Models \\[old\\]", *NAMES))[0]


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("<!-- toc -->", "<!-- tocstop -->"),
        ("<!-- TOC -->", "<!-- /TOC -->"),
        ("<!--ts-->", "<!--te-->"),
        ("<!-- START doctoc generated TOC please keep comment here to allow auto update -->", "<!-- END doctoc -->"),
        ("<!-- mdformat-toc start --slug=github -->", "<!-- mdformat-toc end -->"),
    ],
)
def test_contents_between_markers_are_refreshed(begin, end):
    old = "- [Surveys](#surveys)\n- [All methods](#methods)\n- [Gone](#gone)\n- [Talks](#talks)\n- [`Tools`](#tools)"
    new = "- [Surveys](#surveys)\n- [All methods](#methods)\n- [Data & Code](#data--code)\n- [`Tools`](#tools)\n- [Talks](#talks)"
    text = page(*NAMES, above=f"# T\n\n{begin}\n\n{old}\n\n{end}\n\n")
    assert contents_of(text) == (text.replace(old, new), "")


@pytest.mark.parametrize(
    "old",
    [
        "- [Methods](#methods)\n- [Surveys](#surveys)\n- [Talks](#talks)",
        "- [Surveys](#surveys)\n- [Methods](#methods)\n- [Data & Code](#data--code)\n- [`Tools`](#tools)\n- [Talks](#talks)\n- [A](#a)\n- [B](#b)",
    ],
)
def test_contents_between_markers_may_become_longer_or_shorter(old):
    text = page(*NAMES, above=f"# T\n\n<!-- toc -->\n\n{old}\n\n<!-- tocstop -->\n\n")
    after, reason = contents_of(text)
    assert not reason
    assert after.count("](#") == len(NAMES)


def test_sections_about_the_list_are_left_out_unless_they_list_something():
    text = page(*NAMES, "News") + "\n## Contributing\n\nYou are welcome.\n\n## License\n\nMIT\n"
    after, _ = contents_of(text)
    assert "- [Talks](#talks)\n- [News](#news)\n\n## Surveys" in after


def test_empty_markers_are_filled_however_few_the_headings():
    text = page(*NAMES[:3], above="# T\n\n<!-- toc -->\n<!-- tocstop -->\n\n")
    assert (
        "<!-- toc -->\n\n- [Surveys](#surveys)\n- [Methods](#methods)\n- [Data & Code](#data--code)\n\n<!-- tocstop -->"
        in contents_of(text)[0]
    )


def test_markers_in_code_are_none():
    text = page(*NAMES, above="# T\n\n```\n<!-- toc -->\n<!-- tocstop -->\n```\n\n")
    assert "```\n\n## Contents\n" in contents_of(text)[0]


def test_a_suppressed_place_is_left():
    text = page(*NAMES, above="# T\n\n<!-- awesome-lint: off -->\n\nWords.\n\n")
    assert contents_of(text) == (text, "a comment suppresses fixes at the place of its contents")


def test_the_command_writes_shows_and_checks(tmp_path, capsys):
    path = tmp_path / "list.md"
    path.write_text(page(*NAMES), "utf-8")
    assert main(["toc", "--isolated", "--check", str(path)]) == 1
    assert main(["toc", "--isolated", "--diff", str(path)]) == 1
    assert "+- [Methods](#methods)\n" in capsys.readouterr().out
    assert path.read_text("utf-8") == page(*NAMES)
    assert main(["toc", "--isolated", str(path)]) == 0
    assert "- [Methods](#methods)\n" in path.read_text("utf-8")
    assert main(["toc", "--isolated", "--check", str(path)]) == 0
    assert main(["toc", "--isolated", "--diff", str(path)]) == 0


def test_contents_made_by_hand_are_mended_and_keep_their_texts(tmp_path):
    path = tmp_path / "list.md"
    by_hand = "- [Overviews](#surveys)\n- [Methods](#methods)\n- [Data & Code](#data-code)\n- [Tools](#tools)\n"
    path.write_text(page(*NAMES, above=f"# T\n\n{by_hand}\n"), "utf-8")
    assert main(["toc", "--isolated", str(path)]) == 0
    assert "- [Overviews](#surveys)\n- [Methods](#methods)\n- [Data & Code](#data--code)\n- [Tools](#tools)\n" in path.read_text("utf-8")


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.md")), ids=lambda path: path.stem)
def test_new_contents_of_real_lists_lead_somewhere(path):
    packs = load_packs(())
    reading = cache(partial(read, packs=packs))  # `made` has read what it returns
    document = reading(files.read(path))
    if document.contents or not document.entries:
        pytest.skip("has contents")
    source, _ = made(document, reading, packs)
    if source.text == document.source.text:
        pytest.skip("needs none, or says why it gets none")
    anew = reading(source)
    assert len(anew.contents) == 1
    assert all(item.section and item.anchor == item.section.slug for item in anew.contents[0].items)
    assert made(anew, reading, packs).source.text == source.text
