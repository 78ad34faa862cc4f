"use strict";

const { commands, window, workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");
const { serverOptions, clientOptions, failure } = require("./options");

let client;

async function start() {
  const server = serverOptions(workspace.getConfiguration("awesome-lint").get("command"));
  client = new LanguageClient("awesome-lint", server, clientOptions((glob) => workspace.createFileSystemWatcher(glob)));
  try {
    await client.start();
  } catch (error) {
    window.showErrorMessage(failure(server.command, error));
  }
}

async function activate(context) {
  context.subscriptions.push(
    commands.registerCommand("awesome-lint.restart", async () => {
      await deactivate();
      await start();
    }),
  );
  await start();
}

async function deactivate() {
  if (client && client.isRunning()) await client.stop();
}

module.exports = { activate, deactivate };
