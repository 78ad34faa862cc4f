"""The Action, step by step as `action.yml` has it: real bash, real git, on a pull request to a list with old findings."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
import yaml
from lists import damaged, entry, make_list, swapped
from packaging.requirements import Requirement

pytestmark = pytest.mark.long_setup  # the tool is installed

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
LOCKED = ROOT / ".github" / "requirements.txt"
WORKFLOWS = sorted([*(ROOT / ".github" / "workflows").glob("*.yml"), *(ROOT / "docs" / "workflows").glob("*.yml")])

OLD = [entry(n) for n in range(1, 101)] + [swapped(n) for n in range(101, 103)] + [damaged(n) for n in range(103, 151)]
# What Python, pip and git would take for their own in a folder that they are started in.
TRAPS = [
    "venv.py",
    "pip/__init__.py",
    "site.py",
    "sitecustomize.py",
    "encodings.py",
    "ensurepip/__init__.py",
    "awesome_lint/__init__.py",
    "re.py",
]
TRAP = "open({!r}, 'a').write(__name__)\n"

EVIL = swapped(200).replace("by Method", "%0A::error::owned by Method")


class Runner:
    """Runs a composite action's steps as GitHub's runner does: expressions, environment, outputs, bash."""

    def __init__(self, action: dict[str, Any], path: Path, environment: dict[str, str], temp: Path, workspace: Path) -> None:
        self.action, self.workspace, self.temp = action, workspace, temp
        self.environment = environment | {"GITHUB_ACTION_PATH": str(path), "RUNNER_TEMP": str(temp)}
        self.steps: dict[str, dict[str, str]] = {}
        self.summary = ""
        self.log = ""

    def run(self, inputs: dict[str, str], event: dict[str, Any]) -> int:
        """Run the steps; after one that fails only those that run all the same: the exit status of the first that failed."""
        failed = 0
        given = {name: inputs.get(name, declared.get("default", "")) for name, declared in self.action["inputs"].items()}
        assert set(inputs) <= set(given)
        for step in self.action["runs"]["steps"]:
            if failed and "if" not in step:
                continue
            if "uses" in step:
                assert re.fullmatch(r"actions/setup-python@[0-9a-f]{40}", step["uses"])
                self.steps[step["id"]] = {"python-path": sys.executable}
            elif (
                step["id"] == "install" and not given["version"] and (tool := self.temp / "awesome-lint" / "bin" / "awesome-lint").exists()
            ):
                self.steps["install"] = {"bin": str(tool.parent)}  # by an earlier test
            else:
                failed = self._script(step, given, event) or failed
        return failed

    def output(self, name: str) -> str:
        """What the action gives to the steps after it."""
        return self._expand(self.action["outputs"][name]["value"], {}, {})

    def _script(self, step: dict[str, Any], inputs: dict[str, str], event: dict[str, Any]) -> int:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "expressions would become part of the script"
        output, summary = self.temp / "output", self.temp / "summary"
        for file in (output, summary):
            file.write_text("", "utf-8")
        own = {name: self._expand(value, inputs, event) for name, value in step.get("env", {}).items()}
        files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}
        script = self.temp / "script.sh"
        script.write_text(step["run"], "utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace,
            env=self.environment | own | files,
            capture_output=True,
            text=True,
            check=False,
        )
        self.log += done.stdout + done.stderr
        self.summary += summary.read_text("utf-8")
        self.steps[step["id"]] = dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
        return done.returncode

    def _expand(self, text: str, inputs: dict[str, str], event: dict[str, Any]) -> str:
        def first(match: re.Match[str]) -> str:
            return next(filter(None, map(value, match[1].split(" || "))), "")

        def value(expression: str) -> str:
            where, *path = expression.split(".")
            if where == "inputs":
                return self._expand(inputs[path[0]], inputs, event)
            if where == "steps":
                return self.steps.get(path[0], {}).get(path[2], "")
            if expression == "github.token":
                return "the token of the job"
            assert (where, path[0]) == ("github", "event")
            found: Any = event
            for key in path[1:]:
                found = found.get(key, {})
            return str(found or "")

        return re.sub(r"\$\{\{ (.+?) \}\}", first, text)

    @property
    def annotations(self) -> list[tuple[str, dict[str, str], str]]:
        """The workflow commands of the log, read as the runner reads them."""
        found = []
        for line in self.log.splitlines():
            if match := re.match(r"\s*::(\w[\w-]*) ?(.*?)::(.*)$", line):
                properties = dict(pair.split("=", 1) for pair in match[2].split(",") if pair)
                found.append((match[1], {name: _unescaped(v) for name, v in properties.items()}, _unescaped(match[3])))
        return found


def _unescaped(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def git(folder: Path, environment: dict[str, str], *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture(scope="module")
def temp(tmp_path_factory):
    """$RUNNER_TEMP: the installation in it serves all tests."""
    return tmp_path_factory.mktemp("runner")


@pytest.fixture
def pull_request(tmp_path, offline):
    """A list with 50 old findings, and a branch that adds one bad entry and one good one: the folder and the base's commit."""
    folder = tmp_path / "list"
    folder.mkdir()
    git(folder, offline, "init", "-q", "-b", "main")
    readme = folder / "README.md"
    readme.write_text(make_list(OLD), "utf-8")
    git(folder, offline, "add", ".")
    git(folder, offline, "commit", "-q", "-m", "old")
    base = git(folder, offline, "rev-parse", "HEAD")
    git(folder, offline, "checkout", "-q", "-b", "add-papers")
    readme.write_text(make_list([*OLD[:50], EVIL, entry(201), *OLD[50:]]), "utf-8")
    trapped = tmp_path / "trapped"
    for name in TRAPS:
        trap = folder / name
        trap.parent.mkdir(exist_ok=True)
        trap.write_text(TRAP.format(str(trapped)), "utf-8")
    git(folder, offline, "add", ".")
    git(folder, offline, "commit", "-q", "-a", "-m", "two papers")
    yield folder, base
    assert not trapped.exists(), "code of the pull request was run"


