"""Time awesome-lint side by side with its peers, in one run, and print the ratios.

    python benchmarks/compare.py LIST.md [--folder LISTS/] [--runs 5]

Installs the peers that the registries have into `benchmarks/.peers` (rumdl, mdformat with mdformat-gfm and
pymarkdownlnt from PyPI; markdownlint-cli2 and sindresorhus/awesome-lint from npm, if `npm` is there), then times whole
processes in turn, A B C A B C …, so that a drift of the machine's speed meets all alike. Figures are medians of user +
system + waiting time on the wall clock; ratios are medians over the rounds. Needs nothing but the standard library.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
PEERS = HERE / ".peers"
PYPI = {"rumdl": "rumdl", "mdformat": "mdformat mdformat-gfm", "pymarkdown": "pymarkdownlnt"}
NPM = {"markdownlint-cli2": "markdownlint-cli2", "npm awesome-lint": "awesome-lint"}


@dataclass(frozen=True)
class Command:
    """A command to time. `prepare` runs before each timed run, untimed (to restore a file that is rewritten)."""

    name: str
    argv: Sequence[str]
    prepare: Callable[[], object] = lambda: None
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None


def install() -> dict[str, list[str]]:
    """The peers that could be installed, each with the start of its command line."""
    found: dict[str, list[str]] = {}
    for name, packages in PYPI.items():
        folder = PEERS / name
        binary = folder / "bin" / name
        if not binary.exists():
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
            subprocess.run([str(folder / "bin" / "pip"), "install", "--quiet", *packages.split()], check=False, stderr=subprocess.DEVNULL)
        if binary.exists():
            found[name] = [str(binary)]
    npm = shutil.which("npm")
    for name, package in NPM.items() if npm else ():
        folder = PEERS / package
        binary = folder / "node_modules" / ".bin" / package
        if not binary.exists():
            folder.mkdir(parents=True, exist_ok=True)
            subprocess.run([str(npm), "install", "--silent", "--prefix", str(folder), package], check=False, capture_output=True)
        if binary.exists():
            found[name] = [str(binary)]
    return found


def once(command: Command) -> tuple[float, float]:
    """Run a command; wall-clock seconds and peak memory in MB of its largest process."""
    command.prepare()
    start = time.perf_counter()
    process = subprocess.Popen(
        command.argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **command.env},
        cwd=command.cwd,
    )
    _, _, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = 0  # reaped above
    return seconds, usage.ru_maxrss / 1024


def race(commands: Sequence[Command], runs: int) -> dict[str, list[tuple[float, float]]]:
    """Run all commands in turn: a warm-up, then `runs` rounds."""
    for command in commands:
        once(command)
    times: dict[str, list[tuple[float, float]]] = {command.name: [] for command in commands}
    for _ in range(runs):
        for command in commands:
            times[command.name].append(once(command))
    return times


def show(title: str, times: Mapping[str, list[tuple[float, float]]], ours: Sequence[str]) -> None:
    """Print a table: each command's median, and the ratio of ours to it, round by round."""
    print(f"\n### {title}\n\n| command | median | peak memory | {' | '.join(f'{name} ÷ it' for name in ours)} |")
    print(f"| --- | ---: | ---: | {' | '.join('---:' for _ in ours)} |")
    for name, runs in times.items():
        ratios = [f"{statistics.median(a[0] / b[0] for a, b in zip(times[own], runs, strict=True)):.2f}" for own in ours]
        median, memory = statistics.median(r[0] for r in runs), max(r[1] for r in runs)
        print(f"| {name} | {median * 1000:,.0f} ms | {memory:,.0f} MB | {' | '.join(ratios)} |")


def versions(peers: Mapping[str, list[str]], lint: str) -> str:
    """`awesome-lint 0.1.0, rumdl 0.3.0, …`"""
    said = [subprocess.run([lint, "--version"], capture_output=True, text=True, check=False).stdout.strip()]
    for name, argv in peers.items():
        first = subprocess.run([*argv, "--version"], capture_output=True, text=True, check=False).stdout.strip().splitlines()
        said.append(f"{name} {first[0].split()[-1] if first else '?'}")
    return ", ".join(said)


def with_peers(peers: Mapping[str, list[str]], path: Path, commands: Mapping[str, Sequence[str]]) -> list[Command]:
    """The peers that are there, each with its own arguments and the path."""
    return [Command(name, [*peers[name], *arguments, str(path)]) for name, arguments in commands.items() if name in peers]


CHECKS: Mapping[str, Sequence[str]] = {
    "rumdl": ["check", "--no-cache"],
    "mdformat": ["--check"],
    "markdownlint-cli2": [],
    "npm awesome-lint": [],
    "pymarkdown": ["scan"],
}


