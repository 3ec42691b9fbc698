import type { AgentList, Located } from "../domain/agent-list.ts";
import { dependsOn } from "../domain/dependencies.ts";
import type { Task } from "../domain/task.ts";
import { type Dependency, type Reason, reasonsOf } from "../domain/why.ts";
import type { Facts } from "../store/store.ts";
import { findTask } from "./get-task.ts";
import { type InputOf, optional, required } from "./input.ts";
import { type App, defineOperation } from "./operation.ts";
import { agentName, taskId } from "./readers.ts";
import type { Warned } from "./warning.ts";
import { type Remedy, remedyOf } from "./remedy.ts";

/** How a task stands: it has to wait, is what the next start takes, is running, or has ended. */
export type WhyAnswer = "WAITS" | "NEXT" | "RUNNING" | "ENDED";

/** A reason, with what would do away with it. */
export type Explained = Reason & Remedy;

export interface WhyResult extends Warned {
  readonly task_id: string;
  readonly agent_id: string;
  readonly answer: WhyAnswer;
  readonly task: Task;
  /** Every reason that keeps it from being taken by the next start of its agent; none if nothing does. */
  readonly reasons: readonly Explained[];
  /** What the clock said. */
  readonly at: string;
}

const input = { task_id: required(taskId), agent: optional(agentName) };

/** Others write while we look: so often a task is looked for again that has gone on. */
const ROUNDS = 5;

/** Says why a task is not running. Without a lock, changing nothing. */
export const explainWait = defineOperation({
  name: "why",
  isChange: false,
  input,
  run: (app, given): Promise<WhyResult> => explain(app, given, ROUNDS),
});

async function explain(app: App, given: InputOf<typeof input>, rounds: number): Promise<WhyResult> {
  const found = await findTask(app, given);
  const { agent_id } = found;
  const on = dependsOn(found.task);
  const facts = await app.store.read({ agents: [agent_id], tasks: on, dependencies: true });
  const list = facts.lists.get(agent_id);
  const pending = list?.pending_tasks.find(({ id }) => id === found.task.id);
  if (list && pending && isSameSet(dependsOn(pending), on)) return waiting(list, pending, facts);
  const isOver = found.location !== "pending_tasks" && !pending;
  if (!isOver && rounds > 1) return explain(app, given, rounds - 1);
  return { ...subject(found), answer: answerFor(found), reasons: [], at: facts.clock };
}

function waiting(list: AgentList, task: Task, facts: Facts): WhyResult {
  const { agent_id } = list;
  const on = dependsOn(task);
  const reasons = reasonsOf(
    list,
    task,
    on.map((id) => dependencyOf(id, facts.tasks.get(id)?.[0])),
    facts,
  );
  return {
    ...subject({ task, agent_id }),
    answer: reasons.length === 0 ? "NEXT" : "WAITS",
    reasons: reasons.map((reason) => ({ ...reason, ...remedyOf(reason, { agent_id, task_id: task.id }) })),
    at: facts.clock,
  };
}

function dependencyOf(task_id: string, place: Located | undefined): Dependency {
  return { task_id, agent_id: place?.agent_id ?? null, task_status: place?.task.status ?? null };
}

function subject({ task, agent_id }: Pick<Located, "task" | "agent_id">) {
  return { task_id: task.id, agent_id, task };
}

function answerFor({ location }: Located): WhyAnswer {
  if (location === "current_task") return "RUNNING";
  return location === "pending_tasks" ? "WAITS" : "ENDED";
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}
