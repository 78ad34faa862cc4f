"""Suppression comments: what they hide, what they fence, and what is no comment."""

import time

import pytest

from awesome_lint.knowledge import load_packs
from awesome_lint.model import Document, Entry, EntryKind
from awesome_lint.reading import read as read_document
from awesome_lint.source import Source, Span
from awesome_lint.suppress import NONE, Suppressions


def read(text, entries=(), code=()):
    """The suppressions of a text whose entries and code are given as ranges of rows."""
    source = Source.of(text)

    def span(rows):
        return Span(source.line_span(rows[0]).start, source.line_span(rows[-1]).end)

    unread = list(map(span, code))
    comments, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        at = end + 3
        if not any(start in rows for rows in unread):
            comments.append(Span(start, at))
    listed = tuple(Entry(span(rows), EntryKind.ITEM, "", None, (), None) for rows in entries)
    return Suppressions.of(Document(source, (), listed, (), (), (), code_spans=tuple(sorted([*unread, *comments]))))


def hidden_rows(text, rule, **given):
    found = read(text, **given)
    starts = Source.of(text).line_starts
    return [row for row, start in enumerate(starts, 1) if found.hides(rule, Span(start, start)) is not None]


REGION = """\
a
<!-- awesome-lint: off toc-order, mojibake -- as the venue has it -->
b
<!-- awesome-lint: on toc-order -->
c
"""

HEADING = """\
<!-- awesome-lint: ignore heading-year -->
## CVPR 2013

- a
"""

TABLE = """\
<!-- awesome-lint: ignore label-order -->

| a | b |
|---|:-:|
| c | d |

e
"""

ENTRY = """\
- a
- b <!-- awesome-lint: ignore label-order -->
  [paper](u)
- c
"""


@pytest.mark.parametrize(
    ("text", "rule", "given", "rows"),
    [
        (REGION, "toc-order", {}, [2, 3, 4]),
        (REGION, "mojibake", {}, [2, 3, 4, 5, 6]),
        (REGION, "label-order", {}, []),
        (REGION.replace("on toc-order", "on"), "mojibake", {}, [2, 3, 4]),
        (REGION.replace("off toc-order, mojibake", "off"), "anything", {}, [2, 3, 4, 5, 6]),
        (HEADING, "heading-year", {}, [2]),
        (HEADING.replace("\n##", "\n\n##"), "heading-year", {}, [3]),
        (TABLE, "label-order", {}, [3, 4, 5]),
        (TABLE, "label-order", {"entries": [[5]]}, [3, 4, 5]),
        (ENTRY, "label-order", {"entries": [[1], [2, 3], [4]]}, [2, 3]),
        (ENTRY, "label-order", {}, [2]),
        ("<!-- awesome-lint: ignore x -->\n- a\n- b\n", "x", {"entries": [[2], [3]]}, [2]),
        ("<!-- awesome-lint: ignore x -->\n", "x", {}, []),
        ("a\n\nb\n<!-- awesome-lint: ignore-file x -->", "x", {}, [1, 2, 3, 4]),
        ("<!--awesome-lint:ignore-file x-->\n", "x", {}, [1, 2]),
        ("<!--\nawesome-lint: off x\n-->\na\n", "x", {}, [1, 2, 3, 4, 5]),
        ("```\n<!-- awesome-lint: off x -->\n```\na\n", "x", {"code": [[1, 3]]}, []),
        ("`<!-- awesome-lint: off x -->`\na\n", "x", {"code": [[1]]}, []),
        ("<!-- awesome-lint: off x -->\na\n", "x", {"code": [[1]]}, [1, 2, 3]),
        ("<!-- awesome-lint: off x\na\n", "x", {}, []),
        ("see awesome-lint: off x -->\na\n", "x", {}, []),
        ("<!-- a --> awesome-lint: off x <!-- b -->\na\n", "x", {}, []),
        ("<!-- awesome-lint: disable x -->\na\n", "x", {}, []),
    ],
)
def test_hidden_rows(text, rule, given, rows):
    assert hidden_rows(text, rule, **given) == rows


