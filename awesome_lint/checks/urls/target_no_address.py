"""A link's target is a placeholder, or no address at all

`[code](TODO)` and `https://arxiv.org/abs/xxxx.xxxxx` were to be filled in; `file:///C:/paper.pdf` leads to the disk of whoever
wrote it; in `[paper]([arxiv.org](https://…))` a whole link was pasted where its address belongs; in `[paper](https://…)(https://…)`
the second address is shown as text; a mail address without `mailto:` leads to a file. `[Title]` without an address, in a list where
every other title has one, belongs here too, and so does an address without its scheme in a table's column of addresses.

A placeholder that a list writes at four links or more is its habit: info.

## Fix

Safe where the pasted link or the name of a definition says what is meant, and for `mailto:`, unsafe where a scheme is added. None otherwise.

## Examples

```bad
- One [paper](https://arxiv.org/abs/2301.00001) [code](TODO)
- Two [paper](https://arxiv.org/abs/xxxx.xxxxx) [notes](file:///C:/notes.pdf)
- Three [paper](https://arxiv.org/abs/2301.00003)(https://arxiv.org/pdf/2301.00003)
```

```report
1:56 `TODO` is a placeholder, no address
2:15 `xxxx.xxxxx` in this address is a placeholder
2:57 a target on the disk of whoever wrote it: nobody else can open it
3:50 a second target behind a link: it is shown as text
```

```bad
- One [paper]([arxiv.org](https://arxiv.org/abs/2301.00001))
- Two [paper]([https://arxiv.org/abs/2301.00002])
- Three [code](three) by [Ann](ann.lee@example.org)

[three]: https://github.com/a/three

| Title | Code |
| --- | --- |
| Four | https://github.com/a/four |
| Five | github.com/a/five |
```

```report
1:15 a link as the target of another one
2:15 brackets around the target
3:16 `three` is the name of a definition: it belongs in square brackets
3:32 a mail address without `mailto:`: this leads to a file
10:10 an address without its scheme: this is no link
```

```fixed
- One [paper](https://arxiv.org/abs/2301.00001)
- Two [paper](https://arxiv.org/abs/2301.00002)
- Three [code][three] by [Ann](mailto:ann.lee@example.org)

[three]: https://github.com/a/three

| Title | Code |
| --- | --- |
| Four | https://github.com/a/four |
| Five | https://github.com/a/five |
```

A word such as `todo` is the name of a program or a file anywhere but where papers are numbered:

```bad
- One [paper](https://arxiv.org/abs/todo) [code](https://github.com/a/todo)
- Two [plans](https://github.com/a/two/blob/main/TODO)
```

```report
1:15 `todo` in this address is a placeholder
```

```good
- One [paper](https://arxiv.org/abs/2301.00001) (https://arxiv.org/pdf/2301.00001) [file](papers/todo.pdf) [Two]
- Format: Title, Authors [[Paper](URL)] [[Code](URL)]
- [Logo](logo@2x.png) [Pkg](react@18.2.0) [TODO list](https://todo.example.org) [see](docs) [tag] (an aside)
```
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from awesome_lint.checks.text.lines import Line, shown_lines
from awesome_lint.checks.urls.rewriting import url_place, write_url
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Document, Link, LinkKind
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding, Severity, rule
from awesome_lint.source import Span

HABIT = 4
"""So many links with one placeholder are a habit, as for empty links."""
LEAST_LINKED = 10
"""So many items must begin with a link before one without an address is told."""

_PLACEHOLDER = re.compile(
    r"(?:todo|tb[acd]|fixme|x{2,}|\?{2,}|n/?a|none|null|undefined|placeholder|(?:your[-_ ]?|insert[-_ ]?|paper[-_ ]?|code[-_ ]?)?(?:link|url)"
    r"(?:[-_ ]?here)?|coming[-_ ]?soon|soon|wip|pending|missing|\.{2,}|…|-+|_+)",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(
    r"/(?P<word>(?:x{4}|\d{4})\.x{4,5}(?=(?:v\d+)?(?:\.pdf)?/?$)"
    r"|(?:x{4,}|your[-_]?(?:user)?[-_]?name|your[-_]?repo(?:sitory)?)(?=[/?#]|$)"
    r"|(?<=://)(?:todo|tbd|tba|x{3,}|\.{3}|link|url|your-link)(?=/?$))",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"/(?P<word>x{3,}|todo|tbd|tba)/?$", re.IGNORECASE)
_OWN_DISK = re.compile(
    r"(?:\]\(<?|(?<=<)|href=[\"'])(?P<target>(?:file:|[A-Za-z]:[\\/]|/(?:Users|home)/[^/\s]+/(?:Desktop|Documents|Downloads)/)[^()<>\n\"']*)",
    re.IGNORECASE,
)
_OWN_COMPUTER = re.compile(r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?=[:/]|$)", re.IGNORECASE)
# Neither a picture for dense screens (`logo@2x.png`) nor a version (`react@18.2.0`): a host ends in letters, and no file does in these.
_MAIL = re.compile(
    r"[\w.+-]+@(?!\d+x\.)[\w-]+(?:\.[\w-]+)*\.(?!(?:png|jpe?g|gif|svg|webp|avif|pdf|md|html?|js|css|txt|zip)$)[A-Za-z]{2,}", re.IGNORECASE
)
_STANDS_FOR_AN_ADDRESS = r"(?i)(?:[a-z]+[-_ ]?)?(?:link|url)(?:[-_ ]?here)?"
_SECOND_TARGET = r"\((?:https?://|www\.)[^\s()]+\)"


@rule(group="urls", severity=Severity.ERROR, fix=Applicability.SAFE)
def target_no_address(document: Document, context: Context) -> Iterator[Finding]:
    names = {definition.label.casefold() for definition in document.definitions}
    for link in document.links:
        if link.kind in (LinkKind.INLINE, LinkKind.HTML):
            yield from _at_link(link, names, context)
    yield from _on_disk(context)
    yield from _in_columns(context)
    yield from _titles(context)


def _on_disk(context: Context) -> Iterator[Finding]:
    """`file:` and paths of a disk: no reader of Markdown makes a link of `file:`, so they are looked for in the text."""
    if _OWN_DISK.search(context.source.text):
        for line in context.once(shown_lines):
            for found in _OWN_DISK.finditer(line.text):
                span = Span(line.start + found.start("target"), line.start + found.end("target"))
                yield Finding(span, "a target on the disk of whoever wrote it: nobody else can open it")


def _at_link(link: Link, names: set[str], context: Context) -> Iterator[Finding]:
    url = link.url.strip()
    if link.kind is LinkKind.INLINE and context.source.text.startswith("(", link.span.end):
        second = compiled(_SECOND_TARGET).match(context.source.text, link.span.end)
        if second:
            yield Finding(Span(*second.span()), "a second target behind a link: it is shown as text")
    if url.startswith("#"):
        return
    if url.startswith("["):
        yield from _pasted(link, context)
    elif "/" not in url or _PLACEHOLDER.fullmatch(url):
        if url.casefold() in names and link.kind is LinkKind.INLINE:
            yield _definition(link, context)
        elif link.kind is LinkKind.INLINE and _MAIL.fullmatch(url):
            message = "a mail address without `mailto:`: this leads to a file"
            yield Finding(url_place(link), message, write_url(link, f"mailto:{url}", context, "Write `mailto:`", Applicability.SAFE))
        elif _PLACEHOLDER.fullmatch(url) and context.source.row(link.span.start) not in context.once(_templates):
            is_habit = context.once(_targets)[url.casefold()] >= HABIT
            severity = Severity.INFO if is_habit else None
            yield Finding(
                url_place(link), f"`{url}` is a placeholder, no address", severity=severity, group="placeholder" if is_habit else None
            )
    elif url.startswith("http") and (found := _in_address(url, context)):
        yield Finding(url_place(link), f"`{found}` in this address is a placeholder")
    if _OWN_COMPUTER.match(url):
        yield Finding(url_place(link), "a target on the computer of whoever wrote it: nobody else can open it")


def _in_address(url: str, context: Context) -> str | None:
    """A part of an address that is a placeholder.

    `todo` is one where a host that serves papers has the paper's number; elsewhere it may be the name of a page or a program.
    """
    if found := _IN_ADDRESS.search(url):
        return found["word"]
    last = _LAST_WORD.search(url)
    roles = context.packs.roles_of(url) if last else ()
    return last["word"] if last and "paper" in roles and "code" not in roles else None


def _templates(context: Context) -> frozenset[int]:
    """The rows that show how an entry is written: several links, all to `URL` or the like."""
    rows: dict[int, list[bool]] = {}
    for link in context.document.links:
        is_meant = compiled(_STANDS_FOR_AN_ADDRESS).fullmatch(link.url.strip()) is not None
        rows.setdefault(context.source.row(link.span.start), []).append(is_meant)
    return frozenset(row for row, found in rows.items() if len(found) > 1 and all(found))


def _targets(context: Context) -> Counter[str]:
    return Counter(link.url.strip().casefold() for link in context.document.links if "/" not in link.url)


def _definition(link: Link, context: Context) -> Finding:
    message = f"`{link.url}` is the name of a definition: it belongs in square brackets"
    if link.url_span is None or context.source[Span(link.url_span.start - 1, link.url_span.end + 1)] != f"({link.url})":
        return Finding(url_place(link), message)
    wanted = next(d.url for d in context.document.definitions if d.label.casefold() == link.url.casefold())
    edit = Edit(link.url_span.start - 1, link.url_span.end + 1, f"[{link.url}]")
    deltas = [Delta("url", link.url, wanted), Delta("link recovered", "", wanted)]
    return Finding(link.url_span, message, Fix.of("Write square brackets", edit, deltas=deltas))


# --- links and brackets inside the parentheses -------------------------------------------------------------------------------

_PASTED = r"\[(?P<inner>[^\[\]]*)\](?:\((?P<url>.*)\))?"
_ADDRESS = r"(?i)https?://[^\s\[\]]+"


def _pasted(link: Link, context: Context) -> Iterator[Finding]:
    """`[paper]([arxiv.org](https://…))` and `[paper]([https://…])`."""
    found = compiled(_PASTED).fullmatch(link.url)
    url = (found["url"] or found["inner"]) if found else ""
    if found and compiled(_ADDRESS).fullmatch(url):
        message = "a link as the target of another one" if found["url"] else "brackets around the target"
        yield Finding(url_place(link), message, write_url(link, url, context, f"Write `{url}`", _safety(found["inner"], url)))


def _safety(inner: str, url: str) -> Applicability:
    """How sure the target of the inner link is meant: its text may be another address or a file, and that what is meant."""
    if inner == url:
        return Applicability.SAFE
    return Applicability.HINT if compiled(_ADDRESS).fullmatch(inner) else Applicability.UNSAFE if "/" in inner else Applicability.SAFE


# --- addresses without a scheme in a column ----------------------------------------------------------------------------------

_DELIMITER = r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?$"
_CELL = re.compile(r"(?:\\.|[^\\|\n])*")
_BARE_HOST = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/[^\s|<>()\[\]]*"
LEAST_ADDRESSES = 3


def _in_columns(context: Context) -> Iterator[Finding]:
    """Cells that hold nothing but an address without its scheme, where others of the column have one."""
    rows: list[Line] = []
    for line in (*context.once(shown_lines), Line(0, 0, "")):
        if "|" in line.text:
            rows.append(line)
            continue
        if len(rows) > 2 and compiled(_DELIMITER).match(rows[1].text):
            yield from _in_table(rows[2:], context)
        rows = []


def _in_table(rows: list[Line], context: Context) -> Iterator[Finding]:
    bare: list[tuple[int, Span]] = []
    addresses: Counter[int] = Counter()
    for line in rows:
        for column, cell in enumerate(_CELL.finditer(line.text.strip().removeprefix("|"))):
            words = cell.group().strip()
            if words.startswith(("http://", "https://")):
                addresses[column] += 1
            elif "/" in words and compiled(_BARE_HOST).fullmatch(words):
                at = line.start + line.text.index(words)
                bare.append((column, Span(at, at + len(words))))
    for column, span in bare:
        url = f"https://{context.source[span]}"
        if addresses[column] >= LEAST_ADDRESSES or (addresses[column] and context.packs.host(url)):
            fix = Fix.of(
                f"Write `{url}`",
                Edit.insertion(span.start, "https://"),
                applicability=Applicability.UNSAFE,
                deltas=[Delta("link recovered", "", url), Delta("text", context.source[span], url)],
            )
            yield Finding(span, "an address without its scheme: this is no link", fix)


# --- titles without an address -----------------------------------------------------------------------------------------------

_LINKED = r"[ \t]*[-*+][ \t]+\[[^\[\]\n]+\]\("
_UNLINKED = re.compile(r"[ \t]*[-*+][ \t]+(?P<title>\[(?P<name>[^\[\]\n]{3,})\])(?=[ \t]+[-–—:][ \t]|[ \t]*$)")


def _titles(context: Context) -> Iterator[Finding]:
    """`- [Title] - Description` without any link, where the other items begin with one."""
    lines = context.once(shown_lines)
    found = [(line, m) for line in lines if (m := _UNLINKED.match(line.text)) and "](" not in line.text and "http" not in line.text]
    if not found or len(found) >= HABIT or sum(bool(compiled(_LINKED).match(line.text)) for line in lines) < LEAST_LINKED * len(found):
        return
    links = {link.span.start for link in context.document.links}
    for line, m in found:
        if line.start + m.start("title") not in links and any(map(str.isalpha, m["name"])):
            yield Finding(
                Span(line.start + m.start("title"), line.start + m.end("title")),
                f"`{m['title']}` has no address",
                severity=Severity.WARNING,
            )
