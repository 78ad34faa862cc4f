"""The documentation tells the truth: its commands run, its configs are valid, its comments suppress, its site builds."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from awesome_lint.cli import whole_parser
from awesome_lint.commands.rule import as_data
from awesome_lint.config import load
from awesome_lint.engine import lint
from awesome_lint.rule import all_rules
from awesome_lint.settings import Settings
from awesome_lint.source import Source

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if path.name != "rules.md")
SITE, REPOSITORY = "https://awesome-lint.github.io/awesome-lint/", "https://github.com/awesome-lint/awesome-lint/blob/main/"


def blocks(language: str) -> list[tuple[str, str, str]]:
    """The fences of a language in all pages: the page, the marker above (or nothing), the text."""
    pattern = re.compile(rf"(?:<!-- (\w+) -->\n\n)?^```{language}\n(.*?)^```", re.DOTALL | re.MULTILINE)
    return [(path.stem, match[1] or "", match[2]) for path in PAGES for match in pattern.finditer(path.read_text("utf-8"))]


def numbered(found):
    return [pytest.param(*block[1:], id=f"{block[0]}-{number}") for number, block in enumerate(found)]


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A git repository with the list that the pages speak of."""
    shutil.copy(ROOT / "examples" / "papers.md", tmp_path / "papers.md")
    shutil.copy(ROOT / "examples" / "papers.md", tmp_path / "README.md")
    environment = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment |= {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "XDG_CACHE_HOME": str(tmp_path / "cache")}
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for command in ("init -q", "add papers.md README.md", "commit -q -m list"):
        subprocess.run(["git", *command.split()], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="the commands are written for a POSIX shell")
@pytest.mark.parametrize(("marker", "text"), [b for b in numbered(blocks("sh")) if b.values[0] == "run"])
def test_commands_run(marker, text, repository):  # noqa: ARG001 - names the block
    for line in text.splitlines():
        done = subprocess.run(["bash", "-c", line], cwd=repository, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), f"{line}\n{done.stderr}"
        assert "internal error" not in done.stderr


