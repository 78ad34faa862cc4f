"""Config files: read, checked, explained. Pydantic is used here only; what is outside gets plain `Settings`.

A mistake is reported with file, line, key and the nearest right name; all mistakes of a file at once.
"""

from __future__ import annotations

from awesome_lint.config.load import load as load
from awesome_lint.config.schema import schema as schema
