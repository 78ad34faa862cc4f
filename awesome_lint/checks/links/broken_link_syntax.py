"""A link that Markdown doesn't read as one

`[paper] (https://…)` with a space in the middle, `[paper](https://…` without its last parenthesis, `(paper)[https://…]`
the wrong way round: readers see brackets and a bare address. A stray bracket beside a link that works
(`[paper](https://…))`) belongs here too.

Brackets that mean something else are left alone: `[1]`, `[ ]` and `[x]` of task lists, `[code]` without an address,
footnotes, asides such as `(see [paper](https://…))`.

## Fix

Safe where only one link can be meant. Where a space in the middle of an address may stand for several things, nothing
is changed.

## Examples

```bad
- One [[paper] (https://arxiv.org/abs/2301.00001)]
- Two [[paper](https://arxiv.org/abs/2301.00002] [[code](https://github.com/a/b)]
- Three [paper]https://arxiv.org/abs/2301.00003)
- Four (paper)[https://arxiv.org/abs/2301.00004]
- Five [code](https://github.com/ a/b)
- Six [paper]((https://arxiv.org/abs/2301.00006)
- Seven [paper](https://arxiv.org/abs/2301.00007))
- Eight [paper][https://arxiv.org/abs/2301.00008]
- [Nine(https://arxiv.org/abs/2301.00009) - The ninth
```

```report
1:8 `[paper]` is no link: a space stands before its address
2:8 `[paper](` is no link: the parenthesis after its address is missing
3:9 `[paper]` is no link: the parenthesis before its address is missing
4:8 `(paper)[` is no link: its brackets are the wrong way round
5:8 `[code](` is no link: a space stands in its address
6:7 `[paper]((` is no link: it opens two parentheses and closes one
7:50 a stray `)` after a link
8:9 `[paper][` is no link: its address stands in the wrong brackets
9:3 `[Nine(` is no link: the bracket after its label is missing
```

```fixed
- One [[paper](https://arxiv.org/abs/2301.00001)]
- Two [[paper](https://arxiv.org/abs/2301.00002)] [[code](https://github.com/a/b)]
- Three [paper](https://arxiv.org/abs/2301.00003)
- Four [paper](https://arxiv.org/abs/2301.00004)
- Five [code](https://github.com/a/b)
- Six [paper](https://arxiv.org/abs/2301.00006)
- Seven [paper](https://arxiv.org/abs/2301.00007)
- Eight [paper](https://arxiv.org/abs/2301.00008)
- [Nine](https://arxiv.org/abs/2301.00009) - The ninth
```

```good
- [x] Done [code] [1] (see [paper](https://en.wikipedia.org/wiki/Attention_(machine_learning)))
- [ ] To do [paper](https://arxiv.org/abs/2301.00009 "Its title") (https://arxiv.org/abs/2301.00010)
```
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator, Sequence
from typing import NamedTuple

from awesome_lint.checks.links.brackets import brackets_around
from awesome_lint.edits import Applicability, Delta, Edit, Fix, rewording
from awesome_lint.knowledge import fold_label
from awesome_lint.model import Document, Entry, Link, LinkKind, Text
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span


@rule(group="links", severity=Severity.ERROR, fix=Applicability.SAFE)
def broken_link_syntax(document: Document, context: Context) -> Iterator[Finding]:
    floor = 0
    for link in document.links:
        if link.kind is LinkKind.BARE:
            yield from _at_bare_url(link, floor, context)
        elif link.outer == link.span and link.kind is not LinkKind.HTML:
            yield from _beside(link, context)
        elif link.kind is LinkKind.INLINE:
            yield from _behind_brackets(link, context)
        floor = max(floor, link.span.end)
    for text in document.texts:
        words = text.text
        if "]" in words and ("](" in words or "] (" in words):
            yield from _in_words(text, context)
            if "](#" in words:
                yield from _unclosed_anchors(text, context)
        if "/" in words and (":" in words or "//" in words):
            yield from _misspelt_scheme(text)


# --- around an address that GitHub links by itself ---------------------------------------------------------------------------


class Broken(NamedTuple):
    """What is broken at an address, in offsets of its line. Without edits there is no one reading."""

    start: int
    what: str
    mend: str = ""
    edits: tuple[Edit, ...] = ()
    url: str = ""


# An address, with parentheses as far as they are balanced. Brackets, table rules and full-width parentheses end it.
_URL = re.compile(r"(?:[^\s()<>\[\]|`（）\"]|\([^\s()<>\[\]]*\))+")
_TRAILING = re.compile(r"[.,;:!?*_，。；、]+$")
_LABEL = r"\[(?P<label>(?:\\.|\[[^\[\]]*\]|[^\[\]\\])+)\]"
_BEFORE = re.compile(_LABEL + r"(?P<gap>[ \t]*)(?P<open>\(\(?|\[|（)$")
_LABEL_ONLY = re.compile(_LABEL + "$")
_REVERSED = re.compile(r"(?<!\])\((?P<label>[^()\[\]\n]+)\)\[$")
_FULL_WIDTH_LABEL = re.compile(r"【(?P<label>[^【】\[\]\n]+)】(?P<gap>[ \t]*)(?P<open>[(（])$")
_UNOPENED = re.compile(r"(?P<words>[^\[\]()|\n]*)\]\]?\($")
_UNPARTED = re.compile(r"\[(?P<label>[^\[\]()\n]*[^\[\]()\s])\($")
_CLOSED = re.compile(r"[^\[\n]*\]")  # `[Name(https://…), 2020]`: brackets around all of it
_TASK = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+$")
LONGEST_LABEL = 400


def _at_bare_url(link: Link, floor: int, context: Context) -> Iterator[Finding]:
    source, start = context.source, link.span.start
    if start == 0 or source.text[start - 1] not in "([]（" or source[link.span] != link.url:
        return
    line = source.line_span(source.row(start))
    found = _URL.match(source.text, start, line.end)
    if found is None:
        return
    first = max(line.start, floor, start - LONGEST_LABEL)
    broken = read(source.text[first : line.end], start - first, found.end() - first, context.style.labels)
    if broken:
        yield _finding(broken, first, link, context)


def read(line: str, start: int, end: int, labels: Container[str] = ()) -> Broken | None:
    """What is broken around the address that stands at `start` to `end` of a line; None if nothing is.

    The line begins after the link before it, if any. `labels` are the labels (folded) that the list uses.
    """
    before, url, after = line[:start], line[start:end], line[end:]
    if m := _BEFORE.search(before):
        if not re.search(r"[^\W_]|[^\0-\xff]", m["label"]) or (m["label"] in "xX" and _TASK.search(before[: m.start()])):
            return None
        return _READINGS[m["open"]](m, url, after)
    if (m := _LABEL_ONLY.search(before)) and after.startswith(")") and before.count("(", 0, m.start()) <= before.count(")", 0, m.start()):
        what = "the parenthesis before its address is missing"
        return Broken(m.start(), f"`{m.group()}` is no link: {what}", "Open the parenthesis", (Edit.insertion(start, "("),), url)
    return _wrong_brackets(before, url, after) or (_half_label(before, url, after, labels) if after.startswith(")") else None)


def _half_label(before: str, url: str, after: str, labels: Container[str]) -> Broken | None:
    """`label](url)` and `[label(url)`."""
    if m := _UNOPENED.search(before):
        return _unopened(m, before, url, labels)
    # Of `[[label(url)]` the bracket behind is that of the outer pair.
    if (m := _UNPARTED.search(before)) and (_CLOSED.match(after) is None or (before[: m.start()].endswith("[") and after.startswith(")]"))):
        what = f"`{m.group()}` is no link: the bracket after its label is missing"
        return Broken(m.start(), what, "Close the bracket", (Edit.insertion(len(before) - 1, "]"),), url)
    return None


def _wrong_brackets(before: str, url: str, after: str) -> Broken | None:
    """`【label】(url)` and `(label)[url]`."""
    end = len(before) + len(url)
    if (m := _FULL_WIDTH_LABEL.search(before)) and after.startswith((")", "）")):
        edits = (
            Edit(m.start(), m.start() + 1, "["),
            Edit(m.end("label"), m.end(), "]("),
            Edit(end, end + 1, ")"),
        )
        what = f"`{m.group()}` is no link: its brackets are full-width ones"
        return Broken(m.start(), what, "Write plain brackets", edits, url)
    if (m := _REVERSED.search(before)) and after.startswith("]"):
        edits = (
            Edit(m.start(), m.start() + 1, "["),
            Edit(m.end() - 2, m.end(), "]("),
            Edit(end, end + 1, ")"),
        )
        what = f"`{m.group()}` is no link: its brackets are the wrong way round"
        return Broken(m.start(), what, "Swap the brackets", edits, url)
    return None


def _parenthesis(m: re.Match[str], url: str, after: str) -> Broken | None:
    """`[label] (url)`, `[label](url）`, `[label](url rest)` and `[label](url`; a plain `[label](url)` is a link."""
    label, end = m["label"], m.end() + len(url)
    if after.startswith(")"):
        what = f"`[{label}]` is no link: a space stands before its address"
        return Broken(m.start(), what, "Remove the space", (Edit(*m.span("gap"), ""),), url) if m["gap"] else None
    if m["gap"]:
        return None
    if after.startswith("）"):
        what = f"`{m.group()}` is no link: a full-width parenthesis closes it"
        return Broken(m.start(), what, "Close it with a plain parenthesis", (Edit(end, end + 1, ")"),), url)
    if spaced := _SPACED.match(after):
        return _space_in_address(m, url, spaced)
    return _unclosed(m, _TRAILING.sub("", url), after)


def _space_in_address(m: re.Match[str], url: str, spaced: re.Match[str]) -> Broken:
    """`[label](https://github.com/ owner/name)`: joined where it was cut at a slash; else the space may stand for anything."""
    what = f"`{m.group()}` is no link: a space stands in its address"
    rest, end = spaced["rest"], m.end() + len(url)
    if not (url.endswith("/") and url.count("/") >= 3 and re.fullmatch(r"\w\S*", rest)):
        return Broken(m.start(), what)
    return Broken(m.start(), what, "Remove the space", (Edit(end, end + len(spaced["gap"]), ""),), url + rest)


def _unclosed(m: re.Match[str], url: str, after: str) -> Broken:
    """`[label](url`: closed after the address, unless a link's title in quotes follows."""
    what = f"`{m.group()}` is no link: the parenthesis after its address is missing"
    if not _FOLLOWS.match(after):
        return Broken(m.start(), what)
    return Broken(m.start(), what, "Close the parenthesis", (Edit.insertion(m.end() + len(url), ")"),), url)


