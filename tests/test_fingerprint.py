"""What tells findings apart while lines move."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from lists import entry, make_list, swapped

from awesome_lint.fingerprint import added_rows, fingerprints, new_findings
from awesome_lint.knowledge import load_packs
from awesome_lint.reading import read
from awesome_lint.rule import Diagnostic, Finding, Severity
from awesome_lint.source import Source, Span


def prints(text: str, *marked: tuple[str, Span]) -> tuple[str, ...]:
    document = read(Source.of(text), load_packs())
    return fingerprints(document, [Diagnostic(code, Severity.INFO, Finding(span, "m")) for code, span in marked])


def span_of(part: str, text: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


def test_a_fingerprint_is_rule_entry_and_what_is_marked():
    text = make_list([entry(1), swapped(2)])
    found = prints(
        text,
        ("a", span_of("[code](https://github.com/someone/method2)", text)),
        ("b", span_of(entry(1), text)),
        ("c", span_of("## Papers", text)),
        ("d", Span(0, len(text))),
    )
    assert found == (
        "a › hidden pruning by method 2 › [code](https://github.com/someone/method2)",
        "b › gradual pruning by method 1 › ",
        "c ›  › ## Papers",
        "d ›  › ",
    )


def test_it_survives_moves_and_new_lines():
    before = make_list([entry(1), swapped(2), entry(3)])
    after = "Words.\n\n" + make_list([swapped(2), entry(4), entry(3), entry(1)])
    link = "[code](https://github.com/someone/method2)"
    assert prints(before, ("a", span_of(link, before))) == prints(after, ("a", span_of(link, after)))


KEYS = st.lists(st.sampled_from("abc"), max_size=8)


@given(KEYS, KEYS)
def test_new_is_what_the_base_has_not(base, head):
    new = new_findings(base, head)
    assert Counter(head[i] for i in new) == Counter(head) - Counter(base)
    assert list(new) == sorted(set(new))


@given(KEYS, st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=8))
def test_added_lines_are_new_before_others(base, head):
    keys, is_added = [key for key, _ in head], [added for _, added in head]
    new = set(new_findings(base, keys, is_added))
    assert len(new) == len(new_findings(base, keys))
    for index, (key, added) in enumerate(head):
        if index in new and not added:  # then no equal one on an added line counts as known
            assert all(other in new for other, (k, a) in enumerate(head) if k == key and a)


LINES = st.lists(st.sampled_from(["a", "b", "", "c"]), max_size=30)


@given(LINES, LINES)
def test_without_its_added_rows_a_text_is_part_of_the_old_one(before, after):
    rows = added_rows(Source.of("\n".join(before)), Source.of("\n".join(after)))
    old = iter("\n".join(before).split("\n"))
    kept = [line for row, line in enumerate("\n".join(after).split("\n"), 1) if row not in rows]
    assert all(line in old for line in kept)  # in order: the iterator moves on
    if before == after:
        assert not rows


def test_its_size_is_bounded_and_long_titles_stay_apart():
    title = "word " * 40_000
    text = make_list([f"- {title}{n} [[paper](https://arxiv.org/abs/2401.0000{n})]" for n in (1, 2)])
    rows = [Span(at, at + 50_000) for at in (text.index("- word"), text.rindex("- word"))]
    one, two = prints(text, ("a", rows[0]), ("a", rows[1]))
    assert one != two
    assert max(len(one), len(two)) < 300
