"""Entries: what lists a resource in whose dialect, and what an entry states."""

from __future__ import annotations

import pytest

from awesome_lint.model import Document, Entry, EntryKind
from awesome_lint.packs import load_packs
from awesome_lint.reading import read
from awesome_lint.source import Source

BERT = "BERT: Pre-training of Deep Bidirectional Transformers"
URL = "https://arxiv.org/abs/1810.04805"
CODE = "https://github.com/google-research/bert"


def document(body: str) -> Document:
    return read(Source.of(f"# List\n\n## Papers\n\n{body}\n"), load_packs())


def entries(body: str) -> tuple[Entry, ...]:
    return document(body).entries


# An item's text; its venue, year, and the labels of the links besides the title's.
ITEMS = [
    (f"[{BERT}]({URL})", None, None, []),
    (f"[{BERT}]({URL}) - J. Devlin et al., NAACL 2019. [[code]]({CODE})", "NAACL", 2019, ["code"]),
    (f"[**{BERT}**]({URL}), NAACL'19", "NAACL", 2019, []),
    (f"**[{BERT}]({URL})** (NAACL 2019)", "NAACL", 2019, []),
    (f"**{BERT}** (2019), J. Devlin et al. [[pdf]]({URL})", None, 2019, ["pdf"]),
    (f"**{BERT}**. *J. Devlin, M. Chang*. NAACL 2019. [[paper]({URL})] [[code]({CODE})]", "NAACL", 2019, ["paper", "code"]),
    (f"**{BERT} (NAACL 2019)** [paper]({URL})", "NAACL", 2019, ["paper"]),
    (f"{BERT} [[NAACL2019]]({URL}) [[Pytorch]]({CODE})", "NAACL", 2019, ["NAACL2019", "Pytorch"]),
    (f"{BERT}, NAACL, 2019. [paper]({URL})", "NAACL", 2019, ["paper"]),
    (f"{BERT}, J. Devlin et al., NAACL 2019 [[paper]({URL})]", "NAACL", 2019, ["paper"]),
    (f'"{BERT}", NAACL, 2019. [[paper]({URL})]', "NAACL", 2019, ["paper"]),
    (f'**BERT**: "{BERT}", *NAACL, Jun 2019*. [[Paper]({URL})]', "NAACL", 2019, ["Paper"]),
    (f"BERT - [{BERT}]({URL}) ([github]({CODE}))", None, None, ["github"]),
    (f"J. Devlin and M. Chang. 2019. [{BERT}]({URL}). In *Proceedings of NAACL 2019*.", "NAACL", 2019, []),
    (f'Devlin et al. "{BERT}." NAACL (2019). [Link]({URL})', "NAACL", 2019, ["Link"]),
    (f"[**NAACL 2019**] {BERT} [[pdf]]({URL})", "NAACL", 2019, ["pdf"]),
    (f"[NAACL 2019 Oral] [{BERT}]({URL})", "NAACL", 2019, []),
    (f"`NAACL 2019` [{BERT}]({URL})", "NAACL", 2019, []),
    (f"(NAACL'19) {BERT} [[paper]({URL})]", "NAACL", 2019, ["paper"]),
    (f"【NAACL 2019】{BERT} [[论文]({URL})]", "NAACL", 2019, ["论文"]),
    (f"2019 | {BERT} | J. Devlin, et al. | NAACL | [`PDF`]({URL})", "NAACL", 2019, ["PDF"]),
    (f"2019-NAACL - {BERT}. [[Paper]]({URL})", "NAACL", 2019, ["Paper"]),
    (f"NAACL 2019. **{BERT}**. [[pdf]]({URL})", "NAACL", 2019, ["pdf"]),
    (f"[arXiv 2018.10]({URL}), {BERT}", "arXiv", 2018, ["arXiv 2018.10"]),
    (f"[[paper]({URL})][[code]({CODE})] {BERT}", None, None, ["paper", "code"]),
    (f"[![arXiv](https://img.shields.io/badge/arXiv-red)]({URL}) {BERT}", None, None, ["arXiv"]),
    (f"![](https://img.shields.io/badge/NAACL-2019-blue) **{BERT}** [paper]({URL})", None, None, ["paper"]),
    (f"[NLP] | [{BERT}]({URL}) | [notes]({CODE}) | Devlin et al,2018", None, 2018, ["notes"]),
    (f"[x] ⭐ [{BERT}]({URL})", None, None, []),
    (f"[2018/10] **{BERT}.** *Devlin et al. arXiv.* [[paper]({URL})]", "arXiv", 2018, ["paper"]),
    (f"[{BERT}] - J. Devlin et al., NAACL 2019. [[code]]({CODE})", "NAACL", 2019, ["code"]),
    (f"{BERT}: {URL}", None, None, [""]),
    (f'<a href="{URL}"><b>{BERT}</b></a> - read in HTML', None, None, []),
    (f"[{BERT} (NAACL 2019)]({URL})", "NAACL", 2019, []),
]


