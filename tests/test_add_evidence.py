"""Where lists differ in themselves: papers are written, and put, as the entries beside them and most of the list are."""

from __future__ import annotations

from difflib import ndiff
from pathlib import Path

import pytest

from awesome_lint.bibliography.bibtex import decoded, encoded

pytestmark = pytest.mark.usefixtures("elsewhere")

ARXIV = "https://arxiv.org/abs/"
NEW = {"title": "Learning to Fold Paper", "url": f"{ARXIV}2401.00001"}
NAMES = ("Ada", "Bea", "Cleo", "Dora", "Eve", "Fay", "Gwen", "Hope")
MONTHS = ("March", "May", "April", "July", "October", "June", "December", "August")
WORDS = ("Anchors", "Bridges", "Candles", "Domes", "Elms", "Ferns", "Gates", "Hills", "Ivory", "Jars")


def options(**given: str) -> list[str]:
    return [word for name, value in given.items() for word in (f"--{name}", value)]


def added(run, text: str, *arguments: str) -> list[str]:
    """The lines that come; none may go."""
    Path("list.md").write_text(text, "utf-8")
    status, out, err = run("add", "list.md", *arguments)
    assert (status, out) == (0, ""), err
    changes = [line for line in ndiff(text.splitlines(), Path("list.md").read_text("utf-8").splitlines()) if line[0] in "+-"]
    assert all(line.startswith("+ ") for line in changes), changes
    return [line[2:] for line in changes]


def page(*lines: str) -> str:
    return "# Papers\n\n## Origami\n\n" + "\n".join(lines) + "\n"


def dated(*years: int | None) -> list[str]:
    """Entries with these years, whose titles are in no order."""
    return [
        f"- {NAMES[(3 * at) % 8]} Draws {WORDS[-1 - at]}{f' ({year})' if year else ''} [[paper]({ARXIV}{1501 + at}.0000{at})]"
        for at, year in enumerate(years)
    ]


def titled(*titles: str) -> list[str]:
    return [f"- [{title}](https://example.org/{title.lower()})" for title in titles]


def place(run, text: str, **given: str) -> int:
    """The number of the new entry among those of its section, from 0."""
    (line,) = added(run, text, *options(section="Origami", **given))
    lines = Path("list.md").read_text("utf-8").split("## Origami\n\n", 1)[1].splitlines()
    return lines.index(line)


@pytest.mark.parametrize(
    ("years", "year", "expected"),
    [
        ((2015, 2016, 2017, 2018, 2019, 2018), "2019", 6),  # not before the one that is out of order
        ((2020, 2015, 2016, 2017, 2018, 2019), "2014", 0),
        ((2020, 2015, 2016, 2017, 2018, 2019), "2021", 6),
        ((2019, 2018, 2017, 2016, 2015, 2016), "2014", 6),
        ((2019, 2018, None, 2017, 2016, 2015, 2014, 2013, 2012), "2015", 5),  # one of nine has no year
        ((2019, 2018, 2016, 2015), "2017", 2),
        ((2016, 2018, 2015, 2019), "2017", 4),  # four but for one are in order by chance
    ],
)
def test_a_year_fits_its_neighbours(run, years, year, expected):
    assert place(run, page(*dated(*years)), **NEW, year=year) == expected


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("Alder", "Birch", "Cedar", "Maple", "Elm", "Fir", "Larch", "Oak"), 6),  # behind Fir
        (("Alder", "Birch", "Cedar", "Maple"), 3),
        (("Alder", "Birch", "Maple", "Cedar"), 4),
        (("Maple", "Alder", "Birch", "Cedar", "Fir"), 5),
        (("Maple", "Alder", "Birch", "Cedar", "Fir", "Larch"), 5),
    ],
)
def test_a_title_goes_into_an_order_that_is_no_chance(run, titles, expected):
    assert place(run, page(*titled(*titles)), title="Hazel", url="https://example.org/hazel") == expected


