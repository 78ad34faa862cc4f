"""Pins of the house style: each trait that `awesome-lint style` shows changes findings or layout when pinned, or is refused."""

from __future__ import annotations

import pytest
from lists import title

from awesome_lint.config import load
from awesome_lint.engine import Plan, lint
from awesome_lint.errors import UserError
from awesome_lint.fixer import fix
from awesome_lint.knowledge import load_packs
from awesome_lint.layout import layout
from awesome_lint.rule import all_rules
from awesome_lint.source import Source
from awesome_lint.style import MEASURES
from awesome_lint.style.measures.titles import is_title_markup

PACKS = load_packs()
SHOWN = [measure for measure in MEASURES if measure.is_shown]


def entries(shape: str, count: int = 12, marker: str = "- ") -> str:
    """A list of entries that all take one shape: `T` is a title, `N` a number."""
    lines = (marker + shape.replace("T", title(n), 1).replace("N", f"{n:05}") for n in range(count))
    return "# List\n\n" + "\n".join(lines) + "\n"


LABELLED = "T [[paper](https://arxiv.org/abs/2401.N)] [[code](https://github.com/a/bN)]"
DESCRIBED = "[T](https://example.org/N) - Does what it says."
VENUES = "\n".join(f"## CVPR {year}\n\n- A {year} [[paper](https://arxiv.org/abs/2401.0{year})]\n" for year in range(2012, 2024))
CONTENTS = "\n".join(f"- [{venue} 2024](#{venue.lower()}-2024)" for venue in ("CVPR", "ICML", "ECCV", "AAAI", "ICLR"))
HEADINGS = "\n".join(
    f"## {venue} 2024\n\n- Of {venue} [[paper](https://arxiv.org/abs/2401.0000{n})]\n"
    for n, venue in enumerate(("CVPR", "ICML", "ECCV", "AAAI", "ICLR"))
)

JUDGED = {
    "label-spelling.code": (entries(LABELLED), "Code", "`code`, where the config wants `Code`"),
    "label-order": (entries(LABELLED), "code, paper", "`paper` before `code`, where the config wants `code` first"),
    "link-brackets": (entries(LABELLED), "([x](u))", "a link written `[[x](u)]`, where the config wants `([x](u))`"),
    "link-separator": (entries(LABELLED), ", ", "a space between two links, where the config wants `, `"),
    "title-markup": (entries(LABELLED), "**x**", "the title is written `x`, the config wants `**x**`"),
    "description-separator": (entries(DESCRIBED), ": ", "` - ` before the description, the config wants `: `"),
    "final-full-stop": (entries(DESCRIBED), "", "a full stop at the end, the config wants none"),
    "title-full-stop": (entries(LABELLED), ".", "the title doesn't end in a full stop, the config wants one"),
    "title-capitals": (
        "\n".join(f"- ALL OF THIS IS SHOUTED {w} [[paper](https://arxiv.org/abs/2401.00001)]" for w in ("ONE", "TWO")) + "\n",
        "mixed case",
        "in capitals throughout, the config wants mixed case",
    ),
    "entry-order": (
        "- [B](https://example.org/b)\n- [C](https://example.org/c)\n- [A](https://example.org/a)\n",
        "title",
        "“A” is out of order: the config wants lists sorted by title; it belongs before “B”",
    ),
    "section-order.2": (VENUES, "latest first", "2013 comes after 2012, where the config wants latest first"),
    "heading-shape.2": (VENUES, "VENUE'YY", "written “CVPR'12” it would be as the config wants it: `VENUE'YY`"),
    "toc-text.2": (
        f"{CONTENTS}\n\n{HEADINGS}",
        "venue",
        "the heading reads “CVPR 2024”, for which the config wants “CVPR” in the contents",
    ),
    "url-form.arxiv paper": (entries(LABELLED), "pdf", "the config wants the `pdf` form of arXiv: `https://arxiv.org/pdf/2401.00000`"),
    "url-version.arxiv": (
        entries(LABELLED.replace("2401.N", "2401.Nv2")),
        "without a version",
        "the config wants arXiv without a version: `https://arxiv.org/abs/2401.00000`",
    ),
}
LAID_OUT = {
    "bullet.0": (entries("T"), "*", "# List\n\n* "),
    "bullet-padding": (entries("T"), "   ", "# List\n\n-   "),
    "number-padding": (entries("T", marker="1. "), "  ", "# List\n\n1.  "),
    "number-offset": ("9. a\n10.  b\n", "4", "9.  a\n10. b\n"),
    "indent.bullet": ("- a\n  - b\n  - c\n", "4", "- a\n    - b\n    - c\n"),
    "continuation.items": ("- a\nb\n", "aligned", "- a\n  b\n"),
    "blanks-before-heading.2": ("# A\n\ntext\n\n## B\n", "2", "# A\n\ntext\n\n\n## B\n"),
    "blanks-after-heading.1": ("# A\n\ntext\n", "0", "# A\ntext\n"),
    "blank-lines.blocks": ("a\n\nb\n", "2", "a\n\n\nb\n"),
}


