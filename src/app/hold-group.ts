import { holdTask } from "../domain/care.ts";
import { holdOf } from "../domain/readiness.ts";
import { changeGroup, groupFields, type GroupResult } from "./change-group.ts";
import { holdAt } from "./hold.ts";
import { optional } from "./input.ts";
import { defineOperation } from "./operation.ts";
import { longText } from "./readers.ts";

const input = { ...groupFields, reason: optional(longText) };

/** Puts all pending tasks of a group on hold, but for those that are. */
export const holdGroup = defineOperation({
  name: "hold",
  isChange: true,
  input,
  run: (app, { reason, ...given }): Promise<GroupResult> =>
    changeGroup(app, given, {
      pick: ({ pending_tasks }) => pending_tasks.filter((task) => !holdOf(task)),
      change: (list, task, facts) => holdTask(list, task, holdAt(app, reason, facts)),
    }),
});
