"""Which entries are the same, how bad that is, and which of them a base revision makes the new one."""

from __future__ import annotations

import pytest

from awesome_lint.engine import Plan, lint
from awesome_lint.knowledge import load_packs
from awesome_lint.rule import Severity, all_rules
from awesome_lint.source import Source
from awesome_lint.style import infer

RULES = tuple(rule for rule in all_rules().values() if rule.group == "duplicates" and rule.default)
PLAN = Plan(RULES, load_packs())
SLIMMING = "- Learning Efficient Networks through Slimming [[paper](https://arxiv.org/abs/1708.06519)]\n"
RESNET = "- Deep Residual Learning for Image Recognition [[paper](https://arxiv.org/abs/1512.03385)]\n"
ADAM = "- Adam: A Method for Stochastic Optimization [[paper](https://arxiv.org/abs/1412.6980)]\n"


def found(text, base=None):
    plan = PLAN._replace(judge=infer(lint(Source.of(base), PLAN).document, PLAN.packs)) if base else PLAN
    linted = lint(Source.of(text), plan)
    return [(d.code, d.severity, linted.source.row(d.span.start)) for d in linted.diagnostics]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        (SLIMMING + ADAM + SLIMMING, Severity.ERROR),
        (f"## CVPR 2017\n\n{SLIMMING}\n## ICCV 2017\n\n{SLIMMING}", Severity.WARNING),
        (f"## ICML / CVPR 2017\n\n{SLIMMING}\n## ICCV 2017\n\n{SLIMMING}", Severity.INFO),
        (f"## ICML workshop / CVPR 2017\n\n{SLIMMING}\n## ICCV 2017\n\n{SLIMMING}", Severity.INFO),
        (f"## Pruning\n\n{SLIMMING}\n## Architectures\n\n{SLIMMING}", Severity.INFO),
        (f"## All\n\n{SLIMMING}{ADAM}\nVision:\n\n{RESNET}{SLIMMING}", Severity.INFO),
        # What an entry says in further lines is no label
        (f"## All\n\n{SLIMMING}{ADAM}\nIt is widely used, with these parts:\n* for text\n* for images\n\n{RESNET}{SLIMMING}", Severity.ERROR),
        (f"## All\n\n{SLIMMING}{ADAM}\nIt is widely used, since it needs no tuning and hardly any memory.\n\n{RESNET}{SLIMMING}", Severity.ERROR),
        # A name before the title
        (f"## All\n\n- SSL-GAN - {RESNET[2:]}- {ADAM[2:]}- CC-GAN - {RESNET[2:]}", Severity.INFO),
        (f"## All\n\n- [CVPR 2016, SSL-GAN] {RESNET[2:]}- [CVPR 2016, CC-GAN] {RESNET[2:]}", Severity.INFO),
        (f"## All\n\n- [arXiv 2015] {RESNET[2:]}- [CVPR 2016] {RESNET[2:]}", Severity.ERROR),
        # An entry right below the one that has it as a part; parts of two labels
        (f"## All\n\n{ADAM}  {SLIMMING}  {RESNET}{SLIMMING}", Severity.ERROR),
        (f"## All\n\n- Networks:\n  {SLIMMING}  {ADAM}- Images:\n  {RESNET}  {SLIMMING}", Severity.INFO),
    ],
)  # fmt: skip
def test_where_they_are_says_how_bad_it_is(text, severity):
    assert [(code, how) for code, how, _ in found(text)] == [("duplicate-entry", severity)]


@pytest.mark.parametrize(
    ("base", "text", "row"),
    [
        (f"# A\n\n{ADAM}{SLIMMING}", f"# A\n\n{ADAM}{SLIMMING}{SLIMMING}", 5),
        (f"# A\n\n{ADAM}{RESNET}{SLIMMING}", f"# A\n\n{SLIMMING}{ADAM}{RESNET}{SLIMMING}", 3),
    ],
)
def test_the_new_one_is_reported(base, text, row):
    assert [(code, at) for code, _, at in found(text, base)] == [("duplicate-entry", row)]


