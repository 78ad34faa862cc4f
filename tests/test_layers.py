"""A module imports only from layers below it. Read the list from the bottom up."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "awesome_lint"

# Lowest first; modules of one row don't import each other, save inside one package.
LAYERS = [
    {"errors"},
    {"source"},
    {"edits"},
    {"parse"},
    {"model"},
    {"suppress"},
    {"pack_index", "pack_schema", "encoding"},
    {"packs"},
    {"identity"},
    {"outline", "style"},
    {"rule"},
    {"canonical", "ledger"},
    {"checks"},
    {"engine"},
    {"settings", "fingerprint", "revisions"},
    {"report", "config", "baseline", "files", "cache"},
    {"commands"},
    {"cli"},
    {"__main__"},
]
LEVEL = {module: level for level, layer in enumerate(LAYERS) for module in layer}


def imports(path: Path) -> set[str]:
    """The modules of the package that a file imports at run time (`if TYPE_CHECKING:` left out)."""
    found: set[str] = set()

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            return
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("awesome_lint"):
            parts = node.module.split(".")
            found.update([parts[1]] if len(parts) > 1 else [alias.name for alias in node.names])
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(ast.parse(path.read_text("utf-8")))
    return {name for name in found if name in LEVEL or (PACKAGE / f"{name}.py").exists()}  # not the package's constants


FILES = [p for p in sorted(PACKAGE.rglob("*.py")) if p != PACKAGE / "__init__.py"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_from_layers_below(path):
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    above = {name for name in imports(path) if name != own and LEVEL[name] >= LEVEL[own]}
    assert not above, f"{own} is level {LEVEL[own]} of the layers and imports {above}"


def test_no_rule_knows_another():
    for path in sorted((PACKAGE / "checks").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert not [m for m in modules if m.startswith("awesome_lint.checks")], path