def test_a_comment_says_its_rules_and_reason():
    (comment, _) = read(REGION).comments
    assert (comment.verb, [rule.name for rule in comment.rules], comment.reason) == (
        "off",
        ["toc-order", "mojibake"],
        "as the venue has it",
    )
    assert [REGION[rule.span.start : rule.span.end] for rule in comment.rules] == ["toc-order", "mojibake"]
    assert REGION[comment.span.start : comment.span.end] == REGION.splitlines()[1]


def test_the_innermost_comment_counts():
    text = "<!-- awesome-lint: ignore-file x -->\n- a <!-- awesome-lint: ignore x -->\n- b\n"
    found = read(text, entries=[[2], [3]])
    assert [found.hides("x", Span(at, at)) for at in (text.index("\n- a") + 1, text.index("- b"))] == [1, 0]


def test_no_marker_reads_nothing():
    assert read("- a\n") is NONE
    assert NONE.hides("x", Span(0, 1)) is None


def test_an_on_that_ends_nothing_is_idle():
    assert read("<!-- awesome-lint: on x -->\n<!-- awesome-lint: off y -->\n<!-- awesome-lint: on y -->\n").idle == (0,)


@pytest.mark.parametrize(
    ("code", "edit", "guarded"),
    [
        ("x", Span(0, 1), True),  # every rule is off in line 1
        ("x", Span(2, 40), True),
        ("y", Span(46, 46), False),
        ("x", Span(46, 46), True),  # x is off in line 2
        ("x", Span(47, 60), True),
    ],
)
def test_guards(code, edit, guarded):
    text = "- a <!-- awesome-lint: ignore -- mine -->\n- b c <!-- awesome-lint: ignore x -->\n- d\n"
    lines = text.splitlines()
    assert read(text, entries=[[1], [2], [3]]).guards(code, edit) is guarded
    assert read(text, entries=[[1], [2], [3]]).protected == (Span(0, len(lines[0]) + 1),)


@pytest.mark.parametrize("part", ["<!-- awesome-lint: off x ", "<!-- awesome-lint: off x -->\n", "awesome-lint: ", "<!-- "])
def test_hostile_text_takes_linear_time(part):
    text = part * (500_000 // len(part)) + "awesome-lint:"
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("- `<!-- awesome-lint: ignore-file x -->` shows how\n", 0),
        ("- `` a`<!-- awesome-lint: ignore-file x --> `` shows how\n", 0),
        ("```md\n<!-- awesome-lint: off -->\n```\n", 0),
        ("    <!-- awesome-lint: off -->\n", 0),
        ("\\<!-- awesome-lint: off -->\n", 0),
        ("| a |\n|---|\n| `<!-- awesome-lint: off -->` |\n", 0),
        ("| a |\n|---|\n| b <!-- awesome-lint: ignore x --> |\n", 1),
        ("- a <!-- awesome-lint: ignore x -->\n", 1),
        ("<div>\n<!-- awesome-lint: off -->\n</div>\n", 1),
    ],
)
def test_comments_in_code_are_text(text, count):
    assert len(Suppressions.of(read_document(Source.of(text), load_packs())).comments) == count


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("- One <!-- awesome-lint: disable x -->\n", "<!-- awesome-lint: ignore x -->"),
        ("| One | <!-- awesome-lint off x --> |\n", "<!-- awesome-lint: ignore x -->"),
        ("<!-- awesome-lint: disable x -->\n- One\n", "<!-- awesome-lint: off x -->"),
    ],
)
def test_a_command_beside_an_entry_is_meant_for_it_alone(line, meant):
    assert [comment.meant for comment in read(f"# A\n\n{line}").comments] == [meant]
