"""The index of the packs: kept as JSON, made again when it is not true; a user's own packs over ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import awesome_lint
from awesome_lint.engine import Plan, lint
from awesome_lint.errors import UserError
from awesome_lint.fixer import fix
from awesome_lint.knowledge import Publication, load_packs
from awesome_lint.knowledge.build import build_index
from awesome_lint.knowledge.index import Index, Pack, load_index, read_folder, rules_folder
from awesome_lint.knowledge.own import LARGEST, check_pack
from awesome_lint.knowledge.packs import Packs
from awesome_lint.rule import all_rules
from awesome_lint.source import Source

VENUE = 'name = "{}"\nkind = "conference"\nfield = "ml"\nno_example = "a test"\n'


@pytest.fixture
def rules(tmp_path):
    folder = tmp_path / "rules"
    (folder / "venues").mkdir(parents=True)
    (folder / "venues" / "a.toml").write_text(VENUE.format("A"))
    return folder


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "index.json"


def rename(kept, name):
    """Rename a venue in the kept index alone: whoever sees the name has read the index."""
    data = json.loads(kept.read_text("utf-8"))
    data["venues"]["a"]["name"] = name
    kept.write_text(json.dumps(data), "utf-8")


def test_the_pack_index_is_kept(rules, kept):
    assert list(load_index(rules, kept).venues) == ["a"]
    rename(kept, "Kept")
    assert load_index(rules, kept).venues["a"].name == "Kept"
    assert sorted(path.name for path in kept.parent.iterdir()) == ["index.json", "rules"]


def test_the_pack_index_is_made_again_when_a_pack_has_changed(rules, kept):
    load_index(rules, kept)
    rename(kept, "Kept")
    (rules / "venues" / "b.toml").write_text(VENUE.format("B"))
    assert [venue.name for venue in load_index(rules, kept).venues.values()] == ["A", "B"]
    rename(kept, "Kept")
    os.utime(rules / "venues" / "b.toml", ns=(1, 1))
    assert [venue.name for venue in load_index(rules, kept).venues.values()] == ["A", "B"]
    (rules / "venues" / "b.toml").unlink()
    assert list(load_index(rules, kept).venues) == ["a"]


@pytest.mark.parametrize("part", ["stamp", *Index._fields])
@pytest.mark.parametrize("foreign", [None, 5])
def test_a_foreign_pack_index_is_a_miss(rules, kept, part, foreign):
    expected = load_index(rules, kept)
    whole = kept.read_bytes()
    kept.write_text(json.dumps({**json.loads(whole), part: foreign}), "utf-8")
    assert load_index(rules, kept) == expected
    assert kept.read_bytes() == whole


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000])
def test_a_broken_pack_index_is_a_miss(rules, kept, damage):
    expected = load_index(rules, kept)
    whole = kept.read_bytes()
    kept.write_bytes(damage or whole[:-1])
    assert load_index(rules, kept) == expected
    assert kept.read_bytes() == whole


def test_a_pack_index_that_cannot_be_written_is_no_error(rules, tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert list(load_index(rules, tmp_path / "file" / "index.json").venues) == ["a"]
    (tmp_path / "folder").mkdir()
    assert list(load_index(rules, tmp_path / "folder").venues) == ["a"]


def test_the_kept_pack_index_says_what_the_packs_say(kept):
    built = build_index(read_folder(rules_folder()))
    assert load_index(rules_folder(), kept) == built
    assert load_index(rules_folder(), kept) == built  # now from the file


def test_packs_load_on_the_standard_library_alone():
    code = "import sys; from awesome_lint.knowledge import load_packs; load_packs(); print(*sorted(sys.modules))"
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)  # makes the index
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pydantic", "tomllib", "rapidfuzz", "markdown_it", "dataclasses"} & set(loaded)


def test_the_pack_folder_is_found_in_the_repository():
    assert (rules_folder() / "labels.toml").is_file()
    assert Path(awesome_lint.__file__).parents[1] / "rules" == rules_folder()


# A new host

NEW_HOST = """
name = "Papers of Testing"
hosts = ["papers.testing.example", "old.testing.example"]
serves = "papers: landing page, PDF"
https = true
roles = ["paper", "pdf"]

