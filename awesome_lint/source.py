"""A file's text with its line index: where every position of awesome-lint comes from.

Offsets count characters of `Source.text`, which holds LF line ends only and no byte-order mark.
Rows and columns count from 1, columns in characters.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from awesome_lint.errors import UserError
from awesome_lint.patterns import compiled

LONGEST_LINE = 1_000_000
"""Characters. The longest line of 219 real lists has 26,000."""
_LINE_END = r"\r\n|\r|\n"


class Span(NamedTuple):
    """A half-open range of offsets."""

    start: int
    end: int

    def __contains__(self, other: object) -> bool:
        """Whether an offset, or all of another span, is inside."""
        if isinstance(other, int):
            return self.start <= other < self.end
        return isinstance(other, tuple) and self.start <= other[0] and other[1] <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character; an empty span overlaps what it is strictly inside of."""
        if self.start == self.end or other.start == other.end:
            return other.start < self.start < other.end or self.start < other.start < self.end
        return self.start < other.end and other.start < self.end


class Position(NamedTuple):
    """Row and column, both from 1."""

    row: int
    column: int


class Source:
    """The text of one file.

    `newline` is the line end that the file uses most; `minority_rows` are the rows that end otherwise.
    """

    def __init__(
        self,
        text: str,
        filename: str = "<text>",
        newline: str = "\n",
        byte_order_mark: bool = False,
        minority_rows: tuple[int, ...] = (),
    ) -> None:
        self.text: Final = text
        self.filename: Final = filename
        self.newline: Final = newline
        self.byte_order_mark: Final = byte_order_mark
        self.minority_rows: Final = minority_rows
        self.line_starts: Final = (0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1]))

    def __eq__(self, other: object) -> bool:
        """Whether both are the same file with the same bytes."""
        return isinstance(other, Source) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    @property
    def _identity(self) -> tuple[object, ...]:
        return self.text, self.filename, self.newline, self.byte_order_mark, self.minority_rows

    @classmethod
    def decode(cls, data: bytes, filename: str = "<text>") -> Source:
        """Read a file's bytes. Raises UserError, naming the byte offset or the row, for what is no UTF-8 text or has a huge line."""
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            row = data.count(b"\n", 0, error.start) + 1
            raise UserError(
                f"not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}",
                filename=filename,
                row=row,
                remedy="save the file as UTF-8",
            ) from None
        if "\0" in text:
            at = text.index("\0")
            raise UserError(
                f"not a text file: NUL character at offset {at}",
                filename=filename,
                row=text.count("\n", 0, at) + 1,
                remedy="remove the character, or exclude the file",
            )
        mark = text.startswith("\ufeff")
        source = cls.of(text[mark:], filename, byte_order_mark=mark)
        source.refuse_long_lines()
        return source

    def refuse_long_lines(self) -> None:
        """Raise UserError for a line that can't be read in bounded time."""
        for start, end in pairwise((*self.line_starts, len(self.text) + 1)):
            if end - start > LONGEST_LINE:
                raise UserError(
                    f"a line of {end - start - 1:,} characters (the limit is {LONGEST_LINE:,})",
                    filename=self.filename,
                    row=self.row(start),
                    remedy="break the line, or exclude the file",
                )

    @classmethod
    def of(cls, text: str, filename: str = "<text>", *, byte_order_mark: bool = False) -> Source:
        """Make a Source of decoded text with any line ends."""
        if "\r" not in text:
            return cls(text, filename, byte_order_mark=byte_order_mark)
        ends = [m.group() for m in compiled(_LINE_END).finditer(text)]
        newline = max(("\n", "\r\n", "\r"), key=ends.count)
        minority = tuple(row for row, end in enumerate(ends, 1) if end != newline)
        return cls(compiled(_LINE_END).sub("\n", text), filename, newline, byte_order_mark, minority)

    def with_text(self, text: str) -> Source:
        """The same file with other text: name, line end and byte-order mark are kept."""
        return Source(text, self.filename, self.newline, self.byte_order_mark)

    def encode(self) -> bytes:
        """The bytes to write, in the file's own line end, with its byte-order mark."""
        text = self.text if self.newline == "\n" else self.text.replace("\n", self.newline)
        return (("\ufeff" if self.byte_order_mark else "") + text).encode("utf-8")

    def __getitem__(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def row(self, offset: int) -> int:
        """The row that an offset is in, from 1."""
        return bisect_right(self.line_starts, offset)

    def position(self, offset: int) -> Position:
        """Row and column of an offset, from 1."""
        row = bisect_right(self.line_starts, offset)
        return Position(row, offset - self.line_starts[row - 1] + 1)

    def line_span(self, row: int) -> Span:
        """The span of a row (from 1) without its line end."""
        start = self.line_starts[row - 1]
        end = self.line_starts[row] - 1 if row < len(self.line_starts) else len(self.text)
        return Span(start, end)

    def rows_span(self, first: int, last: int) -> Span:
        """The span of some rows (from 1, both included), without the last one's line end."""
        end = self.line_starts[last] - 1 if last < len(self.line_starts) else len(self.text)
        return Span(self.line_starts[first - 1], end)

    def line(self, row: int) -> str:
        """The text of a row (from 1) without its line end."""
        end = self.line_starts[row] - 1 if row < len(self.line_starts) else len(self.text)
        return self.text[self.line_starts[row - 1] : end]
