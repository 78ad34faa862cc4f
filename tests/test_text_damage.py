"""The text group against data: damaged words, lost bytes, sound words that look odd, and what isn't mended yet."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from awesome_lint.edits import Edit, apply
from awesome_lint.encoding import decoded_by_ftfy, losses, plainly_decoded, repairs
from awesome_lint.engine import Plan, lint
from awesome_lint.fixer import fix
from awesome_lint.knowledge import load_packs
from awesome_lint.rule import all_rules
from awesome_lint.source import Source

DATA = Path(__file__).parent / "data" / "text_damage"
SHARED = Path(__file__).parents[2] / "shared"
GROUP = tuple(rule for rule in all_rules().values() if rule.group == "text")


def cases(name, *fields, **marks):
    rows = tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))["case"]
    assert all(row["origin"] for row in rows)
    return [pytest.param(*(row[field] for field in fields), id=row[fields[0]], **marks) for row in rows]


def plan():
    return Plan(GROUP, load_packs())


def entry(words):
    return f"# List\n\n- {words} [[paper](https://arxiv.org/abs/2301.00001)]\n"


@pytest.mark.parametrize(("damaged", "repaired"), cases("damaged", "damaged", "repaired"))
def test_damaged_words_are_repaired(damaged, repaired):
    fixed = fix(Source.of(entry(damaged)), plan(), unsafe=False)
    assert fixed.source.text == entry(repaired)
    assert [d.message for d in fixed.linted.diagnostics] == []


@pytest.mark.parametrize(("text", "reading"), cases("lost", "text", "reading"))
def test_lost_bytes_are_told_and_left(text, reading):
    linted = lint(Source.of(entry(text)), plan())
    assert [d.code for d in linted.diagnostics] == ["lost-bytes"]
    hint = linted.diagnostics[0].fix
    assert (hint.edits[0].content if hint else "") == reading
    assert fix(Source.of(entry(text)), plan(), unsafe=True).source.text == entry(text)


@pytest.mark.parametrize("text", cases("sound", "text"))
@pytest.mark.parametrize("place", ["- {} [[paper](https://arxiv.org/abs/2301.00001)]", "## {}", "| {} | [code](https://github.com/a/b) |"])
def test_sound_words_are_left_alone(text, place):
    assert [d.message for d in lint(Source.of(f"# List\n\n{place.format(text)}\n"), plan()).diagnostics] == []


@pytest.mark.xfail(strict=True, reason="known failures: see the data file")
@pytest.mark.parametrize(("text", "wanted"), cases("known_failures", "text", "wanted"))
def test_known_failures(text, wanted):
    assert fix(Source.of(entry(text)), plan(), unsafe=True).source.text == entry(wanted)


@pytest.mark.skipif(not SHARED.exists(), reason="the lists are not here")
def test_every_real_line_is_found_at_its_line():
    rows = [line.split("\t") for line in (SHARED / "facts" / "mojibake_lines.tsv").read_text("utf-8").splitlines()[1:]]
    lists = {"seed+awesome-other-pruning.md": SHARED / "seed" / "papers.md"}
    missing, looked = [], 0
    for name in dict.fromkeys(row[0] for row in rows):
        path = lists.get(name, SHARED / "corpus" / name)
        if path.exists():
            linted = lint(Source.decode(path.read_bytes()), plan())
            found = {linted.source.row(d.span.start) for d in linted.diagnostics if d.code in {"mojibake", "lost-bytes"}}
            expected = {int(row[1]) for row in rows if row[0] == name and row[4] == "real"}
            looked += len(expected)
            missing += [(name, row) for row in sorted(expected - found)]
    assert missing == []
    assert looked >= 20


def test_a_repair_in_a_heading_takes_the_contents_along():
    text = "# List\n\n- [LÃ¼dke](#lã¼dke)\n\n## LÃ¼dke\n\n- A [[paper](https://arxiv.org/abs/2301.00001)]\n"
    fixed = fix(Source.of(text), Plan((all_rules()["mojibake"],), load_packs()))
    assert "- [Lüdke]" in fixed.source.text
    assert "## Lüdke" in fixed.source.text
    assert [d.message for d in fixed.linted.diagnostics] == []


def test_minority_line_ends_are_mended_in_the_bytes():
    source = Source.decode(b"# List\r\n\r\n- One https://example.org/a\n- Two https://example.org/b\r\n")
    assert source.minority_rows == (3,)
    fixed = fix(source, plan())
    assert fixed.source.encode() == b"# List\r\n\r\n- One https://example.org/a\r\n- Two https://example.org/b\r\n"
    assert fixed.is_changed


def mended(text):
    return apply(text, [Edit(r.start, r.end, r.new) for word in repairs(text) for r in word])


NAMES = st.from_regex(r"[A-Z][a-z]{1,6}[éèöüäñçóáíßøåëïôâ][a-z]{1,6}", fullmatch=True)


@given(NAMES)
def test_names_in_any_western_encoding_are_mended(name):
    assert mended(name) == name
    assert mended(name.encode().decode("latin-1")) == name
    assert mended(name.encode().decode("latin-1").encode().decode("latin-1")) == name


WORDS = st.text(st.sampled_from("abXY0.-!’“–€éàÅïÂÃâ¦¥·³´ŒžΦжﬁ中\x80\x9d\xa0\x1a\ufffd") | st.characters(codec="latin-1"), max_size=12)
CODECS = st.lists(st.sampled_from(["latin-1", "windows-1252", "sloppy-windows-1252", "windows-1250", "macroman"]), max_size=2)


@given(WORDS, CODECS)
@example("FÂ³-Pruning:", [])
@example("Alzheimer’s", ["latin-1", "sloppy-windows-1252"])
def test_what_is_plain_is_decoded_as_ftfy_does(word, codecs):
    decoded_by_ftfy("")  # registers its codecs
    for codec in codecs:
        word = word.encode().decode(codec, "replace")
    word = "".join(word.split(" "))
    assert plainly_decoded(word) in (None, decoded_by_ftfy(word))


@given(NAMES)
def test_names_are_plain(name):
    assert plainly_decoded(name.encode().decode("latin-1")) == (name, "UTF-8 read as Latin-1")


@given(st.text(max_size=60))
def test_repairs_are_disjoint_and_leave_ascii_alone(text):
    found = [repair for word in repairs(text) for repair in word]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[r.start : r.end] != r.new for r in found)
    lost = list(losses(text))
    assert all(a.end <= b.start for a, b in pairwise(lost))


@given(st.text(st.characters(codec="ascii"), max_size=60))
def test_plain_ascii_is_never_damaged(text):
    assert not list(repairs(text))
    assert not list(losses(text))


@pytest.mark.parametrize(
    ("damaged", "safely", "anyhow"),
    [
        ("basic\x02block model", "basic\x02block model", "basicblock model"),  # a PDF's hyphen, perhaps
        ("basic \x02block model", "basic block model", "basic block model"),
        ("a wo\u200brd", "a word", "a word"),
    ],
)
def test_a_control_character_between_letters_is_no_safe_repair(damaged, safely, anyhow):
    for unsafe, expected in ((False, safely), (True, anyhow)):
        assert fix(Source.of(entry(damaged)), plan(), unsafe=unsafe).source.text == entry(expected)


def test_many_equal_characters_of_a_line_are_one_finding_with_one_fix():
    text = entry("Distil\u00adlation of " + "Know\u200bledge " * 11) + entry("Se\u200bgmentation")
    source = Source.decode(text.encode(), "list.md")
    found = [d for d in lint(source, plan()).diagnostics if d.code == "invisible-character"]
    assert [(source.row(d.span.start), d.message, len(d.fix.edits)) for d in found] == [
        (3, "invisible soft hyphen (U+00AD)", 1),
        (3, "invisible zero width space (U+200B), 11 times in this line", 11),
        (6, "invisible zero width space (U+200B)", 1),
    ]
    assert fix(source, plan()).source.text == text.replace("\u200b", "").replace("\u00ad", "")
