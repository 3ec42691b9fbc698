// Everything that must be true of the code, in one command: `npm run check`. All checks run, also after one has failed.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("..", import.meta.url));

const CHECKS = {
  format: ["prettier", "--check", "--log-level", "warn", "."],
  lint: ["oxlint", "--type-aware", "--deny-warnings"],
  types: ["tsc", "--noEmit"],
  layers: ["depcruise", "src", "--config", ".dependency-cruiser.cjs", "--output-type", "err-long"],
  "dead code": ["knip", "--no-progress"],
  tests: ["vitest", "run", "--project", "unit", "--coverage"],
};

const failed = [];
for (const [name, [tool, ...args]] of Object.entries(CHECKS)) {
  const before = performance.now();
  const { status, output } = await run(tool, args);
  const seconds = ((performance.now() - before) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)\n`);
  if (status !== 0 || name === "tests") process.stdout.write(`${output}\n`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) process.stdout.write(`failed: ${failed.join(", ")}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

function run(tool, args) {
  return new Promise((resolve, reject) => {
    const child = spawn("npx", ["--no-install", tool, ...args], { cwd: project, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, output }));
  });
}
