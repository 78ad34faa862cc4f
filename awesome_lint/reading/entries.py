"""From records to entries: the forms are learnt, each record is decoded by its own, and its fields become the entry's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from awesome_lint.markdown.tree import Block
from awesome_lint.model import Entry, EntryKind, Form, Link, Section, Slot, Template
from awesome_lint.outline.phrases import Phrase
from awesome_lint.reading.describe import MOST_PATTERNS, pattern
from awesome_lint.reading.evidence import FEWEST_REPETITIONS, observations
from awesome_lint.reading.fields import MOST_FIELDS
from awesome_lint.reading.neighbours import Seen, begins_with_described_link, is_described_name, says_paper
from awesome_lint.reading.page import Page, Record
from awesome_lint.reading.records import form_of, records
from awesome_lint.reading.stated import stated
from awesome_lint.reading.template import Decoder, Part, Signature, collapsed, in_slots, learn
from awesome_lint.source import Source, Span

# Of the fields below a record's own, so many are read.
MOST_NESTED_FIELDS = 24
# A form whose titles are label words or the same text in this share of its records can't be read.
SHARE_OF_UNREADABLE = 0.5
FEWEST_TO_JUDGE = 5
# Names and their descriptions: so many, and no greater share with a paper's link, whose title may be behind the name.
FEWEST_NAMED = 5
SHARE_OF_PAPERS = 0.1
_INTRODUCES_A_VENUE = re.compile(r",\s{1,2}(?:in|at|to appear)\Z")
_CLOSING = {"(": ")", "（": "）"}


class _Record(NamedTuple):
    """A record with its fields, and what decoding sees of them."""

    record: Record
    seen: tuple[Seen, ...]
    signature: Signature
    where: tuple[int, ...]  # for each field, which observation of the signature it is


class _Title(NamedTuple):
    text: str
    span: Span | None
    link: Link | None


class _Read(NamedTuple):
    """A record with its fields and their roles (none where it couldn't be decoded), and its title."""

    record: Record
    parts: tuple[Part, ...]
    title: _Title


_NO_TITLE = _Title("", None, None)


def read_entries(page: Page, tree: Block) -> tuple[list[Entry], Template]:
    """The entries of a page in document order, and the template that they were read by.

    Forms that the page's template knows, from an earlier version of the list, aren't learnt anew.
    """
    return _entries(page, *_decode(page, tree))


def read_entries_and_parts(page: Page, tree: Block) -> tuple[list[Entry], dict[Span, tuple[Written, ...]], Template]:
    """The same with the fields of each entry by its span, in the order of the text. Fields without a place are left out."""
    decoded, template = _decode(page, tree)
    parts = {}
    for one in decoded:
        written = [_written(one.record, part) for part in one.parts]
        parts[one.record.span] = tuple(sorted((field for field in written if field), key=lambda field: field.span))
    return _entries(page, decoded, template)[0], parts, template


def _entries(page: Page, decoded: Sequence[_Read], template: Template) -> tuple[list[Entry], Template]:
    entries = [_entry(page, one, template.forms[form_of(one.record)]) for one in decoded]
    entries.sort(key=lambda entry: entry.span)
    return entries, template


class Written(NamedTuple):
    """A field of an entry: its role (of `reading.template`), the span of its text without markup, the number of its phrase."""

    role: str
    span: Span
    phrase: int
    style: str
    link: Link | None


def _written(record: Record, part: Part) -> Written | None:
    field = part.field
    span = (
        field.link.span if field.link and field.start == field.end else record.phrases[part.seen.phrase].source_span(field.start, field.end)
    )
    return span and Written(part.role, span, part.seen.phrase, field.style, field.link)


def _decode(page: Page, tree: Block) -> tuple[list[_Read], Template]:
    """The records of a page, each decoded by its form."""
    found, votes = records(page, tree)
    known = page.template.forms
    seen = [_seen(page, record) for record in found]
    repeated = page.template.repeated if known else _repeated(seen)
    is_described = page.template.is_described if known else _are_described(seen)
    groups: dict[tuple[str, ...], list[_Record]] = defaultdict(list)
    for record, fields in zip(found, seen, strict=True):
        observed, where = collapsed(observations(fields, repeated, _columns(record), is_described_page=is_described))
        groups[form_of(record)].append(_Record(record=record, seen=fields, signature=tuple(observed), where=tuple(where)))
    forms = dict(known)
    read: list[_Read] = []
    for key, group in groups.items():
        form = known.get(key) or learn(Counter(record.signature for record in group))
        decoded = _decoded(page, group, form)
        if key not in known:
            forms[key] = _completed(form, decoded)
        read += decoded
    return read, page.template._replace(forms=forms, repeated=repeated, votes=votes, is_described=is_described)


def _columns(record: Record) -> tuple[str, ...]:
    if record.kind is not EntryKind.ROW:
        return ("heading",) if record.kind is EntryKind.HEADING else ()
    return record.columns or ("",) * len(record.head)


def _seen(page: Page, record: Record) -> tuple[Seen, ...]:
    """The fields of a record: of its own phrases, then of what is nested below it, of which the first matter."""
    found: list[Seen] = []
    most = MOST_FIELDS
    for number, phrase in enumerate(record.phrases):
        is_nested = number >= len(record.head)
        if number == len(record.head):
            most = min(MOST_FIELDS, len(found) + MOST_NESTED_FIELDS)
        if len(found) >= most:
            break
        fields, senses = page.cut(phrase, is_cell=record.kind is EntryKind.ROW)
        found += [Seen(number, is_nested, field, sense) for field, sense in zip(fields, senses, strict=True)]
    return tuple(found[:most])


def _are_described(seen: Sequence[Sequence[Seen]]) -> bool:
    """Whether most records that begin with a link have a description behind it; or most of all a name, but that of a paper."""
    linked = [fields for fields in seen if fields and fields[0].field.link is not None and not fields[0].field.bracket]
    if len(linked) >= FEWEST_REPETITIONS and 2 * sum(map(begins_with_described_link, linked)) > len(linked):
        return True
    named = [fields for fields in seen if fields and is_described_name(fields)]
    papers = sum(any(map(says_paper, fields)) for fields in named)
    return len(named) >= FEWEST_NAMED and 2 * len(named) > len(seen) and papers <= SHARE_OF_PAPERS * len(named)


def _repeated(seen: Sequence[Sequence[Seen]]) -> frozenset[str]:
    """The texts that are in several fields of the page."""
    count = Counter(one.field.text for fields in seen for one in fields)
    return frozenset(text for text, times in count.items() if times >= FEWEST_REPETITIONS and text)


def _decoded(page: Page, group: Sequence[_Record], form: Form) -> list[_Read]:
    decoder = Decoder(form)
    found = []
    for record, seen, plain, where in group:
        signature = in_slots(plain, form)
        path = decoder.path(signature)
        parts = tuple([Part(one, signature[at], path[at]) for one, at in zip(seen, where, strict=True)]) if path else ()
        found.append(_Read(record, parts, _title(page.source, record, parts)))
    return found


def _completed(form: Form, decoded: Sequence[_Read]) -> Form:
    """A form with what only its decoded records show: the slots of venues, and whether it can be read."""
    known: Counter[Slot] = Counter()
    every: Counter[Slot] = Counter()
    titles: Counter[str] = Counter()
    for one in decoded:
        for part in one.parts:
            if part.role == "venue":
                every[part.slot] += 1
                known[part.slot] += part.sense.is_known_venue
        titles[one.title.text.casefold()] += 1
    venues = {slot: (known[slot], count) for slot, count in every.items()}
    patterns = Counter(pattern(one.parts) for one in decoded if one.parts)
    return form._replace(venues=venues, patterns=tuple(patterns.most_common(MOST_PATTERNS)), is_readable=_is_readable(titles, decoded))


def _is_readable(titles: Counter[str], decoded: Sequence[_Read]) -> bool:
    """Whether what is taken for titles may be some: neither mostly labels, nor mostly the same."""
    if len(decoded) < FEWEST_TO_JUDGE:
        return True
    bad = sum(any(part.role == "title" and part.sense.is_label for part in one.parts) for one in decoded)
    same = sum(count for title, count in titles.items() if count >= FEWEST_REPETITIONS and title)
    return bad <= SHARE_OF_UNREADABLE * len(decoded) and not (same > SHARE_OF_UNREADABLE * len(decoded) and 3 * len(titles) < len(decoded))


# Entries


def _entry(page: Page, one: _Read, form: Form) -> Entry:
    record = one.record
    title = one.title if form.is_readable else _NO_TITLE
    found = stated(record, one.parts, form)
    return Entry(
        span=record.span,
        kind=record.kind,
        title=title.text,
        title_span=title.span,
        links=record.links,
        section=_section(page, record),
        list_id=record.list_id,
        depth=record.depth,
        marker=record.marker,
        title_link=title.link,
        venue=found.venue,
        venue_span=found.venue_span,
        year=found.year,
        year_span=found.year_span,
        people=_text_of("authors", one),
        description=_text_of("rest", one),
        columns=tuple([(header, " ".join(cell.flat.split())) for header, cell in zip(record.headers, record.head, strict=False)]),
    )


def _section(page: Page, record: Record) -> Section | None:
    """The section that lists an entry: of a heading that is one, the section around it."""
    is_heading = record.kind is EntryKind.HEADING
    section = page.section(record.head[0].pieces[0].span.start if is_heading else record.span.start)
    if is_heading and section is not None and section.parent is not None:
        return page.sections[section.parent]
    return section


def _title(source: Source, record: Record, parts: Sequence[Part]) -> _Title:
    """The title that the parts of a record tell; none where it is a label's word."""
    titles = [part for part in parts if part.role == "title"]
    if not titles:
        return _NO_TITLE
    first = titles[0]
    phrase = record.phrases[first.seen.phrase]
    run = [part for part in titles if part.seen.phrase == first.seen.phrase]
    start, end = first.field.start, _end_with_bracket(phrase, first.field.start, run[-1].field.end)
    if m := _INTRODUCES_A_VENUE.search(phrase.flat, start, end):
        end = m.start()
    link = next((part.field.link for part in run if part.field.link is not None), None)
    if len(run) == 1 and _is_no_title(first.seen) and "slot of titles" not in first.observed.context:
        return _NO_TITLE
    if len(run) == 1 and link is not None and _is_whole(phrase, first.seen, start, end):
        return _Title(link.label, link.label_span or link.span, link)
    text = phrase.flat[start:end]
    span = _in_label(source, link, text) if len(run) == 1 and link is not None else phrase.source_span(start, end)
    return _Title(" ".join(text.split()), span, link)


def _in_label(source: Source, link: Link, text: str) -> Span:
    """Where a part of a link's label is; where markup is in it, all of the label."""
    whole = link.label_span or link.span
    at = source.text.find(text, whole.start, whole.end)
    return Span(at, at + len(text)) if at >= 0 else whole


def _is_no_title(seen: Seen) -> bool:
    """Whether a field is a label, a number or a picture, which rather names nothing."""
    field, sense = seen.field, seen.sense
    if field.style in ("badge", "url", "image") or not sense.words or (sense.is_nothing and not sense.has_cjk):
        return True
    return sense.is_label and field.link is not None and bool(field.bracket)


def _is_whole(phrase: Phrase, seen: Seen, start: int, end: int) -> bool:
    """Whether a title is all of its link but marks at the end."""
    index = phrase.piece_at(start)
    if index is None or phrase.pieces[index].link is not seen.field.link:
        return False
    left, text = phrase.starts[index], phrase.pieces[index].text
    return left == start and not text[end - left :].strip(' .,:;*"”')


def _end_with_bracket(phrase: Phrase, start: int, end: int) -> int:
    """The end of a range with the bracket that belongs to it."""
    text, following = phrase.flat[start:end], phrase.flat[end : end + 1]
    for opening, closing in _CLOSING.items():
        if following == closing and text.count(opening) > text.count(closing):
            return end + 1
    return end


def _text_of(role: str, one: _Read) -> str:
    """The text of the fields of a role, from the first to the last of a phrase: its first, or the one that says most."""
    parts = one.parts
    of_role = [index for index, part in enumerate(parts) if part.role == role and "key" not in part.observed.context]
    if not of_role:
        return ""
    chosen = max(of_role, key=lambda index: parts[index].sense.words) if role == "rest" else of_role[0]
    if not parts[chosen].sense.words:
        return ""
    run = [index for index in of_role if parts[index].seen.phrase == parts[chosen].seen.phrase]
    first, last = run[0], run[-1]
    if role == "rest":
        first, last = _with_words_that_are_links(parts, first, last)
    phrase = one.record.phrases[parts[chosen].seen.phrase]
    start, end = _in_whole_brackets(phrase, parts[first].field.start, parts[last].field.end)
    return " ".join(phrase.flat[start:end].split())


def _with_words_that_are_links(parts: Sequence[Part], first: int, last: int) -> tuple[int, int]:
    """A run of a description with the links that its sentence begins or ends with: `[Three.js](u) loader of tiles for [IPFS](v)`."""
    if first and parts[first].field.separator == " " and _is_word_of_sentence(parts[first - 1], parts[first]):
        first -= 1
    if last + 1 < len(parts) and parts[last + 1].field.separator == " " and _is_word_of_sentence(parts[last + 1], parts[last]):
        last += 1
    return first, last


def _is_word_of_sentence(part: Part, beside: Part) -> bool:
    """Whether a field that decoding took for a label is rather words beside it that happen to be linked."""
    is_near = part.seen.phrase == beside.seen.phrase and part.field.line == beside.field.line
    return is_near and part.role == "label" and part.field.style == "link" and not part.field.bracket and not part.sense.is_label


def _in_whole_brackets(phrase: Phrase, start: int, end: int) -> tuple[int, int]:
    """A range with the one bracket beside it that it lacks: of `viewer (beta`, its last."""
    before, text = phrase.flat[max(0, start - 1) : start], phrase.flat[start:end]
    for opening, closing in _CLOSING.items():
        if before == opening and text.count(closing) > text.count(opening):
            return start - 1, end
    return start, _end_with_bracket(phrase, start, end)
