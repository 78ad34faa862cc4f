"""Sections sorted: entries with their lines, stably, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("elsewhere")


def paper(title: str, venue: str = "", year: int | str = "") -> str:
    number = sum(map(ord, title))
    said = f", {venue} {year}" if year else ""
    return f"**{title}**{said} [[paper](https://arxiv.org/abs/2401.{number:05})]"


def entries(text: str) -> list[str]:
    return [line.split("**")[1] for line in text.splitlines() if "**" in line]


def listed(*lines: str, marker: str = "- ", gap: str = "\n") -> str:
    return gap.join(f"{marker}{line}" for line in lines) + "\n"


DELTA, ALPHA, CHARLIE, BRAVO = (
    paper("Delta Networks of Things", "CVPR", 2019),
    paper("Alpha Networks of Things", "ICML", 2021),
    paper("The Charlie Networks of Things", "CVPR", 2020),
    paper("Bravo Networks of Things", "AAAI", 2021),
)
NAMES = {
    "D": "Delta Networks of Things",
    "A": "Alpha Networks of Things",
    "C": "The Charlie Networks of Things",
    "B": "Bravo Networks of Things",
}
UNSORTED = f"# List\n\n## One\n\nWords before.\n\n{listed(DELTA, ALPHA, CHARLIE, BRAVO)}\nWords behind.\n\n## Two\n\n{listed(DELTA, ALPHA)}"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--by", "title"], "ABCD AD"),
        (["--by", "title", "--reverse"], "DCBA DA"),
        (["--by", "year"], "DCAB DA"),  # stable: Alpha before Bravo
        (["--by", "year", "--reverse"], "ABCD AD"),
        (["--by", "venue"], "BDCA DA"),
        (["--by", "title", "--section", "One"], "ABCD DA"),
        (["--by", "title", "--section", "List > Two"], "DACB AD"),
    ],
)
def test_the_order_that_is_asked_for(run, arguments, expected):
    Path("list.md").write_text(UNSORTED, "utf-8")
    assert run("sort", "list.md", *arguments)[0] == 0
    text = Path("list.md").read_text("utf-8")
    assert entries(text) == [NAMES[letter] for letter in expected.replace(" ", "")]
    assert sorted(text.splitlines()) == sorted(UNSORTED.splitlines())
    assert [line for line in text.splitlines() if "**" not in line] == [line for line in UNSORTED.splitlines() if "**" not in line]
    assert run("sort", "list.md", *arguments)[0] == 0
    assert Path("list.md").read_text("utf-8") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Blank lines between, and lines that belong to an entry.
        (f"# L\n\n{listed(DELTA, ALPHA, CHARLIE, gap=chr(10) * 2)}", f"# L\n\n{listed(ALPHA, CHARLIE, DELTA, gap=chr(10) * 2)}"),
        (f"# L\n\n- {DELTA}\n  A remark.\n- {ALPHA}\n", f"# L\n\n- {ALPHA}\n- {DELTA}\n  A remark.\n"),
        # Numbers stay in their places.
        (f"# L\n\n1. {DELTA}\n2. {CHARLIE}\n3. {ALPHA}\n", f"# L\n\n1. {ALPHA}\n2. {CHARLIE}\n3. {DELTA}\n"),
        # The file ends without a line end.
        (f"# L\n\n- {DELTA}\n- {ALPHA}", f"# L\n\n- {ALPHA}\n- {DELTA}"),
        # Rows.
        (
            (
                "# L\n\n| Title | Link |\n| - | - |\n| Zeta Maps of Things | [paper](https://arxiv.org/abs/2401.00001) |\n"
                "| Eta Maps of Things | [paper](https://arxiv.org/abs/2401.00002) |\n"
            ),
            (
                "# L\n\n| Title | Link |\n| - | - |\n| Eta Maps of Things | [paper](https://arxiv.org/abs/2401.00002) |\n"
                "| Zeta Maps of Things | [paper](https://arxiv.org/abs/2401.00001) |\n"
            ),
        ),
    ],
)
def test_lines_numbers_and_rows(run, text, expected):
    Path("list.md").write_text(text, "utf-8")
    assert run("sort", "list.md", "--by", "title")[0] == 0
    assert Path("list.md").read_text("utf-8") == expected


def test_entries_that_close_a_list_stay_last(run):
    text = "# L\n\n- [Zed](https://zed.dev/)\n- [Atom](https://atom.io/)\n- [Others](https://example.org/)\n"
    Path("list.md").write_text(text, "utf-8")
    run("sort", "list.md", "--by", "title")
    assert Path("list.md").read_text("utf-8") == text.replace("- [Zed](https://zed.dev/)\n", "").replace(
        "- [O", "- [Zed](https://zed.dev/)\n- [O"
    )


def test_as_the_siblings_do(run):
    letters = [f"- [{letter * 3}](https://example.org/{letter})\n" for letter in "abcdefghij"]
    text = (
        "# L\n\n## One\n\n" + "".join(letters) + "\n## Two\n\n" + "".join(letters[4:]) + "\n## Three\n\n" + "".join(reversed(letters[:3]))
    )
    Path("list.md").write_text(text, "utf-8")
    assert run("sort", "list.md")[::2] == (0, "awesome-lint: list.md: moved 2 entries of “Three”\n")
    assert Path("list.md").read_text("utf-8").endswith("## Three\n\n" + "".join(letters[:3]))


def test_without_an_order_nothing_is_sorted(run):
    Path("list.md").write_text(UNSORTED, "utf-8")
    status, _, err = run("sort", "list.md")
    assert (status, err) == (0, "awesome-lint: list.md: “One”, “Two” are left: there is no order to keep: name one with --by\n")
    assert Path("list.md").read_text("utf-8") == UNSORTED


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"# L\n\n- {DELTA}\n* {ALPHA}\n- {CHARLIE}\n", ""),  # three lists of one
        (f"# L\n\n- {DELTA}\n\n  <!-- a comment -->\n- {ALPHA}\n", None),
    ],
)
def test_other_lines_stay_where_they_are(run, text, why):
    Path("list.md").write_text(text, "utf-8")
    run("sort", "list.md", "--by", "title")
    assert sorted(Path("list.md").read_text("utf-8").split("\n")) == sorted(text.split("\n"))
    if why is not None:
        assert Path("list.md").read_text("utf-8") == text


def test_diff_writes_nothing(run):
    Path("list.md").write_text(UNSORTED, "utf-8")
    status, out, err = run("sort", "list.md", "--by", "title", "--section", "Two", "--diff")
    assert status == 1
    assert out.startswith("--- a/list.md\n+++ b/list.md\n@@ ")
    assert err == "awesome-lint: list.md: would move 2 entries of “Two”\n"
    assert Path("list.md").read_text("utf-8") == UNSORTED
    assert run("sort", "list.md", "--by", "title", "--diff", "--section", "Nowhere")[::2] == (
        2,
        "awesome-lint: list.md: there is no section `Nowhere` (the sections are `List`, `One`, `Two`)\n",
    )
