import { type CommandLine, commandLine } from "./command-line.ts";

const CODER = ["--agent", "coder"];

/** A queue with a task in every state: 001 completed, 002 failed, 003 cancelled, 004 running, 005 and 006 pending. */
export async function busyQueue(): Promise<CommandLine> {
  const line = commandLine();
  const { run } = line;
  for (const name of ["one", "two", "three", "four", "five", "six"]) await run("create", ...CODER, "--name", name);
  for (const end of [
    ["complete", "--result", "ok"],
    ["fail", "--error", "no"],
  ] as const) {
    await run("start", ...CODER);
    await run(end[0], ...CODER, ...end.slice(1));
  }
  await run("cancel", ...CODER, "--task-id", "task-003", "--reason", "not needed");
  await run("start", ...CODER);
  return line;
}
