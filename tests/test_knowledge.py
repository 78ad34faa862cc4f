"""Every pack proves itself: its rows are its tests. What is known of names, labels and URLs."""

from __future__ import annotations

import re
import time

import pytest

from awesome_lint.knowledge import Publication, identity, load_packs
from awesome_lint.knowledge.index import load_index, read_folder, rules_folder
from awesome_lint.knowledge.own import check_pack
from awesome_lint.knowledge.packs import Packs
from awesome_lint.knowledge.patterns import needle
from awesome_lint.knowledge.urls import address_of
from awesome_lint.knowledge.venues import parse_years
from awesome_lint.reading.venues import Venues

PACKS = load_packs()
FILES = list(read_folder(rules_folder()))
VENUES = {pack.id: pack.table for pack in FILES if pack.kind == "venue"}
HOSTS = {pack.id: pack.table for pack in FILES if pack.kind == "host"}
ROW_PARTS = ("identities", "rewrites", "forms", "impossible", "publications")


def rows(packs_, part):
    return [pytest.param(name, row, id=f"{name}-{i}") for name, pack in packs_.items() for i, row in enumerate(pack.get(part, ()))]


# The packs themselves


def test_there_are_as_many_packs_as_promised():
    assert len(VENUES) >= 120
    assert len(HOSTS) >= 60


@pytest.mark.parametrize("pack", FILES, ids=[f"{pack.kind}-{pack.id}" for pack in FILES])
def test_a_pack_is_valid(pack):
    check_pack(pack)


@pytest.mark.parametrize(("name", "row"), rows(VENUES, "example"))
def test_an_example_of_a_venue_pack_is_published_there(name, row):
    published = PACKS.published(row["url"])
    assert published is not None
    assert name in published.venues
    assert published.year == row.get("year")
    assert PACKS.check_identifier(row["url"]) is None


@pytest.mark.parametrize(("name", "row"), rows(VENUES, "near_miss"))
def test_a_near_miss_of_a_venue_pack_is_not(name, row):
    published = PACKS.published(row["url"])
    assert published is None or name not in published.venues


@pytest.mark.parametrize(("name", "row"), rows(HOSTS, "example"))
def test_an_example_of_a_host_pack_reads_as_it_says(name, row):
    url = row["url"]
    assert PACKS.host(url) == PACKS.hosts[name]
    rewrite = PACKS.canonical(url)
    assert (rewrite and rewrite.url) == row.get("canonical")
    assert PACKS.check_identifier(url) == row.get("impossible")
    if "key" in row:
        assert identity(url, PACKS) == row["key"]
    if "form" in row:
        form = PACKS.form(url)
        assert form is not None
        assert form.name == row["form"]
        assert PACKS.in_form(url, form.name) == url.replace("://www.", "://").replace("http://www.", "http://")
    if "venue" in row:
        published = PACKS.published(url)
        assert published is not None
        assert row["venue"] in published.venues
        assert published.year == row.get("year")


@pytest.mark.parametrize(("name", "row"), rows(HOSTS, "near_miss"))
def test_a_near_miss_of_a_host_pack_stays_untouched(name, row):
    url = row["url"]
    assert PACKS.canonical(url) is None
    assert PACKS.tracking(url) is None
    assert PACKS.check_identifier(url) is None
    key = identity(url, PACKS)
    assert key is None
    assert PACKS.published(url) is None
    assert name in HOSTS


ALL_URLS = sorted(
    {row["url"] for pack in (*VENUES.values(), *HOSTS.values()) for row in (*pack.get("example", ()), *pack.get("near_miss", ()))}
)


def test_pack_rewrites_are_fixpoints_and_keep_identity_and_on_one_host_the_scheme():
    for url in ALL_URLS:
        if rewrite := PACKS.canonical(url):
            assert PACKS.canonical(rewrite.url) is None, url
            assert identity(rewrite.url, PACKS) == identity(url, PACKS)
            before, after = PACKS.address(url), PACKS.address(rewrite.url)
            assert after.scheme == before.scheme or (after.scheme == "https" and after.host != before.host)
            assert PACKS.published(rewrite.url) == PACKS.published(url)