@pytest.fixture
def runner(pull_request, offline, project, temp, tmp_path):
    online = {
        name: value
        for name, value in offline.items()
        if name not in {"PYTHONPATH", "PIP_NO_DEPS", "PIP_NO_BUILD_ISOLATION", "PIP_NO_INDEX"}
    }
    environment = online | {
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "me/list",
        "GITHUB_SHA": "0" * 40,
        "GITHUB_EVENT_NAME": "pull_request",
    }
    return Runner(ACTION, project, environment, temp, pull_request[0])


def event_of(base: str) -> dict[str, Any]:
    return {"pull_request": {"base": {"sha": base}}}


def test_a_pull_request_is_told_only_what_it_brings_in(runner, pull_request):
    status = runner.run({}, event_of(pull_request[1]))
    assert status == 1, runner.log
    ((level, properties, message),) = runner.annotations
    assert level == "warning"
    assert properties["file"] == "README.md"
    assert properties["line"] == "55"
    assert properties["title"] == "awesome-lint: label-order"
    assert "::error" not in message
    outputs = {name: runner.output(name) for name in ACTION["outputs"]}
    assert outputs == {"findings": "51", "new-findings": "1", "fixable": "1", "checked-entries": "152", "exit-code": "1"}
    right = entry(200).replace("by Method", "%0A::error::owned by Method")
    assert f"#### Paste this instead\n\n`README.md`, line 55:\n\n```markdown\n{right}\n```" in runner.summary
    assert "**Found 1 new problem (1 warning) in 1 file, 152 entries.** 50 older findings not shown." in runner.summary
    assert f"[`README.md:55`](https://github.com/me/list/blob/{'0' * 40}/README.md?plain=1#L55) **" in runner.summary


def test_a_merge_queue_is_told_only_what_it_brings_in(runner, pull_request):
    assert runner.run({}, {"merge_group": {"base_sha": pull_request[1]}}) == 1, runner.log
    assert runner.output("new-findings") == "1"


def test_a_title_stays_text_in_annotations_of_everything(runner):
    """No pull request: everything is told, errors first, ten of a level."""
    assert runner.run({"fail-on": "never"}, {}) == 0, runner.log
    levels = [level for level, _, _ in runner.annotations]
    assert levels == ["error"] * 10 + ["warning"] * 3 + ["notice"]
    assert runner.annotations[-1][2] == "38 more findings in the summary of this job"
    assert "owned" not in "".join(properties.get("title", "") for _, properties, _ in runner.annotations)
    assert runner.output("new-findings") == "51"


