"""The command line: arguments in, exit status out. Standard library only at module level.

Exit status: 0 nothing at or above `--fail-on` is left, 1 findings, 2 a usage or configuration error, an
unreadable file or an internal error. Reports go to standard output, everything else to standard error.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import NoReturn

from awesome_lint import __version__
from awesome_lint.errors import UserError
from awesome_lint.screen import columns

FORMATS = ("full", "concise", "json", "jsonl", "github", "sarif", "rdjson", "markdown", "counts")
SEVERITIES = ("error", "warning", "info", "never")
SHELLS = ("bash", "zsh", "fish")


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
    words = list(sys.argv[1:] if argv is None else argv)
    args = _parsed(words)
    if args is None:
        return 2
    _force_utf8()
    from awesome_lint.commands import console  # not for `--version` and `--help`
    from awesome_lint.garbage import collect_seldom

    collect_seldom()
    try:
        # One module a command, imported when it is asked for: start-up costs what the command needs.
        status: int = import_module(f"awesome_lint.commands.{args.command}").run(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        console.note("interrupted")
        return 130
    except BrokenPipeError:  # the reader went away (`| head`): nothing is wrong
        _discard_output()
        return 0
    except (UserError, OSError) as error:  # a full disk, say
        console.fail(error)
        _discard_output_that_fails()
        return 2
    except Exception as error:  # noqa: BLE001 - whatever else fails is our bug, and says so
        import traceback

        console.crash(traceback.format_exc())
        console.note(
            f"internal error: {error}. This is a bug of awesome-lint {__version__}, please report it with the lines above: "
            "https://github.com/awesome-lint/awesome-lint/issues"
        )
        return 2
    return status


def _parsed(words: list[str]) -> argparse.Namespace | None:
    """The arguments as the command understands them; None, after the help, where there is no command. Wrong ones end the process."""
    command = words[0] if words else ""
    if "--hook" in words:
        words = _with_names_last(words)
    parser, parsers = _parser(command)
    args, unknown = parser.parse_known_args(words)
    if args.command is None:
        parser.print_help()
        return None
    if unknown:
        parsers[command].error(
            f"there is no option `{unknown[0]}`" if unknown[0].startswith("-") else f"unexpected `{unknown[0]}` (options go before paths)"
        )
    return args


def _with_names_last(words: list[str]) -> list[str]:
    """The words of a hook, all that may be names of lists behind `--`: a file may be called `--write-baseline=README.md`."""
    at = words.index("--") if "--" in words else len(words)
    names = [word for word in words[:at] if word.startswith("-") and word.lower().endswith((".md", ".markdown"))]
    return [*(word for word in words[:at] if word not in names), "--", *names, *words[at + 1 :]]


def _discard_output_that_fails() -> None:
    try:
        sys.stdout.flush()
    except OSError:
        _discard_output()


def _force_utf8() -> None:
    """Lists are UTF-8 whatever the terminal's locale says; a stream that was closed before the start takes everything."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - for as long as the process lives
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def whole_parser() -> tuple[argparse.ArgumentParser, Mapping[str, argparse.ArgumentParser]]:
    """The parser, and those of its commands by name, with the options of all: for completion, the manual page and the site."""
    return _parser("", has_all_options=True)


