"""The language server, asked by a client over its standard input and output."""

from __future__ import annotations

import asyncio
import concurrent.futures
import gc
import subprocess
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

types = pytest.importorskip("lsprotocol.types")
pytest_lsp = pytest.importorskip("pytest_lsp")

EDITOR = pytest_lsp.client_capabilities("visual-studio-code")
COMMAND = [sys.executable, "-m", "awesome_lint", "server"]

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


@asynccontextmanager
async def started(capabilities: types.ClientCapabilities):
    """A client of these abilities, and its own server."""
    client = pytest_lsp.LanguageClient()
    client.feature("client/registerCapability")(lambda _: None)
    await client.start_io(*COMMAND)
    await client.initialize_session(types.InitializeParams(capabilities=capabilities))
    try:
        yield client
    finally:
        await client.shutdown_session()


@pytest_lsp.fixture(config=pytest_lsp.ClientServerConfig(server_command=COMMAND), scope="module", loop_scope="module")
async def client(lsp_client: pytest_lsp.LanguageClient):
    lsp_client.feature("client/registerCapability")(lambda _: None)
    await lsp_client.initialize_session(types.InitializeParams(capabilities=EDITOR))
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


@pytest.mark.asyncio(loop_scope="module")
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


@pytest.mark.asyncio(loop_scope="module")
async def test_what_is_sent_to_a_client_that_does_not_ask(uri):
    async with started(types.ClientCapabilities()) as client:
        received: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def receive(params: types.PublishDiagnosticsParams) -> None:
            received.put_nowait(params)

        async def sent() -> types.PublishDiagnosticsParams:
            return await asyncio.wait_for(received.get(), 20)

        opened(client, uri)
        params = await sent()
        assert (params.uri, params.version) == (uri, 1)
        assert {"duplicate-entry", "malformed-url"} <= {diagnostic.code for diagnostic in params.diagnostics}
        client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
        assert list((await sent()).diagnostics) == []


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("text", ["", "# A project\n\nWords alone.\n"])
async def test_what_is_no_list_is_silent(client, uri, text):
    opened(client, uri, text)
    assert await found(client, uri) == []


@pytest.mark.asyncio(loop_scope="module")
async def test_a_changelog_is_silent(client, tmp_path):
    uri = (tmp_path / "CHANGELOG.md").as_uri()
    opened(client, uri)
    assert await found(client, uri) == []


@pytest.mark.asyncio(loop_scope="module")
async def test_changes_are_taken_in(client, uri):
    opened(client, uri)
    at = place(LIST, "htps://", 1)
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(2, uri), [types.TextDocumentContentChangePartial(types.Range(at, at), "t")]
        )
    )
    assert "malformed-url" not in {diagnostic.code for diagnostic in await found(client, uri)}


@pytest.mark.asyncio(loop_scope="module")
async def test_a_config_counts_and_is_read_again(client, uri, tmp_path):
    opened(client, uri)
    assert "malformed-url" in {diagnostic.code for diagnostic in await found(client, uri)}
    config = tmp_path / "awesome-lint.toml"
    config.write_text('ignore = ["malformed-url"]\n')
    event = types.FileEvent(config.as_uri(), types.FileChangeType.Created)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    assert "malformed-url" not in {diagnostic.code for diagnostic in await found(client, uri)}


@pytest.mark.asyncio(loop_scope="module")
async def test_a_broken_config_is_told_once(client, uri, tmp_path):
    (tmp_path / "awesome-lint.toml").write_text("ignroe = []\n")
    opened(client, uri)
    assert await found(client, uri) == []
    assert await found(client, uri) == []
    (message,) = [message.message for message in client.messages if str(tmp_path) in message.message]
    assert "awesome-lint.toml:1" in message


@pytest.mark.asyncio(loop_scope="module")
async def test_an_edit_of_a_fix_repairs_what_is_found(client, uri):
    document = opened(client, uri)
    at = place(LIST, "htps://")
    context = types.CodeActionContext(diagnostics=[])
    offered = await client.text_document_code_action_async(types.CodeActionParams(document, types.Range(at, at), context))
    titles = [action.title for action in offered]
    assert any("https://" in title for title in titles)
    assert "Ignore `malformed-url` here" in titles
    assert "Fix all that is safe to fix" in titles
    first = offered[0]
    assert first.is_preferred
    assert first.diagnostics[0].code == "malformed-url"
    change = first.edit.document_changes[0]
    assert (change.text_document.uri, change.text_document.version) == (uri, 1)
    assert apply(LIST, change.edits) == LIST.replace("htps://", "https://")


