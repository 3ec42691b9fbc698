import { expect, test } from "vitest";
import { busyQueue } from "../helpers/busy-queue.ts";
import { commandLine } from "../helpers/command-line.ts";

const CODER = ["--agent", "coder"];

test("fields are columns in the other formats, and their order is the caller's", async () => {
  const { run } = await busyQueue();
  const chosen = ["history", ...CODER, "--limit", "1", "--fields", "status,id,result"];
  expect((await run(...chosen, "--output", "plain")).stdout).toBe("cancelled\ttask-003\t\n");
  expect((await run(...chosen, "--output", "jsonl")).stdout).toBe('{"status":"cancelled","id":"task-003"}\n');
  expect((await run(...chosen, "--output", "table")).stdout).toBe("status     id        result\ncancelled  task-003\n");
});

test("chosen fields leave the rest of the answer as it is", async () => {
  const { run } = commandLine();
  expect((await run("create", ...CODER, "--name", "x", "--fields", "name")).json).toMatchObject({
    task_id: "task-001",
    task: { name: "x" },
    message: "Task added to the queue of coder.",
  });
});

test("a cut is announced in every format", async () => {
  const { run } = await busyQueue();
  for (const output of ["table", "plain", "jsonl"]) {
    expect((await run("query", "--limit", "2", "--output", output)).stderr).toBe("2 of 6 tasks shown.\n");
    expect((await run("query", "--output", output)).stderr).toBe("");
  }
  expect((await run("list", ...CODER, "--limit", "1", "--output", "table")).stderr).toBe("1 of 6 tasks shown.\n");
});

test("options of a command may stand before its name", async () => {
  const { run } = commandLine();
  const { json } = await run("--operator", "bob", "--lock-timeout", "500", "create", ...CODER, "--name", "x");
  expect(json).toMatchObject({ task: { created_by: "bob" } });
  expect((await run("--dry-run", "start", ...CODER)).json).toMatchObject({ dry_run: true });
  expect((await run("--dry-run", "list", ...CODER)).json).toMatchObject({ code: "INVALID_PARAMS" });
});
