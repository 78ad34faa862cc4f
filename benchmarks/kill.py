"""Kill runs over a folder at random moments, often: what `tests/test_kill.py` does a few times.

    python benchmarks/kill.py [--times 50]

Prints for each command and victim how many runs were killed before they ended. Ends with a traceback where a process stays, a
pipe stays open or a file is torn.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from killing import COMMANDS, VICTIMS, fixed_texts, folder_of_lists, kill_once


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=50)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = folder_of_lists(folder)
        fixed, seconds = fixed_texts(folder, texts)
        for command in COMMANDS:
            for victim in VICTIMS:
                killed = sum(
                    kill_once(folder, texts, fixed, name=command, victim=victim, delay=random.uniform(0, seconds)) for _ in range(times)
                )
                again = fixed_texts(folder, texts)[0] == fixed
                left = sorted({path.name for path in folder.iterdir()} - set(texts))
                print(f"{command}, {victim}: {killed} of {times} killed; files whole: {again}; left behind: {left}", flush=True)


if __name__ == "__main__":
    main()
