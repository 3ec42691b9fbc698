import type { AgentList } from "../../src/domain/agent-list.ts";
import type { Dependencies } from "../../src/domain/dependencies.ts";
import type { TaskEvent } from "../../src/domain/event.ts";
import { findTasks } from "../../src/domain/find-task.ts";
import type { NewTask } from "../../src/domain/new-tasks.ts";
import type { Task } from "../../src/domain/task.ts";
import type { TaskStore } from "../../src/store/store.ts";
import { add, complete, start } from "../helpers/changes.ts";
import { anHourAgo, everyday, running, working } from "./case-roots.ts";
import type { Case } from "./cases.ts";

const CODER = ["--agent", "coder"];
const SECOND = [...CODER, "--task-id", "task-002"];

/** Commands on tasks that depend on those of other agents, or are parts of them: changes of several lists. */
export const LINKED_CASES: readonly Case[] = [
  {
    name: "create with links to tasks of others",
    isLikeAnother: true,
    before: everyday,
    args: ["create", ...CODER, "--name", "four", "--key", "k4", "--depends-on", "task-002", "--parent", "task-003"],
    again: { created: false },
    isThere: ({ pending_tasks }, lists) => {
      const [part, ...others] = pending_tasks.filter(({ key }) => key === "k4");
      const whole = onlyPlace(lists, "task-003");
      const isPart = part?.parent_id === "task-003" && String(whole?.children) === part.id;
      return isPart && others.length === 0 && String(part.depends_on) === "task-002";
    },
  },
  {
    name: "fail that cancels tasks of others",
    before: async (root) => withDependents(await running(root)),
    args: ["fail", ...SECOND, "--error", "no"],
    again: { changed: false },
    endTogether: ["task-002", "task-004", "task-005"],
    isThere: ({ failed_tasks }, lists, events) => failed_tasks.length === 1 && areCancelledOnce(lists, events),
  },
  {
    name: "edit that links to a task of another",
    isLikeAnother: true,
    before: everyday,
    args: ["edit", ...SECOND, "--depends-on", "task-003", "--on-dependency-failure", "cancel"],
    again: { changed: false },
    isThere: ({ pending_tasks: [task, ...others] }) =>
      String(task?.depends_on) === "task-003" && task?.on_dependency_failure === "cancel" && others.length === 0,
  },
  {
    name: "start of what has just become ready",
    isLikeAnother: true,
    before: async (root) => {
      const store = await everyday(root);
      await add(store, "coder", { priority: 9, ...onSome("task-003") });
      await start(store, "other");
      await complete(store, "other");
    },
    args: ["start", ...CODER],
    again: { code: "AGENT_BUSY" },
    isThere: ({ current_task, pending_tasks }) => current_task?.id === "task-004" && pending_tasks.length === 1,
  },
  {
    name: "lapse for good that cancels others",
    isLikeAnother: true,
    before: async (root) => {
      await withDependents(await working(root, { lease_ms: 60_000, max_expiries: 1 }, { clock: anHourAgo }), "coder");
    },
    args: ["start", ...CODER, "--resume"],
    again: { resumed: true, attempt: 1 },
    endTogether: ["task-002", "task-004", "task-005"],
    isThere: ({ current_task, failed_tasks }, lists, events) =>
      current_task?.id === "task-007" && failed_tasks.length === 1 && areCancelledOnce(lists, events),
  },
];

/**
 * A task of another agent that is to be cancelled if the second one fails, one of a third agent that is if that one is,
 * and one that has something else to hope for.
 */
async function withDependents(store: TaskStore, next?: string): Promise<void> {
  await add(store, "other", onSome("task-002", { onFailure: "cancel" }));
  await add(store, "third", onSome("task-004", { onFailure: "cancel" }));
  await add(store, "third", {
    ...onSome("task-002", { on: ["task-002", "task-003"], mode: "any", onFailure: "cancel" }),
  });
  if (next !== undefined) await add(store, next);
}

function onSome(id: string, rules: Partial<Dependencies> = {}): Pick<NewTask, "dependencies"> {
  return { dependencies: { on: [id], mode: "all", onFailure: "wait", since: "2020-01", ...rules } };
}

function areCancelledOnce(lists: readonly AgentList[], events: readonly TaskEvent[]): boolean {
  const cancelled = events.filter(({ action }) => action === "cancel").map(({ task_id }) => task_id);
  const areThere = ["task-004", "task-005"].every((id) => onlyPlace(lists, id)?.status === "cancelled");
  return areThere && String(cancelled) === "task-004,task-005" && onlyPlace(lists, "task-006")?.status === "pending";
}

function onlyPlace(lists: readonly AgentList[], id: string): Task | undefined {
  const [place, ...others] = lists.flatMap((list) => findTasks(list, id));
  return others.length === 0 ? place?.task : undefined;
}
