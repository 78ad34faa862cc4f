"""The labelled links of entries: which links are labels, and which of them have nothing in between."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from awesome_lint.knowledge import fold_label
from awesome_lint.model import Document, Entry, EntryKind, Link
from awesome_lint.source import Span
from awesome_lint.style.trait import number_of

LONGEST_LABEL = 30
"""Characters. `PyTorch (official implementation)` is still a label, what is longer is a title or prose."""
HOME_USES = 3
"""A label without a known role is one of the list's own from so many uses on."""


class LinkRun(NamedTuple):
    """Links beside a title with no words, images or table rules in between.

    Only links of a run can change places, and only in a run does a separator say anything. `tags` are those that are
    labels, each after its text, folded; `section` is the number of their section, -1 outside of any.
    """

    links: tuple[Link, ...]
    tags: tuple[tuple[str, Link], ...]
    section: int

    @property
    def distinct_tags(self) -> tuple[tuple[str, Link], ...]:
        """The tags; none where a label comes twice (several papers in one entry): such a run shows no order."""
        return self.tags if len(dict(self.tags)) == len(self.tags) else ()


class LinkRuns:
    """The labels and runs of a document's entries, computed when asked for. Links and entries are known by their spans."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def labels(self) -> Counter[str]:
        """How often each label is beside a title, folded."""
        likely = self._likely
        return Counter(likely[link.span][0] for entry in self._document.entries for link in entry.labelled if link.span in likely)

    @cached_property
    def tags(self) -> dict[Span, str]:
        """The labels that entries carry, folded, by the spans of their links."""
        return {span: label for span, (label, role) in self._likely.items() if role is not None or self.labels[label] >= HOME_USES}

    @cached_property
    def _likely(self) -> dict[Span, tuple[str, str | None]]:
        """The labels that may be some, folded, with their roles."""
        links = (link for entry in self._document.entries for link in entry.links if may_be_tag(link))
        return {link.span: (fold_label(link.label), link.role) for link in links}

    def of(self, entry: Entry) -> tuple[LinkRun, ...]:
        """The runs beside an entry's title."""
        return self._by_entry[entry.span]

    def __iter__(self) -> Iterator[LinkRun]:
        """The runs of all entries, in document order."""
        return chain.from_iterable(self._by_entry.values())

    @cached_property
    def _by_entry(self) -> dict[Span, tuple[LinkRun, ...]]:
        return {
            entry.span: tuple([self._run(links, number_of(entry.section)) for links in self._links_of(entry)])
            for entry in self._document.entries
        }

    def _links_of(self, entry: Entry) -> list[list[Link]]:
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
        tags = self.tags
        return LinkRun(tuple(links), tuple([(tags[link.span], link) for link in links if link.span in tags]), section)

    def _is_gap(self, start: int, end: int, entry: Entry) -> bool:
        text = self._document.source.text[start:end]
        return start <= end and _is_wordless(text) and not (entry.kind is EntryKind.ROW and "|" in text)


@lru_cache(maxsize=1024)  # a list has few separators
def _is_wordless(text: str) -> bool:
    return not _WORD.search(_BREAK.sub("", text))


_WORD = re.compile(r"\w|!\[")
_BREAK = re.compile(r"<br ?/?>|&nbsp;", re.IGNORECASE)


def may_be_tag(link: Link) -> bool:
    """Whether a link's label is one by its looks: words of its own, not many, that lead to another page."""
    return 0 < len(link.label) <= LONGEST_LABEL and not link.is_badge and not link.is_anchor
