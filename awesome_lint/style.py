"""The house style: what a list itself does most of the time, with how often it does so.

    style = infer(document, packs)
    style.enforced("link-brackets")        # "[[x](u)]", or None where the list has no one way
    style.trait("label-spelling.code")     # Trait(value="code", support=212, total=214, ...)

A trait is named after what it says (`link-brackets`) or, where there are several of a kind, after kind and key
(`heading-shape.2`). Every trait is measured when it is first asked for: rules that are off cost nothing. To add one,
write a generator of observations under `@measure`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain, combinations, pairwise, repeat
from operator import itemgetter
from typing import NamedTuple

from awesome_lint.knowledge import Packs, fold_label
from awesome_lint.model import Contents, ContentsForm, Document, Entry, EntryKind, HeadingKind, Link, LinkKind, Section
from awesome_lint.sorting import LEAST_ENTRIES, entries_by_list, sorting_of
from awesome_lint.source import Source, Span

# The two thresholds of the project. Half of the real lists with ten or more labelled links write 95 % and more of them
# alike, a fifth fewer than 80 % (counted over 149 lists): below 95 % a second way is at home there, and ten
# observations are the fewest of which one can't be the twentieth that may differ.
LEAST_OBSERVATIONS = 10
LEAST_SHARE = 0.95

LONGEST_LABEL = 30
"""Characters. `PyTorch (official implementation)` is a label still, what is longer is a title or prose."""
HOME_USES = 3
"""A label without a known role is one of the list's own from so many uses on."""


class Observation(NamedTuple):
    """One place where the list shows what it does. `key` tells the traits of one kind apart."""

    value: str
    span: Span
    key: str = ""
    section: int = -1


_VALUE, _KEY = itemgetter(0), itemgetter(2)


class Trait(NamedTuple):
    """What the list does in one respect: `support` of `total` observations have `value`, the others are `deviations`."""

    name: str
    value: str
    support: int
    total: int
    deviations: tuple[Observation, ...] = ()
    is_pinned: bool = False
    ruling: bool | None = None
    """Whether it is enforced, where another document's style rules on it; None: the observations speak."""

    @property
    def share(self) -> float:
        """How much of the list does it: 0 to 1; 0 where nothing was observed."""
        return self.support / self.total if self.total else 0.0

    @property
    def is_enforced(self) -> bool:
        """Whether what differs is a slip: pinned by the config, or the list's way beyond doubt.

        A place is judged by all the others: of eleven observations ten alike make the eleventh a slip.
        """
        if self.ruling is not None:
            return self.ruling
        return self.is_pinned or (self.support >= LEAST_OBSERVATIONS and self.support >= LEAST_SHARE * (self.total - 1))


class LinkRun(NamedTuple):
    """Links beside a title as they stand together: no words, images or table rules in between.

    Only links of a run can change places, and only in a run does a separator say anything. `tags` are those that are
    labels, each after its text, folded; `section` is the number of their section, -1 outside of any.
    """

    links: tuple[Link, ...]
    tags: tuple[tuple[str, Link], ...]
    section: int

    @property
    def distinct_tags(self) -> tuple[tuple[str, Link], ...]:
        """The tags; none where a label comes twice (several papers in one entry), since then no order can be told."""
        return self.tags if len(dict(self.tags)) == len(self.tags) else ()


class Measure(NamedTuple):
    """How the traits of one kind are observed. `is_shown` False keeps one that others build on out of reports."""

    name: str
    says: str
    observe: Callable[[HouseStyle], Iterable[Observation]]
    is_shown: bool = True


MEASURES: dict[str, Measure] = {}


def measure(name: str, says: str, *, is_shown: bool = True) -> Callable[[Callable[[HouseStyle], Iterable[Observation]]], Measure]:
    """Register a generator of observations as the kind of trait called `name`; `says` is what a reader is told of it."""

    def register(observe: Callable[[HouseStyle], Iterable[Observation]]) -> Measure:
        return MEASURES.setdefault(name, Measure(name, says, observe, is_shown))

    return register