# One more word and the closing parenthesis; several words may be anything.
_SPACED = re.compile(r"(?P<gap>[ \t]+)(?P<rest>[^()\[\]<>\"'\n]+)\)")
# What can't be a link's title in quotes, nor the rest of an address.
_FOLLOWS = re.compile(r"[ \t]*$|[\[\]|，。；、]|[ \t]+[^\s(\"']")


def _two_parentheses(m: re.Match[str], url: str, after: str) -> Broken | None:
    """`[label]((url)`."""
    if m["gap"] or not after.startswith(")"):
        return None
    what = f"`{m.group()}` is no link: it opens two parentheses and closes one"
    return Broken(m.start(), what, "Remove one", (Edit(m.end() - 1, m.end(), ""),), url)


def _square_brackets(m: re.Match[str], url: str, after: str) -> Broken | None:
    """`[label][url]`."""
    if m["gap"] or not after.startswith("]"):
        return None
    end = m.end() + len(url)
    what = f"`{m.group()}` is no link: its address stands in the wrong brackets"
    return Broken(m.start(), what, "Write parentheses", (Edit(m.end() - 1, m.end(), "("), Edit(end, end + 1, ")")), url)


def _full_width(m: re.Match[str], url: str, after: str) -> Broken | None:
    """`[label]（url）`."""
    if not after.startswith(("）", ")")):
        return None
    end = m.end() + len(url)
    what = f"`{m.group()}` is no link: its parentheses are full-width ones"
    return Broken(m.start(), what, "Write plain parentheses", (Edit(m.start("gap"), m.end(), "("), Edit(end, end + 1, ")")), url)


