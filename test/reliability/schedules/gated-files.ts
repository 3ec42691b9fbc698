import fs from "node:fs";
import { type Call, callOf } from "./calls.ts";

/** What stands before every call of a client. */
export interface Gate {
  root(): string;
  /** Waits until the client may go on. @throws Death. Returns which share of the bytes is written before it dies, if it dies now. */
  pass(call: Call): number | undefined;
  /** The death that was put off for a torn write. */
  die(): never;
  /** The time on the wall, in milliseconds since 1970. */
  now(): number;
  /** What `/proc` says of this client and of others; undefined if there is no such file. */
  readProc(path: string): string | undefined;
}

/** The file system as one client sees it: the real one, with a gate before each call, and times that are the scheduler's. */
export function gatedFiles(gate: Gate): typeof fs {
  const pathsOf = new Map<number, string>();

  /** For every call that takes paths or a descriptor first. */
  const gated =
    (name: string, real: (...args: never[]) => unknown) =>
    (...args: unknown[]) => {
      const paths = args.slice(0, 2).flatMap((arg) => (typeof arg === "string" && arg.startsWith("/") ? [arg] : []));
      const open = typeof args[0] === "number" ? pathsOf.get(args[0]) : undefined;
      const share = gate.pass(callOf(gate.root(), name, open === undefined ? paths : [open]));
      if (share !== undefined) gate.die();
      return (real as (...args: unknown[]) => unknown)(...args);
    };

  const table: Record<string, unknown> = Object.fromEntries(
    Object.entries(fs as unknown as Record<string, (...args: never[]) => unknown>)
      .filter(([name, value]) => name.endsWith("Sync") && typeof value === "function")
      .map(([name, value]) => [name, gated(name, value)]),
  );
  const real = { ...table } as unknown as typeof fs;

  function openSync(path: string, flags: string | number, mode?: number): number {
    const isToWrite = typeof flags === "string" ? flags !== "r" : (flags & fs.constants.O_CREAT) !== 0;
    const fd = (isToWrite ? gated("writeOpen", fs.openSync) : real.openSync)(path, flags, mode) as number;
    pathsOf.set(fd, path);
    if (isToWrite && fs.fstatSync(fd).size === 0) setTime(fd);
    return fd;
  }

  function closeSync(fd: number): void {
    pathsOf.delete(fd);
    fs.closeSync(fd); // without a gate: the files of the dead are closed, too
  }

  function writeFileSync(target: string | number, content: string | Buffer): void {
    if (typeof target === "string") return inOpen(target, "w", (fd) => writeFileSync(fd, content));
    const bytes = Buffer.from(content);
    const share = gate.pass(callOf(gate.root(), "write", [pathsOf.get(target) ?? ""]));
    fs.writeFileSync(target, share === undefined ? bytes : bytes.subarray(0, Math.floor(share * bytes.length)));
    setTime(target);
    if (share !== undefined) gate.die();
  }

  function readFileSync(path: string | number, options?: BufferEncoding): string | Buffer {
    return typeof path === "string" && path.startsWith("/proc/")
      ? readProc("open", path)
      : real.readFileSync(path, options);
  }

  function readlinkSync(path: string): string {
    return path.startsWith("/proc/") ? readProc("readlink", path) : real.readlinkSync(path);
  }

  function readProc(syscall: string, path: string): string {
    const text = gate.readProc(path);
    if (text === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: "ENOENT", syscall, path });
    return text;
  }

  function inOpen(path: string, flags: string, work: (fd: number) => void): void {
    const fd = openSync(path, flags, 0o600);
    try {
      work(fd);
    } finally {
      closeSync(fd);
    }
  }

  function setTime(fd: number): void {
    fs.futimesSync(fd, gate.now() / 1000, gate.now() / 1000);
  }

  function fsync(fd: number, done: (error: null) => void): void {
    real.fsyncSync(fd);
    queueMicrotask(() => done(null));
  }

  return {
    ...real,
    constants: fs.constants,
    openSync,
    closeSync,
    writeFileSync,
    readFileSync,
    readlinkSync,
    fsync,
    fsyncSync: gated("fsync", () => undefined),
    lstatSync: statted(real.lstatSync),
    statSync: statted(real.statSync),
    fstatSync: statted(real.fstatSync),
    // The system gives names in any order; in ours a schedule can be repeated.
    readdirSync: (...args: Parameters<typeof fs.readdirSync>) =>
      sorted(real.readdirSync(...args) as unknown as readonly (string | fs.Dirent)[]),
  } as unknown as typeof fs;
}

/** The system's own time of a change is not the scheduler's. Ours changes when a link comes or goes, as the system's does. */
function statted(stat: (...args: never[]) => unknown) {
  return (...args: unknown[]) => {
    const found = (stat as (...args: unknown[]) => fs.Stats | undefined)(...args);
    if (found) found.ctimeMs = found.mtimeMs + found.nlink;
    return found;
  };
}

function sorted(entries: readonly (string | fs.Dirent)[]): readonly (string | fs.Dirent)[] {
  return entries.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

function nameOf(entry: string | fs.Dirent): string {
  return typeof entry === "string" ? entry : entry.name;
}
