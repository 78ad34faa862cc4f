"""Fuzzing for long: texts, runs, configs, packs and baselines that something happened to, as `tests/test_fuzz.py` has them for a minute.

    python benchmarks/fuzz.py [--count 20000] [--first 0]

By chance, reproducible: number N is always the same text; `benchmarks/coverage_fuzz.py` is guided by coverage. Prints what is wrong with
each, and the text cut down to what is needed for that: a text for `FOUND` of `tests/test_fuzz.py`.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from mutations import drawn, faults, faults_of_config, faults_of_run, mutated

EVERY = 10
"""Of how many texts one is also written to a file and fixed by a run, and one config, pack or baseline is tried."""


def all_faults(text: str) -> list[str]:
    """What is wrong with a text; an exception is wrong too."""
    try:
        return faults(text)
    except Exception:  # noqa: BLE001 - that is what is looked for
        return [f"exception: {traceback.format_exc()[-500:]}"]


def _kinds(found: list[str]) -> set[str]:
    return {fault.partition(":")[0].partition("[")[0].partition("takes")[0] for fault in found}


def cut_down(text: str) -> str:
    """The text without all that isn't needed for one of its faults."""
    wanted = _kinds(all_faults(text))
    for separator in ("\n", " ", ""):
        parts = text.split(separator) if separator else list(text)
        at = 0
        while at < len(parts):
            shorter = separator.join(parts[:at] + parts[at + 1 :])
            if _kinds(all_faults(shorter)) & wanted:
                del parts[at]
            else:
                at += 1
        text = separator.join(parts)
    return text


def by_chance(first: int, count: int) -> int:
    """Try texts, runs and configs; how many were wrong."""
    bad = 0
    start = time.monotonic()
    for number in range(first, first + count):
        chance = random.Random(number)
        text = mutated(*drawn(chance))
        if found := all_faults(text):
            bad += 1
            print(f"{number}: {found}\n    {cut_down(text)!r}", flush=True)
        if number % EVERY == 0:
            kind = chance.choice(["config", "pack", "baseline"])
            for found in (faults_of_run(text, chance), faults_of_config(kind, chance)):
                if found:
                    bad += 1
                    print(f"{number}: {found}\n    {text!r}", flush=True)
        if (number + 1) % 1_000 == 0:
            print(f"{number + 1 - first} texts, {bad} wrong, {time.monotonic() - start:.0f} s", flush=True)
    return bad


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        return int(by_chance(args.first, args.count) > 0)


if __name__ == "__main__":
    sys.exit(main())
