"""The cache: never stale, never in the way, bounded, and safe when runs share it or die."""

from __future__ import annotations

import os
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from awesome_lint import cache as module
from awesome_lint.cache import Cache, Result, cache_folder
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.rule import Diagnostic, Finding, Related, Severity
from awesome_lint.source import Span

FIX = Fix("Write it so", (Edit(1, 2, "é"), Edit(4, 4, "\ud800")), Applicability.UNSAFE, (Delta("url", "a", "b"),))
FINDING = Finding(Span(1, 5), "what “it” is", FIX, (Related("there", Span(0, 1)),), None, "group")
RESULT = Result((Diagnostic("a-rule", Severity.ERROR, FINDING),), ("0123",), 7, {"a-rule": 3})


def test_what_is_put_is_got(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "new" / "folder")
    key = cache.key(b"text", "settings")
    assert cache.get(key) is None
    cache.put(key, RESULT)
    assert cache.get(key) == RESULT
    assert Cache(cache.folder).get(key) == RESULT
    assert (cache.folder / ".gitignore").read_text("utf-8").splitlines()[-1] == "*"


def test_the_key_is_made_of_all_that_a_result_depends_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = tmp_path / "venue.toml"
    pack.write_text("name = 'One'", "utf-8")

    def key(content: bytes = b"text", settings: str = "settings", packs: tuple[Path, ...] = (pack,)) -> str:
        return Cache(tmp_path, packs).key(content, settings)

    keys = [key(), key(b"texts"), key(b"text\0"), key(settings="other"), key(b"", "textsettings"), key(packs=())]
    pack.write_text("name = 'Two'", "utf-8")
    keys.append(key())
    monkeypatch.setattr(module, "__version__", "0.0.0")
    keys.append(key())
    assert len(set(keys)) == len(keys)
    assert key() == key()


def test_a_changed_source_file_makes_other_keys(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text("1", "utf-8")
    before = list(module._stamps((tmp_path,)))
    code.write_text("22", "utf-8")
    assert list(module._stamps((tmp_path,))) != before


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"diagnostics": [[1]]}', b"\xff\xfe", b'{"diagnostics":[],"fingerprints":[],"entries":1}']
)
def test_what_is_no_result_is_a_miss(tmp_path: Path, content: bytes) -> None:
    cache = Cache(tmp_path)
    (tmp_path / "key").write_bytes(content)
    assert cache.get("key") is None
    cache.put("key", RESULT)
    assert cache.get("key") == RESULT


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    cache = Cache(tmp_path / "file" / "folder")
    cache.put("key", RESULT)
    assert cache.get("key") is None
    cache.prune()


def _put(folder: Path) -> bool:
    cache = Cache(folder)
    for _ in range(50):
        cache.put("key", RESULT)
        if cache.get("key") != RESULT:
            return False
    return True


def test_runs_that_share_it_see_whole_results_only(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4) as pool:
        assert list(pool.map(_put, [tmp_path] * 4)) == [True] * 4
    assert sorted(os.listdir(tmp_path)) == [".gitignore", "key"]  # noqa: PTH208 - the names are what is asked for


def test_it_is_bounded_and_forgets_what_is_oldest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_RESULTS", 40)
    cache = Cache(tmp_path)
    names = [f"{number:03x}" for number in range(200)]
    for age, name in enumerate(names):
        cache.put(name, RESULT)
        os.utime(tmp_path / name, ns=(age, age))
    left = {path.name for path in tmp_path.iterdir()} - {".gitignore"}
    assert len(left) <= 40 + 16
    assert set(names[-16:]) <= left


def test_what_is_used_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_RESULTS", 8)
    cache = Cache(tmp_path)
    for number in range(8):
        cache.put(f"old{number}", RESULT)
        os.utime(tmp_path / f"old{number}", (number, number))
    assert cache.get("old0") == RESULT
    cache.put("new", RESULT)
    cache.prune()
    assert cache.get("old0") == cache.get("new") == RESULT
    assert cache.get("old1") is None


def test_what_a_killed_run_left_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_RESULTS", 4)
    cache = Cache(tmp_path)
    (tmp_path / ".new-left").write_text("half a resul", "utf-8")
    os.utime(tmp_path / ".new-left", ns=(1, 1))
    for name in ("1", "2", "3", "4", "5", "10"):
        cache.put(name, RESULT)
    assert not (tmp_path / ".new-left").exists()


def test_it_is_where_the_xdg_specification_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "awesome-lint"
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for unusable in ("", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", unusable)
        assert cache_folder() == tmp_path / "home" / ".cache" / "awesome-lint"


def test_who_has_no_home_has_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    cache = Cache(cache_folder())
    cache.put("1", RESULT)
    assert cache.get("1") is None


def test_the_key_takes_in_the_month_and_the_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def key() -> str:
        return Cache(tmp_path).key(b"text", "settings")

    before = key()
    assert key() == before
    libraries = module._libraries()
    assert "markdown_it_py-" in libraries
    monkeypatch.setattr(module, "_libraries", lambda: libraries.replace("markdown_it_py-", "markdown_it_py-9"))
    assert key() != before
    monkeypatch.undo()
    now = time.gmtime()
    later = time.gmtime(time.mktime(now) + 40 * 86400)
    monkeypatch.setattr(time, "gmtime", lambda *_: later)
    assert key() != before


def test_it_is_bounded_in_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    for number in range(10):
        cache.put(f"{number}1", RESULT)
        os.utime(tmp_path / f"{number}1", (number, number))
    size = (tmp_path / "01").stat().st_size
    monkeypatch.setattr(module, "MOST_BYTES", 8 * size)
    cache.prune()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitignore", *(f"{number}1" for number in range(4, 10))]
    monkeypatch.setattr(module, "LARGEST", size - 1)
    assert cache.get("91") is None
    cache.put("large", RESULT)
    assert not (tmp_path / "large").exists()