def test_the_output_of_the_quick_start_is_what_is_printed(repository, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    ((page, _, shown),) = (block for block in blocks("text") if block[1] == "shown")
    command = ["check", "--isolated", "--no-cache", "--select", "mojibake", "papers.md"]
    done = subprocess.run([sys.executable, "-m", "awesome_lint", *command], cwd=repository, capture_output=True, text=True, check=False)
    assert (page, shown) == ("index", done.stdout)


@pytest.mark.parametrize(("marker", "text"), [b for b in numbered(blocks("sh")) if b.values[0] != "run"])
def test_other_commands_are_understood(marker, text):  # noqa: ARG001 - names the block
    for line in text.splitlines():
        words = shlex.split(line.partition("|")[0], comments=True)
        if words[:1] == ["awesome-lint"]:
            assert whole_parser()[0].parse_args(words[1:]).command


@pytest.mark.parametrize(("marker", "text"), [b for b in numbered(blocks("toml")) if b.values[0] != "foreign"])
def test_configs_are_valid(marker, text, tmp_path):
    (pack,) = (text for _, marker, text in blocks("toml") if marker == "pack")
    (tmp_path / "own.toml").write_text(pack, "utf-8")
    is_ours = "[tool.awesome-lint" in text
    path = tmp_path / ("pyproject.toml" if is_ours else "awesome-lint.toml")
    path.write_text('packs = ["own.toml"]\n' if marker == "pack" else text, "utf-8")
    assert load(path) != Settings()


def test_the_pack_of_the_docs_does_what_they_say(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (pack,) = (text for _, marker, text in blocks("toml") if marker == "pack")
    (tmp_path / "own.toml").write_text(pack, "utf-8")
    (tmp_path / "awesome-lint.toml").write_text('packs = ["own.toml"]\n', "utf-8")
    host = "papers.testing.example"
    text = (
        f"# List\n\n## CVPR 2024\n\n- One Way of Testing Things [[paper](https://{host}/cot2024/7)]\n"
        f"- Another Way of Testing [[paper](http://{host}/cot2024/8)]\n\n"
        f"## CoT 2024\n\n- One Way of Testing Things [[paper](https://{host}/cot2024/7.pdf)]\n"
    )
    plan = load(Path("awesome-lint.toml")).plan_for(Path("list.md"))
    found = {(d.code, text.count("\n", 0, d.finding.span.start) + 1) for d in lint(Source(text, "list.md"), plan).diagnostics}
    assert {("venue-mismatch", 5), ("insecure-url", 6), ("duplicate-entry", 10)} <= found


HEAD = "# List\n\n## Papers\n\n"
ORDERED = "".join(
    f"- Title Number {n} [[paper](https://arxiv.org/abs/2401.{n:05})] [[code](https://github.com/a/r{n})]\n" for n in range(1, 31)
)
ROWS = "".join(
    f"| Title Number {n} | [paper](https://arxiv.org/abs/2402.{n:05}) [code](https://github.com/a/r{n}) |\n" for n in range(1, 31)
)


def silenced_in(text: str) -> str:
    """The list that a block of the page belongs into."""
    if text.startswith("|"):
        header, delimiter, row = text.splitlines(keepends=True)
        return HEAD + header + delimiter + ROWS + row
    return HEAD + ORDERED + ("" if text.startswith("- ") else "\n") + text


@pytest.mark.parametrize(("marker", "text"), [b for b in numbered(blocks("markdown")) if "label-order" in b.values[1]])
def test_comments_suppress_what_they_say(marker, text):  # noqa: ARG001 - names the block
    def found(text: str) -> set[str]:
        return {d.code for d in lint(Source(text, "list.md"), Settings().plan_for(Path("list.md"))).diagnostics}

    rules = {"label-order", "unknown-rule", "unused-suppression"}
    assert not found(silenced_in(text)) & (rules - ({"unused-suppression"} if "label-spelling" in text else set()))
    assert "label-order" in found(silenced_in(re.sub(r"<!--.*?-->", "", text)))


@pytest.mark.parametrize(("marker", "text"), numbered(blocks("markdown")))
def test_comments_name_rules_that_exist(marker, text):  # noqa: ARG001 - names the block
    for names in re.findall(r"awesome-lint: (?:ignore|ignore-file|off|on) ([\w, -]+?)(?: --| *-->)", text):
        assert set(names.split(", ")) <= set(all_rules())


@pytest.mark.parametrize(("marker", "text"), numbered(blocks("yaml")))
def test_yaml_is_yaml_and_names_what_exists(marker, text):  # noqa: ARG001 - names the block
    data = yaml.safe_load(text)
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    for repo in data.get("repos", ()):
        assert {hook["id"] for hook in repo["hooks"]} <= hooks


@pytest.mark.parametrize(("marker", "text"), numbered(blocks("json")))
def test_json_is_json(marker, text):  # noqa: ARG001 - names the block
    assert json.loads(text)


def test_the_findings_of_the_docs_have_the_shape_of_ours(repository):
    ((_, _, text),) = (block for block in blocks("json") if block[0] == "formats")
    done = subprocess.run(
        [sys.executable, "-m", "awesome_lint", "check", "--output-format", "json", "papers.md"],
        cwd=repository,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    (shown,) = json.loads(text)
    (found,) = (finding for finding in json.loads(done.stdout) if finding["code"] == shown["code"])
    found["fix"]["edits"] = []
    assert shown == found


def test_the_inputs_and_outputs_of_the_action_are_listed():
    page = (DOCS / "action.md").read_text("utf-8")
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    rows = re.findall(r"^\| (`.+?) \|", page.partition("## Inputs")[2].partition("## Outputs")[0], re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`([\w-]+)`", row)} == set(action["inputs"])
    listed = page.partition("## Outputs")[2].partition("## ")[0]
    assert set(re.findall(r"`([\w-]+)`", listed)) == set(action["outputs"])


def test_the_readme_has_absolute_links_that_lead_somewhere():
    """PyPI renders it too, where relative links lead nowhere."""
    targets = re.findall(
        r"\]\(([^)\s]+)\)", re.sub(r"^```.*?^```", "", (ROOT / "README.md").read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    )
    assert targets
    for target in targets:
        if target.startswith(SITE):
            page = target.removeprefix(SITE).strip("/") or "index"
            assert (DOCS / f"{page}.md").is_file(), target
        else:
            path, _, anchor = target.partition("#")
            assert path.startswith(REPOSITORY), target
            assert (ROOT / path.removeprefix(REPOSITORY)).is_file(), target
            assert not anchor or anchor in {as_data(rule)["name"] for rule in all_rules().values()}


def test_the_site_builds(tmp_path):
    pytest.importorskip("material")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = {path.parent.name for path in (tmp_path / "site" / "rules").rglob("index.html")}
    assert pages == {"rules", *all_rules()}
    commands = (tmp_path / "site" / "commands" / "index.html").read_text("utf-8")
    assert all(f'id="{name}"' in commands for name in whole_parser()[1])
    configuration = (tmp_path / "site" / "configuration" / "index.html").read_text("utf-8")
    assert "<!-- generated" not in configuration
    assert "per-file-ignores" in configuration
    assert "blanks-before-heading" in configuration
