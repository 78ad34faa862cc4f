"""Config files: what they set, where they are found, and what a user is told who made a mistake."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest

from awesome_lint.config import load, schema
from awesome_lint.discovery import Discovery
from awesome_lint.errors import UserError
from awesome_lint.rule import Severity, all_rules
from awesome_lint.settings import Selection, Settings, parse_names

ROOT = Path(__file__).parents[1]

# What is in the file, and what the user sees. `{at}` is the file's path.
BROKEN = {
    "unknown role of a column": (
        '[columns]\nYear = "date"\nPaper = "titel"\n',
        '{at}:3: `columns.Paper` is "titel" (did you mean `title`?)',
    ),
    "unknown key": (
        'sellect = ["toc"]\n',
        "{at}:1: unknown key `sellect` (did you mean `select`?)",
    ),
    "unknown key, nothing near": (
        "\n\nbanana = 1\n",
        "{at}:3: unknown key `banana` (the keys are `include`, `exclude`, `select`, `extend-select`, `ignore`, `per-file-ignores`, `severity`, `fail-on`, `min-severity`, `output-format`, `baseline`, `style`, `columns`, `packs`, `rules`)",
    ),
    "wrong type": (
        'exclude = []\nselect = "toc"\n',
        '{at}:2: `select` must be a list of strings, not a string (write `select = ["toc"]`)',
    ),
    "wrong type in a list": (
        'ignore = [\n  "toc",\n  3,\n]\n',
        "{at}:1: `ignore` must hold strings, not an integer: 3",
    ),
    "unknown rule": (
        '# rules\nselect = [\n  "toc",\n  "mojibak",\n]\n',
        "{at}:4: `select`: there is no rule or group `mojibak` (did you mean `mojibake`?)",
    ),
    "unknown rule, nothing near": (
        'ignore = ["MD013"]\n',
        "{at}:1: `ignore`: there is no rule or group `MD013` (`awesome-lint rule` lists them all)",
    ),
    "unknown rule for some files": (
        '[per-file-ignores]\n"docs/*" = ["label_order"]\n',
        "{at}:2: `per-file-ignores.docs/*`: there is no rule or group `label_order` (did you mean `label-order`?)",
    ),
    "unknown severity": (
        '[severity]\nmojibake = "fatal"\n',
        """{at}:2: `severity.mojibake` is "fatal" (it must be `error`, `warning` or `info`)""",
    ),
    "severity of an unknown rule": (
        '[severity]\nmojibaki = "error"\n',
        "{at}:2: `severity`: there is no rule or group `mojibaki` (did you mean `mojibake`?)",
    ),
    "options of an unknown rule": (
        '[rules.mising-label]\nrequired = ["paper"]\n',
        "{at}:1: `rules`: there is no rule `mising-label` (did you mean `missing-label`?)",
    ),
    "unknown option": (
        '[rules.missing-label]\nrequire = ["paper"]\n',
        "{at}:2: unknown option `rules.missing-label.require` (did you mean `required`?)",
    ),
    "option of a rule without any": (
        "rules.mojibake.deep = true\n",
        "{at}:1: unknown option `rules.mojibake.deep` (`mojibake` has no options)",
    ),
    "wrong type of an option": (
        '[rules.missing-label]\nrequired = "paper"\n',
        '{at}:2: `rules.missing-label.required` must be a list of strings, not a string (write `required = ["paper"]`)',
    ),
    "a table that is none": (
        "rules = 3\n",
        "{at}:1: `rules` must be a table, not an integer",
    ),
    "unknown trait": (
        '[style]\nlink-bracket = "[x](u)"\n',
        "{at}:2: `style`: there is no trait `link-bracket` (did you mean `link-brackets`?)",
    ),
    "trait of a wrong type": (
        "[style]\nbullet = 3\n",
        '{at}:2: `style.bullet` must be a string, not an integer: 3 (write `"3"`)',
    ),
    "nearly a severity": (
        'fail-on = "warnings"\n',
        '{at}:1: `fail-on` is "warnings" (did you mean `warning`?)',
    ),
    "a severity that shows nothing": (
        'min-severity = "never"\n',
        """{at}:1: `min-severity` is "never" (it must be `error`, `warning` or `info`)""",
    ),
    "unknown format": (
        'output-format = "jsn"\n',
        '{at}:1: `output-format` is "jsn" (did you mean `json`?)',
    ),
    "a list of baselines": (
        'baseline = ["a.json"]\n',
        '{at}:1: `baseline` must be a string, not a list: ["a.json"]',
    ),
    "pattern TOML knows nothing of": (
        'exclude = [\n  "docs/",\n  "[a-",\n]\n',
        "{at}:3: `exclude`: the pattern `[a-` matches nothing: a bracket or a backslash in it has no counterpart, or a range runs backwards",
    ),
    "pattern of some files TOML knows nothing of": (
        '[per-file-ignores]\n"#a" = ["toc"]\n',
        "{at}:2: `per-file-ignores`: the pattern `#a` matches nothing: it is empty or a comment",
    ),
    "packs outside of the repository TOML knows nothing of": (
        'packs = [\n  "../other.toml",\n]\n',
        "{at}:2: `packs`: `../other.toml` is outside of the repository",
    ),
    "a device as a pack, TOML knows nothing of": (
        'packs = ["/dev/zero"]\n',
        "{at}:1: `packs`: `/dev/zero` is outside of the repository",
    ),
    "a missing pack TOML knows nothing of": (
        'packs = [\n  "venue.toml",\n]\nstyle."url-form.arxiv paper" = "abs"\n',
        "{at}:2: `packs`: `venue.toml` doesn't exist",
    ),
    "bad TOML": (
        'select = ["toc"]\nignore = [toc]\n',
        "{at}:2: not valid TOML: invalid value in column 11",
    ),
    "TOML that ends too early": (
        'select = ["toc"',
        "{at}: not valid TOML: unclosed array",
    ),
    "a pin that no rule follows": (
        '[style]\nspacing = "loose"\n',
        "{at}:2: `style.spacing` can't be pinned: it shows on the page, and no rule and no layout changes it (remove it; `awesome-lint style` shows it all the same)",
    ),
    "a pin to a wrong value": (
        '[style]\nbullet = "x"\n',
        "{at}:2: `style.bullet` can't be `x` (it must be one of `-`, `*`, `+`)",
    ),
    "a pin to nearly a value": (
        '[style]\nlink-brackets = "[x]{u}"\n',
        "{at}:2: `style.link-brackets` can't be `[x]{{u}}` (did you mean `[x](u)`?)",
    ),
    "a pin of a form, TOML knows nothing of": (
        '[style]\nurl-form."arxiv paper" = "abstract"\n',
        "{at}:2: `style.url-form.arxiv paper` can't be `abstract` (it must be one of `abs`, `pdf`, `pdf with suffix`, `html`)",
    ),
    "a pin without its key, TOML knows nothing of": (
        '[style]\nlabel-spelling = "code"\n',
        "{at}:2: `style.label-spelling` needs a key (the key is the label in lower case, as in `label-spelling.code`)",
    ),
    "a pin with a wrong key, TOML knows nothing of": (
        '[style]\nblanks-before-heading.7 = "1"\n',
        "{at}:2: `style.blanks-before-heading.7`: `7` is no key of `blanks-before-heading` (the key is the level of the heading, `1` to `6`)",
    ),
    "a pin of one label, TOML knows nothing of": (
        '[style]\nlabel-order = "paper"\n',
        "{at}:2: `style.label-order` can't be `paper` (it must be two labels or more, comma-separated, each once)",
    ),
    "a number in a table of pins": (
        "[style.bullet]\n0 = 1\n",
        '{at}:2: `style.bullet.0` must be a string, not an integer: 1 (write `"1"`)',
    ),
    "a boolean for a list": (
        "select = true\n",
        "{at}:1: `select` must be a list of strings, not a boolean",
    ),
    "a list for a table": (
        'per-file-ignores = ["toc"]\n',
        "{at}:1: `per-file-ignores` must be a table, not a list",
    ),
    "the table of pyproject.toml": (
        '[tool.awesome-lint]\nignore = ["toc"]\n',
        "{at}:1: `tool` is for `pyproject.toml` (here the keys go without a table around them)",
    ),
    "a key in other letters": (
        'Ignore = ["toc"]\n',
        "{at}:1: unknown key `Ignore` (did you mean `ignore`?)",
    ),
    "a key twice, which is bad TOML": (
        'ignore = ["toc"]\nignore = ["text"]\n',
        "{at}:2: not valid TOML: the key `ignore` is defined twice (keep one of them)",
    ),
    "a table twice, which is bad TOML": (
        '[style]\nbullet = "-"\n\n[ style ]\nspacing = "tight"\n',
        "{at}:4: not valid TOML: the table `[style]` is defined twice (put all its keys below the first one)",
    ),
    "an unclosed quote, which is bad TOML": (
        'fail-on = "error\nselect = ["toc"]\n',
        "{at}:1: not valid TOML: a string is not closed (its closing quote is missing)",
    ),
    "an unclosed quote at the end, which is bad TOML": (
        "fail-on = 'error",
        "{at}: not valid TOML: a string is not closed (its closing quote is missing)",
    ),
    "a value without quotes, which is bad TOML": (
        "fail-on = error\n",
        '{at}:1: not valid TOML: the value of `fail-on` has no quotes (write `fail-on = "error"`)',
    ),
    "no rules at all": (
        "select = []\n",
        "{at}:1: `select` is empty: no rule would run (remove it for the rules that are on by default)",
    ),
    "a pattern with a name instead of a list": (
        '[per-file-ignores]\n"docs/*.md" = "labels"\n',
        '{at}:2: `per-file-ignores.docs/*.md` must be a list of strings, not a string (write `"docs/*.md" = ["labels"]`)',
    ),
    "a key below a table": (
        '[style]\nbullet = "-"\nfail-on = "error"\n',
        "{at}:3: `style`: there is no trait `fail-on` (`fail-on` is a key of the whole config: put it above the first table)",
    ),
    "a key below another table": (
        '[severity]\ntoc = "info"\nignore = ["labels"]\n',
        '{at}:3: `severity.ignore` is ["labels"] (`ignore` is a key of the whole config: put it above the first table)',
    ),
    "a key below the table of a rule": (
        '[rules.missing-label]\nfail-on = "error"\n',
        "{at}:2: unknown option `rules.missing-label.fail-on` (`fail-on` is a key of the whole config: put it above the first table)",
    ),
    "a header that is called like a key": (
        '[columns]\n"style" = "tilte"\n',
        '{at}:2: `columns.style` is "tilte" (did you mean `title`?)',
    ),
    "a file that is called like a key, TOML knows nothing of": (
        '[per-file-ignores]\n"rules" = ["labls"]\n',
        "{at}:2: `per-file-ignores.rules`: there is no rule or group `labls` (did you mean `labels`?)",
    ),
    "a key that is called like a type": (
        "str = 3\n",
        "{at}:1: unknown key `str` (the keys are `include`, `exclude`, `select`, `extend-select`, `ignore`, `per-file-ignores`, `severity`, `fail-on`, `min-severity`, `output-format`, `baseline`, `style`, `columns`, `packs`, `rules`)",
    ),
    "a header that is called like a type": (
        "[columns]\nstr = 3\n",
        "{at}:2: `columns.str` is 3 (it must be `title`, `name`, `authors`, `venue`, `date`, `description`, `label`, `number` or `other`)",
    ),
    "a table of our name in our own file": (
        '[awesome-lint]\nignore = ["toc"]\n',
        "{at}:1: `awesome-lint` is for `pyproject.toml` (here the keys go without a table around them)",
    ),
    "an empty pattern, which TOML knows nothing of": (
        'include = [""]\n',
        "{at}:1: `include`: the pattern `` matches nothing: it is empty or a comment",
    ),
    "several mistakes at once": (
        'ignore = ["mojibaki"]\n[rules.missing-label]\nrequire = 1\n',
        "{at}:1: `ignore`: there is no rule or group `mojibaki` (did you mean `mojibake`?)\n{at}:3: unknown option `rules.missing-label.require` (did you mean `required`?)",
    ),
}


@pytest.mark.parametrize(("text", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_config_says_what_is_wrong_where_and_how_to_mend_it(tmp_path, text, message):
    config = tmp_path / "awesome-lint.toml"
    config.write_text(text)
    with pytest.raises(UserError) as error:
        load(config)
    assert str(error.value) == message.format(at=config)


GOOD = """\
include = ["docs/*.md"]
exclude = ["old/"]
extend-select = ["missing-label"]
ignore = ["toc"]
packs = ["venues.toml"]