def messages(text: str, pins: dict[str, str]) -> set[str]:
    plan = Plan(rules=tuple(all_rules().values()), packs=PACKS, pins=pins)
    return {diagnostic.finding.message for diagnostic in lint(Source.of(text), plan).diagnostics}


@pytest.mark.parametrize("name", JUDGED)
def test_a_pinned_trait_is_enforced_on_a_list_that_disagrees(name):
    text, value, message = JUDGED[name]
    assert message not in messages(text, {})
    assert message in messages(text, {name: value})


@pytest.mark.parametrize("name", LAID_OUT)
def test_a_pinned_trait_is_laid_out_on_a_list_that_disagrees(name):
    text, value, start = LAID_OUT[name]
    pins = {name: value}
    assert layout(Source.of(text)).text == text
    result = layout(Source.of(text), pins=pins)
    assert result.text.startswith(start)
    assert result.refused == ()
    assert layout(Source.of(result.text), pins=pins).text == result.text
    assert any(message.endswith("canonical form, with what the config wants") for message in messages(listed(text), pins))


def listed(text: str) -> str:
    """The same with an entry, without which a page is no list."""
    return text + "\n[A paper](https://example.org) of note\n"


def test_every_trait_is_tried_or_refused():
    tried = {name.partition(".")[0] for name in (*JUDGED, *LAID_OUT)}
    assert tried == {measure.name for measure in SHOWN if measure.values}
    assert all(measure.refusal for measure in SHOWN if not measure.values)


@pytest.mark.parametrize("name", sorted({*JUDGED, *LAID_OUT}))
def test_the_config_takes_what_is_tried(tmp_path, name):
    config = tmp_path / "awesome-lint.toml"
    value = {**JUDGED, **LAID_OUT}[name][1]
    config.write_text(f'[style]\n"{name}" = "{value}"\n')
    assert load(config).style == {name: value}


@pytest.mark.parametrize("measure", [measure for measure in SHOWN if not measure.values], ids=lambda measure: measure.name)
def test_a_trait_that_nothing_follows_is_refused(tmp_path, measure):
    config = tmp_path / "awesome-lint.toml"
    config.write_text(f'[style]\n{measure.name} = "x"\n')
    with pytest.raises(UserError) as error:
        load(config)
    told = f"{config}:2: `style.{measure.name}` can't be pinned: {measure.refusal} (remove it; `awesome-lint style` shows it all the same)"
    assert str(error.value) == told


