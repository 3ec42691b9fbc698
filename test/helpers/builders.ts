import type { AgentList } from "../../src/domain/agent-list.ts";
import { newList } from "../../src/domain/new-list.ts";
import { type NewTask, createTasks } from "../../src/domain/new-tasks.ts";
import type { Step } from "../../src/domain/step.ts";
import type { Task } from "../../src/domain/task.ts";
import type { Outlook } from "../../src/domain/readiness.ts";
import type { Moment } from "../../src/domain/timestamp.ts";

export const NOW = "2026-04-10T10:00:00.000+08:00";

/** A moment at which the clock says what the queue's time is, and nothing has ended on which a task depends. */
export function at(now: string): Moment & Outlook {
  return { now, clock: now, ended: new Map() };
}

/** A pending task; a test says only what it is about. */
export function aTask(fields: Partial<Task> = {}): Task {
  return {
    id: "task-001",
    name: "Fix the login",
    description: "",
    status: "pending",
    priority: 5,
    assigned_at: NOW,
    agent_id: "coder",
    ...fields,
  };
}

/** The list of agent coder. */
export function aList(fields: Partial<AgentList> = {}): AgentList {
  return { ...newList("coder", NOW), ...fields };
}

/** Adds one task to a list. */
export function createTask(list: AgentList, id: string, content: NewTask, now: string): Step {
  const { list: after, tasks, events } = createTasks(list, new Map([[id, content]]), at(now));
  return { list: after, task: tasks[0]!, event: events[0]! };
}
