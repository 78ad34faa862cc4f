"""The walk that brings every node to the checks that want it, and the loop that applies their fixes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from awesome_lint.edits import Applicability, Fix, apply, select
from awesome_lint.ledger import Account, outside_is_equal, verify
from awesome_lint.model import Contents, Document, Entry, Link, Section, Text
from awesome_lint.outline import read
from awesome_lint.packs import Packs
from awesome_lint.parse import InlineMemo
from awesome_lint.rule import INTERNAL_ERROR, Context, Diagnostic, Finding, Rule, Run, Severity
from awesome_lint.source import Source, Span
from awesome_lint.style import HouseStyle, infer
from awesome_lint.suppress import Suppressions

# Enough for what real lists need (2 to 3); a fight between rules is noticed earlier, by a text seen before.
MOST_PASSES = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with a file: the rules that run and what the settings say about them.

    `severities` and `safety` replace what a rule says of itself; `options` holds the options objects of rules
    that a config sets; `pins` are the traits of the house style that a config fixes.
    """

    rules: tuple[Rule, ...]
    packs: Packs
    severities: Mapping[str, Severity] = field(default_factory=dict)
    safety: Mapping[str, Applicability] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)
    pins: Mapping[str, str] = field(default_factory=dict)
    judge: HouseStyle | None = None
    """The style that the file is held to instead of its own: that of its version in the base revision."""

    def applicability(self, rule: str, fix: Fix) -> Applicability:
        """How safe a fix is by the settings. A hint is shown only, whatever they say."""
        if fix.applicability == Applicability.HINT:
            return fix.applicability
        return self.safety.get(rule, fix.applicability)


@dataclass(frozen=True, slots=True)
class Linted:
    """A file, read and judged. `examined` counts per rule the nodes that it looked at."""

    document: Document
    diagnostics: tuple[Diagnostic, ...]
    suppressions: Suppressions
    examined: Mapping[str, int]

    @property
    def source(self) -> Source:
        return self.document.source


@dataclass(frozen=True, slots=True)
class Applied:
    """A fix that was made: which rule, and what it did in words."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """What `fix` made of a file: its new text, judged; the fixes made; and what went in and came out."""

    before: Source
    linted: Linted
    applied: tuple[Applied, ...]
    account: Account

    @property
    def source(self) -> Source:
        return self.linted.source

    @property
    def is_changed(self) -> bool:
        return self.source.text != self.before.text or bool(self.before.minority_rows)


def lint(source: Source, plan: Plan, memo: InlineMemo | None = None) -> Linted:
    """Judge one file. Raises UserError where it can't be read; a check that raises becomes a diagnostic."""
    return judge(read(source, plan.packs, memo), plan)


def judge(document: Document, plan: Plan) -> Linted:
    """Judge a file that was read already."""
    suppressions = Suppressions.of(document)
    context = Context(document, infer(document, plan.packs, plan.pins, plan.judge), plan.packs, suppressions.protected)
    walk = _Walk(plan, context, suppressions)
    by_node: dict[type, list[Rule]] = defaultdict(list)
    for rule in plan.rules:
        by_node[rule.node].append(rule)
    for node_type, rules in by_node.items():
        if node_type is not Run:
            for rule in rules:
                walk.check(rule, _nodes(document, node_type))
    found = tuple(walk.diagnostics)
    run = Run(document, found, tuple(walk.hidden), frozenset(r.name for r in plan.rules))
    for rule in by_node[Run]:
        walk.check(rule, (run,))
    order = sorted(walk.diagnostics, key=lambda d: (d.span, d.code, d.message))
    return Linted(document, tuple(order), suppressions, dict(walk.examined))


def _nodes(document: Document, node_type: type) -> Sequence[object]:
    """The nodes of a type, in document order."""
    nodes: dict[type, Sequence[object]] = {
        Document: (document,),
        Contents: document.contents,
        Section: document.sections,
        Entry: document.entries,
        Link: document.links,
        Text: document.texts,
    }
    return nodes[node_type]


class _Walk:
    """Runs checks over nodes and keeps what they find and what comments hide."""

    def __init__(self, plan: Plan, context: Context, suppressions: Suppressions) -> None:
        self.plan = plan
        self.context = context
        self.suppressions = suppressions
        self.diagnostics: list[Diagnostic] = []
        self.hidden = [0] * len(suppressions.comments)
        self.examined: Counter[str] = Counter()

    def check(self, rule: Rule, nodes: Sequence[object]) -> None:
        extra = (self.plan.options.get(rule.name) or rule.options(),) if rule.options else ()
        check, context = rule.check, self.context
        self.examined[rule.name] += len(nodes)
        node: object = None
        try:
            for node in nodes:
                for finding in check(node, context, *extra):
                    self.add(rule, finding)
        except Exception as error:  # noqa: BLE001 - any failure of a rule is our bug, told as one; the other rules go on
            self.diagnostics.append(_internal_error(rule.name, _span_of(node), f"{type(error).__name__}: {error}"))

    def add(self, rule: Rule, finding: Finding) -> None:
        if self.suppressions.comments:
            comment = self.suppressions.hides(rule.name, finding.span)
            if comment is not None:
                self.hidden[comment] += 1
                return
        severity = self.plan.severities.get(rule.name, finding.severity)
        if finding.fix is not None and rule.name in self.plan.safety:
            fix = replace(finding.fix, applicability=self.plan.applicability(rule.name, finding.fix))
            finding = replace(finding, fix=fix)
        self.diagnostics.append(Diagnostic(rule.name, rule.severity if severity is None else severity, finding))


