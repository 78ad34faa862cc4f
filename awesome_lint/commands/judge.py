"""One file judged, and mended if that is wished: everything that one process does without knowing of the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from awesome_lint.commands.known import Known, NewFindings
from awesome_lint.commands.options import Options
from awesome_lint.commands.outcome import Outcome, narrowed
from awesome_lint.engine import Linted, Plan, lint
from awesome_lint.fingerprint import fingerprints, titles_at
from awesome_lint.knowledge import fold_title
from awesome_lint.model import Document
from awesome_lint.report import Correction, Done, FileReport
from awesome_lint.revisions import Revision
from awesome_lint.source import Source
from awesome_lint.style import infer

if TYPE_CHECKING:
    from awesome_lint.fixer import Choice, Fixed


def judge(filename: str, source: Source, options: Options) -> Outcome:
    """Judge one file as its settings say. Raises UserError for what can't be read."""
    settings = options.discovery.settings_for(Path(filename))
    plan = settings.plan_for(Path(filename), fixing=options.lays_out)._replace(fix_from=options.fix_from)
    base = _base(filename, plan, options.revision) if options.revision else None
    if base:
        plan = plan._replace(judge=infer(base.document, plan.packs, plan.pins), template=base.document.template)
    known = Known(filename, options.baseline, base)
    # What `check` reports with the same options is mended.
    chosen = NewFindings(known, plan.rules) if base or options.baseline is not None else None
    fixed = _fix(source, plan, unsafe=options.unsafe, chosen=chosen) if options.fixing else None
    linted = fixed.linted if fixed else lint(source, plan)
    if not linted.document.entries:
        return Outcome.of_no_list(filename, source)
    report = _report(filename, linted)
    prints = report.fingerprints
    if base:
        report = narrowed(report, known.new_since_base(linted, prints))
        if not options.fixing:
            report = report._replace(corrections=_corrections(known.added(linted.source), linted, plan))
    return Outcome(
        report=report,
        before=source,
        after=fixed.source if fixed and fixed.is_changed else None,
        done=_done(fixed, plan) if fixed else (),
        account=fixed.balance if fixed else "",
        withheld=tuple(f"{w.code} in line {w.row}: the fix “{w.message}” is not made, since {w.reason}" for w in fixed.withheld)
        if fixed
        else (),
        examined=linted.examined,
        prints=prints,
        renamed=chosen.renamed(linted) if fixed and chosen else (),
        left_out=linted.left_out,
        looked_for=linted.looked_for,
    )


def _done(fixed: Fixed, plan: Plan) -> tuple[Done, ...]:
    layout = {rule.name for rule in plan.rules if rule.is_layout}
    return tuple(Done(applied.code, applied.message, applied.edits, applied.code in layout) for applied in fixed.applied)


def _fix(source: Source, plan: Plan, *, unsafe: bool = False, chosen: Choice | None = None) -> Fixed:
    from awesome_lint.fixer import fix  # a check doesn't pay for what it has no need of

    return fix(source, plan, unsafe=unsafe, chosen=chosen)


def _report(filename: str, linted: Linted) -> FileReport:
    prints = fingerprints(linted.document, linted.diagnostics)
    titles = titles_at(linted.document, (diagnostic.finding.span.start for diagnostic in linted.diagnostics))
    return FileReport(filename, linted.source, linted.diagnostics, prints, entries=len(linted.document.entries), titles=titles)


def _base(filename: str, plan: Plan, revision: Revision) -> Linted | None:
    """The file as the work began with it, judged; None where it is new."""
    data = revision.read(Path(filename))
    return None if data is None else lint(Source.decode(data, f"{filename} of {revision.name}"), plan)


def _corrections(added: frozenset[int], linted: Linted, plan: Plan) -> tuple[Correction, ...]:
    """The entries with added lines that `fix` would change, as it would write them."""
    source, entries = linted.source, linted.document.entries
    rows = [range(source.row(entry.span.start), source.row(entry.span.end) + 1) for entry in entries]
    touched = [index for index, own in enumerate(rows) if not added.isdisjoint(own)]
    if not touched:
        return ()
    after = _fix(source, plan).linted.document
    return tuple(
        Correction(rows[index][0], text, corrected)
        for index in touched
        if (corrected := _counterpart(index, linted.document, after)) not in (None, text := source[entries[index].span])
    )


def _counterpart(index: int, before: Document, after: Document) -> str | None:
    """The text of an entry after `fix`: the one entry of its title, or that in its place if none came or went."""
    title = fold_title(before.entries[index].title)
    named = [entry for entry in after.entries if fold_title(entry.title) == title]
    if len(named) == 1:
        return after.source[named[0].span]
    return after.source[after.entries[index].span] if len(after.entries) == len(before.entries) else None