def infer(document: Document, packs: Packs, pins: Mapping[str, str] | None = None, judge: HouseStyle | None = None) -> HouseStyle:
    """The style of a document; `pins` are traits that the config fixes, by name. Nothing is measured yet.

    With a `judge`, the style of an earlier version, this one shows what is there and the judge says what is right: one
    new entry can't make old lines wrong.
    """
    return HouseStyle(document, packs, pins or {}, judge)


class HouseStyle:
    """The traits of one document, measured when asked for. Iterating gives all that were observed often enough to tell."""

    def __init__(self, document: Document, packs: Packs, pins: Mapping[str, str], judge: HouseStyle | None = None) -> None:
        self.document = document
        self.packs = packs
        self.pins = pins
        self.judge = judge
        self._observed: dict[str, dict[str, list[Observation]]] = {}
        self._sectioned: dict[str, dict[int, list[Observation]]] = {}
        self._traits: dict[tuple[str, int | None], Trait | None] = {}

    @property
    def source(self) -> Source:
        return self.document.source

    def observations(self, kind: str) -> Mapping[str, Sequence[Observation]]:
        """Everything observed of a kind, by key, in document order. Raises KeyError for a kind that isn't measured."""
        if kind not in self._observed:
            observed = list(MEASURES[kind].observe(self))
            by_key: dict[str, list[Observation]] = {key: [] for key in dict.fromkeys(map(_KEY, observed))}
            if len(by_key) == 1:  # most kinds have one trait
                by_key = dict.fromkeys(by_key, observed)
            else:
                for observation in observed:
                    by_key[observation.key].append(observation)
            self._observed[kind] = by_key
        return self._observed[kind]

    def observations_of(self, name: str, section: Section | None = None) -> Sequence[Observation]:
        """What was observed of a trait, in the whole list or in one section alone."""
        kind, _, key = name.partition(".")
        observed = self.observations(kind).get(key, ())
        if section is None:
            return observed
        if name not in self._sectioned:
            by_section: dict[int, list[Observation]] = defaultdict(list)
            for observation in observed:
                by_section[observation.section].append(observation)
            self._sectioned[name] = by_section
        return self._sectioned[name].get(section.number, ())

    def trait(self, name: str, section: Section | None = None) -> Trait | None:
        """The trait of that name in the whole list, or in one section alone; None where nothing shows it.

        Raises KeyError for a kind that isn't measured.
        """
        where = None if section is None else section.number
        if (name, where) not in self._traits:
            trait = _trait(name, self.observations_of(name, section), self.pins.get(name))
            self._traits[name, where] = self._judged(trait, section) if trait and self.judge else trait
        return self._traits[name, where]

    def _judged(self, trait: Trait, section: Section | None) -> Trait:
        """The trait as the judge rules: its value, and whether that is enforced."""
        assert self.judge
        there = section and next((s for s in self.judge.document.sections if s.slug == section.slug), None)
        verdict = None if section and not there else self.judge.trait(trait.name, there)
        if verdict is None:
            return trait._replace(ruling=trait.is_pinned)
        ruled = _trait(trait.name, self.observations_of(trait.name, section), verdict.value)
        assert ruled
        return ruled._replace(is_pinned=verdict.is_pinned, ruling=verdict.is_enforced)

    def enforced(self, name: str, section: Section | None = None) -> str | None:
        """The value to hold the list to, None where it has no one way (or none is seen)."""
        trait = self.trait(name, section)
        return trait.value if trait and trait.is_enforced else None

    def family(self, kind: str) -> dict[str, Trait]:
        """All traits of a kind by key, those that only the config knows included."""
        pinned = (name.partition(".")[2] for name in self.pins if name.partition(".")[0] == kind)
        keys = dict.fromkeys([*self.observations(kind), *pinned])
        return {key: trait for key in keys if (trait := self.trait(f"{kind}.{key}" if key else kind))}

    def __iter__(self) -> Iterator[Trait]:
        for kind in MEASURES.values():
            if kind.is_shown:
                yield from (t for t in self.family(kind.name).values() if t.is_pinned or t.total >= LEAST_OBSERVATIONS)

    # What several measures and rules build on

    @cached_property
    def labels(self) -> Counter[str]:
        """How often each label stands beside a title, folded."""
        likely = self._likely
        return Counter(likely[id(link)][0] for entry in self.document.entries for link in entry.labelled if id(link) in likely)

    @cached_property
    def main_entries(self) -> tuple[Entry, ...]:
        """The entries of the kind that is commonest here: what is usual in a table says nothing of a paragraph."""
        kinds = Counter(entry.kind for entry in self.document.entries)
        main = max(kinds, key=kinds.__getitem__, default=None)
        return tuple(entry for entry in self.document.entries if entry.kind is main)

    def is_tag(self, link: Link) -> bool:
        """Whether a link of an entry is one of the labels that entries carry (`paper`, `code`), not prose with a link in it."""
        return id(link) in self._tags

    @cached_property
    def _tags(self) -> dict[int, str]:
        """The labels that entries carry, folded, by the id() of their links, which the document keeps."""
        return {key: label for key, (label, role) in self._likely.items() if role is not None or self.labels[label] >= HOME_USES}

    @cached_property
    def _likely(self) -> dict[int, tuple[str, str | None]]:
        """The labels that may be some, folded, with their roles."""
        links = (link for entry in self.document.entries for link in entry.links if may_be_tag(link))
        return {id(link): (fold_label(link.label), link.role) for link in links}

    def runs(self, entry: Entry) -> tuple[LinkRun, ...]:
        """The links beside an entry's title, as they stand together."""
        return self._runs[id(entry)]

    @property
    def all_runs(self) -> Iterator[LinkRun]:
        """Those of all entries, in document order."""
        return chain.from_iterable(self._runs.values())

    @cached_property
    def _runs(self) -> dict[int, tuple[LinkRun, ...]]:
        """The runs of each entry, by its id()."""
        return {id(entry): tuple(map(self._run, self._runs_of(entry), repeat(_index(entry.section)))) for entry in self.document.entries}

    def _runs_of(self, entry: Entry) -> list[list[Link]]:
        runs: list[list[Link]] = []
        end = -1
        for link in entry.labelled:
            if end >= 0 and self._is_gap(end, link.outer.start, entry):
                runs[-1].append(link)
            else:
                runs.append([link])
            end = link.outer.end
        return runs

    def _run(self, links: Sequence[Link], section: int) -> LinkRun:
        tags = self._tags
        return LinkRun(tuple(links), tuple([(tags[id(link)], link) for link in links if id(link) in tags]), section)

    def _is_gap(self, start: int, end: int, entry: Entry) -> bool:
        text = self.source.text[start:end]
        return start <= end and _is_wordless(text) and not (entry.kind is EntryKind.ROW and "|" in text)


