"""What a rule is: a generator function with a decorator, and how rules are found.

    @rule(group="labels", severity=Severity.WARNING, fix=Applicability.SAFE)
    def label_order(entry: Entry, context: Context) -> Iterator[Finding]: ...

The first parameter's annotation says which node the check wants: Document, Contents, Section, Entry, Link, Text or
Run. The rule is named after its function, its file after the rule; the module's docstring is its page, whose
fenced examples (`bad`, `fixed`, `good`, `report`) are run as tests. A third parameter `options`, annotated with
a named tuple whose fields all have defaults, takes what the config sets under `rules.<name>`.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterator
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from awesome_lint.edits import Applicability, Fix
from awesome_lint.source import Source, Span
from awesome_lint.suggest import did_you_mean

if TYPE_CHECKING:
    from awesome_lint.knowledge import Packs
    from awesome_lint.model import Document
    from awesome_lint.style import HouseStyle

T = TypeVar("T")

INTERNAL_ERROR = "internal-error"
"""The code of our own failures; no rule has that name."""


MOST_FINDINGS = 20_000
"""Of one file. The most that one of 219 real lists has is 2,100; memory, reports and kept results grow with them."""


class Severity(IntEnum):
    """How sure every reader would be that something is wrong; ordered."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    @property
    def word(self) -> str:
        return self.name.lower()


class Related(NamedTuple):
    """Another place that a finding speaks of."""

    message: str
    span: Span


class Finding(NamedTuple):
    """What a check yields. `severity` None means the rule's own; people see those of one `group` as one."""

    span: Span
    message: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
    group: str | None = None


class Diagnostic(NamedTuple):
    """A finding with the rule that made it and the severity that counts."""

    code: str
    severity: Severity
    finding: Finding

    @property
    def span(self) -> Span:
        return self.finding.span

    @property
    def message(self) -> str:
        return self.finding.message

    @property
    def fix(self) -> Fix | None:
        return self.finding.fix


class Run(NamedTuple):
    """The node that comes last: what the other rules found in this document, for rules that judge the run.

    `suppressed` counts, per suppression comment (its index in `suppress.Suppressions.comments`), what it hid.
    """

    document: Document
    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[int, ...] = ()
    enabled: frozenset[str] = frozenset()


class Context:
    """What a check may look at besides its node. `once` keeps what several checks compute from the document.

    `protected` are spans that no fix may touch: what a comment in the list suppresses. `looked_for` are the files beside the list
    that checks asked for, by their path from its folder, and whether they are there: a kept result counts only as long as that is so.
    """

    def __init__(self, document: Document, style: HouseStyle, packs: Packs, protected: tuple[Span, ...] = ()) -> None:
        self.document = document
        self.style = style
        self.packs = packs
        self.protected = protected
        self.looked_for: dict[str, bool] = {}
        self._kept: dict[Callable[..., Any], Any] = {}

    @property
    def source(self) -> Source:
        return self.document.source

    def has_file(self, path: str) -> bool:
        """Whether there is a file or folder at a path relative to the list's folder."""
        if path not in self.looked_for:
            self.looked_for[path] = os.path.lexists(Path(self.source.filename).parent / path)
        return self.looked_for[path]

    def once(self, question: Callable[[Context], T]) -> T:
        """The answer of a pure function of this context, computed at most once a document."""
        if question not in self._kept:
            self._kept[question] = question(self)
        answer: T = self._kept[question]
        return answer


Check = Callable[..., Iterator[Finding]]


class Rule(NamedTuple):
    """A registered check. `fix` is the safest fix it may offer, None if it never offers one."""

    name: str
    group: str
    severity: Severity
    default: bool
    fix: Applicability | None
    node: type
    options: type[Any] | None
    check: Check

    @property
    def is_layout(self) -> bool:
        """Whether it judges how the text is laid out: such rules fix last, and `check` runs them on demand only."""
        return self.group == "format"

    @property
    def page(self) -> str:
        """The rule's documentation: its module's docstring, Markdown."""
        from inspect import cleandoc

        return cleandoc(sys.modules[self.check.__module__].__doc__ or "")

    @property
    def summary(self) -> str:
        """The first line of its page."""
        return self.page.partition("\n")[0]


_registered: dict[str, Rule] = {}


def rule(
    *,
    group: str,
    severity: Severity = Severity.WARNING,
    default: bool = True,
    fix: Applicability | None = None,
) -> Callable[[Check], Check]:
    """Register a check. Raises TypeError for a group that there isn't, or a signature that says no node type."""

    def register(check: Check) -> Check:
        name = check.__name__.replace("_", "-")
        if group not in GROUPS:
            raise TypeError(f"{name}: there is no group `{group}` ({did_you_mean(group, GROUPS, 'the groups are ' + ', '.join(GROUPS))})")
        node, _, *options = (_annotation(check, parameter) for parameter in check.__code__.co_varnames[: check.__code__.co_argcount])
        if node is None:
            raise TypeError(f"{name}: annotate the first parameter with the node type that the check wants")
        _registered[name] = Rule(name, group, severity, default, fix, node, options[0] if options else None, check)
        return check

    return register


def _annotation(check: Check, parameter: str) -> type | None:
    """The class that annotates a parameter, by its name in the check's module (inspect.signature takes 20 ms for all rules)."""
    annotation = check.__globals__.get(check.__annotations__.get(parameter, ""))
    return annotation if isinstance(annotation, type) else None


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by name, in the order of groups and names. Imports all of awesome_lint.checks once."""
    checks = importlib.import_module("awesome_lint.checks")  # by name: this layer is below the rules
    for name in _modules(checks.__path__[0]):
        importlib.import_module(f"{checks.__name__}.{name}")
    return dict(sorted(_registered.items(), key=lambda item: (GROUPS.index(item[1].group), item[0])))


def _modules(folder: str) -> Iterator[str]:
    """The modules of the packages in a folder, those with a leading underscore left out: `group.module`, sorted."""
    with os.scandir(folder) as entries:
        groups = sorted(entry.name for entry in entries if entry.is_dir() and not entry.name.startswith(("_", ".")))
    for group in groups:
        with os.scandir(os.path.join(folder, group)) as entries:  # noqa: PTH118 - pathlib's glob takes 2 ms here
            names = sorted(entry.name for entry in entries if entry.name.endswith(".py") and not entry.name.startswith("_"))
        yield from (f"{group}.{name.removesuffix('.py')}" for name in names)


GROUPS = ("text", "headings", "toc", "labels", "links", "urls", "duplicates", "entries", "format", "suppressions")
