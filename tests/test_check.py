"""`check` and `fix` from the command line: files, exit status, old findings, outputs."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from lists import GOOD, damaged, entry, make_list, swapped, title, write

from awesome_lint.commands import known
from awesome_lint.fingerprint import added_rows
from awesome_lint.knowledge import fold_title

CORPUS = Path(__file__).parents[1] / ".." / "shared" / "corpus"


pytestmark = pytest.mark.usefixtures("elsewhere")


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def codes(output: str) -> list[tuple[str, int]]:
    return [(found["code"], found["location"]["row"]) for found in json.loads(output)]


# Exit status and files


def test_a_clean_list_is_0_and_a_finding_is_1(run):
    write("README.md", make_list(GOOD))
    assert run("check") == (0, "No problems found in 1 file, 30 entries.\n", "")
    write("README.md", make_list([*GOOD, damaged(31)]))
    assert run("check")[0] == 1
    assert run("check", "--fail-on", "error")[0] == 1
    assert run("check", "--fail-on", "never")[0] == 0


def test_fail_on_is_a_threshold(run):
    write("README.md", make_list([*GOOD, swapped(31)]))
    assert [run("check", "--fail-on", level)[0] for level in ("error", "warning", "info")] == [0, 1, 1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing.md"], "nothing.md: no such file or folder"),
        ([], "there is no README.md here (name a file or folder, or set `include` in a config file)"),
        (["--select", "mojibak", "."], "--select: there is no rule or group `mojibak` (did you mean `mojibake`?)"),
        (
            ["--baseline", "none.json", "list.md"],
            "none.json: the baseline can't be read: No such file or directory (`awesome-lint check --write-b",
        ),
        (["--new-since", "main", "list.md"], "--new-since main: `{cwd}` is in no git repository"),
        (["--output-file", "xml=a", "list.md"], "--output-file xml=a: expected FORMAT=PATH (the formats are "),
        (["--select", "", "list.md"], "--select names no rule: none would run (leave it out for the rules that are on by default)"),
        (["--isolated", "--config", "a.toml", "list.md"], "--isolated reads no config file: leave it or --config out"),
    ],
)
def test_what_a_user_can_mend_is_2(run, monkeypatch, tmp_path, arguments, message):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    write("list.md", make_list(GOOD))
    status, out, err = run("check", *arguments)
    assert (status, out) == (2, "")
    assert err.startswith("awesome-lint: " + message.format(cwd=Path.cwd()))


def test_one_unreadable_file_does_not_hide_the_findings_of_others(run):
    write("good.md", make_list([*GOOD, damaged(31)]))
    Path("bad.md").write_bytes(b"- caf\xe9 [a](https://example.org)\n")
    status, out, err = run("check", "--output-format", "json", "bad.md", "good.md")
    assert status == 2
    assert codes(out) == [("mojibake", 35)]
    assert err == "awesome-lint: bad.md:1: not UTF-8: byte 0xe9 at offset 5 (save the file as UTF-8)\n"


def test_a_file_that_cannot_be_written_does_not_keep_others_from_being_mended(run):
    text = make_list([*GOOD, damaged(31)])
    write("a.md", text).chmod(0o444)
    write("b.md", text)
    status, _, err = run("fix", "a.md", "b.md")
    assert status == 2
    assert "awesome-lint: a.md: the file is read-only\n" in err
    assert Path("a.md").read_text("utf-8") == text
    assert Path("b.md").read_text("utf-8") != text
    assert run("check", "--add-ignores", "a.md")[0] == 2


@pytest.mark.parametrize("name", ["CHANGELOG.md", "CONTRIBUTING.md", "code-of-conduct.md", "docs/prose.md"])
def test_a_file_that_is_no_list_is_skipped(run, name):
    text = make_list([damaged(1)]) if name != "docs/prose.md" else "# Prose\n\nNothing is listed here: FÂ³.\n"
    write(name, text)
    status, out, err = run("check", name)
    assert (status, out) == (0, "Nothing was checked.\n")
    assert err.startswith(f"awesome-lint: {name}: skipped, no list")
    assert run("fix", name)[0] == 0
    assert Path(name).read_text("utf-8") == text


def test_exclude_counts_for_files_found_and_with_force_exclude_for_files_named(run):
    write("awesome-lint.toml", 'exclude = ["old/"]\n')
    write("old/list.md", make_list([*GOOD, damaged(31)]))
    write("new/list.md", make_list(GOOD))
    assert run("check", ".")[0] == 0
    assert run("check", "old/list.md")[0] == 1
    status, _, err = run("check", "--force-exclude", "old/list.md")
    assert (status, err) == (0, "awesome-lint: old/list.md: excluded\n")


def test_include_says_what_is_checked_without_a_path(run):
    write("awesome-lint.toml", 'include = ["docs/*.md"]\n')
    write("docs/papers.md", make_list([*GOOD, damaged(31)]))
    write("README.md", "# Nothing\n")
    status, out, _ = run("check", "--output-format", "concise")
    assert status == 1
    assert out.startswith("docs/papers.md:35:10: error mojibake ")


def test_per_file_ignores_and_severity(run):
    write("awesome-lint.toml", '[per-file-ignores]\n"zh.md" = ["labels"]\n[severity]\nlabel-order = "error"\n')
    text = make_list([*GOOD, swapped(31)])
    write("en.md", text)
    write("zh.md", text)
    _, out, _ = run("check", "--output-format", "json", ".")
    assert [(f["filename"], f["code"], f["severity"]) for f in json.loads(out)] == [("en.md", "label-order", "error")]


def test_standard_input(run, monkeypatch):
    class Stdin:
        buffer = io.BytesIO(make_list([*GOOD, damaged(31)]).encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    status, out, _ = run("check", "-", "--stdin-filename", "list.md", "--output-format", "concise")
    assert status == 1
    assert out.startswith("list.md:35:10: error mojibake")
    Stdin.buffer.seek(0)
    status, out, err = run("fix", "-", "--output-format", "concise")
    assert (status, out) == (0, make_list([*GOOD, damaged(31).replace("FÂ³", "F³")]))
    assert "Fixed 1: mojibake 1." in err
    Stdin.buffer = io.BytesIO(out.encode())
    assert run("fix", "-")[1] == out
    Stdin.buffer = io.BytesIO(out.encode())
    assert "skipped, no list, by its name" in run("check", "-", "--stdin-filename", "CHANGELOG.md")[2]


def test_fix_mends_and_diff_only_shows(run):
    path = write("list.md", make_list([*GOOD, swapped(31), damaged(32)]))
    before = path.read_text("utf-8")
    status, out, _ = run("fix", "--diff", "list.md")
    assert status == 1
    assert path.read_text("utf-8") == before
    assert [line for line in out.splitlines() if line[:1] in "+-"][2:] == [
        f"-{swapped(31)}",
        f"-{damaged(32)}",
        f"+{entry(31)}",
        f"+{damaged(32).replace('Â³', '³')}",
    ]
    status, out, err = run("fix", "list.md")
    assert status == 0
    assert out.startswith("Fixed 2: label-order 1, mojibake 1.\n")
    assert err == "awesome-lint: list.md: 2 fixes; 32 entries, 64 links before and after\n"
    assert run("fix", "--diff", "list.md")[:2] == (0, "")


def test_several_processes_say_the_same_as_one(run):
    for n in range(6):
        write(f"lists/{n}.md", make_list([*GOOD, damaged(31), swapped(32)]))
    one = run("check", "--no-cache", "--jobs", "1", "--output-format", "json", "lists")
    two = run("check", "--no-cache", "--jobs", "2", "--output-format", "json", "lists")
    assert one == two
    assert len(json.loads(one[1])) == 12


def test_a_second_run_remembers_the_first(run, monkeypatch):
    write("list.md", make_list([*GOOD, swapped(31)]))
    first = run("check", "list.md")
    monkeypatch.setattr("awesome_lint.commands.work.judged", None)  # nothing is judged anew
    assert run("check", "list.md") == first
    monkeypatch.undo()


def test_one_run_writes_several_outputs(run):
    write("list.md", make_list([*GOOD, swapped(31)]))
    run("check", "list.md", "--output-file", "json=out/a.json", "--output-file", "sarif=out/b.sarif", "--output-file", "counts=counts")
    assert codes(Path("out/a.json").read_text("utf-8")) == [("label-order", 35)]
    assert json.loads(Path("out/b.sarif").read_text("utf-8"))["runs"][0]["results"][0]["ruleId"] == "label-order"
    assert Path("counts").read_text("utf-8") == "findings=1\nnew-findings=1\nfixable=1\nchecked-entries=31\n"


def test_statistics_and_coverage(run):
    write("list.md", make_list([*GOOD, swapped(31), swapped(32), damaged(33)]))
    _, out, _ = run("check", "list.md", "--statistics")
    assert out == "2  warning  label-order  [*]\n1  error    mojibake     [*]\n3  total\n[*] has a safe fix, [?] an unsafe one\n"
    _, out, _ = run("check", "list.md", "--coverage")
    lines = [line.split(maxsplit=4) for line in out.splitlines() if "examined" in line]
    seen = {line[4].split()[0]: (line[1], line[3]) for line in lines}
    assert seen["label-order"] == ("33", "2")
    assert seen["toc-order"][0] == "0"
    assert next(line[4] for line in lines if line[4].startswith("toc-order")).endswith("nothing in these files is what it looks at")
    _, out, err = run("check", "list.md", "--coverage", "--output-format", "json")
    assert len(json.loads(out)) == 3
    assert "label-order" in err


# Old findings


def test_a_baseline_hides_what_is_known_wherever_it_moves(run):
    old = [*GOOD, swapped(31), damaged(32), swapped(33)]
    path = write("list.md", make_list(old))
    status, out, err = run("check", "list.md", "--write-baseline", "base.json")
    assert (status, out) == (0, "")
    assert err == "awesome-lint: base.json: 3 findings written; `--baseline base.json` shows new ones only\n"
    status, out, _ = run("check", "list.md", "--baseline", "base.json")
    assert (status, out) == (0, "No new problems found in 1 file, 33 entries.\n3 known before are not shown.\n")
    moved = [swapped(33), *GOOD, damaged(32), entry(34), swapped(31), damaged(35)]
    path.write_text("Words.\n" * 100 + "\n" + make_list(moved), "utf-8")
    status, out, _ = run("check", "list.md", "--baseline", "base.json", "--output-format", "json")
    assert status == 1
    assert codes(out) == [("mojibake", 140)]
    _, out, _ = run("check", "list.md", "--baseline", "base.json")
    assert out.endswith("\n1 fixable with `awesome-lint fix --baseline base.json`.\n")
    write("awesome-lint.toml", 'baseline = "base.json"\n')
    assert run("check", "list.md")[1].endswith("\n1 fixable with `awesome-lint fix`.\n")


def test_a_baseline_shrinks_by_itself_and_never_grows(run):
    path = write("docs/list.md", make_list([*GOOD, swapped(31), damaged(32)]))
    run("check", "docs/list.md", "--write-baseline", "base.json")
    path.write_text(make_list([*GOOD, entry(31), damaged(32), damaged(33)]), "utf-8")
    run("check", "docs/list.md", "--baseline", "base.json", "--select", "mojibake")  # label-order wasn't run: nothing is known to be gone
    assert "label-order" in Path("base.json").read_text("utf-8")
    _, out, _ = run("check", "docs/list.md", "--baseline", "base.json")
    assert out.endswith("1 finding of the baseline is gone: base.json is smaller now.\n")
    known = json.loads(Path("base.json").read_text("utf-8"))["files"]
    assert known == {"docs/list.md": {f"mojibake › {fold_title(title(32).replace('Pruning', 'FÂ³ Pruning'))} › FÂ³": 1}}


@pytest.mark.parametrize("text", ["[]", "{}", '{"version": 2, "files": {}}', '{"version": 1, "files": {"a": 3}}', "no JSON"])
def test_a_broken_baseline_is_told(run, text):
    write("list.md", make_list(GOOD))
    write("base.json", text)
    status, _, err = run("check", "list.md", "--baseline", "base.json")
    assert status == 2
    assert err.startswith("awesome-lint: base.json: not a baseline")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the collected lists are not here")
def test_a_baseline_on_a_list_of_3000_papers(run):
    path = Path(shutil.copy(CORPUS / "diff-usion+Awesome-Diffusion-Models.md", "list.md"))
    run("check", "list.md", "--write-baseline", "base.json")
    assert run("check", "list.md", "--baseline", "base.json", "--output-format", "json")[:2] == (0, "[]\n")
    text = path.read_text("utf-8")
    planted = text.replace(
        "Deep Unsupervised Learning using Nonequilibrium Thermodynamics",
        "Deep Unsupervised LearningÂ³ using Nonequilibrium Thermodynamics",
        1,
    )
    assert planted != text
    path.write_text(planted, "utf-8")
    _, out, _ = run("check", "list.md", "--baseline", "base.json", "--output-format", "json")
    ((code, row),) = codes(out)
    assert code == "mojibake"
    path.write_text("An introduction.\n" * 100 + "\n" + planted, "utf-8")
    _, out, _ = run("check", "list.md", "--baseline", "base.json", "--output-format", "json")
    assert codes(out) == [("mojibake", row + 101)]


def test_new_since_tells_what_the_work_brought_in(run):
    git("init")
    old = [*GOOD, *(swapped(n) for n in range(31, 33)), damaged(33)]
    path = write("docs/list.md", make_list(old))
    git("add", ".")
    git("commit", "-m", "old")
    git("checkout", "-q", "-b", "work")
    path.write_text(make_list([*old[:5], swapped(40), *old[5:]]), "utf-8")
    git("commit", "-a", "-m", "new")
    status, out, _ = run("check", "docs/list.md", "--new-since", "main", "--output-format", "json")
    assert (status, codes(out)) == (1, [("label-order", 10)])
    assert "\n1 fixable with `awesome-lint fix --new-since main`.\n" in run("check", "docs/list.md", "--new-since", "main")[1]
    _, out, _ = run("check", "docs/list.md", "--new-since", "main", "--output-format", "markdown")
    assert f"#### Paste this instead\n\n`docs/list.md`, line 10:\n\n```markdown\n{entry(40)}\n```" in out
    assert "3 older findings not shown" in out
    # What the base brings in meanwhile is not this work's: the merge base counts.
    git("checkout", "-q", "main")
    path.write_text(make_list([*old, damaged(50)]), "utf-8")
    git("commit", "-a", "-m", "meanwhile")
    git("checkout", "-q", "work")
    _, out, _ = run("check", "docs/list.md", "--new-since", "main", "--output-format", "json")
    assert codes(out) == [("label-order", 10)]


def test_a_file_that_is_new_is_new_altogether(run):
    git("init")
    write("a.md", make_list(GOOD))
    git("add", ".")
    git("commit", "-m", "one")
    write("b.md", make_list([*GOOD, damaged(31)]))
    _, out, _ = run("check", ".", "--new-since", "HEAD", "--output-format", "json")
    assert codes(out) == [("mojibake", 35)]


def test_of_two_equal_lines_the_added_one_is_new(run):
    git("init")
    path = write("list.md", make_list([*GOOD, swapped(31)]))
    git("add", ".")
    git("commit", "-m", "one")
    path.write_text(make_list([*GOOD[:3], swapped(31), *GOOD[3:], swapped(31)]), "utf-8")
    _, out, _ = run("check", ".", "--new-since", "HEAD", "--output-format", "json", "--select", "label-order")
    assert codes(out) == [("label-order", 8)]


@pytest.mark.parametrize("known", ["--new-since", "--baseline", "config"])
def test_fix_leaves_old_findings_and_old_lines_alone(run, known):
    git("init")
    old = [*GOOD, swapped(31), damaged(32)]
    text = make_list(old).replace("\n- ", "\n-  ", 1)  # a line that layout would change
    path = write("list.md", text)
    git("add", ".")
    git("commit", "-m", "old")
    run("check", "list.md", "--write-baseline", "base.json")
    path.write_text(f"{text.rstrip()}\n{swapped(33)}\n{damaged(34)}\n", "utf-8")
    options = {"--new-since": ["--new-since", "HEAD"], "--baseline": ["--baseline", "base.json"], "config": []}[known]
    if known == "config":
        write("awesome-lint.toml", 'baseline = "base.json"\n')
    _, patch, _ = run("fix", "list.md", "--diff", *options)
    assert [line for line in patch.splitlines() if line.startswith("-") and not line.startswith("---")] == [
        f"-{swapped(33)}",
        f"-{damaged(34)}",
    ]
    status, out, _ = run("fix", "list.md", *options)
    assert (status, out.splitlines()[0]) == (0, "Fixed 2: label-order 1, mojibake 1.")
    mended = damaged(34).replace("FÂ³", "F³")
    assert path.read_text("utf-8") == f"{text.rstrip()}\n{entry(33)}\n{mended}\n"
    # Without the baseline, or when it is written anew, all is mended.
    assert run("fix", "list.md", "--write-baseline", "base.json")[0] == 0
    assert path.read_text("utf-8").splitlines()[4:] == [
        *GOOD,
        entry(31),
        damaged(32).replace("FÂ³", "F³"),
        entry(33),
        mended,
    ]
    assert json.loads(Path("base.json").read_text("utf-8"))["files"] == {}


def test_fix_leaves_old_findings_alone_in_an_entry_whose_title_it_mends(run):
    names = ["Adam", "BERT", "CLIP", "DETR", "ELMo", "GPT-3", "LoRA", "Mask R-CNN", "ResNet", "Swin", "T5", "XLNet"]
    others = [
        f"- **{name} for Pruning**. [[paper](https://arxiv.org/abs/2401.000{n})] [[code](https://github.com/a/b{n})]"
        for n, name in enumerate(names, 10)
    ]
    damaged_too = "- **CPÂ³ for Pruning**. [[code](https://github.com/a/b50)] [[paper](http://arxiv.org/abs/2401.00050)]"
    path = write("list.md", make_list([*others, damaged_too]))
    run("check", "list.md", "--ignore", "mojibake", "--write-baseline", "base.json")
    before = json.loads(Path("base.json").read_text("utf-8"))["files"]["list.md"]
    assert {key.partition(" ")[0] for key in before} >= {"label-order", "insecure-url", "entry-order"}
    _, out, _ = run("check", "list.md", "--baseline", "base.json", "--output-format", "json")
    assert codes(out) == [("mojibake", 17)]
    for _ in range(2):  # the next time too: the baseline knows the old findings by the new title
        status, out, _ = run("fix", "list.md", "--baseline", "base.json")
        assert (status, "gone" in out) == (0, False)
        assert path.read_text("utf-8") == make_list([*others, damaged_too.replace("CPÂ³", "CP³")])
        after = json.loads(Path("base.json").read_text("utf-8"))["files"]["list.md"]
        assert after == {key.replace(fold_title("CPÂ³"), fold_title("CP³")).replace("CPÂ³", "CP³"): count for key, count in before.items()}


def test_fix_compares_a_text_with_its_base_once(run, monkeypatch):
    git("init")
    path = write("list.md", make_list([*GOOD, swapped(31)]))
    git("add", ".")
    git("commit", "-m", "old")
    path.write_text(make_list([*GOOD, swapped(31), damaged(32)]), "utf-8")
    compared = []

    def added(before, after):
        compared.append(after.text)
        return added_rows(before, after)

    monkeypatch.setattr(known, "added_rows", added)
    assert run("fix", "list.md", "--new-since", "HEAD")[0] == 0
    assert len(compared) == len(set(compared)) == 2  # as given, and as mended


def test_a_baseline_that_cannot_be_read_keeps_fix_from_writing(run):
    path = write("list.md", make_list([*GOOD, swapped(31)]))
    before = path.read_bytes()
    assert run("fix", "list.md", "--baseline", "none.json")[0] == 2
    assert path.read_bytes() == before


def test_an_unknown_revision_is_told(run):
    git("init")
    write("a.md", make_list(GOOD))
    git("add", ".")
    git("commit", "-m", "one")
    status, _, err = run("check", "a.md", "--new-since", "origin/main")
    assert status == 2
    assert "git knows no revision `origin/main` (fetch it first; in GitHub's checkout step: `fetch-depth: 0`)" in err
    assert run("check", "a.md", "--new-since=--output=x")[0] == 2


def test_one_new_entry_cannot_make_old_lines_wrong(run):
    """19 of 20 is the list's own way, 18 of 20 is not: the base's verdict counts for the head."""
    git("init")
    old = [entry(n) for n in range(1, 10)] + [swapped(10)]  # 9 of 10: no way of its own
    path = write("list.md", make_list(old))
    git("add", ".")
    git("commit", "-m", "old")
    path.write_text(make_list([*old, entry(11), *(entry(n) for n in range(12, 30))]), "utf-8")
    assert run("check", "list.md", "--output-format", "json")[0] == 1  # now the swapped one stands alone
    status, out, _ = run("check", "list.md", "--new-since", "HEAD", "--output-format", "json")
    assert (status, out) == (0, "[]\n")


def test_add_ignores_writes_comments_that_work(run):
    table = "\n| Title | Link |\n| --- | --- |\n| FÂ³ in a Table | [[paper](https://arxiv.org/abs/2402.00001)] |\n"
    text = make_list([*GOOD, swapped(31), damaged(32) + "  ", "  Text after a hard break.", swapped(33) + "\\", "  More."])
    path = write("list.md", text + table + "\n## FÂ³ Things\n\n" + entry(34) + "\n")
    status, _, err = run("check", "list.md", "--add-ignores", "--reason", "since -- 2019 -->")
    assert status == 0
    assert err == "awesome-lint: list.md: 5 findings suppressed\n"
    lines = path.read_text("utf-8").split("\n")
    assert lines[34] == swapped(31) + " <!-- awesome-lint: ignore label-order -- since - 2019 - -->"
    assert lines[35] == damaged(32) + " <!-- awesome-lint: ignore mojibake -- since - 2019 - -->  "
    assert "<!-- awesome-lint: ignore mojibake -- since - 2019 - -->" in lines
    assert run("check", "list.md")[:2] == (0, f"No problems found in 1 file, {35} entries.\n")


def test_add_ignores_leaves_out_the_comments_that_would_change_the_page(run):
    prose = 'Words above\n[a link](http://github.com/someone/method1 "a title\nof two lines") and more.\n\n'
    text = make_list([*GOOD, damaged(31)]).replace("## ", f"{prose}## ", 1)
    path = write("list.md", text)
    found = codes(run("check", "list.md", "--output-format", "json")[1])
    assert sorted(code for code, _ in found) == ["insecure-url", "mojibake"]
    assert run("check", "list.md", "--add-ignores")[2] == "awesome-lint: list.md: 1 finding suppressed\n"
    assert prose in path.read_text("utf-8")
    assert [code for code, _ in codes(run("check", "list.md", "--output-format", "json")[1])] == ["insecure-url"]


@pytest.mark.parametrize(
    ("old", "code"),
    [
        ('<a href="http://github.com/someone/method1">\n<img src="a.png" alt="A picture">\n</a>\n', "insecure-url"),
        ("[one]: https://example.org/1\n[two]: https://example.org/2\n[one]: https://example.org/3\n", "duplicate-definition"),
    ],
)
def test_add_ignores_writes_above_what_must_be_alone_in_its_line(run, old, code):
    uses = "[One][one] and [two][two] are used.\n\n"
    path = write("list.md", make_list(GOOD).replace("## ", f"{uses}{old}\n## ", 1))
    assert [found for found, _ in codes(run("check", "list.md", "--select", code, "--output-format", "json")[1])] == [code]
    assert run("check", "list.md", "--select", code, "--add-ignores")[2] == "awesome-lint: list.md: 1 finding suppressed\n"
    written = path.read_text("utf-8").split("\n")
    comment = f"<!-- awesome-lint: ignore {code} -- old finding, not looked at yet -->"
    assert "\n".join(line for line in written if line != comment) == make_list(GOOD).replace("## ", f"{uses}{old}\n## ", 1)
    assert comment in written
    assert run("check", "list.md", "--select", code)[0] == 0


def test_fix_says_which_rules_changed_a_count(run):
    write("list.md", make_list([*GOOD, entry(30)]))
    said = run("fix", "--unsafe-fixes", "list.md")[2]
    assert re.search(r"31 entries, \d+ links before, 30 entries, \d+ links after \(duplicate-entry\)\n", said)
    assert " before and after\n" in run("fix", str(write("other.md", make_list([*GOOD, damaged(31)]))))[2]


# Config


def test_config_tells_what_applies_and_why(run):
    write("awesome-lint.toml", 'ignore = ["toc-order"]\n\n[per-file-ignores]\n"zh.md" = ["labels"]\n')
    status, out, _ = run("config", "zh.md")
    assert status == 0
    lines = out.splitlines()
    assert lines[0] == "# The settings of zh.md, from awesome-lint.toml"
    assert 'ignore = ["toc-order"]                                        # awesome-lint.toml:1' in lines
    assert "# off  toc-order                ignore (awesome-lint.toml:1)" in lines
    assert "# off  label-order              per-file-ignores (awesome-lint.toml:3)" in lines
    assert "# fix  not-canonical            the work of `fix`" in lines
    assert "# off  missing-label            per-file-ignores (awesome-lint.toml:3)" in lines
    assert run("config", "--isolated", "zh.md")[1].startswith("# The settings of zh.md, the defaults: no config file applies\n")


def test_the_settings_are_toml(run):
    write("list.md", make_list(GOOD))
    config = {"rules": {"missing-label": {"required": ["paper", 'co"de']}}, "per-file-ignores": {"docs/*.md": ["toc"]}}
    write(
        "awesome-lint.toml",
        '[rules.missing-label]\nrequired = ["paper", \'co"de\']\n[per-file-ignores]\n"docs/*.md" = ["toc"]\n',
    )
    status, out, _ = run("config", "list.md")
    assert status == 0
    assert config.items() <= tomllib.loads(out).items()
    assert 'rules = {missing-label = {required = ["paper", "co\\"de"]}}' in out


def test_a_broken_config_ends_the_run_before_anything_is_written(run):
    write("awesome-lint.toml", "ignroe = []\n")
    path = write("list.md", make_list([*GOOD, damaged(31)]))
    before = path.read_bytes()
    status, out, err = run("fix", "list.md")
    assert (status, out) == (2, "")
    assert err == "awesome-lint: awesome-lint.toml:1: unknown key `ignroe` (did you mean `ignore`?)\n"
    assert path.read_bytes() == before


def test_an_ignored_full_stop_stays_ignored(run):
    described = [f"- [{title(n)}](https://example.org/{n}) - What it is." for n in range(1, 31)]
    write("list.md", make_list([*described, described[0].replace("/1)", "/31)").replace(title(1), title(31)).rstrip(".")]))
    assert codes(run("check", "list.md", "--output-format", "json")[1]) == [("entry-shape", 35)]
    run("check", "list.md", "--add-ignores")
    assert run("check", "list.md", "--output-format", "json")[1] == "[]\n"


# Other commands


def test_entries_are_data(run):
    write("list.md", make_list([entry(1), swapped(2)]))
    status, out, _ = run("entries", "list.md")
    assert status == 0
    first, second = map(json.loads, out.splitlines())
    assert (first["title"], first["line"], first["identities"]) == (title(1), 5, ["arxiv:2401.00001", "github:someone/method1"])
    assert [link["role"] for link in second["links"]] == ["code", "paper"]


@pytest.mark.parametrize("command", [["venue"], ["entries", "list.md"], ["style", "list.md"], ["config"]])
def test_every_command_obeys_the_config(run, command):
    write("list.md", make_list(GOOD))
    assert run(*command)[0] == 0
    write("awesome-lint.toml", "ignroe = []\n")
    assert run(*command)[0] == 2
    assert run(*command, "--isolated")[0] == 0
    write("other.toml", 'packs = ["none.toml"]\n')
    assert run(*command, "--config", "other.toml")[0] == 2


# Style


def test_the_style_that_is_written_is_the_style_that_applies(run):
    write("list.md", make_list(GOOD))
    status, out, _ = run("style", "list.md")
    assert status == 0
    assert re.search(r"^  link-brackets +\[\[x\]\(u\)\] +60 of 60$", out, re.MULTILINE)
    shown = json.loads(run("style", "list.md", "--output-format", "json")[1])
    status, _, err = run("style", "list.md", "--write")
    pinnable = [(t["trait"], t["value"]) for t in shown if t["pinnable"]]
    assert (status, err) == (0, f"awesome-lint: {len(pinnable)} traits written to awesome-lint.toml\n")
    pinned = json.loads(run("style", "list.md", "--output-format", "json")[1])
    assert [(t["trait"], t["value"]) for t in pinned if t["pinned"]] == pinnable
    assert [(t["trait"], t["value"]) for t in pinned] == [(t["trait"], t["value"]) for t in shown]
    assert run("check", "list.md")[0] == 0
    write("list.md", make_list([swapped(n) for n in range(1, 31)]))  # all of them: only a pin knows that it is wrong
    assert len(json.loads(run("check", "list.md", "--select", "label-order", "--output-format", "json")[1])) == 30
    status, _, err = run("style", "list.md", "--write")
    assert status == 2
    assert "the config pins a style already (remove its `style` first)" in err


def test_a_style_is_added_to_the_config_that_is_there(run):
    write("pyproject.toml", '[project]\nname = "x"\n\n[tool.awesome-lint]\nignore = ["toc"]')
    write("docs/list.md", make_list(GOOD))
    assert run("style", "docs/list.md", "--write")[0] == 0
    text = Path("pyproject.toml").read_text("utf-8")
    assert text.startswith('[project]\nname = "x"\n\n[tool.awesome-lint]\nignore = ["toc"]\n\n# The house style')
    assert '\n[tool.awesome-lint.style]\n\n# how a label is spelled (30 of 30)\nlabel-spelling.paper = "paper"\n' in text
    assert run("check", "docs/list.md")[0] == 0


# The end of the process


def process(*arguments: str, **streams: object) -> subprocess.CompletedProcess[str]:
    """The command as it is installed, with buffered streams."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    code = "from awesome_lint.cli import run; run()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment, text=True, check=False, **({"stdout": -1, "stderr": -1} | streams)
    )


@pytest.mark.parametrize("arguments", [("fix", "-"), ("check", "-"), ()])
def test_nothing_of_the_output_is_lost_at_the_end(arguments):
    unwritable = ("--output-file", "json=/dev/null/report") if arguments else ()
    done = process(*arguments, *unwritable, input=make_list(GOOD))
    assert done.returncode == 2
    assert done.stdout.strip()
    assert "bug of awesome-lint" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_told_as_one():
    write("README.md", make_list(GOOD))
    with Path("/dev/full").open("w") as full:
        done = process("check", "README.md", stdout=full)
    assert (done.returncode, "No space left" in done.stderr, "bug" in done.stderr) == (2, True, False)


def test_a_reader_that_goes_away_is_no_error():
    write("README.md", make_list(GOOD))
    with subprocess.Popen(
        [sys.executable, "-m", "awesome_lint", "check", "README.md"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        running.stdout.close()
        assert running.stderr.read() == b""
