"""Take entries out of lists, export them as BibTeX, add them again: how many come back as they were?

    python benchmarks/roundtrip.py FOLDER [--lists 40] [--entries 5] [--seed 1] [--largest BYTES] [--show]

Of each list entries are drawn among those that have a title and a link and hold no other entry. An entry is back where its section
and its template are the same and its place is one that the list's order allows. What BibTeX can't carry (marks, badges, links
without a role, remarks) is left out of the original for the comparison, as `add` leaves it out of its models.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from awesome_lint import files
from awesome_lint.adding.adder import add
from awesome_lint.adding.choice import Moulds
from awesome_lint.adding.definitions import with_definitions
from awesome_lint.adding.mould import cast
from awesome_lint.adding.order import Order, key_of, order_in
from awesome_lint.bibliography import bibtex
from awesome_lint.bibliography.keys import with_keys
from awesome_lint.bibliography.reference import Reference, reference_of
from awesome_lint.edits import Edit, apply
from awesome_lint.errors import UserError
from awesome_lint.garbage import collect_seldom
from awesome_lint.knowledge import Packs, fold_title, load_packs
from awesome_lint.model import Document, Entry, EntryKind
from awesome_lint.reading import read, read_parts
from awesome_lint.source import Source, Span

COMMONER = "back in a form that as many or more entries of the list have"


class Outcome(NamedTuple):
    """What became of one entry: "" where it is back as it was, else the kind of failure; what its place and text are."""

    kind: str
    place: str = ""
    is_same_text: bool = False
    detail: str = ""


def leaves(document: Document, packs: Packs) -> list[Entry]:
    """The entries that may be drawn. What a list has twice isn't added to it, and so isn't drawn."""
    found = []
    titles = Counter(fold_title(entry.title) for entry in document.entries)
    papers = Counter(key for entry in document.entries for key in {packs.identity(link.url) for link in entry.links} if packs.is_paper(key))
    for at, entry in enumerate(document.entries):
        following = document.entries[at + 1 : at + 2]
        holds = any(other.depth > entry.depth and other.section == entry.section for other in following)
        if titles[fold_title(entry.title)] > 1 or any(papers[packs.identity(link.url)] > 1 for link in entry.links):
            continue
        if entry.title and any(not link.is_anchor for link in entry.links) and not holds and entry.kind is not EntryKind.HTML:
            found.append(entry)
    return found


def without(source: Source, entries: list[Entry]) -> Source:
    """A list without some entries and the line ends behind them."""
    edits = []
    for entry in entries:
        gap = re.match(r"[ \t]*\n?", source.text[entry.span.end :])
        end = entry.span.end + (gap.end() if gap else 0)
        if source.text[max(0, entry.span.start - 2) : entry.span.start] == "\n\n" and source.text[end : end + 1] == "\n":
            end += 1
        edits.append(Edit(entry.span.start, end))
    return source.with_text(apply(source.text, edits))


def folded(document: Document, entry: Entry, moulds: Moulds, packs: Packs) -> str:
    """An entry's source without what BibTeX can't carry. The names of reference links are those that the list has."""
    reference = reference_of(document, entry, packs)
    return with_definitions(cast(moulds.mould(entry), reference, packs, {}), document)[0]


def reread(texts: Sequence[tuple[Entry, str]], document: Document, packs: Packs) -> dict[Span, str]:
    """The template of each entry's source when it has another text, by the entry's span."""
    source = document.source.with_text(apply(document.source.text, [Edit(*entry.span, text) for entry, text in texts]))
    again, parts = read_parts(source, packs, document.template)
    moulds = Moulds(again, packs, parts)
    at = {entry.span.start: entry for entry in again.entries}
    found, moved = {}, 0
    for entry, text in sorted(texts, key=lambda one: one[0].span):
        other = at.get(entry.span.start + moved)
        found[entry.span] = moulds.look(other) if other else ""
        moved += len(text) - (entry.span.end - entry.span.start)
    return found


def place_of(document: Document, entry: Entry, after: Document, back: Entry, packs: Packs) -> str:
    """`same`, `tied` (another place that the order allows), `free` (the list has no order that says), or `other`."""
    neighbours = _neighbours(document, entry), _neighbours(after, back)
    if neighbours[0] == neighbours[1]:
        return "same"
    siblings = _siblings(document, entry)
    order = order_in(document, siblings, packs)
    if order is None:
        return "free"
    return "tied" if _allows(order, _siblings(after, back), back, packs) else "other"


def _allows(order: Order, siblings: list[Entry], back: Entry, packs: Packs) -> bool:
    keys = [key_of(order, packs)(entry) for entry in siblings]
    at = siblings.index(back)
    if keys[at] is None:
        return True
    before = next((key for key in reversed(keys[:at]) if key is not None), None)
    behind = next((key for key in keys[at + 1 :] if key is not None), None)
    low, high = (behind, before) if order.is_descending else (before, behind)
    return (low is None or low <= keys[at]) and (high is None or keys[at] <= high)


def _siblings(document: Document, entry: Entry) -> list[Entry]:
    return [o for o in document.entries if o.section == entry.section and o.kind is entry.kind and o.list_id == entry.list_id]


def _neighbours(document: Document, entry: Entry) -> tuple[str, str]:
    siblings = _siblings(document, entry)
    at = siblings.index(entry)
    return siblings[at - 1].title if at else "", siblings[at + 1].title if at + 1 < len(siblings) else ""


def outcomes(path: Path, packs: Packs, count: int, seed: int) -> list[tuple[str, Outcome]]:
    """What became of each entry drawn from a list."""
    document = read(files.read(path), packs)
    drawn = sorted(
        random.Random(f"{seed} {path.name}").sample(found := leaves(document, packs), min(count, len(found))), key=lambda e: e.span
    )
    if not drawn:
        return []
    references = list(with_keys(reference_of(document, entry, packs) for entry in drawn))
    exported = bibtex.read("".join(bibtex.written(references, packs)), "x.bib", packs)
    less, results = added(read(without(document.source, drawn), packs, document.template), dict(zip(drawn, exported, strict=True)), packs)
    moulds, after = Moulds(document, packs), Moulds(less, packs)
    was = reread([(entry, folded(document, entry, moulds, packs)) for entry in drawn], document, packs)
    for entry, reference in zip(drawn, exported, strict=True):
        if entry.span not in results:
            back = found_again(less, reference)
            results[entry.span] = _compared(document, entry, less, back, moulds, after, was[entry.span], packs)
    return [(entry.title, results[entry.span]) for entry in drawn]


def added(less: Document, references: Mapping[Entry, Reference], packs: Packs) -> tuple[Document, dict[Span, Outcome]]:
    """The list with references put back, and the outcome of those that aren't."""
    with suppress(UserError):
        done = add(less, references.values(), packs)
        present = {known.reference: Outcome("twice in the list", detail=known.title) for known in done.present}
        return done.document, {entry.span: present[reference] for entry, reference in references.items() if reference in present}
    failed = {}
    for entry, reference in references.items():
        try:
            less = add(less, [reference], packs).document
        except UserError as error:
            text = str(error)
            kind = "section not told" if "which section" in text else "no template proved" if "can't be written" in text else "error"
            failed[entry.span] = Outcome(kind, detail=text[:160])
    return less, failed