def test_a_new_one_under_another_topic_is_a_warning():
    base = f"# A\n\n{ADAM}\n# B\n\n{SLIMMING}"
    assert found(f"# A\n\n{ADAM}{SLIMMING}\n# B\n\n{SLIMMING}", base) == [("duplicate-entry", Severity.WARNING, 4)]


LONG = SLIMMING.replace("Slimming", "Slimming of Channels")
OTHERS = "".join(f"- [Tool {name}](https://example.org/{name.lower()}) - Reads {name} files.\n" for name in "ABCDEF")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # One page under two names, in one list and in two
        (f"{OTHERS}- [Ed](https://ed.example.com/) - Edits.\n- [Ed Editor](http://www.ed.example.com) - Edits text.\n", [("shared-link", 1)]),
        (f"{OTHERS}- [Ed](https://github.com/a/ed) - Edits.\n- [Editor](https://github.com/a/ed.git) - Edits text.\n", [("shared-link", 1)]),
        (f"## A\n\n{OTHERS}- [Ed](https://ed.example.com/) - Edits.\n\n## B\n\n- [Edit](https://ed.example.com) - Edits.\n", [("shared-link", 0)]),
        # Three share a page, or name places of it
        (f"{OTHERS}- [P](https://p.example/)\n- [Q](https://p.example/)\n- [R](https://p.example/)\n", []),
        (f"{OTHERS}- [#help at Chat](https://chat.example/)\n- [#news at Chat](https://chat.example/)\n", []),
        (f"{OTHERS}- [Ed, the parser](https://ed.example/#parser)\n- [Ed, the printer](https://ed.example/#printer)\n", []),
        # Two parts of one repository, or of one thing
        (f"{OTHERS}- [edlint](https://github.com/a/ed) - Checks.\n- [edfmt](https://github.com/a/ed) - Formats.\n", []),
        (f"{OTHERS}- [NET - Our Society](https://net.example/)\n- [NET - Our School](https://net.example/) - Each year.\n", []),
        # One code link of two papers, of one group or not
        (
            (
                "- Teachers of Reasoning [[pdf](https://arxiv.org/abs/2212.10071)] [[code](https://github.com/its/teacher)]\n"
                "- Decomposers of Tables [[pdf](https://arxiv.org/abs/2301.13808)] [[code](https://github.com/its/teacher)]\n"
            ),
            [("shared-link", 0)],
        ),
        (
            (
                "- Ternary Networks for Speech [[pdf](https://arxiv.org/abs/2212.10071)] [[code](https://github.com/its/speech)]\n"
                "- Binary Networks for Speech [[pdf](https://arxiv.org/abs/2301.13808)] [[code](https://github.com/its/speech)]\n"
            ),
            [],
        ),
        # Not all authors are named
        (
            (
                "- Teachers of Reasoning. A. Able et al. [[pdf](https://arxiv.org/abs/2212.10071)] [[code](https://github.com/its/teacher)]\n"
                "- Decomposers of Tables. B. Baker et al. [[pdf](https://arxiv.org/abs/2301.13808)] [[code](https://github.com/its/teacher)]\n"
            ),
            [],
        ),
        # One title, two papers
        (LONG + ADAM + LONG.replace("1708.06519", "1708.06510"), [("similar-title", 1)]),
        (f"## A\n\n{LONG}\n## B\n\n{LONG.replace('1708.06519', '1708.06510')}", []),
        # One short title, and one more thing in common
        (
            "- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)] [[code](https://github.com/a/mask)]\n"
            + ADAM
            + "- Mask R-CNN [[page](https://mask.example/)] [[code](https://github.com/a/mask)]\n",
            [("duplicate-entry", 2)],
        ),
        (f"{OTHERS}- [Ed](https://ed.example/) - Edits very large files.\n- [Ed](https://e.example/) - Edits very large files.\n", [("duplicate-entry", 2)]),
        (f"{OTHERS}- [Ed](https://github.com/a/ed) - Edits very large files.\n- [Ed](https://github.com/b/ed) - Edits very large files.\n", []),
    ],
)  # fmt: skip
def test_what_else_is_shared(text, expected):
    assert [(code, int(severity)) for code, severity, _ in found(text)] == expected


