"""Lists in formats that nobody tuned to: each is read by what the whole list shows.

A format writes papers as one list; what it is to read is the papers themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest
from papers import PAPERS, Paper

from awesome_lint.knowledge import load_packs
from awesome_lint.model import Entry
from awesome_lint.reading import read
from awesome_lint.source import Source

PACKS = load_packs()
# A list has so many sections of so many papers.
SECTIONS = ("Foundations", "Vision", "Language", "Systems")
PAPERS_OF_A_SECTION = 5


class Format(NamedTuple):
    """How a list writes its papers.

    `write` gives a section's body; `first` is where in `PAPERS` it begins; `says` names what its entries state besides the title.
    """

    write: Callable[[Sequence[Paper]], str]
    first: int
    says: str = "venue year authors code"


class Expected(NamedTuple):
    """What is to be read of an entry."""

    title: str
    venue: str
    year: int | None
    authors: str
    urls: tuple[str, ...]


def each(form: Callable[[int, Paper], str], between: str = "\n") -> Callable[[Sequence[Paper]], str]:
    """A section of entries that are written alike."""
    return lambda papers: between.join(form(number, paper) for number, paper in enumerate(papers, start=1))


def linked(paper: Paper, form: str = "[{}]({})", between: str = " ", labels: tuple[str, str] = ("paper", "code")) -> str:
    """The links of a paper."""
    return between.join(form.format(label, url) for label, url in zip(labels, (paper.url, paper.code), strict=True) if url)


def heading_with_badges(_: int, paper: Paper) -> str:
    badges = f"[![arXiv](https://img.shields.io/badge/arXiv-{paper.arxiv}-b31b1b.svg)]({paper.url})"
    if paper.code:
        badges += f" [![Stars](https://img.shields.io/github/stars/{paper.repository})]({paper.code})"
    return f"### {paper.title}\n\n{badges}\n\n*{paper.names}* ({paper.venue} {paper.year})\n"


def details(papers: Sequence[Paper]) -> str:
    body = "\n".join(f"- **{paper.title}** ({paper.venue}'{paper.year % 100}) {linked(paper, '[[{}]]({})')}" for paper in papers)
    return f"<details>\n<summary>Show {len(papers)} papers</summary>\n\n{body}\n\n</details>"


def html_list(papers: Sequence[Paper]) -> str:
    items = [f'<li><a href="{paper.url}">{paper.title}</a>, {paper.names}. <i>{paper.venue} {paper.year}</i></li>' for paper in papers]
    return "\n".join(["<ul>", *items, "</ul>"])


def odd_columns(papers: Sequence[Paper]) -> str:
    rows = [f"| {paper.year} | {linked(paper, labels=('link', 'code'))} | {paper.title} | {paper.venue} |" for paper in papers]
    return "\n".join(["| When | Where to find | What | Published |", "|---|---|---|---|", *rows])


def merged_columns(papers: Sequence[Paper]) -> str:
    rows = [f"| **{paper.title}**<br>{paper.names} | {paper.venue} {paper.year} | {linked(paper, between='<br>')} |" for paper in papers]
    return "\n".join(["| Paper & Authors | Venue/Year | Links |", "|:--|:-:|:-:|", *rows])


def apa(paper: Paper) -> str:
    names = [f"{name.split()[-1]}, {name[0]}." for name in paper.authors]
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def pictured(papers: Sequence[Paper]) -> str:
    rows = [
        f"| ![](figures/{paper.arxiv}.png) | **{paper.title}**<br>{paper.names}<br>*{paper.venue} {paper.year}*<br>{linked(paper, '[[{}]]({})')} |"
        for paper in papers
    ]
    return "\n".join(["| | |", "|---|---|", *rows])


def references(papers: Sequence[Paper]) -> str:
    items = [f"- [{paper.title}][{paper.arxiv}], {paper.venue} {paper.year}" for paper in papers]
    return "\n".join([*items, "", *[f"[{paper.arxiv}]: {paper.url}" for paper in papers]])


FORMATS = {
    "date, bar, title, bar, venue": Format(
        each(lambda _, p: f"- {p.year}-{p.month:02} | [{p.title}]({p.url}) | {p.venue}" + (f" | [code]({p.code})" if p.code else "")),
        first=0,
        says="venue code",
    ),
    "definitions in bold": Format(
        each(lambda _, p: f"**{p.title}**\n: {p.names}\n: *{p.venue}*, {p.year}\n: {linked(p)}\n"),
        first=5,
    ),
    "headings with badges": Format(each(heading_with_badges), first=10),
    "bold in brackets, dashes between": Format(
        each(
            lambda _, p: f"- **[{p.title}]({p.url})** — {p.names} — *{p.venue}'{p.year % 100}*" + (f" — [code]({p.code})" if p.code else "")
        ),
        first=15,
    ),
    "Chinese punctuation": Format(
        each(lambda n, p: f"{n}. 《{p.title}》，{p.names}，{p.venue} {p.year}。{linked(p, '【[{}]({})】', '', ('论文', '代码'))}"),
        first=20,
    ),
    "folded": Format(details, first=25, says="venue year code"),
    "HTML list": Format(html_list, first=30, says="venue year authors"),
    "number and date first": Format(
        each(lambda n, p: f"{n}. ({p.year}.{p.month:02}) **{p.title}** {linked(p, '[[{}]]({})')}"),
        first=3,
        says="code",
    ),
    "citation": Format(
        each(lambda _, p: f"- {p.title}. {p.names}. In Proc. of {p.venue}, {p.year}. {linked(p, '[[{}]({})]')}"),
        first=8,
    ),
    "emoji as labels": Format(
        each(lambda _, p: f"- {p.title} ({p.venue} {p.year}) {linked(p, '[{}]({})', ' ', ('📄', '💻'))}"),
        first=13,
        says="venue year code",
    ),
    "two lines": Format(
        each(lambda _, p: f"* [{p.title}]({p.url})<br/>_{p.names}_. {p.venue}, {p.year}." + (f" [Code]({p.code})" if p.code else "")),
        first=18,
    ),
    "columns in an odd order": Format(odd_columns, first=23, says="venue year code"),
    "merged columns": Format(merged_columns, first=28),
    "nothing between authors and venue": Format(each(lambda _, p: f"- **{p.title}** {p.names} {p.venue} {p.year} {linked(p)}"), first=1),
    "venue, dash, title": Format(
        each(lambda _, p: f"- {p.venue} {p.year} — {p.title} — {p.authors[0].split()[-1]} et al. ({linked(p, between=', ')})"),
        first=6,
        says="venue year code",
    ),
    "a key on each line": Format(
        each(
            lambda _, p: f"**Title:** {p.title}  \n**Authors:** {p.names}  \n**Published:** {p.venue} {p.year}  \n**Links:** {linked(p)}\n"
        ),
        first=11,
    ),
    "a key on each sub-item": Format(
        each(lambda _, p: f"- {p.title}\n  - Authors: {p.names}\n  - Venue: {p.venue} {p.year}\n  - Paper: <{p.url}>"),
        first=16,
        says="venue year authors",
    ),
    "check boxes": Format(
        each(
            lambda n, p: f"- [{' x'[n % 2]}] [{p.title}]({p.url}) ({p.venue} '{p.year % 100})" + (f" · [code]({p.code})" if p.code else "")
        ),
        first=21,
        says="venue year code",
    ),
    "citation in the style of APA": Format(
        each(lambda _, p: f"- {apa(p)} ({p.year}). *{p.title}*. {p.venue}. [link]({p.url})"),
        first=26,
        says="venue year",
    ),
    "keys of citations": Format(
        each(
            lambda _, p: (
                f"- [{p.authors[0].split()[-1]}{p.year % 100}] {p.title}, {p.venue}. {linked(p, '[{}]({})', '/', ('PDF', 'GitHub'))}"
            )
        ),
        first=31,
        says="venue code",
    ),
    "picture beside": Format(pictured, first=36),
    "year, venue, title with hyphens": Format(
        each(lambda _, p: f"- {p.year}-{p.venue}-{p.title} {linked(p, '[[{}]]({})')}"), first=4, says="venue year code"
    ),
    "all in brackets first": Format(
        each(lambda _, p: f"- ({p.year}, {p.venue}, {p.authors[0].split()[-1]} et al.) [{p.title}]({p.url})"), first=9, says="venue year"
    ),
    "labels first": Format(each(lambda _, p: f"- {linked(p, '[[{}]]({})')} {p.title}. *{p.names}*. {p.venue} {p.year}."), first=14),
    "bare addresses": Format(each(lambda _, p: f"- {p.title} ({p.venue} {p.year}) {p.url}"), first=19, says="venue year"),
    "the venue is the link": Format(each(lambda _, p: f"- {p.title} [[{p.venue} {p.year}]({p.url})]"), first=24, says="venue year"),
    "badge of the venue": Format(
        each(lambda _, p: f"- ![{p.venue} {p.year}](https://img.shields.io/badge/{p.venue}-{p.year}-blue) [**{p.title}**]({p.url})"),
        first=29,
        says="venue year",
    ),
    "summary below": Format(
        each(
            lambda _, p: (
                f"- [{p.title}]({p.url})\n  - **TL;DR** A work by {p.authors[0]} that later ones build on.\n  - *{p.venue}, {p.year}*"
            )
        ),
        first=34,
        says="venue year",
    ),
    "references": Format(references, first=39, says="venue year"),
    "quoted blocks": Format(
        each(lambda _, p: f"> **{p.title}**\n> {p.names}\n> {p.venue} {p.year} | {linked(p, between=' | ')}\n"), first=2
    ),
}


def html_paragraphs(papers: Sequence[Paper]) -> str:
    return "\n\n".join(
        f'<p><b>{paper.title}</b><br/>{paper.names}<br/><em>{paper.venue}</em> {paper.year} · <a href="{paper.url}">Paper</a></p>'
        for paper in papers
    )


def months_and_venues(papers: Sequence[Paper]) -> str:
    rows = [
        f"| {number} | {paper.title} / {paper.names} | {f'[repo]({paper.code})' if paper.code else '-'} | [{paper.venue}]({paper.url}), {paper.year} |"
        for number, paper in enumerate(papers, start=1)
    ]
    return "\n".join(["| # | Title / Authors | Code | Where, when |", "|---|---|---|---|", *rows])


def ieee(number: int, paper: Paper) -> str:
    names = ", ".join(f"{name[0]}. {name.split()[-1]}" for name in paper.authors)
    return f"[{number}] {names}, “{paper.title},” in *{paper.venue}*, {paper.year}. [Online]. Available: <{paper.url}>\n"


# Written after the others were read; four of the seven were right at once.
FRESH = {
    "arrows": Format(each(lambda _, p: f"- *{p.venue}* **{p.year}** | {p.title} ({p.names}) → {linked(p, between=' → ')}"), first=7),
    "titles with authors in a column": Format(months_and_venues, first=12),
    "all in brackets last": Format(
        each(lambda _, p: f"- {p.title} ([arXiv:{p.arxiv}]({p.url}), {p.venue} {p.year})"), first=17, says="venue year"
    ),
    "sub-items without keys": Format(
        each(lambda _, p: f"- **{p.title}**\n  - {p.names}\n  - {p.venue} {p.year}\n  - {linked(p, between=' / ')}"), first=22
    ),
    "citation in the style of IEEE": Format(each(ieee), first=27, says="venue year"),
    "HTML paragraphs": Format(html_paragraphs, first=32, says="venue year authors"),
    "Japanese": Format(
        each(lambda _, p: f"- 「{p.title}」（{p.venue} {p.year}）{linked(p, '[{}]({})', '・', ('論文', 'コード'))}"),
        first=37,
        says="venue year code",
    ),
}


def keys_below(_: int, paper: Paper) -> str:
    lines = [f"- intro: {paper.venue} {paper.year}. {paper.names}", f"- arxiv: <{paper.url}>"]
    return "\n".join([f"**{paper.title}**\n", *lines, *([f"- github(official): <{paper.code}>"] if paper.code else [])]) + "\n"


def chinese_keys_below(_: int, paper: Paper) -> str:
    lines = [f"- {paper.venue} {paper.year}", f"- 论文：{paper.url}"]
    return "\n\n".join([f"**{paper.title}**", *lines, *([f"- 代码（作者还没有全部公开）：{paper.code}"] if paper.code else [])]) + "\n"


def unfolded(_: int, paper: Paper) -> str:
    summary = (
        f'<details><summary><b><a href="{paper.url}">{paper.title}</a></b> (🥇 43 · ⭐ 11K) - Read by many. <code>MIT</code></summary>'
    )
    code = f"\n- [GitHub]({paper.code}) (👥 640 · 43% open):\n\n\t```\n\tgit clone it\n\t```\n" if paper.code else ""
    return f"{summary}\n{code}\n</details>"


def named(_: int, paper: Paper) -> str:
    name, colon, rest = paper.title.partition(": ")
    return f"- {f'***{name}:*** {rest}' if colon else name} {linked(paper, '[[{}]]({})')}"


def bars_in_bold(_: int, paper: Paper) -> str:
    return f"- **{paper.title}  {paper.year}-{paper.month} | All | EN | {linked(paper, between=' | ')}**\n  - Publisher: {paper.names}"


def surnames_first(_: int, paper: Paper) -> str:
    names = ", ".join(f"{name.split()[-1]}, {name[0]}." for name in paper.authors)
    return f"- {names} {paper.title}. {paper.venue}, {paper.year}. {linked(paper, '[[{}]]({})')}"


def vancouver(paper: Paper) -> str:
    return ", ".join(f"{name.split()[-1]} {name[0]}" for name in paper.authors) + "."


# Formats of public lists, and of citations, that were met later.
MET = {
    "keys below a title": Format(each(keys_below), first=1, says="venue year code"),
    "Chinese keys below a title": Format(each(chinese_keys_below), first=4, says="venue year code"),
    "summaries in HTML": Format(each(unfolded), first=9, says="code"),
    "names in bold": Format(each(named), first=14, says="code"),
    "venue right before the title": Format(
        each(lambda _, p: f"- {p.venue} {p.year} {p.title} {linked(p, '[[{}]]({})')}"), first=2, says="venue year code"
    ),
    "venue and year in one before the title": Format(
        each(lambda _, p: f"- {p.venue}'{p.year % 100:02} {p.title} {linked(p, '[[{}]]({})')}"), first=6, says="venue year code"
    ),
    "venue right behind the title": Format(
        each(lambda _, p: f"- {p.title} {p.venue} {p.year} {linked(p, '[[{}]]({})')}"), first=24, says="venue year code"
    ),
    "venue in glued parentheses": Format(
        each(lambda _, p: f"- {p.title}({p.venue}{p.year}) {linked(p, '[[{}]]({})')}"), first=11, says="venue year code"
    ),
    "between slashes": Format(
        each(lambda _, p: f"- {p.title} / {p.venue} / {p.year} / {linked(p, '[{}]({})', ' / ')}"), first=16, says="venue year code"
    ),
    "book title marks": Format(
        each(lambda n, p: f"{n}. 《{p.title}》 {p.venue} {p.year} {linked(p, '[{}]({})', ' ', ('论文', '代码'))}"),
        first=21,
        says="venue year code",
    ),
    "names without full stops": Format(
        each(lambda _, p: f"- {vancouver(p)} {p.title}. {p.venue}. {p.year}. {linked(p, '[[{}]]({})')}"), first=0, says="venue year code"
    ),
    "headings and paragraphs": Format(
        each(lambda _, p: f"### {p.title}\n\n*{p.names}*\n\n{p.venue} {p.year} | {linked(p, between=' | ')}\n"),
        first=26,
        says="venue year code",
    ),
    "headings with venues": Format(
        each(lambda n, p: f"#### {n}. {p.title} ({p.venue} {p.year})\n{linked(p, between=' | ')} | Notes: worth a look.\n"),
        first=30,
        says="venue year code",
    ),
    "surnames before initials": Format(each(surnames_first), first=24, says="venue year code"),
    "bars in bold": Format(each(bars_in_bold), first=19, says="year code"),
}


def written(form: Format) -> tuple[str, list[Expected]]:
    """A list of this format, and what is to be read of it."""
    count = len(SECTIONS) * PAPERS_OF_A_SECTION
    papers = [PAPERS[(form.first + number) % len(PAPERS)] for number in range(count)]
    text = "# Awesome Papers\n\nA list of papers that we come back to, with their code where there is some.\n"
    for number, name in enumerate(SECTIONS):
        text += f"\n## {name}\n\n{form.write(papers[number * PAPERS_OF_A_SECTION :][:PAPERS_OF_A_SECTION])}\n"
    text += "\n## Contributing\n\nPull requests are welcome, see [how to write one](https://opensource.guide/how-to-contribute/).\n"
    return text, [
        Expected(
            title=paper.title,
            venue=paper.venue if "venue" in form.says else "",
            year=paper.year if "year" in form.says else None,
            authors=paper.names if "authors" in form.says else "",
            urls=(paper.url, *([paper.code] if paper.code and "code" in form.says else [])),
        )
        for paper in papers
    ]


def folded(text: str | None) -> str:
    """A text without case and outer marks."""
    return re.sub(r"[\W_]+", " ", (text or "").casefold()).strip()


def found(entry: Entry, expected: Expected) -> dict[str, tuple[object, object, bool]]:
    """Of each thing that is to be read: what was read, what was to be, whether they agree."""
    compared = {
        "title": (entry.title, expected.title, folded(entry.title) == folded(expected.title)),
        "urls": (*(urls := (tuple(link.url for link in entry.links), expected.urls)), set(expected.urls) == set(urls[0])),
    }
    if expected.venue:
        compared["venue"] = (entry.venue, expected.venue, folded(entry.venue) == folded(expected.venue))
    if expected.year:
        compared["year"] = (entry.year, expected.year, entry.year == expected.year)
    if expected.authors:
        compared["authors"] = (entry.people, expected.authors, folded(entry.people) == folded(expected.authors))
    return compared


def misread(text: str, expected: Sequence[Expected]) -> list[str]:
    """What is read otherwise than it is to be, a line each."""
    by_url = {link.url: entry for entry in read(Source.of(text), PACKS).entries for link in entry.links}
    wrong = [f"entries: {count}" for count in [len(set(map(id, by_url.values())))] if count != len(expected)]
    for one in expected:
        entry = by_url.get(one.urls[0])
        if entry is None:
            wrong.append(f"no entry: {one.title}")
        else:
            wrong += [f"{what}: {got!r}, not {to_be!r}" for what, (got, to_be, agree) in found(entry, one).items() if not agree]
    return wrong


# A slash parts title and authors in a column's header and cells alike: nothing reads the header's yet.
LEFT = {"titles with authors in a column"}


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(form, id=name, marks=[pytest.mark.xfail(strict=True)] if name in LEFT else [])
        for name, form in (FORMATS | FRESH | MET).items()
    ],
)
def test_a_list_is_read(form: Format) -> None:
    assert misread(*written(form)) == []


def read_page(*lines: str) -> Sequence[Entry]:
    return read(Source.of("# Papers\n\n## All\n\n" + "\n\n".join(lines) + "\n"), PACKS).entries


def test_a_journal_that_no_pack_knows_is_known_by_its_volume():
    lines = [
        f"{paper.authors[0].split()[-1]}, A. and Doe, J., {paper.year}. {paper.title}. *Letters on odd things*, {number}(2), pp. 10-19. "
        f"[[Download]]({paper.url})"
        for number, paper in enumerate(PAPERS[:8], start=12)
    ]
    assert [(entry.title, entry.venue, entry.year) for entry in read_page(*lines)] == [
        (paper.title, "Letters on odd things", paper.year) for paper in PAPERS[:8]
    ]


def test_works_that_are_cited_without_links_are_entries():
    lines = [f"* {paper.authors[0].split()[-1]} et al. **{paper.title}.** ODD LETT, {paper.year}." for paper in PAPERS[:8]]
    assert [(entry.title, entry.year) for entry in read_page(*lines)] == [(paper.title, paper.year) for paper in PAPERS[:8]]


def test_two_digits_behind_a_conference_are_its_year_behind_a_journal_its_volume():
    papers = [paper for paper in PAPERS if paper.venue in ("CVPR", "ICLR", "NeurIPS", "ECCV")][:8]
    lines = [f"- **[{paper.venue} {paper.year % 100:02}]** {paper.title} [[paper]]({paper.url})" for paper in papers]
    lines[0] = lines[0].replace("]**", " Oral]**")
    volume = "- **[IJCV 21]** A Paper of a Volume [[paper]](https://example.org/volume)"
    entries = read_page("\n".join([*lines, volume]))
    assert [(entry.title, entry.venue, entry.year) for entry in entries] == [
        *((paper.title, paper.venue, paper.year) for paper in papers),
        ("A Paper of a Volume", "IJCV", None),
    ]


JOURNALS = (
    "ACM Comput. Surv.",
    "IEEE Trans. Knowl. Data Eng.",
    "J. Mach. Learn. Res.",
    "IEEE Trans. Pattern Anal. Mach. Intell.",
    "Int. J. Comput. Vis.",
    "Commun. ACM",
    "Pattern Recognit.",
    "Neural Comput.",
)


@pytest.mark.parametrize(
    "form",
    [
        "- {paper.title}. {journal} {paper.year}. [[paper]({paper.url})]",
        "- {paper.title}, {journal}, {paper.year}. [[paper]({paper.url})]",
        "- {journal} {paper.year}, [{paper.title}]({paper.url})",
        "- Lee, A., Roe, B. {paper.title}. {journal}, {paper.year}. [[paper]({paper.url})]",
    ],
)
def test_names_of_journals_are_whole_in_abbreviations_too(form):
    papers = dict(zip(JOURNALS, PAPERS, strict=False))
    entries = read_page("\n".join(form.format(paper=paper, journal=journal) for journal, paper in papers.items()))
    assert [(entry.title, folded(entry.venue), entry.year) for entry in entries] == [
        (paper.title, folded(journal), paper.year) for journal, paper in papers.items()
    ]


def test_paragraphs_that_cite_works_without_links_are_entries():
    lines = [
        f"A. {paper.authors[0].split()[-1]}, B. Roe, and C. Doe. {paper.year}. {paper.title}. In {paper.year} Int. Symposium on Odd Lists (ODD). 1-6."
        for paper in PAPERS[:4]
    ]
    remark = "This section was written by A. Lee, B. Roe, and C. Doe in 2021. It lists what they found odd."
    assert [(entry.title, entry.venue, entry.year) for entry in read_page(remark, *lines)] == [
        (paper.title, "Int. Symposium on Odd Lists (ODD)", paper.year) for paper in PAPERS[:4]
    ]


TOOLS = {
    "Ripgrep": "Search tool that respects your ignore files.",
    "fzf": "A command-line fuzzy finder, written in Go",
    "Apache Arrow": "Columnar format for flat and hierarchical data, with many languages.",
    "scikit-learn": "Machine learning in Python",
    "PostgreSQL": "The most advanced open source database.",
    "Home Assistant": "Home automation that puts local control first.",
    "Vim": "Highly configurable text editor (1991).",
    "Kubernetes Failure Stories": "A list of production incidents - read before you deploy.",
}


@pytest.mark.parametrize(
    "form",
    [
        "- {name} - {text} [Website](https://example.org/{n}) [Source](https://github.com/tools/tool{n})",
        "* {name} — {text} (https://example.org/{n})",
        "- {name} ([GitHub](https://github.com/tools/tool{n}), [Docs](https://example.org/{n})) - {text}",
        "- `{name}` - {text} [[link](https://example.org/{n})]",
        "### [{name}](https://example.org/{n})\n{text}\n",
        "- **{name}**: {text} [link](https://example.org/{n})",
        "{n}. [{name}](https://example.org/{n})<br>{text}",
    ],
)
def test_names_of_tools_are_titles_and_what_describes_them_is_not(form):
    lines = [form.format(name=name, text=text, n=n) for n, (name, text) in enumerate(TOOLS.items(), start=1)]
    assert [entry.title for entry in read_page("\n".join(lines))] == [*TOOLS]


def test_who_made_the_list_is_no_entry():
    makers = "By [Ann Lee](https://annlee.org), [Department of Lists](https://lists.org) and [Institute of Readers](https://readers.org)."
    lines = [f"[{paper.title}]({paper.url}), {paper.venue} {paper.year}" for paper in PAPERS[:8]]
    assert [entry.title for entry in read_page(makers, *lines)] == [paper.title for paper in PAPERS[:8]]


def test_a_name_in_bold_with_its_address_is_an_entry():
    lines = [f"**{name} datasets**: https://example.org/{name.lower()}" for name in ("Outlier", "Cluster", "Anomaly")]
    assert [entry.title for entry in read_page(*lines)] == ["Outlier datasets", "Cluster datasets", "Anomaly datasets"]


@pytest.mark.parametrize(
    "form",
    [
        "1. {names} ({paper.year}). {paper.title}. *{paper.venue}*, 5(2), 14-19.\n   [DOI: {doi}](https://doi.org/{doi})",
        "1. {names}, '{paper.title}', *{paper.venue}*, vol. 8, pp. 4-9, {paper.year}, doi: [{doi}](https://doi.org/{doi}).",
        "- {paper.title}. {paper.venue} {paper.year}. [{doi}](https://doi.org/{doi})",
    ],
)
def test_the_number_of_a_work_is_no_title(form):
    lines = [form.format(paper=paper, names="Lee, A., & Roe, B.", doi=f"10.1038/nature{n}") for n, paper in enumerate(PAPERS[:8], 14000)]
    entries = read_page("\n\n".join(lines))
    assert [(entry.title, entry.venue, entry.year) for entry in entries] == [(paper.title, paper.venue, paper.year) for paper in PAPERS[:8]]


@pytest.mark.parametrize(
    "form",
    [
        "{names} ({paper.year}). {paper.title}. *Journal of Odd Lists*, 5(2), 14-19. https://doi.org/10.1038/nature{n}",
        "{names} ({paper.year}). {paper.title}. *Journal of Odd Lists*, 5(2), 14-19.",
        "1. {names} ({paper.year}). {paper.title}. *Journal of Odd Lists*, 76, 14-19.",
        "1. A. Lee, B.C. Roe, {paper.title}, Journal of Odd Lists 58 ({paper.year}) 367-398.",
        "[{n}] Lee *et al*. {paper.title}. *Journal of Odd Lists*, 5, pp. 14-19, {paper.year}.",
    ],
)
def test_works_cited_without_a_label_are_entries(form):
    lines = [form.format(paper=paper, names="Lee, A. B., Roe, C., & Doe, E.", n=n) for n, paper in enumerate(PAPERS[:8], 1)]
    assert [(entry.title, entry.venue, entry.year) for entry in read_page("\n\n".join(lines))] == [
        (paper.title, "Journal of Odd Lists", paper.year) for paper in PAPERS[:8]
    ]


@pytest.mark.parametrize(
    "form",
    [
        "- [({venue}{year}){title}]({url})",
        "- ({venue}{year}){title} [[paper]({url})]",
        "| [({venue}{year}){title}]({url}) | Ann | 2031.05.07. |",
    ],
)
def test_an_edition_glued_to_its_title_is_cut_off(form):
    rows = [form.format(venue=p.venue, year=p.year, title=p.title, url=p.url) for p in PAPERS[:8]]
    head = "| Title | Presenter | Date |\n|---|---|---|\n" if form.startswith("|") else ""
    assert [(entry.title, entry.venue, entry.year) for entry in read_page(head + "\n".join(rows))] == [
        (paper.title, paper.venue, paper.year) for paper in PAPERS[:8]
    ]


def test_the_year_of_a_venue_may_be_before_it():
    lines = [f"- **{p.title}** - Lee, Ann, {p.year} | European Conference on Odd Lists. [Paper]({p.url})" for p in PAPERS[:8]]
    assert [(entry.title, entry.venue, entry.year) for entry in read_page("\n".join(lines))] == [
        (paper.title, "European Conference on Odd Lists", paper.year) for paper in PAPERS[:8]
    ]


@pytest.mark.parametrize(
    "form",
    [
        "- {names}: {p.title}. {p.venue} {p.year}. {p.url}",
        "- {p.title} ({surname}, {p.venue} {p.year}, [pdf]({p.url}))",
        "- `{p.year}` **{p.venue}** {p.title} [:page_facing_up:]({p.url})",
        "- {p.title} **{p.venue} {p.year}** [*paper*]({p.url})",
        "- [{p.venue} {p.year}] {p.title}",
        "- {p.title}. {p.names}. {p.venue} {p.year}.",
    ],
)
def test_editions_and_names_beside_titles_are_told_apart(form):
    papers = PAPERS[:4]
    names = "A. Lee, B. C. Roe and D. van Doe"
    entries = read_page("\n".join(form.format(p=p, names=names, surname=p.authors[0].split()[-1]) for p in papers))
    assert [(entry.title, entry.venue, entry.year) for entry in entries] == [(p.title, p.venue, p.year) for p in papers]


def test_short_titles_are_entries_among_works_without_links():
    papers = [*[paper for paper in PAPERS if paper.title == "Mask R-CNN"], *PAPERS[:4]]
    entries = read_page("\n".join(f"- {paper.title} ({paper.venue}, {paper.year})" for paper in papers))
    assert [(entry.title, entry.venue, entry.year) for entry in entries] == [(p.title, p.venue, p.year) for p in papers]


def test_lines_with_an_address_below_are_entries():
    names = ("Corpus of odd newspaper articles", "Reviews of films with stars", "Questions that mean the same", "Odd named entities")
    remark = "The data can be used for research only, see the licence:\nhttps://example.org/licence"
    entries = read_page(*[f"{name}\nhttps://example.org/{n}" for n, name in enumerate(names)])
    assert [entry.title for entry in entries] == [*names]
    assert [entry.title for entry in read_page(remark, *[f"- [{name}](https://example.org/{n})" for n, name in enumerate(names)])] == [
        *names
    ]


@pytest.mark.parametrize(
    "form",
    [
        '<p align="center">\n  <h3>\n    <a href="{url}"><code>{name}</code></a>\n  </h3>\n  <p>{text}</p>\n  <p>\n    <img src="{n}.png"/>\n  </p>\n</p>\n\n',
        '<h3><a href="{url}">{name}</a></h3>\n<p>{text}</p>\n\n',
        '<h3 align="center"><a href="{url}"><b>{name}</b></a></h3>\n\n{text}\n\n',
        '<div>\n<img src="{n}.svg" alt="A logo"/>\n<h3><a href="{url}">{name}</a></h3>\n\n{text}\n</div>\n\n',
        '<div>\n<h3><a href="{url}">{name}</a></h3>\n{text}\n</div>\n',
    ],
    ids=["a block each", "a paragraph", "Markdown below", "a logo above", "one block of all"],
)
def test_linked_headings_in_html_are_entries_with_what_is_below_them(form):
    more = {"tldr": "Pages of manuals that say it in short.", "ed": "The standard editor.", "jq": "A language to cut JSON."}
    tools = TOOLS | more  # `tldr` is a label in other lists
    blocks = [form.format(name=name, text=text, n=n, url=f"https://example.org/{n}") for n, (name, text) in enumerate(tools.items())]
    text = "# Tools\n\nTools that we use.\n\n## All\n\n" + "".join(blocks) + "\n## License\n\nFree for all.\n"
    entries = read(Source.of(text), PACKS).entries
    assert [(entry.title, entry.section.text) for entry in entries if entry.section] == [(name, "All") for name in tools]
    assert [folded(entry.description) for entry in entries][:2] == [folded(text) for text in tools.values()][:2]
    assert [text[entry.span.start : entry.span.end] for entry in entries] == [block.strip() for block in blocks]


def test_linked_headings_in_html_over_lists_or_beside_plain_ones_are_sections():
    lists = "\n\n".join(f'<h3><a href="https://example.org/{n}">Part {n}</a></h3>\n\n- [Tool {n}](https://tools.org/{n})' for n in range(4))
    assert [entry.title for entry in read_page(lists)] == ["Tool 0", "Tool 1", "Tool 2", "Tool 3"]
    banner = '<h3 align="center"><a href="https://example.org">Website</a></h3>'
    plain = "\n\n".join(f"### Part {n}\n\n- [Tool {n}](https://tools.org/{n})" for n in range(4))
    assert [entry.title for entry in read_page(banner, plain)] == ["Tool 0", "Tool 1", "Tool 2", "Tool 3"]


def table(*rows: str) -> str:
    return "\n".join(["<table>", *(f"<tr>{row}</tr>" for row in rows), "</table>"])


def test_cells_of_html_tables_are_in_their_columns_beside_those_that_span_rows_and_columns():
    sets = [("Alpha Set", "ICCV 2019"), ("Beta Set", "CVPR 2020"), ("Gamma Set", "ECCV 2020"), ("Delta Set", "CVPR 2021")]
    named = [f'<td><a href="https://example.org/{n}">{name}</a></td><td>{venue}</td>' for n, (name, venue) in enumerate(sets)]
    entries = read_page(
        table(
            "<th rowspan=2>Type</th><th colspan='2'>What</th><th rowspan=2>Remark</th>",
            "<th>Dataset</th><th>Source</th>",
            f'<td rowspan="3"><b>Depth</b></td>{named[0]}<td>old</td>',
            f"{named[1]}<td></td>",
            f"{named[2]}<td>large</td>",
            '<td colspan="4"><a href="https://example.org/more">More of them</a></td>',
            f'<td colspan="1"><b>Flow</b></td>{named[3]}<td>new</td>',
        )
    )
    assert [(entry.title, f"{entry.venue} {entry.year}", len(entry.links)) for entry in entries] == [(*one, 1) for one in sets]
    assert [tuple(text for _, text in entry.columns) for entry in entries] == [
        ("Depth", *sets[0], "old"),
        ("", *sets[1], ""),
        ("", *sets[2], "large"),
        ("Flow", *sets[3], "new"),
    ]
    assert [header for header, _ in entries[0].columns] == ["Type", "Dataset", "Source", "Remark"]


def test_rows_that_a_title_in_html_spans_are_one_entry():
    paper, *others = PAPERS[:4]
    code = '<td><a href="https://github.com/a/{}">Code</a></td>'.format
    entries = read_page(
        table(
            "<th>Title</th><th>Venue</th><th>Code</th>",
            f'<td rowspan="2">{paper.title}</td><td rowspan="2">{paper.venue} {paper.year}</td>{code("one")}',
            code("another"),
            *(f"<td>{other.title}</td><td>{other.venue} {other.year}</td>{code(n)}" for n, other in enumerate(others)),
        )
    )
    assert [(entry.title, entry.year, len(entry.links)) for entry in entries] == [
        (paper.title, paper.year, 2),
        *((other.title, other.year, 1) for other in others),
    ]


@pytest.mark.parametrize(
    "form",
    [
        "[{n}] {names}, [‘{p.title}’]({p.url}), in *Proceedings of {p.venue} {p.year}*, pp. 1-10.",
        "{names}. [“{p.title}”]({p.url}). {p.venue} {p.year}.",
    ],
)
def test_paragraphs_with_a_linked_title_behind_its_authors_are_entries(form):
    lines = [form.format(p=p, n=n, names="A. Lee, B. C. Roe, D. Fox, and E. Hill") for n, p in enumerate(PAPERS[:5], 1)]
    remark = "We recommend to all who begin, and to all others, the [overview](https://example.org/overview) of the field."
    assert [(entry.title, entry.venue, entry.year) for entry in read_page(remark, *lines)] == [
        (paper.title, paper.venue, paper.year) for paper in PAPERS[:5]
    ]


def test_authors_below_a_title_go_with_it():
    lines = [
        f"[{p.title}]({p.url}).\nA. Lee, B. C. Roe, D. Fox. {p.venue} {p.year}. See [its code](https://github.com/a/{n})."
        for n, p in enumerate(PAPERS[:5])
    ]
    assert [(entry.title, entry.venue, len(entry.links)) for entry in read_page(*lines)] == [(p.title, p.venue, 2) for p in PAPERS[:5]]


@pytest.mark.parametrize(
    "form",
    [
        '* Net{n}: "{p.title}" {p.venue}. [[Paper]]({p.url})\n  A line that says what is new.',
        '* "{p.title}" {p.venue}. [[Paper]]({p.url})',
        "[{p.title}, {name}, {p.venue} {p.year}] [[Paper]]({p.url})\n",
        ":heavy_check_mark: [{p.title}, {name}, {p.venue} {p.year}] [[Paper]]({p.url}) [[Code (Ann)]](https://github.com/a/{n})\n",
        "- {p.title}, {name}, {p.venue} {p.year}. [[paper]({p.url})]",
    ],
)
def test_venues_behind_quotations_and_in_bracketed_citations_are_found(form):
    papers = [p for p in PAPERS[:8] if ", " not in p.title]
    names = ("Dong Yu", "Y Isik", "Hang Zhao", "Luo Yi", "Kai Li", "Ann Lee", "Bo Roe", "Eve Fox")
    entries = read_page("\n".join(form.format(p=p, n=n, name=names[n]) for n, p in enumerate(papers)))
    assert [(entry.title, entry.venue) for entry in entries] == [(p.title, p.venue) for p in papers]


def test_quoted_titles_with_a_year_are_entries():
    lines = [f'- **"{p.title}"**, {p.year}  \n  `one, two`  \n  — A remark on what it does, and on more.' for p in PAPERS[:6]]
    assert [(entry.title, entry.year) for entry in read_page("\n\n".join(lines))] == [(p.title, p.year) for p in PAPERS[:6]]


def test_rows_with_an_empty_title_cell_are_not_joined():
    rows = "".join(
        f"<tr><td><a href='https://example.org/{n}'>{name}</a><td>ICCV 2019<td><a href='https://github.com/a/{n}'>code</a>\n<tr><td><td>{year}\n"
        for n, (name, year) in enumerate({"Kinetics": 2017, "Sketchy": 2016, "Omniglot": 2015}.items())
    )
    entries = read_page(f"<table>\n<tr><th>Dataset<th>Venue<th>Code\n{rows}</table>")
    linked = [entry for entry in entries if entry.links]
    assert [(entry.title, len(entry.links)) for entry in linked] == [("Kinetics", 2), ("Sketchy", 2), ("Omniglot", 2)]


@pytest.mark.parametrize(
    "form",
    [
        "* {p.year} arXiv [{p.title}]({p.url})",
        "- ({p.year}-arXiv, None) {p.title} [[paper]({p.url})]",
        "- [{p.year} arXiv] [{p.title}]({p.url})",
    ],
)
def test_a_year_may_be_before_the_name_of_a_preprint_server(form):
    entries = read_page(*(form.format(p=p) for p in PAPERS[:6]))
    assert [(entry.title, entry.venue, entry.year) for entry in entries] == [(p.title, "arXiv", p.year) for p in PAPERS[:6]]


def test_a_publisher_with_a_year_is_a_venue_where_venues_are():
    venues = ("KBS", "ACM", "TLT", "IEEE", "ESWA", "KDD")
    entries = read_page(*(f"- [{venue} {p.year}] [{p.title}]({p.url})" for venue, p in zip(venues, PAPERS, strict=False)))
    assert [(entry.venue, entry.year) for entry in entries] == [(venue, p.year) for venue, p in zip(venues, PAPERS, strict=False)]


def test_a_title_goes_on_in_the_next_line_where_it_is_wrapped():
    lines = [f"- [[CVPR]({p.url})] {p.title} [`tag.`]" for p in PAPERS[:5]]
    wrapped = "- [[CVPR](https://example.org/9)] Learning Repeatable Local Frames\n  for the Matching of Shapes [`tag.`]"
    *_, last = read_page(*lines, wrapped)
    assert (last.title, last.venue) == ("Learning Repeatable Local Frames for the Matching of Shapes", "CVPR")


def test_a_line_below_a_title_that_is_no_part_of_it_is_none():
    entries = read_page(
        *(f"- {p.title}\n  an overview of what is new in it [[paper]({p.url})]." for p in PAPERS[:1]), "- [A](https://a.org) - B\n  in C."
    )
    assert entries[-1].title == "A"


def test_works_without_links_are_entries_beside_those_of_venues_that_no_pack_knows():
    venues = ("ICLR", "Annals of Odd Results", "ICML")
    lines = [f"{n}. [{venue} {p.year}] {p.title}" for n, (venue, p) in enumerate(zip(venues, PAPERS, strict=False), start=1)]
    assert [(entry.title, entry.venue) for entry in read_page("\n".join(lines))] == [
        (p.title, venue) for venue, p in zip(venues, PAPERS, strict=False)
    ]


def test_links_that_are_not_closed_end_with_their_cell():
    rows = "".join(
        f'  <tr>\n    <td><a href="{p.url}">{p.title}</td>\n    <td>3D</td>\n    <td>{p.year}.0{n}</td>\n  </tr>\n'
        for n, p in enumerate(PAPERS[:5], start=1)
    )
    entries = read_page(f"<table>\n<tr><th>Method</th><th>Kind</th><th>Year</th></tr>\n{rows}</table>")
    assert [(entry.title, entry.year, [link.url for link in entry.links]) for entry in entries] == [
        (p.title, p.year, [p.url]) for p in PAPERS[:5]
    ]


def test_headings_are_entries_where_a_link_of_their_name_is_below():
    names = ("KairosDB", "Heroic", "BTrDB", "Vaultaire")
    text = "\n".join(f"### {name}\n\n[{name}](https://example.org/{name}) is a database\n\n- Language: Java\n" for name in names)
    assert [(entry.title, entry.links[0].label) for entry in read_page(text)] == [(name, name) for name in names]


def test_headings_are_entries_where_their_links_are_above_what_unfolds():
    text = "\n".join(
        f"#### **📄 {p.title}**\n\nAuthors: Ann Lee, Bo Roe\n\nPublished: {p.venue} {p.year}\n\n**[Paper]({p.url})** | **[Code](https://github.com/a/b)**\n\n"
        "<details>\n<summary>Abstract</summary>\n\nWe show what is new. It is much.\n\n</details>\n"
        for p in PAPERS[:4]
    )
    entries = read_page(text)
    assert [(entry.title, entry.venue, entry.year) for entry in entries] == [(f"📄 {p.title}", p.venue, p.year) for p in PAPERS[:4]]


def test_the_number_of_a_part_belongs_to_the_title():
    lines = [f"* Secret Sharing, Part {n} [[Blog]](https://example.org/{n}): What is new" for n in range(1, 4)]
    assert [entry.title for entry in read_page(*lines)] == [f"Secret Sharing, Part {n}" for n in range(1, 4)]


def test_a_key_of_authors_says_the_year_and_no_venue():
    lines = [
        f"- {name}+'{p.year % 100} - {p.title} ({p.venue})"
        for name, p in zip(("Li", "Roe", "Green", "Fox", "Rückert"), PAPERS, strict=False)
    ]
    entries = read_page("\n".join(lines))
    assert [(entry.title, entry.venue, entry.year) for entry in entries] == [(p.title, p.venue, p.year) for p in PAPERS[:5]]


def test_a_citation_inside_a_link_is_read_as_one():
    lines = [f"- [{p.title}. {p.venue} {p.year}. Lee, Ann and Roe, Bo.]({p.url})" for p in PAPERS[:5]]
    assert [(entry.title, entry.venue, entry.year) for entry in read_page(*lines)] == [(p.title, p.venue, p.year) for p in PAPERS[:5]]


def test_a_name_before_its_bare_url_is_the_title():
    tools = {"kymatio": "Wavelet scattering transform", "music21": "Reads scores", "mido": "Midi data"}
    entries = read_page(*(f"- {name} https://example.org/{name} {what}" for name, what in tools.items()))
    assert [(entry.title, entry.description) for entry in entries] == list(tools.items())


def test_keys_that_sub_lists_repeat_are_no_titles():
    names = ("Birds", "Flowers", "Faces", "Fashion")
    lines = [
        f"* **{name}**\n\n  {name} is a set of pictures.\n  * **Detailed information:** ⇒ [[Paper](https://example.org/{name})]\n    * 10 captions"
        for name in names
    ]
    assert [(entry.title, len(entry.links)) for entry in read_page(*lines)] == [(name, 1) for name in names]


def test_an_abbreviation_of_the_words_before_it_belongs_to_them():
    names = ("Inception Score (IS)", "Image Patch Similarity (IPS)", "Distance of Frames (DOF)")
    entries = read_page(*(f"* {name} [[Paper](https://example.org/{n})]" for n, name in enumerate(names)))
    assert [entry.title for entry in entries] == list(names)


def test_rows_of_a_table_of_works_are_entries_without_a_link_but_not_without_a_title():
    rows = [f"| {n} | {p.title} | {p.venue} | [notes](notes/{n}.md) |" for n, p in enumerate(PAPERS[:3])]
    text = "\n".join(
        ["| | Title | Venue | Notes |", "|---|---|---|---|", *rows, f"| 4 | {PAPERS[4].title} | {PAPERS[4].venue} | |", "| 5 | | | |"]
    )
    assert [entry.title for entry in read_page(text)] == [p.title for p in (*PAPERS[:3], PAPERS[4])]


def test_a_link_in_the_column_of_venues_names_one():
    rows = [f"| {p.title} | [{venue}]({p.url}) |" for venue, p in zip(("ICLR 2026", "arxiv", "CVPR 2026"), PAPERS, strict=False)]
    entries = read_page("\n".join(["| Title | Published |", "|---|---|", *rows]))
    assert [entry.venue for entry in entries] == ["ICLR", "arxiv", "CVPR"]


def test_authors_as_bibtex_writes_them_are_no_part_of_the_title():
    names = (
        "Leins, Kobi and Lau, Jey Han and Baldwin, Timothy",
        "Koolen, Corina and van Cranenburgh, Andreas",
        "Geva, Mor and Goldberg, Yoav",
    )
    lines = [f"1. [{p.title}]({p.url}), {names[n % 3]}, {p.year}" for n, p in enumerate(PAPERS[:9])]
    entries = read_page("\n".join(lines))
    assert [(entry.title, entry.people) for entry in entries] == [(p.title, names[n % 3]) for n, p in enumerate(PAPERS[:9])]


def test_headings_are_entries_where_keys_with_emoji_are_below():
    text = "\n".join(
        f"#### [{n}] {p.title}\n- **🧑‍🔬 作者**：{p.names}\n- **🏫 单位**：Peking University\n- **🔗 链接**：[[Page]({p.url})] [[Code](https://github.com/a/{n})]\n"
        "- **📝 说明**：✏️\n"
        for n, p in enumerate(PAPERS[:5], start=1)
    )
    assert [(entry.title, len(entry.links)) for entry in read_page(text)] == [(p.title, 2) for p in PAPERS[:5]]


def test_lines_of_works_behind_their_editions_are_entries_with_the_notes_below_them():
    papers = [p for p in PAPERS if ", " not in p.title and p.title.count(" ") > 2][:8]
    lines = "  \n".join(f"{n}[{p.venue} {p.year}] {p.title}" for n, p in enumerate(papers[:4]))
    noted = "\n\n".join(f"[{p.venue} {p.year}] {p.title}\n* 动机：one\n* 方法：two" for p in papers[4:])
    entries = read_page(lines, noted)
    assert [(entry.title, entry.venue, entry.year) for entry in entries] == [(p.title, p.venue, p.year) for p in papers]
    assert [entry.span.end - entry.span.start - len(entry.title) > 20 for entry in entries] == [False] * 4 + [True] * 4


def test_paragraphs_that_begin_with_names_and_a_known_venue_are_entries_one_in_a_section_too():
    text = "\n\n".join(
        f'## Topic {n}\n\n[**NET{n}**] Cao, Z., Ma, L., & Wang, J. [{p.title}]({p.url} "NET"). **{p.venue}**, {p.year}.\n\n- **Motivation**: It is so.\n- **Method**: A net.'
        for n, p in enumerate(PAPERS[:4])
    )
    entries = read_page(text)
    assert [(entry.title, entry.venue, entry.year) for entry in entries] == [(p.title, p.venue, p.year) for p in PAPERS[:4]]


def test_a_year_may_follow_its_venue_behind_a_slash():
    rows = [f"| {p.title} | {p.venue}/{p.year} | [notes]({p.url}) |" for p in PAPERS[:5]]
    entries = read_page("\n".join(["| Title | Venue | Notes |", "|---|---|---|", *rows]))
    assert [(entry.venue, entry.year) for entry in entries] == [(p.venue, p.year) for p in PAPERS[:5]]


def test_a_bar_of_links_to_the_page_in_other_languages_is_no_entry():
    bar = "**English** | [**中文版**](README.zh.md) | [**Paper**](https://arxiv.org/abs/2406.11434)"
    assert [entry.title for entry in read_page(bar, f"- [{PAPERS[0].title}]({PAPERS[0].url})")] == [PAPERS[0].title]


def test_a_column_of_papers_holds_their_titles_beside_names_or_links_to_them():
    titled = [f"| [Net{n}](papers/{n}.md) | {p.title} networks | {p.venue} | [link]({p.url}) |" for n, p in enumerate(PAPERS[:5])]
    entries = read_page("\n".join(["| Model | Paper | Venue | Links |", "|---|---|---|---|", *titled]))
    assert [entry.title for entry in entries] == [f"{p.title} networks" for p in PAPERS[:5]]
    linked = [f"| Net {n} | {n}.5B / — | {p.venue} {p.year} | [arXiv]({p.url}) |" for n, p in enumerate(PAPERS[:5])]
    entries = read_page("\n".join(["| Model | Params / Active | Venue | Paper |", "|---|---|---|---|", *linked]))
    assert [entry.title for entry in entries] == [f"Net {n}" for n in range(5)]


def test_linked_headings_with_notes_below_are_entries():
    text = "\n".join(
        f"### [{p.title}]({p.url})\n- **Metrics:** AUROC\n- **Datasets:** CoQA\n- **Comments:** Proposes it.\n" for p in PAPERS[:5]
    )
    assert [entry.title for entry in read_page(text)] == [p.title for p in PAPERS[:5]]


def test_the_date_of_what_is_only_a_preprint_is_its_year():
    lines = [
        f"{n}. **{p.title}** `{'Preprint' if n % 2 else p.venue}`\n\n    [{p.year}.03][[Paper]({p.url})] *Ann Lee, Bo Roe*"
        for n, p in enumerate(PAPERS[:6], start=1)
    ]
    assert [entry.year for entry in read_page(*lines)][::2] == [p.year for p in PAPERS[:6]][::2]


def test_a_bracket_may_hold_names_and_where_the_work_appeared():
    lines = [f"- **[{p.title}]({p.url})** (Lee et al., {p.venue} {p.year}) - *What it is good for.*" for p in PAPERS[:6]]
    assert [(entry.title, entry.venue, entry.year, entry.people) for entry in read_page("\n".join(lines))] == [
        (p.title, p.venue, p.year, "Lee et al.") for p in PAPERS[:6]
    ]


def test_the_name_of_a_file_is_no_title():
    lines = [f"- {p.title}  [Lee{p.year}{p.venue}.pdf](papers/Lee{p.year}{p.venue}.pdf)\n\n  What it says.\n" for p in PAPERS[:6]]
    assert [entry.title for entry in read_page("\n".join(lines))] == [p.title for p in PAPERS[:6]]
    tools = [
        "- [Able.Pdf](https://able.example.org) - Library to create and read PDF documents",
        "- [Vim](https://vim.example.org) - An editor",
    ]
    assert [entry.title for entry in read_page("\n".join(tools))] == ["Able.Pdf", "Vim"]


def test_the_rows_of_a_leaderboard_are_called_by_their_models():
    sizes = ("256x704", "1056x384", "512x512")
    rows = [f"| [Net{n % 4}]({PAPERS[n % 4].url}) | R50 | {sizes[n % 3]} | N | 0.3{n} | 0.2{n} | 0.1{n} |" for n in range(8)]
    entries = read_page("\n".join(["| Method | backbone | resolution | CBGS | mAP | NDS | ATE |", "|---|---|---|---|---|---|---|", *rows]))
    assert [entry.title for entry in entries] == [f"Net{n % 4}" for n in range(8)]


def test_editions_may_be_part_of_the_link_of_a_heading_that_is_an_entry():
    text = "\n".join(f"#### [{p.venue}{p.year % 100} {p.title}]({p.url})\nCode: [net](https://github.com/a/{p.year})\n" for p in PAPERS[:6])
    assert [(entry.title, entry.venue, entry.year) for entry in read_page(text)] == [(p.title, p.venue, p.year) for p in PAPERS[:6]]


def test_two_digits_of_the_last_century_are_a_year_behind_a_venue():
    lines = [f"| [{p.title}]({p.url}) | {venue} |" for p, venue in zip(PAPERS, ("NeurIPS99", "ICML16", "CVPR97"), strict=False)]
    entries = read_page("\n".join(["| Title | Conference |", "|---|---|", *lines]))
    assert [(entry.venue, entry.year) for entry in entries] == [("NeurIPS", 1999), ("ICML", 2016), ("CVPR", 1997)]


def test_a_year_may_follow_the_initials_of_the_last_author():
    lines = [
        f"{n}. Lee AB, Roe C, Doe D. {p.year}. {p.title}. In Proceedings of the Conference on Odd Things [[paper]({p.url})]"
        for n, p in enumerate(PAPERS[:5], start=1)
    ]
    entries = read_page("\n".join(lines))
    assert [(entry.title, entry.year, entry.people) for entry in entries] == [(p.title, p.year, "Lee AB, Roe C, Doe D") for p in PAPERS[:5]]


def test_commas_are_part_of_a_title_behind_its_name():
    lines = [f"- **NET{n}**: {p.title} for Vision. {p.venue} {p.year} [[paper]({p.url})]" for n, p in enumerate(PAPERS[:5])]
    lines.append(
        "- **POYO**: A Unified, Scalable Framework for Neural Population Decoding. NeurIPS 2023 [[paper](https://arxiv.org/abs/2310.16046)]"
    )
    assert read_page("\n\n".join(lines))[-1].title == "POYO: A Unified, Scalable Framework for Neural Population Decoding"
