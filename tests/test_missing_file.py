"""`missing-file`: targets are looked for beside the list and in its repository."""

from __future__ import annotations

import pytest

from awesome_lint.cli import main
from awesome_lint.engine import Plan, lint
from awesome_lint.knowledge import load_packs
from awesome_lint.rule import all_rules
from awesome_lint.source import Source
from awesome_lint.style import infer


@pytest.fixture
def repository(tmp_path):
    (tmp_path / "list" / "papers").mkdir(parents=True)
    (tmp_path / "list" / ".git").mkdir()
    (tmp_path / "list" / "papers" / "one two.pdf").write_bytes(b"")
    (tmp_path / "outside.pdf").write_bytes(b"")
    return tmp_path / "list"


def missing(path, text, *, write=True):
    if write:
        path.write_text(text, "utf-8")
    linted = lint(Source.of(text, str(path)), Plan((all_rules()["missing-file"],), load_packs()))
    return [linted.source[d.span] for d in linted.diagnostics]


@pytest.mark.parametrize(
    "target",
    [
        "papers",
        "papers/one%20two.pdf#page=3",
        "/papers/one%20two.pdf",
        "../../issues",
        "https://example.org/x",
        "#x",
        "mailto:a@example.org",
    ],
)
def test_what_is_there_or_elsewhere_is_silent(repository, target):
    assert missing(repository / "README.md", f"- [One]({target})\n") == []


@pytest.mark.parametrize("target", ["papers/two.pdf", "/one.pdf", "paper/one%20two.pdf", "LICENSE"])
def test_what_is_not_there_is_reported(repository, target):
    assert missing(repository / "README.md", f"- [One]({target}) [Two](papers)\n") == [target]


def test_definitions_are_targets_too(repository):
    assert missing(repository / "README.md", "- [One][one] [Two](papers)\n\n[one]: papers/two.pdf\n") == ["papers/two.pdf"]


def test_text_without_a_file_is_silent(repository):
    assert missing(repository / "README.md", "- [One](papers/two.pdf)\n", write=False) == []


def test_a_list_without_its_files_is_silent(repository):
    """A copy of the list alone: nothing that it names is there."""
    assert missing(repository / "README.md", "- [One](docs/one.pdf) [Two](docs/two.pdf)\n") == []


def test_a_new_line_is_reported_in_any_list(repository):
    path = repository / "README.md"
    path.write_text("", "utf-8")
    old, new = "# A\n\n- [One](https://example.org/one)\n", "# A\n\n- [One](https://example.org/one)\n- [Two](docs/two.pdf)\n"
    plan = Plan((all_rules()["missing-file"],), load_packs())
    plan = plan._replace(judge=infer(lint(Source.of(old, str(path)), plan).document, plan.packs))
    assert [d.message for d in lint(Source.of(new, str(path)), plan).diagnostics] == ["there is no `docs/two.pdf`"]


def test_a_kept_result_counts_while_the_files_are_as_they_were(repository, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    text = "- [One](papers/two.pdf) [Two](papers)\n"
    (repository / "README.md").write_text(text, "utf-8")

    def reported(path):
        main(["check", "--isolated", "--select", "missing-file", "--output-format", "concise", "--fail-on", "never", str(path)])
        return "two.pdf" in capsys.readouterr().out

    assert reported(repository / "README.md")
    assert reported(repository / "README.md")
    (repository / "papers" / "two.pdf").write_bytes(b"")
    assert not reported(repository / "README.md")
    other = tmp_path / "other"
    (other / "papers").mkdir(parents=True)
    (other / "README.md").write_text(text, "utf-8")
    assert reported(other / "README.md")