def one_list(lint: str, peers: Mapping[str, list[str]], path: Path, work: Path, runs: int) -> None:
    """One list: cold, unchanged, rewritten."""
    cache = {"XDG_CACHE_HOME": str(work / "cache")}
    own = [
        Command("awesome-lint (cold)", [lint, "check", "--isolated", "--no-cache", str(path)]),
        Command("awesome-lint (unchanged)", [lint, "check", "--isolated", str(path)], env=cache),
        Command("bare Python", [str(Path(lint).parent / "python"), "-c", "pass"]),
    ]
    title = f"One list ({path.stat().st_size / 1000:,.0f} kB)"
    show(title, race([*own, *with_peers(peers, path, CHECKS)], runs), [own[0].name, own[1].name])
    copies = {name: work / f"{name.replace(' ', '-')}.md" for name in ("awesome-lint fix", "mdformat")}
    fixers = [
        Command(
            "awesome-lint fix",
            [lint, "fix", "--isolated", str(copies["awesome-lint fix"])],
            lambda: shutil.copyfile(path, copies["awesome-lint fix"]),
        )
    ]
    if "mdformat" in peers:
        fixers.append(Command("mdformat", [*peers["mdformat"], str(copies["mdformat"])], lambda: shutil.copyfile(path, copies["mdformat"])))
    show("The same list, rewritten", race(fixers, runs), ["awesome-lint fix"])


def folder(lint: str, peers: Mapping[str, list[str]], path: Path, work: Path, runs: int) -> None:
    """A folder of lists: cold and unchanged."""
    cache = {"XDG_CACHE_HOME": str(work / "folder-cache")}
    own = [
        Command("awesome-lint (cold)", [lint, "check", "--isolated", "--no-cache", str(path)]),
        Command("awesome-lint (unchanged)", [lint, "check", "--isolated", str(path)], env=cache),
    ]
    others = with_peers(peers, path, {name: CHECKS[name] for name in ("rumdl", "mdformat")})
    files = sorted(path.glob("*.md"))
    size = sum(f.stat().st_size for f in files)
    show(f"{len(files)} lists ({size / 1e6:.1f} MB)", race([*own, *others], runs), [own[0].name, own[1].name])


def growth(title: str, command: Sequence[str], factors: Sequence[int], path: Path, work: Path, runs: int) -> None:
    """A list as long as itself, and several times as long: the time should grow as the size does."""
    text = path.read_text("utf-8")
    empty = work / "empty.md"
    empty.write_text("# Empty\n\n- [a](https://example.org)\n", "utf-8")
    commands = [Command("start-up", [*command, str(empty)])]
    for factor in factors:
        # Other identifiers in each copy: a list of 16 duplicates would be another test.
        target = work / f"{factor}.md"
        target.write_text("\n".join(_renumbered(text, n) for n in range(factor)), "utf-8")
        commands.append(Command(f"{factor}×", [*command, str(target)]))
    times = race(commands, runs)
    show(title, times, ["1×"])
    median = {name: statistics.median(t for t, _ in rounds) for name, rounds in times.items()}
    for factor in factors[1:]:
        ratio = (median[f"{factor}×"] - median["start-up"]) / (median["1×"] - median["start-up"])
        print(f"\n{title}: {factor}× the list takes {ratio:.1f}× the time of 1× (start-up taken off).")


def _renumbered(text: str, copy: int) -> str:
    """The list with other numbers in its URLs and another word in its titles."""
    import re

    if copy == 0:
        return text
    text = re.sub(r"(?<=abs/)(\d{4}\.)(\d)", lambda m: f"{m[1]}{(int(m[2]) + copy) % 10}", text)
    return re.sub(r"(?m)^(\s*[-*] )(\w+)", rf"\g<1>\g<2>{copy}", text)


def main() -> int:
    """Install, race, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("list", type=Path)
    parser.add_argument("--folder", type=Path, help="a folder of lists")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--lint", default=str(Path(sys.executable).parent / "awesome-lint"), help="the awesome-lint to time (default: this Python's)"
    )
    args = parser.parse_args()
    peers = install()
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; ",
        end="",
    )
    print(versions(peers, args.lint))
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        one_list(args.lint, peers, args.list.resolve(), work, args.runs)
        if args.folder:
            folder(args.lint, peers, args.folder.resolve(), work, max(3, args.runs // 2))
        growth("Growth of check", [args.lint, "check", "--isolated", "--no-cache"], (1, 4, 16), args.list, work, args.runs)
        growth("Growth of reading", [args.lint, "entries", "--isolated"], (1, 5, 20), args.list, work, args.runs)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
