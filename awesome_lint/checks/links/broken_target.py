"""Links within the page or the repository that Markdown doesn't read as links, and addresses with a misspelt scheme."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from awesome_lint.checks.toc.likeness import fold
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Text
from awesome_lint.patterns import compiled
from awesome_lint.rule import Context, Finding
from awesome_lint.source import Span

_IN_WORDS = r"\[(?P<label>[^\[\]\n]+)\](?P<gap>[ \t]?)\((?P<target>[^()\n]+)\)"
_FILE = r"(?i)[^\s:]+(?:[ \t]+[^\s:]+)*\.(?:pdf|md|html?|ipynb|pptx?|png|jpe?g)$"


def in_words(text: Text, context: Context) -> Iterator[Finding]:
    """`[label](#two words)`, `[label](Two words)`, `[label] (#section)`, `[label](A paper.pdf)`: links within the page or the repository."""
    for m in compiled(_IN_WORDS).finditer(text.text):
        target, gap = m["target"].strip(), m["gap"]
        if target.startswith("#"):
            new = _anchor(target[1:], context.once(_slugs))
        elif compiled(_FILE).match(target) and not gap:
            new = target.replace(" ", "%20")
        else:
            new = context.once(_anchors_by_name).get(fold(target), "") if not gap else ""
        is_meant = target.startswith("#") and not gap
        if (not new and not is_meant) or not (gap or " " in target):
            continue
        span = Span(text.span.start + m.start(), text.span.start + m.end())
        message = f"`{m.group()}` is no link: there is a space {'before' if gap else 'in'} its target"
        edit = Edit(text.span.start + m.start("gap"), span.end, f"({new})")
        deltas = [Delta("link recovered", "", new), Delta("text", m["target"], new)]
        yield Finding(span, message, recovering(f"Write `{new}`", [edit], deltas, span, context) if new else None)


# `- [Two](#two`: closed, if at all, in another line.
_UNCLOSED = r"(?m)\[(?P<label>[^\[\]\n]+)\]\((?P<target>#[^\s()]+)[ \t]*$"


def unclosed_anchors(text: Text, context: Context) -> Iterator[Finding]:
    """`[label](#section` at the end of a line."""
    for m in compiled(_UNCLOSED).finditer(text.text):
        span, at = Span(text.span.start + m.start(), text.span.start + m.end("target")), text.span.start + m.end("target")
        if context.source.text[at : at + 1].strip():
            continue  # other markup follows
        target = _anchor(m["target"][1:], context.once(_slugs))
        message = f"`[{m['label']}](` is no link: the parenthesis after its target is missing"
        recovered = Delta("link recovered", "", m["target"])
        edit = Edit.insertion(at, ")")
        yield Finding(span, message, recovering("Close the parenthesis", [edit], [recovered], span, context) if target else None)


def _anchor(name: str, slugs: frozenset[str]) -> str:
    """The target that leads to a place of the page whose anchor is called so, or is made of these words; "" if none is."""
    if name in slugs:
        return "#" + name.replace(" ", "%20")
    slug = "-".join(name.lower().split())
    return f"#{slug}" if slug in slugs else ""


def _anchors_by_name(context: Context) -> dict[str, str]:
    """The anchors of the sections with a name of their own, by that name, folded."""
    names = Counter(fold(section.text) for section in context.document.sections)
    return {name: f"#{section.slug}" for section in context.document.sections if names[name := fold(section.text)] == 1 and name}


def _slugs(context: Context) -> frozenset[str]:
    document = context.document
    return frozenset(section.slug for section in document.sections) | frozenset(name for name, _ in document.anchors)


_SCHEME = r"(?i)(?<![\w/.@:-])(?P<scheme>h{0,2}t{1,3}p{1,2}s{0,2})(?P<colon>:/{0,3}|;//|//|/:/)(?=[\w-]+(?:\.[\w-]+)+/)"


def misspelt_scheme(text: Text) -> Iterator[Finding]:
    """`ttps://`, `https//`, `htttp:/` before a host: GitHub doesn't make a link of it."""
    for m in compiled(_SCHEME).finditer(text.text):
        right = "https://" if "s" in m["scheme"].lower() else "http://"
        if m.group().lower() == right or len(m["scheme"]) < 3:
            continue
        span = Span(text.span.start + m.start(), text.span.start + m.end())
        fix = Fix.of(f"Write `{right}`", Edit.replacement(span, right), deltas=[Delta("text", m.group(), right)])
        yield Finding(span, f"`{m.group()}` is no scheme: nothing makes a link of this address", fix)


def recovering(message: str, edits: Sequence[Edit], deltas: Sequence[Delta], broken: Span, context: Context) -> Fix | None:
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
