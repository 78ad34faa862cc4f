"""What mkdocs asks for when it builds the site: the pages of rules, and the generated parts of other pages."""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from awesome_lint import PROJECT_URL
from awesome_lint.rule import all_rules

sys.path.insert(0, str(Path(__file__).parent))  # mkdocs runs this file without its folder in the path

import generate
import manual

PARTS = {
    "commands": manual.markdown,
    "keys": generate.keys,
    "options": generate.options,
    "traits": generate.traits,
    "venues": generate.venues,
    "rules": lambda: generate.table(list(all_rules().values())),
}
"""The generated parts by the name that a page calls them by, in a comment of its own: `<!-- generated: keys -->`."""

EXAMPLES = {
    "bad": 'markdown title="wrong"',
    "fixed": 'markdown title="fixed"',
    "good": 'markdown title="right"',
    "report": 'text title="row:column message"',
    "options": 'toml title="config"',
}
"""The fences of a rule's page, and how the site shows them."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """List each rule below its group, and the page of what is proved once there is one."""
    groups = [
        {group: [{rule.name: f"rules/{rule.name}.md"} for rule in members]}
        for group, members in groupby(all_rules().values(), key=lambda rule: rule.group)
    ]
    assert config.nav
    (rules,) = (entry for entry in config.nav if "Rules" in entry)
    rules["Rules"] += groups
    if (generate.ROOT / "docs" / "promises.md").is_file():
        config.nav.insert(config.nav.index({"Layout": "style.md"}), {"How it is proved": "promises.md"})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each rule, and the project's own documents."""
    for rule in all_rules().values():
        examples = re.sub(rf"^```({'|'.join(EXAMPLES)})$", lambda match: f"```{EXAMPLES[match[1]]}", rule.page, flags=re.MULTILINE)
        text = f"# {rule.name}\n\n{generate.facts(rule)}\n\n{examples}\n"
        files.append(File.generated(config, f"rules/{rule.name}.md", content=text))
    for name in ("CHANGELOG.md", "CONTRIBUTING.md"):
        text = (generate.ROOT / name).read_text("utf-8")
        absolute = re.sub(r"\]\((?!https?:|#)([^)]+)\)", rf"]({PROJECT_URL}/blob/main/\1)", text)
        files.append(File.generated(config, name.lower(), content=absolute))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - mkdocs' interface
    """Fill in the generated parts."""
    return re.sub(r"<!-- generated: (\w+) -->", lambda match: PARTS[match[1]](), markdown)
