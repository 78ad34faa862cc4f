"""`awesome-lint rule [NAME or GROUP]`: all rules in a table, those of a group, or one explained."""

from __future__ import annotations

import argparse
import json

from awesome_lint.commands import console
from awesome_lint.errors import UserError
from awesome_lint.rule import GROUPS, Rule, all_rules
from awesome_lint.suggest import did_you_mean


def run(args: argparse.Namespace) -> int:
    """Print a rule's page, or the table of a group or of all. Raises UserError for a name that neither a rule nor a group has."""
    rules = all_rules()
    if args.name is None:
        chosen = list(rules.values())
    elif args.name in rules:
        chosen = [rules[args.name]]
    elif args.name in GROUPS:
        chosen = [rule for rule in rules.values() if rule.group == args.name]
    else:
        raise UserError(f"there is no rule or group `{args.name}`", remedy=did_you_mean(args.name, [*rules, *GROUPS]))
    if args.output_format == "json":
        text = json.dumps([as_data(rule) for rule in chosen], indent=2, ensure_ascii=False)
    elif args.name in rules:
        text = page(chosen[0])
    else:
        text = table(chosen)
    console.tell(text)
    return 0


def as_data(rule: Rule) -> dict[str, object]:
    """A rule as JSON: what other programs need to know of it."""
    return {
        "name": rule.name,
        "group": rule.group,
        "summary": rule.summary,
        "severity": rule.severity.word,
        "default": rule.default,
        "fix": rule.fix.word if rule.fix is not None else None,
        "page": rule.page,
    }


def table(rules: list[Rule]) -> str:
    """The rules, a line each, under their groups."""
    width = max(len(rule.name) for rule in rules)
    lines: list[str] = []
    group = ""
    for rule in rules:
        if rule.group != group:
            group = rule.group
            lines += [*([""] if lines else []), group]
        fix = f"{rule.fix.word} fix" if rule.fix is not None else ""
        lines.append(
            f"  {rule.name:<{width}}  {rule.severity.word:<7}  {'on' if rule.default else 'opt-in':<6}  {fix:<10}  {rule.summary}".rstrip()
        )
    return "\n".join(lines)


def page(rule: Rule) -> str:
    """A rule's page under a line of its facts."""
    fix = f"{rule.fix.word} fix" if rule.fix is not None else "no fix"
    facts = f"{rule.name} ({rule.group}, {rule.severity.word}, {'on by default' if rule.default else 'opt-in'}, {fix})"
    return f"{facts}\n\n{rule.page}"
