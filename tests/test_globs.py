"""Patterns of files: as git reads them, and in linear time."""

from __future__ import annotations

import random
import subprocess
import time

import pytest

from awesome_lint.globs import Globs, problem

PATHS = ["a.md", "ab.md", "docs/a.md", "docs/old/a.md", "docs/old/deep/b.md", "old/a.md", "x/docs/a.md", "#a", "!a", "a b.md", "a]", "old"]


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (["a.md"], ["a.md", "docs/a.md", "docs/old/a.md", "old/a.md", "x/docs/a.md"]),
        (["/a.md"], ["a.md"]),
        (["docs/*.md"], ["docs/a.md"]),
        (["docs/"], ["docs/a.md", "docs/old/a.md", "docs/old/deep/b.md", "x/docs/a.md"]),
        (["old/"], ["docs/old/a.md", "docs/old/deep/b.md", "old/a.md"]),
        (["docs/**/b.md"], ["docs/old/deep/b.md"]),
        (["docs/**"], ["docs/a.md", "docs/old/a.md", "docs/old/deep/b.md"]),
        (["**/old/*.md"], ["docs/old/a.md", "old/a.md"]),
        (["*.md", "!a*.md"], ["docs/old/deep/b.md"]),
        (["docs/", "!docs/a.md"], ["docs/a.md", "docs/old/a.md", "docs/old/deep/b.md", "x/docs/a.md"]),
        (["[!a]"], ["x/docs/a.md"]),
        (["a[]]", "\\#a", "\\!a"], ["#a", "!a", "a]"]),
        (["a? ", "# a.md", ""], ["a]"]),
        (["a[b"], []),
        (["a\\"], []),
    ],
)
def test_which_files_are_meant(lines, meant):
    found = Globs.of(lines)
    assert [path for path in PATHS if found.match(path)] == meant


def test_git_means_the_same(tmp_path):
    """Patterns made of all signs that mean something, against `git check-ignore`; `**` alone between slashes, as documented."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    chance = random.Random(7)
    signs = ["a", "b", "*", "?", "[ab]", "[!a]", "[a-c]", "\\a", ".md", "[[:alpha:]]"]
    names = ["a", "b", "c", "ab", "a.md", "b.md", "abc", "a*b"]
    paths = ["/".join(chance.choices(names, k=depth)) for depth in (1, 2, 3, 4) for _ in range(25)]

    def segment() -> str:
        made = "".join(chance.choices(signs, k=chance.randint(1, 3)))
        return chance.choice([made, made, made, "**"]) if "**" not in made else "**"

    def pattern() -> str:
        inside = "/".join(segment() for _ in range(chance.randint(1, 4)))
        return chance.choice(["", "", "!"]) + chance.choice(["", "", "/"]) + inside + chance.choice(["", "", "/"])

    for _ in range(150):
        lines = [pattern() for _ in range(chance.randint(1, 3))]
        (tmp_path / ".gitignore").write_text("\n".join(lines) + "\n", "utf-8")
        command = ["git", "-C", str(tmp_path), "check-ignore", "--no-index", "--stdin", "-z"]
        ignored = subprocess.run(command, input="\0".join(paths), capture_output=True, text=True, check=False).stdout.split("\0")
        found = Globs.of(lines)
        assert {path for path in paths if found.match(path)} == set(filter(None, ignored)), lines


@pytest.mark.parametrize("pattern", ["*a" * 400, "**/" * 300 + "b", "*" * 900 + "b", "/".join(["*a*"] * 200), "?*" * 400 + "b"])
@pytest.mark.parametrize("path", ["a" * 4_000, "/".join(["a" * 15] * 250)])
def test_hostile_patterns_take_little_time(pattern, path):
    start = time.perf_counter()
    Globs.of([pattern]).match(path)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("docs/*.md", None),
        ("!docs/", None),
        ("", "it is empty or a comment"),
        ("#a", "it is empty or a comment"),
        ("[a", "a bracket or a backslash in it has no counterpart, or a range runs backwards"),
        ("[z-a]", "a bracket or a backslash in it has no counterpart, or a range runs backwards"),
        ("a" * 1001, "it is longer than 1,000 characters"),
    ],
)
def test_what_can_match_nothing_has_a_reason(pattern, why):
    assert problem(pattern) == why
