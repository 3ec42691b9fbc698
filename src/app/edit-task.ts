import { editTask as edit } from "../domain/care.ts";
import { invalid } from "../domain/errors.ts";
import { checkMetadata } from "../domain/limits.ts";
import { mergePatch } from "../domain/merge-patch.ts";
import type { Task } from "../domain/task.ts";
import { dueStamp, stampOf } from "../domain/terms.ts";
import type { Facts } from "../store/store.ts";
import { type CareResult, careFor } from "./care-for-task.ts";
import { type InputOf, optional, required } from "./input.ts";
import { defineOperation } from "./operation.ts";
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

const editable = {
  name: optional(taskName),
  description: optional(longText),
  priority: optional(priority),
  due: optional(orNone(whenTo)),
  not_before: optional(orNone(whenFrom)),
  metadata: optional(metadataReader),
};
const input = { agent: required(agentName), task_id: required(taskId), ...editable };

/** Changes what an open task says. */
export const editTask = defineOperation({
  name: "edit",
  isChange: true,
  input,
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