@pytest.mark.parametrize(
    ("one", "other", "is_told"),
    [
        ("Discrimination-aware channel pruning for networks [NIPS 2018]", "Discrimination-aware channel pruning for networks [NIPS 2017]", True),
        ("Discrimination-aware channel pruning for networks [NIPS 2018]", "Discrimination-aware channel pruning for networks [NIPS 2014]", False),
        ("The Workshop on Pruning of Large Networks [NIPS 2018]", "The Workshop on Pruning of Large Networks [NIPS 2017]", False),
    ],
)  # fmt: skip
def test_years_one_apart_are_those_of_one_paper(one, other, is_told):
    text = f"- {one}\n{SLIMMING}{ADAM}{RESNET}- {other}\n"
    assert [code for code, _, _ in found(text)] == ["duplicate-entry"] * is_told


def test_a_link_under_two_roles_is_a_slip_where_hardly_any_entry_repeats_one():
    paper = "- Paper {0} of a Series [[paper](https://arxiv.org/abs/2301.0{0:04})] [[code](https://github.com/example/p{0})]\n"
    entries = [paper.format(n) for n in range(1, 41)]
    twice = "- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)] [[code](https://arxiv.org/abs/1703.06870)]\n"
    assert [code for code, _, _ in found("".join([*entries, twice]))] == ["repeated-link"]
    assert found("".join([*entries, *(twice.replace("06870", f"0687{n}").replace("Mask", f"Mask{n}") for n in range(5))])) == []


TABLE = "| Category | Company | Code |\n|---|---|---|\n"
FILLER = "".join(
    f"| Storage | [Firm {n}](https://firm{n}.example.org)'s [Thing {n}](https://thing{n}.example.org) | - |\n" for n in range(4)
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "| Search | [Acme](https://acme.example.org)'s [Finder](https://finder.example.org) | - |\n",
            "| Storage | [Acme](https://acme.example.org)'s [Keeper](https://keeper.example.org) | - |\n",
        ),
        (
            "| Talk | [Attention Is All You Need](https://arxiv.org/abs/1706.03762)（上） | - |\n",
            "| Talk | [Attention Is All You Need](https://arxiv.org/abs/1706.03762)（下） | - |\n",
        ),
    ],
)
def test_rows_about_two_parts_of_one_thing_are_none(one, other):
    assert found(TABLE + FILLER + one + other) == []
    assert [code for code, _, _ in found(TABLE + FILLER + one + one)] == ["duplicate-entry"]


def test_a_conference_paper_and_the_article_made_of_it_share_a_link():
    rest = "".join(f"| A Study of Subject {n} | ICML | 2020 | [[PDF](https://arxiv.org/abs/2001.0000{n})] |\n" for n in range(1, 9))
    two = (
        "| Chains of Blocks for Learning at the Edge | ICC | 2021 | [[PDF](https://arxiv.org/abs/2104.13092)] |\n"
        "| EdgeChain: Learning with Chains of Blocks at the Edge | TNNLS | 2023 | [[PDF](https://arxiv.org/abs/2104.13092)] |\n"
    )
    codes = [code for code, _, _ in found("| Title | Venue | Year | Materials |\n|---|---|---|---|\n" + rest + two)]
    assert codes == ["shared-link"]