def test_pack_forms_keep_identity_and_come_back():
    changed = 0
    for url in ALL_URLS:
        form = PACKS.form(url)
        if form is None:
            continue
        for other in PACKS.index.templates[form.family]:
            there = PACKS.in_form(url, other)
            assert there is not None, (url, other)
            assert identity(there, PACKS) == identity(url, PACKS), (url, other)
            seen = PACKS.form(there)
            assert seen is not None, there
            assert seen.name == other
            changed += there != url
    assert changed > 100


def test_pack_roles_are_roles_of_labels():
    for host in PACKS.hosts.values():
        assert set(host.roles) <= set(PACKS.roles), host.id


def test_pack_venues_that_are_named_exist():
    for name, pack in VENUES.items():
        named = [*pack.get("part_of", ()), *(joint["with"] for joint in pack.get("joint", ()))]
        named += [also for row in pack.get("paper", ()) for also in row.get("also", ())]
        assert set(named) <= set(VENUES), name
    for name, pack in HOSTS.items():
        assert {value.partition(" ")[0] for value in pack.get("volumes", {}).values()} <= set(VENUES), name


def test_pack_editions_hold_for_every_year_that_a_pack_states():
    for name, pack in HOSTS.items():
        for volume, edition in pack.get("volumes", {}).items():
            venue, year = edition.split()
            assert PACKS.venues[venue].has_edition(int(year)), (name, volume)


HOSTILE = [
    text
    for unit in (
        "a",
        "/",
        "-",
        "_",
        "1",
        "v1",
        "a/",
        "1.",
        "a_",
        "a-",
        "&id=",
        "id=&",
        "arnumber=0",
        "%2F",
        "CVPR_2020_",
        "papers/",
        "0",
        "index.php/",
    )
    for text in (
        unit * (2000 // len(unit)),
        unit * (2000 // len(unit)) + "!",
        unit * (1000 // len(unit)) + "/" + unit * (1000 // len(unit)) + "\n",
    )
]


@pytest.mark.parametrize("part", ROW_PARTS)
def test_no_pack_pattern_takes_more_than_linear_time(part):
    """No pattern takes more than 20 ms of the processor on any of the hostile texts, behind its own fixed beginnings."""
    for place, of_place in getattr(PACKS.index, part).items():
        for source in (row.pattern for row in of_place):
            pattern = re.compile(source)
            heads = {"", "/", f"{place}:", re.split(r"[(\[\\{]", source)[0], re.sub(r"\(\?[^)]*|[()?*+\[\]\\|]", "", source[:40])}
            for head in heads:
                for text in HOSTILE:
                    # Measured again when it looks slow: another process may have pushed this one's data out of the caches.
                    assert any(_seconds(pattern, head + text) < 0.02 for _ in range(3)), (source, head + text[:20])


def _seconds(pattern, text):
    start = time.thread_time()
    pattern.fullmatch(text)
    return time.thread_time() - start


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"/conference/(?P<event>[a-z-]+\d\d)/presentation/x", "/presentation/x"),
        (r"acl:(?P<year>20\d\d)\.acl-(?:main|long)\.\d+", ".acl-"),
        (r"doi:10\.1109/(?:icra|robot)(?:\d{5})?\.x", "doi:10.1109/"),
        (r"abc?d", "ab"),
        (r"abc+d", "abc"),
        (r"abc*def", "def"),
        (r"abcd{2}e", "abc"),
        (r"a|b", ""),
        (r"(?:a|b)c", "c"),
        (r"[abc]\w\d.", ""),
        (r"(?P<x>a)(?P=x)", ""),
        (r"\(a\)", "(a)"),
    ],
)
def test_the_needle_of_a_pack_pattern(pattern, expected):
    assert needle(pattern) == expected


@pytest.mark.parametrize("part", ROW_PARTS)
def test_no_needle_of_a_pack_hides_a_match(part):
    """Every URL of the packs, and every key, is matched alike with and without the needles."""
    keys = {key for url in ALL_URLS if (key := identity(url, PACKS))}
    texts = [*(address_of(url).path for url in ALL_URLS), *keys]
    matched = 0
    for rows_ in getattr(PACKS.index, part).values():
        for row in rows_:
            pattern = re.compile(row.pattern)
            for text in texts:
                if pattern.fullmatch(text):
                    matched += 1
                    assert row.needle in text, (row.pattern, text)
    assert matched > 10


# Names


