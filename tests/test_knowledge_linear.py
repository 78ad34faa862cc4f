"""Which patterns take bounded time: what is let through is fast, what is slow is refused."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.knowledge.linear import LONGEST_PATTERN, why_slow

REPEATS = "repeats a group that itself repeats or has alternatives"
SHARED = "several repetitions can take the same characters"


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"(a+)+", REPEATS),
        (r"(?:[^/]+/)*x", REPEATS),
        (r"((a*)b){2,}", REPEATS),
        (r"(?P<x>\w+\s?)+", REPEATS),
        (r"(?:a|a)*", REPEATS),
        (r"(?:a?){20}b", REPEATS),
        (r"(?:a{,9}){,20}b", REPEATS),
        (r"(?:a+){9}b", SHARED),
        (r".*.*.*x", SHARED),
        (r"(?=.*.*x)", SHARED),
        (r"[а-в]*[б-г]*[б-г]*x", SHARED),
        ("a?" * 25 + "a{25}", SHARED),
        (r"(?:a|a)(?:a|a)" * 15, SHARED),
        (r"(?#[)(?:a+)+]?x", "'(?#' isn't allowed in a pattern"),
        (r"(?x)(a +)+", "'(?x' isn't allowed in a pattern"),
        (r"(?>a+)", "'(?>' isn't allowed in a pattern"),
        (r"[\u0430-\u0432]+", "isn't allowed in a pattern"),
        ("(" * 250 + ")" * 250, "a group in 20 others isn't allowed in a pattern"),
        ("a" * (LONGEST_PATTERN + 1), "a pattern has at most 500 characters"),
    ],
)
def test_a_slow_pattern_of_a_pack_is_refused(pattern, why):
    assert why in why_slow(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:\d+/){1,4}",
        r"(?:v\d+)?",
        r"[*+]+",
        r"\(a+\)+",
        r"(?:ab)+c",
        r"(?i)/(?P<x>[^/]+)/(?P=x)(?:\.pdf)?",
        r"/(?!topics/)(?P<owner>[A-Za-z0-9-]{1,39})/(?P<repo>[\w.-]+?)(?:\.git)?/?",
        r"a{2}b{,3}c{4,}\{x\}",
        r"^a$|[]a-z-]|\bx\B",
        "",
    ],
)
def test_a_fast_pattern_of_a_pack_is_let_through(pattern):
    assert why_slow(pattern) is None


@pytest.mark.parametrize("pattern", ["(", "a**", "[", "(?P<x>a)(?P<x>b)", "(?P=y)", "a{2,1}"])
def test_what_is_no_pattern_is_an_error(pattern):
    with pytest.raises(ValueError, match="no regular expression"):
        why_slow(pattern)


ATOMS = st.sampled_from(["a", "b", ".", r"\w", "[ab]", "[^b]", "x", "(?:ab)", "(?:a|b)", "(?:a|ab)"])
PATTERNS = st.lists(st.tuples(ATOMS, st.sampled_from(["", "?", "*", "+", "+?", "{2,5}", "{3}"])), min_size=1, max_size=8)


@given(PATTERNS)
def test_no_pattern_of_a_pack_that_is_let_through_is_slow(parts):
    pattern = "".join(atom + repetition for atom, repetition in parts)
    if why_slow(pattern) is None:
        compiled = re.compile(pattern)
        for text in ("a" * 600, "ab" * 300, "a" * 300 + "b" * 300):
            start = time.thread_time()
            compiled.fullmatch(text + "!")
            assert time.thread_time() - start < 1, pattern
