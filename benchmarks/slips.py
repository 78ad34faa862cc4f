"""Make the slips that contributors make in the web editor, one by one, and see whether a pull request's check fails.

    python benchmarks/slips.py [--show]

A list of our own is committed to a repository in a temporary folder. Each slip changes or adds one line of it, and
`check --new-since HEAD` must report that line, at least as a warning. Prints how many slips fail the check, and those that
don't; `--show` prints what is said of each. Exit status 1 where more than `MOST_MISSED` pass. About 5 seconds.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from awesome_lint.cli import main as awesome_lint

MOST_MISSED = 3
"""Of 52: as 2 of 33."""

_NAMES = (
    "Adaptive Attention for Sparse Graphs",
    "Bayesian Pruning of Deep Networks",
    "Causal Discovery from Noisy Data",
    "Dynamic Routing between Capsules",
    "Efficient Training of Large Models",
    "Federated Learning on Edge Devices",
    "Generative Priors for Image Restoration",
    "Hierarchical Memory for Dialogue Systems",
    "Implicit Surfaces from Point Clouds",
    "Joint Embeddings of Words and Images",
    "Kernel Methods for Structured Data",
    "Latent Diffusion for Protein Design",
)
_SECTIONS = (
    ("CVPR 2024", "First Steps of", 2403),
    ("CVPR 2023", "Second Steps of", 2303),
    *((f"CVPR {year}", f"Notes on {year} of", year % 100 * 100 + 3) for year in range(2022, 2011, -1)),
)
_TOOLS = "".join(
    f"| [Tool {name}](https://tool-{name.lower()}.example.org) | Reads files of type {name} | MIT |\n" for name in "ABCDEFGHIJKL"
)


def _entry(prefix: str, name: str, month: int, number: int) -> str:
    slug = name.lower().replace(" ", "-")
    return f"- {name}: {prefix} a Method [[paper](https://arxiv.org/abs/{month}.{10000 + number})] [[code](https://github.com/example-{month}/{slug})]"


def the_list() -> str:
    """The list that slips are made in; nothing is found in it."""
    parts = ["# Awesome Methods", "", "## Contents", "", *(f"- [{name}](#{name.lower().replace(' ', '-')})" for name, _, _ in _SECTIONS)]
    parts += ["- [Tools](#tools)", ""]
    for heading, prefix, month in _SECTIONS:
        parts += [
            f"## {heading}",
            "",
            *(_entry(prefix, name, month, number) for number, name in enumerate(_NAMES if month > 2300 else _NAMES[:4])),
            "",
        ]
    parts += ["## Tools", "", "| Name | What it does | License |", "| --- | --- | --- |"]
    return "\n".join(parts) + "\n" + _TOOLS


class Slip(NamedTuple):
    """A slip: `old` occurs once in the list and becomes `new`."""

    name: str
    old: str
    new: str


NEW = "- Efficient Unlearning of Private Data [[paper](https://arxiv.org/abs/2403.20001)] [[code](https://github.com/example/unlearning)]"
"""A new entry without a slip; it belongs below the one that slips are made behind."""
_ABOVE = _entry("First Steps of", _NAMES[4], 2403, 4)


def _added(name: str, line: str) -> Slip:
    return Slip(name, _ABOVE, f"{_ABOVE}\n{line}")


def slips() -> Iterator[Slip]:
    """All slips."""
    yield from _in_links()
    yield from _in_addresses()
    yield from _in_blocks_and_words()


def _in_links() -> Iterator[Slip]:
    yield _added("closing bracket of a group missing", NEW.replace("20001)]", "20001)"))
    yield _added("bracket of a label missing", NEW.replace("[[paper](", "[[paper("))
    yield _added("parenthesis missing", NEW.replace("20001)]", "20001]"))
    yield _added("bracket doubled", NEW.replace("20001)]", "20001)]]"))
    yield _added("parenthesis doubled", NEW.replace("](https://arxiv", "]((https://arxiv"))
    yield _added(
        "label and address swapped",
        NEW.replace("[[paper](https://arxiv.org/abs/2403.20001)]", "[(paper)[https://arxiv.org/abs/2403.20001]]"),
    )
    yield _added("blank between label and address", NEW.replace("[[paper](", "[[paper] ("))
    yield _added(
        "code before paper",
        NEW.partition(" [[")[0] + " [[code](https://github.com/example/unlearning)] [[paper](https://arxiv.org/abs/2403.20001)]",
    )
    yield _added("code and paper swapped", NEW.replace("[[paper]", "[[x]").replace("[[code]", "[[paper]").replace("[[x]", "[[code]"))
    yield _added("label in capitals", NEW.replace("[[paper]", "[[Paper]"))
    yield _added("label misspelt", NEW.replace("[[paper]", "[[papr]"))
    yield _added("paper listed already, as a PDF", NEW.replace("abs/2403.20001", "pdf/2403.10002v2"))
    yield _added(
        "paper listed already, under its title",
        _entry("First Steps of", _NAMES[3], 2403, 3).replace(
            "https://arxiv.org/abs/2403.10003", "https://openreview.net/forum?id=aBcDeFgHiJ"
        ),
    )
    yield _added("paper listed already, in another section", _entry("Second Steps of", _NAMES[4], 2303, 4))
    yield Slip(
        "entry in the wrong place",
        _entry("First Steps of", _NAMES[9], 2403, 9),
        f"{_entry('First Steps of', _NAMES[9], 2403, 9)}\n{NEW.replace('Efficient', 'Adversarial')}",
    )
    yield _added(
        "entry of another venue",
        NEW.replace(
            "https://arxiv.org/abs/2403.20001",
            "https://openaccess.thecvf.com/content/ICCV2023/html/Doe_Efficient_Unlearning_of_Private_Data_ICCV_2023_paper.html",
        ),
    )
    yield _added(
        "entry of another year",
        NEW.replace(
            "https://arxiv.org/abs/2403.20001",
            "https://openaccess.thecvf.com/content/CVPR2021/html/Doe_Efficient_Unlearning_of_Private_Data_CVPR_2021_paper.html",
        ),
    )
    yield _added("http", NEW.replace("https://arxiv", "http://arxiv"))
    yield _added("PDF where all others are abstracts", NEW.replace("abs/2403.20001", "pdf/2403.20001v1"))


def _in_addresses() -> Iterator[Slip]:
    yield _added("month of an arXiv number", NEW.replace("2403.20001", "2413.20001"))
    yield _added("host misspelt", NEW.replace("github.com", "gihub.com"))
    yield _added("scheme doubled", NEW.replace("https://arxiv", "https://https://arxiv"))
    yield _added("placeholder as target", NEW.replace("https://github.com/example/unlearning", "todo"))
    yield _added("empty target", NEW.replace("https://github.com/example/unlearning", ""))
    yield _added("file that isn't there", NEW.replace("https://github.com/example/unlearning", "code/unlearning.py"))
    yield _added("bare URL", NEW.replace("[[code](https://github.com/example/unlearning)]", "https://github.com/example/unlearning"))
    yield _added("tracking parameter", NEW.replace("example/unlearning", "example/unlearning?utm_source=chatgpt.com"))


def _in_blocks_and_words() -> Iterator[Slip]:
    old = _entry("First Steps of", _NAMES[2], 2403, 2)
    yield _added("bullet missing", NEW[2:])
    yield _added("another bullet", f"* {NEW[2:]}")
    yield _added("no blank behind the bullet", f"-{NEW[2:]}")
    yield Slip("item glued to the line above", _ABOVE, f"{_ABOVE} {NEW}")
    yield _added("indented", f"  {NEW}")
    yield Slip("heading without a blank", "## CVPR 2022\n", "##CVPR 2022\n")
    yield Slip("heading that the contents lack", "## CVPR 2022\n", f"## CVPR 2011\n\n{NEW}\n\n## CVPR 2022\n")
    yield Slip("heading of another form", "## CVPR 2022\n", "## CVPR-2022\n")
    yield Slip("line of the contents without a heading", "- [Tools](#tools)\n", "- [CVPR 2011](#cvpr-2011)\n- [Tools](#tools)\n")
    yield Slip("anchor misspelt", "(#cvpr-2023)", "(#cvpr-20233)")
    yield Slip("row with too few cells", "| Reads files of type E | MIT |", "| Reads files of type E |")
    yield Slip("row with too many cells", "| Reads files of type E | MIT |", "| Reads files of type E | MIT | new |")
    yield Slip("pipe in a cell", "| Reads files of type E | MIT |", "| Reads files | of type E | MIT |")
    yield _added("mojibake", NEW.replace("Private", "PrivÃ©"))
    yield _added("invisible character", NEW.replace("Private", "Pri\u200bvate"))
    yield _added("letter of another alphabet", NEW.replace("Private", "Priv\u0430te"))
    yield _added("word doubled", NEW.replace("of Private", "of of Private"))
    yield _added("emphasis not closed", NEW.replace("- Efficient", "- **Efficient"))
    yield _added("full stop behind the title", NEW.replace(" Data ", " Data. "))
    yield _added("two full stops", NEW.replace(" Data ", " Data.. "))
    yield _added("small letters", NEW.replace("Efficient Unlearning of Private Data", "efficient unlearning of private data"))
    yield _added("no blank between the links", NEW.replace(")] [[", ")][["))
    yield _added("another separator", NEW.replace(")] [[", ")] | [["))
    yield _added("text behind the links", f"{NEW} please merge")
    yield Slip("merge marker", old, f"<<<<<<< HEAD\n{old}\n=======\n{NEW}\n>>>>>>> patch-1")


def found(repository: Path, text: str) -> list[tuple[str, int, int, str, str]]:
    """What a check says of the text beside the commit: severity, first and last row, rule, message."""
    (repository / "README.md").write_text(text, encoding="utf-8")
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
        awesome_lint(["check", "--isolated", "--no-cache", "--new-since", "HEAD", "--output-format", "json", "README.md"])
    return [
        (f["severity"], f["location"]["row"], f["end_location"]["row"], f["code"], f["message"])
        for f in json.loads(said.getvalue() or "[]")
        if f["severity"] != "info"
    ]


def changed_rows(slip: Slip, text: str) -> range:
    """The rows that a slip adds or changes, the first of what it leaves as it is left out."""
    start = text.index(slip.new)
    same = next((n for n, (a, b) in enumerate(zip(slip.old, slip.new, strict=False)) if a != b), min(len(slip.old), len(slip.new)))
    first = text.count("\n", 0, start + same) + 1
    return range(first, first + slip.new.count("\n", same) + 1)


def git(repository: Path, *words: str) -> None:
    """Run git in a repository, without the user's own settings."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ["-c", "user.name=slips", "-c", "user.email=slips@example.org"]
    subprocess.run(["git", *who, *words], cwd=repository, check=True, capture_output=True, env=environment)


