"""References into a list, in its own template.

A reference goes into a section (`target`), at a place that the order of its entries says (`order`), written like the entry whose
fields match best (`choice`): that entry's source is a mould (`mould`) whose parts (`slots`) are replaced, worded as it words them
(`wording`), without what is its own (`remarks`). `adder` tries the best moulds until one is proved: the list reads with one entry more, and
nothing else changes.
"""
