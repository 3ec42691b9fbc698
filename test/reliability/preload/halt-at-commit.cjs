// Loaded before the program: sends a signal to itself with the lock in its hands, just before or just after the commit.
"use strict";

const fs = require("node:fs");

const { HALT_SIGNAL, HALT_MOMENT } = process.env;
const { renameSync } = fs;
let hasHalted = false;

fs.renameSync = (from, to) => {
  const isCommit = to.endsWith("task-list.json");
  if (isCommit && HALT_MOMENT === "before") halt();
  renameSync(from, to);
  if (isCommit && HALT_MOMENT === "after") halt();
};

/** Once: who was taken over comes here again. */
function halt() {
  if (hasHalted) return;
  hasHalted = true;
  process.kill(process.pid, HALT_SIGNAL);
}
