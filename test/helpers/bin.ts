import { spawn } from "node:child_process";
import { join } from "node:path";
import { PROJECT } from "./project.ts";

/** The real program, as its callers start it. */
export const BIN = join(PROJECT, "bin", "agent-tasks.js");

export interface Run {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly root: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** What the program is started by: `strace` and its options. */
  readonly under?: readonly string[];
  /** It is killed, with SIGKILL, if it has not ended by then. */
  readonly killAfterMs?: number;
}

/** The environment of a run: nothing of the tests' own comes in. */
export function binEnvironment({ root, env = {} }: Pick<RunOptions, "root" | "env">): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", HOME: root, AGENT_TASKS_ROOT: root, UV_THREADPOOL_SIZE: "1", ...env };
}

/** Runs the program to its end. */
export function runBin(args: readonly string[], options: RunOptions): Promise<Run> {
  const [program = "", ...rest] = [...(options.under ?? []), process.execPath, BIN, ...args];
  const { killAfterMs: timeout } = options;
  const killing = timeout === undefined ? {} : { timeout, killSignal: "SIGKILL" as const };
  const child = spawn(program, rest, { env: binEnvironment(options), cwd: "/", ...killing });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
  child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
  child.stdin.on("error", () => undefined); // the program may end before it has read all
  child.stdin.end(options.input ?? "");
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => resolve({ status, signal, stdout, stderr }));
  });
}

/** The one JSON document that a run printed. Fails if it is none, or more. */
export function answerOf(run: Run): Record<string, unknown> {
  try {
    return JSON.parse(run.stdout) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`no answer: ${JSON.stringify(run)}`, { cause: error });
  }
}

/** Whether a run told its caller that it succeeded. */
export function isAcknowledged(run: Run): boolean {
  return run.stdout.includes('"status":"success"');
}

/** Runs jobs, a few at a time, and gives their results in order. */
export async function inParallel<Job, Result>(
  jobs: readonly Job[],
  width: number,
  work: (job: Job) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = jobs.entries();
  const workers = Array.from({ length: width }, async () => {
    for (const [index, job] of queue) results[index] = await work(job);
  });
  await Promise.all(workers);
  return results;
}
