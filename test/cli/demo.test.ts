import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Task } from "../../src/domain/task.ts";
import { type CommandLine, commandLine } from "../helpers/command-line.ts";
import { movingClock } from "../helpers/moving-clock.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

interface Made {
  readonly root: string;
  readonly agents: readonly string[];
  readonly tasks: number;
  readonly next: readonly string[];
}

/** A demo in a folder of its own, at noon of a day in May. */
async function made(...argv: readonly string[]): Promise<{ line: CommandLine; demo: Made; tasks: readonly Task[] }> {
  movingClock();
  const root = join(temporaryFolder(), "a demo's");
  const demo = (await commandLine().run("demo", "--into", root, ...argv)).json as unknown as Made;
  const line = commandLine({ env: { AGENT_TASKS_ROOT: root } });
  const { tasks } = (await line.run("query")).json as unknown as { tasks: { task: Task }[] };
  return { line, demo, tasks: tasks.map(({ task }) => task) };
}

describe("the demo", () => {
  test("says what it made", async () => {
    const { demo, tasks } = await made();
    expect(demo).toMatchObject({ tasks: 23, agents: ["research", "coder", "reviewer", "ops"] });
    expect(tasks).toHaveLength(23);
  });

  test("has tasks of every kind", async () => {
    const { line, tasks } = await made();
    const having = (isOne: (task: Task) => unknown) => tasks.filter((task) => Boolean(isOne(task))).length;
    for (const status of ["running", "pending", "completed", "failed", "cancelled"])
      expect([status, having((task) => task.status === status) > 0]).toEqual([status, true]);
    expect(having(({ status }) => status === "running")).toBe(3);
    expect(having(({ status, error_message }) => status === "failed" && error_message)).toBe(1);
    expect(having(({ status, attempts }) => status === "completed" && attempts?.length)).toBe(2);
    expect(having(({ status, result }) => status === "completed" && result)).toBe(8);
    for (const field of [
      "hold",
      "due_at",
      "not_before",
      "lease_expires_at",
      "tags",
      "group",
      "children",
      "progress",
      "notes",
    ])
      expect([field, having((task) => task[field]) > 0]).toEqual([field, true]);
    expect((await line.run("why", "--task-id", "task-017")).json["reasons"]).toHaveLength(3);
    expect((await line.run("check", "--agent", "reviewer")).stdout).not.toContain("NO_REPLY");
  });

  test("lies between yesterday and now, in its own journal, and every task is told there", async () => {
    const { line, tasks } = await made();
    const { events } = (await line.run("log", "--limit", "1000", "--full")).json as unknown as {
      events: { at: string; seq: number; task_id: string }[];
    };
    const times = events.map(({ at }) => Date.parse(at));
    expect(times).toEqual(times.toSorted((one, other) => other - one));
    expect(Math.max(...times)).toBeLessThan(Date.now());
    expect(Math.min(...times)).toBeGreaterThanOrEqual(Date.now() - 24 * 3_600_000);
    expect(new Set(events.map(({ task_id }) => task_id))).toEqual(new Set(tasks.map(({ id }) => id)));
  });

  test("nothing is wrong with it but the lease that ran out", async () => {
    const { line } = await made();
    const { json, status } = await line.run("doctor");
    expect([status, json["sound"], json["findings"]]).toEqual([0, true, []]);
    expect(json["notes"]).toMatchObject([{ task_id: "task-023" }]);
  });

  test("is the same each time", async () => {
    const [one, other] = [await made(), await made()];
    expect(other.tasks).toEqual(one.tasks);
  });

  test("is in the caller's language, and otherwise the same", async () => {
    const [en, zh] = [await made("--lang", "en"), await made("--lang", "zh")];
    expect(zh.tasks.filter(({ name }) => !/\p{Script=Han}/u.test(name))).toEqual([]);
    expect(en.tasks.filter(({ name }) => /\p{Script=Han}/u.test(name))).toEqual([]);
    const shape = ({ tasks }: typeof en) => tasks.map(({ id, status, assigned_at }) => [id, status, assigned_at]);
    expect(shape(zh)).toEqual(shape(en));
  });

  test("every command that it tells can be typed", async () => {
    const { demo, line } = await made();
    for (const command of demo.next) {
      expect(command).toContain(` --root '${demo.root.replace("'", String.raw`'\''`)}'`);
      const words = command.slice("agent-tasks ".length, command.indexOf(" --root")).split(" ");
      expect([command, (await line.run(...words)).status]).toEqual([command, 0]);
    }
  });

  test("goes into a new folder that nobody else may look into", async () => {
    const { json } = await commandLine().run("demo");
    const root = String(json["root"]);
    onTestFinished(() => rmSync(root, { recursive: true }));
    expect(statSync(root).mode & 0o777).toBe(0o700);
    expect(root).toMatch(/agent-tasks-demo-\w{6}$/);
  });

  test("goes into an empty folder, and into no other", async () => {
    const { run, root } = commandLine();
    mkdirSync(root);
    expect((await run("demo", "--into", root)).status).toBe(0);
    const before = (await run("log", "--limit", "1")).stdout;
    for (const lang of ["en", "zh"])
      expect(await run("demo", "--into", root, "--lang", lang)).toMatchObject({
        status: 2,
        json: { code: "INVALID_PARAMS", problem: "not_empty", path: root },
      });
    expect((await run("log", "--limit", "1")).stdout).toBe(before);
    writeFileSync(`${root}-file`, "");
    expect((await run("demo", "--into", `${root}-file`)).json["code"]).toBe("IO_ERROR");
  });

  test("is told to a person with what to try, and to a script as its root", async () => {
    movingClock();
    const folder = temporaryFolder();
    const page = (await commandLine({ isTerminal: true }).run("demo", "--into", join(folder, "one"))).stdout;
    expect(page).toMatch(/^23 tasks of 4 agents are in .*\n.*\n\nWhat to try:\n {2}agent-tasks board --root \//);
    const plain = await commandLine().run("demo", "--into", join(folder, "two"), "--output", "plain");
    expect(plain.stdout).toBe(`${join(folder, "two")}\n`);
  });

  test("does not mind what is set up for other roots", async () => {
    const root = join(temporaryFolder(), "root");
    const env = { AGENT_TASKS_KEEP_FINISHED: "0", AGENT_TASKS_DEFAULT_LEASE: "1h", AGENT_TASKS_OPERATOR: "bob" };
    await commandLine({ env }).run("demo", "--into", root);
    const { json } = await commandLine({ env: { AGENT_TASKS_ROOT: root } }).run("list", "--agent", "coder");
    expect(json["completed_tasks"]).toHaveLength(3);
    expect(json["current_task"]).not.toHaveProperty("lease_ms");
  });
});