REFUSED = {
    'bullet.0 = "x"': "`style.bullet.0` can't be `x` (it must be one of `-`, `*`, `+`)",
    'indent.1 = "2"': "`style.indent.1`: `1` is no key of `indent` (the key is `top`, `bullet`, `number`)",
    'title-capitals = "mixed cases"': "`style.title-capitals` can't be `mixed cases` (did you mean `mixed case`?)",
    'link-separator = " and "': (
        "`style.link-separator` can't be ` and ` (it must be spaces and signs, without words, brackets or line breaks)"
    ),
    'title-markup.2 = "x"': "`style.title-markup.2`: `title-markup` is one trait, without a key (write `title-markup`)",
    'label-spelling = "paper"': "`style.label-spelling` needs a key (the key is the label in lower case, as in `label-spelling.code`)",
    'label-pair = "a, b"': "`style`: there is no trait `label-pair` (did you mean `label-spelling`?)",
    'url-form."arxiv paper" = "abss"': "`style.url-form.arxiv paper` can't be `abss` (did you mean `abs`?)",
    'url-form."nowhere paper" = "abs"': (
        "`style.url-form.nowhere paper`: links to `nowhere` have one form only (`awesome-lint style FILE` shows the sites)"
    ),
    'toc-text.2 = "identicl"': "`style.toc-text.2` can't be `identicl` (did you mean `identical`?)",
}


@pytest.mark.parametrize("line", REFUSED)
def test_a_wrong_pin_is_refused_with_what_would_be_right(tmp_path, line):
    config = tmp_path / "awesome-lint.toml"
    config.write_text(f"[style]\n{line}\n")
    with pytest.raises(UserError) as error:
        load(config)
    assert str(error.value) == f"{config}:2: {REFUSED[line]}"


def test_a_kind_pinned_without_key_pins_all_its_traits():
    text = "- a\n  - b\n"
    assert layout(Source.of(text), pins={"bullet": "+"}).text == "+ a\n  + b\n"
    assert layout(Source.of(text), pins={"bullet": "+", "bullet.1": "*"}).text == "+ a\n  * b\n"


def test_a_label_is_pinned_however_its_key_is_written(tmp_path):
    config = tmp_path / "awesome-lint.toml"
    config.write_text('[style.label-spelling]\nCode = "Code"\n')
    assert load(config).style == {"label-spelling.code": "Code"}


def test_a_pinned_bullet_never_joins_two_lists():
    text = "- a\n- b\n\n* c\n* d\n"
    assert layout(Source.of(text), pins={"bullet": "-"}).text == text


@pytest.mark.parametrize(
    ("order", "shuffled", "told", "right"),
    [
        ("title", "EBADC", "3 of 5 entries are out of order: the config wants lists sorted by title", "ABCDE"),
        ("title", "ABEDC", "2 of 5 entries are out of order: the config wants lists sorted by title", "ABCDE"),
        ("title", "ABCED", "“E” is out of order: the config wants lists sorted by title; it belongs at the end", "ABCDE"),
        ("year", "DBACE", "2 of 5 entries are out of order: the config wants lists sorted by year", "ABCDE"),
        ("year, latest first", "ABCDE", "4 of 5 entries are out of order: the config wants lists sorted by year, latest first", "EDCBA"),
    ],
)
def test_a_pinned_order_sorts_a_list(order, shuffled, told, right):
    def text(letters):
        lines = (
            f"- {letter} is the title [[paper](https://example.org/{letter})] (CVPR {2010 + ord(letter) % 32})\n" for letter in letters
        )
        return "# List\n\n" + "".join(lines) + "- Others [[paper](https://example.org/others)] (CVPR 1999)\n"

    if order == "title":
        told = told.replace("“E”", "“E is the title”")
    pins = {"entry-order": order}
    plan = Plan(rules=(all_rules()["entry-order"],), packs=PACKS, pins=pins)
    assert told in messages(text(shuffled), pins)
    assert fix(Source.of(text(shuffled)), plan).source.text == text(right)
    assert not messages(text(right), pins)


@pytest.mark.parametrize("text", ["- 乙 [a](https://example.org/a)\n- 甲 [b](https://example.org/b)\n"])
def test_a_pinned_order_leaves_alone_what_it_cannot_sort(text):
    assert not messages(text, {"entry-order": "title"})


@pytest.mark.parametrize("pattern", ["x", "[x](u)", "**x**", "**[x](u)**", "[**x**](u)", '"[x](u)"', "[x]", "***x***"])
def test_title_markup(pattern):
    assert is_title_markup(pattern)


@pytest.mark.parametrize("pattern", ["", "**", "**x", "y", "x**", "[x](v)", "# x"])
def test_no_title_markup(pattern):
    assert not is_title_markup(pattern)