def test_an_address_alone_that_is_listed_twice_is_a_duplicate():
    text = "# Tools\n\n## Punctuation\n\n" + "".join(
        f"- <https://github.com/{name}/comma>\n" for name in ("ann", "bo", "cid", "ann", "eve")
    )
    assert found(text) == [("duplicate-entry", Severity.ERROR, 8)]


def test_a_dataset_and_the_paper_that_names_it_in_brackets_rightly_share_a_link():
    text = (
        "# L\n\n## Datasets\n\n- **PoseNet: Poses of Many People** [[paper](https://arxiv.org/abs/2104.13586)]\n\n## Papers\n\n"
        "- **[PoseNet]** Revisiting Skeletons in Videos [[paper](https://arxiv.org/abs/2104.13586)]\n"
    )
    assert found(text) == []
    assert [code for code, *_ in found(text.replace("[PoseNet]", "[Other]"))] == ["shared-link"]


def test_an_overview_without_links_of_what_is_told_below_is_an_info():
    works = ["Localizing Moments in Odd Videos", "Grounding Sentences in Long Videos", "Fusing Language and Many Frames"]
    lines = "  \n".join(f"{n}[ICCV 2019] {title}" for n, title in enumerate(works))
    noted = "\n\n".join(f"[ICCV 2019] {title}\n* 动机：one\n* 方法：two" for title in works)
    told = found(f"# L\n\n## All\n\n{lines}\n\n{noted}\n")
    assert [(code, severity) for code, severity, _ in told] == [("duplicate-entry", Severity.INFO)] * 3


def table(*rows: str) -> str:
    return "# L\n\n## All\n\n| Kind | Model | Score | Paper |\n|---|---|---|---|\n" + "".join(f"| {row} |\n" for row in rows)


def test_two_models_of_one_paper_in_a_leaderboard_are_nothing():
    paper = "[[paper](https://arxiv.org/abs/2305.06161)]"
    assert (
        found(
            table(
                f"open | StarCoder-15B | 33.6 | {paper}", f"open | StarCoder-15B (Prompted) | 40.8 | {paper}", f"open | Other | 1 | {paper}"
            )
        )
        == []
    )


def test_rows_that_class_a_work_twice_are_an_info():
    paper = "Learning Robust Locomotion for Legged Robots | 2024 | [[paper](https://arxiv.org/abs/2305.06161)]"
    assert found(table(f"Low-level Control | {paper}", f"High-level Control | {paper}")) == [("duplicate-entry", Severity.INFO, 8)]
    assert found(table(f"Low-level Control | {paper}", f"Low-level Control | {paper}")) == [("duplicate-entry", Severity.ERROR, 8)]


def test_what_a_list_does_twenty_times_is_meant():
    papers = [f"- A Method Named {chr(65 + n)} for Tasks of Kind {n} [[paper](https://arxiv.org/abs/2401.{n:05})]\n" for n in range(1, 21)]
    few, many = ("# L\n\n## Vision\n\n{0}\n## Language\n\n{0}".format("".join(papers[:count])) for count in (19, 20))
    assert {severity for _, severity, _ in found(few)} == {Severity.INFO}
    assert found(many) == []
    assert {severity for _, severity, _ in found(many, many.replace(papers[3], "", 1))} == {Severity.WARNING}


def test_a_list_that_describes_each_anew_has_a_copy_by_mistake():
    def line(number: int, words: str) -> str:
        return f"- [A Method Named {chr(65 + number)}](https://arxiv.org/abs/2401.{number:05}) {words}.\n"

    first, second = ("".join(line(n, f"{words} {n}") for n in range(10)) for words in ("is a good way of", "tells us why of"))
    copy = line(11, "shows how to prune")
    text = f"# L\n\n## Vision\n\n{first}{copy}\n## Language\n\n{second}"
    assert found(text) == []
    assert found(text + copy) == [("duplicate-entry", Severity.INFO, 29)]


