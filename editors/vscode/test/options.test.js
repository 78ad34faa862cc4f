"use strict";

const assert = require("node:assert");
const { test } = require("node:test");
const { serverOptions, clientOptions, failure } = require("../options");

test("the command of the settings is started", () => {
  assert.deepStrictEqual(serverOptions(["uvx", "awesome-lint[server]", "server"]), { command: "uvx", args: ["awesome-lint[server]", "server"] });
});

for (const wrong of [undefined, null, [], "awesome-lint server", [1], [""]]) {
  test(`the default is started for ${JSON.stringify(wrong)}`, () => {
    assert.deepStrictEqual(serverOptions(wrong), { command: "awesome-lint", args: ["server"] });
  });
}

test("Markdown is served, and configs are watched", () => {
  const options = clientOptions((glob) => glob);
  assert.ok(options.documentSelector.every(({ language }) => language === "markdown"));
  assert.ok(options.synchronize.fileEvents.includes("**/awesome-lint.toml"));
});

test("a server that doesn't start is told with the remedy", () => {
  assert.match(failure("awesome-lint", new Error("ENOENT")), /pip install 'awesome-lint\[server\]'/);
});
