"""Patterns that are compiled at first use: all of them compile, and behave as `re`'s own."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from awesome_lint import derived, patterns
from awesome_lint.patterns import lazy

PACKAGE = Path(patterns.__file__).parent
MODULES = sorted(
    ".".join(("awesome_lint", *path.relative_to(PACKAGE).with_suffix("").parts))
    for path in PACKAGE.rglob("*.py")
    if path.name not in ("__init__.py", "__main__.py") and "lazy(" in path.read_text("utf-8")
)


@pytest.mark.parametrize("module", MODULES)
def test_every_pattern_compiles(module: str) -> None:
    found = [value for value in vars(import_module(module)).values() if type(value) is type(lazy(""))]
    assert found or module == "awesome_lint.patterns"
    for pattern in found:
        assert re.compile(pattern.pattern, pattern.flags & ~re.UNICODE) == pattern._compiled


def test_a_lazy_pattern_does_what_a_compiled_one_does() -> None:
    pattern = lazy(r"(?P<word>[a-z]+)", re.IGNORECASE)
    assert "_compiled" not in vars(pattern)
    assert [m["word"] for m in pattern.finditer("One 2 three")] == ["One", "three"]
    assert pattern.sub("x", "One 2 three") == "x 2 x"
    assert pattern.fullmatch("1") is None
    assert pattern.groupindex == {"word": 1}


def test_a_broken_pattern_fails_as_res_own_does() -> None:
    with pytest.raises(re.error):
        lazy("(").match("x")


# What is kept on disk


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store of the test's own, in the user's cache directory."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(patterns, "__file__", str(tmp_path / "patterns.py"))
    patterns._store.cache_clear()
    yield tmp_path / "awesome-lint"
    patterns._store.cache_clear()


def start_anew() -> None:
    """As the next process begins."""
    patterns.keep()
    patterns._store.cache_clear()


SOURCES = [r"(?P<a>x)|(y)(?=z)", r"(?i)straße|ſ[k-s]+", r"[^\W\d_]{2,}?(?<!q)", r"(?:\u4e00|[\u3040-\u30ff])\b", ""]


def test_what_is_kept_is_what_was_compiled(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for flags in (0, re.IGNORECASE, re.MULTILINE | re.DOTALL):
        for source in SOURCES:
            assert lazy(source, flags)._compiled == re.compile(source, flags)
    start_anew()
    assert len(list(store.iterdir())) == 1
    monkeypatch.setattr(patterns, "_code_of", lambda *_: pytest.fail("compiled again"))
    for flags in (0, re.IGNORECASE, re.MULTILINE | re.DOTALL):
        for source in SOURCES:
            kept, anew = lazy(source, flags)._compiled, re.compile(source, flags)
            assert kept == anew
            assert (kept.groupindex, kept.groups, kept.flags) == (anew.groupindex, anew.groups, anew.flags)
    (before,) = store.iterdir()
    written = before.stat().st_mtime_ns
    start_anew()
    assert before.stat().st_mtime_ns == written


def test_a_store_that_is_torn_foreign_or_wrong_is_none(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lazy("a+").search("x")
    start_anew()
    (file,) = store.iterdir()
    whole = file.read_bytes()
    for damage in (b"", b"x", whole[:-1], whole[:40], b"\0" + whole, whole.replace(b"a+", b"b+")):
        file.write_bytes(damage)
        assert list(derived.load(patterns._places(), patterns._FORM)) == []
    file.write_bytes(whole)
    assert [list(codes) for codes in derived.load(patterns._places(), patterns._FORM)] == [[("a+", 0)]]
    monkeypatch.setattr(sys, "version", "another")
    assert list(derived.load(patterns._places(), patterns._FORM)) == []


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("code", [(0, bytes(12), 0, {}, (None,)), (0, "x", 0, {}, ()), ()])
def test_a_code_that_the_engine_refuses_is_compiled_anew(code: tuple[object, ...]) -> None:
    derived.keep(patterns._places(), patterns._FORM, {("a+", 0): code})
    assert lazy("a+").fullmatch("aaa")
    start_anew()
    assert [list(codes) for codes in derived.load(patterns._places(), patterns._FORM)] == [[]]


def test_a_python_with_other_inner_parts_compiles_as_ever(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def elsewhere(*_: object) -> object:
        raise AttributeError("no _code")

    monkeypatch.setattr(patterns, "_code_of", elsewhere)
    assert lazy("a+")._compiled == re.compile("a+")
    start_anew()
    assert not store.exists()


@pytest.mark.usefixtures("store")
def test_a_full_store_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_MOST_PATTERNS", 1)
    assert lazy("a").match("a")
    assert lazy("b").match("b")
    start_anew()
    assert [list(codes) for codes in derived.load(patterns._places(), patterns._FORM)] == [[("a", 0)]]


def test_a_place_that_cannot_be_written_costs_nothing_but_time(store: Path) -> None:
    store.write_text("in the way")
    assert lazy("a").match("a")
    start_anew()
    assert store.read_text() == "in the way"
