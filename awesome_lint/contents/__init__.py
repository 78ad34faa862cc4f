"""The table of contents of a list, written: a new one, or what is between the markers of a generator.

Contents that a maintainer wrote by hand are not written anew: the rules of the group `toc` mend those.
"""

from awesome_lint.contents.make import MIN_HEADINGS, Made, made

__all__ = ["MIN_HEADINGS", "Made", "made"]
