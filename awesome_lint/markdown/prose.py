"""Lines that begin neither a block of another kind, nor a delimiter row, nor an underline, whatever the lines around them are."""

from __future__ import annotations

import re

from awesome_lint.markdown.raw_blocks import opening

_PROSE = re.compile(
    r"""(?x)
    [^-#>`~<|:=*+_0-9\[\s]             # nothing begins with it
    | [*_]{1,3} [^\s*_]                # emphasis: no thematic break
    | [-+] [^-+|:\s]                   # no bullet, underline or delimiter row
    | `{1,2} [^`] | ~{1,2} [^~]        # no fence
    | : [^-:|\s]                       # no delimiter row
    | \#{1,6} [^\#\s]                  # no heading
    | [0-9]{1,9} (?: [^0-9.)] | [.)]\S )   # no number of an item
    | \[ [^\]\\]*+ (?:\\. [^\]\\]*+)*+ \] (?!:)   # no definition
    """
)


def is_prose(line: str, indent: int = 0) -> bool:
    """Whether a line can only begin a paragraph or go on with one, behind its indent."""
    if line[indent] == "<":
        return opening(line[indent:].strip()) is None
    return _PROSE.match(line, indent) is not None


def is_cell(text: str) -> bool:
    """Whether a line, given without the blanks around it, can only be a row of a table, should it stand in one."""
    return text[0] == "|" or is_prose(text)
