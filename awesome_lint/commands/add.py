"""`awesome-lint add LIST REFERENCE ...`: put papers into a list, in its own template."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from awesome_lint.adding.adder import Added, add
from awesome_lint.adding.given import completed, is_reference, of_url, references_in
from awesome_lint.bibliography.reference import Reference, role_of_url
from awesome_lint.commands import console
from awesome_lint.commands.lists import Lists
from awesome_lint.commands.writing import finish
from awesome_lint.errors import UserError
from awesome_lint.knowledge import Packs
from awesome_lint.suggest import did_you_mean


def run(args: argparse.Namespace) -> int:
    """Add what is given. Exit status 0; 1 for what the list has already, and with --diff where something would change."""
    given = [word for word in args.paths if is_reference(word)]
    args.paths = [word for word in args.paths if not is_reference(word)]
    lists = Lists(args)
    if len(lists.paths) != 1:
        raise UserError("`add` writes to one list", remedy="name the list before the references: `awesome-lint add README.md refs.bib`")
    path, source = lists.paths[0], lists.source(lists.paths[0])
    document = lists.read(source)
    result = add(document, _references(args, given, lists.packs), lists.packs, args.section)
    is_changed = finish(args, lists, path, source, result.document.source)
    for known in result.present:
        console.note(f"{path}:{known.row}: “{known.reference.title}” is in the list already, not added" + _as(known.title, known.reference))
    if not args.quiet:
        for added in result.added:
            console.note(f"{path}: {'would add' if args.diff else 'added'} “{added.reference.title}”{_where(added)}")
    return int(bool(result.present) or (args.diff and is_changed))


def _as(title: str, reference: Reference) -> str:
    return f" (as “{title}”)" if title and title.casefold() != reference.title.casefold() else ""


def _where(added: Added) -> str:
    if not added.section:
        return ""
    return f" to the {'new ' if added.new_headings else ''}section “{added.section}”"


def _references(args: argparse.Namespace, given: Sequence[str], packs: Packs) -> list[Reference]:
    """The references of files, URLs and options. Raises UserError where there are none, or an option fits none of them."""
    links = [("code", args.code)] * bool(args.code) + [_link(text, packs) for text in args.link]
    options = {"title": args.title, "venue": args.venue, "year": args.year, "authors": tuple(args.author), "description": args.description}
    said = {name: value for name, value in options.items() if value}
    urls = [word for word in given if word.startswith(("http://", "https://"))]
    if args.url:
        urls.append(args.url)
    if (said or links) and len(urls) + (len(given) - len([u for u in urls if u in given])) > 1:
        raise UserError("--title and the like are of one paper, but several are given", remedy="add them one by one, or as BibTeX")
    if args.title and not urls and not given:
        return [completed(Reference(links=tuple(links), **said), packs)]
    found: list[Reference] = []
    for url in urls:
        reference = of_url(url, packs, args.title or "")
        found.append(completed(reference._replace(role=role_of_url(url, packs) or "", links=tuple(links), **said), packs))
    for word in given:
        if word not in urls:
            found += references_in(word, packs)
    if not found:
        raise UserError("there is nothing to add", remedy="name a BibTeX file or a URL, or give --title and --url")
    return found


def _link(text: str, packs: Packs) -> tuple[str, str]:
    role, equals, url = text.partition("=")
    if not equals or not url.startswith(("http://", "https://")):
        raise UserError(f"--link {text}: expected ROLE=URL", remedy="such as `project=https://example.org/`")
    known = role if role in packs.roles else packs.role(role)
    if known is None:
        raise UserError(
            f"--link {text}: there is no role `{role}`", remedy=did_you_mean(role, packs.roles, "`awesome-lint venue` lists them all")
        )
    return known, url
