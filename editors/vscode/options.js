"use strict";

const DEFAULT = ["awesome-lint", "server"];

/** What to start, from the setting `awesome-lint.command`: a program and its arguments. The default where the setting is no list of words. */
function serverOptions(setting) {
  const right = Array.isArray(setting) && setting.length > 0 && setting.every((word) => typeof word === "string" && word !== "");
  const [command, ...args] = right ? setting : DEFAULT;
  return { command, args };
}

/** Which documents are served: Markdown, saved or not. `watch` makes a watcher of a glob. */
function clientOptions(watch) {
  return {
    documentSelector: [
      { scheme: "file", language: "markdown" },
      { scheme: "untitled", language: "markdown" },
    ],
    synchronize: { fileEvents: ["**/awesome-lint.toml", "**/.awesome-lint.toml", "**/pyproject.toml"].map(watch) },
  };
}

/** What to tell a user whose server didn't start. */
function failure(command, error) {
  return `awesome-lint: \`${command}\` did not start (${error.message}). Install it with: pip install 'awesome-lint[server]'`;
}

module.exports = { serverOptions, clientOptions, failure };
