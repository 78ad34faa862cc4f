"""The examples of a user's own packs, held to what the packs read: as the tests hold ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from awesome_lint.knowledge.index import Pack, Table

if TYPE_CHECKING:
    from awesome_lint.knowledge.packs import Packs

MOST_EXAMPLES = 1_000
"""Examples of a user's packs that are tried."""


class Contradiction(NamedTuple):
    """An example that says something else than the packs: its pack, its number there from 0, the key that is wrong, and what is read."""

    pack: Pack
    number: int
    key: str
    message: str


def contradiction(packs: Packs, own: Sequence[Pack]) -> Contradiction | None:
    """The first example of some packs that contradicts what all packs together read; None if none does."""
    found = (
        Contradiction(pack, number, key, message)
        for pack, number, example in islice(_examples(own), MOST_EXAMPLES)
        for key, message in (_of_venue if pack.kind == "venue" else _of_host)(packs, pack.id, example)
    )
    return next(found, None)


def _examples(own: Sequence[Pack]) -> Iterator[tuple[Pack, int, Table]]:
    for pack in own:
        if pack.kind in ("venue", "host"):
            for number, example in enumerate(pack.table.get("example", ())):
                yield pack, number, example


def _of_venue(packs: Packs, name: str, example: Table) -> Iterator[tuple[str, str]]:
    published = packs.published(example["url"])
    if published is None or name not in published.venues:
        read = f"reads `{'`, `'.join(published.venues)}`" if published else "reads no venue"
        yield "url", f"no `paper` of `venue.{name}` matches it: awesome-lint {read}"
    elif published.year != example.get("year"):
        yield "year", _otherwise(example.get("year"), published.year)


def _of_host(packs: Packs, name: str, example: Table) -> Iterator[tuple[str, str]]:
    url = example["url"]
    if packs.host(url) != packs.hosts[name]:
        yield "url", f"it is not on the hosts of `host.{name}`"
    if "key" in example and (key := packs.identity(url)) != example["key"]:
        yield "key", _otherwise(example["key"], key)
    if "year" in example and "venue" in example:
        published = packs.published(url)
        if published is None or example["venue"] not in published.venues:
            yield "venue", _otherwise(example["venue"], " or ".join(published.venues) if published else None)
        elif published.year != example["year"]:
            yield "year", _otherwise(example["year"], published.year)


def _otherwise(said: object, read: object) -> str:
    """What an example says, and what is read of its URL."""
    told = f"the example says `{said}`" if said is not None else "the example says nothing"
    return f"{told}, and awesome-lint reads {'nothing' if read is None else f'`{read}`'} in its URL"
