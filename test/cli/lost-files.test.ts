import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Answer, type CommandLine, commandLine } from "../helpers/command-line.ts";

const A = ["--agent", "a"] as const;

/** What callers of a queue ask, and do. */
const QUESTIONS: readonly (readonly string[])[] = [
  ["list", ...A],
  ["list-all"],
  ["stats"],
  ["stats", ...A],
  ["query", "--status", "pending"],
  ["query", ...A],
  ["history", ...A],
  ["history", ...A, "--limit", "1"],
  ["get", "--task-id", "task-001"],
  ["get", "--task-id", "task-005"],
  ["prime", ...A, "--output", "json"],
  ["start", ...A, "--dry-run"],
  ["retry", ...A, "--task-id", "task-002", "--dry-run"],
];

const CHANGES: readonly (readonly string[])[] = [
  ["create", ...A, "--name", "next"],
  ["start", ...A],
  ["complete", ...A, "--task-id", "task-004"],
];

const DERIVED = ["index.json", "task-counter.txt", "events", "config.json", ".tmp"];

describe.each(DERIVED)("without %s", (name) => {
  test("every command answers as before", async () => {
    const [whole, damaged] = [await usedRoot(), await usedRoot()];
    rmSync(join(damaged.root, name), { recursive: true, force: true });
    for (const line of [...QUESTIONS, ...CHANGES, ...QUESTIONS])
      expect([line, answerOf(await damaged.run(...line))]).toEqual([line, answerOf(await whole.run(...line))]);
  });
});

test.each(["the list", "the folder"])(
  "without %s of an agent nobody says that it has no tasks, and a repair brings them back",
  async (what) => {
    const [whole, damaged] = [await usedRoot(), await usedRoot()];
    const folder = join(damaged.root, "agents", "a");
    rmSync(what === "the list" ? join(folder, "task-list.json") : folder, { recursive: true });
    for (const line of [
      ["list", ...A],
      ["start", ...A],
      ["create", ...A, "--name", "x"],
      ["list-all"],
      ["query"],
      ["stats"],
    ]) {
      const { status, json } = await damaged.run(...line);
      expect([line, status, json]).toMatchObject([line, 7, { code: "STORE_CORRUPT", problem: "list_missing" }]);
    }
    expect((await damaged.run("create", "--agent", "b", "--name", "x", "--dry-run")).status).toBe(0);
    expect((await damaged.run("doctor", "--repair")).json).toMatchObject({ sound: true });
    for (const line of [...QUESTIONS, ...CHANGES, ...QUESTIONS])
      expect([line, answerOf(await damaged.run(...line))]).toEqual([line, answerOf(await whole.run(...line))]);
  },
);

describe("without the archive", () => {
  test("the queue commands answer as before", async () => {
    const [whole, damaged] = [await usedRoot(), await usedRoot()];
    rmSync(join(damaged.root, "history"), { recursive: true });
    const lines = QUESTIONS.filter(([name]) => !["query", "history", "get", "retry"].includes(name!));
    for (const line of [...lines, ...CHANGES, ...lines])
      expect([line, answerOf(await damaged.run(...line))]).toEqual([line, answerOf(await whole.run(...line))]);
  });

  test.each([["the archive alone"], ["the archive and the journal"]])(
    "what only it had is said to be missing: %s",
    async (what) => {
      const { run, root } = await usedRoot();
      rmSync(join(root, "history"), { recursive: true });
      if (what.includes("journal")) rmSync(join(root, "events"), { recursive: true });
      const { json: history } = await run("history", ...A);
      expect(history).toMatchObject({
        total: 3,
        returned: 0,
        warnings: [expect.stringContaining("3 cannot be shown")],
      });
      const { json: query } = await run("query");
      expect(query).toMatchObject({ total: 6, returned: 3, warnings: [expect.stringContaining("3 cannot be shown")] });
      expect((await run("query", "--status", "pending")).json).not.toHaveProperty("warnings");
    },
  );

  test("a task of which the journal tells is not said to be unknown", async () => {
    const { run, root } = await usedRoot();
    rmSync(join(root, "history"), { recursive: true });
    const { json, status } = await run("get", "--task-id", "task-001");
    expect([status, json]).toMatchObject([7, { code: "STORE_CORRUPT", problem: "task_missing", detail: "task-001" }]);
    expect((await run("get", "--task-id", "task-099")).json).toMatchObject({ code: "TASK_NOT_FOUND" });
    expect((await run("doctor", "--repair")).json).toMatchObject({ sound: true });
    expect((await run("get", "--task-id", "task-001")).json).toMatchObject({ location: "history" });
  });
});

/** Agent a has completed two tasks, and one failed; one runs, two wait. Its list keeps none that ended. */
async function usedRoot(): Promise<CommandLine> {
  const line = commandLine({ env: { AGENT_TASKS_KEEP_FINISHED: "0" } });
  const { run } = line;
  for (const name of ["one", "two", "three", "four", "five", "six"]) await run("create", ...A, "--name", name);
  for (const end of [["complete"], ["fail", "--error", "no"], ["complete"]]) {
    await run("start", ...A);
    await run(end[0]!, ...A, ...end.slice(1));
  }
  await run("start", ...A);
  expect(readdirSync(join(line.root, "history")).length).toBeGreaterThan(0);
  return line;
}

/** An answer, without what is another one at another time and place. */
function answerOf({ status, stdout }: Answer): string {
  const text = stdout
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d/g, "TIME")
    .replaceAll(/_ms":\d+/g, '_ms":MS')
    .replaceAll(/"[^"]*\/root\b/g, '"ROOT');
  return `${status} ${text}`;
}
