"""Markdown with exact source positions: a page as blocks (`blocks.py`) whose contents are inline constructs (`nodes.py`).

Both are read in two ways. Nearly all that real lists are made of is read here, without markdown-it: plain sections by
`plain_blocks.py` (with `tables.py` and, for HTML and fences, `raw_blocks.py`; `prose.py` tells which lines begin nothing),
simple contents by `nodes.simple_nodes`. All else is markdown-it's: `parser.py` has it tell where its inline tokens stand,
`parser_blocks.py` makes blocks of its tokens, `block_rules.py` speeds it up. Tests hold both ways to the same reading;
`awesome_lint.parse` chooses.
"""