_READINGS: dict[str, Callable[[re.Match[str], str, str], Broken | None]] = {
    "(": _parenthesis,
    "((": _two_parentheses,
    "[": _square_brackets,
    "（": _full_width,
}


def _unopened(m: re.Match[str], before: str, url: str, labels: Container[str]) -> Broken:
    """`label](url)`: the label begins where the line's words do, or is one that the list uses."""
    words = m["words"]
    if before[m.start() - 1 : m.start()] == "[" and m.group().endswith("]]("):
        what = f"`[{words}]](` is no link: a bracket before its label is missing"
        return Broken(m.start() - 1, what, "Open the bracket", (Edit.insertion(m.start() - 1, "["),), url)
    label = next((tail for tail in _tails(words) if fold_label(tail) in labels), None)
    at = m.start() + words.rindex(label) if label else m.start()
    closing = m.group()[len(words) :]
    what = f"`{(label or words.strip())[-40:]}{closing}` is no link: the bracket before its label is missing"
    if label is None:
        return Broken(at, what)
    return Broken(at, what, "Open the bracket", (Edit.insertion(at, "[" * (len(closing) - 1)),), url)


def _tails(words: str) -> Iterator[str]:
    """The last word, the last two, the last three."""
    starts = [m.start() for m in re.finditer(r"\S+", words)]
    for start in reversed(starts[-3:]):
        yield words[start:].rstrip()


