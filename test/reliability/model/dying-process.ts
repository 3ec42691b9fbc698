import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";

/** Where a process dies: at its k-th call that changes the disk; torn if that call still writes half of its bytes. */
export interface Death {
  readonly at: number;
  readonly isTorn: boolean;
}

/** The functions by which the store changes the disk. */
const CHANGING = [
  "openSync",
  "writeFileSync",
  "fsyncSync",
  "renameSync",
  "linkSync",
  "unlinkSync",
  "mkdirSync",
  "chmodSync",
  "chownSync",
  "fchmodSync",
  "fchownSync",
  "utimesSync",
] as const;

/** What the calls of a dead process throw. It is no system error, so nobody takes it for a refusal of the disk. */
class Died extends Error {}

/**
 * Does work as a process does that dies in the middle of it. From its death on nothing more reaches the disk, whatever
 * `catch` and `finally` try. Undefined if it died: what it returned then, nobody has heard.
 */
export async function untilDeath<Result>(
  { at, isTorn }: Death,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  const alive = Object.fromEntries(CHANGING.map((name) => [name, fs[name]]));
  let calls = 0;
  const dying = CHANGING.map((name) => {
    const call = fs[name] as (...args: readonly unknown[]) => unknown;
    return [
      name,
      (...args: readonly unknown[]) => {
        if (name === "openSync" && !isForWriting(args[1])) return call(...args);
        calls += 1;
        if (calls < at) return call(...args);
        if (calls === at && isTorn && name === "writeFileSync") call(args[0], firstHalf(args[1]));
        throw new Died();
      },
    ];
  });
  Object.assign(fs, Object.fromEntries(dying));
  syncBuiltinESMExports();
  try {
    const result = await work();
    return calls < at ? result : undefined;
  } catch (error) {
    if (error instanceof Died) return undefined;
    throw error;
  } finally {
    Object.assign(fs, alive);
    syncBuiltinESMExports();
  }
}

/** Makes the lock that was left look like that of a dead process: we who made it live on, so it gets another start time. */
export function buryHolder(root: string): void {
  const path = join(root, ".lock");
  if (!fs.existsSync(path)) return;
  const record = JSON.parse(fs.readFileSync(path, "utf8")) as object;
  fs.writeFileSync(path, JSON.stringify({ ...record, start_time: "0" }));
}

function isForWriting(flags: unknown): boolean {
  return typeof flags === "number" && (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) !== 0;
}

function firstHalf(content: unknown): Buffer {
  const bytes = Buffer.from(content as string | Buffer);
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}
