import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { AgentList } from "../../../../src/domain/agent-list.ts";
import { finishedTasks, openTasks } from "../../../../src/domain/find-task.ts";
import { fileStore } from "../../../../src/store/file/store.ts";
import { careOf } from "../../../helpers/care.ts";
import { add } from "../../../helpers/changes.ts";
import { filesIn } from "../../../helpers/files.ts";
import { originalRoot } from "../../../helpers/original-root.ts";
import { violations } from "../../../reliability/invariants.ts";

const AGENTS = ["Anna", "agent-coder", "agent-planner", "main"];

test("all that is wrong with a root of the original tool is found, and nothing else", async () => {
  const root = originalRoot();
  const before = filesIn(root);
  const { findings, lock, isBusy } = await careOf(root).examine();
  const told = findings.map(({ problem, agent_id, task_id, task_ids, places, said, actual, count }) =>
    [
      problem,
      agent_id,
      task_id ?? task_ids?.toSorted().join(),
      places?.toSorted().join(),
      said,
      actual,
      places || task_ids ? "" : count,
    ]
      .filter((fact) => fact !== undefined && fact !== "")
      .join(" "),
  );
  expect(told.toSorted()).toEqual([
    "archived_only agent-planner task-062",
    "archived_only main task-105",
    "archived_open Anna task-168",
    "archived_open agent-coder task-030",
    "archived_open agent-planner task-122,task-170",
    "archived_twice agent-planner task-001",
    "copy_missing agent-coder task-063",
    "counter_behind 183 184",
    "duplicate_id task-039 agent-planner/pending_tasks,main/completed_tasks",
    "duplicate_id task-063 agent-coder/completed_tasks,agent-coder/completed_tasks",
    "duplicate_id task-095 agent-planner/pending_tasks,main/pending_tasks",
    "duplicate_id task-178 agent-coder/pending_tasks,main/pending_tasks",
    "folder_case Anna",
    "foreign_fields agent-coder task-138,task-140",
    "ids_unused 184 52",
    "index_agent_missing main",
    "index_totals_wrong",
    "index_wrong agent-planner 24 22",
  ]);
  expect({ lock, isBusy }).toEqual({ lock: null, isBusy: false });
  expect(filesIn(root)).toEqual(before);
});

test.each(["as it was left", "after our first write"])(
  "a repair mends it, %s, without losing a task, and a second one finds nothing",
  async (when) => {
    const root = originalRoot();
    const store = fileStore(root);
    if (when === "after our first write") await add(store, "main");
    const before = tasksIn(root);
    const { after, renumbered, saved } = await careOf(root).repair();
    expect(after.findings).toEqual([]);
    expect((await careOf(root).examine()).findings).toEqual([]);
    expect(violations(root)).toEqual([]);
    expect(tasksIn(root)).toEqual(before);
    expect(new Set(idsIn(root)).size).toBe(idsIn(root).length);
    expect(renumbered.map(({ from }) => from).toSorted()).toEqual(["task-039", "task-063", "task-095", "task-178"]);
    for (const { agent_id, from, to } of renumbered) {
      expect((await store.read({ tasks: [to] })).tasks.get(to)).toMatchObject([
        { agent_id, task: { former_id: from } },
      ]);
    }
    // What was replaced is there as it was.
    const copy = saved.find((path) => path.includes("agent-coder"));
    expect(JSON.parse(readFileSync(copy!, "utf8"))).toMatchObject({ agent_id: "agent-coder" });
    expect((await store.tasks({})).total).toBe(before.length + 2); // two are in the archive alone
    const { saved: nothing } = await careOf(root).repair();
    expect(nothing).toEqual([]);
  },
);

test.each(["the lists", "the lists and the journal", "all lists but one"])(
  "a repair that ended before it had written %s gives no task a second id when it is run again",
  async (unwritten) => {
    const root = originalRoot();
    const kept = originalRoot();
    const before = tasksIn(root);
    await careOf(root).repair();
    for (const agent of unwritten === "all lists but one" ? ["agent-planner", "main"] : AGENTS)
      cpSync(join(kept, "agents", agent), join(root, "agents", agent), { recursive: true });
    rmSync(join(root, "index.json"));
    if (unwritten.includes("journal")) rmSync(join(root, "events"), { recursive: true });
    expect((await careOf(root).repair()).after.findings).toEqual([]);
    expect(tasksIn(root)).toEqual(before);
    expect(violations(root)).toEqual([]);
    expect((await fileStore(root).tasks({})).total).toBe(before.length + 2);
  },
);

/** Every task of the lists by what tells it from others: its agent, name, times and state. */
function tasksIn(root: string): readonly string[] {
  return listsIn(root)
    .flatMap((list) => [...openTasks(list), ...finishedTasks({ ...list, cancelled_tasks: list.cancelled_tasks ?? [] })])
    .map((task) =>
      JSON.stringify({ ...task, id: "", former_id: "" }, Object.keys({ ...task, former_id: "" }).toSorted()),
    )
    .toSorted();
}

function idsIn(root: string): readonly string[] {
  return listsIn(root).flatMap((list) => [...openTasks(list), ...finishedTasks(list)].map(({ id }) => id));
}

function listsIn(root: string): readonly AgentList[] {
  return AGENTS.map(
    (agent) => JSON.parse(readFileSync(join(root, "agents", agent, "task-list.json"), "utf8")) as AgentList,
  );
}