[per-file-ignores]
"docs/zh.md" = ["labels"]

[severity]
text = "info"
mojibake = "error"

[rules.missing-label]
required = ["paper", "code"]

[style]
"link-brackets" = "[x](u)"
"""


@pytest.mark.parametrize("name", [name for name in BROKEN if "TOML" not in name])
def test_an_editor_with_the_schema_sees_the_mistake_too(name):
    assert not jsonschema.Draft7Validator(schema()).is_valid(tomllib.loads(BROKEN[name][0]))


def test_the_schema_accepts_what_we_accept():
    jsonschema.Draft7Validator.check_schema(schema())
    jsonschema.Draft7Validator(schema()).validate(tomllib.loads(GOOD))


def test_mistakes_in_pyproject_are_found_in_its_own_rows(tmp_path):
    config = tmp_path / "pyproject.toml"
    config.write_text('[project]\nname = "x"\nselect = 1\n\n[tool.awesome-lint]\nextend_select = ["toc"]\n')
    with pytest.raises(UserError) as error:
        load(config)
    assert str(error.value) == f"{config}:6: unknown key `extend_select` (did you mean `extend-select`?)"


def test_a_file_that_is_no_text_or_not_there(tmp_path):
    config = tmp_path / "awesome-lint.toml"
    with pytest.raises(UserError, match=r"awesome-lint\.toml: can't be read: No such file"):
        load(config)
    config.write_bytes(b'select = ["\xff"]')
    with pytest.raises(UserError, match=r"not UTF-8: byte 0xff at offset 11"):
        load(config)


def test_a_pack_that_is_no_file_or_too_large(tmp_path):
    config = tmp_path / "awesome-lint.toml"
    config.write_text('packs = ["a.toml", "b.toml"]\n')
    (tmp_path / "a.toml").mkdir()
    (tmp_path / "b.toml").write_bytes(b"#" * 1_000_001)
    with pytest.raises(UserError) as error:
        load(config)
    first = f"{config}:1: `packs`: `a.toml` is no regular file"
    assert error.value.lines == (first, f"{config}:1: `packs`: `b.toml` is too large: 1,000,001 bytes (the limit is 1,000,000)")


def test_a_mirror_gives_the_configs_and_the_working_directory_the_paths(tmp_path, monkeypatch):
    base, head = tmp_path / "base", tmp_path / "head"
    for folder in (base / "docs", head / "docs"):
        folder.mkdir(parents=True)
    (base / "awesome-lint.toml").write_text('exclude = ["old/"]\npacks = ["venues.toml"]\n')
    (base / "venues.toml").write_text("")
    (base / "docs" / "awesome-lint.toml").write_text('ignore = ["toc"]\nexclude = ["b.md"]\n')
    (head / "awesome-lint.toml").write_text("no TOML")
    (head / "docs" / "new").mkdir()
    (head / "docs" / "new" / "awesome-lint.toml").write_text("no TOML either")
    (tmp_path / "awesome-lint.toml").write_text("nor this")
    monkeypatch.chdir(head)
    discovery = Discovery(mirror=Path("../base"))
    settings = discovery.settings_for(Path("README.md"))
    assert settings.excludes(Path("old/list.md"))
    assert settings.packs == (base / "venues.toml",)
    assert discovery.settings_for(Path("docs/new/list.md")).selection.ignore == ("toc",)
    assert discovery.settings_for(Path("docs/new/list.md")).excludes(head / "docs" / "b.md")
    assert Discovery(Path("docs/awesome-lint.toml"), mirror=base).settings_for(Path("x.md")).excludes(Path("docs/b.md"))
    (base / "awesome-lint.toml").unlink()
    assert Discovery(mirror=base).settings_for(Path("README.md")) == Settings()


def test_two_configs_in_one_folder(tmp_path):
    (tmp_path / "awesome-lint.toml").write_text("")
    (tmp_path / "pyproject.toml").write_text("[tool.awesome-lint]\n")
    with pytest.raises(UserError) as error:
        Discovery().settings_for(tmp_path / "list.md")
    both = "`awesome-lint.toml` and `pyproject.toml` both configure awesome-lint (keep one of them: configs are never merged)"
    assert str(error.value) == f"{tmp_path}: {both}"


def test_a_config_says_what_it_sets(tmp_path):
    config = tmp_path / "awesome-lint.toml"
    config.write_text(GOOD)
    (tmp_path / "venues.toml").write_text("")
    settings = load(config)
    assert settings.include == ("docs/*.md",)
    assert settings.selection == Selection(None, ("missing-label",), ("toc",))
    assert settings.style == {"link-brackets": "[x](u)"}
    assert settings.packs == (tmp_path / "venues.toml",)
    assert settings.options["missing-label"].required == ("paper", "code")
    severities = settings.severities()
    assert severities["mojibake"] is Severity.ERROR
    assert severities["lost-bytes"] is Severity.INFO
    assert settings.origins == {
        "include": "awesome-lint.toml:1",
        "exclude": "awesome-lint.toml:2",
        "extend-select": "awesome-lint.toml:3",
        "ignore": "awesome-lint.toml:4",
        "packs": "awesome-lint.toml:5",
        "per-file-ignores": "awesome-lint.toml:7",
        "severity": "awesome-lint.toml:10",
        "rules": "awesome-lint.toml:14",
        "style": "awesome-lint.toml:17",
    }
    assert settings.excludes(tmp_path / "old" / "deep" / "list.md")
    assert not settings.excludes(tmp_path / "new" / "list.md")
    assert "label-order" not in settings.enabled_for(tmp_path / "docs" / "zh.md")
    assert "label-order" in settings.enabled_for(tmp_path / "docs" / "en.md")


@pytest.mark.parametrize(
    "text", ['style.bullet.0 = "*"', 'style."bullet.0" = "*"', '[style]\nbullet = {0 = "*"}', '[style.bullet]\n0 = "*"']
)
def test_a_trait_with_a_key_is_one_trait_however_toml_writes_it(tmp_path, text):
    config = tmp_path / "awesome-lint.toml"
    config.write_text(text)
    assert load(config).style == {"bullet.0": "*"}


def test_the_nearest_config_applies_alone(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.awesome-lint]\nignore = ["toc"]\nexclude = ["x.md"]\n')
    inner = tmp_path / "inner"
    (inner / "deeper").mkdir(parents=True)
    (inner / ".awesome-lint.toml").write_text('ignore = ["labels"]\n')
    (inner / "deeper" / "pyproject.toml").write_text("[tool.ruff]\nline-length = 140\n")  # not ours: it counts for nothing
    discovery = Discovery()
    assert discovery.settings_for(tmp_path / "list.md").selection.ignore == ("toc",)
    assert discovery.settings_for(inner / "deeper" / "list.md").selection.ignore == ("labels",)
    assert discovery.settings_for(inner / "deeper" / "list.md").exclude == ()
    assert Discovery(isolated=True).settings_for(inner / "list.md") == Settings()
    assert Discovery(inner / ".awesome-lint.toml").settings_for(tmp_path / "list.md").selection.ignore == ("labels",)


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ('[tool.awesome-lint]\nignore = ["toc"]', True),
        ('[tool]\nawesome-lint = {ignore = ["toc"]}', True),
        ('[tool."awesome-lint"]\nignore = ["toc"]', True),
        ('[project]\ndependencies = ["awesome-lint"]', False),
        ("[project\n# awesome-lint", False),
    ],
)
def test_a_pyproject_counts_where_it_has_our_table(tmp_path, text, ours):
    (tmp_path / "pyproject.toml").write_text(text)
    assert Discovery().settings_for(tmp_path / "list.md").selection.ignore == (("toc",) if ours else ())


@pytest.mark.parametrize("table", ["tool.awesome_lint", "awesome-lint", "awesome_lint"])
def test_a_table_of_nearly_our_name_is_an_error(tmp_path, table):
    config = tmp_path / "pyproject.toml"
    config.write_text(f'[project]\nname = "x"\n\n[{table}]\nignore = ["toc"]\n')
    with pytest.raises(UserError) as error:
        Discovery().settings_for(tmp_path / "list.md")
    assert str(error.value) == f"{config}:4: nothing reads the table `{table}` (did you mean `[tool.awesome-lint]`?)"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool]\nawesome-lint = 3\n", "2: `tool.awesome-lint` must be a table, not an integer"),
        ('[tool]\nawesome-lint = ["toc"]\n', "2: `tool.awesome-lint` must be a table, not a list"),
        ("[[tool.awesome-lint]]\n", "1: `tool.awesome-lint` must be a table, not a list"),
        ("tool = 3\n", "1: `tool` must be a table, not an integer"),
    ],
)
def test_a_pyproject_whose_table_is_none(tmp_path, text, message):
    config = tmp_path / "pyproject.toml"
    config.write_text(text)
    with pytest.raises(UserError) as error:
        load(config)
    assert str(error.value) == f"{config}:{message}"


SELECTIONS = {
    "the defaults": (Selection(), False, {"mojibake": True, "missing-label": False, "label-order": True}),
    "select is alone": (Selection(select=("mojibake",)), True, {"mojibake": True, "label-order": False}),
    "a group": (Selection(select=("labels",)), False, {"missing-label": True, "mojibake": False}),
    "a rule beats its group": (
        Selection(select=("label-order",), ignore=("labels",)),
        False,
        {"label-order": True, "label-spelling": False},
    ),
    "ignore wins between equals": (Selection(select=("labels",), ignore=("labels",)), False, {"label-order": False}),
    "all": (Selection(select=("all",), ignore=("text",)), False, {"missing-label": True, "mojibake": False}),
    "extend": (Selection(extend=("missing-label",)), False, {"missing-label": True, "label-order": True}),
}


@pytest.mark.parametrize(("selection", "fixing", "expected"), SELECTIONS.values(), ids=SELECTIONS)
def test_selection(selection, fixing, expected):
    enabled = selection.enabled(all_rules(), fixing=fixing)
    assert {name: name in enabled for name in expected} == expected


def test_layout_is_the_work_of_fix_alone_unless_selected():
    layout = {name for name, rule in all_rules().items() if rule.is_layout}
    assert not layout & Selection().enabled(all_rules())
    assert layout <= Selection().enabled(all_rules(), fixing=True)
    assert not layout & Selection(ignore=("format",)).enabled(all_rules(), fixing=True)
    assert not layout & Selection(select=("text",)).enabled(all_rules(), fixing=True)
    assert Selection(select=("format",)).enabled(all_rules()) == layout


def test_the_command_line_counts_more_than_the_config():
    config = Selection(select=("toc",), extend=("text",), ignore=("label-order", "urls"))
    assert config.override(Selection(select=("label-order",))) == Selection(select=("label-order",))
    assert config.override(Selection(extend=("label-order",))) == Selection(("toc",), ("text", "label-order"), ("urls",))
    assert config.override(Selection(ignore=("text",))) == Selection(("toc",), ("text",), ("label-order", "urls", "text"))


def test_names_on_the_command_line():
    assert parse_names("toc, mojibake,", "--select") == ("toc", "mojibake")
    with pytest.raises(UserError) as error:
        parse_names("toc,mojibak", "--select")
    assert str(error.value) == "--select: there is no rule or group `mojibak` (did you mean `mojibake`?)"


def test_the_defaults_need_no_pydantic():
    code = "import sys, awesome_lint.discovery as s; s.Discovery().settings_for(s.Path('/list.md')); sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd="/", check=False).returncode == 0


def test_the_schema_is_up_to_date():
    written = json.loads((ROOT / "docs" / "awesome-lint.schema.json").read_text("utf-8"))
    assert written == schema(), "run `python docs/generate.py`"