@lru_cache(maxsize=1024)  # a list has few separators
def _is_wordless(text: str) -> bool:
    return not _WORD.search(_BREAK.sub("", text))


_WORD = re.compile(r"\w|!\[")
_BREAK = re.compile(r"<br ?/?>|&nbsp;", re.IGNORECASE)


def may_be_tag(link: Link) -> bool:
    """Whether a link's label is one by its looks: words of its own, not many, that lead to another page."""
    return 0 < len(link.label) <= LONGEST_LABEL and not link.is_badge and not link.is_anchor


def _trait(name: str, observed: Sequence[Observation], pin: str | None) -> Trait | None:
    if not observed:
        return None if pin is None else Trait(name, pin, 0, 0, is_pinned=True)
    counts = Counter(map(_VALUE, observed))
    value = max(counts, key=counts.__getitem__) if pin is None else pin
    deviations = tuple([o for o in observed if o.value != value]) if counts[value] < len(observed) else ()
    return Trait(name, value, len(observed) - len(deviations), len(observed), deviations, is_pinned=pin is not None)


def _index(section: Section | None) -> int:
    return -1 if section is None else section.number


# Labels and links


@measure("label-spelling", "how a label is spelt")
def label_spelling(style: HouseStyle) -> Iterator[Observation]:
    for run in style.all_runs:
        for label, link in run.tags:
            yield Observation(value=link.label.strip(), span=link.label_span or link.span, key=label, section=run.section)


@measure("label-pair", "which of two labels comes first", is_shown=False)
def label_pair(style: HouseStyle) -> Iterator[Observation]:
    """The key of a pair is its labels, folded, in alphabetical order; the value the same in the order written."""
    for run in style.all_runs:
        for (first, link), (second, _) in combinations(run.distinct_tags, 2):
            written = f"{first}, {second}"
            yield Observation(value=written, span=link.outer, key=written if first <= second else f"{second}, {first}", section=run.section)


