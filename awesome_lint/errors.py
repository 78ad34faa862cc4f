"""The errors that a user can mend. Everything else is our own bug and is reported as one."""

from __future__ import annotations


class UserError(Exception):
    """Something a user can mend: says what is wrong, where, and how to mend it. Exit status 2."""

    def __init__(self, message: str, *, filename: str | None = None, row: int | None = None, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.filename = filename
        self.row = row
        self.remedy = remedy

    @property
    def lines(self) -> tuple[str, ...]:
        """What to tell the user: a text for each mistake, whatever characters their names hold."""
        return (str(self),)

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.filename, self.row) if part is not None)
        return (f"{where}: " if where else "") + self.message + (f" ({self.remedy})" if self.remedy else "")
