"""Keep one comment on a pull request: written when there are findings, updated in place, never a second one.

    python -I comment.py SUMMARY

The environment says where: GITHUB_API_URL, GITHUB_REPOSITORY, NUMBER of the pull request, TOKEN, and NEW_FINDINGS, how many findings
the summary has. A token that may not write (that of a pull request from a fork) is no error: a notice says so.
Standard library only.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MARK = "<!-- awesome-lint-summary -->"
"""What a comment of ours begins with."""

LONGEST = 65_000
"""Characters of a comment; GitHub refuses more than 65,536."""

PAGES = 30
"""Pages of a hundred comments that are looked through."""


def main() -> int:
    """Write, update or leave the comment; the exit status."""
    summary = Path(sys.argv[1])
    if not summary.is_file():
        return 0
    body = f"{MARK}\n{shortened(summary.read_text('utf-8'))}"
    comments = f"/repos/{os.environ['GITHUB_REPOSITORY']}/issues/{int(os.environ['NUMBER'])}/comments"
    try:
        old = next(own(comments), None)
        if old is not None:
            if old["body"] != body:
                request("PATCH", f"/repos/{os.environ['GITHUB_REPOSITORY']}/issues/comments/{int(old['id'])}", {"body": body})
        elif os.environ.get("NEW_FINDINGS") != "0":
            request("POST", comments, {"body": body})
    except urllib.error.HTTPError as error:
        if error.code in (403, 404):  # 404: how GitHub hides what a token may not see
            say(
                "notice",
                "The pull request gets no comment: the token may not write it. The findings are in the summary of this job. "
                "Set `pull-requests: write`; for pull requests from forks see https://awesome-lint.github.io/awesome-lint/action/.",
            )
            return 0
        say("warning", f"The comment could not be written: GitHub answered {error.code}.")
    except (OSError, ValueError, LookupError) as error:  # no answer, or none that can be read
        say("warning", f"The comment could not be written: {type(error).__name__}.")
    return 0


def own(comments: str) -> Iterator[dict[str, Any]]:
    """The comments of ours: written by a bot, and marked. People may quote the mark."""
    for page in range(1, PAGES + 1):
        found = request("GET", f"{comments}?per_page=100&page={page}")
        yield from (comment for comment in found if comment["user"]["type"] == "Bot" and comment["body"].startswith(MARK))
        if len(found) < 100:
            return


def request(method: str, path: str, data: dict[str, str] | None = None) -> Any:
    """What GitHub's API answers. Raises OSError (HTTPError) where it refuses."""
    asked = urllib.request.Request(  # noqa: S310 - the runner's own API
        os.environ["GITHUB_API_URL"] + path,
        method=method,
        data=json.dumps(data).encode() if data else None,
        headers={
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {os.environ['TOKEN']}",
            "Content-Type": "application/json",
            "X-GitHub-Api-Version": "2022-11-28",
        },
    )
    with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 - see above
        return json.load(answer)


def shortened(text: str) -> str:
    """As many lines of the summary as a comment takes, with a fence that was open closed."""
    if len(text) <= LONGEST:
        return text
    kept = text[:LONGEST].rpartition("\n")[0]
    fence = ""
    for line in kept.split("\n"):
        if not fence and line.startswith("```"):
            fence = line[: len(line) - len(line.lstrip("`"))]
        elif fence and line == fence:
            fence = ""
    return f"{kept}\n{fence}\n\nThe rest is in the summary of the job.\n"


def say(level: str, message: str) -> None:
    """An annotation of the job."""
    sys.stdout.write(f"::{level} title=awesome-lint::{message}\n")


if __name__ == "__main__":
    raise SystemExit(main())
