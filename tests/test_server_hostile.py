"""The language server on what no editor should send, and on lists too big to be read at once."""

from __future__ import annotations

import asyncio
import random

import pytest

types = pytest.importorskip("lsprotocol.types")
pytest.importorskip("pytest_lsp")

from test_server import EDITOR, LIST, found, opened, started  # noqa: E402 - after the check that its packages are there

from awesome_lint.server.documents import Version  # noqa: E402
from awesome_lint.server.edits import difference  # noqa: E402
from awesome_lint.server.positions import Positions, characters, units  # noqa: E402
from awesome_lint.source import Source  # noqa: E402

ENCODINGS = ("utf-8", "utf-16", "utf-32")
ODD = ["a", "é", "文", "😀", "\u2028", "\x0b", "\x0c", "\x85", "\ufeff", "\ud800", "\t"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_offset_is_a_position_and_back(encoding, newline):
    source = Source.of(newline.join(["".join(ODD), "", "x😀y", "文"]))
    positions = Positions(source, encoding)
    for offset in range(len(source.text) + 1):
        assert positions.offset(positions.position(offset)) == offset


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_positions_outside_are_the_nearest_inside(encoding):
    source = Source.of("ab\ncd")
    positions = Positions(source, encoding)
    assert positions.offset(types.Position(0, 99)) == 2
    assert positions.offset(types.Position(99, 0)) == 5
    assert positions.offset(types.Position(99, 99)) == 5


def test_a_position_inside_a_character_is_in_front_of_it():
    assert characters("😀x", 1, "utf-16") == 0
    assert characters("😀x", 2, "utf-16") == 1
    assert characters("é", 1, "utf-8") == 0
    assert units("😀", "utf-8") == 4


def test_a_byte_order_mark_counts_for_the_client():
    source = Source.of("ab", byte_order_mark=True)
    positions = Positions(source, "utf-16")
    assert positions.position(1) == types.Position(0, 2)
    assert positions.offset(types.Position(0, 2)) == 1


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("seed", range(20))
def test_changes_one_by_one_give_the_text_that_the_client_has(encoding, seed):
    """The model cuts rows as the protocol says: at LF, CRLF and CR alone."""
    chance = random.Random(seed)
    text = ""
    version = Version("file:///x.md", 0, "")
    for number in range(60):
        words = "".join(chance.choice([*ODD, "\n", "\r\n"]) for _ in range(chance.randrange(6)))
        start = chance.randrange(len(text) + 1)
        end = chance.randrange(start, len(text) + 1)
        if any(text[at - 1 : at + 1] == "\r\n" for at in (start, end)) or text[end - 1 : end] == "\r":
            continue  # inside of a line end
        change = types.TextDocumentContentChangePartial(types.Range(at(text, start, encoding), at(text, end, encoding)), words)
        text = text[:start] + words + text[end:]
        version = version.changed(number, [change], encoding)
        assert version.text == text


def at(text: str, offset: int, encoding: str) -> types.Position:
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return types.Position(before.count("\n"), units(before.rpartition("\n")[2], encoding))


@pytest.mark.parametrize("seed", range(50))
def test_the_difference_of_two_texts_makes_one_of_the_other(seed):
    chance = random.Random(seed)
    before = "".join(f"{chance.choice('abc')}\n" for _ in range(chance.randrange(20)))
    lines = before.split("\n")
    for _ in range(chance.randrange(5)):
        lines.insert(chance.randrange(len(lines)), chance.choice("abcd\u2028"))
    after = "\n".join(lines)[chance.randrange(2) :]
    made = before
    for edit in sorted(difference(Source.of(before), after), reverse=True):
        made = made[: edit.start] + edit.content + made[edit.end :]
    assert made == after


@pytest.mark.asyncio
async def test_odd_characters_and_requests_outside_of_the_text(tmp_path):
    async with started(EDITOR) as client:
        uri = (tmp_path / "papers.md").as_uri()
        document = opened(client, uri, "\ufeff" + LIST.replace("Surveys", "Sur\u2028veys\x0b\x0c").replace("\n", "\r\n"))
        far = types.Position(2**31 - 1, 2**31 - 1)
        await client.text_document_hover_async(types.HoverParams(document, far))
        await client.text_document_definition_async(types.DefinitionParams(document, far))
        await client.text_document_completion_async(types.CompletionParams(document, far))
        await client.text_document_prepare_rename_async(types.PrepareRenameParams(document, far))
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(2, uri),
                [types.TextDocumentContentChangePartial(types.Range(types.Position(5, 1), types.Position(2, 2**31 - 1)), "x")],
            )
        )
        assert "malformed-url" in {diagnostic.code for diagnostic in await found(client, uri)}
        assert (
            await client.text_document_document_symbol_async(types.DocumentSymbolParams(types.TextDocumentIdentifier("untitled:x"))) == []
        )
        assert not [message for message in client.messages if "Error in server" in message.message]