def test_a_short_section_is_in_the_order_of_its_page(run):
    others = "".join(f"\n## {name}\n\n" + "\n".join(titled(*sorted(WORDS[at : at + 4]))) + "\n" for at, name in enumerate(NAMES[:4]))
    assert place(run, page(*titled("Oak", "Birch", "Cedar", "Fir")) + others, title="Dogwood", url="https://example.org/dogwood") == 3


CITED = [
    f'- [{name}, Anna, and Bob {name}son. "{name} Draws {word}." In Journal {at} of {word}.](https://example.org/{word})'
    for at, (name, word) in enumerate(zip(NAMES, WORDS, strict=False))
]


@pytest.mark.parametrize(
    ("lines", "given", "expected"),
    [
        pytest.param(
            [f"- [{name} Draws](https://example.org/{name}) ({name}ton et al. {2011 + at})" for at, name in enumerate(NAMES)],
            {**NEW, "year": "2024"},
            f"- [{NEW['title']}]({NEW['url']}) (2024)",
            id="authors in a date",
        ),
        pytest.param(
            [
                f"- [{name} Draws](https://example.org/{name}) ({month} {2011 + at})"
                for at, (name, month) in enumerate(zip(NAMES, MONTHS, strict=True))
            ],
            {**NEW, "year": "2024"},
            f"- [{NEW['title']}]({NEW['url']}) (January 2024)",
            id="months",
        ),
        pytest.param(
            [f"- [{name} Draws](https://example.org/{name}) {2011 + at} <!-- {name}11draws -->" for at, name in enumerate(NAMES)],
            {**NEW, "year": "2024"},
            f"- [{NEW['title']}]({NEW['url']}) 2024",
            id="a comment with a key",
        ),
        pytest.param(
            [
                f"- {name} Draws {word}, <!-- {word}11 --> *CVPR {2011 + at}* [[paper]({ARXIV}16{at:02}.00001)]"
                for at, (name, word) in enumerate(zip(NAMES, WORDS, strict=False))
            ],
            {**NEW, "venue": "CVPR", "year": "2024"},
            f"- {NEW['title']}, *CVPR 2024* [[paper]({NEW['url']})]",
            id="before a venue",
        ),
        pytest.param(
            [
                f"- {name} Draws {word} (CVPR {2011 + at}), won {word}ton [[paper]({ARXIV}16{at:02}.00001)]"
                for at, (name, word) in enumerate(zip(NAMES, WORDS, strict=False))
            ],
            {**NEW, "venue": "CVPR", "year": "2024"},
            f"- {NEW['title']} (CVPR 2024) [[paper]({NEW['url']})]",
            id="before a link",
        ),
        pytest.param(CITED, NEW, f'- ["{NEW["title"]}."]({NEW["url"]})', id="a citation in a label"),
    ],
)
def test_remarks_of_another_entry_stay_out(run, lines, given, expected):
    assert added(run, page(*lines), *options(section="Origami", **given)) == [expected]


def test_what_a_section_leaves_to_its_heading_stays_out(run):
    stated = "".join(
        f"- {name} Draws {word}, CVPR {2011 + at}. [[paper]({ARXIV}16{at:02}.00001)]\n"
        for at, (name, word) in enumerate(zip(NAMES, WORDS, strict=False))
    )
    plain = "".join(
        f"- {name} Paints {word} [[paper]({ARXIV}17{at:02}.00001)]\n"
        for at, (name, word) in enumerate(zip(NAMES[:4], WORDS[4:], strict=False))
    )
    text = f"# Papers\n\n## Others\n\n{stated}\n## ICLR 2024\n\n{plain}"
    assert added(run, text, *options(**NEW, venue="ICLR", year="2024")) == [f"- {NEW['title']} [[paper]({NEW['url']})]"]


def test_a_section_s_entries_leave_no_authors_out(run):
    named = [
        f"- [{name} Draws](https://example.org/{name}). *{name} Ray, Bob {word}*. CVPR {2011 + at}"
        for at, (name, word) in enumerate(zip(NAMES, WORDS, strict=False))
    ]
    plain = [f"- [{word} Fold](https://example.org/{word}). CVPR {2011 + at}" for at, word in enumerate(WORDS[8:])]
    Path("new.bib").write_text(
        f"@inproceedings{{a, title={{{NEW['title']}}}, author={{Ann Poe and Cy Fox}}, booktitle={{CVPR}}, year=2024, url={{{NEW['url']}}}, keywords={{Papers > Origami}}}}"
    )
    text = page(*plain) + "\n## Others\n\n" + "\n".join(named) + "\n"
    assert added(run, text, "new.bib") == [f"- [{NEW['title']}]({NEW['url']}). *Ann Poe, Cy Fox*. CVPR 2024"]


