"""Ligatures that are lost in copying out of a PDF. No rule: `lost-bytes` reports them, `invisible-character` leaves them alone."""

from __future__ import annotations

LIGATURES = {"\x0b": "ff", "\x0c": "fi", "\x0e": "ffi", "\x0f": "ffl"}
"""Where TeX's fonts have them (encoding OT1): a program that copies codes instead of letters leaves control characters."""
