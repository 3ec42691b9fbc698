import { spawn } from "node:child_process";
import { onTestFinished } from "vitest";
import { BIN, binEnvironment } from "../../helpers/bin.ts";

/** A process that watches a root. */
export interface Watching {
  /** The whole lines that it has printed. */
  readonly lines: readonly string[];
  /** The seq of the last of them. */
  readonly lastSeq: () => number;
  /** Resolves when so many lines are there, or one with so large a seq. Rejects if the watcher ends before. */
  until(goal: { readonly lines?: number; readonly seq?: Promise<number> }): Promise<void>;
  /** Ends it with SIGKILL, and waits for its last words. */
  kill(): Promise<void>;
}

export function watching(root: string, since: number): Watching {
  const args = [BIN, "watch", "--full", "--since", String(since)];
  const child = spawn(process.execPath, args, { env: binEnvironment({ root }), stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: string[] = [];
  const told = new Set<() => void>();
  let rest = "";
  let said = "";
  child.stderr.on("data", (data: Buffer) => (said += data.toString()));
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (data: string) => {
    const parts = (rest + data).split("\n");
    rest = parts.pop() ?? ""; // who was killed may have been in the middle of a line
    lines.push(...parts);
    for (const tell of told) tell();
  });
  const closed = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const tooEarly = closed.then(() => Promise.reject(new Error(`the watcher has ended: ${lines.at(-1)} ${said}`)));
  tooEarly.catch(() => undefined); // as a rule nobody waits any more
  const reached = (isReached: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => isReached() && resolve();
      told.add(look);
      look();
    });
  const lastSeq = () => (lines.length === 0 ? since : seqOf(lines.at(-1) ?? ""));
  return {
    lines,
    lastSeq,
    async until({ lines: count = Infinity, seq }) {
      const goals = [reached(() => lines.length >= count), seq?.then((last) => reached(() => lastSeq() >= last))];
      await Promise.race([...goals.filter((goal) => goal !== undefined), tooEarly]);
    },
    async kill() {
      child.kill("SIGKILL");
      await closed;
    },
  };
}

export function seqOf(line: string): number {
  return (JSON.parse(line) as { seq: number }).seq;
}
