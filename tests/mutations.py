"""Lists that something happened to: pieces of ours with odd characters and stray Markdown put in, lines lost, doubled and moved.

What must hold of each: see `faults`. Words of the form `zq17zq` are put in as well, which no fix has a reason to touch: a fix that
loses one loses what people wrote.
"""

from __future__ import annotations

import io
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hostile import KINDS

from awesome_lint.cli import main
from awesome_lint.engine import Plan, lint
from awesome_lint.fixer import Fixed, fix
from awesome_lint.knowledge import load_packs
from awesome_lint.report import FORMATS
from awesome_lint.rule import INTERNAL_ERROR, all_rules
from awesome_lint.source import Source

ROOT = Path(__file__).parents[1]

ODD = [
    *"\f\v\x1c\x1d\x1e\x1f\x85\u2028\u2029",  # what some functions of Python take for line ends
    *"\ufeff\u200b\u200c\u200d\u2060\u00ad\u202e\u2066\u2069\u200e",
    *"\u00a0\u2003\u3000\t\x01\x07\x1b\x7f\x9b\ufffd\ufffe\U0010ffff\u0301",
    *"\r",
    "\r\n",
    *"漢Ã©ßİıﬁ😀",
    "Ã¼",
    "â€™",
    "👩\u200d🔬",
]
"""Characters that programs trip over. NUL is not among them: it makes a file no text."""

MARKDOWN = [
    *"[](){}<>*_~`|\\!#&:;-+.=$\"'@^",
    *("[[", "]]", "](", "![", "**", "~~", "``", "```\n", "~~~\n", "<!--", "-->", "<b>", "</b>", "<br>", "<details>\n", "</details>\n"),
    *("- ", "* ", "1. ", "1) ", "> ", "# ", "## ", "    ", "\n", "\n\n", "\n---\n", "\n===\n", "| a | b |\n|---|---|\n", "\\\n", "  \n"),
    *("&amp;", "&nope;", "&#0;", "&#x202e;", "[x]: https://x.org\n", "[^1]", "[^1]: y\n", "https://x.org/(a", "www.a.b", "http:/x.org"),
    *("<!-- awesome-lint: off -->\n", "<!-- awesome-lint: on -->\n", "<!-- awesome-lint: ignore label-order -->", "---\na: b\n---\n"),
    *("[paper](https://arxiv.org/abs/2401.00001)", "[code](https://github.com/a/b.git)", "2024", "CVPR 2024", "FÂ³"),
]

Mutation = tuple[str, int, str]
"""What happens (one of `CHANGES`), where (thousandths of the text), and with which text."""


def _at(text: str, place: int) -> int:
    return len(text) * place // 1_000


def inserted(text: str, place: int, piece: str) -> str:
    at = _at(text, place)
    return text[:at] + piece + text[at:]


def deleted(text: str, place: int, piece: str) -> str:
    at = _at(text, place)
    return text[:at] + text[at + 1 + 3 * len(piece) :]


def replaced(text: str, place: int, piece: str) -> str:
    at = _at(text, place)
    return text[:at] + piece + text[at + len(piece) :]


def _of_lines(change: Callable[[list[str], int], None]) -> Callable[[str, int, str], str]:
    def changed(text: str, place: int, _: str) -> str:
        lines = text.split("\n")
        change(lines, min(len(lines) - 1, _at("x" * len(lines), place)))
        return "\n".join(lines)

    return changed


CHANGES: dict[str, Callable[[str, int, str], str]] = {
    "insert": inserted,
    "delete": deleted,
    "replace": replaced,
    "delete line": _of_lines(lambda lines, at: lines.__delitem__(at) if len(lines) > 1 else None),
    "double line": _of_lines(lambda lines, at: lines.insert(at, lines[at])),
    "move line": _of_lines(lambda lines, at: lines.insert(len(lines) - at, lines.pop(at))),
    "join lines": _of_lines(lambda lines, at: lines.__setitem__(slice(at, at + 2), [" ".join(lines[at : at + 2])])),
    "indent line": _of_lines(lambda lines, at: lines.__setitem__(at, "  " + lines[at])),
    "truncate": lambda text, place, _: text[: max(40, _at(text, place))],
}


