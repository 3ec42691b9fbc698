import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";

const CREATE = ["create", "--agent", "coder", "--name", "x"];

test.each([
  [["foo"], { problem: "unknown_command", given: "foo" }],
  [["creat"], { problem: "unknown_command", choices: ["create"] }],
  [["help", "foo"], { problem: "unknown_command", given: "foo" }],
  [["--agent", "coder"], { problem: "unknown_option", given: "--agent" }],
  [["create", "--agnt", "coder"], { problem: "unknown_option", choices: ["--agent"] }],
  [["list", "--agent", "coder", "--dry-run"], { problem: "unknown_option" }],
  [["create", "--agent", "coder", "--name"], { problem: "option_without_value", parameter: "--name" }],
  [["create", "--agent", "coder"], { problem: "required", parameter: "name" }],
  [["create", "--name", "x"], { problem: "agent_unknown" }],
  [["start"], { problem: "agent_unknown" }],
  [["get"], { problem: "required", parameter: "task_id" }],
  [["get", "--task-id", "../x"], { problem: "not_a_task_id", given: "../x" }],
  [["fail", "--agent", "coder"], { problem: "required", parameter: "error" }],
  [["create", "--agent", "coder", "--name", "--dry-run"], { problem: "option_as_value", given: "--dry-run" }],
  [["start", "--agent", "--task-id", "x"], { problem: "option_as_value", parameter: "--agent" }],
  [["--root", "--output", "json", "list"], { problem: "option_as_value", parameter: "--root" }],
  [[...CREATE, "word"], { problem: "excess_argument", given: "word" }],
  [[...CREATE, "--priority", "11"], { problem: "not_a_priority", given: "11" }],
  [[...CREATE, "--metadata", "{"], { problem: "not_json", parameter: "metadata" }],
  [[...CREATE, "--metadata", "[]"], { problem: "not_an_object", parameter: "metadata" }],
  [[...CREATE, "--metadata", '{"__proto__":1}'], { problem: "forbidden_key", given: "__proto__" }],
  [[...CREATE, "--description", "-", "--metadata", "-"], { problem: "input_used_twice", parameter: "metadata" }],
  [[...CREATE, "--description", "@nowhere"], { problem: "file_unreadable", path: "nowhere", given: "ENOENT" }],
  [[...CREATE, "--lock-timeout", "soon"], { problem: "not_a_whole_number", parameter: "lock_timeout" }],
  [["create", "--agent", "../../x", "--name", "x"], { problem: "not_an_agent_id", given: "../../x" }],
  [["list", "--agent", ""], { problem: "empty", parameter: "agent" }],
  [["list", "--output", "xml"], { problem: "not_a_choice", parameter: "output" }],
  [["list", "--lang", "xx"], { problem: "not_a_choice", parameter: "lang" }],
  [["list", "--root", ""], { problem: "empty", parameter: "root" }],
])("%j is refused with status 2, as one document", async (argv, facts) => {
  const { status, json, stderr } = await commandLine().run(...argv);
  expect(status).toBe(2);
  expect(json).toMatchObject({ status: "error", code: "INVALID_PARAMS", retryable: false, ...facts });
  expect(json["error"]).toMatch(/\.$/);
  expect(json["hint"]).not.toBe("");
  expect(stderr).toBe("");
});

test("a value that looks like an option can be given with =, and dashes in text are text", async () => {
  const { run } = commandLine();
  expect((await run("create", "--agent", "coder", "--name=--dry-run")).json).toMatchObject({
    task: { name: "--dry-run" },
  });
  expect((await run("create", "--agent", "coder", "--name", "--- a title ---")).status).toBe(0);
  expect((await run("create", "--agent", "coder", "--name", "-5")).status).toBe(0);
});

test("options of every command stand before its name or after it", async () => {
  const { root, run } = commandLine({ env: { AGENT_TASKS_ROOT: "" } });
  expect((await run("--root", root, "create", "--agent", "coder", "--name", "x")).status).toBe(0);
  expect((await run("list", "--agent", "coder", "--root", root, "--output", "plain")).stdout).toBe(
    "task-001\tpending\t5\tx\n",
  );
});

test("text comes from standard input, a file, or as it stands, without its final newline", async () => {
  const around = commandLine({ input: "from input\n\n" });
  mkdirSync(join(around.root, ".."), { recursive: true });
  writeFileSync(join(around.root, "..", "text"), "from a file\n");
  const described = async (text: string) => {
    const { json } = await around.run("create", "--agent", "coder", "--name", "x", "--description", text);
    return (json["task"] as { description: string }).description;
  };
  expect(await described("-")).toBe("from input\n");
  expect(await described("@text")).toBe("from a file");
  expect(await described("@@text")).toBe("@text");
  expect(await described("a @text")).toBe("a @text");
});

test("input that is not UTF-8, or too large, is refused", async () => {
  const broken = await commandLine({ input: Buffer.from([0xff, 0xfe]) }).run(...CREATE, "--description", "-");
  expect(broken.json).toMatchObject({ problem: "not_utf8", parameter: "description" });
  const large = await commandLine({ input: "x".repeat(65_537) }).run(...CREATE, "--description", "-");
  expect(large.json).toMatchObject({ problem: "too_large", limit: 65_536 });
  const huge = await commandLine({ input: Buffer.alloc(17 * 1024 * 1024) }).run(...CREATE, "--description", "-");
  expect(huge.json).toMatchObject({ problem: "too_large" });
});
