"""The language server, asked by a client over its standard input and output."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

types = pytest.importorskip("lsprotocol.types")
pytest_lsp = pytest.importorskip("pytest_lsp")

LIST = """\
# Awesome Papers

## Contents

- [Surveys](#surveys)
- [Methods](#method)
- [Datasets](#datasets)
- [Courses](#courses)

See also [the data](#datasets).

## Surveys

- Deep Learning in Neural Networks: An Overview. [[paper](https://arxiv.org/abs/1404.7828)] [[code](https://github.com/example/overview)]
- A Survey on Neural Architecture Search. [[paper](https://arxiv.org/abs/1905.01392)] [[code](https://github.com/example/survey)]

## Methods

- Attention Is All You Need. [[paper](https://arxiv.org/abs/1706.03762)] [[code](https://github.com/tensorflow/tensor2tensor)]
- Deep Residual Learning for Image Recognition. [[paper](https://arxiv.org/abs/1512.03385)] [[code](https://github.com/KaimingHe/deep-residual-networks)]
- Attention Is All You Need. [[paper](https://arxiv.org/pdf/1706.03762v7)] [[code](https://github.com/tensorflow/tensor2tensor)]

## Datasets

- ImageNet: A Large-Scale Hierarchical Image Database. [[paper](htps://ieeexplore.ieee.org/document/5206848)] [[code](https://github.com/example/imagenet)]

## Courses

- CS231n: Deep Learning for Computer Vision. [[page](https://cs231n.github.io)]
"""


def row_of(text: str, needle: str) -> int:
    return text[: text.index(needle)].count("\n")


def place(text: str, needle: str, inside: int = 1) -> types.Position:
    """A position inside a text's first occurrence (of texts without characters beyond U+FFFF)."""
    at = text.index(needle) + inside
    return types.Position(text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1))


def apply(text: str, edits: list[types.TextEdit]) -> str:
    """The text with edits made, as an editor makes them."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def offset(position: types.Position) -> int:
        return starts[position.line] + position.character

    for edit in sorted(edits, key=lambda edit: -offset(edit.range.start)):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text


@pytest_lsp.fixture(config=pytest_lsp.ClientServerConfig(server_command=[sys.executable, "-m", "awesome_lint", "server"]))
async def client(lsp_client: pytest_lsp.LanguageClient):
    lsp_client.feature("client/registerCapability")(lambda params: None)
    await lsp_client.initialize_session(types.InitializeParams(capabilities=pytest_lsp.client_capabilities("visual-studio-code")))
    yield lsp_client
    await lsp_client.shutdown_session()


@pytest.fixture
def uri(tmp_path: Path) -> str:
    return (tmp_path / "papers.md").as_uri()


def opened(client: pytest_lsp.LanguageClient, uri: str, text: str = LIST, version: int = 1) -> types.TextDocumentIdentifier:
    client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "markdown", version, text)))
    return types.TextDocumentIdentifier(uri)


async def found(client: pytest_lsp.LanguageClient, uri: str) -> list[types.Diagnostic]:
    report = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri)))
    return list(report.items)


@pytest.mark.asyncio
async def test_diagnostics_say_what_check_says(client, uri):
    opened(client, uri)
    by_code = {diagnostic.code: diagnostic for diagnostic in await found(client, uri)}
    assert {"duplicate-entry", "malformed-url", "toc-broken-anchor"} <= set(by_code)
    duplicate = by_code["duplicate-entry"]
    assert duplicate.severity == types.DiagnosticSeverity.Error
    assert duplicate.source == "awesome-lint"
    assert duplicate.code_description.href.endswith("#duplicate-entry")
    assert duplicate.range.start.line == row_of(LIST, "- Attention Is All You Need. [[paper](https://arxiv.org/pdf")
    assert duplicate.related_information[0].location.range.start.line == row_of(LIST, "- Attention Is")
