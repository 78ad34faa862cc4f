"""Writes the index of `rules/` into the wheel, so that no run has to read two hundred TOML files, and the manual page."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class IndexHook(BuildHookInterface[Any]):
    """Makes `awesome_lint/knowledge/index.json`; an editable install makes its own when it first runs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Put the index and the manual page among the files of the wheel."""
        if version == "editable":
            return
        sys.path[:0] = [self.root, str(Path(self.root) / "docs")]
        import manual

        from awesome_lint import __version__
        from awesome_lint.knowledge.build import build_index
        from awesome_lint.knowledge.index import keep_index, read_folder

        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name) / "index.json"
        keep_index(build_index(read_folder(Path(self.root) / "rules")), __version__, path)
        build_data["force_include"][str(path)] = "awesome_lint/knowledge/index.json"
        page = Path(self._folder.name) / "awesome-lint.1"
        page.write_text(manual.roff(), "utf-8")
        build_data["shared_data"][str(page)] = "share/man/man1/awesome-lint.1"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling's interface
        """Remove what was written for it."""
        if version != "editable":
            self._folder.cleanup()
