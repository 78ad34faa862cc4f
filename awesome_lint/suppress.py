"""Suppression comments: which findings are not reported, and what fixes leave alone.

    <!-- awesome-lint: off RULE --> ... <!-- awesome-lint: on RULE -->    a region
    <!-- awesome-lint: ignore RULE -->                                    an entry; above a heading or table, that
    <!-- awesome-lint: ignore-file RULE -->                               the file

Several rules are comma-separated; a reason is after ` -- `. Without a rule a comment means every rule, and fences
its span against every fix, layout included. `on RULE` ends what `off RULE` began, `on` all that is off.
Text that Markdown reads as code says nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from awesome_lint.source import Source, Span

if TYPE_CHECKING:
    from awesome_lint.model import Document

MARKER: Final = "awesome-lint:"
VERBS: Final = ("off", "on", "ignore", "ignore-file")


class RuleName(NamedTuple):
    """A rule as a comment names it, and where."""

    name: str
    span: Span


class Comment(NamedTuple):
    """One suppression comment. `span` is `<!--` to `-->`; `verb` is as written, known (VERBS) or not; no `rules` means all."""

    span: Span
    verb: str
    rules: tuple[RuleName, ...] = ()
    reason: str = ""
    meant: str = ""
    """How it would be written right, where it is only nearly a suppression: it suppresses nothing."""

    @property
    def names(self) -> tuple[str | None, ...]:
        """The rules it speaks of; None stands for all."""
        return tuple(rule.name for rule in self.rules) or (None,)


class Cover(NamedTuple):
    """What a comment suppresses: a rule (None: every rule) within a span. `comment` is its index."""

    span: Span
    rule: str | None
    comment: int


class Nest(NamedTuple):
    """Spans that may hold each other, sorted by start, the wider first; asked which is the innermost around an offset."""

    spans: tuple[Span, ...]
    starts: tuple[int, ...]
    reach: tuple[int, ...]
    """How far the spans up to each one go."""

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Nest:
        ordered = tuple(sorted(spans, key=lambda span: (span.start, -span.end)))
        return cls(ordered, tuple(span.start for span in ordered), tuple(accumulate((span.end for span in ordered), max)))

    def around(self, offset: int) -> Span | None:
        """The span around an offset that starts last."""
        at = bisect_right(self.starts, offset)
        while at and self.reach[at - 1] > offset:
            at -= 1
            if offset in self.spans[at]:
                return self.spans[at]
        return None


class Suppressions(NamedTuple):
    """A file's suppressions. `comments` in document order; `idle` are the indices of `on` comments that end nothing."""

    comments: tuple[Comment, ...] = ()
    idle: tuple[int, ...] = ()
    nests: Mapping[str | None, Nest] = {}
    owners: Mapping[tuple[Span, str | None], int] = {}

    @classmethod
    def of(cls, document: Document) -> Suppressions:
        """Read a document's comments. Without the marker nothing but the text is looked at."""
        source = document.source
        if MARKER not in source.text and not _near_miss().search(source.text):
            return NONE
        unread = {span.start: span for span in document.code_spans}
        found = sorted((*_comments(source.text), *_near_misses(source.text)))
        comments = tuple(comment for comment in found if _is_comment(comment.span, source.text, unread))
        covers, idle = _covers(source, comments, Nest.of(entry.span for entry in document.entries))
        spans: dict[str | None, list[Span]] = defaultdict(list)
        for cover in covers:
            spans[cover.rule].append(cover.span)
        nests = {rule: Nest.of(found) for rule, found in spans.items()}
        return cls(comments, idle, nests, {(cover.span, cover.rule): cover.comment for cover in covers})

    def hides(self, code: str, span: Span) -> int | None:
        """The index of the comment that hides a rule's finding, which is placed by its start; None where none does."""
        around = [(found, rule) for rule in (code, None) if (nest := self.nests.get(rule)) and (found := nest.around(span.start))]
        if not around:
            return None
        return self.owners[max(around, key=lambda pair: (pair[0].start, -pair[0].end))]

    @property
    def protected(self) -> tuple[Span, ...]:
        """The spans that no fix of any rule may touch, layout included."""
        return self.spans(None)

    def spans(self, code: str | None) -> tuple[Span, ...]:
        """The spans where a rule is suppressed by name; with None, those where every rule is."""
        return self.nests[code].spans if code in self.nests else ()

    def guards(self, code: str, span: Span) -> bool:
        """Whether a rule's fix must not touch a span: an edit's, which is empty for an insertion."""
        return any(
            cover.overlaps(span) or (span.start == span.end and span.start in cover) for rule in (code, None) for cover in self.spans(rule)
        )


NONE: Final = Suppressions()


def _comments(text: str) -> Iterator[Comment]:
    """The comments of a text that bear the marker. Steps from marker to marker: linear on any input."""
    at = text.find(MARKER)
    while at >= 0:
        start = text.rfind("<!--", 0, at)
        end = text.find("-->", at)
        if end < 0:
            return
        if start >= 0 and not text[start + 4 : at].strip(" \t\n"):
            yield _comment(text, Span(start, end + 3), at + len(MARKER), end)
        at = text.find(MARKER, end)


