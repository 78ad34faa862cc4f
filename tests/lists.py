"""Small lists for tests: as real ones are written, as long as wanted."""

from __future__ import annotations

from pathlib import Path

WORDS = [
    "Sparse",
    "Gradual",
    "Hidden",
    "Deep",
    "Learned",
    "Robust",
    "Early",
    "Quick",
    "Global",
    "Modular",
    "Patient",
    "Elastic",
    "Layered",
    "Tiny",
    "Noisy",
    "Verified",
    "Bayesian",
    "Iterative",
    "Wide",
    "Adaptive",
    "Channel",
    "Structured",
    "Kernel",
    "Fair",
    "Zonal",
    "Unified",
    "Magnitude",
    "Jagged",
    "Optimal",
    "Yielding",
    "Federated",
    "Random",
    "Visual",
    "Causal",
    "Dense",
    "Greedy",
    "Latent",
    "Online",
    "Private",
    "Quantum",
    "Recurrent",
    "Smooth",
    "Temporal",
    "Uncertain",
    "Vector",
    "Weighted",
    "Xeric",
    "Young",
    "Zero",
    "Active",
]
"""In no order: a list that sorts itself is held to it."""


def title(number: int) -> str:
    """A title that is like no other one."""
    return f"{WORDS[number % len(WORDS)]} Pruning by Method {number}"


def entry(number: int) -> str:
    """One right entry; every number gives another paper."""
    return f"- {title(number)} [[paper](https://arxiv.org/abs/2401.{number:05})] [[code](https://github.com/someone/method{number})]"


def swapped(number: int) -> str:
    """The same with its links in the wrong order."""
    return f"- {title(number)} [[code](https://github.com/someone/method{number})] [[paper](https://arxiv.org/abs/2401.{number:05})]"


def damaged(number: int) -> str:
    """One whose title was decoded wrongly."""
    return entry(number).replace("Pruning", "FÂ³ Pruning")


def make_list(entries: list[str], heading: str = "Pruning") -> str:
    """A list of one section."""
    return "\n".join([f"# {heading}", "", "## Papers", "", *entries, ""])


GOOD = [entry(n) for n in range(1, 31)]


def write(name: str, text: str) -> Path:
    """Write a file below the current folder, with the line ends that the text has."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path