[[identity]]
path = '/paper/(?P<id>[A-Za-z0-9]+)(?:\\.pdf)?'
key = "testing:{id}"
kind = "paper"
cased = true

[[rewrite]]
hosts = ["old.testing.example"]
path = '(?P<rest>/paper/.+)'
to = "papers.testing.example{rest}"
why = "the site has moved"

[[example]]
url = "https://old.testing.example/paper/Ab12.pdf"
key = "testing:Ab12"
canonical = "https://papers.testing.example/paper/Ab12.pdf"

[[near_miss]]
url = "https://papers.testing.example/issues/12"
why = "an issue"
"""


@pytest.fixture
def with_new_host(tmp_path):
    folder = tmp_path / "rules"
    shutil.copytree(rules_folder(), folder)
    (folder / "hosts" / "testing.toml").write_text(NEW_HOST, "utf-8")
    return Packs(load_index(folder, tmp_path / "index.json"))


def found(text, packs, *names):
    plan = Plan(tuple(all_rules()[name] for name in names), packs)
    return [(d.code, d.finding.message) for d in lint(Source.of(text), plan).diagnostics]


def test_a_new_host_of_the_packs_is_one_file(with_new_host):
    new, old = "https://papers.testing.example/paper/Ab12", "https://old.testing.example/paper/Ab12.pdf"
    assert with_new_host.identity(new) == with_new_host.identity(old) == "testing:Ab12"
    assert with_new_host.identity(new.lower()) == "testing:ab12"  # capitals count
    assert with_new_host.is_paper("testing:Ab12")
    assert with_new_host.host(new).name == "Papers of Testing"

    twice = f"# Papers\n\n- Testing with Oracles [[paper]({new})]\n- Oracles [[pdf]({old.replace('old', 'papers')})]\n"
    assert [code for code, _ in found(twice, with_new_host, "duplicate-entry")] == ["duplicate-entry"]
    assert found(twice, load_packs(), "duplicate-entry") == []

    moved = f"# Papers\n\n- Testing with Oracles [[pdf]({old})]\n"
    assert found(moved, with_new_host, "non-canonical-url") == [
        ("non-canonical-url", "the site has moved: `https://papers.testing.example/paper/Ab12.pdf`")
    ]
    plan = Plan((all_rules()["non-canonical-url"],), with_new_host)
    assert fix(Source.of(moved), plan).source.text == moved.replace("old.testing", "papers.testing")

    code = f"# Papers\n\n- Testing with Oracles [[code]({new})]\n"
    assert found(code, with_new_host, "label-target") == [("label-target", "`code` leads to Papers of Testing, which serves papers")]


def test_the_host_of_the_contributors_page_is_a_pack_that_does_what_it_says():
    page = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text("utf-8")
    table = tomllib.loads(page.partition("```toml\n")[2].partition("```")[0])
    pack = Pack("host", "testing", table, Path("CONTRIBUTING.md"))
    check_pack(pack)
    known = Packs(build_index([pack]))
    (example,) = table["example"]
    assert known.identity(example["url"]) == example["key"]
    assert known.canonical(example["url"]).url == example["canonical"]


def test_a_new_host_of_the_packs_is_checked_by_the_same_schema(tmp_path):
    folder = tmp_path / "hosts"
    folder.mkdir()
    (folder / "testing.toml").write_text(NEW_HOST.replace('kind = "paper"', 'kind = "papers"'), "utf-8")
    (pack,) = read_folder(tmp_path)
    with pytest.raises(UserError) as error:
        check_pack(pack)
    assert error.value.message.startswith('`identity.kind` is "papers"')
    assert error.value.remedy == "it must be `paper`, `code` or `video`"
    assert error.value.row == 11


def test_packs_that_disagree_on_what_keys_name_are_an_error(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(
        "[host.mirror]\nname = 'M'\nserves = 'x'\nhosts = ['mirror.example']\n"
        "[[host.mirror.identity]]\npath = '/(?P<id>.+)'\nkey = 'arxiv:{id}'\nkind = 'video'\n"
        "[[host.mirror.near_miss]]\nurl = 'https://mirror.example/'\nwhy = 'x'\n"
    )
    with pytest.raises(UserError, match=r"host\.mirror\.identity: keys arxiv: are video here and paper in another pack"):
        load_packs((path,))
    path.write_text(path.read_text().replace("kind = 'video'\n", ""))  # a mirror says nothing of it
    assert load_packs((path, path)).is_paper("arxiv:1")


# Own packs

OWN = """
[venue.myconf]
name = "MyConf"
kind = "conference"
field = "ml"
editions = ["2019-/2"]