def sure_pairs(style: HouseStyle) -> dict[tuple[str, str], None]:
    """The pairs of labels, folded, of which the first surely comes first: as pinned, or as nearly all entries have them.

    The pairs are keys, in the order in which the list first shows them.
    """
    if "label-order" in style.pins:
        return dict.fromkeys(combinations(label_ranks(style), 2))
    traits = (trait for trait in style.family("label-pair").values() if trait.is_enforced)
    return {(first, second): None for trait in traits for first, _, second in (trait.value.partition(", "),)}


@measure("label-order", "the order of labels in an entry")
def label_order(style: HouseStyle) -> Iterator[Observation]:
    """One observation per entry with two or more of the labels whose order is sure; the value is their whole order."""
    ranked = label_ranks(style)
    whole = ", ".join(ranked)
    for run in style.all_runs:
        ranks = [ranked[label] for label, _ in run.tags if label in ranked]
        if len(ranks) > 1:
            written = whole if ranks == sorted(ranks) else ", ".join(fold_label(link.label) for link in run.links)
            yield Observation(written, Span(run.links[0].outer.start, run.links[-1].outer.end), section=run.section)


def label_ranks(style: HouseStyle) -> dict[str, int]:
    """The place of each label in the list's order, from 0: pinned, or of all pairs whose order is sure.

    Labels that the sure pairs don't join to any other are left out; where pairs contradict each other, so are those.
    """
    if pin := style.pins.get("label-order"):
        return {fold_label(label): rank for rank, label in enumerate(pin.split(","))}
    after: dict[str, set[str]] = defaultdict(set)
    for first, second in sure_pairs(style):
        after[first].add(second)
    return {label: rank for rank, label in enumerate(_sorted_by(after))}


def _sorted_by(after: Mapping[str, set[str]]) -> list[str]:
    """Kahn's topological order; labels on a cycle are left out. Ties keep the order in which labels turned up."""
    waiting = Counter(second for seconds in after.values() for second in seconds)
    ready = [first for first in after if not waiting[first]]
    done: list[str] = []
    while ready:
        first = ready.pop(0)
        done.append(first)
        for second in sorted(after.get(first, ())):
            waiting[second] -= 1
            if not waiting[second]:
                ready.append(second)
    return done


@measure("label-count", "whether a label stands once or several times among the links of an entry", is_shown=False)
def label_count(style: HouseStyle) -> Iterator[Observation]:
    for run in style.all_runs:
        for label, count in Counter(link.label for _, link in run.tags).items():
            yield Observation("once" if count == 1 else "several times", run.links[0].outer, label, run.section)


@measure("link-brackets", "the brackets around a labelled link (x: the label, u: the URL)")
def link_brackets(style: HouseStyle) -> Iterator[Observation]:
    for run in style.all_runs:
        for _, link in run.tags:
            if link.kind is LinkKind.INLINE or link.kind is LinkKind.REFERENCE:
                yield Observation(value=link.dress, span=link.outer, key="", section=run.section)


@measure("link-separator", "what stands between two labelled links")
def link_separator(style: HouseStyle) -> Iterator[Observation]:
    """The text between the links' outer brackets; for a line break with its indent, the line break alone."""
    source = style.source
    for run in style.all_runs:
        for one, other in pairwise(run.links):
            if style.is_tag(one) and style.is_tag(other):
                gap = Span(one.outer.end, other.outer.start)
                text = source[gap]
                yield Observation(value="\n" if "\n" in text else text, span=gap, key="", section=run.section)


# Entries

_MARKUP = (
    ("**", "**"),
    ("__", "__"),
    ("*", "*"),
    ("_", "_"),
    ("`", "`"),
    ('"', '"'),
    ("“", "”"),
    ("《", "》"),
    ("「", "」"),
    ("[", "]"),
    ("(", ")"),
)


_BY_SIGNS = {
    (left[-1], right[0]): [pair for pair in _MARKUP if (pair[0][-1], pair[1][0]) == (left[-1], right[0])] for left, right in _MARKUP
}
"""The pairs by the characters that stand right before and behind what they mark."""


