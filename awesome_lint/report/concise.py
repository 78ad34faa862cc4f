"""`concise`: a line per finding, as compilers write it: `file:row:column: severity code message`.

Editors read these lines and want each place. On a terminal, which people read, equal findings are one line, the worst first:

papers.md:4:19: warning insecure-url arxiv.org serves https [fixable] (and in lines 7, 12 and 40 more)
"""

from __future__ import annotations

from awesome_lint.edits import Applicability
from awesome_lint.report import FileReport, Fixes, Report, Shown, counted, remedies, verdict
from awesome_lint.report.groups import Group, by_place, rows_in_words
from awesome_lint.report.terminal import Painter, visible

_MARKS = {Applicability.SAFE: " [fixable]", Applicability.UNSAFE: " [unsafe fix]", Applicability.HINT: ""}

MOST_PLACES = 6
"""Other places that a line names."""

MANY = 100
"""So many findings are told how to be put off."""


def render(report: Report, *, color: bool = False) -> str:
    """One line per finding (on a terminal: per group of equal ones), then the verdict."""
    paint = Painter(color=color)
    if report.on_terminal:
        lines = [_line(*group.first, paint) + _also(group) for group in by_place(report)]
    else:
        lines = [_line(file, shown, paint) for file, shown in report.shown]
    return "\n".join([*lines, *closing(report, paint), ""])


def _line(file: FileReport, shown: Shown, paint: Painter) -> str:
    where = f"{paint('bold', visible(file.filename))}:{shown.start.row}:{shown.start.column}"
    name = paint.link(shown.url, shown.code)
    return f"{where}: {paint(shown.severity.word, shown.severity.word)} {name} {visible(shown.message)}{mark_of(shown)}"


def _also(group: Group) -> str:
    """Where else the finding is."""
    return f" (and in {visible(rows_in_words(group.others, MOST_PLACES, group.first[0].filename))})" if group.others else ""


def mark_of(shown: Shown) -> str:
    """` [fixable]`, ` [unsafe fix]`, or nothing."""
    return _MARKS[shown.fix.applicability] if shown.fix else ""


def closing(report: Report, paint: Painter) -> list[str]:
    """The last lines of a report for people: what was repaired, what is left, and how to mend it."""
    lines = [verdict(report) + "."]
    if report.fixed is not None:
        lines.insert(0, in_words(report.fixed))
    if report.known:
        lines.append(f"{report.known:,} known before {'is' if report.known == 1 else 'are'} not shown.")
    if remedy := remedies(report):
        lines.append(visible(f"{remedy[0].upper()}{remedy[1:]}."))
    if report.total >= MANY and not report.known:
        lines.append("Too many to begin with? `--write-baseline FILE` once, then `--baseline FILE`, shows new ones only.")
    lines += map(visible, report.notes)
    lines[0] = paint("bold", lines[0])
    return lines


def in_words(fixes: Fixes) -> str:
    """`Fixed 15: insecure-url 12, toc-broken-anchor 3; laid out 41 lines.`"""
    by_rule = sorted(fixes.by_rule.items(), key=lambda item: (-item[1], item[0]))
    rules = ", ".join(f"{code} {count:,}" for code, count in by_rule)
    laid_out = f"laid out {counted(fixes.laid_out, 'line')}" if fixes.laid_out else ""
    fixed = f"Fixed {sum(fixes.by_rule.values()):,}" + (f": {rules}" if rules else "")
    return f"{fixed}; {laid_out}." if laid_out else f"{fixed}."
