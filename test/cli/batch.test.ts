import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";

const CREATE = ["create", "--agent", "coder", "--input", "-"];

test("many tasks come in one call: an array, or one a line", async () => {
  for (const input of [
    JSON.stringify([
      { name: "one", priority: "P0" },
      { name: "two", metadata: { a: 1 } },
    ]),
    '{"name":"one","priority":"P0"}\n\n{"name":"two","metadata":{"a":1}}\n',
  ]) {
    const { run } = commandLine({ input });
    expect((await run(...CREATE)).json).toEqual({
      status: "success",
      task_id: "task-001",
      created: true,
      task: expect.objectContaining({ id: "task-001", priority: 10 }),
      task_ids: ["task-001", "task-002"],
      count: 2,
      agent_created: true,
      root_created: true,
      message: "2 tasks added to the queue of coder.",
    });
    expect((await run("list", "--agent", "coder")).json).toMatchObject({
      pending_tasks: [{ name: "one" }, { name: "two", metadata: { a: 1 }, priority: 5 }],
    });
  }
});

test("one task may be described over several lines, or in a file", async () => {
  const line = commandLine({ input: '{\n  "name": "one"\n}\n' });
  expect((await line.run(...CREATE)).json).toMatchObject({ task_ids: ["task-001"], count: 1 });
  writeFileSync(join(dirname(line.root), "tasks.json"), '[{"name":"two"}]');
  const { json } = await line.run("create", "--agent", "coder", "--input", "@tasks.json");
  expect(json).toMatchObject({ task_ids: ["task-002"], message: "Task added to the queue of coder." });
});

test.each(["[]", "", " \n"])("no tasks are a success that changes nothing (%j)", async (input) => {
  const { run } = commandLine({ input });
  const { status, json } = await run(...CREATE);
  expect([status, json]).toEqual([
    0,
    { status: "success", task_ids: [], count: 0, message: "No tasks were given; nothing was changed." },
  ]);
});

test("a batch can be repeated where its tasks have keys", async () => {
  const input = '{"name":"one","key":"a"}\n{"name":"two","key":"b"}\n{"name":"one","key":"a"}\n';
  const { run } = commandLine({ input });
  expect((await run(...CREATE)).json).toMatchObject({ task_ids: ["task-001", "task-002", "task-001"], created: true });
  expect((await run(...CREATE)).json).toMatchObject({ task_ids: ["task-001", "task-002", "task-001"], created: false });
  expect((await run("stats", "--agent", "coder")).json).toMatchObject({ total: { all: 2 } });
});

test.each([
  ['[{"name":"one"},{"name":""}]', { problem: "empty", parameter: "name", item: 2 }],
  ['[{"name":"one"},{"nmae":"two"}]', { problem: "unknown", parameter: "nmae", item: 2 }],
  ['[{"name":"one"},7]', { problem: "not_an_object", item: 2 }],
  ['[{"name":"one","agent_id":"other"}]', { problem: "another_agent", given: "other", item: 1 }],
  ['[{"name":"one"},{"name":"two","agent":"other"}]', { problem: "another_agent", item: 2 }],
  ['{"name":"one"}\n{"name":', { problem: "not_json", item: 2 }],
  ['{"name":', { problem: "not_json", parameter: "input" }],
  ['[{"name":"one","priority":11}]', { problem: "not_a_priority", item: 1 }],
  ['[{"name":"one","priority":{}}]', { problem: "not_a_priority", item: 1 }],
  ['[{"name":"one","metadata":{"__proto__":{}}}]', { problem: "forbidden_key", item: 1 }],
  ['[{"name":"p","key":"k"},{"name":"q","key":"k"}]', { problem: "key_used_twice", parameter: "key", item: 2 }],
  ["7", { problem: "not_an_object" }],
])("all or nothing: %s is refused, and says where", async (input, facts) => {
  const { run } = commandLine({ input });
  const { status, json } = await run(...CREATE);
  expect([status, json]).toMatchObject([2, { code: "INVALID_PARAMS", ...facts }]);
  expect((await run("where")).json).toMatchObject({ root: { exists: false } });
});

test("the agent may be named in a task, in any case", async () => {
  const { run } = commandLine({ input: '[{"name":"one","agent_id":"Coder","agent":"coder"}]' });
  expect((await run(...CREATE)).json).toMatchObject({ count: 1 });
});

test("flags that describe a task do not go with a batch", async () => {
  const { run } = commandLine({ input: "[]" });
  expect((await run(...CREATE, "--priority", "3")).json).toMatchObject({
    code: "INVALID_PARAMS",
    problem: "not_together",
  });
});

test("a queue that would become too long takes none of them", async () => {
  const { run } = commandLine({ input: '{"name":"x"}\n'.repeat(10_001) });
  expect((await run(...CREATE)).json).toMatchObject({ code: "QUEUE_FULL", limit: 10_000 });
});
