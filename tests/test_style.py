"""The house style: what a list does, how sure that is, and how it is told."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lists import title

from awesome_lint.knowledge import load_packs
from awesome_lint.reading import read
from awesome_lint.report import style as report
from awesome_lint.report.terminal import width
from awesome_lint.source import Source
from awesome_lint.style import BY_NAME, LEAST_OBSERVATIONS, MEASURES, Observation, Trait, infer
from awesome_lint.style.measures.headings import heading_shape_of
from awesome_lint.style.measures.labels import label_ranks
from awesome_lint.style.measures.titles import markup_of
from awesome_lint.style.measures.toc import TOC_TEXTS, toc_way

PACKS = load_packs()


def style_of(text: str, pins: dict[str, str] | None = None):
    return infer(read(Source.of(text), PACKS), PACKS, pins)


def listed(*shapes: str, times: int = 12) -> str:
    """A list whose entries take the shapes in turn; `T` stands for a title, `N` for a number."""
    entries = (shape.replace("T", title(n), 1).replace("N", f"{n:05}") for n, shape in enumerate(shapes * times))
    return "# List\n\n" + "\n".join(f"- {entry}" for entry in entries) + "\n"


BRACKETED = "T [[paper](https://arxiv.org/abs/2401.N)] [[code](https://github.com/a/bN)]"
PARENTHESES = "[T](https://arxiv.org/abs/2401.N) ([code](https://github.com/a/bN)), [video](https://youtu.be/N)"
DESCRIBED = "[T](https://example.org/N) - Does what it says."


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        (listed(BRACKETED), "link-brackets", "[[x](u)]"),
        (listed(BRACKETED), "link-separator", " "),
        (listed(BRACKETED), "label-spelling.paper", "paper"),
        (listed(BRACKETED), "label-order", "paper, code"),
        (listed(BRACKETED), "title-markup", "x"),
        (listed(PARENTHESES), "link-separator", ", "),
        (listed(PARENTHESES), "title-markup", "[x](u)"),
        (listed("**T** [[paper]](https://arxiv.org/abs/2401.N)"), "title-markup", "**x**"),
        (listed("**T** [[paper]](https://arxiv.org/abs/2401.N)"), "link-brackets", "[[x]](u)"),
        (listed(DESCRIBED), "description-separator", " - "),
        (listed(DESCRIBED), "final-full-stop", "."),
        (listed(DESCRIBED.rstrip(".")), "final-full-stop", ""),
        (listed(BRACKETED), "bullet.0", "-"),
        (listed(BRACKETED), "spacing", "tight"),
        (listed(BRACKETED).replace("\n- ", "\n\n- "), "spacing", "loose"),
        (listed(BRACKETED).replace("- ", "1. "), "numbering", "all alike"),
    ],
)
def test_what_all_entries_do_is_the_style(text, name, value):
    assert style_of(text).enforced(name) == value


@pytest.mark.parametrize("name", ["link-brackets", "link-separator", "label-order", "label-spelling.code"])
def test_two_ways_are_mixed(name):
    other = "T [code](https://github.com/a/bN) | [paper](https://arxiv.org/abs/2401.N)"
    style = style_of(listed(BRACKETED, other.replace("code", "Code")))
    assert style.enforced(name) is None


@pytest.mark.parametrize(
    ("alike", "other", "is_enforced"),
    [
        (LEAST_OBSERVATIONS, 0, True),
        (LEAST_OBSERVATIONS - 1, 0, False),
        (LEAST_OBSERVATIONS, 1, True),  # the one is judged by the ten
        (LEAST_OBSERVATIONS, 2, False),
        (19, 2, True),
        (95, 5, True),
        (95, 7, False),
    ],
)
def test_thresholds(alike, other, is_enforced):
    trait = Trait("t", "a", alike, alike + other)
    assert trait.is_enforced is is_enforced


@settings(max_examples=30)
@given(st.lists(st.sampled_from("ab"), min_size=1, max_size=60))
def test_support_and_deviations_are_all_there_is(values):
    shapes = {"a": BRACKETED, "b": PARENTHESES}
    trait = style_of(listed(*(shapes[v] for v in values), times=1)).trait("title-markup")
    assert trait is not None
    assert trait.support + len(trait.deviations) == trait.total == len(values)
    assert trait.support >= trait.total / 2


def test_a_pin_wins_over_what_the_list_does():
    style = style_of(listed(BRACKETED), {"link-brackets": "([x](u))", "label-order": "code, paper", "label-spelling.paper": "Paper"})
    trait = style.trait("link-brackets")
    assert trait is not None
    assert (trait.value, trait.support, trait.is_enforced) == ("([x](u))", 0, True)
    assert list(label_ranks(style)) == ["code", "paper"]
    assert style.enforced("label-spelling.paper") == "Paper"
    assert style.enforced("title-markup") == "x"


def test_a_section_has_a_style_of_its_own():
    style = style_of(listed(BRACKETED) + listed(PARENTHESES).replace("# List", "# Other"))
    first, second = style.document.sections
    assert style.enforced("title-markup") is None
    assert style.enforced("title-markup", first) == "x"
    assert style.enforced("title-markup", second) == "[x](u)"


def test_nothing_is_measured_before_it_is_asked_for(monkeypatch):
    asked: list[str] = []

    def watched(measure):
        def observe(style) -> Iterable[Observation]:
            asked.append(measure.name)
            return measure.observe(style)

        return measure._replace(observe=observe)

    for measure in MEASURES:
        monkeypatch.setitem(BY_NAME, measure.name, watched(measure))
    style = style_of(listed(BRACKETED))
    assert asked == []
    style.enforced("bullet.0")
    style.enforced("bullet.0")
    assert asked == ["bullet"]


def test_pairs_in_a_circle_have_no_order():
    circle = ["T [a](u:N) [b](u:N)", "T [b](u:N) [c](u:N)", "T [c](u:N) [a](u:N)"]
    assert label_ranks(style_of(listed(*(shape.replace("u:", "https://example.org/") for shape in circle)))) == {}


@pytest.mark.parametrize(
    ("line", "markup"),
    [
        ("Deep Nets [[paper](https://arxiv.org/abs/2401.00001)]", "x"),
        ("**Deep Nets** [[paper](https://arxiv.org/abs/2401.00001)]", "**x**"),
        ("[Deep Nets](https://arxiv.org/abs/2401.00001)", "[x](u)"),
        ("**[Deep Nets](https://arxiv.org/abs/2401.00001)**", "**[x](u)**"),
        ("[**Deep Nets**](https://arxiv.org/abs/2401.00001)", "[**x**](u)"),
        ("**🏘️ Deep Nets.** [[paper](https://arxiv.org/abs/2401.00001)]", "**x**"),
    ],
)
def test_markup_of_a_title(line, markup):
    document = read(Source.of(f"- {line}\n"), PACKS)
    assert markup_of(document.entries[0], document.source) == markup


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("CVPR-2024", "VENUE-YEAR"),
        ("CVPR 2024", "VENUE YEAR"),
        ("2024 CVPR", "YEAR VENUE"),
        ("ICML'22", "VENUE'YY"),
        ("NeurIPS (2023)", "VENUE (YEAR)"),
        ("2024", None),
        ("CVPR", None),
        ("Object Detection 2024", None),
    ],
)
def test_shape_of_a_heading(text, shape):
    assert heading_shape_of(text, PACKS) == shape


@pytest.mark.parametrize(
    ("text", "heading", "way"),
    [
        ("CVPR-2024", "CVPR-2024", "identical"),
        ("CVPR", "CVPR-2024", "venue"),
        ("Datasets", "3.1 Datasets", "without number"),
        ("Datasets", "Datasets (12)", "without count"),
        ("Datasets", "📚 Datasets", "without emoji"),
        ("Data", "Datasets", None),
    ],
)
def test_ways_of_a_contents_text(text, heading, way):
    assert toc_way(text, heading, PACKS) == way
    if way:
        assert TOC_TEXTS[way](heading, PACKS) == text


def test_the_table_shows_value_support_and_the_first_line_that_differs(monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    text = listed(BRACKETED) + f"- {title(99)} [[paper](https://arxiv.org/abs/2401.99999)] [code](https://github.com/a/b99)\n"
    table = report.table(style_of(text), Source.of(text, "list.md"))
    assert "list.md" in table
    row = next(line for line in table.splitlines() if "link-brackets" in line)
    assert row.split()[1:5] == ["[[x](u)]", "25", "of", "26"]
    assert f"15: - {title(99)}"[:30] in row


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("label", ["code", "reading notes from our own group", "深度学习"])
def test_the_table_fits_the_terminal(columns, label, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    text = (
        listed(BRACKETED.replace("code", label))
        + f"- {title(99)} [[paper](https://arxiv.org/abs/2401.99999)] [code](https://github.com/a/b99)\n"
    )
    table = report.table(style_of(text), Source.of(text, "list.md"))
    assert all(width(line) <= columns for line in table.splitlines())
    assert ("15: " in table) == (columns > 60)


def test_json_and_toml_say_the_same():
    style = style_of(listed(BRACKETED))
    traits = {trait["trait"]: trait for trait in json.loads(report.as_json(style))}
    pins = tomllib.loads(report.as_toml(style))["style"]
    assert traits["label-order"]["value"] == pins["label-order"] == "paper, code"
    assert traits["label-spelling.paper"]["support"] == 12
    assert pins["label-spelling"] == {"paper": "paper", "code": "code"}


def test_what_is_written_as_config_is_the_style_again():
    text = listed(BRACKETED)
    pins = tomllib.loads(report.as_toml(style_of(text)))["style"]
    flat = {
        k if not isinstance(v, dict) else f"{k}.{key}": w
        for k, v in pins.items()
        for key, w in (v.items() if isinstance(v, dict) else [("", v)])
    }
    pinned = style_of(text, flat)
    assert {t.name: t.value for t in pinned} == {t.name: t.value for t in style_of(text)}
    assert not any(t.deviations for t in pinned)


def test_control_characters_and_wide_letters_do_no_harm():
    text = listed("T [[論文\x1b](https://arxiv.org/abs/2401.N)]")
    table = report.table(style_of(text), Source.of(text))
    assert "\x1b" not in table
