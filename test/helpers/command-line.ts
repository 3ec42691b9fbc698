import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "vitest";
import { runLine } from "../../src/cli/main.ts";
import type { ReadLimit, Shell } from "../../src/cli/shell.ts";
import { faultsOf } from "./documents.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The one JSON document on stdout. Fails if it is none. */
  readonly json: Record<string, unknown>;
}

export interface CommandLine {
  readonly root: string;
  readonly run: (...argv: readonly string[]) => Promise<Answer>;
}

interface Surroundings {
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  readonly isTerminal?: boolean;
  readonly columns?: number;
  readonly input?: Buffer | string;
  /** What the person at the terminal says when asked; without it there is none. */
  readonly answer?: string;
  /** What standard output does instead of taking text. */
  readonly onWrite?: () => never;
  /** After so many texts on standard output nobody reads it any more. */
  readonly leavesAfter?: number;
}

/**
 * A command line in this process, on a root of its own that is not there yet. Whatever document it prints is held
 * against the schema of its command.
 */
export function commandLine(around: Surroundings = {}): CommandLine {
  const folder = temporaryFolder();
  const root = join(folder, "root");
  return { root, run: (...argv) => runIn(folder, { ...around, env: { AGENT_TASKS_ROOT: root, ...around.env } }, argv) };
}

async function runIn(folder: string, around: Surroundings, argv: readonly string[]): Promise<Answer> {
  const written = { stdout: "", stderr: "" };
  let texts = 0;
  const shell: Shell = {
    env: around.env ?? {},
    cwd: around.cwd ?? folder,
    home: folder,
    isTerminal: around.isTerminal ?? false,
    columns: () => around.columns,
    readInput: (limit) => within(limit, Buffer.from(around.input ?? "")),
    ask: (question) => {
      if (around.answer !== undefined) written.stderr += question;
      return around.answer;
    },
    readFile: (path, limit) => within(limit, readFileSync(resolve(folder, path))),
    write: (stream, text) => {
      if (stream === "stdout" && around.onWrite) around.onWrite();
      if (stream === "stdout" && texts === around.leavesAfter) throw Object.assign(new Error(), { code: "EPIPE" });
      if (stream === "stdout") texts += 1;
      written[stream] += text;
    },
    interruption: () => new AbortController().signal,
  };
  const status = await runLine(argv, shell);
  const isDocument = /^\{"status":"(success|error)"/.test(written.stdout);
  if (isDocument) expect(await faultsOf(argv, JSON.parse(written.stdout) as Record<string, unknown>)).toEqual([]);
  return {
    status,
    ...written,
    get json() {
      return JSON.parse(written.stdout) as Record<string, unknown>;
    },
  };
}

function within({ bytes: limit, keep }: ReadLimit, bytes: Buffer): Buffer | undefined {
  return bytes.length > limit && keep === "whole" ? undefined : bytes.subarray(-limit);
}
