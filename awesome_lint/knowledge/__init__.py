"""What the world knows of venues, hosts and labels: `rules/**/*.toml`, asked by URL, by name or by label.

    packs = load_packs()
    packs.canonical("https://export.arxiv.org/abs/1706.03762")     # Rewrite("https://arxiv.org/abs/1706.03762", ...)
    packs.published("https://proceedings.mlr.press/v97/tan19a.html")  # Publication(("icml",), 2019)
    packs.venue_in_heading("CVPR-2024")                            # (Venue CVPR, 2024)

Every answer is either surely known or None: an unknown shape on a known host is nothing to speak of. Patterns are
tried by host and answers are kept, so that a list's thousandth arXiv link costs a dictionary look-up. The standard
library alone; a user's own packs are validated by `schema`.
"""

from awesome_lint.knowledge.hosts import Host
from awesome_lint.knowledge.identity import fold_title, identity
from awesome_lint.knowledge.labels import fold_label
from awesome_lint.knowledge.packs import Packs, load_packs
from awesome_lint.knowledge.urls import Form, Rewrite
from awesome_lint.knowledge.venues import FormerName, Publication, Venue, fold_name

__all__ = [
    "Form",
    "FormerName",
    "Host",
    "Packs",
    "Publication",
    "Rewrite",
    "Venue",
    "fold_label",
    "fold_name",
    "fold_title",
    "identity",
    "load_packs",
]
