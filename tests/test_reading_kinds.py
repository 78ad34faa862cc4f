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
    assert first.authors[:2] == ("Ray", "A")


def test_the_leading_link_is_the_title_where_nearly_all_records_have_it_so() -> None:
    plain = [f"- [Tool{n}](https://t.org/{n}) - Serves files of kind {n}." for n in range(24)]
    marked = [f"- [Mark{n}](https://m.org/{n}) `!` - Serves pages of kind {n} to browsers, phones, and desktops." for n in range(2)]
    assert [entry.title for entry in entries("\n".join([*plain, *marked]))] == [*[f"Tool{n}" for n in range(24)], "Mark0", "Mark1"]


def test_a_label_is_no_venue() -> None:
    body = "\n".join(
        f"- {title} [[paper](https://p.org/{n})] [[arxiv](https://arxiv.org/abs/2401.0000{n})]" for n, title in enumerate(TITLES)
    )
    assert [entry.venue for entry in entries(body)] == [None] * len(TITLES)
