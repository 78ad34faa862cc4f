"""A real editor: Neovim, headless, with its own client of the protocol."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_server import LIST

pytest.importorskip("pygls")

NEOVIM = shutil.which("nvim")

# Opens the list, waits for findings, chooses the first action at the wrong URL, renames a heading, lays the file out, saves.
SCRIPT = """
local function wait(what, ready)
  if not vim.wait(20000, ready, 50) then
    io.stderr:write("waited in vain for " .. what .. "\\n")
    vim.cmd("cquit")
  end
end

vim.lsp.start_client_for_test = function(command, file)
  local id = vim.lsp.start_client({ name = "awesome-lint", cmd = command, root_dir = vim.fn.fnamemodify(file, ":h") })
  vim.cmd("edit " .. file)
  vim.lsp.buf_attach_client(0, id)
  wait("the server", function() return vim.lsp.buf_is_attached(0, id) and vim.lsp.get_client_by_id(id) ~= nil end)
  return vim.lsp.get_client_by_id(id)
end

local client = vim.lsp.start_client_for_test({ PYTHON, "-m", "awesome_lint", "server" }, FILE)
wait("findings", function() return #vim.diagnostic.get(0) > 0 end)
local codes = {}
for _, one in ipairs(vim.diagnostic.get(0)) do table.insert(codes, one.code) end
table.sort(codes)
io.stdout:write("found " .. table.concat(codes, " ") .. "\\n")

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
  for _, answer in pairs(answers or {}) do
    if answer.result then return answer.result end
  end
  io.stderr:write("no answer to " .. method .. "\\n")
  vim.cmd("cquit")
end

local function go_to(text)
  vim.fn.cursor(1, 1)
  vim.fn.search(text, "c")
end

go_to("htps")
local params = vim.lsp.util.make_range_params()
params.context = { diagnostics = {} }
local actions = ask("textDocument/codeAction", params)
io.stdout:write("action " .. actions[1].title .. "\\n")
vim.lsp.util.apply_workspace_edit(actions[1].edit, client.offset_encoding)

go_to("## Datasets")
vim.fn.cursor(vim.fn.line("."), 5)
local renaming = vim.lsp.util.make_position_params()
renaming.newName = "Data & Benchmarks"
vim.lsp.util.apply_workspace_edit(ask("textDocument/rename", renaming), client.offset_encoding)

vim.lsp.util.apply_text_edits(ask("textDocument/formatting", vim.lsp.util.make_formatting_params({})), 0, client.offset_encoding)
vim.cmd("write")
client.stop()
wait("the end", function() return client.is_stopped() end)
vim.cmd("qall!")
"""


@pytest.mark.skipif(NEOVIM is None, reason="Neovim is not installed")
def test_a_list_is_mended_in_neovim(tmp_path: Path) -> None:
    file, script = tmp_path / "papers.md", tmp_path / "test.lua"
    file.write_text(LIST.replace("## Surveys\n\n", "## Surveys\n\n\n\n"), "utf-8")
    script.write_text(f"local PYTHON, FILE = [[{sys.executable}]], [[{file}]]\n{SCRIPT}", "utf-8")
    run = subprocess.run(
        [str(NEOVIM), "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", f"luafile {script}"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=tmp_path,
    )
    assert run.returncode == 0, run.stderr
    assert "duplicate-entry" in run.stdout
    assert "https://" in run.stdout.partition("action ")[2]
    renamed = LIST.replace("[Datasets](#datasets)", "[Data & Benchmarks](#datasets)").replace("## Datasets", "## Data & Benchmarks")
    expected = renamed.replace("(#datasets)", "(#data--benchmarks)").replace("htps://", "https://")
    assert file.read_bytes() == expected.encode()
