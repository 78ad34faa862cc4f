"""The protocol of pygls, but that it forgets what is done."""

from __future__ import annotations

from pygls.protocol import LanguageServerProtocol
from pygls.protocol.json_rpc import RPCMessage


class ForgettingProtocol(LanguageServerProtocol):
    """pygls 2.1 keeps the future of each notification as long as it runs, 2 to 5 KB a keystroke; those of requests it drops itself."""

    def handle_message(self, message: RPCMessage) -> None:
        super().handle_message(message)
        done = [number for number, future in self._request_futures.items() if future.done()]
        for number in done:
            del self._request_futures[number]