def test_files_are_written_and_inputs_are_never_code(runner, pull_request):
    folder, base = pull_request
    evil = '$(touch pwned)`touch pwned`";touch pwned;"'
    inputs = {
        "sarif-file": "out/a b.sarif",
        "json-file": "out/findings.json",
        "mode": "new",
        "files": f"README.md\n{evil}\n",
        "annotations": "false",
    }
    assert runner.run(inputs, event_of(base)) == 2
    assert f"{evil}: no such file or folder" in runner.log
    assert runner.output("exit-code") == "2"
    assert not (folder / "pwned").exists()
    inputs["files"], runner.log = "README.md", ""
    assert runner.run(inputs, event_of(base)) == 1, runner.log
    assert runner.annotations == []
    assert [found["code"] for found in json.loads((folder / "out" / "findings.json").read_text("utf-8"))] == ["label-order"]
    schema = json.loads((ROOT / "tests" / "data" / "sarif-2.1.0-rtm.5.schema.json").read_text("utf-8"))
    jsonschema.Draft4Validator(schema).validate(json.loads((folder / "out" / "a b.sarif").read_text("utf-8")))


def test_a_base_that_is_out_of_reach_is_told_and_fails_nothing(runner):
    assert runner.run({}, event_of("1" * 40)) == 0
    level, properties, message = runner.annotations[0]
    assert (level, properties) == ("warning", {"title": "awesome-lint"})
    assert "`fetch-depth: 0`" in message
    assert runner.output("new-findings") == "51"


def test_a_shallow_checkout_fetches_its_base(runner, pull_request, offline, tmp_path):
    folder, base = pull_request
    git(folder, offline, "config", "uploadpack.allowAnySHA1InWant", "true")
    shallow = tmp_path / "shallow"
    git(tmp_path, offline, "clone", "-q", "--depth", "1", "--branch", "add-papers", f"file://{folder}", str(shallow))
    runner.workspace = shallow
    assert runner.run({}, event_of(base)) == 1, runner.log
    assert runner.output("new-findings") == "1"


def test_the_base_says_what_is_checked_not_the_pull_request(runner, pull_request, offline):
    folder, base = pull_request
    (folder / "awesome-lint.toml").write_text('ignore = ["all"]\n', "utf-8")
    (folder / "own.toml").write_text('ignore = ["all"]\n', "utf-8")
    git(folder, offline, "add", ".")
    git(folder, offline, "commit", "-q", "-m", "look away")
    assert runner.run({}, event_of(base)) == 1, runner.log
    assert runner.run({"config-from": "head"}, event_of(base)) == 0, runner.log
    assert runner.run({"config": "own.toml"}, event_of(base)) == 1, runner.log
    assert runner.annotations[-2][2].startswith("The base of the pull request has no such config file")
    assert runner.run({"config-from": "base"}, {}) == 2


def test_the_config_of_the_base_counts_for_the_paths_of_the_pull_request(runner, pull_request, offline):
    folder, _ = pull_request
    (folder / "awesome-lint.toml").write_text('exclude = ["README.md"]\n', "utf-8")
    git(folder, offline, "add", ".")
    git(folder, offline, "commit", "-q", "-m", "ours")
    base = git(folder, offline, "rev-parse", "HEAD")
    (folder / "awesome-lint.toml").write_text("", "utf-8")
    assert runner.run({}, event_of(base)) == 0, runner.log
    assert "README.md: excluded" in runner.log


HOSTILE_NAMES = [
    "--write-baseline=README.md",
    "-o=README.md.md",
    "--output-file=json=README.md",
    "--fix.md",
    "@README.md",
    "::error::owned.md",
    "##[error]owned.md",
    "a\n::error::owned\n.md",
    "a\nfindings=0\n.md",
    "$(touch pwned).md",
    "`touch pwned`.md",
    "; touch pwned;.md",
    "|touch pwned.md",
    "\x1b]0;owned\x07.md",
]


def test_a_workspace_full_of_traps(runner, pull_request, offline):
    """Files named as options, commands and modules (those of every test here): nothing is run, nothing of the workspace is written."""
    folder, base = pull_request
    for name in HOSTILE_NAMES:
        (folder / name).write_text(make_list([*OLD[:30], swapped(300), swapped(301)]), "utf-8")
    (folder / ".gitattributes").write_text("* filter=trap diff=trap\n")
    (folder / "sub").mkdir()
    (folder / "sub" / "awesome-lint.toml").write_text("packs = ['/dev/zero']\n")
    (folder / "loop.md").symlink_to("loop.md")
    git(folder, offline, "add", "--", ".")
    git(folder, offline, "commit", "-q", "-m", "traps")

    def state() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in folder.rglob("*") if ".git" not in path.parts and path.is_file()}

    before = state()
    for inputs in ({"files": "."}, {"files": ".", "mode": "all"}):
        assert runner.run(inputs, event_of(base)) in (1, 2), runner.log
        assert state() == before
        assert int(runner.output("findings")) > 0
    # Some of these names aren't whole where lines separate them: told, and nothing is judged.
    assert runner.run({"files": "\n".join(HOSTILE_NAMES)}, event_of(base)) == 2, runner.log
    assert state() == before
    assert not [found for found in runner.annotations if "owned" in found[0] or found[2] == "owned"]
    assert not re.search(r"^\s*(?:::error::|##\[)", runner.log, re.MULTILINE)
    assert "\x1b" not in runner.log


