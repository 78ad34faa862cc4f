"""The house style: what a list itself does most of the time, with how often it does so.

    style = infer(document, packs)
    style.enforced("link-brackets")        # "[[x](u)]", or None where the list has no one way
    style.trait("label-spelling.code")     # Trait(value="code", support=212, total=214, ...)

A trait is named after what it says (`link-brackets`) or, where there are several of a kind, after kind and key
(`heading-shape.2`). `measures/` lists them all and says what a config may pin them to. Each is measured when it is first
asked for: rules that are off cost nothing.
"""

from awesome_lint.style.house import HouseStyle, infer
from awesome_lint.style.measure import Measure
from awesome_lint.style.measures import BY_NAME, MEASURES
from awesome_lint.style.trait import LEAST_OBSERVATIONS, LEAST_SHARE, Observation, Trait

__all__ = ["BY_NAME", "LEAST_OBSERVATIONS", "LEAST_SHARE", "MEASURES", "HouseStyle", "Measure", "Observation", "Trait", "infer"]
