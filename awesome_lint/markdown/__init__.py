"""Markdown with exact ranges: `reader.py` makes a tree (`tree.py`) of the events of a native parser; `html.py` reads tags."""