def test_what_is_installed_is_locked_and_is_what_we_need():
    locked = dict(re.findall(r"^([\w.-]+)==([\w.]+)", LOCKED.read_text("utf-8"), re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for needed in map(Requirement, [*project["project"]["dependencies"], *project["build-system"]["requires"]]):
        assert needed.specifier.contains(locked[needed.name.lower()]), f"{needed}: make .github/requirements.txt anew, its head says how"
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", LOCKED.read_text("utf-8"))) >= len(locked)


def test_errors_are_annotated(runner, pull_request):
    (pull_request[0] / "own.toml").write_text("ignore = 1\n", "utf-8")
    assert runner.run({"config": "own.toml", "config-from": "head"}, {}) == 2
    level, properties, message = runner.annotations[-1]
    assert (level, properties) == ("error", {"title": "awesome-lint"})
    assert "own.toml:1: `ignore`" in message


def test_less_severe_findings_are_left_out(runner):
    assert runner.run({"min-severity": "error"}, {}) == 1
    assert {level for level, _, _ in runner.annotations} == {"error", "notice"}
    assert runner.output("new-findings") == "48"


def test_a_version_is_a_version(runner):
    assert runner.run({"version": "1.0 --index-url=http://evil.example"}, {}) == 2
    assert [level for level, _, _ in runner.annotations] == ["error"]


# The comment on the pull request


class GitHub(ThreadingHTTPServer):
    """GitHub's API as far as comments go: it keeps them, and what it was asked for. `refuses` is the status of every change."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Requests)
        self.comments: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.refuses = 0

    def add(self, body: str, kind: str = "Bot") -> None:
        self.comments.append({"id": len(self.comments) + 1, "body": body, "user": {"type": kind}})


class Requests(BaseHTTPRequestHandler):
    server: GitHub

    def do_GET(self):
        page = int(parse_qs(urlsplit(self.path).query)["page"][0])
        self.reply(200, self.server.comments[100 * (page - 1) : 100 * page])

    def do_POST(self):
        if body := self.changes():
            self.server.add(body)
            self.reply(201, self.server.comments[-1])

    def do_PATCH(self):
        if body := self.changes():
            comment = self.server.comments[int(self.path.rpartition("/")[2]) - 1]
            comment["body"] = body
            self.reply(200, comment)

    def changes(self) -> str | None:
        data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(f"{self.command} {self.path} {self.headers['Authorization']}")
        if self.server.refuses:
            self.reply(self.server.refuses, {"message": "Resource not accessible by integration"})
            return None
        return data["body"]

    def reply(self, status: int, data: object) -> None:
        content = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""


@pytest.fixture
def github(runner):
    server = GitHub()
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    runner.environment["GITHUB_API_URL"] = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def numbered_event(base: str) -> dict[str, Any]:
    return {"pull_request": {"base": {"sha": base}, "number": 7}}


def test_a_pull_request_gets_one_comment_that_is_kept_up_to_date(runner, github, pull_request):
    folder, base = pull_request
    for number in range(120):
        github.add(f"a comment {number}", "User")
    github.add("<!-- awesome-lint-summary -->\nquoted by a person", "User")
    assert runner.run({"comment": "true"}, numbered_event(base)) == 1, runner.log
    assert github.asked == ["POST /repos/me/list/issues/7/comments Bearer the token of the job"]
    written = github.comments[-1]
    assert written["body"].startswith("<!-- awesome-lint-summary -->\n### awesome-lint\n\n")
    assert written["body"].endswith(runner.summary)
    # The same again changes nothing, a repaired list updates the one comment.
    assert runner.run({"comment": "true"}, numbered_event(base)) == 1
    assert len(github.asked) == 1
    (folder / "README.md").write_text(make_list([*OLD[:50], entry(201), *OLD[50:]]), "utf-8")
    assert runner.run({"comment": "true"}, numbered_event(base)) == 0, runner.log
    assert github.asked[1:] == ["PATCH /repos/me/list/issues/comments/122 Bearer the token of the job"]
    assert "No new problems found" in written["body"]
    assert len(github.comments) == 122


def test_a_pull_request_without_findings_gets_no_comment(runner, github, pull_request):
    folder, base = pull_request
    (folder / "README.md").write_text(make_list([*OLD, entry(201)]), "utf-8")
    assert runner.run({"comment": "true"}, numbered_event(base)) == 0, runner.log
    assert github.asked == []


@pytest.mark.parametrize(("status", "level"), [(403, "notice"), (404, "notice"), (500, "warning")])
def test_a_comment_that_is_refused_fails_nothing(runner, github, pull_request, status, level):
    github.refuses = status
    assert runner.run({"comment": "true", "fail-on": "never"}, numbered_event(pull_request[1])) == 0, runner.log
    assert [(found, properties) for found, properties, _ in runner.annotations[1:]] == [(level, {"title": "awesome-lint"})]
    assert len(github.asked) == 1


def test_nothing_is_asked_of_github_by_default(runner, github, pull_request):
    assert runner.run({}, numbered_event(pull_request[1])) == 1
    assert runner.run({"comment": "true"}, {}) == 1  # no pull request
    assert github.asked == []


def test_a_long_summary_is_cut_in_the_comment(tmp_path, github, runner):
    summary = tmp_path / "summary.md"
    summary.write_text("### awesome-lint\n\n````markdown\n" + "```\nan entry\n" * 9_000, "utf-8")
    environment = runner.environment | {"TOKEN": "t", "NUMBER": "7", "NEW_FINDINGS": "1"}
    subprocess.run([sys.executable, "-I", str(ROOT / ".github" / "comment.py"), str(summary)], env=environment, check=True)
    body = github.comments[-1]["body"]
    assert 60_000 < len(body) < 65_536
    assert body.endswith("\n````\n\nThe rest is in the summary of the job.\n")


def test_on_pull_request_target_the_text_is_all_that_is_taken(runner, github, pull_request, offline, tmp_path):
    """The steps of the documented workflow: the base's checkout, the text of the pull request's list, the Action."""
    folder, base = pull_request
    git(folder, offline, "update-ref", "refs/pull/7/merge", "add-papers")
    head = git(folder, offline, "rev-parse", "add-papers")
    checkout = tmp_path / "checkout"
    git(tmp_path, offline, "clone", "-q", "--branch", "main", f"file://{folder}", str(checkout))
    workflow = yaml.safe_load((ROOT / "docs" / "workflows" / "awesome-lint-comment.yml").read_text("utf-8"))
    _, take, use = workflow["jobs"]["awesome-lint"]["steps"]
    environment = runner.environment | {"LIST": "README.md", "NUMBER": "7"}
    subprocess.run(["bash", "-e", "-c", take["run"]], cwd=checkout, env=environment, check=True, capture_output=True)
    assert sorted(path.name for path in checkout.iterdir()) == [".git", "README.md"]
    runner.workspace = checkout
    runner.environment["GITHUB_EVENT_NAME"] = "pull_request_target"
    event = {"pull_request": {"base": {"sha": base}, "head": {"sha": head}, "number": 7}}
    assert runner.run(use["with"], event) == 1, runner.log
    assert f"/blob/{head}/README.md?plain=1#L55" in github.comments[-1]["body"]
    assert runner.output("new-findings") == "1"


# What the files themselves look like


def tool(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_action_and_workflows_follow_their_schemas():
    tool(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml")
    tool(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", *map(str, WORKFLOWS))


def test_actionlint_finds_nothing_in_the_workflows():
    tool(str(Path(sys.executable).parent / "actionlint"), *map(str, WORKFLOWS))


def test_zizmor_finds_nothing():
    tool(
        str(Path(sys.executable).parent / "zizmor"),
        "--offline",
        "--no-progress",
        "--persona",
        "pedantic",
        "action.yml",
        *map(str, WORKFLOWS),
    )


@pytest.mark.parametrize("path", [ROOT / "action.yml", *WORKFLOWS], ids=lambda path: path.name)
def test_other_peoples_actions_are_pinned_by_commit(path):
    used = re.findall(r"uses: (\S+)@(\S+)", path.read_text("utf-8"))
    assert all(re.fullmatch(r"[0-9a-f]{40}", revision) for name, revision in used if name != "awesome-lint/awesome-lint")
    if path.name == "action.yml":
        assert [name for name, _ in used] == ["actions/setup-python"]