def test_names_are_written_out_where_others_are(run):
    lines = [
        f"- **{name} Draws {word}**. *{f'{name[0]}. Ray, B. Doe' if at > 4 else f'{name} Ray, Bob Doe'}*. CVPR {2011 + at} [[paper]({ARXIV}16{at:02}.00001)]"
        for at, (name, word) in enumerate(zip(NAMES, WORDS, strict=False))
    ]
    Path("new.bib").write_text(
        f"@misc{{a, title={{{NEW['title']}}}, author={{Ann Poe and Cy Fox}}, howpublished={{CVPR}}, year=2024, url={{{NEW['url']}}}, keywords={{Papers > Origami}}}}"
    )
    assert added(run, page(*lines[::-1]), "new.bib") == [f"- **{NEW['title']}**. *Ann Poe, Cy Fox*. CVPR 2024 [[paper]({NEW['url']})]"]


CODE = "https://github.com/some/folder"


@pytest.mark.parametrize(
    ("lines", "given", "expected"),
    [
        pytest.param(
            [f"- [{name}](https://example.org/{name}) - Draws {word}." + (f" ([Source](https://github.com/{name}/x))" if at < 3 else "")
             for at, (name, word) in enumerate(zip(NAMES, WORDS, strict=False))],
            {"title": "Folder", "url": "https://example.org/folder", "description": "Folds paper", "code": CODE},
            f"- [Folder](https://example.org/folder) - Folds paper. ([Source]({CODE}))",
            id="brackets",
        ),
        pytest.param(
            [f"- [CVPR {2011 + at}](https://{name}.example.org/{word}), {name} Draws {word}, [website](https://{word}.example.com/)"
             for at, (name, word) in enumerate(zip(NAMES, WORDS, strict=False))],
            {**NEW, "venue": "CVPR", "year": "2024"},
            f"- [CVPR 2024]({NEW['url']}), {NEW['title']}",
            id="a date's link",
        ),
        pytest.param(
            [f"- {name} Draws {word} [[paper]({ARXIV}16{at:02}.00001)] [[project](https://github.com/{name}/x)] [[code](https://github.com/{name}/x)]"
             for at, (name, word) in enumerate(zip(NAMES, WORDS, strict=False))],
            {**NEW, "code": CODE},
            f"- {NEW['title']} [[paper]({NEW['url']})] [[code]({CODE})]",
            id="one page under two labels",
        ),
        pytest.param(
            [f"- {name} Draws [[paper]({ARXIV}16{at:02}.00001)] [[{language} Reference](https://github.com/{name}/x)]"
             for at, (name, language) in enumerate(zip(NAMES, ("Python", "Java", "Python", "MATLAB", "Python", "Python", "Java", "Python"), strict=True))],
            {**NEW, "code": CODE},
            f"- {NEW['title']} [[paper]({NEW['url']})] [[Code]({CODE})]",
            id="languages",
        ),
    ],
)  # fmt: skip
def test_links_are_written_as_most_are(run, lines, given, expected):
    assert added(run, page(*lines), *options(section="Origami", **given)) == [expected]


def test_a_link_goes_above_the_lines_of_an_entry(run):
    nested = [
        f"- {name} Draws {word} (CVPR {2011 + at}){f' [[code](https://github.com/{name}/{word})]' if at < 4 else ''}\n  - It draws {word.lower()}."
        for at, (name, word) in enumerate(zip(NAMES, WORDS, strict=False))
    ]
    text = page(*nested[4:]) + "\n## Others\n\n" + "\n".join(nested[:4]) + "\n"
    come = added(run, text, *options(title=NEW["title"], url=CODE, venue="CVPR", year="2024", description="It folds", section="Origami"))
    assert come[0].endswith(f" [[code]({CODE})]")
    assert come[1:] == ["  - It folds."]