def _finding(broken: Broken, first: int, link: Link, context: Context) -> Finding:
    span = Span(first + broken.start, link.span.end)
    if not broken.edits:
        return Finding(span, broken.what)
    edits = [Edit(first + e.start, first + e.end, e.content) for e in broken.edits]
    deltas = [Delta("link recovered", "", broken.url)]
    end = max(span.end, edits[-1].end)
    if not edits[-1].content.endswith(")") and (closing := _CLOSING.match(context.source.text, end)):
        end = closing.end()
    return Finding(span, broken.what, _fix(broken.mend, edits, deltas, Span(span.start, end), context))


# What is left of an address, and the bracket that ends it.
_CLOSING = re.compile(r"[^\s()\[\]（）]*[)\]）]?")


def _fix(message: str, edits: Sequence[Edit], deltas: Sequence[Delta], broken: Span, context: Context) -> Fix | None:
    """A fix that makes a link of `broken`.

    In a heading it is unsafe, since the section's anchor changes with it, and there is none where other markup is in the way.
    """
    sections = context.document.sections
    at = bisect_right(sections, broken.start, key=lambda section: section.text_span.start) - 1
    if at < 0 or broken.start not in (section := sections[at]).text_span:
        return Fix.of(message, *edits, deltas=deltas)
    if context.source[broken] not in section.text:
        return None
    return Fix.of(message, *edits, applicability=Applicability.UNSAFE, deltas=deltas)


def _entry_at(offset: int, context: Context) -> Entry | None:
    entries = context.once(_entries)
    at = bisect_right(entries, offset, key=lambda entry: entry.span.start) - 1
    return entries[at] if at >= 0 and offset in entries[at].span else None


def _entries(context: Context) -> list[Entry]:
    return sorted(context.document.entries, key=lambda entry: entry.span)


# --- brackets beside a link that works ---------------------------------------------------------------------------------------

_PARTNER = {"]": "[", ")": "(", "[": "]", "(": ")"}


