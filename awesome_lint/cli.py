"""The command line: arguments in, exit status out. Standard library only at module level.

Exit status: 0 nothing at or above `--fail-on` is left, 1 findings, 2 a usage or configuration error, an
unreadable file or an internal error. Reports go to standard output, everything else to standard error.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from awesome_lint import __version__
from awesome_lint.errors import UserError
from awesome_lint.screen import columns

FORMATS = ("full", "concise", "json", "jsonl", "github", "sarif", "rdjson", "markdown", "counts")
SEVERITIES = ("error", "warning", "info", "never")


def run() -> None:
    """Run the command that this process is for, and end it."""
    status = main()
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        _discard_output()
    sys.exit(status)


def _discard_output() -> None:
    """Let Python's own flush at exit succeed, where standard output can't be written to any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; its exit status."""
    words = sys.argv[1:] if argv is None else argv
    parser = _parser(words[0] if words else "")
    args = parser.parse_args(words)
    if args.command is None:
        parser.print_help()
        return 2
    _force_utf8()
    from awesome_lint.garbage import collect_seldom  # not for `--version` and `--help`

    collect_seldom()
    try:
        # One module a command, imported when it is asked for: start-up costs what the command needs.
        status: int = import_module(f"awesome_lint.commands.{args.command}").run(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("awesome-lint: interrupted", file=sys.stderr)  # noqa: T201
        return 130
    except BrokenPipeError:  # the reader went away (`| head`): nothing is wrong
        _discard_output()
        return 0
    except (UserError, OSError) as error:  # a full disk, say
        print(f"awesome-lint: {error}", file=sys.stderr)  # noqa: T201 - this is where errors are told
        return 2
    except Exception as error:  # noqa: BLE001 - whatever else fails is our bug, and says so
        import traceback

        traceback.print_exc()
        print(  # noqa: T201
            f"awesome-lint: internal error: {error}. This is a bug of awesome-lint {__version__}, please report it with the lines above: "
            "https://github.com/awesome-lint/awesome-lint/issues",
            file=sys.stderr,
        )
        return 2
    return status


def _force_utf8() -> None:
    """Lists are UTF-8 whatever the terminal's locale says; a stream that was closed before the start takes everything."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - for as long as the process lives
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _parser(command: str) -> argparse.ArgumentParser:
    """The parser of the command named, of all where none is: the others would be made in vain."""
    parser = argparse.ArgumentParser(
        prog="awesome-lint",
        description="Linter and formatter for curated lists: finds what rots in them, repairs it, loses nothing.",
        formatter_class=_Formatter,
    )
    parser.add_argument("--version", action="version", version=f"awesome-lint {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name in [command] if command in _COMMANDS else _COMMANDS:
        purpose, add_options = _COMMANDS[name]
        sub = commands.add_parser(
            name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.", allow_abbrev=False, formatter_class=_Formatter
        )
        if name == command:
            add_options(sub)
            group = sub.add_argument_group("configuration")
            group.add_argument("--config", metavar="FILE", help="use this config file")
            group.add_argument("--isolated", action="store_true", help="read no config file")
    return parser


class _Formatter(argparse.HelpFormatter):
    """Help in the terminal's width. argparse makes a formatter for each option, and would import shutil to ask for the width."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=columns() - 2)


def _check(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(fix=False)
    _check_or_fix(parser)
    parser.add_argument("--fix", action="store_true", help="the same as `awesome-lint fix`")


def _fix(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command="check", fix=True)
    _check_or_fix(parser)


def _check_or_fix(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; `-` for standard input (default: README.md)")
    parser.add_argument("--stdin-filename", metavar="NAME", help="the name of what comes from standard input")
    parser.add_argument("--unsafe-fixes", action="store_true", help="apply unsafe fixes too")
    parser.add_argument("--diff", action="store_true", help="write nothing, print what `fix` would change; exit 1 if anything")
    rules = parser.add_argument_group("rules")
    rules.add_argument("--select", metavar="RULES", help="run these rules or groups only (comma-separated)")
    rules.add_argument("--ignore", metavar="RULES", help="leave these rules or groups out")
    rules.add_argument("--extend-select", metavar="RULES", help="run these rules or groups too")
    known = parser.add_argument_group("old findings")
    known.add_argument("--baseline", metavar="FILE", help="show only findings that are not in this baseline; it shrinks as they go")
    known.add_argument("--write-baseline", metavar="FILE", help="write all findings to a baseline")
    known.add_argument("--new-since", metavar="REV", help="show only findings that the list didn't have when it left this git revision")
    known.add_argument("--add-ignores", action="store_true", help="write a suppression comment for each finding")
    known.add_argument("--reason", metavar="TEXT", default="old finding, not looked at yet", help="the reason that --add-ignores writes")
    speed = parser.add_argument_group("files and speed")
    speed.add_argument("--force-exclude", action="store_true", help="apply `exclude` to files named on the command line too")
    speed.add_argument("--no-cache", action="store_true", help="check unchanged files again")
    speed.add_argument("--jobs", metavar="N", type=int, default=0, help="processes (default: as many as pay)")
    output = parser.add_argument_group("output")
    output.add_argument("--output-format", choices=FORMATS, default="full", help="how findings are shown (default: full)")
    output.add_argument(
        "--fail-on", choices=SEVERITIES, default="warning", help="least severity that makes the exit status 1 (default: warning)"
    )
    output.add_argument(
        "--output-file", metavar="FORMAT=PATH", action="append", default=[], help="write a report to a file as well (repeatable)"
    )
    output.add_argument("--statistics", action="store_true", help="count findings by rule instead of listing them")
    output.add_argument("--coverage", action="store_true", help="show how much each rule examined and found")
    output.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="colours (default: auto; NO_COLOR is respected)"
    )
    output.add_argument("--quiet", action="store_true", help="no notes on standard error")


def _entries(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--output-format", choices=("jsonl", "json", "csv"), default="jsonl")


def _style(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH")
    parser.add_argument("--output-format", choices=("table", "json"), default="table")
    parser.add_argument("--write", action="store_true", help="save it as awesome-lint.toml beside the list")


def _rule(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME")
    parser.add_argument("--output-format", choices=("text", "json"), default="text")


def _venue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME")


def _config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", metavar="PATH")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of config files")


_COMMANDS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "check": ("report what is wrong; change nothing", _check),
    "fix": ("apply safe fixes, lay the file out, report what is left", _fix),
    "entries": ("print the entries as data", _entries),
    "style": ("show the list's house style", _style),
    "rule": ("explain a rule, or list all", _rule),
    "venue": ("what is known of venues, hosts and labels", _venue),
    "config": ("the settings that apply to a file, and where each comes from", _config),
}
"""The commands in the order of the help: what each is for, and what adds its options."""