def found_again(document: Document, reference: Reference) -> Entry | None:
    """The entry of a list that a reference became."""
    for entry in document.entries:
        is_titled = fold_title(entry.title) == fold_title(reference.title)
        if entry.title == reference.title or (is_titled and set(reference.urls) & {link.url for link in entry.links}):
            return entry
    return None


def _compared(
    document: Document, entry: Entry, less: Document, back: Entry | None, moulds: Moulds, after: Moulds, look: str, packs: Packs
) -> Outcome:
    if back is None:
        return Outcome("not found again")
    if [s.text for s in document.path(entry.section)] != [s.text for s in less.path(back.section)]:
        return Outcome("another section", detail=f"{entry.section and entry.section.text!r} -> {back.section and back.section.text!r}")
    place = place_of(document, entry, less, back, packs)
    was, now = folded(document, entry, moulds, packs), less.source[back.span]
    is_same_text = " ".join(was.split()) == " ".join(now.split())
    template = ("", "") if is_same_text else (look, after.look(back))
    detail = f"\n      - {' '.join(was.split())}\n      + {' '.join(now.split())}" if not is_same_text else ""
    is_common = template[0] != template[1] and after.is_as_common(template[1], template[0])
    if template[0] != template[1] and not is_common:
        return Outcome(_difference(entry, back, moulds, after), place, is_same_text, detail)
    return Outcome("another place" if place == "other" else (COMMONER if is_common else ""), place, is_same_text, detail)


def _difference(entry: Entry, back: Entry, moulds: Moulds, after: Moulds) -> str:
    was = Counter(slot.role + slot.means for slot in moulds.slots(entry) if slot.role != "other" and (slot.role != "link" or slot.means))
    now = Counter(slot.role + slot.means for slot in after.slots(back) if slot.role != "other" and (slot.role != "link" or slot.means))
    if was != now:
        return f"template: other parts (-{','.join((was - now).elements())} +{','.join((now - was).elements())})"
    return "template: other markup, labels or separators"


def main() -> int:
    """Print how many entries come back, and what became of the others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lists", type=int, default=40)
    parser.add_argument("--entries", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--largest", type=int, default=0, metavar="BYTES", help="leave larger lists out")
    parser.add_argument("--show", action="store_true", help="show each entry that isn't back as it was")
    args = parser.parse_args()
    collect_seldom()
    packs = load_packs()
    paths = sorted(path for path in args.folder.glob("*.md") if not args.largest or path.stat().st_size <= args.largest)
    paths = sorted(random.Random(args.seed).sample(paths, min(args.lists, len(paths))))
    kinds: Counter[str] = Counter()
    places: Counter[str] = Counter()
    same = 0
    began = time.monotonic()
    for path in paths:
        print(f"{path.name}: {kinds[''] + kinds[COMMONER]} of {sum(kinds.values())} back before it", file=sys.stderr, flush=True)
        for title, outcome in outcomes(path, packs, args.entries, args.seed):
            kinds[re.sub(r" \(.*", "", outcome.kind)] += 1
            places[outcome.place] += bool(outcome.place)
            same += outcome.is_same_text
            if args.show and (outcome.kind or not outcome.is_same_text):
                print(f"{path.name}: {title[:60]}: {outcome.kind or 'back, other text'} {outcome.detail}")
    every = sum(kinds.values())
    back = kinds[""] + kinds[COMMONER]
    print(f"{back} of {every} entries of {len(paths)} lists are back ({back / max(1, every):.1%}): {same} with the same text,")
    print(f"{kinds[''] - same} in the same template, {kinds[COMMONER]} in a form that as many or more entries of the list have")
    print("places: " + ", ".join(f"{name} {count}" for name, count in places.most_common()))
    for kind, count in kinds.most_common():
        if kind and kind != COMMONER:
            print(f"  {count:4} {kind}")
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