def _beside(link: Link, context: Context) -> Iterator[Finding]:
    """A bracket without a partner right beside a link without any around it."""
    text, (start, end) = context.source.text, link.span
    if "\\]" in text[start:end]:  # `[[Web\](…)`: its partner is there, in the label
        return
    if text[end : end + 1] == "[" and end in brackets_around(link, context).loose:
        yield Finding(Span(end, end + 1), "`[` after a link is never closed", severity=Severity.WARNING)
    for at, is_after in ((start - 1, False), (end, True)):
        bracket = text[at : at + 1] if at >= 0 else ""
        if bracket and bracket in ("])" if is_after else "[(") and at in brackets_around(link, context).loose:
            if finding := _stray(link, at, bracket, context):
                yield finding
            return


def _behind_brackets(link: Link, context: Context) -> Iterator[Finding]:
    """`[[label](url)]]`: one bracket more than were opened."""
    end = link.outer.end
    if context.source.text.startswith("]", end) and end in brackets_around(link, context).loose:
        fix = Fix.of("Remove it", Edit(end, end + 1, ""), deltas=[Delta("text", "]", "")])
        yield Finding(Span(end, end + 1), "a stray `]` after a link", fix)


def _stray(link: Link, at: int, bracket: str, context: Context) -> Finding | None:
    """A bracket right beside a link that has no partner: the partner is added where the list writes links so, else it goes."""
    trait = context.style.trait("link-brackets")
    usual = trait.value if trait else ""
    span = Span(at, at + 1)
    partner = _PARTNER[bracket]
    if link.label_span and partner in (inside := context.source[link.label_span]):
        return _transposed(link, span, inside, context) if bracket == ")" else None
    if usual == ("[[x](u)]" if bracket in "[]" else "([x](u))"):
        edit = _partner(context.source.text, link.span, partner)
        fix = Fix.of(f"Write `{partner}` on the other side", edit, deltas=[Delta("text", context.source[edit.span], edit.content)])
        return Finding(span, f"`{bracket}` beside a link has no `{partner}`", fix)
    if bracket == "[" and usual == "[[x]](u)" != link.dress and link.label_span:
        close = Edit.insertion(link.label_span.end, "]")
        deltas = [rewording(context.source.text, Span(at, link.span.end), [close])]
        return Finding(span, "`[` beside a link has no `]`", Fix.of("Close it", close, deltas=deltas))
    in_style = trait is not None and trait.is_enforced and link.dress == usual
    if bracket == "(" or (bracket == "[" and not in_style):
        return None  # it is the start of words that somebody forgot to close
    side = "before" if bracket == "[" else "after"
    applicability = Applicability.SAFE if bracket == ")" or in_style else Applicability.HINT
    fix = Fix.of("Remove it", Edit.deletion(span), applicability=applicability, deltas=[Delta("text", bracket, "")])
    return Finding(span, f"a stray `{bracket}` {side} a link", fix)


def _transposed(link: Link, span: Span, label: str, context: Context) -> Finding | None:
    """`[(label](url))`: the two opening brackets changed places."""
    if not label.startswith("(") or ")" in label or link.dress != "[x](u)":
        return None
    edit = Edit(link.span.start, link.span.start + 2, "([")
    entry = _entry_at(span.start, context)
    # Where it was taken for the title, the entry would get another title: more than this fix can promise.
    applicability = Applicability.HINT if entry and entry.title_link == link else Applicability.SAFE
    deltas = [Delta("link recovered", "", link.url)]
    fix = Fix.of("Swap the brackets", edit, applicability=applicability, deltas=deltas)
    return Finding(span, "`[(` begins this link, `))` ends it", fix)


def _partner(text: str, link: Span, partner: str) -> Edit:
    """Puts the partner on the other side of a link, in the place of a bracket of the wrong kind: `([x](u)]`."""
    at = link.start - 1 if partner in "[(" else link.end
    wrong = text[max(0, at) : at + 1] in (("[", "(", "{") if partner in "[(" else ("]", ")", "}"))
    return Edit(at, at + 1, partner) if wrong else Edit.insertion(link.start if partner in "[(" else link.end, partner)


