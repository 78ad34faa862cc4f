"""The server: which request is answered by what. Nothing is read or judged on the main loop, so that typing never waits.

One thread judges lists. Each open file has another one, which answers what needs the list only to be read: a hover doesn't wait for all
the rules, nor for another list that is longer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple, Protocol, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from awesome_lint import __version__
from awesome_lint.discovery import CONFIG_NAMES
from awesome_lint.errors import UserError
from awesome_lint.server import actions, completion, diagnostics, formatting, hover, navigation, renaming
from awesome_lint.server.documents import Documents, Reading, Version
from awesome_lint.server.edits import text_edits, workspace_edit
from awesome_lint.server.protocol import ForgettingProtocol
from awesome_lint.server.worker import Worker

T = TypeVar("T")


class ContentModified(JsonRpcException):
    """The file is another version by now: clients ask again."""

    CODE = types.LSPErrorCodes.ContentModified.value
    MESSAGE = "the file has changed"


class AtPosition(Protocol):
    """The parameters of a request about a place in a file."""

    text_document: types.TextDocumentIdentifier
    position: types.Position


class ListServer(LanguageServer):
    """The server with its open files and its threads."""

    def __init__(self) -> None:
        super().__init__("awesome-lint", __version__, protocol_cls=ForgettingProtocol)
        self.documents = Documents()
        self._judging = Worker("judging")
        self._answering: dict[str, Worker] = {}
        self._told: set[str] = set()
        self._publishing: set[str] = set()

    def open(self, version: Version) -> None:
        """Take in a file that the client opens."""
        self.documents.open(version)
        if version.uri not in self._answering:
            self._answering[version.uri] = Worker("answering")

    def close(self, uri: str) -> None:
        """Forget a file; one that isn't open is none."""
        self.documents.close(uri)
        if worker := self._answering.pop(uri, None):
            worker.end()

    @property
    def pulls(self) -> bool:
        """Whether the client asks for diagnostics, so that none are sent by ourselves."""
        capabilities = self.client_capabilities.text_document
        return capabilities is not None and capabilities.diagnostic is not None

    async def judged(self, work: Callable[[Reading], T], uri: str) -> T | None:
        """What a function makes of a list that is judged; see `_done`."""
        return await self._done(self._judging, work, uri)

    async def answered(self, work: Callable[[Reading], T], uri: str) -> T | None:
        """What a function makes of a list that is read only; see `_done`."""
        worker = self._answering.get(uri)
        return await self._done(worker, work, uri) if worker else None

    async def at(self, work: Callable[[Reading, int], T], params: AtPosition) -> T | None:
        """What a function makes of a place in a list that is read only."""
        return await self.answered(lambda reading: work(reading, reading.positions.offset(params.position)), params.text_document.uri)

    async def _done(self, worker: Worker, work: Callable[[Reading], T], uri: str) -> T | None:
        """What a function makes of the newest version of a file, worked out in a thread.

        None for a file that isn't open or, after a message to the user, can't be read. Raises ContentModified where the file changes
        before it is done.
        """
        reading = self.documents.reading(uri)
        if reading is None:
            return None

        def unless_outdated() -> T:
            if not self.documents.is_newest(reading):
                raise ContentModified
            return work(reading)

        try:
            result = await worker.do(unless_outdated)
        except UserError as error:
            self.tell(error)
            return None
        if not self.documents.is_newest(reading):
            raise ContentModified
        return result

    def tell(self, error: UserError) -> None:
        """Show the user what is wrong and can be mended; each thing once, until a config changes."""
        message = f"awesome-lint: {error}"
        if message not in self._told:
            self._told.add(message)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))

    async def publish(self, uri: str) -> None:
        """Send the diagnostics of the newest version, unless the client asks for them itself.

        One run a file: what is typed meanwhile is judged once that run is done, however many versions it is.
        """
        if self.pulls or uri in self._publishing:
            return
        self._publishing.add(uri)
        try:
            while (reading := self.documents.reading(uri)) is not None:
                try:
                    found = await self.judged(diagnostics.diagnostics, uri)
                except ContentModified:
                    continue
                self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found or [], reading.version.number))
                return
        finally:
            self._publishing.discard(uri)

    async def forget_settings(self) -> None:
        """Look up all configs again, and judge all open files by them."""
        self.documents.forget_settings()
        self._told.clear()
        if self.pulls:
            workspace = self.client_capabilities.workspace
            if workspace and workspace.diagnostics and workspace.diagnostics.refresh_support:
                await self.workspace_diagnostic_refresh_async(None)
        else:
            await asyncio.gather(*map(self.publish, self.documents.uris))


async def initialized(server: ListServer, _: types.InitializedParams) -> None:
    server.documents.encoding = str(getattr(server.workspace.position_encoding, "value", server.workspace.position_encoding))
    workspace = server.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    if watching and watching.dynamic_registration:
        watchers = [types.FileSystemWatcher(glob_pattern=f"**/{name}") for name in CONFIG_NAMES]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = types.Registration("configs", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        await server.client_register_capability_async(types.RegistrationParams([registration]))


# Text


async def did_open(server: ListServer, params: types.DidOpenTextDocumentParams) -> None:
    opened = params.text_document
    server.open(Version(opened.uri, opened.version, opened.text))
    await server.publish(opened.uri)


async def did_change(server: ListServer, params: types.DidChangeTextDocumentParams) -> None:
    server.documents.change(params.text_document.uri, params.text_document.version, params.content_changes)
    await server.publish(params.text_document.uri)


async def did_close(server: ListServer, params: types.DidCloseTextDocumentParams) -> None:
    server.close(params.text_document.uri)
    if not server.pulls:
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(params.text_document.uri, []))