@pytest.mark.asyncio(loop_scope="module")
async def test_an_unsafe_fix_says_so(client, uri):
    document = opened(client, uri)
    at = place(LIST, "- Attention Is All You Need. [[paper](https://arxiv.org/pdf", 5)
    offered = await client.text_document_code_action_async(
        types.CodeActionParams(document, types.Range(at, at), types.CodeActionContext(diagnostics=[]))
    )
    (action,) = [action for action in offered if action.edit]
    assert action.title.endswith("(unsafe)")
    assert not action.is_preferred
    assert apply(LIST, action.edit.document_changes[0].edits).count("Attention Is All You Need") == 1


@pytest.mark.asyncio(loop_scope="module")
async def test_all_fixes_of_a_rule_are_made_and_no_others(client, uri):
    text = LIST.replace("https://github.com/example/overview", "htps://github.com/example/overview")
    document = opened(client, uri, text)
    at = place(text, "htps://")
    offered = await client.text_document_code_action_async(
        types.CodeActionParams(document, types.Range(at, at), types.CodeActionContext(diagnostics=[]))
    )
    (action,) = [action for action in offered if action.title == "Fix all 2 of `malformed-url`"]
    resolved = await client.code_action_resolve_async(action)
    assert apply(text, resolved.edit.document_changes[0].edits) == text.replace("htps://", "https://")


@pytest.mark.asyncio(loop_scope="module")
async def test_an_action_for_an_older_version_changes_nothing(client, uri):
    document = opened(client, uri)
    context = types.CodeActionContext(diagnostics=[], only=["source.fixAll"])
    everything = types.Range(types.Position(0, 0), types.Position(99, 0))
    (action,) = await client.text_document_code_action_async(types.CodeActionParams(document, everything, context))
    change = types.TextDocumentContentChangeWholeDocument(LIST + "\n")
    client.text_document_did_change(types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(2, uri), [change]))
    assert (await client.code_action_resolve_async(action)).edit is None


@pytest.mark.asyncio(loop_scope="module")
async def test_a_link_to_a_host_that_is_gone_is_struck_through(client, uri):
    opened(client, uri, LIST.replace("https://github.com/example/survey", "https://paperswithcode.com/paper/a-survey"))
    (retired,) = [diagnostic for diagnostic in await found(client, uri) if diagnostic.code == "retired-host"]
    assert list(retired.tags) == [types.DiagnosticTag.Deprecated]


@pytest.mark.asyncio(loop_scope="module")
async def test_all_safe_fixes_are_made_on_demand(client, uri):
    document = opened(client, uri)
    everything = types.Range(types.Position(0, 0), types.Position(99, 0))
    context = types.CodeActionContext(diagnostics=[], only=["source.fixAll.awesome-lint"])
    (action,) = await client.text_document_code_action_async(types.CodeActionParams(document, everything, context))
    assert action.edit is None
    resolved = await client.code_action_resolve_async(action)
    after = apply(LIST, resolved.edit.document_changes[0].edits)
    assert "https://ieeexplore" in after
    assert "(#methods)" in after
    assert after.count("Attention Is All You Need") == 2  # removing a duplicate is not safe


@pytest.mark.asyncio(loop_scope="module")
async def test_a_comment_is_written_that_suppresses_the_finding(client, uri):
    document = opened(client, uri)
    at = place(LIST, "htps://")
    offered = await client.text_document_code_action_async(
        types.CodeActionParams(document, types.Range(at, at), types.CodeActionContext(diagnostics=[]))
    )
    action = next(action for action in offered if action.title == "Ignore `malformed-url` here")
    resolved = await client.code_action_resolve_async(action)
    after = apply(LIST, resolved.edit.document_changes[0].edits)
    assert "<!-- awesome-lint: ignore malformed-url" in after
    other = uri.replace("papers", "others")
    opened(client, other, after)
    assert "malformed-url" not in {diagnostic.code for diagnostic in await found(client, other)}