def _near_misses(text: str) -> Iterator[Comment]:
    """Comments that begin with our name and a command, but not as a suppression does."""
    for match in _near_miss().finditer(text):
        end = text.find("-->", match.end())
        if end < 0:
            return
        written, word = match.groups()
        if written == MARKER:
            continue  # a suppression, or one with a wrong command
        if text.count("`", text.rfind("\n", 0, match.start()) + 1, match.start()) % 2:
            continue  # shown in a code span
        span = Span(match.start(), end + 3)
        yield Comment(
            span, " ".join(match[0].removeprefix("<!--").split()), meant=_written_right(text, span, word, text[match.end() : end])
        )


def _written_right(text: str, span: Span, word: str, rest: str) -> str:
    """The suppression that a command means, with the rules and the reason behind it: beside other text, of this place alone."""
    line = text[text.rfind("\n", 0, span.start) + 1 : span.start] + text[span.end : text.find("\n", span.end) + 1 or None]
    meant = _MEANT[word.lower()]
    if meant == "off" and line.strip(" \t\n>-*+"):
        meant = "ignore"
    return f"<!-- {MARKER} {' '.join((meant, *rest.split()))} -->"


@cache
def _near_miss() -> re.Pattern[str]:
    """Our name in any case, with or without a sign behind it, and a command or what other linters call one."""
    return re.compile(rf"<!--[ \t]*(awesome[-_ ]?lint[ \t]*[:-]?)[ \t]*({'|'.join(_MEANT)})(?![\w])", re.IGNORECASE)


_MEANT: Final = {
    "disable-next-line": "ignore",
    "disable-line": "ignore",
    "disable-file": "ignore-file",
    "disable": "off",
    "enable": "on",
    "ignore-next-line": "ignore",
    "ignore-line": "ignore",
    "ignore-file": "ignore-file",
    "ignore": "ignore",
    "off": "off",
    "on": "on",
}
"""Commands as they are meant, the longer ones first."""


def _comment(text: str, span: Span, start: int, end: int) -> Comment:
    """Read the words of a comment, between two offsets."""
    command, dashes, reason = text[start:end].partition("--")
    verb = next(iter(command.split()), "")
    at = start + command.find(verb) + len(verb)
    if verb not in VERBS and verb.lower() in _MEANT:
        return Comment(span, verb, meant=_written_right(text, span, verb, text[at:end]))
    rules = []
    for part in text[at : start + len(command)].split(","):
        if name := part.strip():
            begin = at + part.index(name)
            rules.append(RuleName(name, Span(begin, begin + len(name))))
        at += len(part) + 1
    return Comment(span, verb, tuple(rules), reason.strip() if dashes else "")


def _is_comment(span: Span, text: str, unread: Mapping[int, Span]) -> bool:
    """Whether Markdown reads a comment as one: not as code, inline code included, nor as the words behind a backslash."""
    around = unread.get(span.start)
    return around is not None and around.end >= span.end and text.startswith("<!--", around.start)


def _covers(source: Source, comments: Sequence[Comment], entries: Nest) -> tuple[tuple[Cover, ...], tuple[int, ...]]:
    """What each comment suppresses, and which `on` comments end nothing."""
    covers: list[Cover] = []
    idle: list[int] = []
    off: dict[str | None, list[int]] = defaultdict(list)
    whole = len(source.text) + 1  # past the end, so that a finding at the very end is inside

    def close(names: Iterable[str | None], end: int) -> bool:
        ended = [Cover(Span(comments[index].span.start, end), name, index) for name in names for index in off.pop(name, [])]
        covers.extend(ended)
        return bool(ended)

    for index, comment in enumerate(comments):
        match comment.verb:
            case "off":
                for name in comment.names:
                    off[name].append(index)
            case "on":
                if not close(comment.names if comment.rules else [*off], comment.span.end):
                    idle.append(index)
            case "ignore":
                target = _target(source, comment.span, entries)
                covers += [Cover(target, name, index) for name in comment.names]
            case "ignore-file":
                covers += [Cover(Span(0, whole), name, index) for name in comment.names]
    close([*off], whole)
    return tuple(covers), tuple(idle)


def _target(source: Source, comment: Span, entries: Nest) -> Span:
    """What an `ignore` covers: the entry of its line, else its line; alone on its line, what comes below it. With the line end."""
    first, last = source.row(comment.start), source.row(comment.end)
    alone = not (source[Span(source.line_span(first).start, comment.start)] + source[Span(comment.end, source.line_span(last).end)]).strip()
    around = entries.around(comment.start)
    if around is None and alone:
        return _below(source, last + 1, entries)
    lines = around or Span(source.line_span(first).start, source.line_span(last).end)
    return Span(lines.start, lines.end + 1)


def _below(source: Source, row: int, entries: Nest) -> Span:
    """The heading, entry, table or paragraph that starts at the first line with text from a row on, with its line end."""
    rows = len(source.line_starts)
    while row <= rows and not source.line(row).strip():
        row += 1
    if row > rows:
        return Span(len(source.text), len(source.text))
    line = source.line_span(row)
    if source.text.startswith("#", line.start):
        return Span(line.start, line.end + 1)
    if not _is_table(source, row) and (entry := entries.around(line.end - 1)):
        return Span(entry.start, entry.end + 1)
    last = row
    while last < rows and source.line(last + 1).strip():
        last += 1
    return Span(line.start, source.line_span(last).end + 1)


def _is_table(source: Source, row: int) -> bool:
    """Whether a table's head is in a row: the delimiter row is below it (GFM, 4.10)."""
    below = source.line(row + 1).strip() if row < len(source.line_starts) else ""
    return "|" in source.line(row) and "-" in below and not below.strip("|:- \t")
