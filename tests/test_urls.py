"""Cases of the URL rules that their pages don't show."""

from __future__ import annotations

import pytest

from awesome_lint.edits import Applicability
from awesome_lint.engine import Plan, lint
from awesome_lint.fixer import fix
from awesome_lint.knowledge import load_packs
from awesome_lint.rule import Severity, all_rules
from awesome_lint.source import Source

PACKS = load_packs()


def plan(*names):
    return Plan(tuple(all_rules()[name] for name in names), PACKS)


def found(text, *names):
    return [d.message for d in lint(Source.of(text), plan(*names)).diagnostics]


def mended(text, *names):
    return fix(Source.of(text), plan(*names)).source.text


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("htttps://example.org/a", "https://example.org/a"),
        ("hhttps://example.org/a", "https://example.org/a"),
        ("ttps://example.org/a", "https://example.org/a"),
        ("http//example.org/a", "http://example.org/a"),
        ("https:example.org/a", "https://example.org/a"),
        ("https:///example.org/a", "https://example.org/a"),
        ("https//:example.org/a", None),
        ("http://http://example.org/a", "http://example.org/a"),
        ("http://https://example.org/a", "https://example.org/a"),
        ("https://https//example.org/a", "https://example.org/a"),
        ("//arxiv.org/abs/1706.03762", "https://arxiv.org/abs/1706.03762"),
        ("https://arxiv.org/abs/1706.03762.", "https://arxiv.org/abs/1706.03762"),
        ("https://arxiv.org/abs/1706.03762%7D", "https://arxiv.org/abs/1706.03762"),
    ],
)
def test_a_malformed_url_is_found_and_mended(url, right):
    text = f"- A paper on something [[paper]({url})]\n"
    if right is None:
        assert mended(text, "malformed-url") == text
        return
    assert len(found(text, "malformed-url")) == 1
    assert mended(text, "malformed-url") == text.replace(url, right)


def test_an_address_pasted_twice_is_mended_on_demand():
    text = "- A paper on something [[paper](https://github.com/a/bhttps://github.com/a/b)]\n"
    assert len(found(text, "malformed-url")) == 1
    assert mended(text, "malformed-url") == text
    right = text.replace("a/bhttps://github.com/a/b", "a/b")
    assert fix(Source.of(text), plan("malformed-url"), unsafe=True).source.text == right


@pytest.mark.parametrize(
    "url",
    [
        "https://en.wikipedia.org/wiki/Python_(programming_language)",
        "https://github.com/someone/E.T.",
        "https://web.archive.org/web/2022/http://example.org/",
        "https://example.org/login?next=https://example.org/a",
        "https://example.org/proxy#https://example.org/a",
        "https://example.org/a...",
        "https://example.org/what's-new!",
        "https://example.org/a_%28b%29",
        "https://example.org/?q=a,b,",
        "http.example.org/a",
        "papers/htps.pdf",
        "docs/arxiv.org.md",
        "mailto:someone@example.org",
        "ftp://example.org/a",
        "tel:+123",
        "#https",
        "../README.md",
        "example.org",
    ],
)
def test_an_odd_url_that_is_valid_is_left_alone(url):
    assert found(f"- A paper on something [[paper]({url})]\n", "malformed-url") == []


