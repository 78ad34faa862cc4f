"""The command line as documents, made from argparse: Markdown for the site, roff for `man`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

from awesome_lint import PROJECT_URL, __version__
from awesome_lint.cli import whole_parser


def markdown() -> str:
    """Each command with its usage and a table of its options."""
    parts = []
    for name, parser in whole_parser()[1].items():
        parts.append(f"## {name}\n\n{parser.description}\n\n```text\n{_usage(parser)}\n```")
        for title, rows in _groups(parser):
            if name == "fix" and title != "arguments":
                parts.append("The options are those of `check`.")
                break
            table = "\n".join(f"| `{option}` | {_cell(says)} |" for option, says in rows)
            head = f"| {'argument' if title == 'arguments' else 'option'} | |\n| --- | --- |"
            parts.append(f"**{title[0].upper()}{title[1:]}**\n\n{head}\n{table}")
    return "\n\n".join(parts)


def roff() -> str:
    """The manual page `awesome-lint(1)`."""
    parser, commands = whole_parser()
    lines = [
        f'.TH AWESOME-LINT 1 "" "awesome-lint {__version__}" "User Commands"',
        ".SH NAME",
        r"awesome\-lint \- linter and formatter for curated lists",
        ".SH SYNOPSIS",
        r".B awesome\-lint",
        r"\fICOMMAND\fR [\fIOPTION\fR ...] [\fIPATH\fR ...]",
        ".SH DESCRIPTION",
        _roff(parser.description or ""),
        ".SH COMMANDS",
    ]
    for name, command in commands.items():
        lines += [f".SS {_roff(_usage(command))}", _roff(command.description or "")]
        for title, rows in _groups(command):
            if name == "fix" and title != "arguments":
                lines += [".PP", r"The options are those of \fBcheck\fR."]
                break
            lines += [".PP", rf"\fI{_roff(title)}\fR"]
            for option, says in rows:
                lines += [".TP", rf"\fB{_roff(option)}\fR", _roff(says)]
    lines += [
        ".SH EXIT STATUS",
        *(".TP", "0", r"Nothing at or above \fB\-\-fail\-on\fR is left."),
        *(".TP", "1", "There are findings, or files that would change."),
        *(".TP", "2", "A usage or configuration error, an unreadable file, or an internal error."),
        ".SH FILES",
        r"\fIawesome\-lint.toml\fR, \fI.awesome\-lint.toml\fR, or \fB[tool.awesome\-lint]\fR in \fIpyproject.toml\fR: the nearest one applies.",
        ".SH SEE ALSO",
        _roff(PROJECT_URL),
    ]
    return "\n".join(lines) + "\n"


def _usage(parser: argparse.ArgumentParser) -> str:
    return " ".join(parser.format_usage().removeprefix("usage: ").split())


def _groups(parser: argparse.ArgumentParser) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The groups of a command's options: the title, and each option with what it does."""
    titles = {"positional arguments": "arguments"}
    for group in parser._action_groups:  # noqa: SLF001 - argparse has no public way to its groups
        rows = [(_spelling(action), action.help or "") for action in group._group_actions]  # noqa: SLF001 - see above
        if rows:
            yield titles.get(group.title or "", group.title or ""), rows


def _spelling(action: argparse.Action) -> str:
    """`-q, --quiet`, `--jobs N`, `--color auto|always|never`, `PATH ...`."""
    words = "|".join(map(str, action.choices)) if action.choices else action.metavar or action.dest.upper()
    if not action.option_strings:
        return f"{words} ..." if action.nargs in ("*", "+") else str(words)
    return ", ".join(action.option_strings) + ("" if action.nargs == 0 else f" {words}")


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def _roff(text: str) -> str:
    """Text as roff prints it: `code` in bold, hyphens as they are typed, no line that begins with a request."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"`([^`]+)`", r"\\fB\1\\fR", escaped).replace("\n.", "\n\\&.")
