"""`awesome-lint server`: the language server on standard input and output."""

from __future__ import annotations

import argparse
import os
import sys

from awesome_lint.errors import UserError
from awesome_lint.garbage import keep_what_is_loaded


def run(args: argparse.Namespace) -> int:
    """Serve until the client ends it. Raises UserError where the extra is not installed."""
    del args  # where configs are is asked for each file
    try:
        from awesome_lint.server.app import make_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):  # pygls 1 lacks modules of pygls 2
            raise
        raise UserError("the language server needs pygls 2", remedy="install `awesome-lint[server]`") from None
    keep_what_is_loaded()
    # pygls closes the streams at the end. What anything else prints must not reach the client.
    with os.fdopen(os.dup(sys.stdin.fileno()), "rb") as requests, os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        sys.stdout = sys.stderr
        make_server().start_io(requests, answers)
    return 0
