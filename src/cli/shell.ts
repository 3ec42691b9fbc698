import { closeSync, fstatSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import type { Interruption } from "../app/operation.ts";
import type { Surroundings } from "../app/surroundings.ts";

/** How much of a text is read. Of a longer one either nothing can be used, or its last bytes. */
export interface ReadLimit {
  readonly bytes: number;
  readonly keep: "whole" | "end";
}

/** The process around a command, as far as a command may touch it; tests bring their own. */
export interface Shell extends Surroundings {
  /** Reads standard input to its end; undefined if that is too much. */
  readInput(limit: ReadLimit): Buffer | undefined;
  /** Reads a file; undefined if it has too much. @throws the system's error */
  readFile(path: string, limit: ReadLimit): Buffer | undefined;
  /** Writes all of a text. @throws the system's error, EPIPE if nobody reads any more */
  write(stream: "stdout" | "stderr", text: string): void;
  /** Asks the person at the terminal, and waits for a line; undefined if input, output and errors are not all a terminal's. */
  ask(question: string): string | undefined;
  /** How many columns the terminal of a stream has (of standard output, if none is named); undefined where there is none. */
  columns(stream?: "stdout" | "stderr"): number | undefined;
  /** From now on the process is not ended when it is asked to end: who waits for something learns of it here. */
  interruption(): Interruption;
}

const STDIN = 0;
const DESCRIPTORS = { stdout: 1, stderr: 2 } as const;

/** The real process. Node's own streams are left alone: loading them costs a tenth of its start. */
export function shellOf(process: NodeJS.Process): Shell {
  return {
    env: process.env,
    get cwd() {
      return workingFolder(process);
    },
    get home() {
      // As os.homedir() has it, which first has to be loaded.
      return process.env["HOME"] || process.getBuiltinModule("node:os").homedir();
    },
    isTerminal: isTerminal(DESCRIPTORS.stdout),
    readInput: (limit) => readAll(STDIN, limit),
    readFile: (path, limit) => {
      const fd = openSync(resolve(path), "r");
      try {
        return readAll(fd, limit);
      } finally {
        closeSync(fd);
      }
    },
    write: (stream, text) => writeAll(DESCRIPTORS[stream], Buffer.from(text)),
    ask: (question) => {
      if (![STDIN, DESCRIPTORS.stdout, DESCRIPTORS.stderr].every(isTerminal)) return undefined;
      writeAll(DESCRIPTORS.stderr, Buffer.from(question));
      const line = Buffer.allocUnsafe(1024); // a terminal gives no more than a line at a time
      return line.toString(
        "utf8",
        0,
        retrying(() => readSync(STDIN, line)),
      );
    },
    columns: (stream = "stdout") => (isTerminal(DESCRIPTORS[stream]) ? process[stream].columns : undefined),
    interruption: () => {
      let asked: Interrupted | undefined; // an AbortController would first have to be loaded
      for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
        process.once(name, () => (asked ??= new Interrupted(name)));
      return {
        throwIfAborted() {
          if (asked) throw asked;
        },
      };
    },
  };
}

/** A folder that was removed meanwhile has no path any more; paths below the one that it had are refused when they are used. */
function workingFolder(process: NodeJS.Process): string {
  try {
    return process.cwd();
  } catch {
    return process.env["PWD"] ?? "/";
  }
}

/** The process was asked to end while it waited. */
export class Interrupted extends Error {
  readonly signal: "SIGINT" | "SIGTERM" | "SIGHUP";

  constructor(signal: Interrupted["signal"]) {
    super(signal);
    this.signal = signal;
  }
}

function isTerminal(fd: number): boolean {
  try {
    const stat = fstatSync(fd);
    // node:tty is dear to load: so only for a character device, and not for the one that takes in what nobody wants.
    return stat.isCharacterDevice() && !isNullDevice(stat.rdev) && process.getBuiltinModule("node:tty").isatty(fd);
  } catch {
    return false; // the descriptor is closed
  }
}

function isNullDevice(device: number): boolean {
  return statSync("/dev/null", { throwIfNoEntry: false })?.rdev === device;
}

function readAll(fd: number, { bytes: limit, keep }: ReadLimit): Buffer | undefined {
  let chunks: Buffer[] = [];
  for (let length = 0; ;) {
    const chunk = Buffer.allocUnsafe(64 * 1024);
    const count = retrying(() => readSync(fd, chunk));
    if (count === 0) return Buffer.concat(chunks).subarray(-limit);
    chunks.push(chunk.subarray(0, count));
    length += count;
    if (length > limit && keep === "whole") return undefined;
    if (length <= 2 * limit) continue;
    chunks = [Buffer.concat(chunks).subarray(-limit)];
    length = limit;
  }
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) {
    written += retrying(() => writeSync(fd, bytes, written));
  }
}

/** A pipe that its owner has set to non-blocking says "not now" instead of making us wait. */
function retrying(access: () => number): number {
  for (;;) {
    try {
      return access();
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}
