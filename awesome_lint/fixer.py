"""The loop that applies the checks' fixes, proves each rewrite and lays the file out.

Apart from `engine.py`, since `check` has no need of it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from typing import NamedTuple

from awesome_lint.edits import Applicability, Delta, Edit, Fix, apply, select
from awesome_lint.engine import Linted, Plan, judge
from awesome_lint.model import Document, Template
from awesome_lint.proof import Breach, Claim, prove
from awesome_lint.reading import read
from awesome_lint.rule import Diagnostic, Rule
from awesome_lint.source import Source

MOST_PASSES = 10
"""Enough for what real lists need (2 to 3); a fight between rules is noticed earlier, by a text seen before."""

MOST_STARTS = 5
"""Times that a file is begun anew without fixes that don't settle."""


class Applied(NamedTuple):
    """A fix that was made: which rule, what it did in words, in how many edits, and what it declared to change."""

    code: str
    message: str
    edits: int = 1
    deltas: tuple[Delta, ...] = ()


class Withheld(NamedTuple):
    """A fix that is shown but not made: which rule, what it would do, why it isn't made, and the row of its finding."""

    code: str
    message: str
    reason: str
    row: int


class Fixed(NamedTuple):
    """What `fix` made of a file: its new text, judged; the fixes made and those not made; and what went in, in words.

    `counted_anew` are the rules whose fixes changed how many entries or links there are.
    """

    before: Source
    linted: Linted
    applied: tuple[Applied, ...]
    withheld: tuple[Withheld, ...]
    account: str
    counted_anew: tuple[str, ...] = ()

    @property
    def source(self) -> Source:
        return self.linted.source

    @property
    def balance(self) -> str:
        """What went in and came out: `334 entries, 1,175 links before and after`; which rules changed that, if any."""
        after = account(self.linted.document)
        if self.account == after:
            return f"{after} before and after"
        why = f" ({', '.join(self.counted_anew)})" if self.counted_anew else ""
        return f"{self.account} before, {after} after{why}"

    @property
    def is_changed(self) -> bool:
        return self.source.text != self.before.text or bool(self.before.minority_rows)


def account(document: Document) -> str:
    """What a list holds: `334 entries, 1,175 links`."""
    entries = len(document.entries)
    listed = {link.span.start for entry in document.entries for link in entry.links}
    links = sum(len(entry.links) for entry in document.entries) + sum(link.span.start not in listed for link in document.links)
    return f"{entries:,} entr{'y' if entries == 1 else 'ies'}, {links:,} link{'s' * (links != 1)}"


Choice = Callable[[Linted], Container[int]]
"""Which findings are to be mended: their indices among the diagnostics."""


def fix(source: Source, plan: Plan, *, unsafe: bool = False, chosen: Choice | None = None) -> Fixed:
    """Apply fixes to a fixpoint, then layout, again until a whole round changes nothing. `chosen`: the fixes of these findings alone.

    Every rewrite is proved. A fix that can't be proved, or that doesn't settle, is not made: its finding stays, with the fix as
    a hint, and the other fixes are made as if there were no such fix.
    """
    threshold = Applicability.UNSAFE if unsafe else Applicability.SAFE
    withheld: dict[Key, str] = {}
    for _ in range(MOST_STARTS):
        fixer = _Fixer(plan, threshold, withheld, chosen)
        try:
            return fixer.run(source)
        except _Unsettled as unsettled:
            withheld.update(dict.fromkeys(unsettled.keys, unsettled.reason))
    withheld.update((rule.name, "the fixes of this file don't settle") for rule in plan.rules)
    return _Fixer(plan, threshold, withheld, chosen).run(source)


Key = str | tuple[str, str, tuple[tuple[str, str], ...]]
"""What a fix does, wherever it does it (offsets change from pass to pass); the name alone for all fixes of a rule."""


class _Unsettled(Exception):  # noqa: N818 - no error: the file is begun anew
    """Some fixes don't come to an end."""

    def __init__(self, keys: Iterable[Key], reason: str) -> None:
        super().__init__(reason)
        self.keys = tuple(keys)
        self.reason = reason


def _key(code: str, fix: Fix, text: str) -> Key:
    return code, fix.message, tuple((text[e.start : e.end], e.content) for e in fix.edits)


class _Candidate(NamedTuple):
    """A fix that may be made, with the rule that offers it."""

    code: str
    fix: Fix
    key: Key

    @property
    def claim(self) -> Claim:
        return Claim(self.fix.edits, self.fix.deltas)


