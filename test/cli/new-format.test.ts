import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";
import { jsonIn } from "../helpers/files.ts";
import { originalRoot } from "../helpers/original-root.ts";

const CODER = ["--agent", "coder"];
const LIST = "agents/coder/task-list.json";

test("a root that uses nothing of an agent's day is of format 1, in every file", async () => {
  const { run, root } = commandLine();
  for (const call of [
    ["create", ...CODER, "--name", "x", "--key", "k"],
    ["start", ...CODER],
    ["start", ...CODER, "--resume"],
    ["fail", ...CODER, "--error", "no"],
    ["retry", ...CODER, "--task-id", "task-001"],
    ["start", ...CODER],
    ["complete", ...CODER, "--attempt", "2"],
    ["check", ...CODER],
  ]) {
    await run(...call);
  }
  expect(jsonIn(root, LIST)).toMatchObject({ schema_version: 1 });
  expect(jsonIn(root, "index.json")).toMatchObject({ schema_version: 1 });
  expect(readdirSync(root).toSorted()).toEqual([
    ".tmp",
    "agents",
    "events",
    "history",
    "index.json",
    "task-counter.txt",
  ]);
  expect(readFileSync(join(root, LIST), "utf8")).not.toMatch(/needs_version|lease|notes|hold/);
  const [task] = jsonIn(root, LIST)["completed_tasks"] as object[];
  expect(Object.keys(task!).join(" ")).toBe(
    "id name description status priority assigned_at created_at agent_id key retry_count attempts started_at completed_at",
  );
});

test("the first use of it makes list and index of format 1.1, which says what reads it, for good", async () => {
  const { run, root } = commandLine();
  await run("create", ...CODER, "--name", "x");
  await run("create", "--agent", "other", "--name", "y");
  await run("hold", ...CODER);
  await run("release", ...CODER);
  const newer = { schema_version: 1.1, needs_version: "0.2.0" };
  expect(jsonIn(root, LIST)).toMatchObject(newer);
  expect(jsonIn(root, "index.json")).toMatchObject(newer);
  expect(jsonIn(root, "agents/other/task-list.json")).toMatchObject({ schema_version: 1 });
  await run("start", ...CODER);
  expect(jsonIn(root, LIST)).toMatchObject(newer);
  for (const lost of ["index.json", LIST]) {
    rmSync(join(root, lost));
    await run("doctor", "--repair");
    expect([lost, jsonIn(root, lost)]).toMatchObject([lost, newer]);
  }
});

test("a root that is newer still is refused with the version to install", async () => {
  const { run, root } = commandLine();
  await run("create", ...CODER, "--name", "x");
  const list = { ...jsonIn(root, LIST), schema_version: 1.4, needs_version: "0.9.0" };
  writeFileSync(join(root, LIST), JSON.stringify(list));
  for (const command of ["start", "list", "check"]) {
    const { status, stdout, stderr } = await run(command, ...CODER);
    expect(status).toBe(7);
    expect(stdout + stderr).toContain('npm install -g agent-task-list@\\">=0.9.0\\"');
  }
  writeFileSync(join(root, LIST), JSON.stringify({ ...list, needs_version: "1.0.0; rm -rf /" }));
  expect((await run("start", ...CODER)).json).toMatchObject({
    code: "SCHEMA_TOO_NEW",
    hint: expect.stringContaining("@latest"),
  });
});

test("what another program keeps in fields of our names is kept, and disturbs nothing", async () => {
  const root = originalRoot();
  const { run } = commandLine({ env: { AGENT_TASKS_ROOT: root } });
  const path = join(root, "agents/agent-coder/task-list.json");
  const list = JSON.parse(readFileSync(path, "utf8")) as { pending_tasks: object[] };
  const strange = { notes: "call back", progress: "50 %", due_at: "tomorrow", hold: true };
  const [first, ...others] = list.pending_tasks;
  writeFileSync(
    path,
    JSON.stringify({ ...list, current_task: null, pending_tasks: [{ ...first, ...strange }, ...others] }),
  );
  const { id } = first as { id: string };
  const agent = ["--agent", "agent-coder"];
  expect((await run("start", ...agent, "--task-id", id)).json).toMatchObject({ task: strange });
  expect((await run("resume", ...agent)).stdout).toContain(id);
  await run("note", ...agent, "--message", "ours");
  expect((await run("get", "--task-id", id, ...agent)).json).toMatchObject({
    task: { ...strange, notes: [{ message: "call back" }, { message: "ours" }] },
  });
  expect(existsSync(join(root, "keys"))).toBe(false);
});

test("nothing that another program keeps in such a field makes a list unreadable, or a command fail", async () => {
  const strange = {
    not_before: "tomorrow",
    retry_at: "later",
    lease_ms: 1e300,
    lease_expires_at: "soon",
    backoff: "linear",
    key_scope: "team",
    max_attempts: "3",
    retry_delay_ms: 1e300,
    max_expiries: 2.5,
    notes_dropped: -1,
  };
  const root = originalRoot();
  const { run } = commandLine({ env: { AGENT_TASKS_ROOT: root } });
  const path = join(root, "agents/agent-coder/task-list.json");
  const list = JSON.parse(readFileSync(path, "utf8")) as { pending_tasks: object[] };
  const [first, ...others] = list.pending_tasks;
  const pending_tasks = [{ ...first, ...strange }, ...others];
  writeFileSync(path, JSON.stringify({ ...list, current_task: null, pending_tasks }));
  const agent = ["--agent", "agent-coder"];
  const { id } = first as { id: string };
  for (const call of [
    ["check", ...agent],
    ["start", ...agent, "--task-id", id],
    ["start", ...agent, "--resume"],
    ["note", ...agent, "--message", "x"],
    ["renew", ...agent],
    ["resume", ...agent],
    ["fail", ...agent, "--error", "no"],
  ]) {
    expect([call, (await run(...call)).status]).toEqual([call, 0]);
  }
  expect((await run("get", "--task-id", id, ...agent)).json).toMatchObject({ task: strange });
});
