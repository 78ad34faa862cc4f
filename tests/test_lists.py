"""What is found in the lists of `tests/lists/`, what is read of them and what `fix` makes of them.

After a change that is meant, `python tests/test_lists.py` writes the results anew: read their diff as a maintainer of the
list would. The lists are ours, under the project's licence; papers and addresses are real.
"""

from __future__ import annotations

import io
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from awesome_lint.cli import main

LISTS = Path(__file__).parent / "lists"
NAMES = sorted(path.stem for path in LISTS.glob("*.md") if not path.stem.endswith(".fixed"))


def run(folder: Path, *arguments: str) -> str:
    said, remarks = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with chdir(folder), redirect_stdout(said), redirect_stderr(remarks):
        status = main(arguments)
    said.flush()
    assert status == 0, remarks.getvalue()
    return said.buffer.getvalue().decode()


def results(name: str, folder: Path) -> dict[str, str]:
    """The findings of all rules, the entries, and the list after `fix`, by the names of the files that hold them."""
    copy = folder / f"{name}.md"
    copy.write_bytes((LISTS / f"{name}.md").read_bytes())
    quiet = ("--isolated", "--no-cache", "--fail-on", "never", "--output-format", "concise", copy.name)
    found = run(folder, "check", "--select", "all", *quiet)
    entries = run(folder, "entries", "--isolated", copy.name)
    run(folder, "fix", *quiet)
    return {f"{name}.findings.txt": found, f"{name}.entries.jsonl": entries, f"{name}.fixed.md": copy.read_text("utf-8")}


@pytest.mark.parametrize("name", NAMES)
def test_results_are_those_that_are_stored(name, tmp_path):
    found = results(name, tmp_path)
    assert found == {file: (LISTS / file).read_text("utf-8") for file in found}


if __name__ == "__main__":
    with TemporaryDirectory() as temporary:
        for list_name in NAMES:
            for file_name, text in results(list_name, Path(temporary)).items():
                (LISTS / file_name).write_text(text, "utf-8")
