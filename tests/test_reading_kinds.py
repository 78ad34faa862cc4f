"""The kinds of misreading that lists taught: each is read by what the whole list shows."""

from __future__ import annotations

import pytest

from awesome_lint.knowledge import load_packs
from awesome_lint.model import Entry
from awesome_lint.reading import read
from awesome_lint.reading.describe import described
from awesome_lint.source import Source

PACKS = load_packs()
TITLES = (
    "Deep Residual Learning for Image Recognition",
    "Attention Is All You Need",
    "Adam: A Method for Stochastic Optimization",
    "Playing Atari with Deep Reinforcement Learning",
    "Neural Machine Translation by Jointly Learning to Align",
    "Auto-Encoding Variational Bayes",
)
MORE_TITLES = (
    "Denoising Diffusion Probabilistic Models",
    "Trust Region Policy Optimization",
    "Graph Attention Networks",
    "Distilling the Knowledge in a Neural Network",
    "Language Models are Few-Shot Learners",
    "Sequence to Sequence Learning with Neural Networks",
)
VENUES = ("CVPR", "NeurIPS", "ICLR", "ICML", "ECCV", "AAAI")


def entries(body: str) -> tuple[Entry, ...]:
    return read(Source.of(f"# List\n\n## Papers\n\n{body}\n"), PACKS).entries


def repeated(form: str) -> str:
    """A line of a form for each title."""
    return "\n".join(
        form.format(n=number, title=title, venue=VENUES[number], year=2015 + number, name=f"Net{number}", url=f"https://a.org/{number}")
        for number, title in enumerate(TITLES)
    )


# Forms of one line whose title, venue and year are read from each.
STATED = {
    "title first": "- **{title}**, *{venue}, {year}*. [[paper]({url})]",
    "authors first": "- Ray, A., Lee, B., et al. **{title}.** {venue}, {year}. [[paper]({url})]",
    "authors in plain words": "- Ann Lee, Bo Wu, Cy Doe. {title}. {venue} {year}. [[paper]({url})]",
    "a short name, then the title": '- **{name}**: "{title}", *{venue}, {year}*. [[paper]({url})]',
    "statement in the link": "- [{title} ({venue} {year})]({url})",
    "emoji": ":gem: **{title}** ({venue} {year}) [[paper]({url})]\n",
    "two digits of the year": "- [{title}]({url}) [{venue} {year}]",
    "no links": "{n}. {title}. Fu, Ann et al. {venue} {year}",
    "author line with links": "**{title}.**<br>\n*[Ann Lee](https://b.org/{n}), [Bo Wu](https://c.org/{n}).*<br>\n{venue} {year}. [[PDF]({url})]\n",
}


@pytest.mark.parametrize("form", STATED.values(), ids=STATED.keys())
def test_title_venue_and_year(form: str) -> None:
    found = [(entry.title, entry.venue, entry.year) for entry in entries(repeated(form))]
    assert found == [(title, venue, 2015 + number) for number, (title, venue) in enumerate(zip(TITLES, VENUES, strict=True))]


TITLED = {
    "year before the title in the link": "- [{year} - {title}]({url})",
    "title line over its links": "- {title}\n  - [[Paper]]({url})\n  - [[Code]]({url}/code)",
    "bold title with keys": "**{title}**\n\n- arxiv: <{url}>\n- code: <{url}/code>\n",
    "headings": "### {title}\n\n[[paper]({url})] [[code]({url}/code)]\n",
    "entries below a topic": "- Topic {n}:\n  - **{name}**: *{title}*, 2020. [[paper]({url})]",
    "pages of the own repository": "- [**{title}**](papers/{n}.md)\n- [**{title} again**](papers/{n}b.md)",
}


@pytest.mark.parametrize("form", TITLED.values(), ids=TITLED.keys())
def test_titles(form: str) -> None:
    assert [entry.title for entry in entries(repeated(form)) if not entry.title.endswith("again")] == list(TITLES)


def test_a_venue_that_no_pack_knows_is_said_where_known_ones_are() -> None:
    unknown = "- **A Study of Flows**, *Annals of Whirls, 2022*. [[paper](https://a.org/9)]"
    assert entries(repeated(STATED["title first"]) + "\n" + unknown)[-1].venue == "Annals of Whirls"


def test_the_date_beside_a_venue_is_the_preprints() -> None:
    (entry,) = entries("- [2022/12] **A Study of Flows.** *Ann Lee et al. ACL.* [[paper](https://a.org/9)]")
    assert (entry.venue, entry.year) == ("ACL", None)