def test_equal_authors_alone_make_no_paper_of_two_titles():
    link = "[[paper](https://arxiv.org/abs/2404.18807)]"
    text = f"# L\n\n## All\n\n- Rain Removal by Diffusion, Mingwen Shao, Kai Shang {link}\n- Fusing Infrared Images, Mingwen Shao, Kai Shang {link}\n"
    (told,) = lint(Source.of(text), PLAN).diagnostics
    assert "one link is wrong, or both are one paper" in told.message


def test_a_work_that_each_section_describes_in_its_own_words_is_there_twice_on_purpose():
    link = "[Odd Shapes of Many Things](https://arxiv.org/abs/2305.06161)"
    one, other = "shows how to learn shapes from single pictures alone", "renders by a sphere tracer that can be derived"
    assert found(f"# L\n\n## Learning\n\n- {link} - {one}.\n\n## Rendering\n\n- {link} - {other}.\n") == []
    assert found(f"# L\n\n## Learning\n\n- {link} - {one}.\n\n## Rendering\n\n- {link} - {one}.\n") == [
        ("duplicate-entry", Severity.INFO, 9)
    ]


def test_pages_of_one_site_under_the_same_two_labels_are_both():
    head = "# L\n\n## All\n\n"
    words = ("Red", "Green", "Blue", "Grey", "White", "Black", "Brown", "Pink")
    plain = "".join(
        f"- On {one} and {other} Things [[paper](https://arxiv.org/abs/2301.{8 * n + m:05})] [[code](https://github.com/a/{8 * n + m})]\n"
        for n, one in enumerate(words, start=1)
        for m, other in enumerate(words)
    )
    both = [
        f"- {title} [[paper](https://openreview.net/forum?id={name})] [[openreview](https://openreview.net/forum?id={name})]\n"
        for title, name in {"Odd Nets": "rJlnB3C5Ym", "Even Nets": "SkgsACVKPH", "Prime Nets": "rJqFGTslG"}.items()
    ]
    assert {code for code, *_ in found(head + plain + both[0])} == {"repeated-link"}
    assert found(head + plain + "".join(both)) == []


@pytest.mark.parametrize(
    ("one", "other", "is_two"),
    [
        ("256x704 | 0.298 | 0.379 | 12", "1056x384 | 0.318 | 0.389 | 12", True),
        ("256x704 | 0.298 | 0.379 | 12", "256x704 | 0.298 | 0.379 | 15", False),  # stars
        ("2023.04 | 0.298 | 0.379 | 12", "2023.05 | 0.298 | 0.379 | 12", False),
        ("04.2023 | 1.0 | - | 12", "05.2023 | 1.1 | - | 12", False),  # a date and a version
    ],
)
def test_rows_of_other_results_are_two(one, other, is_two):
    head = "# L\n\n## All\n\n| Method | Size | mAP | NDS | Stars |\n|---|---|---|---|---|\n"
    row = "| [Net One](https://arxiv.org/abs/2305.06161) | {} |\n"
    assert found(head + row.format(one) + row.format(other)) == ([] if is_two else [("duplicate-entry", Severity.ERROR, 8)])


def test_equal_rows_are_one_whatever_their_headers():
    head = "# L\n\n## All\n\n| Method | Acc | Acc |\n|---|---|---|\n"
    row = "| [Net One](https://arxiv.org/abs/2305.06161) | 0.31 | 0.52 |\n"
    assert found(head + row + row) == [("duplicate-entry", Severity.ERROR, 8)]


def test_a_list_beside_a_table_shows_an_entry_again_on_purpose():
    title = "A Survey of Large Models for Every Language"
    link = f"[{title}](https://arxiv.org/abs/2305.06161)"
    text = f"# L\n\n## Start Here\n\n| Paper | Year |\n|---|---|\n| {link} | 2023 |\n\n## Surveys\n\n- {link} (2023)\n"
    assert found(text) == []
    assert {severity for _, severity, _ in found(text, text.replace(f"- {link} (2023)\n", ""))} == {Severity.WARNING}


