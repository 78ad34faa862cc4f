"""The loop that applies the checks' fixes, proves each rewrite and lays the file out.

Apart from `engine.py`, since `check` has no need of it.
"""

from __future__ import annotations

from typing import NamedTuple

from awesome_lint.edits import Applicability, Fix, apply, select
from awesome_lint.engine import Linted, Plan, internal_error, judge
from awesome_lint.ledger import Account, outside_is_equal, verify
from awesome_lint.model import Document
from awesome_lint.outline import read
from awesome_lint.parse import InlineMemo
from awesome_lint.rule import Diagnostic, Rule
from awesome_lint.source import Source, Span

# Enough for what real lists need (2 to 3); a fight between rules is noticed earlier, by a text seen before.
MOST_PASSES = 10


class Applied(NamedTuple):
    """A fix that was made: which rule, what it did in words, in how many edits."""

    code: str
    message: str
    edits: int = 1


class Fixed(NamedTuple):
    """What `fix` made of a file: its new text, judged; the fixes made; and what went in and came out."""

    before: Source
    linted: Linted
    applied: tuple[Applied, ...]
    account: Account

    @property
    def source(self) -> Source:
        return self.linted.source

    @property
    def balance(self) -> str:
        """What went in and came out: `334 entries, 1,175 links before and after`."""
        before, after = self.account.summary, Account.of(self.linted.document).summary
        return f"{before} before and after" if before == after else f"{before} before, {after} after"

    @property
    def is_changed(self) -> bool:
        return self.source.text != self.before.text or bool(self.before.minority_rows)


def fix(source: Source, plan: Plan, *, unsafe: bool = False) -> Fixed:
    """Apply fixes to a fixpoint, then layout, again until a whole round changes nothing.

    Every rewrite is proved by the ledger; a fix that breaks its promise is withheld and told as
    `internal-error`, and the rest goes on.
    """
    return _Fixer(plan, Applicability.UNSAFE if unsafe else Applicability.SAFE).run(source)