def test_the_form_that_most_entries_have_with_remarks_or_without(run):
    lines = [
        f"- **{name} Draws {word}** [{at + 1}th May] [[PDF{']' if at == 3 else ''}]({ARXIV}16{at:02}.00001){'' if at == 3 else ']'}"
        for at, (name, word) in enumerate(zip(NAMES[:4], WORDS, strict=False))
    ]
    assert added(run, page(*lines), *options(section="Origami", **NEW))[0].endswith(f"[[PDF]({NEW['url']})]")


def test_a_link_that_repeats_the_title_s(run):
    rows = "\n".join(
        f"| [{name}](https://github.com/{name}/{word}) | Draws {word} | [![stars](https://img.shields.io/github/stars/{name}/{word})](https://github.com/{name}/{word}) |"
        for name, word in zip(NAMES, WORDS, strict=False)
    )
    text = f"# Tools\n\n| Name | Description | Stars |\n| --- | --- | --- |\n{rows}\n"
    assert added(run, text, *options(title="Folder", url=CODE, description="Folds paper")) == [
        f"| [Folder]({CODE}) | Folds paper | [![stars](https://img.shields.io/github/stars/some/folder)]({CODE}) |"
    ]


@pytest.mark.parametrize(
    ("ends", "description", "expected"),
    [
        ((" (as a book, too)", "."), "Folds paper", "Folds paper."),
        (("",), "Folds paper (and cloth)", "Folds paper (and cloth)"),
    ],
)
def test_brackets_of_another_description_stay_out(run, ends, description, expected):
    lines = [
        f"- [{name}](https://example.org/{name}) - Draws {word.lower()} well{ends[at % len(ends)]}"
        for at, (name, word) in enumerate(zip(NAMES[:6], WORDS, strict=False))
    ]
    (line,) = added(
        run, page(*lines), *options(title="Folder", url="https://example.org/folder", description=description, section="Origami")
    )
    assert line in (
        f"- [Folder](https://example.org/folder) - {expected}",
        f"- [Folder](https://example.org/folder) - {expected.rstrip('.')}",
    )


@pytest.mark.parametrize("way", ["{} et al.", "{} et al", "{}, et al."])
def test_left_out_authors_as_the_list_says_it(run, way):
    Path("new.bib").write_text(
        f"@misc{{a, title={{{NEW['title']}}}, author={{Kim and others}}, howpublished={{CVPR}}, year=2024, url={{{NEW['url']}}}, keywords={{Papers > Origami}}}}"
    )
    lines = [
        f"- {name} Draws {word}. *{way.format(f'{name}ton')}*. CVPR {2011 + at} [[paper]({ARXIV}16{at:02}.00001)]"
        for at, (name, word) in enumerate(zip(NAMES, WORDS, strict=False))
    ]
    assert added(run, page(*lines), "new.bib") == [f"- {NEW['title']}. *{way.format('Kim')}*. CVPR 2024 [[paper]({NEW['url']})]"]


@pytest.mark.parametrize("text", ['the "word" of mouth', "the “word” of mouth", "it's 'so'", "5 % {x} & y_z"])
def test_signs_come_back_from_bibtex(text):
    assert decoded(encoded(text)) == text


@pytest.mark.parametrize(("year", "expected"), [("2019", 5), ("2018", 7), ("2020", 3)])
def test_the_list_of_a_year_in_a_section_of_several(run, year, expected):
    blocks = [
        f"**{of}**\n\n"
        + "\n".join(f"- {NAMES[at + of % 4]} Draws {WORDS[at]} ({of}) [[paper]({ARXIV}{of % 100}{at + 1:02}.00001)]" for at in range(count))
        for of, count in ((2020, 3), (2019, 2), (2018, 2))
    ]
    (line,) = added(run, page("\n\n".join(blocks)), *options(section="Origami", **NEW, year=year))
    entries = [line for line in Path("list.md").read_text("utf-8").splitlines() if line.startswith("- ")]
    assert entries.index(line) == expected