@pytest.mark.asyncio
@pytest.mark.parametrize(("encoding", "surrogate"), [("utf-8", 3), ("utf-32", 1)])
async def test_positions_are_in_the_encoding_agreed_on_and_lone_surrogates_are_read(tmp_path, encoding, surrogate):
    text = LIST.replace("Image Database.", "Image Database 文😀\ud800.")
    line = next(line for line in text.split("\n") if "htps:" in line)
    codec = "utf-32-le" if encoding == "utf-32" else encoding
    before = len(line[: line.index("htps:")].encode(codec, "surrogatepass")) // (4 if encoding == "utf-32" else 1)
    general = types.GeneralClientCapabilities(position_encodings=[encoding])
    async with started(types.ClientCapabilities(general=general)) as client:
        uri = (tmp_path / "papers.md").as_uri()
        document = opened(client, uri, text)
        by_code = {diagnostic.code: diagnostic for diagnostic in await found(client, uri)}
        assert by_code["malformed-url"].range.start.character == before
        assert "lost-bytes" in by_code
        for number, half in enumerate(["\ud83d", "\ude00"]):  # one character, typed in two changes
            at = types.Position(0, 2 + number * surrogate)
            client.text_document_did_change(
                types.DidChangeTextDocumentParams(
                    types.VersionedTextDocumentIdentifier(2 + number, uri),
                    [types.TextDocumentContentChangePartial(types.Range(at, at), half)],
                )
            )
        (title,) = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        assert title.name == "😀Awesome Papers"


@pytest.mark.asyncio
async def test_a_list_that_changes_while_it_is_read_and_a_client_that_cancels_everything(tmp_path):
    async with started(EDITOR) as client:
        uri = (tmp_path / "papers.md").as_uri()
        document = opened(client, uri)
        requests = []
        for number in range(2, 60):
            start = types.Position(0, 2)
            client.text_document_did_change(
                types.DidChangeTextDocumentParams(
                    types.VersionedTextDocumentIdentifier(number, uri),
                    [types.TextDocumentContentChangePartial(types.Range(start, start), "x")],
                )
            )
            requests.append(
                client.protocol.send_request(
                    types.TEXT_DOCUMENT_HOVER, types.HoverParams(document, types.Position(12, 5)), msg_id=f"h{number}"
                )
            )
            client.protocol.notify("$/cancelRequest", types.CancelParams(f"h{number}"))
        await asyncio.gather(*map(asyncio.wrap_future, requests), return_exceptions=True)
        (title,) = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        assert title.name == "x" * 58 + "Awesome Papers"
        assert "malformed-url" in {diagnostic.code for diagnostic in await found(client, uri)}


@pytest.mark.asyncio
async def test_a_list_of_two_megabytes_blocks_nobody(tmp_path):
    async with started(EDITOR) as client:
        entry = "- Paper number {0}: A Title. [[paper](https://arxiv.org/abs/{1:04}.{2:05})] [[code](https://github.com/example/p{0})]\n"
        big = "# Awesome Papers\n\n## All\n\n" + "".join(entry.format(n, 1001 + n % 12, n) for n in range(17_000))
        assert len(big) > 2_000_000 - 200_000
        big_uri, small_uri = ((tmp_path / name).as_uri() for name in ("big.md", "small.md"))
        opened(client, big_uri, big)
        judging = asyncio.ensure_future(found(client, big_uri))
        big_document = types.TextDocumentIdentifier(big_uri)
        reading = asyncio.ensure_future(client.text_document_document_symbol_async(types.DocumentSymbolParams(big_document)))
        await asyncio.sleep(0.2)
        small = opened(client, small_uri)
        symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(small))
        assert symbols[0].name == "Awesome Papers"
        assert not reading.done()
        assert not judging.done()  # and the server ends without finishing it
        reading.cancel()
        judging.cancel()