@cache
def bases() -> tuple[str, ...]:
    """Texts to begin with: windows of our lists, and a little of each hostile kind."""
    windows = []
    for path in sorted([*(ROOT / "tests" / "lists").glob("*.md"), *(ROOT / "examples").glob("*.md")]):
        lines = path.read_text("utf-8").split("\n")
        windows += ["\n".join(lines[at : at + 16]) + "\n" for at in range(0, len(lines), 12)]
    return (*windows, *(kind(150)[-500:] for name, kind in KINDS.items() if name != "NUL"))


def mutated(base: str, mutations: Iterable[Mutation]) -> str:
    """The text after all that happens to it, with a marked word for each."""
    text = base
    for number, (change, place, piece) in enumerate(mutations):
        text = CHANGES[change](text, place, piece)
        text = inserted(text, (place * 37 + 11) % 1_000, f" zq{number}zq ")
    return text


def drawn(chance: random.Random) -> tuple[str, list[Mutation]]:
    """A base and what happens to it, by chance."""
    pieces = ODD if chance.random() < 0.5 else MARKDOWN
    changes = list(CHANGES)
    weights = [8, 2, 3, 1, 1, 1, 1, 1, 1]
    count = chance.choice([1, 1, 2, 3, 5, 8, 13])
    return chance.choice(bases()), [
        (chance.choices(changes, weights)[0], chance.randrange(1_000), chance.choice(pieces)) for _ in range(count)
    ]


class Plans(NamedTuple):
    """What is tried on each text: all rules; and those that keep every word where they are safe."""

    all: Plan
    keeping: Plan


@cache
def plans() -> Plans:
    packs = load_packs()
    rules = tuple(rule for rule in all_rules().values() if rule.default or rule.is_layout)
    # Lines of contents are rewritten after their headings: a marked word in one may go.
    return Plans(Plan(rules, packs), Plan(tuple(rule for rule in rules if rule.group != "toc"), packs))


def words(text: str) -> Counter[str]:
    """The marked words."""
    return Counter(re.findall(r"(?=(zq\d+zq))", text))


def all_words(text: str) -> Counter[str]:
    """The marked words, those included that an odd character or a comment divides, which a fix may take away."""
    return words(text) | words(re.sub(r"<!--.*?-->|[^ -~\n]", "", text))


def kept_words(text: str) -> Counter[str]:
    """The marked words that no fix may take away: those of our own comments go with a comment that silences nothing."""
    return words(re.sub(r"<!--\s*awesome-lint.*?-->", "", text, flags=re.DOTALL))


_ANCHOR = re.compile(r"\]\(#[^()\s]*")
"""Made of its heading's words."""

SECONDS = 5
"""CPU time that a text of some KB may take for everything here; it is 0.05."""


def faults(text: str) -> list[str]:
    """What is wrong with what we do to a text: failures of our own, lost words, fixes without an end, time."""
    start = time.process_time()
    source = Source.of(text)
    found = _failures("check", lint(source, plans().all).diagnostics)
    found += _of_fix(source, fix(source, plans().keeping), plans().keeping, keeps_words=True)
    if len(text) % 2:  # each takes as long as all else
        found += _of_fix(source, fix(source, plans().all, unsafe=True), plans().all, unsafe=True)
    if (took := time.process_time() - start) > SECONDS:
        found.append(f"takes {took:.1f} s")
    return found


def _of_fix(source: Source, fixed: Fixed, plan: Plan, *, keeps_words: bool = False, unsafe: bool = False) -> list[str]:
    name = "fix --unsafe-fixes" if unsafe else "fix"
    found = _failures(name, fixed.linted.diagnostics)
    if keeps_words and (lost := kept_words(source.text) - all_words(fixed.source.text)):
        found.append(f"{name} loses {sorted(lost)}: {sorted({one.code for one in fixed.applied})}")
    if keeps_words and (more := words(_ANCHOR.sub("", fixed.source.text)) - all_words(source.text)):
        found.append(f"{name} doubles {sorted(more)}: {sorted({one.code for one in fixed.applied})}")
    if fix(fixed.source, plan, unsafe=unsafe).source.text != fixed.source.text:
        found.append(f"{name} is not stable")
    return found


def _failures(name: str, diagnostics: Sequence[object]) -> list[str]:
    return [f"{name}: {d.message}" for d in diagnostics if d.code == INTERNAL_ERROR]  # type: ignore[attr-defined]


# Runs, as from the command line

