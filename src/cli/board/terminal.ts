import { closeSync, constants, fstatSync, openSync, writeSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { isatty } from "node:tty";
import { type Key, keysOfRest, readKeys } from "./keys.ts";

/** Why the terminal is not ours any more. */
export type TerminalEnd = "SIGINT" | "SIGTERM" | "SIGHUP" | "gone";

/** Who is told what happens at a terminal. */
export interface TerminalListener {
  readonly pressed: (keys: readonly Key[]) => void;
  readonly resized: () => void;
  /** What is on the screen is not known any more: we were stopped meanwhile. */
  readonly returned: () => void;
  /** All that was written has been taken. */
  readonly drained: () => void;
  readonly ended: (end: TerminalEnd) => void;
}

/** A terminal whose whole screen is ours. */
export interface Terminal {
  size(): { readonly columns: number; readonly rows: number };
  /** Writes without ever waiting: what the terminal does not take now it is given later. */
  write(text: string): void;
  /** Whether something is still to be taken. */
  isBusy(): boolean;
  /** Stops the process, as Ctrl-Z does elsewhere. */
  suspend(): void;
  /** Gives the terminal back as it was. */
  close(): void;
}

/** Takes a terminal, and tells a listener what happens there. */
export type OpenTerminal = (listener: TerminalListener) => Terminal;

/** The alternate screen without a cursor; a line that is too long ends at the edge. */
const ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J";
/** Whatever was cut off in the middle is given up first, and a frame that was not finished. */
const LEAVE = "\u0018\u001b[?2026l\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";

const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The size of a terminal that does not tell. */
const USUAL = { columns: 80, rows: 24 };

/** A key that sends several characters sends them within this time. */
const KEY_MS = 50;
/** A terminal that takes nothing is asked again after so long; and before we leave so often. */
const AGAIN_MS = 20;
const LAST_TRIES = 15;

/** How the terminal of a process is taken; undefined if its input and its output are not both one. */
export function terminalOf(process: NodeJS.Process): OpenTerminal | undefined {
  if (!isatty(STDIN) || !isatty(STDOUT)) return undefined;
  return (listener) => openTerminal(process, listener);
}

function openTerminal(process: NodeJS.Process, listener: TerminalListener): Terminal {
  const { stdin, stdout } = process;
  const out = openOutput();
  const keyboard = keysFrom((keys) => listener.pressed(keys));
  let pending = Buffer.alloc(0);
  let timer: NodeJS.Timeout | undefined;
  let isOpen = true;

  /** Says whether all was taken. */
  function flush(): boolean {
    clearTimeout(timer);
    while (pending.length > 0) {
      try {
        pending = pending.subarray(writeSync(out.fd, pending));
      } catch (error) {
        if (codeOf(error) !== "EAGAIN") {
          pending = Buffer.alloc(0);
          if (isOpen) listener.ended("gone");
          return true;
        }
        if (isOpen) timer = setTimeout(flushed, AGAIN_MS);
        return false;
      }
    }
    return true;
  }

  function flushed(): void {
    if (flush()) listener.drained();
  }

  function write(text: string): void {
    pending = Buffer.concat([pending, Buffer.from(text)]);
    flush();
  }

  function enter(): void {
    stdin.setRawMode(true);
    write(ENTER);
  }

  /** Waits for a terminal that takes nothing, but not for ever. */
  function leave(): void {
    pending = Buffer.from(LEAVE);
    for (let tries = 0; !flush() && tries < LAST_TRIES; tries += 1) sleep(AGAIN_MS);
    try {
      stdin.setRawMode(false);
    } catch {
      // the terminal is gone
    }
  }

  function suspended(): void {
    leave();
    // As the system does it: whom nobody could wake again is not stopped.
    process.removeListener("SIGTSTP", suspended);
    process.kill(process.pid, "SIGTSTP");
    process.on("SIGTSTP", suspended);
    returned();
  }

  function returned(): void {
    enter();
    listener.returned();
  }

  const gone = () => listener.ended("gone");
  const ended = (signal: NodeJS.Signals) => SIGNALS.forEach((name) => name === signal && listener.ended(name));
  const resized = () => listener.resized();

  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    leave();
    for (const name of SIGNALS) process.removeListener(name, ended);
    process.removeListener("SIGTSTP", suspended).removeListener("SIGCONT", returned).removeListener("exit", close);
    stdout.removeListener("resize", resized);
    stdin.removeListener("data", keyboard.sent).removeListener("end", gone).removeListener("error", gone).pause();
    out.close();
    forgetLostTerminals();
  }

  for (const name of SIGNALS) process.on(name, ended);
  process.on("SIGTSTP", suspended).on("SIGCONT", returned).on("exit", close);
  stdout.on("resize", resized);
  enter();
  stdin.on("data", keyboard.sent).on("end", gone).on("error", gone).resume();
  return {
    size: () => ({ columns: stdout.columns || USUAL.columns, rows: stdout.rows || USUAL.rows }),
    write,
    isBusy: () => pending.length > 0,
    suspend: () => void process.kill(0, "SIGTSTP"),
    close,
  };
}

/** Takes what a keyboard sends, in whatever pieces it comes. */
function keysFrom(pressed: (keys: readonly Key[]) => void): { readonly sent: (bytes: Buffer) => void } {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let timer: NodeJS.Timeout | undefined;
  return {
    sent(bytes) {
      clearTimeout(timer);
      const read = readKeys(rest + decoder.write(bytes));
      rest = read.rest;
      if (read.keys.length > 0) pressed(read.keys);
      if (rest === "") return;
      timer = setTimeout(() => {
        const keys = keysOfRest(rest);
        rest = "";
        if (keys.length > 0) pressed(keys);
      }, KEY_MS);
    },
  };
}

/** The terminal of standard output, opened once more: then only we are not made to wait. */
function openOutput(): { readonly fd: number; readonly close: () => void } {
  for (const path of ["/proc/self/fd/1", "/dev/tty"]) {
    try {
      const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
      return { fd, close: () => closeSync(fd) };
    } catch {
      // the next one
    }
  }
  return { fd: STDOUT, close: () => undefined };
}

/**
 * A terminal that was closed meanwhile cannot be set back, and Node, which tries that when it ends, would end in SIGABRT (a
 * check in ResetStdio, src/node.cc): so it finds another file there.
 */
function forgetLostTerminals(): void {
  for (const fd of [STDIN, STDOUT, STDERR]) {
    if (isatty(fd) || !isCharacterDevice(fd)) continue;
    closeSync(fd);
    openSync("/dev/null", constants.O_RDWR); // it takes the lowest number that is free: this one
  }
}

function isCharacterDevice(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice();
  } catch {
    return false; // it is closed
  }
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
