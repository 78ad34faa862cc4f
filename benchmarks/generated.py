"""Put generated lists through `fix`: any Markdown that lists are made of, odd characters and damage included.

    python benchmarks/generated.py --lists 100000 [--first 0] [--jobs 2]

Each list is made from its number, so that a failure can be repeated: `--first NUMBER --lists 1 --show`. One in
twenty is long; one in two is fixed with unsafe fixes too. For each one:
`fix` neither raises nor reports an `internal-error`, its second run changes nothing, no letter or digit is lost that no
fix declares, and layout alone renders to the same HTML. Exit status 1 where any of these fails.
"""

from __future__ import annotations

import argparse
import random
import re
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from multiprocessing import Pool

from markdown_it import MarkdownIt

from awesome_lint.engine import Plan
from awesome_lint.fixer import Fixed, fix
from awesome_lint.knowledge import load_packs
from awesome_lint.layout import layout
from awesome_lint.rule import INTERNAL_ERROR, all_rules
from awesome_lint.source import Source

WORDS = [
    "sparse",
    "deep",
    "learning",
    "of",
    "neural",
    "networks",
    "for",
    "the",
    "and",
    "with",
    "A*",
    "beyond",
    "3D",
    "vision",
    "graph",
    "Größe",
    "深度",
    "学习",
    "模型",
    "обзор",
    "café",
    "naïve",
    "FÂ³",
    "ﬁlters",
    "Müller",
    "Ã©tude",
    "don’t",
    "C++",
    "C#",
    "$x_1$",
    "`code`",
    "**bold**",
    "*it*",
    "__init__",
    "<sup>2</sup>",
    "&amp;",
    "&eacute;",
    "\\[x\\]",
    "a|b",
    "TODO",
    ":star:",
    "🌟",
]
"""Words of titles: markup, mojibake, ligatures, entities and other scripts among them."""
URLS = [
    "https://arxiv.org/abs/2401.{n:05}",
    "http://arxiv.org/pdf/2302.{n:05}v2.pdf",
    "https://www.arxiv.org/abs/1706.{n:05}#page=2",
    "https://openreview.net/forum?id=abc{n:05}&noteId=x",
    "https://github.com/lab/code{n}.git",
    "http://github.com/lab/code{n}/",
    "https://example.org/_({n})?utm_source=x&b=1",
    "https://example.org/p{n}#part",
    "https://www.aclweb.org/anthology/P{n:02}-1001",
    "https://papers.nips.cc/paper/{n}-some-title.pdf",
    "htps://example.org/{n}",
    "example.org/{n}",
    "https://example.org/a b{n}",
    "#papers",
    "",
]
LABELS = ["paper", "Paper", "code", "cdoe", "pdf", "project", "论文", "![code](https://img.shields.io/badge/code-{n}-blue)", "Code ", ""]
LINKS = [
    "[[{x}]({u})]",
    "[[{x}]]({u})",
    "[{x}]({u})",
    "([{x}]({u}))",
    "[{x}] ({u})",
    "[{x}]({u}",
    "[{x}][{n}]",
    "<{u}>",
    "{u}",
    "[{x}]({u}))",
]
BREAKS = ["  \n  ", "\\\n  ", "<br>", "\n  ", " - ", ", ", ". ", " "]
ODD = [
    "\u200b",
    "\ufeff",
    "\u00a0",
    "\x0b",
    "\x0c",
    "\u2028",
    "\u0085",
    "\u00ad",
    "\u202e",
    "\ufffd",
    "\x00",
    "\x1b",
    "\u3000",
    "e\u0301",
    "\t",
    "\r",
]
PIECES = ["[", "]", "(", ")", "<", ">", "`", "*", "_", "|", "#", "\\", "&", "~~", "<!--", "-->", "](", "[[", "```\n", "  \n", "\n", "\n\n"]
COMMENTS = [
    "<!-- a comment -->",
    "<!-- awesome-lint: off -->",
    "<!-- awesome-lint: on -->",
    "<!-- awesome-lint: ignore entry-order -- on purpose -->",
    "<!-- START doctoc -->",
    "<!-- END doctoc -->",
]
BLOCKS = [
    "```sh\nmake it\n```",
    "~~~\n- no item\n~~~",
    "    code\n",
    "> A quoted word\n> - an item",
    "---",
    "***",
    '<p align="center"><img src="logo.png" alt="Logo"></p>',
    "<details>\n<summary>More</summary>\n\n- [Hidden](https://example.org/h)\n\n</details>",
    '<a name="papers"></a>',
    "![Logo](logo.png)",
    "$$\nx = 1\n$$",
    "[^1]: A note.",
    "Text on[^1] two\nlines.",
    "Underlined\n----------",
]


