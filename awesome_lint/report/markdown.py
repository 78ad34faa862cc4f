"""`markdown`: the summary of a run for GitHub's job page: verdict, table, corrected lines to paste, how to mend the rest.

What a list holds is untrusted: it is in code spans and fences that it can't leave, never as Markdown of its own.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from awesome_lint import PROJECT_URL
from awesome_lint.edits import Applicability
from awesome_lint.report import Correction, Report, counted, verdict
from awesome_lint.report.concise import in_words
from awesome_lint.report.groups import Group, by_place, by_rule
from awesome_lint.report.terminal import visible
from awesome_lint.rule import Severity

LIMIT = 200
"""Findings listed: GitHub refuses a summary of more than 1 MiB."""

MOST_LINKS = 12
"""Places that are listed of equal findings."""

_ICONS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "ℹ️"}


def render(report: Report, *, color: bool = False) -> str:  # noqa: ARG001  # one signature for all formats
    """GitHub Markdown; links lead to the lines where GitHub's variables say which commit was checked."""
    parts = [
        "### awesome-lint",
        *_done(report),
        _verdict(report),
        *_corrections(report),
        *_findings(report, os.environ),
        *_remedies(report),
    ]
    parts += [f"- {_text(note)}" for note in report.notes]
    return "\n\n".join(parts) + "\n"


def _verdict(report: Report) -> str:
    worst = max(report.levels, default=None)
    known = f" {counted(report.known, 'older finding')} not shown." if report.known else ""
    return f"{_ICONS[worst] if worst is not None else '✅'} **{verdict(report)}.**{known}"


def _done(report: Report) -> Iterator[str]:
    """What `fix` did: the text of a pull request."""
    if report.fixed is None or not report.fixed.made:
        return
    yield f"🔧 **{in_words(report.fixed)}**"
    times = Counter((filename, done.code, done.message) for filename, done in report.fixed.made if not done.is_layout)
    lines = [
        f"- {_code(filename)} `{code}`: {_text(message)}" + (f" ({count:,} times)" if count > 1 else "")
        for (filename, code, message), count in list(times.items())[:LIMIT]
    ]
    if len(times) > LIMIT:
        lines.append(f"- and {len(times) - LIMIT:,} more")
    if lines:
        yield "\n".join(lines)


def _findings(report: Report, environ: Mapping[str, str]) -> Iterator[str]:
    """A table: a row for each rule and severity with its places, then each finding, equal ones in one line."""
    if not report.total:
        return
    rows = ["| | rule | findings | safe fixes |", "| --- | --- | ---: | ---: |"]
    for found in by_rule(report):
        shown = found.first[1]
        name = f"[`{found.code}`]({shown.url})" if shown.url else f"`{found.code}`"
        fixable = sum(s.fix is not None and s.fix.applicability is Applicability.SAFE for _, s in found.members)
        rows.append(f"| {_ICONS[found.severity]} | {name} | {len(found.members)} | {fixable or ''} |")
    yield "\n".join(rows)
    every = by_place(report)
    lines = [_item(group, environ) for group in every[:LIMIT]]
    if left := sum(len(group.members) for group in every[LIMIT:]):
        lines.append(f"- and {left:,} more")
    yield "\n".join(lines)


def _item(group: Group, environ: Mapping[str, str]) -> str:
    """The first of equal findings with its entry and message, and links to the others."""
    file, shown = group.first
    entry = f" **{_text(shown.title)}**:" if shown.title and shown.title not in shown.message else ""
    others = ", ".join(_place(name, start.row, environ) for name, start in group.others[:MOST_LINKS])
    more = f" and {len(group.others) - MOST_LINKS:,} more" if len(group.others) > MOST_LINKS else ""
    also = f" – and in {others}{more}" if others else ""
    return f"- {_ICONS[shown.severity]} {_place(file.filename, shown.start.row, environ)}{entry} {_text(shown.message)}{also}"


def _place(filename: str, row: int, environ: Mapping[str, str]) -> str:
    """`papers.md:12`, as a link to the line on GitHub where one is known."""
    place = _code(f"{filename}:{row}")
    url = _line_url(filename, row, environ)
    return f"[{place}]({url})" if url else place


def _line_url(filename: str, row: int, environ: Mapping[str, str]) -> str | None:
    """The line on GitHub, in the commit that was checked out, or that AWESOME_LINT_SHA names."""
    server, repository, commit = (environ.get(f"GITHUB_{name}") for name in ("SERVER_URL", "REPOSITORY", "SHA"))
    commit = environ.get("AWESOME_LINT_SHA") or commit
    if not (server and repository and commit) or Path(filename).is_absolute():
        return None
    return f"{server}/{repository}/blob/{commit}/{quote(filename, errors='surrogateescape')}?plain=1#L{row}"


def _corrections(report: Report) -> Iterator[str]:
    """The entries that were added, as they should be: ready to paste into the web editor."""
    corrected = [(file, correction) for file in report.files for correction in file.corrections]
    if not corrected:
        return
    yield f"#### Paste {'this' if len(corrected) == 1 else 'these'} instead"
    for file, correction in corrected[:LIMIT]:
        yield f"{_code(file.filename)}, {_rows(correction)}:\n\n{_fence(correction.after)}"


def _rows(correction: Correction) -> str:
    last = correction.row + correction.before.count("\n")
    return f"line {correction.row}" if last == correction.row else f"lines {correction.row} to {last}"


def _remedies(report: Report) -> Iterator[str]:
    safe, unsafe = report.fixes[Applicability.SAFE], report.fixes[Applicability.UNSAFE]
    if not safe and not unsafe:
        return
    names = " ".join(sorted({_shell(file.filename) for file in report.files if file.shown}))
    flag = " --unsafe-fixes" if not safe else ""
    yield f"#### Mend {counted(safe or unsafe, 'finding')} on your machine"
    yield _fence(f"pip install git+{PROJECT_URL}\nawesome-lint fix{flag} {names}", "sh")


def _shell(word: str) -> str:
    """A file name as one word of a shell, whatever it holds."""
    return word if re.fullmatch(r"[\w./+-]+", word, re.ASCII) else "'" + word.replace("'", "'\\''") + "'"


def _code(text: str) -> str:
    """A code span that the text can't leave."""
    ticks = "`" * (_longest(text) + 1)
    pad = " " if "`" in text else ""
    return f"{ticks}{pad}{visible(text)}{pad}{ticks}"


def _fence(text: str, language: str = "markdown") -> str:
    ticks = "`" * max(3, _longest(text) + 1)
    body = "\n".join(map(visible, text.split("\n")))
    return f"{ticks}{language}\n{body}\n{ticks}"


def _longest(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def _text(message: str) -> str:
    """A message as plain words: its code spans stay, and what GitHub would make a link, a mention or a picture of is one.

    That is done with the rendered text, where an escape is gone: only code is left alone. All else that Markdown reads is escaped.
    """
    parts = re.split(r"(`[^`\n]+`)", visible(message))
    return "".join(part if index % 2 else re.sub(r"\S+", _word, part) for index, part in enumerate(parts))


def _word(match: re.Match[str]) -> str:
    word = match[0]
    return _code(word) if _LIVE.search(word) else re.sub(r"([\\`*_\[\]<>()#&|~@!$])", r"\\\1", word)


_LIVE = re.compile(r"://|www\.|mailto:|xmpp:|@|#\d|:[\w+-]+:|GH-\d|[0-9a-f]{7}", re.IGNORECASE)
"""What makes a word more than text: an address, a mention, an issue, a commit, an emoji's name."""