@pytest.mark.parametrize(("text", "venue", "year", "labels"), ITEMS)
def test_items(text: str, venue: str | None, year: int | None, labels: list[str]) -> None:
    (entry,) = entries(f"- {text}")
    assert entry.title.rstrip(".") == BERT
    assert (entry.venue, entry.year) == (venue, year)
    assert [link.label for link in entry.labelled] == labels
    assert (entry.kind, entry.marker, entry.depth) == (EntryKind.ITEM, "-", 0)


VENUES = [
    ("ICCV Workshop 2023", "ICCV Workshop", 2023),
    ("ACL 2025 Findings", "ACL Findings", 2025),
    ("CVPR 2022 (Oral)", "CVPR", 2022),
    ("*Nature Neuroscience* 2018", "Nature Neuroscience", 2018),
    ("In Advances in Neural Information Processing Systems, pp. 74-75. 2018", "Advances in Neural Information Processing Systems", 2018),
    ("arXiv preprint arXiv:1805.06826 (2018)", "arXiv", 2018),
    ("29 Nov 2019", None, 2019),
    ("in use since 2019 at Google", None, None),
    ("18,2019 stars and 2.2020 forks", None, None),
    ("ICLR'21", "ICLR", 2021),
    ("2021, ICLR", "ICLR", 2021),
    ("[[supplement 2019](https://a.org)]", None, None),
]


@pytest.mark.parametrize(("stated", "venue", "year"), VENUES)
def test_statements(stated: str, venue: str | None, year: int | None) -> None:
    (entry,) = entries(f"- [{BERT}]({URL}), J. Devlin. {stated}")
    assert (entry.venue, entry.year) == (venue, year)


def test_spans_of_fields() -> None:
    read_text = document(f"- **BERT**: *{BERT}*, NAACL 2019. [[Paper]({URL})]\n  - note")
    (entry,) = read_text.entries
    source = read_text.source
    assert source[entry.span].startswith("- **BERT**")
    assert source[entry.span].endswith("- note")
    assert entry.title_span is not None
    assert entry.venue_span is not None
    assert entry.year_span is not None
    assert (source[entry.venue_span], source[entry.year_span]) == ("NAACL", "2019")


NOT_LISTED = [
    "- [Papers](#papers)\n- [List](#list)",
    "- No link here\n- Nor here",
    "Prose with [a link](https://a.org) in the middle of it.",
    "[npm](https://www.npmjs.com) is a package manager.",
    "- **< 6 months** : *New papers* (by discussion)",
    "## Contributing\n\n- [Guidelines](https://a.org)",
    "## License\n\n[MIT](https://a.org)",
    "## News\n\n- **[2024/05]** We released [a paper](https://a.org)!",
    "## Contents\n\n- [中文](README_zh.md)",
    "```\n- [Template](url) - text.\n```",
    "<!--\n- [Hidden](https://a.org)\n-->",
    "| Symbol | Meaning |\n|---|---|\n| x | [no](#list) |",
    "- Please read [the rules](https://a.org) first.",
    '<p align="center"><a href="https://a.org">English</a> | <a href="https://b.org">中文</a></p>',
    '<table><tr><td><a href="https://a.org"><img src="a.png"><br>Ann</a></td><td><a href="https://b.org"><img src="b.png"><br>Ben</a></td></tr></table>',
]