def test_columns_are_read_alike_in_all_rows() -> None:
    rows = repeated("| {name} | [{title}]({url}) | {venue} | {year} |")
    found = entries(f"| Name | Paper | Venue | Year |\n|---|---|---|---|\n{rows}")
    assert [entry.title for entry in found] == list(TITLES)
    assert dict(found[0].columns) == {"Name": "Net0", "Paper": TITLES[0], "Venue": "CVPR", "Year": "2015"}


def test_the_company_is_what_an_unknown_header_lists() -> None:
    rows = "\n".join(f"CMS|[Shop{n}](https://a.org/{n})|Serverless shops of kind {n}|[Old{n}](https://b.org/{n})" for n in range(6))
    assert [entry.title for entry in entries(f"Category|Company|Description|Alternative to\n---|---|---|---\n{rows}")] == [
        f"Shop{n}" for n in range(6)
    ]


def test_a_later_version_is_read_by_the_same_template() -> None:
    before = read(Source.of(f"# List\n\n{repeated(STATED['authors first'])}\n"), PACKS)
    added = "\n".join(f"- **Name{n}** does things well [[code](https://c.org/{n})]" for n in range(9))
    after = read(Source.of(f"# List\n\n{repeated(STATED['authors first'])}\n{added}\n"), PACKS, before.template)
    assert [entry.title for entry in after.entries[:6]] == [entry.title for entry in before.entries]


def test_a_template_is_shown() -> None:
    template = read(Source.of(f"# List\n\n{repeated(STATED['title first'])}\n"), PACKS).template
    assert list(described(template)) == ["template: **{title}**, *{venue}*, *{year}*. [[paper]]  (6 of 6 entries)"]


def test_authors_and_description() -> None:
    first = entries(repeated(STATED["authors first"]))[0]
    assert first.authors == ("Ray, A.", "Lee, B.")


def test_the_leading_link_is_the_title_where_nearly_all_records_have_it_so() -> None:
    plain = [f"- [Tool{n}](https://t.org/{n}) - Serves files of kind {n}." for n in range(24)]
    marked = [f"- [Mark{n}](https://m.org/{n}) `!` - Serves pages of kind {n} to browsers, phones, and desktops." for n in range(2)]
    assert [entry.title for entry in entries("\n".join([*plain, *marked]))] == [*[f"Tool{n}" for n in range(24)], "Mark0", "Mark1"]


def test_a_label_is_no_venue() -> None:
    body = "\n".join(
        f"- {title} [[paper](https://p.org/{n})] [[arxiv](https://arxiv.org/abs/2401.0000{n})]" for n, title in enumerate(TITLES)
    )
    assert [entry.venue for entry in entries(body)] == [None] * len(TITLES)


# Titles of lists that are written alike, each with what may be taken for a part of its own.
COMMAS = (
    "Detect, Retrieve, Answer: One Network for Documents",
    "FEDD - Fair, Efficient, and Diverse Segmentation of Images",
    "Lightnet: A Lightweight, Event-Driven Platform for Learning",
    "Where to Begin? Pre-Training for Federated Networks",
    "A Survey on Graphs: Forecasting, Imputation, and Anomaly Detection",
    "Private, Sound and Accurate Training of Large Models",
    "HuatuoGPT-II, One-Stage Training for Medical Models",
    "A Model of Space Health (Swin-FSR): Advancing the Resolution of Images",
)
COMMA_FORMS = {
    "cells": "| {title} | Ann Lee | [code]({url}) |",
    "italics": "- **(Net{n})** _{title}_ `ACL 2020` [[Paper]({url})]",
    "bold": "- **{title}** [[Paper]({url})]",
    "columns of bars": "- 2020 | {title} | Ann Lee, et al. | ICML | [`PDF`]({url})",
}


@pytest.mark.parametrize("form", COMMA_FORMS.values(), ids=COMMA_FORMS.keys())
def test_titles_with_commas_and_brackets(form: str) -> None:
    rows = "\n".join(form.format(n=number, title=title, url=f"https://a.org/{number}") for number, title in enumerate(COMMAS))
    header = "| Title | Author | Code |\n| --- | --- | --- |\n" if form.startswith("|") else ""
    assert [entry.title for entry in entries(header + rows)] == list(COMMAS)