# What stands between a title's words and its markup: `**🏘️ ProcTHOR.**`
_SIGN_BEFORE = re.compile(r"(?:[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]|:[a-z0-9_+-]{2,40}:|[ \t])+$")
_SIGNS_AFTER = frozenset(".,:;!?")


@measure("title-markup", "the markup of a title (x: the title, u: the URL)")
def title_markup(style: HouseStyle) -> Iterator[Observation]:
    for entry in style.main_entries:
        if entry.title_span and entry.kind is not EntryKind.HEADING:
            yield Observation(value=markup_of(entry, style.source), span=entry.title_span, key="", section=_index(entry.section))


def markup_of(entry: Entry, source: Source) -> str:
    """The pattern that a title is written in: `x`, `**x**`, `[x](u)`, `**[x](u)**`, `"x"`. The title must have a span."""
    assert entry.title_span
    text, line, pattern = source.text, entry.span, "x"
    start, end = entry.title_span
    before = text[line.start : start].rstrip(" \t")
    if before and (before[-1] in ":\n" or not before[-1].isascii()):
        sign = _SIGN_BEFORE.search(text, line.start, start)
        start = sign.start() if sign else start
    else:
        start = line.start + len(before)  # hardly any title has a sign before it
    if text[end : end + 1] in _SIGNS_AFTER:
        end += 1
    while pairs := _BY_SIGNS.get((text[start - 1 : start], text[end : end + 1])):
        if pattern.count("(") == 0 and entry.title_link and text[start - 1 : start] == "[" and text.startswith("](", end):
            start, end, pattern = entry.title_link.span.start, entry.title_link.span.end, f"[{pattern}](u)"
            pairs = _BY_SIGNS.get((text[start - 1 : start], text[end : end + 1]), [])
        for left, right in pairs:
            inside = start - len(left) >= line.start and end + len(right) <= line.end
            if inside and text.startswith(left, start - len(left)) and text.startswith(right, end):
                start, end, pattern = start - len(left), end + len(right), f"{left}{pattern}{right}"
                break
        else:
            break
    return pattern


# The colon of `:emoji:` is no separator.
_DESCRIPTION_GAP = re.compile(r"[*_]{0,3}(?P<gap>[ \t]*+(?!:[\w+-]{2,40}:)(?:[-–—:,.|]|--|：|，)?[ \t]*)(?=[^\s\[(!<|*`_-])")


@measure("description-separator", "what stands between a linked title and its description")
def description_separator(style: HouseStyle) -> Iterator[Observation]:
    for entry in style.main_entries:
        if entry.title_link and entry.kind in (EntryKind.ITEM, EntryKind.PARAGRAPH):
            gap = description_gap(entry, style.source)
            if gap:
                yield Observation(style.source[gap], gap, section=_index(entry.section))


def description_gap(entry: Entry, source: Source) -> Span | None:
    """The text between a linked title and the words right after it; None where other than words follow."""
    assert entry.title_link
    match = _DESCRIPTION_GAP.match(source.text, entry.title_link.outer.end, entry.span.end)
    return Span(*match.span("gap")) if match else None


FULL_STOPS = ".。．"
_ENDS = re.compile(r"[\w.。．]")


@measure("final-full-stop", "the full stop at the end of a description")
def final_full_stop(style: HouseStyle) -> Iterator[Observation]:
    """Of one-line entries with a description that ends in a word or a stop: `.`, or nothing."""
    for entry in style.main_entries:
        end = description_end(entry, style.source)
        if end is not None:
            last = style.source.text[end - 1]
            if _ENDS.match(last):
                yield Observation(last if last in FULL_STOPS else "", Span(end - 1, end), section=_index(entry.section))


def description_end(entry: Entry, source: Source) -> int | None:
    """The offset where a one-line entry's description ends, None where its title link isn't followed by one.

    A comment at the end is not part of it: a suppression must not hide what it speaks of.
    """
    text = source[entry.span].rstrip()
    while text.endswith("-->") and (comment := text.rfind("<!--")) > 0:
        text = text[:comment].rstrip()
    if entry.kind is not EntryKind.ITEM or not entry.title_link or "\n" in text:
        return None
    end = entry.span.start + len(text)
    return end if description_gap(entry, source) and all(link.outer.end < end for link in entry.links) else None


