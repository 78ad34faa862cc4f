"""Files that strangers may have written: config, packs, baselines, ignore files and kept results are read within bounds, or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lists import damaged, entry, make_list

from awesome_lint import files, reading
from awesome_lint.baseline import Baseline
from awesome_lint.bounded import LARGEST_CONFIG, parse_toml, read_bytes
from awesome_lint.cache import Cache, Result
from awesome_lint.cli import main
from awesome_lint.config import load
from awesome_lint.config.mistakes import MOST_PROBLEMS
from awesome_lint.config.names import MOST_PATTERNS
from awesome_lint.discovery import Discovery
from awesome_lint.errors import UserError
from awesome_lint.knowledge import load_packs
from awesome_lint.outline.sections import MOST_HEADINGS
from awesome_lint.source import Source

posix = pytest.mark.skipif(os.name == "nt", reason="pipes and links of POSIX")

PATIENCE = 10
"""Seconds; without bounds these take minutes."""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("list.md").write_text(make_list([*map(entry, range(12)), damaged(12)]), "utf-8")
    start = time.process_time()
    yield tmp_path
    assert time.process_time() - start < PATIENCE


def test_a_file_is_read_up_to_its_bound():
    Path("a").write_bytes(b"12345")
    assert read_bytes(Path("a"), 5) == b"12345"
    with pytest.raises(UserError, match=r"a: too large: 5 bytes \(the limit is 4\) \(split it\)"):
        read_bytes(Path("a"), 4, remedy="split it")
    with pytest.raises(FileNotFoundError):
        read_bytes(Path("b"), 4)


@posix
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), lambda path: path.symlink_to(".")])
def test_what_is_no_file_is_not_waited_for(make):
    path = Path("x.toml")
    make(path)
    for read in (lambda p: read_bytes(p, 10), load, Baseline.read, files.read, lambda p: load_packs((p,))):
        with pytest.raises(UserError, match=r"not a regular file|can't be read: Is a directory"):
            read(path)
    assert main(["check", "--config", "x.toml", "list.md"]) == 2


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 50_000,
        "a = " + "{a=" * 50_000,
        "a" + ".a" * 50_000 + " = 1",
        "[a" + ".'a'" * 50_000 + "]",
        'a = "' + "." * 1_000 + '"\n' + 'a."."' * 200 + " = 1",
    ],
)
def test_toml_that_takes_long_or_nests_without_end_is_no_toml(text):
    with pytest.raises(ValueError, match=r"Nested too deeply|A key of more than 100 parts|Expected"):
        parse_toml(text)
    for name in ("awesome-lint.toml", "pyproject.toml"):
        Path(name).write_text(f"# awesome-lint\n{text}"[:LARGEST_CONFIG], "utf-8")
        with pytest.raises(UserError, match="not valid TOML"):
            load(Path(name))
    Path("awesome-lint.toml").unlink()
    assert main(["check", "--fail-on", "never", "list.md"]) == 0  # not our table, as far as can be told


def test_dots_in_strings_are_no_parts():
    assert parse_toml("a = ['" + "', '".join(["*.md"] * 200) + "']")["a"] == ["*.md"] * 200


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ("#" * LARGEST_CONFIG + "\n", r"too large: 250,001 bytes \(the limit is 250,000\)"),
        (f"exclude = {['a'] * (MOST_PATTERNS + 1)}", r"`exclude` has 1,001 patterns \(the limit is 1,000\)"),
        ("packs = [" + "'p.toml', " * 21 + "]", r"`packs` has 21 files \(the limit is 20\)"),
        ('baseline = "../b.json"', r"`baseline`: `\.\./b\.json` is outside of the repository"),
    ],
)
def test_a_config_has_bounds(config, told):
    Path("awesome-lint.toml").write_text(config, "utf-8")
    with pytest.raises(UserError, match=told):
        load(Path("awesome-lint.toml"))


@pytest.mark.parametrize(
    "config",
    [
        f"ignore = {[f'rule-{n}' for n in range(15_000)]}",
        "\n".join(f"key-{n} = 1" for n in range(15_000)),
        "[style]\n" + "\n".join(f"trait-{n} = 'x'" for n in range(12_000)),
        "[rules.mojibake]\n" + "\n".join(f"option-{n} = 'x'" for n in range(9_000)),
    ],
)
def test_of_many_mistakes_the_first_are_told(config):
    Path("awesome-lint.toml").write_text(config, "utf-8")
    with pytest.raises(UserError) as error:
        load(Path("awesome-lint.toml"))
    assert len(error.value.lines) == MOST_PROBLEMS


def test_many_long_patterns_of_files_are_matched_in_time():
    Path("awesome-lint.toml").write_text(f"exclude = {['*a' * 100 + str(n) for n in range(999)]}", "utf-8")
    assert not Discovery().settings_for(Path("list.md")).excludes(Path("a" * 200))


def test_an_ignore_file_that_is_too_large_leaves_its_folder_out(folder):
    (folder / "docs").mkdir()
    (folder / "docs" / "a.md").touch()
    (folder / "docs" / ".gitignore").write_text("a\n" * 50_001)
    failed: list[UserError] = []
    assert files.find([Path()], failed.append) == [Path("list.md")]
    assert [error.message for error in failed] == ["too large: 100,002 bytes (the limit is 100,000)"]


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000])
def test_data_that_nests_without_end_is_none_of_ours(folder, text):
    Path("baseline.json").write_text(text)
    with pytest.raises(UserError, match="not a baseline"):
        Baseline.read(Path("baseline.json"))
    (folder / ("0" * 40)).write_text(text)
    assert Cache(folder).get("0" * 40) is None


@posix
def test_a_kept_result_that_others_put_there_is_a_miss(folder, monkeypatch):
    cache = Cache(folder)
    cache.put("a", Result(()))
    assert cache.get("a") is not None
    (folder / "b").symlink_to("a")
    os.mkfifo(folder / "c")
    (folder / "d").symlink_to("/dev/zero")
    assert [cache.get(key) for key in "bcd"] == [None, None, None]
    monkeypatch.setattr(os, "geteuid", lambda: (folder / "a").stat().st_uid + 1)
    assert cache.get("a") is None


PACK = """\
[host.h{n}]
name = "H"
hosts = ["h{n}.example"]
serves = "x"
roles = ["paper"]
near_miss = [{{ url = "https://h{n}.example/", why = "x" }}]
"""
ROW = """\
[[host.h{n}.identity]]
path = '/(?P<id>.+)\\.pdf/{row}'
key = "h:{{id}}"
kind = "paper"
"""


def test_the_patterns_of_a_pack_have_a_budget(folder):
    """Each is fast enough by itself; on each of ten thousand links, a thousand are not."""
    pack = folder / "p.toml"
    pack.write_text("\n".join(PACK.format(n=n) + "".join(ROW.format(n=n, row=row) for row in range(20)) for n in range(50)), "utf-8")
    with pytest.raises(UserError, match="the patterns of this file take too long together"):
        load_packs((pack,))
    pack.write_text(PACK.format(n=1) + ROW.format(n=1, row=1), "utf-8")
    assert load_packs((pack,)).identity("https://h1.example/12.pdf/1") == "h:12"


def test_the_baseline_of_a_mirrored_config_is_that_of_the_working_directory(folder, monkeypatch):
    base, head = folder / "base", folder / "head"
    (base / "docs").mkdir(parents=True)
    (head / "docs").mkdir(parents=True)
    (base / "docs" / "awesome-lint.toml").write_text('baseline = "known.json"\n')
    monkeypatch.chdir(head)
    settings = Discovery(mirror=base).settings_for(Path("docs/list.md"))
    assert settings.baseline == head / "docs" / "known.json"


def test_more_headings_than_any_list_has_are_an_error_and_the_other_files_are_judged(capsys):
    text = "#\n" * (MOST_HEADINGS + 1)
    Path("other.md").write_text(text, "utf-8")
    for command in ("check", "fix"):
        assert main([command, "--no-cache", "--isolated", "--jobs", "1", "list.md", "other.md"]) == 2
        shown = capsys.readouterr()
        assert f"other.md:{MOST_HEADINGS + 1}: more than 10,000 headings (split the file, or exclude it)" in shown.err
        assert "in 1 file" in shown.out
    assert Path("other.md").read_text("utf-8") == text


@pytest.mark.parametrize(("before", "row"), [("", "- a\n"), ("|a|b|\n|-|-|\n", "|a|\n")], ids=["items", "rows"])
def test_more_items_than_any_list_has_are_an_error_and_the_other_files_are_judged(capsys, before, row):
    text = before + row * (reading.MOST_ITEMS + 1)
    Path("other.md").write_text(text, "utf-8")
    for command in ("check", "fix"):
        assert main([command, "--no-cache", "--isolated", "--jobs", "1", "list.md", "other.md"]) == 2
        shown = capsys.readouterr()
        assert "more than 25,000 list items and table rows (split the file, or exclude it)" in shown.err
        assert "in 1 file" in shown.out
    assert Path("other.md").read_text("utf-8") == text


def test_a_table_of_more_cells_than_any_list_has_is_an_error(capsys):
    columns = 100
    text = "|a" * columns + "|\n" + "|-" * columns + "|\n" + "|x|\n" * (reading.MOST_CELLS // columns)
    Path("other.md").write_text(text, "utf-8")
    for command in ("check", "fix"):
        assert main([command, "--no-cache", "--isolated", "--jobs", "1", "list.md", "other.md"]) == 2
        assert "other.md:1: a table of more than 200,000 cells (split the file, or exclude it)" in capsys.readouterr().err
    assert Path("other.md").read_text("utf-8") == text


def test_as_many_items_as_the_limit_are_read(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ITEMS", 3)
    assert len(reading.read(Source.of("- [a](u)\n- [b](v)\n  - [c](w)\n"), load_packs()).links) == 3


def test_as_many_headings_as_the_limit_are_read():
    text = "#\n" * MOST_HEADINGS + "```\n" + "# no heading\n" * 9 + "```\n"
    assert len(reading.read(Source.of(text), load_packs()).sections) == MOST_HEADINGS


@pytest.mark.skipif(sys.platform != "linux", reason="a limit of memory that holds")
def test_many_findings_in_one_long_title_take_little_memory_and_room(tmp_path):
    """Where each finding holds the title it is found in, this one takes 1.7 GB and keeps 280 MB."""
    import resource

    title = "FÂ³ word " * 5_600
    (tmp_path / "list.md").write_text(make_list([*map(entry, range(30)), f"- {title}[[paper](https://example.org/31)]"]), "utf-8")
    limit = 1_000_000_000
    done = subprocess.run(
        [sys.executable, "-m", "awesome_lint", "check", "--isolated", "--output-format", "counts", "list.md"],
        cwd=tmp_path,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "kept")},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "findings=5600" in done.stdout
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 5_000_000
