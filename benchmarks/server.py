"""How long a writer waits for the language server: keystrokes replayed in a list, against judging it once in one process.

    python benchmarks/server.py LIST.md [--keystrokes 500] [--edits 10000]
    python benchmarks/server.py LIST.md --requests 20

Each keystroke is sent when the findings of the one before have come and the same text has been judged by one `lint` in this process:
both meet the same text and the same load of the machine. Prints the median and the 95th percentile of the time from keystroke to
findings and of one `lint`, their ratios, the CPU time of both, and the server's memory before and after many edits, each undone by the
next: the list stays as long and as good as it is. With `--requests` it asks after each keystroke, while the list is being judged, for the
symbols of the list and of another small one, and prints how long that took and how often it was before the findings. Needs `pygls` and
`pytest-lsp`, and Linux for CPU time and memory.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import sys
import time
from collections.abc import Awaitable
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types
from pytest_lsp import LanguageClient

from awesome_lint.engine import lint
from awesome_lint.garbage import collect_seldom, collect_what_is_over
from awesome_lint.settings import Settings
from awesome_lint.source import Source


class Client(LanguageClient):
    """A client that types into one document, with its own copy of the text."""

    def __init__(self, uri: str, text: str) -> None:
        super().__init__()
        self.uri, self.version, self.lines = uri, 1, text.split("\n")
        self.found = asyncio.Event()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def receive(params: types.PublishDiagnosticsParams) -> None:
            if params.version == self.version:
                self.found.set()

    def open(self) -> None:
        self.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(self.uri, "markdown", self.version, "\n".join(self.lines)))
        )

    def type(self, row: int, column: int, letter: str) -> None:
        """Write a letter; the text stays as long as it is: another one goes."""
        self.version += 1
        self.lines[row] = self.lines[row][:column] + letter + self.lines[row][column + 1 :]
        self.found.clear()
        where = types.Range(types.Position(row, column), types.Position(row, column + 1))
        self.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.version, self.uri), [types.TextDocumentContentChangePartial(where, letter)]
            )
        )


class Replayed(NamedTuple):
    """Seconds from each keystroke to its findings, and of one `lint` of the same text; CPU seconds of both for one keystroke; the
    server's megabytes before the edits and after each tenth of them.
    """

    waited: list[float]
    judged: list[float]
    spent: float
    spent_alone: float
    memory: list[float]


async def replay(path: Path, text: str, keystrokes: int, edits: int) -> Replayed:
    client = Client(path.as_uri(), text)
    await client.start_io(sys.executable, "-m", "awesome_lint", "server")
    await client.initialize_session(types.InitializeParams(capabilities=types.ClientCapabilities()))
    client.open()
    await client.found.wait()
    plan = Settings().plan_for(path)
    chance = random.Random(0)
    places = [(row, column) for row, line in enumerate(client.lines) for column, char in enumerate(line) if "a" <= char <= "z"]
    waited, judged = [], []
    spent, spent_alone = _seconds_spent(client), 0.0
    for row, column in (chance.choice(places) for _ in range(keystrokes)):
        start = time.perf_counter()
        client.type(row, column, chance.choice("abcdefgh"))
        await client.found.wait()
        waited.append(time.perf_counter() - start)
        start, cpu = time.perf_counter(), time.process_time()
        lint(Source.of("\n".join(client.lines), str(path)), plan)
        judged.append(time.perf_counter() - start)
        spent_alone += time.process_time() - cpu
        collect_what_is_over()
    spent = _seconds_spent(client) - spent
    memory = [_memory(client)]
    for number in range(0, edits, 2):
        row, column = chance.choice(places)
        letter = client.lines[row][column]
        client.type(row, column, chance.choice("abcdefgh"))
        if number % 50 == 0:
            await client.found.wait()
        client.type(row, column, letter)
        if (number + 2) % max(2, edits // 10 // 2 * 2) == 0:
            await client.found.wait()
            memory.append(_memory(client))
    await client.found.wait()
    await client.shutdown_session()
    return Replayed(waited, judged, spent / keystrokes, spent_alone / keystrokes, memory)


class Asked(NamedTuple):
    """Seconds until the symbols of the list that is being judged came, those of a small one, and the list's findings."""

    same: list[float]
    other: list[float]
    findings: list[float]


async def ask(path: Path, text: str, requests: int) -> Asked:
    client = Client(path.as_uri(), text)
    await client.start_io(sys.executable, "-m", "awesome_lint", "server")
    await client.initialize_session(types.InitializeParams(capabilities=types.ClientCapabilities()))
    client.open()
    await client.found.wait()
    small = (path.parent / "small.md").as_uri()
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(small, "markdown", 1, "# A list\n\n- [A](https://x.org)\n"))
    )
    asked = Asked([], [], [])
    row = max(range(len(client.lines)), key=lambda row: len(client.lines[row]))

    async def seconds(answer: Awaitable[object], times: list[float]) -> None:
        start = time.perf_counter()
        await answer
        times.append(time.perf_counter() - start)

    for number in range(requests):
        client.type(row, 10, "ab"[number % 2])
        await asyncio.gather(
            seconds(client.found.wait(), asked.findings),
            seconds(_symbols(client, path.as_uri()), asked.same),
            seconds(_symbols(client, small), asked.other),
        )
    await client.shutdown_session()
    return asked


async def _symbols(client: Client, uri: str) -> None:
    await client.text_document_document_symbol_async(types.DocumentSymbolParams(types.TextDocumentIdentifier(uri)))


def _memory(client: Client) -> float:
    process = client._server.pid  # noqa: SLF001 - pygls has no other way to ask
    pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    return int(pages) * 4096 / 1e6


def _seconds_spent(client: Client) -> float:
    fields = Path(f"/proc/{client._server.pid}/stat").read_text().rpartition(")")[2].split()  # noqa: SLF001 - as above
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("list", type=Path)
    parser.add_argument("--keystrokes", type=int, default=500)
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=0)
    args = parser.parse_args()
    path, text = args.list.absolute().parent / "replayed.md", args.list.read_text("utf-8")
    if args.requests:
        show_asked(asyncio.run(ask(path, text, args.requests)))
    else:
        collect_seldom()  # as the command does
        show_replayed(asyncio.run(replay(path, text, args.keystrokes, args.edits)), args.edits)


def show_asked(asked: Asked) -> None:
    for name, times in (("findings", asked.findings), ("symbols of the list", asked.same), ("symbols of another list", asked.other)):
        print(f"{name}: median {_ms(statistics.median(times))}, most {_ms(max(times))}")
    before = sum(same < findings for same, findings in zip(asked.same, asked.findings, strict=True))
    print(f"answered before the findings: {before} of {len(asked.same)}")


def show_replayed(found: Replayed, edits: int) -> None:
    for name, times, spent in (("one lint", found.judged, found.spent_alone), ("keystroke to findings", found.waited, found.spent)):
        print(f"{name}: median {_ms(statistics.median(times))}, p95 {_ms(_p95(times))}, CPU {_ms(spent)}")
    late = _p95(found.waited)
    print(
        f"p95 of the server / median of one lint: {late / statistics.median(found.judged):.2f}, / its p95: {late / _p95(found.judged):.2f}"
    )
    print(f"memory: {' '.join(f'{size:.0f}' for size in found.memory)} MB, before {edits:,} edits and after each tenth of them")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95) - 1]


if __name__ == "__main__":
    main()
