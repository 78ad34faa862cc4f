"""The command line as people use it: what is left out, what is shown, what `fix` repairs, what a patch does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from lists import GOOD, damaged, entry, make_list, swapped, title, write

from awesome_lint.rule import MOST_FINDINGS

DESCRIBED = [f"- [{title(n)}](https://example.org/{n}) - What it is." for n in range(1, 31)]
MINOR = [*DESCRIBED, f"- [{title(31)}](https://example.org/31) - What it is"]
"""A list with one finding, an info that has a safe fix."""


pytestmark = pytest.mark.usefixtures("elsewhere")


def names(output: str) -> list[str]:
    return sorted({found["filename"] for found in json.loads(output)})


# What is left out


def test_exclude_applies_to_all_that_is_found(run):
    write("awesome-lint.toml", 'include = ["*.md"]\nexclude = ["old.md"]\n')
    for name in ("new.md", "old.md"):
        write(name, make_list([*GOOD, damaged(31)]))
    assert names(run("check", "--output-format", "json")[1]) == ["new.md"]
    write("awesome-lint.toml", 'exclude = ["README.md"]\n')
    write("README.md", make_list([*GOOD, damaged(31)]))
    assert run("check") == (0, "Nothing was checked.\n", "awesome-lint: README.md: excluded\n")
    assert run("check", "README.md")[0] == 1


def test_the_command_line_leaves_more_out(run):
    for name in ("a.md", "docs/b.md", "docs/c.md"):
        write(name, make_list([*GOOD, damaged(31)]))
    assert names(run("check", "--exclude", "c.md", "--exclude", "/a.md", "--output-format", "json", ".")[1]) == ["docs/b.md"]
    assert names(run("check", "--exclude", "docs/", "--output-format", "json", ".")[1]) == ["a.md"]


@pytest.mark.parametrize("name", ["readme.md", "README.MD", "Readme.md"])
def test_a_readme_in_any_letters_is_what_is_checked(run, name):
    write(name, make_list(GOOD))
    assert run("check")[0] == 0
    write(name, make_list([*GOOD, damaged(31)]))
    assert names(run("check", "--output-format", "json")[1]) == [name]


def test_one_bad_thing_in_a_folder_does_not_stop_the_rest(run):
    write("good.md", make_list([*GOOD, damaged(31)]))
    Path("loop.md").symlink_to("loop.md")
    Path("latin.md").write_bytes(b"\xe9")
    status, out, err = run("check", "--output-format", "json", ".")
    assert (status, names(out)) == (2, ["good.md"])
    assert "latin.md:1: not UTF-8" in err
    assert "loop.md: can't be read" in err


# What is shown, and what counts


def test_what_is_minor_is_neither_shown_nor_counted(run):
    write("list.md", make_list(MINOR))
    assert run("check", "--fail-on", "info", "list.md")[0] == 1
    status, out, _ = run("check", "--fail-on", "info", "--min-severity", "warning", "list.md")
    assert (status, out) == (0, "No problems found in 1 file, 31 entries.\n1 finding below `warning` is not shown.\n")


def test_the_config_says_how_a_run_goes_and_the_command_line_more(run):
    write("list.md", make_list([*GOOD, swapped(31)]))
    write("awesome-lint.toml", 'fail-on = "error"\noutput-format = "concise"\n')
    status, out, _ = run("check", "list.md")
    assert (status, out.splitlines()[0].split(":")[0]) == (0, "list.md")
    assert run("check", "--fail-on", "warning", "list.md")[0] == 1
    write("awesome-lint.toml", 'min-severity = "error"\noutput-format = "json"\n')
    assert run("check", "list.md")[:2] == (0, "[]\n")
    Path("docs").mkdir()
    assert run("check", "--write-baseline", "docs/base.json", "list.md")[0] == 0
    write("awesome-lint.toml", 'baseline = "docs/base.json"\n')
    assert run("check", "list.md")[1] == "No new problems found in 1 file, 31 entries.\n1 known before is not shown.\n"


def test_findings_of_a_file_are_bounded(run, monkeypatch):
    assert MOST_FINDINGS == 20_000
    monkeypatch.setattr("awesome_lint.engine.MOST_FINDINGS", 3)
    write("list.md", make_list([*GOOD, *(damaged(n) for n in range(31, 41))]))
    for _ in range(2):  # the second time from the cache
        status, out, _ = run("check", "--output-format", "concise", "list.md")
        assert status == 1
        assert out.count("mojibake") == 3
        assert "list.md: and 7 more findings, not shown: 20,000 are the most of a file." in out


# What fix repairs


def test_fix_repairs_what_check_fails_on(run):
    path = write("list.md", make_list(MINOR))
    assert run("check", "list.md")[1].endswith("1 fixable with `awesome-lint fix --fail-on info`.\n".capitalize())
    run("fix", "list.md")
    assert path.read_text("utf-8") == make_list(MINOR)
    status, out, _ = run("fix", "--fail-on", "info", "list.md")
    assert (status, out.splitlines()[0]) == (0, "Fixed 1: entry-shape 1.")
    assert path.read_text("utf-8") == make_list([*MINOR[:-1], MINOR[-1] + "."])
    path = write("list.md", make_list([*GOOD, swapped(31), damaged(32)]))
    run("fix", "--fail-on", "error", "list.md")
    assert path.read_text("utf-8") == make_list([*GOOD, swapped(31), damaged(32).replace("Â³", "³")])


def test_fix_tells_what_it_did(run):
    write("list.md", make_list([*GOOD, swapped(31), swapped(32), damaged(33)]) + "\n\n\n\n## More\n\n\n" + entry(34) + "\n")
    status, out, err = run("fix", "--show-fixes", "list.md")
    assert status == 0
    assert out.splitlines()[0] == "Fixed 3: label-order 2, mojibake 1; laid out 2 lines."
    assert err == "awesome-lint: list.md: 3 fixes, 2 lines laid out; 34 entries, 68 links before and after\n"
    shown = out[out.index("list.md:\n") :].splitlines()
    assert any(line.startswith("  label-order: ") and line.endswith(" (2 times)") for line in shown)
    assert any(line.startswith("  mojibake: ") for line in shown)


def test_statistics_count_each_severity_and_all(run):
    write("list.md", make_list([*MINOR, swapped(40)]))
    _, out, _ = run("check", "--statistics", "list.md")
    total = [line for line in out.splitlines() if line.endswith("total")]
    rows = [line.split()[0] for line in out.splitlines() if line.split()[1] in ("error", "warning", "info")]
    assert total == [f"{sum(map(int, rows))}  total"]


# Layout


UNTIDY = make_list(GOOD) + "\n\n\n\n## More\n\n\n" + damaged(34) + "\n"
TIDY = make_list(GOOD) + "\n## More\n\n" + damaged(34) + "\n"


def test_format_lays_out_and_does_nothing_else(run):
    path = write("list.md", UNTIDY)
    write("tidy.md", TIDY)
    assert run("format", "--check", ".")[:2] == (1, "would lay out: list.md\n1 file would be laid out, 1 file would be left as it is.\n")
    status, out, _ = run("format", "--diff", ".")
    assert (status, path.read_text("utf-8")) == (1, UNTIDY)
    assert "-\n" in out
    assert run("format", ".")[:2] == (0, "1 file laid out, 1 file left as it is.\n")
    assert path.read_text("utf-8") == TIDY
    assert run("format", "--check", "list.md")[0] == 0
    assert run("format", "gone.md")[0] == 2


# Patches


@pytest.mark.parametrize(
    "text",
    [
        make_list([*GOOD, swapped(31), damaged(32)]),
        make_list([*GOOD, swapped(31), damaged(32)]).replace("\n", "\r\n"),
        make_list([*GOOD, damaged(32)]).rstrip("\n"),
        make_list([*GOOD, "- Odd \u2028 \x0b \x0c \x85 signs [[paper](https://arxiv.org/abs/2402.00001)]", damaged(32), swapped(33)]),
        "\ufeff" + make_list([damaged(31), *GOOD]),
    ],
    ids=["LF", "CRLF", "no line end", "odd signs", "mark"],
)
def test_git_makes_of_a_patch_what_fix_writes(run, text):
    names = ["list.md", "a folder/my list.md", 'quo"te.md', "caf\u00e9.md"]
    paths = [write(name, text) for name in names]
    command = [sys.executable, "-m", "awesome_lint", "fix", "--diff", *names]
    patch = subprocess.run(command, capture_output=True, check=False)
    assert (patch.returncode, patch.stderr) == (1, b"")
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], input=patch.stdout, check=True)
    patched = [path.read_bytes() for path in paths]
    for path in paths:
        path.write_bytes(text.encode())
    run("fix", *names)
    assert patched == [path.read_bytes() for path in paths]
    assert text.encode() not in patched


WRITTEN = {
    "as it is": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "some CRLF": lambda text: text.replace("\n- ", "\r\n- "),
    "a vertical tab": lambda text: text.replace(" of ", "\x0b of \x0b", 5),
    "a form feed": lambda text: text.replace("\n\n", "\n\x0c\n", 2),
    "a line separator": lambda text: text.replace(" the ", " the\u2028", 4) + "\u2028\n",
    "no line end": lambda text: text.rstrip("\n"),
    "a mark": lambda text: "\ufeff" + text,
}
"""The ways in which a list may be written that patches must take."""


@pytest.mark.parametrize("options", [(), ("--unsafe-fixes", "--fail-on", "info")], ids=["safe", "all"])
def test_git_makes_of_the_patches_of_our_lists_what_fix_writes(run, options):
    lists = {path.stem: path.read_bytes().decode() for path in (Path(__file__).parent / "lists").glob("*.md") if ".fixed" not in path.name}
    damages = "\n- FÂ³ Pruning  [[paper](http://arxiv.org/abs/2402.00001)]\t\n\n\n\n## End\n"
    texts = {f"{name}/{way}.md": spell(text + damages) for name, text in lists.items() for way, spell in WRITTEN.items()}
    for name, text in texts.items():
        write(name, text)
    command = [sys.executable, "-m", "awesome_lint", "fix", "--diff", *options, *texts]
    patch = subprocess.run(command, capture_output=True, check=False)
    assert patch.returncode == 1
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], input=patch.stdout, check=True)
    patched = {name: Path(name).read_bytes() for name in texts}
    for name, text in texts.items():
        write(name, text)
    run("fix", *options, *texts)
    assert patched == {name: Path(name).read_bytes() for name in texts}
    assert all(patched[name] != text.encode() for name, text in texts.items())


def test_a_patch_is_coloured_for_those_who_want_it(run):
    write("list.md", make_list([*GOOD, damaged(31)]))
    _, out, _ = run("fix", "--diff", "--color", "always", "list.md")
    assert "\x1b[31m-" in out
    assert "\x1b[32m+" in out


# Wrong words


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chek"], "there is no command `chek` (did you mean `check`?)"),
        (["list.md"], "there is no command `list.md` (did you mean `awesome-lint check list.md`?)"),
        (["check", "--statistic"], "there is no option `--statistic` (did you mean `--statistics`?)"),
        (["fix", "--unsafe"], "there is no option `--unsafe` (did you mean `--unsafe-fixes`?)"),
        (["check", "--output-format", "jsn"], "--output-format: there is no `jsn` (did you mean `json`?)"),
        (["check", "--jobs", "0"], "argument --jobs: `0` is no number of processes (1 or more; leave the option out for as many as pay)"),
    ],
)
def test_a_wrong_word_is_told_with_the_right_one(run, arguments, message):
    write("list.md", "")
    status, out, err = run(*arguments)
    usage, said = err.splitlines()
    assert (status, out, said) == (2, "", f"awesome-lint: {message}")
    assert usage == (
        "usage: awesome-lint [-h] [-V] COMMAND ..." if len(arguments) < 2 else f"usage: awesome-lint {arguments[0]} [OPTION ...] [PATH ...]"
    )


@pytest.mark.parametrize("arguments", [["-V"], ["check", "-V"], ["--version"]])
def test_the_version(run, arguments):
    assert run(*arguments)[1].startswith("awesome-lint 0.")


def test_quiet_is_short(run):
    write("CHANGELOG.md", make_list(GOOD))
    assert run("check", "-q", "CHANGELOG.md")[2] == ""


# Nearly suppressions


@pytest.mark.parametrize(
    ("comment", "meant"),
    [
        ("<!-- awesome-lint ignore label-order -->", "<!-- awesome-lint: ignore label-order -->"),
        ("<!-- Awesome-Lint: Ignore label-order -->", "<!-- awesome-lint: ignore label-order -->"),
        ("<!-- awesome-lint-disable-line label-order -->", "<!-- awesome-lint: ignore label-order -->"),
        ("<!-- awesome_lint: off -->", "<!-- awesome-lint: ignore -->"),
        ("<!-- awesome-lint: Ignore label-order -- on purpose -->", "<!-- awesome-lint: ignore label-order -- on purpose -->"),
        ("<!-- awesome-lint: disable label-order, mojibake -->", "<!-- awesome-lint: ignore label-order, mojibake -->"),
        ("\n\n<!-- awesome-lint: disable label-order, mojibake -->", "<!-- awesome-lint: off label-order, mojibake -->"),
        ("<!-- awesome-lint: disable-line -->", "<!-- awesome-lint: ignore -->"),
        ("<!-- awesome-lint is what checks this list -->", None),
        ("`<!-- awesome-lint ignore label-order -->`", None),
    ],
)
def test_what_is_nearly_a_suppression_is_told(run, comment, meant):
    write("list.md", make_list([*GOOD, f"{entry(31)} {comment}"]))
    found = json.loads(run("check", "--output-format", "json", "list.md")[1])
    assert [one["code"] for one in found] == ["unknown-rule"] * bool(meant)
    assert all(one["message"].endswith(f"suppresses nothing; write `{meant}`") for one in found)


def test_the_markdown_of_a_fix_says_what_was_done(run):
    text = "# List\n\n## A\n\n" + "".join(f"- [Tool {n}](https://example.org/{n}) - Does `{n}`.\n" for n in range(5))
    Path("list.md").write_text(text + "- [Paper](http://arxiv.org/abs/2301.00001)  \n", "utf-8")
    assert run("fix", "--isolated", "--output-file", "markdown=done.md", "list.md")[0] == 0
    written = Path("done.md").read_text("utf-8")
    assert "🔧 **Fixed 1: insecure-url 1" in written
    assert "- `list.md` `insecure-url`: Write https\n" in written
    assert "No problems found" in written
    assert run("check", "--isolated", "--output-file", "markdown=done.md", "list.md")[0] == 0
    assert "Fixed" not in Path("done.md").read_text("utf-8")
