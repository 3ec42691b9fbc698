import { holdQueue, holdTask } from "../domain/care.ts";
import type { Hold } from "../domain/readiness.ts";
import type { Facts } from "../store/store.ts";
import { type CareResult, careForAny } from "./care-for-task.ts";
import { optional, required } from "./input.ts";
import { type App, defineOperation } from "./operation.ts";
import { agentName, longText, taskId } from "./readers.ts";

const input = { agent: required(agentName), task_id: optional(taskId), reason: optional(longText) };

/** Puts a pending task, or a whole queue, on hold: nothing of it starts. */
export const hold = defineOperation({
  name: "hold",
  isChange: true,
  input,
  run: (app, { reason, ...given }): Promise<CareResult> =>
    careForAny(app, given, {
      task: (list, task, facts) => holdTask(list, task, holdAt(app, reason, facts)),
      queue: (list, facts) => holdQueue(list, holdAt(app, reason, facts)),
    }),
});

/** What is noted of a hold. */
export function holdAt({ operator }: App, reason: string | undefined, { now }: Facts): Hold {
  return {
    at: now,
    ...(reason !== undefined && { reason }),
    ...(operator !== undefined && { by: operator }),
  };
}
