import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine } from "../../helpers/command-line.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const CODER = ["--agent", "coder"];

test.each(["other", "somebody new"])(
  "a task that has left its old list, and is not yet written to the new one, is seen by every reader: %s",
  async (name) => {
    const target = name.replace(" ", "-");
    const { root, run } = commandLine();
    await run("create", ...CODER, "--name", "a task");
    await run("create", "--agent", "other", "--name", "another");
    await diedInMove(root, () => run("move", ...CODER, "--task-id", "task-001", "--to-agent", target));

    const got = await run("get", "--task-id", "task-001");
    expect(got.json).toMatchObject({ task: { status: "pending", agent_id: target }, location: "pending_tasks" });
    expect(got.json["also"]).toBeUndefined();
    const found = (await run("query")).json["tasks"] as { task: { id: string; agent_id: string } }[];
    const ids = found.map(({ task }) => `${task.id} ${task.agent_id}`);
    expect(ids.toSorted()).toEqual([`task-001 ${target}`, "task-002 other"]);
    const { agents } = (await run("list-all")).json as { agents: { agent_id: string; task_count: object }[] };
    const own = agents.find(({ agent_id }) => agent_id === target);
    expect(own?.task_count).toMatchObject({ pending: target === "other" ? 2 : 1 });
    expect((await run("list", "--agent", target)).json["pending_tasks"]).toMatchObject(
      target === "other" ? [{ id: "task-002" }, { id: "task-001" }] : [{ id: "task-001" }],
    );
  },
);

/** Leaves a root as who dies behind the commit of a change of two lists: the first is written, and nothing else. */
async function diedInMove(root: string, move: () => Promise<unknown>): Promise<void> {
  const before = join(temporaryFolder(), "before");
  const path = join(root, "agents/coder/task-list.json");
  cpSync(root, before, { recursive: true });
  await move();
  const text = readFileSync(path, "utf8");
  const { outbox } = JSON.parse(text) as { outbox: { lists: { agent_id: string }[] } };
  rmSync(root, { recursive: true });
  cpSync(before, root, { recursive: true });
  writeFileSync(path, text);
  const agents = ["coder", ...outbox.lists.map(({ agent_id }) => agent_id)];
  writeFileSync(join(root, ".tmp/redo-1-a"), JSON.stringify({ token: "a", pid: 1, command: "move", agents }));
}
