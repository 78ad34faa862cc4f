"""The proof that a rewrite changes nothing but what the applied fixes declare, by two witnesses.

The first compares characters: outside the edits both texts are equal (`outside_is_equal`). The second
renders both texts with markdown-it-py, which is not the program's own reader, and compares the trees of blocks
(`blocks.py`) and the inline content of the blocks that differ (`inline.py`). Every difference must be one that a fix declares
which edits that place (`licence.py`, `compare.py`). Neither witness knows what the program takes for an entry or a title.
"""

from awesome_lint.proof.characters import outside_is_equal
from awesome_lint.proof.compare import Breach, prove
from awesome_lint.proof.licence import Claim

__all__ = ["Breach", "Claim", "outside_is_equal", "prove"]
