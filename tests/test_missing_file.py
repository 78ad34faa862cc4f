"""`missing-file`: targets are looked for beside the list and in its repository."""

from __future__ import annotations

import pytest

from awesome_lint.engine import Plan, lint
from awesome_lint.knowledge import load_packs
from awesome_lint.rule import all_rules
from awesome_lint.source import Source


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
    assert missing(repository / "README.md", "- [One][one]\n\n[one]: papers/two.pdf\n") == ["papers/two.pdf"]


def test_text_without_a_file_is_silent(repository):
    assert missing(repository / "README.md", "- [One](papers/two.pdf)\n", write=False) == []
