"""What was added, removed and changed in a list since a git revision."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from pathlib import Path

import pytest
from conftest import IDENTITY

from awesome_lint.changes import changes
from awesome_lint.knowledge import load_packs
from awesome_lint.reading import read
from awesome_lint.source import Source

pytestmark = pytest.mark.usefixtures("elsewhere")

PACKS = load_packs()
RESNET = "- **Deep Residual Learning for Image Recognition**, CVPR 2016. [[paper](https://arxiv.org/abs/1512.03385)]\n"
MASK = "- **Mask R-CNN for Instances**, ICCV 2017. [[paper](https://arxiv.org/abs/1703.06870)]\n"
ATTENTION = "- **Attention Is All You Need**, NeurIPS 2017. [[paper](https://arxiv.org/abs/1706.03762)]\n"
FOCAL = "- **Focal Loss for Dense Object Detection**, ICCV 2017. [[paper](https://arxiv.org/abs/1708.02002)]\n"
ONE, TWO = "# Papers\n\n## Vision\n\n", "\n## Language\n\n"
BEFORE = ONE + RESNET + MASK + TWO + ATTENTION


def document(text: str):
    return read(Source.of(text, "list.md"), PACKS)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (BEFORE, []),
        (ONE + MASK + RESNET + TWO + ATTENTION, []),  # the order says nothing
        (ONE + RESNET + MASK + FOCAL + TWO + ATTENTION, [("added", "Focal", ())]),
        (ONE + RESNET + TWO + ATTENTION, [("removed", "Mask", ())]),
        (BEFORE.replace("ICCV 2017", "ICCV 2018"), [("changed", "Mask", ("year",))]),
        (BEFORE.replace("Mask R-CNN for", "Mask R-CNN of"), [("changed", "Mask", ("title",))]),
        (BEFORE.replace("abs/1703.06870", "abs/1703.06871"), [("changed", "Mask", ("links",))]),  # known by its title
        (ONE + RESNET + TWO + ATTENTION + MASK, [("changed", "Mask", ("sections",))]),
        (BEFORE.replace(MASK, FOCAL), [("added", "Focal", ()), ("removed", "Mask", ())]),
        (BEFORE.replace("[[paper](https://arxiv.org/abs/1703.06870)]", "[[paper](https://arxiv.org/abs/1703.06870)] [[code](https://github.com/a/b)]"),
         [("changed", "Mask", ("links",))]),
        # One of two equal entries goes.
        (ONE + RESNET + MASK + MASK + TWO + ATTENTION, [("added", "Mask", ())]),
    ],
)  # fmt: skip
def test_what_changed(after, expected):
    found = changes(document(BEFORE), document(after), PACKS)
    assert [(change.kind.value, change.entry.title.split()[0], change.fields) for change in found] == expected


def test_of_a_new_list_everything_is_added():
    assert [change.kind.value for change in changes(None, document(BEFORE), PACKS)] == ["added"] * 3


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True, env={**IDENTITY, "PATH": os.environ["PATH"]})


@pytest.fixture
def history(elsewhere):  # noqa: ARG001 - a repository of its own, never the one around us
    git("init", "-q")
    Path("README.md").write_text(BEFORE, "utf-8")
    git("add", ".")
    git("commit", "-qm", "one")
    git("tag", "v1")
    Path("README.md").write_text(ONE + RESNET.replace("2016", "2015") + FOCAL.replace("Focal", "*@focal* #1") + TWO + ATTENTION, "utf-8")


@pytest.mark.usefixtures("history")
def test_as_data(run):
    status, out, _ = run("entries", "--since", "v1")
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [(row["change"], row["line"]) for row in rows] == [("changed", 5), ("added", 6), ("removed", 6)]
    assert rows[0]["before"] == {"year": 2016}
    assert json.loads(run("entries", "--since", "v1", "--output-format", "json")[1]) == rows
    table = list(csv.DictReader(io.StringIO(run("entries", "--since", "v1", "--output-format", "csv")[1])))
    assert [row["change"] for row in table] == ["changed", "added", "removed"]
    assert run("entries", "--since", "v1", "--output-format", "bibtex")[1].count("@inproceedings{") == 1
    assert [json.loads(line)["change"] for line in run("entries", "--since", "v1", "--where", "year=2015")[1].splitlines()] == ["changed"]


@pytest.mark.usefixtures("history")
def test_as_markdown(run):
    assert run("entries", "--since", "v1", "--output-format", "markdown")[1] == (
        "## Added (1)\n\n**Papers › Vision**\n\n"
        "- [@\u2060focal #\u20601 Loss for Dense Object Detection](<https://arxiv.org/abs/1708.02002>) (ICCV 2017)\n"
        "\n## Changed (1)\n\n**Papers › Vision**\n\n"
        "- [Deep Residual Learning for Image Recognition](<https://arxiv.org/abs/1512.03385>) (CVPR 2015): year 2016 → 2015\n"
        "\n## Removed (1)\n\n**Papers › Vision**\n\n- Mask R-CNN for Instances (ICCV 2017)\n"
    )
    Path("README.md").write_text(BEFORE, "utf-8")
    assert run("entries", "--since", "v1", "--output-format", "markdown")[1] == "No entry was added, changed or removed.\n"


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--output-format", "markdown"], "--output-format markdown says what changed (say since when: `--since v1.0`)"),
        (["--since", "v7"], "--since: git knows no revision `v7`"),
    ],
)
def test_what_is_wrong_is_said(run, arguments, message):
    status, out, err = run("entries", *arguments)
    assert (status, out) == (2, "")
    assert message in err