NAMES = [
    "list",
    "a b",
    "-x",
    "--help",
    "::error::x",
    "%0A",
    "\u202e",
    "\u2028",
    "😀",
    "[x](y)",
    "`",
    "'",
    '"',
    "*",
    "a\tb",
    "a\nb",
    "\x1b[31m",
]


def faults_of_run(text: str, chance: random.Random) -> list[str]:
    """What is wrong with a run of `fix` and one of `check` on a file of this text in the working directory."""
    stem = chance.choice(NAMES)
    path = Path(f"./{stem}.md")
    try:
        path.write_bytes(chance.choice(["", "", "\ufeff"]).encode() + text.encode())
    except (OSError, ValueError):  # a name that the system doesn't have
        path = Path("list.md")
        path.write_bytes(text.encode())
    found = []
    for command in (["fix"], ["check", "--output-format", chance.choice(list(FORMATS))]):
        status, said = run([*command, "--isolated", "--no-cache", "--jobs", "1", "--", str(path)])
        if status not in (0, 1):
            found.append(f"{command}: exit status {status}: {said[-300:]}")
        if "Traceback" in said or "please report" in said:
            found.append(f"{command}: {said[-600:]}")
    if lost := kept_words(text) - all_words(path.read_bytes().decode()):
        found.append(f"fix loses {sorted(lost)}")
    path.unlink()
    return found


def run(arguments: list[str]) -> tuple[object, str]:
    """The exit status of a command and what it says."""
    said = io.TextIOWrapper(io.BytesIO(), "utf-8", errors="surrogateescape")
    with redirect_stdout(said), redirect_stderr(said):
        try:
            status: object = main(arguments)
        except SystemExit as end:
            status = end.code
    said.flush()
    return status, said.buffer.getvalue().decode("utf-8", "replace")


# What comes with a list

CONFIG = """\
exclude = ["old/", "*.tmp.md"]
select = ["all"]
ignore = ["toc"]
fail-on = "warning"
packs = ["own.toml"]
baseline = "known.json"

[per-file-ignores]
"docs/*" = ["labels"]

[severity]
mojibake = "error"

[style]
bullet = "-"
"""

PACK = """\
[host.h]
name = "H"
hosts = ["h.example", "*.h.example"]
serves = "papers"
roles = ["paper"]

[[host.h.identity]]
path = '/paper/(?P<id>\\d+)(?:\\.pdf)?'
key = "h:{id}"
kind = "paper"

[[host.h.rewrite]]
hosts = ["old.h.example"]
path = '(?P<rest>/paper/.+)'
to = "h.example{rest}"
why = "the site has moved"

[[host.h.example]]
url = "https://h.example/paper/12.pdf"
key = "h:12"
"""

BASELINE = '{"version": 1, "files": {"list.md": {"mojibake › a › b": 1, "toc-order › › c": 2}}}'

TOML = [
    *"[]{}()\"'=.,#\\\n*+?|^$-_:<>!",
    "[[",
    "]]",
    '"""',
    "'''",
    "true",
    "1e999",
    "1979-05-27",
    "(?:a|a)*",
    "{x:>9}",
    "{}",
    "\\u202e",
    "é",
    "\x00",
]


def faults_of_config(kind: str, chance: random.Random) -> list[str]:
    """What is wrong with a run beside a config, a pack or a baseline that something happened to."""
    texts = {"config": CONFIG, "pack": PACK, "baseline": BASELINE}
    for _ in range(chance.choice([1, 1, 2, 3, 5])):
        texts[kind] = CHANGES[chance.choice(list(CHANGES))](texts[kind], chance.randrange(1_000), chance.choice(TOML))
    data = texts[kind].encode()
    if chance.random() < 0.1:
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice([b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf"]) + data[at:]
    for name, file in (("config", "awesome-lint.toml"), ("pack", "own.toml"), ("baseline", "known.json")):
        Path(file).write_bytes(data if name == kind else texts[name].encode())
    Path("list.md").write_text(bases()[0], "utf-8")
    start = time.process_time()
    status, said = run(["check", "--no-cache", "list.md"])
    found = [] if status in (0, 1, 2) else [f"exit status {status}"]
    if "Traceback" in said or "please report" in said:
        found.append(f"{kind}: {data!r}: {said[-600:]}")
    if (took := time.process_time() - start) > SECONDS:
        found.append(f"{kind}: {data!r} takes {took:.1f} s")
    return found
