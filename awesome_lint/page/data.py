"""The data of the page. Its keys only grow: people embed it in pages of their own."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from awesome_lint import __version__
from awesome_lint.bibliography.bibtex import written
from awesome_lint.bibliography.keys import with_keys
from awesome_lint.bibliography.reference import reference_of
from awesome_lint.engine import Linted
from awesome_lint.knowledge import Packs
from awesome_lint.page.facts import row
from awesome_lint.report import FileReport, Shown

MOST_VENUES = 25
"""Rows of the heat map: the other venues are one row together."""


class Listed(NamedTuple):
    """A list that the page is about: as judged, with the packs that it was read with. `page` is its own page on GitHub.

    `growth` are numbers of entries by day, oldest first.
    """

    linted: Linted
    packs: Packs
    page: str | None = None
    growth: Sequence[tuple[str, int]] = ()


def data_of(lists: Sequence[Listed]) -> dict[str, Any]:
    """All that the page shows, as JSON data."""
    entries = [
        row(listed.linted.document, entry, listed.packs, number)
        for number, listed in enumerate(lists)
        for entry in listed.linted.document.entries
    ]
    for entry, text in zip(entries, _bibtex(lists), strict=True):
        entry["bibtex"] = text
    findings = [finding for number, listed in enumerate(lists) for finding in _findings(number, listed)]
    return {
        "version": __version__,
        "title": _title(lists),
        "files": [{"name": listed.linted.source.filename, "page": listed.page} for listed in lists],
        "entries": entries,
        "venues": _venues(entries),
        "years": _years(entries),
        "growth": [{"file": number, "day": day, "entries": count} for number, each in enumerate(lists) for day, count in each.growth],
        "findings": findings,
        "rules": _rules(findings),
    }


def _bibtex(lists: Sequence[Listed]) -> Iterator[str]:
    """The BibTeX of all entries, each with a key of its own."""
    made = [(reference_of(each.linted.document, entry, each.packs), each.packs) for each in lists for entry in each.linted.document.entries]
    for reference, (_, packs) in zip(with_keys(reference for reference, _ in made), made, strict=True):
        yield from written([reference], packs)


def _title(lists: Sequence[Listed]) -> str:
    sections = lists[0].linted.document.sections if len(lists) == 1 else ()
    return sections[0].text if sections and sections[0].text else "List" if len(lists) == 1 else f"{len(lists)} lists"


def _findings(number: int, listed: Listed) -> list[dict[str, Any]]:
    linted = listed.linted
    sections = linted.document.sections
    starts = [section.span.start for section in sections]
    found = []
    for shown in FileReport(linted.source.filename, linted.source, linted.diagnostics).shown:
        above = bisect_right(starts, shown.span.start)
        found.append(_finding(number, shown, sections[above - 1].text if above else ""))
    return found


def _finding(number: int, shown: Shown, section: str) -> dict[str, Any]:
    return {
        "file": number,
        "line": shown.start.row,
        "rule": shown.code,
        "severity": shown.severity.word,
        "message": shown.message,
        "section": section,
        "fix": shown.fix.applicability.word if shown.fix else None,
        "url": shown.url,
    }


def _rules(findings: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """How often each rule found something, the gravest and commonest first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for finding in findings:
        counts[finding["rule"]][finding["severity"]] += 1
    urls = {finding["rule"]: finding["url"] for finding in findings}
    order = ("error", "warning", "info")
    rules = [
        {"rule": rule, "severity": next(word for word in order if levels[word]), "count": levels.total(), "url": urls[rule]}
        for rule, levels in counts.items()
    ]
    return sorted(rules, key=lambda rule: (order.index(rule["severity"]), -rule["count"], rule["rule"]))


def _venues(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries by venue and year, the commonest venue first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        if entry["venue"] and entry["year"]:
            counts[entry["venue"]][str(entry["year"])] += 1
    ordered = sorted(counts, key=lambda venue: (-counts[venue].total(), venue))
    shown = ordered[:MOST_VENUES]
    venues = [{"venue": venue, "total": counts[venue].total(), "years": dict(counts[venue])} for venue in shown]
    rest: Counter[str] = sum((counts[venue] for venue in ordered[MOST_VENUES:]), Counter())
    if rest:
        venues.append({"venue": None, "total": rest.total(), "years": dict(rest)})
    return venues


def _years(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries by year, and how many of them have code."""
    total: Counter[int] = Counter()
    code: Counter[int] = Counter()
    for entry in entries:
        if entry["year"]:
            total[entry["year"]] += 1
            code[entry["year"]] += any(link["role"] == "code" for link in entry["links"])
    return [{"year": year, "entries": total[year], "with_code": code[year]} for year in sorted(total)]
