import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Run, runBin } from "../helpers/bin.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

/** Whether strace is here and may trace. */
export const HAS_STRACE = spawnSync("strace", ["-o", "/dev/null", "true"]).status === 0;

/** Every call by which a process of ours can change something outside of itself. */
export const WRITE_LIKE = [
  "write",
  "writev",
  "pwrite64",
  "link",
  "rename",
  "unlink",
  "mkdir",
  "fsync",
  "fchmod",
  "fchown",
  "chmod",
  "chown",
] as const;

/** One call of a run: the n-th of its kind. */
export interface CallNumber {
  readonly call: string;
  readonly n: number;
}

/** What is run, and what it reads from standard input. */
interface Line {
  readonly args: readonly string[];
  readonly input?: string;
}

/** The write-like calls of one run, each with its number: where it can be hit. */
export async function writeLikeCalls(line: Line, root: string): Promise<readonly CallNumber[]> {
  return calls(line, root, WRITE_LIKE, () => true);
}

/** The calls of one run that touch the root, reads included: where the disk can refuse. */
export async function diskCalls(line: Line, root: string): Promise<readonly CallNumber[]> {
  const kinds = [...WRITE_LIKE, "openat", "read", "pread64", "close", "fstat", "statx", "getdents64"];
  return calls(line, root, kinds, (traced) => traced.includes(root));
}

async function calls(
  { args, input = "" }: Line,
  root: string,
  kinds: readonly string[],
  isWanted: (line: string) => boolean,
): Promise<readonly CallNumber[]> {
  const trace = join(temporaryFolder(), "trace");
  await runBin(args, { root, input, under: ["strace", "-f", "-y", "-o", trace, "-e", `trace=${kinds.join(",")}`] });
  const all = readFileSync(trace, "utf8").split("\n");
  // strace counts for each thread by itself. Ours is the first; the others are V8's.
  const thread = `${all[0]?.split(" ")[0]} `;
  const lines = all.filter((line) => line.startsWith(thread));
  return kinds.flatMap((call) => {
    const ofKind = lines.filter((line) => new RegExp(`^\\d+ +${call}\\(`).test(line));
    return ofKind.flatMap((line, index) => (isWanted(line) ? [{ call, n: index + 1 }] : []));
  });
}

/** strace, so that it does something at the n-th call of a kind: `signal=KILL`, `error=ENOSPC`. */
export function hitting({ call, n }: CallNumber, what: string, trace = "/dev/null"): readonly string[] {
  // Not --seccomp-bpf, which drops injected signals without a word.
  return ["strace", "-f", "-y", "-o", trace, "-e", `trace=${call}`, "-e", `inject=${call}:${what}:when=${n}`];
}

/**
 * Runs a line so that the n-th call of a kind is refused with an error; gives nothing where that call did not touch the
 * root: Node looks around before it comes to us, now with more calls and now with fewer, and the n-th was one of those.
 */
export async function runRefused(
  { args, input = "" }: Line,
  call: CallNumber,
  error: string,
  root: string,
): Promise<Run | undefined> {
  const trace = join(temporaryFolder(), "trace");
  const run = await runBin(args, { root, input, under: hitting(call, `error=${error}`, trace) });
  const refused = readFileSync(trace, "utf8")
    .split("\n")
    .filter((line) => line.endsWith("(INJECTED)"));
  return refused.some((line) => line.includes(root)) ? run : undefined;
}
