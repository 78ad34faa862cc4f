r"""Bold that isn't closed, or that a space keeps from being bold

`**Title **[paper]`, `** Title**` and `**Title*` show their asterisks: Markdown opens bold before a word and closes it behind one.
A closing `**` between a bracket and a letter (`**控制（PID）**的`) closes nothing either.

Asterisks that mark authors (`A. One**, B. Two*`), powers (`2 ** 3`), pointers (`int **p`), paths (`src/**/*.py`) and escaped ones are
left alone: in the middle of a line, only asterisks with a second pair behind them, or
before a capitalised word and a link, were to be bold.

## Fix

None: where the bold was to end can't be told.

## Examples

```bad
- **Image Synthesis **[[paper](https://arxiv.org/abs/2301.00001)]
- ** Grounding** [[paper](https://arxiv.org/abs/2301.00002)]
- **Point Clouds* [[paper](https://arxiv.org/abs/2301.00003)]
- Speech **Tokens [[paper](https://arxiv.org/abs/2301.00004)]
```

```report
1:3 `**` makes nothing bold here: readers see the asterisks
2:3 `**` makes nothing bold here: readers see the asterisks
3:3 `**` opens what a single `*` closes: readers see an asterisk
4:10 `**` makes nothing bold here: readers see the asterisks
```

```good
- **Image Synthesis** [[paper](https://arxiv.org/abs/2301.00001)] with 2 ** 3 and a*b
- A. One*, B. Two**, C. Three\*\* [[paper](https://arxiv.org/abs/2301.00002)] and `**kwargs`
- `int **p` and int **p, f(*a, **b), src/**/*.py [docs](https://example.org/docs). *Equal work. **Corresponding author
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.model import Text
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding, rule
from awesome_lint.source import Source, Span

_BOLD = r"(?<![\\*])\*\*(?!\*)"
_MORE_OPEN = r"(?:^|[\s(\[])\*$"  # `**Title*` is an asterisk and emphasis
_ARGUMENTS = r"\w*(?:kw|kwargs|options|args)\b"
_OPENS_AFTER = frozenset(" \t\n([{<>|\"'“‘（【「：:，、。/-—–*")
_LINE_START = r"(?:[ \t>#*+_~(（\[-]|\d{1,3}[.)])*"
_CLOSING = r"[^\s*/]\*\*(?![\w*/])|[ \t]\*\*(?=[\s\[(（:,]|$)|[^\s*\w]\*\*\w"
_TITLE_BEFORE_LINK = r"[A-Z]\w+[^*\[\]()]{0,80}\["
_DIGIT_AHEAD = r"[ \t]*\d"


@rule(group="text")
def broken_emphasis(text: Text, context: Context) -> Iterator[Finding]:
    words = text.text
    if words.endswith("*") and context.source.text[text.span.end - 1 : text.span.end + 1] == "**" and compiled(_MORE_OPEN).search(words):
        yield Finding(Span(text.span.end - 1, text.span.end + 1), "`**` opens what a single `*` closes: readers see an asterisk")
    if "**" not in words:
        return
    for found in compiled(_BOLD).finditer(words):
        at = text.span.start + found.start()
        if _is_markup(context.source, at):
            yield Finding(Span(at, at + 2), "`**` makes nothing bold here: readers see the asterisks")
            return


def _is_markup(source: Source, at: int) -> bool:
    """Whether two asterisks that are shown were to open bold: before a word, or alone with others in the line."""
    before, after = source.text[at - 1 : at] or "\n", source.text[at + 2 : at + 3] or "\n"
    if before not in _OPENS_AFTER or compiled(_ARGUMENTS).match(source.text, at + 2):
        return False
    if not after.isspace():
        if after in ",.;:)|/":
            return False
        line = source.line_span(source.row(at))
        before, rest = source.text[line.start : at], source.text[at + 2 : line.end]
        return after == "[" or _begins(before) or _is_closed(rest) or compiled(_TITLE_BEFORE_LINK).match(rest) is not None
    line = source.line_span(source.row(at))
    rest = source.text[at + 2 : line.end]
    return not compiled(_DIGIT_AHEAD).match(rest) and "**" in rest and not source.text[line.start : at].strip(" \t>-+*")


def _begins(before: str) -> bool:
    """Whether nothing but bullets, brackets and other emphasis is before a place in its line or table cell."""
    return compiled(_LINE_START).fullmatch(before.rpartition("|")[2]) is not None


def _is_closed(rest: str) -> bool:
    """Whether what follows a pair of asterisks in its line has another one that was to close it."""
    return compiled(_CLOSING).search(rest) is not None
