import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { BIN, binEnvironment, type Run, runBin } from "../helpers/bin.ts";
import { AGENT } from "./cases.ts";

const PRELOAD = join(import.meta.dirname, "preload", "halt-at-commit.cjs");

/** When a holder halts: the commit is to be made, or has just been made and nothing of what follows from it. */
export const MOMENTS = ["before", "after"] as const;
export type Moment = (typeof MOMENTS)[number];

/** The name of the task that a holder creates. */
export const HOLDERS_TASK = "the holder's";
const LINE = ["create", ...AGENT, "--name", HOLDERS_TASK];

/** A `create` dies of SIGKILL with the lock in its hands; `.lock` is there still. */
export async function leaveDeadHolder(root: string, moment: Moment, under: readonly string[] = []): Promise<void> {
  await runBin(LINE, { root, env: halting("SIGKILL", moment), under });
  lockText(root);
}

/** As above, and its parent does not look after it: it is dead and has its process id still, until the test is over. */
export async function leaveZombie(root: string, moment: Moment): Promise<void> {
  const script = '"$0" "$@" & exec sleep 600';
  const env = binEnvironment({ root, env: halting("SIGKILL", moment) });
  const parent = spawn("sh", ["-c", script, process.execPath, BIN, ...LINE], { env, stdio: "ignore" });
  onTestFinished(() => void parent.kill("SIGKILL"));
  const children = `/proc/${parent.pid}/task/${parent.pid}/children`;
  await until(() => stateOf(Number(readUnlessGone(children)?.split(" ")[0])) === "Z");
}

export interface Sleeper {
  readonly pid: number;
  readonly wake: () => void;
  /** How it ended, after it was woken. */
  readonly ended: Promise<Run>;
}

/** A `create` stops (SIGSTOP) with the lock in its hands, and lives. */
export async function sleepingHolder(root: string, moment: Moment): Promise<Sleeper> {
  const sleeper = startBin(LINE, root, halting("SIGSTOP", moment));
  await until(() => stateOf(sleeper.pid) === "T");
  return sleeper;
}

/** Starts the program, to be stopped and woken. */
export function startBin(args: readonly string[], root: string, env: Readonly<Record<string, string>>): Sleeper {
  const child = spawn(process.execPath, [BIN, ...args], { env: binEnvironment({ root, env }), cwd: "/" });
  onTestFinished(() => void child.kill("SIGKILL"));
  const output = { stdout: "", stderr: "" };
  child.stdin.end();
  child.stdout.on("data", (data: Buffer) => (output.stdout += data.toString()));
  child.stderr.on("data", (data: Buffer) => (output.stderr += data.toString()));
  const ended = once(child, "close", { signal: AbortSignal.timeout(60_000) }).then(
    ([status, signal]: (number | NodeJS.Signals | null)[]): Run => {
      return { status: status as number | null, signal: signal as NodeJS.Signals | null, ...output };
    },
  );
  return { pid: child.pid ?? 0, wake: () => void child.kill("SIGCONT"), ended };
}

/** The text of the lock file. Fails if there is none. */
export function lockText(root: string): string {
  return readFileSync(join(root, ".lock"), "utf8");
}

/** Waits until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; await pause(5)) {
    if (isSo()) return;
  }
  throw new Error("it never came to that");
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function halting(signal: NodeJS.Signals, moment: Moment): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--require=${JSON.stringify(PRELOAD)}`, HALT_SIGNAL: signal, HALT_MOMENT: moment };
}

/** The state letter of a process: T is stopped, Z a zombie. Source: proc_pid_stat(5). */
function stateOf(pid: number): string | undefined {
  const text = readUnlessGone(`/proc/${pid}/stat`);
  return text?.slice(text.lastIndexOf(")") + 2)[0];
}

function readUnlessGone(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
