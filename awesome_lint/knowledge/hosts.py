"""Hosts: which pack speaks of a URL's site, and what that site serves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from awesome_lint.knowledge.patterns import with_wildcard
from awesome_lint.knowledge.urls import Address


class Host(NamedTuple):
    """A site, or several that belong together. `status` is `alive`, `moved` or `retired`; `since` a year and month.

    `roles` are the labels whose links may lead there; empty: any.
    """

    id: str
    name: str
    hosts: tuple[str, ...]
    serves: str = ""
    status: str = "alive"
    since: str = ""
    successor: str = ""
    note: str = ""
    https: bool = False
    shortener: bool = False
    roles: tuple[str, ...] = ()


class Place(NamedTuple):
    """The beginning of the paths on a site that belong to the host with that id; "" for all of them."""

    path: str
    host: str


class Hosts:
    """All hosts by id, and the places where they are."""

    def __init__(self, hosts: Mapping[str, Host], places: Mapping[str, Sequence[Place]]) -> None:
        self._hosts = hosts
        self._filed = places
        self._places: dict[str, tuple[Place, ...]] = {}

    def of(self, address: Address) -> Host | None:
        """The host of an address, None if it isn't known. The longest path wins: `jmlr.org/proceedings` is PMLR's."""
        places = self._places.get(address.host)
        if places is None:
            places = tuple(place for name in with_wildcard(address.host) for place in self._filed.get(name, ()))
            self._places[address.host] = places
        return next((self._hosts[place.host] for place in places if address.path.startswith(place.path)), None)