class _Fixer:
    """One attempt. `withheld` holds the fixes that are not made, with the reasons.

    `unproved` says of those that can't be proved on which text that was: on another one they are tried again. `seen` are the
    texts so far with the number of fixes that had led to each.
    """

    def __init__(self, plan: Plan, threshold: Applicability, withheld: dict[Key, str], chosen: Choice | None) -> None:
        self.plan = plan
        self.threshold = threshold
        self.withheld = withheld
        self.chosen = chosen or _all
        self.unproved: dict[Key, object] = {}
        self.applied: list[_Candidate] = []
        self.counted_anew: dict[str, None] = {}
        self.seen: dict[object, int] = {}

    def run(self, before: Source) -> Fixed:
        """Raises _Unsettled where fixes don't come to an end."""
        # Of more than MOST_FINDINGS the last are left out: those with fixes come first.
        content = tuple(sorted((r for r in self.plan.rules if not r.is_layout), key=self._has_no_fix))
        layout = tuple(r for r in self.plan.rules if r.is_layout)
        given = self.plan.template
        linted = self._lint(before, content)
        self.plan = self.plan._replace(template=linted.document.template)  # the passes read the entries alike
        went_in = account(linted.document)
        laid, taught = None, 0
        for _ in range(MOST_PASSES):
            linted = self._to_fixpoint(linted, content)
            if layout and not (laid and laid.document is linted.document):
                laid = self._to_fixpoint(self._judge(linted.document, layout), layout)
                if laid.document is not linted.document:
                    linted = self._judge(laid.document, content)
                    continue
            if self._shows_the_same(taught):
                break
            anew = self._read_anew(linted, given, content)
            if not self._candidates(anew):
                break
            linted, taught = anew, len(self.applied)
            self.plan = self.plan._replace(template=anew.document.template)
        else:
            raise self._endless(layout)
        applied = tuple(Applied(c.code, c.fix.message, len(c.fix.edits), c.fix.deltas) for c in self.applied)
        diagnostics, withheld = self._as_hints(linted, laid)
        return Fixed(
            before=before,
            linted=linted._replace(diagnostics=diagnostics),
            applied=applied,
            withheld=withheld,
            account=went_in,
            counted_anew=tuple(self.counted_anew),
        )

    def _has_no_fix(self, rule: Rule) -> bool:
        """Whether no fix of a rule is made, by what it says of itself."""
        return rule.fix is None or self.plan.safety.get(rule.name, rule.fix) < self.threshold

    def _lint(self, source: Source, rules: tuple[Rule, ...]) -> Linted:
        return self._judge(read(source, self.plan.packs, self.plan.template), rules)

    def _relint(self, read: Document, source: Source, rules: tuple[Rule, ...]) -> Linted:
        """Judge what a document has become; where only line ends have changed, it is the same but for them."""
        return self._judge(read._replace(source=source), rules) if source.text == read.source.text else self._lint(source, rules)

    def _shows_the_same(self, taught: int) -> bool:
        """Whether what the page shows is what the template was learnt from, after so many fixes: layout keeps what it shows."""
        layout = {rule.name for rule in self.plan.rules if rule.is_layout}
        return all(candidate.code in layout for candidate in self.applied[taught:])

    def _read_anew(self, linted: Linted, given: Template, rules: tuple[Rule, ...]) -> Linted:
        """What the next run would find: the mended entries may teach another template."""
        return judge(read(linted.source, self.plan.packs, given), self.plan._replace(rules=rules))

    def _judge(self, document: Document, rules: tuple[Rule, ...]) -> Linted:
        return judge(document, self.plan._replace(rules=rules))

    def _to_fixpoint(self, linted: Linted, rules: tuple[Rule, ...]) -> Linted:
        passes = 0
        while candidates := self._candidates(linted) or self._second_tries(linted):
            if passes == MOST_PASSES:
                raise self._endless(rules, candidates)
            self.seen.setdefault(_text_key(linted.source), len(self.applied))
            chosen = self._proved(linted.source, [candidates[i] for i in select([(c.code, c.fix) for c in candidates])])
            if not chosen:
                continue  # some are withheld now, so there are fewer candidates
            passes += 1
            self.applied += chosen
            counted = account(linted.document)
            linted = self._relint(linted.document, _rewritten(linted.source, chosen), rules)
            if account(linted.document) != counted:
                self.counted_anew |= dict.fromkeys(_that_count_anew(chosen))
            if (made := self.seen.get(_text_key(linted.source))) is not None:
                codes = ", ".join(sorted({c.code for c in self.applied[made:]}))
                raise _Unsettled((c.key for c in self.applied[made:]), f"fixes undo each other ({codes})")
        return linted

    def _endless(self, rules: Sequence[Rule], candidates: Sequence[_Candidate] = ()) -> _Unsettled:
        codes = sorted({c.code for c in candidates} or {rule.name for rule in rules})
        return _Unsettled(codes, f"no end after {MOST_PASSES} passes ({', '.join(codes)})")

    def _candidates(self, linted: Linted) -> list[_Candidate]:
        """The fixes that may be made: of findings chosen and severe enough, safe enough, not withheld, clear of what comments suppress."""
        suppressions, chosen = linted.suppressions, self.chosen(linted)
        found = []
        for index, diagnostic in enumerate(linted.diagnostics):
            fix = diagnostic.fix
            if index not in chosen or fix is None or fix.applicability < self.threshold or diagnostic.code in self.withheld:
                continue
            if diagnostic.severity < self.plan.fix_from:
                continue
            if suppressions.comments and any(suppressions.guards(diagnostic.code, edit.span) for edit in fix.edits):
                continue
            candidate = _Candidate(diagnostic.code, fix, _key(diagnostic.code, fix, linted.source.text))
            if candidate.key not in self.withheld:
                found.append(candidate)
        return found

    def _second_tries(self, linted: Linted) -> list[_Candidate]:
        """The fixes that could not be proved while the text was another: what was in their way may be gone."""
        text = _text_key(linted.source)
        stale = [key for key, unproved_on in self.unproved.items() if unproved_on != text]
        for key in stale:
            del self.unproved[key], self.withheld[key]
        return self._candidates(linted) if stale else []

    def _proved(self, source: Source, chosen: list[_Candidate]) -> list[_Candidate]:
        """Those of some fixes that can be proved together. One that can't be proved by itself is withheld.

        Each breach leaves the first half of the fixes that edit its place: what is left out has its turn in the next pass.
        """
        sound: list[_Candidate] = []
        while chosen:
            breaches = _breaches(source, chosen)
            if not breaches:
                return chosen
            dropped: set[int] = set()
            for breach in breaches:
                suspects = _suspects(source, chosen, breach)
                if dropped.isdisjoint(suspects):
                    dropped.update(suspects[len(suspects) // 2 :])
                    if len(suspects) == 1:
                        lone = chosen[suspects[0]]
                        if len(chosen) > 1 and not _breaches(source, [lone]):
                            sound.append(lone)  # another fix is in its way
                        else:
                            self.withheld[lone.key] = f"it changes more than it says: {breach.what}"
                            self.unproved[lone.key] = _text_key(source)
            chosen = [candidate for index, candidate in enumerate(chosen) if index not in dropped]
        return sound[:1]

    def _as_hints(self, linted: Linted, laid: Linted | None) -> tuple[tuple[Diagnostic, ...], tuple[Withheld, ...]]:
        """The findings, with fixes that were withheld as hints, and what is to be said of those."""
        told = [*linted.diagnostics]
        if laid and self.withheld:  # layout is reported only where it can't be done
            told += [d for d in laid.diagnostics if d.fix and self._reason(d, laid.source)]
        diagnostics, withheld = [], []
        for diagnostic in told:
            fix, reason = diagnostic.fix, self._reason(diagnostic, linted.source)
            if fix and reason and fix.applicability >= self.threshold:
                withheld.append(Withheld(diagnostic.code, fix.message, reason, linted.source.row(diagnostic.span.start)))
                hint = fix._replace(applicability=Applicability.HINT)
                diagnostic = diagnostic._replace(finding=diagnostic.finding._replace(fix=hint))  # noqa: PLW2901 - the same with a hint
            diagnostics.append(diagnostic)
        return tuple(diagnostics), tuple(withheld)

    def _reason(self, diagnostic: Diagnostic, source: Source) -> str | None:
        """Why a finding's fix is withheld, if it is."""
        if not self.withheld or diagnostic.fix is None:
            return None
        return self.withheld.get(diagnostic.code) or self.withheld.get(_key(diagnostic.code, diagnostic.fix, source.text))


def _all(linted: Linted) -> range:
    """The indices of all findings."""
    return range(len(linted.diagnostics))


def _that_count_anew(chosen: Sequence[_Candidate]) -> list[str]:
    """The rules of those fixes after which there may be more or fewer entries or links; of all where none says so."""
    found = [c.code for c in chosen if any(delta.kind in _COUNTED for delta in c.fix.deltas)]
    return sorted(set(found or (c.code for c in chosen)))


_COUNTED = ("link recovered", "nesting", "lists joined", "blocks divided", "block removed", "block added")


def _breaches(source: Source, chosen: Sequence[_Candidate]) -> list[Breach]:
    return prove(source.text, _rewritten(source, chosen).text, [candidate.claim for candidate in chosen])


def _rewritten(source: Source, chosen: Sequence[_Candidate]) -> Source:
    edits: list[Edit] = [edit for candidate in chosen for edit in candidate.fix.edits]
    return source.with_text(apply(source.text, edits))


def _suspects(source: Source, chosen: Sequence[_Candidate], breach: Breach) -> list[int]:
    """The fixes that edit the place of a breach; all of them where none does."""
    near = [index for index, candidate in enumerate(chosen) if any(_touches(source, edit, breach.rows) for edit in candidate.fix.edits)]
    return near or list(range(len(chosen)))


def _touches(source: Source, edit: Edit, rows: range) -> bool:
    return source.row(edit.start) - 1 < rows.stop and rows.start < source.row(max(edit.start, edit.end - 1))


def _text_key(source: Source) -> object:
    return source.text, source.minority_rows
