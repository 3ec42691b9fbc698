import type { AgentList } from "../domain/agent-list.ts";
import { type QueueStep, editTask as edit, holdQueue, holdTask, releaseQueue, releaseTask } from "../domain/care.ts";
import { invalid } from "../domain/errors.ts";
import { checkMetadata } from "../domain/limits.ts";
import { mergePatch } from "../domain/merge-patch.ts";
import type { Hold } from "../domain/readiness.ts";
import type { Step } from "../domain/step.ts";
import type { Task } from "../domain/task.ts";
import { dueStamp, stampOf } from "../domain/terms.ts";
import type { Facts } from "../store/store.ts";
import { type InputOf, optional, required } from "./input.ts";
import { findNamedTask, listOf } from "./named-task.ts";
import { type App, changeTasks, defineOperation } from "./operation.ts";
import {
  agentName,
  longText,
  metadata as metadataReader,
  orNone,
  priority,
  taskId,
  taskName,
  whenFrom,
  whenTo,
} from "./readers.ts";
import type { Warned } from "./warning.ts";

export interface CareResult extends Warned {
  readonly agent_id: string;
  /** Null: the whole queue. */
  readonly task_id: string | null;
  readonly task: Task | null;
  /** False if it was so before. */
  readonly changed: boolean;
}

const editable = {
  name: optional(taskName),
  description: optional(longText),
  priority: optional(priority),
  due: optional(orNone(whenTo)),
  not_before: optional(orNone(whenFrom)),
  metadata: optional(metadataReader),
};
const editInput = { agent: required(agentName), task_id: required(taskId), ...editable };

/** Changes what an open task says. */
export const editTask = defineOperation({
  name: "edit",
  isChange: true,
  input: editInput,
  async run(app, { agent, task_id, ...wanted }): Promise<CareResult> {
    const isNothing = Object.values(wanted).every((value) => value === undefined);
    if (isNothing) throw invalid("required", { parameter: "name", choices: Object.keys(editable) });
    return careFor(app, { agent, task_id }, (list, task, facts) =>
      edit(list, task, editsOf(wanted, task, facts), facts.now),
    );
  },
});

function editsOf(
  { name, description, priority: urgency, due, not_before, metadata }: InputOf<typeof editable>,
  task: Task,
  { clock }: Facts,
) {
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(urgency !== undefined && { priority: urgency }),
    ...(due !== undefined && { due_at: due && dueStamp(due, clock) }),
    // Who says when it is to start means it, also of a task that waits after a failure.
    ...(not_before !== undefined && { not_before: not_before && stampOf(not_before, clock), retry_at: null }),
    ...(metadata !== undefined && { metadata: checkMetadata(mergePatch(task.metadata, metadata)) }),
  };
}

const holdInput = { agent: required(agentName), task_id: optional(taskId), reason: optional(longText) };

/** Puts a pending task, or a whole queue, on hold: nothing of it starts. */
export const hold = defineOperation({
  name: "hold",
  isChange: true,
  input: holdInput,
  run: (app, { reason, ...given }): Promise<CareResult> => {
    const holdAt = ({ now }: Facts): Hold => ({
      at: now,
      ...(reason !== undefined && { reason }),
      ...(app.operator !== undefined && { by: app.operator }),
    });
    return careForAny(app, given, {
      task: (list, task, facts) => holdTask(list, task, holdAt(facts)),
      queue: (list, facts) => holdQueue(list, holdAt(facts)),
    });
  },
});

const releaseInput = { agent: required(agentName), task_id: optional(taskId) };

/** Lets a task, or a whole queue, that is on hold go on. */
export const release = defineOperation({
  name: "release",
  isChange: true,
  input: releaseInput,
  run: (app, given): Promise<CareResult> =>
    careForAny(app, given, {
      task: (list, task, { now }) => releaseTask(list, task, now),
      queue: (list, { now }) => releaseQueue(list, now),
    }),
});

type CareOfTask = (list: AgentList, task: Task, facts: Facts) => Step | undefined;

interface Care {
  readonly task: CareOfTask;
  readonly queue: (list: AgentList, facts: Facts) => QueueStep | undefined;
}

async function careForAny(
  app: App,
  { agent: name, task_id }: InputOf<typeof releaseInput>,
  care: Care,
): Promise<CareResult> {
  if (task_id !== undefined) return careFor(app, { agent: name, task_id }, care.task);
  const agent = await app.store.agentId(name);
  return changeTasks<CareResult>(app, { agents: [agent] }, (facts) => {
    const step = care.queue(listOf(facts, agent), facts);
    const result = { agent_id: agent, task_id: null, task: null, changed: step !== undefined };
    return step ? { lists: [step.list], events: [step.event], result } : { result };
  });
}

async function careFor(
  app: App,
  { agent: name, task_id }: { readonly agent: string; readonly task_id: string },
  care: CareOfTask,
): Promise<CareResult> {
  const agent = await app.store.agentId(name);
  return changeTasks<CareResult>(app, { agents: [agent] }, (facts) => {
    const list = listOf(facts, agent);
    const found = findNamedTask(facts, list, { id: task_id, status: "pending" });
    if ("need" in found) return found;
    const step = care(list, found.task, facts);
    const result = { agent_id: agent, task_id, task: step?.task ?? found.task, changed: step !== undefined };
    return step ? { lists: [step.list], events: [step.event], result } : { result };
  });
}
