"""Finding, reading and writing files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from awesome_lint import files
from awesome_lint.errors import UserError
from awesome_lint.source import Source

posix = pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")


def tree(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("- x\n", "utf-8")


def names(root: Path, *paths: str) -> list[str]:
    return [path.relative_to(root).as_posix() for path in files.find([root / path for path in paths])]


def test_a_folder_means_its_markdown_files_in_order(tmp_path):
    tree(tmp_path, "b.md", "a.markdown", "C.MD", "notes.txt", "sub/deep/x.md", ".hidden/x.md", "node_modules/p/README.md")
    assert names(tmp_path, ".") == ["C.MD", "a.markdown", "b.md", "sub/deep/x.md"]


def test_a_file_is_meant_whatever_its_name_and_once(tmp_path):
    tree(tmp_path, "a.md", "notes.txt", ".hidden/x.md")
    assert names(tmp_path, "notes.txt", ".hidden/x.md", ".", "a.md") == ["notes.txt", ".hidden/x.md", "a.md"]


@pytest.mark.parametrize(
    ("ignored", "kept"),
    [
        ({".gitignore": "drafts/\n"}, ["a.md", "sub/b.md", "sub/drafts.md"]),
        ({".gitignore": "*.md\n!b.md\n"}, ["sub/b.md"]),
        ({".gitignore": "/sub/*.md\n"}, ["a.md", "drafts/c.md"]),
        ({".gitignore": "*.md\n", "sub/.gitignore": "!*.md\n"}, ["sub/b.md", "sub/drafts.md"]),
        ({"sub/.gitignore": "b.md\n"}, ["a.md", "drafts/c.md", "sub/drafts.md"]),
    ],
)
def test_what_git_ignores_is_left_out(tmp_path, ignored, kept):
    tree(tmp_path, "a.md", "drafts/c.md", "sub/b.md", "sub/drafts.md")
    for name, text in ignored.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert names(tmp_path, ".") == kept


def test_a_gitignore_above_the_folder_counts_inside_its_repository(tmp_path):
    tree(tmp_path, "repo/lists/a.md", "repo/lists/b.md")
    (tmp_path / "repo/.git").mkdir()
    (tmp_path / "repo/.gitignore").write_text("b.md\n", "utf-8")
    (tmp_path / ".gitignore").write_text("a.md\n", "utf-8")
    assert names(tmp_path, "repo/lists") == ["repo/lists/a.md"]


@posix
def test_links_that_lead_round_end_somewhere(tmp_path):
    tree(tmp_path, "a.md")
    (tmp_path / "again").symlink_to(tmp_path)
    assert names(tmp_path, ".") == ["a.md"]


@posix
def test_what_is_named_as_a_list_and_can_t_be_one_is_found_and_says_so_when_read(tmp_path):
    tree(tmp_path, "a.md")
    (tmp_path / "dead.md").symlink_to(tmp_path / "gone.md")
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    os.mkfifo(tmp_path / "pipe.md")
    os.mkfifo(tmp_path / ".gitignore")  # reading it would never end
    (tmp_path / "folder.md").symlink_to(tmp_path)
    assert names(tmp_path, ".") == ["a.md", "dead.md", "loop.md", "pipe.md"]
    for name, message in [("dead.md", "no such file"), ("loop.md", "Too many levels"), ("pipe.md", "not a regular file")]:
        with pytest.raises(UserError, match=message):
            files.read(tmp_path / name)


@posix
@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_cannot_be_read_is_told_and_the_others_are_walked(tmp_path):
    tree(tmp_path, "a/x.md", "b/y.md")
    (tmp_path / "a").chmod(0)
    told = []
    assert files.find([tmp_path], told.append) == [tmp_path / "b/y.md"]
    assert [error.filename for error in told] == [str(tmp_path / "a")]
    (tmp_path / "a").chmod(0o700)


@pytest.mark.parametrize(("path", "message"), [("gone.md", "no such file"), ("empty", "no Markdown file")])
def test_a_path_that_means_nothing_is_an_error(tmp_path, path, message):
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match=message):
        files.find([tmp_path / path])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"- caf\xe9\n", "not UTF-8: byte 0xe9 at offset 5"),
        (b"- a\0b\n", "NUL"),
        (b"x" * (files.LARGEST + 1), "too large: 16,777,217 bytes"),
    ],
    ids=["latin-1", "NUL", "large"],
)
def test_what_is_no_list_is_an_error_that_says_why(tmp_path, data, message):
    path = tmp_path / "list.md"
    path.write_bytes(data)
    with pytest.raises(UserError, match=message):
        files.read(path)


def test_a_folder_is_not_read(tmp_path):
    with pytest.raises(UserError, match="not a regular file"):
        files.read(tmp_path)


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf# T\r\n\r\n- x\r\n", b"- x\r- y\r", b"- x\n", b"", b"no end"])
def test_mark_and_line_ends_come_back(tmp_path, data):
    path = tmp_path / "list.md"
    path.write_bytes(data)
    assert files.read(path).encode() == data


def written(tmp_path: Path, data: bytes = b"- old\n") -> tuple[Path, Source]:
    path = tmp_path / "list.md"
    path.write_bytes(data)
    return path, files.read(path)


def test_writing_replaces_the_bytes_and_leaves_nothing_else(tmp_path):
    path, source = written(tmp_path)
    assert files.write(path, b"- new\n", expected=source)
    assert path.read_bytes() == b"- new\n"
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_written_where_nothing_changed(tmp_path):
    path, source = written(tmp_path)
    path.chmod(0o444)
    before = path.stat()
    assert not files.write(path, b"- old\n", expected=source)
    assert path.stat().st_mtime_ns == before.st_mtime_ns


@posix
def test_mode_and_links_stay(tmp_path):
    path, source = written(tmp_path)
    path.chmod(0o640)
    link = tmp_path / "README.md"
    link.symlink_to("list.md")
    assert files.write(link, b"- new\n", expected=source)
    assert link.is_symlink()
    assert path.read_bytes() == b"- new\n"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_read_only_file_stays(tmp_path):
    path, source = written(tmp_path)
    path.chmod(0o444)
    with pytest.raises(UserError, match="read-only"):
        files.write(path, b"- new\n", expected=source)
    assert path.read_bytes() == b"- old\n"


def test_a_file_that_has_gone_is_not_made_again(tmp_path):
    path, source = written(tmp_path)
    path.unlink()
    with pytest.raises(UserError, match="gone"):
        files.write(path, b"- new\n", expected=source)
    assert not path.exists()


@pytest.mark.parametrize("data", [b"- someone else's\n", b"\xff", b"- old\r\n"])
def test_a_file_that_changed_meanwhile_stays(tmp_path, data):
    path, source = written(tmp_path)
    path.write_bytes(data)
    with pytest.raises(UserError, match="changed"):
        files.write(path, b"- new\n", expected=source)
    assert path.read_bytes() == data


def test_a_change_in_the_last_moment_is_noticed(tmp_path, monkeypatch):
    path, source = written(tmp_path)
    fsync = os.fsync

    def meanwhile(descriptor: int) -> None:
        path.write_bytes(b"- someone else's\n")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(UserError, match="changed"):
        files.write(path, b"- new\n", expected=source)
    assert path.read_bytes() == b"- someone else's\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_old_file_alone(tmp_path, monkeypatch):
    path, source = written(tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="can't be written: No space left"):
        files.write(path, b"- new\n", expected=source)
    assert path.read_bytes() == b"- old\n"
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_a_file_with_two_names_is_refused(tmp_path):
    path, source = written(tmp_path)
    os.link(path, tmp_path / "other.md")
    with pytest.raises(UserError, match=r"the file has 2 names \(hard links\)"):
        files.write(path, b"- new\n", expected=source)
    assert path.read_bytes() == b"- old\n"


@posix
def test_a_file_whose_owner_would_change_is_refused(tmp_path, monkeypatch):
    path, source = written(tmp_path)

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "chown", refused)
    status = Path.stat

    def of_another(self: Path, **options: bool) -> os.stat_result:
        found = status(self, **options)
        return os.stat_result((*found[:4], found.st_uid + 1, *found[5:])) if self.name.endswith(".tmp") else found

    monkeypatch.setattr(Path, "stat", of_another)
    with pytest.raises(UserError, match="belongs to another user"):
        files.write(path, b"- new\n", expected=source)
    monkeypatch.undo()
    assert path.read_bytes() == b"- old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_of_ours_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "baseline.json"
    files.save(path, b"old")
    assert path.stat().st_mode & 0o777 == 0o666 & ~umask()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        files.save(path, b"new and longer")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@posix
def test_what_a_killed_run_left_behind_is_swept_up(tmp_path):
    path, source = written(tmp_path)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f".awesome-lint-{dead.pid}-0.tmp").write_bytes(b"half")
    alive = tmp_path / f".awesome-lint-{os.getppid()}-0.tmp"
    alive.write_bytes(b"half")
    files.write(path, b"- new\n", expected=source)
    assert sorted(tmp_path.iterdir()) == [alive, path]


KILL = """
import os, random, signal, sys, time
from pathlib import Path
from awesome_lint import files

