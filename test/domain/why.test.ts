import { expect, test } from "vitest";
import type { AgentList } from "../../src/domain/agent-list.ts";
import { startTask } from "../../src/domain/transitions.ts";
import type { Task } from "../../src/domain/task.ts";
import { type Dependency, reasonsOf } from "../../src/domain/why.ts";
import { NOW, aList, aTask, at } from "../helpers/builders.ts";

const LATER = "2026-04-10T11:00:00.000+08:00";
const BEFORE = "2026-04-10T09:00:00.000+08:00";

interface Scene {
  readonly list: AgentList;
  readonly task: Task;
  readonly dependencies: readonly Dependency[];
}

/** What brings each reason about, and what does away with it again. */
const CAUSES: Readonly<
  Record<string, { readonly make: (scene: Scene) => Scene; readonly end: (scene: Scene) => Scene }>
> = {
  agent_busy: {
    make: (scene) =>
      withList(scene, { current_task: aTask({ id: "task-050", status: "running", started_at: BEFORE }) }),
    end: (scene) => withList(scene, { current_task: null }),
  },
  dependency: {
    make: (scene) => ({
      ...withTask(scene, { depends_on: ["task-060"], depends_since: "2026-04" }),
      dependencies: [{ task_id: "task-060", agent_id: "other", task_status: "running" }],
    }),
    end: (scene) => ({
      ...scene,
      dependencies: [{ task_id: "task-060", agent_id: "other", task_status: "completed" }],
    }),
  },
  not_before: {
    make: (scene) => withTask(scene, { not_before: LATER }),
    end: (scene) => withTask(scene, { not_before: BEFORE }),
  },
  retry_delay: {
    make: (scene) => withTask(scene, { retry_at: LATER }),
    end: (scene) => withTask(scene, { retry_at: null }),
  },
  queue_hold: {
    make: (scene) => withList(scene, { hold: { at: BEFORE } }),
    end: (scene) => withList(scene, { hold: null }),
  },
  hold: {
    make: (scene) => withTask(scene, { hold: { at: BEFORE, reason: "freeze" } }),
    end: (scene) => withTask(scene, { hold: null }),
  },
  behind: {
    make: (scene) => withList(scene, { pending_tasks: [aTask({ id: "task-070" }), ...scene.list.pending_tasks] }),
    end: (scene) => withList(scene, { pending_tasks: scene.list.pending_tasks.filter(({ id }) => id !== "task-070") }),
  },
};

const NAMES = Object.keys(CAUSES);
const COMBINATIONS = Array.from({ length: 2 ** NAMES.length }, (_, bits) =>
  NAMES.filter((_name, index) => (bits >> index) % 2 === 1),
);

test.each(COMBINATIONS.map((names) => [names.join(" "), names] as const))(
  "the reasons are just these, and nothing starts it as long as one of them holds: %s",
  (_title, names) => {
    const task = aTask();
    let scene: Scene = { list: aList({ pending_tasks: [task] }), task, dependencies: [] };
    for (const name of names) scene = CAUSES[name]!.make(scene);
    expect(reasonNames(scene)).toEqual(names);
    // Each reason is true: taking the others away one by one changes nothing, taking away the last lets it start.
    for (const [index, name] of names.entries()) {
      expect(startsNow(scene)).toBe(false);
      scene = CAUSES[name]!.end(scene);
      expect(reasonNames(scene)).toEqual(names.slice(index + 1));
    }
    expect(startsNow(scene)).toBe(true);
  },
);

test("who runs on a lease that ran out does not keep its agent busy: it stands in the queue again", () => {
  const expired = aTask({
    id: "task-050",
    status: "running",
    started_at: BEFORE,
    assigned_at: BEFORE,
    lease_ms: 1,
    lease_expires_at: BEFORE,
  });
  const task = aTask();
  const list = aList({ current_task: expired, pending_tasks: [task] });
  expect(reasonsOf(list, task, [], at(NOW))).toMatchObject([{ reason: "behind", task_id: "task-050", count: 1 }]);
});

