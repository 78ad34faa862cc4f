"""Kill runs over a folder at random moments, often: what `tests/test_kill.py` does a few times.

    python benchmarks/kill.py [--times 50] [--command check fix]

Runs that ended before they could be killed are held to the same promises, but don't count. Prints for each command and victim how
many were killed, of how many. Ends with a traceback where a process stays, a
pipe stays open or a file is torn.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from killing import COMMANDS, VICTIMS, fixed_texts, folder_of_lists, kill_once, write

MOST_RUNS = 4
"""For each that shall be killed."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--command", choices=COMMANDS, nargs="+", default=COMMANDS)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = folder_of_lists(folder)
        fixed, seconds = fixed_texts(folder, texts)
        for command in args.command:
            for victim in VICTIMS:
                killed = runs = 0
                while killed < args.times and runs < MOST_RUNS * args.times:
                    delay = random.uniform(0, seconds)
                    was_killed = kill_once(folder, texts, fixed, name=command, victim=victim, delay=delay)
                    killed, runs = killed + was_killed, runs + 1
                    if not was_killed and delay > seconds / 2:  # it had ended: the machine is less busy than before
                        seconds = max(delay, 0.2)
                write(folder, texts)
                again, seconds = fixed_texts(folder, texts)
                left = sorted({path.name for path in folder.iterdir()} - set(texts))
                print(f"{command}, {victim}: {killed} killed of {runs}; files whole: {again == fixed}; left behind: {left}", flush=True)


if __name__ == "__main__":
    main()
