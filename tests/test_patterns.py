"""Patterns that are compiled at first use: all of them compile, and behave as `re`'s own."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from awesome_lint import patterns
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
        assert re.compile(pattern.pattern, pattern.flags & ~re.UNICODE).groups == pattern.groups


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