[[venue.myconf.paper]]
hosts = ["myconf.org"]
path = '/(?P<year>20\\d\\d)/\\d+'

[[venue.myconf.example]]
url = "https://myconf.org/2021/7"
year = 2021

[label.paper]
aliases = ["artikel"]

[label.lecture]
name = "lecture"
means = "a recorded lecture"

[column]
venue = ["ort"]

[misspelling]
Zenodo = ["zendoo"]

[parameters.redirects]
"go.example.org/to" = ["target"]

[words]
closing = ["sonst*"]
"""


NEW_OWN_HOST = """\
[host.h]
name = 'H'
serves = 'x'
hosts = ['h.example']
[[host.h.identity]]
path = '/(?P<id>\\d+)'
key = 'h:{id}'
[[host.h.example]]
url = 'https://h.example/7'
key = 'h:7'
"""


def test_own_packs_come_on_top(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(OWN)
    own = load_packs((path,))
    assert own.published("https://myconf.org/2021/7") == Publication(("myconf",), 2021)
    assert own.check_identifier("https://myconf.org/2020/7") == "there was no MyConf in 2020"
    assert own.venue("myconf").name == "MyConf"
    assert own.role("Artikel") == "paper"
    assert own.role("Paper") == "paper"
    assert own.role("Lecture") == "lecture"
    assert own.column("Ort") == "venue"
    assert own.column("Venue") == "venue"
    assert (own.misspelt("Zendoo"), own.misspelt("arvix")) == ("Zenodo", "arXiv")
    assert own.redirects_to("https://go.example.org/to/?target=https%3A%2F%2Fexample.org%2Fa") == "https://example.org/a"
    assert [bool(own.closing.match(title)) for title in ("sonstiges", "others", "otherwise")] == [True, True, False]
    assert load_packs().venue("myconf") is None


@pytest.mark.parametrize(
    ("text", "message", "row", "remedy"),
    [
        ("[venue.a]\nnam = 'A'\n", "`venue.a.name` is missing", 1, "it is required"),
        (
            "[venue.a]\nname = 'A'\nkind = 'conference'\nfield = 'x'\nno_example = 'y'\naliasses = []\n",
            "unknown key `venue.a.aliasses`",
            6,
            "did you mean `aliases`?",
        ),
        (
            "[venue.a]\nname = 'A'\nkind = 'party'\nfield = 'x'\nno_example = 'y'\n",
            '`venue.a.kind` is "party"',
            3,
            "it must be `conference`, `workshop`, `journal` or `preprint`",
        ),
        (
            "[venue.a]\nname = 3\nkind = 'journal'\nfield = 'x'\nno_example = 'y'\n",
            "`venue.a.name` must be a string, not an integer",
            2,
            None,
        ),
        (OWN.replace("year = 2021", "year = 21"), "`venue.myconf.example.year` is 21", 14, "it must be 1900 or more"),
        (OWN.replace("year = 2021", "year = 2022"), "says `2022`, and awesome-lint reads `2021` in its URL", 14, None),
        (
            OWN.replace("year = 2021\n", ""),
            "`venue.myconf.example.year`: the example says nothing, and awesome-lint reads `2021`",
            12,
            None,
        ),
        (
            OWN.replace("myconf.org/2021/7", "myconf.org/a/7"),
            "`venue.myconf.example.url`: no `paper` of `venue.myconf` matches it",
            13,
            None,
        ),
        (NEW_OWN_HOST.replace("key = 'h:7'", "key = 'h:8'"), "the example says `h:8`, and awesome-lint reads `h:7`", 10, None),
        (NEW_OWN_HOST.replace("url = 'https://h", "url = 'https://g"), "`host.h.example.url`: it is not on the hosts of `host.h`", 9, None),
        ("[venue.a]\nname = 'A'\nkind = 'journal'\nfield = 'x'\n", "give an [[example]]", 1, None),
        ("[venue.a\n", "no TOML", 1, None),
        (OWN.replace("20\\d\\d)/\\d+", "(20\\d+)+)/x"), "repeats a group", 10, None),
        (OWN.replace('"2019-/2"', '"odd years"'), "no years: 'odd years'", 6, None),
        ("[host.h]\nname = 'H'\nserves = 'x'\nhosts = ['https://h.org']\n", "no host", 4, None),
    ],
)
def test_an_own_pack_that_is_wrong_is_explained(tmp_path, text, message, row, remedy):
    path = tmp_path / "own.toml"
    path.write_text(text)
    with pytest.raises(UserError) as error:
        load_packs((path,))
    assert message in error.value.message
    assert error.value.filename == str(path)
    assert error.value.row == row
    assert remedy is None or error.value.remedy == remedy


def test_an_own_pack_that_is_missing_is_an_error(tmp_path):
    with pytest.raises(UserError, match="can't read the pack"):
        load_packs((tmp_path / "none.toml",))


HOST = """
[host.h]
name = "H"
serves = "x"
hosts = ["h.example"]

