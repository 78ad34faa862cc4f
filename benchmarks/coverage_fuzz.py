"""Fuzzing guided by coverage: libFuzzer chooses what happens to which text, and keeps what leads to code that nothing led to before.

    pip install -e '.[fuzz]'
    python benchmarks/coverage_fuzz.py [-max_total_time=600] [other options of libFuzzer] [CORPUS]

Inputs are lists that something happened to, texts as they come, and configs, packs and baselines; what must hold of each is in
`tests/mutations.py`. Ends at the first fault, which it prints with the text: cut down, that is one for `FOUND` of `tests/test_fuzz.py`.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).parents[1] / "tests"), str(Path(__file__).parent)]

with atheris.instrument_imports(include=["awesome_lint"]):
    from fuzz import all_faults, cut_down
    from mutations import CHANGES, MARKDOWN, ODD, bases, faults_of_config, mutated, plans

    from awesome_lint import cli, layout  # noqa: F401 - what is imported late otherwise

    plans()

NAMES = list(CHANGES)
PIECES = [*ODD, *MARKDOWN]
LONGEST = 200
"""Bytes of an input: what 60 pieces need."""

KINDS = ["list", "list", "list", "text", "config", "pack", "baseline"]


def changed_list(chosen: atheris.FuzzedDataProvider) -> str:
    """One of our lists with a few changes."""
    base = bases()[chosen.ConsumeIntInRange(0, len(bases()) - 1)]
    return mutated(
        base,
        [
            (
                NAMES[chosen.ConsumeIntInRange(0, len(NAMES) - 1)],
                chosen.ConsumeIntInRange(0, 999),
                PIECES[chosen.ConsumeIntInRange(0, len(PIECES) - 1)],
            )
            for _ in range(chosen.ConsumeIntInRange(1, 8))
        ],
    )


def pieced_text(chosen: atheris.FuzzedDataProvider) -> str:
    """Pieces of Markdown and words one after the other, below a heading."""
    pieces = [PIECES[chosen.ConsumeIntInRange(0, len(PIECES) - 1)] for _ in range(chosen.ConsumeIntInRange(1, 60))]
    return "# A list\n\n" + "".join(f"{piece}zq{at}zq" if at % 3 == 0 else piece for at, piece in enumerate(pieces))


def one(data: bytes) -> None:
    """Try what these bytes choose."""
    chosen = atheris.FuzzedDataProvider(data)
    kind = KINDS[chosen.ConsumeIntInRange(0, len(KINDS) - 1)]
    if kind in ("list", "text"):
        text = changed_list(chosen) if kind == "list" else pieced_text(chosen)
        found = all_faults(text)
        shown = cut_down(text) if found else ""
    else:
        number = chosen.ConsumeIntInRange(0, 2**32 - 1)
        found = faults_of_config(kind, random.Random(number))
        shown = f"faults_of_config({kind!r}, random.Random({number}))"
    if found:
        print(f"{found}\n    {shown!r}", flush=True)
        raise AssertionError(found)


def main() -> None:
    arguments = [str(Path(argument).resolve()) if Path(argument).is_dir() else argument for argument in sys.argv]
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        atheris.Setup([arguments[0], f"-max_len={LONGEST}", "-len_control=0", *arguments[1:]], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