@pytest.mark.parametrize(
    ("heading", "venue", "year"),
    [
        ("CVPR-2024", "cvpr", 2024),
        ("2024 CVPR", "cvpr", 2024),
        ("CVPR 2024", "cvpr", 2024),
        ("CVPR2024", "cvpr", 2024),
        ("NeurIPS 2023 (Oral)", "neurips", 2023),
        ("ICML'22", "icml", 2022),
        ("ICML ’22", "icml", 2022),
        ("NIPS-2016", "neurips", 2016),
        ("🎉 ICCV 2023 🎉", "iccv", 2023),
        ("ECCV 2022 Papers", "eccv", 2022),
        ("SIGGRAPH Asia 2023", "siggraph-asia", 2023),
        ("USENIX Security 2021", "usenix-security", 2021),
        ("CVPR Workshops 2023", "cvprw", 2023),
        ("S&P 2020", "sp", 2020),
        ("FAST 2023", "fast", 2023),
        ("ACL", None, None),  # of three letters: might be anything
        ("EMNLP", "emnlp", None),
        ("NeurIPS", "neurips", None),
        ("ICML Workshop 2022", None, 2022),
        ("Fast", None, None),
        ("Media", None, None),
        ("Log", None, None),
        ("Pattern Recognition", None, None),
        ("Survey (CVPR 2023)", None, 2023),
        ("Pruning at ICLR 2020 and CVPR 2021", None, None),
        ("2024", None, 2024),
        ("Before 2018", None, 2018),
        ("", None, None),
        ("Federated learning in CVPR", None, None),
    ],
)
def test_pack_venue_in_heading(heading, venue, year):
    found, its_year = PACKS.venue_in_heading(heading)
    if venue is None:
        assert found is None
    else:
        assert found is not None
        assert found.id == venue
    if heading != "Survey (CVPR 2023)":
        assert its_year == year


@pytest.mark.parametrize(
    ("name", "venue"),
    [
        ("Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition", "cvpr"),
        ("neurips", "neurips"),
        ("NIPS", "neurips"),
        ("ACM-MM", "acmmm"),
        ("ACM Multimedia", "acmmm"),
        ("ACM MM'21", "acmmm"),
        ("ＣＶＰＲ", "cvpr"),
        ("CVPRW", "cvprw"),
        ("TheWebConf 2022", "www"),
        ("No Such Venue", None),
        ("", None),
        ("2021", None),
    ],
)
def test_pack_venue_by_name(name, venue):
    found = PACKS.venue(name)
    assert (found and found.id) == venue


def test_pack_editions_and_former_names():
    venues = PACKS.venues
    assert not venues["iccv"].has_edition(2022)
    assert venues["iccv"].has_edition(2023)
    assert not venues["eccv"].has_edition(2021)
    assert not venues["naacl"].has_edition(2023)
    assert venues["tpami"].has_edition(2022)
    assert venues["neurips"].name_in(2017) == "NIPS"
    assert venues["neurips"].name_in(2018) == "NeurIPS"
    assert venues["neurips"].name_in(None) == "NeurIPS"


@pytest.mark.parametrize(
    ("text", "years"),
    [("2013", (2013, 2013, 1)), ("1990-1999", (1990, 1999, 1)), ("2003-", (2003, 9999, 1)), ("1999-/2", (1999, 9999, 2))],
)
def test_pack_years(text, years):
    assert parse_years(text) == years


@pytest.mark.parametrize("text", ["", "19", "2003-20", "since 2003", "2003--", "/2"])
def test_pack_years_that_are_none(text):
    with pytest.raises(ValueError, match="no years"):
        parse_years(text)


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Paper", "paper"),
        ("[PDF]", "pdf"),
        ("**Code**", "code"),
        ("代码", "code"),
        ("論文", "paper"),
        ("📄", "paper"),
        ("📄 Paper", "paper"),
        ("Project Page", "project"),
        ("GitHub", "code"),
        ("paper with code", "papers-with-code"),
        ("OpenReview", "openreview"),
        ("arXiv", "arxiv"),
        ("slides", "slides"),
        ("CVPR 2020", None),
        ("Deep Residual Learning", None),
        ("", None),
    ],
)
def test_pack_role(label, role):
    assert PACKS.role(label) == role


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Title", "title"),
        ("**Venue**", "venue"),
        ("Year", "year"),
        ("标题", "title"),
        ("会议", "venue"),
        ("论文", "title"),
        ("Code", "code"),
        ("Paper Link", "paper"),
        ("📅 Date", "date"),
        ("저자", "authors"),
        ("GPU memory", None),
    ],
)
def test_pack_column(header, column):
    assert PACKS.column(header) == column