async def did_save(server: ListServer, params: types.DidSaveTextDocumentParams) -> None:
    """Take a config up that was saved in the editor, where the client watches no files."""
    if params.text_document.uri.rpartition("/")[2] in CONFIG_NAMES:
        await server.forget_settings()


async def did_change_watched_files(server: ListServer, _: types.DidChangeWatchedFilesParams) -> None:
    await server.forget_settings()


# Findings and fixes


async def pull_diagnostics(server: ListServer, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    found = await server.judged(diagnostics.diagnostics, params.text_document.uri)
    return types.RelatedFullDocumentDiagnosticReport(items=found or [])


async def code_action(server: ListServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    kinds = None if params.context.only is None else [str(getattr(kind, "value", kind)) for kind in params.context.only]

    def offered(reading: Reading) -> list[types.CodeAction]:
        found = actions.actions(reading, reading.positions.span(params.range), kinds)
        return found if _resolves_edits(server) else [actions.worked_out(action, reading) for action in found]

    return await server.judged(offered, params.text_document.uri) or []


def _resolves_edits(server: ListServer) -> bool:
    """Whether the client asks for the edit of an action once it is chosen."""
    capabilities = server.client_capabilities.text_document
    support = capabilities.code_action.resolve_support if capabilities and capabilities.code_action else None
    return support is not None and "edit" in support.properties


async def resolve_code_action(server: ListServer, action: types.CodeAction) -> types.CodeAction:
    uri = action.data.get("uri") if isinstance(action.data, dict) else None
    if not isinstance(uri, str):
        return action
    return await server.judged(lambda reading: actions.worked_out(action, reading), uri) or action


async def formatting_of_document(server: ListServer, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
    return await server.answered(lambda reading: text_edits(reading, formatting.formatted(reading)), params.text_document.uri)


async def formatting_of_range(server: ListServer, params: types.DocumentRangeFormattingParams) -> list[types.TextEdit] | None:
    def formatted(reading: Reading) -> list[types.TextEdit]:
        return text_edits(reading, formatting.formatted(reading, reading.positions.span(params.range)))

    return await server.answered(formatted, params.text_document.uri)


# What is where


async def hover_at(server: ListServer, params: types.HoverParams) -> types.Hover | None:
    return await server.at(hover.hover, params)


async def document_symbols(server: ListServer, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    return await server.answered(navigation.symbols, params.text_document.uri) or []


async def folding_ranges(server: ListServer, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    return await server.answered(navigation.folds, params.text_document.uri) or []


async def definition_at(server: ListServer, params: types.DefinitionParams) -> types.Location | None:
    return await server.at(navigation.definition, params)


async def references(server: ListServer, params: types.ReferenceParams) -> list[types.Location]:
    return await server.at(navigation.references, params) or []


async def prepare_rename(server: ListServer, params: types.PrepareRenameParams) -> types.Range | None:
    def shown(reading: Reading, offset: int) -> types.Range | None:
        target = renaming.target(reading.document, offset)
        return reading.positions.range(target.shown) if target else None

    return await server.at(shown, params)


async def rename(server: ListServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    def renamed(reading: Reading, offset: int) -> types.WorkspaceEdit | None:
        target = renaming.target(reading.document, offset)
        edits = renaming.rename(reading, target.section, params.new_name) if target else []
        return workspace_edit(reading, edits) if edits else None

    return await server.at(renamed, params)


async def complete(server: ListServer, params: types.CompletionParams) -> list[types.CompletionItem]:
    return await server.at(completion.completions, params) or []


class Feature(NamedTuple):
    """A request or notification, what answers it, and how it is announced to the client."""

    method: str
    handler: Callable[..., Coroutine[Any, Any, object]]
    options: object = None


FEATURES = (
    Feature(types.INITIALIZED, initialized),
    Feature(types.TEXT_DOCUMENT_DID_OPEN, did_open),
    Feature(types.TEXT_DOCUMENT_DID_CHANGE, did_change),
    Feature(types.TEXT_DOCUMENT_DID_CLOSE, did_close),
    Feature(types.TEXT_DOCUMENT_DID_SAVE, did_save),
    Feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, did_change_watched_files),
    Feature(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        pull_diagnostics,
        types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False),
    ),
    Feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        code_action,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, actions.FIX_ALL], resolve_provider=True),
    ),
    Feature(types.CODE_ACTION_RESOLVE, resolve_code_action),
    Feature(types.TEXT_DOCUMENT_FORMATTING, formatting_of_document),
    Feature(types.TEXT_DOCUMENT_RANGE_FORMATTING, formatting_of_range),
    Feature(types.TEXT_DOCUMENT_HOVER, hover_at),
    Feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, document_symbols),
    Feature(types.TEXT_DOCUMENT_FOLDING_RANGE, folding_ranges),
    Feature(types.TEXT_DOCUMENT_DEFINITION, definition_at),
    Feature(types.TEXT_DOCUMENT_REFERENCES, references),
    Feature(types.TEXT_DOCUMENT_PREPARE_RENAME, prepare_rename),
    Feature(types.TEXT_DOCUMENT_RENAME, rename, types.RenameOptions(prepare_provider=True)),
    Feature(types.TEXT_DOCUMENT_COMPLETION, complete, types.CompletionOptions(trigger_characters=list(completion.TRIGGERS))),
)


def make_server() -> ListServer:
    """A server that knows all features, not started yet."""
    server = ListServer()
    for feature in FEATURES:
        server.feature(feature.method, feature.options)(feature.handler)
    return server