@measure("title-full-stop", "the full stop at the end of a plain title")
def title_full_stop(style: HouseStyle) -> Iterator[Observation]:
    """Of titles that links follow directly: `.`, or nothing."""
    text = style.source.text
    for entry in style.main_entries:
        if entry.title_span and not entry.title_link and entry.links and entry.kind in (EntryKind.ITEM, EntryKind.PARAGRAPH):
            (start, end), links = entry.title_span, entry.links[0].outer.start
            if text.find("*", start, end) >= 0:
                continue
            between = text[end:links]
            if between.strip(' \t.*_"”') == "" and end <= links:
                stop = "." if text.endswith(".", start, end) or between.startswith(".") else ""
                yield Observation(value=stop, span=entry.title_span, key="", section=_index(entry.section))


_CASED_WORDS = 4
"""Words that a title needs before its capitals say anything; the name of a repository is one word."""
_ALL_CAPITALS = 0.85
"""Share of the letters; what is in brackets (`(@MIT etc)`) may differ."""


@measure("title-capitals", "the capitals of titles")
def title_capitals(style: HouseStyle) -> Iterator[Observation]:
    for entry in style.main_entries:
        words = entry.title.split()
        if entry.title_span and len(words) >= _CASED_WORDS and words[0][0].isalpha() and entry.title.isascii():
            yield Observation(value=_capitals(entry.title, words[0]), span=entry.title_span, key="", section=_index(entry.section))


def _capitals(title: str, first: str) -> str:
    """How an ASCII title is written."""
    if title == title.lower():
        return "small letters"
    if first.islower():
        return "mixed case"
    letters = title.encode().translate(None, _NO_LETTERS)  # as bytes, a fifth of the time
    large = len(letters) - len(letters.translate(None, _CAPITALS))
    return "capitals" if large >= _ALL_CAPITALS * len(letters) else "mixed case"


_CAPITALS = bytes(range(ord("A"), ord("Z") + 1))
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())


@measure("venue-position", "where an entry states its venue")
def venue_position(style: HouseStyle) -> Iterator[Observation]:
    for entry in style.document.entries:
        place = entry.venue_span or entry.year_span
        if place and entry.title_span:
            yield Observation(_position(place, entry), place, section=_index(entry.section))


def _position(place: Span, entry: Entry) -> str:
    assert entry.title_span
    if entry.kind is EntryKind.ROW:
        return "column"
    if _lies_in(place, entry.title_span):
        return "in the title"
    if place.start < entry.title_span.start:
        return "before the title"
    if any(_lies_in(place, link.outer) for link in entry.labelled):
        return "in a link"
    after_links = bool(entry.labelled) and entry.labelled[-1].outer.end <= place.start
    return "after the links" if after_links else "after the title"


def _lies_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


# Order


@measure("entry-order", "how a list sorts its entries (of lists long enough to tell)")
def entry_order(style: HouseStyle) -> Iterator[Observation]:
    for entries in entries_by_list(style.document):
        if len(entries) >= LEAST_ENTRIES:
            sorting = sorting_of(entries)
            written = "none" if sorting is None else f"{sorting.by.partition(' ')[0]}{', latest first' if sorting.is_descending else ''}"
            yield Observation(written, entries[0].span, section=_index(entries[0].section))


@measure("section-order", "the order of headings that state a year, by level")
def section_order(style: HouseStyle) -> Iterator[Observation]:
    before: dict[tuple[int, int | None], int] = {}
    for section in style.document.sections:
        year = _YEAR.search(section.text)
        if year is None:
            continue
        stated, siblings = int(year[0]), (section.level, section.parent)
        last = before.get(siblings, stated)
        if last != stated:
            yield Observation("latest first" if stated < last else "earliest first", section.text_span, str(section.level), section.number)
        before[siblings] = stated


# Layout

_ORDERED = re.compile(r"(\d+)([.)])")
_MARKER = re.compile(r"[ \t>]*([-*+]|\d{1,9}[.)])([ \t]*)")