path, times = Path(sys.argv[1]), int(sys.argv[2])
versions = [b"- old entry\\n" * 4000, b"- new entry, longer\\n" * 6000]
path.write_bytes(versions[0])
moments = random.Random(5)
for _ in range(times):
    writer = os.fork()
    if not writer:
        while True:
            source = files.read(path)
            data = versions[source.text.startswith("- old")]
            files.write(path, data, expected=source)
    time.sleep(moments.uniform(0, 0.01))
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    assert path.read_bytes() in versions, "neither old nor new"
source = files.read(path)
files.write(path, versions[source.text.startswith("- old")], expected=source)
print(*sorted(entry.name for entry in path.parent.iterdir()))
"""


@posix
def test_a_process_killed_at_any_moment_leaves_the_old_file_or_the_new_one(tmp_path):
    script = [sys.executable, "-c", KILL, str(tmp_path / "list.md"), "200"]
    done = subprocess.run(script, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "list.md\n"


SOMEONE_ELSE = """
import os, sys
from pathlib import Path

path = Path(sys.argv[1])
number = 0
while True:
    number += 1
    path.with_suffix(".tmp").write_text(f"- entry {number}\\n")
    os.replace(path.with_suffix(".tmp"), path)
    print(number, flush=True)
    sys.stdin.readline()
"""


@posix
def test_a_file_that_another_process_changes_is_never_overwritten(tmp_path):
    """Read, then changed by another process, then written: each time the other's text stays; and when it rests, ours is written."""
    path = tmp_path / "list.md"
    command = [sys.executable, "-c", SOMEONE_ELSE, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        number = int(other.stdout.readline())
        for _ in range(20):
            source = files.read(path)
            other.stdin.write("\n")
            other.stdin.flush()
            number = int(other.stdout.readline())
            with pytest.raises(UserError, match="changed"):
                files.write(path, b"- ours\n", expected=source)
            assert path.read_text("utf-8") == f"- entry {number}\n"
        assert files.write(path, b"- ours\n", expected=files.read(path))
        other.kill()
    assert path.read_bytes() == b"- ours\n"