test("a lease that runs out for good ends the task: what runs after a failure waits for it no more", () => {
  const lost = aTask({
    id: "task-060",
    status: "running",
    started_at: BEFORE,
    lease_ms: 1,
    lease_expires_at: BEFORE,
    max_expiries: 1,
  });
  const task = aTask({ depends_on: ["task-060"], depends_since: "2026-04", on_dependency_failure: "run" });
  const list = aList({ current_task: lost, pending_tasks: [task] });
  const running: Dependency = { task_id: "task-060", agent_id: "coder", task_status: "running" };
  expect(reasonsOf(list, task, [running], at(NOW))).toEqual([]);
});

test.each([
  ["all", "wait", "failed", [["task-060", false]]],
  ["all", "run", "failed", []],
  ["all", "cancel", "failed", [["task-060", true]]],
  [
    "any",
    "wait",
    "failed",
    [
      ["task-060", false],
      ["task-061", false],
    ],
  ],
  ["any", "run", "failed", []],
  [
    "any",
    "cancel",
    "failed",
    [
      ["task-060", false],
      ["task-061", false],
    ],
  ],
  ["any", "wait", "completed", []],
] as const)("of %s, on failure %s, with one %s: %j", (depends_mode, on_dependency_failure, task_status, expected) => {
  const on = depends_mode === "all" ? ["task-060"] : ["task-060", "task-061"];
  const task = aTask({ depends_on: on, depends_since: "2026-04", depends_mode, on_dependency_failure });
  const dependencies: readonly Dependency[] = [
    { task_id: "task-060", agent_id: "other", task_status },
    { task_id: "task-061", agent_id: "other", task_status: "pending" },
  ];
  const reasons = reasonsOf(aList({ pending_tasks: [task] }), task, dependencies.slice(0, on.length), at(NOW));
  expect(reasons.map((reason) => reason.reason === "dependency" && [reason.task_id, reason.is_doomed])).toEqual(
    expected,
  );
});

test("only those ahead count that could start, and of many the first are named", () => {
  const task = aTask({ id: "task-100" });
  const others = Array.from({ length: 30 }, (_, n) => aTask({ id: `task-${200 + n}`, priority: n < 25 ? 6 : 5 }));
  const waiting = aTask({ id: "task-300", priority: 9, not_before: LATER });
  const list = aList({ pending_tasks: [waiting, ...others.slice(0, 28), task, ...others.slice(28)] });
  const [reason] = reasonsOf(list, task, [], at(NOW));
  expect(reason).toMatchObject({ reason: "behind", task_id: "task-200", count: 28 });
  expect(reason?.reason === "behind" && reason.task_ids).toHaveLength(20);
});

function withList(scene: Scene, fields: Partial<AgentList>): Scene {
  return { ...scene, list: { ...scene.list, ...fields } };
}

function withTask(scene: Scene, fields: Partial<Task>): Scene {
  const task = { ...scene.task, ...fields };
  const pending_tasks = scene.list.pending_tasks.map((other) => (other.id === task.id ? task : other));
  return { ...withList(scene, { pending_tasks }), task };
}

function reasonNames({ list, task, dependencies }: Scene): readonly string[] {
  return reasonsOf(list, task, dependencies, present({ dependencies })).map(({ reason }) => reason);
}

/** Whether a start takes the task: as the start itself judges. */
function startsNow({ list, task, dependencies }: Scene): boolean {
  try {
    return startTask(list, {}, present({ dependencies })).task.id === task.id;
  } catch {
    return false;
  }
}

function present({ dependencies }: Pick<Scene, "dependencies">) {
  const ended = dependencies.flatMap(({ task_id, task_status }) =>
    task_status === "completed" ? [[task_id, task_status] as const] : [],
  );
  return { ...at(NOW), ended: new Map(ended) };
}
