"""How long a writer waits for the language server: keystrokes replayed in a list, against judging it once in one process.

    python benchmarks/server.py LIST.md [--keystrokes 500] [--edits 10000]

Each keystroke is sent when the findings of the one before have come. Prints the median and the 95th percentile of the time from
keystroke to findings, the same of one `lint` in this process, their ratio, and the server's memory before and after many edits that
nobody waits for. Needs `pygls` and `pytest-lsp`, Linux for the memory.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import time
from pathlib import Path

from lsprotocol import types
from pytest_lsp import LanguageClient

from awesome_lint.engine import lint
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
        self.found.clear()
        where = types.Range(types.Position(row, column), types.Position(row, column + 1))
        self.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.version, self.uri), [types.TextDocumentContentChangePartial(where, letter)]
            )
        )


async def replay(uri: str, text: str, keystrokes: int, edits: int) -> tuple[list[float], float, float]:
    """Seconds from each keystroke to its findings; megabytes of the server before and after the edits."""
    client = Client(uri, text)
    await client.start_io(sys.executable, "-m", "awesome_lint", "server")
    await client.initialize_session(types.InitializeParams(capabilities=types.ClientCapabilities()))
    client.open()
    await client.found.wait()
    chance = random.Random(0)
    places = [(row, column) for row, line in enumerate(client.lines) for column, char in enumerate(line) if "a" <= char <= "z"]
    waited = []
    for row, column in (chance.choice(places) for _ in range(keystrokes)):
        start = time.perf_counter()
        client.type(row, column, chance.choice("abcdefgh"))
        await client.found.wait()
        waited.append(time.perf_counter() - start)
    before = _memory(client)
    for number, (row, column) in enumerate(chance.choice(places) for _ in range(edits)):
        client.type(row, column, chance.choice("abcdefgh"))
        if number % 50 == 0:
            await client.found.wait()
    await client.found.wait()
    after = _memory(client)
    await client.shutdown_session()
    return waited, before, after


def _memory(client: Client) -> float:
    process = client._server.pid  # noqa: SLF001 - pygls has no other way to ask
    pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    return int(pages) * 4096 / 1e6


def judged(path: Path, times: int) -> list[float]:
    """Seconds for each of some runs of `lint`."""
    plan = Settings().plan_for(path)
    taken = []
    for number in range(times):
        text = path.read_text("utf-8").replace("a", "a" if number % 2 else "e", 1)
        start = time.perf_counter()
        lint(Source.of(text, str(path)), plan)
        taken.append(time.perf_counter() - start)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("list", type=Path)
    parser.add_argument("--keystrokes", type=int, default=500)
    parser.add_argument("--edits", type=int, default=10_000)
    args = parser.parse_args()
    alone = judged(args.list, 15)
    waited, before, after = asyncio.run(
        replay((args.list.absolute().parent / "replayed.md").as_uri(), args.list.read_text("utf-8"), args.keystrokes, args.edits)
    )
    for name, times in (("one lint", alone), ("keystroke to findings", waited)):
        print(f"{name}: median {statistics.median(times) * 1000:.0f} ms, p95 {_p95(times) * 1000:.0f} ms")
    print(f"p95 of the server / median of one lint: {_p95(waited) / statistics.median(alone):.2f}")
    print(f"memory: {before:.0f} MB before {args.edits:,} edits, {after:.0f} MB after")


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95) - 1]


if __name__ == "__main__":
    main()