def _span_of(node: object) -> Span:
    span = getattr(node, "span", None)
    return span if isinstance(span, Span) else Span(0, 0)


def _internal_error(rule: str, span: Span, what: str) -> Diagnostic:
    message = f"`{rule}` failed: {what}. This is a bug of awesome-lint, please report it; `--ignore {rule}` goes round it"
    return Diagnostic(INTERNAL_ERROR, Severity.ERROR, Finding(span, message))


def fix(source: Source, plan: Plan, *, unsafe: bool = False) -> Fixed:
    """Apply fixes to a fixpoint, then layout, again until a whole round changes nothing.

    Every rewrite is proved by the ledger; a fix that breaks its promise is withheld and told as
    `internal-error`, and the rest goes on.
    """
    return _Fixer(plan, Applicability.UNSAFE if unsafe else Applicability.SAFE).run(source)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A fix that may be applied, with the rule that offers it."""

    code: str
    fix: Fix

    def key(self, text: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """What it does, wherever it stands: offsets shift from pass to pass."""
        return self.code, self.fix.message, tuple((text[e.start : e.end], e.content) for e in self.fix.edits)


@dataclass(slots=True)
class _Fixer:
    """The state of one `fix`. `seen` are the texts so far with the number of fixes that had led to each."""

    plan: Plan
    threshold: Applicability
    memo: InlineMemo = field(default_factory=InlineMemo)
    applied: list[Applied] = field(default_factory=list)
    failures: list[Diagnostic] = field(default_factory=list)
    withheld: set[object] = field(default_factory=set)
    seen: dict[tuple[str, tuple[int, ...]], int] = field(default_factory=dict)

    def run(self, before: Source) -> Fixed:
        content = tuple(r for r in self.plan.rules if not r.is_layout)
        layout = tuple(r for r in self.plan.rules if r.is_layout)
        linted = self._lint(before, content)
        account = Account.of(linted.document)
        for _ in range(MOST_PASSES):
            linted = self._to_fixpoint(linted, content)
            if not layout:
                break
            laid = self._to_fixpoint(self._judge(linted.document, layout), layout)
            if laid.source.text == linted.source.text:
                break
            linted = self._judge(laid.document, content)
        return Fixed(before, replace(linted, diagnostics=(*self.failures, *linted.diagnostics)), tuple(self.applied), account)

    def _lint(self, source: Source, rules: tuple[Rule, ...]) -> Linted:
        return self._judge(read(source, self.plan.packs, self.memo), rules)

    def _judge(self, document: Document, rules: tuple[Rule, ...]) -> Linted:
        return judge(document, replace(self.plan, rules=rules))

    def _to_fixpoint(self, linted: Linted, rules: tuple[Rule, ...]) -> Linted:
        for _ in range(MOST_PASSES):
            self.seen.setdefault(_key(linted.source), len(self.applied))
            candidates = self._candidates(linted)
            chosen = [candidates[i] for i in select([(c.code, c.fix) for c in candidates])]
            chosen, after = self._prove(linted, chosen, rules)
            if after is None:
                return linted
            self.applied += [Applied(c.code, c.fix.message) for c in chosen]
            linted = after
            if _key(linted.source) in self.seen:
                self._break_cycle(linted.source)
        if self._candidates(linted):
            codes = sorted({c.code for c in self._candidates(linted)})
            self.failures.append(_internal_error(codes[0], Span(0, 0), f"no end after {MOST_PASSES} passes ({', '.join(codes)})"))
        return linted

    def _candidates(self, linted: Linted) -> list[_Candidate]:
        """The fixes that may be applied: safe enough, not withheld, and clear of what comments suppress."""
        text = linted.source.text
        suppressions = linted.suppressions
        found = []
        for diagnostic in linted.diagnostics:
            fix = diagnostic.fix
            if fix is None or fix.applicability < self.threshold or diagnostic.code in self.withheld:
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
        self.failures.append(_internal_error(candidate.code, candidate.fix.span, what))

    def _break_cycle(self, source: Source) -> None:
        """The text was there before: the rules that led back to it fight, and are left out from here on."""
        codes = sorted({a.code for a in self.applied[self.seen[_key(source)] :]})
        self.withheld.update(codes)
        self.failures.append(_internal_error(codes[0], Span(0, 0), f"its fixes are undone by others ({', '.join(codes)})"))


def _key(source: Source) -> tuple[str, tuple[int, ...]]:
    return source.text, source.minority_rows