def _items(style: HouseStyle) -> Iterator[tuple[Entry, re.Match[str]]]:
    for entry in style.document.entries:
        if entry.kind is EntryKind.ITEM and (match := _MARKER.match(style.source.text, entry.span.start, entry.span.end)):
            yield entry, match


@measure("bullet", "the bullet, by depth of nesting")
def bullet(style: HouseStyle) -> Iterator[Observation]:
    for entry, match in _items(style):
        if match[1] in "-*+":
            yield Observation(match[1], Span(*match.span(1)), str(entry.depth), _index(entry.section))


@measure("bullet-padding", "blanks after the bullet")
def bullet_padding(style: HouseStyle) -> Iterator[Observation]:
    for entry, match in _items(style):
        yield Observation(match[2].replace("\t", "tab"), Span(*match.span(2)), section=_index(entry.section))


@measure("indent", "blanks before a nested item, by depth")
def indent(style: HouseStyle) -> Iterator[Observation]:
    for entry, match in _items(style):
        if entry.depth:
            blanks = style.source.text[entry.span.start : match.start(1)]
            yield Observation(
                str(len(blanks.expandtabs(4))), Span(entry.span.start, match.start(1)), str(entry.depth), _index(entry.section)
            )


@measure("numbering", "how ordered items count")
def numbering(style: HouseStyle) -> Iterator[Observation]:
    before: dict[int, int] = {}
    for entry, match in _items(style):
        if number := _ORDERED.fullmatch(match[1]):
            value = int(number[1])
            if entry.list_id in before:
                step = value - before[entry.list_id]
                written = {0: "all alike", 1: "counting"}.get(step, "otherwise")
                yield Observation(written, Span(*match.span(1)), section=_index(entry.section))
            before[entry.list_id] = value


@measure("spacing", "blank lines between the items of a list")
def spacing(style: HouseStyle) -> Iterator[Observation]:
    for one, other in pairwise(style.document.entries):
        if one.list_id == other.list_id and one.kind is other.kind is EntryKind.ITEM and one.span.end < other.span.start:
            lines = style.source.text.count("\n", one.span.end, other.span.start)
            yield Observation("loose" if lines > 1 else "tight", other.span, section=_index(other.section))


_EMPHASIS = re.compile(
    r"(?<![\w*\\])(\*{1,2})(?=[^\s*])[^*\n]{1,300}(?<=[^\s*])\1(?![\w*])|(?<![\w_\\])(_{1,2})(?=[^\s_])[^_\n]{1,300}(?<=[^\s_])\2(?![\w_])"
)


@measure("emphasis", "the marks of emphasis, single and strong")
def emphasis(style: HouseStyle) -> Iterator[Observation]:
    for entry in style.document.entries:
        urls = [link.url_span for link in entry.links if link.url_span]
        for match in _EMPHASIS.finditer(style.source.text, entry.span.start, entry.span.end):
            span = Span(*match.span())
            if not any(url.overlaps(span) for url in urls):
                mark = match[1] or match[2]
                yield Observation(mark, span, "strong" if len(mark) == 2 else "single", _index(entry.section))


@measure("blanks-before-heading", "blank lines before a heading")
def blanks_before_heading(style: HouseStyle) -> Iterator[Observation]:
    for section in style.document.sections:
        row = style.source.row(section.span.start)
        if row > 1 and section.kind is not HeadingKind.HTML:
            blanks = _blanks(style.source, range(row - 1, 0, -1))
            yield Observation(str(blanks), section.span, section=section.number)


@measure("blanks-after-heading", "blank lines after a heading")
def blanks_after_heading(style: HouseStyle) -> Iterator[Observation]:
    last = len(style.source.line_starts)
    for section in style.document.sections:
        row = style.source.row(section.span.end)
        if row < last and section.kind is not HeadingKind.HTML:
            yield Observation(str(_blanks(style.source, range(row + 1, last + 1))), section.span, section=section.number)


def _blanks(source: Source, rows: Iterable[int]) -> int:
    count = 0
    for row in rows:
        if source.line(row).strip():
            break
        count += 1
    return count


# Headings and contents

