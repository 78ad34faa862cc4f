"""The walk that brings every node to the checks that want it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from awesome_lint.edits import Applicability, Fix
from awesome_lint.knowledge import Packs
from awesome_lint.model import Contents, Document, Entry, Link, Section, Template, Text
from awesome_lint.reading import read
from awesome_lint.rule import INTERNAL_ERROR, MOST_FINDINGS, Check, Context, Diagnostic, Finding, Rule, Run, Severity
from awesome_lint.source import Source, Span
from awesome_lint.style import HouseStyle, infer
from awesome_lint.suppress import Suppressions


class Plan(NamedTuple):
    """What to do with a file: the rules that run and what the settings say about them.

    `severities` and `safety` replace what a rule says of itself; `options` holds the options objects of rules
    that a config sets; `pins` are the traits of the house style that a config fixes.
    """

    rules: tuple[Rule, ...]
    packs: Packs
    severities: Mapping[str, Severity] = {}
    safety: Mapping[str, Applicability] = {}
    options: Mapping[str, object] = {}
    pins: Mapping[str, str] = {}
    template: Template = Template()
    """What the config, or an earlier version of the file, says about reading it."""
    judge: HouseStyle | None = None
    """The style that the file is held to instead of its own: that of its version in the base revision."""
    fix_from: Severity = Severity.INFO
    """The least severity of the findings that `fix` repairs."""

    def applicability(self, rule: str, fix: Fix) -> Applicability:
        """How safe a fix is by the settings. A hint is shown only, whatever they say."""
        if fix.applicability == Applicability.HINT:
            return fix.applicability
        return self.safety.get(rule, fix.applicability)


class Linted(NamedTuple):
    """A file, read and judged.

    `examined` counts per rule the nodes that it looked at, `left_out` the findings above MOST_FINDINGS by severity. `looked_for` are
    the files beside it that the findings depend on, and whether they are there.
    """

    document: Document
    diagnostics: tuple[Diagnostic, ...]
    suppressions: Suppressions
    examined: Mapping[str, int]
    left_out: Mapping[Severity, int] = {}
    looked_for: Mapping[str, bool] = {}

    @property
    def source(self) -> Source:
        return self.document.source


def lint(source: Source, plan: Plan) -> Linted:
    """Judge one file. Raises UserError where it can't be read; a check that raises becomes a diagnostic."""
    return judge(read(source, plan.packs, plan.template), plan)


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
    order = sorted(walk.diagnostics, key=attrgetter("finding.span", "code", "finding.message"))
    return Linted(document, tuple(order), suppressions, dict(walk.examined), dict(walk.left_out), context.looked_for)


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
        self.left_out: Counter[Severity] = Counter()

    def check(self, rule: Rule, nodes: Sequence[object]) -> None:
        check, context = rule.check, self.context
        if rule.options:
            check = _with_options(check, self.plan.options.get(rule.name) or rule.options())
        self.examined[rule.name] += len(nodes)
        node: object = None
        try:
            for node in nodes:
                for finding in check(node, context):
                    self.add(rule, finding)
        except Exception as error:  # noqa: BLE001 - any failure of a rule is our bug, told as one; the other rules go on
            self.diagnostics.append(internal_error(rule.name, _span_of(node), f"{type(error).__name__}: {error}"))

    def add(self, rule: Rule, finding: Finding) -> None:
        if self.suppressions.comments:
            comment = self.suppressions.hides(rule.name, finding.span)
            if comment is not None:
                self.hidden[comment] += 1
                return
        severity = self.plan.severities.get(rule.name, finding.severity)
        if len(self.diagnostics) >= MOST_FINDINGS:
            self.left_out[rule.severity if severity is None else severity] += 1
            return
        if finding.fix is not None and rule.name in self.plan.safety:
            fix = finding.fix._replace(applicability=self.plan.applicability(rule.name, finding.fix))
            finding = finding._replace(fix=fix)
        self.diagnostics.append(Diagnostic(rule.name, rule.severity if severity is None else severity, finding))


def _with_options(check: Check, options: object) -> Check:
    """A check as those without options are called: a list has ten thousands of nodes, and `*args` would treble each call."""
    return lambda node, context: check(node, context, options)


def _span_of(node: object) -> Span:
    span = getattr(node, "span", None)
    return span if isinstance(span, Span) else Span(0, 0)


def internal_error(rule: str, span: Span, what: str) -> Diagnostic:
    """A failure of our own, told as a finding."""
    message = f"`{rule}` failed: {what}. This is a bug of awesome-lint, please report it; `--ignore {rule}` avoids it"
    return Diagnostic(INTERNAL_ERROR, Severity.ERROR, Finding(span, message))