# URLs


@pytest.mark.parametrize(
    ("url", "names", "rest"),
    [
        ("https://a.org/x?utm_source=chatgpt.com", ["utm_source"], "https://a.org/x"),
        ("https://a.org/x?id=1&utm_source=y&utm_medium=z", ["utm_source", "utm_medium"], "https://a.org/x?id=1"),
        ("https://a.org/x?utm_source=y&amp;id=1", ["utm_source"], "https://a.org/x?id=1"),
        ("https://a.org/x?fbclid=abc#part", ["fbclid"], "https://a.org/x#part"),
        ("https://youtu.be/dQw4w9WgXcQ?si=abc&t=30", ["si"], "https://youtu.be/dQw4w9WgXcQ?t=30"),
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&feature=youtu.be", ["feature"], "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://x.com/a/status/1?s=20", ["s"], "https://x.com/a/status/1"),
        ("https://www.sciencedirect.com/science/article/pii/S0031320323003710?via%3Dihub", ["via"], None),
    ],
)
def test_pack_tracking(url, names, rest):
    found = PACKS.tracking(url)
    if rest is None:
        assert found is None or found.url.endswith("S0031320323003710")
        return
    assert found is not None
    assert list(found.names) == names
    assert found.url == rest
    assert PACKS.tracking(found.url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://digitalcommons.example.edu/cgi/viewcontent.cgi?article=1234&context=etd",
        "https://medium.com/@a/b-1?source=friends_link&sk=2",
        "https://www.google.com/url?sa=t&url=https%3A%2F%2Fa.org%3Futm_source%3Dx&utm_source=y",
        "https://youtu.be/dQw4w9WgXcQ?t=30",
        "https://a.org/x?ref=1&source=2&via=3&s=4",
        "https://a.org/utm_source=1",
        "https://a.org/?utm_source=GitHub&utm_medium=referral",
        "https://a.org/?utm_source=awesome-mac",
        "https://unsplash.com/@someone?utm_source=unsplash&utm_medium=referral",
        "mailto:a@b.org?utm_source=1",
    ],
)
def test_pack_parameters_that_are_needed_stay(url):
    assert PACKS.tracking(url) is None


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://www.google.com/url?sa=D&q=https%3A%2F%2Farxiv.org%2Fabs%2F1706.03762", "https://arxiv.org/abs/1706.03762"),
        ("https://google.com/url?sa=D&amp;url=https://example.org/a", "https://example.org/a"),
        ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa&data=x", "https://example.org/a"),
        ("https://www.google.com/search?q=https://example.org/a", None),
        ("https://www.google.com/url?q=somewhere", None),
        ("https://web.archive.org/web/2020/https://example.org/?url=https://example.org/a", None),
    ],
)
def test_redirects(url, target):
    assert PACKS.redirects_to(url) == target


@pytest.mark.parametrize("heading", ["how to contribute", "licences", "更新记录", "license (mit)", "лицензия", "related awesome lists"])
def test_headings_about_the_list_itself(heading):
    assert PACKS.aside.search(heading)


@pytest.mark.parametrize("heading", ["noteworthy papers", "updated benchmarks", "supporting tools", "aboutness", "视觉"])
def test_headings_about_something_else(heading):
    assert PACKS.aside.search(heading) is None


