"""Entries as references, as BibTeX and CSL-JSON know them, and back.

A `Reference` is what a bibliography can say of an entry: `reference_of` makes one. `keys` names references, `bibtex` and `csl`
write and read them; the libraries for it are imported there, when they are asked for.
"""