CVF = "https://openaccess.thecvf.com/content/CVPR2021/html/Ruan_Gaussian_Context_Transformer_CVPR_2021_paper.html"
WORKSHOP = "https://openaccess.thecvf.com/content/CVPR2021W/TCV/html/A_B_CVPRW_2021_paper.html"
JOURNAL = "https://doi.org/10.1109/TPAMI.2020.2975796"
FINDINGS = "https://aclanthology.org/2021.findings-emnlp.1/"
MISMATCH = ("venue-mismatch", "year-mismatch")


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (f"## CVPR 2021\n\n- A [[paper]({CVF})]\n", []),
        (f"## CVPR 2020\n\n- A [[paper]({CVF})]\n", ["the link says CVPR 2021, the heading says CVPR 2020"]),
        (f"## ICCV 2021\n\n- A [[paper]({CVF})]\n", ["the link says CVPR 2021, the heading says ICCV 2021"]),
        (f"## CVPR\n\n### 2020\n\n- A [[paper]({CVF})]\n", ["the link says CVPR 2021, the heading says CVPR 2020"]),
        (f"## 2020\n\n### CVPR\n\n- A [[paper]({CVF})]\n", ["the link says CVPR 2021, the heading says CVPR 2020"]),
        (f"## CVPR\n\n- A [[paper]({CVF})]\n", []),
        (f"## 2020\n\n- A [[paper]({CVF})]\n", []),
        (f"## Before 2018\n\n### CVPR\n\n- A [[paper]({CVF})]\n", []),
        (f"## Pruning at CVPR 2020\n\n- A [[paper]({CVF})]\n", []),
        (f"## CVPR 2020\n\n### Vision\n\n- A [[paper]({CVF})]\n", ["the link says CVPR 2021, the heading says CVPR 2020"]),
        (f"## ICCV 2021\n\n- A, CVPR 2021 [[paper]({CVF})]\n", []),
        (f"## CVPR 2021\n\n- A [[paper]({WORKSHOP})]\n", []),
        (f"## CVPR Workshops 2021\n\n- A [[paper]({CVF})]\n", []),
        (f"## ICCV 2021\n\n- A [[paper]({JOURNAL})]\n", []),
        (f"## TPAMI 2021\n\n- A [[paper]({CVF})]\n", []),
        (f"## ICCV 2021\n\n- A [[conference]({CVF})] [[journal]({JOURNAL})]\n", []),
        (f"## EMNLP 2021\n\n- A [[paper]({FINDINGS})]\n", []),
        (f"## ACL 2021\n\n- A [[paper]({FINDINGS})]\n", ["the link says Findings of EMNLP 2021, the heading says ACL 2021"]),
        (f"## ICCV 2021\n\n- A (also at CVPR) [[paper]({CVF})]\n", []),
        ("## ICML 2021\n\n- A [[paper](https://arxiv.org/abs/2003.00001)]\n", []),
        ("## ICLR 2021\n\n- A [[paper](https://openreview.net/forum?id=rJlnB3C5Ym)]\n", []),
        ("## ISCA 2021\n\n- A [[paper](https://www.isca-archive.org/interspeech_2021/wang21d_interspeech.html)]\n", []),
    ],
)
def test_venue_and_year_against_the_link(text, messages):
    assert found(text, *MISMATCH) == messages


def test_two_url_rules_mend_one_link_in_turn():
    text = "- A paper [[paper](http://www.arxiv.org/abs/1706.03762?utm_source=x)]\n"
    right = "- A paper [[paper](https://arxiv.org/abs/1706.03762)]\n"
    assert mended(text, "insecure-url", "tracking-parameter", "non-canonical-url") == right


def test_a_url_in_html_is_told_and_not_mended():
    text = '<p><a href="http://www.arxiv.org/abs/1706.03762">A paper</a></p>\n'
    linted = lint(Source.of(text), plan("insecure-url", "non-canonical-url"))
    assert len(linted.diagnostics) == 2
    assert all(d.fix is None for d in linted.diagnostics)


def test_a_hint_is_never_applied():
    text = "- A paper [[pdf](https://example.org/a.pdf,)]\n"
    (diagnostic,) = lint(Source.of(text), plan("malformed-url")).diagnostics
    assert diagnostic.fix is not None
    assert diagnostic.fix.applicability == Applicability.HINT
    assert mended(text, "malformed-url") == text