# --- targets that are no addresses, and addresses with a wrong scheme --------------------------------------------------------

_IN_WORDS = re.compile(r"\[(?P<label>[^\[\]\n]+)\](?P<gap>[ \t]?)\((?P<target>[^()\n]+)\)")
_FILE = re.compile(r"[^\s:]+(?:[ \t]+[^\s:]+)*\.(?:pdf|md|html?|ipynb|pptx?|png|jpe?g)$", re.IGNORECASE)


def _in_words(text: Text, context: Context) -> Iterator[Finding]:
    """`[label](#two words)`, `[label] (#section)` and `[label](A paper.pdf)`: links within the page or the repository."""
    for m in _IN_WORDS.finditer(text.text):
        target, gap = m["target"].strip(), m["gap"]
        if target.startswith("#"):
            new = _anchor(target[1:], context.once(_slugs))
        else:
            new = target.replace(" ", "%20") if _FILE.match(target) and not gap else ""
        is_meant = target.startswith("#") and not gap
        if (not new and not is_meant) or not (gap or " " in target):
            continue
        span = Span(text.span.start + m.start(), text.span.start + m.end())
        message = f"`{m.group()}` is no link: a space stands {'before' if gap else 'in'} its target"
        edit = Edit(text.span.start + m.start("gap"), span.end, f"({new})")
        deltas = [Delta("link recovered", "", new), Delta("text", m["target"], new)]
        yield Finding(span, message, _fix(f"Write `{new}`", [edit], deltas, span, context) if new else None)


# `- [Two](#two`: closed, if at all, in another line.
_UNCLOSED = re.compile(r"\[(?P<label>[^\[\]\n]+)\]\((?P<target>#[^\s()]+)[ \t]*$", re.MULTILINE)


def _unclosed_anchors(text: Text, context: Context) -> Iterator[Finding]:
    """`[label](#section` at the end of a line."""
    for m in _UNCLOSED.finditer(text.text):
        span, at = Span(text.span.start + m.start(), text.span.start + m.end("target")), text.span.start + m.end("target")
        if context.source.text[at : at + 1].strip():
            continue  # other markup follows
        target = _anchor(m["target"][1:], context.once(_slugs))
        message = f"`[{m['label']}](` is no link: the parenthesis after its target is missing"
        recovered = Delta("link recovered", "", m["target"])
        edit = Edit.insertion(at, ")")
        yield Finding(span, message, _fix("Close the parenthesis", [edit], [recovered], span, context) if target else None)


def _anchor(name: str, slugs: frozenset[str]) -> str:
    """The target that leads to a place of the page whose anchor is called so, or is made of these words; "" if none is."""
    if name in slugs:
        return "#" + name.replace(" ", "%20")
    slug = "-".join(name.lower().split())
    return f"#{slug}" if slug in slugs else ""


def _slugs(context: Context) -> frozenset[str]:
    document = context.document
    return frozenset(section.slug for section in document.sections) | frozenset(name for name, _ in document.anchors)


_SCHEME = re.compile(
    r"(?<![\w/.@:-])(?P<scheme>h{0,2}t{1,3}p{1,2}s{0,2})(?P<colon>:/{0,3}|;//|//|/:/)(?=[\w-]+(?:\.[\w-]+)+/)", re.IGNORECASE
)


def _misspelt_scheme(text: Text) -> Iterator[Finding]:
    """`ttps://`, `https//`, `htttp:/` before a host: GitHub doesn't make a link of it."""
    for m in _SCHEME.finditer(text.text):
        right = "https://" if "s" in m["scheme"].lower() else "http://"
        if m.group().lower() == right or len(m["scheme"]) < 3:
            continue
        span = Span(text.span.start + m.start(), text.span.start + m.end())
        fix = Fix.of(f"Write `{right}`", Edit.replacement(span, right), deltas=[Delta("text", m.group(), right)])
        yield Finding(span, f"`{m.group()}` is no scheme: nothing makes a link of this address", fix)