class Maker:
    """Makes one list, the same for the same number."""

    def __init__(self, number: int) -> None:
        self._random = random.Random(number)
        self._most = 12 if number % 20 == 0 else 4
        self._bullet = self._random.choice(["- ", "* ", "+ ", "1. ", "-   ", ""])
        self._link = self._random.choice(LINKS[:4])
        self._labels = self._random.sample(LABELS, 3)
        self._numbers = self._random.choice([30, 99_999])
        self._step = self._random.choice(["  ", "   ", "    ", "\t"])
        self._headings: list[str] = []

    def make(self) -> str:
        """The list's text."""
        chance = self._random
        parts = [self._part() for _ in range(chance.randint(1, self._most // 3))]
        head = ["# " + self._title(), *([self._contents()] if chance.random() < 0.3 else [])]
        definitions = [f"[{n}]: {self._url()}" for n in chance.sample(range(9), chance.randint(0, 4))]
        text = "\n\n".join([*(["---\ntitle: a list\n---"] if chance.random() < 0.05 else []), *head, *parts, "\n".join(definitions)])
        text = self._damaged(text + chance.choice(["\n", "\n", "", "\n\n\n"]))
        return text.replace("\n", "\r\n") if chance.random() < 0.03 else text

    def _part(self) -> str:
        heading = self._random.choice([self._title(), "Papers", "2024", "ICML 2023", "Surveys & more"])
        self._headings.append(heading)
        form: Callable[[], str] = self._random.choice([self._items, self._items, self._items, self._table, self._block, self._paragraphs])
        return f"{'#' * self._random.randint(2, 4)} {heading}\n{self._random.choice(['', chr(10)])}{form()}"

    def _title(self) -> str:
        return " ".join(self._random.choices(WORDS, k=self._random.randint(1, 6)))

    def _url(self) -> str:
        return self._random.choice(URLS).format(n=self._random.randint(1, self._numbers))

    def _links(self) -> str:
        form = self._link if self._random.random() < 0.9 else self._random.choice(LINKS)
        label = self._random.choice(self._labels if self._random.random() < 0.9 else LABELS)
        n = self._random.randint(1, 9)
        return form.format(x=label.format(n=n), u=self._url(), n=n)

    def _entry(self) -> str:
        title = self._title()
        title = self._random.choice([title, title, f"**{title}**", f"[{title}]({self._url()})", f'"{title}"'])
        links = self._random.choice([" ", " ", ", ", ""]).join(self._links() for _ in range(self._random.randint(0, 3)))
        return self._random.choice(BREAKS).join(
            [title, *(["A. Author, B. Writer. *ICML* 2024"] if self._random.random() < 0.3 else []), links]
        )

    def _items(self) -> str:
        lines: list[str] = []
        for _ in range(self._random.randint(1, self._most)):
            if lines and self._random.random() < 0.1:
                lines.append(self._random.choice(lines))
                continue
            depth = self._random.choice([0, 0, 0, 0, 1, 2])
            bullet = self._bullet if self._random.random() < 0.95 else self._random.choice(["- ", "* ", "-", "10. "])
            comment = f" {self._random.choice(COMMENTS)}" if self._random.random() < 0.05 else ""
            lines.append(f"{self._step * depth}{bullet}{self._entry()}{comment}")
        return self._random.choice(["\n", "\n", "\n\n"]).join(lines)

    def _table(self) -> str:
        rows = [f"| {self._entry().replace(chr(10), ' ')} | {self._links()} |" for _ in range(self._random.randint(1, self._most))]
        return "\n".join(["| Title | Links |", self._random.choice(["|---|:-:|", "| --- | --- |"]), *rows])

    def _paragraphs(self) -> str:
        return "\n\n".join(self._entry() for _ in range(self._random.randint(1, self._most)))

    def _block(self) -> str:
        return "\n\n".join(self._random.choices([*BLOCKS, *COMMENTS], k=self._random.randint(1, 4)))

    def _contents(self) -> str:
        lines = []
        for heading in ["Papers", "2024", "ICML 2023", "Surveys & more", "Gone"]:
            slug = heading.lower().replace(" ", "-").replace("&", self._random.choice(["", "&"]))
            lines.append(f"{self._random.choice(['', '', self._step])}- [{heading}](#{slug})")
        self._random.shuffle(lines)
        return "## Contents\n\n" + "\n".join(lines)

    def _damaged(self, text: str) -> str:
        """The text with characters in it that nobody meant to write."""
        chance = self._random
        for _ in range(chance.choice([0, 0, 0, 1, 2, 5])):
            at = chance.randint(0, len(text))
            if chance.random() < 0.3:
                text = text[:at] + text[at + chance.randint(1, 3) :]
            else:
                text = text[:at] + chance.choice([*ODD, *PIECES]) + text[at:]
        return text


def faults(text: str, *, unsafe: bool) -> Iterator[str]:
    """What goes wrong when a text is fixed; nothing if all is well."""
    source = Source.of(text)
    once = fix(source, plan(), unsafe=unsafe)
    yield from (f"internal-error: {d.message}" for d in once.linted.diagnostics if d.code == INTERNAL_ERROR)
    if once.source.text != source.text:
        twice = fix(once.source, plan(), unsafe=unsafe)
        if twice.source.text != once.source.text:
            yield f"the second run changes the text ({', '.join(sorted({applied.code for applied in twice.applied}))})"
        if lost := undeclared(once):
            yield f"lost: {lost}"
    if html(source.text) != html(layout(source).text):
        yield "layout renders to other HTML"


def undeclared(fixed: Fixed) -> str:
    """The letters and digits that a text has lost though no fix declares it."""
    lost = letters(fixed.before.text)
    lost.subtract(letters(fixed.source.text))
    for applied in fixed.applied:
        for delta in applied.deltas:
            lost.subtract(letters(delta.old))
    return "".join(sorted(letter for letter, count in lost.items() if count > 0))


def letters(text: str) -> Counter[str]:
    """How often a text has each letter and digit."""
    return Counter(filter(str.isalnum, text))


def html(text: str) -> str:
    """What a text is rendered to, white space folded."""
    return re.sub(r"\s+", " ", parser().render(text)).strip()


@cache
def parser() -> MarkdownIt:
    """A parser of what GitHub's lists are written in."""
    return MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])


@cache
def plan() -> Plan:
    """All rules that run by default, and layout."""
    return Plan(tuple(rule for rule in all_rules().values() if rule.default or rule.is_layout), load_packs())


def failures(numbers: Sequence[int]) -> list[str]:
    """What goes wrong in the lists of these numbers."""
    found = []
    for number in numbers:
        try:
            found += [f"list {number}: {fault}" for fault in faults(Maker(number).make(), unsafe=number % 2 == 1)]
        except Exception:  # noqa: BLE001 - each list is tried; a failure names its list
            found.append(f"list {number}: {traceback.format_exc()}")
    return found


def main() -> int:
    """Fix the lists; print what goes wrong and the totals."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--lists", type=int, default=1000)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--show", action="store_true", help="print the lists")
    args = options.parse_args()
    numbers = range(args.first, args.first + args.lists)
    if args.show:
        print(*(Maker(number).make() for number in numbers), sep="\n=====\n")
    chunks = [numbers[at : at + 50] for at in range(0, len(numbers), 50)]
    wrong = 0
    with Pool(args.jobs) as pool:
        for found in pool.imap_unordered(failures, chunks):
            wrong += len(found)
            for failure in found:
                print(failure, flush=True)
    print(f"{args.lists:,} lists, {wrong:,} failures")
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