@pytest.mark.parametrize("body", NOT_LISTED)
def test_what_is_no_entry(body: str) -> None:
    assert entries(body) == ()


def summary(body: str) -> list[tuple[int, int, str]]:
    """First and last row below the headings, and title, of each entry."""
    read_text = document(body)
    row = read_text.source.row
    return [(row(entry.span.start) - 4, row(entry.span.end) - 4, entry.title) for entry in read_text.entries]


BLOCKS = {
    "notes and links below an item belong to it": (
        f"- [{BERT}]({URL})\n  - Devlin et al.\n  - Code: [official]({CODE})\n  - [Slides]({CODE})\n- [Other](https://b.org)",
        [(1, 4, BERT), (5, 5, "Other")],
    ),
    "titles below an item are entries": (
        f"- [Tool](https://a.org) - A tool.\n  - [Plugin for the tool](https://b.org) - A plugin.\n- [{BERT}]({URL})",
        [(1, 1, "Tool"), (2, 2, "Plugin for the tool"), (3, 3, BERT)],
    ),
    "an item without a link heads its group": (
        f"- Language models\n  - [{BERT}]({URL}), 2019\n- Images\n  - 2016 | Deep Residual Learning | [`PDF`](https://b.org)",
        [(2, 2, BERT), (4, 4, "Deep Residual Learning")],
    ),
    "a title over its links": (
        f"- {BERT}\n  - [paper]({URL})\n  - [code]({CODE})",
        [(1, 3, BERT)],
    ),
    "lines of one item": (
        f"- {BERT}.\n  [[pdf]]({URL})\n  [[code]]({CODE})\n  - J. Devlin. *NAACL 2019*",
        [(1, 4, BERT)],
    ),
    "paragraphs": (
        f"**{BERT}** \\\n*J. Devlin* \\\nNAACL 2019. [[Paper]({URL})]\n\n**Other title** \\\narXiv 2020. [[Paper](https://b.org)]",
        [(1, 3, BERT), (5, 6, "Other title")],
    ),
    "numbered paragraphs": (
        f"[2]{BERT}<br>\n[paper]({URL}) | [code]({CODE})<br><br>\n\n[1]Deep Residual Learning for Images<br>\n[paper](https://b.org)<br>",
        [(1, 2, BERT), (4, 5, "Deep Residual Learning for Images")],
    ),
    "quotes": (
        f"> **[{BERT}]({URL})** <kbd>★ 9</kbd><br>A model.\n\n> **[Other](https://b.org)**<br>Another.",
        [(1, 1, BERT), (3, 3, "Other")],
    ),
    "a bold title with key lines": (
        f"**{BERT}**\n\n- Paper: {URL}\n- Code: {CODE}\n\n**Other**\n- Paper: https://b.org",
        [(1, 4, BERT), (6, 7, "Other")],
    ),
    "a heading for each paper": (
        "".join(f"### Paper of number {n}\n\n[[paper](https://a.org/{n})] [[code](https://b.org/{n})]\n\n" for n in "abc"),
        [(1, 3, "Paper of number a"), (5, 7, "Paper of number b"), (9, 11, "Paper of number c")],
    ),
    "linked headings": (
        "".join(f"### [Paper of number {n}](https://a.org/{n})\n\nAbstract.\n\n" for n in "abc"),
        [(1, 3, "Paper of number a"), (5, 7, "Paper of number b"), (9, 11, "Paper of number c")],
    ),
    "broken bullets": (
        f"-[{BERT}]({URL})\n\n-[Other title](https://b.org)",
        [(1, 1, BERT), (3, 3, "Other title")],
    ),
    "lines of HTML": (
        f'<p>\n&nbsp; <a href="{URL}"><b>{BERT}</b></a> - is a language model.<br>\n&nbsp; <a href="https://b.org"><b>wrk</b></a> - is a tool.<br>\n</p>',
        [(2, 2, BERT), (3, 3, "wrk")],
    ),
    "rows of HTML": (
        f'<table>\n<tr><th>Title</th><th>Venue</th></tr>\n<tr>\n<td>{BERT}</td>\n<td><a href="{URL}">NAACL 2019</a></td>\n</tr>\n</table>',
        [(3, 6, BERT)],
    ),
    "details": (
        f"<details><summary>More</summary>\n\n- [{BERT}]({URL})\n\n</details>",
        [(3, 3, BERT)],
    ),
    "papers without links": (
        "1. First title of the list. A. Author. SIGMOD, 2020.\n2. Second title of the list. B. Author. VLDB, 2021.",
        [(1, 1, "First title of the list"), (2, 2, "Second title of the list")],
    ),
    "a name without a link among linked ones": (
        "- [flint](https://a.org) - A linter.\n- **mate** :warning: - Gone.\n- [rco](https://b.org) - An optimizer.",
        [(1, 1, "flint"), (2, 2, "mate"), (3, 3, "rco")],
    ),
}


