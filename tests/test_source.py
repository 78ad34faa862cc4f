"""Positions, line ends, byte-order marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.errors import UserError
from awesome_lint.source import LONGEST_LINE, Position, Source, Span

TEXTS = st.text(alphabet=st.sampled_from("aé漢😀 \n"), max_size=60)


@given(TEXTS)
def test_a_position_leads_back_to_its_offset(text):
    source = Source(text)
    for offset in range(len(text) + 1):
        row, column = source.position(offset)
        assert source.line_starts[row - 1] + column - 1 == offset
        assert row == text.count("\n", 0, offset) + 1


@given(TEXTS)
def test_lines_are_those_of_the_text(text):
    source = Source(text)
    assert [source.line(row) for row in range(1, len(source.line_starts) + 1)] == text.split("\n")


@given(TEXTS, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_decoded_and_encoded_is_the_same_file(text, newline, mark):
    data = (("\ufeff" if mark else "") + text.replace("\n", newline)).encode()
    assert Source.decode(data).encode() == data


def test_rows_that_end_otherwise_are_known():
    source = Source.decode(b"a\r\nb\nc\r\nd\r\n")
    assert (source.text, source.newline, source.minority_rows) == ("a\nb\nc\nd\n", "\r\n", (2,))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"one\ntw\xffo\n", "list.md:2: not UTF-8: byte 0xff at offset 6 (save the file as UTF-8)"),
        (b"one\0two", "list.md:1: not a text file: NUL character at offset 3 (remove the character, or exclude the file)"),
    ],
)
def test_what_is_no_text_is_refused(data, message):
    with pytest.raises(UserError) as error:
        Source.decode(data, "list.md")
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ((0, 3), (3, 5), False),
        ((0, 3), (2, 5), True),
        ((1, 1), (0, 3), True),
        ((0, 0), (0, 3), False),
        ((3, 3), (0, 3), False),
        ((1, 2), (0, 9), True),
    ],
)
def test_overlap(one, two, expected):
    assert Span(*one).overlaps(Span(*two)) is expected
    assert Span(*two).overlaps(Span(*one)) is expected


def test_a_span_holds_offsets_and_spans():
    assert 2 in Span(2, 4)
    assert 4 not in Span(2, 4)
    assert Span(2, 4) in Span(2, 4)
    assert Span(1, 4) not in Span(2, 4)


def test_the_position_of_the_end():
    assert Source("a\n").position(2) == Position(2, 1)


def test_a_line_too_long_is_refused() -> None:
    with pytest.raises(UserError, match="a line of 1,000,001 characters"):
        Source.decode(b"a\n" + b"x" * (LONGEST_LINE + 1))
