"""Names of people: family name and given names, as bibliographies part them."""

from __future__ import annotations

from typing import NamedTuple

_PARTICLES = frozenset(["van", "von", "der", "den", "de", "di", "da", "del", "la", "le", "ter", "ten", "dos", "du"])


class Name(NamedTuple):
    """A person's name in two parts; `given` is "" where there is one part only."""

    family: str
    given: str = ""

    @classmethod
    def of(cls, text: str) -> Name:
        """The name in `Ann Ray`, `Ray, Ann` or `Plato`."""
        family, comma, given = (part.strip() for part in text.partition(","))
        if comma:
            return cls(family, given)
        words = text.split()
        at = next((at for at, word in enumerate(words[:-1]) if at and word in _PARTICLES), len(words) - 1)
        return cls(" ".join(words[at:]), " ".join(words[:at]))

    @property
    def forward(self) -> str:
        """`Ann Ray`."""
        return f"{self.given} {self.family}".strip()