@pytest.mark.parametrize(("body", "expected"), BLOCKS.values(), ids=BLOCKS.keys())
def test_blocks(body: str, expected: list[tuple[int, int, str]]) -> None:
    assert summary(body) == expected


def test_rows_are_read_by_their_columns() -> None:
    table = f"""\
| Year | Title | Venue | Paper | Code |
|---|---|---|---|---|
| 2019 | **{BERT}** | NAACL | [Link]({URL}) | [Link]({CODE}) |
| 2021 | Other learning of things | *Nature Communications* | [Link](https://b.org) | - |
| 2021 | No link at all | KDD | | |"""
    assert [(entry.title, entry.venue, entry.year, len(entry.labelled)) for entry in entries(table)] == [
        (BERT, "NAACL", 2019, 2),
        ("Other learning of things", "Nature Communications", 2021, 1),
        ("No link at all", "KDD", 2021, 0),
    ]


@pytest.mark.parametrize("header", ["Name | Link", "Project | Link", "论文 | 链接"])
def test_the_first_words_of_a_row_are_its_title(header: str) -> None:
    table = f"| {header} |\n|---|---|\n| AdaNet | [Github](https://a.org) |\n| NNI | [Github](https://b.org) |"
    assert [entry.title for entry in entries(table)] == ["AdaNet", "NNI"]


def test_a_table_of_bold_names_lists_them() -> None:
    table = "| Extension | What |\n|---|---|\n| **`uMatrix`** | Blocks |\n| **`d3coder`** | Decodes |"
    assert [(entry.title, entry.links) for entry in entries(table)] == [("uMatrix", ()), ("d3coder", ())]
    assert entries(table.replace("**", "")) == ()


def test_entries_share_the_id_of_their_list() -> None:
    found = entries("- [a](https://a.org)\n- [b](https://b.org)\n\n## Code\n\n- [c](https://c.org)\n  - [Longer title of d](https://d.org)")
    ids = [entry.list_id for entry in found]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3
    assert [entry.depth for entry in found] == [0, 0, 0, 1]
    assert [entry.section.text if entry.section else None for entry in found] == ["Papers", "Papers", "Code", "Code"]


HOSTILE = [
    "CVPR 2020 " + ". - : " * 9_000,
    "x :" + ":" * 5_000 + " 2020",
    "x, " + "oral " * 9_000 + "2020 z",
    "In A " * 9_000 + "2020",
    "“" * 20_000,
    "[Foo](https://x.y) CVPR " + ".   " * 20_000 + "CV",
    "*a " * 3_000 + "b* " * 3_000,
    "_a *b " * 3_000 + "c* d_ " * 3_000,
    "[a]" * 10_000,
    "(2019) " * 8_000,
    "<a href='" * 8_000,
    "[x](u)" * 8_000,
    "*a* " * 10_000,
    "In In In " * 6_000,
    "<tr>" * 9_000,
    "![](b)" * 8_000,
    "x <!-- " * 8_000,
    "x <? " * 8_000,
    "x <!A " * 8_000,
    "x <![CDATA[ " * 8_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_long_hostile_items_are_read_in_bounded_time(text: str) -> None:
    assert len(document(f"- {text} [paper]({URL})\n\n{text}").source.text) > len(text)
