import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { readKeys } from "../../src/cli/board/keys.ts";
import type { OpenTerminal, TerminalListener } from "../../src/cli/board/terminal.ts";
import { commandLine } from "../helpers/command-line.ts";

/** A terminal that notes down what it is given, and takes all of it unless it is told not to. */
function fakeTerminal() {
  let listener: TerminalListener | undefined;
  const terminal = {
    written: "",
    isClosed: false,
    isBusy: false,
    suspended: 0,
    rows: 24,
    get listener() {
      return listener!;
    },
    press: (text: string) => listener!.pressed(readKeys(text).keys),
    take: () => {
      terminal.written = "";
    },
    see: (what: RegExp) => vi.waitFor(() => expect(terminal.written).toMatch(what), { timeout: 10_000, interval: 5 }),
  };
  const open: OpenTerminal = (told) => {
    listener = told;
    return {
      size: () => ({ columns: 80, rows: terminal.rows }),
      write: (text) => {
        terminal.written += text;
      },
      isBusy: () => terminal.isBusy,
      suspend: () => {
        terminal.suspended += 1;
      },
      close: () => {
        terminal.isClosed = true;
      },
    };
  };
  return Object.assign(terminal, { open });
}

async function watching(...flags: readonly string[]) {
  const terminal = fakeTerminal();
  const { run, root } = commandLine({ isTerminal: true, terminal: terminal.open, env: { NO_COLOR: "1" } });
  await run("create", "--agent", "coder", "--name", "Fix the login", "--group", "v2");
  const answer = run("board", "--watch", ...flags);
  await terminal.see(/coder/);
  return { terminal, run, root, answer };
}

test("q leaves with status 0, and nothing else is printed", async () => {
  const { terminal, answer } = await watching();
  terminal.press("q");
  expect(await answer).toMatchObject({ status: 0, stdout: "", stderr: "" });
  expect(terminal.isClosed).toBe(true);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
  ["gone", 1],
] as const)("%s ends it with status %i", async (end, status) => {
  const { terminal, answer } = await watching();
  terminal.listener.ended(end);
  expect((await answer).status).toBe(status);
  expect(terminal.isClosed).toBe(true);
});

test("what changes is drawn, and only the lines that differ", async () => {
  const { terminal, run, answer } = await watching();
  terminal.take();
  await run("start", "--agent", "coder");
  await terminal.see(/1 running/);
  expect(terminal.written).not.toContain("q quit");
  terminal.press("q");
  await answer;
});

test("what was completed today is counted on, also beyond what the list holds", async () => {
  const { terminal, run, root, answer } = await watching();
  writeFileSync(join(root, "config.json"), '{"keep_finished": 1}');
  for (let n = 0; n < 3; n += 1) {
    await run("create", "--agent", "coder", "--name", "More");
    await run("start", "--agent", "coder");
    await run("complete", "--agent", "coder");
  }
  await terminal.see(/3 done today/);
  terminal.press("q");
  await answer;
});

test("a terminal that is not through with the last screen gets the next one when it is", async () => {
  const { terminal, run, answer } = await watching();
  terminal.take();
  terminal.isBusy = true;
  await run("start", "--agent", "coder");
  terminal.press("jj");
  terminal.isBusy = false;
  terminal.listener.drained();
  await terminal.see(/1 running/);
  terminal.press("q");
  await answer;
});

test("another size, and coming back, draw all of it", async () => {
  const { terminal, answer } = await watching();
  for (const draw of ["resized", "returned"] as const) {
    terminal.take();
    terminal.listener[draw]();
    expect(terminal.written).toMatch(/coder[^]*q quit/);
  }
  terminal.take();
  terminal.press("\u000c");
  expect(terminal.written).toMatch(/coder[^]*q quit/);
  terminal.press("\u001aq");
  expect(terminal.suspended).toBe(1);
  await answer;
});

test("what goes wrong is told when the terminal is as it was", async () => {
  const { terminal, root, answer } = await watching();
  writeFileSync(join(root, "index.json"), '{"schema_version": 99}');
  terminal.listener.resized();
  expect(await answer).toMatchObject({ status: 7, stderr: expect.stringMatching(/^error: /) });
  expect(terminal.isClosed).toBe(true);
});

test("a defect while a key is pressed ends it too", async () => {
  const { terminal, answer } = await watching();
  Object.defineProperty(terminal, "rows", {
    get: () => {
      throw new Error("broken");
    },
  });
  terminal.press("j");
  expect(await answer).toMatchObject({ status: 1, stderr: expect.stringContaining("broken") });
  expect(terminal.isClosed).toBe(true);
});

test("it is for a person at a terminal", async () => {
  const { terminal, run, answer } = await watching("--group", "v2");
  terminal.press("q");
  await answer;
  expect((await run("board", "--watch", "--output", "json")).json).toMatchObject({ problem: "needs_terminal" });
  const without = commandLine({ isTerminal: true });
  expect(await without.run("board", "--watch")).toMatchObject({ status: 2 });
  const dumb = commandLine({ isTerminal: true, terminal: terminal.open, env: { TERM: "dumb" } });
  expect(await dumb.run("board", "--watch")).toMatchObject({ status: 2 });
});