def test_plain_titles_with_commas() -> None:
    titles = COMMAS[2:6]
    body = "\n".join(f"- {title}. [[PUB](https://a.org/{n})] [[CODE](https://b.org/{n})]" for n, title in enumerate(titles))
    assert [entry.title for entry in entries(body)] == list(titles)


@pytest.mark.parametrize("count", [4, 12])
def test_descriptions_that_enumerate_are_no_titles(count: int) -> None:
    body = "\n".join(f"- [Tool{n}](https://a.org/{n}) - Serves files of kind {n} to browsers, phones, and desktops." for n in range(count))
    assert [entry.title for entry in entries(body)] == [f"Tool{n}" for n in range(count)]


def test_names_that_are_labels_or_numbers_are_titles_where_all_names_are() -> None:
    names = ["GitLab", "Web", "015", *(f"Tool{n}" for n in range(20))]
    body = "\n".join(f"- [{name}](https://a.org/{n}) - Does thing {n}, and does it well." for n, name in enumerate(names))
    assert [entry.title for entry in entries(body)] == names


def test_the_expansion_of_a_bold_name_is_its_description() -> None:
    names = {
        "SMOTE": "Synthetic Minority Over-sampling Technique",
        "RUSBoost": "Random Under-Sampling Boosting",
        "ENN": "Edited Neighbours",
    }
    body = "\n".join(f"- **{name}** (2001) [[Paper](https://a.org/{name})] - {long}" for name, long in names.items())
    assert [(entry.title, entry.description) for entry in entries(body)] == list(names.items())


@pytest.mark.parametrize("stated", ["CVPR 24'", "CVPR '24", "CVPR’24", "CVPR‘24", "CVPR 24’"])
def test_apostrophes_of_years(stated: str) -> None:
    (entry,) = entries(f"- ({stated}) Layered Flows for Moving Pictures, *Lee et al.* [[paper](https://a.org/1)]")
    assert (entry.title, entry.venue, entry.year) == ("Layered Flows for Moving Pictures", "CVPR", 2024)


def test_numbers_in_quotes_are_no_years() -> None:
    assert read(Source.of("# List\n\n- [Fahrenheit '451'](https://a.org/1) - A film about 'Area 12'.\n"), PACKS).entries[0].year is None


@pytest.mark.parametrize("rest", ["Interpolating Layers of Moving Pictures", "A Network of Layers", "Zero-shot Edits of Pictures"])
def test_a_papers_title_goes_on_behind_its_bold_name(rest: str) -> None:
    (entry,) = entries(f"- (ICLR 2024) **FlowNet**: {rest}, *Lee et al.* [[paper](https://a.org/1)]")
    assert (entry.title, entry.authors, entry.description) == (f"FlowNet: {rest}", ("Lee",), "")


def test_what_follows_the_bold_name_of_a_tool_is_its_description() -> None:
    (entry,) = entries("- **[FlowTool](https://a.org/1)**: Draws the layers of moving pictures.")
    assert (entry.title, entry.description) == ("FlowTool", "Draws the layers of moving pictures")


def test_authors_in_italics_end_behind_et_al() -> None:
    (entry,) = entries("- [2023/02] Programs that Steer Robots *Ann Lee et al. Letters of Robots.* [[paper](https://a.org/1)]")
    assert (entry.title, entry.authors) == ("Programs that Steer Robots", ("Ann Lee",))


DESCRIPTIONS = {
    " - Plots flows (beta).": "Plots flows (beta)",
    " (16 stars) - Plots flows.": "(16 stars) - Plots flows",
    " - [Vue](https://v.org) plots of flows.": "Vue plots of flows",
    " - Plots flows for [Vue](https://v.org).": "Plots flows for Vue",
    " - Plots flows. [Docs](https://v.org)": "Plots flows",
    " - Plots flows [code](https://v.org)": "Plots flows",
}


@pytest.mark.parametrize("rest", DESCRIPTIONS)
def test_a_description_has_its_brackets_and_linked_words(rest: str) -> None:
    (entry,) = entries(f"- [Flows](https://a.org/1){rest}")
    assert (entry.title, entry.description) == ("Flows", DESCRIPTIONS[rest])


def test_brackets_that_most_titles_have_beside_them_are_no_part_of_them() -> None:
    rows = "\n".join(f"| 2024.0{n % 9 + 1} | 🔥[Net{n}] {TITLES[n % 6]} {n}(@Lab {n}) | [[pdf]](https://a.org/{n}) |" for n in range(12))
    found = entries(f"| Date | Title | Paper |\n| --- | --- | --- |\n{rows}")
    assert [entry.title for entry in found] == [f"{TITLES[n % 6]} {n}" for n in range(12)]


