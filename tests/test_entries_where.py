"""Which entries meet a condition, what conditions are refused, and the bibliography formats."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
from pathlib import Path

import pytest
from pybtex.database import parse_string

from awesome_lint.bibliography import bibtex
from awesome_lint.bibliography.keys import with_keys
from awesome_lint.bibliography.reference import Reference, reference_of
from awesome_lint.conditions import Condition, holding
from awesome_lint.errors import UserError
from awesome_lint.knowledge import load_packs
from awesome_lint.reading import read
from awesome_lint.report.entries import write
from awesome_lint.source import Source

pytestmark = pytest.mark.usefixtures("elsewhere")

LIST = """\
# Papers

## Vision

- Kaiming He, Georgia Gkioxari, Piotr Dollár. **Mask R-CNN.** *ICCV 2017*. [[paper](https://arxiv.org/abs/1703.06870)] [[code](https://github.com/facebookresearch/Detectron)]
- Kaiming He, Xiangyu Zhang, Shaoqing Ren. **Deep Residual Learning for Image Recognition.** *CVPR 2016*. [[paper](https://arxiv.org/abs/1512.03385)]
- Alexander Kirillov, Eric Mintun, Nikhila Ravi. **Segment Anything.** *ICCV 2023*. [[paper](https://arxiv.org/abs/2304.02643)] [[project](https://segment-anything.com/)]

### CVPR 2023

- Rohit Girdhar, Alaaeldin El-Nouby, Zhuang Liu. **ImageBind: One Embedding Space To Bind Them All.** [[paper](https://arxiv.org/abs/2305.05665)]

## Language

- Ashish Vaswani, Noam Shazeer, Niki Parmar. **Attention Is All You Need.** *NeurIPS 2017*. [[paper](https://arxiv.org/abs/1706.03762)]
"""
MASK, RESNET, SAM, BIND, ATTENTION = "Mask R-CNN", "Deep Residual", "Segment", "ImageBind", "Attention"
PACKS = load_packs()


def document(text: str = LIST):
    return read(Source.of(text, "papers.md"), PACKS)


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ([], [MASK, RESNET, SAM, BIND, ATTENTION]),
        (["venue=ICCV"], [MASK, SAM]),
        (["venue=NIPS"], [ATTENTION]),  # another name of it
        (["venue=CVPR"], [RESNET, BIND]),  # the heading's too
        (["venue!=ICCV"], [RESNET, BIND, ATTENTION]),
        (["venue=CVPR, ICCV"], [MASK, RESNET, SAM, BIND]),
        (["year>=2023"], [SAM, BIND]),
        (["year > 2016", "year < 2023"], [MASK, ATTENTION]),
        (["year=2017"], [MASK, ATTENTION]),
        (["year!=2017"], [RESNET, SAM, BIND]),
        (["role=code"], [MASK]),
        (["role!=code"], [RESNET, SAM, BIND, ATTENTION]),
        (["role!=code,project"], [RESNET, BIND, ATTENTION]),
        (["label=Project"], [SAM]),
        (["section=vision"], [MASK, RESNET, SAM, BIND]),
        (["section=vision", "role!=code", "year<=2016"], [RESNET]),
        (["title~image"], [RESNET, BIND]),
        (["title!~image"], [MASK, SAM, ATTENTION]),
        (["author=kaiming he"], [MASK, RESNET]),
        (["host=github.com"], [MASK]),
        (["identity=arxiv:1706.03762"], [ATTENTION]),
        (["line<=5"], [MASK]),
        (["venue="], []),
        (["description="], [MASK, RESNET, SAM, BIND, ATTENTION]),
        (["file~papers"], [MASK, RESNET, SAM, BIND, ATTENTION]),
    ],
)
def test_the_entries_that_meet_all_conditions(conditions, expected):
    found = holding(document(), [Condition.of(text) for text in conditions], PACKS)
    assert [entry.title for entry in found] == [
        next(entry.title for entry in document().entries if entry.title.startswith(name)) for name in expected
    ]


def test_the_column_of_a_table():
    rows = "".join(f"| Method {n} | {'image' if n % 2 else 'text'} | [paper](https://arxiv.org/abs/2401.0000{n}) |\n" for n in range(1, 7))
    table = document(f"# L\n\n| Title | Input Kind | Link |\n| --- | --- | --- |\n{rows}")
    assert [e.title for e in holding(table, [Condition.of("column.input kind=text")], PACKS)] == ["Method 2", "Method 4", "Method 6"]


@pytest.mark.parametrize(
    ("condition", "message", "remedy"),
    [
        ("CVPR", "no condition", "venue=CVPR"),
        ("venu=CVPR", "there is no field `venu`", "did you mean `venue`?"),
        ("year>=recent", "can't be compared", "year>=2023"),
        ("venue>CVPR", "`venue` is no number", "compares year or line"),
        ("year=last", "is no number", "year=2023"),
    ],
)
def test_a_wrong_condition_says_how_to_mend_it(run, condition, message, remedy):
    with pytest.raises(UserError) as error:
        Condition.of(condition)
    assert message in str(error.value)
    assert remedy in str(error.value)
    Path("README.md").write_text(LIST, "utf-8")
    assert run("entries", "--where", condition) == (2, "", f"awesome-lint: {error.value}\n")


def test_without_a_path_the_readme_and_then_what_the_config_includes(run):
    assert run("entries")[::2] == (
        2,
        "awesome-lint: there is no README.md here (name a file or folder, or set `include` in a config file)\n",
    )
    Path("README.md").write_text(LIST, "utf-8")
    Path("other.md").write_text("# L\n\n- [One](https://example.org/1)\n", "utf-8")
    assert {json.loads(line)["file"] for line in run("entries")[1].splitlines()} == {"README.md"}
    Path("awesome-lint.toml").write_text('include = ["other.md"]\n', "utf-8")
    assert {json.loads(line)["file"] for line in run("entries")[1].splitlines()} == {"other.md"}


def test_a_link_without_a_label_has_the_role_of_its_host():
    text = "# L\n\n- [A tool](https://github.com/some/tool) - a tool.\n- [A paper](https://arxiv.org/abs/1706.03762) - a paper.\n- [A page](https://example.org/) - a page.\n"
    rows = [json.loads(line) for line in write([document(text)], PACKS)]
    assert [row["links"][0]["role"] for row in rows] == ["code", "paper", None]


# Bibliographies

ODD = """\
# Odd

- Jürgen Müller, Łukasz Kaiser, Ann Ray. **Über 50% of $\\alpha^2$-{Graphs} & C# _names_ ~ \\\\ { half.** *Journal of Machine Learning Research 2020*. [[paper](https://example.org/a_b%20c?x={y}&z=1#top)]
- 王伟. **大规模图神经网络.** *2021*. [[paper](https://arxiv.org/abs/2101.00001)]
- Kaiming He, Georgia Gkioxari, Piotr Dollár. **Mask R-CNN.** *ICCV 2017*. [[paper](https://arxiv.org/abs/1703.06870)]
- Kaiming He, Georgia Gkioxari, Piotr Dollár. **Mask R-CNN.** *ICCV 2017*. [[paper](https://example.org/another)]
- Kaiming He, Georgia Gkioxari, Piotr Dollár. **Mask R-CNN.** *ICCV 2017*. [[paper](https://example.org/another)]
"""


@pytest.mark.parametrize("text", [LIST, ODD], ids=["plain", "odd"])
def test_pybtex_and_biber_read_our_bibtex(text, tmp_path):
    shown = "".join(write([document(text)], PACKS, "bibtex"))
    assert len(parse_string(shown, "bibtex").entries) == len(document(text).entries)
    if shutil.which("biber"):
        (tmp_path / "x.bib").write_text(shown, "utf-8")
        done = subprocess.run(["biber", "--tool", "--nolog", "x.bib"], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, "WARN" in done.stdout, "ERROR" in done.stdout) == (0, False, False), done.stdout


@pytest.mark.parametrize("text", [LIST, ODD], ids=["plain", "odd"])
def test_what_is_written_as_bibtex_is_read_again(text, caplog):
    written = list(with_keys(reference_of(document(text), entry, PACKS) for entry in document(text).entries))
    with caplog.at_level(logging.WARNING):
        found = bibtex.read("".join(bibtex.written(written, PACKS)), "x.bib", PACKS)
    assert not caplog.records
    kept = [reference._replace(row=0, url=reference.url.replace("%7By%7D", "{y}")) for reference in found]
    assert kept == written


def test_keys_are_unique_and_stay_when_the_list_grows():
    lines = ODD.splitlines(keepends=True)
    keys = [json.loads(part)["id"] for part in _csl("".join(lines))]
    assert len(set(keys)) == len(keys) == 5
    longer = [
        *lines[:4],
        "- Alexander Kirillov, Eric Mintun, Nikhila Ravi. **Segment Anything.** *ICCV 2023*. [[paper](https://arxiv.org/abs/2304.02643)]\n",
        *lines[4:],
    ]
    assert [key for key in (json.loads(part)["id"] for part in _csl("".join(longer))) if not key.startswith("kirillov")] == keys


def _csl(text):
    return [json.dumps(row) for row in json.loads("".join(write([document(text)], PACKS, "csl-json")))]


def test_csl_json():
    first = json.loads("".join(write([document()], PACKS, "csl-json")))[0]
    assert first == {
        "id": "he2017maskrcnn",
        "type": "paper-conference",
        "title": "Mask R-CNN",
        "author": [
            {"family": "He", "given": "Kaiming"},
            {"family": "Gkioxari", "given": "Georgia"},
            {"family": "Dollár", "given": "Piotr"},
        ],
        "container-title": "ICCV",
        "issued": {"date-parts": [[2017]]},
        "URL": "https://arxiv.org/abs/1703.06870",
        "keyword": "Papers > Vision",
        "custom": {"code": "https://github.com/facebookresearch/Detectron"},
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [("@article{a, title = {x}\n\n@misc{b,\n title={y}}", "no BibTeX"), ("nothing", "no reference in this file")],
)
def test_broken_bibtex_is_refused(text, message):
    with pytest.raises(UserError, match=message):
        bibtex.read(text, "refs.bib", PACKS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@inproceedings{a, title={{BERT}: Pre-training}, author={Devlin, Jacob and others}, booktitle={NAACL}, year=2019}",
         Reference("BERT: Pre-training", ("Devlin, Jacob",), True, "NAACL", 2019, role="paper", key="a", row=1)),
        ("@misc{b, title={B\\'ezier \\& co --- 50\\% {\\o}re}, eprint={2401.00001}, archiveprefix={arXiv}, month=jan, year={2024}}",
         Reference("Bézier & co — 50% øre", year=2024, month=1, url="https://arxiv.org/abs/2401.00001", role="paper", key="b", row=1)),
        ("@article{c, title={T}, doi={10.1145/1.2}, date={2020-05-01}, journaltitle={TOIS}}",
         Reference("T", venue="TOIS", year=2020, month=5, url="https://doi.org/10.1145/1.2", role="paper", key="c", row=1)),
    ],
)  # fmt: skip
def test_bibtex_of_others(text, expected):
    assert bibtex.read(text, "refs.bib", PACKS) == [expected]