[[host.h.rewrite]]
path = '{path}'
to = "{to}"
why = "x"

[[host.h.near_miss]]
url = "https://h.example/"
why = "x"
"""


@pytest.mark.parametrize(
    ("path", "to", "message"),
    [
        ("/(?P<x>.+)", "h.example/{x:>900000000}", "to`: write plain {name} in a template: '{x:>900000000}'"),
        ("/(?P<x>.+)", "h.example/{x.__class__}", "to`: write plain {name} in a template: '{x.__class__}'"),
        ("/(?P<x>.+)", "h.example/{x[0]}", "to`: write plain {name} in a template: '{x[0]}'"),
        ("/(?P<x>.+)", "h.example/{x!r}", "to`: write plain {name} in a template: '{x!r}'"),
        ("/(?P<x>.+)", "h.example/{{x}}", "to`: write plain {name} in a template: '{}'"),
        ("/(?P<x>.+)", "h.example/{0}", "to`: write plain {name} in a template: '{0}'"),
        ("/(?P<x>.+)", "h.example/{x", "to`: write plain {name} in a template: '{x'"),
        ("/(?P<x>.+)", "h.example/{y}", "asks for y, which the pattern doesn't name"),
        ("/(?:a|a)*(?P<x>.+)", "h.example/{x}", "path`: repeats a group that itself repeats or has alternatives: /(?:a|a)*"),
        ("/(?P<x>.*.*.*)!", "h.example/{x}", "path`: several repetitions can take the same characters"),
        ("/(?P<x>(", "h.example/{x}", "path`: no regular expression"),
    ],
)
def test_an_own_pack_that_may_blow_up_is_refused(tmp_path, path, to, message):
    pack = tmp_path / "own.toml"
    pack.write_text(HOST.replace("{path}", path).replace("{to}", to))
    with pytest.raises(UserError) as error:
        load_packs((pack,))
    assert message in error.value.message
    assert error.value.message.startswith("`host.h.rewrite")
    assert error.value.filename == str(pack)
    assert error.value.row in (7, 8, 9)  # the table, the pattern or the template


def test_a_rewrite_of_an_own_pack_that_grows_comes_to_an_end(tmp_path):
    pack = tmp_path / "own.toml"
    pack.write_text(HOST.replace("{path}", "/(?P<x>.+)").replace("{to}", "h.example/" + "{x}" * 90))
    rewrite = load_packs((pack,)).canonical("https://h.example/" + "a" * 1_000)
    assert rewrite is not None
    assert len(rewrite.url) < 100_000


def test_an_own_pack_is_a_regular_file_of_bounded_size(tmp_path):
    large = tmp_path / "large.toml"
    large.write_text("#" * LARGEST + "\n")
    with pytest.raises(UserError, match=r"1,000,001 bytes \(the limit is 1,000,000\)"):
        load_packs((large,))
    with pytest.raises(UserError, match="not a regular file"):
        load_packs((tmp_path,))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.toml")
        with pytest.raises(UserError, match="not a regular file"):
            load_packs((tmp_path / "pipe.toml",))
    if Path("/dev/zero").exists():
        (tmp_path / "link.toml").symlink_to("/dev/zero")
        with pytest.raises(UserError, match="not a regular file"):
            load_packs((tmp_path / "link.toml",))
