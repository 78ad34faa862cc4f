"""A bracket without a partner right beside a link that works."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from awesome_lint.checks.links.brackets import brackets_around
from awesome_lint.edits import Applicability, Delta, Edit, Fix, rewording
from awesome_lint.model import Entry, Link
from awesome_lint.rule import Context, Finding, Severity
from awesome_lint.source import Span

_PARTNER = {"]": "[", ")": "(", "[": "]", "(": ")"}


def stray_beside(link: Link, context: Context) -> Iterator[Finding]:
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


def stray_behind_brackets(link: Link, context: Context) -> Iterator[Finding]:
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


def _entry_at(offset: int, context: Context) -> Entry | None:
    entries = context.once(_entries)
    at = bisect_right(entries, offset, key=lambda entry: entry.span.start) - 1
    return entries[at] if at >= 0 and offset in entries[at].span else None


def _entries(context: Context) -> list[Entry]:
    return sorted(context.document.entries, key=lambda entry: entry.span)