def _parser(command: str, *, has_all_options: bool = False) -> tuple[argparse.ArgumentParser, Mapping[str, argparse.ArgumentParser]]:
    """The parser, and those of its commands: of the one named, or of all where none is."""
    parser = _Parser(
        prog="awesome-lint",
        description="Linter and formatter for curated lists: finds what rots in them, repairs it, loses nothing.",
        formatter_class=_Formatter,
    )
    _add_version(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    parsers: dict[str, argparse.ArgumentParser] = {}
    for name in [command] if command in _COMMANDS else _COMMANDS:
        purpose, add_options = _COMMANDS[name]
        sub = parsers[name] = commands.add_parser(
            name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.", allow_abbrev=False, formatter_class=_Formatter
        )
        if name == command or has_all_options:
            add_options(sub)
            group = sub.add_argument_group("configuration")
            _complete_as_file(group.add_argument("--config", metavar="FILE", help="use this config file"))
            _complete_as_file(
                group.add_argument("--config-from", metavar="FOLDER", help="read config files there instead, as if it were this folder")
            )
            group.add_argument("--isolated", action="store_true", help="read no config file")
            _add_version(sub)
    return parser, parsers


def _add_version(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-V", "--version", action="version", version=f"awesome-lint {__version__}")


class _Parser(argparse.ArgumentParser):
    """A parser that says what was meant. argparse makes the commands' parsers of the same class."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong below the usage of the command, and end the process with status 2."""
        from awesome_lint.commands import console

        _force_utf8()
        self.print_usage(sys.stderr)
        console.note(self._told(message))
        self.exit(2)

    def _told(self, message: str) -> str:
        """The words of argparse; for a wrong command or option with the nearest right one."""
        import re

        from awesome_lint.suggest import did_you_mean, quoted

        if wrong := re.match(r"argument COMMAND: invalid choice: '(.*?)'", message, re.DOTALL):
            if os.path.lexists(wrong[1]):
                return f"there is no command `{wrong[1]}` (did you mean `awesome-lint check {wrong[1]}`?)"
            return f"there is no command `{wrong[1]}` ({did_you_mean(wrong[1], _COMMANDS, 'the commands are ' + quoted(_COMMANDS))})"
        if wrong := re.match(r"there is no option `(--?[^`=]*)", message):
            options = re.findall(r"(?<![\w-])--[a-z][a-z-]*", self.format_help())
            return f"{message} ({did_you_mean(wrong[1], options, f'`{self.prog} --help` lists them')})"
        if wrong := re.match(r"argument (\S+): invalid choice: '(.*?)' \(choose from (.*)\)", message, re.DOTALL):
            choices = wrong[3].replace("'", "").split(", ")
            return f"{wrong[1]}: there is no `{wrong[2]}` ({did_you_mean(wrong[2], choices, 'choose from ' + quoted(choices))})"
        return message


def _complete_as_file(action: argparse.Action) -> None:
    """Have shells complete an argument as the name of a file."""
    action.complete = _FILE  # type: ignore[attr-defined]  # where shtab looks for it


_FILE = {"bash": "_shtab_compgen_files", "zsh": "_files", "fish": "(__fish_complete_path (commandline -ct))"}
"""What shtab calls the completion of files in each shell: its `FILE`, without importing it."""


def _positive(text: str, of: str, default: str) -> int:
    """The number of an option that counts things."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"`{text}` is no number of {of} (1 or more; leave the option out for {default})")
    return int(text)


def _count(text: str) -> int:
    """The number of an option that may be 0."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"`{text}` is no number (0 or more)")
    return int(text)


def _year(text: str) -> int:
    """The year of an option."""
    if not (text.isdecimal() and len(text) == len("2024")):
        raise argparse.ArgumentTypeError(f"`{text}` is no year (four digits)")
    return int(text)


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
    _add_paths(parser)
    parser.add_argument("--unsafe-fixes", action="store_true", help="apply unsafe fixes too")
    parser.add_argument("--diff", action="store_true", help="write nothing, print what `fix` would change; exit 1 if anything")
    rules = parser.add_argument_group("rules")
    rules.add_argument("--select", metavar="RULES", help="run these rules or groups only (comma-separated)")
    rules.add_argument("--ignore", metavar="RULES", help="leave these rules or groups out")
    rules.add_argument("--extend-select", metavar="RULES", help="run these rules or groups too")
    known = parser.add_argument_group("old findings")
    _complete_as_file(
        known.add_argument(
            "--baseline", metavar="FILE", help="show and fix only findings that are not in this baseline; it shrinks as they go"
        )
    )
    _complete_as_file(known.add_argument("--write-baseline", metavar="FILE", help="write all findings to a baseline"))
    known.add_argument(
        "--new-since", metavar="REV", help="show and fix only findings that the list didn't have when it left this git revision"
    )
    known.add_argument("--add-ignores", action="store_true", help="write a suppression comment for each finding")
    known.add_argument("--reason", metavar="TEXT", default="old finding, not looked at yet", help="the reason that --add-ignores writes")
    _add_speed(parser)
    output = parser.add_argument_group("output")
    output.add_argument("--output-format", choices=FORMATS, help="how findings are shown (default: full)")
    output.add_argument(
        "--fail-on", choices=SEVERITIES, help="least severity that makes the exit status 1, and that `fix` repairs (default: warning)"
    )
    output.add_argument("--min-severity", choices=SEVERITIES[:-1], help="least severity that is shown, and counts (default: info)")
    output.add_argument(
        "--output-file", metavar="FORMAT=PATH", action="append", default=[], help="write a report to a file as well (repeatable)"
    )
    output.add_argument("--show-fixes", action="store_true", help="list the fixes that were made")
    output.add_argument("--statistics", action="store_true", help="count findings by rule instead of listing them")
    output.add_argument("--coverage", action="store_true", help="show how much each rule examined and found")
    _add_color_and_quiet(parser)


def _format(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser)
    parser.add_argument("--check", action="store_true", help="write nothing, name the files that would change; exit 1 if any")
    parser.add_argument("--diff", action="store_true", help="write nothing, print what would change; exit 1 if anything")
    _add_speed(parser)
    _add_color_and_quiet(parser)


def _toc(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser)
    parser.add_argument("--check", action="store_true", help="write nothing, name the files that would change; exit 1 if any")
    parser.add_argument("--diff", action="store_true", help="write nothing, print what would change; exit 1 if anything")
    parser.add_argument(
        "--levels",
        metavar="N",
        type=partial(_positive, of="levels", default="what reads well"),
        help="levels of headings that new contents list (default: what reads well)",
    )
    parser.add_argument(
        "--min-headings",
        metavar="N",
        type=partial(_positive, of="headings", default="5"),
        default=5,
        help="make no contents for lists with fewer headings (default: 5)",
    )
    _add_choice_of_files(parser)
    _add_color_and_quiet(parser)


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.usage = f"{parser.prog} [OPTION ...] [PATH ...]"  # the options would fill the screen when one is wrong
    _complete_as_file(
        parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; `-` for standard input (default: README.md)")
    )
    parser.add_argument("--stdin-filename", metavar="NAME", help="the name of what comes from standard input")


def _add_choice_of_files(parser: argparse.ArgumentParser, title: str = "files") -> argparse._ArgumentGroup:
    group = parser.add_argument_group(title)
    group.add_argument(
        "--exclude", metavar="PATTERN", action="append", default=[], help="leave these files and folders out too (repeatable)"
    )
    group.add_argument("--force-exclude", action="store_true", help="apply `exclude` to files named on the command line too")
    group.add_argument("--hook", action="store_true", help="for hooks: --force-exclude, and names of lists may begin with `-`")
    return group


def _add_speed(parser: argparse.ArgumentParser) -> None:
    speed = _add_choice_of_files(parser, "files and speed")
    speed.add_argument("--no-cache", action="store_true", help="check unchanged files again")
    speed.add_argument(
        "--jobs", metavar="N", type=partial(_positive, of="processes", default="as many as pay"), help="processes (default: as many as pay)"
    )


def _add_color_and_quiet(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="colours (default: auto; NO_COLOR is respected)"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="no notes on standard error")


def _entries(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser)
    parser.add_argument(
        "--output-format",
        choices=("jsonl", "json", "csv", "bibtex", "csl-json", "markdown"),
        default="jsonl",
        help="how they are printed (default: jsonl); markdown with --since",
    )
    parser.add_argument("--since", metavar="REV", help="what was added, removed and changed since the list left this git revision")
    parser.add_argument(
        "--where",
        metavar="CONDITION",
        action="append",
        default=[],
        help="only entries of which this holds: `venue=CVPR`, `year>=2023`, `role!=code`, `title~graph` (repeatable: all must hold)",
    )


def _add(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser)
    parser.usage = f"{parser.prog} [OPTION ...] [LIST] [REFERENCE ...]"
    parser.epilog = "LIST is a file (default: README.md), REFERENCE a BibTeX or CSL-JSON file (.bib, .json) or the URL of a paper."
    paper = parser.add_argument_group("a paper")
    paper.add_argument("--title", metavar="TEXT", help="its title")
    paper.add_argument("--url", metavar="URL", help="its page; venue and year are taken from it where they aren't given")
    paper.add_argument("--author", metavar="NAME", action="append", default=[], help="an author (repeatable)")
    paper.add_argument("--venue", metavar="NAME", help="where it came out")
    paper.add_argument("--year", metavar="YEAR", type=_year, help="when it came out")
    paper.add_argument("--code", metavar="URL", help="its source code")
    paper.add_argument("--link", metavar="ROLE=URL", action="append", default=[], help="another link: `project=https://...` (repeatable)")
    paper.add_argument("--description", metavar="TEXT", help="what the list says of it")
    parser.add_argument("--section", metavar="NAME", help="the section to add to; `Outer > Inner` where several have the name")
    _add_diff(parser)


def _sort(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser)
    parser.add_argument("--section", metavar="NAME", help="sort this section only; `Outer > Inner` where several have the name")
    parser.add_argument(
        "--by",
        choices=("title", "year", "venue", "siblings"),
        default="siblings",
        help="the order (default: that of the list's other sections)",
    )
    parser.add_argument("--reverse", action="store_true", help="the other way round: latest first, say")
    _add_diff(parser)


def _add_diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--diff", action="store_true", help="write nothing, print what would change; exit 1 if anything")
    _add_color_and_quiet(parser)


def _report(parser: argparse.ArgumentParser) -> None:
    parser.usage = f"{parser.prog} [OPTION ...] [PATH ...]"
    _complete_as_file(parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders (default: README.md)"))
    parser.add_argument("--output-format", choices=("html", "json"), default="html", help="the page, or its data (default: html)")
    _complete_as_file(parser.add_argument("--output", metavar="FILE", help="write it to this file (default: standard output)"))
    parser.add_argument(
        "--versions",
        metavar="N",
        type=_count,
        default=12,
        help="versions in git's history that growth is read from; 0 for none (default: 12)",
    )


def _style(parser: argparse.ArgumentParser) -> None:
    _complete_as_file(parser.add_argument("path", metavar="PATH", help="the list"))
    parser.add_argument("--output-format", choices=("table", "json"), default="table", help="a table, or JSON (default: table)")
    parser.add_argument("--write", action="store_true", help="save it as awesome-lint.toml beside the list")


def _rule(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME or GROUP", help="a rule, or a group of rules (default: all)")
    parser.add_argument("--output-format", choices=("text", "json"), default="text", help="text, or JSON (default: text)")


def _venue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="a venue, a host (or its URL) or a label (default: all)")


def _config(parser: argparse.ArgumentParser) -> None:
    _complete_as_file(parser.add_argument("path", nargs="?", metavar="PATH", help="a list or a folder (default: this folder)"))
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of config files")


def _server(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(quiet=True)


def _completion(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(whole_parser=whole_parser)  # commands don't import this module
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help=f"one of {', '.join(SHELLS)}")


_COMMANDS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "check": ("report what is wrong; change nothing", _check),
    "fix": ("apply safe fixes, lay the file out, report what is left", _fix),
    "format": ("lay the file out in its own style, and nothing else", _format),
    "toc": ("make a table of contents, or refresh the one that is there", _toc),
    "entries": ("print the entries as data", _entries),
    "add": ("put papers into the list, in its own template", _add),
    "sort": ("sort a section, or all", _sort),
    "report": ("make a page of what the list holds and what is wrong with it", _report),
    "style": ("show the list's house style", _style),
    "rule": ("explain a rule, or list all", _rule),
    "venue": ("what is known of venues, hosts and labels", _venue),
    "config": ("the settings that apply to a file, and where each comes from", _config),
    "server": ("the language server, for editors", _server),
    "completion": ("print a script that completes commands and options in a shell", _completion),
}
"""The commands in the order of the help: what each is for, and what adds its options."""
