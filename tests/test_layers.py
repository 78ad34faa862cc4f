"""A module imports only from layers below it. Read the list from the bottom up."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from awesome_lint.rule import all_rules

PACKAGE = Path(__file__).parents[1] / "awesome_lint"

# Lowest first; modules of one row don't import each other, save inside one package.
LAYERS = [
    {"errors", "garbage", "globs", "patterns", "screen", "suggest", "text", "toml", "years"},
    {"source", "bounded"},
    {"edits"},
    {"markdown"},
    {"model"},
    {"suppress"},
    {"knowledge", "encoding"},
    {"sorting"},
    {"outline", "style", "matches", "bibliography"},
    {"conditions", "changes"},
    {"reading"},
    {"rule"},
    {"proof", "fingerprint"},
    {"adding"},
    {"layout"},
    {"checks", "contents"},
    {"engine"},
    {"fixer"},
    {"settings"},
    {"config"},
    {"discovery", "cache", "files", "history", "revisions"},
    {"baseline"},
    {"report"},
    {"page"},
    {"ignores"},
    {"server"},
    {"commands"},
    {"cli"},
    {"__main__"},
]
LEVEL = {module: level for level, layer in enumerate(LAYERS) for module in layer}


def imported_modules(path: Path) -> set[str]:
    """The full names of the package's modules that a file imports at run time (`if TYPE_CHECKING:` left out)."""
    found: set[str] = set()

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            return
        if isinstance(node, ast.ImportFrom) and node.module == "awesome_lint":
            found.update(
                f"awesome_lint.{alias.name}"
                for alias in node.names
                if (PACKAGE / f"{alias.name}.py").exists() or (PACKAGE / alias.name).is_dir()
            )
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("awesome_lint."):
            found.add(node.module)
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(ast.parse(path.read_text("utf-8")))
    return found


FILES = [p for p in sorted(PACKAGE.rglob("*.py")) if p != PACKAGE / "__init__.py"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_from_layers_below(path):
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    others = {name.split(".")[1] for name in imported_modules(path)} - {own}
    above = {name for name in others if LEVEL[name] >= LEVEL[own]}
    assert not above, f"{own} is level {LEVEL[own]} of the layers and imports {above}"


def test_every_module_has_a_layer():
    modules = {p.stem for p in PACKAGE.glob("*.py")} | {p.parent.name for p in PACKAGE.glob("*/__init__.py")}
    assert modules - {"__init__"} == set(LEVEL)


@pytest.mark.parametrize("path", sorted((PACKAGE / "checks").rglob("*.py")), ids=lambda p: p.stem)
def test_no_rule_knows_another(path):
    rules = {rule.check.__module__ for rule in all_rules().values()}
    assert not imported_modules(path) & rules