def test_a_slash_at_the_end_is_told_where_the_list_has_the_page_without_it():
    lines = "".join(f"- Paper {n} of Them [[code](https://github.com/a/p{n})]\n" for n in range(60))
    text = "# L\n\n" + lines + "- Another Paper of Them [[code](https://github.com/a/{}/)]\n"
    told = lint(Source.of(text.format("p7")), plan("non-canonical-url")).diagnostics
    assert [(d.severity, d.finding.message) for d in told] == [
        (Severity.INFO, "a repository's page goes without a slash at the end: `https://github.com/a/p7`")
    ]
    assert [(related.message, text[related.span.start : related.span.end]) for related in told[0].finding.related] == [
        ("the same page, so written", "[[code](https://github.com/a/p7)]")
    ]
    assert lint(Source.of(text.format("p60")), plan("non-canonical-url")).diagnostics == ()


def test_a_move_is_an_info_where_most_links_are_still_to_the_old_host():
    old = [f"- Paper {n} of Them [[paper](https://www.aclweb.org/anthology/P18-10{n}.pdf)]\n" for n in range(10, 16)]
    new = [f"- Paper {n} of Them [[paper](https://aclanthology.org/P18-10{n}.pdf)]\n" for n in range(20, 30)]

    def severities(*lines):
        text = "# L\n\n" + "".join(lines)
        return {d.severity for d in lint(Source.of(text), plan("non-canonical-url")).diagnostics}

    assert severities(*old) == {Severity.INFO}
    assert severities(*old[:4]) == severities(*old, *new) == {Severity.WARNING}


def test_links_of_another_form_are_counted_under_their_label():
    lines = [
        f"- Paper {n} of Them [[paper](https://arxiv.org/abs/2401.{n:05})] [[notes](https://arxiv.org/pdf/2402.{n:05})]\n"
        for n in range(20)
    ]
    text = "# L\n\n" + "".join(lines) + "- The Last of Them [[paper](https://arxiv.org/pdf/2401.99999)]\n"
    (told,) = lint(Source.of(text), plan("non-canonical-url")).diagnostics
    assert "links the `abs` form of arXiv under `paper` (20 of 21)" in told.finding.message


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("".join(f"- [Talk {n}]()\n" for n in range(10)), {Severity.INFO}),
        ("".join(f"- [Talk {n}]()\n" for n in range(9)), {Severity.ERROR}),
        ("".join(f"[![Badge {n}](https://example.org/{n}.svg)]()\n" for n in range(12)) + "\n- One [[code]()]\n", {Severity.ERROR}),
    ],
)
def test_many_empty_links_are_placeholders(text, severities):
    assert {d.severity for d in lint(Source.of(f"# L\n\n{text}"), plan("empty-link")).diagnostics} == severities


@pytest.mark.parametrize(("level", "is_told"), [(4, True), (5, True), (6, False)])
def test_small_type_is_a_heading_of_level_6(level, is_told):
    text = f"# L\n\n## Tools\n\n{'#' * level} A remark\n\nWords.\n\n## Books\n\n### Old\n\n#### Older\n\n##### Oldest\n"
    assert bool(lint(Source.of(text), plan("heading-level")).diagnostics) is is_told


@pytest.mark.parametrize(
    ("last", "is_told"),
    [
        ("Blog posts about networks on [Apples](https://example.org/a)", False),
        ("From [Apples](https://example.org/a)", False),
        ("[Apples](https://example.org/a)", True),
    ],
)
def test_an_entry_in_a_sentence_is_not_sorted_by_its_link(last, is_told):
    names = ("Bananas", "Cherries", "Dates", "Elderberries", "Figs", "Grapes", "Hazelnuts", "Kiwis", "Lemons", "Mangos")
    text = (
        "# L\n\n"
        + "".join(f"- [{name}](https://example.org/{name}) - Of {name}.\n" for name in names)
        + f"- {last}\n- [Nuts](https://example.org/n) - Of nuts.\n"
    )
    assert bool(lint(Source.of(text), plan("entry-order")).diagnostics) is is_told
