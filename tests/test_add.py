"""Papers put into a list: in its template, section and place, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from awesome_lint.adding.wording import as_markdown, authors_like, date_like
from awesome_lint.bibliography.reference import Reference

pytestmark = pytest.mark.usefixtures("elsewhere")

ARXIV = "https://arxiv.org/abs/"
BERT = {"title": "BERT: Pre-training of Deep Bidirectional Transformers", "url": f"{ARXIV}1810.04805"}

LABELLED = """\
# Papers

- [Vision](#vision)
- [Language](#language)

## Vision

- Deep Residual Learning for Image Recognition. CVPR 2016. [[paper](https://arxiv.org/abs/1512.03385)] [[code](https://github.com/KaimingHe/deep-residual-networks)]
- Feature Pyramid Networks for Object Detection. CVPR 2017. [[paper](https://arxiv.org/abs/1612.03144)]
- A Mask R-CNN for Instances. ICCV 2017. [[paper](https://arxiv.org/abs/1703.06870)] [[code](https://github.com/facebookresearch/Detectron)]

## Language

- Attention Is All You Need. NeurIPS 2017. [[paper](https://arxiv.org/abs/1706.03762)] [[project](https://example.org/attention)]
- Language Models are Few-Shot Learners. NeurIPS 2020. [[paper](https://arxiv.org/abs/2005.14165)]
"""

LINKED = """\
# Tools

## Editors

* [Atom](https://github.com/atom/atom) - A hackable editor.
* [Emacs](https://www.gnu.org/software/emacs/) - An extensible editor.
* [Vim](https://www.vim.org/) - A modal editor.
* [Zed](https://zed.dev/) - A fast editor.

## Shells

* [bash](https://www.gnu.org/software/bash/) - The usual shell.
* [fish](https://fishshell.com/) - A friendly shell.
"""

TABLE = """\
# Table

| Title | Venue | Year | Paper | Code |
| :-- | :-- | :-- | :-- | :-- |
| Deep Residual Learning for Image Recognition | CVPR | 2016 | [paper](https://arxiv.org/abs/1512.03385) | [code](https://github.com/KaimingHe/deep-residual-networks) |
| Attention Is All You Need | NeurIPS | 2017 | [paper](https://arxiv.org/abs/1706.03762) | - |
| Mask R-CNN for Instances | ICCV | 2017 | [paper](https://arxiv.org/abs/1703.06870) | [code](https://github.com/facebookresearch/Detectron) |
| Language Models are Few-Shot Learners | NeurIPS | 2020 | [paper](https://arxiv.org/abs/2005.14165) | - |
"""

NUMBERED = """\
# Numbered

1. **Deep Residual Learning for Image Recognition**, *CVPR 2016*. [[PDF](https://arxiv.org/abs/1512.03385)]
2. **Attention Is All You Need**, *NeurIPS 2017*. [[PDF](https://arxiv.org/abs/1706.03762)]
3. **Language Models are Few-Shot Learners**, *NeurIPS 2020*. [[PDF](https://arxiv.org/abs/2005.14165)]
"""

VENUES = """\
# Venues

- [CVPR 2023](#cvpr-2023)
- [CVPR 2022](#cvpr-2022)
- [CVPR 2021](#cvpr-2021)

## CVPR 2023

- [Segment Anything in Pictures](https://arxiv.org/abs/2304.02643)

## CVPR 2022

- [High-Resolution Image Synthesis](https://arxiv.org/abs/2112.10752)

## CVPR 2021

- [Taming Transformers for Images](https://arxiv.org/abs/2012.09841)
"""


def options(**given: str) -> list[str]:
    return [word for name, value in given.items() for word in (f"--{name}", value)]


def added(run, text: str, *arguments: str) -> list[str]:
    """The lines that come; none may go but numbers."""
    Path("list.md").write_text(text, "utf-8")
    status, out, err = run("add", "list.md", *arguments)
    assert (status, out) == (0, ""), err
    before, after = text.splitlines(), Path("list.md").read_text("utf-8").splitlines()
    rest = iter(after)
    come: list[str] = []
    for line in before:
        for other in rest:
            if other == line:
                break
            come.append(other)
        else:
            pytest.fail(f"{line!r} is gone:\n" + "\n".join(after))
    return [*come, *rest]


@pytest.mark.parametrize(
    ("text", "arguments", "line", "behind"),
    [
        # Brackets, labels and separators are the list's; the year says the place.
        (LABELLED, options(**BERT, venue="NAACL", year="2019", section="Language"),
         f"- {BERT['title']}. NAACL 2019. [[paper]({ARXIV}1810.04805)]", "- Attention"),
        # A link that no sibling has is written as others write it.
        (LABELLED, options(**BERT, venue="NAACL", year="2019", section="Language", code="https://github.com/google-research/bert"),
         f"- {BERT['title']}. NAACL 2019. [[paper]({ARXIV}1810.04805)] [[code](https://github.com/google-research/bert)]", "- Attention"),
        # The full name of a venue becomes the list's.
        (LABELLED, options(title="Detection of Anything", url=f"{ARXIV}2301.00001", year="2023", section="Vision",
                           venue="Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition"),
         f"- Detection of Anything. CVPR 2023. [[paper]({ARXIV}2301.00001)]", "- A Mask"),
        # Title links, a description, sorted by title.
        (LINKED, options(title="Helix", url="https://helix-editor.com/", description="A post-modern editor", section="Editors"),
         "* [Helix](https://helix-editor.com/) - A post-modern editor.", "* [Emacs]"),
        (LINKED, options(title="nushell", url="https://www.nushell.sh/", description="A shell of tables", section="Shells"),
         "* [nushell](https://www.nushell.sh/) - A shell of tables.", "* [fish]"),
        # A row, with the mark of an empty cell.
        (TABLE, options(**BERT, venue="NAACL", year="2019"),
         f"| {BERT['title']} | NAACL | 2019 | [paper]({ARXIV}1810.04805) | - |", "| Mask"),
        (TABLE, options(**BERT, venue="NAACL", year="2021", code="https://github.com/google-research/bert"),
         f"| {BERT['title']} | NAACL | 2021 | [paper]({ARXIV}1810.04805) | [code](https://github.com/google-research/bert) |", "| Language"),
        (TABLE, options(title="Either | Or", url=f"{ARXIV}2301.00001", venue="ICML", year="2023"),
         f"| Either \\| Or | ICML | 2023 | [paper]({ARXIV}2301.00001) | - |", "| Language"),
    ],
)  # fmt: skip
def test_an_entry_in_the_template_and_place_of_its_list(run, text, arguments, line, behind):
    assert added(run, text, *arguments) == [line]
    lines = Path("list.md").read_text("utf-8").splitlines()
    assert lines[lines.index(line) - 1].startswith(behind)


def test_the_name_of_a_framework_is_not_taken_over(run):
    text = LABELLED.replace("[[code](https://github.com/KaimingHe", "[[Caffe](https://github.com/KaimingHe")
    text = text.replace("[[code](https://github.com/facebook", "[[Keras](https://github.com/facebook")
    code = "https://github.com/some/detector"
    assert added(
        run, text, *options(title="Detection of Anything", url=f"{ARXIV}2301.00001", section="Vision"), "--link", f"framework={code}"
    ) == [f"- Detection of Anything. [[paper]({ARXIV}2301.00001)] [[Code]({code})]"]


def test_a_row_in_html(run):
    rows = "".join(
        f'<tr>\n<th>Method number {n} of networks</th>\n<th><a href="https://openreview.net/forum?id=abc{n}XYZ">ICLR {2015 + n}</a></th>\n</tr>\n'
        for n in range(1, 7)
    )
    url = "https://openreview.net/forum?id=QQQabcdef0"
    come = added(
        run,
        f"# L\n\n<table>\n<tbody>\n{rows}</tbody>\n</table>\n",
        *options(title="A New Method of the networks", url=url, venue="ICLR", year="2023"),
    )
    assert sorted(come) == ["</tr>", f'<th><a href="{url}">ICLR 2023</a></th>', "<th>A New Method of the networks</th>", "<tr>"]


def test_numbers_go_on(run):
    Path("list.md").write_text(NUMBERED, "utf-8")
    assert run("add", "list.md", *options(**BERT, venue="NAACL", year="2019"))[0] == 0
    assert Path("list.md").read_text("utf-8").splitlines()[4:] == [
        f"3. **{BERT['title']}**, *NAACL 2019*. [[PDF]({ARXIV}1810.04805)]",
        "4. **Language Models are Few-Shot Learners**, *NeurIPS 2020*. [[PDF](https://arxiv.org/abs/2005.14165)]",
    ]


def test_several_papers_from_bibtex(run):
    Path("refs.bib").write_text(
        "@inproceedings{a, title={{BERT}: Pre-training of Deep Bidirectional Transformers}, booktitle={NAACL}, year=2019,\n"
        "  eprint={1810.04805}, archiveprefix={arXiv}, keywords={Papers > Language}}\n"
        "@inproceedings{b, title={Focal Loss for Dense Object Detection}, booktitle={ICCV}, year=2017, url={https://arxiv.org/abs/1708.02002},\n"
        "  keywords={Papers > Vision}}\n",
        "utf-8",
    )
    assert added(run, LABELLED, "refs.bib") == [
        f"- Focal Loss for Dense Object Detection. ICCV 2017. [[paper]({ARXIV}1708.02002)]",
        f"- {BERT['title']}. NAACL 2019. [[paper]({ARXIV}1810.04805)]",
    ]


def test_csl_json(run):
    Path("refs.json").write_text(
        json.dumps([{"title": BERT["title"], "URL": BERT["url"], "container-title": "NAACL", "issued": {"date-parts": [[2019]]}}]), "utf-8"
    )
    assert added(run, TABLE, "refs.json") == [f"| {BERT['title']} | NAACL | 2019 | [paper]({ARXIV}1810.04805) | - |"]


def test_a_url_alone_says_title_venue_and_year(run):
    url = "https://openaccess.thecvf.com/content/CVPR2022/html/Datta_Episodic_Memory_Question_Answering_CVPR_2022_paper.html"
    assert added(run, VENUES, url) == [f"- [Episodic Memory Question Answering]({url})"]
    assert added(run, LINKED, "https://github.com/helix-editor/helix", "--section", "Editors") == [
        "* [helix](https://github.com/helix-editor/helix)"
    ]


def test_a_url_that_tells_no_title_is_refused(run):
    Path("list.md").write_text(LABELLED, "utf-8")
    status, _, err = run("add", "list.md", f"{ARXIV}1810.04805")
    assert (status, err) == (2, f"awesome-lint: {ARXIV}1810.04805: the URL doesn't tell the title (give it with --title)\n")


@pytest.mark.parametrize(
    ("venue", "year", "after"),
    [
        ("CVPR", "2024", ["- [CVPR 2024](#cvpr-2024)", "## CVPR 2024", "", "- [New Things](https://arxiv.org/abs/2401.00001)", ""]),
        ("CVPR", "2020", ["- [CVPR 2020](#cvpr-2020)", "", "## CVPR 2020", "", "- [New Things](https://arxiv.org/abs/2401.00001)"]),
        ("ICCV", "2023", ["- [ICCV 2023](#iccv-2023)", "## ICCV 2023", "", "- [New Things](https://arxiv.org/abs/2401.00001)", ""]),
    ],
)
def test_a_new_section_of_venue_and_year_with_its_line_of_the_contents(run, venue, year, after):
    assert added(run, VENUES, *options(title="New Things", url=f"{ARXIV}2401.00001", venue=venue, year=year)) == after
    assert run("check", "--select", "toc,headings", "list.md")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        options(title="Another title", url="https://arxiv.org/pdf/1512.03385v2"),  # the same paper elsewhere
        options(title="Deep residual learning for image-recognition", url="https://example.org/resnet"),  # the same title
    ],
)
def test_what_the_list_has_is_refused_with_its_line(run, arguments):
    Path("list.md").write_text(LABELLED, "utf-8")
    status, out, err = run("add", "list.md", *arguments)
    assert (status, out) == (1, "")
    assert err.startswith(f"awesome-lint: list.md:8: “{arguments[1]}” is in the list already, not added")
    assert Path("list.md").read_text("utf-8") == LABELLED


def test_diff_writes_nothing(run):
    Path("list.md").write_text(LABELLED, "utf-8")
    status, out, err = run("add", "list.md", *options(**BERT, venue="NAACL", year="2019", section="Language"), "--diff")
    assert status == 1
    assert f"+- {BERT['title']}. NAACL 2019. [[paper]({ARXIV}1810.04805)]\n" in out
    assert err == f"awesome-lint: list.md: would add “{BERT['title']}” to the section “Language”\n"
    assert Path("list.md").read_text("utf-8") == LABELLED


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "there is nothing to add"),
        (["refs.bib"], "refs.bib: no such file"),
        (options(**BERT, section="Visoin"), "there is no section `Visoin` (did you mean `Vision`?)"),
        (options(**BERT), "which section it belongs in can't be told (name it with --section: `Vision`, `Language`)"),
        ([*options(**BERT, section="Vision"), "--link", "code"], "--link code: expected ROLE=URL"),
        (
            [*options(**BERT, section="Vision"), "--link", "proejct=https://example.org/"],
            "there is no role `proejct` (did you mean `project`?)",
        ),
        (["https://github.com/a/b", "https://github.com/c/d", "--title", "x"], "--title and the like are of one paper"),
    ],
)
def test_what_cant_be_added_says_why(run, arguments, message):
    Path("list.md").write_text(LABELLED, "utf-8")
    status, _, err = run("add", "list.md", *arguments)
    assert status == 2
    assert message in err
    assert Path("list.md").read_text("utf-8") == LABELLED


def test_a_list_without_entries_is_refused(run):
    Path("list.md").write_text("# Nothing\n", "utf-8")
    status, _, err = run("add", "list.md", *options(**BERT))
    assert (status, err) == (2, "awesome-lint: list.md: the list has no entry to write another one like (write the first by hand)\n")


def test_crlf_stays(run):
    Path("list.md").write_bytes(LABELLED.replace("\n", "\r\n").encode())
    assert run("add", "list.md", *options(**BERT, section="Language"))[0] == 0
    data = Path("list.md").read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") == LABELLED.count("\n") + 1


@pytest.mark.parametrize(
    ("text", "names", "authors", "more", "expected"),
    [
        ("Ann Ray, Bob Doe and Cy Fox", ["Ann Ray", "Bob Doe", "Cy Fox"], ["Dee Orr", "Eve Poe"], False, "Dee Orr and Eve Poe"),
        ("Ann Ray, Bob Doe, and Cy Fox", ["Ann Ray", "Bob Doe", "Cy Fox"], ["Dee Orr", "Eve Poe", "Flo Qua"], False, "Dee Orr, Eve Poe, and Flo Qua"),
        ("Ray et al.", ["Ray"], ["Dee Orr", "Eve Poe"], False, "Orr et al."),
        ("Ann Ray, et al.", ["Ann Ray"], ["Dee Orr", "Eve Poe"], False, "Dee Orr, et al."),
        ("Ann Ray, Bob Doe", ["Ann Ray", "Bob Doe"], ["Dee Orr"], True, "Dee Orr et al."),
        ("A. Ray; B. Doe", ["A. Ray", "B. Doe"], ["Dee Orr", "Eve Ann Poe"], False, "D. Orr; E. A. Poe"),
        ("Ann Ray", ["Ann Ray"], ["Orr, Dee"], False, "Dee Orr"),
        ("Ray, A.", ["Ray, A."], ["Dee Orr"], False, "Orr, D."),
    ],
)  # fmt: skip
def test_authors_are_written_as_the_siblings(text, names, authors, more, expected):
    assert authors_like(text, names, Reference("T", tuple(authors), has_more_authors=more)) == expected


@pytest.mark.parametrize(
    ("text", "year", "month", "expected"),
    [
        ("2019", 2024, 5, "2024"),
        ("'19", 2024, None, "'24"),
        ("2019.06", 2024, 5, "2024.05"),
        ("2019/6/12", 2024, 11, "2024/11"),
        ("2019-06", 2024, None, "2024"),
        ("Jun 2019", 2024, 5, "May 2024"),
        ("June 2019", 2024, 11, "November 2024"),
        ("Jun. 2019", 2024, None, "2024"),
        ("06/2019", 2024, 5, "05/2024"),
    ],
)
def test_dates_are_written_as_the_siblings(text, year, month, expected):
    assert date_like(text, year, month) == expected


@pytest.mark.parametrize(
    ("text", "in_row", "in_link", "expected"),
    [
        ("A* and B_c_", False, False, r"A\* and B_c_"),
        ("snake_case", False, False, "snake_case"),
        ("a | b", True, False, r"a \| b"),
        ("a | b", False, False, "a | b"),
        ("<script>", False, False, r"\<script>"),
        ("x < y", False, False, "x < y"),
        ("open [ bracket", False, True, r"open \[ bracket"),
    ],
)
def test_titles_are_no_markup(text, in_row, in_link, expected):
    assert as_markdown(text, in_row=in_row, in_link=in_link) == expected
