import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { BIN, runBin } from "../helpers/bin.ts";

// Real shells in a real terminal: a TAB is pressed, then Enter, and what the program is given then is looked at.

const SHELLS = {
  bash: { start: "bash --noprofile --rcfile rc -i", rc: "PS1='ready> '\nsource <(agent-tasks completion bash)\n" },
  zsh: {
    start: "env ZDOTDIR=. zsh -d -i",
    rc: "PS1='ready> '\nautoload -U compinit && compinit -u -D\nsource <(agent-tasks completion zsh)\n",
  },
  fish: {
    start: "fish -i -C 'source rc'",
    rc: "function fish_prompt; echo -n 'ready> '; end\nset fish_greeting\nagent-tasks completion fish | source\n",
  },
} as const;

const has = (program: string) =>
  spawnSync(program, ["--version"]).status === 0 || spawnSync(program, ["-V"]).status === 0;

const HOSTILE = `it's "so": $(touch pwned) \`touch pwned\` \\ !`;

/** What is typed, `⇥` for the TAB; what the program is then given. */
const LINES: readonly (readonly [typed: string, given: readonly string[]])[] = [
  ["crea⇥", ["create"]],
  ["help exit⇥", ["help", "exit-codes"]],
  ["config set outp⇥ t⇥", ["config", "set", "output", "table"]],
  ["query --sta⇥ fai⇥", ["query", "--status", "failed"]],
  ["start --agent co⇥", ["start", "--agent", "coder"]],
  ["start --agent=co⇥", ["start", "--agent=coder"]],
  ["start --agent coder --task-id task-00⇥", ["start", "--agent", "coder", "--task-id", "task-001"]],
  ["query --group v⇥", ["query", "--group", "v2: big"]],
  ["query --group=v⇥", ["query", "--group=v2: big"]],
  ["query --tag 'needs⇥", ["query", "--tag", "needs review"]],
  ['query --tag "needs⇥', ["query", "--tag", "needs review"]],
  ["query --tag 中⇥", ["query", "--tag", "中文"]],
  ["query --tag it⇥", ["query", "--tag", HOSTILE]],
  ["fail --error @rep⇥", ["fail", "--error", "@report.txt"]],
  ["list --root oth⇥ --agent onl⇥", ["list", "--root", "other", "--agent", "only-there"]],
  ["log --action canc⇥ --agent=rev⇥", ["log", "--action", "cancel", "--agent=reviewer"]],
];

describe.each(Object.entries(SHELLS))("%s", (name, { start, rc }) => {
  const isThere = has("tmux") && has(name);
  const testHere = isThere ? test : test.skip;
  const named = (fact: string) => (isThere ? fact : `${fact} (skipped: no tmux, or no ${name})`);

  testHere(named("completes lines to what was meant, and runs nothing that stands in a name"), async () => {
    const terminal = await open(start, rc);
    for (const [typed, given] of LINES) expect([typed, await terminal.givenAfter(typed)]).toEqual([typed, given]);
    expect(existsSync(join(terminal.folder, "pwned"))).toBe(false);
  });

  if (name === "bash") return;

  testHere(named("tells the names of tasks, with their control characters visible"), async () => {
    const terminal = await open(start, rc);
    terminal.type("agent-tasks get --task-id ⇥⇥");
    await vi.waitFor(
      () => expect(terminal.screen()).toMatch(/task-002 .*Bell \\u0007 and \\u001b\[31mred 中文/),
      PATIENCE,
    );
  });
});

const PATIENCE = { timeout: 10_000, interval: 50 };

async function open(start: string, rc: string) {
  const folder = await prepared();
  for (const file of ["rc", ".zshrc"]) writeFileSync(join(folder, file), rc);
  const socket = `agent-tasks-test-${process.pid}-${folder.split("-").at(-1)}`;
  const tmux = (...args: string[]) =>
    spawnSync("tmux", ["-u", "-L", socket, ...args], { encoding: "utf8", env: environment(folder) });
  tmux("-f", "/dev/null", "new-session", "-d", "-x", "150", "-y", "40", "-c", folder, start);
  onTestFinished(() => void tmux("kill-server"));
  const screen = () => tmux("capture-pane", "-p").stdout;
  const isReady = () => expect(screen().trimEnd()).toMatch(/ready>$/);
  await vi.waitFor(isReady, PATIENCE);
  const type = (text: string) => {
    for (const part of text.split(/(⇥)/)) tmux("send-keys", ...(part === "⇥" ? ["Tab"] : ["-l", "--", part]));
  };
  return {
    folder,
    screen,
    type,
    givenAfter: (typed: string) => givenAfter(typed, { folder, screen, type, tmux, isReady }),
  };
}

interface Terminal {
  readonly folder: string;
  readonly screen: () => string;
  readonly type: (text: string) => void;
  readonly tmux: (...args: string[]) => unknown;
  readonly isReady: () => void;
}

/** Types a line, and returns what the program was given. */
async function givenAfter(typed: string, { folder, type, tmux, isReady }: Terminal): Promise<unknown> {
  const seen = join(folder, "seen.json");
  rmSync(seen, { force: true });
  tmux("send-keys", "C-l");
  await vi.waitFor(isReady, PATIENCE);
  type(`agent-tasks ${typed}`); // ahead of the shell: it takes one key after the other
  tmux("send-keys", "Enter");
  return vi.waitFor(() => wordsIn(seen), PATIENCE);
}

/** Whether a folder ends with a slash is the shell's. */
function wordsIn(file: string): readonly string[] {
  return (JSON.parse(readFileSync(file, "utf8")) as string[]).map((word) => word.replace(/\/$/, ""));
}

async function run(root: string, ...args: string[]): Promise<void> {
  expect(await runBin(args, { root })).toMatchObject({ status: 0 });
}

/** A folder with a root in it, and a program that says what it was given: completions come from the real one. */
async function prepared(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "agent-tasks-test-"));
  // A shell that ends may still write its history.
  onTestFinished(() => vi.waitFor(() => rmSync(folder, { recursive: true }), PATIENCE));
  const root = join(folder, "root");
  const other = join(folder, "other");
  await run(root, "create", "--agent", "coder", "--name", "One", "--tag", "needs review", "--group", "v2: big");
  await run(root, "create", "--agent", "reviewer", "--name", "Bell \u0007 and \u001b[31mred 中文", "--tag", "中文");
  await run(root, "create", "--agent", "reviewer", "--name", HOSTILE, "--tag", HOSTILE);
  await run(other, "create", "--agent", "only-there", "--name", "x");
  writeFileSync(join(folder, "report.txt"), "");
  mkdirSync(join(folder, "bin"));
  const program = join(folder, "bin", "agent-tasks");
  writeFileSync(
    program,
    `#!/bin/sh
case $1 in
  __complete) exec "${process.execPath}" "${BIN}" "$@" ;;
  completion) [ $# -eq 2 ] && exec "${process.execPath}" "${BIN}" "$@" ;;
esac
exec "${process.execPath}" -e 'require("fs").writeFileSync("seen.tmp", JSON.stringify(process.argv.slice(1))); require("fs").renameSync("seen.tmp", "seen.json")' -- "$@"
`,
  );
  chmodSync(program, 0o755);
  return folder;
}

function environment(folder: string): Record<string, string> {
  return {
    PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
    HOME: folder,
    LANG: "C.UTF-8",
    TERM: "xterm",
    SHELL: "/bin/sh",
    AGENT_TASKS_ROOT: join(folder, "root"),
    AGENT_TASKS_LANG: "en",
  };
}
