import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, vi } from "vitest";
import { BIN, binEnvironment } from "../helpers/bin.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

/** Whether there is a terminal to be tested with. Where there is none, the tests say so and are skipped. */
export const hasTmux = spawnSync("tmux", ["-V"]).status === 0;

/** A real terminal, with a shell in it. */
export interface TerminalWindow {
  /** Types a line. */
  run(line: string): void;
  /** Presses keys, by tmux's names for them; `text` is typed as it is. */
  press(...keys: readonly string[]): void;
  type(text: string): void;
  resize(columns: number, rows: number): void;
  /** The lines that are seen. */
  lines(): readonly string[];
  /** Waits until the lines that are seen are as they should be, and returns them. */
  see(what: RegExp): Promise<readonly string[]>;
  /** Whether the alternate screen, the cursor and the wrapping of lines are on. */
  modes(): { readonly alternate: boolean; readonly cursor: boolean; readonly wrap: boolean };
  /** The process that runs in the shell. */
  child(): number;
  /** The terminal is gone, as if somebody had closed its window. */
  kill(): void;
}

/** The command that shows the board; the shell then says how it ended. */
export const WATCH = `${process.execPath} ${BIN} board --watch; echo "status $?"`;

const WAIT = { timeout: 20_000, interval: 25 };

/** Opens a terminal of a size, for a root. */
export function openWindow(
  root: string,
  columns: number,
  rows: number,
  env: Record<string, string> = {},
): TerminalWindow {
  const socket = join(temporaryFolder(), "tmux");
  const tmux = (...args: readonly string[]) =>
    execFileSync("tmux", ["-u", "-S", socket, "-f", "/dev/null", ...args], {
      env: { ...binEnvironment({ root, env: { LANG: "C.UTF-8", TERM: "xterm-256color", PS1: "$ ", ...env } }) },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  tmux("new-session", "-d", "-x", String(columns), "-y", String(rows), "sh");
  onTestFinished(() => void spawnSync("tmux", ["-S", socket, "kill-server"]));
  const ask = (format: string) => tmux("display-message", "-p", format).trim();
  const lines = () => tmux("capture-pane", "-p").replace(/\n$/, "").split("\n");
  return {
    run: (line) => {
      tmux("send-keys", "-l", line);
      tmux("send-keys", "Enter");
    },
    press: (...keys) => void tmux("send-keys", ...keys),
    type: (text) => void tmux("send-keys", "-l", text),
    resize: (width, height) => void tmux("resize-window", "-x", String(width), "-y", String(height)),
    lines,
    see: (what) =>
      vi.waitFor(() => {
        const seen = lines();
        expect(seen.join("\n")).toMatch(what);
        return seen;
      }, WAIT),
    modes: () => {
      const [alternate, cursor, wrap] = ask("#{alternate_on} #{cursor_flag} #{wrap_flag}").split(" ");
      return { alternate: alternate === "1", cursor: cursor === "1", wrap: wrap === "1" };
    },
    child: () => {
      const shell = ask("#{pane_pid}");
      return Number(readFileSync(`/proc/${shell}/task/${shell}/children`, "utf8").trim().split(" ")[0]);
    },
    kill: () => void tmux("kill-server"),
  };
}

/** Waits until a process is no more. */
export function ended(pid: number): Promise<void> {
  return vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"), WAIT);
}