@pytest.mark.asyncio(loop_scope="module")
async def test_a_missing_line_of_the_contents_is_offered(client, uri):
    text = (
        LIST.replace("- [Datasets](#datasets)\n", "")
        .replace("#method)", "#methods)")
        .replace("See also [the data](#datasets).", "")
        .replace("- [Courses](#courses)\n", "- [Courses](#courses)\n- [Books](#books)\n")
        + "\n## Books\n\n- [Deep Learning](https://www.deeplearningbook.org)\n"
    )
    document = opened(client, uri, text)
    at = place(text, "## Datasets", 4)
    offered = await client.text_document_code_action_async(
        types.CodeActionParams(document, types.Range(at, at), types.CodeActionContext(diagnostics=[]))
    )
    (action,) = [action for action in offered if action.title.startswith("Add “Datasets”")]
    assert "- [Methods](#methods)\n- [Datasets](#datasets)\n- [Courses]" in apply(text, action.edit.document_changes[0].edits)


@pytest.mark.asyncio(loop_scope="module")
async def test_layout_of_the_file_and_of_a_part(client, uri):
    text = LIST.replace("## Surveys\n\n", "## Surveys\n\n\n\n").replace("## Datasets\n\n", "## Datasets\n\n\n\n")
    document = opened(client, uri, text)
    options = types.FormattingOptions(tab_size=2, insert_spaces=True)
    edits = await client.text_document_formatting_async(types.DocumentFormattingParams(document, options))
    assert apply(text, edits) == LIST
    row = row_of(text, "## Surveys")
    part = types.Range(types.Position(row, 0), types.Position(row + 5, 0))
    edits = await client.text_document_range_formatting_async(types.DocumentRangeFormattingParams(document, part, options))
    assert apply(text, edits) == LIST.replace("## Datasets\n\n", "## Datasets\n\n\n\n")


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("needle", "says"),
    [
        ("https://arxiv.org/pdf/1706", ["identity: arxiv:1706.03762", "other forms: https://arxiv.org/abs/1706.03762"]),
        ("code](https://github.com/tensor", ["code: a label of the role code"]),
        ("Deep Residual", ["title: Deep Residual Learning for Image Recognition", "paper: https://arxiv.org/abs/1512.03385"]),
        ("[Surveys](#", ["Surveys", "heading of level 2, line 12"]),
        ("[Methods](#", ["#method: no heading has this anchor"]),
    ],
)
async def test_what_is_known_of_a_place(client, uri, needle, says):
    document = opened(client, uri)
    hover = await client.text_document_hover_async(types.HoverParams(document, place(LIST, needle, 3)))
    assert hover.contents.kind == "plaintext"
    for line in says:
        assert line in hover.contents.value


@pytest.mark.asyncio(loop_scope="module")
async def test_the_outline_has_sections_and_entries(client, uri):
    document = opened(client, uri)
    (title,) = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    assert [symbol.name for symbol in title.children] == ["Contents", "Surveys", "Methods", "Datasets", "Courses"]
    assert title.children[2].children[1].name == "Deep Residual Learning for Image Recognition"
    folds = await client.text_document_folding_range_async(types.FoldingRangeParams(document))
    assert (row_of(LIST, "## Datasets"), row_of(LIST, "- ImageNet")) in {(fold.start_line, fold.end_line) for fold in folds}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("needle", "leads_to"), [("[Surveys](#", "## Surveys"), ("the data](#data", "## Datasets")])
async def test_where_a_link_of_the_page_leads(client, uri, needle, leads_to):
    document = opened(client, uri)
    where = await client.text_document_definition_async(types.DefinitionParams(document, place(LIST, needle, 3)))
    assert where.range.start.line == row_of(LIST, leads_to)


@pytest.mark.asyncio(loop_scope="module")
async def test_a_reference_leads_to_its_definition(client, uri):
    text = LIST + "\n- Adam: A Method for Stochastic Optimization. [paper][adam]\n\n[adam]: https://arxiv.org/abs/1412.6980\n"
    document = opened(client, uri, text)
    where = await client.text_document_definition_async(types.DefinitionParams(document, place(text, "[paper][adam]", 3)))
    assert where.range.start.line == row_of(text, "[adam]: ")