class _Candidate(NamedTuple):
    """A fix that may be applied, with the rule that offers it."""

    code: str
    fix: Fix

    def key(self, text: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """What it does, wherever it stands: offsets shift from pass to pass."""
        return self.code, self.fix.message, tuple((text[e.start : e.end], e.content) for e in self.fix.edits)


class _Fixer:
    """The state of one `fix`. `seen` are the texts so far with the number of fixes that had led to each."""

    def __init__(self, plan: Plan, threshold: Applicability) -> None:
        self.plan = plan
        self.threshold = threshold
        self.memo = InlineMemo()
        self.applied: list[Applied] = []
        self.failures: list[Diagnostic] = []
        self.withheld: set[object] = set()
        self.seen: dict[tuple[str, tuple[int, ...]], int] = {}

    def run(self, before: Source) -> Fixed:
        content = tuple(r for r in self.plan.rules if not r.is_layout)
        layout = tuple(r for r in self.plan.rules if r.is_layout)
        linted = self._lint(before, content)
        account = Account.of(linted.document)
        laid = None
        for _ in range(MOST_PASSES):
            linted = self._to_fixpoint(linted, content)
            if not layout or (laid and laid.document is linted.document):  # nothing to mend since it was laid out
                break
            laid = self._to_fixpoint(self._judge(linted.document, layout), layout)
            if laid.document is linted.document:
                break
            linted = self._judge(laid.document, content)
        return Fixed(before, linted._replace(diagnostics=(*self.failures, *linted.diagnostics)), tuple(self.applied), account)

    def _lint(self, source: Source, rules: tuple[Rule, ...]) -> Linted:
        return self._judge(read(source, self.plan.packs, self.memo), rules)

    def _judge(self, document: Document, rules: tuple[Rule, ...]) -> Linted:
        return judge(document, self.plan._replace(rules=rules))

    def _to_fixpoint(self, linted: Linted, rules: tuple[Rule, ...]) -> Linted:
        for _ in range(MOST_PASSES):
            self.seen.setdefault(_key(linted.source), len(self.applied))
            candidates = self._candidates(linted)
            chosen = [candidates[i] for i in select([(c.code, c.fix) for c in candidates])]
            chosen, after = self._prove(linted, chosen, rules)
            if after is None:
                return linted
            self.applied += [Applied(c.code, c.fix.message, len(c.fix.edits)) for c in chosen]
            linted = after
            if _key(linted.source) in self.seen:
                self._break_cycle(linted.source)
        if self._candidates(linted):
            codes = sorted({c.code for c in self._candidates(linted)})
            self.failures.append(internal_error(codes[0], Span(0, 0), f"no end after {MOST_PASSES} passes ({', '.join(codes)})"))
        return linted

    def _candidates(self, linted: Linted) -> list[_Candidate]:
        """The fixes that may be applied: safe enough, of findings severe enough, not withheld, and clear of what comments suppress."""
        text = linted.source.text
        suppressions = linted.suppressions
        found = []
        for diagnostic in linted.diagnostics:
            fix = diagnostic.fix
            if fix is None or fix.applicability < self.threshold or diagnostic.code in self.withheld:
                continue
            if diagnostic.severity < self.plan.fix_from:
                continue
            if suppressions.comments and any(suppressions.guards(diagnostic.code, edit.span) for edit in fix.edits):
                continue
            candidate = _Candidate(diagnostic.code, fix)
            if candidate.key(text) not in self.withheld:
                found.append(candidate)
        return found

    def _prove(self, linted: Linted, chosen: list[_Candidate], rules: tuple[Rule, ...]) -> tuple[list[_Candidate], Linted | None]:
        """Apply the fixes that keep their promise: those, and the file after them (None: there are none)."""
        if not chosen:
            return [], None
        after, breaches = self._try(linted, chosen, rules)
        if not breaches:
            return chosen, after
        if len(chosen) == 1:
            self._withhold(linted, chosen[0], breaches)
            return [], None
        half = len(chosen) // 2
        one, first = self._prove(linted, chosen[:half], rules)
        two, second = self._prove(linted, chosen[half:], rules)
        if not one or not two:
            return one or two, first or second
        after, breaches = self._try(linted, [*one, *two], rules)
        return ([*one, *two], after) if not breaches else (one, first)

    def _try(self, linted: Linted, chosen: list[_Candidate], rules: tuple[Rule, ...]) -> tuple[Linted, list[str]]:
        """Apply fixes and read the result: the file after them, and what changed that they don't declare."""
        before = linted.source
        edits = [edit for candidate in chosen for edit in candidate.fix.edits]
        source = before.with_text(apply(before.text, edits))
        after = self._lint(source, rules)
        deltas = [delta for candidate in chosen for delta in candidate.fix.deltas]
        breaches = verify(Account.of(linted.document), Account.of(after.document), deltas)
        if not outside_is_equal(before.text, source.text, edits):
            breaches.append("characters outside the edits changed")
        return after, breaches

    def _withhold(self, linted: Linted, candidate: _Candidate, breaches: list[str]) -> None:
        self.withheld.add(candidate.key(linted.source.text))
        what = f"its fix “{candidate.fix.message}” was withheld, since {breaches[0]}"
        self.failures.append(internal_error(candidate.code, candidate.fix.span, what))

    def _break_cycle(self, source: Source) -> None:
        """The text was there before: the rules that led back to it fight, and are left out from here on."""
        codes = sorted({a.code for a in self.applied[self.seen[_key(source)] :]})
        self.withheld.update(codes)
        self.failures.append(internal_error(codes[0], Span(0, 0), f"its fixes are undone by others ({', '.join(codes)})"))


def _key(source: Source) -> tuple[str, tuple[int, ...]]:
    return source.text, source.minority_rows