def main(arguments: list[str] | None = None) -> int:
    """Run all slips; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print what is said of each slip")
    show = parser.parse_args(arguments).show
    here = Path.cwd()
    clean = the_list()
    missed = []
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        repository = Path(folder)
        (repository / "README.md").write_text(clean, encoding="utf-8")
        git(repository, "init", "-q")
        git(repository, "add", ".")
        git(repository, "commit", "-qm", "The list")
        os.chdir(repository)
        try:
            if said := found(repository, clean):
                raise SystemExit(f"found in the list itself: {said}")
            for slip in slips():
                count += 1
                assert clean.count(slip.old) == 1, slip.name
                text = clean.replace(slip.old, slip.new)
                rows = changed_rows(slip, text)
                hits = [hit for hit in found(repository, text) if hit[1] <= rows[-1] and hit[2] >= rows[0]]
                if not hits:
                    missed.append(slip.name)
                if show:
                    print(
                        f"{slip.name}: {'; '.join(f'{row} {severity} {code}: {message}' for severity, row, _, code, message in hits) or 'NOTHING'}"
                    )
        finally:
            os.chdir(here)
    print(f"{count - len(missed)} of {count} slips fail the check" + (f"; missed: {', '.join(missed)}" if missed else ""))
    return len(missed) > MOST_MISSED


if __name__ == "__main__":
    sys.exit(main())
