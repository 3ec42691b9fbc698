import { cpus, release, totalmem, type } from "node:os";
import { readFileSync } from "node:fs";
import { timed } from "./run.mjs";

/** What was measured on. */
export function machine(folder) {
  const [cpu] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    system: `${type()} ${release()}`,
    processors: `${cpus().length} x ${cpu?.model ?? "?"}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    file_system: fileSystemOf(folder),
    load: unlessMissing(() => readFileSync("/proc/loadavg", "utf8").split(" ").slice(0, 3).join(" ")),
    environment: "NODE_EXTRA_CA_CERTS and NODE_OPTIONS unset",
  };
}

function fileSystemOf(folder) {
  return unlessMissing(() =>
    timed(["stat", "-f", "-c", "%T", folder], { env: { PATH: process.env.PATH } }).stdout.trim(),
  );
}

function unlessMissing(read) {
  try {
    return read();
  } catch {
    return "unknown";
  }
}
