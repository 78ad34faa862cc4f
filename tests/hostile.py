"""Texts made to be slow: each kind, at any size, is one thing over and over. The tests of growth measure them, fuzzing mixes them."""

from __future__ import annotations

from collections.abc import Callable

from lists import damaged, entry, swapped, title

HEAD = "# A list\n\n## Papers\n\n"
AROUND = "\n".join(entry(n) for n in range(12)) + "\n"
"""Enough entries for a house style: rules that compare with it have something to compare."""


def repeated(unit: str, *, before: str = "", after: str = "") -> Callable[[int], str]:
    """Text that says one thing over and over, within a list."""

    def made(size: int) -> str:
        return HEAD + AROUND + before + unit * (size // len(unit)) + after + "\n"

    return made


def numbered(form: Callable[[int], str], *, head: str = HEAD) -> Callable[[int], str]:
    """Lines that differ by a number."""

    def made(size: int) -> str:
        lines, length = [], 0
        while length < size:
            lines.append(form(len(lines)))
            length += len(lines[-1]) + 1
        return head + "\n".join(lines) + "\n"

    return made


def contents(order: Callable[[int], list[int]], written: Callable[[int], list[int]] | None = None) -> Callable[[int], str]:
    """Contents in an order of their own, and the sections that they lead to."""

    def made(size: int) -> str:
        count = size // 150
        lines = [f"- [Topic {n}](#topic-{n})" for n in order(count)]
        sections = [f"## Topic {n}\n\n{entry(n)}\n" for n in (written or order_of)(count)]
        return "# A list\n\n## Contents\n\n" + "\n".join(lines) + "\n\n" + "\n".join(sections)

    return made


def order_of(count: int) -> list[int]:
    return list(range(count))


def reversed_order(count: int) -> list[int]:
    return list(range(count - 1, -1, -1))


def most(count: int) -> list[int]:
    return [n for n in range(count) if n % 11]


def shuffled(count: int) -> list[int]:
    return sorted(range(count), key=lambda n: n * 7919 % 10_007)


def nested(opening: str, closing: str, deepest: int | None = None) -> Callable[[int], str]:
    """Brackets in brackets, as deep as the size allows."""

    def made(size: int) -> str:
        depth = size // (len(opening) + len(closing))
        inner = min(depth, deepest or depth)
        return HEAD + AROUND + "- " + (opening * inner + "x" + closing * inner + " ") * max(1, depth // inner) + "\n"

    return made


def staircase(size: int) -> str:
    """A list whose every item is in the one above, a hundred deep, over and over."""
    lines, length = [], 0
    while length < size:
        depth = len(lines) % 100
        lines.append("  " * depth + f"- item {len(lines)}")
        length += len(lines[-1]) + 1
    return HEAD + AROUND + "\n".join(lines) + "\n"


def one_line(form: Callable[[int], str]) -> Callable[[int], str]:
    """All on one line."""

    def made(size: int) -> str:
        parts, length = [], 0
        while length < size:
            parts.append(form(len(parts)))
            length += len(parts[-1]) + 1
        return HEAD + AROUND + "- " + " ".join(parts) + "\n"

    return made


def table(form: Callable[[int], str]) -> Callable[[int], str]:
    """A table with rows that differ by a number."""
    return numbered(form, head=HEAD + "| Title | Venue | Links |\n|---|---|---|\n")


def wide_table(size: int) -> str:
    """A table of as many columns as rows: its size is their product."""
    columns = max(2, int((size / 4) ** 0.5))
    rows = size // (4 * columns)
    return HEAD + AROUND + "\n" + "\n".join(["| a " * columns + "|", "|---" * columns + "|", *(["| b " * columns + "|"] * rows)]) + "\n"


def short_rows(size: int) -> str:
    """A header of many columns above rows of one cell: parsers fill the rest of each row."""
    columns = max(2, int((size / 2) ** 0.5 / 8))
    return HEAD + AROUND + "\n" + "|a" * columns + "|\n" + "|-" * columns + "|\n" + "|x|\n" * (size // 4) + "\n"


def some_moved(count: int) -> list[int]:
    return sorted(range(count), key=lambda n: (n + count // 2) % count if n % 30 == 0 else n)


KINDS: dict[str, Callable[[int], str]] = {
    # What an entry is made of
    "entries": numbered(entry),
    "wrong order of links": numbered(swapped),
    "damaged words": numbered(damaged),
    "duplicates": numbered(lambda _: entry(1)),
    "duplicates of a title": numbered(lambda n: f"- {title(1)} [[paper](https://arxiv.org/abs/2401.{n:05})]"),
    "nearly the same titles": numbered(lambda n: f"- {title(1)}{n} [[paper](https://example.org/{n})]"),
    "one title word": numbered(lambda n: f"- a [[paper](https://example.org/{n})]"),
    "missing parentheses": numbered(lambda n: f"- {title(n)} [[paper](https://arxiv.org/abs/2401.{n:05}]"),
    "broken links": numbered(lambda n: f"- {title(n)} [paper] (htps://example.org/{n}) [code](http:/x.org/{n}"),
    "bare URLs": numbered(lambda n: f"- {title(n)} https://arxiv.org/abs/2401.{n:05}"),
    "paragraphs": numbered(lambda n: f"{title(n)} [paper](https://arxiv.org/abs/2401.{n:05})\n"),
    "long item of lines": numbered(lambda n: f"  {title(n)} [paper](https://example.org/{n})", head=HEAD + AROUND + "- x\n"),
    "numbers": numbered(lambda n: f"{n}. {title(n)} [paper](https://example.org/{n})"),
    "wrong numbers": numbered(lambda n: f"{n * 37 % 101}. {title(n)} [paper](https://example.org/{n})"),
    "years that fall": numbered(lambda n: f"- ({2024 - n % 20}) {title(n)} [[paper](https://example.org/{n})]"),
    "bullets that change": numbered(lambda n: f"{'-*+'[n % 3]} {title(n)} [[paper](https://example.org/{n})]"),
    "suppressions": numbered(lambda n: f"{swapped(n)} <!-- awesome-lint: ignore label-order -->"),
    "fences of suppressions": numbered(lambda n: f"<!-- awesome-lint: {('off', 'on')[n % 2]} mojibake -->\n\n{damaged(n)}\n"),
    "headings": numbered(lambda n: f"## Topic {n}\n\n{entry(n)}\n"),
    "the same heading": numbered(lambda n: f"## Topic\n\n{entry(n)}\n"),
    "headings of venues": numbered(lambda n: f"## CVPR-{2000 + n % 25}\n\n{entry(n)}\n"),
    "empty headings": repeated("#\n"),
    "setext headings": numbered(lambda n: f"Topic {n}\n---\n\n{entry(n)}\n"),
    # Contents
    "contents": contents(order_of),
    "contents reversed": contents(reversed_order),
    "contents shuffled": contents(shuffled),
    "contents with every 30th moved": contents(some_moved),
    "contents without every 11th": contents(most, order_of),
    "sections without every 11th": contents(order_of, most),
    "contents of nothing": numbered(lambda n: f"- [Topic {n}](#topic-{n})", head="# A list\n\n" + AROUND + "\n## Contents\n\n"),
    "contents of one": numbered(lambda _: "- [Papers](#papers)", head="# A list\n\n## Papers\n\n" + AROUND + "\n## Contents\n\n"),
    # One line
    "findings on one line": one_line(lambda n: f"FÂ³ [paper](http://arxiv.org/abs/2401.{n:05}v1)"),
    "damage on one line": one_line(lambda n: f"NaÃ¯ve{n}"),
    "links on one line": one_line(lambda n: f"[[x{n}](https://example.org/{n})]"),
    "bare URLs on one line": one_line(lambda n: f"https://example.org/({n})"),
    "malformed URLs on one line": one_line(lambda n: f"[x](htps://example.org/{n})"),
    "spaces in URLs on one line": one_line(lambda n: f"[x](https://example.org/{n} y)"),
    "one long line": repeated("word "),
    "one long word": repeated("a"),
    "one long word of a URL": repeated("a", before="- [x](https://example.org/", after=")"),
    "one long query of a URL": repeated("a=b&", before="- [x](https://example.org/?", after=")"),
    "one long title": one_line(lambda n: f"Word{n}"),
    "authors on one line": one_line(lambda n: f"A. Author{n},"),
    "spaces": repeated(" ", before="- x", after="y"),
    "blank lines": repeated("\n"),
    "lines of spaces": repeated("   \n"),
    "tabs": repeated("\t", before="- x", after="y"),
    "words and spaces": repeated("a  "),
    # Brackets and markup
    "[": repeated("["),
    "]": repeated("]"),
    "[](": repeated("[]("),
    "![": repeated("!["),
    "](": repeated("]("),
    "[x](<": repeated("[x](<"),
    "[x](u 't": repeated("[x](u 't"),
    "separators in a link": repeated("，", before="- [", after="](https://example.org/t)"),
    "bars in a link": repeated("| ", before="- [", after="](https://example.org/t)"),
    "[[x](u)]": repeated("[[x](u)] "),
    "(": repeated("("),
    "<": repeated("<"),
    "<a": repeated("<a "),
    "</a>": repeated("</a>"),
    "<a href=": repeated('<a href="'),
    "brackets in brackets": nested("[", "]"),
    "parentheses in parentheses": nested("(", ")"),
    "links in links": nested("[", "](https://example.org/)", 30),
    "images in links": nested("[![", "](https://example.org/a)](https://example.org/b)", 1),
    "emphasis": repeated("*a **b "),
    "emphasis open": repeated("a**b"),
    "bold that is none": repeated("**a **b "),
    "bold between spaces": repeated("a ** b "),
    "emphasis of underscores": repeated("_a_ "),
    "emphasis of both": repeated("*_"),
    "emphasis of stars": repeated("*"),
    "emphasis in emphasis": nested("*a ", " b*"),
    "bold titles": numbered(lambda n: f"- **{title(n)}** [paper](https://example.org/{n})"),
    "bold in words": repeated("**a**b"),
    "bold in a title": repeated("**a** ", before="- ", after="[[paper](https://example.org/t)]"),
    "emphasis between URLs": repeated("*a* https://x.org/1 ", before="- "),
    "strikethrough": repeated("~a"),
    "strikethrough closed": repeated("~~a~~ "),
    "backticks": repeated("`a``"),
    "backticks of rising length": lambda size: HEAD + AROUND + " ".join("`" * n for n in range(1, int((2 * size) ** 0.5))) + "\n",
    "backslashes": repeated("\\"),
    "escapes": repeated("\\*"),
    "entities": repeated("&amp;"),
    "entities of numbers": repeated("&#38;"),
    "entities that are none": repeated("&nope;"),
    "entities of letters": repeated("&eacute; "),
    "entities that stay open": repeated("&nbsp "),
    "LaTeX": repeated("\\'{e} "),
    "LaTeX and math": repeated("$x$ \\'{e} "),
    "ampersands": repeated("&"),
    "dollars": repeated("$a"),
    "math": repeated("$x_1$ "),
    "references": repeated("[r] ", before="[r]: https://example.org\n\n"),
    "references that are none": repeated("[r]"),
    "references to references": repeated("[x][r]"),
    "definitions": numbered(lambda n: f"[r{n}]: https://example.org/{n}", head=HEAD + AROUND + "\n"),
    "definitions of one": repeated("[x]: y\n", before="\n"),
    "definitions and uses": numbered(lambda n: f"- {title(n)} [paper][r{n}]\n\n[r{n}]: https://example.org/{n}\n"),
    "footnotes": numbered(lambda n: f"x[^{n}]\n\n[^{n}]: y\n", head=HEAD + AROUND + "\n"),
    # Blocks
    "quotes": repeated("> ", after="x"),
    "quotes in items": repeated("> - ", after="x"),
    "items in one line": repeated("- ", after="x"),
    "numbers in one line": repeated("1. ", after="x"),
    "items in items": staircase,
    "items of two levels": numbered(lambda n: f"- {title(n)}\n  - [paper](https://example.org/{n})"),
    "items far in": numbered(lambda n: f"{' ' * (n % 40)}- {title(n)} [paper](https://example.org/{n})"),
    "items of nothing": repeated("- a\n"),
    "items that are empty": repeated("-\n"),
    "lazy lines of quotes": repeated("> a\nb\n", before="\n"),
    "lines of words": repeated("a\n", before="\n"),
    "hard breaks": repeated("a\\\n", before="\n"),
    "rules between": repeated("---\n\n", before="\n"),
    "fences": repeated("```\n", before="\n"),
    "fences that stay open": repeated("~~~~ x\n", before="\n"),
    "indented code": repeated("    a\n", before="\n\n"),
    # HTML
    "comments": repeated("<!-- a -->"),
    "comments on lines": repeated("<!-- a -->\n\n", before="\n"),
    "comments that stay open": repeated("<!--"),
    "comment ends": repeated("-->"),
    "<b>": repeated("<b>"),
    "<details>": repeated("<details>\n", before="\n"),
    "<br>": repeated("a<br>"),
    "<?": repeated("<?"),
    "<!a": repeated("<!A "),
    "<![CDATA[": repeated("<![CDATA["),
    "links in HTML": numbered(lambda n: f'<p><a href="https://example.org/{n}">{title(n)}</a></p>\n'),
    "anchors in HTML": numbered(lambda n: f'<a name="topic-{n}"></a>\n\n## Topic {n}\n\n{entry(n)}\n'),
    # Tables
    "table": table(lambda n: f"| {title(n)} | CVPR 2024 | [paper](https://arxiv.org/abs/2401.{n:05}) |"),
    "table of empty rows": table(lambda _: "| | | |"),
    "table of one cell": table(lambda n: f"| {n} |"),
    "table of hidden cells": table(lambda n: f"| {title(n)} | a | b | [paper](https://example.org/{n}) |"),
    "table of duplicates": table(lambda _: "| A title | CVPR 2024 | [paper](https://arxiv.org/abs/2401.00001) |"),
    "table of pipes": repeated("|"),
    "table of tables": numbered(lambda n: f"| Title {n} | b |\n|---|---|\n| x | [paper](https://example.org/{n}) |\n"),
    "wide table": wide_table,
    "short rows of a wide table": short_rows,
    "escaped pipes": table(lambda n: "| " + "\\|" * 20 + f" | x | [paper](https://example.org/{n}) |"),
    # Letters
    "U+202E": one_line(lambda n: f"\u202eword{n}"),
    "U+202E in titles": numbered(lambda n: f"- {title(n)}\u202e [[paper](https://example.org/{n})]"),
    "zero-width spaces": repeated("a\u200b"),
    "zero-width spaces alone": repeated("\u200b"),
    "combining letters": repeated("a\u0301"),
    "combining letters on one": repeated("\u0301", before="- a"),
    "astral letters": repeated("😀"),
    "Chinese": repeated("漢字"),
    "Chinese titles": numbered(lambda n: f"- 漢字{n}：深度学习 [[论文](https://example.org/{n})]"),
    "form feeds": repeated("a\f"),
    "line separators": repeated("a\u2028"),
    "NUL": repeated("a\0"),
    "lone CR": repeated("a\r"),
    "BOM inside": repeated("a\ufeff"),
    "no-break spaces": repeated("a\u00a0"),
    "damage of one letter": repeated("Ã"),
    "damage that grows": repeated("Ã\u0083Â"),
    "lost bytes": repeated("\ufffd"),
    "capitals that grow": repeated("ß"),
    "slashes": repeated("/"),
    "colons": repeated("http:"),
    "www.": repeated("www.a.b "),
    "addresses": repeated("a@b.c "),
    "at signs": repeated("a@"),
    "dots": repeated("a."),
    "hyphens": repeated("a-"),
    "quotation marks": repeated('"a'),
    "shortcodes": repeated(":a:"),
    "digits": repeated("2024 "),
    "one long number": repeated("1"),
    "venues": repeated("CVPR 2024, "),
    "arXiv numbers": repeated("arXiv:2401.00001 "),
    "front matter": lambda size: "---\n" + "a: b\n" * (size // 5) + "---\n\n" + HEAD + AROUND,
    "front matter that stays open": lambda size: "---\n" + "a: b\n" * (size // 5) + HEAD + AROUND,
}
"""Each kind of hostile text by name: its size in characters, about, gives the text."""
