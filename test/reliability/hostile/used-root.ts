import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { ErrorCode } from "../../../src/domain/errors.ts";
import { EXIT_STATUS } from "../../../src/cli/exit-codes.ts";
import { type Answer, type CommandLine, commandLine } from "../../helpers/command-line.ts";

const A = ["--agent", "a"];
const B = ["--agent", "b"];

/** Every command, on agent a. The first five write. */
export const COMMANDS: readonly (readonly string[])[] = [
  ["create", ...A, "--name", "x"],
  ["start", ...A, "--task-id", "task-003"],
  ["complete", ...A],
  ["retry", ...A, "--task-id", "task-002"],
  ["cancel", ...A, "--task-id", "task-002"],
  ["create", ...A, "--name", "x", "--dry-run"],
  ["--output", "json"],
  ["list", ...A],
  ["list-all"],
  ["get", "--task-id", "task-001"],
  ["get", "--task-id", "task-404"],
  ["query"],
  ["query", ...A],
  ["stats"],
  ["stats", ...A],
  ["history", ...A],
  ["history", ...A, "--month", "2026-04"],
  ["where"],
  ["config", "list"],
  ["config", "set", "lang", "en"],
];

/** What agent b goes on with. */
export const OTHERS_COMMANDS: readonly (readonly string[])[] = [
  ["create", ...B, "--name", "x"],
  ["start", ...B],
  ["fail", ...B, "--error", "no"],
  ["retry", ...B, "--task-id", "task-004"],
  ["list", ...B],
  ["history", ...B],
  ["stats", ...B],
];

export interface UsedRoot extends CommandLine {
  /** The month of the archive's folder and of the journal. */
  readonly month: string;
}

/** Agent a: 001 completed, 002 failed, 003 pending; agent b: 004 pending. Nobody waits for a lock for long. */
export async function usedRoot(env: Readonly<Record<string, string>> = {}): Promise<UsedRoot> {
  const line = commandLine({ env: { AGENT_TASKS_LOCK_TIMEOUT_MS: "150", ...env } });
  const { run, root } = line;
  for (const name of ["one", "two", "three"]) await run("create", ...A, "--name", name);
  for (const end of [["complete"], ["fail", "--error", "no"]]) {
    await run("start", ...A);
    await run(end[0]!, ...A, ...end.slice(1));
  }
  await run("create", ...B, "--name", "four");
  return { ...line, month: readdirSync(join(root, "history"))[0]! };
}

/** Far more than it takes, on a machine that others keep busy. */
const MOST_MS = 10_000;

/** Runs a line, and says what is wrong with its answer, whatever it was asked and whatever it met. */
export async function tryLine(
  run: CommandLine["run"],
  line: readonly string[],
): Promise<{ answer: Answer; faults: string[] }> {
  const before = performance.now();
  const answer = await run(...line);
  const ms = performance.now() - before;
  const slow = ms > MOST_MS ? [`it took ${Math.round(ms)} ms`] : [];
  return { answer, faults: [...slow, ...answerFaults(answer)].map((fault) => `${line.join(" ")}: ${fault}`) };
}

/** One document, its exit status, no stack, and never our own fault. */
export function answerFaults({
  status,
  stdout,
  stderr,
}: Pick<Answer, "stdout" | "stderr"> & { status: number | null }): string[] {
  const document = parsed(stdout);
  if (document === undefined)
    return [`no document, exit status ${status}: ${stdout.slice(0, 200)} ${stderr.slice(0, 500)}`];
  const { status: outcome, code } = document as { status?: string; code?: ErrorCode };
  const expected = outcome === "error" ? EXIT_STATUS[code!] : 0;
  return [
    ...(status === expected ? [] : [`exit status ${status}, not ${expected}`]),
    ...(code === "INTERNAL_ERROR" ? [`a defect: ${stdout.slice(0, 500)}`] : []),
    ...(/^\s+at .*:\d+:\d+/m.test(stdout + stderr) ? [`a stack: ${stderr.slice(0, 500)}`] : []),
  ];
}

function parsed(stdout: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}
