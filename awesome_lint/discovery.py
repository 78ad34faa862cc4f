"""Which config applies to a file: found from its folder upwards.

`config` (pydantic, 60 ms) is imported only when there is one to read.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from awesome_lint.bounded import LARGEST_CONFIG, parse_toml, read_bytes
from awesome_lint.errors import UserError
from awesome_lint.settings import Selection, Settings, real_path
from awesome_lint.toml import PYPROJECT, misnamed_table

if TYPE_CHECKING:
    from argparse import Namespace

CONFIG_NAMES = ("awesome-lint.toml", ".awesome-lint.toml", "pyproject.toml")
"""The names of config files; the last one counts where it has a table `[tool.awesome-lint]`."""

LARGEST_PYPROJECT = 16_000_000
"""Bytes of a `pyproject.toml` that may be others' alone; one with our table has LARGEST_CONFIG at most."""


class Discovery:
    """Finds the settings of files: the nearest config's, never merged with another's.

    `config` names the one file that applies to all; `isolated` keeps to the defaults. `mirror`: configs, and what they refer to,
    are read in this folder, and apply to the working directory as if they were there. Raises UserError for a config that is
    broken, or two in one folder.
    """

    def __init__(
        self, config: Path | None = None, *, isolated: bool = False, selection: Selection | None = None, mirror: Path | None = None
    ) -> None:
        self._selection = selection or Selection()
        self._by_folder: dict[Path, Settings] = {}
        self._here = real_path(Path()) if mirror else None
        self._mirror = real_path(mirror) if mirror else None
        self._fixed = self._finish(Settings()) if isolated else self._finish(self._load(config)) if config else None

    @classmethod
    def of(cls, args: Namespace) -> Discovery:
        """As the options that every command has say."""
        if args.isolated and args.config:
            raise UserError("--isolated reads no config file: leave it or --config out")
        mirror = Path(args.config_from) if args.config_from else None
        return cls(Path(args.config) if args.config else None, isolated=args.isolated, mirror=mirror)

    def settings_for(self, path: Path) -> Settings:
        """The settings of a file, or of a folder's own."""
        if self._fixed:
            return self._fixed
        absolute = real_path(path)
        return self._of_folder(absolute if absolute.is_dir() else absolute.parent)

    def _of_folder(self, folder: Path) -> Settings:
        if folder not in self._by_folder:
            if config := _config_in(self._mirrored(folder)):
                settings = self._finish(self._load(_as_seen(config)))
            elif folder in (folder.parent, self._here):  # above the working directory there is no mirror
                settings = self._finish(Settings())
            else:
                settings = self._of_folder(folder.parent)
            self._by_folder[folder] = settings
        return self._by_folder[folder]

    def _load(self, config: Path) -> Settings:
        """The settings of a config file; what a mirror's says of paths counts for the folder that it stands for."""
        if self._here is None or self._mirror is None:
            return _load(config)
        loaded = _load(config if config.is_absolute() else self._mirror / config)
        root = real_path(loaded.root)
        if not root.is_relative_to(self._mirror):
            return loaded
        here = self._here / root.relative_to(self._mirror)
        # The baseline is written to, and says where files are by its own place: it is that of the working directory.
        baseline = here / os.path.relpath(loaded.baseline, loaded.root) if loaded.baseline else None
        return loaded._replace(root=here, baseline=baseline)

    def _mirrored(self, folder: Path) -> Path:
        """Where the config of a folder is looked for."""
        if self._here is None or self._mirror is None or not folder.is_relative_to(self._here):
            return folder
        return self._mirror / folder.relative_to(self._here)

    def _finish(self, settings: Settings) -> Settings:
        return settings.with_selection(self._selection) if self._selection != Selection() else settings


def _as_seen(path: Path) -> Path:
    """A path as people here would write it: relative where it is below the working directory."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _load(config: Path) -> Settings:
    from awesome_lint.config import load

    return load(config)


def _config_in(folder: Path) -> Path | None:
    """The config file of a folder. Raises UserError where there are two."""
    found = [folder / name for name in CONFIG_NAMES if _is_config(folder / name)]
    if len(found) > 1:
        names = " and ".join(f"`{path.name}`" for path in found)
        raise UserError(f"{names} both configure awesome-lint", filename=str(folder), remedy="keep one of them: configs are never merged")
    return found[0] if found else None


def _is_config(path: Path) -> bool:
    """Whether a file exists that configures us: a `pyproject.toml` does where it has our table."""
    if not path.is_file():
        return False
    if path.name != PYPROJECT:
        return True
    data = read_bytes(path, LARGEST_PYPROJECT)
    is_named = b"awesome-lint" in data or b"awesome_lint" in data
    if b"[tool.awesome-lint" in data or not is_named or len(data) > LARGEST_CONFIG:
        return b"[tool.awesome-lint" in data
    try:  # the table may be written otherwise, or the name be that of a dependency
        tables = parse_toml(data.decode())
    except ValueError:  # broken, and not by us
        return False
    tools = tables.get("tool")
    return (isinstance(tools, dict) and "awesome-lint" in tools) or misnamed_table(tables) is not None
