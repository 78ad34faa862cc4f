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

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from awesome_lint.model import Text
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding, rule
from awesome_lint.source import Span

_BOLD = r"(?<![\\*])\*\*(?!\*)"
_MORE_OPEN = r"(?:^|[\s(\[])\*$"  # `**Title*` is an asterisk and emphasis
_ARGUMENTS = r"\w*(?:kw|kwargs|options|args)\b"
_OPENS_AFTER = frozenset(" \t\n([{<>|\"'“‘（【「：:，、。/-—–*")
_LINE_START = r"(?:[ \t>#*+_~(（\[-]|\d{1,3}[.)])*"
_CLOSING = r"(?m)\*\*(?:(?<=[^\s*/]\*\*)(?![\w*/])|(?<=[ \t]\*\*)(?=[\s\[(（:,]|$)|(?<=[^\s*\w]\*\*)(?=\w))"
_TITLE_BEFORE_LINK = r"[A-Z]\w+[^*\[\]()]{0,80}\["
_DIGIT_AHEAD = r"[ \t]*\d"
_MOST_BEFORE = 200
"""Bullets, brackets and blanks before the first word of a line or cell. A line may have thousands of asterisks: only so much is looked at.
"""


@rule(group="text")
def broken_emphasis(text: Text, context: Context) -> Iterator[Finding]:
    words = text.text
    if words.endswith("*") and context.source.text[text.span.end - 1 : text.span.end + 1] == "**" and compiled(_MORE_OPEN).search(words):
        yield Finding(Span(text.span.end - 1, text.span.end + 1), "`**` opens what a single `*` closes: readers see an asterisk")
    if "**" not in words:
        return
    for found in compiled(_BOLD).finditer(words):
        at = text.span.start + found.start()
        if _is_markup(context, at):
            yield Finding(Span(at, at + 2), "`**` makes nothing bold here: readers see the asterisks")
            return


def _is_markup(context: Context, at: int) -> bool:
    """Whether two asterisks that are shown were to open bold: before a word, or alone with others in the line."""
    text, opened = context.source.text, at + 2
    before, after = text[at - 1 : at] or "\n", text[opened : opened + 1] or "\n"
    if before not in _OPENS_AFTER or compiled(_ARGUMENTS).match(text, opened):
        return False
    if not after.isspace():
        if after in ",.;:)|/":
            return False
        line = context.source.line_span(context.source.row(at))
        return (
            after == "["
            or _begins(_before(text, line, at))
            or _is_closed(context, Span(opened, line.end))
            or compiled(_TITLE_BEFORE_LINK).match(text, opened, line.end) is not None
        )
    line = context.source.line_span(context.source.row(at))
    if compiled(_DIGIT_AHEAD).match(text, opened, line.end) or text.find("**", opened, line.end) < 0:
        return False
    before = _before(text, line, at)
    return len(before) <= _MOST_BEFORE and not before.strip(" \t>-+*")


def _before(text: str, line: Span, at: int) -> str:
    """What is before a place in its line; no more than can tell whether the line begins there."""
    return text[max(line.start, at - _MOST_BEFORE - 1) : at]


def _begins(before: str) -> bool:
    """Whether nothing but bullets, brackets and other emphasis is before a place in its line or table cell."""
    cell = before.rpartition("|")[2]
    return len(cell) <= _MOST_BEFORE and compiled(_LINE_START).fullmatch(cell) is not None


def _is_closed(context: Context, rest: Span) -> bool:
    """Whether what follows a pair of asterisks in its line has another one that was to close it."""
    closing = context.once(_closing)
    at = bisect_right(closing, rest.start)
    return at < len(closing) and closing[at] < rest.end


def _closing(context: Context) -> Sequence[int]:
    """The offsets of the pairs of asterisks that may close bold, in order."""
    return [found.start() for found in compiled(_CLOSING).finditer(context.source.text)]
