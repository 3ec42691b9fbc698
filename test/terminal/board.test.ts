import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { widthOf } from "../../src/cli/output/width.ts";
import { runBin } from "../helpers/bin.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { WATCH, ended, hasTmux, openWindow } from "./tmux.ts";

const NORMAL = { alternate: false, cursor: true, wrap: true };

/** A root in which ann works, and eight others could. */
async function shop() {
  const root = temporaryFolder();
  const run = async (...args: readonly string[]) => {
    const { status, stdout } = await runBin(args, { root });
    expect([args, status, stdout]).toEqual([args, 0, stdout]);
  };
  await run("create", "--agent", "ann", "--name", "修复登录 🚀 first");
  await run("start", "--agent", "ann");
  await run("create", "--agent", "ann", "--name", "\u001b[31msecond");
  for (let n = 10; n < 18; n += 1) await run("create", "--agent", `agent-${n}`, "--name", `Task ${n}`);
  return { root, run };
}

describe.skipIf(!hasTmux)("board --watch in a real terminal (skipped where there is no tmux)", () => {
  test.each([
    [60, 10],
    [80, 24],
    [120, 40],
    [200, 50],
  ])("fills a screen of %i columns and %i lines, and no more", async (columns, rows) => {
    const { root } = await shop();
    const window = openWindow(root, columns, rows);
    window.run(WATCH);
    const lines = await window.see(/^> ann [^]*q quit {2}\? help/m);
    expect(lines).toHaveLength(rows);
    expect(lines[0]).toMatch(/^0 need you {2}1 running {2}9 ready/);
    expect(lines.at(-1)).toMatch(/q quit/);
    expect(lines.filter((line) => widthOf(line) > columns)).toEqual([]);
    expect(lines.join("\n")).toMatch(/^> ann .* task-001 修复登录/m);
    window.press("End");
    await window.see(/^> agent-17/m);
  });

  test("shows what happens when it happens", async () => {
    const { root, run } = await shop();
    const window = openWindow(root, 80, 24);
    window.run(WATCH);
    await window.see(/1 running/);
    await run("start", "--agent", "agent-10");
    await window.see(/2 running/);
    await run("complete", "--agent", "ann", "--result", "done");
    await window.see(/1 running.*1 done today/);
    await run("create", "--agent", "new-one", "--name", "New");
    await window.see(/10 agents/);
    window.press("End");
    await window.see(/^> new-one/m);
  });

  test("notices what programs do that write no journal", async () => {
    const { root } = await shop();
    const window = openWindow(root, 80, 24);
    window.run(WATCH);
    await window.see(/task-001/);
    const list = join(root, "agents", "ann", "task-list.json");
    writeFileSync(list, readFileSync(list, "utf8").replaceAll("修复登录 🚀 first", "written by another"));
    await window.see(/written by another/);
    writeFileSync(list, "{");
    await window.see(/cannot be read +ann/);
  });

  test("follows the size of the terminal", async () => {
    const { root } = await shop();
    const window = openWindow(root, 80, 24);
    window.run(WATCH);
    await window.see(/q quit/);
    window.resize(140, 33);
    const lines = await window.see(/9 agents/);
    expect(lines).toHaveLength(33);
    window.resize(40, 8);
    await window.see(/^0 need you {2}1 running {2}9 ready\n(.*\n){6}.*q quit/);
  });

  test("takes keys: a filter in Chinese, an agent unfolded, a task opened, help", async () => {
    const { root } = await shop();
    const window = openWindow(root, 80, 24);
    window.run(WATCH);
    await window.see(/^> ann/m);
    window.press("Enter");
    await window.see(/running +task-001/);
    window.press("Down");
    window.press("Enter");
    await window.see(/^task-001 .*修复登录/);
    window.press("Escape");
    await window.see(/^> +running +task-001/m);
    window.type("/登录");
    const lines = await window.see(/filter: 登录_/);
    expect(lines.join("\n")).not.toContain("agent-10");
    window.press("Escape");
    await window.see(/agent-10/);
    window.type("?");
    await window.see(/Ctrl-L/);
  });

  test.each([
    ["q", "0"],
    ["C-c", "130"],
  ])("%s ends it with status %s, and the terminal is as it was", async (key, status) => {
    const { root } = await shop();
    const window = openWindow(root, 80, 24);
    window.run(`echo before; ${WATCH}; stty -a`);
    await window.see(/^> ann/m);
    expect(window.modes()).toEqual({ alternate: true, cursor: false, wrap: false });
    window.press(key);
    const lines = await window.see(new RegExp(`before\\n(.*\\n)*status ${status}\\n(.*\\n)* ?.*\\bicanon\\b`));
    expect(lines.join(" ")).toMatch(/(?<!-)\bisig\b.*(?<!-)\bicanon\b.*(?<!-)\becho\b/);
    expect(window.modes()).toEqual(NORMAL);
  });

  test.each([
    ["SIGINT", "130"],
    ["SIGTERM", "143"],
    ["SIGHUP", "129"],
  ] as const)("%s ends it with status %s, and the terminal is as it was", async (signal, status) => {
    const { root } = await shop();
    const window = openWindow(root, 80, 24);
    window.run(WATCH);
    await window.see(/^> ann/m);
    process.kill(window.child(), signal);
    await window.see(new RegExp(`status ${status}$`, "m"));
    expect(window.modes()).toEqual(NORMAL);
  });

  test("an error is told when the terminal is as it was", async () => {
    const { root } = await shop();
    const window = openWindow(root, 80, 24);
    window.run(WATCH);
    await window.see(/^> ann/m);
    writeFileSync(join(root, "index.json"), '{"schema_version": 99}');
    const lines = await window.see(/status 7$/m);
    expect(lines.join("\n")).toMatch(/error: /);
    expect(window.modes()).toEqual(NORMAL);
  });

  test("Ctrl-Z gives the terminal back, and fg draws the board again", async () => {
    const { root } = await shop();
    const window = openWindow(root, 80, 24);
    window.run(WATCH);
    await window.see(/^> ann/m);
    window.press("C-z");
    await window.see(/Stopped/);
    expect(window.modes()).toEqual(NORMAL);
    window.run("fg");
    await window.see(/^> ann/m);
    expect(window.modes().alternate).toBe(true);
    window.press("q");
    await window.see(/fg\n/);
    expect(window.modes()).toEqual(NORMAL);
  });

  test("when the terminal is closed nothing of it stays behind", async () => {
    const { root } = await shop();
    const window = openWindow(root, 80, 24);
    window.run(WATCH);
    await window.see(/^> ann/m);
    const child = window.child();
    window.kill();
    await ended(child);
  });

  test("a closed terminal is an honest exit status, and no crash", async () => {
    const { root } = await shop();
    const window = openWindow(root, 80, 24);
    const file = join(root, "status");
    const watch = WATCH.replace('echo "status $?"', `echo $? > ${file}`);
    window.run(`exec sh -c 'trap "" HUP; ${watch}'`);
    await window.see(/^> ann/m);
    window.kill();
    await vi.waitFor(() => expect(readFileSync(file, "utf8")).toMatch(/^(1|129)\n$/), {
      timeout: 20_000,
      interval: 25,
    });
  });

  test("where either end is no terminal it refuses, and so it does for programs", async () => {
    const { root } = await shop();
    const { status, stdout } = await runBin(["board", "--watch"], { root });
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      code: "INVALID_PARAMS",
      hint: expect.stringContaining("agent-tasks watch"),
    });
    const window = openWindow(root, 100, 24);
    window.run(WATCH.replace("--watch", "--watch </dev/null"));
    await window.see(/watch is for a person at a terminal[^]*status 2/);
    window.run(`clear; ${WATCH.replace("--watch", "--watch --output json")}`);
    await window.see(/"problem":"needs_terminal"[^]*status 2/);
  });
});