@pytest.mark.asyncio(loop_scope="module")
async def test_what_leads_to_a_heading_and_what_is_the_same_paper(client, uri):
    document = opened(client, uri)
    context = types.ReferenceContext(include_declaration=False)
    to = await client.text_document_references_async(types.ReferenceParams(context, document, place(LIST, "## Datasets", 4)))
    assert [at.range.start.line for at in to] == [row_of(LIST, "- [Datasets]"), row_of(LIST, "See also")]
    same = await client.text_document_references_async(types.ReferenceParams(context, document, place(LIST, "arxiv.org/abs/1706", 3)))
    assert [at.range.start.line for at in same] == [row_of(LIST, "- Attention"), row_of(LIST, "arxiv.org/pdf/1706")]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("needle", ["## Datasets", "[Datasets](#datasets)"])
async def test_a_heading_is_renamed_with_all_that_leads_to_it(client, uri, needle):
    document = opened(client, uri)
    at = place(LIST, needle, 4)
    shown = await client.text_document_prepare_rename_async(types.PrepareRenameParams(document, at))
    assert shown.start.line == at.line
    edit = await client.text_document_rename_async(types.RenameParams(document, at, "Data & Benchmarks"))
    after = apply(LIST, edit.document_changes[0].edits)
    assert after == LIST.replace("[Datasets](#datasets)", "[Data & Benchmarks](#data--benchmarks)").replace(
        "(#datasets)", "(#data--benchmarks)"
    ).replace("## Datasets", "## Data & Benchmarks")


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [("See [it](#", "datasets"), ("- A New Paper. [[", "paper"), ("- A New Paper, C", "CVPR"), ("- A New Paper. [paper][", "adam")],
)
async def test_what_may_follow(client, uri, typed, offered):
    text = f"{LIST}\n{typed}\n\n[adam]: https://arxiv.org/abs/1412.6980\n"
    document = opened(client, uri, text)
    found = await client.text_document_completion_async(types.CompletionParams(document, place(text, f"\n{typed}\n", len(typed) + 1)))
    items = found if isinstance(found, list) else found.items
    assert offered in [item.label for item in items]


@pytest.mark.asyncio(loop_scope="module")
async def test_labels_are_offered_in_the_order_of_the_list(client, uri):
    text = f"{LIST}\n- A New Paper. [["
    document = opened(client, uri, text)
    found = await client.text_document_completion_async(types.CompletionParams(document, types.Position(text.count("\n"), 17)))
    items = found if isinstance(found, list) else found.items
    assert [item.label for item in sorted(items, key=lambda item: item.sort_text)][:2] == ["paper", "code"]


@pytest.mark.parametrize("missing", ["pygls", "lsprotocol"])
def test_without_the_extra_it_says_how_to_get_it(missing):
    program = f"import sys; sys.modules[{missing!r}] = None; from awesome_lint.cli import main; sys.exit(main(['server']))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60, input="")
    assert run.returncode == 2
    assert "install `awesome-lint[server]`" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.asyncio
async def test_what_is_done_is_forgotten():
    """An editor tells of each keystroke, for as long as it is open."""
    from awesome_lint.server.app import make_server

    protocol = make_server().protocol
    judged = {version: asyncio.Event() for version in (1, 39)}

    class Writer:
        def write(self, data: bytes) -> None:
            for version, event in judged.items():
                if b'"version":%d' % version in data.replace(b" ", b""):
                    event.set()

        def close(self) -> None:
            pass

    protocol.set_writer(Writer())

    def tell(method: str, params: dict[str, object], **more: object) -> None:
        protocol.handle_message(protocol.structure_message({"jsonrpc": "2.0", "method": method, "params": params, **more}))

    def futures() -> int:
        gc.collect()
        return sum(isinstance(thing, asyncio.Future | concurrent.futures.Future) for thing in gc.get_objects())

    document = {"uri": "file:///list.md", "languageId": "markdown", "version": 1, "text": "# A list\n\n- [A](https://a.org)\n"}
    tell("initialize", {"capabilities": {}}, id=1)
    tell("initialized", {})
    tell("textDocument/didOpen", {"textDocument": document})
    await judged[1].wait()
    before = futures()
    for version in range(2, 40):
        change = {"range": {"start": {"line": 0, "character": 2}, "end": {"line": 0, "character": 3}}, "text": "A"}
        tell("textDocument/didChange", {"textDocument": {"uri": "file:///list.md", "version": version}, "contentChanges": [change]})
        tell("textDocument/didSave", {"textDocument": {"uri": "file:///list.md"}})
    await judged[39].wait()
    await asyncio.sleep(0)
    tell("textDocument/didSave", {"textDocument": {"uri": "file:///list.md"}})
    assert futures() <= before + 2