def test_numbers_of_years_are_no_titles() -> None:
    rows = "\n".join(f"| [{venue}](https://a.org/{venue}) | [24](https://b.org/{venue}), [23](https://c.org/{venue}) |" for venue in VENUES)
    assert [entry.title for entry in entries(f"| Venue | Editions |\n| --- | --- |\n{rows}")] == list(VENUES)


def test_a_word_that_is_a_venue_too_is_none_in_a_sentence() -> None:
    body = "\n".join(f"- [Tool{n}](https://a.org/{n}) - Fast, small server of kind {n}." for n in range(6))
    assert [entry.venue for entry in entries(body)] == [None] * 6


def test_introductions_of_sections_are_no_entries() -> None:
    sections = "\n\n".join(
        f"### Topic {n}\n\n[Protocol {n}](https://en.wikipedia.org/wiki/{n}) servers and clients.\n\n"
        + "\n".join(f"- [Tool{n}{letter}](https://a.org/{n}/{letter}) - Does a thing." for letter in "abc")
        for n in range(20)
    )
    assert {entry.kind for entry in entries(sections)} == {"item"}


def test_links_to_places_of_other_repositories_are_entries() -> None:
    body = "- [Box](https://github.com/a/box#caching) - Keeps things.\n- [Jar](https://github.com/a/jar) - Keeps more.\n\n## Caching\n\n- [Tin](https://t.org) - Tins."
    assert [entry.title for entry in entries(body)] == ["Box", "Jar", "Tin"]


@pytest.mark.parametrize("name", [".NET Core", "/dev/urandom", "(Un)Reliable Tools", "Tool*"])
def test_signs_that_belong_to_a_name(name: str) -> None:
    body = "\n".join(
        f"- [{one}](https://a.org/{n}) - Does thing {n} well." for n, one in enumerate([name, *(f"Tool{n}" for n in range(12))])
    )
    assert entries(body)[0].title == name


# What the rest of the list says of an entry that alone could be read otherwise.

PLAIN = "\n".join(f"- {title} [[paper](https://a.org/{number})]" for number, title in enumerate((*TITLES, *MORE_TITLES)))


@pytest.mark.parametrize(
    "title", ["SGX, Explained in Detail", "Vim - Editor of Text", "Net -- A Fast Network", "No Army, No Navy: Dialects"]
)
def test_a_title_goes_on_where_all_titles_begin_so(title: str) -> None:
    assert entries(f"{PLAIN}\n- {title} [[paper](https://b.org)]")[-1].title == title


def test_links_to_parts_are_no_title() -> None:
    (entry,) = entries("- Running Large Sites - [Part 1](https://a.org/1) & [Part 2](https://a.org/2)")
    assert (entry.title, entry.description) == ("Running Large Sites", "")


def test_a_venue_in_a_linked_title_and_its_place() -> None:
    text = "# List\n\n## Talks\n\n- [How to Write Drivers (FOSDEM 2018)](https://a.org/1)\n"
    source = Source.of(text)
    (entry,) = read(source, PACKS).entries
    assert (entry.title, entry.venue, entry.year) == ("How to Write Drivers", "FOSDEM", 2018)
    assert [source[span] for span in (entry.title_span, entry.venue_span, entry.year_span) if span] == [entry.title, "FOSDEM", "2018"]


def test_a_key_in_linked_titles_is_the_list_s_habit() -> None:
    keyed = "\n".join(f"- [**{('Go', 'Rust', 'C')[n % 3]}**: _Build Your Own Tool {n}_](https://a.org/{n})" for n in range(12))
    found = entries(keyed)
    assert [entry.title for entry in found] == [f"Build Your Own Tool {n}" for n in range(12)]
    assert all(len(entry.links) == 1 for entry in found)
    assert (
        entries("- [**Go**: _Build Your Own Tool_](https://a.org/1)\n- [Another Tool](https://a.org/2)")[0].title
        == "Go: Build Your Own Tool"
    )


def test_a_paragraph_in_each_section_introduces_it() -> None:
    section = "## Topic {n}\n\n[Protocol {n}](https://w.org/{n}) software.\n\n**Please visit [the other list](https://o.org/{n})**\n\n"
    assert read(Source.of("# List\n\n" + "".join(section.format(n=n) for n in range(8))), PACKS).entries == ()