_YEAR = re.compile(r"(?<![\w])(?:19|20)\d\d(?!\w)")
_SHORT_YEAR = re.compile(r"(?<=['’])\d\d(?!\w)")


def heading_shape_of(text: str, packs: Packs) -> str | None:
    """The pattern of a heading that is a venue's with its year (`VENUE-YEAR`, `YEAR VENUE`); None for any other."""
    year = _YEAR.search(text) or _SHORT_YEAR.search(text)
    if not year:
        return None
    venue, stated = packs.venue_in_heading(text)
    if venue is None or stated is None:
        return None
    before, after = text[: year.start()], text[year.end() :]
    return _venue_replaced(before) + ("YEAR" if len(year[0]) == 4 else "YY") + _venue_replaced(after)


def _venue_replaced(part: str) -> str:
    """The words of one side of the year as VENUE; what joins them to it stays."""
    words = re.search(r"\w(?:.*\w)?", part)
    return f"{part[: words.start()]}VENUE{part[words.end() :]}" if words else part


@measure("heading-shape", "how a venue's heading is written, by level")
def heading_shape(style: HouseStyle) -> Iterator[Observation]:
    for section in style.document.sections:
        shape = heading_shape_of(section.text, style.packs)
        if shape:
            yield Observation(shape, section.text_span, str(section.level), section.number)


_NUMBER = re.compile(r"\d+(?:\.\d+)*[.)、]?\s+")
_COUNT = re.compile(r"\s*[(（]\d+(?:\s+\w+)?[)）]\s*")
_NOT_WORDS = re.compile(r"[^\w\s'’&/().,:+-]+")


def _venue_words(text: str, packs: Packs) -> str | None:
    """`CVPR` of `CVPR-2024`."""
    if heading_shape_of(text, packs) is None:
        return None
    return _YEAR.sub("", text).strip(" -–—_'’,()[]") or None


TOC_TEXTS: dict[str, Callable[[str, Packs], str | None]] = {
    "identical": lambda text, _: text,
    "venue": _venue_words,
    "year": lambda text, _: year[0] if (year := _YEAR.search(text)) and year[0] != text else None,
    "without number": lambda text, _: _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else None,
    "without count": lambda text, _: _COUNT.sub("", text) if _COUNT.search(text) else None,
    "without emoji": lambda text, _: " ".join(_NOT_WORDS.sub(" ", text).split()),
    "without final colon": lambda text, _: text.rstrip(" :：") if text.endswith((":", "：")) else None,
}
"""How a TOC makes its text of a heading: the first way that fits is the one taken. None: the way doesn't apply."""


@measure("toc-text", "how the contents name a heading")
def toc_text(style: HouseStyle) -> Iterator[Observation]:
    for contents in style.document.contents:
        for item in contents.items:
            if item.section:
                way = toc_way(item.text, item.section.text, style.packs)
                yield Observation(way or "otherwise", item.text_span or item.span, str(item.section.level), item.section.number)


def toc_way(text: str, heading: str, packs: Packs) -> str | None:
    """The name of the way that makes a contents' text of its heading, None if none does."""
    return next((name for name, way in TOC_TEXTS.items() if way(heading, packs) == text), None)


@measure("toc-coverage", "whether the contents list the headings of a level")
def toc_coverage(style: HouseStyle) -> Iterator[Observation]:
    """Of the headings below the contents; the contents' own heading and those above are not meant to be listed."""
    contents = main_contents(style.document)
    if contents is None:
        return
    listed = {item.section.number for each in style.document.contents for item in each.items if item.section}
    for section in style.document.sections:
        if section.span.start >= contents.span.end:
            yield Observation("listed" if section.number in listed else "left out", section.text_span, str(section.level), section.number)


def main_contents(document: Document) -> Contents | None:
    """The contents with the most items, None if the page has none."""
    return max(document.contents, key=lambda contents: len(contents.items), default=None)


@measure("toc-indent", "blanks before an item of the contents, by depth")
def toc_indent(style: HouseStyle) -> Iterator[Observation]:
    for contents in style.document.contents:
        if contents.form in (ContentsForm.BULLETED, ContentsForm.ORDERED):
            for item in contents.items:
                yield Observation(str(len(item.indent.expandtabs(4))), item.span, str(item.depth))