def test_a_paper_and_the_article_made_of_it_in_one_list_are_a_warning():
    line = "- A Distributed Descent with Sparse Steps, {} [[paper](https://arxiv.org/abs/1906.02367)]\n"
    text = "# L\n\n## All\n\n" + line.format("NeurIPS 2019") + line.format("JMLR 2021")
    assert found(text) == [("duplicate-entry", Severity.WARNING, 6)]
    assert found(text.replace("JMLR 2021", "arXiv 2019")) == [("duplicate-entry", Severity.ERROR, 6)]


def tools(first: int, last: int) -> str:
    return "".join(f"- [Tool {chr(65 + n)}{n}](https://example.org/tool{n}) - Searches texts of kind {n}\n" for n in range(first, last))


def sections(*named: tuple[str, str]) -> str:
    return "\n".join(f"{heading}\n\n{text}" for heading, text in named)


TOPICS = sections(*[(f"## Topic {n}", tools(3 * n, 3 * n + 3)) for n in range(4)])


@pytest.mark.parametrize(
    ("text", "is_index"),
    [
        (f"{TOPICS}\n## By Language\n\n### Go\n\n{tools(0, 4)}\n### C\n\n{tools(4, 8)}", True),
        (f"{TOPICS}\n## By Language\n\n{tools(0, 2)}{tools(3, 5)}", False),  # four
        (f"{TOPICS}\n## By Language\n\n{tools(0, 8)}{tools(20, 29)}", False),  # less than half
        (sections(("## One", tools(0, 9)), ("## Two", tools(0, 9))), False),  # pasted twice
        (
            sections(
                ("## One", ""),
                *[(f"### {name}", tools(3 * n, 3 * n + 3)) for n, name in enumerate("ABC")],
                ("## Two", ""),
                *[(f"### {name}", tools(3 * n, 3 * n + 3)) for n, name in enumerate("DEF")],
            ),
            False,
        ),
        (sections(("## Intro", tools(0, 10)), *[(f"## More {n}", tools(0, 1) + tools(30 + n, 31 + n)) for n in range(6)]), False),
    ],
)
def test_an_index_lists_again_what_other_sections_have(text, is_index):
    assert {severity for _, severity, _ in found(f"# L\n\n{text}")} == (set() if is_index else {Severity.INFO})


def test_an_item_and_a_paragraph_are_not_a_table_and_a_list():
    link = "[A Survey of Large Models for Every Language](https://arxiv.org/abs/2305.06161), ICML 2023"
    paragraphs = "\n\n".join(f"[A Work of Kind {n} on Many Things](https://arxiv.org/abs/2301.0000{n}), ICML 2023" for n in range(5))
    assert found(f"# L\n\n## Start\n\n{link}\n\n{paragraphs}\n\n## Surveys\n\n- {link}\n") == [("duplicate-entry", Severity.INFO, 19)]


def test_three_papers_and_their_articles_are_warnings_still():
    line = "- A Distributed Descent with Sparse Steps of Kind {0}, {1} [[paper](https://arxiv.org/abs/1906.0236{0})]\n"
    text = "# L\n\n## All\n\n" + "".join(line.format(n, venue) for n in range(3) for venue in ("NeurIPS 2019", "JMLR 2021"))
    assert {severity for _, severity, _ in found(text)} == {Severity.WARNING}


def test_a_page_of_a_project_may_be_that_of_its_data():
    lines = "".join(
        f"- A Work of Kind {n} [[paper](https://arxiv.org/abs/2301.0{n:04})] [[code](https://github.com/a/{n})]\n" for n in range(24)
    )
    text = "# L\n\n## All\n\n" + lines + "- A Set of Pictures [[{}](https://pictures.example.org)] [[{}](https://pictures.example.org)]\n"
    assert found(text.format("project", "data")) == []
    assert found(text.format("project", "code")) == [("repeated-link", Severity.INFO, 29)]
