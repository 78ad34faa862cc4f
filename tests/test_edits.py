"""Edits: applied together, selected without collisions."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.edits import Edit, Fix, apply, select
from awesome_lint.source import Span


def test_edits_apply_in_any_order():
    edits = [Edit(4, 5, "E"), Edit(0, 1, ""), Edit.insertion(2, "+")]
    assert apply("abcde", edits) == "b+cdE"


def test_insertions_at_one_offset_keep_their_order():
    assert apply("ad", [Edit.insertion(1, "b"), Edit.insertion(1, "c")]) == "abcd"


def test_overlapping_edits_are_refused():
    with pytest.raises(ValueError, match="overlaps"):
        apply("abc", [Edit(0, 2), Edit(1, 3)])
    with pytest.raises(ValueError, match="overlapping"):
        Fix.of("x", Edit(0, 2), Edit(1, 3))


SPANS = st.tuples(st.integers(0, 30), st.integers(0, 8)).map(lambda t: Span(t[0], t[0] + t[1]))
FIXES = st.lists(st.tuples(st.sampled_from(["one", "two"]), SPANS.map(lambda s: Fix.of("x", Edit.replacement(s, "-")))), max_size=20)


@given(FIXES)
def test_selected_fixes_do_not_touch(fixes):
    chosen = [fixes[i] for i in select(fixes)]
    edits = sorted((e.start, e.end, rule) for rule, fix in chosen for e in fix.edits)
    for (start, end, rule), (next_start, next_end, other) in itertools.pairwise(edits):
        insertions_of_one_rule = start == end == next_start == next_end and rule == other
        assert end < next_start or insertions_of_one_rule


@given(FIXES)
def test_a_fix_that_was_left_out_touches_a_chosen_one_that_is_no_wider(fixes):
    chosen = select(fixes)
    for index, (_, fix) in enumerate(fixes):
        if index not in chosen:
            assert any(
                fixes[i][1].span.start <= fix.span.end and fix.span.start <= fixes[i][1].span.end and fixes[i][1].width <= fix.width
                for i in chosen
            )


def test_the_narrowest_fix_wins():
    wide, narrow = Fix.of("wide", Edit(0, 9, "")), Fix.of("narrow", Edit(3, 4, "x"))
    assert select([("a", wide), ("b", narrow)]) == [1]


def test_neighbours_inserted_by_one_rule_go_together():
    fixes = [Fix.of(str(n), Edit.insertion(5, str(n))) for n in range(11)]
    assert select([("toc", f) for f in fixes]) == list(range(11))
    assert len(select([(f"rule{n}", f) for n, f in enumerate(fixes)])) == 1