@pytest.mark.parametrize(
    ("url", "published"),
    [
        ("https://arxiv.org/abs/2401.00001", None),
        ("https://doi.org/10.48550/arXiv.2302.04023", None),
        ("https://doi.org/10.1109/TPAMI.2020.1234567", Publication(("tpami",), None)),
        ("https://openreview.net/forum?id=HJKkY35le", None),
        ("https://aclanthology.org/2024.lrec-main.1/", Publication(("lrec", "coling"), 2024)),
        ("https://aclanthology.org/2022.lrec-1.1/", Publication(("lrec",), 2022)),
        ("https://aclanthology.org/2021.acl-long.1/", Publication(("acl", "ijcnlp"), 2021)),
        ("https://aclanthology.org/2023.findings-emnlp.1/", Publication(("findings", "emnlp"), 2023)),
        ("https://papers.nips.cc/paper/4687-large-scale-distributed-deep-networks.pdf", Publication(("neurips",), 2012)),
        ("https://example.org/cvpr2020/paper.pdf", None),
    ],
)
def test_pack_published(url, published):
    assert PACKS.published(url) == published


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("https://openaccess.thecvf.com/content/ICCV2022/html/A_B_ICCV_2022_paper.html", "there was no ICCV in 2022"),
        ("https://openaccess.thecvf.com/content/CVPR2090/html/A_B_CVPR_2090_paper.html", "CVPR 2090 is in the future"),
        ("https://arxiv.org/abs/8901.12345", "no arXiv identifier: 8901.12345 is in the future"),
        ("https://arxiv.org/abs/0704.0001", None),
        ("https://arxiv.org/abs/0704.00011", "no arXiv identifier: 0704.00011, up to 1412 the number has four digits"),
        ("https://arxiv.org/abs/1412.6980", None),
        ("https://arxiv.org/abs/1501.00001v2", None),
        ("https://arxiv.org/pdf/2401.00001v12.pdf", None),
        ("https://arxiv.org/abs/hep-th/9901001", None),
        ("https://arxiv.org/list/cs.LG/2401", None),
        ("https://example.org/abs/2413.00001", None),
    ],
)
def test_pack_check_identifier(url, message):
    assert PACKS.check_identifier(url) == message


def test_pack_rewrites_of_niceties_are_told_apart():
    assert PACKS.canonical("https://github.com/a/b/").is_minor
    assert not PACKS.canonical("https://github.com/a/b.git/").is_minor
    assert not PACKS.canonical("https://www.github.com/a/b/").is_minor


def test_pack_of_a_host_is_the_one_with_the_longest_path():
    assert PACKS.host("https://jmlr.org/papers/v25/1.html").id == "jmlr"
    assert PACKS.host("https://jmlr.org/proceedings/papers/v37/a.html").id == "pmlr"
    assert PACKS.host("https://huggingface.co/papers/2401.00001").id == "arxiv-readers"
    assert PACKS.host("https://huggingface.co/a/b").id == "huggingface"
    assert PACKS.host("https://someone.github.io/x").id == "github-pages"
    assert PACKS.host("https://WWW.GitHub.com/x").id == "github"
    assert PACKS.host("https://example.org/") is None
    assert PACKS.host("no url") is None
    assert PACKS.host("https://example.org/") is None
    assert "code" in PACKS.host("https://github.com/a/b").roles
    assert "code" not in PACKS.host("https://arxiv.org/abs/2401.00001").roles
    assert PACKS.serves_https("http://arxiv.org/abs/1412.6980")
    assert not PACKS.serves_https("http://example.org/")


BEFORE = [
    "",
    "In Proceedings of the ",
    "in ",
    "Oral, ",
    "Accepted papers ",
    "37th ",
    "The ",
    "Thirty-seventh Annual ",
    "to appear at ",
    "(",
    "* ",
    "2024 ",
]


@pytest.mark.parametrize("before", BEFORE)
def test_no_known_name_is_passed_over_by_its_first_letters(before):
    names = [name for venue in PACKS.venues.values() for name in (venue.name, venue.full_name, *venue.misspellings, *venue.aliases) if name]
    known = Venues(PACKS)
    for name in (*names, *map(str.upper, names), *map(str.lower, names)):
        text = f"x, {before}{name}, y"
        assert known.may_begin(text, 2, len(text) - 3)
    assert not known.may_begin("Vaswani", 0, 7)
    assert known.may_begin("Va, CVPR", 0, 2)


def test_packs_answer_quickly_once_they_are_compiled():
    """A generous limit, so that a busy machine passes: 15,000 links took 0.15 s when this was written."""
    urls = [f"https://arxiv.org/abs/2401.{n:05}" for n in range(1, 15001)]
    fresh = Packs(load_index())
    start = time.thread_time()
    for url in urls:
        fresh.identity(url)
        fresh.published(url)
        fresh.canonical(url)
    assert time.thread_time() - start < 1.5


def test_every_venue_has_an_example_or_says_why_not():
    silent = [name for name, pack in VENUES.items() if not pack.get("example")]
    assert all(VENUES[name].get("no_example") for name in silent)
    assert len(silent) <= 15
